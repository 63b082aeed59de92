import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../runtime/store/store.js';
import type { ResponsePrimitive } from '../../../runtime/receiver/primitive.js';
import { ae, node, subscription, world, type Json } from '../core/support.js';

const channel = (more: Json = {}): Json => ({ op: 1, to: 'cse-in/app', ty: 15, fr: 'Capp', pc: { 'm2m:pch': { rn: 'pch', ...more } } });
const poll = (more: Json = {}): Json => ({ op: 2, to: 'cse-in/app/pch/pcu', fr: 'Capp', ...more });
const change = (text: string): Json => ({ op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: [text] } } });

async function withChannel(options = {}) {
  const made = world(options);
  await made.must(2001, node('a'));
  await made.must(2001, ae('Capp', { rn: 'app', rr: false }));
  await made.must(2001, channel());
  return made;
}
const request = (response: { readonly whole: unknown }) => (response.whole as { readonly pc: { readonly 'm2m:rqp': Json } }).pc['m2m:rqp'];

describe('<pollingChannel>, <pollingChannelURI> (TS-0004 7.4.21, 7.4.22)', () => {
  it('is for its AE, and there is one', async () => {
    const { must } = await withChannel();
    await must(4105, channel({ rn: 'other' }));
    await must(4103, { ...channel(), fr: 'CAdmin' });
    await must(4103, { op: 2, to: 'cse-in/app/pch' });
    await must(2000, { op: 2, to: 'cse-in/app/pch', fr: 'Capp' });
    await must(4103, poll({ fr: 'CAdmin' }));
    await must(4005, { op: 4, to: 'cse-in/app/pch/pcu', fr: 'Capp' });
    await must(4005, { op: 3, to: 'cse-in/app/pch/pcu', fr: 'Capp', pc: {} });
    await must(4103, { op: 4, to: 'cse-in/app/pch' });
    await must(2002, { op: 4, to: 'cse-in/app/pch', fr: 'Capp' });
  });

  it('notifications wait in it, and are asked for one by one, in their order', async () => {
    const made = await withChannel();
    const subscribing = made.must(2001, subscription('cse-in/a', { nu: ['Capp'] }));
    const verification = request(await made.must(2000, poll()));
    expect(verification).toMatchObject({ op: 5, to: 'Capp', fr: '/id-in', pc: { 'm2m:sgn': { vrq: true } } });
    await made.must(2000, { op: 5, to: 'cse-in/app/pch/pcu', fr: 'Capp', pc: { 'm2m:rsp': { rsc: 2000, rqi: verification['rqi'] } } });
    await subscribing;
    await made.must(2004, change('1'));
    await made.must(2004, change('2'));
    const first = request(await made.must(2000, poll()));
    expect(first).toMatchObject({ op: 5, pc: { 'm2m:sgn': { nev: { rep: { 'm2m:nod': { lbl: ['1'] } } } } } });
    expect(request(await made.must(2000, poll()))).toMatchObject({ pc: { 'm2m:sgn': { nev: { rep: { 'm2m:nod': { lbl: ['2'] } } } } } });
    // Nobody waits for the answer to a notification of an event; whoever gives one does right, once.
    const answer = { op: 5, to: 'cse-in/app/pch/pcu', fr: 'Capp', pc: { 'm2m:rsp': { rsc: 2000, rqi: first['rqi'] } } };
    await made.must(2000, answer);
    await made.must(4000, answer);
    expect(made.notes).toEqual([]);
  });

  it('an answer that comes after a restart is known as one, once, and for a minute', async () => {
    const store = memoryStore();
    const made = await withChannel({ store });
    await made.must(2001, { ...subscription('cse-in/app'), fr: 'Capp', pc: { 'm2m:sub': { nu: ['Capp'] } } });
    const taken = async () => {
      await made.must(2004, { op: 3, to: 'cse-in/app', fr: 'Capp', pc: { 'm2m:ae': { lbl: ['x'] } } });
      const { rqi } = request(await made.must(2000, poll()));
      return { op: 5, to: 'cse-in/app/pch/pcu', fr: 'Capp', pc: { 'm2m:rsp': { rsc: 2000, rqi } } };
    };
    const [first, second] = [await taken(), await taken()];
    const next = world({ store });
    await next.must(2000, first);
    await next.must(4000, first);
    next.clock.advance(60_000);
    await next.must(4000, second);
    expect(store.records('polling.taken')).toEqual([]);
  });

  it('who asks waits for a request, as long as it said', async () => {
    const made = await withChannel();
    await made.must(2001, subscription('cse-in/a', { nu: ['http://elsewhere/'] }));
    await made.must(2001, { ...subscription('cse-in/app'), fr: 'Capp', pc: { 'm2m:sub': { nu: ['Capp'] } } });
    const waiting = made.must(2000, poll({ rqet: 10_000 }));
    await made.must(2004, { op: 3, to: 'cse-in/app', fr: 'Capp', pc: { 'm2m:ae': { lbl: ['x'] } } });
    expect(request(await waiting)).toMatchObject({ op: 5 });
    const late = made.must(4008, poll({ rqet: 10_000 }));
    await new Promise(setImmediate);
    made.clock.advance(10_000);
    await late;
  });

  it('what comes when whoever asked has gone is for who asks next', async () => {
    const made = await withChannel();
    await made.must(2001, { ...subscription('cse-in/app'), fr: 'Capp', pc: { 'm2m:sub': { nu: ['Capp'] } } });
    const gone = new AbortController();
    const lost = made.cse.request(poll({ rqi: 'r1' }), gone);
    gone.abort();
    await made.must(2004, { op: 3, to: 'cse-in/app', fr: 'Capp', pc: { 'm2m:ae': { lbl: ['x'] } } });
    expect(request(await made.must(2000, poll()))).toMatchObject({ op: 5 });
    expect((await lost)['rsc']).toBe(4008);
    expect((await made.cse.request(poll({ rqi: 'r1' }), gone))['rsc']).toBe(4008);
  });

  it.each(['cse-in/app/pch', 'cse-in/app'])('who waits hears that the channel is gone, with %s', async (to) => {
    const made = await withChannel();
    const waiting = [made.must(4004, poll()), made.must(4004, poll())];
    await made.must(2002, { op: 4, to, fr: 'Capp' });
    await Promise.all(waiting);
  });

  it('a restart keeps what waits', async () => {
    const store = memoryStore();
    const made = await withChannel({ store });
    await made.must(2001, { ...subscription('cse-in/app'), fr: 'Capp', pc: { 'm2m:sub': { nu: ['Capp'] } } });
    await made.must(2004, { op: 3, to: 'cse-in/app', fr: 'Capp', pc: { 'm2m:ae': { lbl: ['x'] } } });
    const next = world({ store });
    expect(request(await next.must(2000, poll()))).toMatchObject({ op: 5 });
  });

  it('a Notify request to the AE goes by it, and its answer comes back (10.2.5.12)', async () => {
    const made = await withChannel();
    const asked = made.ask({ op: 5, to: 'Capp', pc: { 'm2m:sgn': { sur: '/x' } } });
    const primitive = request(await made.must(2000, poll()));
    expect(primitive).toMatchObject({ op: 5, pc: { 'm2m:sgn': { sur: '/x' } } });
    await made.must(4000, { op: 5, to: 'cse-in/app/pch/pcu', fr: 'Capp', pc: { 'm2m:rsp': { rsc: 2000, rqi: 'nobody' } } });
    await made.must(2000, { op: 5, to: 'cse-in/app/pch/pcu', fr: 'Capp', pc: { 'm2m:rsp': { rsc: 2000, rqi: primitive['rqi'] } } });
    expect((await asked).rsc).toBe(2000);
  });
});

