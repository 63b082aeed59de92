import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../runtime/store/store.js';
import { ae, node, policy, subscription, world, type Json, type World } from '../core/support.js';

const label = (to: string, text: string): Json => ({ op: 3, to, pc: { 'm2m:nod': { lbl: [text] } } });
type Sgn = { readonly 'm2m:sgn'?: { readonly nev?: { readonly rep: { readonly 'm2m:nod'?: { readonly lbl?: string[] } } }; readonly vrq?: boolean }; readonly 'm2m:agn'?: { readonly sgn: readonly NonNullable<Sgn['m2m:sgn']>[] } };
const said = (note: unknown): string => {
  const { 'm2m:sgn': one, 'm2m:agn': several } = note as Sgn;
  if (several !== undefined) return several.sgn.map((each) => said({ 'm2m:sgn': each })).join('+');
  return one?.vrq === true ? 'verify' : (one?.nev?.rep['m2m:nod']?.lbl?.join() ?? '?');
};
const told = ({ notes }: World) => notes.map(([target, note]) => `${target} ${said(note)}`);
const url = 'https://subscriber.example/';

async function subscribed(more: Json = {}, options = {}): Promise<World> {
  const made = world(options);
  await made.must(2001, node('a'));
  await made.must(2001, subscription('cse-in/a', { rn: 's', ...more }));
  return made;
}
const change = async ({ must }: World, ...labels: string[]) => {
  for (const each of labels) await must(2004, label('cse-in/a', each));
};

describe('batchNotify (TS-0001 10.2.10.7)', () => {
  it('number: so many in one', async () => {
    const made = await subscribed({ bn: { num: 2, dur: 'PT10S' } });
    await change(made, '1', '2', '3');
    expect(told(made)).toEqual([`${url} 1+2`]);
    made.clock.advance(9_999);
    expect(told(made)).toHaveLength(1);
    made.clock.advance(1);
    expect(told(made)).toEqual([`${url} 1+2`, `${url} 3`]);
  });

  it('duration only, by default a minute, which the attribute says', async () => {
    const made = await subscribed({ bn: {} });
    expect((await made.must(2000, { op: 2, to: 'cse-in/a/s' })).body).toMatchObject({ bn: { dur: 'PT1M' } });
    await change(made, '1', '2', '3');
    made.clock.advance(60_000);
    expect(told(made)).toEqual([`${url} 1+2+3`]);
  });

  it('with latestNotify the last one only', async () => {
    const made = await subscribed({ bn: { num: 3 }, ln: true });
    await change(made, '1', '2', '3');
    expect(told(made)).toEqual([`${url} 3`]);
  });

  it('what waits goes with the subscription (TS-0004 7.4.8.2.4)', async () => {
    const made = await subscribed({ bn: { num: 3 } });
    await change(made, '1', '2');
    await made.must(2002, { op: 4, to: 'cse-in/a/s' });
    made.clock.advance(100_000);
    expect(told(made)).toEqual([]);
    expect(made.reports).toEqual([]);
  });

  it('a restart keeps what waits', async () => {
    const store = memoryStore();
    const made = await subscribed({ bn: { num: 3, dur: 'PT10S' } }, { store });
    await change(made, '1', '2');
    const next = world({ store, clock: made.clock });
    made.clock.advance(10_000);
    expect([...told(made), ...told(next)]).toContain(`${url} 1+2`);
  });
});

