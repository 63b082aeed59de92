import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import { compilers, modules, said, strict } from '../support/compilers.js';
import { nastyTrees } from '../support/nasty-trees.js';
import { specification } from '../support/specification.js';
import { emitAll, temporaryFolder, write } from './emitted.js';
import { empty, model } from './fixture.js';
import { hostile } from './hostile.js';

/** The strictest flags that can apply to what is shipped. */
const strictest = {
  ...strict,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  isolatedModules: true,
  forceConsistentCasingInFileNames: true,
  // Ours are checked, not the library of each compiler again.
  skipLibCheck: false,
  skipDefaultLibCheck: true,
  lib: ['es2022'],
  types: [],
};

/** Every compiler that we claim, and between them every resolution. */
const resolutions = { ts54: 'nodenext', typescript: 'bundler', ts6: 'node16', ts7: 'nodenext' } as const;

/** The type of `vocabulary` is what its value is: the one thing that `isolatedDeclarations` would have written out. */
const inferred = /^.*\/vocabulary\.ts\(\d+,\d+\): error TS90(13|16): .*\n/gm;

async function errors(folder: string, { folder: compiler, isolated }: (typeof compilers)[number]): Promise<string> {
  const moduleResolution = resolutions[compiler];
  const module = moduleResolution === 'bundler' ? 'esnext' : moduleResolution;
  const options = { ...strictest, module, moduleResolution, ...(isolated && { isolatedDeclarations: true, declaration: true }) };
  write(folder, [{ path: 'tsconfig.json', text: JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }) }]);
  return (await said(compiler, folder)).replace(inferred, '');
}

/** A program that uses the types as people would; each `@ts-expect-error` is a mistake that the types must catch. */
const consumer = `
import type { CreateRequestWire, Notification, RequestPrimitiveWire, ResourceTypes, SoftwareCampaign, SoftwareCampaignCreate, SoftwareCampaignUpdate, SoftwareCampaignWire, ExecReqArgsListType, ExecInstance } from './index.js';
import { CampaignStatus, campaignStatusNames, commandOf, mapFault, toPublished, fromPublished, outcomes, campaignStatusMachine, aggregatedSoftwareStatus } from './index.js';
import type { CampaignStatusEvent, CampaignStatusState, CampaignStatusName, ExecStatusCode, PublishedExecStatus } from './index.js';

export const create: SoftwareCampaignCreate = { version: '1', softwareTargets: ['node1'] };
export const update: SoftwareCampaignUpdate = { labels: null, campaignEnabled: true };
export const campaign: SoftwareCampaign = {
  resourceType: 9076, resourceName: 'c', creationTime: '20240101T000000', expirationTime: '20250101T000000',
  campaignEnabled: false, campaignStatus: CampaignStatus.PENDING, version: '1', softwareTargets: [],
  individualSoftwareStatuses: [{ node: 'n', status: 1 }],
};
export const wire: Pick<SoftwareCampaignWire, 'ty' | 'inss'> = { ty: 9076, inss: [{ ndi: 'n', sus: 1 }] };
export const request: CreateRequestWire = { op: 1, to: 'cse', pc: { 'm2m:swcm': { vr: '1', swtg: [] } }, rvi: '3' };
export const args: ExecReqArgsListType = { reset: [{ anyArg: [{ name: 'a', value: { deep: [1] } }] }] };
export const exec: Pick<ExecInstance, 'execReqArgs' | 'vendorExtension'> = { execReqArgs: { download: [{ URL: 'u' }] }, vendorExtension: { vendor: 'v', more: 1 } };
export const notification: Notification = {
  subscriptionReference: 's',
  notificationEvent: { notificationEventType: 1, operations: 3, representation: { 'm2m:softwareCampaign': { version: '2', labels: null } } },
};
export function content(primitive: RequestPrimitiveWire): string | undefined {
  if (primitive.op !== 1) return undefined;
  return primitive.pc['m2m:swcm'].vr;
}
export const created: ResourceTypes['softwareCampaign']['create'] = create;
export const name: CampaignStatusName | undefined = campaignStatusNames.get(1);
export const code: ExecStatusCode = fromPublished(3, 2);
export const published: PublishedExecStatus = toPublished('STATUS_REQUEST_DENIED');
export const status: 0 | 2 | 4 | 31 = mapFault('Download', 9001).execResult;
export const cancellable: boolean | undefined = commandOf(4)?.cancellable;
export const http: number = outcomes['execInstance.cancel.complete'].http;
export const state: CampaignStatusState | null = campaignStatusMachine.transitions[0]!.to;
export const event: CampaignStatusEvent = 'enable';
export const sum: 0 | 1 | 2 | 3 = aggregatedSoftwareStatus([1, 2]);

// @ts-expect-error a mandatory attribute is missing
export const a: SoftwareCampaignCreate = { version: '1' };
// @ts-expect-error the Hosting CSE sets it
export const b: SoftwareCampaignCreate = { version: '1', softwareTargets: [], campaignStatus: 2 };
// @ts-expect-error an attribute that must be there cannot be deleted
export const c: SoftwareCampaignUpdate = { version: null };
// @ts-expect-error exactOptionalPropertyTypes: absent is not undefined
export const d: SoftwareCampaignUpdate = { version: undefined };
// @ts-expect-error no such number
export const e: CampaignStatus = 9;
// @ts-expect-error alternatives of a choice exclude each other
export const f: ExecReqArgsListType = { reset: [], download: [] };
// @ts-expect-error no request creates an execInstance
export const g: ResourceTypes['execInstance']['create'] = {};
// @ts-expect-error a DELETE carries nothing
export const h: RequestPrimitiveWire = { op: 4, to: 'x', rvi: '3', pc: { 'm2m:swcm': {} } };
// @ts-expect-error readonly
create.version = '2';
// @ts-expect-error a creator is asked for with null, never given
export const i: SoftwareCampaignCreate = { version: '1', softwareTargets: [], creator: 'me' };
`;

