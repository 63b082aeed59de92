import type { JsonValue } from '../../model/model.js';

/** A JSON Schema of draft 2020-12, as far as we write it. `false` allows nothing, `true` anything. */
export type JsonSchema = boolean | JsonSchemaObject;

export interface JsonSchemaObject {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $dynamicRef?: string;
  readonly $dynamicAnchor?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly JsonValue[];
  readonly const?: JsonValue;
  readonly default?: JsonValue;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly prefixItems?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
}

/** Compilers take time for a list of schemas that grows with the square of their number: many go in groups. */
const listed = 40;

/** Any of the schemas; equal ones once, and a single one as it is. */
export function anyOf(schemas: readonly JsonSchema[]): JsonSchema {
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  const listing = distinct.length > listed ? distinct.filter(listsValues) : [];
  if (listing.length > 1) return anyOf([{ enum: valuesOf(listing) }, ...distinct.filter((schema) => !listsValues(schema))]);
  if (distinct.length <= listed) return distinct.length > 1 ? { anyOf: distinct } : (distinct[0] ?? false);
  return anyOf(chunks(distinct, Math.max(listed, Math.ceil(distinct.length / listed))).map((anyOf) => ({ anyOf })));
}

const listsValues = (schema: JsonSchema): schema is JsonSchemaObject =>
  typeof schema === 'object' && (schema.const !== undefined || schema.enum !== undefined) && Object.keys(schema).length === 1;

const valuesOf = (schemas: readonly JsonSchemaObject[]): readonly JsonValue[] =>
  [...new Map(schemas.flatMap((schema) => schema.enum ?? [schema.const!]).map((value) => [JSON.stringify(value), value])).values()];

/** Several schemas as one, of which all hold. */
export function inAll(schemas: readonly JsonSchemaObject[]): JsonSchemaObject {
  const filled = schemas.filter((schema) => Object.keys(schema).length > 0);
  return filled.length > 1 ? { allOf: filled } : (filled[0] ?? {});
}

/** The item of a list of one. */
export const only = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

export function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

export const escapeForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Properties as a plain object that has no other names than its own, `__proto__` included. */
export const record = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> => Object.fromEntries(entries) as Record<string, T>;

const definition = '#/$defs/';

/** A reference to a definition of this name. */
export const referTo = (name: string): JsonSchemaObject & { readonly $ref: string } => ({ $ref: definition + encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%3A', ':') });

/** The name of the definition that a reference leads to. */
export const nameBehind = ($ref: string): string => decodeURIComponent($ref.slice(definition.length)).replaceAll('~1', '/').replaceAll('~0', '~');

/** Keywords whose schemas stand behind names. */
export const isSchemaMap = (keyword: string): boolean => keyword === 'properties' || keyword === 'patternProperties';

/** Keywords whose schemas are about parts of the value: members, items, names. */
export const aboutParts = (keyword: string): boolean => isSchemaMap(keyword) || ['additionalProperties', 'prefixItems', 'items', 'propertyNames'].includes(keyword);
