/**
 * Names at the edge (TS-0004 8.2): requests carry short names, everything inside the runtime has the long ones of the specification.
 * All names come from the tables of the specification, provisional ones included; wire/ knows where which name applies.
 */

import { StatusCode } from '../generated/tables/status-codes.js';
import { isResource, translate, type UnknownName } from '../wire/translate.js';
import { elementName, structureOf, vocabularyOf, type NameForm } from '../wire/vocabulary.js';
import type { Violation } from './access/violation.js';
import { RequestError } from './errors.js';
import { bareObject, type Attributes, type JsonValue } from './resource.js';
import { derived } from './specification.js';

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
  const root = rootNamed(name);
  if (root === undefined) throw unfit(`${JSON.stringify(name.slice(0, 80))} is no root element of a resource`);
  if (!isObject(body)) throw unfit(`${name} must be an object of attributes`);
  return { type: root.type, form: root.forms[0], body };
}

/** A resource type, and the forms in which a root element has its name. */
interface NamedRoot {
  readonly type: string;
  readonly forms: readonly [NameForm, NameForm?];
}

/** The resource type that a root element stands for; undefined: none. */
export const rootNamed = (name: string): NamedRoot | undefined => namedRoots().get(name);

const namedRoots = derived((of): ReadonlyMap<string, NamedRoot> => {
  const { elements } = vocabularyOf(of.vocabulary);
  const rootOf = (name: string): NamedRoot | undefined => {
    const [short, long] = [elements.wire.get(name), elements.long.get(name)];
    if (short !== undefined && isResource(short)) return { type: short.long, forms: short === long ? ['wire', 'long'] : ['wire'] };
    return long !== undefined && isResource(long) ? { type: long.long, forms: ['long'] } : undefined;
  };
  const names = new Set([...elements.wire.keys(), ...elements.long.keys()]);
  return new Map([...names].flatMap((name) => {
    const root = rootOf(name);
    return root === undefined ? [] : [[name, root] as const];
  }));
});

/** The root element of a resource: `m2m:swcm`, or one of another namespace, `my:parkingSpace`. */
export function rootName(type: string, form: NameForm): string {
  const root = vocabulary().roots.long.get(type);
  return root === undefined ? `m2m:${type}` : elementName(root, form);
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
      message: `${path.join('/')} is a long name among short ones: give each in its short form`,
      clause: 'TS-0004 8.2',
    }));

const vocabulary = derived((of) => vocabularyOf(of.vocabulary));

function renamed(type: string, body: Attributes, to: NameForm): Translation {
  const known = vocabulary();
  const { value, unknown } = translate(body, structureOf(type, known) ?? known.unlisted, to, known, bareObject);
  return { attributes: value, unknown: unknown.map(({ path, kept }) => ({ path, kept })) };
}

const isObject = (value: JsonValue | undefined): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unfit = (message: string): RequestError =>
  new RequestError(StatusCode.BAD_REQUEST, message, [
    { statusCode: StatusCode.BAD_REQUEST, rule: 'content', message, clause: 'TS-0004 7.3.3.3, 7.3.3.4' },
  ]);
