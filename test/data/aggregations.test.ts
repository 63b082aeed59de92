import { describe, expect, test } from 'vitest';
import { asUsed, numbersOf } from './definitions.js';

/** The four definitions of the Change Request to TS-0001, Table 9.6.76-2, as predicates over the individual values. */
const definitions: Record<string, (individual: readonly string[]) => boolean> = {
  Uninitialized: (all) => all.every((s) => s === 'Uninitialized'),
  In_Process: (all) => all.includes('In_Process'),
  Successful: (all) => all.every((s) => s === 'Successful'),
  Failure: (all) => !all.includes('Uninitialized') && !all.includes('In_Process') && all.includes('Failure'),
};
const resultsOf = (set: readonly string[]): readonly string[] => Object.keys(definitions).filter((name) => definitions[name]?.(set));

const [aggregation, ...others] = asUsed.aggregations.aggregations;
const rows = aggregation?.rows ?? [];
const text = (set: readonly string[]): string => set.join(' ');

describe('aggregatedSoftwareStatus', () => {
  test('has one row for each of the 16 sets of values of m2m:status', () => {
    const names = [...numbersOf('m2m:status').keys()];
    const sets = Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_, i) => bits & (1 << i)));
    expect(others).toEqual([]);
    expect(rows.map((r) => text(r.set)).sort()).toEqual(sets.map(text).sort());
  });

  test('follows the definitions wherever exactly one of them holds', () => {
    for (const { set, result } of rows) {
      const defined = resultsOf(set);
      if (defined.length === 1) expect([text(set), result]).toEqual([text(set), defined[0]]);
    }
  });

  test('cites erratum B09 for the four sets that the definitions leave open, and for no other', () => {
    const open = rows.filter((r) => resultsOf(r.set).length !== 1);
    expect(open.map((r) => [text(r.set), r.result])).toEqual([
      ['', 'Uninitialized'],
      ['Uninitialized Successful', 'In_Process'],
      ['Uninitialized Failure', 'In_Process'],
      ['Uninitialized Successful Failure', 'In_Process'],
    ]);
    expect(rows.filter((r) => r.errata?.includes('B09'))).toEqual(open);
  });

  test('never is final while work is outstanding', () => {
    for (const { set, result } of rows) {
      if (set.includes('In_Process') || (set.includes('Uninitialized') && set.length > 1)) expect(result).toBe('In_Process');
    }
  });
});
