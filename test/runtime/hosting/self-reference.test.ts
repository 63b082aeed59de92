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

it.each([
  ['one of two times', ['* * 12 * * * *', '* * 13 * * * *'], 2, 2002],
  ['neither of two times', ['* * 14 * * * *', '* * 13 * * * *'], 2, 4103],
  ['not both of two times', ['* * 12 * * * *', '* * 13 * * * *'], 1, 4103],
  ['both of two times', ['* * 12 * * * *', '* * 11-13 * * * *'], 1, 2002],
  ['none, where all were to hold', [], 1, 2002],
])('each time of the day is a rule of its own (TS-0001 9.6.33): %s', async (_what, tod, relation, rsc) => {
  const { must, leave, policy, rules } = await stage();
  await must(2001, policy('Default', {}));
  await must(2001, rules('cse-in/Default', { tod }, relation));
  await must(rsc, leave('CA'));
});

it.each([
  ['agrees', 2000, 2002, ['CB']],
  ['does not', 4103, 4103, ['CA', 'CB']],
  ['cannot be reached', undefined, 4103, ['CA', 'CB']],
])('whoever has subscribed is asked: it %s', async (_what, answer, rsc, left) => {
  const { must, ask, leave, targets, policy, told, notes } = await subscribedBy(answer);
  await must(2001, policy('Default', { acn: 3 }));
  expect((await ask(leave('CA'))).rsc).toBe(rsc);
  expect(notes).toEqual([['http://owner/', told('tra')]]);
  expect(await targets()).toEqual(left);
});

it('whoever has subscribed is told, and the target stays', async () => {
  const { must, leave, targets, policy, told, notes } = await subscribedBy(2000);
  await must(2001, policy('Default', { acn: 4 }));
  await must(4103, leave('CA'));
  expect(notes).toEqual([['http://owner/', told('trr')]]);
  expect(await targets()).toEqual(['CA', 'CB']);
});

it('whoever has subscribed and leaves asks nobody', async () => {
  const { must, leave, targets, policy, notes } = await subscribedBy(2000);
  await must(2004, { op: 3, to: 'cse-in/n/s', fr: 'Cowner', pc: { 'm2m:sub': { nu: ['Cowner', 'CB'] } } });
  await must(2001, policy('Default', { acn: 3 }));
  await must(2002, leave('Cowner'));
  expect(notes).toEqual([]);
  expect(await targets()).toEqual(['CB']);
});

it('the default policy of whoever has subscribed goes before that of others (erratum P85)', async () => {
  const { must, leave, policy } = await subscribedBy(2000);
  await must(2001, policy('Default', { rn: 'of-all', acn: 2 }));
  await must(2001, policy('Default', { rn: 'own', acn: 1 }, 'Cowner'));
  await must(2002, leave('CA'));
});

it('a target that waits for an answer waits no longer than it says', async () => {
  const { must, ask, leave, targets, policy, clock } = await subscribedBy(new Promise(() => undefined));
  await must(2001, policy('Default', { acn: 3 }));
  const answer = ask({ ...leave('CA'), rqet: 1000 });
  await new Promise(setImmediate);
  clock.advance(1000);
  expect((await answer).rsc).toBe(4008);
  expect(await targets()).toEqual(['CA', 'CB']);
});

/** Of an AE that answers what it is asked in this way; undefined: it does not answer. */
async function subscribedBy(answer: unknown) {
  const notes: [string, Json][] = [];
  let isHeard = false;
  const made = world({
    notify: (target, note) => {
      if (!isHeard) return undefined;
      notes.push([target, note as Json]);
      if (answer === undefined) throw new Error('nobody is there');
      return answer instanceof Promise ? answer : { rsc: answer };
    },
    policy: { access: [{ originators: ['all'], privileges: ['CREATE', 'RETRIEVE'] }] },
  });
  const { must } = made;
  for (const name of ['A', 'B']) await must(2001, ae(`C${name}`, { rn: name, poa: [`http://${name}/`] }));
  await must(2001, ae('Cowner', { rn: 'owner', poa: ['http://owner/'] }));
  await must(2001, { ...node('n'), fr: 'Cowner' });
  const { body } = await must(2001, { ...subscription('cse-in/n', { rn: 's', nu: ['CA', 'CB'] }), fr: 'Cowner' });
  isHeard = true;
  const leave = (fr: string): Json => ({ op: 4, to: 'cse-in/n/s/ntsr', fr });
  const targets = async () => (await must(2000, { op: 2, to: 'cse-in/n/s' })).body['nu'];
  const policy = (plbl: string, more: Json, fr = 'CAdmin'): Json => ({ op: 1, to: 'cse-in', fr, ty: 26, pc: { 'm2m:ntp': { plbl, ...more } } });
  const told = (flag: string): Json => ({ 'm2m:sgn': { [flag]: true, ntt: 'CA', sur: `/id-in/${String(body['ri'])}`, cr: 'Cowner' } });
  return { ...made, notes, leave, targets, policy, told };
}
