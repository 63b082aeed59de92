import { describe, expect, it } from 'vitest';
import { contentQuery } from '../../../runtime/procedures/content-query.js';
import { labelExpression } from '../../../runtime/procedures/label-expression.js';
import type { Resource } from '../../../runtime/resource.js';
import { ae, node, world, type Json, type World } from '../core/support.js';
import { effort } from '../../support/effort.js';

/** cse-in/c with labels and three instances, and a container below; an instance each second. */
async function tree(): Promise<World> {
  const made = world();
  const { must, clock } = made;
  await must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c', lbl: ['color:red', 'big'], or: 'http://o.example/1' } } });
  for (const [rn, con, cnf] of [
    ['i1', 'a', 'text/plain:0'],
    ['i2', 'abc', 'application/json:0'],
    ['i3', 'abcdef', undefined],
  ]) {
    clock.advance(1000);
    await must(2001, { op: 1, to: 'cse-in/c', ty: 4, pc: { 'm2m:cin': { rn, con, cnf, et: `20261123T00000${rn?.slice(1)}`, lbl: [`n:${rn}`] } } });
  }
  clock.advance(1000);
  await must(2001, { op: 1, to: 'cse-in/c', ty: 3, pc: { 'm2m:cnt': { rn: 'd', lbl: ['color:green'], et: '20261123T000009' } } });
  return made;
}

