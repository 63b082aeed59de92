/** What the Hosting CSE stores (TS-0001 9.6): resources, and the JSON values of their attributes. */

/** A value as it stands on the wire (TS-0004 8.4): lists are arrays, enumerations are numbers, timestamps are strings. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/**
 * Attributes by long name. Names may come from an Originator, `__proto__` included: test for presence with `Object.hasOwn`, and build
 * with {@link attributesOf}, whose result has no prototype.
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

/** An object without prototype, from one or more others; the later ones win. */
export function attributesOf(...parts: readonly Attributes[]): Attributes {
  const merged: Record<string, JsonValue> = Object.create(null) as Record<string, JsonValue>;
  for (const part of parts) for (const name of Object.keys(part)) merged[name] = part[name] as JsonValue;
  return merged;
}

/** The value of an own attribute; inherited names such as `constructor` are absent. */
export function attribute(attributes: Attributes, name: string): JsonValue | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
