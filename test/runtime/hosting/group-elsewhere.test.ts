/** Members of a <group> at other CSEs: of which type they are is asked there (TS-0004 7.4.13.2.1, 7.4.13.2.3). */

import { beforeEach, describe, expect, it } from 'vitest';
import { network, type Member, type Network } from '../announcing/network.js';
import type { Json } from '../core/support.js';

let net: Network;
let home: Member;
let away: Member;

const ofAll = (rn: string, who: string): Json => ({ op: 1, to: 'away', ty: 1, pc: { 'm2m:acp': { rn, pv: { acr: [{ acor: [who], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
const container = (where: string, rn: string, more: Json = {}): Json => ({ op: 1, to: where, ty: 3, pc: { 'm2m:cnt': { rn, ...more } } });
const group = (mid: readonly string[], more: Json = {}): Json => ({ op: 1, to: 'home', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 10, mt: 3, mid, ...more } } });
const change = (mid: readonly string[]): Json => ({ op: 3, to: 'home/g', pc: { 'm2m:grp': { mid } } });
const members = async () => (await home.must(2000, { op: 2, to: 'home/g' })).body;

beforeEach(async () => {
  net = await network(['home', 'away', 'third']);
  [home, away] = [net.members['home'] as Member, net.members['away'] as Member];
  await away.must(2001, ofAll('open', 'all'));
  await away.must(2001, ofAll('closed', 'CAdmin'));
  await home.must(2001, container('home', 'a'));
  await away.must(2001, container('away', 'b', { acpi: ['away/open'] }));
  await away.must(2001, { op: 1, to: 'away', ty: 2, fr: 'Cx', pc: { 'm2m:ae': { rn: 'x', api: 'Nx', rr: false, srv: ['3'], acpi: ['away/open'] } } });
  net.sent.length = 0;
});

describe('CREATE', () => {
  it('members of the type are validated, the Hosting CSE asks', async () => {
    expect((await home.must(2001, group(['home/a', '/away/away/b']))).body).toMatchObject({ mid: ['home/a', '/away/away/b'], cnm: 2, mtv: true });
    expect(net.sent).toMatchObject([{ to: 'away', request: { op: 2, to: '/away/away/b', fr: '/home' } }]);
  });

  it.each([
    ['without the others', 1, 2001, { mid: ['home/a'], mtv: true }],
    ['or of any type', 3, 2001, { mid: ['home/a', '/away/away/x'], mt: 0, mtv: true }],
    ['or not at all', 2, 4110, undefined],
  ])('members of another type: %s', async (_what, csy, rsc, expected) => {
    const { body } = await home.must(rsc, group(['home/a', '/away/away/x'], { csy }));
    if (expected === undefined) await home.must(4004, { op: 2, to: 'home/g' });
    else expect(body).toMatchObject(expected);
  });

  it('what is not there is of no type', async () => {
    await home.must(4110, group(['/away/away/none'], { csy: 2 }));
  });

  it('a type that nobody tells the CSE: 5105, and no group', async () => {
    await away.must(2001, container('away', 'secret', { acpi: ['away/closed'] }));
    await home.must(5105, group(['home/a', '/away/away/secret']));
    await home.must(4004, { op: 2, to: 'home/g' });
  });

  it('virtual members by their parents, fan-out points by the members of their group, specializations by their definition', async () => {
    expect((await home.must(2001, group(['/away/away/b/la'], { mt: 20002, csy: 2 }))).body).toMatchObject({ mtv: true });
    await home.must(4110, group(['/away/away/x/la'], { rn: 'h', mt: 20002, csy: 2 }));
    await away.must(2001, { op: 1, to: 'away', ty: 9, pc: { 'm2m:grp': { rn: 'sub', mnm: 3, mt: 3, mid: ['away/b'], acpi: ['away/open'] } } });
    expect((await home.must(2001, group(['/away/away/sub/fopt'], { rn: 'i', csy: 2 }))).body).toMatchObject({ mtv: true });
    await home.must(4110, group(['/away/away/sub'], { rn: 'j', csy: 2 }));
    await away.must(2001, { op: 1, to: 'away', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n', acpi: ['away/open'] } } });
    await away.must(2001, { op: 1, to: 'away/n', ty: 13, pc: { 'm2m:bat': { rn: 'bat', mgd: 1006, btl: 50, bts: 1, acpi: ['away/open'] } } });
    expect((await home.must(2001, group(['/away/away/n/bat'], { rn: 'k', mt: 13, spty: { mgd: 1006 }, csy: 2 }))).body).toMatchObject({ mtv: true });
    await home.must(4110, group(['/away/away/n/bat'], { rn: 'l', mt: 13, spty: { mgd: 1001 }, csy: 2 }));
  });

  it('nobody is asked where the type does not matter, or all are here', async () => {
    await home.must(2001, group(['/away/away/b'], { mt: 0 }));
    await home.must(2001, group(['home/a', '/home/home/a', '//sp/home/home/a'], { rn: 'h' }));
    expect(net.sent).toEqual([]);
  });
});

describe('UPDATE', () => {
  it('judges those that it adds', async () => {
    await home.must(2001, group(['home/a']));
    await away.must(2001, container('away', 'secret', { acpi: ['away/closed'] }));
    await home.must(5105, change(['home/a', '/away/away/secret']));
    expect(await members()).toMatchObject({ mid: ['home/a'] });
    expect((await home.must(2004, change(['home/a', '/away/away/x', '/away/away/b']))).body).toMatchObject({ mid: ['home/a', '/away/away/b'], mtv: true });
  });
});

describe('members that cannot be reached', () => {
  const away10 = Array.from({ length: 10 }, (_, index) => `/away/away/m${index}`);

  it('stay, and are not validated; a CSE that does not answer is asked once', async () => {
    net.down.add('away');
    expect((await home.must(2001, group(['home/a', ...away10.slice(1)]))).body).toMatchObject({ cnm: 10, mtv: false });
    expect(net.sent).toHaveLength(1);
  });

  it.each([
    ['are validated', '/away/away/b', 1, { mid: ['home/a', '/away/away/b'], mtv: true }],
    ['leave', '/away/away/x', 1, { mid: ['home/a'], cnm: 1, mtv: true }],
    ['make it mixed', '/away/away/x', 3, { mid: ['home/a', '/away/away/x'], mt: 0, mtv: true }],
    ['end it', '/away/away/x', 2, undefined],
  ])('when they can be, they %s, after a restart too', async (_what, member, csy, expected) => {
    net.down.add('away');
    await home.must(2001, group(['home/a', member], { csy }));
    net.clock.advance(60_000);
    await net.rest();
    await net.restart('home');
    net.down.clear();
    net.clock.advance(60_000 * 3);
    await net.rest();
    if (expected === undefined) return void (await home.must(4004, { op: 2, to: 'home/g' }));
    expect(await members()).toMatchObject(expected);
    const asked = net.sent.length;
    net.clock.advance(86_400_000);
    await net.rest();
    expect(net.sent).toHaveLength(asked);
  });

  it('what nobody tells the CSE then is asked again, and the group is left as it is', async () => {
    await away.must(2001, container('away', 'secret', { acpi: ['away/closed'] }));
    net.down.add('away');
    await home.must(2001, group(['/away/away/secret']));
    net.down.clear();
    net.clock.advance(60_000);
    await net.rest();
    expect(await members()).toMatchObject({ mid: ['/away/away/secret'], mtv: false });
  });

  it('a group that is gone, or has no such members, asks no more', async () => {
    net.down.add('away');
    await home.must(2001, group(['home/a', '/away/away/b']));
    await home.must(2004, change(['home/a']));
    const asked = net.sent.length;
    net.clock.advance(86_400_000);
    await net.rest();
    expect(net.sent).toHaveLength(asked);
    await home.must(2002, { op: 4, to: 'home/g' });
    net.clock.advance(86_400_000);
    await net.rest();
    expect(home.reports.map(String).filter((text) => !/down|cannot be reached/.test(text))).toEqual([]);
  });
});
