import { groupBy } from '../../group-by.js';
import { keyOf, type ComplexType, type ElementDeclaration, type Particle, type QName, type Type, type Wildcard } from '../../model/components.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import type { ComplexContext, Model, ObjectParts, WildElements } from './parts.js';
import type { Alternative, Counted, Range } from './alternatives.js';
import { alternativesOf, atLeastOne, haveSeveral, inTotal, isCoarse, isWidened, wholeOf } from './combinations.js';
import { contentCounts } from './counts.js';
import { empty } from './exclusive.js';
import { inPlace } from './positions.js';
import { anyOf, inAll, only, type JsonSchema, type JsonSchemaObject } from './schema.js';
import { countOf, isSubstitutes, namedIn, type Substitutes } from './substitutes.js';

/** Adds the children that the content model allows; false when it allows no content at all. */
export function addChildren(parts: ObjectParts, particle: Particle, type: ComplexType, context: ComplexContext): boolean {
  const model = modelOf(particle, type, context);
  if (model.factors.some((factor) => factor.length === 0)) return false;
  const { whole, elements, wildcards } = model;
  for (const [name, declarations] of elements) {
    const range = whole.get(name);
    if (range !== undefined) addChild(parts, name, range, declarations, model, context);
  }
  for (const [substitutes, range] of whole) {
    if (isSubstitutes(substitutes)) parts.held.push({ substitutes, range, schemaOf: (element) => childSchema([element], range, false, context) });
  }
  const named = parts.properties.size + parts.held.reduce((sum, { substitutes, range }) => sum + Math.min(countOf([substitutes]), range.max), 0);
  const wild = total(wildcards.map((wildcard) => whole.get(wildcard)!));
  if (wildcards.some((wildcard) => context.elements.opensBy(wildcard))) parts.open = true;
  parts.wild = model.globals;

  const noAttributes = type.attributes.length === 0 && type.attributeWildcard === undefined;
  const onlyWild = wildcards.length > 0 && named === 0 && noAttributes;
  if (onlyWild && wild.min > 0) parts.also.push({ allOf: [atLeast(wild.min)] });
  if (wildcards.length > 0 && wild.max < Infinity && !mayBeArrays(model.globals) && !context.attributes.some((attribute) => isArray(attribute.type))) {
    // An array would be several of what may occur once.
    parts.beside = wild.max > 1 ? atMost(wild.max) : { not: { type: 'array' } };
    if (onlyWild && wild.max > 1) parts.also.push({ allOf: together(wild.max) });
  }
  if (wild.max > 0 && wild.max < Infinity && type.attributeWildcard === undefined) {
    parts.also.push({ maxProperties: named + wild.max + type.attributes.length });
  }
  if (!onlyWild) parts.also.push(inAll(model.factors.map((factor) => alternativesOf(factor, model, type, context))));
  if (wildcards.length > 0) return true;
  if (model.factors.some((factor) => isCoarse(factor, model) || haveSeveral(factor))) parts.also.push(inTotal(particle, type));
  parts.also.push(inAll(model.factors.filter((factor) => isWidened(factor, model)).map((factor) => atLeastOne(factor, model, context))));
  return true;
}

/** How many members are told apart where several of them count together. */
const countedTogether = 8;

/**
 * At least so many elements, by whatever names: among k names, one has the k-th part of them. With three elements or
 * fewer nothing else is left to say.
 */
function atLeast(count: number): JsonSchemaObject {
  if (count === 1 || count > countedTogether) return { not: { additionalProperties: empty } };
  const some = (length: number): JsonSchema => ({ not: { additionalProperties: { not: { type: 'array', minItems: length } } } });
  const ways = Array.from({ length: count }, (_, i): JsonSchema => {
    const length = Math.ceil(count / (i + 1));
    return length === 1 ? { minProperties: count } : i === 0 ? some(length) : { minProperties: i + 1, ...(some(length) as JsonSchemaObject) };
  });
  return { anyOf: [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()] };
}

/** One name stands for at most so many elements. */
const atMost = (count: number): JsonSchema => ({ if: { type: 'array' }, then: { maxItems: count } });

