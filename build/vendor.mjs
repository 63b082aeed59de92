import path from 'node:path';
import { build } from 'esbuild';
import { notices } from './notices.mjs';
import { dist, removeOthers, root, write } from './paths.mjs';

/** @typedef {{ readonly specifier: string, readonly required: boolean, readonly node: boolean }} Request */

const folder = path.join(dist, 'vendor');

/**
 * Where the bundle of a third-party module stands: `ajv/dist/2020.js` → `ajv-dist-2020.cjs`.
 *
 * @param {string} specifier
 * @param {boolean} required by `require`, rather than imported
 */
export const vendorFile = (specifier, required) => path.join(folder, `${entryName(specifier)}.${required ? 'cjs' : 'js'}`);
const entryName = (/** @type {string} */ specifier) => specifier.replace(/\.js$/, '').replaceAll('@', '').replaceAll('/', '-');

/**
 * Third-party packages that the package carries inside, so that installing it installs nothing else: `dist/vendor/`, with
 * the notices that their licenses ask for. What most of the library takes must run in a browser; the compiler and the server have Node.
 *
 * @param {readonly Request[]} requests
 * @param {ReadonlyMap<string, string>} precompiled file → code that requires packages, and is made self-contained
 */
export async function buildVendor(requests, precompiled) {
  const imported = requests.filter(({ required }) => !required);
  const required = requests.filter((request) => request.required);
  const results = await Promise.all([
    bundleImported(imported.filter(({ node }) => !node), { platform: 'neutral', mainFields: ['module', 'main'] }),
    bundleImported(imported.filter(({ node }) => node), { platform: 'node', banner: { js: requireInModules } }),
    bundle({
      outdir: folder,
      entryPoints: required.map(({ specifier }) => ({ in: specifier, out: entryName(specifier) })),
      format: 'cjs',
      platform: 'node',
      outExtension: { '.js': '.cjs' },
    }),
    ...[...precompiled].map(([outfile, contents]) =>
      bundle({ stdin: { contents, resolveDir: root }, outfile, format: 'cjs', platform: 'node' }),
    ),
  ]);
  const written = new Set();
  for (const { path: file, contents } of results.flatMap(({ outputFiles }) => outputFiles)) {
    write(file, contents);
    written.add(file);
  }
  const noticesFile = path.join(folder, 'THIRD-PARTY-LICENSES.txt');
  write(noticesFile, notices(results.flatMap(({ metafile }) => Object.keys(metafile.inputs))));
  removeOthers('dist/vendor', written.add(noticesFile), /./);
}

/** Packages that were written for `require` ask for Node's modules with it. */
const requireInModules = `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`;

/**
 * @param {readonly Request[]} requests
 * @param {import('esbuild').BuildOptions} options
 */
async function bundleImported(requests, options) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  for (const { specifier } of requests) entries.set(specifier, await reexports(specifier));
  return bundle({
    ...options,
    outdir: folder,
    entryPoints: requests.map(({ specifier }) => ({ in: `entry:${specifier}`, out: entryName(specifier) })),
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    plugins: [
      {
        name: 'entries',
        setup({ onLoad, onResolve }) {
          // The suffix makes esbuild take a default import from CommonJS for all of `module.exports`, as Node does.
          onResolve({ filter: /^entry:/ }, ({ path: entry }) => ({ path: `${entry.slice('entry:'.length)}.mjs`, namespace: 'entry' }));
          onLoad({ filter: /.*/, namespace: 'entry' }, ({ path: entry }) => ({
            contents: entries.get(entry.slice(0, -'.mjs'.length)) ?? '',
            resolveDir: root,
            loader: 'js',
          }));
        },
      },
    ],
  });
}

/** Packages whose `main` requires its parts where no bundler sees it, and the ES module that they have as well. */
const instead = new Map([['jsonc-parser', 'jsonc-parser/lib/esm/main.js']]);

/**
 * A module that exports what another does, by name: nobody could tell what `export *` from a CommonJS module gives.
 *
 * @param {string} specifier
 */
async function reexports(specifier) {
  const other = instead.get(specifier);
  if (other !== undefined) return `export * from ${JSON.stringify(other)};`;
  const names = Object.keys(await import(specifier)).filter((name) => name !== 'module.exports');
  return `export { ${names.join(', ')} } from ${JSON.stringify(specifier)};`;
}

const common = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'inline',
  minify: true,
  metafile: true,
  write: false,
  logLevel: 'warning',
});

/** @param {import('esbuild').BuildOptions} options */
const bundle = (options) => build({ ...options, ...common });
