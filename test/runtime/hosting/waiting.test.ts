/** Notifications that wait, wherever they do: one more of them reads none of the others, or thousands would cost their square. */

import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../runtime/store/store.js';
import { subscription, world, type Json } from '../core/support.js';

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
