import type { ElementDeclaration, Particle, Wildcard } from '../../model/components.js';

/**
 * Content models without order. JSON keeps how often each child occurs and not in which order, so that a content model
 * comes down to the set of counts that it allows. It is held as alternatives, each with a range for every child,
 * independent of one another; children that an alternative does not name are absent in it.
 */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** What is counted: a child by its JSON name, or a wildcard. */
export type Counted = string | Wildcard;
export type Alternative = ReadonlyMap<Counted, Range>;

export interface ContentCounts {
  /** Any one of these; empty when no content at all is allowed by the model. */
  readonly alternatives: readonly Alternative[];
  /** Declarations behind each name: several where namespaces differ, or heads of substitution groups. */
  readonly elements: ReadonlyMap<string, readonly ElementDeclaration[]>;
}

/** Above this many alternatives, ranges are widened until there are fewer; nothing valid is lost by that. */
const limit = 48;
/** An endless repetition is counted round by round this far, and by a lower bound from there on. */
const rounds = 4;

/** `membersOf` gives the elements that may stand where one is declared: itself, unless abstract, and its substitutes. */
export function contentCounts(
  particle: Particle,
  nameOf: (element: ElementDeclaration) => string,
  membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[],
): ContentCounts {
  const elements = new Map<string, ElementDeclaration[]>();
  const counted = (element: ElementDeclaration): Counted => {
    const name = nameOf(element);
    const known = elements.get(name);
    if (known === undefined) elements.set(name, [element]);
    else if (!known.includes(element)) known.push(element);
    return name;
  };
  const once = (term: Particle['term']): readonly Alternative[] => {
    switch (term.kind) {
      case 'element':
        return membersOf(term).map((member) => new Map([[counted(member), { min: 1, max: 1 }]]));
      case 'any':
        return [new Map([[term, { min: 1, max: 1 }]])];
      case 'choice':
        return reduce(term.particles.flatMap(visit));
      default:
        return term.particles.map(visit).reduce(sum, [new Map()]);
    }
  };
  const visit = ({ min, max, term }: Particle): readonly Alternative[] => repeat(once(term), min, max);
  return { alternatives: simplify(visit(particle)), elements };
}

const absent: Range = { min: 0, max: 0 };
const rangeOf = (alternative: Alternative, counted: Counted): Range => alternative.get(counted) ?? absent;
const plus = (a: Range, b: Range): Range => ({ min: a.min + b.min, max: a.max + b.max });
const hull = (a: Range, b: Range): Range => ({ min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) });
const times = (range: Range, min: number, max: number): Range => ({ min: range.min * min, max: range.max === 0 || max === 0 ? 0 : range.max * max });

/** One of `a` and one of `b`, one after the other. */
function sum(a: readonly Alternative[], b: readonly Alternative[]): readonly Alternative[] {
  const [left, right] = a.length * b.length > limit * 16 ? [widen(a, limit / 4), widen(b, limit / 4)] : [a, b];
  return reduce(left.flatMap((x) => right.map((y) => combine(x, y, plus))));
}

function combine(a: Alternative, b: Alternative, how: (a: Range, b: Range) => Range): Alternative {
  const names = new Set([...a.keys(), ...b.keys()]);
  return new Map([...names].map((name) => [name, how(rangeOf(a, name), rangeOf(b, name))]));
}

/** Between `min` and `max` rounds, each of which is any of the alternatives. */
function repeat(alternatives: readonly Alternative[], min: number, max: number): readonly Alternative[] {
  if (max === 0) return [new Map()];
  if (min === 1 && max === 1) return alternatives;
  const filled = alternatives.filter((alternative) => [...alternative.values()].some((range) => range.max > 0));
  if (filled.length < alternatives.length) return repeat(filled, 0, max);
  if (alternatives.length === 0) return min === 0 ? [new Map()] : [];
  const [only] = alternatives;
  if (alternatives.length === 1 && isDense(only!, min, max)) return [scale(only!, min, max)];
  if (max === Infinity) return repeatEndlessly(alternatives, min);
  if (max > rounds * 4 || alternatives.length > limit / 2) return reduce(bounded(alternatives, min, max));
  const out: Alternative[] = [];
  let reached: readonly Alternative[] = [new Map()];
  for (let round = 0; round <= max; round++) {
    if (round > 0) reached = sum(reached, alternatives);
    if (round >= min) out.push(...reached);
  }
  return reduce(out);
}

