/** A journal in one file of SQLite. Write-ahead log, synced at each commit; the process that has it open has it alone. */

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

/** What both drivers have: better-sqlite3, and the one that Node has of its own from 22.13 on. */
interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

interface Statement {
  run(...values: readonly string[]): unknown;
  get(): unknown;
  all(): unknown;
}

type Driver = new (file: string) => Database;

const PACKAGE = 'better-sqlite3';

export type DriverName = typeof PACKAGE | 'node:sqlite';

/** Undefined: it is not here. */
export async function sqliteDriver(name: DriverName): Promise<Driver | undefined> {
  const none = () => undefined;
  if (name === PACKAGE) return driver<Driver>(name).catch(none);
  return (await driver<{ readonly DatabaseSync: Driver }>(name).catch(none))?.DatabaseSync;
}

/** Who has installed a driver wants that one. Undefined: there is none. */
const bestDriver = async (): Promise<Driver | undefined> => (await sqliteDriver(PACKAGE)) ?? sqliteDriver('node:sqlite');

/** Whether a file of SQLite can be opened here. */
export const hasSqlite = async (): Promise<boolean> => (await bestDriver()) !== undefined;

interface Saved {
  readonly kind: string;
  readonly key: string;
  readonly owner: string;
  readonly value: string;
}

/** @throws Error when there is no driver, when another process has the file, or when it is none of ours */
export async function sqliteJournal(file: string, chosen?: Driver): Promise<Journal> {
  const Driver = chosen ?? (await bestDriver()) ?? (await driver<Driver>(PACKAGE));
  const database = new Driver(file);
  try {
    database.exec('PRAGMA busy_timeout = 0');
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    // Takes the lock, for as long as the file is open.
    database.exec('BEGIN EXCLUSIVE');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { readonly user_version: number };
    if (version !== 0 && version !== VERSION) throw new Error(`${file} has version ${version} of the store; this is version ${VERSION}.`);
    database.exec(schema);
    database.exec(`PRAGMA user_version = ${VERSION}`);
    database.exec('COMMIT');
  } catch (error) {
    database.close();
    throw isBusy(error) ? new Error(`Another process has ${file} open.`, { cause: error }) : error;
  }
  const [begin, end, undo] = ['BEGIN', 'COMMIT', 'ROLLBACK'].map((sql) => database.prepare(sql)) as [Statement, Statement, Statement];
  const drop = database.prepare('DELETE FROM entry WHERE kind = ? AND key = ?');
  const put = database.prepare(
    `INSERT INTO entry (kind, key, owner, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, key) DO UPDATE SET owner = excluded.owner, value = excluded.value`,
  );
  const commit = ({ dropped, put: rows }: Batch): void => {
    begin.run();
    try {
      for (const { kind, key } of dropped) drop.run(kind, key);
      for (const { kind, key, owner, value } of rows) put.run(kind, key, owner, JSON.stringify(value));
      end.run();
    } catch (error) {
      try {
        undo.run();
      } catch {
        // SQLite has undone it by itself, as it does when a disk is full.
      }
      throw error;
    }
  };
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

/** better-sqlite3 says it in letters, Node in a number. */
function isBusy(error: unknown): boolean {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  return code === 'SQLITE_BUSY' || errcode === 5;
}

/** A store in one file of SQLite; needs Node 22.13, or the package better-sqlite3. */
export const sqliteStore = async (file: string, options: DurableOptions = {}): Promise<DurableStore> => durableStore(await sqliteJournal(file), options);
