/** A regular expression as a tree, whoever wrote it: read from XSD, made deterministic, printed as JavaScript. */
export type PatternTree =
  | { readonly kind: 'choice'; readonly branches: readonly PatternTree[] }
  | { readonly kind: 'sequence'; readonly items: readonly PatternTree[] }
  | { readonly kind: 'repeat'; readonly item: PatternTree; readonly min: number; readonly max: number }
  /** Matches one character; `source` is JavaScript. */
  | { readonly kind: 'set'; readonly source: string };

export const anchored = (source: string): string => (/^\(\?:[^()|]*\)$/.test(source) || !source.includes('|') ? `^${source}$` : `^(?:${source})$`);

/** The JavaScript source, for the `u` flag. */
export function printPattern(tree: PatternTree): string {
  switch (tree.kind) {
    case 'set':
      return tree.source;
    case 'sequence':
      return tree.items.map((item) => (item.kind === 'choice' ? `(?:${printPattern(item)})` : printPattern(item))).join('');
    case 'choice':
      return tree.branches.map(printPattern).join('|');
    case 'repeat': {
      const inner = printPattern(tree.item);
      return (tree.item.kind === 'set' ? inner : `(?:${inner})`) + quantifier(tree.min, tree.max);
    }
  }
}

function quantifier(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
