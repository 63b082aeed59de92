import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { dist, root } from './paths.mjs';

/**
 * Runs `generator/precompile.ts`, from the sources, with the packages of the checkout.
 *
 * @returns {Promise<Map<string, string>>} file in `dist/` → code of a CommonJS module
 */
export async function precompile() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['generator/precompile.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    write: false,
    logLevel: 'warning',
  });
  // Below the root, so that it finds the package's files and packages as the compiler does.
  const file = path.join(root, 'node_modules', `.precompile-${process.pid}.mjs`);
  try {
    writeFileSync(file, outputFiles[0]?.contents ?? '');
    const { precompiled } = /** @type {{ precompiled(): Record<string, string> }} */ (await import(pathToFileURL(file).href));
    return new Map(Object.entries(precompiled()).map(([name, code]) => [path.join(dist, `generator/precompiled/${name}.cjs`), code]));
  } finally {
    rmSync(file, { force: true });
  }
}
