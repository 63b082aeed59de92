/** SQLite: the file, its lock, a full disk, and a process that is killed. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createHostingCse, durableStore, memoryStore, sqliteStore, type Store } from '../../../runtime/index.js';
import { sqliteDriver, sqliteJournal } from '../../../runtime/store/sqlite.js';
import { story } from './kills.js';

const folder = mkdtempSync(path.join(tmpdir(), 'onem2m-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = () => path.join(folder, `${(files += 1)}.db`);
const seed = Number(process.env['SPECGEN_SEED'] ?? 20261122);

it('refuses the file of a later version', async () => {
  const { default: Database } = await import('better-sqlite3');
  const file = newFile();
  const database = new Database(file);
  database.pragma('user_version = 7');
  database.close();
  await expect(sqliteJournal(file)).rejects.toThrow('has version 7');
});

/** A small file system of its own, where this process may mount one. */
async function onSmallDisk(test: (disk: string) => Promise<void>): Promise<boolean> {
  const disk = path.join(folder, 'disk');
  mkdirSync(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status !== 0) return false;
  try {
    await test(disk);
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
  return true;
}

it('a disk that is full: what was acknowledged is there, and the CSE refuses the rest', async ({ skip }) => {
  if (!(await onSmallDisk(whenFull))) skip('nothing can be mounted here');
});

async function whenFull(disk: string): Promise<void> {
  const file = path.join(disk, 'full.db');
  const failures: unknown[] = [];
  const store = await sqliteStore(file, { failed: ({ cause }) => failures.push(cause) });
  const cse = createHostingCse({ store });
  const answers: unknown[] = [];
  for (let number = 0; failures.length === 0 && number < 2_000; number++) {
    const pc = { 'm2m:nod': { rn: `n${number}`, ni: `urn:${number}`, lbl: ['x'.repeat(5_000)] } };
    answers.push((await cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 14, pc })).rsc);
  }
  expect(failures).toMatchObject([{ code: expect.stringMatching(/^SQLITE_(FULL|IOERR)/) as unknown }]);
  expect(answers.pop()).toBe(5000);
  expect(new Set(answers)).toEqual(new Set([2001]));
  expect((await cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: '1' })).rsc).toBe(5000);
  await store.close();
  const elsewhere = newFile();
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, elsewhere + end);
  const read = await sqliteStore(elsewhere);
  expect(read.children('id-in', 'node')).toHaveLength(answers.length);
  await read.close();
}

const drivers = await Promise.all((['better-sqlite3', 'node:sqlite'] as const).map(async (name) => ({ name, driver: await sqliteDriver(name) })));

describe.each(drivers)('by $name', ({ driver }) => {
  const open = async (file: string) => durableStore(await sqliteJournal(file, driver));
  const skipped = driver === undefined ? ' (skipped: not installed, or a Node before 22.13)' : '';

  it.skipIf(driver === undefined)(`one process at a time has a file, and says so${skipped}`, async () => {
    const file = newFile();
    const first = await open(file);
    await expect(open(file)).rejects.toThrow('Another process has');
    await first.close();
    await (await open(file)).close();
  });

  it.skipIf(driver === undefined)(`any sequence of writes, transactions that fail and restarts leaves what memory has (property)${skipped}`, () => leavesWhatMemoryHas(open), 120_000);
});

async function leavesWhatMemoryHas(open: (file: string) => ReturnType<typeof sqliteStore>): Promise<void> {
  const names = fc.constantFrom('a', 'b', 'c', '__proto__');
  const write = fc.oneof(
    fc.record({ what: fc.constant('put' as const), parent: names, name: names, value: fc.integer(), long: fc.integer({ min: 0, max: 90 }) }),
    fc.record({ what: fc.constant('delete' as const), parent: names, name: names }),
    fc.record({ what: fc.constant('keep' as const), kind: names, key: names, value: fc.string() }),
    fc.record({ what: fc.constant('drop' as const), kind: names, key: names }),
  );
  type Write = typeof write extends fc.Arbitrary<infer W> ? W : never;
  const apply = (store: Store, one: Write) => {
    if (one.what === 'keep') store.putRecord({ kind: one.kind, key: one.key, owner: one.kind, value: { value: one.value } });
    else if (one.what === 'drop') store.dropRecord(one.kind, one.key);
    else {
      const id = `${one.parent}/${one.name}`;
      if (one.what === 'delete') return store.delete(id);
      const list = Array.from({ length: one.long }, (_, index) => one.value + index);
      store.put({ id, type: one.name === 'a' ? 'x' : 'y', name: one.name, parent: one.parent, creator: '', attributes: { before: 1, list, ['__proto__']: one.value } });
    }
  };
  const look = (store: Store) =>
    JSON.stringify(['a', 'b', 'c', '__proto__'].map((name) => [store.children(name), store.children(name, 'x'), store.childNamed(name, 'a'), store.records(name)]));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ writes: fc.array(write, { maxLength: 8 }), fails: fc.boolean(), restarts: fc.boolean() }), { maxLength: 12 }), async (units) => {
      const file = newFile();
      const memory = memoryStore();
      let store = await open(file);
      for (const { writes, fails, restarts } of units) {
        for (const one of [memory, store]) {
          try {
            one.transaction(() => {
              for (const each of writes) apply(one, each);
              if (fails) throw new Error('undone');
            });
          } catch (error) {
            if (!fails) throw error;
          }
        }
        if (restarts) {
          await store.close();
          store = await open(file);
        }
        expect(look(store)).toBe(look(memory));
      }
      await store.close();
    }),
    { numRuns: 40, seed },
  );
}

const built = existsSync(path.resolve(import.meta.dirname, '../../../dist/runtime/index.js'));
const kills = Number(process.env['SPECGEN_KILLS'] ?? 5);

it.skipIf(!built)('killed at random moments: nothing acknowledged is lost, nothing is done twice, the end is the same (needs npm run build)', async () => {
  const targets = 12;
  const found = await story(newFile(), kills, targets, seed);
  expect(found.kills).toBe(kills);
  expect(found.errors).toEqual([]);
  // FINISHED and Successful, each of them; every device was told once for each.
  expect(found.campaigns).toEqual(found.campaigns.map(() => [3, 1]));
  expect(found.labels).toEqual({ acknowledged: found.labels.acknowledged, found: found.labels.acknowledged, regressed: [] });
  expect(found.commands).toEqual(Array.from({ length: targets }, () => found.campaigns.length));
  expect(found.untold).toEqual([]);
}, 60_000 + kills * 15_000);
