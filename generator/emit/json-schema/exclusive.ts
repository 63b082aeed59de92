import { memberKeywords } from './portions.js';
import { anyOf, chunks, record, type JsonSchema, type JsonSchemaObject } from './schema.js';

/** Compilers nest one level for each branch of a `oneOf`, and take time that grows with the square of their number. */
const branches = 50;

/** Names of which some are defined together, since several types have them. */
export interface Exclusive {
  readonly names: readonly string[];
  readonly shared: readonly SharedNames[];
}

export interface SharedNames {
  /** Any of these names, */
  readonly names: JsonSchema;
  /** and exactly one of them. */
  readonly one: () => JsonSchemaObject;
  /** None of them, but for empty arrays. */
  readonly none: () => JsonSchemaObject;
}

/** Exactly one member of these names. Many are asked by groups: which group is there, and which of the group. */
export function exactlyOne({ names, shared }: Exclusive): JsonSchemaObject {
  if (shared.length === 0 && names.length <= branches) return { oneOf: names.map((name) => ({ required: [name] })) };
  const groups = chunks(names, Math.max(branches, Math.ceil(names.length / branches))).map((group) => ({
    any: anyOfThem({ names: group, shared: [] }),
    one: exactlyOne({ names: group, shared: [] }),
  }));
  const all = [...groups, ...shared.map((group) => ({ any: anyOfThem({ names: [], shared: [group] }), one: group.one() }))];
  if (all.length === 1) return all[0]!.one;
  return { oneOf: all.map(({ any }) => any), allOf: all.map(({ any, one }) => ({ anyOf: [{ not: any }, one] })) };
}

/** A member of one of these names, others beside it or not. */
export function anyOfThem(them: Exclusive): JsonSchemaObject {
  const { names, shared } = them;
  return shared.length === 0 && names.length === 1 ? { required: names } : { not: { propertyNames: { not: anyName(them) } } };
}

export const anyName = ({ names, shared }: Exclusive): JsonSchema => anyOf([...(names.length > 0 ? [{ enum: names }] : []), ...shared.map((group) => group.names)]);

/** The same of members that may be arrays, of which an empty one is no member. */
export function someOfThem(them: Exclusive): JsonSchemaObject {
  const none = noneOfThem(them);
  return { not: none.length === 1 ? none[0]! : { allOf: none } };
}

/** What all of them are where none is there. */
export const noneOfThem = ({ names, shared }: Exclusive): readonly JsonSchemaObject[] => [...(names.length > 0 ? [noneOf(names)] : []), ...shared.map((group) => group.none())];

export const empty: JsonSchemaObject = { type: 'array', maxItems: 0 };

export const noneOf = (names: readonly string[]): JsonSchemaObject => memberKeywords(names.map((name) => [name, empty]));

/** Members that occur together or not at all. */
export interface Group {
  readonly required: readonly string[];
  /** Only beside the others. */
  readonly optional: readonly string[];
}

export interface Groups {
  readonly groups: readonly Group[];
  /** Members of no group at all will do. */
  readonly orNone: boolean;
}

/** The members of exactly one group, whole: one member, its head, stands for each, and asks for the others as they ask for it. */
export function oneOfTheseGroups({ groups, orNone }: Groups, heads: Exclusive): JsonSchemaObject {
  const needs = groups.flatMap(({ required: [first, ...others], optional }): [string, readonly string[]][] => [
    ...(others.length > 0 ? [[first!, others] as [string, readonly string[]]] : []),
    ...[...others, ...optional].map((name): [string, readonly string[]] => [name, [first!]]),
  ]);
  const together = chunks(needs, branches).map((some) => ({ dependentRequired: record(some) }));
  const one = exactlyOne(heads);
  return { allOf: [orNone ? { anyOf: [{ not: anyOfThem(heads) }, one] } : one, ...together] };
}
