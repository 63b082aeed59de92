/** Addresses of resources (TS-0001 7.2, 9.3.1): structured and unstructured, relative to the CSE, to the service provider, or absolute. */

import type { Resource } from './resource.js';
import type { ResourceStore } from './store.js';

export interface Place {
  /** Without slashes: `sp.example.com`. */
  readonly spId: string;
  /** Without the leading slash: `id-in`. */
  readonly cseId: string;
  readonly rootId: string;
}

/** The address relative to this CSE; undefined when it lies elsewhere. */
function relativeToCse({ spId, cseId }: Place, address: string): string | undefined {
  const absolute = `//${spId}`;
  const rest = address.startsWith(`${absolute}/`) ? address.slice(absolute.length) : address;
  if (!rest.startsWith('/')) return rest;
  if (rest === `/${cseId}`) return '-';
  return rest.startsWith(`/${cseId}/`) ? rest.slice(cseId.length + 2) : undefined;
}

/**
 * The resource that an address names. Names are compared as they are: `..`, `%2F` and empty segments mean nothing here and find nothing.
 */
export function resolve(place: Place, store: Pick<ResourceStore, 'get' | 'childNamed'>, address: string): Resource | undefined {
  const relative = relativeToCse(place, address);
  if (relative === undefined) return undefined;
  const [first, ...names] = relative.split('/') as [string, ...string[]];
  const root = store.get(place.rootId);
  let found = first === '-' || first === root?.name ? root : names.length === 0 ? store.get(first) : undefined;
  for (const name of names) found &&= store.childNamed(found.id, name);
  return found;
}

/** The structured address, relative to the CSE: `cse-in/node1/software1`. */
export function structuredAddress(store: Pick<ResourceStore, 'get'>, resource: Resource): string {
  const names = [resource.name];
  for (let up = resource.parent; up !== null;) {
    const parent = store.get(up);
    if (parent === undefined) break;
    names.push(parent.name);
    up = parent.parent;
  }
  return names.reverse().join('/');
}

/**
 * An AE-ID or CSE-ID relative to this CSE, or to the service provider where it belongs elsewhere, so that one entity has one name:
 * `/id-in/Cabc` and `Cabc` are the same AE.
 */
export const entityId = (place: Place, id: string): string => {
  const relative = relativeToCse(place, id);
  const elsewhere = id.startsWith(`//${place.spId}/`) ? id.slice(place.spId.length + 2) : id;
  return relative === '-' ? place.cseId : (relative ?? elsewhere);
};

/** All addresses of a resource: whoever wrote one of them meant it. */
export function spellings(place: Place, store: Pick<ResourceStore, 'get'>, resource: Resource): readonly string[] {
  const structured = structuredAddress(store, resource);
  const below = structured.indexOf('/');
  const relative = [resource.id, structured, below === -1 ? '-' : `-${structured.slice(below)}`];
  return ['', `/${place.cseId}/`, `//${place.spId}/${place.cseId}/`].flatMap((prefix) => relative.map((address) => prefix + address));
}

/** Whether an address names something at another CSE. */
export const isElsewhere = (place: Place, address: string): boolean => relativeToCse(place, address) === undefined;
