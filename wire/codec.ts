/** Bodies with long names ↔ bodies with short names: resources, primitives and notifications. */

import type { KnownResource } from '../generated/types/index.js';
import type { WireDiagnostic } from './diagnostic.js';
import { WireError } from './diagnostic.js';
import type { JsonObject } from './json-value.js';
import { isObject, quoted } from './json-value.js';
import { nearest } from './nearest.js';
import type { UnknownName } from './translate.js';
import { translate } from './translate.js';
import type { KnownPrimitive, LongBody, OtherType, PrimitiveBodies, WireBody } from './types.js';
import type { NameForm, NameOverrides, Structure, Vocabulary } from './vocabulary.js';
import { vocabularyOf } from './vocabulary.js';

export interface CodecOptions {
  /** Your own names and numbers in place of the provisional ones. The same object for every call: it is looked at once. */
  readonly names?: NameOverrides;
  /** Attributes and members that do not exist: kept as they are (the default), or refused. */
  readonly unknown?: 'keep' | 'refuse';
}

// The compiler explains a call that fits none by the last one: parts of resources, which allow the most.

/**
 * Long names → the short ones of the wire (TS-0004 8.2). The body of a resource stands alone; a notification and the content of a
 * primitive in their root element. What comes back is a copy; `decode` of it is what was given.
 * @throws {WireError} when the type is none or the body no object; when a name is unknown and those are refused; and always when an unknown
 * name is the short one of another, since the result could not be told from a body that has the other.
 */
export function encode<T extends string>(type: OtherType<T>, body: JsonObject, options?: CodecOptions): JsonObject;
export function encode<T extends KnownPrimitive>(type: T, body: PrimitiveBodies[T]['long'], options?: CodecOptions): PrimitiveBodies[T]['wire'];
export function encode<T extends KnownResource>(type: T, body: LongBody<T, 'full'>, options?: CodecOptions): WireBody<T, 'full'>;
export function encode<T extends KnownResource>(type: T, body: LongBody<T, 'create'>, options?: CodecOptions): WireBody<T, 'create'>;
export function encode<T extends KnownResource>(type: T, body: LongBody<T, 'update'>, options?: CodecOptions): WireBody<T, 'update'>;
export function encode<T extends KnownResource>(type: T, body: LongBody<T, 'partial'>, options?: CodecOptions): WireBody<T, 'partial'>;
export function encode(type: string, body: unknown, options: CodecOptions = {}): unknown {
  return translated(type, body as JsonObject, 'wire', options);
}

/** Short names → the long ones of the specification; the inverse of {@link encode}, with the same errors. */
export function decode<T extends string>(type: OtherType<T>, body: JsonObject, options?: CodecOptions): JsonObject;
export function decode<T extends KnownPrimitive>(type: T, body: PrimitiveBodies[T]['wire'], options?: CodecOptions): PrimitiveBodies[T]['long'];
export function decode<T extends KnownResource>(type: T, body: WireBody<T, 'full'>, options?: CodecOptions): LongBody<T, 'full'>;
export function decode<T extends KnownResource>(type: T, body: WireBody<T, 'create'>, options?: CodecOptions): LongBody<T, 'create'>;
export function decode<T extends KnownResource>(type: T, body: WireBody<T, 'update'>, options?: CodecOptions): LongBody<T, 'update'>;
export function decode<T extends KnownResource>(type: T, body: WireBody<T, 'partial'>, options?: CodecOptions): LongBody<T, 'partial'>;
export function decode(type: string, body: unknown, options: CodecOptions = {}): unknown {
  return translated(type, body as JsonObject, 'long', options);
}

function translated(type: string, body: JsonObject, to: NameForm, { names, unknown: policy = 'keep' }: CodecOptions): JsonObject {
  const vocabulary = vocabularyOf(names);
  const structure = structureOf(type, vocabulary);
  if (structure === undefined) throw new WireError([unknownType(type, vocabulary)]);
  if (!isObject(body)) throw new WireError([{ code: 'WIRE_ROOT', message: `the body of a ${type} is an object`, path: [] }]);
  const { value, unknown } = translate(body, structure, to, vocabulary);
  const refused = unknown.filter(({ kept }) => !kept || policy === 'refuse');
  if (refused.length > 0) throw new WireError(refused.map((name) => unknownName(name, to)));
  return value;
}

/** The bodies of a type by its long name; all names of attributes where only the name of the type is known. */
export function structureOf(type: string, vocabulary: Vocabulary): Structure | undefined {
  const name = type === 'notification' || type === 'primitiveContent' ? 'm2m:primitiveContent' : type;
  return name.includes(':') && name === type ? undefined : (vocabulary.structures.get(name) ?? vocabulary.roots.long.get(type)?.inside);
}

export const unknownType = (type: string, vocabulary: Vocabulary): WireDiagnostic => ({
  code: 'WIRE_UNKNOWN_TYPE',
  message: `${quoted(type)} is no resource type or primitive`,
  path: [],
  ...hintOf(vocabulary.roots.wire.get(type)?.long ?? nearest(type, vocabulary.roots.long.keys())),
});

const hintOf = (name: string | undefined): { readonly hint?: string } => (name === undefined ? {} : { hint: `did you mean "${name}"?` });

/** An unknown name as a diagnostic; `to` is the form that it has no place in. */
export function unknownName({ path, kept }: UnknownName, to: NameForm): WireDiagnostic {
  const where = path.join('/');
  if (kept) return { code: 'WIRE_UNKNOWN_MEMBER', message: `unknown attribute or member ${quoted(where)}`, path };
  const other = to === 'long' ? 'long names among short ones' : 'short names among long ones';
  const hint = `give every name in its ${to === 'long' ? 'short' : 'long'} form`;
  return { code: 'WIRE_NAME_COLLISION', message: `${where} stands for something else in the other form: ${other}`, path, hint };
}
