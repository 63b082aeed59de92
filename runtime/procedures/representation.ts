/** Representations of resources (TS-0004 7.3.3.6). */

import { attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { numberOf } from '../types.js';
import type { Reader } from '../work/unit.js';
import type { World } from '../world.js';

/** All attributes of a resource in long names, computed ones included. */
export function representation(world: Pick<World, 'procedures'>, reader: Reader, resource: Resource): Attributes {
  const computed: Record<string, JsonValue> = {};
  for (const [name, compute] of world.procedures.of(resource.type).computed ?? []) {
    const value = compute(reader, resource);
    if (value !== undefined) computed[name] = value;
  }
  const universal = {
    resourceType: numberOf(resource.type),
    resourceID: resource.id,
    resourceName: resource.name,
    parentID: resource.parent ?? '',
  };
  return attributesOf(universal, resource.attributes, computed);
}
