/** Where resources are kept: by identifier, as a tree, all-or-nothing. */

import type { Attributes, Resource } from './resource.js';
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
   * @param term only those that are found by it (terms.ts); a store without such an index returns all of the type
   */
  children(parent: string, type?: string, term?: string): readonly Resource[];
  childNamed(parent: string, name: string): Resource | undefined;
  /** Runs `work`; when it throws, all its writes are undone and the error goes on. Transactions are not nested. */
  transaction<T>(work: () => T): T;
}

/** What the CSE must remember beside its resources: operations under way, plans, notifications that are due. */
export interface StoredRecord {
  readonly kind: string;
  /** Unique within the kind. */
  readonly key: string;
  /** What it belongs to, such as a resource, by which it is found too. */
  readonly owner: string;
  readonly value: Attributes;
}

/** Resources and records, changed by one transaction. Values are immutable, as resources are. */
export interface Store extends ResourceStore {
  record(kind: string, key: string): Attributes | undefined;
  putRecord(record: StoredRecord): void;
  dropRecord(kind: string, key: string): void;
  /** All of a kind, or those of one owner, in the order in which they were put first. */
  records(kind: string, owner?: string): readonly StoredRecord[];
}

/** A store that keeps resources only has its records in memory: what it keeps outlives the process, what was under way does not. */
export function completed(store: ResourceStore | Store): Store {
  if ('records' in store) return store;
  const { record, putRecord, dropRecord, records, transaction } = memoryStore();
  return {
    ...store,
    record,
    putRecord,
    dropRecord,
    records,
    transaction: (work) => store.transaction(() => transaction(work)),
  };
}

interface Entry {
  resource: Resource;
  /** Counts creations. */
  readonly order: number;
  terms: readonly string[];
}

interface Siblings {
  readonly byName: Map<string, Entry>;
  readonly byType: Map<string, Set<Entry>>;
  /** By type and term. */
  readonly byTerm: Map<string, Set<Entry>>;
  /** False once the undoing of a removal has put an older resource behind a younger one, until somebody asks. */
  sorted: boolean;
}

const termKey = (type: string, term: string): string => `${type} ${term}`;

function addTo<Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([item]));
  else set.add(item);
}

function removeFrom<Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}

const inOrder = (a: { readonly order: number }, b: { readonly order: number }) => a.order - b.order;

/** Once, however often somebody asks afterwards. */
function sort(siblings: Siblings): void {
  const entries = [...siblings.byName.values()].sort(inOrder);
  siblings.byName.clear();
  siblings.byType.clear();
  for (const entry of entries) {
    siblings.byName.set(entry.resource.name, entry);
    addTo(siblings.byType, entry.resource.type, entry);
  }
  siblings.sorted = true;
}

