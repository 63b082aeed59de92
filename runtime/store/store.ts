/** Where resources are kept: by identifier, as a tree, all-or-nothing. */

import { firstGenerated, type End } from './ends.js';
import type { Attributes, Resource } from '../resource.js';
import type { Durability } from './group-commit.js';
import { memoryRecords, type StoredRecord } from './records.js';
import { Siblings, type Entry } from './siblings.js';
import { areTermsSame, termsOf } from './terms.js';

/**
 * Every method may throw; what a transaction has done by then is undone. Resources are immutable: a change is a `put` of another one
 * with the same id, parent and name.
 */
export interface ResourceStore {
  get(id: string): Resource | undefined;
  /** Adds a resource, or replaces the one with its id. */
  put(resource: Resource): void;
  /** Removes one resource; its children have been removed before. */
  delete(id: string): void;
  /**
   * The direct children, or those of one type, in the order of their creation. To ask for a type costs what it has: a CSEBase with
   * 100,000 nodes may have two subscriptions.
   * @param terms only those that are found by one of them (terms.ts); a store without such an index returns all of the type
   */
  children(parent: string, type?: string, terms?: readonly string[]): readonly Resource[];
  childNamed(parent: string, name: string): Resource | undefined;
  /**
   * The child of one type at an end. A store without it is asked for all of them (`endOf`), which costs as much as
   * there are.
   */
  end?(parent: string, type: string, which: End): Resource | undefined;
  /** Runs `work`; when it throws, all its writes are undone and the error goes on. Transactions are not nested. */
  transaction<T>(work: () => T): T;
}

export type { StoredRecord };

export type { End };

/** The child of one type at an end. */
export function endOf(store: Pick<ResourceStore, 'children' | 'end'>, parent: string, type: string, which: End): Resource | undefined {
  if (store.end !== undefined) return store.end(parent, type, which);
  const all = store.children(parent, type);
  return which === 'firstGenerated' ? firstGenerated(all) : all.at(which === 'oldest' ? 0 : -1);
}

/** Resources and records, changed by one transaction. Values are immutable, as resources are. */
export interface Store extends ResourceStore {
  record(kind: string, key: string): Attributes | undefined;
  putRecord(record: StoredRecord): void;
  dropRecord(kind: string, key: string): void;
  /** All of a kind, or those of one owner, in the order in which they were put first. */
  records(kind: string, owner?: string): readonly StoredRecord[];
  /** How many of a kind an owner has. A store without it is asked for all of them (`countIn`), which costs as much as there are. */
  count?(kind: string, owner: string): number;
  /** Of a store that outlives the process: what reaches out waits for it. Without one, what is written is as durable as it gets. */
  readonly durability?: Durability;
}

/** How many records of a kind an owner has. */
export function countIn(store: Pick<Store, 'records' | 'count'>, kind: string, owner: string): number {
  return store.count === undefined ? store.records(kind, owner).length : store.count(kind, owner);
}

/** A store that keeps resources only has its records in memory: what it keeps outlives the process, what was under way does not. */
export function completed(store: ResourceStore | Store): Store {
  if ('records' in store) return store;
  const { record, putRecord, dropRecord, records, count, transaction } = memoryStore();
  return {
    ...store,
    record,
    putRecord,
    dropRecord,
    records,
    ...(count && { count }),
    transaction: (work) => store.transaction(() => transaction(work)),
  };
}

/** The default store. A write costs the same however many resources there are. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  const siblingsOf = new Map<string, Siblings>();
  let created = 0;
  /** How to undo the transaction that is running, first write first. */
  let undo: (() => void)[] | undefined;
  const { records, count, put, drop, ...read } = memoryRecords((step) => undo?.push(step));

  const attach = (entry: Entry) => {
    const { id, parent } = entry.resource;
    entries.set(id, entry);
    if (parent === null) return;
    const siblings = siblingsOf.get(parent) ?? new Siblings();
    siblingsOf.set(parent, siblings);
    siblings.add(entry);
  };
  const detach = (entry: Entry) => {
    const { id, parent } = entry.resource;
    entries.delete(id);
    const siblings = parent === null ? undefined : siblingsOf.get(parent);
    siblings?.remove(entry);
    if (siblings?.size === 0) siblingsOf.delete(parent ?? '');
  };
  /** Id, parent, name and type stay; the terms may be others. */
  const become = (entry: Entry, resource: Resource, terms: readonly string[]) => {
    if (terms !== entry.terms) siblingsOf.get(resource.parent ?? '')?.reindex(entry, terms);
    entry.resource = resource;
    entry.terms = terms;
  };

  return {
    get: (id) => entries.get(id)?.resource,
    put(resource) {
      const entry = entries.get(resource.id);
      if (entry === undefined) {
        const added = { resource, order: created++, terms: termsOf(resource) };
        attach(added);
        undo?.push(() => detach(added));
      } else {
        const { resource: before, terms } = entry;
        become(entry, resource, areTermsSame(before, resource) ? terms : termsOf(resource));
        undo?.push(() => become(entry, before, terms));
      }
    },
    delete(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      detach(entry);
      undo?.push(() => attach(entry));
    },
    children: (parent, type, terms) => siblingsOf.get(parent)?.list(type, terms) ?? [],
    childNamed: (parent, name) => siblingsOf.get(parent)?.named(name),
    end: (parent, type, which) => siblingsOf.get(parent)?.end(type, which),
    ...read,
    putRecord: put,
    dropRecord: drop,
    records,
    count,
    transaction(work) {
      if (undo !== undefined) throw new Error('Transactions are not nested.');
      const log: (() => void)[] = (undo = []);
      try {
        return work();
      } catch (error) {
        for (const step of log.reverse()) step();
        throw error;
      } finally {
        undo = undefined;
      }
    },
  };
}
