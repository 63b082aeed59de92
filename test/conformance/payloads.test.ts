import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import { faultsShown } from '../../conformance/payload/look.js';
import { runInProcess } from './in-process.js';

/** Why the cases of a resource type were not tested. */
async function whyNot(resource: string): Promise<readonly string[]> {
  const report = await runInProcess({ only: [resource], duration: 200, slow: 200 });
  expect(findingsOf(report).filter(({ kind }) => !kind.startsWith('campaign'))).toEqual([]);
  expect(report.left).toEqual([]);
  return report.outcomes.flatMap(({ id, why }) => (why !== undefined && id.startsWith(`${resource}.`) ? [why] : []));
}

describe('payloads are tested', () => {
  it('beside a resource that is under way when it is to be taken away', async () => {
    expect((await whyNot('softwareCampaign')).filter((why) => why.includes('4105'))).toEqual([]);
  }, 60_000);

  it('of a resource whose rules keep its maker out', async () => {
    expect((await whyNot('accessControlPolicy')).filter((why) => /may not look|can be judged/.test(why))).toEqual([]);
  }, 60_000);
});

describe('a representation that a RETRIEVE shows', () => {
  it.each<readonly [what: string, resource: string, body: object, facets: readonly string[]]>([
    ['numbers of another release', 'accessControlPolicy', { pv: { acr: [{ acor: ['C'], acop: 127 }] } }, []],
    ['a number of none', 'accessControlPolicy', { pv: { acr: [{ acor: ['C'], acop: 0 }] } }, ['stored.types']],
    ['words of another release', 'AE', { csz: ['msgpack', 'application/json'], srv: ['5'] }, []],
    ['what is no word of any', 'AE', { csz: ['two words'], srv: ['five'] }, ['stored.types', 'stored.types']],
    ['an attribute of another release', 'container', { brandNew: 1 }, []],
    ['a child of a type of somebody else', 'container', { 'cod:tempe': [{ curT0: 21 }] }, []],
    ['a long name', 'container', { maxNrOfInstances: 1 }, ['stored.names']],
  ])('%s', (_, resource, body, facets) => {
    const shown = faultsShown(resource, { rn: 'a', ri: 'r', pi: 'p', ct: '20260101T000000', lt: '20260101T000000', et: '20270101T000000', ...body } as never);
    expect(shown.map(({ facet }) => facet).filter((facet) => facet !== 'stored.set')).toEqual(facets);
  });
});
