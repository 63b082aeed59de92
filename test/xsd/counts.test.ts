import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentCounts, type ContentCounts } from '../../generator/emit/json-schema/counts.js';
import { rangeOf } from '../../generator/emit/json-schema/alternatives.js';
import type { ElementDeclaration, Particle } from '../../generator/model/components.js';
import { anyType } from '../../generator/read/xsd/builtins.js';

const declarations = new Map<string, ElementDeclaration>();
const declaration = (local: string): ElementDeclaration => {
  const known = declarations.get(local);
  if (known !== undefined) return known;
  const made: ElementDeclaration = { kind: 'element', name: { namespace: '', local }, global: false, type: anyType, nillable: false, abstract: false, place: { file: 'a', line: 1, column: 1 } };
  declarations.set(local, made);
  return made;
};
const counts = (particle: Particle): ContentCounts => contentCounts(particle, ({ name }) => name.local, (element) => [element]);

type Counts = Readonly<Record<string, number>>;
const allows = ({ factors, elements }: ContentCounts, given: Counts): boolean =>
  Object.keys(given).every((name) => given[name] === 0 || elements.has(name)) &&
  [...elements.keys()].every((name) => (given[name] ?? 0) === 0 || factors.some((factor) => factor.some((alternative) => alternative.has(name)))) &&
  factors.every((factor) =>
    factor.some((alternative) => {
      const names = new Set(factor.flatMap((one) => [...one.keys()]));
      return [...names].every((name) => {
        const { min, max } = rangeOf(alternative, name);
        const count = given[name as string] ?? 0;
        return count >= min && count <= max;
      });
    }),
  );

const occurrences = fc.constantFrom([1, 1], [1, 1], [0, 1], [0, Infinity], [1, Infinity], [2, 2], [1, 3], [0, 2], [2, Infinity], [3, 7]) as fc.Arbitrary<[number, number]>;
const particles = fc.letrec<{ particle: Particle }>((tie) => ({
  particle: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), occurrences).map(([name, [min, max]]): Particle => ({ min, max, term: declaration(name) })),
    fc
      .tuple(fc.constantFrom('sequence', 'choice', 'all'), fc.array(tie('particle'), { maxLength: 4 }), occurrences)
      .map(([kind, inner, [min, max]]): Particle => ({ min, max, term: { kind: kind as 'sequence', particles: inner } })),
  ),
})).particle;

/** One content that the particle allows, as counts; undefined when the random choices lead nowhere. */
function sample({ min, max, term }: Particle, pick: (limit: number) => number): Map<string, number> | undefined {
  const total = new Map<string, number>();
  const times = min + pick(Math.min(max - min, 3) + 1);
  for (let i = 0; i < times; i++) {
    const parts =
      term.kind === 'element' ? [new Map([[term.name.local, 1]])]
      : term.kind === 'any' ? []
      : term.kind !== 'choice' ? term.particles.map((inner) => sample(inner, pick))
      : term.particles.length === 0 ? [undefined]
      : [sample(term.particles[pick(term.particles.length)]!, pick)];
    for (const part of parts) {
      if (part === undefined) return undefined;
      for (const [name, count] of part) total.set(name, (total.get(name) ?? 0) + count);
    }
  }
  return total;
}

describe('contentCounts', () => {
  it('never excludes what the content model allows', () => {
    fc.assert(
      fc.property(particles, fc.infiniteStream(fc.nat(1000)), (particle, numbers) => {
        const found = counts(particle);
        for (let round = 0; round < 10; round++) {
          const content = sample(particle, (limit) => (numbers.next().value as number) % limit);
          if (content !== undefined) expect(allows(found, Object.fromEntries(content))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  const e = (local: string, min = 1, max = 1): Particle => ({ min, max, term: declaration(local) });
  const group = (kind: 'sequence' | 'choice', particles: readonly Particle[], min = 1, max = 1): Particle => ({ min, max, term: { kind, particles } });
  const seq = (...inner: Particle[]): Particle => group('sequence', inner);

  it.each<[string, Particle, readonly Counts[], readonly Counts[]]>([
    ['(a{2})*', group('sequence', [e('a', 2, 2)], 0, 3), [{}, { a: 2 }, { a: 6 }], [{ a: 1 }, { a: 3 }, { a: 8 }]],
    ['(a{2,3})*', group('sequence', [e('a', 2, 3)], 0, Infinity), [{ a: 2 }, { a: 7 }], [{ a: 1 }]],
    ['(a, b)*', group('sequence', [e('a'), e('b')], 0, Infinity), [{ a: 3, b: 3 }, { a: 9, b: 8 }], [{ a: 3, b: 2 }, { a: 9, b: 1 }]],
    ['(a | b){2,3}', group('choice', [e('a'), e('b')], 2, 3), [{ a: 2 }, { a: 1, b: 2 }], [{ a: 1 }, { a: 2, b: 2 }]],
    ['(a | b)+', group('choice', [e('a'), e('b')], 1, Infinity), [{ a: 1 }, { b: 5, a: 3 }], [{}]],
    ['((a, b) | c)*', group('choice', [seq(e('a'), e('b')), e('c')], 0, Infinity), [{ c: 3 }, { a: 1, b: 1, c: 7 }], [{ a: 2, b: 1 }]],
    ['((a, b) | (c, d))*', group('choice', [seq(e('a'), e('b')), seq(e('c'), e('d'))], 0, Infinity), [{ a: 1, b: 1, c: 2, d: 2 }], [{ a: 1 }, { c: 1, d: 1, a: 1 }]],
    ['a?, (b | c)', seq(e('a', 0, 1), group('choice', [e('b'), e('c')])), [{ b: 1 }, { a: 1, c: 1 }], [{ a: 1 }, { b: 1, c: 1 }]],
    ['(a | b), (b | c)', seq(group('choice', [e('a'), e('b')]), group('choice', [e('b'), e('c')])), [{ b: 2 }, { a: 1, c: 1 }, { a: 1, b: 1 }], [{ a: 1 }, { a: 2 }, { a: 1, b: 1, c: 1 }]],
    ['()', group('choice', []), [], [{}, { a: 1 }]],
  ])('%s', (_, particle, allowed, excluded) => {
    const found = counts(particle);
    expect(allowed.filter((given) => !allows(found, given))).toEqual([]);
    expect(excluded.filter((given) => allows(found, given))).toEqual([]);
  });

  it('keeps independent choices apart', () => {
    const choices = ['a', 'b', 'c'].map((name) => group('choice', [e(`${name}1`), e(`${name}2`)]));
    expect(counts(seq(...choices)).factors.map((factor) => factor.length)).toEqual([2, 2, 2]);
  });

  it('says in one alternative what one can say', () => {
    const free = group('choice', [e('a', 1, Infinity), group('choice', [e('b'), e('a')], 1, Infinity)], 0, Infinity);
    expect(counts(free).factors).toEqual([[new Map([['a', { min: 0, max: Infinity }], ['b', { min: 0, max: Infinity }]])]]);
  });
});
