import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonCopy } from '../../../runtime/json.js';

const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

describe('jsonCopy', () => {
  it('is the same JSON, whatever it is called (property)', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        expect(JSON.stringify(jsonCopy(value))).toBe(JSON.stringify(value));
      }),
    );
    const hostile = '{"__proto__":{"constructor":[1]},"toString":null}';
    expect(JSON.stringify(jsonCopy(JSON.parse(hostile)))).toBe(hostile);
  });

  it('is bounded on the way in, and not on the way out', () => {
    expect(jsonCopy(nested(64))).toEqual(nested(64));
    expect(() => jsonCopy(nested(65))).toThrow('deep');
    expect(jsonCopy(nested(65), Infinity)).toEqual(nested(65));
  });

  it.each([undefined, Number.NaN, Infinity, 1n, () => 1, Symbol('x'), new Date(0), new Map()])('refuses %s', (value) => {
    expect(() => jsonCopy(value)).toThrow('not a JSON value');
  });
});
