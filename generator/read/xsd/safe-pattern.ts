import { backtracksForEver } from './backtracking.js';
import { determinised } from './determinise.js';
import { parsePattern } from './pattern.js';
import { anchored, printPattern, type PatternTree } from './pattern-tree.js';

/**
 * An XSD regular expression as JavaScript that no text can make run for ever. Published schemas have expressions that may
 * backtrack, and nobody who uses them can change them: an equivalent expression that is harmless stands for it, a plain
 * rewriting if there is one; where it would become too large, the expression is left out. Throws PatternError when the expression is none.
 */
export function safeSource(pattern: string): string | undefined {
  if (!sources.has(pattern)) sources.set(pattern, sourceOf(pattern));
  return sources.get(pattern);
}

/** Found once: a schema asks for its patterns again and again. */
const sources = new Map<string, string | undefined>();

function sourceOf(pattern: string): string | undefined {
  const tree = parsePattern(pattern);
  if (!backtracksForEver(tree)) return anchored(printPattern(tree));
  const simpler = simplified(tree);
  if (!backtracksForEver(simpler)) return anchored(printPattern(simpler));
  const deterministic = determinised(simpler);
  return deterministic && anchored(printPattern(deterministic));
}

/** The same language with fewer repetitions inside each other. */
function simplified(tree: PatternTree): PatternTree {
  switch (tree.kind) {
    case 'set':
      return tree;
    case 'sequence':
      return { kind: 'sequence', items: tree.items.map(simplified) };
    case 'choice':
      return { kind: 'choice', branches: distinct(tree.branches.map(simplified)) };
    case 'repeat':
      return repeated(simplified(tree.item), tree.min, tree.max);
  }
}

function distinct(branches: readonly PatternTree[]): PatternTree[] {
  return [...new Map(branches.map((branch) => [printPattern(branch), branch])).values()];
}

function repeated(item: PatternTree, min: number, max: number): PatternTree {
  if (item.kind === 'choice' && item.branches.length === 1) return repeated(item.branches[0]!, min, max);
  if (item.kind === 'sequence' && item.items.length === 1) return repeated(item.items[0]!, min, max);
  if (item.kind !== 'repeat') return { kind: 'repeat', item, min, max };
  // Rounds k and k + 1 give [k·low, k·high] and [(k+1)·low, …]: without a gap between the first two there is none later.
  const { min: low, max: high } = item;
  const dense = min === max || high === Infinity ? min > 0 || low <= 1 : (min + 1) * low <= min * high + 1;
  return dense ? { kind: 'repeat', item: item.item, min: low * min, max: max === 0 || high === 0 ? 0 : high * max } : { kind: 'repeat', item, min, max };
}
