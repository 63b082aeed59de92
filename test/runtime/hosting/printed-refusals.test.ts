/** What the clauses of types that are hosted generically refuse, beyond what the content alone decides. */

import { expect, it } from 'vitest';
import { ae, node, subscription, world, type Json } from '../core/support.js';

const create = (to: string, ty: number, root: string, body: Json, fr = 'CAdmin'): Json => ({ op: 1, to, ty, fr, pc: { [`m2m:${root}`]: body } });

it('names of virtual children are taken (TS-0004 7.3.3.5)', async () => {
  const { must } = world();
  await must(2001, create('cse-in', 3, 'cnt', { rn: 'c' }));
  for (const rn of ['la', 'ol']) await must(4105, create('cse-in/c', 3, 'cnt', { rn }));
  await must(2001, create('cse-in', 9, 'grp', { rn: 'g', mnm: 1, mid: [] }));
  await must(4105, subscription('cse-in/g', { rn: 'fopt' }));
  await must(2001, create('cse-in', 3, 'cnt', { rn: 'la' }));
});

it('what a target does not take is said before what is wrong with the content (Recv-1.0)', async () => {
  const { must } = world();
  await must(2001, node('n'));
  await must(2001, subscription('cse-in/n', { rn: 's' }));
  await must(2001, create('cse-in', 3, 'cnt', { rn: 'c' }));
  await must(2001, create('cse-in/c', 4, 'cin', { rn: 'i', con: '1' }));
  for (const [to, root] of [['n/s/ntsr', 'm2m:ntsr'], ['c/la', 'm2m:la'], ['c/i', 'm2m:nonsense'], ['', 'm2m:nonsense']] as const)
    await must(4005, { op: 3, to: `cse-in/${to}`.replace(/\/$/, ''), pc: { [root]: {} } });
  await must(4005, { op: 1, to: 'cse-in/c/la', ty: 3 });
  await must(4005, { op: 5, to: 'cse-in/c/la', pc: { 'm2m:cnt': {} } });
  await must(4005, { op: 1, to: 'cse-in', ty: 5, pc: { 'm2m:nonsense': {} } });
  // Where it is taken, or there is no such target, the content is what is wrong; and so is a parameter, whatever the target.
  await must(4000, { op: 3, to: 'cse-in/c', pc: { 'm2m:nonsense': {} } });
  await must(4000, { op: 3, to: 'cse-in/none', pc: { 'm2m:nonsense': {} } });
  await must(4000, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:nonsense': {} } });
  await must(4000, { op: 3, to: 'cse-in', ty: 5, pc: { 'm2m:cb': {} } });
});

it('virtual resources take what their clauses say', async () => {
  const { must } = world();
  await must(2001, node('n'));
  await must(2001, subscription('cse-in/n', { rn: 's' }));
  await must(2001, create('cse-in', 9, 'grp', { rn: 'g', mnm: 1, mid: [] }));
  await must(2001, create('cse-in', 38, 'ontr', { rn: 'o' }));
  for (const op of [2, 3]) await must(4005, { op, to: 'cse-in/n/s/ntsr', ...(op === 3 && { pc: { 'm2m:sub': {} } }) });
  await must(4005, { op: 4, to: 'cse-in/g/sfop' });
  await must(5001, { op: 2, to: 'cse-in/g/sfop' });
  for (const op of [2, 4]) await must(4005, { op, to: 'cse-in/o/smv' });
  await must(2001, create('cse-in', 3, 'cnt', { rn: 'c' }));
  await must(2001, create('cse-in/c', 4, 'cin', { con: '1' }));
  for (const to of ['cse-in/c/la', 'cse-in/c/ol']) {
    await must(4005, create(to, 3, 'cnt', {}));
    await must(4005, { op: 3, to, pc: { 'm2m:cin': { lbl: [] } } });
    await must(4005, { op: 5, to, pc: { 'm2m:sgn': { sur: 's' } } });
    await must(2000, { op: 2, to });
  }
  await must(2002, { op: 4, to: 'cse-in/c/la' });
});

it('an AE has no say in a <delivery> (7.4.11.2)', async () => {
  const { must } = world();
  await must(2001, ae('CA', { rn: 'a' }));
  await must(4005, create('cse-in', 6, 'dlv', { rn: 'd' }, 'CA'));
});

it('one policy for each target, and two groups of rules (7.4.30.2.1, 7.4.32.2.1)', async () => {
  const { must } = world();
  await must(2001, node('n'));
  await must(2001, subscription('cse-in/n', { rn: 's' }));
  const reference = (rn: string, ntu: string[]) => create('cse-in/n/s', 25, 'ntpr', { rn, ntu });
  await must(2001, reference('r', ['CA', 'CB']));
  await must(4105, reference('t', ['CC', 'CB']));
  await must(2001, reference('t', ['CC']));
  await must(4105, { op: 3, to: 'cse-in/n/s/t', pc: { 'm2m:ntpr': { ntu: ['CA'] } } });
  await must(2004, { op: 3, to: 'cse-in/n/s/t', pc: { 'm2m:ntpr': { ntu: ['CC', 'CD'] } } });
  await must(2001, create('cse-in', 26, 'ntp', { rn: 'p', acn: 1, plbl: 'x' }));
  for (const rsc of [2001, 2001, 4105]) await must(rsc, create('cse-in/p', 27, 'pdr', {}));
});

it('descriptions of a <multimediaSession> stay as they are while it is online (7.4.56.2.3)', async () => {
  const { must } = world();
  await must(2001, ae('CA', { rn: 'a' }));
  const description = { sdc: ['v=0'] };
  await must(2001, create('cse-in/a', 46, 'mms', { rn: 'm', soi: 'CA', osd: description }));
  const change = (pc: Json): Json => ({ op: 3, to: 'cse-in/a/m', pc: { 'm2m:mms': pc } });
  await must(2004, change({ osd: description, sst: 2 }));
  await must(5215, change({ osd: description }));
  await must(2004, change({ lbl: ['x'] }));
  await must(2004, change({ osd: description, sst: 1 }));
});

it('a child has the name that the table of its parent gives it, and no other (Table 9.6.8-1)', async () => {
  const { must } = world();
  await must(2001, subscription('cse-in', { rn: 's' }));
  const schedule = (more: Json) => create('cse-in/s', 18, 'sch', { se: { sce: ['* * * * * * *'] }, ...more });
  await must(4000, schedule({ rn: 'other' }));
  await must(2001, schedule({ rn: 'notificationSchedule' }));
  await must(2002, { op: 4, to: 'cse-in/s/notificationSchedule' });
  expect((await must(2001, schedule({}))).body).toMatchObject({ rn: 'notificationSchedule' });
});

it('no more children of a type than the table of its parent allows (Table 9.6.5-2 has one <pollingChannel>, Table 9.6.18-2 one [deviceInfo])', async () => {
  const { must } = world();
  await must(2001, ae('CA', { rn: 'a' }));
  await must(2001, create('cse-in/a', 15, 'pch', {}, 'CA'));
  await must(4105, create('cse-in/a', 15, 'pch', {}, 'CA'));
  for (const rsc of [2001, 4105]) await must(rsc, create('cse-in', 18, 'sch', { se: { sce: ['* * * * * * *'] } }));
  for (const rsc of [2001, 2001]) await must(rsc, create('cse-in/a', 3, 'cnt', {}));
});

it('a server of locations is asked for the location of somebody (7.4.10.2.1, step 3)', async () => {
  const { must } = world();
  const policy = (rn: string, body: Json): Json => create('cse-in', 10, 'lcp', { rn, ...body });
  await must(4000, policy('a', { los: 1, lou: ['PT10S'] }));
  await must(4000, policy('b', { los: 1, luec: 0 }));
  for (const [i, body] of [{ los: 1 }, { los: 1, lou: ['PT0S', 'PT10S'] }, { los: 1, lou: ['PT10S'], lot: 'n' }, { los: 2, lou: ['PT10S'] }].entries())
    await must(2001, policy(`c${i}`, body));
});

it('that nothing is aggregated is what a request without deliveryAggregation says, too (TS-0001 8.1.2)', async () => {
  const { must } = world();
  await must(2000, { op: 2, to: 'cse-in', da: false });
  await must(5001, { op: 2, to: 'cse-in', da: true });
});
