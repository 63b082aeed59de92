import type { AttributeUse, ComplexType, ElementDeclaration, SchemaSet, Type, Wildcard } from '../../model/components.js';
import { anyType } from '../../read/xsd/builtins.js';
import { parseValue } from '../../read/xsd/values.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import { contentCounts, type Alternative, type Counted, type Range } from './counts.js';
import { anyOf, record, type JsonSchema, type JsonSchemaObject } from './schema.js';

/** What the schema of a complex type needs of its surroundings. */
export interface ComplexContext {
  readonly set: SchemaSet;
  readonly options: {
    readonly attributePrefix: string;
    readonly textKey: string;
    readonly memberName?: (name: string) => string;
    readonly emptyForDefault?: boolean;
  };
  schemaForType(type: Type): JsonSchema;
  schemaForElement(element: ElementDeclaration): JsonSchema;
  /** The elements that may stand where one is declared. */
  membersOf(element: ElementDeclaration): readonly ElementDeclaration[];
}

/** The parts that an object schema is put together from. */
interface Parts {
  readonly properties: Map<string, JsonSchema>;
  readonly required: string[];
  /** Schemas of which one must hold besides: the alternatives of the content model. */
  alternatives: readonly JsonSchemaObject[];
  /** Members that are not named may occur. */
  open: boolean;
  /** How many elements wildcards let in. */
  wild: number;
  wildMin: number;
  /** How many children have names of their own. */
  named: number;
}

/** The value of an element of complex type: an object of children, attributes and text. */
export function complexSchema(type: ComplexType, context: ComplexContext, emptyText = false): JsonSchema {
  if (type.abstract) return false;
  const parts: Parts = { properties: new Map(), required: [], alternatives: [], open: false, wild: 0, wildMin: 0, named: 0 };
  const { content } = type;
  const { textKey } = context.options;
  if (content.kind === 'simple') {
    const text = context.schemaForType(content.type);
    parts.properties.set(textKey, emptyText ? anyOf([text, { const: '' }]) : text);
    parts.required.push(textKey);
  }
  if (content.kind === 'elements') {
    if (content.mixed) parts.properties.set(textKey, { type: 'string' });
    if (!addChildren(parts, content, type, context)) return false;
  }
  addAttributes(parts, type, context);
  return assemble(parts, type, context);
}

function assemble({ properties, required, alternatives, open, wild, wildMin, named }: Parts, type: ComplexType, { options }: ComplexContext): JsonSchema {
  const { attributePrefix } = options;
  const anyAttribute = type.attributeWildcard !== undefined && type.attributeWildcard.processContents !== 'strict';
  const closed = !open && !(anyAttribute && attributePrefix === '');
  return {
    type: 'object',
    ...propertiesKeywords(properties),
    ...(required.length > 0 && { required }),
    ...(anyAttribute && attributePrefix !== '' && { patternProperties: record([[`^${escape(attributePrefix)}`, true]]) }),
    ...(closed && { additionalProperties: false }),
    ...(wildMin > 0 && { minProperties: wildMin }),
    ...(wild > 0 && wild < Infinity && type.attributeWildcard === undefined && { maxProperties: named + wild + type.attributes.length }),
    // What an element wildcard lets in is no attribute.
    ...(open && !anyAttribute && attributePrefix !== '' && { propertyNames: notOtherAttributes(properties, attributePrefix) }),
    ...(alternatives.length === 1 ? alternatives[0] : alternatives.length > 1 && { anyOf: alternatives }),
  };
}

/** Validators nest one level for each property, which thousands of them would take too deep: those go in portions. */
const portion = 500;

function propertiesKeywords(properties: ReadonlyMap<string, JsonSchema>): JsonSchemaObject {
  const entries = [...properties];
  if (entries.length === 0) return {};
  if (entries.length <= portion) return { properties: record(entries) };
  const portions = Array.from({ length: Math.ceil(entries.length / portion) }, (_, i) => entries.slice(i * portion, (i + 1) * portion));
  return { properties: record(entries.map(([name]) => [name, true])), allOf: portions.map((some) => ({ properties: record(some) })) };
}

