import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplexType, SimpleType } from '../../generator/model/components.js';
import { sample } from '../../generator/emit/vectors/sample.js';
import { spoiled } from '../../generator/emit/vectors/spoil.js';
import { oddString, sampleString } from '../../generator/emit/vectors/strings.js';
import { builtins, complex, listType, numbers, particle, simple, types } from '../check/fixture.js';
import { specification } from '../support/specification.js';

const least = { size: 'least' } as const;
const most = { size: 'most' } as const;

describe('samples of types', () => {
  const rows: readonly { readonly of: string; readonly type: SimpleType | ComplexType; readonly least: unknown; readonly most?: unknown }[] = [
    { of: 'boolean', type: builtins.boolean, least: true },
    { of: 'integer', type: builtins.integer, least: 1 },
    { of: 'bounded integer', type: simple('b', builtins.integer, { minInclusive: '100', maxInclusive: '999' }), least: 100 },
    { of: 'negative integer', type: simple('b', builtins.integer, { maxExclusive: '0' }), least: -1 },
    { of: 'enumeration', type: numbers('e', [4, 5]), least: 4 },
    { of: 'pattern', type: types.timestamp, least: '20300131T120000' },
    { of: 'long string', type: simple('l', builtins.string, { minLength: 30 }), least: 'x'.repeat(30) },
    { of: 'impossible pattern', type: simple('i', builtins.string, { patterns: [['[0-9]{77}']] }), least: undefined },
    { of: 'list', type: listType(builtins.string), least: ['sample-1'], most: ['sample-1', 'sample-2'] },
    { of: 'complex type', type: types.resetArgsType, least: { level: 1 }, most: { level: 1, note: 'sample text' } },
    { of: 'choice', type: choice(), least: { a: 'sample text' } },
    { of: 'recursive type', type: recursive(0), least: {}, most: { child: { child: { child: { child: {} } } } } },
    { of: 'type that has no finite value', type: recursive(1), least: undefined },
    { of: 'type that doubles with every level', type: doubling(40), least: undefined },
  ];

  test.each(rows)('$of', ({ type, least: wantLeast, most: wantMost = wantLeast }) => {
    expect(sample(type, least)).toEqual(wantLeast);
    expect(sample(type, most)).toEqual(wantMost);
  });

  test('one alternative of a choice at a time', () => {
    expect([0, 1].map((branch) => sample(choice(), { size: 'most', branch }))).toEqual([{ a: 'sample text' }, { b: true }]);
  });

  test('what a recursive type can get wrong is finite', () => {
    expect(spoiled(recursive(0)).map(({ rule }) => rule)).toEqual(['type', 'unknown', 'unknown', 'type', 'unknown']);
    const inner = spoiled(recursive(0)).at(-1);
    expect([inner?.what, inner?.value]).toEqual(['child: an unknown member', { child: { noSuchMember: 1 } }]);
    const named = spoiled(recursive(0))[2]!;
    expect([named.what, Object.keys(named.value as object)]).toEqual(['a member __proto__', ['__proto__']]);
  });

  test('every simple type of the specification has a sample', () => {
    const { components } = specification;
    const without = [...components.types.values()].filter((t) => t.kind === 'simple' && t.name?.namespace.includes('onem2m') && sample(t, most) === undefined);
    expect(without.map((t) => t.name?.local)).toEqual([]);
  });

  test('sample strings keep length and pattern, odd ones break the pattern alone', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.constantFrom('[a-z]+', '[0-9A-F]{2}', '.*', '\\S+'), (a, b, pattern) => {
        const facets = { minLength: Math.min(a, b), maxLength: Math.max(a, b), patterns: [[pattern]] };
        const type = simple('s', builtins.string, facets);
        const found = sampleString(type, 0);
        if (found !== undefined) {
          expect(found.length).toBeGreaterThanOrEqual(facets.minLength);
          expect(found.length).toBeLessThanOrEqual(facets.maxLength);
          expect(found).toMatch(new RegExp(`^(?:${pattern})$`, 'u'));
        }
        const odd = oddString(type);
        if (odd !== undefined) expect(odd).not.toMatch(new RegExp(`^(?:${pattern})$`, 'u'));
      }),
    );
  });
});

function choice(): ComplexType {
  const type = complex('c', []);
  return { ...type, content: { kind: 'elements', mixed: false, particle: { min: 1, max: 1, term: { kind: 'choice', particles: [particle('a', builtins.string), particle('b', builtins.boolean)] } } } };
}

/** A type whose only member is of the type itself. */
function recursive(min: 0 | 1): ComplexType {
  const type = complex('r', []) as { -readonly [K in keyof ComplexType]: ComplexType[K] };
  type.content = { kind: 'elements', mixed: false, particle: { min: 1, max: 1, term: { kind: 'sequence', particles: [particle('child', type, min)] } } };
  return type;
}

function doubling(levels: number): ComplexType {
  return Array.from({ length: levels }).reduce<ComplexType>((inner, _, i) => complex(`d${i}`, [particle('a', inner), particle('b', inner)]), complex('d', []));
}
