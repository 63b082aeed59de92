import type { JsonValue, Resource } from '../../model/model.js';
import type { Row } from '../json/rows.js';
import type { ResourceVectors, ValidVector } from './resource-vectors.js';
import type { JsonObject } from './sample.js';

/** A payload in both name forms. */
type Payload = Pick<ValidVector, 'long' | 'wire'>;

const nothing: Payload = { long: {}, wire: {} };

/**
 * The payloads of one operation as what each has and lacks in comparison with the least of them; short names stand there only
 * where they are more than those of attributes, which stand once at the head of the file.
 */
export function differences(resource: Resource, { valid, invalid }: ResourceVectors): { readonly base: Row; readonly valid: readonly Row[]; readonly invalid: readonly Row[] } {
  const shortNames = shortNamesOf(resource);
  const base = valid[0] ?? nothing;
  const row = (payload: Payload, from: Payload): Row => difference(shortNames, payload, from);
  return {
    base: row(base, nothing),
    valid: valid.map((vector) => ({ name: vector.name, ...row(vector, base) })),
    invalid: invalid.map((vector) => ({ name: vector.name, rule: vector.rule, attribute: vector.attribute, statusCode: vector.statusCode, ...row(vector, base) })),
  };
}

export const shortNamesOf = ({ attributes }: Resource): { readonly [name: string]: string } =>
  Object.fromEntries(attributes.filter(({ name, shortName }) => name !== shortName).map(({ name, shortName }) => [name, shortName]));

function difference(shortNames: { readonly [name: string]: string }, payload: Payload, base: Payload): Row {
  const without = Object.keys(base.long).filter((key) => !Object.hasOwn(payload.long, key));
  const long = changes(payload.long, base.long);
  const wire = changes(payload.wire, base.wire);
  const renamed = Object.fromEntries(Object.entries(long).map(([name, value]) => [Object.hasOwn(shortNames, name) ? shortNames[name]! : name, value]));
  return {
    ...(without.length > 0 && { without }),
    ...(Object.keys(long).length > 0 && { with: long }),
    ...(textOf(renamed) !== textOf(wire) && { wire }),
  };
}

/** Own members throughout: one of the unknown names is `__proto__`. */
const changes = (payload: JsonObject, base: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(payload).filter(([key, value]) => !Object.hasOwn(base, key) || textOf(base[key]) !== textOf(value)));

const textOf = (value: JsonValue | undefined): string => JSON.stringify(value ?? null);
