import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../runtime/store/store.js';
import { ae, node, policy, world, type Json, type World } from '../core/support.js';

const group = (mid: string[], more: Json = {}): Json => ({ op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 1000, mid, ...more } } });
const container = (rn: string): Json => ({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn } } });

async function two(more: Json = {}): Promise<World> {
  const made = world();
  await made.must(2001, container('a'));
  await made.must(2001, container('b'));
  await made.must(2001, group(['cse-in/a', 'cse-in/b'], { mt: 3, ...more }));
  return made;
}
interface Aggregated {
  readonly 'm2m:agr': { readonly 'm2m:rsp': readonly { readonly rsc: number; readonly fr: string; readonly pc?: Json }[] };
}
const responses = (response: { readonly whole: unknown }) => (response.whole as { readonly pc: Aggregated }).pc['m2m:agr']['m2m:rsp'];
const codes = (response: { readonly whole: unknown }) => responses(response).map(({ rsc, fr }) => [fr, rsc]);

describe('<fanOutPoint> (TS-0004 7.4.14)', () => {
  it('each operation goes to each member, and OK answers with what each said', async () => {
    const { must } = await two();
    const created = await must(2000, { op: 1, to: 'cse-in/g/fopt', ty: 4, pc: { 'm2m:cin': { con: 'x' } } });
    expect(codes(created)).toEqual([
      ['cse-in/a', 2001],
      ['cse-in/b', 2001],
    ]);
    expect(responses(created)[0]?.pc).toMatchObject({ 'm2m:cin': { con: 'x' } });
    expect(codes(await must(2000, { op: 3, to: 'cse-in/g/fopt', pc: { 'm2m:cnt': { lbl: ['x'] } } }))).toEqual([
      ['cse-in/a', 2004],
      ['cse-in/b', 2004],
    ]);
    const retrieved = await must(2000, { op: 2, to: 'cse-in/g/fopt' });
    expect(responses(retrieved).map(({ pc }) => pc)).toMatchObject([{ 'm2m:cnt': { rn: 'a', lbl: ['x'] } }, { 'm2m:cnt': { rn: 'b', lbl: ['x'] } }]);
  });

  it('a path behind it follows each member; unstructured addresses of the group too', async () => {
    const { must, cse } = await two();
    await must(2001, { op: 1, to: 'cse-in/a', ty: 4, pc: { 'm2m:cin': { con: 'only a' } } });
    const id = cse.store.childNamed('id-in', 'g')?.id ?? '';
    const latest = await must(2000, { op: 2, to: `${id}/fopt/la` });
    expect(codes(latest)).toEqual([
      ['cse-in/a', 2000],
      ['cse-in/b', 4004],
    ]);
  });

  it('a resource is one member, by whichever of its addresses; what is virtual is another each time', async () => {
    const { must, cse } = await two();
    await must(2001, { op: 1, to: 'cse-in/a', ty: 4, pc: { 'm2m:cin': { rn: 'i', con: 'x' } } });
    const id = cse.store.childNamed('id-in', 'a')?.id ?? '';
    const mid = ['cse-in/a', id, `/id-in/${id}`, '-/a', '/id-in/cse-in/a', 'cse-in/b', '/id-mn/x', '/id-mn/x'];
    const created = await must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'h', mnm: 9, mid } } });
    expect(created.body).toMatchObject({ mid: ['cse-in/a', 'cse-in/b', '/id-mn/x'], cnm: 3 });
    const virtual = ['cse-in/a/la', 'cse-in/a/i', 'cse-in/a', 'cse-in/g', 'cse-in/g/fopt', '-/g/fopt'];
    const updated = await must(2004, { op: 3, to: 'cse-in/h', pc: { 'm2m:grp': { mnm: 9, mid: virtual } } });
    expect(updated.body).toMatchObject({ mid: virtual.slice(0, 5), cnm: 5 });
  });

  it('what is refused for one harms no other', async () => {
    const { must } = await two();
    await must(2002, { op: 4, to: 'cse-in/a' });
    expect(codes(await must(2000, { op: 2, to: 'cse-in/g/fopt' }))).toEqual([
      ['cse-in/a', 4004],
      ['cse-in/b', 2000],
    ]);
  });

  it('members that were deleted are members no more (7.4.14.3.5); then there are none', async () => {
    const { must } = await two();
    await must(2002, { op: 4, to: 'cse-in/a' });
    await must(2000, { op: 4, to: 'cse-in/g/fopt' });
    expect((await must(2000, { op: 2, to: 'cse-in/g' })).body).toMatchObject({ mid: ['cse-in/a'], cnm: 1 });
    await must(2004, { op: 3, to: 'cse-in/g', pc: { 'm2m:grp': { mid: [] } } }).catch(() => undefined);
  });

  it('no members: 4109', async () => {
    const { must, cse } = await two();
    cse.run((unit) => unit.update(cse.store.childNamed('id-in', 'g')?.id ?? '', { memberIDs: [], currentNrOfMembers: 0 }));
    await must(4109, { op: 2, to: 'cse-in/g/fopt' });
  });

  it('what can be a child of no member: 4108 (7.4.14.2.1)', async () => {
    const { must } = await two();
    await must(4108, { ...node('x'), to: 'cse-in/g/fopt' });
  });

  it('some members only (grtm)', async () => {
    const { must } = await two();
    expect(codes(await must(2000, { op: 2, to: 'cse-in/g/fopt', grtm: ['cse-in/b'] }))).toEqual([['cse-in/b', 2000]]);
    await must(4000, { op: 2, to: 'cse-in/g/fopt', grtm: ['cse-in/c'] });
  });

  it('groups of groups; a circle ends with 4104, and so does a request that comes twice (7.3.3.2)', async () => {
    const { must } = await two();
    const nested = { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'h', mnm: 9, mt: 3, mid: ['cse-in/g/fopt'] } } };
    expect((await must(2001, nested)).body).toMatchObject({ mtv: true, mt: 3 });
    const [inner] = responses(await must(2000, { op: 2, to: 'cse-in/h/fopt' }));
    expect(inner?.pc).toMatchObject({ 'm2m:agr': { 'm2m:rsp': [{ rsc: 2000 }, { rsc: 2000 }] } });
    await must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'i', mnm: 9, mid: ['cse-in/i/fopt'] } } });
    expect(codes(await must(2000, { op: 2, to: 'cse-in/i/fopt' }))).toEqual([['cse-in/i/fopt', 4104]]);
    await must(2000, { op: 2, to: 'cse-in/g/fopt', gid: 'once' });
    await must(4104, { op: 2, to: 'cse-in/g/fopt', gid: 'once' });
  });

  it('whatever the target is, what comes to it twice is carried out once (7.2.2.2, Recv-6.2.1)', async () => {
    const { must } = await two();
    await must(2000, { op: 2, to: 'cse-in/a', gid: 'once' });
    await must(4104, { op: 2, to: '-/a', gid: 'once' });
    await must(2000, { op: 2, to: 'cse-in/b', gid: 'once' });
    await must(4004, { op: 2, to: 'cse-in/none', gid: 'once' });
    const instance = { op: 1, to: 'cse-in/a', ty: 4, pc: { 'm2m:cin': { con: '1' } } };
    await must(2001, { ...instance, gid: 'other' });
    // A member of two groups of which one is in the other.
    await must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'h', mnm: 9, mt: 3, mid: ['cse-in/a', 'cse-in/g/fopt'] } } });
    const [own, inner] = responses(await must(2000, { ...instance, to: 'cse-in/h/fopt' }));
    expect(own?.rsc).toBe(2001);
    expect(inner?.pc).toMatchObject({ 'm2m:agr': { 'm2m:rsp': [{ rsc: 4104 }, { rsc: 2001 }] } });
    expect((await must(2000, { op: 2, to: 'cse-in/a' })).body['cni']).toBe(2);
  });

  it('members are named so that an entity of another CSE can use it, also to ask some of them again (TS-0001 Table 7.2-1)', async () => {
    const { must } = await two();
    await must(2001, { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'] } } });
    await must(2001, policy('open', ['all'], 63));
    for (const [name, root] of [['a', 'cnt'], ['b', 'cnt'], ['g', 'grp']] as const) await must(2004, { op: 3, to: `cse-in/${name}`, pc: { [`m2m:${root}`]: { acpi: ['cse-in/open'] } } });
    expect(codes(await must(2000, { op: 2, to: '/id-in/cse-in/g/fopt', fr: '/mn/C' }))).toEqual([['/id-in/cse-in/a', 2000], ['/id-in/cse-in/b', 2000]]);
    for (const grtm of [['/id-in/cse-in/b'], ['cse-in/b']])
      expect(codes(await must(2000, { op: 2, to: '/id-in/cse-in/g/fopt', fr: '/mn/C', grtm }))).toEqual([['/id-in/cse-in/b', 2000]]);
    await must(4000, { op: 2, to: '/id-in/cse-in/g/fopt', fr: '/mn/C', grtm: ['/mn/cse-in/b'] });
    await must(2000, { op: 4, to: '/id-in/cse-in/g/fopt', fr: '/mn/C', grtm: ['/id-in/cse-in/b'] });
    expect((await must(2000, { op: 2, to: 'cse-in/g' })).body['mid']).toEqual(['cse-in/a']);
  });

  it('an identifier is free again when its request has expired', async () => {
    const { must, clock } = await two();
    await must(2000, { op: 2, to: 'cse-in/a', gid: 'g', rqet: 5_000 });
    clock.advance(4_999);
    await must(4104, { op: 2, to: 'cse-in/a', gid: 'g', rqet: 5_000 });
    clock.advance(1);
    await must(2000, { op: 2, to: 'cse-in/a', gid: 'g', rqet: 5_000 });
    // And at the latest after a minute.
    await must(2000, { op: 2, to: 'cse-in/a', gid: 'h', rqet: '20991231T000000' });
    clock.advance(59_999);
    await must(4104, { op: 2, to: 'cse-in/a', gid: 'h' });
    clock.advance(1);
    await must(2000, { op: 2, to: 'cse-in/a', gid: 'h' });
  });

  it('the policies of the group say who may, membersAccessControlPolicyIDs before accessControlPolicyIDs; those of the members as well', async () => {
    const { must } = await two();
    await must(2001, ae('Capp'));
    await must(2001, policy('readers', ['Capp'], 2));
    await must(4103, { op: 2, to: 'cse-in/g/fopt', fr: 'Capp' });
    await must(2004, { op: 3, to: 'cse-in/g', pc: { 'm2m:grp': { macp: ['cse-in/readers'] } } });
    expect(codes(await must(2000, { op: 2, to: 'cse-in/g/fopt', fr: 'Capp' }))).toEqual([
      ['cse-in/a', 4103],
      ['cse-in/b', 4103],
    ]);
    await must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:cnt': { acpi: ['cse-in/readers'] } } });
    expect(codes(await must(2000, { op: 2, to: 'cse-in/g/fopt', fr: 'Capp' }))).toEqual([
      ['cse-in/a', 2000],
      ['cse-in/b', 4103],
    ]);
    await must(4103, { op: 4, to: 'cse-in/g/fopt', fr: 'Capp' });
  });

  it('a large group lets others be served meanwhile', async () => {
    const { must, cse } = world();
    const names = Array.from({ length: 300 }, (_, index) => `c${index}`);
    for (const name of names) await must(2001, container(name));
    await must(2001, group(names.map((name) => `cse-in/${name}`)));
    let isDone = false;
    const all = cse.request({ op: 3, to: 'cse-in/g/fopt', fr: 'CAdmin', rqi: '1', pc: { 'm2m:cnt': { lbl: ['x'] } } }).then(() => (isDone = true));
    await new Promise(setImmediate);
    await must(2000, { op: 2, to: 'cse-in/c1' });
    expect(isDone).toBe(false);
    await all;
    expect((await must(2000, { op: 2, to: 'cse-in/c299' })).body).toMatchObject({ lbl: ['x'] });
  });
});

