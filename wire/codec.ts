/** Bodies with long names ↔ bodies with short names: resources, primitives and notifications. */

import { WireError } from './diagnostic.js';
import type { JsonObject } from './json-value.js';
import { isObject } from './json-value.js';
import type { WireTables } from './tables.js';
import { translate } from './translate.js';
import type { KnownPrimitive, KnownResource, LongBody, OtherType, StandardTypes, Types, WireBody } from './types.js';
import { unknownName, unknownType } from './unknown.js';
import type { NameForm } from './vocabulary.js';
import type { NameOverrides } from './name-overrides.js';
import { structureOf, vocabularyOf } from './vocabulary.js';

export interface CodecOptions {
  /** Your own names and numbers in place of the provisional ones. The same object for every call: it is looked at once. */
  readonly names?: NameOverrides;
  /** Attributes and members that do not exist: refused (by `encode`, unless told otherwise), or kept as they are (by `decode`). */
  readonly unknown?: 'keep' | 'refuse';
}

// The compiler explains a call that fits none by the last one: parts of resources, which allow the most.

/**
 * Long names → the short ones of the wire (TS-0004 8.2). The body of a resource stands alone; a notification and the content of a
 * primitive in their root element. What comes back is a copy; `decode` of it is what was given.
 * @throws {WireError} when the type is none or the body no object; when a name is unknown, unless those are kept; and always when an
 * unknown name is the short one of another, since the result could not be told from a body that has the other.
 */
export interface Encode<S extends Types = StandardTypes> {
  <T extends string>(type: OtherType<T, S>, body: JsonObject, options?: CodecOptions): JsonObject;
  <T extends KnownPrimitive>(type: T, body: S['primitives'][T]['long'], options?: CodecOptions): S['primitives'][T]['wire'];
  <T extends KnownResource<S>>(type: T, body: LongBody<T, 'full', S>, options?: CodecOptions): WireBody<T, 'full', S>;
  <T extends KnownResource<S>>(type: T, body: LongBody<T, 'create', S>, options?: CodecOptions): WireBody<T, 'create', S>;
  <T extends KnownResource<S>>(type: T, body: LongBody<T, 'update', S>, options?: CodecOptions): WireBody<T, 'update', S>;
  <T extends KnownResource<S>>(type: T, body: LongBody<T, 'partial', S>, options?: CodecOptions): WireBody<T, 'partial', S>;
}

/** Short names → the long ones of the specification; the inverse of {@link Encode}, with the same errors. */
export interface Decode<S extends Types = StandardTypes> {
  <T extends string>(type: OtherType<T, S>, body: JsonObject, options?: CodecOptions): JsonObject;
  <T extends KnownPrimitive>(type: T, body: S['primitives'][T]['wire'], options?: CodecOptions): S['primitives'][T]['long'];
  <T extends KnownResource<S>>(type: T, body: WireBody<T, 'full', S>, options?: CodecOptions): LongBody<T, 'full', S>;
  <T extends KnownResource<S>>(type: T, body: WireBody<T, 'create', S>, options?: CodecOptions): LongBody<T, 'create', S>;
  <T extends KnownResource<S>>(type: T, body: WireBody<T, 'update', S>, options?: CodecOptions): LongBody<T, 'update', S>;
  <T extends KnownResource<S>>(type: T, body: WireBody<T, 'partial', S>, options?: CodecOptions): LongBody<T, 'partial', S>;
}

/** `encode` for a specification. Who sends a name that nobody knows has misspelt it, as a rule: it is refused. */
export const bindEncode = <S extends Types = StandardTypes>(tables: () => WireTables): Encode<S> =>
  ((type: string, body: JsonObject, options: CodecOptions = {}) => translated(tables(), type, body, 'wire', { unknown: 'refuse', ...options })) as unknown as Encode<S>;

/** `decode` for a specification. A receiver lives with names that it does not know. */
export const bindDecode = <S extends Types = StandardTypes>(tables: () => WireTables): Decode<S> =>
  ((type: string, body: JsonObject, options: CodecOptions = {}) => translated(tables(), type, body, 'long', { unknown: 'keep', ...options })) as unknown as Decode<S>;

function translated(tables: WireTables, type: string, body: JsonObject, to: NameForm, { names, unknown: policy }: CodecOptions): JsonObject {
  const vocabulary = vocabularyOf(tables, names);
  const structure = structureOf(type, vocabulary);
  if (structure === undefined) throw new WireError([unknownType(type, vocabulary)]);
  if (!isObject(body)) throw new WireError([{ code: 'WIRE_ROOT', message: `the body of a ${type} is an object`, path: [] }]);
  const { value, unknown } = translate(body, structure, to, vocabulary);
  const refused = unknown.filter(({ kept }) => !kept || policy === 'refuse');
  if (refused.length > 0) throw new WireError(refused.map((name) => unknownName(name, to)));
  return value;
}
