import type { Attribute, Model, Resource } from '../../model/model.js';
import { citation } from '../../model/model.js';
import { pascalCase } from '../../model/names.js';
import { codeNames } from '../code-names.js';
import { isTest } from '../../model/conditions.js';
import { conditionsSchema } from './conditions.js';
import type { CommonTypes } from './common.js';
import { documentId, referenceTo } from './references.js';
import type { Form, Operation, Representation, Slot, SlotRule } from './representation.js';
import { forms, operationsOf, representation } from './representation.js';
import type { Keywords, Schema, TypeSchemas } from './types.js';
import { keywordsOf, typeSchemas } from './types.js';

export const dialect = 'https://json-schema.org/draft/2020-12/schema';

const titles = {
  create: 'content of a Create request',
  update: 'content of an Update request',
  full: 'full representation',
  partial: 'full or partial representation',
} as const satisfies Record<Operation, string>;

/** The name of a representation among the definitions of its resource's document. */
export const definitionName = (operation: Operation, form: Form): string => `${operation}.${form}`;

/** The reference to a representation from anywhere. */
export const representationReference = (model: Model, resource: Resource, operation: Operation, form: Form): Keywords => ({
  $ref: documentId(codeNames(model).resource(resource).file) + referenceTo(definitionName(operation, form)),
});

/**
 * All of a resource in one document: a definition for each attribute, which says what it is and what its value must be, and
 * one for each operation and name form, which say under what name it stands there and whether it may, must or must not.
 */
export function resourceDocument(model: Model, resource: Resource, common: CommonTypes): Keywords {
  const attributes = new AttributeDefinitions(model, resource, common);
  const operations: readonly Operation[] = [...operationsOf(resource), 'partial'];
  const representations = operations.flatMap((operation) =>
    forms.map((form) => [definitionName(operation, form), representationSchema(representation(model, resource, operation, form), attributes)] as const),
  );
  return {
    $schema: dialect,
    $id: documentId(codeNames(model).resource(resource).file),
    title: `${resource.name}: any representation`,
    description: resource.description,
    $comment: citation(resource.source),
    ...(resource.provisional && { 'x-provisional': true }),
    anyOf: representations.map(([name]) => ({ $ref: referenceTo(name) })),
    $defs: Object.fromEntries<Schema>([...representations, ...attributes.definitions]),
  };
}

function representationSchema(wanted: Representation, attributes: AttributeDefinitions): Keywords {
  const { resource, operation, slots, rules } = wanted;
  const required = slots.filter(({ use }) => use === 'M').map(({ key }) => key);
  return {
    title: `${resource.name}: ${titles[operation]}`,
    type: 'object',
    ...(operation === 'full' ? completing(wanted, attributes) : members(wanted, attributes)),
    ...(required.length > 0 && { required }),
    ...(rules.length > 0 && { allOf: rules.map((rule) => ({ ...attributes.noteOf(rule), ...ruleSchema(rule) })) }),
  };
}

function members({ operation, form, slots, children }: Representation, attributes: AttributeDefinitions): Keywords {
  const childSchemas = children === undefined ? [] : attributes.children(children, form);
  return {
    properties: Object.fromEntries<Schema>([...slots.map((slot) => [slot.key, slotSchema(slot, operation, form, attributes)] as const), ...childSchemas]),
    additionalProperties: false,
  };
}

/** A full representation is a partial one in which all is there that must be, and nothing was deleted. */
function completing({ form, slots }: Representation, attributes: AttributeDefinitions): Keywords {
  const deletable = slots.filter(({ use }) => use === 'O');
  return {
    $ref: referenceTo(definitionName('partial', form)),
    ...(deletable.length > 0 && { properties: Object.fromEntries(deletable.map((slot) => [slot.key, attributes.of(slot, form)])) }),
  };
}

function slotSchema(slot: Slot, operation: Operation, form: Form, attributes: AttributeDefinitions): Schema {
  const { attribute, use, null: nulls } = slot;
  if (use === 'NP') return false;
  if (nulls === 'only') return { title: attribute.name, type: 'null' };
  if (nulls === 'or') return attributes.orNull(slot, form);
  return { ...attributes.of(slot, form), ...(operation === 'create' && attribute.default !== undefined && { default: attribute.default }) };
}

/** What is said of an attribute or a rule is said once, and of both name forms where its value is written alike in both. */
class AttributeDefinitions {
  readonly definitions = new Map<string, Schema>();
  readonly #explained = new Set<string>();
  readonly #oneInAllForms = new Map<Attribute, boolean>();
  readonly #model: Model;
  readonly #resource: Resource;
  readonly #common: CommonTypes;

