import { beforeEach, describe, expect, it } from 'vitest';
import { ae, policy, subscription, world, type Json, type World } from '../core/support.js';

let here: World;
const container = (rn: string, more: Json = {}): Json => ({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn, ...more } } });
const cross = (more: Json = {}): Json => ({
  op: 1,
  to: 'cse-in',
  ty: 48,
  pc: { 'm2m:crs': { rn: 'x', nu: ['https://subscriber.example/'], twt: 1, tws: 'PT1M', rrat: ['cse-in/a', 'cse-in/b'], encs: { encn: [{ net: [1] }] }, ...more } },
});
const touch = (name: string): Promise<unknown> => here.must(2004, { op: 3, to: `cse-in/${name}`, pc: { 'm2m:cnt': { lbl: [String(here.clock.now())] } } });
const seconds = (count: number) => here.clock.advance(count * 1000);

beforeEach(async () => {
  here = world();
  await here.must(2001, container('a'));
  await here.must(2001, container('b'));
});

describe('<crossResourceSubscription> (TS-0004 7.4.58)', () => {
  it('subscribes to each target, with the criteria that are for it, and until it expires itself', async () => {
    const { body } = await here.must(2001, cross({ encs: { encn: [{ net: [1] }, { net: [3] }] }, nec: 100 }));
    const ids = body['rrats'] as readonly string[];
    expect(ids).toHaveLength(2);
    const [a, b] = await Promise.all(ids.map(async (to) => (await here.must(2000, { op: 2, to })).body));
    const self = `/id-in/${String(body['ri'])}`;
    expect(a).toMatchObject({ pi: here.cse.store.childNamed('id-in', 'a')?.id, nu: [self], acrs: [self], enc: { net: [1] }, et: body['et'], nec: 100 });
    expect(b).toMatchObject({ enc: { net: [3] } });
  });

  it('all targets within one window: one notification, which names it and nothing else', async () => {
    const { body } = await here.must(2001, cross());
    await touch('a');
    expect(here.notes).toEqual([]);
    seconds(59);
    await touch('b');
    expect(here.notes).toEqual([['https://subscriber.example/', { 'm2m:sgn': { sur: `/id-in/${String(body['ri'])}`, cr: 'CAdmin' } }]]);
    await touch('b');
    expect(here.notes).toHaveLength(1);
    seconds(1);
    await touch('a');
    expect(here.notes, 'what was heard in the last window does not count').toHaveLength(1);
    await touch('b');
    expect(here.notes).toHaveLength(2);
  });

  it('is gone when one that it has joined leaves it, which, as the others do, goes on telling whom it told (7.4.8.2.3)', async () => {
    for (const name of ['a', 'b']) await here.must(2001, subscription(`cse-in/${name}`, { rn: 's', nu: ['https://other.example/'] }));
    await here.must(2001, cross({ rrat: undefined, encs: undefined, srat: ['cse-in/a/s', 'cse-in/b/s'] }));
    await here.must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { acrs: null } } });
    await here.must(4004, { op: 2, to: 'cse-in/x' });
    for (const name of ['a', 'b']) {
      const { body } = await here.must(2000, { op: 2, to: `cse-in/${name}/s` });
      expect(body).toMatchObject({ nu: ['https://other.example/'] });
      expect(body).not.toHaveProperty('acrs');
    }
  });

  it('windows recur from the CREATE on, whether anything happens in them or not', async () => {
    await here.must(2001, cross());
    seconds(50);
    await touch('a');
    seconds(10);
    await touch('b');
    expect(here.notes).toEqual([]);
    seconds(1000);
    await touch('a');
    seconds(19);
    await touch('b');
    expect(here.notes).toHaveLength(1);
  });

  it('a sliding window begins with what happens, and ends with a notification', async () => {
    await here.must(2001, cross({ twt: 2 }));
    seconds(50);
    await touch('a');
    seconds(59);
    await touch('b');
    expect(here.notes).toHaveLength(1);
    seconds(1);
    await touch('a');
    seconds(60);
    await touch('b');
    expect(here.notes).toHaveLength(1);
    seconds(59);
    await touch('a');
    expect(here.notes).toHaveLength(2);
  });

  it('another size or type begins a window anew', async () => {
    await here.must(2001, cross());
    await touch('a');
    await here.must(2004, { op: 3, to: 'cse-in/x', pc: { 'm2m:crs': { tws: 'PT2M' } } });
    await touch('b');
    expect(here.notes).toEqual([]);
    seconds(119);
    await touch('a');
    expect(here.notes).toHaveLength(1);
  });

  it('a restart forgets nothing', async () => {
    await here.must(2001, cross());
    await touch('a');
    here = { ...world({ store: here.cse.store as never, clock: here.clock }), clock: here.clock };
    await touch('b');
    expect(here.notes).toHaveLength(1);
  });

  it('expirationCounter: after so many it goes, and what it has made goes too', async () => {
    const { body } = await here.must(2001, cross({ exc: 2, su: 'https://creator.example/' }));
    await touch('a');
    await touch('b');
    expect((await here.must(2000, { op: 2, to: 'cse-in/x' })).body).toMatchObject({ exc: 1 });
    await touch('a');
    await touch('b');
    await here.must(4004, { op: 2, to: 'cse-in/x' });
    for (const to of body['rrats'] as readonly string[]) await here.must(4004, { op: 2, to });
    expect(here.notes.at(-1)).toEqual(['https://creator.example/', { 'm2m:sgn': { sud: true, sur: `/id-in/${String(body['ri'])}`, cr: 'CAdmin' } }]);
  });

  it('joins subscriptions that are there, which go on telling whom they told', async () => {
    const { body: joined } = await here.must(2001, subscription('cse-in/b', { rn: 's', nu: ['https://other.example/'] }));
    const { body } = await here.must(2001, cross({ rrat: ['cse-in/a'], srat: ['cse-in/b/s'] }));
    const self = `/id-in/${String(body['ri'])}`;
    expect((await here.must(2000, { op: 2, to: 'cse-in/b/s' })).body).toMatchObject({ nu: ['https://other.example/', self], acrs: [self] });
    await touch('b');
    await touch('a');
    expect(here.notes.map(([target]) => target)).toEqual(['https://other.example/', 'https://subscriber.example/']);
    await here.must(2002, { op: 4, to: 'cse-in/x' });
    const { body: left } = await here.must(2000, { op: 2, to: String(joined['ri']) });
    expect(left).toMatchObject({ nu: ['https://other.example/'] });
    expect(left).not.toHaveProperty('acrs');
  });

  it.each(['cse-in/a', 'its subscription'])('goes with %s, and takes its other subscriptions along (7.5.1.2.4)', async (what) => {
    const { body } = await here.must(2001, cross());
    const [first, second] = body['rrats'] as readonly string[];
    await here.must(2002, { op: 4, to: what === 'cse-in/a' ? what : first });
    await here.must(4004, { op: 2, to: 'cse-in/x' });
    await here.must(4004, { op: 2, to: second });
  });

  it.each([
    ['a target that is not there', { rrat: ['cse-in/a', 'cse-in/none'] }],
    ['one at another CSE', { rrat: ['cse-in/a', '/mn/cse/c'] }],
    ['criteria that no subscription can have', { encs: { encn: [{ net: [8] }] } }],
    ['a subscription that is none', { srat: ['cse-in/b'] }],
  ])('%s: 5221, and nothing is left', async (_name, more) => {
    await here.must(5221, cross(more));
    for (const name of ['a', 'b']) expect(here.cse.store.children(here.cse.store.childNamed('id-in', name)?.id ?? '')).toEqual([]);
    await here.must(4004, { op: 2, to: 'cse-in/x' });
  });

  it('nobody subscribes by it who may not subscribe', async () => {
    await here.must(2001, policy('p', ['Cuser'], 63));
    const { body: acp } = await here.must(2000, { op: 2, to: 'cse-in/p' });
    await here.must(2001, ae('Cuser', { rn: 'user', acpi: [acp['ri']] }));
    await here.must(2001, container('mine', { acpi: [acp['ri']] }));
    await here.must(5221, { ...cross({ rrat: ['cse-in/mine', 'cse-in/a'] }), to: 'cse-in/user', fr: 'Cuser' });
    await here.must(2001, { ...cross({ rrat: ['cse-in/mine'] }), to: 'cse-in/user', fr: 'Cuser' });
  });
});
