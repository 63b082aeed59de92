import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import { planOf } from '../../conformance/run.js';
import { runInProcess } from './in-process.js';

describe('our own CSE', () => {
  it('has no finding, and everything that was made is gone', async () => {
    const errors: unknown[] = [];
    const report = await runInProcess({ cse: { report: (error) => errors.push(error) } });
    expect(findingsOf(report).map(({ examples }) => examples)).toEqual([]);
    expect(errors).toEqual([]);
    expect(report.left).toEqual([]);
    expect(report.ended).toBeUndefined();
    expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(14_400);
    // What a case needs is there, but for what this CSE does not have: nothing of the run is in its own way.
    const needless = report.outcomes.filter(({ verdict, why = '' }) => verdict === 'untested' && /^the CSE creates no /.test(why));
    expect([...new Set(needless.map(({ why }) => why))]).toEqual(['the CSE creates no <subscription> below <AE>: 5001']);
    const rest = await report.cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: '1', rvi: '3', fc: { fu: 1 } });
    expect(rest['pc']).toEqual({ 'm2m:uril': [] });
  }, 300_000);

  it('loses what runs for good, too: campaigns whose devices never come', async () => {
    const payloads = planOf(['softwareCampaign']).map(({ id }) => id).filter((id) => id.startsWith('softwareCampaign.'));
    const report = await runInProcess({ duration: 86_400_000, only: payloads });
    expect(findingsOf(report)).toEqual([]);
    expect(report.left).toEqual([]);
    expect(report.outcomes.filter(({ why = '' }) => why.includes('4105'))).toEqual([]);
  }, 60_000);
});
