import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { dist, filesUnder, lineLimit, root } from './paths.mjs';

/** What validators share, and every one of them carries. */
const shared = new Set(['./support.js', './primitives.js']);

/**
 * The validators of one resource in one file each, `dist/validators/`: what a program imports of the package. Opening a file costs
 * more than all that is in it, and a validator shares five with others.
 *
 * @returns {Promise<(readonly [file: string, contents: Uint8Array])[]>}
 */
export async function validatorEntries() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: filesUnder('generated/validators').filter((file) => file.endsWith('.js') && path.basename(file) !== 'all.js'),
    outdir: path.join(dist, 'validators'),
    outbase: path.join(root, 'generated/validators'),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    // As it was written: without its marks of purity, a bundler could not leave out what a program does not use.
    minify: false,
    write: false,
    logLevel: 'warning',
    plugins: [
      {
        name: 'one-by-one',
        setup({ onResolve }) {
          // Those of primitives, and lists of them all, take the resources' as they are.
          onResolve({ filter: /^\.\// }, ({ path: specifier, importer }) =>
            path.basename(path.dirname(importer)) === 'validators' && !shared.has(specifier) ? { path: specifier, external: true } : undefined,
          );
        },
      },
    ],
  });
  return outputFiles.map(({ path: file, contents }) => [file, contents]);
}

/**
 * `generated/validators/all.js` in one file, in which the module of a type runs when the type is asked for: a program that knows only as
 * it runs which types it needs does not wait for them all.
 *
 * @returns {Promise<readonly [file: string, contents: Uint8Array]>}
 */
export async function lazyValidators() {
  const index = readFileSync(path.join(root, 'generated/validators/index.js'), 'utf8');
  const names = [...index.matchAll(/^export (?:\* as (\w+)|\{ (\w+, \w+) \}) from ("[^"]+"|'[^']+');$/gm)].flatMap(([, whole, parts, from]) =>
    whole === undefined ? (parts ?? '').split(', ').map((name) => `get ${name}() { return require(${from}).${name}; }`) : [`get ${whole}() { return require(${from}); }`],
  );
  if (names.length < index.match(/^export /gm).length) throw new Error('generated/validators/index.js has exports of a form that is not known here');
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: `export const validators = {\n  ${names.join(',\n  ')},\n};\n`, resolveDir: path.join(root, 'generated/validators') },
    outfile: path.join(dist, 'validators/all.js'),
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    lineLimit,
    write: false,
    logLevel: 'warning',
  });
  const [made] = outputFiles;
  if (made === undefined) throw new Error('nothing was made of the validators');
  return [made.path, made.contents];
}
