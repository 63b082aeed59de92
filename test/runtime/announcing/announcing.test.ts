import { beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../core/support.js';
import { network, type Member, type Network } from './network.js';

let net: Network;
let home: Member;
let away: Member;

beforeEach(async () => {
  net = await network(['home', 'away', 'third']);
  home = net.members['home'] as Member;
  away = net.members['away'] as Member;
  net.sent.length = 0;
});

const container = (rn: string, more: Json = {}, to = 'home'): Json => ({ op: 1, to, ty: 3, pc: { 'm2m:cnt': { rn, ...more } } });
const update = (to: string, more: Json): Json => ({ op: 3, to, pc: { 'm2m:cnt': more } });
/** The announced resource, as the CSE where it is says it. */
const at = async (address: unknown, where = away) => (await where.must(2000, { op: 2, to: String(address) })).body;
const addresses = (body: Json) => body['at'] as readonly string[];

describe('announceTo in a CREATE (TS-0004 7.3.3.10)', () => {
  it('has the address of the announced resource in the answer, which stands below what stands for the CSE', async () => {
    const { body } = await home.must(2001, container('c', { at: ['/away'], lbl: ['x'], mni: 5 }));
    expect(body['at']).toEqual([expect.stringMatching(/^\/away\//)]);
    const announced = await at(addresses(body)[0]);
    expect(announced).toMatchObject({ ty: 10003, lnk: `/home/${String(body['ri'])}`, lbl: ['x'], et: body['et'] });
    expect(announced).not.toHaveProperty('mni');
    const base = await at(`/away/${String(announced['pi'])}`);
    expect(base).toMatchObject({ ty: 10005, lnk: '/home/home', srv: ['2', '2a', '3'] });
    expect((await at('away'))['ri']).toBe(base['pi']);
  });

  it('the second resource stands below the same', async () => {
    const [a, b] = [await home.must(2001, container('a', { at: ['/away'] })), await home.must(2001, container('b', { at: ['/away'] }))];
    expect((await at(addresses(a.body)[0]))['pi']).toBe((await at(addresses(b.body)[0]))['pi']);
  });

  it('two at once make one <CSEBaseAnnc>', async () => {
    await Promise.all([home.must(2001, container('a', { at: ['/away'] })), home.must(2001, container('b', { at: ['/away'] }))]);
    expect(away.cse.store.children('away', 'CSEBaseAnnc')).toHaveLength(1);
    expect(away.cse.store.children(away.cse.store.children('away', 'CSEBaseAnnc')[0]?.id ?? '', 'containerAnnc')).toHaveLength(2);
  });

  it('a child of what is announced there stands below that', async () => {
    const { body } = await home.must(2001, container('c', { at: ['/away'] }));
    const child = await home.must(2001, container('d', { at: ['/away'] }, 'home/c'));
    const instance = await home.must(2001, { op: 1, to: 'home/c', ty: 4, pc: { 'm2m:cin': { con: 'x', at: ['/away'], aa: ['con'] } } });
    const [parent] = addresses(body);
    expect(`/away/${String((await at(addresses(child.body)[0]))['pi'])}`).toBe(parent);
    expect(await at(addresses(instance.body)[0])).toMatchObject({ ty: 10004, con: 'x', lnk: `/home/${String(instance.body['ri'])}` });
  });

  it('an instance whose parent is not announced there is refused, and nothing is created', async () => {
    await home.must(2001, container('c'));
    await home.must(4005, { op: 1, to: 'home/c', ty: 4, pc: { 'm2m:cin': { con: 'x', at: ['/away'] } } });
    await home.must(4004, { op: 2, to: 'home/c/la' });
  });

  it('optional attributes are announced that announcedAttribute names, under either name', async () => {
    const { body } = await home.must(2001, container('c', { at: ['/away'], aa: ['mni', 'maxByteSize'], mni: 5, mbs: 99, mia: 7 }));
    expect(body['aa']).toEqual(['mni', 'maxByteSize']);
    const announced = await at(addresses(body)[0]);
    expect(announced).toMatchObject({ mni: 5, mbs: 99 });
    expect(announced).not.toHaveProperty('mia');
  });

  it.each([[['resourceID']], [['ct']], [['nonsense']], [['__proto__']]])('announcedAttribute %j is no optional one: 4000', async (aa) => {
    await home.must(4000, container('c', { at: ['/away'], aa }));
  });

  it('a target that is an address gets the announced resource below it', async () => {
    await away.must(2001, { ...container('place', {}, 'away'), fr: '/home' }).catch(() => undefined);
    const first = await home.must(2001, container('c', { at: ['/away'] }));
    const base = (await at(addresses(first.body)[0]))['pi'];
    const { body } = await home.must(2001, container('d', { at: [`/away/${String(base)}`] }));
    expect((await at(addresses(body)[0]))['pi']).toBe(base);
  });

  it('several targets; those that fail leave, the others stay', async () => {
    net.down.add('third');
    const { body } = await home.must(2001, container('c', { at: ['/third', '/away', '/nowhere', '/home', 'relative'] }));
    expect(body['at']).toEqual([expect.stringMatching(/^\/away\//)]);
    expect((await home.must(2000, { op: 2, to: 'home/c' })).body['at']).toEqual(body['at']);
  });

  it('where all fail, it is not announced: there is neither announceTo nor announcedAttribute', async () => {
    const { body } = await home.must(2001, container('c', { at: ['/nowhere'], aa: ['mni'], mni: 1 }));
    expect(body).not.toHaveProperty('at');
    expect(body).not.toHaveProperty('aa');
  });

  it('identifiers are relative to the service provider there, and what is none stays', async () => {
    await home.must(2001, { op: 1, to: 'home', ty: 1, pc: { 'm2m:acp': { rn: 'acp', pv: { acr: [{ acor: ['Cuser', 'all'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
    const { body } = await home.must(2001, container('c', { acpi: ['home/acp'], or: 'urn:ontology', at: ['/away'], aa: ['or'] }));
    expect(await at(addresses(body)[0])).toMatchObject({ acpi: ['/home/home/acp'], or: 'urn:ontology' });
  });

  it('policies of the parent, where it has none of its own (TS-0001 9.6.26.3)', async () => {
    const { body: acp } = await home.must(2001, { op: 1, to: 'home', ty: 1, pc: { 'm2m:acp': { rn: 'acp', pv: { acr: [{ acor: ['all'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
    await home.must(2001, container('c', { acpi: [acp['ri']] }));
    const { body } = await home.must(2001, container('d', { at: ['/away'] }, 'home/c'));
    expect(body).not.toHaveProperty('acpi');
    expect(await at(addresses(body)[0])).toMatchObject({ acpi: [`/home/${String(acp['ri'])}`] });
  });

  it('each type that can be announced is, with what its original has', async () => {
    const node = await home.must(2001, { op: 1, to: 'home', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n', at: ['/away'] } } });
    expect(await at(addresses(node.body)[0])).toMatchObject({ ty: 10014, ni: 'urn:n' });
    const battery = await home.must(2001, { op: 1, to: 'home/n', ty: 13, pc: { 'm2m:bat': { mgd: 1006, btl: 20, bts: 1, dc: 'spare', at: ['/away'], aa: ['dc'] } } });
    expect(await at(addresses(battery.body)[0])).toMatchObject({ ty: 10013, mgd: 1006, dc: 'spare', pi: (await at(addresses(node.body)[0]))['ri'] });
    const ae = await home.must(2001, { op: 1, to: 'home', ty: 2, fr: 'C', pc: { 'm2m:ae': { rn: 'a', api: 'Napp', rr: true, srv: ['3'], at: ['/away'] } } });
    expect(await at(addresses(ae.body)[0])).toMatchObject({ ty: 10002, srv: ['3'] });
  });
});

describe('announcements follow their originals', () => {
  let address: string;
  beforeEach(async () => {
    const { body } = await home.must(2001, container('c', { at: ['/away'], aa: ['mni'], mni: 5, lbl: ['x'] }));
    address = addresses(body)[0] ?? '';
    net.sent.length = 0;
  });

  it('an UPDATE of what is announced is there when it is answered', async () => {
    await home.must(2004, update('home/c', { lbl: ['y'], mni: 6 }));
    expect(await at(address)).toMatchObject({ lbl: ['y'], mni: 6 });
    await home.must(2004, update('home/c', { lbl: null }));
    expect(await at(address)).not.toHaveProperty('lbl');
  });

  it('an UPDATE of something else asks nobody', async () => {
    await home.must(2004, update('home/c', { mbs: 6 }));
    expect(net.sent).toEqual([]);
  });

  it('expirationTime goes along', async () => {
    await home.must(2004, update('home/c', { et: '20270101T000000' }));
    expect(await at(address)).toMatchObject({ et: '20270101T000000' });
  });

  it('accessControlPolicyIDs go alone', async () => {
    const { body: acp } = await home.must(2001, { op: 1, to: 'home', ty: 1, pc: { 'm2m:acp': { rn: 'acp', pv: { acr: [{ acor: ['all'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
    await home.must(2004, update('home/c', { acpi: [acp['ri']] }));
    expect(await at(address)).toMatchObject({ acpi: [`/home/${String(acp['ri'])}`], lbl: ['x'] });
  });

  it('announcedAttribute: names that come and go (10.2.13.7, 10.2.13.8)', async () => {
    expect((await home.must(2004, update('home/c', { mbs: 77, aa: ['mbs'] }))).body).toMatchObject({ aa: ['mbs'] });
    expect(await at(address)).toMatchObject({ mbs: 77 });
    expect(await at(address)).not.toHaveProperty('mni');
    await home.must(2004, update('home/c', { aa: null }));
    expect(await at(address)).not.toHaveProperty('mbs');
    expect((await home.must(2000, { op: 2, to: 'home/c' })).body).not.toHaveProperty('aa');
  });

  it('names that the other CSE does not take are not announced (10.2.13.9)', async () => {
    net.onWay = (_to, { op, rqi }) => (op === 3 ? { rsc: 4000, rqi } : undefined);
    expect((await home.must(2004, update('home/c', { mbs: 77, aa: ['mni', 'mbs'] }))).body).toMatchObject({ aa: ['mni'] });
  });

  it('announceTo: another target comes, the present one stays by its address, or by its CSE-ID', async () => {
    const { body } = await home.must(2004, update('home/c', { at: [address, '/third'] }));
    expect(body['at']).toEqual([address, expect.stringMatching(/^\/third\//)]);
    expect((await home.must(2004, update('home/c', { at: ['/away', '/third'] }))).body['at']).toEqual(body['at']);
    expect(net.members['third']?.cse.store.children('third', 'CSEBaseAnnc')).toHaveLength(1);
  });

  it.each([[null], [[]]])('announceTo %j: it is announced nowhere any more', async (at) => {
    const { body } = await home.must(2004, update('home/c', { at }));
    expect(body).not.toHaveProperty('at');
    expect(body).not.toHaveProperty('aa');
    await away.must(4004, { op: 2, to: address });
  });

  it('announceTo without the address, with another: the one goes, the other comes', async () => {
    const { body } = await home.must(2004, update('home/c', { at: ['/third'] }));
    expect(body['at']).toEqual([expect.stringMatching(/^\/third\//)]);
    await away.must(4004, { op: 2, to: address });
  });

  it('DELETE of the original, or of what is above it, ends it', async () => {
    const child = await home.must(2001, container('d', { at: ['/third'] }, 'home/c'));
    await home.must(2002, { op: 4, to: 'home/c' });
    await away.must(4004, { op: 2, to: address });
    await net.members['third']?.must(4004, { op: 2, to: addresses(child.body)[0] });
    expect(home.cse.store).toBeDefined();
  });

  it('so does its end (TS-0001 9.6.26.1)', async () => {
    await home.must(2004, update('home/c', { et: '20261122T130000' }));
    net.clock.advance(3_600_000);
    await new Promise(setImmediate);
    await away.must(4004, { op: 2, to: address });
  });

  it('what cannot be reached is told later, once, as it is then', async () => {
    net.down.add('away');
    await home.must(2004, update('home/c', { lbl: ['1'] }));
    await home.must(2004, update('home/c', { lbl: ['2'] }));
    net.down.clear();
    net.sent.length = 0;
    net.clock.advance(60_000);
    await new Promise(setImmediate);
    expect(await at(address)).toMatchObject({ lbl: ['2'] });
    expect(net.sent.filter(({ request }) => request['op'] === 3)).toHaveLength(1);
  });

  it('an announcement that cannot be ended stands in announceTo until it is', async () => {
    net.down.add('away');
    expect((await home.must(2004, update('home/c', { at: null }))).body['at']).toEqual([address]);
    net.down.clear();
    net.clock.advance(60_000);
    await new Promise(setImmediate);
    expect((await home.must(2000, { op: 2, to: 'home/c' })).body).not.toHaveProperty('at');
    await away.must(4004, { op: 2, to: address });
  });

  it('one that is gone at the other CSE leaves announceTo with the next change', async () => {
    await away.must(2002, { op: 4, to: address });
    const { body } = await home.must(2004, update('home/c', { lbl: ['z'] }));
    expect(body).not.toHaveProperty('at');
  });

  it('what stands for the CSE is made anew when it is gone', async () => {
    const [base] = away.cse.store.children('away', 'CSEBaseAnnc');
    await away.must(2002, { op: 4, to: base?.id });
    const { body } = await home.must(2001, container('e', { at: ['/away'] }));
    expect(await at(addresses(body)[0])).toMatchObject({ ty: 10003 });
  });

  it('a restart goes on with what was not told', async () => {
    net.down.add('away');
    await home.must(2004, update('home/c', { lbl: ['late'] }));
    net.down.clear();
    await net.restart('home');
    await new Promise(setImmediate);
    expect(await at(address)).toMatchObject({ lbl: ['late'] });
  });

  it('a non-blocking request announces once, restart or not', async () => {
    net.down.add('away');
    await home.must(1001, { ...container('later', { at: ['/away', '/third'] }), rt: { rtv: 1 } });
    await net.restart('home');
    await new Promise(setImmediate);
    net.down.clear();
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    expect(home.cse.store.children('home', 'container').filter(({ name }) => name === 'later')).toHaveLength(1);
    const { body } = await home.must(2000, { op: 2, to: 'home/later' });
    expect(addresses(body).length).toBeLessThanOrEqual(2);
    for (const each of addresses(body)) expect(await at(each, net.members[each.split('/')[1] ?? ''])).toMatchObject({ lnk: `/home/${String(body['ri'])}` });
  });

  it('an announcement whose answer was lost with the process is found again, not made twice', async () => {
    net.onWay = (to, request) => (request['ty'] === 10003 ? (net.members[to]?.cse.request(request), new Promise(() => undefined)) : undefined);
    void home.ask(container('lost', { at: ['/away'], aa: ['mni'], mni: 3 }));
    await new Promise(setImmediate);
    net.onWay = undefined;
    await net.restart('home');
    await home.must(2004, update('home/lost', { mni: 4 }));
    await new Promise(setImmediate);
    const { body } = await home.must(2000, { op: 2, to: 'home/lost' });
    expect(await at(addresses(body)[0])).toMatchObject({ mni: 4 });
    const [base] = away.cse.store.children('away', 'CSEBaseAnnc');
    expect(away.cse.store.children(base?.id ?? '', 'containerAnnc').map(({ attributes }) => attributes['link'])).toEqual([expect.any(String), `/home/${String(body['ri'])}`]);
  });
});

describe('announced resources at the other CSE (TS-0004 7.4.26)', () => {
  let address: string;
  let original: Json;
  beforeEach(async () => {
    await away.must(2001, { op: 1, to: 'away', ty: 2, fr: 'Cuser', pc: { 'm2m:ae': { api: 'Napp', rr: true, srv: ['3'] } } });
    const { body: acp } = await home.must(2001, { op: 1, to: 'home', ty: 1, pc: { 'm2m:acp': { rn: 'acp', pv: { acr: [{ acor: ['/away/Cuser'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] }, at: ['/away'] } } });
    const { body } = await home.must(2001, container('c', { at: ['/away'], acpi: [acp['ri']] }));
    original = body;
    address = addresses(body)[0] ?? '';
  });

  it('only the CSE of the original changes or deletes one, whatever its policies say', async () => {
    const change = { op: 3, to: address, pc: { 'm2m:cntA': { lbl: ['mine'] } } };
    await away.must(4103, { ...change, fr: 'Cuser' });
    await away.must(4103, { ...change, fr: '/third' });
    await away.must(4103, { op: 4, to: address, fr: 'Cuser' });
    await away.must(2004, { ...change, fr: '/home' });
  });

  it('its announced policies say who else may what', async () => {
    await away.must(2000, { op: 2, to: address, fr: 'Cuser' });
    await away.must(2001, { ...container('mine', {}, address), fr: 'Cuser' });
    await away.must(2001, { op: 1, to: 'away', ty: 2, fr: 'Cother', pc: { 'm2m:ae': { api: 'Napp', rr: true, srv: ['3'] } } });
    await away.must(4103, { op: 2, to: address, fr: 'Cother' });
  });

  it('Result Content 7 is the original, as its own CSE shows it to the Originator', async () => {
    const response = await away.must(2000, { op: 2, to: address, rcn: 7, fr: 'Cuser' });
    expect(response.root).toBe('m2m:cnt');
    expect(response.body).toMatchObject({ ri: original['ri'], at: [address] });
    net.down.add('home');
    await away.must(5103, { op: 2, to: address, rcn: 7, fr: 'Cuser' });
  });

  it('a <CSEBaseAnnc> is for the CSE itself', async () => {
    const create = (fr: string, lnk: string) => ({ op: 1, to: 'away', ty: 10005, fr, pc: { 'm2m:cbA': { et: '20270101T000000', lnk } } });
    await away.must(4103, create('/third', '/home/home'));
    await away.must(4103, create('Cuser', 'Cuser/home'));
    await away.must(2001, create('/third', '/third/third'));
  });

  it('an announced AE is notified where it is (TS-0001 10.2.13.12)', async () => {
    const { body: acp } = await home.must(2001, { op: 1, to: 'home', ty: 1, pc: { 'm2m:acp': { pv: { acr: [{ acor: ['all'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
    const ae = await home.must(2001, { op: 1, to: 'home', ty: 2, fr: 'C', pc: { 'm2m:ae': { rn: 'a', api: 'Napp', rr: true, srv: ['3'], poa: ['mem://device'], acpi: [acp['ri']], at: ['/away'] } } });
    net.onWay = (to, { rqi }) => (to === 'device' ? { rsc: 2000, rqi } : undefined);
    await away.must(2000, { op: 5, to: addresses(ae.body)[0], pc: { 'm2m:sgn': { sur: 'x' } } });
    expect(net.sent.at(-1)).toMatchObject({ to: 'device', request: { primitiveContent: { 'm2m:sgn': { sur: 'x' } } } });
  });
});
