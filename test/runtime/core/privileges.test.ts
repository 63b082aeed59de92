import { describe, expect, it } from 'vitest';
import { ae, node, policy, subscription, world, type Json } from './support.js';

const operations: readonly [name: string, bit: number, success: number, request: (to: string) => Json][] = [
  ['CREATE', 1, 2001, (to) => subscription(to)],
  ['RETRIEVE', 2, 2000, (to) => ({ op: 2, to })],
  ['UPDATE', 4, 2004, (to) => ({ op: 3, to, pc: { 'm2m:nod': { lbl: ['x'] } } })],
  ['DELETE', 8, 2002, (to) => ({ op: 4, to })],
  ['DISCOVERY', 32, 2000, (to) => ({ op: 2, to, fc: { fu: 1 } })],
];

describe('access control (TS-0004 7.3.3.15, TS-0001 9.6.2)', () => {
  for (const [name, bit, success, request] of operations) {
    it(`${name}: with the bit and without`, async () => {
      // To subscribe takes RETRIEVE as well (TS-0004 7.4.8.2.1).
      const needed = name === 'CREATE' ? bit | 2 : bit;
      for (const [bits, rsc] of [
        [needed, success],
        [63 & ~bit, 4103],
      ] as const) {
        const { must } = world();
        await must(2001, ae('Capp'));
        await must(2001, policy('p', ['Capp'], bits));
        await must(2001, node('a', { acpi: ['cse-in/p'] }));
        await must(rsc, { ...request('cse-in/a'), fr: 'Capp' });
      }
    });
  }

  it('without policies only the creator has access (TS-0001 9.6.1.3.2)', async () => {
    const { must } = world({ policy: { access: [{ originators: ['all'], privileges: ['CREATE'] }] } });
    await must(2001, ae('Cone'));
    await must(2001, ae('Ctwo'));
    await must(2001, { ...node('a'), fr: 'Cone' });
    await must(2000, { op: 2, to: 'cse-in/a', fr: 'Cone' });
    await must(4103, { op: 2, to: 'cse-in/a', fr: 'Ctwo' });
    await must(2000, { op: 2, to: 'cse-in/a', fr: 'CAdmin' });
  });

  it('any of several policies is enough; policies that are not there or are none give nothing', async () => {
    const { must } = world();
    await must(2001, ae('Capp'));
    await must(2001, policy('p', ['all'], 2));
    for (const [acpi, rsc] of [
      [['cse-in/gone'], 4103],
      [['cse-in/gone', 'cse-in/p'], 2000],
    ] as const) {
      const name = `b${rsc}${acpi.length}`;
      await must(2001, policy('gone', ['all'], 2));
      await must(2001, node(name, { acpi }));
      await must(2002, { op: 4, to: 'cse-in/gone' });
      await must(rsc, { op: 2, to: `cse-in/${name}`, fr: 'Capp' });
    }
  });

  it('a policy obeys its selfPrivileges', async () => {
    const { must } = world();
    await must(2001, ae('Capp'));
    await must(2001, policy('p', ['Capp'], 63));
    await must(4103, { op: 2, to: 'cse-in/p', fr: 'Capp' });
    await must(2004, { op: 3, to: 'cse-in/p', pc: { 'm2m:acp': { pvs: { acr: [{ acor: ['/id-in/Capp'], acop: 2 }] } } } });
    await must(2000, { op: 2, to: 'cse-in/p', fr: 'Capp' });
  });

  it('a refusal does not tell whether the content is any good', async () => {
    const { must } = world();
    await must(2001, ae('Capp'));
    expect((await must(4103, { ...node('a', { hello: 1 }), fr: 'Capp' })).text).not.toContain('hello');
  });

  it('the administrator is whom the policy says', async () => {
    const { must } = world({ policy: { admin: 'Cboss' } });
    await must(2001, { ...node('a'), fr: 'Cboss' });
    await must(4103, node('b'));
  });
});
