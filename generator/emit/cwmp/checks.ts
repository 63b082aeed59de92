import type { Model } from '../../model/model.js';
import { byCodepoint } from '../../model/names.js';
import { CheckWriter } from '../checks/code.js';
import { checkHeader, importLines, indented } from '../checks/module.js';
import { createConverter } from '../json-schema/convert.js';
import type { OutputFile } from '../output.js';
import { definitionOf, referenceTo } from '../schemas/references.js';
import type { Schema } from '../schemas/types.js';
import { shapeOf, simpleTypesOf, typeName } from './shape.js';

/**
 * `cwmp/checks.js`: one function for each simple type of CWMP, as `checks/` has them for the types of oneM2M. What structures hold, the
 * codec has to walk through by its tables in any case, so that it checks on the way what must be there and how often.
 */
export function cwmpChecks({ cwmp, components }: Model): readonly OutputFile[] {
  if (cwmp === undefined) return [];
  const types = simpleTypesOf(shapeOf(cwmp, components));
  const converter = createConverter(components, { attributePrefix: '', textKey: '', collapsed: true });
  const own = types.map((type): readonly [string, Schema] => [typeName(type), converter.schemaForType(type) as Schema]);
  const definitions = new Map<string, Schema>(Object.entries(converter.definitions()) as [string, Schema][]);
  // A built-in type is written in place; here it is a function as every other.
  for (const [name, schema] of own) if (!refersTo(schema, name)) definitions.set(name, schema);
  const functionOf = (definition: string) => definition.replace(/^xs:/, '');
  const writer = new CheckWriter({ functionOf, schemaOf: (definition) => definitions.get(definition) ?? true });
  const functions = [...definitions].sort(([a], [b]) => byCodepoint(a, b)).map(([name, schema]) => writer.function(functionOf(name), schema, false));
  const imports = importLines([['../checks/report.js', writer.uses()]]);
  const table = `export const checks = {\n${types.map((type) => `  ${typeName(type)},\n`).join('')}};\n`;
  return [
    { path: 'cwmp/checks.js', text: `${checkHeader}${imports}\n${indented([writer.declarations(), ...functions].filter((part) => part !== '').join('\n'))}\n${table}` },
    { path: 'cwmp/checks.d.ts', text: `${checkHeader}${declarations}` },
  ];
}

const refersTo = (schema: Schema, name: string): boolean => typeof schema === 'object' && ['', 'xs:'].some((prefix) => definitionOf(schema['$ref']) === definitionOf(referenceTo(prefix + name)));

const declarations = `/** What is wrong with a value: the rule that it breaks, and what that asks for. */
export interface CwmpError {
  readonly keyword: string;
  readonly detail: unknown;
}

/** By the name of a simple type: what is wrong with a value; null: nothing. */
export declare const checks: Readonly<Record<string, (value: unknown, errors: null, depth: 0) => readonly CwmpError[] | null>>;
`;
