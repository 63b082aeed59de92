import type { Model, Resource } from '../../model/model.js';

/** Which resource the chain of a place begins at: the run's own AE, or the CSEBase. */
export type Root = 'AE' | 'CSEBase';

/** Where a resource of a type can be created: types of the resources from the root down to its parent, each to be made first. */
export interface PlaceOf {
  readonly root: Root;
  readonly path: readonly string[];
  /** There can be only so many of it. */
  readonly single: boolean;
}

/**
 * For each type the nearest place: below the run's own AE where that can be, because nothing of others is there, and below the
 * CSEBase otherwise; where any number of it can be under any name, if there is such a place. Types that no chain of creatable types
 * leads to have none.
 */
export function placesOf(model: Model): ReadonlyMap<string, PlaceOf> {
  const places = new Map<string, PlaceOf>();
  for (const through of [isOriginal, isCreatable]) for (const room of [anyNumber, anyName, any]) for (const root of ['AE', 'CSEBase'] as const) spread(model, { root, through, room }, places);
  return places;
}

interface Search {
  readonly root: Root;
  /** Whether resources of a type are made on the way. */
  readonly through: (resource: Resource) => boolean;
  readonly room: Room;
}

type Child = Resource['children'][number];
/** Whether a place has room for a child, as its parent's table says; undefined: the child's table alone says so. */
type Room = (child: Child | undefined) => boolean;

const isSingle = (child: Child | undefined): boolean => child !== undefined && !child.multiplicity.endsWith('n');
const anyNumber: Room = (child) => child?.fixedName === undefined && !isSingle(child);
const anyName: Room = (child) => child?.fixedName === undefined;
const any: Room = () => true;

function spread(model: Model, { root, through, room }: Search, places: Map<string, PlaceOf>): void {
  let level: readonly { readonly name: string; readonly path: readonly string[] }[] = [{ name: root, path: [] }];
  const passed = new Set<string>([root]);
  while (level.length > 0) {
    const next = [];
    for (const { name, path } of level) {
      for (const [resource, child] of childrenOf(model, name)) {
        if (passed.has(resource.name) || !room(child)) continue;
        passed.add(resource.name);
        if (!places.has(resource.name)) places.set(resource.name, { root, path, single: isSingle(child) });
        if (through(resource)) next.push({ name: resource.name, path: [...path, resource.name] });
      }
    }
    level = next;
  }
}

const isCreatable = ({ operations, name }: Resource): boolean => operations.includes('create') && name !== 'AE';
/** Announced variants are made on the way only where nothing else leads there. */
const isOriginal = (resource: Resource): boolean => isCreatable(resource) && resource.kind !== 'announced';

/** Either table says which stands below which; one may be older than the other type. */
function childrenOf(model: Model, parent: string): readonly (readonly [Resource, Child | undefined])[] {
  const named = new Map(model.resources.find(({ name }) => name === parent)?.children.map((child) => [child.type, child]));
  return model.resources.filter(({ name, kind, parents, operations }) => kind !== 'base' && operations.includes('create') && (named.has(name) || parents.includes(parent))).map((resource) => [resource, named.get(resource.name)]);
}