describe('<group> CREATE and UPDATE (TS-0004 7.4.13.2)', () => {
  const firmware = (rn: string): Json => ({ op: 1, to: 'cse-in/n', ty: 13, pc: { 'm2m:fwr': { rn, mgd: 1001, vr: '1', fwn: 'x', url: 'http://x', ud: false } } });
  const battery = (rn: string): Json => ({ op: 1, to: 'cse-in/n', ty: 13, pc: { 'm2m:bat': { rn, mgd: 1006, btl: 50, bts: 1 } } });

  it.each([
    ['by themselves', { csy: 2 }, 4110, undefined],
    ['without the others', { csy: 1 }, 2001, { mid: ['cse-in/n/f'], cnm: 1, mtv: true, spty: { mgd: 1001 } }],
    ['or of any type', { csy: 3 }, 2001, { mid: ['cse-in/n/f', 'cse-in/n/b'], mt: 0, mtv: true }],
  ])('specializationType: members of one specialization %s', async (_what, more, rsc, expected) => {
    const { must } = world();
    await must(2001, node('n'));
    await must(2001, firmware('f'));
    await must(2001, battery('b'));
    const { body } = await must(rsc, group(['cse-in/n/f', 'cse-in/n/b'], { mt: 13, spty: { mgd: 1001 }, ...more }));
    if (expected === undefined) return;
    expect(body).toMatchObject(expected);
    if (!('spty' in expected)) expect(body).not.toHaveProperty('spty');
  });

  it('specializationType is one of memberType', async () => {
    const { must } = world();
    await must(4000, group([], { mt: 13, spty: { cnd: 'x' } }));
    await must(4000, group([], { mt: 3, spty: { mgd: 1001 } }));
    await must(4000, group([], { spty: { mgd: 1001 } }));
    await must(2001, group([], { mt: 13, spty: { mgd: 1001 } }));
  });

  it('a virtual member is of its own type; a fan-out point of that of its members', async () => {
    const { must } = await two({ spty: undefined });
    const latest = await must(2001, group(['cse-in/a/la', 'cse-in/b/la'], { rn: 'l', mt: 20002, csy: 2 }));
    expect(latest.body).toMatchObject({ cnm: 2, mtv: true });
    await must(4110, group(['cse-in/a/la'], { rn: 'o', mt: 20001, csy: 2 }));
    expect((await must(2001, group(['cse-in/g/fopt', 'cse-in/a'], { rn: 's', mt: 3, csy: 2 }))).body).toMatchObject({ cnm: 2, mtv: true });
    await must(4110, group(['cse-in/g'], { rn: 't', mt: 3, csy: 2 }));
  });

  it('an UPDATE leaves room for those that are there', async () => {
    const { must } = await two();
    const change = (pc: Json): Json => ({ op: 3, to: 'cse-in/g', pc: { 'm2m:grp': pc } });
    await must(6010, change({ mnm: 1 }));
    await must(6010, change({ mnm: 1, mid: ['cse-in/a'] }));
    await must(6010, change({ mnm: 2, mid: ['cse-in/a', 'cse-in/b', 'cse-in'] }));
    await must(2004, change({ mid: ['cse-in/a', 'cse-in/a'] }));
    expect((await must(2004, change({ mnm: 1 }))).body).toMatchObject({ cnm: 1, mnm: 1, mid: ['cse-in/a'] });
  });
});

