import { type Depth, shown } from './depth.js';

/** Which of some required members are so here, as an expression of their bits. */
export type Wanted = (names: readonly string[]) => string;

/** What bits need of the module that they stand in: names of functions that it calls, and constants. */
interface Names {
  use(name: string): string;
  constant(code: string, name: string): string;
}

/** Which of the required members were seen: bits, so that no name is looked up (every object inherits `constructor`). */
export class Bits {
  readonly #words: readonly { readonly variable: string; readonly names: readonly string[] }[];

  constructor(required: readonly string[], name: () => string) {
    const unique = [...new Set(required)];
    this.#words = Array.from({ length: Math.ceil(unique.length / perWord) }, (_, i) => ({
      variable: name(),
      names: unique.slice(i * perWord, (i + 1) * perWord),
    }));
  }

  declarations(): string {
    return this.#words.map(({ variable }) => `let ${variable} = 0;\n`).join('');
  }

  mark(name: string): string {
    const word = this.#words.find(({ names }) => names.includes(name));
    return word === undefined ? '' : `${word.variable} |= ${2 ** word.names.indexOf(name)};\n`;
  }

  /** Statements that report what was not seen; `wanted` says which of a word's names are, when not all. */
  missing(writer: Names, depth: Depth, wanted: Wanted | undefined): string {
    return this.#words
      .map(({ variable, names }) => {
        const bits = wanted?.(names) ?? String(2 ** names.length - 1);
        if (bits === '0') return '';
        return `e = ${writer.use('missing')}(e, ${shown(depth)}, ${bits.includes(' ') ? `(${bits})` : bits} & ~${variable}, ${writer.constant(JSON.stringify(names), 'required')});\n`;
      })
      .join('');
  }
}
const perWord = 30;
