/** A CSE on a store whose commits take time, fail, or are lost: what it says is durable, and what is not durable it does not say. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchOf, type Write } from '../../../runtime/store/journal.js';
import type { StoreFailure} from '../../../runtime/index.js';
import { createHostingCse, delay, durableStore, manualClock, simulatedDevices, type Store } from '../../../runtime/index.js';
import { contents } from '../proof/invariants.js';
import { memoryJournal } from './journals.js';

type Json = Record<string, unknown>;

const turns = async (count = 20) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => void setImmediate(resolve));
};

async function scene(journal = memoryJournal(), taken: () => unknown = () => undefined) {
  const clock = manualClock(Date.UTC(2026, 10, 22, 12));
  const asked: unknown[] = [];
  const devices = simulatedDevices({ clock, onCall: (_node, _rpc, args) => asked.push(args) });
  const failures: StoreFailure[] = [];
  const notes: unknown[] = [];
  const reports: unknown[] = [];
  const store = await durableStore(journal.open(), { failed: (failure) => failures.push(failure) });
  let made = store.children('id-in').length;
  const cse = createHostingCse({
    clock,
    devices,
    store,
    ids: (type) => `${type}-${(made += 1)}`,
    report: (error) => reports.push(error),
    notify(target) {
      notes.push(target);
      return taken();
    },
  });
  const ask = (request: Json) => cse.request({ fr: 'CAdmin', rqi: '1', ...request });
  const node = (rn: string, more: Json = {}) => ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn, ni: `urn:${rn}`, ...more } } });
  return { journal, clock, asked, devices, failures, notes, reports, store, cse, ask, node };
}

const gated = () => {
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { gate, open: () => open() };
};

const app = { mgd: 1002, vr: '1.0', swn: 'app', url: 'http://files.example/app-1.0.zip' };

it.each([
  ['fails', (journal: ReturnType<typeof memoryJournal>) => journal.lose(new Error('gone'))],
  ['is closed', (_journal: unknown, store: { close(): Promise<void> }) => store.close()],
])('a store that %s under a campaign, a timer and a notification: what comes later is reported, and thrown at nobody', async (_name, end) => {
  const taking: ((error: Error) => void)[] = [];
  const { journal, clock, devices, reports, store, cse, ask, node } = await scene(memoryJournal(), () => new Promise((_resolve, reject) => taking.push(reject)));
  await ask({ op: 1, to: 'cse-in', fr: 'Cgateway', ty: 2, pc: { 'm2m:ae': { api: 'Ngateway', rr: true, srv: ['3'] } } });
  for (const rn of ['n', 'o']) await node(rn, { hael: ['Cgateway'], et: '20261123T120000' });
  const idOf = (name: string) => cse.store.childNamed('id-in', name)?.id ?? '';
  devices.device(idOf('n')).next('connect', delay(500));
  devices.device(idOf('o')).next('ChangeDUState', delay(500));
  await ask({ op: 1, to: 'cse-in/n', ty: 23, pc: { 'm2m:sub': { nu: ['https://listener.example/'] } } });
  await ask({ op: 3, to: 'cse-in/n', pc: { 'm2m:nod': { lbl: ['a'] } } });
  const { mgd: _mgd, ...what } = app;
  const { rsc } = await ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'c', ...what, swtg: ['cse-in/n', 'cse-in/o'], swop: 1, cpen: true } } });
  await turns();
  expect([rsc, taking.length]).toEqual([2001, 1]);
  await end(journal, store);
  for (let hour = 0; hour < 48; hour++) {
    clock.advance(3_600_000);
    await turns(2);
  }
  taking[0]?.(new Error('nobody is there'));
  await turns();
  expect([...new Set(reports.map((error) => (error as { readonly code?: unknown }).code))]).toContain('STORE_FAILED');
});

describe('until its commit is durable', () => {
  it('nothing goes out: no answer, no notification, no call to a device, no answer of who reads it', async () => {
    const { journal, node, ask, notes, asked } = await scene();
    await node('n');
    await ask({ op: 1, to: 'cse-in/n', ty: 13, pc: { 'm2m:swr': { rn: 's', ...app } } });
    await ask({ op: 1, to: 'cse-in/n/s', ty: 23, pc: { 'm2m:sub': { nu: ['https://listener.example/'] } } });
    await turns();
    const { gate, open } = gated();
    journal.gate = gate;
    const answers: unknown[] = [];
    void ask({ op: 3, to: 'cse-in/n/s', pc: { 'm2m:swr': { in: true } } }).then(({ rsc }) => answers.push(rsc));
    await turns();
    void ask({ op: 2, to: 'cse-in/n/s' }).then(({ rsc }) => answers.push(rsc));
    void ask({ op: 1, to: 'cse-in/n', ty: 13, pc: { 'm2m:swr': { rn: 's', ...app } } }).then(({ rsc }) => answers.push(rsc));
    await turns();
    expect([answers, notes, asked]).toEqual([[], [], []]);
    journal.gate = undefined;
    open();
    await turns();
    expect(answers).toEqual([2004, 2000, 4105]);
    expect([notes.length > 0, asked.length]).toEqual([true, 1]);
  });

  it('what was told is not told again by the next process, and what was lost is told by nobody', async () => {
    const first = await scene();
    await first.node('n');
    await first.ask({ op: 1, to: 'cse-in/n', ty: 23, pc: { 'm2m:sub': { nu: ['https://listener.example/'] } } });
    const update = (lbl: string) => first.ask({ op: 3, to: 'cse-in/n', pc: { 'm2m:nod': { lbl: [lbl] } } });
    await update('a');
    await turns();
    expect(first.notes.length).toBeGreaterThan(0);
    expect([...first.journal.rows.keys()].filter((key) => key.includes('notice'))).toEqual([]);
    first.journal.failure = new Error('before it is told');
    const told = first.notes.length;
    await update('b');
    first.journal.failure = undefined;
    const next = await scene(first.journal);
    await turns();
    expect([first.notes.length, next.notes]).toEqual([told, []]);
  });

  it('what others write meanwhile waits, and goes together', async () => {
    const { journal, node } = await scene();
    await turns();
    const { gate, open } = gated();
    journal.gate = gate;
    const before = journal.batches.length;
    const first = node('first');
    await turns();
    const others = Array.from({ length: 64 }, (_, index) => node(`n${index}`));
    journal.gate = undefined;
    open();
    expect((await Promise.all([first, ...others])).map(({ rsc }) => rsc)).toEqual(Array.from({ length: 65 }, () => 2001));
    expect(journal.batches.length - before).toBe(2);
  });
});

describe('a store that fails', () => {
  it.each(['commit', 'loss'])('by %s: the request is not answered with success, everything after it is refused, and nothing goes out', async (how) => {
    const { journal, node, ask, failures, notes } = await scene();
    await node('n');
    await ask({ op: 1, to: 'cse-in/n', ty: 23, pc: { 'm2m:sub': { nu: ['https://listener.example/'] } } });
    await turns();
    const saved = new Map(journal.rows);
    const { gate, open } = gated();
    journal.gate = gate;
    const answer = ask({ op: 3, to: 'cse-in/n', pc: { 'm2m:nod': { lbl: ['x'] } } });
    await turns();
    if (how === 'loss') journal.lose(new Error('the connection is gone'));
    else journal.failure = new Error('ENOSPC: no space left on device');
    if (how === 'commit') open();
    expect((await answer).rsc).toBe(5000);
    expect(failures.map(({ code }) => code)).toEqual(['STORE_FAILED']);
    for (const op of [2, 3, 4]) expect((await ask({ op, to: 'cse-in/n', ...(op === 3 && { pc: { 'm2m:nod': { lbl: ['y'] } } }) })).rsc).toBe(5000);
    await turns();
    expect([notes, failures.length]).toEqual([[], 1]);
    if (how === 'commit') expect(journal.rows).toEqual(saved);
    // Another process finds what was acknowledged, and nothing else.
    journal.failure = journal.gate = undefined;
    const next = await scene({ ...journal, rows: journal.rows });
    const [found] = Object.values((await next.ask({ op: 2, to: 'cse-in/n' })).pc as Json) as [Json];
    expect(found['rn']).toBe('n');
    // Lost in the middle of a commit, either may be true.
    if (how === 'commit') expect(found['lbl']).toBe(undefined);
  });
});

describe('what is saved', () => {
  it('is what was there: resources, their order, attributes and their order, records', async () => {
    const first = await scene();
    for (const name of ['b', 'a', 'c']) await first.node(name, { lbl: Array.from({ length: 100 }, (_, index) => `${name}${index}`) });
    await first.ask({ op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['short'] } } });
    await first.ask({ op: 4, to: 'cse-in/b' });
    await first.ask({ op: 1, to: 'cse-in/a', ty: 13, pc: { 'm2m:swr': { rn: 's', ...app } } });
    await first.ask({ op: 3, to: 'cse-in/a/s', pc: { 'm2m:swr': { in: true } } });
    await turns();
    const read = await durableStore(first.journal.open());
    const shown = (store: Store) => JSON.stringify([contents({ cse: { store } } as never), ['plan', 'softwareOperation', 'commandKey', 'notice'].map((kind) => store.records(kind))]);
    expect(shown(read)).toBe(shown(first.store));
  });

  it('a batch leaves what its writes leave, one by one (property)', () => {
    const write = fc.record({ key: fc.constantFrom('a', 'b', 'c'), value: fc.option(fc.nat(9)) }).map(
      ({ key, value }): Write => (value === null ? { kind: 'k', key } : { kind: 'k', key, row: { kind: 'k', key, owner: '', value } }),
    );
    fc.assert(
      fc.property(fc.array(write), fc.array(write), (before, writes) => {
        const carriedOut = (batches: readonly (readonly Write[])[]) => {
          const table = new Map<string, unknown>();
          for (const batch of batches.map(batchOf)) {
            for (const { key } of batch.dropped) table.delete(key);
            for (const { key, value } of batch.put) table.set(key, value);
          }
          return [...table];
        };
        expect(carriedOut([before, writes])).toEqual(carriedOut([...before, ...writes].map((one) => [one])));
      }),
    );
  });
});

it('a campaign costs as many bytes for each of its targets, however many they are', async () => {
  const bytes = async (targets: number) => {
    const { journal, clock, ask, store, reports } = await scene();
    const registered = { api: 'Ngateway', rr: true, srv: ['3'] };
    await ask({ op: 1, to: 'cse-in', fr: 'Cgateway', ty: 2, pc: { 'm2m:ae': registered } });
    await Promise.all(Array.from({ length: targets }, (_, i) => ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: `n${i}`, ni: `urn:n${i}`, hael: ['Cgateway'] } } })));
    const swtg = store.children('id-in', 'node').map(({ id }) => id);
    await ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'c', vr: '1.0', swn: 'app', url: app.url, swtg, swop: 1 } } });
    await turns();
    const before = journal.bytes;
    await ask({ op: 3, to: 'cse-in/c', rcn: 0, pc: { 'm2m:swcm': { cpen: true } } });
    const status = () => store.childNamed('id-in', 'c')?.attributes['campaignStatus'];
    for (let step = 0; step < 400 && status() !== 3; step++) {
      clock.advance(50);
      await turns(3);
    }
    await turns();
    expect([status(), reports]).toEqual([3, []]);
    return (journal.bytes - before) / targets;
  };
  const [few, many] = [await bytes(50), await bytes(400)];
  expect(many / few).toBeLessThan(1.2);
  expect(many).toBeLessThan(20_000);
}, 60_000);
