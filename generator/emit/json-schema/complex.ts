import { groupBy } from '../../group-by.js';
import { keyOf, type AttributeDeclaration, type AttributeUse, type ComplexType, type QName, type Wildcard } from '../../model/components.js';
import { anyType } from '../../read/xsd/builtins.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import { parseValue } from '../../read/xsd/values.js';
import { addChildren } from './children.js';
import type { ComplexContext, ObjectParts, WildElements } from './parts.js';
import { memberKeywords, type Member } from './portions.js';
import { anyOf, escapeForPattern, record, type JsonSchema, type JsonSchemaObject } from './schema.js';
import type { Admitted } from './wildcards.js';

/**
 * The value of an element of complex type: an object of children, attributes and text. With `emptyText`, the text may be
 * empty whatever its type, as it may be in XML where the element has a default.
 */
export function complexSchema(type: ComplexType, context: ComplexContext, emptyText = false): JsonSchema {
  // Only a type derived from it can stand for an abstract one, and JSON has no xsi:type to name it.
  if (type.abstract) return false;
  const { content, attributes, attributeWildcard } = type;
  const isContentOnly = content.kind === 'elements' && attributes.length === 0 && attributeWildcard === undefined;
  const write = (): JsonSchema => writtenSchema(type, context, emptyText);
  return isContentOnly ? context.sharing.ofContent(content.particle, content.mixed ? 'mixed' : 'elements', write) : write();
}

function writtenSchema(type: ComplexType, context: ComplexContext, emptyText: boolean): JsonSchema {
  const parts: ObjectParts = { properties: new Map(), declared: new Map(), required: new Set(), held: [], also: [], open: false, wild: undefined, asGlobals: new Set(), beside: true };
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
  forbidText(parts, context);
  const wild = admitted(parts, type, context);
  const { own, ...shared } = context.sharing.takeFrom(parts);
  const elsewhere: Admitted = { schemas: [...shared.schemas, ...wild.schemas], names: [...shared.names, ...wild.names] };
  return withConditions([...parts.also, inAllOf(elsewhere.schemas)], { type: 'object', ...members(own, parts), ...openness(own, parts, elsewhere, type, context) });
}

/** `xs:anyType`: any value but an array, or nil; children that are declared globally keep their types. */
export function anyTypeSchema(context: ComplexContext): JsonSchema {
  const wild: WildElements = { globals: context.elements.repeated, allows: () => true };
  const parts: ObjectParts = { properties: new Map(), declared: new Map(), required: new Set(), held: [], also: [], open: true, wild, asGlobals: new Set(), beside: true };
  const { schemas } = admitted(parts, anyType, context);
  return withConditions([inAllOf(schemas)], { type: ['object', 'string', 'number', 'boolean'] });
}

const members = (own: readonly Member[], { required }: ObjectParts): JsonSchemaObject => ({
  ...memberKeywords(own),
  ...(required.size > 0 && { required: [...required] }),
});

const inAllOf = (schemas: readonly JsonSchema[]): JsonSchemaObject => (schemas.length === 0 ? {} : { allOf: schemas });

/** The object with its further conditions; what they have in `allOf` goes into one. */
function withConditions(conditions: readonly JsonSchemaObject[], base: JsonSchemaObject): JsonSchemaObject {
  return conditions.reduce((all, condition) => {
    const parts = [...(all.allOf ?? []), ...(condition.allOf ?? [])];
    return { ...all, ...condition, ...(parts.length > 0 && { allOf: parts }) };
  }, base);
}

/** Content without text may hold elements of any name, but none that has the name of the text where that is no name in XML. */
function forbidText({ properties, open }: ObjectParts, { textKey }: ComplexContext): void {
  if (open && !properties.has(textKey) && !/^[\p{L}_]/u.test(textKey)) properties.set(textKey, false);
}

/** What comes through wildcards and is declared: elements and attributes. */
function admitted({ properties, wild, asGlobals }: ObjectParts, { attributeWildcard }: ComplexType, context: ComplexContext): Admitted {
  const own = new Set(properties.keys());
  const otherwise = asGlobals.size === 0 ? own : new Set([...own].filter((name) => !asGlobals.has(name)));
  const elements = wild?.globals.admit((namespace) => wild.allows(namespace), otherwise);
  const attributes = attributeWildcard === undefined ? undefined : context.attributes.admit(attributesThrough(attributeWildcard), own);
  return {
    schemas: [...(elements?.schemas ?? []), ...(attributes?.schemas ?? [])],
    names: [...(elements?.names ?? []), ...(attributes?.names ?? [])],
  };
}