describe('members of members (grtm, TS-0004 7.4.14.2.4)', () => {
  it('are reached by way of their group, and no others', async () => {
    const { must } = await two();
    await must(2001, container('c'));
    await must(2001, group(['cse-in/g/fopt', 'cse-in/c'], { rn: 'top' }));
    const some = await must(2000, { op: 2, to: 'cse-in/top/fopt', grtm: ['cse-in/b', 'cse-in/c'] });
    expect(codes(some)).toEqual([['cse-in/g/fopt', 2000], ['cse-in/c', 2000]]);
    expect(codes({ whole: { pc: responses(some)[0]?.pc } })).toEqual([['cse-in/b', 2000]]);
    await must(4000, { op: 2, to: 'cse-in/top/fopt', grtm: ['cse-in/b', 'cse-in'] });
  });
});

describe('members at other CSEs', () => {
  const remote = (name: string): Json => ({ op: 1, to: 'cse-in', ty: 16, fr: `/${name}`, pc: { 'm2m:csr': { rn: name, cb: `/${name}/${name}`, csi: `/${name}`, rr: true, poa: [`http://${name}/`], srv: ['3'], cst: 2 } } });

  it('are asked side by side; who does not answer in time is left out, and if nobody does: 5209 (7.4.14.2.5)', async () => {
    const waiting: string[] = [];
    const { must, ask, clock } = world({
      send: ([address = '']) => {
        waiting.push(address);
        return address.includes('slow') ? new Promise(() => undefined) : Promise.resolve({ rsc: 2000, rqi: 'r1' });
      },
    });
    for (const name of ['slow', 'quick']) await must(2001, remote(name));
    await must(2001, group(['/slow/slow/x', '/quick/quick/x'], { rn: 'both' }));
    await must(2001, group(['/slow/slow/x'], { rn: 'one' }));
    const asked = ask({ op: 2, to: 'cse-in/both/fopt', rqet: 5000 });
    const alone = ask({ op: 2, to: 'cse-in/one/fopt', rqet: 5000 });
    await new Promise(setImmediate);
    expect(waiting).toEqual(['http://slow/', 'http://quick/', 'http://slow/']);
    clock.advance(5000);
    expect(codes(await asked)).toEqual([['/quick/quick/x', 2000]]);
    expect((await alone).rsc).toBe(5209);
  });
});