describe('expirationCounter counts what goes out (TS-0004 7.5.1.2.2 steps 5.0 and 7.0)', () => {
  it('a batch is one', async () => {
    const made = await subscribed({ bn: { num: 2 }, exc: 2 });
    await change(made, '1', '2', '3');
    expect((await made.must(2000, { op: 2, to: 'cse-in/a/s' })).body).toMatchObject({ exc: 1 });
    await change(made, '4', '5');
    expect(told(made)).toEqual([`${url} 1+2`, `${url} 3+4`]);
    await made.must(4004, { op: 2, to: 'cse-in/a/s' });
  });

  it('what the rate holds back is not counted, nor is more of it sent than is left', async () => {
    const store = memoryStore();
    const made = await subscribed({ rl: { mnn: 1, tww: 'PT10S' }, exc: 2 }, { store });
    await change(made, '1', '2', '3', '4');
    expect(told(made)).toEqual([`${url} 1`]);
    made.clock.advance(60_000);
    expect(told(made)).toEqual([`${url} 1`, `${url} 2`]);
    await made.must(4004, { op: 2, to: 'cse-in/a/s' });
    expect(store.records('plan').filter(({ key }) => key.includes('subscription.'))).toEqual([]);
  });

  it('nor what waits for a window, or is lost', async () => {
    const made = await subscribed({ pn: 2, exc: 2 });
    await made.must(2001, { op: 1, to: 'cse-in/a/s', ty: 18, pc: { 'm2m:sch': { se: { sce: ['* * 14 * * * *'] } } } });
    await change(made, '1', '2', '3');
    expect(told(made)).toEqual([]);
    made.clock.advance(2 * 3_600_000);
    expect(told(made)).toEqual([`${url} 1`, `${url} 2`]);
    await made.must(4004, { op: 2, to: 'cse-in/a/s' });
  });

  it('reports on missing data too', async () => {
    const made = world();
    await made.must(2001, { op: 1, to: 'cse-in', ty: 29, pc: { 'm2m:ts': { rn: 't', pei: 1000, mdd: true, mdt: 100 } } });
    await made.must(2001, subscription('cse-in/t', { rn: 's', exc: 2, enc: { net: [8], md: { num: 1, dur: 'PT1H' } } }));
    await made.must(2001, { op: 1, to: 'cse-in/t', ty: 30, pc: { 'm2m:tsi': { dgt: '20261122T120000', con: 'x' } } });
    made.clock.advance(10_000);
    expect(made.notes).toHaveLength(2);
    await made.must(4004, { op: 2, to: 'cse-in/t/s' });
  });
});

it('the end of a resource is told at once, whatever else waits', async () => {
  for (const more of [{ bn: { num: 3 } }, { rl: { mnn: 1, tww: 'PT1H' } }]) {
    const store = memoryStore();
    const made = await subscribed({ ...more, enc: { net: [1, 2] } }, { store });
    await change(made, '1', '2');
    await made.must(2002, { op: 4, to: 'cse-in/a' });
    expect(told(made).at(-1)).toBe(`${url} 2`);
    made.clock.advance(7_200_000);
    expect(store.records('plan')).toEqual([]);
    for (const kind of ['subscription.batch', 'subscription.held', 'subscription.sent']) expect(store.records(kind)).toEqual([]);
  }
});

it('a target that is no more is told nothing that waits', async () => {
  const made = await subscribed({ bn: { num: 2 }, nu: ['https://old.example/', 'https://kept.example/'] });
  await change(made, '1');
  await made.must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { nu: ['https://kept.example/'] } } });
  made.clock.advance(120_000);
  expect(told(made)).toEqual(['https://kept.example/ 1']);
});

describe('rateLimit (TS-0001 10.2.10.7)', () => {
  it('no more than so many in a window; the others in the next ones, in their order', async () => {
    const made = await subscribed({ rl: { mnn: 2, tww: 'PT10S' } });
    await change(made, '1', '2', '3', '4', '5');
    expect(told(made)).toEqual([`${url} 1`, `${url} 2`]);
    made.clock.advance(10_000);
    expect(told(made).slice(2)).toEqual([`${url} 3`, `${url} 4`]);
    await change(made, '6');
    made.clock.advance(10_000);
    expect(told(made).slice(4)).toEqual([`${url} 5`, `${url} 6`]);
    made.clock.advance(100_000);
    expect(told(made)).toHaveLength(6);
  });

  it('windows follow each other', async () => {
    const made = await subscribed({ rl: { mnn: 1, tww: 'PT10S' } });
    await change(made, '1');
    made.clock.advance(15_000);
    await change(made, '2', '3');
    expect(told(made)).toHaveLength(2);
    made.clock.advance(5_000);
    expect(told(made)).toEqual([`${url} 1`, `${url} 2`, `${url} 3`]);
  });
});

