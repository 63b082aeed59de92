/**
 * Names at the edge (TS-0004 8.2): requests carry short names, everything inside the runtime has the long ones of the specification.
 * All names come from the generated tables, provisional ones included; this file knows where which table applies.
 */

import { attributesOf } from '../generated/tables/attributes.js';
import { attributeNames, memberNames, resourceNames } from '../generated/tables/names.js';
import { resourceNamed } from '../generated/tables/resources.js';
import { StatusCode } from '../generated/tables/status-codes.js';
import type { Violation } from './access/violation.js';
import { RequestError } from './errors.js';
import type { Attributes, JsonValue } from './resource.js';

/** Short names as on the wire, or the long ones of the specification. */
export type NameForm = 'wire' | 'long';

/** A name that has no translation. */
export interface UnknownName {
  /** Where it stands in what was given, list positions included. */
  readonly path: readonly (string | number)[];
  /**
   * True: it and its value are in the result as they came. False: they are left out, because the result would have taken the name for
   * a known one (`version` among short names).
   */
  readonly kept: boolean;
}

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
export const toLong = (type: string, body: Attributes): Translation => translate(body, scopes.long(type));

/** The body of a resource of this type with short names; the inverse of {@link toLong}. */
export const toWire = (type: string, attributes: Attributes): Translation => translate(attributes, scopes.wire(type));

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
const maxUnknown = 100;

const isObject = (value: JsonValue | undefined): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unfit = (message: string): RequestError =>
  new RequestError(StatusCode.BAD_REQUEST, message, [
    { statusCode: StatusCode.BAD_REQUEST, rule: 'content', message, clause: 'TS-0004 7.3.3.3, 7.3.3.4' },
  ]);

/** The names that objects of one kind may have, seen from the form that they come in. */
interface Scope {
  /** A name in the other form and the scope of what it holds; no scope: any JSON, to be left alone. Undefined: an unknown name. */
  readonly find: (name: string) => { readonly name: string; readonly inside: Scope | undefined } | undefined;
  /** Does this name mean something in the other form? */
  readonly isTaken: (name: string) => boolean;
}

/** The scopes of resource bodies, by type, seen from the other form than the one wanted. */
function scopesTo(wanted: NameForm): (type: string) => Scope {
  const [from, back] = wanted === 'long' ? (['toLong', 'toShort'] as const) : (['toShort', 'toLong'] as const);
  const longOf = (name: string, translated: string): string => (wanted === 'long' ? translated : name);

  /** What the members of complex types hold is again a complex type, with these exceptions. */
  const members: Scope = {
    find: (name) => {
      const translated = memberNames[from].get(name);
      if (translated === undefined) return undefined;
      return { name: translated, inside: insides.get(longOf(name, translated)) ?? members };
    },
    isTaken: (name) => memberNames[back].has(name),
  };
  /** m2m:anyArgType: the value is of any type, names in it are not ours (TS-0004 6.3.5.15). */
  const anyArg: Scope = {
    find: (name) => {
      const found = members.find(name);
      return found !== undefined && longOf(name, found.name) === 'value' ? { name: found.name, inside: undefined } : found;
    },
    isTaken: members.isTaken,
  };
  /** m2m:childResourceRef (TS-0004 6.3.5.29) has simple content: its text is `val` in both forms (8.4.2), and it has no member `value`. */
  const reference: Scope = {
    find: (name) => {
      if (name === 'val') return { name, inside: undefined };
      return name === 'value' ? undefined : members.find(name);
    },
    isTaken: (name) => name === 'val' || (name !== 'value' && members.isTaken(name)),
  };
  const insides: ReadonlyMap<string, Scope> = new Map([
    ['anyArg', anyArg],
    ['childResource', reference],
  ]);

  const known = new Map<string, Scope>();
  const resource = (type: string): Scope => {
    const existing = known.get(type);
    if (existing !== undefined) return existing;
    const rows = attributesOf(type);
    const pairs = rows === undefined ? [...attributeNames.toShort] : rows.map(({ name, shortName }) => [name, shortName] as const);
    // A retrieved resource lists its children beside its attributes (TS-0004 Annex C.1).
    pairs.push(['childResource', memberNames.toShort.get('childResource') ?? 'childResource']);
    const there = new Map(pairs.map(([long, short]) => (wanted === 'long' ? [short, long] : [long, short])));
    const here = new Set(there.values());
    // Child types that TS-0004 8.2.4 has no short name for keep the one that they have.
    const children = resourceNamed(type)?.children ?? [];
    const nameless = new Set(children.map((child) => child.type).filter((child) => !resourceNames.toShort.has(child)));
    const scope: Scope = {
      find: (name) => {
        const translated = there.get(name);
        if (translated !== undefined) return { name: translated, inside: insides.get(longOf(name, translated)) ?? members };
        // Child resources stand in their parent under their root element (TS-0004 Annex C.1).
        if (!name.startsWith(prefix)) return undefined;
        const local = name.slice(prefix.length);
        const child = resourceNames[from].get(local) ?? (nameless.has(local) ? local : undefined);
        return child === undefined ? undefined : { name: prefix + child, inside: resource(longOf(local, child)) };
      },
      isTaken: (name) => here.has(name) || (name.startsWith(prefix) && resourceNames[back].has(name.slice(prefix.length))),
    };
    if (rows !== undefined || resourceNames.toShort.has(type)) known.set(type, scope);
    return scope;
  };
  return resource;
}

