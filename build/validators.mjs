import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { dist, filesUnder, lineLimit, root } from './paths.mjs';

/** What most validators take: a module of its own, so that the second validator of a program does not bring it again. */
const shared = ['checks/report.js', 'checks/types.js', 'validators/support.js'].map((file) => path.join(root, 'generated', file));

/**
 * The validators of one resource in one file each, `dist/validators/`, and one that they share: what a program imports of the package.
 * Opening a file costs more than all that is in it, and a validator takes from five.
 *
 * @returns {Promise<(readonly [file: string, contents: string])[]>}
 */
export async function validatorEntries() {
  const folder = path.join(root, 'generated/validators');
  const carried = path.join(folder, 'primitives.js');
  const entries = filesUnder('generated/validators').filter((file) => file.endsWith('.js') && path.basename(file) !== 'all.js').map((file) => path.join(root, file));
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

/** What `dist/cjs/validators.cjs` has by name: the modules of `generated/validators/` that are imported one by one. */
export const validatorModules = [...readFileSync(path.join(root, 'generated/validators/index.js'), 'utf8').matchAll(/from ["']\.\/(\w+)\.js["']/g)].map(([, name = '']) => name).concat('support');

/**
 * `generated/validators/all.js` in one file, in which the module of a type runs when the type is asked for: a program that knows only as
 * it runs which types it needs does not wait for them all. CommonJS is what has modules of that kind; ES modules and the rest of
 * CommonJS take them from there.
 *
 * @returns {Promise<(readonly [file: string, contents: string | Uint8Array])[]>}
 */
export async function lazyValidators() {
  const index = readFileSync(path.join(root, 'generated/validators/index.js'), 'utf8');
  const names = [...index.matchAll(/^export (?:\* as (\w+)|\{ (\w+, \w+) \}) from ["']\.\/(\w+)\.js["'];$/gm)].flatMap(([, whole, parts, from]) =>
    whole === undefined ? (parts ?? '').split(', ').map((name) => `${name}: () => modules.${from}.${name}`) : [`${whole}: () => modules.${from}`],
  );
  if (names.length < (index.match(/^export /gm) ?? []).length) throw new Error('generated/validators/index.js has exports of a form that is not known here');
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: onceEach(names), resolveDir: path.join(root, 'generated/validators') },
    outfile: path.join(dist, 'cjs/validators.cjs'),
    bundle: true,
    format: 'cjs',
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
  return [
    [made.path, made.contents],
    // Node reads what an ES module imports of CommonJS once more, for the names of its exports: this is short.
    [path.join(dist, 'cjs/validators/all.cjs'), `'use strict';\nconst { validators } = require('../validators.cjs');\nmodule.exports = validators;\n`],
    [path.join(dist, 'validators/all.js'), `import validators from '../cjs/validators/all.cjs';\nexport { validators };\n`],
  ];
}

/** A `require` of an ES module makes an object of its exports each time, which costs more than a validator: what was asked for once is there. @param {readonly string[]} names */
const onceEach = (names) => `const once = (loads) => {
  const all = {};
  for (const [name, load] of Object.entries(loads)) {
    const get = () => {
      const value = load();
      Object.defineProperty(all, name, { value });
      return value;
    };
    Object.defineProperty(all, name, { get, enumerable: true, configurable: true });
  }
  return all;
};
const modules = once({
  ${validatorModules.map((name) => `${name}: () => require('./${name}.js')`).join(',\n  ')},
});
const validators = once({
  ${names.join(',\n  ')},
});
module.exports = { modules, validators };
`;
