import type { JsonValue, Model, Resource } from '../../model/model.js';
import { oncePer } from '../../once-per.js';
import type { JsonObject } from './sample.js';
import { isSampleString } from './strings.js';

/** In a payload, `{{node}}` stands for a node that exists, `{{node 2}}` for another. */
export const placeholder = (to: string, n: number): string => (n === 1 ? `{{${to}}}` : `{{${to} ${n}}}`);

/** What each placeholder may be, by its text; the same for every payload. */
export const placeholderSamples = oncePer(({ dependencies, resources }: Model): ReadonlyMap<string, string> => {
  const roles = new Map(dependencies.roles.map(({ name, samples }) => [name, samples]));
  const types = resources.map(({ name }) => name).filter((name) => !roles.has(name));
  const samples = [...roles, ...types.map((type) => [type, [1, 2, 3].map((n) => `/cse-1/${type}-${n}`)] as const)];
  return new Map(samples.flatMap(([to, values]) => values.map((value, i) => [placeholder(to, i + 1), value] as const)));
});

/** What an attribute or member refers to, by its name. */
const targetsOf = oncePer(({ dependencies }: Model) => new Map(dependencies.references.flatMap((reference) => reference.names.map((name) => [name, reference] as const))));

/**
 * Puts placeholders where a payload names something outside of it. Only samples are replaced: what is wrong on purpose stays.
 * Different values under one attribute become different placeholders, equal ones the same.
 */
export function withPlaceholders(model: Model, resource: Resource): (payload: JsonObject) => JsonObject {
  const targets = targetsOf(model);
  const samples = placeholderSamples(model);
  const ownAttributes = announceable(model, resource);
  const within = (value: JsonValue, to: string | undefined, seen: Map<string, number>): JsonValue => {
    // No more than there are.
    const room = to === ownAttribute ? ownAttributes.length : Infinity;
    if (Array.isArray(value)) return (value as readonly JsonValue[]).slice(0, room).map((item) => within(item, to, seen));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, within(inner as JsonValue, targets.get(name)?.to, seen)]));
    if (typeof value !== 'string' || to === undefined || !isSampleString(value)) return value;
    const key = `${to} ${value}`;
    const n = seen.get(key) ?? [...seen.keys()].filter((other) => other.startsWith(`${to} `)).length + 1;
    const text = to === ownAttribute ? ownAttributes[n - 1] : placeholder(to, n);
    if (text === undefined || (to !== ownAttribute && !samples.has(text))) return value;
    seen.set(key, n);
    return text;
  };
  const references = new Map(resource.attributes.map(({ name }) => [name, targets.get(`${resource.name}.${name}`) ?? targets.get(`${resource.announces ?? ''}.${name}`) ?? targets.get(name)]));
  const own = (name: string, payload: JsonObject): string | undefined => {
    const reference = references.get(name);
    const type = reference?.typedBy === undefined ? undefined : payload[reference.typedBy];
    const named = type === undefined ? [] : model.resources.filter(({ resourceType }) => resourceType === type);
    // Specializations share the number of what they specialize.
    return named.length === 1 ? named[0]!.name : reference?.to;
  };
  // Payloads of a resource type have most of their values in common, and what becomes of one is one again.
  const known = new Map<string | undefined, (value: object) => JsonValue>();
  const placed = (value: JsonValue, to: string | undefined): JsonValue => {
    if (typeof value !== 'object' || value === null) return within(value, to, new Map());
    const placedOnce = known.get(to) ?? oncePer((structure) => within(structure as JsonValue, to, new Map()));
    known.set(to, placedOnce);
    return placedOnce(value);
  };
  return (payload) => Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, placed(value, own(name, payload))]));
}

/** The role whose values are names of attributes, which the resource type has, not the CSE. */
const ownAttribute = 'own attribute';

/** Short names of attributes that the resource may announce; where there are none, those that most resources have. */
function announceable({ resources, dependencies }: Model, resource: Resource): readonly string[] {
  const optional = announcedByChoice(resources.find(({ name }) => name === resource.announces) ?? resource);
  return optional.length > 0 ? optional : (dependencies.roles.find(({ name }) => name === ownAttribute)?.samples ?? []);
}

export const announcedByChoice = ({ attributes }: Resource): readonly string[] => attributes.filter(({ announced }) => announced === 'OA').map(({ shortName }) => shortName);
