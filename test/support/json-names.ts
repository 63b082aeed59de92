import type { SchemaSet, Type } from '../../generator/model/components.js';
import type { Resource } from '../../generator/model/model.js';
import { isArray, isObject, type Json } from './json.js';
import { elementsByName } from './particles.js';

const M2M = 'http://www.onem2m.org/xml/protocols';

/** A value of the declarations with the names of JSON: members that are global elements have their prefix (TS-0004 8.4.2, rule 3). */
export function jsonNames(type: Type, value: Json, set: SchemaSet): Json {
  if (isArray(value)) return value.map((item) => jsonNames(type, item, set));
  if (!isObject(value) || type.kind === 'simple' || type.content.kind !== 'elements') return value;
  const elements = elementsByName(type.content.particle, set);
  const members = Object.entries(value).map(([name, inside]): [string, Json] => {
    const found = elements.get(name)?.element;
    return found === undefined ? [name, inside] : [found.name.namespace === M2M ? `m2m:${name}` : name, jsonNames(found.type, inside, set)];
  });
  return Object.fromEntries(members);
}

/** A representation with the long names of JSON: an attribute has no prefix, also where it is a reference to a global element. */
export function jsonOfResource({ attributes }: Resource, type: Type, value: Json, set: SchemaSet): Json {
  const inJson = new Map(attributes.map(({ name }) => [`m2m:${name}`, name]));
  const named = jsonNames(type, value, set);
  return isObject(named) ? Object.fromEntries(Object.entries(named).map(([name, inside]) => [inJson.get(name) ?? name, inside])) : named;
}
