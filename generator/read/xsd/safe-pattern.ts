import { backtracksForEver } from './backtracking.js';
import { determinised } from './determinise.js';
import { parsePattern } from './pattern.js';
import { anchored, printPattern, type PatternTree } from './pattern-tree.js';
import { Steps, TooManySteps } from './steps.js';

/** What may be spent on all patterns of a set of documents: half a second, where they are hostile. */
const stepsOfAll = 5_000_000;
/** So many steps each of them may take, whatever the others have taken: ordinary ones take fewer. */
const stepsOfEach = 3_000;

/**
 * An XSD regular expression as JavaScript that no text can make run for ever. Published schemas have expressions that may
 * backtrack, and nobody who uses them can change them: an equivalent expression that is harmless stands for it, a plain
 * rewriting if there is one; where it would become too large, the expression is left out. Throws PatternError when the expression is none.
 */
export const safeSource = (pattern: string): string | undefined => lookedAt(pattern, stepsOfAll)?.source;

/** What the patterns of a set of documents take together. */
export class PatternBudget {
  #left = stepsOfAll;
  readonly #paid = new Set<string>();

  /** Whether there is enough left to look at a pattern. Throws PatternError as `safeSource` does. */
  affords(pattern: string): boolean {
    if (this.#paid.has(pattern)) return true;
    const found = lookedAt(pattern, Math.max(this.#left, stepsOfEach));
    this.#left = Math.max(0, this.#left - (found?.steps ?? Infinity));
    if (found !== undefined) this.#paid.add(pattern);
    return found !== undefined;
  }
}

interface Found {
  readonly source: string | undefined;
  readonly steps: number;
}

/** Found once: a schema asks for its patterns again and again. */
const known = new Map<string, Found>();

/** What comes of a pattern in no more than so many steps, whether it was looked at before or not. */
function lookedAt(pattern: string, limit: number): Found | undefined {
  let found = known.get(pattern);
  if (found === undefined) {
    found = lookAt(pattern, limit);
    if (found.steps < Infinity || limit === stepsOfAll) known.set(pattern, found);
  }
  return found.steps <= limit ? found : undefined;
}

function lookAt(pattern: string, limit: number): Found {
  const tree = parsePattern(pattern);
  const steps = new Steps(limit);
  try {
    return { source: sourceOf(tree, steps), steps: steps.taken };
  } catch (error) {
    if (error instanceof TooManySteps) return { source: undefined, steps: Infinity };
    throw error;
  }
}

function sourceOf(tree: PatternTree, steps: Steps): string | undefined {
  if (!backtracksForEver(tree, steps)) return anchored(printPattern(tree));
  const simpler = simplified(tree);
  if (!backtracksForEver(simpler, steps)) return anchored(printPattern(simpler));
  const deterministic = determinised(simpler, steps);
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
