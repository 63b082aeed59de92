import type { Place } from './diagnostic.js';

const [lineFeed, carriageReturn] = [10, 13];

/** Lines and columns in a text, for offsets that mostly ascend: it is walked through once. */
export class Places {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Lines end with a line feed, a carriage return, or both. */
  place(offset: number): Place {
    if (offset < this.#at) [this.#at, this.#line, this.#start] = [0, 1, 0];
    for (; this.#at < offset; this.#at++) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit !== lineFeed && !(unit === carriageReturn && this.#text.charCodeAt(this.#at + 1) !== lineFeed)) continue;
      this.#line++;
      this.#start = this.#at + 1;
    }
    return { line: this.#line, column: offset - this.#start + 1 };
  }
}
