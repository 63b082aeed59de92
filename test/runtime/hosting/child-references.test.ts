/** References to children (m2m:childResourceRef, TS-0004 6.3.5.29). */

import { expect, it } from 'vitest';
import { world } from '../core/support.js';

it('say the specialization of a <flexContainer> as the URI that it has, and of no other type', async () => {
  const { must } = world();
  await must(2001, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'node', ni: 'n' } } });
  await must(2001, { op: 1, to: 'cse-in/node', ty: 13, pc: { 'm2m:bat': { rn: 'battery', mgd: 1006, btl: 50, bts: 1 } } });
  await must(2001, { op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn: 'box' } } });
  await must(2001, { op: 1, to: 'cse-in', ty: 28, pc: { 'm2m:ajfw': { rn: 'flex', cnd: 'org.alljoyn' } } });
  const { body } = await must(2000, { op: 2, to: 'cse-in', rcn: 5 });
  const said = (body['ch'] as readonly Record<string, unknown>[]).map(({ nm, spid }) => [nm, spid]);
  expect(Object.fromEntries(said)).toEqual({ node: undefined, battery: undefined, box: undefined, flex: 'org.alljoyn' });
});
