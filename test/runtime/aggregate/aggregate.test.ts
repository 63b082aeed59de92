import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Status } from '../../../generated/enumerations.js';
import { aggregatedSoftwareStatus } from '../../../generated/tables/aggregations.js';
import { statusCounts } from '../../../runtime/procedures/campaign/aggregate.js';

interface Vector {
  readonly individual: readonly string[];
  readonly individualValues: readonly Status[];
  readonly aggregateValue: Status;
}
const vectors = JSON.parse(readFileSync(new URL('../../../generated/vectors/aggregations.json', import.meta.url), 'utf8')) as readonly Vector[];

const anyStatus = fc.constantFrom(...Object.values(Status));

describe('TS-0001-CR 9.6.76: aggregatedSoftwareStatus by counting', () => {
  it.each(vectors.map((vector) => [vector.individual.join(', ') || 'none', vector] as const))('%s', (_name, { individualValues, aggregateValue }) => {
    expect(statusCounts(individualValues).aggregate).toBe(aggregateValue);
  });

  it('knows every set of statuses', () => {
    expect(new Set(vectors.map(({ individual }) => [...new Set(individual)].sort().join())).size).toBe(16);
  });

  it('follows a campaign from no target to its end', () => {
    const counts = statusCounts();
    expect([counts.size, counts.aggregate]).toEqual([0, Status.Uninitialized]);
    counts.add(Status.Uninitialized);
    counts.add(Status.Uninitialized);
    expect(counts.aggregate).toBe(Status.Uninitialized);
    counts.change(Status.Uninitialized, Status.In_Process);
    expect(counts.aggregate).toBe(Status.In_Process);
    counts.change(Status.In_Process, Status.Successful);
    expect(counts.aggregate).toBe(Status.In_Process);
    counts.change(Status.Uninitialized, Status.Failure);
    expect([counts.size, counts.aggregate]).toEqual([2, Status.Failure]);
    counts.remove(Status.Failure);
    expect(counts.aggregate).toBe(Status.Successful);
    counts.remove(Status.Successful);
    expect([counts.size, counts.aggregate]).toEqual([0, Status.Uninitialized]);
  });

  it('equals recomputation over the whole list after every step of any sequence', () => {
    // A step takes away the part at `at`, adds one, or does both: a change.
    const step = fc.record({ at: fc.option(fc.nat(), { nil: undefined }), add: fc.option(anyStatus, { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(anyStatus, { maxLength: 5 }), fc.array(step, { maxLength: 60 }), (start, steps) => {
        const list = [...start];
        const counts = statusCounts(start);
        for (const { at, add } of steps) {
          const [gone] = at === undefined || list.length === 0 ? [] : list.splice(at % list.length, 1);
          if (gone !== undefined && add !== undefined) counts.change(gone, add);
          else if (gone !== undefined) counts.remove(gone);
          else if (add !== undefined) counts.add(add);
          if (add !== undefined) list.push(add);
          expect(counts.aggregate).toBe(aggregatedSoftwareStatus(list));
          expect(counts.size).toBe(list.length);
          for (const status of Object.values(Status)) expect(counts.count(status)).toBe(list.filter((other) => other === status).length);
        }
      }),
    );
  });

  it('reads the parts once, and never again', () => {
    let reads = 0;
    const counts = statusCounts(
      (function* () {
        for (let i = 0; i < 1000; i++) {
          reads++;
          yield Status.In_Process;
        }
      })(),
    );
    for (let i = 0; i < 1000; i++) {
      counts.change(Status.In_Process, Status.Successful);
      expect(counts.aggregate).toBe(i === 999 ? Status.Successful : Status.In_Process);
    }
    expect(reads).toBe(1000);
  });
});

describe('what cannot be counted', () => {
  it.each([-1, 4, 1.5, NaN, 2 ** 32, '1', null, undefined, '__proto__'])('%s is no status', (value) => {
    const counts = statusCounts([Status.Failure]);
    expect(() => counts.add(value as Status)).toThrow(RangeError);
    expect(() => counts.remove(value as Status)).toThrow(RangeError);
    expect(() => counts.change(Status.Failure, value as Status)).toThrow(RangeError);
    expect(() => statusCounts([value as Status])).toThrow(RangeError);
    expect([counts.size, counts.aggregate]).toEqual([1, Status.Failure]);
  });

  it('a part that is not there', () => {
    const counts = statusCounts([Status.Failure]);
    expect(() => counts.remove(Status.Successful)).toThrow(RangeError);
    expect(() => counts.change(Status.Successful, Status.Failure)).toThrow(RangeError);
    counts.remove(Status.Failure);
    expect(() => counts.remove(Status.Failure)).toThrow(RangeError);
    expect(counts.size).toBe(0);
  });
});
