import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { compilerFolder, dist, filesUnder, isThirdParty, libraryFolders, nodeFolders, removeOthers, root, write } from './paths.mjs';
import { vendorFile } from './vendor.mjs';

/** @typedef {import('./vendor.mjs').Request} Request */

/** Part of the build, not of the package. */
const atBuild = 'generator/precompile.ts';

const isSource = (/** @type {string} */ file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && file !== atBuild;

/**
 * TypeScript to JavaScript, one module each, in the same folders. What a module takes from a third-party package comes
 * from `dist/vendor/` instead; returns what was taken.
 *
 * @returns {Promise<Request[]>}
 */
export async function buildModules() {
  /** @type {Map<string, Request>} */
  const requests = new Map();
  const vendored = (/** @type {string} */ specifier, /** @type {string} */ importer, /** @type {boolean} */ required) => {
    const from = path.relative(root, importer);
    const node = nodeFolders.some((folder) => from.startsWith(`${path.normalize(folder)}${path.sep}`));
    const key = `${specifier} ${required}`;
    const known = requests.get(key);
    requests.set(key, { specifier, required, node: node && (known?.node ?? true) });
    const target = path.relative(path.dirname(path.join(dist, from)), vendorFile(specifier, required)).split(path.sep).join('/');
    return target.startsWith('.') ? target : `./${target}`;
  };

  const result = await build({
    absWorkingDir: root,
    entryPoints: [...libraryFolders, compilerFolder].flatMap(filesUnder).filter(isSource),
    outdir: dist,
    outbase: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    charset: 'utf8',
    treeShaking: false,
    write: false,
    logLevel: 'warning',
    plugins: [
      {
        name: 'one-to-one',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /.*/ }, ({ kind, path: specifier, importer }) => {
            if (kind === 'entry-point') return undefined;
            return { path: isThirdParty(specifier) ? vendored(specifier, importer, false) : specifier, external: true };
          });
          // `require` made by createRequire is a function like any other to a bundler.
          onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
            loader: 'ts',
            contents: readFileSync(file, 'utf8').replace(/\brequire\('([^']+)'\)/g, (call, specifier) =>
              isThirdParty(specifier) ? `require('${vendored(specifier, file, true)}')` : call,
            ),
          }));
        },
      },
    ],
  });

  const written = new Set();
  for (const { path: file, contents } of result.outputFiles) {
    write(file, contents);
    written.add(file);
  }
  // Validators are generated as JavaScript; the rest of what is generated and no TypeScript is data.
  for (const file of filesUnder('generated').filter((name) => /\.(js|json)$/.test(name) && name !== 'generated/manifest.json')) {
    write(path.join(dist, file), readFileSync(path.join(root, file)));
    written.add(path.join(dist, file));
  }
  for (const [file, contents] of await validatorEntries()) {
    write(file, contents);
    written.add(file);
  }
  removeOthers('dist/validators', written, /./);
  for (const folder of [...libraryFolders, compilerFolder]) removeOthers(`dist/${folder}`, written, /\.(js|json)$/);
  return [...requests.values()].sort((a, b) => (a.specifier < b.specifier ? -1 : 1));
}

/** What validators share, and every one of them carries. */
const shared = new Set(['./support.js', './primitives.js']);

/**
 * The validators of one resource in one file each, `dist/validators/`: what a program imports of the package. Opening a file costs
 * more than all that is in it, and a validator shares five with others.
 *
 * @returns {Promise<(readonly [file: string, contents: Uint8Array])[]>}
 */
async function validatorEntries() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: filesUnder('generated/validators').filter((file) => file.endsWith('.js')),
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