describe('Filter Criteria (TS-0004 7.3.3.17)', () => {
  const cases: readonly [clause: string, fc: Json, found: string[]][] = [
    ['17.1', { crb: '20261122T120001' }, ['c']],
    ['17.1', { cra: '20261122T120003' }, ['c/i3', 'c/d']],
    ['17.1', { cra: '20261122T120001', crb: '20261122T120003' }, ['c/i1', 'c/i2']],
    ['17.2', { us: '20261122T120002' }, ['c/i1']],
    ['17.2', { ms: '20261122T120003' }, ['c', 'c/i3', 'c/d']],
    ['17.3', { sts: 2 }, ['c/i1', 'c/d']],
    ['17.3', { stb: 2 }, ['c', 'c/i2', 'c/i3']],
    ['17.4', { exb: '20261123T000003' }, ['c/i1', 'c/i2']],
    ['17.4', { exa: '20261123T000003', exb: '20270101T000000' }, ['c/i3', 'c/d']],
    ['17.5', { lbl: ['big', 'n:i2'] }, ['c', 'c/i2']],
    ['17.5', { clbl: ['n:i2'] }, ['c']],
    ['17.5', { palb: ['big'] }, ['c/i1', 'c/i2', 'c/i3', 'c/d']],
    ['17.6', { ty: [3] }, ['c', 'c/d']],
    ['17.6', { chty: [4] }, ['c']],
    ['17.6', { pty: [5] }, ['c']],
    ['17.7', { sza: 3 }, ['c/i2', 'c/i3']],
    ['17.7', { sza: 1, szb: 6 }, ['c/i1', 'c/i2']],
    ['17.8', { cty: ['text/plain'] }, ['c/i1']],
    ['17.8', { cty: ['application/json', 'text/plain'] }, ['c/i1', 'c/i2']],
    ['17.8', { cty: ['text/plain:0'] }, ['c/i1']],
    ['17.9', { atr: [{ nm: 'or', val: 'http://o.example/1' }] }, ['c']],
    ['17.9', { atr: [{ nm: 'ontologyRef', val: 'http:*/1' }] }, ['c']],
    ['17.9', { atr: [{ nm: 'rn', val: 'i*' }] }, ['c/i1', 'c/i2', 'c/i3']],
    ['17.9', { atr: [{ nm: 'con', val: 'a' }, { nm: 'cni', val: 3 }] }, ['c', 'c/i1']],
    ['17.9', { atr: [{ nm: 'ty', val: 3 }] }, []],
    ['17.9', { catr: [{ nm: 'con', val: 'abc' }] }, ['c']],
    ['17.9', { patr: [{ nm: 'rn', val: 'c' }], ty: [3] }, ['c/d']],
    ['17.10', { lim: 2 }, ['c', 'c/i1']],
    ['17.10', { lim: 0 }, []],
    ['17.12', { lbl: ['big'], ty: [4], fo: 2 }, ['c', 'c/i1', 'c/i2', 'c/i3']],
    ['17.12', { lbl: ['big'], ty: [4], fo: 1 }, []],
    ['17.12', { lbl: ['big'], cra: '20261122T120003', crb: '20261122T120004', fo: 2 }, ['c', 'c/i3']],
    ['17.14', { lvl: 1 }, ['c']],
    ['17.15', { ofst: 4 }, ['c/i3', 'c/d']],
    ['17.16', { lbq: 'color' }, ['c', 'c/d']],
    ['17.16', { lbq: 'color NE red' }, ['c/d']],
    ['17.16', { lbq: 'NT color', ty: [3] }, []],
    ['17.17', { ty: [3], arp: 'la' }, ['c/i3']],
    ['17.17', { lbl: ['color:green'], arp: '../ol' }, ['c/i1']],
    ['17.17', { lbl: ['color:green'], arp: '..' }, ['c']],
  ];
  it.each(cases)('7.3.3.%s: %j', async (_clause, fc, found) => {
    const { must } = await tree();
    const { whole } = await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1, ...fc } });
    expect(whole['pc']).toEqual({ 'm2m:uril': found.map((name) => `cse-in/${name}`) });
  });

  it.each([
    ['color', ['color:red'], true],
    ['color', ['color'], true],
    ['color', ['colors:red'], false],
    ['NT color', ['color:red'], false],
    ['NT color', ['size:1'], true],
    ['color EQ red', ['color:red', 'x'], true],
    ['color EQ red', ['color:green'], false],
    ['color:red', ['color:red'], true],
    ['color NE red', ['color:green'], true],
    ['color NE red', ['color:green', 'color:red'], false],
    ['color NE red', ['size:1'], false],
    ['color NE red', ['color'], false],
    ['color IN (red, green)', ['color:green'], true],
    ['color IN (red, green)', ['color:blue'], false],
    ['color NI (red, green)', ['color:blue'], true],
    ['color NI (red, green)', ['color:blue', 'color:red'], false],
    ['color NI (red)', [], false],
  ] as const)('7.3.3.17.16: %s on %j: %s', (text, labels, holds) => {
    expect(labelExpression(text)?.(labels)).toBe(holds);
  });

  it.each(['', 'color IN red', 'color NI ()', 'a b', 'x LIKE y', 'color EQ'])('7.3.3.17.16: %j is no expression', async (lbq) => {
    await (await tree()).must(4000, { op: 2, to: 'cse-in', fc: { fu: 1, lbq } });
  });

  const data = { a: { b: 'warm', 'x y': 1, list: [20, 'two', { n: -1.5 }] }, t: true, none: null };
  it.each([
    ['$.a.b EQ "warm"', true],
    ['$.a.b EQ warm', true],
    ['$.a.b EQ "cold"', false],
    ['$.a.b NE "cold"', true],
    ['$.a.b NE "warm"', false],
    ['$.a."x y" EQ 1', true],
    ['$.a."x y" EQ "1"', false],
    ['$."a"."b" MATCH ar', true],
    ['$.a.b MATCH "old"', false],
    ['$.a.list[0] GT 19', true],
    ['$.a.list[0] GT 20', false],
    ['$.a.list[0] GE 20', true],
    ['$.a.list[0] LT 2e1', false],
    ['$.a.list[0] LE 20.0', true],
    ['$.a.list[2].n LT -1', true],
    ['$.a.list[3] NE 1', false],
    ['$.a.list.length EQ 3', false],
    ['$.a[0] NE 1', false],
    ['$.a NE 1', false],
    ['$.t NE 1', false],
    ['$.none NE 1', false],
    ['$.nothing NE 1', false],
    ['$.__proto__ NE 1', false],
    ['$.toString NE 1', false],
    ['$.a.b EQ cold OR $.a.list[1] EQ two', true],
    ['$.a.b EQ cold OR $.a.b EQ warm AND $.t EQ 1', false],
    ['$.a.b EQ warm OR $.a.b EQ cold AND $.t EQ 1', true],
    [' $.a.b  EQ  "warm"  AND  $.a.list[1]  MATCH  wo ', true],
  ] as const)('7.3.3.17.13: %s: %s', async (cfq, holds) => {
    const { must } = world();
    await must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'c' } } });
    const text = JSON.stringify(data);
    for (const [rn, cnf, con] of [
      ['json', 'application/json:0', text],
      ['other', 'application/senml+json:0', text],
      ['coded', 'application/json:1', Buffer.from(text).toString('base64')],
      ['plain', 'text/plain:0', text],
      ['bad', 'application/json:0', `${text}}`],
      ['bare', undefined, text],
    ]) await must(2001, { op: 1, to: 'cse-in/c', ty: 4, pc: { 'm2m:cin': { rn, con, cnf } } });
    const found = holds ? ['json', 'other', 'coded'].map((name) => `cse-in/c/${name}`) : [];
    expect((await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1, cfs: 1, cfq } })).whole['pc']).toEqual({ 'm2m:uril': found });
  });

  it('7.3.3.17.13: a root that is a value is compared', () => {
    const holds = contentQuery('$ GE 3');
    const instance = (content: string | number): Resource => ({ id: 'i', type: 'contentInstance', name: 'i', parent: 'c', creator: 'C', attributes: { content, contentInfo: 'application/json:0' } });
    expect([holds?.(instance('3')), holds?.(instance(3)), holds?.(instance('2')), holds?.({ ...instance('3'), type: 'container' })]).toEqual([true, true, false, false]);
  });

  it.each(['', '$', '$.a', '$.a EQ', 'a EQ 1', '$.a = 1', '$.a GT "1"', '$.a GT x', '$.a EQ 1 AND', '$.a EQ 1 $.b EQ 2', '$.a EQ "x', '$.a EQ "\\q"', '$a EQ 1', '$.a.b. EQ 1', '$[x] EQ 1', '$.a eq 1', 'AND', '$.a EQ 1 OR OR $.b EQ 1'])(
    '7.3.3.17.13: %j is no query',
    async (cfq) => {
      await (await tree()).must(4000, { op: 2, to: 'cse-in', fc: { fu: 1, cfs: 1, cfq } });
    },
  );

  it('7.3.3.17.13: a query that is long costs no more than its text', async () => {
    const took = await effort(() => {
      contentQuery(`$${'.a'.repeat(50_000)} EQ "${'\\"'.repeat(50_000)}`);
      contentQuery(`${'$.a EQ 1 AND '.repeat(20_000)}$`);
    });
    expect(took).toBeLessThan(3);
  });

  it.each([
    { cfs: 1 },
    { cfq: '$.a EQ 1' },
    { cfs: 2, cfq: '$.a EQ 1' },
    { crb: 1 },
    { sts: 'x' },
    { atr: [{ nm: 'rn' }] },
    { atr: [] },
    { cty: 4 },
    { arp: '' },
    { lvl: 1.5 },
    { nonsense: 1 },
  ])('%j is refused', async (fc) => {
    await (await tree()).must(4000, { op: 2, to: 'cse-in', fc: { fu: 1, ...fc } });
  });

  it.each([
    [{ rcn: 10 }, 4000],
    [{ sqi: true }, 4000],
    [{ fc: { smf: ['SELECT ?a'] } }, 4000],
    [{ sqi: true, rcn: 10, fc: { fu: 1, smf: ['SELECT ?a'] } }, 4000],
    [{ sqi: true, rcn: 10 }, 4000],
    [{ sqi: 1 }, 4000],
    [{ sqi: true, rcn: 10, fc: { smf: ['SELECT ?a'] } }, 5001],
    [{ fc: { fu: 1, smf: ['SELECT ?a'] } }, 5001],
    [{ sqi: false, fc: { fu: 1, smf: ['SELECT ?a'] } }, 5001],
    [{ sqi: false }, 2000],
  ])('a semantic query says so in all its parameters, and is not carried out: %j is %i (TS-0001 8.1.2, TS-0004 7.3.3.19)', async (more, rsc) => {
    await (await tree()).must(rsc, { op: 2, to: 'cse-in', ...more });
  });

  it.each(['atr', 'catr', 'patr'])('%s: what no type has is no attribute', async (tag) => {
    const { must } = await tree();
    for (const fu of [1, 2]) await must(4000, { op: 2, to: 'cse-in/c', fc: { fu, [tag]: [{ nm: 'wrong', val: 'wrong' }] } });
    for (const nm of ['mni', 'maxNrOfInstances']) await must(2000, { op: 2, to: 'cse-in/c', fc: { fu: 1, [tag]: [{ nm, val: 1 }] } });
  });

  it('a wildcard is one where children are shown', async () => {
    const { must } = await tree();
    const { body } = await must(2000, { op: 2, to: 'cse-in/c', rcn: 8, fc: { atr: [{ nm: 'rn', val: 'i*' }] } });
    expect((body['m2m:cin'] as unknown as Json[]).map(({ rn }) => rn)).toEqual(['i1', 'i2', 'i3']);
    await must(4004, { op: 3, to: 'cse-in/c', fc: { atr: [{ nm: 'rn', val: 'c*' }] }, pc: { 'm2m:cnt': { lbl: ['y'] } } });
  });

  it('a wildcard is none of a resource by itself, and costs no more than the text', async () => {
    const { must } = await tree();
    const val = `${'*a'.repeat(20)}*`;
    await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1, atr: [{ nm: 'con', val }] } });
    await must(4004, { op: 2, to: 'cse-in/c', fc: { atr: [{ nm: 'rn', val: 'c*' }] } });
    await must(2000, { op: 2, to: 'cse-in/c', fc: { atr: [{ nm: 'rn', val: 'c' }] } });
  });

  it('conditions of a RETRIEVE, an UPDATE or a DELETE without discovery: NOT_FOUND where they do not hold (7.3.3.1)', async () => {
    const { must } = await tree();
    await must(2000, { op: 2, to: 'cse-in/c', fc: { lbl: ['big'] } });
    await must(4004, { op: 2, to: 'cse-in/c', fc: { lbl: ['small'] } });
    await must(4004, { op: 2, to: 'cse-in/c', fc: { fu: 2, ms: '20261122T120100' } });
    await must(4004, { op: 3, to: 'cse-in/c', fc: { us: '20261122T120000' }, pc: { 'm2m:cnt': { lbl: ['y'] } } });
    await must(2004, { op: 3, to: 'cse-in/c', fc: { lbl: ['big'] }, pc: { 'm2m:cnt': { lbl: ['y'] } } });
    await must(4004, { op: 4, to: 'cse-in/c', fc: { lbl: ['big'] } });
    await must(2002, { op: 4, to: 'cse-in/c', fc: { lbl: ['y'] } });
    await must(4000, { op: 4, to: 'cse-in/c', fc: { fu: 1 } });
  });

  it('which children are shown (TS-0001 8.1.2)', async () => {
    const { must } = await tree();
    const shown = await must(2000, { op: 2, to: 'cse-in/c', rcn: 8, fc: { ty: [4], sza: 3 } });
    expect(shown.body).toEqual({ 'm2m:cin': [expect.objectContaining({ rn: 'i2' }), expect.objectContaining({ rn: 'i3' })] });
    const references = await must(2000, { op: 2, to: 'cse-in/c', rcn: 6, fc: { ty: [3] } });
    expect(references.body['rrf']).toMatchObject([{ nm: 'd' }]);
  });

  it('part of the children says where the rest begins', async () => {
    const { must } = await tree();
    const first = await must(2000, { op: 2, to: 'cse-in/c', rcn: 8, fc: { lim: 2 } });
    expect(first.whole).toMatchObject({ cnst: 1, cnot: 3 });
    const rest = await must(2000, { op: 2, to: 'cse-in/c', rcn: 8, fc: { ofst: 3 } });
    expect(rest.body).toMatchObject({ 'm2m:cin': [{ rn: 'i3' }], 'm2m:cnt': [{ rn: 'd' }] });
    expect(rest.whole).not.toHaveProperty('cnst');
    expect((await must(2000, { op: 2, to: 'cse-in', rcn: 4, fc: { lvl: 1 } })).body).toMatchObject({ 'm2m:cnt': [{ rn: 'c' }] });
    expect(JSON.stringify((await must(2000, { op: 2, to: 'cse-in', rcn: 4, fc: { lvl: 1 } })).body)).not.toContain('m2m:cin');
  });

  it('an INACTIVE AE is not found, nor what it has (7.3.3.14)', async () => {
    const { must } = world();
    await must(2001, ae('Capp', { rn: 'app', regs: 2 }));
    await must(2001, { op: 1, to: 'cse-in/app', ty: 3, pc: { 'm2m:cnt': { rn: 'c' } } });
    expect((await must(2000, { op: 2, to: 'cse-in', fc: { fu: 1 } })).whole['pc']).toEqual({ 'm2m:uril': [] });
  });
});

