import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Plugin } from 'vitest/config';

/**
 * Tests run on what the build made, as its users do: a test that imports `generator/pipeline.js` gets `dist/generator/pipeline.js`,
 * loaded by Node itself. The test runner's own way, to transform each of a thousand modules for each of hundreds of files, took
 * as long as the tests. What the build does not make (`site/`, `build/`, other tests) is taken as it stands.
 */
export function onBuilt(root: string): Plugin {
  return {
    name: 'on-built',
    enforce: 'pre',
    resolveId(specifier, importer) {
      if (importer === undefined || !specifier.startsWith('.')) return undefined;
      const file = path.relative(root, path.resolve(path.dirname(importer), specifier));
      const built = path.join(root, 'dist', file);
      return isBuilt(file) && existsSync(built) ? { id: built, external: true } : undefined;
    },
  };
}

const isBuilt = (file: string): boolean => /^(generator|generated|wire|runtime|testing|conformance)[\\/]/.test(file);

/** Before all tests: what they run on is what the sources say. */
export default async function build(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  await promisify(execFile)(process.execPath, ['build/build.mjs'], { cwd: root });
}
