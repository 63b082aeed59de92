/** The stores on which the random sequences run, each with a journal that fails when it is told to, and outlives the process that it fails. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { durableStore, type DurableStore, type Journal } from '../../../runtime/index.js';
import { postgresJournal } from '../../../runtime/store/postgres.js';
import { sqliteJournal } from '../../../runtime/store/sqlite.js';
import { memoryJournal } from '../store/journals.js';
import type { PostgresServer } from '../store/postgres-server.js';

/** `lost`: a commit is not carried out; `unheard`: it is, and nobody hears of it. */
export type Fault = 'lost' | 'unheard';

export interface Medium {
  /** A process begins on it; the one before has ended. */
  open(failed: () => void): Promise<DurableStore>;
  /** Fails the commit that comes after so many others; undefined: none. */
  fail(fault: Fault | undefined, after?: number): void;
  /** Commits so far. */
  commits(): number;
}

export function medium(journalOf: () => Promise<Journal>): Medium {
  let planned: { readonly fault: Fault; left: number } | undefined;
  let commits = 0;
  const failing = ({ load, watch, close, commit }: Journal): Journal => ({
    load,
    watch,
    close,
    async commit(batch) {
      commits += 1;
      const isHere = planned !== undefined && planned.left-- === 0;
      if (!isHere) return commit(batch);
      const { fault } = planned ?? {};
      planned = undefined;
      if (fault === 'unheard') await commit(batch);
      throw new Error(`a fault of the store: ${String(fault)}`);
    },
  });
  return {
    open: async (failed) => durableStore(failing(await journalOf()), { failed }),
    fail: (fault, after = 0) => void (planned = fault && { fault, left: after }),
    commits: () => commits,
  };
}

export interface StoreKind {
  readonly name: string;
  /** A new one, with nothing in it. */
  fresh(): Medium;
  /** How many sequences, of a thousand of the others. */
  readonly share: number;
}

let made = 0;
/** Two suites take it in turns, and the worker of both may be one. */
let folder: string | undefined;

export function removeStores(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = undefined;
}

export const storeKinds = (postgres: PostgresServer | undefined): readonly StoreKind[] => [
  {
    name: 'a journal in memory',
    share: 60,
    fresh() {
      const { open } = memoryJournal();
      return medium(async () => open());
    },
  },
  {
    name: 'SQLite',
    share: 20,
    fresh() {
      folder ??= mkdtempSync(path.join(tmpdir(), 'onem2m-sequences-'));
      const file = path.join(folder, `${(made += 1)}.db`);
      return medium(() => sqliteJournal(file));
    },
  },
  ...(postgres === undefined ? [] : [onPostgres(postgres)]),
];

const onPostgres = ({ url }: PostgresServer): StoreKind => ({
  name: 'PostgreSQL',
  share: 10,
  fresh() {
    const cse = `sequence-${(made += 1)}`;
    return medium(() => postgresJournal(url, cse));
  },
});
