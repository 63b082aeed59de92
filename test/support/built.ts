import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import type { Plugin } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '../..');
/** The sources in JavaScript, module by module; where a package is found, and no test runner looks. */
const built = path.join(root, 'node_modules/.built');
const folders = ['generator', 'generated', 'wire', 'runtime', 'testing', 'conformance'];

/**
 * Tests run on JavaScript that Node loads itself: a test that imports `generator/pipeline.js` gets what esbuild has made of it before
 * all tests. The test runner's own way, to transform each of a thousand modules for each of hundreds of files, took as long as the tests.
 * What is built for the package (`dist/`, in bundles) is what the tests of the package and of commands run.
 */
export function onBuilt(): Plugin {
  return {
    name: 'on-built',
    enforce: 'pre',
    // Packages as their users load them, not in the builds for their own development, which check themselves at every step.
    configResolved({ ssr }) {
      const conditions = ssr.resolve?.conditions ?? [];
      const at = conditions.indexOf('development|production');
      if (at >= 0) conditions.splice(at, 1);
    },
    resolveId(specifier, importer) {
      if (importer === undefined || !specifier.startsWith('.')) return undefined;
      const file = path.relative(root, path.resolve(path.dirname(importer), specifier));
      const id = path.join(built, file);
      return folders.includes(file.split(path.sep)[0] ?? '') && existsSync(id) ? { id, external: true } : undefined;
    },
  };
}

/** Before all tests, once for all projects of a run: what they run on is what the sources say. */
export default async function setup(): Promise<void> {
  const run = globalThis as { specgenBuilt?: Promise<void> };
  await (run.specgenBuilt ??= buildAll());
}

async function buildAll(): Promise<void> {
  rmSync(built, { recursive: true, force: true });
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  );
  await build({
    absWorkingDir: root,
    entryPoints: files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
    outdir: built,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'warning',
  });
  for (const file of files.filter((each) => /\.(js|json)$/.test(each))) cpSync(path.join(root, file), path.join(built, file));
  // Looked up by their text: a stale one is never used.
  const precompiled = path.join(root, 'dist/generator/precompiled');
  if (!existsSync(precompiled)) return;
  for (const name of readdirSync(precompiled).filter((each) => each.endsWith('.cjs'))) cpSync(path.join(precompiled, name), path.join(built, 'generator/precompiled', name));
}
