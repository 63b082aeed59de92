import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCse, type RunningCse } from '../../../runtime/serve/index.js';
import { cseDirectory } from '../../../runtime/cwmp/directory.js';

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

it('who gets a <node> of its own has it again, and no other that is called like it', () => {
  expect([find(device({ serialNumber: 'x/y' }), 'create'), find(device({ serialNumber: 'x/y' }), 'create'), find(device({ serialNumber: 'x/y' }))]).toEqual(['00D09E-Box-x_y', '00D09E-Box-x_y', '00D09E-Box-x_y']);
  const second = find(device({ serialNumber: 'x:y' }), 'create');
  expect(second).not.toBe('00D09E-Box-x_y');
  expect(find(device({ serialNumber: 'x:y' }), 'create')).toBe(second);
});
