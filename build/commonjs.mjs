import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { withDataAsText } from './data.mjs';
import { dist, lineLimit, peers, root } from './paths.mjs';

/**
 * Subpaths that CommonJS has as well: what tests and programs import. Jest knows nothing else, as it comes, and so does `require` of Node
 * before 20.19 and 22.12.
 */
const subpaths = {
  index: 'generated/index.ts',
  machines: 'generated/machines/index.ts',
  wire: 'wire/index.ts',
  runtime: 'runtime/index.ts',
  testing: 'testing/index.ts',
  jest: 'testing/jest.ts',
  arbitrary: 'testing/arbitrary.ts',
};

/** Where a module stands in the package, which a CommonJS module does not know by itself. */
const place = '$placeOf';

/**
 * `dist/cjs/`: one file with everything, in which a module runs when it is asked for, and a file for each subpath that asks for its own.
 *
 * @returns {Promise<readonly (readonly [file: string, contents: string | Uint8Array])[]>}
 */
export async function commonJs() {
  const entries = Object.entries(subpaths);
  const validators = [...readFileSync(path.join(root, 'generated/validators/index.js'), 'utf8').matchAll(/from ["']\.\/(\w+)\.js["']/g)].map(([, name = '']) => name);
  const all = [
    ...entries.map(([name, file]) => [name, `./${file.replace(/\.ts$/, '.js')}`]),
    ...[...validators, 'support'].map((name) => [`validators/${name}`, `./generated/validators/${name}.js`]),
  ];
  const { outputFiles } = await build({
    absWorkingDir: root,
    // What a module gives are getters over values that a test may have to replace: plain values are what CommonJS has.
    stdin: { contents: `module.exports = {\n${all.map(([name, file]) => `${JSON.stringify(name)}: () => require(${JSON.stringify(file)}),\n`).join('')}};\n`, resolveDir: root },
    outfile: path.join(dist, 'cjs/all.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'es2022',
    charset: 'utf8',
    minify: true,
    lineLimit,
    banner: { js: `const ${place} = (file) => require('node:url').pathToFileURL(require('node:path').join(__dirname, '..', file));` },
    legalComments: 'none',
    external: [...peers],
    write: false,
    logLevel: 'warning',
    plugins: [
      {
        name: 'commonjs',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /\/validators\/load\.js$/ }, ({ resolveDir, path: specifier }) => ({ path: path.join(resolveDir, specifier) }));
          onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
            file.includes('node_modules')
              ? undefined
              : {
                  loader: 'ts',
                  contents: withDataAsText(file).replaceAll(
                    'import.meta.url',
                    `${place}(${JSON.stringify(path.relative(root, file).split(path.sep).join('/'))})`,
                  ),
                },
          );
        },
      },
    ],
  });
  const stub = (/** @type {string} */ name, /** @type {string} */ from) => /** @type {const} */ ([path.join(dist, `cjs/${name}.cjs`), `'use strict';\nmodule.exports = require('${from}')['${name}']();\n`]);
  return [
    ...outputFiles.map(({ path: file, contents }) => /** @type {const} */ ([file, contents])),
    ...all.map(([name = '']) => stub(name, name.includes('/') ? '../all.cjs' : './all.cjs')),
  ];
}
