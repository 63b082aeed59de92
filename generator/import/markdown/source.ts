import type { Place } from '../../diagnostics/diagnostic.js';

/** Pieces of a text and where they stood: offset in the text → offset in what it was cut from; ascending. */
export type SourceMap = { readonly at: number; readonly source: number }[];

/** A text that knows the place of every character, also after something was cut out of it. */
export class SourceText {
  #lineStarts: readonly number[] | undefined;

  constructor(
    readonly text: string,
    readonly file: string,
    private readonly origin?: SourceText,
    private readonly map: SourceMap = [],
  ) {}

  place(offset: number): Place {
    if (this.origin !== undefined) {
      const piece = this.map[lastAtMost(this.map, offset, ({ at }) => at)];
      return this.origin.place(piece === undefined ? 0 : piece.source + offset - piece.at);
    }
    this.#lineStarts ??= lineStarts(this.text);
    const line = lastAtMost(this.#lineStarts, offset, (start) => start);
    return { file: this.file, line: line + 1, column: offset - this.#lineStarts[line]! + 1 };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Index of the last element whose key is at most `limit`; -1 when there is none. */
function lastAtMost<T>(items: readonly T[], limit: number, key: (item: T) => number): number {
  let low = -1;
  let high = items.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (key(items[middle]!) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
