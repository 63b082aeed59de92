import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compilerFolder, dist, filesUnder, isThirdParty, libraryFolders, nodeFolders, removeOthers, root, write } from './paths.mjs';
import { vendorFile } from './vendor.mjs';

/** @typedef {{ readonly specifier: string, readonly required: boolean, readonly node: boolean }} Request */

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
    const text = readFileSync(path.join(root, file), 'utf8');
    // Laid out for whoever reads the repository; no string of what is generated goes over a line break.
    write(path.join(dist, file), file.endsWith('.json') ? text.replace(/\n\s*/g, '') : text.replace(/^ +/gm, ''));
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

/** What most validators take: a module of its own, so that the second validator of a program does not bring it again. */
const shared = ['checks/report.js', 'checks/types.js', 'validators/support.js'].map((file) => path.join(root, 'generated', file));

/**
 * The validators of one resource in one file each, `dist/validators/`, and one that they share: what a program imports of the package.
 * Opening a file costs more than all that is in it, and a validator takes from five.
 *
 * @returns {Promise<(readonly [file: string, contents: string])[]>}
 */
async function validatorEntries() {
  const folder = path.join(root, 'generated/validators');
  const carried = path.join(folder, 'primitives.js');
  const entries = filesUnder('generated/validators').filter((file) => file.endsWith('.js')).map((file) => path.join(root, file));
  const support = Object.keys(await import(pathToFileURL(path.join(folder, 'support.js')).href));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [...entries.filter((file) => !shared.includes(file)).map((file) => ({ in: file, out: path.basename(file, '.js') })), { in: 'shared', out: 'shared' }],
    outdir: path.join(dist, 'validators'),
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
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /^shared$/ }, () => ({ path: 'shared', namespace: 'shared' }));
          onLoad({ filter: /.*/, namespace: 'shared' }, () => ({
            contents: shared.map((file) => `export * from ${JSON.stringify(file)};`).join('\n'),
            resolveDir: root,
          }));
          onResolve({ filter: /^\.\.?\// }, ({ path: specifier, importer }) => {
            const target = path.join(path.dirname(importer), specifier);
            if (shared.includes(target) && !shared.includes(importer)) return { path: './shared.js', external: true };
            // Those of primitives, and lists of them all, take the resources' as they are.
            return path.dirname(target) === folder && target !== carried && !shared.includes(target) ? { path: specifier, external: true } : undefined;
          });
        },
      },
    ],
  });
  return [
    ...outputFiles.map(({ path: file, text }) => /** @type {const} */ ([file, text.replace(/^ +/gm, '')])),
    [path.join(dist, 'validators/support.js'), `export { ${support.join(', ')} } from './shared.js';\n`],
  ];
}
