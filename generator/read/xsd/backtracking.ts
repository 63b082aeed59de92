import type { PatternTree } from './pattern-tree.js';
import { positionsOf, type Positions } from './positions.js';
import { Steps } from './steps.js';

/** The product of the automaton with itself is looked at up to this many positions: it has their square. */
const productLimit = 120;
/** A larger automaton is not looked at: whether it is harmless stays open. */
const edgeLimit = 100_000;
const positionLimit = 1_500;
/** As many rounds of a repetition are told apart; more of them count as endless. */
const unrolled = 24;
/** What it takes to make an expression of a set. */
const stepsOfExpression = 200;
/** A text of this length that can be read in more ways than that takes too long, whatever may come behind it. */
const manyWays = { length: 64, ways: 100_000 };

/**
 * Whether a backtracking engine may take for ever on an XSD regular expression: because a loop can read the same text in
 * two ways (exponential ambiguity, Weber and Seidl 1991), or because many parts one after the other can share a text
 * among them in very many ways. Expressions that are too large to tell count as such.
 */
export function backtracksForEver(tree: PatternTree, steps = new Steps()): boolean {
  if (!varies(tree)) return false;
  if (sizeOf(tree) > positionLimit) return true;
  // With fewer rounds told apart, the automaton of nested repetitions is smaller.
  const automaton = [unrolled, 4, 2].reduce<Positions | undefined>((found, rounds) => found ?? positionsOf(tree, { positions: positionLimit, edges: edgeLimit, rounds }, steps), undefined);
  return automaton === undefined || hasManyWays(automaton, steps) || (automaton.sets.length <= productLimit && isAmbiguousInLoop(automaton, steps));
}

/** Whether anything is repeated a number of times that is left open: otherwise a text is read in few ways. */
function varies(tree: PatternTree): boolean {
  switch (tree.kind) {
    case 'set':
      return false;
    case 'sequence':
      return tree.items.some(varies);
    case 'choice':
      return tree.branches.some(varies);
    case 'repeat':
      return tree.min !== tree.max || varies(tree.item) || (tree.max > 1 && tree.item.kind === 'choice');
  }
}

function sizeOf(tree: PatternTree): number {
  switch (tree.kind) {
    case 'set':
      return 1;
    case 'sequence':
      return tree.items.reduce((sum, item) => sum + sizeOf(item), 0);
    case 'choice':
      return tree.branches.reduce((sum, branch) => sum + sizeOf(branch), 0);
    case 'repeat':
      return sizeOf(tree.item);
  }
}

/** Follows the character that can be read in most ways, again and again. */
function hasManyWays({ sets, follow, first }: Positions, steps: Steps): boolean {
  const kinds = kindsOf(sets, steps);
  for (const start of kinds) {
    let ways = new Map(first.filter((p) => start[p]).map((p) => [p, 1]));
    for (let i = 1; i < manyWays.length && ways.size > 0; i++) {
      const reached = new Map<number, number>();
      for (const [p, count] of ways) {
        steps.take(follow[p]!.size);
        for (const [q, times] of follow[p]!) reached.set(q, (reached.get(q) ?? 0) + count * times);
      }
      steps.take(reached.size * kinds.length);
      let most = 0;
      let best: readonly boolean[] = [];
      for (const kind of kinds) {
        let sum = 0;
        for (const [q, count] of reached) if (kind[q]) sum += count;
        if (sum > most) [most, best] = [sum, kind];
      }
      if (most > manyWays.ways) return true;
      ways = new Map([...reached].filter(([q]) => best[q]));
    }
  }
  return false;
}

/** Looks for two different paths from a position back to itself that read the same text. */
function isAmbiguousInLoop(automaton: Positions, steps: Steps): boolean {
  const { follow } = automaton;
  const reach = follow.map((_, start) => reachable([start], (p) => follow[p]!.keys(), steps));
  const inOneLoop = (p: number, q: number): boolean => reach[p]!.has(q) && reach[q]!.has(p);
  if (follow.some((next, p) => [...next].some(([q, ways]) => ways > 1 && inOneLoop(p, q)))) return true;
  return hasTwoPaths(automaton, inOneLoop, steps);
}

