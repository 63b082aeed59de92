/** <crossResourceSubscription> with targets at other CSEs (TS-0004 7.4.58.2, 7.5.1.2.4, 7.5.1.2.18). */

import { beforeEach, describe, expect, it } from 'vitest';
import { network, type Member, type Network } from '../announcing/network.js';
import type { Store } from '../../../runtime/index.js';
import type { Json } from '../core/support.js';

let net: Network;
let home: Member;
let away: Member;
let notes: [string, Json][];

const container = (where: string, rn: string, more: Json = {}): Json => ({ op: 1, to: where, ty: 3, pc: { 'm2m:cnt': { rn, ...more } } });
const subscription = (to: string, more: Json = {}): Json => ({ op: 1, to, ty: 23, pc: { 'm2m:sub': { rn: 's', nu: ['https://other.example/'], ...more } } });
const cross = (more: Json = {}): Json => ({
  op: 1,
  to: 'home',
  ty: 48,
  pc: { 'm2m:crs': { rn: 'x', nu: ['https://subscriber.example/'], twt: 1, tws: 'PT1M', rrat: ['home/a', '/away/away/b'], encs: { encn: [{ net: [1] }, { net: [3] }] }, ...more } },
});
const touch = (at: Member, to: string) => at.must(2004, { op: 3, to, pc: { 'm2m:cnt': { lbl: [String(net.clock.now())] } } });
const add = async () => {
  await away.must(2001, { op: 1, to: 'away/b', ty: 4, pc: { 'm2m:cin': { con: 'x' } } });
  await net.rest();
};
const told = () => notes.filter(([target]) => target === 'https://subscriber.example/').map(([, note]) => note);
const childrenOf = (at: Member, name: string) => at.cse.store.children(at.cse.store.childNamed(at.name, name)?.id ?? '', 'subscription');
const read = async (at: Member, to: unknown) => (await at.must(2000, { op: 2, to: String(to) })).body;

