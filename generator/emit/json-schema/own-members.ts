import { escapeForPattern, isSchemaMap, record, type JsonSchema, type JsonSchemaObject } from './schema.js';

/**
 * Names that every object of JavaScript has without anybody's doing. Ajv asks an object for the member of a name, and
 * takes what is inherited for a member; of patterns and names of members it asks those that are the object's own.
 */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** The same schema in keywords that ask for own members, where a name is one that objects inherit. */
export function ofOwnMembers(schema: JsonSchema): JsonSchema {
  return mentionsInherited(schema) ? (rewritten(schema) as JsonSchema) : schema;
}

function mentionsInherited(schema: unknown): boolean {
  if (typeof schema === 'string') return inherited.has(schema);
  if (typeof schema !== 'object' || schema === null) return false;
  return Object.entries(schema).some(([key, part]) => inherited.has(key) || mentionsInherited(part));
}

function rewritten(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(rewritten);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.entries(schema).map(([key, part]): [string, unknown] => [key, isData(key) ? part : isSchemaMap(key) ? record(Object.entries(part as object).map(([name, of]) => [name, rewritten(of)])) : rewritten(part)]);
  return withOwn(record(parts) as JsonSchemaObject);
}

const isData = (keyword: string): boolean => ['enum', 'const', 'default', 'required', 'dependentRequired'].includes(keyword);

function withOwn({ properties = {}, patternProperties = {}, required = [], dependentRequired = {}, allOf = [], ...rest }: JsonSchemaObject): JsonSchemaObject {
  const [own, others] = split(Object.entries(properties), ([name]) => inherited.has(name));
  const [present, asked] = split(required, (name) => inherited.has(name));
  const [dependent, depending] = split(Object.entries(dependentRequired), ([name, needs]) => [name, ...needs].some((each) => inherited.has(each)));
  const all = [...allOf, ...present.map(has), ...dependent.map(([name, needs]): JsonSchema => ({ anyOf: [{ not: has(name) }, { allOf: needs.map(has) }] }))];
  const patterns = [...Object.entries(patternProperties), ...own.map(([name, schema]): [string, JsonSchema] => [`^${escapeForPattern(name)}$`, schema])];
  return {
    ...rest,
    ...(others.length > 0 && { properties: record(others) }),
    ...(patterns.length > 0 && { patternProperties: record(patterns) }),
    ...(asked.length > 0 && { required: asked }),
    ...(depending.length > 0 && { dependentRequired: record(depending) }),
    ...(all.length > 0 && { allOf: all }),
  };
}

const has = (name: string): JsonSchemaObject => (inherited.has(name) ? { not: { propertyNames: { not: { const: name } } } } : { required: [name] });

function split<T>(items: readonly T[], belongs: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}
