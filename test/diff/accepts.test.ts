import { describe, expect, it } from 'vitest';
import { relate, relateTypes } from '../../generator/diff/accepts.js';
import type { ComplexType, Facets, SimpleType, Type } from '../../generator/model/components.js';
import { XSD_NAMESPACE } from '../../generator/model/components.js';
import { specification } from '../support/specification.js';
import { complex, listType, particle, place } from '../check/fixture.js';

const builtin = (local: string): SimpleType => specification.components.types.get(`{${XSD_NAMESPACE}}${local}`) as SimpleType;
const of = (base: SimpleType, facets: Partial<Facets>): SimpleType => ({
  kind: 'simple',
  variety: base.variety,
  builtin: base.builtin,
  base,
  facets: { ...base.facets, ...facets },
  place,
});
const numbers = (...values: number[]): SimpleType =>
  of(builtin('integer'), { enumeration: values.map((value) => ({ value: String(value), place })) });
const between = (minInclusive: number, maxInclusive: number): SimpleType =>
  of(builtin('integer'), { minInclusive: String(minInclusive), maxInclusive: String(maxInclusive) });
const text = (facets: Partial<Facets>): SimpleType => of(builtin('string'), facets);
const union = (...memberTypes: SimpleType[]): SimpleType => ({
  kind: 'simple',
  variety: 'union',
  builtin: 'anySimpleType',
  facets: { whiteSpace: 'collapse', patterns: [] },
  memberTypes,
  place,
});

const turned = { same: 'same', changed: 'changed', widened: 'narrowed', narrowed: 'widened' } as const;

describe('types by their values', () => {
  it.each<[string, Type, Type, keyof typeof turned]>([
    ['one more value', numbers(1, 2), numbers(1, 2, 3), 'widened'],
    ['other values', numbers(1, 2), numbers(1, 3), 'changed'],
    ['the same values in another order', numbers(1, 2), numbers(2, 1), 'same'],
    ['values within a range', numbers(1, 2), between(0, 9), 'widened'],
    ['values outside a range', numbers(1, 20), between(0, 9), 'changed'],
    ['a wider range', between(1, 5), between(0, 9), 'widened'],
    ['a range moved', between(1, 5), between(2, 9), 'changed'],
    ['an open end', of(builtin('integer'), { minExclusive: '0' }), of(builtin('integer'), { minInclusive: '0' }), 'widened'],
    ['the same end, open twice', of(builtin('decimal'), { maxExclusive: '5' }), of(builtin('decimal'), { maxExclusive: '5' }), 'same'],
    ['whole numbers without a sign', builtin('nonNegativeInteger'), builtin('integer'), 'widened'],
    ['a built-in range', between(0, 255), builtin('unsignedByte'), 'same'],
    ['numbers of any size', builtin('unsignedInt'), builtin('unsignedLong'), 'widened'],
    ['whole numbers to fractions', builtin('integer'), builtin('decimal'), 'widened'],
    ['numbers to truth values', builtin('integer'), builtin('boolean'), 'changed'],
    ['numbers to text', builtin('integer'), builtin('string'), 'changed'],
    ['an address to text', builtin('anyURI'), builtin('string'), 'widened'],
    ['a name to text', builtin('NCName'), builtin('string'), 'widened'],
    ['text of bounded length', builtin('string'), text({ maxLength: 8 }), 'narrowed'],
    ['a fixed length', text({ length: 4 }), text({ minLength: 2, maxLength: 6 }), 'widened'],
    ['a pattern', builtin('string'), text({ patterns: [['a+']] }), 'narrowed'],
    ['another pattern', text({ patterns: [['a+']] }), text({ patterns: [['a*']] }), 'changed'],
    ['one of two patterns', text({ patterns: [['a', 'b']] }), text({ patterns: [['b', 'a']] }), 'same'],
    ['anything', builtin('string'), builtin('anyType'), 'widened'],
    ['one alternative more', union(numbers(1), numbers(2)), union(numbers(1), numbers(2), builtin('boolean')), 'widened'],
    ['a type among alternatives', numbers(1), union(numbers(1, 2), builtin('string')), 'widened'],
    ['lists of fewer values', listType(numbers(1, 2)), listType(numbers(1)), 'narrowed'],
    ['a list and its item', listType(numbers(1)), numbers(1), 'changed'],
    [
      'an optional member more',
      complex('a', [particle('x', builtin('string'))]),
      complex('a', [particle('x', builtin('string')), particle('y', builtin('string'), 0)]),
      'widened',
    ],
    [
      'a mandatory member more',
      complex('a', [particle('x', builtin('string'))]),
      complex('a', [particle('x', builtin('string')), particle('y', builtin('string'))]),
      'changed',
    ],
    [
      'a member less often',
      complex('a', [particle('x', builtin('string'), 0, 5)]),
      complex('a', [particle('x', builtin('string'), 1, 2)]),
      'narrowed',
    ],
    ['a simple and a complex type', complex('a', []), builtin('string'), 'changed'],
  ])('%s', (_, before, after, want) => {
    expect(relateTypes(before, after)).toBe(want);
    expect(relateTypes(after, before)).toBe(turned[want]);
    expect(relateTypes(before, structuredClone(before))).toBe('same');
  });

  it('a list by name and a list by hand', () => {
    const reference = (type: Type, listOf = false) => ({ text: 'x', type, listOf });
    expect(relate(reference(builtin('token'), true), reference(listType(builtin('token'))))).toBe('same');
    expect(relate(reference(builtin('token')), reference(builtin('token'), true))).toBe('changed');
    expect(
      relate(
        reference(builtin('token'), true),
        reference(of(listType(builtin('token')), { maxLength: 3, itemType: undefined } as never) as SimpleType & { itemType?: SimpleType }),
      ),
    ).toBe('changed');
  });

  it('types that contain themselves, and types without end', () => {
    const knot = (extra: boolean): ComplexType => {
      const type = complex('knot', []) as ComplexType & { content: ComplexType['content'] };
      const particles = [particle('again', type, 0), ...(extra ? [particle('more', builtin('string'), 0)] : [])];
      Object.assign(type, {
        content: { kind: 'elements', mixed: false, particle: { min: 1, max: 1, term: { kind: 'sequence', particles } } },
      });
      return type;
    };
    expect(relateTypes(knot(false), knot(false))).toBe('same');
    expect(relateTypes(knot(false), knot(true))).toBe('widened');
    const deep = (levels: number): Type =>
      Array.from({ length: levels }).reduce<Type>((inner) => complex(undefined, [particle('in', inner)]), builtin('string'));
    expect(relateTypes(deep(50), deep(50))).toBe('same');
    expect(relateTypes(deep(20_000), deep(20_000))).toBe('changed');
  });

  it('every type of the specification is the same as its copy', () => {
    for (const type of specification.components.types.values()) expect(relateTypes(type, structuredClone(type))).toBe('same');
  });
});