describe('requests to other CSEs (TS-0004 7.3.2.6)', () => {
  const registration = { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'], poa: ['http://mn/'] } } };
  it('go to the one that leads there, with a From that is known there', async () => {
    const sent: Json[] = [];
    const made = world({
      send: (addresses, primitive) => {
        sent.push({ addresses, ...primitive });
        return Promise.resolve({ rsc: 2000, rqi: 'r', pc: { 'm2m:cnt': { rn: 'far' } } });
      },
    });
    await made.must(4004, { op: 2, to: '/mn/b/far' });
    await made.must(2001, registration);
    expect((await made.must(2000, { op: 2, to: '/mn/b/far' })).body).toEqual({ rn: 'far' });
    await made.must(2000, { op: 2, to: '//sp/mn/b/far' });
    expect(sent[0]).toMatchObject({ addresses: ['http://mn/'], to: '/mn/b/far', fr: '/id-in/CAdmin', op: 2 });
    await made.must(4004, { op: 2, to: '/other/b' });
  });

  it.each<Json>([
    { op: 1, ty: 28, pc: { 'cod:swt': { cnd: 'org.onem2m.x', powSe: true } } },
    { op: 1, ty: 28, pc: { 'm2m:fcnt': { cnd: 'org.onem2m.x' } } },
    { op: 1, ty: 4711, pc: { 'm2m:new': { a: 1 } } },
    { op: 1, ty: 3, pc: { 'm2m:cnt': { mni: 'many', more: 1 } } },
    { op: 3, pc: { 'cod:swt': { powSe: false } } },
    { op: 2, rcn: 12 },
    { op: 2, rcn: 9 },
    { op: 2, drt: 7 },
    { op: 2, fc: { fu: 1, atr: [{ nm: 'powSe', val: true }], new: 1 } },
    { op: 2, fc: { fu: 1, smf: ['SELECT'] } },
    { op: 2, sqi: true },
    { op: 2, rids: ['installer@roles.example.org'], tids: ['token-1@tokens.example.org'], da: true },
    { op: 2, rvi: '9' },
    { op: 4, pc: { 'm2m:cnt': {} } },
  ])('what is for the Hosting CSE to judge is passed on as it is: %j (7.3.2.1)', async (request) => {
    const sent: Json[] = [];
    const made = world({
      send: (_addresses, primitive) => {
        sent.push(primitive as Json);
        return Promise.resolve({ rsc: 2000, rqi: 'r', pc: { 'cod:swt': { powSe: true } } });
      },
    });
    await made.must(2001, registration);
    expect((await made.must(2000, { ...request, to: '/mn/b/x' })).whole['pc']).toEqual({ 'cod:swt': { powSe: true } });
    expect(sent).toMatchObject([request]);
    expect((await made.ask({ ...request, to: 'cse-in' })).rsc).toBeGreaterThanOrEqual(4000);
    // And when nobody waits for it, as far as the metaInformation of a <request> can tell of it.
    const { rsc } = await made.ask({ ...request, to: '/mn/b/x', rt: { rtv: 1 } });
    expect(rsc).toBe(request['rcn'] === 12 || request['drt'] === 7 || request['rvi'] === '9' ? 4000 : 1001);
    await new Promise(setImmediate);
    expect(sent).toHaveLength(rsc === 1001 ? 2 : 1);
    expect(made.reports).toEqual([]);
  });

  it('what every Receiver checks is refused at once', async () => {
    const made = world({ send: () => Promise.resolve({ rsc: 2000, rqi: 'r' }) });
    await made.must(2001, registration);
    for (const request of [{ op: 1, pc: {} }, { op: 1, ty: {}, pc: {} }, { op: 1, ty: 3, pc: {}, fc: { lbl: ['a'] } }, { op: 2, rt: { rtv: 99 } }, { op: 2, ec: 'x' }, { op: 2, what: 1 }, { op: 2, fr: undefined }])
      await made.must(4000, { ...request, to: '/mn/b/x' });
    await made.must(4008, { op: 2, to: '/mn/b/x', rqet: '20200101T000000' });
  });

  it('but for registrations, which are for the Registrar itself (7.3.2.8)', async () => {
    const made = world({ send: () => Promise.resolve({ rsc: 2001, rqi: 'r' }) });
    await made.must(2001, registration);
    for (const fr of ['CAdmin', 'Cnew', 'C', '/mn']) {
      await made.must(4000, { ...ae(fr), to: '/mn/b' });
      await made.must(4000, { ...registration, to: '//sp/mn/b', fr });
    }
    await made.must(2001, { op: 1, to: '/mn/b', ty: 3, pc: { 'm2m:cnt': {} } });
  });

  it('as long as their Originator waits, and no longer (7.3.2.1)', async () => {
    const made = world({ send: () => new Promise(() => undefined) });
    await made.must(2001, registration);
    await made.must(2001, { op: 1, to: 'cse-in', ty: 2, fr: 'Capp', pc: { 'm2m:ae': { rn: 'app', api: 'Na', rr: true, srv: ['3'], poa: ['http://app/'] } } });
    for (const request of [
      { op: 2, to: '/mn/b/c' },
      { op: 1, to: '/mn/b', ty: 3, pc: { 'm2m:cnt': {} } },
      { op: 5, to: 'cse-in/app', pc: { 'm2m:sgn': { sur: 's' } } },
      { op: 5, to: '/mn/C', pc: { 'm2m:sgn': { sur: 's' } } },
    ]) {
      let rsc = 0;
      void made.ask({ ...request, rqet: 5_000 }).then((response) => (rsc = response.rsc));
      await new Promise(setImmediate);
      made.clock.advance(4_999);
      await new Promise(setImmediate);
      expect(rsc).toBe(0);
      made.clock.advance(1);
      await new Promise(setImmediate);
      expect(rsc).toBe(4008);
    }
    const { whole } = await made.must(1001, { op: 2, to: '/mn/b/c', rqet: 5_000, rt: { rtv: 1 } });
    await new Promise(setImmediate);
    made.clock.advance(5_000);
    await new Promise(setImmediate);
    expect((await made.must(2000, { op: 2, to: (whole['pc'] as { 'm2m:uri': string })['m2m:uri'] })).body).toMatchObject({ rs: 2, ors: { rsc: 4008 } });
  });

  it('5103 where nobody can be reached', async () => {
    const made = world({ send: () => Promise.reject(new Error('down')) });
    await made.must(2001, registration);
    await made.must(5103, { op: 2, to: '/mn/b' });
    const deaf = world();
    await deaf.must(2001, registration);
    await deaf.must(5103, { op: 2, to: '/mn/b' });
  });
});

describe('what is passed on, and what comes back', () => {
  const passing = (answer: ResponsePrimitive = { rsc: 2000, rqi: 'r' }) => {
    const sent: Json[] = [];
    const made = world({
      send: (_addresses, primitive) => {
        sent.push(primitive as Json);
        return Promise.resolve(answer as ResponsePrimitive);
      },
    });
    return { ...made, sent };
  };
  const ae = (rn: string, srv: string[]) => ({ op: 1, to: 'cse-in', ty: 2, fr: `C${rn}`, pc: { 'm2m:ae': { rn, api: 'Na', rr: true, srv, poa: [`http://${rn}/`] } } });
  const told = { 'm2m:sgn': { sur: 'cse-in/s', nev: { net: 1 } } };

  it('a content that is not whole stays known as that (TS-0004 6.3.4.2.44)', async () => {
    const made = passing({ rsc: 2000, rqi: 'r', pc: { 'm2m:uril': ['a'] }, cnst: 1, cnot: 7 });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'], poa: ['http://mn/'] } } });
    expect((await made.must(2000, { op: 2, to: '/mn/b', fc: { fu: 1, lim: 1 } })).whole).toMatchObject({ cnst: 1, cnot: 7 });
  });

  it('addresses are such as their Originator can use (TS-0001 Table 7.2-1)', async () => {
    const made = passing();
    await made.must(2001, { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'], poa: ['http://mn/'] } } });
    const rule = (acor: string) => ({ acor: [acor], acop: 63 });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 1, pc: { 'm2m:acp': { rn: 'p', pv: { acr: [rule('all')] }, pvs: { acr: [rule('CAdmin')] } } } });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c', acpi: ['cse-in/p'] } } });
    const content = { 'm2m:cin': { con: 'x' } };
    const named = async (fr: string, before: string) => {
      const rn = fr.replace(/\W/g, '');
      expect((await made.must(2001, { op: 1, to: 'cse-in/c', ty: 4, fr, rcn: 2, pc: { 'm2m:cin': { ...content['m2m:cin'], rn } } })).whole['pc']).toEqual({ 'm2m:uri': `${before}cse-in/c/${rn}` });
      expect((await made.must(2000, { op: 2, to: 'cse-in/c', fr, fc: { fu: 1, atr: [{ nm: 'rn', val: rn }] } })).whole['pc']).toEqual({ 'm2m:uril': [`${before}cse-in/c/${rn}`] });
      expect((await made.must(2000, { op: 2, to: 'cse-in/c', fr, rcn: 6, drt: 2, fc: { atr: [{ nm: 'rn', val: rn }] } })).body).toMatchObject({ rrf: [{ nm: rn, val: expect.stringMatching(new RegExp(`^${before}contentInstance\\d+$`)) as string }] });
      expect((await made.must(1001, { op: 2, to: 'cse-in/c', fr, rt: { rtv: 1 } })).whole['pc']).toEqual({ 'm2m:uri': expect.stringMatching(new RegExp(`^${before}request\\d+$`)) as string });
    };
    await named('CAdmin', '');
    await named('/id-in/CAdmin', '');
    await named('/mn', '/id-in/');
    await named('/mn/Cfar', '/id-in/');
  });

  it('an entity of Release 1 hears nothing of releases and vendors (TS-0004 7.3.2.6)', async () => {
    const made = passing();
    await made.must(2001, ae('old', ['1']));
    await made.must(2001, ae('new', ['1', '2a']));
    for (const rn of ['old', 'new']) await made.must(2000, { op: 5, to: `cse-in/${rn}`, rvi: '3', vsi: 'v', pc: told });
    const [old, later] = made.sent;
    expect(Object.keys(old ?? {}).filter((name) => /release|vendor|rvi|vsi/i.test(name))).toEqual([]);
    expect(later).toMatchObject({ releaseVersionIndicator: '3', vendorInformation: 'v' });
  });

  it('the CSE itself is told at its CSEBase (TS-0004 7.3.3.9.2); notifications for security are none of its features', async () => {
    const made = passing();
    await made.must(2000, { op: 5, to: 'cse-in', pc: told });
    await made.must(5001, { op: 5, to: 'cse-in', pc: { 'm2m:seci': { sit: 1 } } });
    expect(made.sent).toEqual([]);
  });

  it('a verification says whose privilege is missing (TS-0004 7.5.1.2.3)', async () => {
    const made = passing();
    await made.must(2001, ae('app', ['3']));
    await made.must(2001, ae('other', ['3']));
    const rule = (acor: string, acop: number) => ({ acor: [acor], acop });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 1, pc: { 'm2m:acp': { rn: 'p', pv: { acr: [rule('Cother', 16), rule('CAdmin', 63)] }, pvs: { acr: [rule('CAdmin', 63)] } } } });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c', acpi: ['cse-in/p'] } } });
    const verify = (fr: string, cr: string) => ({ op: 5, to: 'cse-in/c', fr, pc: { 'm2m:sgn': { vrq: true, cr, sur: '/id-in/s' } } });
    await made.must(4101, verify('CAdmin', 'Capp'));
    await made.must(5205, verify('Capp', 'CAdmin'));
    await made.must(4005, verify('CAdmin', 'Cother'));
  });
});

