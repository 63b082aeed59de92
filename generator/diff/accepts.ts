import type { Content, Facets, SimpleType, Type } from '../model/components.js';
import { keyOf, XSD_NAMESPACE } from '../model/components.js';
import { membersOf } from '../model/members.js';
import type { TypeReference } from '../model/model.js';
import type { Numbers } from './number-sets.js';
import { numbersWithin } from './number-sets.js';

/** How the values of a new type lie to those of the old one; `changed`: neither contains the other, as far as one can tell. */
export type TypeRelation = 'same' | 'narrowed' | 'widened' | 'changed';

export const relate = (before: TypeReference, after: TypeReference): TypeRelation =>
  relation(acceptsReference(after, before), acceptsReference(before, after));

export const relateTypes = (before: Type, after: Type): TypeRelation => relation(acceptsAll(after, before), acceptsAll(before, after));

const relation = (wider: boolean, narrower: boolean): TypeRelation =>
  wider && narrower ? 'same' : wider ? 'widened' : narrower ? 'narrowed' : 'changed';

/** `list of X` and a named list type of X have the same values. */
function acceptsReference(wide: TypeReference, narrow: TypeReference): boolean {
  const [w, n] = [listItem(wide), listItem(narrow)];
  if (w === undefined || n === undefined) return w === n && acceptsAll(wide.type, narrow.type);
  return lengthsWithin(w.facets, n.facets) && acceptsNested(w.item, n.item);
}

function listItem({ listOf, type }: TypeReference): { readonly item: Type; readonly facets: Partial<Facets> } | undefined {
  if (listOf) return { item: type, facets: {} };
  return type.kind === 'simple' && type.itemType !== undefined ? { item: type.itemType, facets: type.facets } : undefined;
}

type Known = Map<Type, Map<Type, boolean>>;

/** Types nest deeper than this only in documents made to do harm; then they are not comparable. */
const deepest = 100;

/** Is every value of `narrow` certainly a value of `wide`? False where one cannot tell. */
export const acceptsAll = (wide: Type, narrow: Type): boolean => accepts(wide, narrow, new Map(), 0);

/**
 * The same, of types that others use: two of one name are taken for the same, since what differs in them is a change of
 * its own, said once.
 */
const acceptsNested = (wide: Type, narrow: Type): boolean => acceptsInside(wide, narrow, new Map(), 0);

const acceptsInside = (wide: Type, narrow: Type, known: Known, depth: number): boolean =>
  (wide.name !== undefined && narrow.name !== undefined && keyOf(wide.name) === keyOf(narrow.name)) ||
  accepts(wide, narrow, known, depth + 1);

function accepts(wide: Type, narrow: Type, known: Known, depth: number): boolean {
  if (wide === narrow || isAny(wide)) return true;
  if (depth > deepest || isAny(narrow)) return false;
  const answered = known.get(wide)?.get(narrow);
  if (answered !== undefined) return answered;
  // A recursive type meets itself again: it accepts as long as nothing else speaks against it.
  const answers = known.get(wide) ?? new Map<Type, boolean>();
  known.set(wide, answers.set(narrow, true));
  const answer = decide(wide, narrow, known, depth);
  answers.set(narrow, answer);
  return answer;
}

function decide(wide: Type, narrow: Type, known: Known, depth: number): boolean {
  if (wide.kind === 'complex') return narrow.kind === 'complex' && acceptsComplex(wide, narrow, known, depth);
  if (narrow.kind === 'complex') return false;
  if (narrow.variety === 'union' && narrow.facets.enumeration === undefined) {
    return (narrow.memberTypes ?? []).every((member) => accepts(wide, member, known, depth + 1));
  }
  if (wide.variety === 'union') {
    return (
      facetsWithin(wide.facets, narrow.facets) && (wide.memberTypes ?? []).some((member) => acceptsInside(member, narrow, known, depth))
    );
  }
  const [w, n] = [numbersOf(wide), numbersOf(narrow)];
  if (w !== undefined && n !== undefined) return numbersWithin(w, n) && patternsWithin(wide.facets, narrow.facets);
  if (wide.variety !== narrow.variety || !facetsWithin(wide.facets, narrow.facets)) return false;
  if (wide.variety === 'list') return acceptsInside(wide.itemType!, narrow.itemType!, known, depth);
  return builtinWithin(wide, narrow);
}

const isAny = (type: Type): boolean =>
  type.name?.namespace === XSD_NAMESPACE && (type.name.local === 'anyType' || type.name.local === 'anySimpleType');

