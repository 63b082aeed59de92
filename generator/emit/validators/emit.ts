import type { Model, Resource } from '../../model/model.js';
import { checkHeader } from '../checks/module.js';
import { TypeChecks } from '../checks/type-checks.js';
import type { OutputFile } from '../output.js';
import { contentSchema, eachContent } from '../schemas/contents.js';
import { envelopeSchema, primitives } from '../schemas/primitives.js';
import type { Form } from '../schemas/representation.js';
import { carried, forms } from '../schemas/representation.js';
import { typeSchemas } from '../schemas/types.js';
import { propertyKey, stringLiteral } from '../types/declarations.js';
import { codeNames } from '../code-names.js';
import { formSuffix, moduleName, representationName } from '../types/names.js';
import { declarationsOf, type Exported } from './declarations.js';
import { primitiveModules } from './primitives.js';
import { aggregationTable } from './aggregations.js';
import { guardName, resourceModule, validatedOperations, valueSchemas } from './resource-module.js';
import { supportDeclarations } from './support-declarations.js';
import { supportModule } from './support.js';

/**
 * `checks/`: one function for each type; `validators/`: a module for each resource, which adds what its operations want, and one for
 * each primitive. Plain ESM with declarations.
 */
export function emitValidators(model: Model): readonly OutputFile[] {
  const resources = carried(model);
  const values = forms.map((form) => [form, resources.flatMap((resource) => valueSchemas(model, resource, form))] as const);
  for (const form of forms) referToPrimitives(model, form);
  // What a notification carries is checked by the validators of resources.
  const checks = new TypeChecks(model, { long: values[0]![1], wire: values[1]![1] }, new Map([['representation', { type: 'object' }]]));
  const modules = [...resources.map((resource) => resourceModule(model, resource, checks)), ...primitiveModules(model, checks)];
  return [
    ...checks.modules(),
    { path: 'validators/support.js', text: checkHeader + supportModule + aggregationTable(model) },
    { path: 'validators/support.d.ts', text: checkHeader + supportDeclarations },
    ...modules,
    ...resources.map((resource) => resourceDeclarations(model, resource)),
    ...index(model, resources),
    ...all(),
    ...loaders(model, resources),
  ];
}

/** The types of primitives and of their contents, too, are definitions before the first function is written, whatever else is emitted. */
function referToPrimitives(model: Model, form: Form): void {
  const types = typeSchemas(model, form);
  for (const primitive of ['request', 'response'] as const) envelopeSchema(model, primitive, form, types);
  for (const content of eachContent(model)) contentSchema(model, form, types, content);
}

function resourceDeclarations(model: Model, resource: Resource): OutputFile {
  const all = validatedOperations(resource).flatMap((operation) =>
    forms.map((form) => {
      const name = representationName(model, resource, operation === 'partial' ? 'full' : operation, form);
      return { operation, form, type: operation === 'partial' ? `PartOf<${name}>` : name };
    }),
  );
  const validators = all.map(({ operation, form, type }): Exported => [operation + formSuffix(form), type]);
  const guards = all.map(({ operation, form, type }): Exported => [guardName(operation, form), type]);
  return { path: `validators/${moduleName(model, resource)}.d.ts`, text: declarationsOf(validators, [`../types/${moduleName(model, resource)}.js`, '../types/primitives.js'], guards) };
}

/** `validators/index.js`: all of them by name, for a program that learns only as it runs which one it needs, as the test matchers do. */
const index = (model: Model, resources: readonly Resource[]): readonly OutputFile[] =>
  ['js', 'd.ts'].map((extension) => ({
    path: `validators/index.${extension}`,
    text:
      checkHeader +
      resources
        .map((resource) => codeNames(model).resource(resource))
        .map(({ key, file }) => `export * as ${key} from ${stringLiteral(`./${file}.js`)};\n`)
        .join('') +
      primitives.map((primitive) => `export { ${primitive}, ${primitive}Wire } from ${stringLiteral(`./${primitive}.js`)};\n`).join(''),
  }));

/** `validators/all.js`: the same as one value, which the build of the package makes one that runs the module of a type when it is asked for. */
const all = (): readonly OutputFile[] =>
  ['js', 'd.ts'].map((extension) => ({ path: `validators/all.${extension}`, text: `${checkHeader}import * as validators from './index.js';\n\nexport { validators };\n` }));

/**
 * `validators/load.js`: the same one by one and only when asked for, for a program that reads texts of any type: it then loads what
 * the text turns out to be, and a bundler splits the rest off.
 */
function loaders(model: Model, resources: readonly Resource[]): readonly OutputFile[] {
  // A resource may be called as a primitive is: two tables.
  const tables = [
    ['load', resources.map((resource) => [resource.name, moduleName(model, resource)])],
    ['loadPrimitive', primitives.map((name) => [name, name])],
  ] as const;
  const text = (head: (table: string) => string, entry: (file: string) => string, end: string): string =>
    checkHeader +
    tables
      .map(([table, files]) => `export ${head(table)} {\n${files.map(([name, file]) => `  ${propertyKey(name!)}: ${entry(stringLiteral(`./${file}.js`))}${end}\n`).join('')}};\n`)
      .join('');
  return [
    { path: 'validators/load.js', text: text((table) => `const ${table} =`, (file) => `() => import(${file})`, ',') },
    { path: 'validators/load.d.ts', text: text((table) => `declare const ${table}:`, (file) => `() => Promise<typeof import(${file})>`, ';') },
  ];
}