/** With more names, each of them has fewer elements; and one of k has the k-th part at most. Exact up to three elements. */
const together = (count: number): readonly JsonSchemaObject[] =>
  Array.from({ length: Math.min(count, countedTogether) - 1 }, (_, i) => ({
    if: { minProperties: i + 2 },
    then: {
      additionalProperties: atMost(count - i - 1),
      not: { additionalProperties: { type: 'array', minItems: Math.floor(count / (i + 2)) + 1 } },
    },
  }));

/** Whether one element that comes through a wildcard may be an array by itself: a list, or anything. */
const mayBeArrays = (wild: WildElements | undefined): boolean =>
  wild?.globals.some((element) => wild.allows(element.name.namespace) && isArray(element.type)) ?? false;

const isArray = (type: Type): boolean =>
  type.kind === 'simple' && (type.variety === 'list' || (type.variety === 'union' && type.memberTypes!.some(isArray)));

/**
 * Members that no name tells from the elements of a wildcard which may occur but so often have to look like one of these:
 * substitutes that may be several, or arrays, are then named.
 */
function modelOf(particle: Particle, type: ComplexType, context: ComplexContext): Model {
  const model = countedModel(particle, type, context, true);
  const wild = total(model.wildcards.map((wildcard) => model.whole.get(wildcard)!));
  const mayBeSeveral = (counted: Counted, { max }: Range): boolean => isSubstitutes(counted) && (max > 1 || [...counted.elements.values()].some((element) => isArray(element.type)));
  const clashes = wild.max > 0 && wild.max < Infinity && [...model.whole].some(([counted, range]) => mayBeSeveral(counted, range));
  return clashes ? countedModel(particle, type, context, false) : model;
}

function countedModel(particle: Particle, type: ComplexType, context: ComplexContext, mayDefine: boolean): Model {
  const nameOf = (element: ElementDeclaration): string => context.elementName(element);
  const substitutesOf = (element: ElementDeclaration): Substitutes | undefined => {
    const substitutes = substitutesFor(element, type, context);
    return mayDefine || substitutes === undefined ? substitutes : { ...substitutes, defined: false };
  };
  const { factors, elements } = contentCounts(particle, nameOf, context.membersOf, substitutesOf, (substitutes, among) => throughWildcards(substitutes, among, context));
  const ofEach = ([counted, range]: readonly [Counted, Range]): readonly (readonly [Counted, Range])[] =>
    isSubstitutes(counted) ? namedIn([counted]).map((each) => [each, { min: 0, max: range.max }]) : [[counted, range]];
  const whole: Alternative = new Map(factors.flatMap((factor) => [...wholeOf(factor)].flatMap(ofEach)));
  const wildcards = [...whole.keys()].filter((counted): counted is Wildcard => typeof counted !== 'string' && counted.kind === 'any');
  const globals = wildElements(wildcards, total(wildcards.map((wildcard) => whole.get(wildcard)!)).max, context);
  const loose = new Set([...elements].filter(([name, declarations]) => isLoose(name, declarations, wildcards, globals)).map(([name]) => name));
  return { particle, factors, whole, elements, wildcards, loose, globals };
}

/** Whether a wildcard may hold a child, too, or another element of its name. */
const isLoose = (name: string, declarations: readonly ElementDeclaration[], wildcards: readonly Wildcard[], globals: WildElements | undefined): boolean =>
  wildcards.some((wildcard) => declarations.some((declaration) => allowsNamespace(wildcard, declaration.name.namespace))) || namesakes(name, declarations, globals).length > 0;

/** Which substitutes such wildcards may hold, found once for all types that have both. */
const looseSubstitutes = new WeakMap<Substitutes['elements'], Map<string, readonly string[]>>();

function throughWildcards({ elements }: Substitutes, wildcards: readonly Wildcard[], context: ComplexContext): readonly string[] {
  const known = looseSubstitutes.get(elements) ?? new Map<string, readonly string[]>();
  looseSubstitutes.set(elements, known);
  const key = JSON.stringify(wildcards);
  let names = known.get(key);
  if (names === undefined) {
    const globals = wildElements(wildcards, 1, context);
    known.set(key, (names = [...elements].filter(([name, element]) => isLoose(name, [element], wildcards, globals)).map(([name]) => name)));
  }
  return names;
}

