import type { Model, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { byCodepoint, pascalCase } from '../../model/names.js';
import { referenceTo, reachableDefinitions } from './references.js';
import type { Form, Operation, Representation, Slot, SlotRule } from './representation.js';
import { representation } from './representation.js';
import type { Keywords, Schema, TypeSchemas } from './types.js';
import { keywordsOf, typeSchemas } from './types.js';

export const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** The JSON Schema of one representation of a resource: self-contained, with only the definitions that it reaches. */
export function resourceSchema(model: Model, resource: Resource, operation: Operation, form: Form): Keywords {
  const types = typeSchemas(model, form);
  return selfContained(
    `${resource.name}:${operation}:${form}`,
    representationSchema(representation(model, resource, operation, form), types),
    types,
  );
}

/** Adds dialect, identifier and reachable definitions; `extra` holds definitions that are no XSD types. */
export function selfContained(id: string, schema: Keywords, types: TypeSchemas, extra: ReadonlyMap<string, Schema> = new Map()): Keywords {
  const definitions = new Map([...types.definitions(), ...extra]);
  const names = [...reachableDefinitions(schema, definitions)].sort(byCodepoint);
  return {
    $schema: dialect,
    $id: `urn:onem2m-specgen:${id}`,
    ...schema,
    ...(names.length > 0 && { $defs: Object.fromEntries(names.map((name) => [name, definitions.get(name) ?? true])) }),
  };
}

const titles = {
  create: (name: string) => `${name}: content of a Create request`,
  update: (name: string) => `${name}: content of an Update request`,
  full: (name: string) => `${name}: full representation`,
  partial: (name: string) => `${name}: full or partial representation`,
} as const satisfies Record<Operation, (name: string) => string>;

/** The schema without dialect, identifier and definitions, as it stands inside a larger one. */
export function representationSchema(of: Representation, types: TypeSchemas): Keywords {
  const { resource, operation, slots, children, rules } = of;
  const childSchemas = children === undefined ? [] : childProperties(children, types);
  const required = slots.filter(({ use }) => use === 'M').map(({ key }) => key);
  return {
    title: titles[operation](resource.name),
    description: resource.description,
    $comment: citation(resource.source),
    ...(resource.provisional && { 'x-provisional': true }),
    type: 'object',
    properties: Object.fromEntries([...slots.map((slot) => [slot.key, slotSchema(slot, of, types)] as const), ...childSchemas]),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...(rules.length > 0 && { allOf: rules.map(ruleSchema) }),
  };
}

/** Children in a full representation: lists of references, or of whole resources, which are not looked into. */
export function childProperties({ references, nested }: NonNullable<Representation['children']>, types: TypeSchemas): [string, Keywords][] {
  return [
    [references, { description: 'References to the child resources.', type: 'array', items: types.named('m2m:childResourceRef') }],
    ...nested.map((key): [string, Keywords] => [key, { description: 'Child resources, whole.', type: 'array', items: { type: 'object' } }]),
  ];
}

function slotSchema(slot: Slot, { form, operation }: Representation, types: TypeSchemas): Schema {
  const { attribute, use } = slot;
  if (use === 'NP') return false;
  const readable = operation === 'full' || operation === 'partial';
  return {
    ...(form === 'wire' && { title: attribute.name }),
    description: attribute.description,
    $comment: citation(attribute.source),
    ...(attribute.provisional && { 'x-provisional': true }),
    ...(readable && attribute.access === 'RO' && { readOnly: true }),
    ...(operation === 'create' && attribute.default !== undefined && { default: attribute.default }),
    ...slotValueSchema(slot, types),
  };
}

/** What the value of a slot that may be present must be, without annotations. */
export function slotValueSchema({ attribute, fixed, null: nulls }: Slot, types: TypeSchemas): Keywords {
  if (nulls === 'only') return { type: 'null' };
  const value = fixed === undefined ? keywordsOf(types.ofAttribute(attribute)) : { const: fixed };
  return nulls === 'or' ? orNull(value) : value;
}

function orNull(schema: Keywords): Keywords {
  const keys = Object.keys(schema);
  if (keys.length === 0) return schema;
  if (typeof schema['type'] === 'string' && !keys.includes('enum') && !keys.includes('const'))
    return { ...schema, type: [schema['type'], 'null'] };
  return { anyOf: [schema, { type: 'null' }] };
}

function ruleSchema({ id, kind, keys, when, description, clause }: SlotRule): Keywords {
  const holds = { required: when.map(([key]) => key), properties: Object.fromEntries(when.map(([key, value]) => [key, { const: value }])) };
  const note = { title: id, description, $comment: clause };
  switch (kind) {
    case 'forbidden':
      return { ...note, not: holds };
    case 'alone':
      return { ...note, if: { anyOf: keys.map((key) => ({ required: [key] })) }, then: { maxProperties: 1 } };
    case 'onlyWhen':
      return { ...note, if: holds, then: { required: keys }, else: { not: { anyOf: keys.map((key) => ({ required: [key] })) } } };
  }
}

/** The reference to a representation's schema inside a primitive's, by the name that it has among its definitions. */
export const representationDefinition = (resource: Resource, operation: Operation): string => `${pascalCase(resource.name)}.${operation}`;
export const representationReference = (resource: Resource, operation: Operation): Keywords => ({
  $ref: referenceTo(representationDefinition(resource, operation)),
});
