/** Where something stands in a text that is known to be JSON: what lies beside the way to it is passed over, and no value is made. */

import type { Path } from '../content.js';

/** What is asked for of one value, and where that stands. */
interface Mark {
  offset: number | undefined;
  readonly inside: Map<string | number, Mark>;
}

/** Offsets of what is at the ends of these paths, or of the nearest thing around it; of members of one name the first one counts. */
export function locate(text: string, start: number, paths: readonly Path[]): readonly number[] {
  const root: Mark = { offset: start, inside: new Map() };
  for (const path of paths) {
    let mark = root;
    for (const step of path) {
      const next: Mark = mark.inside.get(step) ?? { offset: undefined, inside: new Map() };
      mark.inside.set(step, next);
      mark = next;
    }
  }
  new Scanner(text, start).value(root);
  return paths.map((path) => nearest(root, path));
}

function nearest(root: Mark, path: Path): number {
  let found = root;
  for (const step of path) {
    const next = found.inside.get(step);
    if (next?.offset === undefined) break;
    found = next;
  }
  return found.offset!;
}

const brackets = /["{}[\]]/g;
const betweenTokens = /[ \t\n\r,:]*/y;
const scalar = /[^ \t\n\r,}\]]*/y;

class Scanner {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  /** Past a value, with what is asked for of it found. */
  value(mark: Mark | undefined): void {
    const character = this.#text[this.#at];
    if (character === '"') this.#string();
    else if (character !== '{' && character !== '[') this.#skip(scalar);
    else if (mark === undefined || mark.inside.size === 0) this.#passBrackets(0);
    else this.#parts(mark, character === '{');
  }

  #parts({ inside }: Mark, isObject: boolean): void {
    let wanted = inside.size;
    this.#at++;
    for (let index = 0; ; index++) {
      this.#skip(betweenTokens);
      if (wanted === 0) return this.#passBrackets(1);
      if (/[}\]]/.test(this.#text[this.#at]!)) break;
      const offset = this.#at;
      const name = isObject ? this.#name() : index;
      const mark = inside.get(name);
      const isFirst = mark !== undefined && mark.offset === undefined;
      if (isFirst) {
        mark.offset = offset;
        wanted--;
      }
      this.value(isFirst ? mark : undefined);
    }
    this.#at++;
  }

  #name(): string {
    const start = this.#at;
    this.#string();
    const name = JSON.parse(this.#text.slice(start, this.#at)) as string;
    this.#skip(betweenTokens);
    return name;
  }

  #string(): void {
    for (;;) {
      this.#at = this.#text.indexOf('"', this.#at + 1);
      let slashes = 0;
      while (this.#text[this.#at - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 0) break;
    }
    this.#at++;
  }

  /** Past the end of what is open, `depth` brackets deep. */
  #passBrackets(depth: number): void {
    for (let open = depth; ; ) {
      brackets.lastIndex = this.#at;
      brackets.test(this.#text);
      const character = this.#text[brackets.lastIndex - 1]!;
      this.#at = brackets.lastIndex;
      if (character === '"') {
        this.#at--;
        this.#string();
      } else open += character === '{' || character === '[' ? 1 : -1;
      if (open === 0) return;
    }
  }

  #skip(pattern: RegExp): void {
    pattern.lastIndex = this.#at;
    pattern.test(this.#text);
    this.#at = pattern.lastIndex;
  }
}
