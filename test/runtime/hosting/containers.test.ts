import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOON, subscription, world, type Json, type World } from '../core/support.js';
import { effort } from '../../support/effort.js';

const container = (more: Json = {}, to = 'cse-in', rn = 'c'): Json => ({ op: 1, to, ty: 3, pc: { 'm2m:cnt': { rn, ...more } } });
const instance = (con: unknown, more: Json = {}, to = 'cse-in/c'): Json => ({ op: 1, to, ty: 4, pc: { 'm2m:cin': { con, ...more } } });

async function with3(more: Json = {}): Promise<World> {
  const made = world();
  await made.must(2001, container(more));
  for (const con of ['one', 'two', 'three']) await made.must(2001, instance(con, { rn: con }));
  return made;
}
const about = async ({ must }: World) => (await must(2000, { op: 2, to: 'cse-in/c' })).body;

describe('<container> and <contentInstance> (TS-0004 7.4.6, 7.4.7)', () => {
  it('counts instances and bytes, and both have the same stateTag', async () => {
    const made = await with3();
    expect(await about(made)).toMatchObject({ cni: 3, cbs: 11, st: 3 });
    const { body } = await made.must(2000, { op: 2, to: 'cse-in/c/two' });
    expect(body).toMatchObject({ con: 'two', cs: 3, st: 2 });
    await made.must(2004, { op: 3, to: 'cse-in/c', pc: { 'm2m:cnt': { lbl: ['x'] } } });
    expect(await about(made)).toMatchObject({ st: 4, lbl: ['x'] });
    await made.must(2002, { op: 4, to: 'cse-in/c/two' });
    expect(await about(made)).toMatchObject({ cni: 2, cbs: 8 });
  });

  it('contentSize is bytes of UTF-8, and of the JSON of what is no text', async () => {
    const { must } = await with3();
    expect((await must(2001, instance('é€'))).body).toMatchObject({ cs: 5 });
    expect((await must(2001, instance({ a: 1 }))).body).toMatchObject({ cs: 7 });
  });

  it('maxNrOfInstances: the oldest goes, and nobody is told', async () => {
    const made = world();
    await made.must(2001, container({ mni: 2 }));
    await made.must(2001, subscription('cse-in/c', { enc: { net: [4] } }));
    for (const con of ['one', 'two', 'three', 'four']) await made.must(2001, instance(con, { rn: con }));
    expect(await about(made)).toMatchObject({ cni: 2, cbs: 9 });
    await made.must(4004, { op: 2, to: 'cse-in/c/two' });
    expect(made.notes).toEqual([]);
    await made.must(2002, { op: 4, to: 'cse-in/c/four' });
    expect(made.notes).toHaveLength(1);
  });

  it('maxByteSize: as many of the oldest as it takes; what can never fit is NOT_ACCEPTABLE', async () => {
    const made = await with3({ mbs: 12 });
    await made.must(2001, instance('12345678'));
    expect(await about(made)).toMatchObject({ cni: 1, cbs: 8 });
    await made.must(5207, instance('1234567890123'));
    expect(await about(made)).toMatchObject({ cni: 1, cbs: 8, st: 4 });
  });

  it('lower limits hold for what is there', async () => {
    const made = await with3();
    await made.must(2004, { op: 3, to: 'cse-in/c', pc: { 'm2m:cnt': { mni: 1 } } });
    expect(await about(made)).toMatchObject({ cni: 1, cbs: 5 });
    await made.must(2000, { op: 2, to: 'cse-in/c/three' });
  });

  it('maxInstanceAge: none gets older, and what has expired is no longer counted', async () => {
    const made = world();
    await made.must(2001, container({ mia: 60 }));
    expect((await made.must(2001, instance('a'))).body).toMatchObject({ et: '20261122T120100' });
    expect((await made.must(2001, instance('b', { et: '20261122T120030' }))).body).toMatchObject({ et: '20261122T120030' });
    made.clock.advance(45_000);
    expect(await about(made)).toMatchObject({ cni: 1 });
    made.clock.advance(45_000);
    expect(await about(made)).toMatchObject({ cni: 0, cbs: 0 });
  });

  it('an instance is not updated (7.4.7.2.3)', async () => {
    const { must } = await with3();
    await must(4005, { op: 3, to: 'cse-in/c/one', pc: { 'm2m:cin': { lbl: ['x'] } } });
  });

  it('disableRetrieval: nobody retrieves or deletes them, nor sees them among the children; when it ends they are gone', async () => {
    const made = await with3({ disr: true });
    const { must } = made;
    await must(4005, { op: 2, to: 'cse-in/c/one' });
    await must(4005, { op: 2, to: 'cse-in/c/la' });
    await must(4005, { op: 4, to: 'cse-in/c/one' });
    await must(4005, { op: 4, to: 'cse-in/c/ol' });
    expect((await must(2000, { op: 2, to: 'cse-in/c', rcn: 4 })).body).not.toHaveProperty('m2m:cin');
    expect((await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1, ty: [4] } })).whole['pc']).toEqual({ 'm2m:uril': [] });
    await must(2004, { op: 3, to: 'cse-in/c', pc: { 'm2m:cnt': { disr: false } } });
    expect(await about(made)).toMatchObject({ cni: 0, cbs: 0, disr: false });
    expect((await must(2001, instance('new'))).rsc).toBe(2001);
    await must(2000, { op: 2, to: 'cse-in/c/la' });
  });

  it('la and ol: the youngest and the oldest, to be retrieved and deleted (TS-0004 7.4.27, 7.4.28)', async () => {
    const { must, cse } = await with3();
    expect((await must(2000, { op: 2, to: 'cse-in/c/la' })).body).toMatchObject({ con: 'three' });
    expect((await must(2000, { op: 2, to: `${cse.store.childNamed('id-in', 'c')?.id}/ol` })).body).toMatchObject({ con: 'one' });
    await must(4005, { op: 1, to: 'cse-in/c/la', ty: 24, pc: { 'm2m:smd': {} } }).catch(async () => must(4000, { op: 1, to: 'cse-in/c/la', ty: 24, pc: { 'm2m:smd': {} } }));
    await must(4005, { op: 3, to: 'cse-in/c/ol', pc: { 'm2m:cin': { lbl: ['x'] } } });
    await must(2002, { op: 4, to: 'cse-in/c/ol' });
    expect((await must(2000, { op: 2, to: 'cse-in/c/ol' })).body).toMatchObject({ con: 'two' });
    await must(2002, { op: 4, to: 'cse-in/c/la' });
    expect((await must(2000, { op: 2, to: '/id-in/cse-in/c/la' })).body).toMatchObject({ con: 'two' });
    await must(2002, { op: 4, to: '-/c/la' });
    await must(4004, { op: 2, to: 'cse-in/c/la' });
    await must(4004, { op: 2, to: 'cse-in/la' });
  });

  it.each(['la', 'ol'])('%s stands for nothing below an empty container, and takes what it takes all the same', async (name) => {
    const made = world();
    const { must } = made;
    await must(2001, container());
    const to = `cse-in/c/${name}`;
    for (const of of [to, `${made.cse.store.childNamed('id-in', 'c')?.id}/${name}`]) {
      await must(4004, { op: 2, to: of });
      await must(4004, { op: 4, to: of });
      await must(4005, { op: 3, to: of, pc: { 'm2m:cin': { lbl: ['x'] } } });
      await must(4005, { op: 1, to: of, ty: 3, pc: { 'm2m:cnt': {} } });
    }
    await must(4004, { op: 1, to: `${to}/below`, ty: 3, pc: { 'm2m:cnt': {} } });
    await must(4004, { op: 1, to: `cse-in/${name}`, ty: 3, pc: { 'm2m:cnt': {} } });
  });

  it('any sequence: counts are what is there, la and ol are its ends', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), con: fc.string({ maxLength: 6 }) }),
      fc.record({ kind: fc.constant('remove' as const), which: fc.constantFrom('la', 'ol') }),
      fc.record({ kind: fc.constant('limit' as const), mni: fc.integer({ min: 1, max: 4 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { must, ask } = world();
        await must(2001, container({ mni: 20, mbs: 40 }));
        let model: string[] = [];
        let most = 20;
        const bytes = () => model.reduce((sum, con) => sum + Buffer.byteLength(con), 0);
        const fit = () => {
          while (model.length > most || bytes() > 40) model.shift();
        };
        for (const one of steps) {
          if (one.kind === 'add') {
            await must(2001, instance(one.con));
            model.push(one.con);
          } else if (one.kind === 'remove') {
            await ask({ op: 4, to: `cse-in/c/${one.which}` });
            model = one.which === 'la' ? model.slice(0, -1) : model.slice(1);
          } else {
            most = one.mni;
            await must(2004, { op: 3, to: 'cse-in/c', pc: { 'm2m:cnt': { mni: most } } });
          }
          fit();
          const { body } = await must(2000, { op: 2, to: 'cse-in/c', rcn: 4 });
          expect(body).toMatchObject({ cni: model.length, cbs: bytes() });
          expect(((body['m2m:cin'] ?? []) as unknown as { con: string }[]).map(({ con }) => con)).toEqual(model);
          if (model.length === 0) continue;
          expect((await must(2000, { op: 2, to: 'cse-in/c/la' })).body['con']).toBe(model.at(-1));
          expect((await must(2000, { op: 2, to: 'cse-in/c/ol' })).body['con']).toBe(model[0]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('an instance costs the same however many there are', async () => {
    const { must } = world();
    await must(2001, container({ mni: 8_000 }));
    await must(2001, container({ mni: 100 }, 'cse-in', 'small'));
    const measure = async (to: string) => {
      return effort(async () => {
        for (let each = 0; each < 300; each++) await must(2001, instance('x', {}, to));
      });
    };
    for (let each = 0; each < 8_000; each++) await must(2001, instance('x'));
    const least = async (to: string) => Math.min(await measure(to), await measure(to), await measure(to));
    expect((await least('cse-in/c')) / (await least('cse-in/small'))).toBeLessThan(3);
  });
});

describe('<flexContainer> (TS-0004 7.4.37)', () => {
  it('contentSize is that of the custom attributes, and follows them; stateTag counts', async () => {
    const { must } = world();
    const { body } = await must(2001, { op: 1, to: 'cse-in', ty: 28, pc: { 'm2m:ajfw': { rn: 'w', cnd: 'org.alljoyn' } } });
    expect(body).toMatchObject({ cs: 0, st: 0, ty: 28 });
    const updated = await must(2004, { op: 3, to: 'cse-in/w', pc: { 'm2m:ajfw': { lbl: ['x'] } } });
    expect(updated.body).toMatchObject({ cs: 0, st: 1 });
  });
});

describe('<timeSeries> (TS-0004 7.4.38, 7.4.39)', () => {
  const series = (more: Json = {}): Json => ({ op: 1, to: 'cse-in', ty: 29, pc: { 'm2m:ts': { rn: 't', ...more } } });
  const point = (dgt: string, more: Json = {}): Json => ({ op: 1, to: 'cse-in/t', ty: 30, pc: { 'm2m:tsi': { dgt, con: '1', ...more } } });
  const now = async ({ must }: World) => (await must(2000, { op: 2, to: 'cse-in/t' })).body;

  it('limits and ends as those of a container; one instance for each dataGenerationTime', async () => {
    const made = world();
    await made.must(2001, series({ mni: 2 }));
    await made.must(2001, point('20261122T120000'));
    await made.must(4105, point('20261122T120000'));
    await made.must(4105, point('20261122T120000,000'));
    await made.must(2001, point('20261122T120001'));
    await made.must(2001, point('20261122T120002'));
    expect(await now(made)).toMatchObject({ cni: 2, cbs: 2, mdc: 0 });
    expect((await made.must(2000, { op: 2, to: 'cse-in/t/ol' })).body).toMatchObject({ dgt: '20261122T120001' });
    await made.must(4005, { op: 3, to: 'cse-in/t/la', pc: { 'm2m:tsi': { lbl: ['x'] } } });
  });

  it.each([3, 20])('of %i the data that were generated first go first, whenever they came (TS-0001 10.2.4.25)', async (mni) => {
    const made = world();
    await made.must(2001, series({ mni }));
    const second = (at: number) => `202611221200${String(at).padStart(2, '0')}`.replace(/^(\d{8})/, '$1T');
    const left = async () => ((await made.must(2000, { op: 2, to: 'cse-in/t', rcn: 4 })).body['m2m:tsi'] as Json[]).map(({ dgt }) => String(dgt)).sort();
    const all = Array.from({ length: mni }, (_, at) => 30 + at);
    for (const at of [...all].reverse()) await made.must(2001, point(second(at)));
    const expected = new Set(all);
    for (const at of [55, 10, 12, 11, 56]) {
      await made.must(2001, point(second(at)));
      expected.delete(Math.min(...expected));
      expected.add(at);
      expect(await left()).toEqual([...expected].sort((a, b) => a - b).map(second));
    }
    await made.must(2004, { op: 3, to: 'cse-in/t', pc: { 'm2m:ts': { mni: 1 } } });
    expect(await left()).toEqual([second(56)]);
  });

  it.each([
    [{ pei: 1000, peid: 501 }, 4000],
    [{ pei: 1000, peid: 500 }, 2001],
    [{ pei: 1000, mdd: true }, 4000],
    [{ pei: 1000, peid: 100, mdd: true, mdt: 100 }, 4000],
    [{ pei: 1000, peid: 100, mdd: true, mdt: 101 }, 2001],
  ])('%j: %i', async (more, rsc) => {
    await world().must(rsc, series(more));
  });

  it.each([
    [{ pei: 1000 }, 500],
    [{ pei: 1001 }, 500],
    [{ pei: 1000, mdt: 300 }, 299],
    [{ pei: 1000, mdt: 1 }, 0],
    [{ pei: 1000, mdt: 5001, mdd: true }, 500],
    [{ pei: 1000, peid: 7 }, 7],
    [{ mdt: 1 }, undefined],
  ])('%j tolerates %s ms, for no clock is exact (7.4.38.2.1)', async (more, peid) => {
    const made = world();
    await made.must(2001, series(more));
    expect((await now(made))['peid']).toBe(peid);
  });

  it('another interval has a tolerance of its own, unless it is said too (7.4.38.2.3)', async () => {
    const made = world();
    await made.must(2001, series({ pei: 1000 }));
    const update = async (ts: Json) => (await made.must(2004, { op: 3, to: 'cse-in/t', pc: { 'm2m:ts': ts } })).body['peid'];
    expect(await update({ pei: 100 })).toBe(50);
    expect(await update({ pei: 200, peid: 10 })).toBe(10);
    expect(await update({ mdt: 11 })).toBe(10);
    expect(await update({ pei: 100 })).toBe(10);
  });

  it('finds what is missing missingDataDetectTimer after it was expected, and forgets the oldest', async () => {
    const made = world();
    await made.must(2001, series({ pei: 1000, peid: 100, mdd: true, mdt: 500, mdn: 2 }));
    made.clock.advance(10_000);
    expect(await now(made)).toMatchObject({ mdc: 0 });
    await made.must(2001, point('20261122T120010'));
    await made.must(2001, point('20261122T120011,050'));
    made.clock.advance(1_600);
    expect(await now(made)).toMatchObject({ mdc: 0 });
    made.clock.advance(1_000);
    expect(await now(made)).toMatchObject({ mdc: 1, mdlt: ['20261122T120012'] });
    await made.must(2001, point('20261122T120013,200'));
    made.clock.advance(2_000);
    expect(await now(made)).toMatchObject({ mdc: 2, mdlt: ['20261122T120014', '20261122T120013'] });
    await made.must(4000, { op: 3, to: 'cse-in/t', pc: { 'm2m:ts': { pei: 2000 } } });
    await made.must(2004, { op: 3, to: 'cse-in/t', pc: { 'm2m:ts': { mdd: false } } });
    made.clock.advance(20_000);
    expect(await now(made)).toMatchObject({ mdc: 2 });
    await made.must(2004, { op: 3, to: 'cse-in/t', pc: { 'm2m:ts': { mdd: true } } });
    expect(await now(made)).toMatchObject({ mdc: 0 });
    expect(await now(made)).not.toHaveProperty('mdlt');
    await made.must(2002, { op: 4, to: 'cse-in/t' });
    made.clock.advance(20_000);
    expect(made.reports).toEqual([]);
    expect(made.clock.now()).toBeGreaterThan(NOON);
  });

  it.each([{ mdt: 600 }, { mdn: 5 }, { peid: 50 }, { pei: 2000 }, { mdn: null }])('what was missing is forgotten when %j is said while it is not looked for (TS-0001 10.2.4.23)', async (change) => {
    const made = world();
    await made.must(2001, series({ pei: 1000, peid: 100, mdd: true, mdt: 500, mdn: 2 }));
    const update = async (ts: Json) => (await made.must(2004, { op: 3, to: 'cse-in/t', pc: { 'm2m:ts': ts } })).body;
    await made.must(2001, point('20261122T120000'));
    made.clock.advance(3_600);
    expect(await update({ mdd: false })).toMatchObject({ mdc: 2 });
    expect(await update({ lbl: ['x'] })).toMatchObject({ mdc: 2 });
    await update(change);
    expect(await now(made)).toMatchObject({ mdc: 0 });
    expect(await now(made)).not.toHaveProperty('mdlt');
  });
});
