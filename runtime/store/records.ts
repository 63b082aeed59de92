/** The records of a store in memory, by kind and key, and by what they belong to. */

import type { Attributes } from '../resource.js';
import { inOrder, Sets } from './sets.js';

/** What the CSE must remember beside its resources: operations under way, plans, notifications that are due. */
export interface StoredRecord {
  readonly kind: string;
  /** Unique within the kind. */
  readonly key: string;
  /** What it belongs to, such as a resource, by which it is found too. */
  readonly owner: string;
  readonly value: Attributes;
}

/** A record in one piece with its order, and without its kind: there are several for each target of a campaign. */
interface RecordEntry extends Omit<StoredRecord, 'kind' | 'value'> {
  value: Attributes;
  readonly order: number;
}

interface RecordsOfKind {
  readonly byKey: Map<string, RecordEntry>;
  /** From when somebody asks for those of an owner: of most kinds nobody does. */
  byOwner: Sets<string, RecordEntry> | undefined;
  /** False once the undoing of a drop has put an older record behind a younger one. */
  sorted: boolean;
}

function ownersIn(kind: RecordsOfKind): Sets<string, RecordEntry> {
  if (kind.byOwner !== undefined) return kind.byOwner;
  const owners = (kind.byOwner = new Sets<string, RecordEntry>());
  for (const entry of [...kind.byKey.values()].sort(inOrder)) owners.add(entry.owner, entry);
  return owners;
}

/** @param undone takes how to undo a write */
export function memoryRecords(undone: (step: () => void) => void) {
  const kinds = new Map<string, RecordsOfKind>();
  let created = 0;
  const kindOf = (kind: string): RecordsOfKind => {
    let found = kinds.get(kind);
    if (found === undefined) kinds.set(kind, (found = { byKey: new Map(), byOwner: undefined, sorted: true }));
    return found;
  };
  const attach = ({ byKey, byOwner }: RecordsOfKind, entry: RecordEntry) => {
    byKey.set(entry.key, entry);
    byOwner?.add(entry.owner, entry);
  };
  const detach = ({ byKey, byOwner }: RecordsOfKind, entry: RecordEntry) => {
    byKey.delete(entry.key);
    byOwner?.remove(entry.owner, entry);
  };
  const drop = (kind: string, key: string) => {
    const of = kindOf(kind);
    const entry = of.byKey.get(key);
    if (entry === undefined) return;
    detach(of, entry);
    undone(() => {
      attach(of, entry);
      of.sorted = false;
    });
  };
  return {
    record: (kind: string, key: string) => kinds.get(kind)?.byKey.get(key)?.value,
    put({ kind, key, owner, value }: StoredRecord) {
      const of = kindOf(kind);
      const entry = of.byKey.get(key);
      if (entry !== undefined && entry.owner === owner) {
        const before = entry.value;
        entry.value = value;
        undone(() => (entry.value = before));
        return;
      }
      if (entry !== undefined) drop(kind, key);
      const added = { key, owner, value, order: created++ };
      attach(of, added);
      undone(() => detach(of, added));
    },
    drop,
    count(kind: string, owner: string): number {
      const of = kinds.get(kind);
      return of === undefined ? 0 : ownersIn(of).count(owner);
    },
    records(kind: string, owner?: string): readonly StoredRecord[] {
      const of = kinds.get(kind);
      const found = of === undefined ? [] : owner === undefined ? [...of.byKey.values()] : [...ownersIn(of).get(owner)];
      if (of?.sorted === false) found.sort(inOrder);
      return found.map(({ key, owner, value }) => ({ kind, key, owner, value }));
    },
  };
}
