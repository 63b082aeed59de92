import { characterClasses, sourceOfClasses, type CharacterClasses } from './character-classes.js';
import type { PatternTree } from './pattern-tree.js';
import { positionsOf, type Positions } from './positions.js';
import { Steps } from './steps.js';

/** Beyond any of these an expression is not worth rewriting: what comes out would be longer than anyone can use. */
const limits = { positions: 400, edges: 20_000, sets: 24, states: 60, length: 6_000, work: 200_000 };

/** A deterministic automaton: state 0 is the start; for each state, the class of characters → the next state. */
interface Automaton {
  readonly next: readonly ReadonlyMap<number, number>[];
  readonly accepts: readonly boolean[];
}

/**
 * The same language, written so that a text is read in one way at most: the expression's automaton is made deterministic
 * and smallest, and read off as an expression again by leaving out one state after the other (Brzozowski and McCluskey
 * 1963). What comes of a deterministic automaton is unambiguous (Book et al. 1971), so that a backtracking engine is at
 * each place of a text at most once for each character of the expression. Undefined when it would become too large.
 */
export function determinised(tree: PatternTree, steps = new Steps()): PatternTree | undefined {
  const positions = positionsOf(tree, limits, steps);
  // Characters by themselves are cheap; what a class has is looked for among all characters.
  if (positions === undefined || new Set(positions.sets.filter((set) => set.length > 2)).size > limits.sets) return undefined;
  const classes = characterClasses(positions.sets, steps);
  const automaton = subsets(positions, classes, steps);
  return automaton && expressionOf(smallest(automaton, steps), classes, steps);
}

/** Subset construction: a state is the set of positions that a text may end at. */
function subsets({ sets, follow, first, last, nullable }: Positions, classes: CharacterClasses, steps: Steps): Automaton | undefined {
  const members = sets.map((source) => classes.of(source));
  const states: { readonly after: readonly number[]; readonly accepts: boolean }[] = [{ after: first, accepts: nullable }];
  const index = new Map<string, number>();
  const next: ReadonlyMap<number, number>[] = [];
  for (let i = 0; i < states.length; i++) {
    const byClass = new Map<number, number[]>();
    for (const position of states[i]!.after) {
      steps.take(members[position]!.length);
      for (const kind of members[position]!) {
        const known = byClass.get(kind);
        if (known === undefined) byClass.set(kind, [position]);
        else known.push(position);
      }
    }
    const out = new Map<number, number>();
    for (const [kind, reached] of byClass) {
      steps.take(reached.length);
      const key = reached.sort((a, b) => a - b).join();
      let state = index.get(key);
      if (state === undefined) {
        steps.take(reached.reduce((sum, position) => sum + follow[position]!.size, 0));
        const after = [...new Set(reached.flatMap((position) => [...follow[position]!.keys()]))];
        state = states.push({ after, accepts: reached.some((position) => last.has(position)) }) - 1;
        index.set(key, state);
      }
      out.set(kind, state);
    }
    next.push(out);
    if (states.length > limits.states * 20) return undefined;
  }
  return { next, accepts: states.map(({ accepts }) => accepts) };
}

/** States that no text tells apart become one (Moore 1956). */
function smallest({ next, accepts }: Automaton, steps: Steps): Automaton {
  let block = accepts.map(Number);
  for (let count = 0; ; ) {
    const index = new Map<string, number>();
    block = next.map((out, state) => {
      steps.take(out.size);
      const moves = [...out].map(([kind, to]) => `${kind}:${block[to]}`).sort();
      const key = `${block[state]} ${moves.join()}`;
      if (!index.has(key)) index.set(key, index.size);
      return index.get(key)!;
    });
    if (index.size === count) break;
    count = index.size;
  }
  const representatives = new Map<number, number>();
  block.forEach((own, state) => {
    if (!representatives.has(own)) representatives.set(own, state);
  });
  const states = [...representatives.values()];
  return {
    next: states.map((state) => new Map([...next[state]!].map(([kind, to]) => [kind, block[to]!]))),
    accepts: states.map((state) => accepts[state]!),
  };
}

const nothing: PatternTree = { kind: 'sequence', items: [] };

