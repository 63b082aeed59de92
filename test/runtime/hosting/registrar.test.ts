/** An MN-CSE between its Registrar and its Registrees (TS-0004 7.3.2.6, 7.4.4). */

import { beforeEach, describe, expect, it } from 'vitest';
import { createHostingCse, manualClock, type HostingCse, type HostingCseOptions, type ManualClock } from '../../../runtime/index.js';
import { NOON, open, type Json, type Response } from '../core/support.js';

interface Member {
  readonly cse: HostingCse;
  must(rsc: number, primitive: Json): Promise<Response>;
}

let clock: ManualClock;
let members: Record<string, Member>;
let down: Set<string>;
let sent: [to: string, request: Json][];
let reports: unknown[];
const at = (name: string) => members[name] as Member;

function member(name: string, options: HostingCseOptions): Member {
  const cse = createHostingCse({
    clock,
    cseId: `/${name}`,
    name,
    report: (error) => reports.push(error),
    send: async ([address = ''], request) => {
      sent.push([address, request as Json]);
      if (down.has(address)) throw new Error(`${address} is down`);
      return at(address).cse.request(structuredClone(request));
    },
    ...options,
  });
  const must = async (rsc: number, primitive: Json) => {
    const response = open(await cse.request({ fr: 'CAdmin', rqi: 'r', rvi: '3', ...primitive }));
    expect([response.rsc, response.text].join(' ').trim()).toMatch(new RegExp(`^${rsc}`));
    return response;
  };
  return { cse, must };
}

const registration = (at: string, name: string, more: Json = {}): Json => ({ op: 1, to: at, ty: 16, fr: `/${name}`, pc: { 'm2m:csr': { rn: name, cb: `/${name}/${name}`, rr: true, srv: ['3'], poa: [name], ...more } } });
/** `name` registers, and keeps a <remoteCSE> for its Registrar. */
async function registers(name: string, registrar: string, cst: number, more: Json = {}): Promise<void> {
  await at(registrar).must(2001, registration(registrar, name, more));
  await at(name).must(2001, { ...registration(name, registrar, { csi: `/${registrar}`, cst }), fr: 'CAdmin' });
  await rest();
}
async function rest(): Promise<void> {
  clock.advance(0);
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
}
const descendants = async (at: string, name: string) => {
  await rest();
  return ((await (members[at] as Member).must(2000, { op: 2, to: `${at}/${name}` })).body['dcse'] ?? null) as readonly string[] | null;
};

beforeEach(async () => {
  clock = manualClock(NOON);
  down = new Set();
  sent = [];
  reports = [];
  members = {};
  members['in'] = member('in', {});
  members['mn'] = member('mn', { cseType: 'MN_CSE' });
  members['asn'] = member('asn', { cseType: 'ASN_CSE' });
  await registers('mn', 'in', 1);
  for (const [name, fr] of [['in', 'Cin'], ['mn', 'Cmn'], ['asn', 'Casn']] as const) {
    await at(name).must(2001, { op: 1, to: name, ty: 2, fr, pc: { 'm2m:ae': { rn: 'ae', api: 'Na', rr: true, srv: ['3'] } } });
    await at(name).must(2001, { op: 1, to: name, ty: 1, pc: { 'm2m:acp': { rn: 'open', pv: { acr: [{ acor: ['all'], acop: 63 }] }, pvs: { acr: [{ acor: ['CAdmin'], acop: 63 }] } } } });
    await at(name).must(2001, { op: 1, to: name, ty: 3, pc: { 'm2m:cnt': { rn: 'c', acpi: [`${name}/open`] } } });
  }
});

describe('descendantCSEs at the Registrar', () => {
  it('follow who registers, what they have behind them, and who leaves', async () => {
    expect(await descendants('in', 'mn')).toBe(null);
    await registers('asn', 'mn', 2, { dcse: ['/deep'] });
    expect(await descendants('in', 'mn')).toEqual(['/asn', '/deep']);
    await at('mn').must(2004, { op: 3, to: 'mn/asn', fr: '/asn', pc: { 'm2m:csr': { dcse: ['/deep', '/deeper'] } } });
    expect(await descendants('in', 'mn')).toEqual(['/asn', '/deep', '/deeper']);
    await at('mn').must(2001, registration('mn', 'other'));
    await at('mn').must(2002, { op: 4, to: 'mn/asn', fr: '/asn' });
    expect(await descendants('in', 'mn')).toEqual(['/other']);
    await at('mn').must(2002, { op: 4, to: 'mn/other', fr: '/other' });
    expect(await descendants('in', 'mn')).toBe(null);
    expect(reports).toEqual([]);
    // Nothing is left to do.
    const before = sent.length;
    clock.advance(3_600_000);
    await rest();
    expect(sent).toHaveLength(before);
  });

  it('are told from one MN-CSE to the next', async () => {
    members['low'] = member('low', { cseType: 'MN_CSE', registrar: '/mn' });
    await registers('low', 'mn', 2);
    await at('low').must(2001, registration('low', 'leaf'));
    expect(await descendants('mn', 'low')).toEqual(['/leaf']);
    expect(await descendants('in', 'mn')).toEqual(['/low', '/leaf']);
  });

  it('are told as soon as the Registrar can be reached, the last of them once', async () => {
    down.add('in');
    await at('mn').must(2001, registration('mn', 'a'));
    await at('mn').must(2001, registration('mn', 'b'));
    await rest();
    down.clear();
    sent.length = 0;
    clock.advance(60_000);
    expect(await descendants('in', 'mn')).toEqual(['/a', '/b']);
    expect(sent.filter(([to, { op }]) => to === 'in' && op === 3)).toHaveLength(1);
  });

  it('are told to a Registrar that comes after them', async () => {
    members['late'] = member('late', { cseType: 'MN_CSE' });
    await at('late').must(2001, registration('late', 'before'));
    await rest();
    await registers('late', 'in', 1);
    expect(await descendants('in', 'late')).toEqual(['/before']);
  });

  it('an IN-CSE has nobody to tell', async () => {
    await at('in').must(2001, registration('in', 'x', { dcse: ['/y'] }));
    await rest();
    expect(sent.filter(([to]) => to === 'x')).toEqual([]);
  });
});

