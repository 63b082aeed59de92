/** The children of one resource, found by name, by type, and by what their type is found by (terms.ts). */

import type { Resource } from '../resource.js';
import { firstGenerated, type End } from './ends.js';
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
const nothing: readonly Resource[] = [];

export class Siblings {
  /** In the order of their creation, but for what `#isSorted` says; empty when there is an index. An array that grows, or is spread, has room for 16 more. */
  #few: readonly Entry[] = none;
  #index: Index | undefined;
  /** False once the undoing of a removal has put an older resource behind a younger one, until somebody asks. */
  #isSorted = true;
  #last = -1;
  /** Of the types whose ends somebody has asked for, by their names or, in the order of their data, by {@link generationOf} these. */
  #lines: Map<string, Line<Entry>> | undefined;

  get size(): number {
    return this.#index?.byName.size ?? this.#few.length;
  }

  add(entry: Entry): void {
    if (entry.order < this.#last) this.#isSorted = false;
    this.#last = Math.max(this.#last, entry.order);
    for (const line of this.#linesOf(entry)) line.add(entry);
    if (this.#index !== undefined) return this.#index.add(entry);
    this.#few = this.#few.concat(entry);
    if (this.#few.length <= FEW) return;
    this.#index = new Index(this.#few);
    this.#few = none;
  }

  remove(entry: Entry): void {
    for (const line of this.#linesOf(entry)) line.remove(entry);
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

  /** The one of a type that was created first, or last, or whose data were generated first: at a cost that does not grow with how many there are. */
  end(type: string, which: End): Resource | undefined {
    const isOfData = which === 'firstGenerated';
    if (this.#index === undefined) return isOfData ? firstGenerated(this.list(type, undefined)) : this.list(type, undefined).at(which === 'oldest' ? 0 : -1);
    const lines = (this.#lines ??= new Map<string, Line<Entry>>());
    const name = isOfData ? generationOf(type) : type;
    const line = lines.get(name) ?? new Line(this.#index.byType.get(type), isOfData ? inGeneration : inOrder);
    lines.set(name, line);
    return line.end(which === 'latest' ? 'last' : 'first')?.resource;
  }

  #linesOf({ resource: { type } }: Entry): readonly Line<Entry>[] {
    if (this.#lines === undefined) return [];
    return [this.#lines.get(type), this.#lines.get(generationOf(type))].filter((line) => line !== undefined);
  }

  /** In the order of their creation. */
  list(type: string | undefined, terms: readonly string[] | undefined): readonly Resource[] {
    // Terms come and go: their entries are in no order.
    if (type !== undefined && terms !== undefined && this.#index !== undefined) {
      const found = this.#index.found(type, terms);
      return found === undefined ? nothing : [...found].sort(inOrder).map(({ resource }) => resource);
    }
    if (!this.#isSorted) this.#sort();
    if (this.#index === undefined) return among(this.#few, type, terms);
    const found = type === undefined ? [...this.#index.byName.values()] : this.#index.byType.get(type);
    return found.map(({ resource }) => resource);
  }

  /** Once, however often somebody asks afterwards. */
  #sort(): void {
    if (this.#index === undefined) this.#few = [...this.#few].sort(inOrder);
    else this.#index = new Index([...this.#index.byName.values()].sort(inOrder));
    this.#isSorted = true;
  }
}

const generationOf = (type: string): string => `${type} by its data`;

/** The term of an instance of a time series is when its data were generated (terms.ts). */
const inGeneration = (a: Entry, b: Entry): number => Number(a.terms[0]) - Number(b.terms[0]);

/** Every change of a resource asks for its subscriptions, of which most have none. */
function among(few: readonly Entry[], type: string | undefined, terms: readonly string[] | undefined): readonly Resource[] {
  let found: Resource[] | undefined;
  for (const entry of few) if ((type === undefined || entry.resource.type === type) && isFound(entry, terms)) (found ??= []).push(entry.resource);
  return found ?? nothing;
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

  /** Undefined: none, as mostly. */
  found(type: string, terms: readonly string[]): ReadonlySet<Entry> | undefined {
    let found: Set<Entry> | undefined;
    for (const term of terms) for (const entry of this.#byTerm.get(termKey(type, term))) (found ??= new Set()).add(entry);
    return found;
  }
}
