import { chunks, record, type JsonSchemaObject } from './schema.js';

/** Compilers nest one level for each branch of a `oneOf`, and take time that grows with the square of their number. */
const branches = 50;

/** Exactly one member of these names. Many are asked by groups: which group is there, and which of the group. */
export function exactlyOneOf(names: readonly string[]): JsonSchemaObject {
  if (names.length <= branches) return { oneOf: names.map((name) => ({ required: [name] })) };
  const groups = chunks(names, Math.max(branches, Math.ceil(names.length / branches)));
  return { oneOf: groups.map(anyOfThem), allOf: groups.map((group) => ({ anyOf: [{ not: anyOfThem(group) }, exactlyOneOf(group)] })) };
}

/** A member of one of these names, others beside it or not. */
const anyOfThem = (names: readonly string[]): JsonSchemaObject =>
  names.length === 1 ? { required: names } : { not: { propertyNames: { not: { enum: names } } } };

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

/** The members of exactly one group, whole: one member stands for each, and asks for the others as they ask for it. */
export function oneOfTheseGroups({ groups, orNone }: Groups): JsonSchemaObject {
  const needs = groups.flatMap(({ required: [first, ...others], optional }): [string, readonly string[]][] => [
    ...(others.length > 0 ? [[first!, others] as [string, readonly string[]]] : []),
    ...[...others, ...optional].map((name): [string, readonly string[]] => [name, [first!]]),
  ]);
  const together = chunks(needs, branches).map((some) => ({ dependentRequired: record(some) }));
  const heads = groups.map(({ required }) => required[0]!);
  const one = exactlyOneOf(heads);
  return { allOf: [orNone ? { anyOf: [{ not: anyOfThem(heads) }, one] } : one, ...together] };
}
