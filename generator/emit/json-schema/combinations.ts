import type { ComplexType, ElementDeclaration, Particle } from '../../model/components.js';
import { hullOf, rangeOf, type Alternative, type Counted, type Factor, type Range } from './alternatives.js';
import { totalRange } from './counts.js';
import { anyName, anyOfThem, exactlyOne, oneOfTheseGroups, someOfThem, type Exclusive, type Group, type Groups } from './exclusive.js';
import type { ComplexContext, Model } from './parts.js';
import { memberKeywords } from './portions.js';
import { anyOf, escapeForPattern, inAll, only, type JsonSchema, type JsonSchemaObject } from './schema.js';
import { countOf, isSubstitutes, namedIn, namesAmong, type Substitutes } from './substitutes.js';

/** Which combinations of children may occur, where that is more than the range of each. */
export function alternativesOf(factor: Factor, model: Model, type: ComplexType, context: ComplexContext): JsonSchemaObject {
  const declared = (name: string): ElementDeclaration | undefined => only(model.elements.get(name) ?? []);
  const exclusive = exclusiveChoice(factor, model);
  const apart = (named: Named): Exclusive => context.sharing.exclusive(named, declared);
  if (exclusive !== undefined) return exactlyOne(apart(exclusive));
  const whole = wholeOf(factor);
  const length = factor.length * whole.size;
  const together = [...whole.keys()].filter(isSubstitutes);
  const separate = length > longAlternatives || together.length > 0 ? separateChoice(factor, model) : undefined;
  if (separate !== undefined) return inAll([oneOfTheseGroups(separate, apart([...separate.defined, ...separate.groups.map(({ required }) => required[0]!)])), notEmpty(separate, whole)]);
  const written = (): JsonSchemaObject => {
    if (sizeOf(factor) > rangesWorthwhile || length > endlessAlternatives) return {};
    const schemas = factor.map((alternative) => alternativeSchema(alternative, whole, model, type, context, apart));
    if (schemas.some((schema) => Object.keys(schema).length === 0)) return {};
    const alternatives = schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
    return [...whole.keys()].some((counted) => typeof counted !== 'string' && counted.kind === 'any') ? alternatives : context.sharing.condition(alternatives, namedIn(whole.keys()), declared);
  };
  return inAll([written(), ...together.map((each) => amongThem(apart(namedIn([each])), whole.get(each)!))]);
}

/** A child that stands for its group is there: an empty array of it would be none. */
const notEmpty = ({ groups }: Groups, whole: Alternative): JsonSchemaObject =>
  memberKeywords(groups.flatMap(({ required }) => required.filter((name) => (whole.get(name)?.max ?? 1) > 1)).map((name) => [name, { minItems: 1 }]));

/** How many of the members of a substitution group there may be, by whatever names. */
function amongThem(names: Exclusive, { min, max }: Range): JsonSchemaObject {
  if (max > 1) return min > 0 ? someOfThem(names) : {};
  const one = exactlyOne(names);
  return min > 0 ? one : { anyOf: [{ not: anyOfThem(names) }, one] };
}

/** A choice among single children, each at most once: the one that is there excludes the others. */
function exclusiveChoice(factor: Factor, { loose }: Model): Named | undefined {
  const present = factor.map((alternative) => [...alternative].filter(([, range]) => range.max > 0));
  const counted = present.flat();
  const single = present.every(({ length }) => length === 1) && new Set(counted.map(([each]) => each)).size === factor.length;
  const isPlain = counted.every(([each, { min, max }]) => (typeof each === 'string' ? !loose.has(each) : each.kind === 'substitutes') && min === 1 && max === 1);
  const named = namedIn(counted.map(([each]) => each));
  return single && isPlain && countOf(named) > 1 ? named : undefined;
}

type Named = readonly (string | Substitutes)[];

/** and among substitutes that are defined, each a group. */
interface SeparateGroups extends Groups {
  readonly defined: readonly Substitutes[];
}

