import { describe, expect, it } from 'vitest';
import { ae, node, subscription, world, type Json } from './support.js';

describe('forms of requests (TS-0004 6.4, 8.2)', () => {
  const attributes = { nodeID: 'urn:a', resourceName: 'a' };
  const short = { ni: 'urn:a', rn: 'a' };
  const forms: readonly [name: string, request: Json, root: string, parameters: 'short' | 'long'][] = [
    ['short, numbers', { op: 1, to: 'cse-in', fr: 'CAdmin', ty: 14, pc: { 'm2m:nod': short } }, 'm2m:nod', 'short'],
    ['short, names', { op: 'create', to: 'cse-in', fr: 'CAdmin', ty: 'node', pc: { 'm2m:nod': short } }, 'm2m:nod', 'short'],
    ['short, long content', { op: 'Create', to: 'cse-in', fr: 'CAdmin', ty: 'nod', pc: { 'm2m:node': attributes } }, 'm2m:node', 'short'],
    ['short, bare long content', { op: 'create', to: 'cse-in', fr: 'CAdmin', ty: 'node', pc: attributes }, 'm2m:node', 'short'],
    ['short, bare short content', { op: 'create', to: 'cse-in', fr: 'CAdmin', ty: 'node', pc: short }, 'm2m:nod', 'short'],
    [
      'long',
      { operation: 1, to: 'cse-in', from: 'CAdmin', resourceType: 14, primitiveContent: { 'm2m:node': attributes } },
      'm2m:node',
      'long',
    ],
    [
      'long, short content',
      { operation: 'create', to: 'cse-in', from: 'CAdmin', resourceType: 'node', primitiveContent: { 'm2m:nod': short } },
      'm2m:nod',
      'long',
    ],
  ];

  it.each(forms)('%s', async (_name, request, root, parameters) => {
    const { cse } = world();
    const response = await cse.request({ ...request, [parameters === 'short' ? 'rqi' : 'requestIdentifier']: 'r' });
    const [code, content] = parameters === 'short' ? ['rsc', 'pc'] : ['responseStatusCode', 'primitiveContent'];
    expect(response[code]).toBe(2001);
    const body = (response[content] as Record<string, Json>)[root];
    expect(root === 'm2m:nod' ? body?.['ni'] : body?.['nodeID']).toBe('urn:a');
  });

  it('repeats the request identifier, and does without', async () => {
    const { cse } = world();
    expect(await cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin', rqi: 'x7' })).toMatchObject({ rsc: 2000, rqi: 'x7' });
    expect(await cse.request({ op: 2, to: 'cse-in', fr: 'CAdmin' })).not.toHaveProperty('rqi');
  });

  it('hands out copies: whoever changes a request or an answer changes nothing here', async () => {
    const { cse, must } = world();
    const labels = ['one'];
    const response = await must(2001, node('a', { lbl: labels }));
    labels.push('two');
    (response.body['lbl'] as string[]).push('three');
    expect(cse.store.childNamed('id-in', 'a')?.attributes['labels']).toEqual(['one']);
  });
});

describe('validity of primitives (TS-0004 7.3.2.1)', () => {
  const cases: readonly [name: string, rsc: number, request: Json][] = [
    ['no operation', 4000, { to: 'cse-in' }],
    ['unknown operation', 4000, { op: 9, to: 'cse-in' }],
    ['operation with the name of a member of Object', 4000, { op: 'constructor', to: 'cse-in' }],
    ['Notify to the CSEBase', 2000, { op: 5, to: 'cse-in', pc: { 'm2m:sgn': { vrq: true } } }],
    ['Notify of nothing', 4000, { op: 5, to: 'cse-in', pc: {} }],
    ['Notify of a resource', 4000, { op: 5, to: 'cse-in', pc: { 'm2m:nod': { ni: 'a' } } }],
    ['an eventCategory that is none', 4000, { op: 2, to: 'cse-in', ec: 5 }],
    ['an eventCategory of a deployment', 2000, { op: 2, to: 'cse-in', ec: 100 }],
    ['an originatingTimestamp that is none', 4000, { op: 2, to: 'cse-in', ot: 'now' }],
    ['no To', 4000, { op: 2 }],
    ['From absent', 4000, { op: 2, to: 'cse-in', fr: undefined }],
    ['Resource Type absent in CREATE', 4000, { op: 1, to: 'cse-in', pc: { 'm2m:nod': { ni: 'a' } } }],
    ['Resource Type of a number that is none', 4000, { op: 1, to: 'cse-in', ty: 4711, pc: {} }],
    ['Resource Type in UPDATE', 4000, { op: 3, to: 'cse-in', ty: 14, pc: {} }],
    ['Filter Criteria in CREATE', 4000, { ...node('a'), fc: { fu: 1 } }],
    ['Result Content that CREATE cannot have', 4000, { ...node('a'), rcn: 4 }],
    ['Result Content that RETRIEVE cannot have', 4000, { op: 2, to: 'cse-in', rcn: 0 }],
    ['semantic query not supported', 5001, { op: 2, to: 'cse-in', sqi: true, rcn: 10, fc: { smf: ['SELECT ?a'] } }],
    ['Result Content of announced resources only', 4000, { op: 2, to: 'cse-in', rcn: 7 }],
    ['release not supported', 4001, { op: 2, to: 'cse-in', rvi: '99' }],
    ['release supported', 2000, { op: 2, to: 'cse-in', rvi: '3' }],
    ['request expired', 4008, { op: 2, to: 'cse-in', rqet: '20261122T115959' }],
    ['request not expired', 2000, { op: 2, to: 'cse-in', rqet: '20261122T120001' }],
    ['request expires after a while, as programs write numbers', 2000, { op: 2, to: 'cse-in', rqet: '1000.0' }],
    ['request expired a while ago, as programs write numbers', 4008, { op: 2, to: 'cse-in', rqet: '-1000.0' }],
    ['request expires after a part of a millisecond', 4000, { op: 2, to: 'cse-in', rqet: '1000.5' }],
    ['request expires after a while', 2000, { op: 2, to: 'cse-in', rqet: 1000 }],
    ['non-blocking', 1001, { op: 2, to: 'cse-in', rt: { rtv: 1 } }],
    ['blocking', 2000, { op: 2, to: 'cse-in', rt: { rtv: 3 } }],
    ['parameter not supported', 5001, { op: 2, to: 'cse-in', tkns: ['a'] }],
    ['parameter of no standard', 4000, { op: 2, to: 'cse-in', hello: 1 }],
    ['prototype as a parameter', 4000, JSON.parse('{"op":2,"to":"cse-in","__proto__":{"ty":14}}') as Json],
    ['no content in CREATE', 4000, { op: 1, to: 'cse-in', ty: 14 }],
    ['content of another type', 4000, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:sch': {} } }],
    ['content in DELETE', 4000, { op: 4, to: 'cse-in', pc: { ni: 'a' } }],
  ];
  it.each(cases)('%s: %i', async (_name, rsc, request) => {
    const { ask, reports } = world();
    const response = await ask(request);
    expect([response.rsc, response.text, reports]).toEqual([rsc, rsc < 4000 ? '' : expect.stringMatching(/./), []]);
  });

  it.each([[undefined], [null], ['hello'], [42], [[]], [() => 1]])('is no request: %j', async (primitive) => {
    const { cse } = world();
    expect(await cse.request(primitive as never)).toMatchObject({ rsc: 4000 });
  });

  it('answers even a request that throws when it is read', async () => {
    const { cse, reports } = world();
    const hostile = {
      op: 2,
      get rqi(): string {
        throw new Error('gotcha');
      },
    };
    expect(await cse.request(hostile)).toMatchObject({ rsc: 5000, pc: { 'm2m:dbg': 'internal error' } });
    expect(reports).toEqual([new Error('gotcha')]);
  });

  it('refuses a content that is nested deeper than any resource', async () => {
    const { ask, reports } = world();
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100_000; depth++) deep = depth % 2 === 0 ? [deep] : { enc: deep };
    for (const request of [
      node('a', { lbl: deep }),
      { op: 2, to: 'cse-in', fc: { fu: 1, lbl: deep } },
      { op: 2, to: 'cse-in', rt: deep },
    ]) {
      expect((await ask(request)).rsc).toBeGreaterThanOrEqual(4000);
    }
    expect(reports).toEqual([]);
  });

  it('refuses what JSON cannot say, and cycles', async () => {
    const { ask, reports } = world();
    const cycle: Json = {};
    cycle['enc'] = cycle;
    for (const more of [{ mgca: () => 1 }, { mgca: Number.NaN }, { mgca: new Date(0) }, { mgca: 1n }, { mgca: cycle }]) {
      expect((await ask(node('a', more))).rsc).toBe(4000);
    }
    expect(reports).toEqual([]);
  });
});

describe('addresses (TS-0001 7.2, 9.3.1)', () => {
  it('finds a resource by every form of its address', async () => {
    const { must } = world();
    await must(2001, node('a'));
    await must(2001, subscription('cse-in/a', { rn: 's' }));
    for (const to of [
      'subscription1',
      'cse-in/a/s',
      '-/a/s',
      '/id-in/subscription1',
      '/id-in/cse-in/a/s',
      '/id-in/-/a/s',
      '//sp/id-in/cse-in/a/s',
    ]) {
      expect((await must(2000, { op: 2, to })).body['ri'], to).toBe('subscription1');
    }
    for (const to of ['cse-in', 'id-in', '-', '/id-in', '/id-in/-', '/id-in/id-in', '//sp/id-in']) {
      expect((await must(2000, { op: 2, to })).root, to).toBe('m2m:cb');
    }
  });

  const nowhere = [
    'b',
    '/',
    '//',
    '///',
    'cse-in/',
    'cse-in//a',
    'cse-in/a/..',
    '../cse-in',
    'cse-in/%61',
    '/id-other/node1',
    '//other/id-in/node1',
    'id-in/a',
    'node1/s',
  ];
  const hostile = [
    '__proto__',
    'constructor',
    'cse-in/__proto__',
    'cse-in/constructor',
    'toString',
    '\0',
    'x'.repeat(100_000),
    '/'.repeat(100_000),
  ];
  it.each([...nowhere, ...hostile].map((to) => [to.slice(0, 40), to] as const))('finds nothing at %j', async (_short, to) => {
    const { must } = world();
    await must(2001, node('a'));
    expect((await must(4004, { op: 2, to })).root).toBe('m2m:dbg');
  });
});

describe('Originators (TS-0004 7.3.2.1, 7.3.3.15)', () => {
  it.each([['Cstranger'], ['__proto__'], ['node1'], ['id-in/x'], ['/id-other']])('refuses %s, who is not registered', async (fr) => {
    const { must } = world();
    await must(2001, node('a'));
    await must(4103, { op: 2, to: 'cse-in', fr });
  });

  it('knows a registered AE by its relative and its absolute id', async () => {
    const { must } = world();
    await must(2001, ae('Capp'));
    for (const fr of ['Capp', '/id-in/Capp', '//sp/id-in/Capp']) await must(2000, { op: 2, to: 'Capp', fr });
  });
});
