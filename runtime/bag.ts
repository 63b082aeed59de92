/**
 * Items that come and go, in no order. No Set: one that many enter and leave makes a new table every so often, and engines have each table hold the
 * next. When one of them has grown old, all that come after it are kept, with whatever was in them, until the whole of the memory is looked through.
 */

interface Entry<Item> {
  readonly item: Item;
  /** In the list of all; GONE: it was taken out. */
  place: number;
}

const GONE = -1;

export class Bag<Item> {
  readonly #all: Entry<Item>[] = [];

  /** @returns takes it out again, once */
  add(item: Item): () => void {
    const entry: Entry<Item> = { item, place: this.#all.length };
    this.#all.push(entry);
    return () => this.#remove(entry);
  }

  /** As they are now. */
  items(): readonly Item[] {
    return this.#all.map(({ item }) => item);
  }

  /** The last takes its place. */
  #remove(entry: Entry<Item>): void {
    const { place } = entry;
    if (place === GONE) return;
    entry.place = GONE;
    const last = this.#all.pop();
    if (last === undefined || last === entry) return;
    last.place = place;
    this.#all[place] = last;
  }
}