/** A choice among groups of children that have none in common. */
function separateChoice(factor: Factor, { loose }: Model): SeparateGroups | undefined {
  const seen = new Set<Counted>();
  const groups: Group[] = [];
  const defined: Substitutes[] = [];
  let orNone = false;
  for (const alternative of factor) {
    const present = [...alternative].filter(([, range]) => range.max > 0);
    const [first] = present;
    if (first !== undefined && present.length === 1 && isSubstitutes(first[0]) && first[1].max === 1) {
      orNone ||= first[1].min === 0;
      if (first[0].defined) defined.push(first[0]);
      else groups.push(...namesAmong(first[0]).map((name) => ({ required: [name], optional: [] })));
      continue;
    }
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
  return groups.length < 2 && defined.length === 0 ? undefined : { groups, defined, orNone };
}

/** What an alternative says beyond the ranges that all of them share. */
function alternativeSchema(
  alternative: Alternative,
  whole: Alternative,
  { elements, loose }: Model,
  type: ComplexType,
  context: ComplexContext,
  apart: (named: Named) => Exclusive,
): JsonSchemaObject {
  const together: JsonSchemaObject[] = [];
  const required: string[] = [];
  const properties: [string, JsonSchema][] = [];
  let extra = false;
  for (const [name, shared] of whole) {
    const range = rangeOf(alternative, name);
    if (isSubstitutes(name)) {
      if (range.max === 0) together.push({ not: anyOfThem(apart(namedIn([name]))) });
      else if (range.min > 0 && shared.min === 0) together.push((shared.max > 1 ? someOfThem : anyOfThem)(apart(namedIn([name]))));
      continue;
    }
    if (typeof name !== 'string') {
      // A child that a wildcard may hold too fills it just as well.
      extra ||= range.min > 0 && loose.size === 0;
      continue;
    }
    if (range.min > 0 && shared.min === 0) required.push(name);
    const bounds = loose.has(name) ? true : narrowed(range, shared);
    if (bounds !== true) properties.push([name, bounds]);
  }
  const members = memberKeywords(properties);
  return {
    ...(required.length > 0 && { required }),
    ...members,
    ...(together.length > 0 && { allOf: [...(members.allOf ?? []), ...together] }),
    ...(extra && { not: { propertyNames: notWild(elements.keys(), apart(namedIn([...whole.keys()].filter(isSubstitutes))), type, context) } }),
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
function notWild(children: Iterable<string>, substitutes: Exclusive, { attributes }: ComplexType, { attributePrefix, textKey, memberName }: ComplexContext): JsonSchema {
  const own = attributePrefix === '' ? attributes.map(({ declaration }) => memberName(declaration.name.local)) : [];
  return anyOf([
    { enum: [...new Set([...children, textKey, ...own])] },
    ...(substitutes.shared.length + substitutes.names.length > 0 ? [anyName(substitutes)] : []),
    ...(attributePrefix === '' ? [] : [{ pattern: `^${escapeForPattern(attributePrefix)}` }]),
  ]);
}

/** Alternatives with more ranges than this in all say less than they cost. */
const rangesWorthwhile = 4000;
/** Each alternative is written with the children that it excludes: beyond so many it is worth looking for another way to say it, */
const longAlternatives = 400;
/** and beyond so many compilers take minutes. */
const endlessAlternatives = 100_000;
/** With so many children that tie each other, ranges have been widened. */
const manyChildren = 100;
/** Whether it is said only how many of each child there may be. */
export const isCoarse = (factor: Factor, model: Model): boolean =>
  (sizeOf(factor) > rangesWorthwhile || factor.some(({ size }) => size > manyChildren)) && exclusiveChoice(factor, model) === undefined && separateChoice(factor, model) === undefined;
const sizeOf = (factor: Factor): number => factor.reduce((size, alternative) => size + alternative.size, 0);

/** Whether some of a substitution group are counted together, and there may be several of them. */
export const haveSeveral = (factor: Factor): boolean => [...wholeOf(factor)].some(([counted, { max }]) => isSubstitutes(counted) && max > 1);

/** Instead of alternatives, whether any of the children has to be there, */
export function atLeastOne(factor: Factor, { elements, particle }: Model, { sharing, elementName, membersOf }: ComplexContext): JsonSchemaObject {
  const whole = wholeOf(factor);
  const named = namedIn(whole.keys());
  const declared = (name: string): ElementDeclaration | undefined => only(elements.get(name) ?? []);
  // Children of two namespaces have their expanded names, too.
  if (named.some((each) => typeof each === 'string' && new Set(elements.get(each)?.map((element) => element.name.namespace)).size > 1)) return {};
  const own = new Set<Counted | undefined>(named);
  const { min } = totalRange(particle, (element) => own.has(sharing.substitutesOf(element)) || membersOf(element).some((member) => own.has(elementName(member))));
  const mayBeEmpty = [...whole.values()].some(({ max }) => max > 1);
  return min > 0 ? (mayBeEmpty ? someOfThem : anyOfThem)(sharing.exclusive(named, declared)) : {};
}

/** Whether ranges may have been widened until none of the children has to be there, or are not said at all. */
export const isWidened = (factor: Factor, model: Model): boolean =>
  isCoarse(factor, model) || factor.some((alternative) => alternative.size > 1 && [...alternative.values()].every(({ min }) => min === 0));

/** and how many members there may be: as many as children at most, and as few as one name. */
export function inTotal(particle: Particle, { attributes, attributeWildcard, content }: ComplexType): JsonSchemaObject {
  const { min, max } = totalRange(particle);
  const others = attributes.length + (content.kind === 'elements' && content.mixed ? 1 : 0);
  return {
    ...(min > 0 && others === 0 && attributeWildcard === undefined && { minProperties: 1 }),
    ...(max < Infinity && attributeWildcard === undefined && { maxProperties: max + others }),
  };
}

export function wholeOf(factor: Factor): Alternative {
  return new Map([...hullOf(factor)].filter(([, range]) => range.max > 0));
}
