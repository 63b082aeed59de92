/** The first place where two texts differ. */
export interface Hunk {
  /** Line of the first difference, from 1, in the new text. */
  readonly line: number;
  /** Lines with their mark: `' '` both, `-` old, `+` new, `…` more of these follow. */
  readonly lines: readonly string[];
}

const context = 2;
const longest = 6;

/**
 * The first hunk between two texts that differ, in short: enough to see what kind of change it is. What both have at
 * the start and at the end is left out but for two lines.
 */
export function firstHunk(old: string, current: string): Hunk {
  const [a, b] = [old.split('\n'), current.split('\n')];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const size = hunkSize(a, b, start);
  const before = b.slice(Math.max(0, start - context), start).map((line) => ` ${line}`);
  const after = b.slice(start + size.added, start + size.added + context).map((line) => ` ${line}`);
  return {
    line: start + 1,
    lines: [...before, ...marked('-', a.slice(start, start + size.removed)), ...marked('+', b.slice(start, start + size.added)), ...after],
  };
}

/** Where the texts first agree again: the fewest lines to skip in both, looking not too far; else all that differs. */
function hunkSize(a: readonly string[], b: readonly string[], start: number): { readonly removed: number; readonly added: number } {
  const reach = 40;
  for (let total = 1; total <= reach; total++) {
    for (let removed = 0; removed <= total; removed++) {
      const [i, j] = [start + removed, start + total - removed];
      if (i <= a.length && j <= b.length && a[i] === b[j] && (a[i] !== '' || a[i + 1] === b[j + 1])) return { removed, added: total - removed };
    }
  }
  let same = 0;
  while (same < a.length - start && same < b.length - start && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return { removed: a.length - start - same, added: b.length - start - same };
}

const marked = (mark: '-' | '+', lines: readonly string[]): readonly string[] => [
  ...lines.slice(0, longest).map((line) => mark + line),
  ...(lines.length > longest ? [`…${mark}${lines.length - longest} more`] : []),
];
