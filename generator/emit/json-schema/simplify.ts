import { combine, hull, rangeOf, type Alternative, type Counted, type Factor } from './alternatives.js';

/** Beyond this it is not worth looking for a shorter way to say the same. */
const simplifiable = { alternatives: 16, names: 16, steps: 200 };

/** Widens each alternative as far as the others allow, then drops those that are covered: fewer, and easier to read. */
export function simplify(alternatives: Factor): Factor {
  if (alternatives.length < 2 || alternatives.length > simplifiable.alternatives) return alternatives;
  const whole = alternatives.reduce((a, b) => combine(a, b, hull));
  const differs = (name: Counted): boolean => {
    const { min, max } = rangeOf(whole, name);
    return alternatives.some((alternative) => rangeOf(alternative, name).min !== min || rangeOf(alternative, name).max !== max);
  };
  const varying = [...whole.keys()].filter(differs);
  const shared = [...whole].filter(([name]) => !varying.includes(name));
  if (varying.length > simplifiable.names) return alternatives;
  let current: Alternative[] = alternatives.map((alternative) => new Map(varying.map((name) => [name, rangeOf(alternative, name)])));
  for (let i = 0; i < current.length; i++) {
    for (const name of varying) current[i] = widened(current, i, name, whole);
  }
  for (let i = current.length - 1; i >= 0; i--) {
    const others = current.filter((_, j) => j !== i);
    if (others.length > 0 && covered(current[i]!, others, { steps: simplifiable.steps })) current = others;
  }
  return current.map((alternative) => new Map([...shared, ...alternative]));
}

/** The alternative with as much of the whole range of one child as all alternatives together allow. */
function widened(alternatives: Factor, index: number, name: Counted, whole: Alternative): Alternative {
  const alternative = alternatives[index]!;
  const [own, widest] = [rangeOf(alternative, name), rangeOf(whole, name)];
  const candidates = [widest, { ...own, min: widest.min }, { ...own, max: widest.max }]
    .filter((range) => range.min < own.min || range.max > own.max)
    .map((range): Alternative => new Map([...alternative, [name, range]]));
  return candidates.find((candidate) => covered(candidate, alternatives, { steps: simplifiable.steps })) ?? alternative;
}

/** Whether the alternatives together allow everything that one allows; false when the budget runs out. */
function covered(one: Alternative, alternatives: Factor, budget: { steps: number }): boolean {
  if (--budget.steps < 0) return false;
  const [first, ...rest] = alternatives;
  if (first === undefined) return false;
  const inside = new Map(one);
  const outside: Alternative[] = [];
  for (const name of new Set([...one.keys(), ...first.keys()])) {
    const [own, other] = [rangeOf(inside, name), rangeOf(first, name)];
    if (own.max < other.min || own.min > other.max) return covered(one, rest, budget);
    if (own.min < other.min) outside.push(new Map(inside).set(name, { min: own.min, max: other.min - 1 }));
    if (own.max > other.max) outside.push(new Map(inside).set(name, { min: other.max + 1, max: own.max }));
    inside.set(name, { min: Math.max(own.min, other.min), max: Math.min(own.max, other.max) });
  }
  return outside.every((part) => covered(part, rest, budget));
}
