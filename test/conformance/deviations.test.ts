import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import { deviations } from './deviations.js';
import { runInProcess } from './in-process.js';

describe('a request that does not block', () => {
  it('leaves no <request>', async () => {
    const report = await runInProcess({ only: ['request.non-blocking'] });
    expect(report.outcomes.map(({ verdict }) => verdict)).toEqual(['passed']);
    const rest = await report.cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: '1', rvi: '3', fc: { fu: 1 } });
    expect(rest['pc']).toEqual({ 'm2m:uril': [] });
  });
});

describe('a CSE is found out that', () => {
  for (const [name, { only, kinds, ...around }] of Object.entries(deviations)) {
    it(name, async () => {
      const report = await runInProcess({ ...around, only, lanes: 1 });
      const found = findingsOf(report).map(({ kind }) => kind);
      // What is asked elsewhere than where it deviates has no finding.
      expect(found, JSON.stringify(report.outcomes.map(({ id, verdict, why }) => [id, verdict, why]).slice(0, 8))).toEqual(expect.arrayContaining([...kinds]));
      expect(found.filter((kind) => !kinds.includes(kind))).toEqual([]);
      expect(report.left).toEqual([]);
    }, 30_000);
  }
});
