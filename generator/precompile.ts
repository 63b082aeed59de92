import { createRequire } from 'node:module';
import type standalone from 'ajv/dist/standalone/index.js';
import { docTemplates } from './emit/docs/emit-docs.js';
import { machineTemplates } from './emit/machines/machine-modules.js';
import { precompiledTemplates } from './emit/render.js';
import { cwmpTemplates } from './emit/cwmp/emit-cwmp.js';
import { tableTemplates } from './emit/tables/emit-tables.js';
import type { Schemas } from './read/definitions/package-schemas.js';
import { packageSchemas } from './read/definitions/package-schemas.js';
import { ajvWith, digestOf } from './read/definitions/validate.js';

/**
 * For the build: Handlebars templates and the validators of definitions, compiled ahead, so that no run has to. Each is
 * the text of a CommonJS module that `built` finds by its name.
 */
export const precompiled = (): Readonly<Record<'templates' | 'definitions', string>> => ({
  templates: precompiledTemplates([...tableTemplates, ...machineTemplates, ...docTemplates, ...cwmpTemplates]),
  definitions: precompiledValidators(packageSchemas()),
});

const require = createRequire(import.meta.url);

function precompiledValidators(schemas: Schemas): string {
  const { default: standaloneCode } = require('ajv/dist/standalone/index.js') as { readonly default: typeof standalone.default };
  const files = [...schemas.keys()];
  const code = standaloneCode(ajvWith(schemas, { source: true, optimize: 1 }), Object.fromEntries(files.map((file, i) => [`validate${i}`, file])));
  const byFile = files.map((file, i) => `${JSON.stringify(file)}: module.exports.validate${i}`);
  return `${code}\nmodule.exports = { from: ${JSON.stringify(digestOf(schemas))}, validators: { ${byFile.join(', ')} } };\n`;
}
