/** PostgreSQL, a server of this test's own: one process at a time, one that takes over, a server that goes away, and kills. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createHostingCse, postgresStore } from '../../../runtime/index.js';
import { postgresJournal } from '../../../runtime/store/postgres.js';
import { story } from './kills.js';
import { postgresServer } from './postgres-server.js';

const here = postgresServer();
afterAll(() => here?.remove());
const built = existsSync(path.resolve(import.meta.dirname, '../../../dist/runtime/index.js'));
const url = here?.url ?? '';
const kills = Number(process.env['SPECGEN_KILLS'] ?? 5);
const pause = (milliseconds: number) => new Promise((resolve) => void setTimeout(resolve, milliseconds));
const row = (key: string, value: string) => ({ kind: 'k', key, owner: '', value });

describe.skipIf(here === undefined)('PostgreSQL (skipped where its Debian package is not installed)', () => {
  it('keeps rows in the order in which they came to be, those of each CSE apart', async () => {
    const [one, other] = [await postgresJournal(url, 'one'), await postgresJournal(url, 'other')];
    await one.commit({ dropped: [], put: [row('b', '\u0000"'), row('a', '\ud800'), row('c', '')] });
    await one.commit({ dropped: [{ kind: 'k', key: 'c' }], put: [row('b', 'again'), row('c', 'new')] });
    await other.commit({ dropped: [], put: [row('b', 'other')] });
    expect((await one.load()).map(({ key, value }) => [key, value])).toEqual([['b', 'again'], ['a', '\ud800'], ['c', 'new']]);
    expect((await other.load()).map(({ value }) => value)).toEqual(['other']);
    await Promise.all([one.close(), other.close()]);
  });

  it('a standby waits, and takes over within seconds', async () => {
    const active = await postgresStore(url, { cse: 'guarded' });
    const cse = createHostingCse({ store: active });
    let isActive = false;
    const waiting = postgresStore(url, { cse: 'guarded' }).then((store) => {
      isActive = true;
      return store;
    });
    const pc = { 'm2m:nod': { rn: 'n', ni: 'urn:n' } };
    expect((await cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 14, pc })).rsc).toBe(2001);
    await pause(300);
    expect(isActive).toBe(false);
    const end = Date.now();
    await active.close();
    const standby = await waiting;
    expect(Date.now() - end).toBeLessThan(5_000);
    expect(standby.childNamed('id-in', 'n')?.type).toBe('node');
    await standby.close();
  });

  it('a server that goes away stops the CSE, and has what was acknowledged when it comes back', async () => {
    const failures: unknown[] = [];
    const store = await postgresStore(url, { cse: 'lost', failed: (failure) => failures.push(failure) });
    const cse = createHostingCse({ store });
    const create = (rn: string) => cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 14, pc: { 'm2m:nod': { rn, ni: `urn:${rn}` } } });
    expect((await create('before')).rsc).toBe(2001);
    here?.stop();
    for (let waited = 0; failures.length === 0 && waited < 100; waited++) await pause(50);
    expect(failures).toHaveLength(1);
    expect((await create('meanwhile')).rsc).toBe(5000);
    here?.start();
    const next = await postgresStore(url, { cse: 'lost' });
    expect(next.children('id-in', 'node').map(({ name }) => name)).toEqual(['before']);
    await next.close();
  }, 60_000);

  it.skipIf(!built)('killed at random moments: nothing acknowledged is lost, nothing is done twice, the end is the same (needs npm run build)', async () => {
    const targets = 12;
    const found = await story(url, kills, targets, 20261122);
    expect([found.kills, found.errors]).toEqual([kills, []]);
    expect(found.campaigns).toEqual(found.campaigns.map(() => [3, 1]));
    expect(found.labels).toEqual({ acknowledged: found.labels.acknowledged, found: found.labels.acknowledged, regressed: [] });
    expect(found.commands).toEqual(Array.from({ length: targets }, () => found.campaigns.length));
    expect(found.untold).toEqual([]);
  }, 60_000 + kills * 15_000);
});
