import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relateTypes } from '../../generator/diff/accepts.js';
import type { Facets, SimpleType } from '../../generator/model/components.js';
import { XSD_NAMESPACE } from '../../generator/model/components.js';
import { place } from '../check/fixture.js';
import { specification } from '../support/specification.js';

type Given = { readonly isWhole: boolean; readonly enumeration?: readonly number[] | undefined; readonly low?: number | undefined; readonly high?: number | undefined; readonly isLowOpen: boolean; readonly isHighOpen: boolean; readonly digits?: number | undefined };

const builtin = (local: string): SimpleType => specification.components.types.get(`{${XSD_NAMESPACE}}${local}`) as SimpleType;

function typeOf({ isWhole, enumeration, low, high, isLowOpen, isHighOpen, digits }: Given): SimpleType {
  const base = builtin(isWhole ? 'integer' : 'decimal');
  const facets: Partial<Facets> = {
    ...(enumeration !== undefined && { enumeration: enumeration.map((value) => ({ value: String(value), place })) }),
    ...(low !== undefined && { [isLowOpen ? 'minExclusive' : 'minInclusive']: String(low) }),
    ...(high !== undefined && { [isHighOpen ? 'maxExclusive' : 'maxInclusive']: String(high) }),
    ...(digits !== undefined && isWhole && { totalDigits: digits }),
  };
  return { kind: 'simple', variety: 'atomic', builtin: base.builtin, base, facets: { ...base.facets, ...facets }, place };
}

/** Is the number one of the type? By its facets, one by one. */
const has = ({ isWhole, enumeration, low, high, isLowOpen, isHighOpen, digits }: Given, value: number): boolean =>
  (!isWhole || Number.isInteger(value)) &&
  (enumeration === undefined || enumeration.includes(value)) &&
  (low === undefined || (isLowOpen ? value > low : value >= low)) &&
  (high === undefined || (isHighOpen ? value < high : value <= high)) &&
  (digits === undefined || !isWhole || Math.abs(value) < 10 ** digits);

// Ends are halves: quarters tell every two sets of this kind apart, and what is far away tells whether there is an end.
const grid = [...Array.from({ length: 97 }, (_, i) => i / 4 - 12), -1000, 1000, -1000.25, 1000.25];
const given: fc.Arbitrary<Given> = fc
  .record({
    isWhole: fc.boolean(),
    enumeration: fc.option(fc.uniqueArray(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 8 }), { nil: undefined }),
    low: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
    high: fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
    isLowOpen: fc.boolean(),
    isHighOpen: fc.boolean(),
    digits: fc.option(fc.constant(1), { nil: undefined, freq: 1 }),
  })
  .map((one) => {
    const size = one.isWhole ? 1 : 2;
    return { ...one, ...(one.enumeration !== undefined && { enumeration: one.enumeration.map((n) => n / size) }), ...(one.low !== undefined && { low: one.low / size }), ...(one.high !== undefined && { high: one.high / size }) };
  });

describe('types of numbers are compared by the numbers they have', () => {
  it('as going through the numbers says', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(given, given, (before, after) => {
        const [wider, narrower] = [grid.every((n) => !has(before, n) || has(after, n)), grid.every((n) => !has(after, n) || has(before, n))];
        const want = wider && narrower ? 'same' : wider ? 'widened' : narrower ? 'narrowed' : 'changed';
        seen.add(want);
        expect(relateTypes(typeOf(before), typeOf(after))).toBe(want);
      }),
      { numRuns: 5000 },
    );
    expect([...seen].sort()).toEqual(['changed', 'narrowed', 'same', 'widened']);
  });

  const list = (...enumeration: readonly number[]): Given => ({ isWhole: true, enumeration, isLowOpen: false, isHighOpen: false });
  const range = (low: number, high: number, isWhole = true): Given => ({ isWhole, low, high, isLowOpen: false, isHighOpen: false });
  it.each([
    ['a list in a range', list(1, 3), range(0, 9), 'widened'],
    ['a list that sticks out of a range', list(1, 30), range(0, 9), 'changed'],
    ['a list of which a range leaves out some', list(1, 2, 3, 9), range(1, 3), 'narrowed'],
    ['a list without a gap', list(3, 1, 2), range(1, 3), 'same'],
    ['whole numbers in fractions', range(1, 3), range(1, 3, false), 'widened'],
    ['one number of two kinds', { ...range(1, 1, false) }, list(1), 'same'],
  ] as const)('%s', (_, before, after, want) => {
    expect(relateTypes(typeOf(before), typeOf(after))).toBe(want);
  });

  it('numbers of any size, exactly', () => {
    const huge = (low: string, high: string): SimpleType => ({ ...typeOf(range(0, 0)), facets: { ...builtin('integer').facets, minInclusive: low, maxInclusive: high } });
    expect(relateTypes(huge('0', '9007199254740992'), huge('0', '9007199254740993'))).toBe('widened');
    expect(relateTypes(builtin('unsignedLong'), huge('0', '18446744073709551615'))).toBe('same');
    expect(relateTypes(builtin('unsignedLong'), huge('0', '18446744073709551614'))).toBe('narrowed');
  });

  it('digits of fractions', () => {
    const decimal = (facets: Partial<Facets>): SimpleType => ({ ...typeOf(range(0, 0, false)), facets: { ...builtin('decimal').facets, ...facets } });
    const values = (...texts: readonly string[]): SimpleType => decimal({ enumeration: texts.map((value) => ({ value, place })) });
    expect(relateTypes(decimal({ fractionDigits: 2 }), decimal({ fractionDigits: 1 }))).toBe('narrowed');
    expect(relateTypes(values('1.5', '2.50'), decimal({ fractionDigits: 1, totalDigits: 2 }))).toBe('widened');
    expect(relateTypes(values('1.5', '2.25'), decimal({ fractionDigits: 1 }))).toBe('changed');
  });
});
