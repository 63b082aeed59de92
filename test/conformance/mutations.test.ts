import { describe, expect, it } from 'vitest';
import { planKinds, procedureCases } from '../../conformance/plan.js';
import { planOf } from '../../conformance/run.js';
import { runInProcess } from './in-process.js';
import { mutationOf } from './mutations.js';

/** Criteria that HTTP has no place for: such a case is never tested, so that nothing can be broken in it. */
const notHere = new Set([
  'discovery.childLabels',
  'discovery.parentLabels',
  'discovery.childResourceType',
  'discovery.parentResourceType',
  'discovery.labelsQuery',
  'discovery.applyRelativePath',
]);

const plan = planOf();
const procedures = procedureCases();
const kinds = [...new Set(plan.map(({ kind }) => kind))];

describe.concurrent('a rule that is broken is found, and named', () => {
  for (const kind of kinds.filter((each) => !notHere.has(each))) {
    it(kind, async () => {
      const mutation = mutationOf(kind, plan.filter((planned) => planned.kind === kind), procedures);
      expect(mutation, `a mutation of ${kind}`).toBeDefined();
      const report = await runInProcess({ ...mutation!, lanes: 1 });
      const failed = report.outcomes.filter(({ verdict }) => verdict === 'failed');
      expect(failed.map((outcome) => outcome.kind), JSON.stringify(report.outcomes.slice(0, 5))).toContain(kind);
    });
  }
});

describe('kinds', () => {
  it('are at least sixty', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(60);
  });

  it('have each a clause that can be looked up', () => {
    for (const { kind, clause } of planKinds()) expect(clause, kind).toMatch(/^TS-\d{4}(-CR)? (\d+|[A-Z])(\.\d+[a-z]?)*(, Table \S+)?$/);
  });

  it('that the plan checks and those of the table are the same, but for rules that no payload can break', () => {
    expect(kinds.filter((kind) => !planKinds().some((each) => each.kind === kind))).toEqual([]);
    const unused = planKinds().map(({ kind }) => kind).filter((kind) => !kinds.includes(kind));
    expect(unused.filter((kind) => !/^(create|update)\./.test(kind))).toEqual([]);
  });
});
