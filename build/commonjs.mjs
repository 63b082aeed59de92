import path from 'node:path';
import { build } from 'esbuild';
import { withDataAsText } from './data.mjs';
import { dist, lineLimit, peers, root } from './paths.mjs';
import { validatorModules } from './validators.mjs';

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

/** All validators, each made when it is asked for. */
const validators = './validators.cjs';
const folderOfValidators = path.join(root, 'generated/validators');

/** Where a module stands in the package, which a CommonJS module does not know by itself. */
const place = '$placeOf';

/**
 * `dist/cjs/`: one file with everything but validators, in which a module runs when it is asked for, and a file for each subpath that asks for its own.
 *
 * @returns {Promise<readonly (readonly [file: string, contents: string | Uint8Array])[]>}
 */
export async function commonJs() {
  const entries = Object.entries(subpaths);
  const { outputFiles } = await build({
    absWorkingDir: root,
    // What a module gives are getters over values that a test may have to replace: plain values are what CommonJS has.
    stdin: { contents: `module.exports = {\n${entries.map(([name, file]) => `${name}: () => require('./${file.replace(/\.ts$/, '.js')}'),\n`).join('')}};\n`, resolveDir: root },
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
    external: [...peers, validators],
    write: false,
    logLevel: 'warning',
    plugins: [
      {
        name: 'commonjs',
        setup({ onLoad, onResolve }) {
          // The validators are in a file of their own, which ES modules take too.
          onResolve({ filter: /\/\w+\.js$/ }, ({ resolveDir, path: specifier }) => {
            const [folder, name] = [path.join(resolveDir, path.dirname(specifier)), path.basename(specifier, '.js')];
            return folder !== folderOfValidators || name === 'load' ? undefined : { path: name, namespace: 'validators' };
          });
          onLoad({ filter: /.*/, namespace: 'validators' }, ({ path: name }) => ({ contents: `module.exports = require('${validators}')${name === 'all' ? '' : `.modules.${name}`};` }));
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
  const stub = (/** @type {string} */ name, /** @type {string} */ value) => /** @type {const} */ ([path.join(dist, `cjs/${name}.cjs`), `'use strict';\nmodule.exports = ${value};\n`]);
  return [
    ...outputFiles.map(({ path: file, contents }) => /** @type {const} */ ([file, contents])),
    ...entries.map(([name]) => stub(name, `require('./all.cjs').${name}()`)),
    ...validatorModules.map((name) => stub(`validators/${name}`, `require('.${validators}').modules.${name}`)),
  ];
}
