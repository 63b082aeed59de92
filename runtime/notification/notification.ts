/** Notifications as they go out (TS-0004 7.5.1.1): in their root element, under the names of a form. */

import { memberNames } from '../../generated/tables/names.js';
import { jsonCopy } from '../json.js';
import { rootName, rootNamed, toWire, type NameForm } from '../names.js';
import { attributesOf, type Attributes, type JsonValue } from '../resource.js';

/** What somebody is told: one notification, several at once, or the response to a non-blocking request, which is encoded already. */
export type Told = (
  | { readonly notification: Attributes }
  | { readonly aggregated: readonly Attributes[] }
  | { readonly response: Attributes }
) & {
  /** Event Category: m2m:stdEventCats, or one of the service provider's own (TS-0001 9.6.8, notificationEventCat and latestNotify). */
  readonly category?: number;
};

/**
 * Encodes notifications. What several have in common is encoded once: a representation that goes to all subscribers of one event, and
 * the items of a long list that did not change since the last one, such as the entries of a campaign with many targets. The values of
 * the store are immutable, so that the same object has the same encoding; nobody can change what comes back.
 */
export function notificationEncoder(form: NameForm): (told: Told) => Attributes {
  const encode = representationEncoder(form);
  const inForm = (name: string): string => (form === 'wire' ? (memberNames.toShort.get(name) ?? name) : name);
  /** Only the representation has attributes of a resource in it; everything around it are members. */
  const toMembers = (members: Attributes): Attributes =>
    attributesOf(
      ...Object.entries(members).map(([name, value]): Attributes => {
        const named = inForm(name);
        if (name === 'representation') return { [named]: encode(value as Attributes) };
        const isObjectValue = typeof value === 'object' && value !== null && !Array.isArray(value);
        return { [named]: isObjectValue ? toMembers(value as Attributes) : jsonCopy(value, Infinity) };
      }),
    );
  const root = (long: string): string => `m2m:${inForm(long)}`;
  return (told) => {
    if ('notification' in told) return frozen({ [root('notification')]: toMembers(told.notification) });
    // Inside, a notification is a local element (TS-0004 6.3.5.12), and has no prefix (8.4.2, rule 3).
    if ('aggregated' in told) return frozen({ [root('aggregatedNotification')]: { [inForm('notification')]: told.aggregated.map(toMembers) } });
    return frozen({ 'm2m:rsp': jsonCopy(told.response, Infinity) });
  };
}

/** Shorter lists cost less than to remember them. */
const LONG = 64;

function representationEncoder(form: NameForm): (representation: Attributes) => Attributes {
  const representations = new WeakMap<Attributes, Attributes>();
  /** Items by attribute, and the last list of each, of which the next one mostly has the same items in the same places. */
  const items = new Map<string, WeakMap<Attributes, JsonValue>>();
  const lists = new Map<string, { readonly list: readonly JsonValue[]; readonly encoded: readonly JsonValue[] }>();

  const bodyOf = (type: string, body: Attributes): Attributes => (form === 'wire' ? toWire(type, body).attributes : body);
  const listOf = (type: string, name: string, list: readonly JsonValue[]): JsonValue => {
    const key = `${type} ${name}`;
    const known = items.get(key) ?? new WeakMap<Attributes, JsonValue>();
    items.set(key, known);
    const last = lists.get(key);
    const encoded = list.map((item, index) => {
      if (typeof item !== 'object' || item === null) return item;
      if (last !== undefined && last.list[index] === item) return last.encoded[index] as JsonValue;
      const present = known.get(item as Attributes);
      if (present !== undefined) return present;
      const [one] = Object.values(bodyOf(type, { [name]: [item] }))[0] as readonly JsonValue[];
      const copy = frozen(jsonCopy(one as JsonValue, Infinity));
      known.set(item as Attributes, copy);
      return copy;
    });
    lists.set(key, { list, encoded });
    return Object.freeze(encoded);
  };
  const resource = (type: string, body: Attributes): Attributes => {
    const isLong = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value) && value.length >= LONG;
    const long = Object.keys(body).filter((name) => isLong(body[name]));
    const empty = long.map((name): [string, JsonValue] => [name, []]);
    const encoded = long.map((name): [string, JsonValue] => {
      const [named = name] = Object.keys(bodyOf(type, { [name]: [] }));
      return [named, listOf(type, name, body[name] as readonly JsonValue[])];
    });
    const rest = jsonCopy(bodyOf(type, attributesOf(body, Object.fromEntries(empty))), Infinity) as Attributes;
    return attributesOf(rest, Object.fromEntries(encoded));
  };
  /** What is no resource has members alone, at one level. */
  const members = (value: JsonValue | undefined): JsonValue => {
    if (form === 'long' || typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
    return attributesOf(Object.fromEntries(Object.entries(value as Attributes).map(([name, each]) => [memberNames.toShort.get(name) ?? name, each])));
  };
  const made = (representation: Attributes): Attributes => {
    const [root, body] = Object.entries(representation)[0] ?? ['', null];
    const type = rootNamed(root)?.type;
    if (type !== undefined) return { [rootName(type, form)]: resource(type, body as Attributes) };
    const name = root.slice('m2m:'.length);
    return { [`m2m:${form === 'long' ? name : (memberNames.toShort.get(name) ?? name)}`]: members(body) };
  };
  return (representation) => {
    const encoded = representations.get(representation) ?? frozen(made(representation));
    representations.set(representation, encoded);
    return encoded;
  };
}

/** What is frozen is so to the bottom. */
function frozen<T extends JsonValue>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Array.isArray(value) ? (value as readonly JsonValue[]) : Object.values(value)) frozen(part);
  return Object.freeze(value);
}
