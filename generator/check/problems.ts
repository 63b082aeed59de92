import type { SimpleType, Type } from '../model/components.js';
import { keyOfMember, membersOf } from '../model/members.js';
import type { Enumeration, JsonValue, Model } from '../model/model.js';
import { prefixedName } from '../model/names.js';

/** What is wrong with a value of a type, or undefined. */
export function problemOfType(model: Model, type: Type, value: JsonValue): string | undefined {
  const enumeration = model.enumerations.find((e) => e.type === prefixedName(type));
  if (enumeration !== undefined) return problemOfEnumeration(enumeration, value);
  if (type.kind === 'simple') return problemOfSimple(model, type, value);
  if (type.content.kind === 'simple' && typeof value !== 'object') return problemOfSimple(model, type.content.type, value);
  if (type.content.kind === 'elements' && type.content.mixed) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${text(value)} is not an object of ${prefixedName(type) ?? 'its type'}`;
  const members = new Map(membersOf(type).map((m) => [keyOfMember(m), m]));
  return first(Object.entries(value), ([name, v]) => {
    const member = members.get(name);
    if (member === undefined) return `${prefixedName(type) ?? 'the type'} has no member "${name}"`;
    return first(member.max > 1 && Array.isArray(v) ? (v as readonly JsonValue[]) : [v], (each) => problemOfType(model, member.type, each as JsonValue));
  });
}

function problemOfEnumeration(enumeration: Enumeration, value: JsonValue): string | undefined {
  const found = enumeration.values.find((v) => v.value === value);
  if (found === undefined) return `${text(value)} is no value of ${enumeration.type}`;
  return found.reserved ? `${text(value)} of ${enumeration.type} must not be used` : undefined;
}

/** Built-in type → the JSON value that carries it (TS-0004 8.4.2); every other one is a string. */
const jsonKinds: ReadonlyMap<string, 'boolean' | 'number' | 'integer'> = new Map([
  ['boolean', 'boolean'],
  ...['decimal', 'float', 'double'].map((name) => [name, 'number'] as const),
  ...['integer', 'nonPositiveInteger', 'negativeInteger', 'long', 'int', 'short', 'byte', 'nonNegativeInteger'].map((name) => [name, 'integer'] as const),
  ...['unsignedLong', 'unsignedInt', 'unsignedShort', 'unsignedByte', 'positiveInteger'].map((name) => [name, 'integer'] as const),
]);

function problemOfSimple(model: Model, type: SimpleType, value: JsonValue): string | undefined {
  if (type.variety === 'union') {
    const problems = (type.memberTypes ?? []).map((member) => problemOfType(model, member, value));
    return problems.some((p) => p === undefined) ? undefined : problems[0];
  }
  if (type.variety === 'list') {
    if (!Array.isArray(value)) return `${text(value)} is not a list`;
    return first(value as readonly JsonValue[], (v) => (type.itemType === undefined ? undefined : problemOfType(model, type.itemType, v)));
  }
  if (type.builtin === 'anySimpleType') return undefined;
  const kind = jsonKinds.get(type.builtin) ?? 'string';
  const fits = kind === 'integer' ? Number.isInteger(value) : typeof value === kind;
  if (!fits) return `${text(value)} is not of ${prefixedName(type) ?? `xs:${type.builtin}`}, which is a JSON ${kind}`;
  return problemOfFacets(type, value);
}

function problemOfFacets({ facets, name, builtin }: SimpleType, value: JsonValue): string | undefined {
  const what = `${text(value)} is not of ${name?.local ?? builtin}`;
  if (facets.enumeration !== undefined && !facets.enumeration.some((e) => e.value === String(value))) return `${what}: not one of its values`;
  if (typeof value === 'number') {
    const within = (bound: string | undefined, holds: (limit: number) => boolean): boolean => bound === undefined || holds(Number(bound));
    const inRange =
      within(facets.minInclusive, (limit) => value >= limit) &&
      within(facets.maxInclusive, (limit) => value <= limit) &&
      within(facets.minExclusive, (limit) => value > limit) &&
      within(facets.maxExclusive, (limit) => value < limit);
    return inRange ? undefined : `${what}: out of range`;
  }
  if (typeof value !== 'string') return undefined;
  const length = [...value].length;
  const fits = length >= (facets.length ?? facets.minLength ?? 0) && length <= (facets.length ?? facets.maxLength ?? Infinity);
  return fits ? undefined : `${what}: wrong length`;
}

/** A value as a message shows it. */
export const text = (value: JsonValue | undefined): string => JSON.stringify(value);

/** The first problem that any of the items has. */
export function first<T>(items: readonly T[], problem: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = problem(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
