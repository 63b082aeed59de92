import { describe, expect, it } from 'vitest';
import { ae, contents, node, policy, subscription, world, type Json } from './support.js';

describe('CREATE (TS-0004 7.3.3.3, 7.3.3.5)', () => {
  const cases: readonly [name: string, rsc: number, request: Json][] = [
    ['a type that is a virtual one', 4000, { op: 1, to: 'cse-in', ty: 'latest', pc: { lbl: [] } }],
    ['a type that is not in the child table', 4108, { op: 1, to: 'cse-in/a', ty: 2, pc: { 'm2m:ae': { api: 'N', rr: true, srv: ['3'] } } }],
    ['<subscription> where nothing can be subscribed to (7.4.8.2.1)', 5203, subscription('cse-in/a/s')],
    ['an unknown attribute', 4000, node('b', { hello: 1 })],
    ['an attribute of another type', 4000, node('b', { nu: ['x'] })],
    ['an NP attribute', 4000, node('b', { ri: 'x' })],
    ['an M attribute missing', 4000, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'b' } } }],
    ['a value of the wrong type', 4000, node('b', { lbl: 'x' })],
    ['null for an attribute', 4000, node('b', { lbl: null })],
    ['a creator with a value', 4000, subscription('cse-in/a', { cr: 'Capp' })],
    ['an attribute of a feature that is not supported', 5001, node('b', { daci: ['/id-other/dac'] })],
    ['expirationTime in the past', 4000, node('b', { et: '20261122T115959' })],
    ['expirationTime now', 4000, node('b', { et: '20261122T120000' })],
    ['a name that a sibling has (7.3.3.5)', 4105, node('a')],
    ['a name with a slash', 4000, node('a/b')],
    ['a name that begins like no name', 4000, node('__proto__')],
    ['a name that is a member of Object', 2001, node('constructor')],
    ['a CSEBase', 4005, { op: 1, to: 'cse-in', ty: 5, pc: { 'm2m:cb': { rn: 'x' } } }],
    ['a parent that is not there', 4004, { ...node('b'), to: 'cse-in/b' }],
  ];
  it.each(cases)('%s: %i', async (_name, rsc, request) => {
    const { ask, must, cse, reports } = world();
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a', { rn: 's' }));
    const before = contents({ cse });
    const response = await ask(request);
    expect([response.rsc, response.text, reports]).toEqual([rsc, rsc < 4000 ? '' : expect.stringMatching(/TS-/), []]);
    if (rsc >= 4000) expect(contents({ cse })).toEqual(before);
  });

  it.each<readonly [string, Json, string]>([
    ['an operation', { op: 'craete', to: 'cse-in' }, '(op) has no such value; there are 1 (Create), 2 (Retrieve), 3 (Update), 4 (Delete), 5 (Notify)'],
    ['a type', { op: 1, to: 'cse-in', ty: 'contaner', pc: {} }, 'did you mean container?'],
    ['a number of a type', { op: 1, to: 'cse-in', ty: '3', pc: {} }, 'a number stands without quotes'],
    ['a root element', { op: 1, to: 'cse-in', ty: 3, pc: { cnt: {} } }, 'has a root element without its prefix: m2m:cnt'],
    ['a Result Content', { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': {} }, rcn: 'all' }, 'there are 0 (nothing), 1 (attributes), '],
  ])('says what may be meant by %s that is none', async (_of, request, expected) => {
    expect((await world().must(4000, request)).text).toContain(expected);
  });

  it('names every violation', async () => {
    const { must } = world();
    const { text } = await must(4000, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { ri: 'x', hello: 1, lbl: 3 } } });
    for (const name of ['resourceID', 'hello', 'labels', 'nodeID']) expect(text).toContain(name);
  });

  it('sets the universal attributes', async () => {
    const { must } = world();
    const { body } = await must(2001, node('a'));
    expect(body).toMatchObject({ ty: 14, ri: 'node1', rn: 'a', pi: 'id-in', ct: '20261122T120000', lt: '20261122T120000', ni: 'urn:a' });
  });

  it('gives a name to a resource without one', async () => {
    const { must } = world();
    const { body } = await must(2001, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { ni: 'a' } } });
    expect(body['rn']).toBe('node1');
  });

  it('writes From for creator: NULL, and no creator otherwise', async () => {
    const { must } = world();
    const container = (more: Json) => ({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': more } });
    expect((await must(2001, container({ cr: null }))).body['cr']).toBe('CAdmin');
    expect((await must(2001, container({}))).body).not.toHaveProperty('cr');
    expect((await must(4000, container({ cr: 'CAdmin' }))).text).toContain('creator');
  });

  it('caps expirationTime at that of the parent, sets it where it is absent, keeps it as written', async () => {
    const { must } = world({ policy: { lifetime: 3_600_000 } });
    expect((await must(2001, node('a'))).body['et']).toBe('20261122T130000');
    expect((await must(2001, subscription('cse-in/a', { et: '20270101T000000' }))).body['et']).toBe('20261122T130000');
    expect((await must(2001, subscription('cse-in/a', { et: '20261122T123000,25' }))).body['et']).toBe('20261122T123000,25');
    expect((await must(2001, node('b', { et: '20300101T000000' }))).body['et']).toBe('20300101T000000');
  });

  it('answers as Result Content says: nothing, all, what the CSE added', async () => {
    const { must } = world();
    expect((await must(2001, { ...node('a'), rcn: 0 })).root).toBeUndefined();
    const { body } = await must(2001, { ...node('b'), rcn: 9 });
    expect(body).toMatchObject({ ri: 'node2', ty: 14 });
    expect(body).not.toHaveProperty('ni');
    expect(body).not.toHaveProperty('rn');
  });

  it('does not loop when the source of ids repeats itself', async () => {
    const { must, reports } = world({ ids: () => 'same' });
    await must(2001, node('a'));
    await must(5000, node('b'));
    expect(reports).toHaveLength(1);
  });
});

