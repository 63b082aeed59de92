import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compilers, modules, said } from '../support/compilers.js';

const folder = mkdtempSync(path.join(modules, '.testing-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Jest's own types, as far as custom matchers meet them; its import is declared, not installed. */
const jestConsumer = `
import '../../testing/jest.js';
declare global {
  namespace jest { interface Matchers<R, T = {}> { toBe(expected: T): R } }
  const expect: (received: unknown) => jest.Matchers<void> & { readonly not: jest.Matchers<void> };
}
export function matchers(body: unknown): void {
  expect(body).toBeValid('node', 'create');
  expect(body).not.toFollow('execStatus');
  // @ts-expect-error no such resource type
  expect(body).toBeValid('nod', 'create');
}
`;
writeFileSync(path.join(folder, 'jest-consumer.ts'), jestConsumer);

const compilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  module: 'nodenext',
  moduleResolution: 'nodenext',
  target: 'es2022',
  lib: ['es2023'],
  types: ['node'],
  skipLibCheck: true,
};

it.each(compilers)('names that do not exist do not compile (TypeScript $version)', async ({ folder: compiler }) => {
  const config = path.join(folder, `${compiler}.json`);
  const include = [path.join(import.meta.dirname, 'consumer.ts'), path.join(folder, 'jest-consumer.ts')];
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...compilerOptions, typeRoots: [path.join(modules, '@types')] }, include }));
  expect(await said(compiler, config)).toBe('');
});