/** Which members may occur that have no name, and what they have to be: attributes that `anyAttribute` lets in, and elements that `any` does. */
function openness(own: readonly Member[], parts: ObjectParts, elsewhere: Admitted, type: ComplexType, context: ComplexContext): JsonSchemaObject {
  const keywords = names(own, parts, elsewhere, type, context);
  return { ...(parts.beside !== true && { additionalProperties: parts.beside }), ...keywords };
}

function names(own: readonly Member[], { open }: ObjectParts, elsewhere: Admitted, type: ComplexType, { attributePrefix: prefix, opensBy }: ComplexContext): JsonSchemaObject {
  const anyAttribute = type.attributeWildcard !== undefined && opensBy(type.attributeWildcard);
  const startsLikeAttribute = `^${escapeForPattern(prefix)}`;
  if (prefix === '' && (open || anyAttribute)) return {};
  if (!open && elsewhere.names.length === 0) {
    return { ...(anyAttribute && { patternProperties: record([[startsLikeAttribute, true]]) }), additionalProperties: false };
  }
  if (open && anyAttribute) return {};
  const named = own.map(([name]) => name).filter((name) => !open || name.startsWith(prefix));
  const names = [
    ...(open ? [{ not: { pattern: startsLikeAttribute } }] : []),
    ...(anyAttribute ? [{ pattern: startsLikeAttribute }] : []),
    ...(named.length > 0 ? [{ enum: named }] : []),
    ...elsewhere.names,
  ];
  return { propertyNames: anyOf(names) };
}

function addAttributes({ properties, declared, required }: ObjectParts, type: ComplexType, context: ComplexContext): void {
  const { attributePrefix: prefix } = context;
  for (const [local, uses] of groupBy(type.attributes, ({ declaration }) => declaration.name.local)) {
    const name = prefix + context.memberName(local);
    const others = namesakes(name, uses, type, context);
    properties.set(name, anyOf([...uses.map((use) => attributeSchema(use, context)), ...others.map((other) => globalAttributeSchema(other, context))]));
    if (uses.length === 1 && others.length === 0) declared.set(name, uses[0]!.declaration);
    if (uses.length === 1 && uses[0]!.required) required.add(name);
    // Where two namespaces have an attribute of one name, each has its expanded name too, and none is required.
    const expanded = (qname: QName): string => prefix + keyOf(qname);
    if (uses.length > 1) for (const use of uses) properties.set(expanded(use.declaration.name), attributeSchema(use, context));
    for (const other of others) properties.set(expanded(other.name), globalAttributeSchema(other, context));
  }
}

/** Attributes of other namespaces with the name of an own one, which come through `anyAttribute`. */
function namesakes(name: string, uses: readonly AttributeUse[], { attributeWildcard }: ComplexType, { attributes }: ComplexContext): readonly AttributeDeclaration[] {
  if (attributeWildcard === undefined) return [];
  const through = attributesThrough(attributeWildcard);
  return attributes.named(name, (namespace) => through(namespace) && uses.every((use) => use.declaration.name.namespace !== namespace));
}

/** The namespaces whose attributes `anyAttribute` looks into. */
const attributesThrough =
  (wildcard: Wildcard) =>
  (namespace: string): boolean =>
    wildcard.processContents !== 'skip' &&
    allowsNamespace(wildcard, namespace) &&
    // Without its prefix, a name in a namespace looks like one that is not declared, and lax content may have that too.
    (wildcard.processContents === 'strict' || namespace === '');

export const globalAttributeSchema = (declaration: AttributeDeclaration, context: Pick<ComplexContext, 'schemaForType'>): JsonSchema =>
  attributeSchema({ declaration, ...declaration }, context);

function attributeSchema({ declaration, fixed }: Pick<AttributeUse, 'declaration' | 'fixed'>, { schemaForType }: Pick<ComplexContext, 'schemaForType'>): JsonSchema {
  const value = fixed === undefined ? undefined : parseValue(declaration.type, fixed);
  return value === undefined ? schemaForType(declaration.type) : { const: value };
}