const scopes: Readonly<Record<NameForm, (type: string) => Scope>> = { long: scopesTo('long'), wire: scopesTo('wire') };

/** The way to a value, as a chain: most ways are never asked for. */
interface Place {
  readonly outer: Place | undefined;
  readonly step: string | number;
}

interface Task {
  readonly source: Attributes | readonly JsonValue[];
  readonly target: Record<string, JsonValue> | JsonValue[];
  readonly scope: Scope;
  readonly place: Place | undefined;
}

/** Copies a value and translates its names; with a list of open tasks in place of recursion, so that no depth is too deep. */
function translate(body: Attributes, scope: Scope): Translation {
  const attributes = Object.create(null) as Record<string, JsonValue>;
  const unknown: UnknownName[] = [];
  const open: Task[] = [{ source: body, target: attributes, scope, place: undefined }];

  const report = (outer: Place | undefined, step: string, kept: boolean): void => {
    if (unknown.length < maxUnknown) unknown.push({ path: pathOf({ outer, step }), kept });
  };
  /** The copy of a value, to be filled by a later task where it has parts. */
  const copy = (source: JsonValue, inside: Scope | undefined, outer: Place | undefined, step: string | number): JsonValue => {
    if (typeof source !== 'object' || source === null || inside === undefined) return source;
    const target = Array.isArray(source) ? ([] as JsonValue[]) : (Object.create(null) as Record<string, JsonValue>);
    open.push({ source: source as Task['source'], target, scope: inside, place: { outer, step } });
    return target;
  };

  for (let task = open.pop(); task !== undefined; task = open.pop()) {
    const { source, target, place } = task;
    if (Array.isArray(source)) {
      const list = target as JsonValue[];
      for (let i = 0; i < source.length; i++) list.push(copy(source[i] as JsonValue, task.scope, place, i));
      continue;
    }
    const object = target as Record<string, JsonValue>;
    for (const name of Object.keys(source)) {
      const value = (source as Attributes)[name] as JsonValue;
      const found = task.scope.find(name);
      if (found !== undefined) object[found.name] = copy(value, found.inside, place, name);
      else {
        const kept = !task.scope.isTaken(name);
        report(place, name, kept);
        if (kept) object[name] = value;
      }
    }
  }
  return { attributes, unknown };
}

function pathOf(place: Place): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.outer) path.push(at.step);
  return path.reverse();
}