describe('partial RETRIEVE (TS-0004 7.3.3.6)', () => {
  it('attributes that the content lists, those that are there; one behind #', async () => {
    const { must } = await tree();
    expect((await must(2000, { op: 2, to: 'cse-in/c', pc: { 'm2m:atrl': ['lbl', 'mni', 'rn'] } })).whole['pc']).toEqual({
      'm2m:cnt': { lbl: ['color:red', 'big'], rn: 'c' },
    });
    expect((await must(2000, { op: 2, to: 'cse-in/c#cni' })).body).toEqual({ cni: 3 });
    await must(4000, { op: 2, to: 'cse-in/c', pc: { 'm2m:atrl': ['con'] } });
    await must(4000, { op: 2, to: 'cse-in/c', pc: { 'm2m:atrl': [] } });
    await must(4000, { op: 2, to: 'cse-in/c#nonsense' });
    await must(4000, { op: 4, to: 'cse-in/c#cni' });
    const long = await (await tree()).cse.request({
      requestIdentifier: 'r',
      operation: 2,
      to: 'cse-in/c',
      from: 'CAdmin',
      primitiveContent: { 'm2m:attributeList': ['currentNrOfInstances'] },
    });
    expect(long['primitiveContent']).toEqual({ 'm2m:container': { currentNrOfInstances: 3 } });
  });
});