describe('notifications by way of a group (TS-0004 7.4.14.2.3, 7.5.1.2.6)', () => {
  const subscriber = 'https://subscriber.example/';
  const subscribed = (more: Json = {}): Json => ({ op: 1, to: 'cse-in/g/fopt', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: [subscriber], nfu: subscriber, ...more } } });
  const label = (to: string, text: string): Json => ({ op: 3, to, pc: { 'm2m:cnt': { lbl: [text] } } });
  interface Several {
    readonly 'm2m:agn': { readonly sgn: readonly { readonly nfu: string; readonly nev: { readonly rep: { readonly 'm2m:cnt': { readonly lbl: string[] } } } }[] };
  }
  const told = ({ notes }: Pick<World, 'notes'>) =>
    notes.map(([target, note]) => `${target} ${(note as Several)['m2m:agn'].sgn.map(({ nfu, nev }) => `${nev.rep['m2m:cnt'].lbl.join()}${nfu === subscriber ? '' : nfu}`).join('+')}`);

  it('members tell the group; it tells of one of each, or of what a minute has brought', async () => {
    const made = await two();
    const { must, clock } = made;
    const { body } = await must(2000, subscribed());
    expect(JSON.stringify(body)).toContain('"nu":["/id-in/group1"]');
    await must(2004, label('cse-in/a', '1'));
    expect(made.notes).toEqual([]);
    await must(2004, label('cse-in/b', '2'));
    expect(told(made)).toEqual([`${subscriber} 1+2`]);
    await must(2004, label('cse-in/b', '3'));
    clock.advance(60_000);
    expect(told(made)).toEqual([`${subscriber} 1+2`, `${subscriber} 3`]);
    expect(made.reports).toEqual([]);
  });

  it('notifyAggregation says how many, and for how long; batches of the members come apart', async () => {
    const made = await two({ nar: { num: 3, dur: 'PT10S' } });
    const { must, clock } = made;
    await must(2000, subscribed({ bn: { num: 2 } }));
    for (const text of ['1', '2', '3', '4']) await must(2004, label('cse-in/a', text));
    expect(told(made)).toEqual([`${subscriber} 1+2+3`]);
    clock.advance(10_000);
    expect(told(made)).toEqual([`${subscriber} 1+2+3`, `${subscriber} 4`]);
  });

  it('a group that is a member tells the group above; nothing nests', async () => {
    const made = await two();
    const { must, clock } = made;
    await must(2001, container('c'));
    await must(2001, group(['cse-in/g/fopt', 'cse-in/c'], { rn: 'top', nar: { num: 3 } }));
    await must(2000, { ...subscribed(), to: 'cse-in/top/fopt' });
    for (const [to, text] of [['cse-in/a', '1'], ['cse-in/b', '2'], ['cse-in/c', '3']] as const) await must(2004, label(to, text));
    expect(told(made)).toEqual([`${subscriber} 1+2+3`]);
    await must(2004, label('cse-in/c', '4'));
    clock.advance(60_000);
    expect(told(made)).toHaveLength(2);
  });

  it('a group hears nobody but its members, and gathers no longer than it is there; a restart keeps what waits', async () => {
    const store = memoryStore();
    const made = world({ store });
    const { must } = made;
    for (const name of ['a', 'b']) await must(2001, container(name));
    await must(2001, group(['cse-in/a'], { nar: { dur: 'PT10S' } }));
    const own = (to: string): Json => ({ op: 1, to, ty: 23, pc: { 'm2m:sub': { nu: ['/id-in/group1'], nfu: subscriber } } });
    await must(2001, own('cse-in/a'));
    await must(2001, own('cse-in/b'));
    await must(2004, label('cse-in/b', 'stranger'));
    await must(2004, label('cse-in/a', '1'));
    const next = world({ store, clock: made.clock });
    made.clock.advance(10_000);
    expect([...told(made), ...told(next)]).toEqual([`${subscriber} 1`]);
    await next.must(2004, label('cse-in/a', '2'));
    await next.must(2002, { op: 4, to: 'cse-in/g' });
    for (const kind of ['group.gathered', 'group.gathering', 'group.onward', 'plan']) expect(store.records(kind)).toEqual([]);
  });

  it('another CSE may notify a group that has a member there', async () => {
    const made = world();
    const { must } = made;
    for (const name of ['mn', 'other'])
      await must(2001, { op: 1, to: 'cse-in', ty: 16, fr: `/${name}`, pc: { 'm2m:csr': { rn: name, cb: `/${name}/${name}`, csi: `/${name}`, rr: true, poa: [`http://${name}/`], srv: ['3'], cst: 2 } } });
    await must(2001, group(['/mn/mn/x'], { nar: { num: 2 } }));
    const note = (text: string) => ({ sur: '/mn/sub1', nfu: subscriber, nev: { net: 1, rep: { 'm2m:cnt': { lbl: [text] } } } });
    const tell = (fr: string, pc: Json): Json => ({ op: 5, to: '/id-in/cse-in/g', fr, pc });
    await must(4103, tell('/other', { 'm2m:sgn': note('1') }));
    await must(4000, tell('/mn', { 'm2m:sgn': { ...note('1'), nfu: undefined } }));
    await must(2000, tell('/mn', { 'm2m:sgn': { vrq: true, sur: '/mn/sub1', cr: '/id-in/CA' } }));
    await must(2000, tell('/mn', { 'm2m:sgn': note('1') }));
    await must(2000, tell('/mn', { 'm2m:agn': { sgn: [note('2'), note('3')] } }));
    expect(told(made)).toEqual([`${subscriber} 1+2`]);
  });
});
