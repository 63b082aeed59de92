import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';
import { cseDirectory } from '../../../runtime/cwmp/directory.js';
import { memoryStore } from '../../../runtime/store/store.js';

/** Which <node> is which CPE, by what either says. */

let cse: RunningCse;
beforeEach(async () => void (cse = await startCse({ cwmp: { strangers: 'refuse' } })));
afterEach(() => cse.close());

type Json = Record<string, unknown>;
const create = async (ty: number, to: string, pc: Json) => (await cse.request({ fr: 'CAdmin', rqi: 'r', op: 1, to, ty, pc })) as Json;
const device = (more: Partial<Record<'manufacturer' | 'oui' | 'productClass' | 'serialNumber', string>> = {}) => ({ manufacturer: 'Acme', oui: '00D09E', productClass: 'Box', serialNumber: '1', ...more });
const find = (which: ReturnType<typeof device>, strangers: 'create' | 'refuse' = 'refuse') => {
  const report = (error: unknown) => {
    throw error;
  };
  const id = cseDirectory({ cse: () => cse, root: 'id-in', strangers, report }).find(which);
  return id === undefined ? undefined : cse.store.get(id)?.name;
};

it.each([
  ['00D09E-Box-1', {}],
  ['00D09E-1', {}],
  ['urn:00D09E-Box-1', {}],
  ['urn:dev:ops:00D09E-Box-1', {}],
  ['urn:dev:os:00D09E-1', {}],
  ['ops::00D09E-Box-1', {}],
  ['os::00D09E-1', {}],
  ['00d09e-Box-1', {}],
  ['00D09E-Box-1', { oui: '00d09e' }],
  ['00D09E-1', { productClass: '' }],
  ['00D09E-My Box-1', { productClass: 'My Box' }],
  ['00D09E-My%20Box-1', { productClass: 'My Box' }],
  ['00D09E-Box-A%2D1%2E2', { serialNumber: 'A-1.2' }],
  ['00D09E-Box-A%2d1%2e2', { serialNumber: 'A-1.2' }],
  ['00D09E-Box-A-1.2', { serialNumber: 'A-1.2' }],
  ['00D09E-%C3%9Cbox-1', { productClass: 'Übox' }],
  ['urn:dev:ops:00D09E-Box%20%2B-%F0%9F%93%A6', { productClass: 'Box +', serialNumber: '📦' }],
])('a nodeID of %s is that of %o', async (ni, more) => {
  await create(14, 'cse-in', { 'm2m:nod': { rn: 'it', ni } });
  await create(14, 'cse-in', { 'm2m:nod': { rn: 'other', ni: '00D09E-Box-2' } });
  expect(find(device(more))).toBe('it');
});

it.each([
  ['of another', '00D09E-Box-2', {}],
  ['of another class', '00D09E-Box-1', { productClass: 'Bag' }],
  ['that only begins so', '00D09E-Box-11', {}],
  ['of nobody: no serial number', '00D09E-', { serialNumber: '', productClass: '' }],
  ['of nobody: no maker', '-Box-1', { oui: '' }],
])('a nodeID %s is not', async (_, ni, more) => {
  await create(14, 'cse-in', { 'm2m:nod': { rn: 'it', ni } });
  expect(find(device(more))).toBeUndefined();
});

it('a [deviceInfo] describes a CPE as long as it is there and says so, however many other nodes there are', async () => {
  const info = (dlb: string) => create(13, 'cse-in/n', { 'm2m:dvi': { rn: 'i', mgd: 1007, dlb, man: 'Acme', mod: 'Box', dty: 'Box' } });
  await create(14, 'cse-in', { 'm2m:nod': { rn: 'n', ni: 'n' } });
  expect(find(device())).toBeUndefined();
  await info('1');
  expect([find(device()), find(device({ manufacturer: 'Other' }))]).toEqual(['n', undefined]);
  const label = async (dlb: string) => cse.request({ fr: 'CAdmin', rqi: 'r', op: 3, to: 'cse-in/n/i', pc: { 'm2m:dvi': { dlb } } });
  await label('2');
  expect([find(device()), find(device({ serialNumber: '2' }))]).toEqual([undefined, 'n']);
  await label('1');
  expect(find(device())).toBe('n');
  await create(14, 'cse-in', { 'm2m:nod': { rn: 'second', ni: 's' } });
  await create(13, 'cse-in/second', { 'm2m:dvi': { rn: 'i', mgd: 1007, dlb: '1', man: 'acme', mod: 'Box', dty: 'Box' } });
  expect(find(device())).toBeUndefined();
  await cse.request({ fr: 'CAdmin', rqi: 'r', op: 4, to: 'cse-in/n' });
  expect(find(device())).toBe('second');
});

it('who is not described costs the same however many nodes there are, in a store that knew no ACS too', async () => {
  const store = memoryStore();
  let read = 0;
  const counting = { ...store, children: (...of: Parameters<typeof store.children>) => (found => ((read += found.length), found))(store.children(...of)) };
  await using before = await startCse({ store });
  for (let count = 0; count < 200; count++) {
    await before.request({ fr: 'CAdmin', rqi: 'r', op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: `n${count}`, ni: `n${count}` } } });
    await before.request({ fr: 'CAdmin', rqi: 'r', op: 1, to: `cse-in/n${count}`, ty: 13, pc: { 'm2m:dvi': { mgd: 1007, dlb: String(count), man: 'Acme', mod: 'Box', dty: 'Box' } } });
  }
  await cse.close();
  cse = await startCse({ store: counting, cwmp: { strangers: 'refuse' } });
  read = 0;
  expect([find(device({ serialNumber: '7' })), find(device({ serialNumber: '777' }))]).toEqual(['n7', undefined]);
  expect(read).toBe(0);
});

it('who gets a <node> of its own has it again, and no other that is called like it', () => {
  expect([find(device({ serialNumber: 'x/y' }), 'create'), find(device({ serialNumber: 'x/y' }), 'create'), find(device({ serialNumber: 'x/y' }))]).toEqual(['00D09E-Box-x_y', '00D09E-Box-x_y', '00D09E-Box-x_y']);
  const second = find(device({ serialNumber: 'x:y' }), 'create');
  expect(second).not.toBe('00D09E-Box-x_y');
  expect(find(device({ serialNumber: 'x:y' }), 'create')).toBe(second);
});
