import { describe, expect, it } from 'vitest';
import { ae, node, policy, subscription, world, type Json, type World } from './support.js';

async function tree(): Promise<World> {
  const made = world();
  const { must } = made;
  await must(2001, node('a', { lbl: ['red', 'big'] }));
  await must(2001, node('b', { lbl: ['blue', 'big'] }));
  await must(2001, subscription('cse-in/a', { rn: 's', lbl: ['red'] }));
  await must(2001, { op: 1, to: 'cse-in/a', ty: 18, pc: { 'm2m:sch': { rn: 't', se: { sce: ['* * * * * * *'] } } } });
  await must(2001, subscription('cse-in/a/t', { rn: 'u' }));
  return made;
}

describe('RETRIEVE: Result Content (TS-0004 7.3.3.6, 7.3.3.12)', () => {
  it('1: attributes', async () => {
    const { must } = await tree();
    const { body } = await must(2000, { op: 2, to: 'cse-in/a', rcn: 1 });
    expect(body).toMatchObject({ rn: 'a', ni: 'urn:a' });
    expect(body).not.toHaveProperty('ch');
    expect((await must(2000, { op: 2, to: 'cse-in/a' })).body).toEqual(body);
  });

  it('4: attributes and everything below', async () => {
    const { must } = await tree();
    const { body } = await must(2000, { op: 2, to: 'cse-in/a', rcn: 4 });
    expect(body).toMatchObject({
      rn: 'a',
      'm2m:sub': [{ rn: 's' }],
      'm2m:sch': [{ rn: 't', se: { sce: ['* * * * * * *'] }, 'm2m:sub': [{ rn: 'u' }] }],
    });
  });

  it('5 and 6: references to the children and their descendants, with and without attributes', async () => {
    const { must } = await tree();
    const ch = [
      { nm: 's', typ: 23, val: 'cse-in/a/s' },
      { nm: 't', typ: 18, val: 'cse-in/a/t' },
      { nm: 'u', typ: 23, val: 'cse-in/a/t/u' },
    ];
    expect((await must(2000, { op: 2, to: 'cse-in/a', rcn: 5 })).body).toMatchObject({ rn: 'a', ch });
    expect((await must(2000, { op: 2, to: 'cse-in/a', rcn: 6 })).whole['pc']).toEqual({ 'm2m:rrl': { rrf: ch } });
    expect((await must(2000, { op: 2, to: 'cse-in/a', rcn: 6, fc: { lbl: ['none'] } })).whole['pc']).toEqual({ 'm2m:rrl': { rrf: [] } });
    const unstructured = await must(2000, { op: 2, to: 'cse-in/a', rcn: 6, drt: 2 });
    expect(unstructured.body['rrf']).toMatchObject([{ val: 'subscription1' }, { val: 'schedule1' }, { val: 'subscription2' }]);
    const long = await (await tree()).cse.request({ requestIdentifier: 'r', operation: 2, to: 'cse-in/a', from: 'CAdmin', resultContent: 6 });
    expect(long['primitiveContent']).toMatchObject({
      'm2m:resourceRefList': { resourceRef: [{ name: 's', type: 23, val: 'cse-in/a/s' }, { name: 't' }, { name: 'u' }] },
    });
    expect((await must(2002, { op: 4, to: 'cse-in/a', rcn: 6 })).whole['pc']).toEqual({ 'm2m:nod': { ch } });
  });

  it('8: everything below', async () => {
    const { must } = await tree();
    const { body } = await must(2000, { op: 2, to: 'cse-in/a', rcn: 8 });
    expect(Object.keys(body)).toEqual(['m2m:sub', 'm2m:sch']);
  });

  it('shows only children that the Originator may retrieve', async () => {
    const { must } = await tree();
    await must(2001, ae('Capp'));
    await must(2001, policy('p', ['Capp'], 2));
    await must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { acpi: ['cse-in/p'] } } });
    await must(2004, { op: 3, to: 'cse-in/a/s', pc: { 'm2m:sub': { acpi: ['cse-in/p'] } } });
    const { body } = await must(2000, { op: 2, to: 'cse-in/a', rcn: 8, fr: 'Capp' });
    expect(Object.keys(body)).toEqual(['m2m:sub']);
  });
});

