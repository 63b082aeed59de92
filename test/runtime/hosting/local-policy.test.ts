/** What the standard leaves to whoever runs a CSE, and what a CSE says of itself. */

import { describe, expect, it } from 'vitest';
import { startCse } from '../../../runtime/serve/index.js';
import { ae, node, policy, subscription, world, type Json } from '../core/support.js';

describe('<CSEBase> (TS-0001 9.6.3)', () => {
  it('says what it is, which releases it serves, and what time it is', async () => {
    const { must, clock } = world();
    expect((await must(2000, { op: 2, to: 'cse-in' })).body).toMatchObject({ cst: 1, srv: ['2', '2a', '3'], ctm: '20261122T120000' });
    clock.advance(61_000);
    expect((await must(2000, { op: 2, to: 'cse-in', pc: { 'm2m:atrl': ['ctm'] } })).body).toEqual({ ctm: '20261122T120101' });
    const middle = world({ cseType: 'MN_CSE', policy: { releases: ['2a', '3'] } });
    expect((await middle.must(2000, { op: 2, to: 'cse-in', rvi: '3' })).body).toMatchObject({ cst: 2, srv: ['2a', '3'] });
  });
});

describe('releases (TS-0004 7.3.2.1)', () => {
  it.each([
    [undefined, '1', 2000],
    [undefined, '3', 2000],
    [undefined, '4', 4001],
    [undefined, undefined, 2000],
    [['2a', '3', '4'], '4', 2000],
    [['2a', '3', '4'], '5', 4001],
    [['2a', '3', '4'], undefined, 4001],
  ])('served are %j: %j gets %i', async (releases, rvi, rsc) => {
    const { must } = world(releases && { policy: { releases } });
    await must(rsc, { op: 2, to: 'cse-in', ...(rvi !== undefined && { rvi }) });
  });

  it.each([
    [['3', '4', '5'], 2001],
    [['4'], 2001],
    [['6'], 4000],
    [['one'], 4000],
    [[], 4000],
  ])('an AE may support %j: %i', async (srv, rsc) => {
    const { must } = world();
    const { body } = await must(rsc, ae('Capp', { srv }));
    if (rsc === 2001) expect(body['srv']).toEqual(srv);
  });
});

describe('Originators that are not registered', () => {
  it.each([
    ['refused', 4103],
    ['judged', 2000],
  ] as const)('are %s: %i where a policy lets them', async (unregistered, rsc) => {
    const { must } = world({ policy: { unregistered, access: [{ originators: ['registered'], privileges: ['RETRIEVE'] }] } });
    await must(2001, policy('p', ['Cstranger'], 2));
    await must(2001, node('a', { acpi: ['cse-in/p'] }));
    await must(2001, node('b'));
    await must(rsc, { op: 2, to: 'cse-in/a', fr: 'Cstranger' });
    await must(4103, { op: 2, to: 'cse-in/b', fr: 'Cstranger' });
    await must(4103, { op: 2, to: 'cse-in', fr: 'Cstranger' });
    await must(2001, ae('Cstranger'));
    await must(2000, { op: 2, to: 'cse-in', fr: 'Cstranger' });
  });
});

describe('whom subscriptions are verified with', () => {
  const url = 'http://subscriber.example/';
  it.each([
    ['identifiers', 0],
    ['all', 1],
  ] as const)('%s', async (verified, asked) => {
    const made = world({ policy: { verified } });
    await made.must(2001, node('a'));
    await made.must(2001, subscription('cse-in/a', { rn: 's', nu: [url] }));
    const verifications = () => made.notes.filter(([target, note]) => target === url && JSON.stringify(note).includes('"vrq":true')).length;
    expect(verifications()).toBe(asked);
    // An UPDATE asks those that it adds (TS-0001 Table 10.2.10.4-1).
    await made.must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { nu: [url], lbl: ['x'] } } });
    expect(verifications()).toBe(asked);
  });

  it('an UPDATE that adds somebody who does not want it is refused, and changes nothing', async () => {
    const made = world({ notify: () => Promise.reject(new Error('no')) });
    await made.must(2001, node('a'));
    await made.must(2001, ae('Capp', { poa: ['http://app/'] }));
    await made.must(2001, subscription('cse-in/a', { rn: 's', nu: [url] }));
    await made.must(5204, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { nu: [url, 'Capp'] } } });
    expect((await made.must(2000, { op: 2, to: 'cse-in/a/s' })).body['nu']).toEqual([url]);
  });
});

describe('latestNotify (TS-0001 9.6.8, 10.2.10.7)', () => {
  it('the Event Category says so, and of what waits only the last one goes out', async () => {
    const heard: [label: unknown, manner: unknown][] = [];
    const notify = (_target: string, note: unknown, manner?: unknown) => void heard.push([/"lbl":\["(\d)"\]/.exec(JSON.stringify(note))?.[1], manner]);
    const made = world({ notify });
    await made.must(2001, node('a'));
    await made.must(2001, subscription('cse-in/a', { rn: 's', ln: true, rl: { mnn: 1, tww: 'PT10S' } }));
    const change = (label: string) => made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: [label] } } });
    for (const label of ['1', '2', '3']) await change(label);
    made.clock.advance(10_000);
    const latest = { eventCategory: 4 };
    expect(heard).toEqual([['1', latest], ['3', latest]]);
    await made.must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { ln: null, rl: null } } });
    await change('4');
    expect(heard.slice(2)).toEqual([['4', undefined]]);
  });
});

