/** Notification schedules (TS-0001 9.6.9, TS-0004 7.5.1.2.2 steps 2.2 to 6.0). The tests begin at noon. */

import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../runtime/index.js';
import { node, subscription, world, type Json } from '../core/support.js';

const HOUR = 3_600_000;

/** What was heard: labels, with the Event Category. */
async function stage(sub: Json, entry: string | undefined = '* * 14 * * * *', options: { readonly store?: ReturnType<typeof memoryStore> } = {}) {
  const heard: string[] = [];
  const notify = (_target: string, note: unknown, manner?: { readonly eventCategory?: number }) => {
    const labels = [...JSON.stringify(note).matchAll(/"lbl":\["(\w+)"\]/g)].map(([, label]) => label).join('+');
    heard.push(`${labels}${manner?.eventCategory === undefined ? '' : ` (${manner.eventCategory})`}`);
  };
  const made = world({ notify, ...options });
  await made.must(2001, node('a'));
  await made.must(2001, subscription('cse-in/a', { rn: 's', ...sub }));
  if (entry !== '') await made.must(2001, { op: 1, to: 'cse-in/a/s', ty: 18, pc: { 'm2m:sch': { se: { sce: [entry] } } } });
  const change = async (...labels: string[]) => {
    for (const label of labels) await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: [label] } } });
  };
  return { ...made, heard, change };
}

describe('while no window is open', () => {
  it.each([
    ['are lost without pendingNotification', {}, []],
    ['wait, all of them', { pn: 2 }, ['1', '2', '3']],
    ['wait, the latest of them', { pn: 1 }, ['3 (4)']],
    ['wait with their Event Category', { pn: 2, nec: 3 }, ['1 (3)', '2 (3)', '3 (3)']],
    ['wait in batches', { pn: 2, bn: { num: 3 } }, ['1+2+3']],
    ['wait for the rate as well', { pn: 2, rl: { mnn: 2, tww: 'PT3H' } }, ['1', '2']],
  ])('notifications %s', async (_what, sub, expected) => {
    const { change, heard, clock, reports } = await stage(sub);
    await change('1', '2', '3');
    expect(heard).toEqual([]);
    clock.advance(HOUR);
    expect(heard).toEqual([]);
    clock.advance(HOUR);
    expect(heard).toEqual(expected);
    await change('4');
    expect(heard.length >= expected.length).toBe(true);
    expect(reports).toEqual([]);
  });

  it('those that are immediate go at once (step 3.0)', async () => {
    const { change, heard } = await stage({ nec: 2 });
    await change('1');
    expect(heard).toEqual(['1 (2)']);
  });
});

it('in a window, and without a schedule, they go at once', async () => {
  const open = await stage({ pn: 2 }, '* * 12 * * * *');
  await open.change('1');
  expect(open.heard).toEqual(['1']);
  open.clock.advance(HOUR);
  await open.change('2');
  expect(open.heard).toEqual(['1']);
  const none = await stage({ pn: 2 }, '');
  await none.change('1');
  expect(none.heard).toEqual(['1']);
});

describe('what waits', () => {
  it('goes out when the schedule does, or has another window', async () => {
    const gone = await stage({ pn: 2 });
    await gone.change('1');
    await gone.must(2002, { op: 4, to: 'cse-in/a/s/notificationSchedule' });
    expect(gone.heard).toEqual(['1']);
    const other = await stage({ pn: 2 });
    await other.change('1');
    await other.must(2004, { op: 3, to: 'cse-in/a/s/notificationSchedule', pc: { 'm2m:sch': { se: { sce: ['* * 13 * * * *'] } } } });
    other.clock.advance(HOUR);
    expect(other.heard).toEqual(['1']);
    await other.must(2004, { op: 3, to: 'cse-in/a/s/notificationSchedule', pc: { 'm2m:sch': { se: { sce: ['* * 14 * * * *'] } } } });
    await other.change('2');
    await other.must(2004, { op: 3, to: 'cse-in/a/s/notificationSchedule', pc: { 'm2m:sch': { se: { sce: ['* * * * * * *'] } } } });
    expect(other.heard).toEqual(['1', '2']);
  });

  it('goes with pendingNotification, or all but the latest of it (TS-0004 7.4.8.2.3)', async () => {
    const gone = await stage({ pn: 2 });
    await gone.change('1', '2');
    await gone.must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { pn: null } } });
    gone.clock.advance(3 * HOUR);
    expect(gone.heard).toEqual([]);
    const latest = await stage({ pn: 2 });
    await latest.change('1', '2');
    await latest.must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { pn: 1 } } });
    latest.clock.advance(2 * HOUR);
    expect(latest.heard).toEqual(['2']);
  });

  it('goes with the subscription (TS-0004 7.4.8.2.4)', async () => {
    const { change, must, clock, heard, reports } = await stage({ pn: 2 });
    await change('1');
    await must(2002, { op: 4, to: 'cse-in/a/s' });
    clock.advance(3 * HOUR);
    expect([heard, reports]).toEqual([[], []]);
  });

  it('outlives the process', async () => {
    const store = memoryStore();
    const first = await stage({ pn: 2 }, undefined, { store });
    await first.change('1', '2');
    const notes: unknown[] = [];
    const next = world({ store, clock: first.clock, notify: (_target, note) => void notes.push(note) });
    first.clock.advance(2 * HOUR);
    expect([first.heard, notes, first.reports, next.reports].map((each) => each.length)).toEqual([2, 0, 0, 0]);
  });
});