/**
 * Searches pairs of positions, from a pair (p, p), for one that came apart and comes together at p again. All positions
 * of a loop reach each other, so that one start for each loop shows them all.
 */
function hasTwoPaths({ sets, follow }: Positions, inOneLoop: (p: number, q: number) => boolean, steps: Steps): boolean {
  const overlap = overlaps(sets, steps);
  const count = sets.length;
  const seen = new Set<number>();
  for (let start = 0; start < count; start++) {
    if (seen.has(start) || !inOneLoopWithItself(follow, start, steps)) continue;
    for (let other = start; other < count; other++) if (inOneLoop(start, other)) seen.add(other);
    const next = (pair: number): number[] => {
      const [p, q] = [Math.floor(pair / count), pair % count];
      const out: number[] = [];
      steps.take(follow[p]!.size * follow[q]!.size);
      for (const a of follow[p]!.keys()) {
        if (!inOneLoop(a, start)) continue;
        for (const b of follow[q]!.keys()) if (inOneLoop(b, start) && overlap(a, b)) out.push(a * count + b);
      }
      return out;
    };
    const together = start * count + start;
    const from = new Map<number, number[]>();
    for (const pair of reachable([together], next, steps)) {
      for (const to of next(pair)) {
        const known = from.get(to);
        if (known === undefined) from.set(to, [pair]);
        else known.push(pair);
      }
    }
    const returning = reachable([together], (pair) => from.get(pair) ?? [], steps);
    if ([...returning].some((pair) => Math.floor(pair / count) !== pair % count)) return true;
  }
  return false;
}

const inOneLoopWithItself = (follow: Positions['follow'], p: number, steps: Steps): boolean => reachable([...follow[p]!.keys()], (q) => follow[q]!.keys(), steps).has(p);

function reachable(start: Iterable<number>, next: (from: number) => Iterable<number>, steps: Steps): Set<number> {
  const seen = new Set(start);
  const pending = [...seen];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const to of next(at)) {
      steps.take(1);
      if (seen.has(to)) continue;
      seen.add(to);
      pending.push(to);
    }
  }
  return seen;
}

/** Whether two sets share a character. */
function overlaps(sets: readonly string[], steps: Steps): (a: number, b: number) => boolean {
  const kinds = kindsOf(sets, steps);
  return (a, b) => kinds.some((kind) => kind[a] && kind[b]);
}

/**
 * The kinds of characters that the sets tell apart, each by which of the sets have it: tried on every character that the
 * expression names, and on some of each script.
 */
function kindsOf(sets: readonly string[], steps: Steps): readonly (readonly boolean[])[] {
  const named = new Set([...'aZ09_-.:/ @%+\t\n~"é\u0416\u4e2d\u0661\u20ac']);
  const distinct = [...new Set(sets)];
  for (const source of distinct) {
    for (const [, short, long, plain] of source.matchAll(/\\u(?:([0-9a-f]{4})|\{([0-9a-f]+)\})|([^\\])/g)) {
      const code = plain?.codePointAt(0) ?? Number.parseInt((short ?? long)!, 16);
      for (const near of [code - 1, code, code + 1]) if (near >= 0 && near <= 0x10ffff) named.add(String.fromCodePoint(near));
    }
  }
  steps.take(named.size * (distinct.length + 1) + distinct.length * stepsOfExpression);
  const expressions = distinct.map((source) => new RegExp(`^${source}$`, 'u'));
  const kinds = new Map<string, readonly boolean[]>();
  for (const character of named) {
    const members = expressions.map((expression) => expression.test(character));
    kinds.set(members.map(Number).join(''), members);
  }
  const index = new Map(distinct.map((source, i) => [source, i]));
  return [...kinds.values()].filter((members) => members.includes(true)).map((members) => sets.map((source) => members[index.get(source)!]!));
}