function acceptsComplex(wide: Type & { kind: 'complex' }, narrow: Type & { kind: 'complex' }, known: Known, depth: number): boolean {
  if (
    hasWildcard(narrow.content) !== hasWildcard(wide.content) ||
    (narrow.attributeWildcard !== undefined && wide.attributeWildcard === undefined)
  )
    return false;
  const members = new Map(membersOf(wide).map((m) => [`${m.kind} ${m.name}`, m]));
  for (const n of membersOf(narrow)) {
    const w = members.get(`${n.kind} ${n.name}`);
    if (w === undefined || w.min > n.min || w.max < n.max || (n.nillable && !w.nillable) || !acceptsInside(w.type, n.type, known, depth))
      return false;
    members.delete(`${n.kind} ${n.name}`);
  }
  return [...members.values()].every((rest) => rest.min === 0);
}

function hasWildcard(content: Content): boolean {
  if (content.kind !== 'elements') return false;
  const groups = [content.particle];
  for (let particle = groups.pop(); particle !== undefined; particle = groups.pop()) {
    if (particle.term.kind === 'any') return true;
    if (particle.term.kind !== 'element') groups.push(...particle.term.particles);
  }
  return false;
}

/** Built-in types whose values are no strings in JSON, nor written as freely as one. */
const unlikeStrings: ReadonlySet<string> = new Set(['boolean', 'decimal', 'float', 'double']);

function builtinWithin(wide: SimpleType, narrow: SimpleType): boolean {
  const ancestors = builtinsOf(narrow);
  if (ancestors.has(wide.builtin)) return true;
  // A timestamp or an address is written as a string, so that a string takes it.
  return wide.builtin === 'string' && narrow.variety === 'atomic' && ![...ancestors].some((name) => unlikeStrings.has(name));
}

/** What is a number, but for those with an exponent: NaN is none, and their bounds are as exact as they are. */
function numbersOf(type: SimpleType): Numbers | undefined {
  const builtins = type.variety === 'atomic' ? builtinsOf(type) : undefined;
  const isWhole = builtins?.has('integer') === true || type.facets.fractionDigits === 0;
  return isWhole || builtins?.has('decimal') === true ? { facets: type.facets, isWhole } : undefined;
}

function builtinsOf(of: SimpleType): ReadonlySet<string> {
  const found = new Set<string>();
  for (let type: SimpleType | undefined = of; type !== undefined; type = type.base) found.add(type.builtin);
  return found;
}

/** Do the facets of `wide` hold for every value that those of `narrow` let through? */
function facetsWithin(wide: Facets, narrow: Facets): boolean {
  if (wide.enumeration !== undefined) {
    const allowed = new Set(wide.enumeration.map((e) => e.value));
    return narrow.enumeration?.every((e) => allowed.has(e.value)) ?? false;
  }
  return (
    lengthsWithin(wide, narrow) &&
    lowerWithin(wide, narrow) &&
    upperWithin(wide, narrow) &&
    patternsWithin(wide, narrow)
  );
}

const patternsWithin = (wide: Facets, narrow: Facets): boolean =>
  wide.patterns.every((step) => narrow.patterns.some((other) => step.length === other.length && step.every((p) => other.includes(p))));

function lengthsWithin(wide: Partial<Facets>, narrow: Partial<Facets>): boolean {
  const [least, most] = [narrow.length ?? narrow.minLength ?? 0, narrow.length ?? narrow.maxLength ?? Infinity];
  return least >= (wide.length ?? wide.minLength ?? 0) && most <= (wide.length ?? wide.maxLength ?? Infinity);
}

interface Bound {
  readonly text: string;
  readonly exclusive: boolean;
}

const bound = (inclusive: string | undefined, exclusive: string | undefined): Bound | undefined =>
  inclusive !== undefined
    ? { text: inclusive, exclusive: false }
    : exclusive !== undefined
      ? { text: exclusive, exclusive: true }
      : undefined;

const lowerWithin = (wide: Facets, narrow: Facets): boolean =>
  boundWithin(narrow, bound(wide.minInclusive, wide.minExclusive), bound(narrow.minInclusive, narrow.minExclusive), 1);
const upperWithin = (wide: Facets, narrow: Facets): boolean =>
  boundWithin(narrow, bound(wide.maxInclusive, wide.maxExclusive), bound(narrow.maxInclusive, narrow.maxExclusive), -1);

/** `direction` 1 for lower bounds, -1 for upper ones. A list of values is within bounds when each is. */
function boundWithin(narrow: Facets, limit: Bound | undefined, own: Bound | undefined, direction: 1 | -1): boolean {
  if (limit === undefined) return true;
  const inside = (value: string, exclusive: boolean): boolean => {
    if (value === limit.text) return exclusive || !limit.exclusive;
    return (Number(value) - Number(limit.text)) * direction > 0;
  };
  if (narrow.enumeration !== undefined) return narrow.enumeration.every((e) => inside(e.value, false));
  return own !== undefined && inside(own.text, own.exclusive);
}
