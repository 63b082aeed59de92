import { parsePattern, type PatternTree } from './pattern.js';

/** More positions than this, and the question is left open: the product below has their square. */
const positionLimit = 120;
/** A repetition of more rounds than this counts as endless; of others two rounds show what there is to see. */
const endless = 32;
const unrolled = 2;

/** One place in the expression that consumes a character. */
interface Automaton {
  readonly sets: readonly string[];
  /** follow[p] → the positions that may come after p, each as often as there are ways to get there. */
  readonly follow: ReadonlyMap<number, number>[];
}

interface Fragment {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

/**
 * Whether a backtracking engine may take exponential time on an XSD regular expression: a loop can read the same text
 * in two ways. It looks for two different paths of the position automaton from a position back to itself that read the
 * same text (exponential ambiguity, Weber and Seidl 1991). Throws PatternError when the expression is none.
 */
export function backtracksForEver(pattern: string): boolean {
  const tree = parsePattern(pattern);
  const automaton = hasNestedLoop(tree) ? positionsOf(tree) : undefined;
  if (automaton === undefined) return false;
  const { follow } = automaton;
  const reach = follow.map((_, start) => reachable([start], (p) => follow[p]!.keys()));
  const inOneLoop = (p: number, q: number): boolean => reach[p]!.has(q) && reach[q]!.has(p);
  if (follow.some((next, p) => [...next].some(([q, ways]) => ways > 1 && inOneLoop(p, q)))) return true;
  return hasTwoPaths(automaton, inOneLoop);
}

/** Whether anything but one set is repeated endlessly: otherwise each loop has one way to read a text. */
function hasNestedLoop(tree: PatternTree): boolean {
  switch (tree.kind) {
    case 'set':
      return false;
    case 'sequence':
      return tree.items.some(hasNestedLoop);
    case 'choice':
      return tree.branches.some(hasNestedLoop);
    case 'repeat':
      return (tree.max > endless && tree.item.kind !== 'set') || hasNestedLoop(tree.item);
  }
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

/** The position automaton (Glushkov 1961); undefined when the expression is too large. */
function positionsOf(tree: PatternTree): Automaton | undefined {
  const sets: string[] = [];
  const follow: Map<number, number>[] = [];
  let tooLarge = false;
  const connect = (from: readonly number[], to: readonly number[]): void => {
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
        return node.items.map(visit).reduce(join, empty);
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
    const loops = max > endless;
    const copies = loops ? 1 : Math.min(max, unrolled);
    let whole = empty;
    for (let i = 0; i < copies; i++) {
      const copy = visit(item);
      whole = join(whole, i < min ? copy : { ...copy, nullable: true });
    }
    if (loops) connect(whole.last, whole.first);
    return { ...whole, nullable: whole.nullable || min === 0 };
  };
  visit(tree);
  return tooLarge ? undefined : { sets, follow };
}

/** Whether two sets share a character, tried on every character that the expression names and on one of each kind. */
function overlaps(sets: readonly string[]): (a: number, b: number) => boolean {
  const named = new Set([...'aZ09_-.:/ @%+\t\n~"é\u0416\u4e2d\u0661\u20ac']);
  for (const source of sets) {
    for (const [, short, long, plain] of source.matchAll(/\\u(?:([0-9a-f]{4})|\{([0-9a-f]+)\})|([^\\])/g)) {
      const code = plain?.codePointAt(0) ?? Number.parseInt((short ?? long)!, 16);
      for (const near of [code - 1, code, code + 1]) if (near >= 0 && near <= 0x10ffff) named.add(String.fromCodePoint(near));
    }
  }
  const sample = [...named];
  const members = new Map<string, readonly boolean[]>();
  const membersOf = (source: string): readonly boolean[] => {
    if (!members.has(source)) {
      const expression = new RegExp(`^${source}$`, 'u');
      members.set(source, sample.map((character) => expression.test(character)));
    }
    return members.get(source)!;
  };
  return (a, b) => {
    const other = membersOf(sets[b]!);
    return membersOf(sets[a]!).some((is, i) => is && other[i]!);
  };
}
