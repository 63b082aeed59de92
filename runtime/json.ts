/** Values from outside, made safe: JSON and nothing else, of bounded depth, and nobody else's to change. */

import { refused } from './errors.js';
import { bareObject, isBare, type Attributes, type JsonValue } from './resource.js';

/** No value of the standard comes near; deeper ones would only exhaust the stack of whoever walks them. */
const DEEPEST = 64;

/** A JSON object, as opposed to an array, null or an instance of a class. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return isBare(prototype) || prototype === Object.prototype;
}

/**
 * A copy that inherits nothing, at no depth. Members that are undefined are left out.
 * @param room how deep the value may be nested; unbounded for what has been taken in before
 * @throws RequestError BAD_REQUEST for what JSON cannot say (functions, NaN, cycles, instances of classes) and for too deep a nesting
 */
export function jsonCopy(value: unknown, room = DEEPEST): JsonValue {
  if (room < 0) throw refused('BAD_REQUEST', `The content is nested more than ${DEEPEST} deep.`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) {
    const list: JsonValue[] = [];
    for (const item of value as readonly unknown[]) list.push(jsonCopy(item, room - 1));
    // An array that has grown has room for 16 more, which most lists that are kept never have.
    return list.slice();
  }
  if (!isObject(value))
    throw refused('BAD_REQUEST', `${typeof value === 'number' ? String(value) : `A ${typeof value}`} is not a JSON value.`);
  const copy = bareObject();
  for (const name of Object.keys(value)) if (value[name] !== undefined) copy[name] = jsonCopy(value[name], room - 1);
  return copy satisfies Attributes;
}
