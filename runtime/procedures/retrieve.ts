/** Representations of resources, and what an answer shows of them (TS-0004 7.3.3.6, 7.3.3.12; Result Content: TS-0001 8.1.2). */

import { resourceNames } from '../../generated/tables/names.js';
import { structuredAddress } from '../addresses.js';
import { attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { numberOf, typeNamed } from '../types.js';
import type { Reader, World } from '../unit.js';

/** All attributes of a resource in long names, computed ones included. */
export function representation(world: World, reader: Reader, resource: Resource): Attributes {
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

/** How an answer names resources: Desired Identifier Result Type (TS-0004 6.3.4.2). */
export type AddressForm = 'structured' | 'unstructured';

export const addressOf = (world: World, resource: Resource, form: AddressForm): string =>
  form === 'structured' ? structuredAddress(world.store, resource) : resource.id;

export interface View {
  readonly world: World;
  readonly reader: Reader;
  readonly originator: string;
  readonly addresses: AddressForm;
}

/** Result Content of one resource, in long names; undefined: nothing. */
export function resultContent(view: View, resource: Resource, rcn: number): Attributes | undefined {
  switch (rcn) {
    case 1:
      return representation(view.world, view.reader, resource);
    case 4:
      return attributesOf(representation(view.world, view.reader, resource), childResources(view, resource));
    case 5:
      return attributesOf(representation(view.world, view.reader, resource), references(view, resource));
    case 6:
      return references(view, resource);
    case 8:
      return childResources(view, resource);
    default:
      return undefined;
  }
}

/** Everything below a resource that the Originator may retrieve, each type under its root element (TS-0004 Annex C.1). */
function childResources(view: View, resource: Resource): Attributes {
  const byRoot = new Map<string, JsonValue[]>();
  for (const child of visible(view, resource)) {
    const root = `m2m:${child.type}`;
    const list = byRoot.get(root) ?? [];
    byRoot.set(root, list);
    list.push(resultContent(view, child, 4) ?? null);
  }
  return attributesOf(Object.fromEntries(byRoot));
}

/** References to the direct children (m2m:childResourceRef, TS-0004 6.3.5.29). */
function references(view: View, resource: Resource): Attributes {
  const childResource = visible(view, resource).map((child) => {
    const { mgmtDefinition } = typeNamed(child.type) ?? { mgmtDefinition: null };
    const reference = { name: child.name, type: numberOf(child.type), val: addressOf(view.world, child, view.addresses) };
    return mgmtDefinition === null ? reference : { ...reference, specializationID: resourceNames.toShort.get(child.type) ?? child.type };
  });
  return childResource.length === 0 ? {} : { childResource };
}

const visible = ({ reader, originator }: View, resource: Resource): readonly Resource[] =>
  reader.children(resource.id).filter((child) => reader.may(originator, 'RETRIEVE', child));
