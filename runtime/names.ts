/**
 * Names at the edge (TS-0004 8.2): requests carry short names, everything inside the runtime has the long ones of the specification.
 * All names come from the generated tables, provisional ones included; wire/ knows where which name applies.
 */

import { resourceNames } from '../generated/tables/names.js';
import { StatusCode } from '../generated/tables/status-codes.js';
import { translate, type UnknownName } from '../wire/translate.js';
import { standardVocabulary } from '../wire/standard.js';
import { structureOf, type NameForm } from '../wire/vocabulary.js';
import type { Violation } from './access/violation.js';
import { RequestError } from './errors.js';
import type { Attributes, JsonValue } from './resource.js';

export type { NameForm, UnknownName };

export interface Translation {
  readonly attributes: Attributes;
  /** The first hundred; empty when every name was known. */
  readonly unknown: readonly UnknownName[];
}

/** A representation in its root element: `{ 'm2m:swcm': body }`. */
export interface Root {
  /** Long name of the resource type. */
  readonly type: string;
  readonly form: NameForm;
  readonly body: Attributes;
}

/** The body of a resource of this type with long names. In linear time, however deep; the result has no prototypes. */
export const toLong = (type: string, body: Attributes): Translation => renamed(type, body, 'long');

/** The body of a resource of this type with short names; the inverse of {@link toLong}. */
export const toWire = (type: string, attributes: Attributes): Translation => renamed(type, attributes, 'wire');

/**
 * The resource type, the form and the body of a primitive's content (TS-0004 7.3.3.3, 7.3.3.4).
 * @throws {RequestError} BAD_REQUEST when the content is not one root element of a known name with an object in it.
 */
export function unwrap(content: JsonValue | undefined): Root {
  const [name, ...others] = isObject(content) ? Object.keys(content) : [];
  if (name === undefined || others.length > 0) throw unfit('the content must have one member: the representation of a resource');
  const body = (content as Attributes)[name];
  const local = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  const long = resourceNames.toLong.get(local);
  const type = long ?? (resourceNames.toShort.has(local) ? local : undefined);
  if (type === undefined) throw unfit(`${JSON.stringify(name.slice(0, 80))} is no root element of a resource`);
  if (!isObject(body)) throw unfit(`${name} must be an object of attributes`);
  return { type, form: long === undefined ? 'long' : 'wire', body };
}

/** A primitive's content: the representation of a resource in its root element, in the form that is wanted. */
export function wrap(type: string, form: NameForm, attributes: Attributes): Attributes {
  if (form === 'long') return { [prefix + type]: attributes };
  return { [prefix + (resourceNames.toShort.get(type) ?? type)]: toWire(type, attributes).attributes };
}

/**
 * Names that a translation had to leave out are attributes that the resource does not have (TS-0004 7.3.3.3, 7.3.3.4). Those that it
 * kept are for `checkAccess` to find.
 */
export const checkNames = ({ unknown }: Translation): readonly Violation[] =>
  unknown
    .filter(({ kept }) => !kept)
    .map(({ path }) => ({
      statusCode: StatusCode.BAD_REQUEST,
      attribute: String(path[0]),
      rule: 'unknown',
      message: `${path.join('/')} mixes long and short names`,
      clause: 'TS-0004 8.2',
    }));

const prefix = 'm2m:';

function renamed(type: string, body: Attributes, to: NameForm): Translation {
  const vocabulary = standardVocabulary();
  const { value, unknown } = translate(body, structureOf(type, vocabulary) ?? vocabulary.unlisted, to, vocabulary, withoutPrototype);
  return { attributes: value, unknown };
}

const withoutPrototype = (): Record<string, JsonValue> => Object.create(null) as Record<string, JsonValue>;

const isObject = (value: JsonValue | undefined): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unfit = (message: string): RequestError =>
  new RequestError(StatusCode.BAD_REQUEST, message, [
    { statusCode: StatusCode.BAD_REQUEST, rule: 'content', message, clause: 'TS-0004 7.3.3.3, 7.3.3.4' },
  ]);
