/** Sets of items by key, as indexes have them: most keys have one item, and need no set for it. */

export class Sets<Key, Item extends object> {
  readonly #found = new Map<Key, Item | Set<Item>>();

  add(key: Key, item: Item): void {
    const present = this.#found.get(key);
    if (present === undefined) this.#found.set(key, item);
    else if (present instanceof Set) present.add(item);
    else if (present !== item) this.#found.set(key, new Set([present, item]));
  }

  remove(key: Key, item: Item): void {
    const present = this.#found.get(key);
    if (present === item) this.#found.delete(key);
    if (!(present instanceof Set)) return;
    present.delete(item);
    if (present.size === 0) this.#found.delete(key);
  }

  count(key: Key): number {
    const present = this.#found.get(key);
    if (present === undefined) return 0;
    return present instanceof Set ? present.size : 1;
  }

  /** In the order in which they were added. */
  get(key: Key): readonly Item[] {
    const present = this.#found.get(key);
    if (present === undefined) return none;
    return present instanceof Set ? [...present] : [present];
  }
}

const none: readonly never[] = [];

/** Items that count when they came to be. */
export interface Ordered {
  readonly order: number;
}

export const inOrder = (a: Ordered, b: Ordered): number => a.order - b.order;