describe('reachability of the target (step 3.0; TS-0001 9.6.9)', () => {
  /** An AE on a node that can be reached from two o'clock on, and a subscription for it. */
  async function target(sub: Json = {}, nodeEntry = '* * 14-15 * * * *', ownEntry?: string) {
    const heard: unknown[] = [];
    const made = world({ notify: (to, note) => void heard.push([to, ...JSON.stringify(note).matchAll(/"lbl":\["(\w+)"\]/g)].map((each) => (typeof each === 'string' ? each : each[1]))) });
    await made.must(2001, node('place'));
    await made.must(2001, { op: 1, to: 'cse-in/place', ty: 18, pc: { 'm2m:sch': { rn: 'when', se: { sce: [nodeEntry] } } } });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 2, fr: 'Capp', pc: { 'm2m:ae': { api: 'Napp', rr: true, srv: ['3'], poa: ['http://app/'], nl: 'cse-in/place' } } });
    await made.must(2001, node('a'));
    await made.must(2001, subscription('cse-in/a', { rn: 's', nu: ['Capp', 'https://other.example/'], pn: 2, ...sub }));
    if (ownEntry !== undefined) await made.must(2001, { op: 1, to: 'cse-in/a/s', ty: 18, pc: { 'm2m:sch': { se: { sce: [ownEntry] } } } });
    heard.length = 0;
    const change = async (label: string) => made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: [label] } } });
    const app = () => heard.filter((each) => (each as string[])[0] === 'http://app/').map((each) => (each as string[])[1]);
    return { ...made, heard, app, change };
  }

  it('who cannot be reached hears when it can; others hear at once', async () => {
    const { change, app, heard, clock, reports } = await target();
    await change('1');
    expect(heard).toEqual([['https://other.example/', '1']]);
    clock.advance(HOUR);
    await change('2');
    expect(app()).toEqual([]);
    clock.advance(HOUR);
    expect(app()).toEqual(['1', '2']);
    await change('3');
    expect(app()).toEqual(['1', '2', '3']);
    expect(reports).toEqual([]);
  });

  it('immediately means whatever the notification schedule says, not whoever is away', async () => {
    const { change, app, heard, clock } = await target({ nec: 2 }, undefined, '* * 20 * * * *');
    await change('1');
    expect(heard).toEqual([['https://other.example/', '1']]);
    clock.advance(2 * HOUR);
    expect(app()).toEqual(['1']);
  });

  it('both schedules have to be open at once', async () => {
    const { change, app, clock } = await target({}, '* * 14-15 * * * *', '* * 13,15 * * * *');
    await change('1');
    clock.advance(2 * HOUR);
    expect(app()).toEqual([]);
    clock.advance(HOUR);
    expect(app()).toEqual(['1']);
  });

  it('schedules that are never open at once: it is lost', async () => {
    const { change, app, clock } = await target({}, '* * 14 * * * *', '* * 15 * * * *');
    await change('1');
    clock.advance(72 * HOUR);
    expect(app()).toEqual([]);
  });

  it('another schedule of the node, or none', async () => {
    const { change, app, must } = await target();
    await change('1');
    await must(2004, { op: 3, to: 'cse-in/place/when', pc: { 'm2m:sch': { se: { sce: ['* * 12 * * * *'] } } } });
    expect(app()).toEqual(['1']);
    await must(2004, { op: 3, to: 'cse-in/place/when', pc: { 'm2m:sch': { se: { sce: ['* * 20 * * * *'] } } } });
    await change('2');
    await must(2002, { op: 4, to: 'cse-in/place/when' });
    expect(app()).toEqual(['1', '2']);
  });
});
