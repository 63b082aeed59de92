/** What an attribute is when nobody has given it (TS-0004 7.3.3.5). */

import type { Attributes, JsonValue } from '../resource.js';
import { attribute, attributesOf as merge } from '../resource.js';
import { attributeRows, ofEachType } from '../types.js';

/**
 * The attributes of a CREATE, completed: those that a resource always has (multiplicity 1) and that the request lacks have their
 * default, whoever may write them. Optional ones are not created (TS-0004 7.3.3.5); what they mean until then says {@link valueOrDefault}.
 */
export function withDefaults(type: string, attributes: Attributes): Attributes {
  return merge(alwaysThere(type), attributes);
}

/** Shared by all resources: values are immutable. */
const alwaysThere = ofEachType((type): Attributes => {
  const rows = [...attributeRows(type).values()].filter((row) => row.default !== undefined && !row.optional);
  return Object.fromEntries(rows.map(({ name, default: value }) => [name, frozen(structuredClone(value) as JsonValue)]));
});

function frozen(value: JsonValue): JsonValue {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** The value of an attribute, or the one that its absence stands for: execMode is once as long as nobody says otherwise. */
export function valueOrDefault(type: string, attributes: Attributes, name: string): JsonValue | undefined {
  const row = attributeRows(type).get(name);
  return attribute(attributes, name) ?? (row?.default as JsonValue | undefined);
}
