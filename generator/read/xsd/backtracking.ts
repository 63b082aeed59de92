import type { PatternTree } from './pattern-tree.js';

/** The product of the automaton with itself is looked at up to this many positions: it has their square. */
const productLimit = 120;
/** A larger automaton is not looked at: whether it is harmless stays open. */
const edgeLimit = 100_000;
const positionLimit = 1_500;
/** As many rounds of a repetition are told apart; more of them count as endless. */
const unrolled = 24;
/** A text of this length that can be read in more ways than that takes too long, whatever may come behind it. */
const manyWays = { length: 64, ways: 100_000 };

/** One place in the expression that consumes a character. */
interface Automaton {
  readonly sets: readonly string[];
  /** follow[p] → the positions that may come after p, each as often as there are ways to get there. */
  readonly follow: ReadonlyMap<number, number>[];
  /** Positions that may come first, each as often as there are ways. */
  readonly first: readonly number[];
}

interface Fragment {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

/**
 * Whether a backtracking engine may take for ever on an XSD regular expression: because a loop can read the same text in
 * two ways (exponential ambiguity, Weber and Seidl 1991), or because many parts one after the other can share a text
 * among them in very many ways. Expressions that are too large to tell count as such.
 */
export function backtracksForEver(tree: PatternTree): boolean {
  if (!varies(tree)) return false;
  if (sizeOf(tree) > positionLimit) return true;
  // With fewer rounds told apart, the automaton of nested repetitions is smaller.
  const automaton = [unrolled, 4, 2].reduce<Automaton | undefined>((found, rounds) => found ?? positionsOf(tree, rounds), undefined);
  return automaton === undefined || hasManyWays(automaton) || (automaton.sets.length <= productLimit && isAmbiguousInLoop(automaton));
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
function hasManyWays({ sets, follow, first }: Automaton): boolean {
  const kinds = kindsOf(sets);
  for (const start of kinds) {
    let ways = new Map(first.filter((p) => start[p]).map((p) => [p, 1]));
    for (let i = 1; i < manyWays.length && ways.size > 0; i++) {
      const reached = new Map<number, number>();
      for (const [p, count] of ways) for (const [q, times] of follow[p]!) reached.set(q, (reached.get(q) ?? 0) + count * times);
      let most = 0;
      let next = new Map<number, number>();
      for (const kind of kinds) {
        const some = [...reached].filter(([q]) => kind[q]);
        const sum = some.reduce((all, [, count]) => all + count, 0);
        if (sum > most) [most, next] = [sum, new Map(some)];
      }
      if (most > manyWays.ways) return true;
      ways = next;
    }
  }
  return false;
}

/** Looks for two different paths from a position back to itself that read the same text. */
function isAmbiguousInLoop(automaton: Automaton): boolean {
  const { follow } = automaton;
  const reach = follow.map((_, start) => reachable([start], (p) => follow[p]!.keys()));
  const inOneLoop = (p: number, q: number): boolean => reach[p]!.has(q) && reach[q]!.has(p);
  if (follow.some((next, p) => [...next].some(([q, ways]) => ways > 1 && inOneLoop(p, q)))) return true;
  return hasTwoPaths(automaton, inOneLoop);
}

/**
 * Searches pairs of positions, from a pair (p, p), for one that came apart and comes together at p again. All positions
 * of a loop reach each other, so that one start for each loop shows them all.
 */
function hasTwoPaths({ sets, follow }: Automaton, inOneLoop: (p: number, q: number) => boolean): boolean {
  const overlap = overlaps(sets);
  const count = sets.length;
  const seen = new Set<number>();
  for (let start = 0; start < count; start++) {
    if (seen.has(start) || !inOneLoopWithItself(follow, start)) continue;
    for (let other = start; other < count; other++) if (inOneLoop(start, other)) seen.add(other);
    const next = (pair: number): number[] => {
      const [p, q] = [Math.floor(pair / count), pair % count];
      const out: number[] = [];
      for (const a of follow[p]!.keys()) {
        if (!inOneLoop(a, start)) continue;
        for (const b of follow[q]!.keys()) if (inOneLoop(b, start) && overlap(a, b)) out.push(a * count + b);
      }
      return out;
    };
    const together = start * count + start;
    const from = new Map<number, number[]>();
    for (const pair of reachable([together], next)) {
      for (const to of next(pair)) from.set(to, [...(from.get(to) ?? []), pair]);
    }
    const returning = reachable([together], (pair) => from.get(pair) ?? []);
    if ([...returning].some((pair) => Math.floor(pair / count) !== pair % count)) return true;
  }
  return false;
}

const inOneLoopWithItself = (follow: Automaton['follow'], p: number): boolean => reachable([...follow[p]!.keys()], (q) => follow[q]!.keys()).has(p);

function reachable(start: Iterable<number>, next: (from: number) => Iterable<number>): Set<number> {
  const seen = new Set(start);
  const pending = [...seen];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const to of next(at)) {
      if (seen.has(to)) continue;
      seen.add(to);
      pending.push(to);
    }
  }
  return seen;
}

