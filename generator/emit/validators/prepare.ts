import { definitionOf } from '../schemas/references.js';
import type { Representation } from '../schemas/representation.js';
import { childProperties, slotValueSchema } from '../schemas/resource.js';
import type { Keywords, Schema, TypeSchemas } from '../schemas/types.js';
import { keywordsOf } from '../schemas/types.js';

/**
 * The values of a representation's attributes and children as the compiler of validators wants them: they say what
 * `resourceSchema` says, with the keywords of `keywords.ts`, references resolved, annotations left out. Which of them must
 * or may be present is another matter (`assemble.ts`).
 */
export const preparedValues = ({ slots, children }: Representation, types: TypeSchemas): Keywords =>
  prepared(
    {
      type: 'object',
      properties: Object.fromEntries([
        ...slots.map((slot) => [slot.key, slotValueSchema({ ...slot, null: 'no' }, types)] as const),
        ...(children === undefined ? [] : childProperties(children, types)),
      ]),
    },
    types,
  );

/** Any schema, prepared. Definitions that contain themselves, or that large schemas refer to often, stay definitions. */
export function prepared(schema: Schema, types: TypeSchemas, extra: ReadonlyMap<string, Schema> = new Map()): Keywords {
  const definitions = new Map([...types.definitions(), ...extra]);
  const kept = keptDefinitions(schema, definitions);
  const context: Context = { definitions, kept };
  const root = keywordsOf(prepare(schema, context));
  return kept.size === 0
    ? root
    : { ...root, $defs: Object.fromEntries([...kept].map((name) => [name, prepare(definitions.get(name) ?? true, context)])) };
}

interface Context {
  readonly definitions: ReadonlyMap<string, Schema>;
  readonly kept: ReadonlySet<string>;
}

/** Definitions that contain themselves, and objects and other large ones to which there is more than one reference. */
function keptDefinitions(schema: Schema, definitions: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const uses = new Map<string, number>();
  const kept = new Set<string>();
  /** The number of values in the node when all references are resolved; the longest chain of definitions is walked once. */
  const visit = (node: unknown, path: readonly string[]): number => {
    if (typeof node !== 'object' || node === null) return 1;
    const own = Object.values(node).reduce((sum: number, value) => sum + visit(value, path), 1);
    const name = definitionOf((node as { $ref?: unknown }).$ref);
    if (name === undefined) return own;
    uses.set(name, (uses.get(name) ?? 0) + 1);
    if (path.includes(name)) kept.add(name);
    return own + weightOf(name, path);
  };
  const weights = new Map<string, number>();
  const weightOf = (name: string, path: readonly string[]): number => {
    const known = weights.get(name);
    if (known !== undefined) return known;
    weights.set(name, 1);
    const weight = visit(definitions.get(name), [...path, name]);
    weights.set(name, weight);
    return weight;
  };
  visit(schema, []);
  for (const [name, count] of uses) if (count > 1 && (isObject(definitions.get(name)) || weights.get(name)! > large)) kept.add(name);
  return kept;
}

/** Above this, a definition is not repeated where it is used. */
const large = 200;

const isObject = (schema: Schema | undefined): boolean => typeof schema === 'object' && 'properties' in schema;

const annotations: ReadonlySet<string> = new Set(
  '$schema $id $comment title description default examples readOnly writeOnly deprecated format contentEncoding contentMediaType'.split(
    ' ',
  ),
);
const schemaKeywords: ReadonlySet<string> = new Set('items additionalProperties propertyNames contains not if then else'.split(' '));
const schemaLists: ReadonlySet<string> = new Set(['anyOf', 'allOf', 'oneOf', 'prefixItems']);
const schemaMaps: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'dependentSchemas']);

function prepare(schema: Schema, context: Context): Schema {
  if (typeof schema !== 'object') return schema;
  const { $ref, ...rest } = schema as Keywords;
  const own = Object.fromEntries(Object.entries(rest).flatMap(([keyword, value]) => preparedKeyword(keyword, value, context)));
  const simple = withoutRedundant(own);
  const name = definitionOf($ref);
  if (name === undefined) return simple;
  if (context.kept.has(name)) return { ...simple, $ref };
  const target = keywordsOf(prepare(context.definitions.get(name) ?? true, context));
  const clash = Object.keys(target).some((keyword) => Object.hasOwn(simple, keyword));
  return clash ? { allOf: [target, simple] } : { ...target, ...simple };
}

function preparedKeyword(keyword: string, value: unknown, context: Context): readonly (readonly [string, unknown])[] {
  if (annotations.has(keyword) || keyword.startsWith('x-') || keyword === '$defs') return [];
  if (keyword === 'uniqueItems') return value === true ? [['distinct', true]] : [];
  if (schemaKeywords.has(keyword)) return [[keyword, prepare(value as Schema, context)]];
  if (schemaLists.has(keyword)) return [[keyword, (value as readonly Schema[]).map((each) => prepare(each, context))]];
  if (schemaMaps.has(keyword)) {
    return [[keyword, Object.fromEntries(Object.entries(value as Keywords).map(([key, each]) => [key, prepare(each as Schema, context)]))]];
  }
  return [[keyword, value]];
}

/** `type` says nothing beside `enum` and `const`, several types are one keyword of ours, and closed objects are told by a switch over their members. */
function withoutRedundant(schema: Keywords): Keywords {
  const { type, additionalProperties, ...rest } = schema;
  const told = 'enum' in rest || 'const' in rest;
  const closed = additionalProperties === false && !('patternProperties' in rest);
  return {
    ...(type !== undefined && !told && { [Array.isArray(type) ? 'types' : 'type']: type }),
    ...rest,
    ...(closed && { closed: Object.keys((rest['properties'] as Keywords | undefined) ?? {}) }),
    ...(!closed && additionalProperties !== undefined && additionalProperties !== true && { additionalProperties }),
  };
}