describe('creator (TS-0004 7.4.8.2.1)', () => {
  it('is whoever subscribes, where somebody else is told, who hears it; not where it tells but itself, under whichever name', async () => {
    const made = world();
    await made.must(2001, node('a'));
    await made.must(2001, ae('Cme', { rn: 'me', poa: ['http://me.example/'] }));
    const { body } = await made.must(2001, subscription('cse-in/a', { rn: 's', nu: ['http://other.example/'] }));
    expect(body['cr']).toBe('CAdmin');
    await made.must(2001, policy('p', ['Cme'], 63));
    const { body: acp } = await made.must(2000, { op: 2, to: 'cse-in/p' });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c', acpi: [acp['ri']] } } });
    for (const [index, nu] of ['Cme', 'cse-in/me', '/id-in/Cme'].entries())
      expect((await made.must(2001, { ...subscription('cse-in/c', { rn: `s${index}`, nu: [nu] }), fr: 'Cme' })).body).not.toHaveProperty('cr');
    expect((await made.must(2001, { ...subscription('cse-in/c', { rn: 'both', nu: ['Cme', 'http://other.example/'] }), fr: 'Cme' })).body['cr']).toBe('Cme');
    await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } });
    expect(made.notes).toMatchObject([['http://other.example/', { 'm2m:sgn': { cr: 'CAdmin' } }]]);
  });
});