describe('UPDATE (TS-0004 7.3.3.4, 7.3.3.7)', () => {
  const update = (pc: Json, more: Json = {}): Json => ({ op: 3, to: 'cse-in/a', pc: { 'm2m:nod': pc }, ...more });
  const cases: readonly [name: string, rsc: number, request: Json][] = [
    ['an unknown attribute', 4000, update({ hello: 1 })],
    ['an NP attribute', 4000, update({ ct: '20260101T000000' })],
    ['resourceName, which is fixed', 4000, update({ rn: 'b' })],
    ['null for multiplicity 1', 4000, update({ ni: null })],
    ['expirationTime in the past', 4000, update({ et: '20261122T110000' })],
    ['expirationTime before that of a child', 4000, update({ et: '20261122T121000' })],
    ['accessControlPolicyIDs not alone', 4000, update({ acpi: ['x'], lbl: ['a'] })],
    ['a content of another type', 4000, { op: 3, to: 'cse-in/a', pc: { 'm2m:sub': { nu: ['x'] } } }],
    ['a feature that is not supported', 5001, update({ daci: ['/id-other/dac'] })],
    ['CSEBase', 4005, { op: 3, to: 'cse-in', pc: { 'm2m:cb': { lbl: ['a'] } } }],
    ['nothing there', 4004, { ...update({}), to: 'cse-in/b' }],
    ['labels', 2004, update({ lbl: ['b'] })],
    ['labels in long names', 2004, update({}, { pc: { 'm2m:node': { labels: ['b'] } } })],
    ['labels, bare', 2004, update({}, { pc: { lbl: ['b'] } })],
    ['labels, bare and long', 2004, update({}, { pc: { labels: ['b'] } })],
  ];
  it.each(cases)('%s: %i', async (_name, rsc, request) => {
    const { ask, must, cse, reports, clock } = world();
    await must(2001, node('a', { lbl: ['a'] }));
    await must(2001, subscription('cse-in/a', { rn: 's', et: '20261122T130000' }));
    clock.advance(60_000);
    const before = contents({ cse });
    const response = await ask(request);
    expect([response.rsc, response.text, reports]).toEqual([rsc, rsc < 4000 ? '' : expect.stringMatching(/TS-/), []]);
    if (rsc >= 4000) expect(contents({ cse })).toEqual(before);
    else
      expect(cse.store.get('node1')?.attributes).toMatchObject({
        labels: ['b'],
        lastModifiedTime: '20261122T120100',
        creationTime: '20261122T120000',
      });
  });

  it('null deletes; what is not said stays', async () => {
    const { must } = world();
    await must(2001, node('a', { lbl: ['a'] }));
    const { body } = await must(2004, update({ lbl: null }));
    expect(body).not.toHaveProperty('lbl');
    expect(body['ni']).toBe('urn:a');
  });

  it('Result Content 9 tells what the CSE changed beyond the request', async () => {
    const { must, clock } = world();
    await must(2001, node('a', { et: '20261123T000000' }));
    await must(2001, subscription('cse-in/a', { rn: 's' }));
    clock.advance(1000);
    expect((await must(2004, update({ lbl: ['b'] }, { rcn: 9 }))).body).toEqual({ lt: '20261122T120001' });
    const capped = await must(2004, { op: 3, to: 'cse-in/a/s', rcn: 9, pc: { 'm2m:sub': { et: '20270101T000000' } } });
    expect(capped.body).toEqual({ lt: '20261122T120001' });
    expect((await must(2000, { op: 2, to: 'cse-in/a/s' })).body['et']).toBe('20261123T000000');
  });
});

