import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { commonJs } from './commonjs.mjs';
import { lazyValidators, validatorEntries } from './validators.mjs';
import { withDataAsText } from './data.mjs';
import { compilerFolder, dist, filesUnder, isThirdParty, libraryFolders, nodeFolders, removeOthers, root, write } from './paths.mjs';
import { short, shortAndMarked } from './short.mjs';
import { vendorFile } from './vendor.mjs';

/** @typedef {import('./vendor.mjs').Request} Request */

/** Part of the build, not of the package. */
const atBuild = 'generator/precompile.ts';

const isSource = (/** @type {string} */ file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && file !== atBuild;

/** Programs and scripts that nothing imports; the benchmarks ask for the last. */
const programs = ['runtime/example.ts', 'runtime/page/page.ts', 'runtime/http/client/notifier.ts'];

const common = /** @type {const} */ ({
  absWorkingDir: root,
  outdir: dist,
  outbase: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  charset: 'utf8',
  write: false,
  logLevel: 'warning',
});

/**
 * TypeScript to JavaScript: of the compiler one module each, of what a program imports, bundles by what is imported together. What a
 * module takes from a third-party package comes from `dist/vendor/` instead; returns what was taken.
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
    return path.relative(dist, vendorFile(specifier, required)).split(path.sep).join('/');
  };
  /** `require` made by createRequire is a function like any other to a bundler. @param {string} file */
  const sourceOf = (file) =>
    withDataAsText(file).replace(/\brequire\('([^']+)'\)/g, (call, specifier) =>
      isThirdParty(specifier) ? `require('${relative(path.dirname(path.relative(root, file)), vendored(specifier, file, true))}')` : call,
    );

  const single = await build({
    ...common,
    entryPoints: filesUnder(compilerFolder).filter(isSource),
    treeShaking: false,
    plugins: [
      {
        name: 'one-to-one',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /.*/ }, ({ kind, path: specifier, importer }) => {
            if (kind === 'entry-point') return undefined;
            return { path: isThirdParty(specifier) ? placeOf(vendored(specifier, importer, false)) : specifier, external: true };
          });
          onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({ loader: 'ts', contents: sourceOf(file) }));
        },
      },
    ],
  });

  // Opening a file costs more than most of what is in it: what a program takes of these folders comes in a few.
  const bundled = await build({
    ...common,
    entryPoints: [...new Set([...exportedModules(), ...takenByCompiler(), ...programs])],
    splitting: true,
    chunkNames: 'shared/[hash]',
    plugins: [
      {
        name: 'bundled',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /.*/ }, ({ kind, path: specifier, importer, resolveDir }) => {
            if (kind === 'entry-point') return undefined;
            if (isThirdParty(specifier)) return { path: placeOf(vendored(specifier, importer, false)), external: true, sideEffects: false };
            if (!specifier.startsWith('.')) return { path: specifier, external: true };
            const file = path.relative(root, path.join(resolveDir, specifier)).split(path.sep).join('/');
            const instead = entriesOfValidators.get(file);
            return instead === undefined ? undefined : { path: placeOf(instead), external: true, sideEffects: false };
          });
          onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
            loader: 'ts',
            // Where a module stands in the sources, wherever it comes to stand in the package.
            contents: sourceOf(file).replaceAll('import.meta.url', `new URL('${placeOf(path.relative(root, file).replace(/\.ts$/, '.js'))}', import.meta.url)`),
          }));
        },
      },
    ],
  });

  const written = new Set();
  for (const [{ outputFiles }, shortened] of /** @type {const} */ ([[single, short], [bundled, shortAndMarked]])) {
    for (const { path: file, text } of outputFiles) {
      // Places first: the lines of what is shortened end within texts, too.
      write(file, shortened(inPlace(file, text)));
      written.add(file);
    }
  }
  // Validators are generated as JavaScript; the rest of what is generated and no TypeScript is data. validatorEntries makes them.
  for (const file of filesUnder('generated').filter((name) => /\.(js|json)$/.test(name) && name !== 'generated/manifest.json')) {
    if (/^generated\/(validators|checks|cwmp)\//.test(file)) continue;
    write(path.join(dist, file), file.endsWith('.json') ? withoutSpace(readFileSync(path.join(root, file), 'utf8')) : readFileSync(path.join(root, file)));
    written.add(path.join(dist, file));
  }
  for (const [file, contents] of [...(await validatorEntries()), ...(await lazyValidators()), ...(await commonJs())]) {
    write(file, contents);
    written.add(file);
  }
  for (const folder of ['validators', 'shared', 'cjs']) removeOthers(`dist/${folder}`, written, /./);
  for (const folder of [...libraryFolders, compilerFolder]) removeOthers(`dist/${folder}`, written, /\.(js|json)$/);
  return [...requests.values()].sort((a, b) => (a.specifier < b.specifier ? -1 : 1));
}

/**
 * JSON is laid out for whoever reads the repository. Numbers stay as they are written: some are larger than a number of JavaScript.
 *
 * @param {string} json
 */
const withoutSpace = (json) => json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');

/** Where the package has all validators, which no bundle carries. */
const entriesOfValidators = new Map([
  ['generated/validators/all.js', 'validators/all.js'],
  ['generated/validators/load.js', 'generated/validators/load.js'],
]);

/** @param {string} from a folder @param {string} to */
const relative = (from, to) => {
  const target = path.posix.relative(from.split(path.sep).join('/'), to);
  return target.startsWith('.') ? target : `./${target}`;
};

/** A file of dist/ in code of which it is not known yet where in dist/ it comes to stand. @param {string} file */
const placeOf = (file) => `dist:/${file.split(path.sep).join('/')}`;

/** @param {string} file @param {string} text */
const inPlace = (file, text) =>
  text.replace(/(["'])dist:\/([^"'\n]+)\1/g, (_all, quote, target) => quote + relative(path.dirname(path.relative(dist, file)), target) + quote);

/** The modules that the package exports. */
function exportedModules() {
  /** @type {{ exports: Record<string, string | null | { readonly default?: string }> }} */
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const targets = Object.values(manifest.exports).flatMap((target) => (target !== null && typeof target === 'object' ? (target.default ?? []) : []));
  return targets.filter((target) => !target.includes('*')).map((target) => target.replace('./dist/', '').replace(/\.js$/, '.ts')).filter((file) => isSource(file) && libraryFolders.some((folder) => file.startsWith(`${folder}/`)));
}

/** The modules that the compiler imports, for the commands that run a server. */
function takenByCompiler() {
  return filesUnder(compilerFolder).filter(isSource).flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8').replace(/^(import|export) type .*$/gm, '');
    const targets = [...text.matchAll(/(?:\bfrom |\bimport\()'(\.[^']+)\.js'/g)].map(([, target = '']) => `${path.posix.join(path.posix.dirname(file), target)}.ts`);
    return targets.filter((target) => libraryFolders.some((folder) => target.startsWith(`${folder}/`)));
  });
}
