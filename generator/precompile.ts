import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { docTemplates } from './emit/docs/emit-docs.js';
import { machineTemplates } from './emit/machines/machine-modules.js';
import { precompiledTemplates } from './emit/render.js';
import { tableTemplates } from './emit/tables/emit-tables.js';
import { packageSchemas } from './read/definitions/package-schemas.js';
import { precompiledValidators } from './read/definitions/validate.js';

/** The last step of the build: compiles Handlebars templates and the validators of definitions, so that no run has to. */
const files = {
  templates: precompiledTemplates([...tableTemplates, ...machineTemplates, ...docTemplates]),
  definitions: precompiledValidators(packageSchemas()),
};
for (const [name, code] of Object.entries(files)) writeFileSync(fileURLToPath(new URL(`./precompiled/${name}.cjs`, import.meta.url)), code);
