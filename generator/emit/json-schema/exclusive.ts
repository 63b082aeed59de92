import { chunks, type JsonSchemaObject } from './schema.js';

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