describe('non-blocking requests, <request> (TS-0004 7.3.2.2 to 7.3.2.5, 7.4.12)', () => {
  it('synchronous: acknowledged with a reference, under which the result is', async () => {
    const made = world();
    const { whole } = await made.must(1001, { ...node('a'), rt: { rtv: 1 }, vsi: 'mine' });
    const to = (whole['pc'] as { 'm2m:uri': string })['m2m:uri'];
    await new Promise(setImmediate);
    const { body } = await made.must(2000, { op: 2, to });
    expect(body).toMatchObject({
      op: 1,
      tg: 'cse-in',
      org: 'CAdmin',
      rid: 'r1',
      rs: 1,
      lbl: ['CAdmin'],
      mi: { rt: { rtv: 1 }, ty: 14, vsi: 'mine' },
      ors: { rsc: 2001, rqi: 'r1', pc: { 'm2m:nod': { rn: 'a' } } },
    });
    await made.must(2000, { op: 2, to: 'cse-in/a' });
    expect(made.reports).toEqual([]);
    await made.must(4000, { op: 2, to, rt: { rtv: 1 } });
    await made.must(2002, { op: 4, to });
  });

  it('what is refused is FAILED', async () => {
    const made = world();
    const { whole } = await made.must(1001, { op: 2, to: 'cse-in/nothing', rt: { rtv: 1 } });
    await new Promise(setImmediate);
    const to = (whole['pc'] as { 'm2m:uri': string })['m2m:uri'];
    expect((await made.must(2000, { op: 2, to })).body).toMatchObject({ rs: 2, ors: { rsc: 4004 } });
  });

  it.each([
    [undefined, ['CAdmin']],
    [['http://x/', 'http://y/'], ['http://x/', 'http://y/']],
    [[], []],
  ])('asynchronous to %j: the result is sent to %j', async (nu, targets) => {
    const made = world();
    await made.must(1002, { op: 2, to: 'cse-in', rqi: 'mine', rt: { rtv: 2, ...(nu && { nu }) } });
    await new Promise(setImmediate);
    expect(made.notes.map(([target]) => target)).toEqual(targets);
    for (const [, note] of made.notes) expect(note).toMatchObject({ 'm2m:rsp': { rsc: 2000, rqi: 'mine', pc: { 'm2m:cb': { rn: 'cse-in' } } } });
  });

  it('is kept until it is over: resultPersistence, or an hour', async () => {
    const made = world();
    const first = await made.must(1001, { op: 2, to: 'cse-in', rt: { rtv: 1 }, rp: 10_000 });
    const second = await made.must(1001, { op: 2, to: 'cse-in', rt: { rtv: 1 } });
    const uri = ({ whole }: typeof first) => (whole['pc'] as { 'm2m:uri': string })['m2m:uri'];
    await new Promise(setImmediate);
    made.clock.advance(10_000);
    await made.must(4004, { op: 2, to: uri(first) });
    await made.must(2000, { op: 2, to: uri(second) });
    made.clock.advance(3_600_000);
    await made.must(4004, { op: 2, to: uri(second) });
  });

  it('what was acknowledged is carried out once, by the next process where it has to be', async () => {
    const store = memoryStore();
    const made = world({ store });
    const { whole } = await made.must(1001, { op: 1, to: 'cse-in', ty: 3, rt: { rtv: 1 }, pc: { 'm2m:cnt': { rn: 'c' } } });
    await new Promise(setImmediate);
    const to = (whole['pc'] as { 'm2m:uri': string })['m2m:uri'];
    expect(store.records('request.pending')).toEqual([]);
    // As if it had ended before: what it keeps until the request is carried out is there again.
    store.putRecord({ kind: 'request.pending', key: to, owner: to, value: { primitive: { op: 1, to: 'cse-in', ty: 3, fr: 'CAdmin', rqi: 'r1', rt: { rtv: 1 }, pc: { 'm2m:cnt': { rn: 'd' } } }, received: made.clock.now() } });
    const next = world({ store, ids: (type) => `${type}-later` });
    await new Promise(setImmediate);
    await next.must(2000, { op: 2, to: 'cse-in/d' });
    expect(store.records('request.pending')).toEqual([]);
    expect(next.reports).toEqual([]);
  });

  it('nobody creates a <request> (7.4.12.2.1)', async () => {
    await world().must(4005, { op: 1, to: 'cse-in', ty: 17, pc: { 'm2m:req': { rn: 'x' } } });
  });
});