/** Reads the expression off: states go one by one, the one that costs least first, and their ways become expressions. */
function expressionOf({ next, accepts }: Automaton, classes: CharacterClasses, steps: Steps): PatternTree | undefined {
  if (next.length > limits.states) return undefined;
  const start = next.length;
  const end = next.length + 1;
  const ways = new Map<number, Map<number, PatternTree>>();
  const between = (from: number, to: number): PatternTree | undefined => ways.get(from)?.get(to);
  const add = (from: number, to: number, tree: PatternTree): void => {
    if (!ways.has(from)) ways.set(from, new Map());
    const known = between(from, to);
    ways.get(from)!.set(to, known === undefined ? tree : either(known, tree));
  };
  next.forEach((out, from) => {
    const kinds = new Map<number, number[]>();
    for (const [kind, to] of out) kinds.set(to, [...(kinds.get(to) ?? []), kind]);
    for (const [to, some] of kinds) add(from, to, { kind: 'set', source: sourceOfClasses(classes, some) });
    if (accepts[from]) add(from, end, nothing);
  });
  add(start, 0, nothing);

  const left = new Set(next.keys());
  let work = 0;
  while (left.size > 0) {
    steps.take(left.size * ways.size);
    const costs = [...left].map((state) => {
      const into = [...ways].filter(([from, out]) => from !== state && out.has(state)).map(([, out]) => sizeOf(out.get(state)!));
      const out = [...(ways.get(state) ?? [])].filter(([to]) => to !== state).map(([, tree]) => sizeOf(tree));
      const loop = between(state, state);
      const sum = (sizes: readonly number[]): number => sizes.reduce((a, b) => a + b, 0);
      return { state, cost: sum(into) * (out.length - 1) + sum(out) * (into.length - 1) + (loop ? sizeOf(loop) * (into.length * out.length - 1) : 0) };
    });
    const { state } = costs.reduce((a, b) => (b.cost < a.cost ? b : a));
    const loop = between(state, state);
    const round: PatternTree = loop === undefined ? nothing : { kind: 'repeat', item: loop, min: 0, max: Infinity };
    for (const [from, out] of [...ways]) {
      const before = from === state ? undefined : out.get(state);
      if (before === undefined) continue;
      for (const [to, after] of ways.get(state) ?? []) {
        if (to === state) continue;
        const way = inSequence([before, round, after]);
        add(from, to, way);
        work += sizeOf(way);
        steps.take(sizeOf(way));
        if (work > limits.work) return undefined;
      }
      out.delete(state);
    }
    ways.delete(state);
    left.delete(state);
  }
  const whole = between(start, end);
  return whole === undefined || sizeOf(whole) > limits.length ? undefined : whole;
}

function inSequence(parts: readonly PatternTree[]): PatternTree {
  const items = parts.flatMap((part) => (part.kind === 'sequence' ? part.items : [part])).reduce<PatternTree[]>((all, item) => {
    const before = all.at(-1);
    // x x* is x+, and x{2} x{3} is x{5}.
    const [a, b] = [asRepeat(before), asRepeat(item)];
    if (a === undefined || b === undefined || !isSame(a.item, b.item)) return [...all, item];
    return [...all.slice(0, -1), { kind: 'repeat', item: a.item, min: a.min + b.min, max: a.max + b.max }];
  }, []);
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

const asRepeat = (tree: PatternTree | undefined): Extract<PatternTree, { kind: 'repeat' }> | undefined =>
  tree === undefined ? undefined : tree.kind === 'repeat' ? tree : { kind: 'repeat', item: tree, min: 1, max: 1 };

const isSame = (a: PatternTree, b: PatternTree): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Either of two that have no text in common: what both begin with, or end in, is written once. */
function either(a: PatternTree, b: PatternTree): PatternTree {
  if (isNothing(a)) return optional(b);
  if (isNothing(b)) return optional(a);
  const [x, y] = [itemsOf(a), itemsOf(b)];
  let begin = 0;
  while (begin < Math.min(x.length, y.length) && isSame(x[begin]!, y[begin]!)) begin++;
  let end = 0;
  while (end < Math.min(x.length, y.length) - begin && isSame(x.at(-1 - end)!, y.at(-1 - end)!)) end++;
  if (begin + end === 0) return { kind: 'choice', branches: [...branchesOf(a), ...branchesOf(b)] };
  const middle = either(inSequence(x.slice(begin, x.length - end)), inSequence(y.slice(begin, y.length - end)));
  return inSequence([...x.slice(0, begin), middle, ...x.slice(x.length - end)]);
}

function optional(tree: PatternTree): PatternTree {
  if (isNothing(tree)) return tree;
  // x+ or nothing is x*.
  return tree.kind === 'repeat' && tree.min === 1 ? { ...tree, min: 0 } : { kind: 'repeat', item: tree, min: 0, max: 1 };
}

const isNothing = (tree: PatternTree): boolean => tree.kind === 'sequence' && tree.items.length === 0;
const itemsOf = (tree: PatternTree): readonly PatternTree[] => (tree.kind === 'sequence' ? tree.items : [tree]);
const branchesOf = (tree: PatternTree): readonly PatternTree[] => (tree.kind === 'choice' ? tree.branches : [tree]);

/** The length in which a tree is written, near enough; found once for each. */
function sizeOf(tree: PatternTree): number {
  let size = sizes.get(tree);
  if (size === undefined) {
    const sum = (trees: readonly PatternTree[]): number => trees.reduce((all, one) => all + sizeOf(one) + 1, 3);
    size = tree.kind === 'set' ? tree.source.length : tree.kind === 'repeat' ? sizeOf(tree.item) + 5 : sum(tree.kind === 'choice' ? tree.branches : tree.items);
    sizes.set(tree, size);
  }
  return size;
}
const sizes = new WeakMap<PatternTree, number>();