const scale = (alternative: Alternative, min: number, max: number): Alternative =>
  new Map([...alternative].map(([name, range]) => [name, times(range, min, max)]));

/** Whether repetition of one alternative is one range for each child again, without holes and without ties between children. */
function isDense(alternative: Alternative, min: number, max: number): boolean {
  const ranges = [...alternative.values()];
  if (min === max || ranges.every((range) => range.min === 0)) return true;
  if (ranges.length !== 1) return false;
  // Rounds k and k + 1 give [k·low, k·high] and [(k+1)·low, …]; the gap between them is widest at the first.
  const { min: low, max: high } = ranges[0]!;
  return min === 0 ? low <= 1 : min * high + 1 >= (min + 1) * low;
}

/** Lower bounds of an endless repetition, with each combination of the alternatives that are used at all. */
function repeatEndlessly(alternatives: readonly Alternative[], min: number): readonly Alternative[] {
  const single = alternatives.filter((alternative) => alternative.size === 1 && [...alternative.values()][0]!.min <= 1 && [...alternative.values()][0]!.max >= 1);
  const others = alternatives.filter((alternative) => !single.includes(alternative));
  const free: Alternative = new Map(single.flatMap((alternative) => [...alternative.keys()].map((name) => [name, { min: 0, max: Infinity }])));
  const anyNumber = others.length === 0 ? [free] : sum([free], closure(others));
  if (min === 0) return anyNumber;
  const first = min <= rounds && alternatives.length <= limit / 2 ? repeat(alternatives, min, min) : bounded(alternatives, min, min);
  return sum(first, anyNumber);
}

/** None or more of alternatives that tie several children together. */
function closure(alternatives: readonly Alternative[]): readonly Alternative[] {
  if (alternatives.length === 1) {
    const counted = Array.from({ length: rounds }, (_, round) => scale(alternatives[0]!, round, round));
    return reduce([...counted, scale(alternatives[0]!, rounds, Infinity)]);
  }
  const all = alternatives.map((alternative) => scale(alternative, 1, Infinity));
  if (alternatives.length > 4) return [new Map(), all.reduce((a, b) => combine(combine(a, new Map(), hull), combine(b, new Map(), hull), plus))];
  const subsets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_, i) => (bits >> i) & 1));
  return reduce(subsets.map((subset) => subset.reduce((a, b) => combine(a, b, plus), new Map() as Alternative)));
}

/** One range for each child over all rounds: right for each child alone, and blind to ties between them. */
function bounded(alternatives: readonly Alternative[], min: number, max: number): readonly Alternative[] {
  const whole = alternatives.reduce((a, b) => combine(a, b, hull));
  return min === 0 ? [new Map(), scale(whole, 1, max)] : [scale(whole, min, max)];
}

/** Drops alternatives inside others, joins neighbours, and widens when there are still too many. */
function reduce(alternatives: readonly Alternative[]): readonly Alternative[] {
  const joined = joinNeighbours(distinct(alternatives));
  return joined.length > limit ? widen(joined, limit) : joined;
}

function distinct(alternatives: readonly Alternative[]): readonly Alternative[] {
  const numbers = new Map<Counted, number>();
  const number = (name: Counted): number => numbers.get(name) ?? (numbers.set(name, numbers.size), numbers.size - 1);
  const keyed = new Map<string, Alternative>();
  for (const alternative of alternatives) {
    const parts = [...alternative].filter(([, range]) => range.max > 0).map(([name, { min, max }]) => [number(name), min, max] as const);
    keyed.set(parts.sort((a, b) => a[0] - b[0]).join(';'), alternative);
  }
  return [...keyed.values()];
}

function joinNeighbours(alternatives: readonly Alternative[]): readonly Alternative[] {
  const out = [...alternatives];
  if (out.length > 256) return out;
  for (let i = 0; i < out.length; i++) {
    for (let j = 0; j < out.length; j++) {
      if (i === j) continue;
      const joined = join(out[i]!, out[j]!);
      if (joined === undefined) continue;
      out[Math.min(i, j)] = joined;
      out.splice(Math.max(i, j), 1);
      i = -1;
      break;
    }
  }
  return out;
}

