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

interface RecordEntry {
  record: StoredRecord;
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
  for (const entry of [...kind.byKey.values()].sort(inOrder)) owners.add(entry.record.owner, entry);
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
  const attach = (entry: RecordEntry) => {
    const { byKey, byOwner } = kindOf(entry.record.kind);
    byKey.set(entry.record.key, entry);
    byOwner?.add(entry.record.owner, entry);
  };
  const detach = (entry: RecordEntry) => {
    const { byKey, byOwner } = kindOf(entry.record.kind);
    byKey.delete(entry.record.key);
    byOwner?.remove(entry.record.owner, entry);
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
      const found = of === undefined ? [] : owner === undefined ? [...of.byKey.values()] : [...ownersIn(of).get(owner)];
      if (of?.sorted === false) found.sort(inOrder);
      return found.map(({ record }) => record);
    },
  };
}
