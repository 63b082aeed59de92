import { describe, expect, it } from 'vitest';
import { ae, node, policy, subscription, world, type Json } from './support.js';

const operations: readonly [name: string, bit: number, success: number, request: (to: string) => Json][] = [
  ['CREATE', 1, 2001, (to) => subscription(to)],
  ['RETRIEVE', 2, 2000, (to) => ({ op: 2, to })],
  ['UPDATE', 4, 2004, (to) => ({ op: 3, to, pc: { 'm2m:nod': { lbl: ['x'] } } })],
  ['DELETE', 8, 2002, (to) => ({ op: 4, to })],
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

  it.each([
    ['Capp', ['C*'], true],
    ['Capp', ['*'], true],
    ['Capp', ['C*p*p'], true],
    ['Capp', ['Ca*app'], false],
    ['Capp', ['/id-in/C*'], true],
    ['Capp', ['/id-*/Capp'], true],
    ['Capp', ['//sp/*/Capp'], true],
    ['Capp', ['/id-*'], false],
    ['Capp', ['/id-mn/C*'], false],
    ['Capp', ['S*'], false],
    ['/id-mn', ['/id-*'], true],
    ['/id-mn/Capp', ['/id-*'], false],
    ['/id-mn/Capp', ['C*'], false],
    ['/id-mn/Capp', ['/*/C*'], true],
    ['Capp', ['sp'], true],
    ['/id-mn/Capp', ['sp'], true],
    ['Capp', ['sp.example'], false],
    ['Capp', ['cse-in/g'], true],
    ['Cother', ['cse-in/g'], false],
    ['/id-mn', ['cse-in/g'], true],
    ['/id-mn/Capp', ['cse-in/g'], true],
    ['Capp', ['cse-in/nothing'], false],
  ] as const)('%s is among %j: %j (TS-0004 Table 7.3.3.15-1)', async (originator, among, is) => {
    const { must } = world();
    await must(2001, ae('Capp'));
    await must(2001, ae('Cother'));
    await must(2001, { op: 1, to: 'cse-in', ty: 16, fr: '/id-mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/id-mn/cse-mn', csi: '/id-mn', rr: false, srv: ['3'] } } });
    await must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 5, mid: ['Capp', 'cse-in/mn', '/id-mn/Capp'] } } });
    await must(2001, policy('p', [...among], 2));
    await must(2001, node('a', { acpi: ['cse-in/p'] }));
    await must(is ? 2000 : 4103, { op: 2, to: 'cse-in/a', fr: originator });
  });

  const ruled = (rule: object): Json => ({
    op: 1,
    to: 'cse-in',
    ty: 1,
    pc: { 'm2m:acp': { rn: 'p', pv: { acr: [{ acor: ['all'], ...rule }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } },
  });

  it('a rule counts while one of its windows is open (TS-0001 9.6.2.2)', async () => {
    const { must, clock } = world();
    await must(2001, ae('Capp'));
    await must(2001, ruled({ acop: 2, acco: [{ actw: ['* * 13 * * * *'] }, { actw: ['* * 15 * * * *'] }] }));
    await must(2001, node('a', { acpi: ['cse-in/p'] }));
    for (const rsc of [4103, 2000, 4103, 2000, 4103]) {
      await must(rsc, { op: 2, to: 'cse-in/a', fr: 'Capp' });
      clock.advance(3_600_000);
    }
  });

  it.each([
    ['the child that it names', { chty: [23] }, 2001, 2000],
    ['another child', { chty: [3, 4] }, 4103, 2000],
    ['a target of the type', { ty: 14, chty: [23] }, 2001, 2000],
    ['a target of another type', { ty: 2, chty: [23] }, 4103, 4103],
  ])('a rule of object details: %s (TS-0001 9.6.2.4)', async (_what, details, creates, retrieves) => {
    const { must } = world();
    await must(2001, ae('Capp'));
    await must(2001, ruled({ acop: 3, acod: [details] }));
    await must(2001, node('a', { acpi: ['cse-in/p'] }));
    await must(creates, { ...subscription('cse-in/a'), fr: 'Capp' });
    // Children are a matter of CREATE alone.
    await must(retrieves, { op: 2, to: 'cse-in/a', fr: 'Capp' });
  });

  describe('accessControlPolicyIDs (TS-0001 9.6.1.3.2)', () => {
    const update = (acpi: unknown, fr: string, more: Json = {}): Json => ({ op: 3, to: 'cse-in/a', fr, pc: { 'm2m:nod': { acpi, ...more } } });
    const own = (name: string, privileges: string[], self: string[]): Json => ({
      op: 1,
      to: 'cse-in',
      ty: 1,
      pc: { 'm2m:acp': { rn: name, pv: { acr: [{ acor: privileges, acop: 63 }] }, pvs: { acr: [{ acor: self, acop: 63 }] } } },
    });

    it('are changed by whom the selfPrivileges of a present policy let, whatever the privileges say', async () => {
      const { must } = world();
      for (const id of ['Capp', 'Cself', 'Cnext']) await must(2001, ae(id));
      await must(2001, own('p', ['Capp'], ['Cself']));
      await must(2001, own('q', ['Capp'], ['Cnext']));
      await must(2001, node('a', { acpi: ['cse-in/p'] }));
      await must(4103, update(['cse-in/q'], 'Capp'));
      await must(4103, update(null, 'Capp'));
      await must(4103, update(['cse-in/q'], 'Cnext'));
      await must(2004, update(['cse-in/q'], 'Cself'));
      await must(4103, update(['cse-in/p'], 'Cself'));
      await must(2004, update(null, 'Cnext'));
      await must(4103, update(['cse-in/p'], 'Cnext'));
      await must(2004, update(['cse-in/p'], 'CAdmin'));
      await must(4103, { op: 3, to: 'cse-in/a', fr: 'Cself', pc: { 'm2m:nod': { lbl: ['x'] } } });
    });

    it('by the creator where there are none', async () => {
      const { must } = world({ policy: { access: [{ originators: ['registered'], privileges: ['CREATE'] }] } });
      for (const id of ['Capp', 'Cother']) await must(2001, ae(id));
      await must(2001, own('p', ['all'], ['CAdmin']));
      await must(2001, { ...node('a'), fr: 'Capp' });
      await must(4103, update(['cse-in/p'], 'Cother'));
      await must(2004, update(['cse-in/p'], 'Capp'));
      await must(4103, update(null, 'Capp'));
    });

    it.each([
      ['under its root', { 'm2m:nod': { acpi: ['cse-in/p'] } }],
      ['bare', { acpi: ['cse-in/p'] }],
      ['bare and long', { accessControlPolicyIDs: ['cse-in/p'] }],
    ])('whatever form the content has: %s', async (_form, pc) => {
      const { must } = world();
      await must(2001, ae('Capp'));
      await must(2001, own('p', ['Capp'], ['CAdmin']));
      await must(2001, node('a', { acpi: ['cse-in/p'] }));
      await must(4103, { op: 3, to: 'cse-in/a', fr: 'Capp', pc });
      await must(2004, { op: 3, to: 'cse-in/a', pc });
    });
  });
});