  constructor(model: Model, resource: Resource, common: CommonTypes) {
    this.#model = model;
    this.#resource = resource;
    this.#common = common;
  }

  of(slot: Slot, form: Form): Keywords {
    return this.#define(this.#nameOf(slot, form, 'attribute'), () => ({ ...this.#annotations(slot.attribute), ...this.#value(slot, form) }));
  }

  /** The same where null deletes it, or shows that it was deleted. */
  orNull(slot: Slot, form: Form): Keywords {
    return this.#define(this.#nameOf(slot, form, 'orNull'), () => ({ anyOf: [this.of(slot, form), { type: 'null' }] }));
  }

  /** Children in a full representation: lists of references, or of whole resources, which are not looked into. */
  children({ references, nested }: NonNullable<Representation['children']>, form: Form): readonly (readonly [string, Keywords])[] {
    const ofForm = this.#common.referredTo(childReferences(typeSchemas(this.#model, form)), form);
    return [
      [references, this.#define(`childReferences.${form}`, () => ofForm)],
      ...nested.map((key) => [key, this.#define('children', () => nestedChildren)] as const),
    ];
  }

  /** What a rule is called; where it stands first, what it says, too. */
  noteOf({ id, description, clause }: SlotRule): Keywords {
    const isNew = !this.#explained.has(id);
    this.#explained.add(id);
    return { title: id, ...(isNew && { description, $comment: clause }) };
  }

  #nameOf(slot: Slot, form: Form, kind: 'attribute' | 'orNull'): string {
    return `${this.#isOneInAllForms(slot) ? kind : `${form}${pascalCase(kind)}`}.${slot.attribute.name}`;
  }

  #isOneInAllForms(slot: Slot): boolean {
    const known = this.#oneInAllForms.get(slot.attribute) ?? new Set(forms.map((form) => JSON.stringify(this.#value(slot, form)))).size === 1;
    this.#oneInAllForms.set(slot.attribute, known);
    return known;
  }

  #value(slot: Slot, form: Form): Keywords {
    return this.#common.referredTo(slotValueSchema({ ...slot, null: 'no' }, typeSchemas(this.#model, form)), form);
  }

  #annotations({ name, description, source, provisional, access }: Attribute): Keywords {
    return {
      title: name,
      description,
      ...(citation(source) !== citation(this.#resource.source) && { $comment: citation(source) }),
      ...(provisional && { 'x-provisional': true }),
      ...(access === 'RO' && { readOnly: true }),
    };
  }

  /** Every operation asks for what most have alike. */
  #define(name: string, schema: () => Schema): Keywords {
    if (!this.definitions.has(name)) this.definitions.set(name, schema());
    return { $ref: referenceTo(name) };
  }
}

const nestedChildren: Keywords = { description: 'Child resources; what is in them is for their own schemas.', type: 'array', items: { type: 'object' } };
const childReferences = (types: TypeSchemas): Keywords => ({
  description: 'References to the child resources.',
  type: 'array',
  items: types.named('m2m:childResourceRef'),
});

/** What may stand under the keys of children. */
export const childProperties = ({ references, nested }: NonNullable<Representation['children']>, types: TypeSchemas): [string, Keywords][] => [
  [references, childReferences(types)],
  ...nested.map((key): [string, Keywords] => [key, nestedChildren]),
];

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

function ruleSchema({ kind, keys, when, must }: SlotRule): Keywords {
  const isPlain = when.every(([path, wanted]) => !path.includes('/') && !isTest(wanted));
  const holds = isPlain ? { required: when.map(([key]) => key), properties: Object.fromEntries(when.map(([key, value]) => [key, { const: value }])) } : conditionsSchema(when);
  switch (kind) {
    case 'forbidden':
      return holds === undefined ? {} : { not: holds };
    case 'alone':
      return { if: oneOf(keys), then: { maxProperties: 1 } };
    case 'onlyWhen':
      return holds === undefined ? {} : { if: holds, then: { required: keys }, else: { not: oneOf(keys) } };
    case 'implies': {
      const wanted = conditionsSchema(must);
      if (wanted === undefined || holds === undefined) return {};
      return when.length === 0 ? wanted : { if: holds, then: wanted };
    }
  }
}

/** At least one of the members is there. */
const oneOf = (keys: readonly string[]): Keywords => (keys.length === 1 ? { required: keys } : { anyOf: keys.map((key) => ({ required: [key] })) });
