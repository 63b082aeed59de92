import { groupBy } from '../../group-by.js';
import { keyOf, type ComplexType, type ElementDeclaration, type Particle, type Type, type Wildcard } from '../../model/components.js';
import { allowsNamespace } from '../../read/xsd/resolve/wildcards.js';
import type { ComplexContext, ObjectParts, WildElements } from './parts.js';
import { hullOf, rangeOf, type Alternative, type Counted, type Factor, type Range } from './alternatives.js';
import { contentCounts, totalRange } from './counts.js';
import { exactlyOneOf, oneOfTheseGroups, type Group, type Groups } from './exclusive.js';
import { inPlace } from './positions.js';
import { anyOf, escapeForPattern, record, type JsonSchema, type JsonSchemaObject } from './schema.js';

/** A content model as counts, with what the schema of its children depends on. */
interface Model {
  readonly particle: Particle;
  readonly factors: readonly Factor[];
  /** The range of each child over all alternatives. */
  readonly whole: Alternative;
  readonly elements: ReadonlyMap<string, readonly ElementDeclaration[]>;
  readonly wildcards: readonly Wildcard[];
  /** Children that a wildcard of the same model may hold too: how often they occur is then open. */
  readonly loose: ReadonlySet<string>;
  /** The global elements that the wildcards let in and look into. */
  readonly globals: WildElements | undefined;
}

/** Adds the children that the content model allows; false when it allows no content at all. */
export function addChildren(parts: ObjectParts, particle: Particle, type: ComplexType, context: ComplexContext): boolean {
  const model = modelOf(particle, context);
  if (model.factors.some((factor) => factor.length === 0)) return false;
  const { whole, elements, wildcards } = model;
  for (const [name, declarations] of elements) {
    const range = whole.get(name);
    if (range !== undefined) addChild(parts, name, range, declarations, model, context);
  }
  const named = parts.properties.size;
  const wild = total(wildcards.map((wildcard) => whole.get(wildcard)!));
  if (wildcards.some((wildcard) => context.elements.opensBy(wildcard))) parts.open = true;
  parts.wild = model.globals;

  const noAttributes = type.attributes.length === 0 && type.attributeWildcard === undefined;
  const onlyWild = named === 0 && noAttributes;
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
  if (wildcards.length === 0 && model.factors.some((factor) => isCoarse(factor, model))) parts.also.push(inTotal(particle, type));
  return true;
}

/** How many members are told apart where several of them count together. */
const countedTogether = 8;

/**
 * At least so many elements, by whatever names: among k names, one has the k-th part of them. With three elements or
 * fewer nothing else is left to say.
 */