describe('DELETE (TS-0004 7.3.3.8)', () => {
  it('removes the resource and everything below it, and the timers of all', async () => {
    const { must, cse, clock } = world();
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a', { rn: 's' }));
    await must(2001, { op: 1, to: 'cse-in/a', ty: 18, pc: { 'm2m:sch': { se: { sce: ['* * * * * * *'] } } } });
    expect(clock.pending()).toBe(1);
    expect((await must(2002, { op: 4, to: 'cse-in/a' })).root).toBeUndefined();
    expect([contents({ cse }).length, clock.pending()]).toEqual([1, 0]);
    await must(4004, { op: 2, to: 'cse-in/a/s' });
  });

  it('answers as Result Content says', async () => {
    const { must } = world();
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a', { rn: 's' }));
    expect((await must(2002, { op: 4, to: 'cse-in/a', rcn: 4 })).body).toMatchObject({ rn: 'a', 'm2m:sub': [{ rn: 's' }] });
  });

  it('CSEBase stays', async () => {
    const { must, cse } = world();
    await must(4005, { op: 4, to: 'cse-in' });
    expect(contents({ cse })).toHaveLength(1);
  });
});

describe('<AE> registration (TS-0004 7.4.5)', () => {
  it('takes the AE-ID from From, or makes one', async () => {
    const { must } = world();
    expect((await must(2001, ae('Capp'))).body).toMatchObject({ ri: 'Capp', aei: 'Capp', rn: 'Capp' });
    expect((await must(2001, ae(undefined))).body['aei']).toBe('CAE2');
    expect((await must(2001, ae('C'))).body['aei']).toBe('CAE3');
    expect((await must(2001, ae('S'))).body['aei']).toBe('SAE4');
    expect((await must(2001, ae('CAdmin'))).body['aei']).toBe('CAE5');
  });

  it('refuses a second registration, an id that is none, and whom the policy does not want', async () => {
    const { must, cse } = world({ policy: { mayRegister: (id) => id !== 'Cevil' } });
    await must(2001, ae('Capp'));
    await must(4117, ae('Capp'));
    await must(4103, ae('Cevil'));
    await must(4103, ae('app'));
    await must(4103, ae('__proto__'));
    await must(4103, ae('C/../x'));
    expect(contents({ cse })).toHaveLength(2);
  });
});

