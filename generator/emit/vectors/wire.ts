import type { Type } from '../../model/components.js';
import { keyOfMember, membersOf } from '../../model/members.js';
import type { Attribute, JsonValue, Model } from '../../model/model.js';
import { oncePer } from '../../once-per.js';
import { memberName } from '../schemas/representation.js';
import type { JsonObject } from './sample.js';

/** Gives payloads short names; keys that are no attributes of the resource stay as they are. */
export function toWire(model: Model, attributes: readonly Attribute[]): (payload: JsonObject) => JsonObject {
  // Payloads of a resource type have most of their values in common.
  const byName = new Map(attributes.map(({ name, shortName, type: { type } }) => [name, { shortName, renamedOnce: oncePer((value) => renamed(model, type, value as JsonValue)) }]));
  return (payload) =>
    mapEntries(payload, (name, value) => {
      const named = byName.get(name);
      if (named === undefined) return [name, value];
      return [named.shortName, typeof value === 'object' && value !== null ? named.renamedOnce(value) : value];
    });
}

/** Renames the members of complex types, however deep; values are left alone. */
function renamed(model: Model, type: Type, value: JsonValue): JsonValue {
  if (type.kind === 'simple' || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => renamed(model, type, item));
  const members = new Map(membersOf(type).map((m) => [keyOfMember(m), m]));
  return mapEntries(value as JsonObject, (name, inner) => {
    const member = members.get(name);
    return member === undefined ? [name, inner] : [member.kind === 'text' ? name : memberName(model, 'wire', name), renamed(model, member.type, inner)];
  });
}

const mapEntries = (object: JsonObject, map: (name: string, value: JsonValue) => readonly [string, JsonValue]): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => map(name, value)));