function notOtherAttributes(properties: ReadonlyMap<string, JsonSchema>, prefix: string): JsonSchema {
  const others = { not: { pattern: `^${escape(prefix)}` } };
  const own = [...properties.keys()].filter((name) => name.startsWith(prefix));
  return own.length === 0 ? others : { anyOf: [others, { enum: own }] };
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function addAttributes(parts: Parts, type: ComplexType, context: ComplexContext): void {
  const { attributePrefix, memberName = (name) => name } = context.options;
  const locals = new Map<string, number>();
  for (const { declaration } of type.attributes) locals.set(declaration.name.local, (locals.get(declaration.name.local) ?? 0) + 1);
  for (const use of type.attributes) {
    const { namespace, local } = use.declaration.name;
    const name = attributePrefix + memberName(local);
    const schema = attributeSchema(use, context);
    if (locals.get(local) === 1) {
      parts.properties.set(name, schema);
      if (use.required) parts.required.push(name);
    } else {
      const known = parts.properties.get(name);
      parts.properties.set(name, known === undefined ? schema : anyOf([known, schema]));
      parts.properties.set(`${attributePrefix}{${namespace}}${local}`, schema);
    }
  }
  const wildcard = type.attributeWildcard;
  if (wildcard === undefined || wildcard.processContents === 'skip') return;
  for (const declaration of context.set.attributes.values()) {
    const name = attributePrefix + memberName(declaration.name.local);
    // Without its prefix, a name in a namespace looks like one that is not declared, and lax content may have that too.
    if (wildcard.processContents === 'lax' && declaration.name.namespace !== '') continue;
    if (parts.properties.has(name) || !allowsNamespace(wildcard, declaration.name.namespace)) continue;
    parts.properties.set(name, attributeSchema({ declaration, required: false, ...declaration }, context));
  }
}

function attributeSchema({ declaration, fixed }: Pick<AttributeUse, 'declaration' | 'fixed' | 'required'>, context: ComplexContext): JsonSchema {
  const value = fixed === undefined ? undefined : parseValue(declaration.type, fixed);
  return value === undefined ? context.schemaForType(declaration.type) : { const: value };
}

type ElementContent = Extract<ComplexType['content'], { kind: 'elements' }>;

/** Adds the children that the content model allows; false when it allows no content at all. */
function addChildren(parts: Parts, content: ElementContent, type: ComplexType, context: ComplexContext): boolean {
  const { memberName = (name) => name } = context.options;
  const nameOf = (element: ElementDeclaration): string => memberName(element.name.local);
  const { alternatives, elements } = contentCounts(content.particle, nameOf, context.membersOf);
  if (alternatives.length === 0) return false;
  const whole = wholeOf(alternatives);
  const wildcards = [...whole.keys()].filter((counted): counted is Wildcard => typeof counted !== 'string');
  const reachable = (name: string): readonly Wildcard[] =>
    wildcards.filter((wildcard) => elements.get(name)!.some(({ name: { namespace } }) => allowsNamespace(wildcard, namespace)));
  const loose = new Set([...elements.keys()].filter((name) => reachable(name).length > 0));
  for (const [name, range] of whole) {
    if (typeof name === 'string') parts.properties.set(name, childSchema(elements.get(name)!, range, loose.has(name), context));
  }
  for (const [name, range] of whole) if (typeof name === 'string' && range.min > 0) parts.required.push(name);
  addNamespaces(parts, elements, whole, context);
  parts.named = parts.properties.size;
  parts.wild = wildcards.reduce((total, wildcard) => total + whole.get(wildcard)!.max, 0);
  for (const wildcard of wildcards) addWildcard(parts, wildcard, parts.wild, context);
  const wildMin = wildcards.reduce((total, wildcard) => total + whole.get(wildcard)!.min, 0);
  if (elements.size === 0 && !content.mixed && type.attributes.length === 0 && type.attributeWildcard === undefined) {
    // Every member is an element that a wildcard lets in, so that to count members is to count those.
    parts.wildMin = Math.min(wildMin, 1);
  } else if (alternatives.length > 1 || wildMin > 0) {
    const known = new Set([...elements.keys()]);
    const schemas = alternatives.map((alternative) => alternativeSchema(alternative, whole, loose, known, context));
    parts.alternatives = schemas.some((schema) => Object.keys(schema).length === 0) ? [] : schemas;
  }
  return true;
}

/** Two namespaces may have a child of one local name: each then has its expanded name too, and none is required. */
function addNamespaces(
  parts: Parts,
  elements: ReadonlyMap<string, readonly ElementDeclaration[]>,
  whole: Alternative,
  context: ComplexContext,
): void {
  for (const [name, declarations] of elements) {
    const namespaces = new Map(declarations.map((declaration) => [declaration.name.namespace, declaration]));
    if (namespaces.size < 2) continue;
    const index = parts.required.indexOf(name);
    if (index >= 0) parts.required.splice(index, 1);
    parts.properties.set(name, childSchema(declarations, whole.get(name)!, true, context));
    for (const [namespace, declaration] of namespaces) {
      parts.properties.set(`{${namespace}}${declaration.name.local}`, childSchema([declaration], whole.get(name)!, true, context));
    }
  }
}

/** A child's value, or the array of them when it may occur more than once; either, when `loose`. */
function childSchema(elements: readonly ElementDeclaration[], range: Range, loose: boolean, context: ComplexContext): JsonSchema {
  const value = anyOf(elements.map((element) => context.schemaForElement(element)));
  const array: JsonSchemaObject = {
    type: 'array',
    items: value,
    ...(range.min > 0 && { minItems: range.min }),
    ...(range.max < Infinity && !loose && { maxItems: range.max }),
  };
  if (loose) return value === true ? true : anyOf([value, array]);
  if (range.max > 1) return array;
  // An array would be several of what may occur once.
  return value === true ? { not: { type: 'array' } } : value;
}

/** Global elements that a wildcard lets in keep their types, unless it skips them. */
function addWildcard(parts: Parts, wildcard: Wildcard, max: number, context: ComplexContext): void {
  if (wildcard.processContents !== 'strict') parts.open = true;
  if (wildcard.processContents === 'skip') return;
  for (const [name, elements] of globalsByName(context)) {
    const allowed = elements.filter((element) => !element.abstract && allowsNamespace(wildcard, element.name.namespace));
    if (allowed.length === 0 || parts.properties.has(name)) continue;
    parts.properties.set(name, childSchema(allowed, { min: 0, max }, max > 1, context));
  }
}

function globalsByName({ set, options: { memberName = (name) => name } }: ComplexContext): ReadonlyMap<string, readonly ElementDeclaration[]> {
  const byName = new Map<string, ElementDeclaration[]>();
  for (const element of set.elements.values()) {
    const name = memberName(element.name.local);
    byName.set(name, [...(byName.get(name) ?? []), element]);
  }
  return byName;
}

/** `xs:anyType`: any value but an array; children and attributes that are declared globally keep their types. */
export function anyTypeSchema(context: ComplexContext): JsonSchema {
  const parts: Parts = { properties: new Map(), required: [], alternatives: [], open: true, wild: Infinity, wildMin: 0, named: 0 };
  addWildcard(parts, { kind: 'any', processContents: 'lax', namespaces: { any: true } }, Infinity, context);
  addAttributes(parts, anyType, context);
  return { type: ['object', 'string', 'number', 'boolean', 'null'], ...(parts.properties.size > 0 && { properties: record(parts.properties) }) };
}

const absent: Range = { min: 0, max: 0 };

function wholeOf(alternatives: readonly Alternative[]): Alternative {
  const names = new Set(alternatives.flatMap((alternative) => [...alternative.keys()]));
  const rangeOf = (name: Counted): Range => {
    const ranges = alternatives.map((alternative) => alternative.get(name) ?? absent);
    return { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) };
  };
  return new Map([...names].map((name) => [name, rangeOf(name)] as const).filter(([, range]) => range.max > 0));
}

