/** Entries of one type in an order, of which the ends are asked for: a queue that loses members anywhere. What comes out of order costs a sorting. */

export class Line<Entry> {
  #entries: Entry[];
  /** Where the first one may be; what is before has gone. */
  #head = 0;
  readonly #present: Set<Entry>;
  #isSorted = true;

  readonly #compare: (one: Entry, other: Entry) => number;

  constructor(entries: readonly Entry[], compare: (one: Entry, other: Entry) => number) {
    this.#compare = compare;
    this.#entries = [...entries].sort(compare);
    this.#present = new Set(entries);
  }

  add(entry: Entry): void {
    const last = this.#entries.at(-1);
    // An older one comes back where the removal of it is undone.
    if (last !== undefined && this.#compare(entry, last) < 0) this.#isSorted = false;
    else this.#entries.push(entry);
    this.#present.add(entry);
  }

  remove(entry: Entry): void {
    this.#present.delete(entry);
  }

  end(which: 'first' | 'last'): Entry | undefined {
    if (!this.#isSorted || this.#head > this.#entries.length / 2) this.#rebuild();
    const entries = this.#entries;
    while (entries.length > this.#head && !this.#present.has(entries[entries.length - 1] as Entry)) entries.pop();
    while (this.#head < entries.length && !this.#present.has(entries[this.#head] as Entry)) this.#head += 1;
    return this.#head >= entries.length ? undefined : which === 'first' ? entries[this.#head] : entries.at(-1);
  }

  #rebuild(): void {
    this.#entries = [...this.#present].sort(this.#compare);
    this.#head = 0;
    this.#isSorted = true;
  }
}