/** What may stand where an element is declared, as one thing. A type whose text or attributes have names of these elements names them all, since one takes the place of the other. */
function substitutesFor(element: ElementDeclaration, type: ComplexType, { sharing, attributes, attributePrefix, textKey, memberName }: ComplexContext): Substitutes | undefined {
  const substitutes = sharing.substitutesOf(element);
  if (substitutes?.defined !== true) return substitutes;
  const isElement = (name: string): boolean => substitutes.elements.has(name);
  const isAttribute = ({ name }: { readonly name: QName }): boolean => isElement(attributePrefix + memberName(name.local));
  const anyAttribute = type.attributeWildcard !== undefined && mayBeginName(attributePrefix);
  const clashes = isElement(textKey) || type.attributes.some(({ declaration }) => isAttribute(declaration)) || (anyAttribute && attributes.some(isAttribute));
  return clashes ? { ...substitutes, defined: false } : substitutes;
}

const mayBeginName = (text: string): boolean => text === '' || /^[\p{L}_]/u.test(text);

/** What a wildcard that skips may hold has any content, also where another wildcard of the model would look into it. */
function wildElements(wildcards: readonly Wildcard[], max: number, { elements }: ComplexContext): WildElements | undefined {
  const [skipping, looking] = [true, false].map((skips) => wildcards.filter(({ processContents }) => (processContents === 'skip') === skips)) as [Wildcard[], Wildcard[]];
  if (looking.length === 0) return undefined;
  const among = (some: readonly Wildcard[], namespace: string): boolean => some.some((wildcard) => allowsNamespace(wildcard, namespace));
  return { globals: max > 1 ? elements.repeated : elements.once, allows: (namespace) => among(looking, namespace) && !among(skipping, namespace) };
}

/** Elements of other namespaces with the name of a child, which come through a wildcard. */
const namesakes = (name: string, declarations: readonly ElementDeclaration[], wild: WildElements | undefined): readonly ElementDeclaration[] =>
  wild === undefined
    ? []
    : wild.globals.named(name, (namespace) => wild.allows(namespace) && declarations.every((declaration) => declaration.name.namespace !== namespace));

const absent: Range = { min: 0, max: 0 };
const total = (ranges: readonly Range[]): Range => ranges.reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }), absent);

function addChild(
  parts: ObjectParts,
  name: string,
  range: Range,
  declarations: readonly ElementDeclaration[],
  model: Model,
  context: ComplexContext,
): void {
  const { particle, loose, globals } = model;
  const byNamespace = groupBy(declarations, ({ name: { namespace } }) => namespace);
  const ambiguous = byNamespace.size > 1;
  const others = namesakes(name, declarations, globals);
  const child = childSchema([...declarations, ...others], range, loose.has(name) || ambiguous, context);
  const tellApart = context.byPlace && range.max > 1 && !loose.has(name) && !ambiguous;
  parts.properties.set(name, tellApart && declarations.length > 1 ? inPlace(child as JsonSchemaObject, name, particle, context) : child);
  const declaration = only([...declarations, ...others]);
  if (declaration !== undefined) parts.declared.set(name, declaration);
  if (loose.has(name) && sayAsMuch([...declarations, ...others], name, globals, context)) parts.asGlobals.add(name);
  for (const other of others) parts.properties.set(keyOf(other.name), globals!.globals.schemaFor([other]));
  if (!ambiguous && range.min > 0) parts.required.add(name);
  if (!ambiguous) return;
  // Where two namespaces have a child of one name, each has its expanded name too, and none is required.
  for (const [namespace, own] of byNamespace) {
    parts.properties.set(keyOf({ namespace, local: own[0]!.name.local }), childSchema(own, range, true, context));
  }
}

/**
 * Whether a child is, with as many occurrences, what the wildcards of its model let in under its name: an element that is
 * referred to. Most types of most schemas refer to some; they can then share what wildcards let in as it is.
 */
function sayAsMuch(elements: readonly ElementDeclaration[], name: string, wild: WildElements | undefined, context: ComplexContext): boolean {
  if (wild?.globals !== context.elements.repeated) return false;
  const through = new Set(wild.globals.named(name, (namespace) => wild.allows(namespace)));
  return through.size === elements.length && elements.every((element) => through.has(element));
}

/** A child's value, or the array of them when it may occur more than once; either, when `loose`. */
export function childSchema(elements: readonly ElementDeclaration[], range: Range, loose: boolean, context: ComplexContext): JsonSchema {
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