describe('Result Content (TS-0001 8.1.2, TS-0004 Table 7.5.2-2)', () => {
  it('2 and 3 of a CREATE: the address, with and without attributes', async () => {
    const { must } = world();
    expect((await must(2001, { ...node('a'), rcn: 2 })).whole['pc']).toEqual({ 'm2m:uri': 'cse-in/a' });
    expect((await must(2001, { ...node('b'), rcn: 3 })).whole['pc']).toEqual({
      'm2m:rce': { uri: 'cse-in/b', 'm2m:nod': expect.objectContaining({ rn: 'b', ni: 'urn:b' }) },
    });
  });

  it('6 of a discovery: references in place of addresses', async () => {
    const { must } = await tree();
    expect((await must(2000, { op: 2, to: 'cse-in', rcn: 6, fc: { fu: 1, ty: [3] } })).whole['pc']).toEqual({
      'm2m:rrl': { rrf: [{ nm: 'c', typ: 3, val: 'cse-in/c' }, { nm: 'd', typ: 3, val: 'cse-in/c/d' }] },
    });
  });

  it('7: what an announced resource links to', async () => {
    const { must } = await tree();
    await must(2001, { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'] } } });
    const announced = { op: 1, to: 'cse-in/mn', ty: 10003, pc: { 'm2m:cntA': { et: '20270101T000000', lnk: 'cse-in/c' } } };
    const { body } = await must(2001, announced);
    expect((await must(2000, { op: 2, to: body['ri'], rcn: 7 })).root).toBe('m2m:cnt');
    await must(4000, { op: 2, to: 'cse-in/c', rcn: 7 });
  });

  it('what an operation cannot have is BAD_REQUEST', async () => {
    const { must } = await tree();
    await must(4000, { ...node('x'), rcn: 4 });
    await must(4000, { op: 3, to: 'cse-in/c', rcn: 2, pc: { 'm2m:cnt': { lbl: ['x'] } } });
    await must(4000, { op: 2, to: 'cse-in/c', rcn: 9 });
    await must(4000, { op: 4, to: 'cse-in/c', rcn: 9 });
    await must(4000, { op: 2, to: 'cse-in', rcn: 4, fc: { fu: 1 } });
  });
});
