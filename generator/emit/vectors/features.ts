import type { Feature } from '../../model/dependencies.js';
import type { JsonValue, Model, Resource } from '../../model/model.js';
import { conditionsOf } from './fitting.js';
import type { JsonObject } from './sample.js';

/** Features that a CSE need not have, without which it has no such resource. */
export function featuresOfResource({ dependencies }: Model, resource: Resource): readonly string[] {
  const types = new Set<string | undefined>([resource.name, resource.announces, ...resource.attributes.map(({ inheritedFrom }) => inheritedFrom)]);
  const belongs = (feature: Feature): boolean => feature.resources.some((name) => types.has(name)) || (feature.announced === true && resource.announces !== undefined);
  return dependencies.features.filter(belongs).map(({ name }) => name);
}

/** Those of the attributes of a payload, of the members inside them, and of values that take one. */
export function featuresOfPayload(model: Model, resource: Resource, payload: JsonObject): readonly string[] {
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
  const taken = new Set(conditionsOf(model, resource, payload).map(({ needs }) => needs));
  return model.dependencies.features.filter((feature) => taken.has(feature.name) || feature.names.some((name) => names.has(name))).map(({ name }) => name);
}
