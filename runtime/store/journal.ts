/**
 * What is behind a durable store: rows by kind and key, written in groups, read once. It knows nothing of resources; a database has one
 * table for it. The CSE never waits for it in the middle of a unit of work, see durable.ts.
 */

import type { JsonValue } from '../resource.js';

export interface Row {
  readonly kind: string;
  /** Unique within the kind. */
  readonly key: string;
  /** What it belongs to. */
  readonly owner: string;
  readonly value: JsonValue;
}

/** A row that is put in the place of the one of its kind and key, or (no `row`) the end of that one. */
export interface Write {
  readonly kind: string;
  readonly key: string;
  readonly row?: Row;
}

/** Writes as a database carries them out: first what goes, then what is put. */
export interface Batch {
  readonly dropped: readonly Pick<Row, 'kind' | 'key'>[];
  /** New rows in the order in which they came to be. */
  readonly put: readonly Row[];
}

export interface Journal {
  /** All rows, in the order in which they were put first. Called once, before anything is committed. */
  load(): Promise<readonly Row[]>;
  /** All of it, for good, by the time it resolves; none of it when it rejects. There is one at a time. */
  commit(batch: Batch): Promise<void>;
  /** `lost` hears that nothing can be committed any more, also while nothing is. */
  watch(lost: (error: unknown) => void): void;
  close(): Promise<void>;
}

/** The same end by fewer writes: rows that many units have changed are written once. */
export function batchOf(writes: readonly Write[]): Batch {
  const dropped = new Map<string, Write>();
  const put = new Map<string, Row>();
  for (const write of writes) {
    const name = JSON.stringify([write.kind, write.key]);
    if (write.row === undefined) {
      put.delete(name);
      dropped.set(name, write);
    } else {
      put.set(name, write.row);
    }
  }
  return { dropped: [...dropped.values()].map(({ kind, key }) => ({ kind, key })), put: [...put.values()] };
}