function atLeast(count: number): JsonSchemaObject {
  if (count === 1 || count > countedTogether) return { minProperties: 1 };
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

/** Alternatives with more ranges than this in all say less than they cost. */
const rangesWorthwhile = 4000;
/** Each alternative is written with the children that it excludes: beyond so many it is worth looking for another way to say it, */
const longAlternatives = 400;
/** and beyond so many compilers take minutes. */
const endlessAlternatives = 100_000;
/** With so many children that tie each other, ranges have been widened. */
const manyChildren = 100;
const isCoarse = (factor: Factor, model: Model): boolean =>
  (sizeOf(factor) > rangesWorthwhile || (factor[0]?.size ?? 0) > manyChildren) && exclusiveChoice(factor, model) === undefined && separateChoice(factor, model) === undefined;
const sizeOf = (factor: Factor): number => factor.reduce((size, alternative) => size + alternative.size, 0);

/** Instead of alternatives, how many members there may be: as many as children at most, and as few as one name. */
function inTotal(particle: Particle, { attributes, attributeWildcard, content }: ComplexType): JsonSchemaObject {
  const { min, max } = totalRange(particle);
  const others = attributes.length + (content.kind === 'elements' && content.mixed ? 1 : 0);
  return {
    ...(min > 0 && others === 0 && attributeWildcard === undefined && { minProperties: 1 }),
    ...(max < Infinity && attributeWildcard === undefined && { maxProperties: max + others }),
  };
}

function modelOf(particle: Particle, context: ComplexContext): Model {
  const nameOf = (element: ElementDeclaration): string => context.elementName(element);
  const { factors, elements } = contentCounts(particle, nameOf, context.membersOf);
  const whole: Alternative = new Map(factors.flatMap((factor) => [...wholeOf(factor)]));
  const wildcards = [...whole.keys()].filter((counted): counted is Wildcard => typeof counted !== 'string');
  const globals = wildElements(wildcards, total(wildcards.map((wildcard) => whole.get(wildcard)!)).max, context);
  const isLoose = (name: string, declarations: readonly ElementDeclaration[]): boolean =>
    wildcards.some((wildcard) => declarations.some((declaration) => allowsNamespace(wildcard, declaration.name.namespace))) ||
    namesakes(name, declarations, globals).length > 0;
  const loose = new Set([...elements].filter(([name, declarations]) => isLoose(name, declarations)).map(([name]) => name));
  return { particle, factors, whole, elements, wildcards, loose, globals };
}

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

function wholeOf(factor: Factor): Alternative {
  return new Map([...hullOf(factor)].filter(([, range]) => range.max > 0));
}

/** Several schemas as one, of which all hold. */
function inAll(schemas: readonly JsonSchemaObject[]): JsonSchemaObject {
  const filled = schemas.filter((schema) => Object.keys(schema).length > 0);
  return filled.length > 1 ? { allOf: filled } : (filled[0] ?? {});
}

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

/** Which combinations of children may occur, where that is more than the range of each. */
function alternativesOf(factor: Factor, model: Model, type: ComplexType, context: ComplexContext): JsonSchemaObject {
  const exclusive = exclusiveChoice(factor, model);
  if (exclusive !== undefined) return exactlyOneOf(exclusive);
  const whole = wholeOf(factor);
  const length = factor.length * whole.size;
  const separate = length > longAlternatives ? separateChoice(factor, model) : undefined;
  if (separate !== undefined) return oneOfTheseGroups(separate);
  if (sizeOf(factor) > rangesWorthwhile || length > endlessAlternatives) return {};
  const schemas = factor.map((alternative) => alternativeSchema(alternative, whole, model, type, context));
  if (schemas.some((schema) => Object.keys(schema).length === 0)) return {};
  return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
}

/** A choice among single children, each at most once: the one that is there excludes the others. */
function exclusiveChoice(factor: Factor, { loose }: Model): readonly string[] | undefined {
  if (factor.length < 2) return undefined;
  const present = factor.map((alternative) => [...alternative].filter(([, range]) => range.max > 0));
  const names = present.flat();
  const single = present.every(({ length }) => length === 1) && new Set(names.map(([name]) => name)).size === factor.length;
  const isPlain = names.every(([name, { min, max }]) => typeof name === 'string' && !loose.has(name) && min === 1 && max === 1);
  return single && isPlain ? names.map(([name]) => name as string) : undefined;
}

/** A choice among groups of children that have none in common. */
function separateChoice(factor: Factor, { loose }: Model): Groups | undefined {
  const seen = new Set<Counted>();
  const groups: Group[] = [];
  let orNone = false;
  for (const alternative of factor) {
    const present = [...alternative].filter(([, range]) => range.max > 0);
    for (const [name, { min }] of present) {
      if (typeof name !== 'string' || loose.has(name) || seen.has(name) || min > 1) return undefined;
      seen.add(name);
    }
    const [required, optional] = [true, false].map((has) => present.filter(([, { min }]) => min > 0 === has).map(([name]) => name as string)) as [string[], string[]];
    if (required.length > 0) groups.push({ required, optional });
    else if (optional.length > 1) return undefined;
    else {
      orNone = true;
      if (optional.length > 0) groups.push({ required: optional, optional: [] });
    }
  }
  return groups.length < 2 ? undefined : { groups, orNone };
}

/** What an alternative says beyond the ranges that all of them share. */
function alternativeSchema(
  alternative: Alternative,
  whole: Alternative,
  { elements, loose }: Model,
  type: ComplexType,
  context: ComplexContext,
): JsonSchemaObject {
  const required: string[] = [];
  const properties: [string, JsonSchema][] = [];
  let extra = false;
  for (const [name, shared] of whole) {
    const range = rangeOf(alternative, name);
    if (typeof name !== 'string') {
      // A child that a wildcard may hold too fills it just as well.
      extra ||= range.min > 0 && loose.size === 0;
      continue;
    }
    if (range.min > 0 && shared.min === 0) required.push(name);
    const bounds = loose.has(name) ? true : narrowed(range, shared);
    if (bounds !== true) properties.push([name, bounds]);
  }
  return {
    ...(required.length > 0 && { required }),
    ...(properties.length > 0 && { properties: record(properties) }),
    ...(extra && { not: { propertyNames: notWild(elements.keys(), type, context) } }),
  };
}

/** What a range adds to the one that all alternatives share; `true` for nothing. */
function narrowed(range: Range, shared: Range): JsonSchema {
  if (range.max === 0) return shared.max > 1 ? { maxItems: 0 } : false;
  if (shared.max <= 1) return true;
  const bounds = { ...(range.min > shared.min && { minItems: range.min }), ...(range.max < shared.max && { maxItems: range.max }) };
  return Object.keys(bounds).length > 0 ? bounds : true;
}

/** The names that do not fill a wildcard: declared children, attributes and text. */
function notWild(children: Iterable<string>, { attributes }: ComplexType, { attributePrefix, textKey, memberName }: ComplexContext): JsonSchema {
  if (attributePrefix !== '') return { anyOf: [{ enum: [...children, textKey] }, { pattern: `^${escapeForPattern(attributePrefix)}` }] };
  return { enum: [...new Set([...children, textKey, ...attributes.map(({ declaration }) => memberName(declaration.name.local))])] };
}
