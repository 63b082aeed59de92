/** A journal in one file of SQLite. Write-ahead log, synced at each commit; the process that has it open has it alone. */

import type BetterSqlite3 from 'better-sqlite3';
import type { JsonValue } from '../resource.js';
import { driver } from './driver.js';
import { durableStore, type DurableOptions, type DurableStore } from './durable.js';
import type { Batch, Journal } from './journal.js';

/** Of the table below. */
const VERSION = 1;

const schema = `
  CREATE TABLE IF NOT EXISTS entry (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, key)
  )`;

interface Saved {
  readonly kind: string;
  readonly key: string;
  readonly owner: string;
  readonly value: string;
}

/** @throws Error when another process has the file, or when it is none of ours */
export async function sqliteJournal(file: string): Promise<Journal> {
  const Database = await driver<typeof BetterSqlite3>('better-sqlite3');
  const database = new Database(file, { timeout: 0 });
  try {
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    // Takes the lock, for as long as the file is open.
    database.exec('BEGIN EXCLUSIVE');
    const version = database.pragma('user_version', { simple: true });
    if (version !== 0 && version !== VERSION) throw new Error(`${file} has version ${String(version)} of the store; this is version ${VERSION}.`);
    database.exec(schema);
    database.pragma(`user_version = ${VERSION}`);
    database.exec('COMMIT');
  } catch (error) {
    database.close();
    const isBusy = (error as { readonly code?: unknown }).code === 'SQLITE_BUSY';
    throw isBusy ? new Error(`Another process has ${file} open.`, { cause: error }) : error;
  }
  const drop = database.prepare('DELETE FROM entry WHERE kind = ? AND key = ?');
  const put = database.prepare(
    `INSERT INTO entry (kind, key, owner, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET owner = excluded.owner, value = excluded.value`,
  );
  const commit = database.transaction(({ dropped, put: rows }: Batch) => {
    for (const { kind, key } of dropped) drop.run(kind, key);
    for (const { kind, key, owner, value } of rows) put.run(kind, key, owner, JSON.stringify(value));
  });
  // What fails becomes a rejection: an async function does that.
  return {
    async load() {
      const saved = database.prepare('SELECT kind, key, owner, value FROM entry ORDER BY position').all() as readonly Saved[];
      return saved.map((row) => ({ ...row, value: JSON.parse(row.value) as JsonValue }));
    },
    async commit(batch) {
      commit(batch);
    },
    watch: () => undefined,
    async close() {
      database.close();
    },
  };
}

/** A store in one file of SQLite; needs the package better-sqlite3. */
export const sqliteStore = async (file: string, options: DurableOptions = {}): Promise<DurableStore> => durableStore(await sqliteJournal(file), options);
