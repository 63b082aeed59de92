import { describe, expect, it } from 'vitest';
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
