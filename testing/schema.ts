import { bundled, unescaped } from './bundle.js';
import type { Schema, SchemaObject } from './json-schema.js';
import type { Form, Operation } from './names.js';
import { oncePer, packaged } from './specification.js';

const cacheOf = oncePer(() => new Map<string, SchemaObject>());

/** A definition of the schemas, by the name of its file and its own, with all that it refers to; made when it is asked for. */
export function schemaAtName(document: string, definition: string, specification = packaged): SchemaObject {
  const cache = cacheOf(specification);
  const key = `${document}#${definition}`;
  const found = cache.get(key) ?? whole(bundled(document, definition, (name) => specification.file(`schemas/${name}.json`) as SchemaObject));
  cache.set(key, found);
  return found;
}

/** With the members of what it completes. */
const whole = (schema: SchemaObject): SchemaObject => resolve(schema, schema).schema;

/** A part of a representation has no schema of its own: its values are those of the whole. */
export const schemaOf = (resource: string, operation: Operation, form: Form, specification = packaged): SchemaObject =>
  schemaAtName(resource, `${operation === 'partial' ? 'full' : operation}.${form}`, specification);

/** A schema with its references followed, and the name of the type that it refers to. */
export interface Resolved {
  readonly schema: SchemaObject;
  readonly typeName: string | undefined;
}

const prefix = '#/$defs/';

/** Follows the references of `schema` in the definitions of `root`; what stands beside a reference is added to it, member by member. */
export function resolve(schema: Schema, root: SchemaObject, typeName?: string): Resolved {
  if (typeof schema === 'boolean') return { schema: {}, typeName };
  const { $ref, ...beside } = schema;
  if ($ref === undefined) return { schema, typeName };
  const name = unescaped($ref.slice(prefix.length));
  // Names that have a document before them are of definitions that are no types.
  const target = resolve(root.$defs?.[name] ?? {}, root, name.includes('/') ? typeName : name.replace(/\.wire$/, ''));
  const properties = target.schema.properties && beside.properties && { properties: { ...target.schema.properties, ...beside.properties } };
  return { schema: { ...target.schema, ...beside, ...properties }, typeName: target.typeName };
}

/**
 * The forms of a structure of which a value has one: the schema says its members once, and for each form which of them it
 * excludes. A schema without a choice is its own only form.
 */
export function formsOf({ anyOf, oneOf, ...node }: SchemaObject): readonly SchemaObject[] {
  const forms = anyOf ?? exclusive(oneOf);
  if (forms === undefined || node.properties === undefined) return [{ ...node, ...(anyOf && { anyOf }) }];
  return forms.map((form) => {
    const { properties: narrowed = {}, required = [] } = typeof form === 'boolean' ? {} : form;
    const members = Object.entries(node.properties!).map(([key, member]) => [key, narrow(member, own(narrowed, key) ?? true)]);
    return {
      ...node,
      properties: Object.fromEntries(members) as Record<string, Schema>,
      required: [...(node.required ?? []), ...required],
    };
  });
}

/** One form for each of some members of which exactly one is there; choices of very many members are written otherwise, and are no forms. */
function exclusive(oneOf: readonly Schema[] = []): readonly SchemaObject[] | undefined {
  const names = oneOf.map((each) => (typeof each === 'object' ? each.required?.[0] : undefined));
  const known = names.filter((name) => name !== undefined);
  if (known.length === 0 || known.length < names.length) return undefined;
  return known.map((name) => ({ required: [name], properties: Object.fromEntries(known.filter((other) => other !== name).map((other) => [other, false])) }));
}

const narrow = (member: Schema, form: Schema): Schema =>
  typeof member === 'boolean' || typeof form === 'boolean'
    ? form === false
      ? false
      : member
    : form.maxItems === 0
      ? false
      : { ...member, ...form };

/** What a schema allows besides null, when it is one thing; most attributes of an Update request may be null. */
export function notNull({ schema, typeName }: Resolved, root: SchemaObject): Resolved {
  const others = schema.anyOf?.filter((each) => typeof each === 'boolean' || each.type !== 'null') ?? [];
  return others.length === 1 ? resolve(others[0]!, root, typeName) : { schema, typeName };
}

/** The schema of the value at a path in a payload; undefined where the path leaves what the schema describes. */
export function schemaAt(root: SchemaObject, path: readonly (string | number)[]): Resolved | undefined {
  let at: Resolved = { schema: root, typeName: undefined };
  for (const step of path) {
    const { schema } = notNull(at, root);
    const next = typeof step === 'number' ? schema.items : own(schema.properties, step);
    if (next === undefined || next === false) return undefined;
    at = resolve(next, root);
  }
  return notNull(at, root);
}

export const own = <T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
