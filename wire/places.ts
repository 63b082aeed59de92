import type { Place } from './diagnostic.js';

/** Where the members and items of a value stand in the text that it was read from. */
export class Places {
  readonly #text: string;
  readonly #isRecording: boolean;
  readonly #offsets = new Map<object, Map<string | number, number>>();
  #lines: number[] | undefined;

  /** Places are for what is wrong: a text is read without recording them, and once more with it when something is. */
  constructor(text: string, isRecording: boolean) {
    this.#text = text;
    this.#isRecording = isRecording;
  }

  set(container: object, key: string | number, offset: number): void {
    if (!this.#isRecording) return;
    const known = this.#offsets.get(container);
    if (known === undefined) this.#offsets.set(container, new Map([[key, offset]]));
    else known.set(key, offset);
  }

  offsetOf(container: object, key: string | number): number | undefined {
    return this.#offsets.get(container)?.get(key);
  }

  /** The offset of what is at the end of the path, or of the nearest thing around it; `start` for the whole. */
  find(root: unknown, path: readonly (string | number)[], start: number): number {
    let value = root;
    let found = start;
    for (const step of path) {
      if (typeof value !== 'object' || value === null) return found;
      const offset = this.offsetOf(value, step);
      if (offset === undefined) return found;
      found = offset;
      value = (value as Record<string | number, unknown>)[step];
    }
    return found;
  }

  /** Lines end with a line feed, a carriage return, or both. */
  place(offset: number): Place {
    this.#lines ??= [0, ...[...this.#text.matchAll(/\r\n?|\n/g)].map((end) => end.index + end[0].length)];
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#lines[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#lines[low]! + 1 };
  }
}
