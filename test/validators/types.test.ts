import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { emitTypes } from '../../generator/emit/types/emit-types.js';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import { analyse } from '../../generator/pipeline.js';
import { loadSources } from '../../generator/read/load.js';
import { modules, said, strict } from '../support/compilers.js';
import { writeEmitted } from '../support/emitted.js';

const { sources } = await loadSources(path.resolve(import.meta.dirname, '../../xsd'));
const { model } = analyse(sources);
const emitted = writeEmitted([...(await emitTypes(model)), ...emitValidators(model)]);
afterAll(() => emitted.remove());

/** A program that uses the validators as people would; each `@ts-expect-error` is a mistake that the types must catch. */
const consumer = `
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

const options = {
  ...strict,
  lib: ['es2022'],
  types: [],
  // The declarations are what is under test.
  skipLibCheck: false,
};

it.each(['ts54', 'ts7'] as const)('declares what people can use (%s)', async (compiler) => {
  mkdirSync(path.join(emitted.folder, 'node_modules'), { recursive: true });
  try {
    symlinkSync(path.join(modules, '@standard-schema'), path.join(emitted.folder, 'node_modules/@standard-schema'));
  } catch (error) {
    expect((error as { code?: string }).code).toBe('EEXIST');
  }
  writeFileSync(path.join(emitted.folder, 'consumer.ts'), consumer);
  writeFileSync(path.join(emitted.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }));
  expect(await said(compiler, emitted.folder)).toBe('');
});
