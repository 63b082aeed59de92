/** What becomes of requests that nobody waits for (TS-0004 7.3.2.2 to 7.3.2.6), whatever they are answered with. */

import { describe, expect, it } from 'vitest';
import type { ResponsePrimitive } from '../../../runtime/receiver/primitive.js';
import { node, world, type Json, type World } from '../core/support.js';

/** The operationResult of a request, when it is there. */
async function resultOf({ cse, must }: World, primitive: Json): Promise<unknown> {
  const to = reference(await cse.request({ fr: 'CAdmin', rqi: 'r1', ...primitive }));
  await new Promise(setImmediate);
  return (await must(2000, { op: 2, to })).body['ors'];
}

function reference(acknowledged: ResponsePrimitive): string {
  const content = acknowledged['pc'] as { readonly 'm2m:uri'?: string } | undefined;
  if (content?.['m2m:uri'] === undefined) throw new Error(`no reference: ${JSON.stringify(acknowledged)}`);
  return content['m2m:uri'];
}

const remote = { op: 1, to: 'cse-in', ty: 16, fr: '/mn', pc: { 'm2m:csr': { rn: 'mn', cb: '/mn/b', rr: true, srv: ['3'], poa: ['http://mn/'] } } };

describe('operationResult has what a blocking request is answered with', () => {
  const requests: readonly (readonly [string, Json])[] = [
    ['a representation', { op: 2, to: 'cse-in/a' }],
    ['with children', { op: 2, to: 'cse-in/a', rcn: 4 }],
    ['a discovery', { op: 2, to: 'cse-in', fc: { fu: 1, ty: [14] } }],
    ['references', { op: 2, to: 'cse-in/a', rcn: 6 }],
    ['the answers of a group', { op: 2, to: 'cse-in/g/fopt' }],
    ['of a group in a group', { op: 2, to: 'cse-in/h/fopt' }],
    ['the answer of another CSE', { op: 2, to: '/mn/b/c' }],
    ['an error', { op: 2, to: 'cse-in/none' }],
  ];

  it.each(requests)('%s', async (_what, primitive) => {
    const made = world({ send: () => Promise.resolve({ rsc: 2000, rqi: 'r1', pc: { 'm2m:cnt': { rn: 'c', mni: 7 } } }) });
    await made.must(2001, node('a'));
    await made.must(2001, { op: 1, to: 'cse-in/a', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: ['http://x/'] } } });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 9, mid: ['cse-in/a'] } } });
    await made.must(2001, { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'h', mnm: 9, mid: ['cse-in/g/fopt'] } } });
    await made.must(2001, remote);
    const { rsc, pc } = (await made.ask(primitive)).whole;
    expect(pc).toBeDefined();
    expect(await resultOf(made, { ...primitive, rt: { rtv: 1 } })).toEqual({ rsc, rqi: 'r1', pc });
  });
});

it('another CSE is asked for the result, and not for a <request> of its own (7.3.2.8)', async () => {
  const sent: Json[] = [];
  const made = world({
    send: (_addresses, primitive) => {
      sent.push(primitive as Json);
      return Promise.resolve({ rsc: 2000, rqi: 'r1', pc: { 'm2m:cnt': { rn: 'c' } } });
    },
  });
  await made.must(2001, remote);
  await made.must(1001, { op: 2, to: '/mn/b/c', rt: { rtv: 1 }, rp: 'PT1H' });
  await made.must(1002, { op: 2, to: '/mn/b/c', rt: { rtv: 2, nu: ['http://x/'] } });
  await new Promise(setImmediate);
  expect(sent.map((each) => [each['rt'], each['rp']])).toEqual([[undefined, undefined], [undefined, undefined]]);
  expect(made.notes).toMatchObject([['http://x/', { 'm2m:rsp': { rsc: 2000, pc: { 'm2m:cnt': { rn: 'c' } } } }]]);
});
