import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const run = promisify(execFile);
const modules = path.resolve(import.meta.dirname, '../../node_modules');
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

it.each(['ts54', 'typescript', 'ts6', 'ts7'])('names that do not exist do not compile (%s)', async (compiler) => {
  const config = path.join(folder, `${compiler}.json`);
  const include = [path.join(import.meta.dirname, 'consumer.ts'), path.join(folder, 'jest-consumer.ts')];
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...compilerOptions, typeRoots: [path.join(modules, '@types')] }, include }));
  const failure = await run(process.execPath, [path.join(modules, compiler, 'bin/tsc'), '-p', config]).then(
    () => '',
    (error: unknown) => (error as { stdout?: string }).stdout ?? String(error),
  );
  expect(failure).toBe('');
});
