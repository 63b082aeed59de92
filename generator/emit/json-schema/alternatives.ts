import type { Wildcard } from '../../model/components.js';
import type { Substitutes } from './substitutes.js';

/** How often something occurs; `max` may be Infinity. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What is counted: a child by its JSON name, all of a substitution group, or a wildcard. */
export type Counted = string | Substitutes | Wildcard;

/** A range for every child, independent of one another; children that are not named are absent. */
export type Alternative = ReadonlyMap<Counted, Range>;

/** A set of counts as alternatives, of which any one holds. None at all: nothing is allowed. */
export type Factor = readonly Alternative[];

/** Above this many alternatives, ranges are widened until there are fewer; nothing valid is lost by that. */
const limit = 32;
/** An endless repetition is counted round by round this far, and by a lower bound from there on. */
const countedRounds = 4;

const absent: Range = { min: 0, max: 0 };

export const rangeOf = (alternative: Alternative, counted: Counted): Range => alternative.get(counted) ?? absent;
const plus = (a: Range, b: Range): Range => ({ min: a.min + b.min, max: a.max + b.max });
export const hull = (a: Range, b: Range): Range => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) });
const times = ({ min, max }: Range, low: number, high: number): Range => ({ min: min * low, max: max === 0 || high === 0 ? 0 : max * high });

export function combine(a: Alternative, b: Alternative, how: (a: Range, b: Range) => Range): Alternative {
  const out = new Map(a);
  for (const name of a.keys()) if (!b.has(name)) out.set(name, how(a.get(name)!, absent));
  for (const [name, range] of b) out.set(name, how(rangeOf(a, name), range));
  return out;
}

const scale = (alternative: Alternative, min: number, max: number): Alternative =>
  new Map([...alternative].map(([name, range]) => [name, times(range, min, max)]));

/** The range of each child over all alternatives, in one pass over them: there may be thousands. */
export function hullOf(alternatives: Factor): Alternative {
  const seen = new Map<Counted, { range: Range; in: number }>();
  for (const alternative of alternatives) {
    for (const [name, range] of alternative) {
      const known = seen.get(name);
      if (known === undefined) seen.set(name, { range, in: 1 });
      else {
        known.range = hull(known.range, range);
        known.in++;
      }
    }
  }
  return new Map([...seen].map(([name, found]) => [name, found.in < alternatives.length ? hull(found.range, absent) : found.range]));
}

/** One of `a` and one of `b`, one after the other. */
export function sum(a: Factor, b: Factor): Factor {
  if (isNothing(a)) return b;
  if (isNothing(b)) return a;
  const [left, right] = a.length * b.length <= limit * 2 ? [a, b] : a.length > b.length ? [widen(a), b] : [a, widen(b)];
  if (left.length * right.length > limit * 2) return sum(left, right);
  return reduce(left.flatMap((x) => right.map((y) => combine(x, y, plus))));
}

const isNothing = (factor: Factor): boolean => factor.length === 1 && factor[0]!.size === 0;

/** Independent parts as one set of alternatives. */
export function product(factors: readonly Factor[]): Factor {
  const all = new Map<Counted, Range>();
  const several: Factor[] = [];
  // What has but one alternative goes into one, name by name: there may be thousands.
  for (const factor of factors) {
    if (factor.length !== 1) several.push(factor);
    else for (const [name, range] of factor[0]!) all.set(name, plus(all.get(name) ?? absent, range));
  }
  return several.reduce(sum, [all]);
}

/** Half as many alternatives, or fewer, that allow everything the given ones do. */
function widen(alternatives: Factor): Factor {
  // Of thousands a few say nothing worth their size: one range for each child is left.
  const kept = alternatives.slice(0, alternatives.length > limit * 16 ? 0 : Math.floor(alternatives.length / 4));
  return [...kept, hullOf(alternatives.slice(kept.length))];
}

/** Between `min` and `max` rounds, each of which is any of the alternatives. */
export function repeat(alternatives: Factor, min: number, max: number): Factor {
  const filled = alternatives.filter((alternative) => [...alternative.values()].some((range) => range.max > 0));
  if (filled.length < alternatives.length) return repeat(filled, 0, max);
  if (alternatives.length === 0) return min === 0 ? [new Map()] : [];
  if (alternatives.length === 1 && isDense(alternatives[0]!, min, max)) return [scale(alternatives[0]!, min, max)];
  if (min === 0 && max === 1) return reduce([new Map(), ...alternatives]);
  if (max === Infinity) return repeatEndlessly(alternatives, min);
  if (multisets(alternatives.length, max) > limit) return bounded(alternatives, min, max);
  const out: Alternative[] = [];
  let reached: Factor = [new Map()];
  for (let round = 0; round <= max; round++) {
    if (round > 0) reached = sum(reached, alternatives);
    if (round >= min) out.push(...reached);
  }
  return reduce(out);
}

/** In how many ways up to `rounds` rounds may pick among `kinds` alternatives, order left aside. */
function multisets(kinds: number, rounds: number): number {
  let ways = 1;
  for (let i = 1; i <= rounds && ways <= limit; i++) ways = (ways * (kinds + i)) / i;
  return ways;
}

