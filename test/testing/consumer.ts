import type * as fc from 'fast-check';
import { expect } from 'vitest';
import { mapFault } from '../../generated/index.js';
import type { SoftwareCampaign, SoftwareCampaignCreate, SoftwareCampaignUpdateWire } from '../../generated/index.js';
import { arbitrary } from '../../testing/arbitrary.js';
import type { FaultMap, OneM2mMatchers, TraceEntry } from '../../testing/index.js';
import { build, vectors } from '../../testing/index.js';
import '../../testing/vitest.js';

// A program that is compiled and never run: each `@ts-expect-error` is a mistake that the types must catch.

export function matchers(body: unknown): void {
  expect(body).toBeValid('softwareCampaign', 'create');
  expect(body).not.toBeValid('softwareCampaign');
  expect(body).toBeValid('CSEBase', 'full', { form: 'wire' });
  // @ts-expect-error no such resource type
  expect(body).toBeValid('softwareCampain', 'create');
  // @ts-expect-error no such operation
  expect(body).toBeValid('softwareCampaign', 'delete');
  // @ts-expect-error a CSEBase is not created by request
  expect(body).toBeValid('CSEBase', 'create');
  // @ts-expect-error no such form
  expect(body).toBeValid('node', 'create', { form: 'short' });

  expect(body).toBeValidPrimitive();
  expect(body).toBeValidPrimitive({ kind: 'notification' });
  // @ts-expect-error no such kind
  expect(body).toBeValidPrimitive({ kind: 'request' });

  expect(body).toViolate('campaignStatus', 'RO');
  expect(body).toViolate('colour', 'unknown');
  expect(body).toViolate('labels', 'length', { resource: 'node', operation: 'update', form: 'wire' });
  // @ts-expect-error no such attribute
  expect(body).toViolate('campainStatus', 'RO');
  // @ts-expect-error no such rule
  expect(body).toViolate('campaignStatus', 'RX');

  expect(body).toFollow('campaignStatus', { from: 'INITIATED', sampled: true });
  // @ts-expect-error no such machine
  expect(body).toFollow('campaign');

  expect(mapFault).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILED');
  // @ts-expect-error no such RPC
  expect(mapFault).toMapFault('Downlod', 9010, 'STATUS_FILE_TRANSFER_FAILED');
  // @ts-expect-error a fault code is a number
  expect(mapFault).toMapFault('Download', '9010', 'STATUS_FILE_TRANSFER_FAILED');
  // @ts-expect-error no such status
  expect(mapFault).toMapFault('Download', 9010, 'STATUS_FILE_TRANSFER_FAILD');

  expect({ pc: body }).toEqual({ pc: expect.toBeValid('node') });
  void expect(Promise.resolve(body)).resolves.toBeValid('node');
}

export const created: SoftwareCampaignCreate = build.softwareCampaign({ labels: ['blue'], version: undefined });
export const updated: SoftwareCampaignUpdateWire = build.softwareCampaign.update.wire({ vr: '2', lbl: null });
export const stored: SoftwareCampaign = build.softwareCampaign.full();
// @ts-expect-error set by the Hosting CSE
build.softwareCampaign({ campaignStatus: 1 });
// @ts-expect-error the value is no softwareOperation
build.softwareCampaign({ softwareOperation: 9 });
// @ts-expect-error long names only
build.softwareCampaign({ swop: 1 });
// @ts-expect-error a CSEBase is not created by request
build.CSEBase();
// @ts-expect-error no such resource type
build.softwareCampain();

export const creations: fc.Arbitrary<SoftwareCampaignCreate> = arbitrary.softwareCampaign('create');
export const updates: fc.Arbitrary<SoftwareCampaignUpdateWire> = arbitrary.softwareCampaign('update', { form: 'wire' });
export const wrong: fc.Arbitrary<{ readonly body: object; readonly attribute: string; readonly rule: string }> = arbitrary.invalid(
  'softwareCampaign',
  'create',
);
// @ts-expect-error parts of representations are not made
arbitrary.softwareCampaign('partial');
// @ts-expect-error an execInstance is not created by request
arbitrary.invalid('execInstance', 'create');

export const first: SoftwareCampaignCreate | undefined = vectors.payloads('softwareCampaign').valid[0]?.long;
// @ts-expect-error a CSEBase is not created by request
vectors.payloads('CSEBase');

export const trace: readonly TraceEntry[] = ['PENDING', 1, { event: 'disable' }, null];
export const map: FaultMap = mapFault;
export const table: FaultMap = { Download: { 9010: 'STATUS_FILE_TRANSFER_FAILED' } };
export type OfJest = OneM2mMatchers<void>;
