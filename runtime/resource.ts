/** What the Hosting CSE stores (TS-0001 9.6): resources, and the JSON values of their attributes. */

/** A value as it stands on the wire (TS-0004 8.4): lists are arrays, enumerations are numbers, timestamps are strings. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/**
 * Attributes by long name. Names may come from an Originator, `__proto__` included: test for presence with `Object.hasOwn`, and build
 * with {@link attributesOf}, whose result inherits nothing.
 */
export type Attributes = Readonly<Record<string, JsonValue>>;

export interface Resource {
  /** resourceID: unstructured and relative to the CSE (TS-0001 7.2). */
  readonly id: string;
  /** Long name of the resource type, or of the specialization: `softwareCampaign`, `software`, … */
  readonly type: string;
  /** resourceName: unique among the children of one parent. */
  readonly name: string;
  /** parentID; null for the CSEBase only. */
  readonly parent: string | null;
  /** AE-ID or CSE-ID on whose behalf the resource was created. */
  readonly creator: string;
  /** All further attributes; those that are fields above are not repeated. */
  readonly attributes: Attributes;
}

/**
 * What objects of attributes inherit: nothing, as if they had no prototype. Engines keep those that really have none as hash tables,
 * which take five times the time and the memory.
 */
const nothing: unknown = Object.freeze(Object.create(null));

function Bare(): void {
  // Made with `new`, for the sake of its prototype.
}
Bare.prototype = nothing;

/** An empty object that inherits nothing: a member named `__proto__` is one like any other. */
export const bareObject = (): Record<string, JsonValue> => new (Bare as unknown as new () => Record<string, JsonValue>)();

/** Whether objects with this prototype inherit nothing. */
export const isBare = (prototype: unknown): boolean => prototype === null || prototype === nothing;

/** An object that inherits nothing, from one or more others; the later ones win. */
export function attributesOf(...parts: readonly Attributes[]): Attributes {
  const merged = bareObject();
  for (const part of parts) for (const name of Object.keys(part)) merged[name] = part[name] as JsonValue;
  return merged;
}

/** Attributes as a change leaves them: null deletes. */
export function changed(before: Attributes, patch: Attributes): Attributes {
  const after = bareObject();
  for (const name of Object.keys(before)) if (!Object.hasOwn(patch, name) && before[name] !== null) after[name] = before[name] as JsonValue;
  for (const name of Object.keys(patch)) if (patch[name] !== null) after[name] = patch[name] as JsonValue;
  return after;
}

/** The value of an own attribute; inherited names such as `constructor` are absent. */
export function attribute(attributes: Attributes, name: string): JsonValue | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Member by member: what is spread is kept in two pieces, and a store is made of these. */
export const withAttributes = ({ id, type, name, parent, creator }: Resource, attributes: Attributes): Resource => ({ id, type, name, parent, creator, attributes });

/** The texts of an attribute that is a list of them; none where it is absent. */
export function listIn(attributes: Attributes, name: string): readonly string[] {
  const list = attribute(attributes, name);
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}
