import type { ElementDeclaration, Particle, Wildcard } from '../../model/components.js';
import { product, reduce, repeat, sum, type Alternative, type Counted, type Factor, type Range } from './alternatives.js';
import { simplify } from './simplify.js';
import { substitutesIn, type Substitutes } from './substitutes.js';

/**
 * Content models without order: JSON keeps how often each child occurs and not in which order, so that a content model
 * comes down to the set of counts that it allows.
 */
export interface ContentCounts {
  /** Each holds by itself; no child is in two of them. None at all: no content. */
  readonly factors: readonly Factor[];
  /** Declarations behind each name, but for those of substitutes that are defined: several where namespaces differ, or where elements stand in for one another. */
  readonly elements: ReadonlyMap<string, readonly ElementDeclaration[]>;
}

/** From so many alternatives on it is worth asking what they have alike. */
const many = 32;

/**
 * `membersOf` gives the elements that may stand where one is declared: itself, unless abstract, and its substitutes; `substitutesOf` the same as
 * one thing, where there are many, and `throughWildcards` those of them that wildcards may hold.
 */
export function contentCounts(
  particle: Particle,
  nameOf: (element: ElementDeclaration) => string,
  membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[],
  substitutesOf: (element: ElementDeclaration) => Substitutes | undefined = () => undefined,
  throughWildcards: (substitutes: Substitutes, wildcards: readonly Wildcard[]) => readonly string[] = () => [],
): ContentCounts {
  const elements = new Map<string, ElementDeclaration[]>();
  const counted = (element: ElementDeclaration): string => {
    const name = nameOf(element);
    const known = elements.get(name);
    if (known === undefined) elements.set(name, [element]);
    else if (!known.includes(element)) known.push(element);
    return name;
  };
  const one = (what: Counted): Alternative => new Map([[what, { min: 1, max: 1 }]]);
  const together = substitutesIn(particle, (element) => membersOf(element).map(nameOf), substitutesOf, throughWildcards);
  const elementOnce = (element: ElementDeclaration): readonly Factor[] => {
    const substitutes = together.get(element);
    if (substitutes === undefined) return [membersOf(element).map(counted).map(one)];
    const { elements: members, except, defined } = substitutes;
    for (const name of defined ? except : members.keys()) counted(members.get(name)!);
    return [[one(substitutes), ...[...except].map(one)]];
  };
  const once = (term: Particle['term']): readonly Factor[] => {
    switch (term.kind) {
      case 'element':
        return elementOnce(term);
      case 'any':
        return [[one(term)]];
      case 'choice':
        return inChoice(term.particles.flatMap((part) => product(visit(part))));
      default:
        return inSequence(term.particles.map(visit));
    }
  };
  const visit = ({ min, max, term }: Particle): readonly Factor[] => {
    if (max === 0) return [];
    const factors = once(term);
    return min === 1 && max === 1 ? factors : [repeat(product(factors), min, max)];
  };
  return { factors: inSequence([visit(particle)]).map(simplify), elements };
}

/** What all of many alternatives have alike is a part of its own, so that the rest may be alternatives without a child in common. */
function inChoice(alternatives: Factor): readonly Factor[] {
  const [first, ...others] = alternatives;
  if (others.length < many) return [reduce(alternatives)];
  const isAlike = ([name, { min, max }]: readonly [Counted, Range]): boolean =>
    others.every((other) => {
      const range = other.get(name);
      return range !== undefined && range.min === min && range.max === max;
    });
  const alike: Alternative = new Map([...first!].filter(isAlike));
  if (alike.size === 0) return [reduce(alternatives)];
  return [reduce(alternatives.map((alternative) => new Map([...alternative].filter(([name]) => !alike.has(name))))), [alike]];
}

/**
 * Parts one after the other. Parts without a child in common do not depend on each other and stay apart, which keeps
 * their number a sum where it would be a product.
 */
function inSequence(parts: readonly (readonly Factor[])[]): readonly Factor[] {
  const factors: Factor[] = [];
  const holder = new Map<Counted, number>();
  for (const factor of parts.flat()) {
    const names = new Set(factor.flatMap((alternative) => [...alternative.keys()]));
    const shared = new Set([...names].flatMap((name) => holder.get(name) ?? []));
    let merged = factor;
    for (const index of shared) {
      merged = sum(factors[index]!, merged);
      factors[index] = [new Map()];
    }
    const index = factors.push(merged) - 1;
    for (const alternative of merged) for (const name of alternative.keys()) holder.set(name, index);
  }
  return factors.filter((factor) => factor.length !== 1 || factor[0]!.size > 0);
}

const once: Range = { min: 1, max: 1 };
const never: Range = { min: 0, max: 0 };

/** How many children there are in all (Part 1, 3.8.6, Effective Total Range); of elements, those that count. */
export function totalRange({ min, max, term }: Particle, counts: (element: ElementDeclaration) => boolean = () => true): Range {
  const parts = term.kind === 'element' || term.kind === 'any' ? [term.kind === 'any' || counts(term) ? once : never] : term.particles.map((part) => totalRange(part, counts));
  const [low, high] = [parts.map((part) => part.min), parts.map((part) => part.max)];
  const one = term.kind === 'choice' ? { min: Math.min(...low), max: Math.max(0, ...high) } : { min: sumOf(low), max: sumOf(high) };
  return { min: min === 0 || low.length === 0 ? 0 : min * one.min, max: max === 0 || one.max === 0 ? 0 : max * one.max };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
