import { keyOf, type AttributeUse, type ComplexType, type ElementDeclaration, type SchemaSet, type Type } from '../../model/components.js';
import { anyType } from '../../read/xsd/builtins.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import { parseValue } from '../../read/xsd/values.js';
import { addChildren } from './children.js';
import { addWildcard, escapeForPattern } from './wildcards.js';
import { anyOf, record, type JsonSchema, type JsonSchemaObject } from './schema.js';

/** What the schema of a complex type needs of its surroundings. */
export interface ComplexContext {
  readonly set: SchemaSet;
  readonly attributePrefix: string;
  readonly textKey: string;
  memberName(name: string): string;
  schemaForType(type: Type): JsonSchema;
  schemaForElement(element: ElementDeclaration): JsonSchema;
  /** The elements that may stand where one is declared. */
  membersOf(element: ElementDeclaration): readonly ElementDeclaration[];
}

/** The parts that an object schema is put together from. */
export interface ObjectParts {
  readonly properties: Map<string, JsonSchema>;
  readonly required: Set<string>;
  /** What holds besides: the alternatives of the content model, bounds on the number of members. */
  readonly also: JsonSchemaObject[];
  /** Elements that are not named may occur. */
  open: boolean;
}

/**
 * The value of an element of complex type: an object of children, attributes and text. With `emptyText`, the text may be
 * empty whatever its type, as it may be in XML where the element has a default.
 */
export function complexSchema(type: ComplexType, context: ComplexContext, emptyText = false): JsonSchema {
  // Only a type derived from it can stand for an abstract one, and JSON has no xsi:type to name it.
  if (type.abstract) return false;
  const parts: ObjectParts = { properties: new Map(), required: new Set(), also: [], open: false };
  const { content } = type;
  if (content.kind === 'simple') {
    const text = context.schemaForType(content.type);
    parts.properties.set(context.textKey, emptyText ? anyOf([text, { const: '' }]) : text);
    parts.required.add(context.textKey);
  } else if (content.kind === 'elements') {
    if (content.mixed) parts.properties.set(context.textKey, { type: 'string' });
    if (!addChildren(parts, content.particle, type, context)) return false;
  }
  addAttributes(parts, type, context);
  return withConditions(parts, { type: 'object', ...members(parts), ...openness(parts, type, context) });
}

/** `xs:anyType`: any value but an array; children that are declared globally keep their types. */
export function anyTypeSchema(context: ComplexContext): JsonSchema {
  const parts: ObjectParts = { properties: new Map(), required: new Set(), also: [], open: true };
  addWildcard(parts, { kind: 'any', processContents: 'lax', namespaces: { any: true } }, Infinity, context);
  addAttributes(parts, anyType, context);
  return { type: ['object', 'string', 'number', 'boolean', 'null'], ...members(parts) };
}

/** Validators nest one level for each property, which thousands of them would take too deep: those go in portions. */
const portion = 500;

function members({ properties, required }: ObjectParts): JsonSchemaObject {
  const entries = [...properties];
  const portions = Array.from({ length: Math.ceil(entries.length / portion) }, (_, i) => entries.slice(i * portion, (i + 1) * portion));
  return {
    ...(portions.length === 1 && { properties: record(entries) }),
    ...(portions.length > 1 && {
      properties: record(entries.map(([name]) => [name, true])),
      allOf: portions.map((some) => ({ properties: record(some) })),
    }),
    ...(required.size > 0 && { required: [...required] }),
  };
}

/** The object with its further conditions; what they have in `allOf` goes into one. */
function withConditions({ also }: ObjectParts, base: JsonSchemaObject): JsonSchemaObject {
  return also.reduce((all, condition) => {
    const parts = [...(all.allOf ?? []), ...(condition.allOf ?? [])];
    return { ...all, ...condition, ...(parts.length > 0 && { allOf: parts }) };
  }, base);
}

/** Which members may occur that have no name: attributes that `anyAttribute` lets in, and elements that `any` does. */
function openness({ properties, open }: ObjectParts, type: ComplexType, { attributePrefix: prefix }: ComplexContext): JsonSchemaObject {
  const anyAttribute = type.attributeWildcard !== undefined && type.attributeWildcard.processContents !== 'strict';
  const startsLikeAttribute = `^${escapeForPattern(prefix)}`;
  if (!open) {
    if (!anyAttribute) return { additionalProperties: false };
    return prefix === '' ? {} : { patternProperties: record([[startsLikeAttribute, true]]), additionalProperties: false };
  }
  if (anyAttribute || prefix === '') return {};
  const own = [...properties.keys()].filter((name) => name.startsWith(prefix));
  const element = { not: { pattern: startsLikeAttribute } };
  return { propertyNames: own.length === 0 ? element : { anyOf: [element, { enum: own }] } };
}

function addAttributes(parts: ObjectParts, type: ComplexType, context: ComplexContext): void {
  const { attributePrefix: prefix } = context;
  const byLocal = new Map<string, AttributeUse[]>();
  for (const use of type.attributes) {
    const { local } = use.declaration.name;
    byLocal.set(local, [...(byLocal.get(local) ?? []), use]);
  }
  for (const [local, uses] of byLocal) {
    const name = prefix + context.memberName(local);
    parts.properties.set(name, anyOf(uses.map((use) => attributeSchema(use, context))));
    if (uses.length === 1 && uses[0]!.required) parts.required.add(name);
    if (uses.length === 1) continue;
    // Where two namespaces have an attribute of one name, each has its expanded name too, and none is required.
    for (const use of uses) parts.properties.set(`${prefix}{${use.declaration.name.namespace}}${local}`, attributeSchema(use, context));
  }
  addAttributeWildcard(parts, type, context);
}

/** Global attributes that `anyAttribute` lets in keep their types, unless it skips them. */
function addAttributeWildcard({ properties }: ObjectParts, type: ComplexType, context: ComplexContext): void {
  const { attributeWildcard: wildcard } = type;
  if (wildcard === undefined || wildcard.processContents === 'skip') return;
  for (const declaration of context.set.attributes.values()) {
    const { namespace, local } = declaration.name;
    const short = context.attributePrefix + context.memberName(local);
    // Where an own attribute has the short name, the one of the other namespace goes by its expanded name.
    const isTaken = properties.has(short) && namespace !== '' && !type.attributes.some((use) => keyOf(use.declaration.name) === keyOf(declaration.name));
    const name = isTaken ? `${context.attributePrefix}{${namespace}}${local}` : short;
    // Without its prefix, a name in a namespace looks like one that is not declared, and lax content may have that too.
    const ambiguous = wildcard.processContents === 'lax' && namespace !== '';
    if (ambiguous || properties.has(name) || !allowsNamespace(wildcard, namespace)) continue;
    properties.set(name, attributeSchema({ declaration, ...declaration }, context));
  }
}

function attributeSchema({ declaration, fixed }: Pick<AttributeUse, 'declaration' | 'fixed'>, context: ComplexContext): JsonSchema {
  const value = fixed === undefined ? undefined : parseValue(declaration.type, fixed);
  return value === undefined ? context.schemaForType(declaration.type) : { const: value };
}
