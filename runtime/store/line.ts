/** Entries of one type in the order of their creation, of which the ends are asked for: a queue that loses members anywhere. */

import { inOrder, type Ordered } from './sets.js';

export class Line<Entry extends Ordered = Ordered> {
  #entries: Entry[];
  /** Where the first one may be; what is before has gone. */
  #head = 0;
  readonly #present: Set<Entry>;
  #isSorted = true;

  constructor(sorted: readonly Entry[]) {
    this.#entries = [...sorted];
    this.#present = new Set(sorted);
  }

  add(entry: Entry): void {
    // An older one comes back where the removal of it is undone.
    if (entry.order < (this.#entries.at(-1)?.order ?? -1)) this.#isSorted = false;
    else this.#entries.push(entry);
    this.#present.add(entry);
  }

  remove(entry: Entry): void {
    this.#present.delete(entry);
  }

  end(which: 'oldest' | 'latest'): Entry | undefined {
    if (!this.#isSorted || this.#head > this.#entries.length / 2) this.#rebuild();
    const entries = this.#entries;
    while (entries.length > this.#head && !this.#present.has(entries[entries.length - 1] as Entry)) entries.pop();
    while (this.#head < entries.length && !this.#present.has(entries[this.#head] as Entry)) this.#head += 1;
    return this.#head >= entries.length ? undefined : which === 'oldest' ? entries[this.#head] : entries.at(-1);
  }

  #rebuild(): void {
    this.#entries = [...this.#present].sort(inOrder);
    this.#head = 0;
    this.#isSorted = true;
  }
}
