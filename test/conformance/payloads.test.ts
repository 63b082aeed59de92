import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
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
