import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import type { Planned } from '../../conformance/court.js';
import { planOf } from '../../conformance/run.js';
import { payloadVectors } from '../../testing/vectors.js';
import { runInProcess, type Options } from './in-process.js';

/**
 * In XML, what XML can tell apart: who sends it has seen that the CSE will read what JSON says (exchange.ts), so that each value of an UPDATE, and
 * each payload that is wrong, is the same request. All attributes are created, and updated together; of some types everything is tried.
 */
const isAll = process.env['SPECGEN_MANNERS'] === 'all';
const whole = new Set(['AE', 'container', 'subscription', 'group', 'mgmtCmd', 'software']);
const isOfXml = ({ kind, id, resource }: Planned): boolean =>
  isAll || whole.has(resource) || !(kind === 'update.valid' || kind === 'stored.updated' ? /: with /.test(id) : /^(create|update)\./.test(kind) && kind !== 'create.valid');

it('by several words the plan has what each of them calls, in its order', () => {
  const wanted = new Set(['TS-0009', 'node', 'container'].flatMap((word) => planOf([word])));
  expect(planOf(['TS-0009', 'node', 'container'])).toEqual(planOf().filter((each) => wanted.has(each)));
});

describe.concurrent('our own CSE', () => {
  it('has no finding, and everything that was made is gone', async () => {
    const errors: unknown[] = [];
    const report = await runInProcess({ cse: { report: (error) => errors.push(error) } });
    expect(findingsOf(report).map(({ examples }) => examples)).toEqual([]);
    expect(errors).toEqual([]);
    expect(report.left).toEqual([]);
    expect(report.ended).toBeUndefined();
    expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(14_400);
    // What this CSE does not do is what the vectors say that not every CSE does.
    const refused = report.outcomes.filter(({ kind, verdict, why }) => kind.endsWith('.valid') && verdict === 'untested' && why === 'the CSE does not implement it');
    const needsOf = (id: string): readonly string[] => {
      const [, resource, operation, name] = /^(\w+)\.(\w+): (.*)$/.exec(id) ?? [];
      return payloadVectors(resource!, operation!)!.valid.find((vector) => vector.name === name)!.needs;
    };
    expect(refused.length).toBeGreaterThan(100);
    expect(refused.filter(({ id }) => needsOf(id).length === 0).map(({ id }) => id)).toEqual([]);
    // What a case needs is there, but for what this CSE does not have: nothing of the run is in its own way.
    const needless = report.outcomes.filter(({ verdict, why = '' }) => verdict === 'untested' && /^the CSE creates no /.test(why));
    expect([...new Set(needless.map(({ why }) => why))]).toEqual(['the CSE creates no <flexContainer> at all: 4125', 'the CSE creates no <subscription> below <AE>: 5001']);
    const rest = await report.cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: '1', rvi: '3', fc: { fu: 1 } });
    expect(rest['pc']).toEqual({ 'm2m:uril': [] });
  }, 300_000);

  it('has no finding in XML, which says all but values of other kinds, null and lists without items', async () => {
    const errors: unknown[] = [];
    const syntaxes = new Set<string | undefined>();
    const xmlOf = (headers: Readonly<Record<string, string | undefined>>): string | undefined => (headers['content-type'] ?? headers['Content-Type'])?.replace(/;.*/, '');
    const report = await runInProcess({
      content: 'xml',
      only: planOf().filter(isOfXml).map(({ id }) => id),
      cse: { report: (error) => errors.push(error) },
      send: (send) => async (request) => {
        if (request.body !== undefined) syntaxes.add(xmlOf(request.headers));
        return send(request);
      },
    });
    expect(findingsOf(report).map(({ examples }) => examples)).toEqual([]);
    expect(errors).toEqual([]);
    expect(report.left).toEqual([]);
    expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(isAll ? 10_400 : 6000);
    // JSON is what is compared with, and asked for by GET alone; the one other type is of a case that is about it.
    expect([...syntaxes].sort()).toEqual(['application/vnd.onem2m-res+xml', 'application/x-no-such-type']);
    const unsaid = report.outcomes.filter(({ why }) => why === 'XML cannot say it').map(({ kind }) => kind.replace(/^(create|update)\./, ''));
    expect(unsaid.filter((kind) => !['type', 'null', 'length', 'pattern', 'M', 'enum', 'NP', 'unknown'].includes(kind))).toEqual([]);
    expect(report.outcomes.filter(({ why }) => why === 'what it sends is JSON').map(({ kind }) => kind.replace(/\..*/, '')).every((kind) => kind === 'request')).toBe(true);
  }, 300_000);

  it('is not judged in XML where it has none', async () => {
    const send: NonNullable<Options['send']> = (inner) => async (request, how) => {
      const response = await inner(request, how);
      return { ...response, ...(response.body !== undefined && { body: response.body.replace('</m2m:cb>', '<csz>application/json</csz></m2m:cb>') }) };
    };
    await expect(runInProcess({ content: 'xml', only: ['tree.delete'], send })).rejects.toMatchObject({ code: 'CONFORM_CONTENT' });
  });

  it('is not judged in XML where it shows itself in JSON', async () => {
    const send: NonNullable<Options['send']> = (inner) => (request, how) => inner({ ...request, headers: { ...request.headers, Accept: 'application/json' } }, how);
    await expect(runInProcess({ content: 'xml', only: ['tree.delete'], send })).rejects.toMatchObject({ code: 'CONFORM_CONTENT', message: expect.stringMatching(/shows its CSEBase in JSON/) as unknown });
  });

  it('loses what runs for good, too: campaigns whose devices never come', async () => {
    const payloads = planOf(['softwareCampaign']).map(({ id }) => id).filter((id) => id.startsWith('softwareCampaign.'));
    const report = await runInProcess({ duration: 86_400_000, only: payloads });
    expect(findingsOf(report)).toEqual([]);
    expect(report.left).toEqual([]);
    expect(report.outcomes.filter(({ why = '' }) => why.includes('4105'))).toEqual([]);
  }, 60_000);
});
