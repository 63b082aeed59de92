import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, equal } from '../../generator/model/json-value.js';

/** Few names and values, so that two are often alike; names that every object seems to have. */
const values = fc.letrec((again) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.constantFrom<unknown>(null, 0, 1, '', 'a', undefined), fc.array(again('value'), { maxLength: 2 }), fc.dictionary(fc.constantFrom('a', 'b', 'constructor', '__proto__'), again('value'), { maxKeys: 3, noNullPrototype: true })),
})).value;

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify({ value }));
const shuffled = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(shuffled) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, shuffled(member)])) : value;

describe('values of JSON', () => {
  it('are equal where Node says so of what JSON writes of them', () => {
    let alike = 0;
    fc.assert(
      fc.property(values, values, (a, b) => {
        // In a list, JSON writes null for what is undefined.
        fc.pre(![a, b].some((value) => JSON.stringify(value, (_, inner: unknown) => (Array.isArray(inner) && inner.includes(undefined) ? 'no JSON' : inner))?.includes('no JSON')));
        const want = isDeepStrictEqual(asJson(a), asJson(b));
        if (want) alike++;
        expect(equal(a, b)).toBe(want);
      }),
      { numRuns: 3000 },
    );
    expect(alike).toBeGreaterThan(100);
  });

  it('are equal to themselves in another order, and to a copy, which shares nothing', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(equal(value, shuffled(value))).toBe(true);
        const copy = copyOf(value);
        expect(isDeepStrictEqual(copy, value)).toBe(true);
        const objects = new Set<unknown>();
        const visit = (part: unknown, see: (part: object) => void): void => {
          if (typeof part !== 'object' || part === null) return;
          see(part);
          for (const member of Object.values(part)) visit(member, see);
        };
        visit(value, (part) => objects.add(part));
        visit(copy, (part) => expect(objects.has(part)).toBe(false));
      }),
      { numRuns: 500 },
    );
  });
});