describe('discovery (TS-0004 7.3.3.14)', () => {
  const cases: readonly [fc: Json, found: string[]][] = [
    [{ fu: 1 }, ['a', 'a/s', 'a/t', 'a/t/u', 'b']],
    [{ fu: 1, ty: [14] }, ['a', 'b']],
    [{ fu: 1, ty: [14, 18] }, ['a', 'a/t', 'b']],
    [{ fu: 1, lbl: ['red'] }, ['a', 'a/s']],
    [{ fu: 1, lbl: ['red', 'blue'] }, ['a', 'a/s', 'b']],
    [{ fu: 1, lbl: ['red'], ty: [23] }, ['a/s']],
    [{ fu: 1, lbl: ['blue'], ty: [23], fo: 2 }, ['a/s', 'a/t/u', 'b']],
    [{ fu: 1, lvl: 1 }, ['a', 'b']],
    [{ fu: 1, lim: 2 }, ['a', 'a/s']],
    [{ fu: 1, lim: 2, ofst: 3 }, ['a/t', 'a/t/u']],
    [{ fu: 1, lbl: ['constructor'] }, []],
    [{ filterUsage: 1, resourceType: [14], labels: ['blue'] }, ['b']],
  ];
  it.each(cases)('%j', async (fc, found) => {
    const { must } = await tree();
    const { whole } = await must(2000, { op: 2, to: 'cse-in', fc });
    expect(whole['pc']).toEqual({ 'm2m:uril': found.map((name) => `cse-in/${name}`) });
  });

  it('answers with identifiers when asked to, and below any resource', async () => {
    const { must } = await tree();
    const { whole } = await must(2000, { op: 2, to: 'cse-in/a', fc: { fu: 1 }, drt: 2 });
    expect(whole['pc']).toEqual({ 'm2m:uril': ['subscription1', 'schedule1', 'subscription2'] });
  });

  it.each([
    [{ fu: 3 }, 5001],
    [{ fu: 4 }, 4000],
    [{ ty: [14] }, 4004],
    [{ fu: 1, crb: 'noon' }, 4000],
    [{ fu: 1, smf: ['SELECT'] }, 5001],
    [{ fu: 1, ty: 'x' }, 4000],
    [{ fu: 1, lim: -1 }, 4000],
    [{ fu: 1, sts: 0 }, 4000],
    [{ fu: 1, szb: 0 }, 4000],
    [{ fu: 1, stb: 0 }, 2000],
    [{ fu: 1, sza: 0 }, 2000],
    [JSON.parse('{"fu":1,"__proto__":1}') as Json, 4000],
  ])('%j: %i', async (fc, rsc) => {
    const { must } = await tree();
    await must(rsc, { op: 2, to: 'cse-in', fc });
  });

  it('finds only what the Originator may discover', async () => {
    const { must } = await tree();
    await must(2001, ae('Capp'));
    await must(2001, policy('p', ['Capp'], 32));
    await must(2004, { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { acpi: ['cse-in/p'] } } });
    await must(2004, { op: 3, to: 'cse-in/a/t', pc: { 'm2m:sch': { acpi: ['cse-in/p'] } } });
    const { whole } = await must(2000, { op: 2, to: 'cse-in/a', fc: { fu: 1 }, fr: 'Capp' });
    expect(whole['pc']).toEqual({ 'm2m:uril': ['cse-in/a/t'] });
    // Nobody is refused: what may not be discovered is not found, and what is below it may be (TS-0004 7.3.3.14, TS-0001 10.2.6).
    await must(4103, { op: 2, to: 'cse-in/b', fr: 'Capp' });
    expect((await must(2000, { op: 2, to: 'cse-in/b', fc: { fu: 1 }, fr: 'Capp' })).whole['pc']).toEqual({ 'm2m:uril': [] });
    expect((await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1, ty: [14, 18] }, fr: 'Capp' })).whole['pc']).toEqual({ 'm2m:uril': ['cse-in/a', 'cse-in/a/t'] });
  });

  it('takes a million labels', async () => {
    const { must } = await tree();
    const labels = Array.from({ length: 1_000_000 }, (_, index) => `label${index}`);
    const { whole } = await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1, lbl: [...labels, 'red'] } });
    expect(whole['pc']).toEqual({ 'm2m:uril': ['cse-in/a', 'cse-in/a/s'] });
  });
});
