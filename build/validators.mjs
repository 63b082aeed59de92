import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { dist, filesUnder, lineLimit, root } from './paths.mjs';
import { smallAndMarked } from './short.mjs';

const folder = 'generated/validators';
const sourceOf = (/** @type {string} */ name) => readFileSync(path.join(root, folder, `${name}.js`), 'utf8');
const names = filesUnder(folder).filter((file) => file.endsWith('.js')).map((file) => path.basename(file, '.js'));

/** Taken by others, and not for programs. */
const inner = new Set(['all', 'contents', 'index', 'load', 'primitives']);
const imported = names.filter((name) => !inner.has(name));

/** Resources that a program names. Of announced variants it names few, and a file for each would be half a megabyte; primitives are made of all the rest. */
const alone = imported.filter((name) => !name.endsWith('Annc') && name !== 'support' && !sourceOf(name).includes("from './contents.js'"));

/**
 * The validators of what is generated, twice. Module by module, for bundlers: a program has what it uses, and once. For Node, to which opening a
 * file costs more than all that is in it, those of a resource in one: `dist/validators/`.
 *
 * @returns {Promise<(readonly [file: string, contents: string])[]>}
 */
export async function validatorEntries() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: alone.map((name) => `${folder}/${name}.js`),
    outdir: path.join(dist, 'validators'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  const checks = filesUnder('generated/checks').filter((file) => file.endsWith('.js')).map((file) => /** @type {const} */ ([file, readFileSync(path.join(root, file), 'utf8')]));
  const modules = names.filter((name) => name !== 'all' && name !== 'index').map((name) => /** @type {const} */ ([`${folder}/${name}.js`, name === 'load' ? eachAsImported(sourceOf(name)) : sourceOf(name)]));
  const single = outputFiles.map(({ path: file, text }) => /** @type {const} */ ([path.relative(dist, file), text]));
  const others = imported.filter((name) => !alone.includes(name)).map((name) => /** @type {const} */ ([`validators/${name}.mjs`, `export * from '../${folder}/${name}.js';`]));
  return [...checks, ...modules, ...single, ...others].map(([file, code]) => [path.join(dist, file), smallAndMarked(code)]);
}

/** What is loaded as a text needs it is what a program would import, by `imports` of package.json. @param {string} load */
const eachAsImported = (load) => load.replace(/import\('\.\/(\w+)\.js'\)/g, "import('#validators/$1')");

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