/** What an alternative says beyond the ranges that all of them share. */
function alternativeSchema(
  alternative: Alternative,
  whole: Alternative,
  loose: ReadonlySet<string>,
  known: ReadonlySet<string>,
  { options }: ComplexContext,
): JsonSchemaObject {
  const required: string[] = [];
  const properties: [string, JsonSchema][] = [];
  let extra = false;
  for (const [name, shared] of whole) {
    const range = alternative.get(name) ?? absent;
    if (typeof name !== 'string') {
      // A child that a wildcard may hold too fills it just as well.
      extra ||= range.min > 0 && loose.size === 0;
      continue;
    }
    if (range.min > 0 && shared.min === 0) required.push(name);
    if (loose.has(name)) continue;
    if (range.max === 0) properties.push([name, shared.max > 1 ? { maxItems: 0 } : false]);
    else if (shared.max > 1) {
      const bounds = {
        ...(range.min > Math.max(shared.min, 0) && { minItems: range.min }),
        ...(range.max < shared.max && { maxItems: range.max }),
      };
      if (Object.keys(bounds).length > 0) properties.push([name, bounds]);
    }
  }
  return {
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && { properties: record(properties) }),
    ...(extra && { not: { propertyNames: notExtra(known, options) } }),
  };
}

/** The names that do not fill a wildcard: declared children, attributes and text. */
function notExtra(known: ReadonlySet<string>, { attributePrefix, textKey }: ComplexContext['options']): JsonSchema {
  const own = { enum: [...known, textKey] };
  return attributePrefix === '' ? own : { anyOf: [own, { pattern: `^${escape(attributePrefix)}` }] };
}
