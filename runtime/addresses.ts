/** Addresses of resources (TS-0001 7.2, 9.3.1): structured and unstructured, relative to the CSE, to the service provider, or absolute. */

import type { ChildRow } from '../generated/tables/resources.js';
import type { Resource } from './resource.js';
import { endOf, type End, type ResourceStore } from './store/store.js';
import { isInstance, typeNamed, virtualChild } from './types.js';

export interface Place {
  /** Without slashes: `sp.example.com`. */
  readonly spId: string;
  /** Without the leading slash: `id-in`. */
  readonly cseId: string;
  readonly rootId: string;
}

/** The address relative to this CSE; undefined when it lies elsewhere. */
function relativeToCse({ spId, cseId }: Place, address: string): string | undefined {
  if (!address.startsWith('/')) return address;
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
  const names = relative.split('/');
  const first = names[0] as string;
  const root = store.get(place.rootId);
  let found = first === '-' || first === root?.name ? root : names.length === 1 ? store.get(first) : undefined;
  for (let index = 1; index < names.length; index++) found &&= store.childNamed(found.id, names[index] as string);
  return found;
}

/** What an address leads to: a resource, or one behind a virtual one, where what remains of the path is for that to interpret. */
export interface Located {
  readonly resource: Resource;
  /** The virtual resource at the end of the way: one that leads on (`latest`), or one that is served in a way of its own (`fanOutPoint`). */
  readonly virtual: ChildRow | undefined;
  /** What follows a virtual resource that does not lead on. */
  readonly rest: readonly string[];
}

/** A virtual resource that stands for another, of which there is none: an empty <container> has no <latest>. */
export interface Vacant {
  readonly resource: undefined;
  readonly virtual: ChildRow;
}

const noRest: readonly string[] = [];

/** Virtual resources that stand for another resource (TS-0001 9.6.27, 9.6.28), and which child that is. */
const standIns: ReadonlyMap<string, End> = new Map([
  ['latest', 'latest'],
  ['oldest', 'oldest'],
]);

export const isStandIn = ({ type }: ChildRow): boolean => standIns.has(type);

const instancesBelow = (type: string): string => typeNamed(type)?.children.find((child) => isInstance(child.type))?.type ?? '';

/**
 * The resource that an address of a request names, also by way of virtual resources (TS-0001 9.6.1.1), which may follow a structured or an
 * unstructured identifier (TS-0004 7.4.14.1).
 */
export function locate(place: Place, store: Pick<ResourceStore, 'get' | 'childNamed' | 'children' | 'end'>, address: string): Located | Vacant | undefined {
  const relative = relativeToCse(place, address);
  if (relative === undefined) return undefined;
  const names = relative.split('/');
  const first = names[0] as string;
  const root = store.get(place.rootId);
  const isStructured = first === '-' || first === root?.name;
  let found = isStructured ? root : store.get(first);
  let virtual: ChildRow | undefined;
  for (let index = 1; index < names.length; index++) {
    if (found === undefined) return undefined;
    const name = names[index] as string;
    virtual = undefined;
    // Only a virtual resource may follow an unstructured identifier.
    const child = isStructured || index > 1 ? store.childNamed(found.id, name) : undefined;
    if (child === undefined) {
      virtual = virtualChild(found.type, name);
      const end = standIns.get(virtual?.type ?? '');
      if (virtual !== undefined && end === undefined) return { resource: found, virtual, rest: names.slice(index + 1) };
      found = end && endOf(store, found.id, instancesBelow(found.type), end);
    } else found = child;
  }
  if (found !== undefined) return { resource: found, virtual, rest: noRest };
  return virtual && { resource: found, virtual };
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
  if (relative !== undefined) return relative === '-' ? place.cseId : relative;
  return id.startsWith(`//${place.spId}/`) ? id.slice(place.spId.length + 2) : id;
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

/** SP-relative CSE-ID, or an absolute one (TS-0001 7.2): no place at a CSE, but the CSE. */
export const isCseId = (address: string): boolean => /^\/(?:\/[^/]+\/)?[^/]+$/.test(address);

/** The CSE that an address is at, by its shortest name; undefined: it is relative to this one. */
export function cseOf({ spId }: Pick<Place, 'spId'>, address: string): string | undefined {
  const [named] = /^\/(?:\/[^/]+\/)?[^/]+/.exec(address) ?? [];
  return named?.startsWith(`//${spId}/`) === true ? named.slice(spId.length + 2) : named;
}
