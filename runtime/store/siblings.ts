/** The children of one resource, found by name, by type, and by what their type is found by (terms.ts). */

import type { Resource } from '../resource.js';
import { Line } from './line.js';
import { inOrder, Sets } from './sets.js';

export interface Entry {
  resource: Resource;
  /** Counts creations. */
  readonly order: number;
  terms: readonly string[];
}

/** So many are looked through one by one, for most resources have a few children at most; indexes for each would be most of a store. */
const FEW = 12;

const none: readonly Entry[] = [];

export class Siblings {
  /** In the order of their creation, but for what `#isSorted` says; empty when there is an index. An array that grows, or is spread, has room for 16 more. */
  #few: readonly Entry[] = none;
  #index: Index | undefined;
  /** False once the undoing of a removal has put an older resource behind a younger one, until somebody asks. */
  #isSorted = true;
  #last = -1;
  /** Of the types whose ends somebody has asked for. */
  #lines: Map<string, Line<Entry>> | undefined;

  get size(): number {
    return this.#index?.byName.size ?? this.#few.length;
  }

  add(entry: Entry): void {
    if (entry.order < this.#last) this.#isSorted = false;
    this.#last = Math.max(this.#last, entry.order);
    this.#lines?.get(entry.resource.type)?.add(entry);
    if (this.#index !== undefined) return this.#index.add(entry);
    this.#few = this.#few.concat(entry);
    if (this.#few.length <= FEW) return;
    this.#index = new Index(this.#few);
    this.#few = none;
  }

  remove(entry: Entry): void {
    this.#lines?.get(entry.resource.type)?.remove(entry);
    if (this.#index !== undefined) this.#index.remove(entry);
    else this.#few = this.#few.filter((one) => one !== entry);
  }

  /** To be called before the entry has these terms. */
  reindex(entry: Entry, terms: readonly string[]): void {
    this.#index?.reindex(entry, terms);
  }

  named(name: string): Resource | undefined {
    return (this.#index?.byName.get(name) ?? this.#few.find(({ resource }) => resource.name === name))?.resource;
  }

  /** The one of a type that was created first, or last: at a cost that does not grow with how many there are. */
  end(type: string, which: 'oldest' | 'latest'): Resource | undefined {
    if (this.#index === undefined) return this.list(type, undefined).at(which === 'oldest' ? 0 : -1);
    const lines = (this.#lines ??= new Map<string, Line<Entry>>());
    const line = lines.get(type) ?? new Line([...this.#index.byType.get(type)].sort(inOrder));
    lines.set(type, line);
    return line.end(which)?.resource;
  }

  /** In the order of their creation. */
  list(type: string | undefined, terms: readonly string[] | undefined): readonly Resource[] {
    // Terms come and go: their entries are in no order.
    if (type !== undefined && terms !== undefined && this.#index !== undefined) {
      return [...this.#index.found(type, terms)].sort(inOrder).map(({ resource }) => resource);
    }
    if (!this.#isSorted) this.#sort();
    const found =
      this.#index === undefined
        ? this.#few.filter((entry) => (type === undefined || entry.resource.type === type) && isFound(entry, terms))
        : type === undefined
          ? [...this.#index.byName.values()]
          : this.#index.byType.get(type);
    return found.map(({ resource }) => resource);
  }

  /** Once, however often somebody asks afterwards. */
  #sort(): void {
    if (this.#index === undefined) this.#few = [...this.#few].sort(inOrder);
    else this.#index = new Index([...this.#index.byName.values()].sort(inOrder));
    this.#isSorted = true;
  }
}

const isFound = (entry: Entry, terms: readonly string[] | undefined): boolean =>
  terms === undefined || terms.some((term) => entry.terms.includes(term));

const termKey = (type: string, term: string): string => `${type} ${term}`;

class Index {
  readonly byName = new Map<string, Entry>();
  readonly byType = new Sets<string, Entry>();
  readonly #byTerm = new Sets<string, Entry>();

  constructor(entries: readonly Entry[]) {
    for (const entry of entries) this.add(entry);
  }

  add(entry: Entry): void {
    this.byName.set(entry.resource.name, entry);
    this.byType.add(entry.resource.type, entry);
    for (const term of entry.terms) this.#byTerm.add(termKey(entry.resource.type, term), entry);
  }

  remove(entry: Entry): void {
    this.byName.delete(entry.resource.name);
    this.byType.remove(entry.resource.type, entry);
    this.reindex(entry, []);
  }

  reindex(entry: Entry, terms: readonly string[]): void {
    const { type } = entry.resource;
    for (const term of entry.terms) this.#byTerm.remove(termKey(type, term), entry);
    for (const term of terms) this.#byTerm.add(termKey(type, term), entry);
  }

  found(type: string, terms: readonly string[]): ReadonlySet<Entry> {
    return new Set(terms.flatMap((term) => this.#byTerm.get(termKey(type, term))));
  }
}