describe('<group> (TS-0004 7.4.13)', () => {
  const group = (more: Json): Json => ({ op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 3, mid: ['cse-in/a'], ...more } } });

  it.each([
    ['counts members once each', 2001, group({ mid: ['cse-in/a', 'cse-in/b', 'cse-in/a'] }), { cnm: 2, mid: ['cse-in/a', 'cse-in/b'] }],
    ['refuses more than maxNrOfMembers', 6010, group({ mid: ['1', '2', '3', '4'] }), {}],
    ['leaves members of another type out', 2001, group({ mt: 14, mid: ['cse-in/a', 'cse-in'] }), { cnm: 1, mid: ['cse-in/a'], mtv: true }],
    ['refuses members of another type', 4110, group({ mt: 14, csy: 2, mid: ['cse-in/a', 'cse-in'] }), {}],
    ['becomes mixed', 2001, group({ mt: 14, csy: 3, mid: ['cse-in/a', 'cse-in'] }), { cnm: 2, mt: 0, mtv: true }],
    ['leaves out what is not here', 2001, group({ mt: 14, mid: ['cse-in/a', 'cse-in/none', '/id-in/none'] }), { cnm: 1, mid: ['cse-in/a'], mtv: true }],
    ['refuses what is not here', 4110, group({ mt: 14, csy: 2, mid: ['cse-in/a', 'none'] }), {}],
    ['of mixed types takes what is not here', 2001, group({ mt: 0, mid: ['cse-in/a', 'none'] }), { cnm: 2 }],
    ['does not validate members elsewhere', 2001, group({ mt: 14, mid: ['cse-in/a', '/id-other/x'] }), { cnm: 2, mtv: false }],
  ] as const)('%s: %i', async (_name, rsc, request, body) => {
    const { must } = world();
    await must(2001, node('a'));
    await must(2001, node('b'));
    expect((await must(rsc, request as Json)).body).toMatchObject(body);
  });

  it('counts again on UPDATE', async () => {
    const { must } = world();
    await must(2001, group({}));
    expect((await must(2004, { op: 3, to: 'cse-in/g', pc: { 'm2m:grp': { mid: ['x', 'y'] } } })).body['cnm']).toBe(2);
    await must(6010, { op: 3, to: 'cse-in/g', pc: { 'm2m:grp': { mnm: 1 } } });
  });
});

describe('<schedule> (TS-0004 7.4.9)', () => {
  const schedule = (to: string, more: Json = {}): Json => ({
    op: 1,
    to,
    ty: 18,
    pc: { 'm2m:sch': { se: { sce: ['* * * * * * *'] }, ...more } },
  });

  it('networkCoordinated only below <node>: 4102 elsewhere', async () => {
    const { must } = world();
    await must(2001, node('a'));
    await must(2001, schedule('cse-in/a', { nco: true }));
    await must(4102, schedule('cse-in', { nco: true }));
    await must(2001, schedule('cse-in', { rn: 's' }));
    await must(4102, { op: 3, to: 'cse-in/s', pc: { 'm2m:sch': { nco: true } } });
  });
});

describe('<accessControlPolicy> (TS-0004 7.4.2)', () => {
  const all = { acor: ['all'], acop: 63 };
  const rules = (rule: object, own: object = all) => ({ op: 1, to: 'cse-in', ty: 1, pc: { 'm2m:acp': { rn: 'p', pv: { acr: [rule] }, pvs: { acr: [own] } } } });
  it.each([
    ['an address', 5001, { acco: [{ acip: { ipv4: ['127.0.0.1'] } }] }],
    ['a region', 5001, { acco: [{ actw: ['* * * * * * *'], aclr: { accc: ['KR'] } }] }],
    ['that the Originator has shown who it is', 5001, { acaf: true }],
    ['no proof of who it is', 2001, { acaf: false }],
    ['a window', 2001, { acco: [{ actw: ['* * * * * * *'] }] }],
    ['a window that is none', 4000, { acco: [{ actw: ['whenever'] }] }],
    ['nothing', 4000, { acco: [{}] }],
    ['children', 2001, { acod: [{ chty: [3] }] }],
    ['no children', 4000, { acod: [{ ty: 2 }] }],
  ])('a rule that asks for %s: %i', async (_what, rsc, more) => {
    const { must } = world();
    await must(rsc, rules({ ...all, ...more }));
    await must(rsc === 2001 ? 4105 : rsc, rules(all, { ...all, ...more }));
  });

  it.each([
    ['CREATE', {}],
    ['UPDATE', {}],
  ])('%s without a rule for itself, %j, is refused (TS-0004 7.4.2.2.1, 7.4.2.2.3)', async (operation, pvs) => {
    const { must } = world();
    if (operation === 'UPDATE') await must(2001, policy('p', ['all'], 63));
    await must(4000, operation === 'UPDATE' ? { op: 3, to: 'cse-in/p', pc: { 'm2m:acp': { pvs } } } : { op: 1, to: 'cse-in', ty: 1, pc: { 'm2m:acp': { pv: {}, pvs } } });
  });
});
