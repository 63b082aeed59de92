import type { PatternTree } from './pattern-tree.js';
import type { Steps } from './steps.js';

/** A regular expression as the places in it that consume a character each: its position automaton (Glushkov 1961). */
export interface Positions {
  readonly sets: readonly string[];
  /** follow[p] → the positions that may come after p, each as often as there are ways to get there. */
  readonly follow: readonly ReadonlyMap<number, number>[];
  /** Positions that may come first, each as often as there are ways. */
  readonly first: readonly number[];
  readonly last: ReadonlySet<number>;
  readonly nullable: boolean;
}

export interface PositionLimits {
  readonly positions: number;
  readonly edges: number;
  /** As many rounds of a repetition are told apart, and more of them count as endless: every one, unless given. */
  readonly rounds?: number;
}

interface Fragment {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const empty: Fragment = { first: [], last: [], nullable: true };

/** The positions of an expression; undefined when they are more than the limits allow. */
export function positionsOf(tree: PatternTree, { positions, edges: edgeLimit, rounds }: PositionLimits, steps: Steps): Positions | undefined {
  const sets: string[] = [];
  const follow: Map<number, number>[] = [];
  let edges = 0;
  const isTooLarge = (): boolean => sets.length > positions || edges > edgeLimit;
  const connect = (from: readonly number[], to: readonly number[]): void => {
    edges += from.length * to.length;
    if (isTooLarge()) return;
    steps.take(from.length * to.length);
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
  const visit = (node: PatternTree): Fragment => {
    if (isTooLarge()) return empty;
    steps.take(1);
    switch (node.kind) {
      case 'set':
        follow.push(new Map());
        return { first: [sets.push(node.source) - 1], last: [sets.length - 1], nullable: false };
      case 'sequence':
        return node.items.reduce((before, item) => (isTooLarge() ? empty : join(before, visit(item))), empty);
      case 'choice': {
        const branches = node.branches.map(visit);
        return {
          first: branches.flatMap(({ first }) => first),
          last: branches.flatMap(({ last }) => last),
          nullable: branches.some(({ nullable }) => nullable),
        };
      }
      case 'repeat':
        return rounds === undefined ? everyRound(node.item, node.min, node.max) : someRounds(node.item, node.min, node.max, rounds);
    }
  };
  const everyRound = (item: PatternTree, min: number, max: number): Fragment => {
    let whole = empty;
    for (let i = 0; i < min && !isTooLarge(); i++) whole = join(whole, visit(item));
    if (max === Infinity) {
      const copy = visit(item);
      connect(copy.last, copy.first);
      return join(whole, { ...copy, nullable: true });
    }
    // From behind, (x(x(x)?)?)?: a round that is left out is followed by none.
    let optional = empty;
    for (let i = min; i < max && !isTooLarge(); i++) optional = { ...join(visit(item), optional), nullable: true };
    return join(whole, optional);
  };
  const someRounds = (item: PatternTree, min: number, max: number, told: number): Fragment => {
    if (max === 0) return empty;
    const copies = max === Infinity ? Math.max(1, Math.min(min, told)) : Math.min(max, told);
    let whole = empty;
    let copy = empty;
    const last = new Set<number>();
    for (let i = 1; i <= copies && !isTooLarge(); i++) {
      copy = visit(item);
      whole = join(whole, copy);
      // One way to read so many rounds: a round that is left out is followed by none.
      if (i >= min || i === copies) for (const position of whole.last) last.add(position);
    }
    if (max > told) connect(copy.last, copy.first);
    return { first: whole.first, last: [...last], nullable: whole.nullable || min === 0 };
  };
  const { first, last, nullable } = visit(tree);
  return isTooLarge() ? undefined : { sets, follow, first, last: new Set(last), nullable };
}