describe('times of a request', () => {
  it('a duration says as much as its milliseconds', async () => {
    const { must } = world();
    const { whole } = await must(1001, { op: 2, to: 'cse-in', rt: { rtv: 1 }, rp: 'PT1M30S' });
    const to = (whole['pc'] as Json)['m2m:uri'];
    expect((await must(2000, { op: 2, to })).body).toMatchObject({ et: '20261122T120130', mi: { rp: 90_000 } });
    await must(4000, { op: 2, to: 'cse-in', rqet: 'PT' });
    await must(4008, { op: 2, to: 'cse-in', rqet: '-PT1S' });
  });

  it('Operation Execution Time: not before it (TS-0004 7.3.3.3 to 7.3.3.8)', async () => {
    const { ask, must, clock } = world();
    const oet = '20261122T120010';
    const waiting = ask({ ...node('a'), oet });
    await must(1001, { ...node('b'), rt: { rtv: 1 }, oet: 20_000 });
    await must(4004, { op: 2, to: 'cse-in/a' });
    const given = ask({ ...node('c'), oet: 20_000, rqet: 15_000 });
    clock.advance(10_000);
    expect((await waiting).rsc).toBe(2001);
    clock.advance(5_000);
    expect((await given).rsc).toBe(4008);
    await must(4004, { op: 2, to: 'cse-in/b' });
    clock.advance(5_000);
    await new Promise(setImmediate);
    await must(2000, { op: 2, to: 'cse-in/b' });
    await must(2001, { ...node('d'), oet: '20261122T110000' });
  });

  it('nobody waits for the answer to a non-blocking request: over HTTP it has no time limit that its Originator has not set', async () => {
    await using cse = await startCse();
    const ask = (path: string) => fetch(`${cse.url}/${path}`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' } }).then((each) => each.json() as Promise<Json>);
    const { 'm2m:uri': uri } = await ask('cse-in?rt=1&rp=2000');
    expect(((await ask(String(uri)))['m2m:req'] as Json)['mi']).toEqual({ rvi: '3', rt: { rtv: 1 }, rp: 2000 });
  });
});

describe('a CSE at a socket', () => {
  it('serves who is registered here, other CSEs by way of <remoteCSE>, and AEs at their points of access', async () => {
    await using first = await startCse({ cseId: '/id-one', name: 'one' });
    await using second = await startCse({ cseId: '/id-two', name: 'two' });
    const ask = async (method: string, url: string, from: string, ty?: number, body?: object) => {
      const headers = { 'X-M2M-Origin': from, 'X-M2M-RI': 'r', 'X-M2M-RVI': '3', 'Content-Type': ty === undefined ? 'application/json' : `application/json;ty=${ty}` };
      const response = await fetch(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      return { rsc: Number(response.headers.get('x-m2m-rsc')), body: (await response.json().catch(() => undefined)) as Json | undefined };
    };
    const csr = (csi: string, base: string, poa: string) => ({ 'm2m:csr': { rn: csi.slice(1), csi, cb: base, rr: true, srv: ['3'], poa: [poa] } });
    expect(await ask('POST', `${first.url}/one`, '/id-two', 16, csr('/id-two', '/id-two/two', second.url))).toMatchObject({ rsc: 2001 });
    expect(await ask('POST', `${second.url}/two`, '/id-one', 16, csr('/id-one', '/id-one/one', first.url))).toMatchObject({ rsc: 2001 });
    expect(await ask('POST', `${first.url}/one`, 'Capp', 2, { 'm2m:ae': { api: 'N1', rr: true, srv: ['3'], poa: [`${second.url}/healthz`] } })).toMatchObject({ rsc: 2001 });
    // Registered, whichever CSE it is at.
    expect(await ask('GET', `${first.url}/~/id-two/two`, 'Capp')).toMatchObject({ rsc: 2000, body: { 'm2m:cb': { csi: '/id-two' } } });
    expect(await ask('GET', `${first.url}/~/id-two/two/nothing`, 'Capp')).toMatchObject({ rsc: 4004 });
    expect(await ask('GET', `${first.url}/~/id-three/three`, 'Capp')).toMatchObject({ rsc: 4004 });
    // It is there, and says something that is no answer to a Notify request.
    expect(await ask('POST', `${first.url}/one/Capp`, 'Capp', undefined, { 'm2m:sgn': { nev: { net: 1 } } })).toMatchObject({ rsc: expect.toSatisfy((rsc: number) => rsc >= 4000) as number });
    await second.close();
    expect(await ask('GET', `${first.url}/~/id-two/two`, 'Capp')).toMatchObject({ rsc: 5103 });
  });
});
