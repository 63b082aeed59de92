/** <notificationTargetSelfReference> (TS-0004 7.4.33): targets that want no more notifications. The tests begin at noon. */

import { expect, it } from 'vitest';
import { ae, node, subscription, world, type Json } from '../core/support.js';

async function stage() {
  const made = world();
  const { must } = made;
  for (const name of ['A', 'B']) await must(2001, ae(`C${name}`, { rn: name, poa: [`http://${name}/`] }));
  await must(2001, node('n'));
  await must(2001, subscription('cse-in/n', { rn: 's', nu: ['CA', '/id-in/CB', 'https://else.example/'] }));
  const leave = (fr: string): Json => ({ op: 4, to: 'cse-in/n/s/ntsr', fr });
  const targets = async () => (await must(2000, { op: 2, to: 'cse-in/n/s' })).body['nu'];
  const policy = (rn: string, more: Json): Json => ({ op: 1, to: 'cse-in', ty: 26, pc: { 'm2m:ntp': { rn, acn: 1, plbl: rn, ...more } } });
  const rules = (to: string, dr: Json, drr = 2): Json => ({ op: 1, to, ty: 27, pc: { 'm2m:pdr': { dr, drr } } });
  return { ...made, leave, targets, policy, rules };
}

it('a target takes itself away, nobody else; the last one takes the subscription with it', async () => {
  const { must, leave, targets } = await stage();
  await must(4103, leave('CAdmin'));
  await must(2002, leave('CA'));
  expect(await targets()).toEqual(['/id-in/CB', 'https://else.example/']);
  await must(4103, leave('CA'));
  await must(2004, { op: 3, to: 'cse-in/n/s', pc: { 'm2m:sub': { nu: ['CB'] } } });
  await must(2002, leave('CB'));
  await must(4004, { op: 2, to: 'cse-in/n/s' });
});

it('by the policy that the subscription has for it, or by the default one', async () => {
  const { must, leave, policy } = await stage();
  await must(2001, policy('Default', { acn: 2 }));
  await must(2001, policy('free', { acn: 1 }));
  await must(2001, { op: 1, to: 'cse-in/n/s', ty: 25, pc: { 'm2m:ntpr': { ntu: ['CB'], npi: 'cse-in/free' } } });
  await must(4103, leave('CA'));
  await must(2002, leave('CB'));
});

it.each([
  ['no rules', [], undefined, 2002],
  ['a time that is now', [['* * 12 * * * *']], undefined, 2002],
  ['a time that is not', [['* * 13 * * * *']], undefined, 4103],
  ['both of two', [['* * 12 * * * *'], ['* * 13 * * * *']], 1, 4103],
  ['one of two', [['* * 12 * * * *'], ['* * 13 * * * *']], 2, 2002],
])('rules: %s', async (_what, groups, relation, rsc) => {
  const { must, leave, policy, rules } = await stage();
  await must(2001, policy('Default', relation === undefined ? {} : { rrs: relation }));
  for (const tod of groups) await must(2001, rules('cse-in/Default', { tod }));
  await must(rsc, leave('CA'));
});

it('whoever has subscribed is not asked, for no document says how', async () => {
  const { must, leave, policy } = await stage();
  await must(2001, policy('Default', { acn: 3 }));
  await must(5001, leave('CA'));
});