describe('targets (TS-0001 9.6.8)', () => {
  it('an AE is told at its points of access, in their order, until one takes it', async () => {
    const tried: string[] = [];
    const made = world({
      notify: (target) => {
        tried.push(target);
        if (target.includes('first')) throw new Error('gone');
      },
    });
    await made.must(2001, node('a'));
    await made.must(2001, ae('Capp', { poa: ['http://first/', 'http://second/'] }));
    await made.must(2001, subscription('cse-in/a', { nu: ['/id-in/Capp'] }));
    expect(tried).toEqual(['http://first/', 'http://second/']);
    await change(made, '1');
    expect(tried.slice(2)).toEqual(['http://first/', 'http://second/']);
    await made.must(2004, { op: 3, to: 'Capp', pc: { 'm2m:ae': { poa: ['http://third/'] } } });
    await change(made, '2');
    expect(tried.at(-1)).toBe('http://third/');
  });

  it('a CSE at its own, an AE behind it by way of it', async () => {
    const sent: unknown[] = [];
    const made = world({
      send: (addresses, request) => {
        sent.push([addresses, request['to'], request['fr']]);
        return Promise.resolve({ rsc: 2000 });
      },
    });
    await made.must(2001, node('a'));
    await made.must(2001, { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'], poa: ['http://mn/'] } } });
    await made.must(2001, subscription('cse-in/a', { nu: ['/mn/Capp'] }));
    await change(made, '1');
    expect(sent).toEqual([
      [['http://mn/'], '/mn/Capp', '/id-in'],
      [['http://mn/'], '/mn/Capp', '/id-in'],
    ]);
  });
});

describe('an entity of Release 1 is told no release (TS-0004 7.3.1.1)', () => {
  it('at its points of access, and by its polling channel', async () => {
    const manners: unknown[] = [];
    const made = world({ notify: (target: string, _note: unknown, manner?: unknown) => void manners.push([target, manner]) });
    await made.must(2001, ae('COld', { rn: 'old', srv: ['1'], poa: ['http://old/'] }));
    await made.must(2001, ae('CNew', { rn: 'new', srv: ['1', '3'], poa: ['http://new/'] }));
    await made.must(2001, ae('CPolls', { rn: 'polls', srv: ['1'], rr: false }));
    await made.must(2001, { op: 1, to: 'cse-in/polls', ty: 15, fr: 'CPolls', pc: { 'm2m:pch': { rn: 'pch' } } });
    await made.must(2001, node('a'));
    const asked = made.ask({ op: 2, to: 'cse-in/polls/pch/pcu', fr: 'CPolls' });
    const sub = made.ask(subscription('cse-in/a', { nu: ['CPolls'] }));
    expect((await asked).body).not.toHaveProperty('rvi');
    expect((await asked).body).toMatchObject({ op: 5, fr: '/id-in' });
    await made.must(2000, { op: 5, to: 'cse-in/polls/pch/pcu', fr: 'CPolls', pc: { 'm2m:rsp': { rsc: 2000, rqi: (await asked).body['rqi'] } } });
    expect((await sub).rsc).toBe(2001);
    for (const nu of ['COld', 'CNew']) await made.must(2001, subscription('cse-in/a', { nu: [nu] }));
    manners.length = 0;
    await change(made, '1');
    expect(manners).toEqual([
      ['http://old/', { isOfRelease1: true }],
      ['http://new/', undefined],
    ]);
  });
});

describe('Subscription Verification (TS-0004 7.4.8.2.1, 7.5.1.2.3)', () => {
  const withAe = async (notify: (target: string, note: unknown) => unknown) => {
    const made = world({ notify });
    await made.must(2001, node('a'));
    await made.must(2001, ae('Capp', { poa: ['http://app/'] }));
    return made;
  };

  it('a target that is somebody else is asked first', async () => {
    const notes: [string, unknown][] = [];
    const made = await withAe((...note) => void notes.push(note));
    await made.must(2001, subscription('cse-in/a', { nu: ['Capp'] }));
    expect(notes).toMatchObject([['http://app/', { 'm2m:sgn': { vrq: true, cr: 'CAdmin' } }]]);
  });

  it.each([
    ['throws', () => {
      throw new Error('no');
    }],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['answers with an error', () => Promise.resolve({ rsc: 4101 })],
  ] as const)('5204 when it %s, and there is no subscription', async (_name, notify) => {
    const made = await withAe(notify);
    await made.must(5204, subscription('cse-in/a', { rn: 's', nu: ['Capp'] }));
    await made.must(4004, { op: 2, to: 'cse-in/a/s' });
  });

  it('neither the Originator nor a URL is asked', async () => {
    const notes: unknown[] = [];
    const made = await withAe((_target, note) => void notes.push(note));
    await made.must(2001, { op: 1, to: 'Capp', ty: 3, fr: 'Capp', pc: { 'm2m:cnt': { rn: 'c' } } });
    await made.must(2001, { ...subscription('cse-in/app/c', { nu: ['/id-in/Capp'] }), to: 'cse-in/Capp/c', fr: 'Capp' });
    await made.must(2001, subscription('cse-in/a'));
    expect(notes).toEqual([]);
  });
});

describe('eventNotificationCriteria (TS-0001 Table 9.6.8-3)', () => {
  it.each([
    [{ stb: 2 }, ['2']],
    [{ sts: 2 }, ['1']],
    [{ ms: '20261122T120002' }, ['2']],
    [{ us: '20261122T120002' }, ['1']],
    [{ crb: '20261122T120000' }, []],
    [{ cra: '20261122T120000' }, ['1', '2']],
    [{ exa: '20270101T000000', sts: 2, fo: 1 }, ['1']],
    [{ cra: '20991231T000000', sts: 2, fo: 2 }, ['1']],
    [{ cra: '20991231T000000', sts: 1, fo: 2 }, []],
    [{ fo: 2 }, ['1', '2']],
  ])('%j: %j', async (enc, expected) => {
    const made = world();
    await made.must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'a', et: '20270601T000000' } } });
    await made.must(2001, subscription('cse-in/a', { enc, nct: 2 }));
    for (const each of ['1', '2']) {
      made.clock.advance(1000);
      await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:cnt': { lbl: [each] } } });
    }
    expect(made.notes.map(([, note]) => JSON.stringify(note).match(/"lbl":\["(\d)"\]/)?.[1])).toEqual(expected);
  });

  it.each([{ net: [] }, { om: [] }, {}])('%j: an empty list is none, so that updates are told of', async (enc) => {
    const made = world();
    await made.must(2001, node('a'));
    await made.must(2001, subscription('cse-in/a', { enc }));
    await made.must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'] } } });
    expect(made.notes).toMatchObject([['https://subscriber.example/', { 'm2m:sgn': { nev: { net: 1 } } }]]);
  });

  it('sizes of instances that are created', async () => {
    const made = world();
    await made.must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c' } } });
    await made.must(2001, subscription('cse-in/c', { enc: { net: [3], sza: 2, szb: 4 } }));
    for (const con of ['a', 'ab', 'abc', 'abcd']) await made.must(2001, { op: 1, to: 'cse-in/c', ty: 4, pc: { 'm2m:cin': { con } } });
    expect(made.notes).toHaveLength(2);
  });

  it('a childResourceType that is no child, or missingData of what is no <timeSeries>, is refused (TS-0004 7.4.8.2.1)', async () => {
    const made = await subscribed();
    await made.must(4000, subscription('cse-in/a', { enc: { net: [3], chty: [4] } }));
    await made.must(4000, subscription('cse-in/a', { enc: { net: [8], md: { num: 1, dur: 'PT1S' } }, nct: 5 }));
  });
});

