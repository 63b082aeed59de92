import type { Model, Resource } from '../../model/model.js';
import type { CodeNames, ResourceNames } from '../code-names.js';
import { codeNames } from '../code-names.js';
import type { OutputFile } from '../output.js';
import type { Primitive } from '../schemas/primitives.js';
import { primitives } from '../schemas/primitives.js';
import type { Operation } from '../schemas/representation.js';
import { carried, forms, operationsOf } from '../schemas/representation.js';
import { propertyKey, stringLiteral } from '../types/declarations.js';
import { formSuffix } from '../types/names.js';
import { header, representationModules } from './module.js';
import { primitiveModules } from './primitives.js';
import { primitivesModule } from './primitives-support.js';
import { supportDeclarations, supportModule } from './support.js';

/** `validators/`: plain ESM modules with declarations, one for each resource, operation and name form. */
export function emitValidators(model: Model): readonly OutputFile[] {
  const resources = carried(model);
  const names = codeNames(model);
  return [
    { path: 'validators/support.js', text: `${header}${supportModule}` },
    { path: 'validators/support.d.ts', text: `${header}${supportDeclarations}` },
    ...resources.flatMap((resource) => [
      ...representationModules(model, resource, validatedOperations(resource)),
      ...resourceIndex(names.resource(resource), resource),
    ]),
    { path: 'validators/primitives.js', text: `${header}${primitivesModule}` },
    ...forms.flatMap((form) => primitiveModules(model, form)),
    ...primitives.flatMap(primitiveIndex),
    ...index(resources.map((resource) => names.resource(resource))),
    ...loaders(names, resources),
  ];
}

/** Partial representations stand in responses and notifications only. */
const validatedOperations = (resource: Resource): readonly Operation[] => [...operationsOf(resource), 'partial'];

/** `validators/<resource>.js`: all validators of one resource, as `create`, `createWire`, `update` … */
const resourceIndex = ({ file }: ResourceNames, resource: Resource): readonly OutputFile[] =>
  indexModule(
    file,
    validatedOperations(resource).flatMap((operation) =>
      forms.map((form) => [operation + formSuffix(form), `./${file}/${operation}.${form}.js`]),
    ),
  );

/** `validators/requestPrimitive.js`: both validators of a primitive, as `requestPrimitive` and `requestPrimitiveWire`. */
const primitiveIndex = (primitive: Primitive): readonly OutputFile[] =>
  indexModule(
    primitive,
    forms.map((form) => [primitive + formSuffix(form), `./${primitive}.${form}.js`]),
  );

const indexModule = (name: string, exported: readonly (readonly string[])[]): readonly OutputFile[] =>
  moduleAndDeclarations(
    name,
    exported.map(([as, from]) => `export { validator as ${as} } from ${stringLiteral(from!)};\n`),
  );

/** `validators/index.js`: all of them by name, for a program that learns only as it runs which one it needs, as the test matchers do. */
const index = (resources: readonly ResourceNames[]): readonly OutputFile[] =>
  moduleAndDeclarations('index', [
    ...resources.map(({ key, file }) => `export * as ${key} from ${stringLiteral(`./${file}.js`)};\n`),
    ...primitives.map((primitive) => `export * from ${stringLiteral(`./${primitive}.js`)};\n`),
  ]);

/**
 * `validators/load.js`: the same one by one and only when asked for, long names, for a program that reads texts of any type: it then
 * loads what the text turns out to be, and a bundler splits the rest off.
 */
function loaders(names: CodeNames, resources: readonly Resource[]): readonly OutputFile[] {
  const modules: readonly (readonly [name: string, operations: readonly (readonly [operation: string, file: string])[]])[] = [
    ...resources.map(
      (resource) => [resource.name, validatedOperations(resource).map((operation) => [operation, `./${names.resource(resource).file}/${operation}.long.js`] as const)] as const,
    ),
    ...primitives.map((primitive) => [primitive, [['full', `./${primitive}.long.js`] as const]] as const),
  ];
  const table = (entry: (file: string) => string, end: string): string =>
    modules.map(([name, files]) => `  ${propertyKey(name)}: { ${files.map(([operation, file]) => `${operation}: ${entry(file)}`).join(', ')} }${end}\n`).join('');
  const code = `export const load = {\n${table((file) => `() => import(${stringLiteral(file)})`, ',')}};\n`;
  const types = `export declare const load: {\n${table((file) => `() => Promise<typeof import(${stringLiteral(file)})>`, ';')}};\n`;
  return [
    { path: 'validators/load.js', text: header + code },
    { path: 'validators/load.d.ts', text: header + types },
  ];
}

const moduleAndDeclarations = (name: string, lines: readonly string[]): readonly OutputFile[] =>
  ['js', 'd.ts'].map((extension) => ({ path: `validators/${name}.${extension}`, text: header + lines.join('') }));