/** A program that uses the validators as people would; each `@ts-expect-error` is a mistake that the types must catch. */
const validating = `
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { createWire, full, isCreateWire, isPartial } from './validators/softwareCampaign.js';
import { requestPrimitiveWire } from './validators/requestPrimitive.js';
import type { SoftwareCampaignCreateWire } from './types/softwareCampaign.js';

export function guard(data: unknown): string {
  if (isCreateWire(data)) return data.swn;
  // @ts-expect-error narrowed by nothing
  return data.swn;
}
export const messages: string[] = createWire.issues({}).map(({ message, rule }) => rule === 'NP' ? message : '');
export const standard: StandardSchemaV1<SoftwareCampaignCreateWire> = createWire;
export const inferred: StandardSchemaV1.InferOutput<typeof createWire> = { vr: '1', swn: 'a', url: 'u', swtg: ['n'], swop: 1 };
// @ts-expect-error softwareTargets is mandatory
export const incomplete: StandardSchemaV1.InferOutput<typeof createWire> = { vr: '1', swn: 'a', url: 'u', swop: 1 };
export const status = (data: unknown): number | undefined => (full.is(data) ? data.campaignStatus : undefined);
export const operation = (data: unknown): 1 | 2 | 3 | 4 | 5 | undefined => (requestPrimitiveWire.is(data) ? data.op : undefined);
export const enabled = (data: unknown): boolean | undefined => (isPartial(data) ? data.campaignEnabled : undefined);
`;

describe('emitted modules, of the specification and of those that mean no good, and programs that use them', async () => {
  const folder = temporaryFolder();
  const given = {
    miniature: [...(await emitAll(model)), { path: 'consumer.ts', text: consumer }],
    specification: [...(await emitAll(specification)), ...emitValidators(specification), { path: 'consumer.ts', text: validating }],
    hostile: await emitAll(hostile),
    empty: await emitAll(empty),
    unnumbered: await emitAll({ ...model, faultTables: [], unlistedFaults: [], execStatusCodes: [], aggregations: [] }),
    ...Object.fromEntries((await nastyTrees()).map(({ name, files }) => [name, files])),
  };
  // A compiler looks at nothing else.
  for (const [name, files] of Object.entries(given)) write(path.join(folder, name), files.filter(({ path: file }) => file.endsWith('.ts')));
  // What is wrong among them shows that a compiler has seen them.
  write(folder, [{ path: 'wrong.ts', text: "export const wrong: number = 'text';\n" }]);
  const wrong = /^\S*wrong\.ts\(1,14\): error TS2322: .*\n$/;
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(path.join(modules, '@standard-schema'), path.join(folder, 'node_modules/@standard-schema'), 'junction');

  for (const compiler of compilers) {
    it(`compile under TypeScript ${compiler.version}, which would have found them out`, async () => {
      expect(await errors(folder, compiler)).toMatch(wrong);
    }, 300_000);
  }
});