describe('notificationContentType of each event, its default first (TS-0001 Table 9.6.8-4)', () => {
  const url = ['https://subscriber.example/'];
  it.each<[number, number[]]>([
    [1, [1, 2, 3]],
    [2, [1, 3]],
    [3, [1, 3]],
    [4, [1, 3]],
    [5, [1, 3]],
    [8, [5]],
  ])('%d: %j', async (event, contents) => {
    const made = world();
    const [to, host]: [string, Json] = event === 8 ? ['cse-in/h', { op: 1, to: 'cse-in', ty: 29, pc: { 'm2m:ts': { rn: 'h' } } }] : ['cse-in/h', { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'h' } } }];
    await made.must(2001, host);
    const enc = { net: [event], ...(event === 8 && { md: { num: 1, dur: 'PT1S' } }) };
    expect((await made.must(2001, subscription(to, { enc, nu: url }))).body).toMatchObject({ nct: contents[0] });
    for (const nct of [1, 2, 3, 4, 5]) await made.must(contents.includes(nct) ? 2001 : 4000, subscription(to, { enc, nu: url, nct }));
  });

  it('without an event, that of an update', async () => {
    const made = await subscribed();
    for (const nct of [1, 2, 3]) await made.must(2001, subscription('cse-in/a', { nct }));
    for (const nct of [4, 5]) await made.must(4000, subscription('cse-in/a', { nct }));
    await made.must(4000, subscription('cse-in/a', { enc: { net: [1, 3] }, nct: 2 }));
  });

  it('triggers are for an AE, which no network brings here any', async () => {
    const made = await subscribed();
    await made.must(2001, ae('Capp'));
    await made.must(4000, subscription('cse-in/a', { enc: { net: [6] } }));
    await made.must(5001, subscription('cse-in/Capp', { enc: { net: [6] } }));
  });
});

describe('retries (local policy)', () => {
  const policy = { notificationRetries: [1_000, 5_000] };
  const flaky = (failures: number) => {
    const taken: string[] = [];
    let left = failures;
    const notify = (target: string, note: unknown) => {
      if (left > 0) {
        left -= 1;
        return Promise.reject(new Error('busy'));
      }
      taken.push(`${target} ${said(note)}`);
      return Promise.resolve({ rsc: 2000 });
    };
    return { taken, notify };
  };

  it('a notification that is not taken is tried again, before later ones of the same target', async () => {
    const { taken, notify } = flaky(2);
    const made = await subscribed({}, { notify, policy });
    await change(made, '1');
    await new Promise(setImmediate);
    await change(made, '2', '3');
    expect(taken).toEqual([]);
    made.clock.advance(1_000);
    await new Promise(setImmediate);
    expect(taken).toEqual([]);
    made.clock.advance(5_000);
    await new Promise(setImmediate);
    expect(taken).toEqual([`${url} 1`, `${url} 2`, `${url} 3`]);
    expect(made.reports).toEqual([]);
  });

  it('is lost and reported when the last try fails; those behind it go on', async () => {
    const { taken, notify } = flaky(3);
    const made = await subscribed({}, { notify, policy });
    await change(made, '1');
    await new Promise(setImmediate);
    await change(made, '2');
    for (const _try of policy.notificationRetries) {
      made.clock.advance(5_000);
      await new Promise(setImmediate);
    }
    await new Promise(setImmediate);
    expect(taken).toEqual([`${url} 2`]);
    expect(made.reports).toHaveLength(1);
  });
});

