import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import type { Attributes, JsonValue } from '../../runtime/resource.js';
import { runInProcess, type Serve } from './in-process.js';

type Content = Record<string, JsonValue>;

const rooted = (pc: JsonValue | undefined): readonly [root: string, body: Content] | undefined => {
  const [[root, body] = [], ...others] = Object.entries((pc ?? {}) as Content);
  return root === undefined || others.length > 0 || typeof body !== 'object' || body === null || Array.isArray(body) ? undefined : [root, body as Content];
};

/** The content of requests, changed before the CSE sees it. */
const asking = (change: (body: Content, root: string, primitive: Attributes) => Content) => (serve: Serve): Serve => (primitive) => {
  const found = rooted(primitive['pc']);
  return serve(found === undefined ? primitive : { ...primitive, pc: { [found[0]]: change(found[1], found[0], primitive) } });
};

/** Representations in answers, changed. */
const showing = (change: (body: Content, root: string) => Content) => (serve: Serve): Serve => async (primitive) => {
  const answer = await serve(primitive);
  const found = rooted(answer['pc']);
  return found?.[1]['ri'] === undefined || Number(answer['rsc']) >= 4000 ? answer : { ...answer, pc: { [found[0]]: change(found[1], found[0]) } };
};

const refusing = (code: number, isRefused: (primitive: Attributes) => boolean) => (serve: Serve): Serve => (primitive) =>
  isRefused(primitive) ? Promise.resolve({ rsc: code, rqi: primitive['rqi'] ?? '', rvi: '3' }) : serve(primitive);

const has = (primitive: Attributes, name: string): boolean => rooted(primitive['pc'])?.[1][name] !== undefined;
const shorter = (et: JsonValue | undefined): JsonValue => (typeof et === 'string' && /^20[3-9]\d{5}T/.test(et) ? '20290101T000000' : et!);

/** What a CSE may do otherwise than ours, by the clause that lets it. */
const liberties: Readonly<Record<string, (serve: Serve) => Serve>> = {
  'ends resources earlier (TS-0004 7.3.3.3)': asking((body) => (body['et'] === undefined ? body : { ...body, et: shorter(body['et']) })),
  'shows attributes, members and numbers of a later release': showing((body, root) =>
    root === 'm2m:cb' ? { ...body, srv: ['2a', '3', '4', '5'], csz: ['json'] } : { ...body, nse: true, geo: { typ: 1 }, ...(root === 'm2m:sub' && { enc: { net: [1], ...((body['enc'] as Content | undefined) ?? {}), atrs: ['a'] } }) },
  ),
  'has times with fractions, and labels in an order of its own': showing((body) => ({
    ...body,
    ...Object.fromEntries(['ct', 'lt'].flatMap((name) => (typeof body[name] === 'string' ? [[name, body[name].includes(',') ? `${body[name]}00` : `${body[name]},000000`]] : []))),
    ...(Array.isArray(body['lbl']) && { lbl: [...(body['lbl'] as readonly JsonValue[])].reverse() }),
  })),
  'has a default of its own (TS-0004 7.3.3.5)': asking((body, root, { op }) => (root === 'm2m:grp' && op === 1 ? { csy: 2, ...body } : body)),
  'does not store announcedAttribute of what is not announced (TS-0004 7.3.3.10)': showing(({ aa: _, ...body }) => body),
  'does not support labels (TS-0004 7.3.3.3)': refusing(5001, (primitive) => rooted(primitive['pc'])?.[0] === 'm2m:ts' && has(primitive, 'lbl')),
  'lets nobody make a <remoteCSE>': refusing(4000, ({ op, ty }) => op === 1 && ty === 16),
  'knows no specialization (TS-0004 7.4.37.2.1)': refusing(4000, ({ op, ty }) => op === 1 && ty === 28),
  'refuses null for what is not there (TS-0004 7.3.3.7)': (serve) => async (primitive) => {
    const found = rooted(primitive['pc']);
    const deleted = primitive['op'] === 3 ? Object.entries(found?.[1] ?? {}).filter(([, value]) => value === null) : [];
    if (deleted.length === 0) return serve(primitive);
    const there = await serve({ op: 2, to: primitive['to']!, fr: primitive['fr']!, rqi: 'there', rvi: '3' });
    const isThere = deleted.every(([name]) => rooted(there['pc'])?.[1][name] !== undefined);
    return isThere ? serve(primitive) : { rsc: 4000, rqi: primitive['rqi'] ?? '', rvi: '3' };
  },
};

const part = ['AE', 'container', 'group', 'subscription', 'timeSeries', 'flexContainer', 'remoteCSE', 'retrieve', 'update', 'result', 'access', 'tree', 'answer'];

describe('a CSE that is not ours', () => {
  it('has no finding for what it may do otherwise', async () => {
    const serve = (own: Serve): Serve => Object.values(liberties).reduce((inner, liberty) => liberty(inner), own);
    const report = await runInProcess({ serve, only: part });
    expect(findingsOf(report).flatMap(({ examples }) => examples.map(({ id, expected, came }) => `${id}: ${expected}, ${came}`))).toEqual([]);
    expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(900);
    expect(report.left).toEqual([]);
  }, 120_000);

  it('has no finding for identifiers that say of which CSE they are (TS-0001 7.2)', async () => {
    const whole = (id: JsonValue | undefined): JsonValue => (typeof id === 'string' && !id.startsWith('/') ? `/id-in/${id}` : id!);
    const serve = showing((body, root) => (root === 'm2m:cb' ? body : { ...body, ri: whole(body['ri']), pi: whole(body['pi']) }));
    const report = await runInProcess({ serve, only: ['container.stored.set: only what is mandatory', 'container.stored: with accessControlPolicyIDs', 'create.parent', 'create.times', 'create.creator', 'tree', 'address', 'access', 'result', 'notify.reference', 'group.fan-out', 'group.count'] });
    expect(findingsOf(report).flatMap(({ examples }) => examples.map(({ id, expected, came }) => `${id}: ${expected}, ${came}`))).toEqual([]);
    expect(report.left).toEqual([]);
  }, 60_000);

  it('that refuses with another code has findings of its codes alone, and few', async () => {
    const report = await runInProcess({ serve: (serve) => async (primitive) => {
      const answer = await serve(primitive);
      return answer['rsc'] === 4000 ? { ...answer, rsc: 4102 } : answer;
    }, only: ['container'] });
    const findings = findingsOf(report);
    expect(findings.length).toBeGreaterThan(5);
    expect(findings.length).toBeLessThan(40);
    expect(findings.filter(({ level }) => level !== 'code').map(({ examples }) => examples)).toEqual([]);
  }, 60_000);
});
