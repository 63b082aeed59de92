/** Notifications that wait, wherever they do: one more of them reads none of the others, or thousands would cost their square. */

import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../runtime/store/store.js';
import { durableStore } from '../../../runtime/store/durable.js';
import { subscription, world, type Json, type World } from '../core/support.js';
import { memoryJournal } from '../store/journals.js';

const EVENTS = 60;

const container = (rn: string): Json => ({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn } } });

/** A world that counts the records of what waits which were read. */
function counting() {
  const store = memoryStore();
  let read = 0;
  const records = (kind: string, owner?: string) => {
    const found = store.records(kind, owner);
    if (/^(subscription|group)\./.test(kind)) read += found.length;
    return found;
  };
  return { ...world({ store: { ...store, records } }), read: () => read };
}

type Counting = ReturnType<typeof counting>;

const subscribed = (more: Json) => async ({ must }: Counting) => void (await must(2001, subscription('cse-in/a', { rn: 's', ...more })));

const stages: readonly (readonly [string, (made: Counting) => Promise<void>])[] = [
  ['for a batch', subscribed({ bn: { num: 1000 } })],
  ['for the rate', subscribed({ rl: { mnn: 1, tww: 'PT1H' } })],
  [
    'for a window',
    async (made) => {
      await subscribed({ pn: 2 })(made);
      await made.must(2001, { op: 1, to: 'cse-in/a/s', ty: 18, pc: { 'm2m:sch': { se: { sce: ['* * 13 * * * *'] } } } });
    },
  ],
  [
    'for the others of a group',
    async ({ must }) => {
      await must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 9, mid: ['cse-in/a'], nar: { num: 1000 } } } });
      const nfu = 'https://subscriber.example/';
      await must(2000, { op: 1, to: 'cse-in/g/fopt', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: [nfu], nfu } } });
    },
  ],
];

/** Beyond all times that there are. */
const ENDLESS = 'P1000000Y';

const endless: readonly (readonly [string, (made: Pick<World, 'must'>) => Promise<void>])[] = [
  ['a batch', async ({ must }) => void (await must(2001, subscription('cse-in/a', { bn: { num: 3, dur: ENDLESS } })))],
  [
    'the others of a group',
    async ({ must }) => {
      await must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 9, mid: ['cse-in/a'], nar: { num: 3, dur: ENDLESS } } } });
      const nfu = 'https://subscriber.example/';
      await must(2000, { op: 1, to: 'cse-in/g/fopt', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: [nfu], nfu } } });
    },
  ],
];

describe('a duration without an end', () => {
  const change = (event: number): Json => ({ op: 3, to: 'cse-in/a', pc: { 'm2m:cnt': { lbl: [String(event)] } } });

  it.each(endless)('%s waits for the number alone, after a restart all the same', async (_name, prepare) => {
    const journal = memoryJournal();
    const store = await durableStore(journal.open());
    const before = world({ store });
    await before.must(2001, container('a'));
    await prepare(before);
    await before.must(2004, change(1));
    before.clock.advance(3_600_000);
    expect(before.notes).toEqual([]);
    await store.close();
    const after = world({ store: await durableStore(journal.open()) });
    await after.must(2004, change(2));
    after.clock.advance(3_600_000);
    expect(after.notes).toEqual([]);
    await after.must(2004, change(3));
    await new Promise(setImmediate);
    expect(JSON.stringify(after.notes).match(/"lbl":\["\d"\]/g)).toEqual(['"lbl":["1"]', '"lbl":["2"]', '"lbl":["3"]']);
    expect([before.reports, after.reports]).toEqual([[], []]);
  });

  it('a window for missing data stays open, after a restart all the same', async () => {
    const journal = memoryJournal();
    const store = await durableStore(journal.open());
    const before = world({ store });
    const series = { rn: 't', pei: 1000, mdd: true, mdt: 10, mdn: 9 };
    await before.must(2001, { op: 1, to: 'cse-in', ty: 29, pc: { 'm2m:ts': series } });
    await before.must(2001, subscription('cse-in/t', { enc: { net: [8], md: { num: 1, dur: ENDLESS } } }));
    await before.must(2001, { op: 1, to: 'cse-in/t', ty: 30, pc: { 'm2m:tsi': { con: 'x', dgt: '20261122T120000' } } });
    before.clock.advance(2_000);
    await new Promise(setImmediate);
    expect(before.notes).toHaveLength(1);
    await store.close();
    const after = world({ store: await durableStore(journal.open()) });
    after.clock.advance(4_000);
    await new Promise(setImmediate);
    const counts = JSON.stringify(after.notes).match(/"mdc":\d/g) ?? [];
    expect(counts).toEqual(counts.map((_, index) => `"mdc":${index + 2}`));
    expect(counts.length).toBeGreaterThan(0);
    expect([before.reports, after.reports]).toEqual([[], []]);
  });
});

describe('notifications that wait', () => {
  it.each(stages)('%s: none of the others is read, and all go out', async (name, prepare) => {
    const made = counting();
    await made.must(2001, container('a'));
    await prepare(made);
    for (let event = 0; event < EVENTS; event++) await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:cnt': { lbl: [String(event)] } } });
    expect(made.read()).toBeLessThanOrEqual(EVENTS);
    if (name === 'for the rate') return;
    made.clock.advance(3_600_000);
    const texts = JSON.stringify(made.notes).match(/"lbl":\["\d+"\]/g) ?? [];
    expect(texts).toEqual(Array.from({ length: EVENTS }, (_, event) => `"lbl":["${event}"]`));
    expect(made.reports).toEqual([]);
  });
});
