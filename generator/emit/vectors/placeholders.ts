import type { JsonValue, Model, Resource } from '../../model/model.js';
import type { JsonObject } from './sample.js';
import { isSampleString } from './strings.js';

/** In a payload, `{{node}}` stands for a node that exists, `{{node 2}}` for another. */
export const placeholder = (to: string, n: number): string => (n === 1 ? `{{${to}}}` : `{{${to} ${n}}}`);

/** What each placeholder may be, by its text; the same for every payload. */
export function placeholderSamples({ dependencies, resources }: Model): ReadonlyMap<string, string> {
  const roles = new Map(dependencies.roles.map(({ name, samples }) => [name, samples]));
  const targets = new Set(dependencies.references.map(({ to }) => to));
  const types = resources.map(({ name }) => name).filter((name) => targets.has(name) && !roles.has(name));
  const samples = [...roles, ...types.map((type) => [type, [1, 2, 3].map((n) => `/cse-1/${type}-${n}`)] as const)];
  return new Map(samples.flatMap(([to, values]) => values.map((value, i) => [placeholder(to, i + 1), value] as const)));
}

/**
 * Puts placeholders where a payload names something outside of it. Only samples are replaced: what is wrong on purpose stays.
 * Different values under one attribute become different placeholders, equal ones the same.
 */
export function withPlaceholders(model: Model, resource: Resource): (payload: JsonObject) => JsonObject {
  const targets = new Map(model.dependencies.references.flatMap(({ to, names }) => names.map((name) => [name, to] as const)));
  const known = placeholderSamples(model);
  const within = (value: JsonValue, to: string | undefined, seen: Map<string, number>): JsonValue => {
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => within(item, to, seen));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, within(inner as JsonValue, targets.get(name), seen)]));
    if (typeof value !== 'string' || to === undefined || !isSampleString(value)) return value;
    const key = `${to} ${value}`;
    const n = seen.get(key) ?? [...seen.keys()].filter((other) => other.startsWith(`${to} `)).length + 1;
    const text = placeholder(to, n);
    if (!known.has(text)) return value;
    seen.set(key, n);
    return text;
  };
  const own = (name: string): string | undefined => targets.get(`${resource.name}.${name}`) ?? targets.get(`${resource.announces ?? ''}.${name}`) ?? targets.get(name);
  return (payload) => Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, within(value, own(name), new Map())]));
}