/** Whether repetition of one alternative is one range for each child again, without holes and without ties between children. */
function isDense(alternative: Alternative, min: number, max: number): boolean {
  const ranges = [...alternative.values()];
  if (min === max || ranges.every((range) => range.min === 0)) return true;
  if (ranges.length !== 1) return false;
  // Rounds k and k + 1 give [k·low, k·high] and [(k+1)·low, …]; the gap between them is widest at the first.
  const { min: low, max: high } = ranges[0]!;
  return min === 0 ? low <= 1 : min * high + 1 >= (min + 1) * low;
}

/** No upper bound: `min` rounds, and any number of further ones. */
function repeatEndlessly(alternatives: Factor, min: number): Factor {
  const isFree = (alternative: Alternative): boolean =>
    alternative.size === 1 && [...alternative.values()].every((range) => range.min <= 1 && range.max >= 1);
  const free: Alternative = new Map(alternatives.filter(isFree).flatMap((one) => [...one.keys()].map((name) => [name, { min: 0, max: Infinity }])));
  const tied = alternatives.filter((alternative) => !isFree(alternative));
  const anyNumber = tied.length === 0 ? [free] : sum([free], closure(tied));
  if (min === 0) return anyNumber;
  return sum(multisets(alternatives.length, min) > limit ? bounded(alternatives, min, min) : repeat(alternatives, min, min), anyNumber);
}

/** None or more of alternatives that tie several children together. */
function closure(alternatives: Factor): Factor {
  const [only] = alternatives;
  if (alternatives.length === 1) {
    const counted = Array.from({ length: countedRounds }, (_, round) => scale(only!, round, round));
    return reduce([...counted, scale(only!, countedRounds, Infinity)]);
  }
  const used = alternatives.map((alternative) => scale(alternative, 1, Infinity));
  if (alternatives.length > 4) return [new Map(), combine(hullOf(used), new Map(), hull)];
  const subsets = Array.from({ length: 2 ** used.length }, (_, bits) => used.filter((_, i) => (bits >> i) & 1));
  return reduce(subsets.map((subset) => subset.reduce((a, b) => combine(a, b, plus), new Map() as Alternative)));
}

/** A range for each child over all rounds: right for each child alone, blind to most ties between them. */
function bounded(alternatives: Factor, min: number, max: number): Factor {
  const whole = hullOf(alternatives);
  if (min === 0) return [new Map(), scale(whole, 1, max)];
  if (alternatives.length > limit) return [scale(whole, min, max)];
  // At least one round is one of the alternatives.
  const others = scale(whole, min - 1, max - 1);
  return reduce(alternatives.map((alternative) => combine(alternative, others, plus)));
}

/** Drops alternatives inside others, joins neighbours, and widens when there are still too many. */
export function reduce(alternatives: Factor): Factor {
  if (alternatives.length > limit && areSeparate(alternatives)) return alternatives;
  if (alternatives.length > limit * 16) return reduce([...alternatives.slice(0, limit), hullOf(alternatives.slice(limit))]);
  const out: Alternative[] = [];
  for (const alternative of alternatives) {
    let current = alternative;
    for (let i = 0; i < out.length; i++) {
      const joined = join(out[i]!, current);
      if (joined === undefined) continue;
      out.splice(i, 1);
      current = joined;
      i = -1;
    }
    out.push(current);
  }
  return out;
}

/** No child in two of them, and each needs one, but that none at all may be one of them: so there is nothing to join. */
function areSeparate(alternatives: Factor): boolean {
  const seen = new Set<Counted>();
  for (const alternative of alternatives) {
    for (const name of alternative.keys()) {
      if (seen.has(name)) return false;
      seen.add(name);
    }
    if (alternative.size > 0 && ![...alternative.values()].some(({ min }) => min > 0)) return false;
  }
  return true;
}

/** One alternative that says what the two say, when there is one: all ranges equal but one, and those two touch. */
function join(a: Alternative, b: Alternative): Alternative | undefined {
  let different: Counted | undefined;
  let differences = 0;
  let aInB = true;
  let bInA = true;
  const compare = (name: Counted): boolean => {
    const [x, y] = [rangeOf(a, name), rangeOf(b, name)];
    if (x.min === y.min && x.max === y.max) return true;
    differences++;
    different = name;
    aInB &&= x.min >= y.min && x.max <= y.max;
    bInA &&= y.min >= x.min && y.max <= x.max;
    return differences < 2 || aInB || bInA;
  };
  for (const name of a.keys()) if (!compare(name)) return undefined;
  for (const name of b.keys()) if (!a.has(name) && !compare(name)) return undefined;
  if (aInB) return b;
  if (bInA) return a;
  const [x, y] = [rangeOf(a, different!), rangeOf(b, different!)];
  if (differences !== 1 || x.max + 1 < y.min || y.max + 1 < x.min) return undefined;
  return new Map([...a, [different!, hull(x, y)]]);
}
