/** Subscriptions to Blocking_Update (TS-0004 7.4.8.2.1, 7.5.1.2.19, 7.3.2.9). */

import { describe, expect, it } from 'vitest';
import { ae, node, policy, subscription, world, type Json } from '../core/support.js';

const blocking = (more: Json = {}, enc: Json = {}): Json => subscription('cse-in/a', { rn: 's', nu: ['Cguard'], enc: { net: [7], ...enc }, ...more });
const update = (pc: Json): Json => ({ op: 3, to: 'cse-in/a', pc: { 'm2m:nod': pc } });
const tick = () => new Promise(setImmediate);

/** A resource, and an AE that is to be asked; what it is asked, and how it is answered. */
async function stage(notify?: (note: Json) => unknown) {
  const asked: Json[] = [];
  const made = world({
    notify: (_target, note) => {
      const { vrq, ...rest } = (note as { 'm2m:sgn': Json })['m2m:sgn'];
      if (vrq === true) return undefined;
      asked.push(rest);
      return notify?.(rest);
    },
  });
  await made.must(2001, ae('Cguard', { poa: ['http://guard/'] }));
  await made.must(2001, policy('p', ['Cguard'], 63));
  await made.must(2001, node('a', { acpi: ['cse-in/p'] }));
  return { ...made, asked };
}

describe('CREATE (TS-0004 7.4.8.2.1)', () => {
  it.each([
    ['two targets', 4000, { nu: ['Cguard', 'Cother'] }, {}],
    ['an address', 4000, { nu: ['http://guard/'] }, {}],
    ['an attribute of its own', 4000, { su: 'http://guard/' }, {}],
    ['another condition', 4000, {}, { sts: 3 }],
    ['attributes', 2001, {}, { atr: ['lbl'] }],
    ['a target that may not UPDATE the resource', 4103, { nu: ['Cother'] }, {}],
  ])('with %s: %i', async (_what, rsc, more, enc) => {
    const { must } = await stage();
    await must(2001, ae('Cother', { poa: ['http://other/'] }));
    await must(rsc, blocking(more, enc));
  });

  it('one for each resource: 4124; and no UPDATE makes one', async () => {
    const { must } = await stage();
    const { body } = await must(2001, blocking());
    expect(body['nct']).toBe(2);
    await must(4124, blocking({ rn: 't' }));
    await must(2002, { op: 4, to: 'cse-in/a/s' });
    await must(2001, subscription('cse-in/a', { rn: 't' }));
    await must(4000, { op: 3, to: 'cse-in/a/t', pc: { 'm2m:sub': { enc: { net: [7] } } } });
    await must(2001, blocking());
  });
});

describe('UPDATE (TS-0004 7.5.1.2.19)', () => {
  it('is done when who was asked agrees, who hears what would be changed', async () => {
    const { must, asked } = await stage();
    await must(2001, blocking());
    await must(2004, update({ lbl: ['x'] }));
    expect(asked).toEqual([{ nev: { net: 7, rep: { 'm2m:nod': { lbl: ['x'] } } }, sur: expect.stringMatching(/^\/id-in\//) as string, cr: 'CAdmin' }]);
    expect((await must(2000, { op: 2, to: 'cse-in/a' })).body['lbl']).toEqual(['x']);
  });

  it.each([
    ['OPERATION_NOT_ALLOWED', 4127, () => ({ rsc: 4005 })],
    ['TARGET_NOT_REACHABLE', 5107, () => ({ rsc: 5103 })],
    ['nothing', 5107, () => Promise.reject(new Error('no'))],
  ])('is not done when the answer is %s: %i', async (_answer, rsc, answer) => {
    const { must } = await stage(answer);
    await must(2001, blocking());
    await must(rsc, update({ lbl: ['x'] }));
    expect((await must(2000, { op: 2, to: 'cse-in/a' })).body['lbl']).toBeUndefined();
  });

  it('asks for the attributes that the subscription names, and for nothing that is refused anyway', async () => {
    const { must, asked } = await stage();
    await must(2001, blocking({}, { atr: ['lbl'] }));
    await must(2004, update({ hael: ['Cguard'] }));
    await must(4000, update({ lbl: 3 }));
    await must(4103, { ...update({ lbl: ['x'] }), fr: 'Cstranger' });
    expect(asked).toEqual([]);
    await must(2004, update({ lbl: ['x'] }));
    await must(2002, { op: 4, to: 'cse-in/a/s' });
    await must(2004, update({ lbl: ['y'] }));
    expect(asked).toHaveLength(1);
  });

  it('others wait for it, in their order; a RETRIEVE does not, and it waits no longer than its Originator', async () => {
    const answers: (() => void)[] = [];
    const { must, ask, asked, clock } = await stage(() => new Promise<void>((resolve) => void answers.push(resolve)));
    await must(2001, blocking({}, { atr: ['lbl'] }));
    const order: string[] = [];
    const sent = (name: string, request: Json) => ask(request).then(({ rsc }) => order.push(`${name} ${rsc}`));
    const all = [sent('first', update({ lbl: ['1'] })), sent('second', update({ hael: ['Cguard'] })), sent('third', { ...update({ lbl: ['3'] }), rqet: 5_000 })];
    await tick();
    await must(2000, { op: 2, to: 'cse-in/a' });
    expect([asked.length, order]).toEqual([1, []]);
    answers.shift()?.();
    await tick();
    await tick();
    expect([asked.length, order]).toEqual([2, ['first 2004', 'second 2004']]);
    clock.advance(5_000);
    await Promise.all(all);
    expect(order[2]).toBe('third 4008');
    expect((await must(2000, { op: 2, to: 'cse-in/a' })).body['lbl']).toEqual(['1']);
  });
});
