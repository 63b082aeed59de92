import { chunks } from './schema.js';

/** Names that are defined together: these, and those of other parts. */
export interface Part {
  readonly names: readonly string[];
  readonly parts: readonly Part[];
}

const leaf = 25;
const branches = 10;

/**
 * Names of which a few may be left out. Cut again and again where one of these is, all the rest are a few
 * parts that others have, too, and a few names, however many there are.
 */
export class NameTree implements Part {
  readonly names: readonly string[];
  readonly parts: readonly Part[] = [];
  readonly #has: ReadonlySet<string>;
  #branches: readonly NameTree[] | undefined;

  constructor(names: readonly string[]) {
    this.names = names;
    this.#has = new Set(names);
  }

  without(except: ReadonlySet<string>): Part {
    if (![...except].some((name) => this.#has.has(name))) return { names: [], parts: [this] };
    if (this.names.length <= leaf) return { names: this.names.filter((name) => !except.has(name)), parts: [] };
    this.#branches ??= chunks(this.names, Math.max(leaf, Math.ceil(this.names.length / branches))).map((names) => new NameTree(names));
    return partWithout(this.#branches, except);
  }
}

export function partWithout(trees: readonly NameTree[], except: ReadonlySet<string>): Part {
  const found = trees.map((tree) => tree.without(except));
  return { names: found.flatMap(({ names }) => names), parts: found.flatMap(({ parts }) => parts) };
}