beforeEach(async () => {
  notes = [];
  net = await network(['home', 'away', 'third'], { notify: (target, note) => void notes.push([target, note as Json]) });
  [home, away] = [net.members['home'] as Member, net.members['away'] as Member];
  await away.must(2001, { op: 1, to: 'away', ty: 1, pc: { 'm2m:acp': { rn: 'open', pv: { acr: [{ acor: ['/home/CAdmin', 'CAdmin'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
  await home.must(2001, container('home', 'a'));
  await away.must(2001, container('away', 'b', { acpi: ['away/open'] }));
});

describe('CREATE', () => {
  it('subscribes there on behalf of the Originator, until it expires itself; what is made stands in its place', async () => {
    const { body } = await home.must(2001, cross({ rrat: ['/away/away/b', 'home/a'], encs: { encn: [{ net: [3] }, { net: [1] }] }, nec: 100 }));
    const [there, here] = body['rrats'] as readonly string[];
    const self = `/home/${String(body['ri'])}`;
    expect(there).toMatch(/^\/away\//);
    expect(await read(away, there)).toMatchObject({ pi: away.cse.store.childNamed('away', 'b')?.id, nu: [self], acrs: [self], enc: { net: [3] }, et: body['et'], nec: 100 });
    expect(await read(home, here)).toMatchObject({ nu: [self], enc: { net: [1] } });
    expect(net.sent.find(({ to, request }) => to === 'away' && request['op'] === 1)?.request).toMatchObject({ fr: '/home/CAdmin' });
  });

  it('joins a subscription that is there, which goes on telling whom it told', async () => {
    await away.must(2001, subscription('away/b', { enc: { net: [3] }, acpi: ['away/open'] }));
    const { body } = await home.must(2001, cross({ rrat: ['home/a'], srat: ['/away/away/b/s'], encs: { encn: [{ net: [1] }] } }));
    const self = `/home/${String(body['ri'])}`;
    expect(await read(away, 'away/b/s')).toMatchObject({ nu: ['https://other.example/', self], acrs: [self] });
    await touch(home, 'home/a');
    await add();
    expect(told()).toHaveLength(1);
    expect(notes.some(([target]) => target === 'https://other.example/')).toBe(true);
    await home.must(2002, { op: 4, to: 'home/x' });
    await net.rest();
    const left = await read(away, 'away/b/s');
    expect(left).toMatchObject({ nu: ['https://other.example/'] });
    expect(left).not.toHaveProperty('acrs');
  });

  it.each([
    ['a target that is not there', { rrat: ['home/a', '/away/away/b', '/away/away/none'], encs: { encn: [{ net: [1] }] } }],
    ['what is no subscription', { srat: ['/away/away/b'] }],
    ['what the Originator may not subscribe to', { rrat: ['home/a', '/away/away/secret'] }],
    ['a CSE that nobody knows', { rrat: ['home/a', '/nobody/x'] }],
    ['criteria that no subscription can have', { encs: { encn: [{ net: [1] }, { net: [8] }] } }],
  ])('%s: 5221, and nothing is left', async (_what, more) => {
    await away.must(2001, container('away', 'secret'));
    await away.must(2004, { op: 3, to: 'away/secret', pc: { 'm2m:cnt': { acpi: null } } }).catch(() => undefined);
    await away.must(2001, { op: 1, to: 'away', ty: 1, pc: { 'm2m:acp': { rn: 'shut', pv: { acr: [{ acor: ['CAdmin'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
    await away.must(2004, { op: 3, to: 'away/secret', pc: { 'm2m:cnt': { acpi: ['away/shut'] } } });
    await home.must(5221, cross(more));
    await net.rest();
    await home.must(4004, { op: 2, to: 'home/x' });
    for (const name of ['b', 'secret']) expect(childrenOf(away, name)).toEqual([]);
    expect(childrenOf(home, 'a')).toEqual([]);
    for (const kind of ['crossResourceSubscription.joining', 'crossResourceSubscription.elsewhere', 'crossResourceSubscription.window']) expect((home.cse.store as Store).records(kind)).toEqual([]);
  });

  it('what does not answer in time: 5221, and what answers later is undone', async () => {
    let late: (() => void) | undefined;
    net.onWay = (to, request) => (to === 'away' && request['op'] === 1 ? new Promise((resolve) => (late = () => resolve(away.cse.request(request)))) : undefined);
    const answer = home.ask({ ...cross(), rqet: 5000 });
    await net.rest();
    net.clock.advance(4999);
    expect((await answer).rsc).toBe(5221);
    late?.();
    await net.rest();
    expect(childrenOf(away, 'b')).toEqual([]);
    await home.must(4004, { op: 2, to: 'home/x' });
  });

  it('a restart while others are asked: nobody has been told that it is there', async () => {
    net.onWay = (to, request) => (to === 'away' && request['op'] === 1 ? new Promise(() => undefined) : undefined);
    void home.ask(cross());
    await net.rest();
    await net.restart('home');
    await home.must(4004, { op: 2, to: 'home/x' });
    expect(childrenOf(home, 'a')).toEqual([]);
  });
});

describe('what happens', () => {
  it('to all targets within one window makes one notification, a restart forgets nothing', async () => {
    const { body } = await home.must(2001, cross());
    await add();
    expect(told()).toEqual([]);
    net.clock.advance(30_000);
    await net.restart('home');
    await touch(home, 'home/a');
    await net.rest();
    expect(told()).toEqual([{ 'm2m:sgn': { sur: `/home/${String(body['ri'])}`, cr: 'CAdmin' } }]);
    net.clock.advance(60_000);
    await touch(home, 'home/a');
    net.clock.advance(60_000);
    await add();
    expect(told()).toHaveLength(1);
  });

  it('counts when it is of a target, told by its CSE', async () => {
    const { body } = await home.must(2001, cross());
    const [, there] = body['rrats'] as readonly string[];
    const tell = (fr: string, sgn: Json): Json => ({ op: 5, to: `/home/${String(body['ri'])}`, fr, pc: { 'm2m:sgn': { nev: { net: 3, rep: { 'm2m:cin': {} } }, ...sgn } } });
    await touch(home, 'home/a');
    await home.must(4103, tell('/third', { sur: there }));
    await home.must(2000, tell('/away', { sur: '/away/another' }));
    await net.rest();
    expect(told()).toEqual([]);
    await home.must(2000, tell('/away', { vrq: true, sur: there }));
    await home.must(2000, tell('/away', { sur: there }));
    await net.rest();
    expect(told()).toHaveLength(1);
  });
});

describe('the end', () => {
  it('DELETE ends what it has made there, on behalf of whoever deletes it', async () => {
    await home.must(2001, cross());
    await home.must(2002, { op: 4, to: 'home/x' });
    await net.rest();
    expect(childrenOf(away, 'b')).toEqual([]);
    expect(childrenOf(home, 'a')).toEqual([]);
    expect((home.cse.store as Store).records('crossResourceSubscription.elsewhere')).toEqual([]);
  });

  it.each([
    ['its subscription there goes', () => ({ op: 4, to: childrenOf(away, 'b')[0]?.id })],
    ['the target goes', () => ({ op: 4, to: 'away/b' })],
    ['somebody takes it out', () => ({ op: 3, to: childrenOf(away, 'b')[0]?.id, pc: { 'm2m:sub': { acrs: null } } })],
  ])('it goes when %s (7.5.1.2.4)', async (_what, request) => {
    await home.must(2001, cross());
    expect((await away.ask(request())).rsc).toBeLessThan(3000);
    await net.rest();
    await home.must(4004, { op: 2, to: 'home/x' });
    expect(childrenOf(home, 'a')).toEqual([]);
  });

  it('nobody ends another’s by naming it', async () => {
    const { body } = await home.must(2001, cross());
    await home.must(2001, container('home', 'c'));
    await home.must(2001, subscription('home/c', { acrs: [`/home/${String(body['ri'])}`] }));
    await home.must(2002, { op: 4, to: 'home/c/s' });
    await home.must(2000, { op: 2, to: 'home/x' });
  });

  it('a CSE that cannot be reached ends nothing and stops nothing', async () => {
    await home.must(2001, cross());
    net.down.add('away');
    await home.must(2002, { op: 4, to: 'home/x' });
    await net.rest();
    expect(childrenOf(away, 'b')).toHaveLength(1);
  });
});
