/**
 * A journal in PostgreSQL. One process at a time: it holds an advisory lock in the very session in which it commits, so that whoever has
 * lost the lock can commit nothing; others wait for it in {@link postgresJournal}, and take over.
 */

import type { Client, ClientConfig } from 'pg';
import type { JsonValue } from '../resource.js';
import { driver } from './driver.js';
import { durableStore, type DurableOptions, type DurableStore } from './durable.js';
import type { Journal, Row } from './journal.js';

const schema = `
  CREATE TABLE IF NOT EXISTS onem2m_entry (
    cse text NOT NULL,
    position bigserial NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    owner text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (cse, kind, key)
  )`;

/** A host that went without a word is found out within seconds, and its lock with it. */
const keepalive = ['tcp_keepalives_idle = 2', 'tcp_keepalives_interval = 1', 'tcp_keepalives_count = 3'];

/** Rows in one statement. */
const CHUNK = 5_000;

type Saved = Pick<Row, 'kind' | 'key' | 'owner'> & { readonly value: string };

/**
 * Waits until no other process has the CSE.
 * @param cse which one, of those that share the database
 */
export async function postgresJournal(url: string, cse = 'id-in'): Promise<Journal> {
  const pg = await driver<{ readonly Client: new (config: ClientConfig) => Client }>('pg');
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  let isClosing = false;
  let loss: { readonly error: unknown } | undefined;
  let lost = (error: unknown): void => void (loss ??= { error });
  client.on('error', (error) => lost(error));
  client.on('end', () => {
    if (!isClosing) lost(new Error('The connection to PostgreSQL has ended.'));
  });
  const end = async () => {
    isClosing = true;
    await client.end();
  };
  await client.connect();
  try {
    for (const setting of keepalive) await client.query(`SET ${setting}`);
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`onem2m-specgen ${cse}`]);
    await client.query('SET synchronous_commit = on');
    await client.query(schema);
  } catch (error) {
    await end();
    throw error;
  }
  const inChunks = async <Item>(items: readonly Item[], write: (chunk: readonly Item[]) => Promise<unknown>) => {
    for (let from = 0; from < items.length; from += CHUNK) await write(items.slice(from, from + CHUNK));
  };
  const column = <Item, Name extends keyof Item>(items: readonly Item[], name: Name) => items.map((item) => item[name]);
  return {
    async load() {
      const { rows } = await client.query<Saved>('SELECT kind, key, owner, value FROM onem2m_entry WHERE cse = $1 ORDER BY position', [cse]);
      return rows.map((row) => ({ ...row, value: JSON.parse(row.value) as JsonValue }));
    },
    // One that fails is not rolled back: the process is to end, and its transaction with it.
    async commit({ dropped, put }) {
      await client.query('BEGIN');
      await inChunks(dropped, (chunk) =>
        client.query(
          `DELETE FROM onem2m_entry USING unnest($2::text[], $3::text[]) AS gone (kind, key)
           WHERE cse = $1 AND onem2m_entry.kind = gone.kind AND onem2m_entry.key = gone.key`,
          [cse, column(chunk, 'kind'), column(chunk, 'key')],
        ),
      );
      await inChunks(put, (chunk) =>
        client.query(
          `INSERT INTO onem2m_entry (cse, kind, key, owner, value)
           SELECT $1, kind, key, owner, value
           FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS row (kind, key, owner, value, number) ORDER BY number
           ON CONFLICT (cse, kind, key) DO UPDATE SET owner = excluded.owner, value = excluded.value`,
          [cse, column(chunk, 'kind'), column(chunk, 'key'), column(chunk, 'owner'), chunk.map(({ value }) => JSON.stringify(value))],
        ),
      );
      await client.query('COMMIT');
    },
    watch(heard) {
      if (loss !== undefined) heard(loss.error);
      lost = heard;
    },
    close: end,
  };
}

/** A store in PostgreSQL, for one CSE; needs the package pg. Waits while another process has it. */
export const postgresStore = async (url: string, options: DurableOptions & { readonly cse?: string } = {}): Promise<DurableStore> =>
  durableStore(await postgresJournal(url, options.cse), options);
