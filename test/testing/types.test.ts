import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { compilers, modules, said, strict } from '../support/compilers.js';

const folder = mkdtempSync(path.join(modules, '.testing-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Jest's own types, as far as custom matchers meet them; its import is declared, not installed. */
const jestConsumer = `
import 'onem2m-specgen/jest';
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

/** Whoever compiles against the package meets its declarations (`npm run build:package`), and not our sources again for each compiler. */
const subpaths = { generated: 'onem2m-specgen', testing: 'onem2m-specgen/testing', arbitrary: 'onem2m-specgen/arbitrary', vitest: 'onem2m-specgen/vitest' };
const ofPackage = (_: string, room: string, file: string): string => `'${subpaths[(file === 'index' ? room : file) as keyof typeof subpaths]}'`;
writeFileSync(path.join(folder, 'consumer.ts'), readFileSync(path.join(import.meta.dirname, 'consumer.ts'), 'utf8').replaceAll(/'\.\.\/\.\.\/(\w+)\/(\w+)\.js'/g, ofPackage));

const compilerOptions = {
  ...strict,
  lib: ['es2023'],
  types: ['node'],
  skipLibCheck: true,
};

it.each(compilers)('names that do not exist do not compile (TypeScript $version)', async ({ folder: compiler }) => {
  const config = path.join(folder, `${compiler}.json`);
  const files = ['consumer.ts', 'jest-consumer.ts'];
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...compilerOptions, typeRoots: [path.join(modules, '@types')] }, files }));
  expect(await said(compiler, config)).toBe('');
});
