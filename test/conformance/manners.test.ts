import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import { runInProcess } from './in-process.js';
import { manners } from './manners.js';

/** Everything but types whose payloads say the same as these; by hand, and before a release, the whole plan. */
const part = ['container', 'subscription', 'retrieve', 'result', 'access', 'tree', 'address', 'discovery', 'notify', 'instance', 'request', 'answer', ...['parent', 'times', 'creator'].map((name) => `create.${name}`), ...['changed', 'kept', 'deleted', 'state-tag'].map((name) => `update.${name}`)];

describe.concurrent('no finding in the manners', () => {
  for (const [name, manner] of Object.entries(manners)) {
    it(name, async () => {
      const report = await runInProcess({ ...manner, only: process.env['SPECGEN_MANNERS'] === 'all' ? [] : part });
      expect(findingsOf(report).flatMap(({ kind, examples }) => examples.map(({ id, expected, came }) => `${kind} ${id}: ${expected}, ${came}`))).toEqual([]);
      expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(500);
      expect(report.left).toEqual([]);
    }, 120_000);
  }
});
