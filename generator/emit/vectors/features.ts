import type { Feature } from '../../model/dependencies.js';
import type { JsonValue, Model, Resource } from '../../model/model.js';
import type { JsonObject } from './sample.js';

/** Features that a CSE need not have, without which it has no such resource. */
export function featuresOfResource({ dependencies }: Model, resource: Resource): readonly string[] {
  const types = new Set<string | undefined>([resource.name, resource.announces, ...resource.attributes.map(({ inheritedFrom }) => inheritedFrom)]);
  const belongs = (feature: Feature): boolean => feature.resources.some((name) => types.has(name)) || (feature.announced === true && resource.announces !== undefined);
  return dependencies.features.filter(belongs).map(({ name }) => name);
}

/** Those of the attributes of a payload, and of the members inside them. */
export function featuresOfPayload({ dependencies }: Model, resource: Resource, payload: JsonObject): readonly string[] {
  const names = new Set<string>();
  const visit = (value: JsonValue): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return (value as readonly JsonValue[]).forEach(visit);
    for (const [name, inner] of Object.entries(value)) {
      names.add(name);
      visit(inner as JsonValue);
    }
  };
  visit(payload);
  for (const name of Object.keys(payload)) names.add(`${resource.name}.${name}`);
  return dependencies.features.filter((feature) => feature.names.some((name) => names.has(name))).map(({ name }) => name);
}
