import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import { runInProcess } from './in-process.js';
import { slips } from './slips.js';

describe('a slip is found, and named: a CSE that', () => {
  for (const [name, { kind, serve }] of Object.entries(slips)) {
    it(name, async () => {
      // What does not come is not waited for as long as over a network.
      const report = await runInProcess({ serve, only: [kind], lanes: 1, listener: (listener) => ({ ...listener, next: (key, within, sort) => listener.next(key, Math.min(within, 1000), sort) }) });
      expect(findingsOf(report).map((finding) => finding.kind)).toEqual([kind]);
      // A finding, and not all of its kind at once because something else went wrong.
      expect(report.ended).toBeUndefined();
    }, 30_000);
  }
});
