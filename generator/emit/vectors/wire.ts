import type { Type } from '../../model/components.js';
import { keyOfMember, membersOf } from '../../model/members.js';
import type { Attribute, JsonValue, Model } from '../../model/model.js';
import { memberName } from '../schemas/representation.js';
import type { JsonObject } from './sample.js';

/** Gives payloads short names; keys that are no attributes of the resource stay as they are. */
export function toWire(model: Model, attributes: readonly Attribute[]): (payload: JsonObject) => JsonObject {
  const byName = new Map(attributes.map((a) => [a.name, a]));
  return (payload) =>
    mapEntries(payload, (name, value) => {
      const attribute = byName.get(name);
      return attribute === undefined ? [name, value] : [attribute.shortName, renamed(model, attribute.type.type, value)];
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
