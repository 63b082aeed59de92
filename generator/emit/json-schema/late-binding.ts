import { aboutParts, chunks, nameBehind, record, referTo, type JsonSchema, type JsonSchemaObject } from './schema.js';

type Definitions = Readonly<Record<string, JsonSchema>>;

export interface LateBinding {
  /** Stands where nothing is evaluated, before anything that refers to what is bound late: the names of what is to come. */
  readonly before: readonly JsonSchema[];
  /** Holds for every value. */
  readonly always: readonly JsonSchema[];
  readonly schema: JsonSchemaObject;
  readonly definitions: Definitions;
  /** The name behind which a definition itself stands: another one where it is bound late. */
  bodyOf(name: string): string;
}

/**
 * Definitions that a compiler need not have when it meets a reference to them. `$dynamicRef` finds, while a value is
 * validated, what has the `$dynamicAnchor` (Core 8.2.3.2); a schema with one such anchor finds that one, as by `$ref`.
 * References to the definition remain as they are: what they lead to is the `$dynamicRef`.
 *
 * Ajv 8 needs two things more. It has to have met each anchor when it compiles a `$dynamicRef`: a resource of nothing but
 * the anchors goes `before`. And it finds an anchor only after it has been there with a value: `always` leads it there with
 * the name of a member, which has no members itself, and lets the value pass whatever comes of it. Nothing is to be
 * looked up on the way: references about the same value lead to the definition itself.
 */
export function bindLate(names: readonly string[], schema: JsonSchemaObject, definitions: Definitions): LateBinding {
  if (names.length === 0) return { before: [], always: [], schema, definitions, bodyOf: (name) => name };
  const bodies = new Map(names.map((name) => [name, freeName(`${name}.body`, definitions)]));
  const anchors = new Map(names.map((name, i) => [name, `late${i + 1}`]));
  const bodyOf = (name: string): string => bodies.get(name) ?? name;
  const bound = Object.entries(definitions).flatMap(([name, definition]): (readonly [string, JsonSchema])[] => {
    const anchor = anchors.get(name);
    const own = redirected(definition, bodyOf);
    if (anchor === undefined) return [[name, own]];
    return [[name, { $dynamicRef: `#${anchor}` }], [bodyOf(name), { $dynamicAnchor: anchor, ...(own as JsonSchemaObject) }]];
  });
  return {
    // The number says what the resource consists of: where two schemas share its name, it is the same one.
    before: [{ $id: `urn:onem2m-specgen:late:${names.length}`, allOf: [...anchors.values()].map(($dynamicAnchor) => ({ $dynamicAnchor })) }],
    always: [{ anyOf: [{ type: 'object', propertyNames: tried([...bodies.values()].map(referTo)) }, true] }],
    schema: redirected(schema, bodyOf),
    definitions: record(bound),
    bodyOf,
  };
}

/** References about the same value, redirected. */
function redirected<T>(schema: T, bodyOf: (name: string) => string): T {
  if (Array.isArray(schema)) return schema.map((part: unknown) => redirected(part, bodyOf)) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  return record(
    Object.entries(schema).map(([key, value]) => {
      if (key === '$ref') return [key, referTo(bodyOf(nameBehind(value as string))).$ref];
      return [key, aboutParts(key) || isData(key) ? value : redirected<unknown>(value, bodyOf)];
    }),
  ) as T;
}

const isData = (keyword: string): boolean => keyword === 'enum' || keyword === 'const' || keyword === 'default';

/** Fails, and tries all of them before. */
function tried(schemas: readonly JsonSchema[]): JsonSchema {
  const failing = schemas.map((schema): JsonSchema => ({ allOf: [schema, false] }));
  const nested = (parts: readonly JsonSchema[]): JsonSchema => (parts.length <= 20 ? { anyOf: parts } : nested(chunks(parts, 20).map((anyOf) => ({ anyOf }))));
  return nested(failing);
}

function freeName(wanted: string, taken: Definitions): string {
  let name = wanted;
  for (let i = 2; Object.hasOwn(taken, name); i++) name = `${wanted}.${i}`;
  return name;
}