describe('further events (TS-0001 Table 9.6.8-3)', () => {
  it('5: somebody asks for the instances of a container that has none', async () => {
    const made = world();
    await made.must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c' } } });
    await made.must(2001, subscription('cse-in/c', { enc: { net: [5] } }));
    await made.must(2000, { op: 2, to: 'cse-in/c' });
    expect(made.notes).toEqual([]);
    await made.must(2000, { op: 2, to: 'cse-in/c', rcn: 8 });
    await made.must(2000, { op: 2, to: 'cse-in/c', rcn: 4 });
    expect(made.notes).toMatchObject([[url, { 'm2m:sgn': { nev: { net: 5, rep: { 'm2m:cnt': { rn: 'c' } } } } }], [url, {}]]);
    await made.must(2001, { op: 1, to: 'cse-in/c', ty: 4, pc: { 'm2m:cin': { con: 'x' } } });
    await made.must(2000, { op: 2, to: 'cse-in/c', rcn: 4 });
    expect(made.notes).toHaveLength(2);
    await made.must(2001, node('a'));
    await made.must(4000, subscription('cse-in/a', { enc: { net: [5] } }));
  });

  it('8: so many points are missing within so long, and each further one (TS-0004 7.5.1.2.9)', async () => {
    const made = world();
    await made.must(2001, { op: 1, to: 'cse-in', ty: 29, pc: { 'm2m:ts': { rn: 't', pei: 1000, mdd: true, mdt: 500 } } });
    await made.must(4000, subscription('cse-in/t', { enc: { net: [8] } }));
    await made.must(2001, subscription('cse-in/t', { rn: 's', enc: { net: [8], md: { num: 2, dur: 'PT5S' } } }));
    expect((await made.must(2000, { op: 2, to: 'cse-in/t/s' })).body).toMatchObject({ nct: 5 });
    await made.must(2001, { op: 1, to: 'cse-in/t', ty: 30, pc: { 'm2m:tsi': { dgt: '20261122T120000', con: '1' } } });
    made.clock.advance(1_500);
    expect(made.notes).toEqual([]);
    made.clock.advance(2_000);
    const missing = made.notes.map(([, note]) => (note as { 'm2m:sgn': { nev: { rep: Json } } })['m2m:sgn'].nev.rep);
    expect(missing).toEqual([
      { 'm2m:tsn': { mdlt: ['20261122T120002', '20261122T120001'], mdc: 2 } },
      { 'm2m:tsn': { mdlt: ['20261122T120003', '20261122T120002', '20261122T120001'], mdc: 3 } },
    ]);
    made.clock.advance(3_000);
    // The window from 12:00:01,5 on ends at 12:00:06,5: what is missing then begins another.
    expect(made.notes).toHaveLength(4);
    made.clock.advance(1_000);
    expect(made.notes).toHaveLength(5);
  });

  it.each([
    ['a batch', { bn: { num: 3, dur: 'PT1H' } }, 3_600_000],
    ['a rate', { rl: { mnn: 1, tww: 'PT1H' } }, 3_600_000],
  ])('what waits for %s is not lost to what comes after a restart', async (_name, more, wait) => {
    const store = memoryStore();
    const first = await subscribed(more, { store });
    await first.must(2004, label('cse-in/a', '1'));
    await first.must(2004, label('cse-in/a', '2'));
    const second = world({ store, clock: first.clock });
    await second.must(2004, label('cse-in/a', '3'));
    for (let passed = 0; passed < 3; passed++) first.clock.advance(wait);
    const all = [...told(first), ...told(second)].flatMap((line) => line.split(' ')[1]?.split('+') ?? []);
    expect([...new Set(all)].sort()).toEqual(['1', '2', '3']);
  });

  it('operationMonitor: who asks for what, whatever the answer is', async () => {
    const made = world();
    const { must } = made;
    await must(2001, node('a'));
    await must(2001, ae('Capp'));
    await must(2001, subscription('cse-in/a', { rn: 'reads', enc: { om: [{ ops: 2 }] }, exc: 3 }));
    await must(2001, subscription('cse-in/a', { rn: 'app', enc: { om: [{ or: '/id-in/Capp' }, { ops: 8 }] } }));
    const heard = () => made.notes.splice(0).map(([, note]) => (note as { 'm2m:sgn': { sur: string; nev: { om: Json } } })['m2m:sgn']).map(({ sur, nev }) => [sur, nev.om]);
    await must(2000, { op: 2, to: 'cse-in/a' });
    expect(heard()).toEqual([['/id-in/subscription1', { op: 2, or: 'CAdmin' }]]);
    await must(4103, { op: 2, to: 'cse-in/a', fr: 'Capp' });
    expect(heard()).toEqual([
      ['/id-in/subscription1', { op: 2, or: 'Capp' }],
      ['/id-in/subscription2', { op: 2, or: 'Capp' }],
    ]);
    await must(2004, label('cse-in/a', 'x'));
    expect(heard()).toEqual([]);
    await must(2000, { op: 2, to: 'cse-in/a' });
    expect(heard()).toHaveLength(1);
    await must(4004, { op: 2, to: 'cse-in/a/reads' });
    await must(2002, { op: 4, to: 'cse-in/a' });
    expect(heard()).toEqual([['/id-in/subscription2', { op: 4, or: 'CAdmin' }]]);
    expect(made.reports).toEqual([]);
  });
});