/** The position automaton (Glushkov 1961), with so many rounds of a repetition told apart; undefined when it is too large. */
function positionsOf(tree: PatternTree, rounds: number): Automaton | undefined {
  const sets: string[] = [];
  const follow: Map<number, number>[] = [];
  let edges = 0;
  let tooLarge = false;
  const connect = (from: readonly number[], to: readonly number[]): void => {
    edges += from.length * to.length;
    tooLarge ||= edges > edgeLimit;
    if (tooLarge) return;
    for (const p of from) for (const q of to) follow[p]!.set(q, (follow[p]!.get(q) ?? 0) + 1);
  };
  const join = (a: Fragment, b: Fragment): Fragment => {
    connect(a.last, b.first);
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      nullable: a.nullable && b.nullable,
    };
  };
  const empty: Fragment = { first: [], last: [], nullable: true };
  const visit = (node: PatternTree): Fragment => {
    if (tooLarge) return empty;
    switch (node.kind) {
      case 'set':
        tooLarge ||= sets.push(node.source) > positionLimit;
        follow.push(new Map());
        return { first: [sets.length - 1], last: [sets.length - 1], nullable: false };
      case 'sequence':
        return node.items.reduce((before, item) => (tooLarge ? empty : join(before, visit(item))), empty);
      case 'choice': {
        const branches = node.branches.map(visit);
        return {
          first: branches.flatMap(({ first }) => first),
          last: branches.flatMap(({ last }) => last),
          nullable: branches.some(({ nullable }) => nullable),
        };
      }
      case 'repeat':
        return repeat(node.item, node.min, node.max);
    }
  };
  const repeat = (item: PatternTree, min: number, max: number): Fragment => {
    if (max === 0) return empty;
    const loops = max > rounds;
    const copies = max === Infinity ? Math.max(1, Math.min(min, rounds)) : Math.min(max, rounds);
    let whole = empty;
    let copy = empty;
    const last = new Set<number>();
    for (let i = 1; i <= copies && !tooLarge; i++) {
      copy = visit(item);
      whole = join(whole, copy);
      // One way to read so many rounds: a round that is left out is followed by none.
      if (i >= min || i === copies) for (const position of whole.last) last.add(position);
    }
    if (loops) connect(copy.last, copy.first);
    return { first: whole.first, last: [...last], nullable: whole.nullable || min === 0 };
  };
  const { first } = visit(tree);
  return tooLarge ? undefined : { sets, follow, first };
}

/** Whether two sets share a character. */
function overlaps(sets: readonly string[]): (a: number, b: number) => boolean {
  const kinds = kindsOf(sets);
  return (a, b) => kinds.some((kind) => kind[a] && kind[b]);
}

/**
 * The kinds of characters that the sets tell apart, each by which of the sets have it: tried on every character that the
 * expression names, and on some of each script.
 */
function kindsOf(sets: readonly string[]): readonly (readonly boolean[])[] {
  const named = new Set([...'aZ09_-.:/ @%+\t\n~"é\u0416\u4e2d\u0661\u20ac']);
  const distinct = [...new Set(sets)];
  for (const source of distinct) {
    for (const [, short, long, plain] of source.matchAll(/\\u(?:([0-9a-f]{4})|\{([0-9a-f]+)\})|([^\\])/g)) {
      const code = plain?.codePointAt(0) ?? Number.parseInt((short ?? long)!, 16);
      for (const near of [code - 1, code, code + 1]) if (near >= 0 && near <= 0x10ffff) named.add(String.fromCodePoint(near));
    }
  }
  const expressions = distinct.map((source) => new RegExp(`^${source}$`, 'u'));
  const kinds = new Map<string, readonly boolean[]>();
  for (const character of named) {
    const members = expressions.map((expression) => expression.test(character));
    kinds.set(members.map(Number).join(''), members);
  }
  const index = new Map(distinct.map((source, i) => [source, i]));
  return [...kinds.values()].filter((members) => members.includes(true)).map((members) => sets.map((source) => members[index.get(source)!]!));
}