/** One alternative that says what the two say, when there is one: all ranges equal but one, and those two touch. */
function join(a: Alternative, b: Alternative): Alternative | undefined {
  let different: Counted | undefined;
  let aInB = true;
  let bInA = true;
  let differences = 0;
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [rangeOf(a, name), rangeOf(b, name)];
    if (x.min === y.min && x.max === y.max) continue;
    differences++;
    different = name;
    aInB &&= x.min >= y.min && x.max <= y.max;
    bInA &&= y.min >= x.min && y.max <= x.max;
  }
  if (aInB) return b;
  if (bInA) return a;
  if (differences !== 1) return undefined;
  const [x, y] = [rangeOf(a, different!), rangeOf(b, different!)];
  if (x.max + 1 < y.min || y.max + 1 < x.min) return undefined;
  return new Map([...a, [different!, hull(x, y)]]);
}

/** At most `count` alternatives that allow everything the given ones do. */
function widen(alternatives: readonly Alternative[], count: number): readonly Alternative[] {
  if (alternatives.length <= count) return alternatives;
  const kept = alternatives.slice(0, Math.max(0, count - 1));
  return [...kept, alternatives.slice(kept.length).reduce((a, b) => combine(a, b, hull))];
}

/** The largest number of alternatives and names for which it is worth looking for a shorter way to say the same. */
const simplifiable = { alternatives: 24, names: 24 };

/** Widens each alternative as far as the others allow, then drops those that are covered: fewer, and easier to read. */
function simplify(alternatives: readonly Alternative[]): readonly Alternative[] {
  if (alternatives.length < 2) return alternatives;
  const whole = alternatives.reduce((a, b) => combine(a, b, hull));
  const differs = (name: Counted): boolean => {
    const { min, max } = rangeOf(whole, name);
    return alternatives.some((alternative) => rangeOf(alternative, name).min !== min || rangeOf(alternative, name).max !== max);
  };
  const [varying, shared] = [[...whole.keys()].filter(differs), [...whole].filter(([name]) => !differs(name))];
  if (alternatives.length > simplifiable.alternatives || varying.length > simplifiable.names) return alternatives;
  let current: Alternative[] = alternatives.map((alternative) => new Map(varying.map((name) => [name, rangeOf(alternative, name)])));
  for (let i = 0; i < current.length; i++) {
    for (const name of varying) {
      const [own, widest] = [rangeOf(current[i]!, name), rangeOf(whole, name)];
      const wider = [widest, { ...own, min: widest.min }, { ...own, max: widest.max }]
        .filter((range) => range.min < own.min || range.max > own.max)
        .map((range): Alternative => new Map([...current[i]!, [name, range]]));
      current[i] = wider.find((candidate) => covered(candidate, current, { steps: 500 })) ?? current[i]!;
    }
  }
  for (let i = current.length - 1; i >= 0; i--) {
    const others = current.filter((_, j) => j !== i);
    if (others.length > 0 && covered(current[i]!, others, { steps: 500 })) current = others;
  }
  return current.map((alternative) => new Map([...shared, ...alternative]));
}

/** Whether the alternatives together allow everything that one allows; false when the budget runs out. */
function covered(one: Alternative, alternatives: readonly Alternative[], budget: { steps: number }): boolean {
  if (--budget.steps < 0) return false;
  const [first, ...rest] = alternatives;
  if (first === undefined) return false;
  const names = new Set([...one.keys(), ...first.keys()]);
  let inside: Alternative = one;
  const outside: Alternative[] = [];
  for (const name of names) {
    const [own, other] = [rangeOf(inside, name), rangeOf(first, name)];
    if (own.max < other.min || own.min > other.max) return covered(one, rest, budget);
    if (own.min < other.min) outside.push(new Map([...inside, [name, { min: own.min, max: other.min - 1 }]]));
    if (own.max > other.max) outside.push(new Map([...inside, [name, { min: other.max + 1, max: own.max }]]));
    inside = new Map([...inside, [name, { min: Math.max(own.min, other.min), max: Math.min(own.max, other.max) }]]);
  }
  return outside.every((part) => covered(part, rest, budget));
}