/** The default store. A write costs the same however many resources there are. */
export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  const siblingsOf = new Map<string, Siblings>();
  let created = 0;
  /** How to undo the transaction that is running, first write first. */
  let undo: (() => void)[] | undefined;
  const { records, put, drop, ...read } = memoryRecords((step) => undo?.push(step));

  const attach = (entry: Entry, sorted: boolean) => {
    const { id, type, parent, name } = entry.resource;
    entries.set(id, entry);
    if (parent === null) return;
    let siblings = siblingsOf.get(parent);
    if (siblings === undefined) siblingsOf.set(parent, (siblings = { byName: new Map(), byType: new Map(), byTerm: new Map(), sorted: true }));
    siblings.byName.set(name, entry);
    addTo(siblings.byType, type, entry);
    for (const term of entry.terms) addTo(siblings.byTerm, termKey(type, term), entry);
    siblings.sorted &&= sorted;
  };
  const detach = (entry: Entry) => {
    const { id, type, parent, name } = entry.resource;
    entries.delete(id);
    const siblings = parent === null ? undefined : siblingsOf.get(parent);
    if (siblings === undefined || parent === null) return;
    siblings.byName.delete(name);
    removeFrom(siblings.byType, type, entry);
    for (const term of entry.terms) removeFrom(siblings.byTerm, termKey(type, term), entry);
    if (siblings.byName.size === 0) siblingsOf.delete(parent);
  };
  /** Id, parent, name and type stay; the terms may be others. */
  const become = (entry: Entry, resource: Resource, terms: readonly string[]) => {
    const siblings = resource.parent === null ? undefined : siblingsOf.get(resource.parent);
    if (siblings !== undefined && terms !== entry.terms) {
      for (const term of entry.terms) removeFrom(siblings.byTerm, termKey(resource.type, term), entry);
      for (const term of terms) addTo(siblings.byTerm, termKey(resource.type, term), entry);
    }
    entry.resource = resource;
    entry.terms = terms;
  };

  return {
    get: (id) => entries.get(id)?.resource,
    put(resource) {
      const entry = entries.get(resource.id);
      if (entry === undefined) {
        const added = { resource, order: created++, terms: termsOf(resource) };
        attach(added, true);
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
      undo?.push(() => attach(entry, false));
    },
    children(parent, type, term) {
      const siblings = siblingsOf.get(parent);
      if (siblings === undefined) return [];
      // Terms come and go: their entries are in no order.
      if (type !== undefined && term !== undefined) {
        const found = [...(siblings.byTerm.get(termKey(type, term)) ?? [])];
        return found.sort(inOrder).map(({ resource }) => resource);
      }
      if (!siblings.sorted) sort(siblings);
      const found = [...((type === undefined ? siblings.byName : siblings.byType.get(type))?.values() ?? [])];
      return found.map(({ resource }) => resource);
    },
    childNamed: (parent, name) => siblingsOf.get(parent)?.byName.get(name)?.resource,
    ...read,
    putRecord: put,
    dropRecord: drop,
    records,
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

interface RecordEntry {
  record: StoredRecord;
  readonly order: number;
}

interface RecordsOfKind {
  readonly byKey: Map<string, RecordEntry>;
  readonly byOwner: Map<string, Set<RecordEntry>>;
  /** As for siblings. */
  sorted: boolean;
}

/** @param undone takes how to undo a write */
function memoryRecords(undone: (step: () => void) => void) {
  const kinds = new Map<string, RecordsOfKind>();
  let created = 0;
  const kindOf = (kind: string): RecordsOfKind => {
    let found = kinds.get(kind);
    if (found === undefined) kinds.set(kind, (found = { byKey: new Map(), byOwner: new Map(), sorted: true }));
    return found;
  };
  const attach = (entry: RecordEntry) => {
    const { byKey, byOwner } = kindOf(entry.record.kind);
    byKey.set(entry.record.key, entry);
    addTo(byOwner, entry.record.owner, entry);
  };
  const detach = (entry: RecordEntry) => {
    const { byKey, byOwner } = kindOf(entry.record.kind);
    byKey.delete(entry.record.key);
    removeFrom(byOwner, entry.record.owner, entry);
  };
  const drop = (kind: string, key: string) => {
    const entry = kinds.get(kind)?.byKey.get(key);
    if (entry === undefined) return;
    detach(entry);
    undone(() => {
      attach(entry);
      kindOf(kind).sorted = false;
    });
  };
  return {
    record: (kind: string, key: string) => kinds.get(kind)?.byKey.get(key)?.record.value,
    put(record: StoredRecord) {
      const entry = kindOf(record.kind).byKey.get(record.key);
      if (entry !== undefined && entry.record.owner === record.owner) {
        const before = entry.record;
        entry.record = record;
        undone(() => (entry.record = before));
        return;
      }
      if (entry !== undefined) drop(record.kind, record.key);
      const added = { record, order: created++ };
      attach(added);
      undone(() => detach(added));
    },
    drop,
    records(kind: string, owner?: string): readonly StoredRecord[] {
      const of = kinds.get(kind);
      const found = [...((owner === undefined ? of?.byKey : of?.byOwner.get(owner))?.values() ?? [])];
      if (of?.sorted === false) found.sort(inOrder);
      return found.map(({ record }) => record);
    },
  };
}
