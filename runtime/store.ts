/** Where resources are kept: by identifier, as a tree, all-or-nothing. */

import type { Resource } from './resource.js';

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
   */
  children(parent: string, type?: string): readonly Resource[];
  childNamed(parent: string, name: string): Resource | undefined;
  /** Runs `work`; when it throws, all its writes are undone and the error goes on. Transactions are not nested. */
  transaction<T>(work: () => T): T;
}

interface Entry {
  resource: Resource;
  /** Counts creations. */
  readonly order: number;
}

interface Siblings {
  readonly byName: Map<string, Entry>;
  readonly byType: Map<string, Set<Entry>>;
  /** False once the undoing of a removal has put an older resource behind a younger one. */
  sorted: boolean;
}

/** The default store. A write costs the same however many resources there are. */
export function memoryStore(): ResourceStore {
  const entries = new Map<string, Entry>();
  const siblingsOf = new Map<string, Siblings>();
  let created = 0;
  /** How to undo the transaction that is running, first write first. */
  let undo: (() => void)[] | undefined;

  const attach = (entry: Entry, sorted: boolean) => {
    const { id, type, parent, name } = entry.resource;
    entries.set(id, entry);
    if (parent === null) return;
    let siblings = siblingsOf.get(parent);
    if (siblings === undefined) siblingsOf.set(parent, (siblings = { byName: new Map(), byType: new Map(), sorted: true }));
    siblings.byName.set(name, entry);
    const alike = siblings.byType.get(type);
    if (alike === undefined) siblings.byType.set(type, new Set([entry]));
    else alike.add(entry);
    siblings.sorted &&= sorted;
  };
  const detach = (entry: Entry) => {
    const { id, type, parent, name } = entry.resource;
    entries.delete(id);
    const siblings = parent === null ? undefined : siblingsOf.get(parent);
    if (siblings === undefined || parent === null) return;
    siblings.byName.delete(name);
    siblings.byType.get(type)?.delete(entry);
    if (siblings.byName.size === 0) siblingsOf.delete(parent);
  };

  return {
    get: (id) => entries.get(id)?.resource,
    put(resource) {
      const entry = entries.get(resource.id);
      if (entry === undefined) {
        const added = { resource, order: created++ };
        attach(added, true);
        undo?.push(() => detach(added));
      } else {
        const before = entry.resource;
        entry.resource = resource;
        undo?.push(() => (entry.resource = before));
      }
    },
    delete(id) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      detach(entry);
      undo?.push(() => attach(entry, false));
    },
    children(parent, type) {
      const siblings = siblingsOf.get(parent);
      const found = [...((type === undefined ? siblings?.byName : siblings?.byType.get(type))?.values() ?? [])];
      if (siblings?.sorted === false) found.sort((a, b) => a.order - b.order);
      return found.map(({ resource }) => resource);
    },
    childNamed: (parent, name) => siblingsOf.get(parent)?.byName.get(name)?.resource,
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