describe('requests that lead to no CSE that is known', () => {
  beforeEach(async () => registers('asn', 'mn', 2));

  it('go up, and down by descendantCSEs', async () => {
    await rest();
    // Up two steps, and back down: each knows its next neighbours alone.
    await at('asn').must(2000, { op: 2, to: '/in/in/c', fr: 'Casn' });
    await at('in').must(2000, { op: 2, to: '/asn/asn/c', fr: 'Cin' });
    members['far'] = member('far', { cseType: 'MN_CSE' });
    await registers('far', 'in', 1);
    await at('far').must(2001, { op: 1, to: 'far', ty: 2, fr: 'Cfar', pc: { 'm2m:ae': { api: 'Na', rr: true, srv: ['3'] } } });
    await at('far').must(2000, { op: 2, to: '/asn/asn/c', fr: 'Cfar' });
    expect(sent.slice(-3).map(([to, { fr }]) => [to, fr])).toEqual([['in', '/far/Cfar'], ['mn', '/far/Cfar'], ['asn', '/far/Cfar']]);
    expect(reports).toEqual([]);
  });

  it('end at the IN-CSE, and where they come down from it', async () => {
    sent.length = 0;
    await at('asn').must(4004, { op: 2, to: '/nobody/x', fr: 'Casn' });
    expect(sent.map(([to]) => to)).toEqual(['mn', 'in']);
    sent.length = 0;
    await at('mn').must(4004, { op: 2, to: '/nobody/x', fr: '/in/Cin' });
    await at('mn').must(4004, { op: 2, to: '/nobody/x', fr: '/nobody/C' });
    await at('in').must(4004, { op: 2, to: '/nobody/x' });
    expect(sent).toEqual([]);
  });

  it('notifications go the same way', async () => {
    await at('in').must(2004, { op: 3, to: 'in/ae', fr: 'Cin', pc: { 'm2m:ae': { acpi: ['in/open'] } } });
    await at('asn').must(2001, { op: 1, to: 'asn/c', ty: 23, pc: { 'm2m:sub': { nu: ['/in/Cin'] } } });
    sent.length = 0;
    await at('asn').must(2004, { op: 3, to: 'asn/c', pc: { 'm2m:cnt': { lbl: ['x'] } } });
    await rest();
    expect(sent.filter(([, { op }]) => op === 5).map(([to, { to: target }]) => [to, target])).toEqual([['mn', '/in/Cin'], ['in', '/in/Cin']]);
  });

  it('what is announced beyond them goes the same way', async () => {
    members['far'] = member('far', { cseType: 'MN_CSE' });
    await registers('far', 'in', 1);
    const { body } = await at('far').must(2001, { op: 1, to: 'far', ty: 3, pc: { 'm2m:cnt': { at: ['/mn'] } } });
    expect(body['at']).toEqual([expect.stringMatching(/^\/mn\//)]);
  });
});

describe('registration (TS-0004 7.4.4.2.1)', () => {
  it('nobody registers with an ASN-CSE, which has a <remoteCSE> for its Registrar', async () => {
    await at('asn').must(4005, registration('asn', 'x'));
    await at('asn').must(2001, { ...registration('asn', 'mn', { csi: '/mn', cst: 2 }), fr: 'CAdmin' });
  });

  it('whoever is behind the Registrar is judged by the policies', async () => {
    await at('mn').must(2000, { op: 2, to: 'mn/c', fr: '/far/C' });
    await at('mn').must(4103, { op: 2, to: 'mn', fr: '/far/C' });
    await at('in').must(4103, { op: 2, to: 'in/c', fr: '/far/C' });
  });
});
