import type { Model, Resource } from '../../model/model.js';

/** Which resource the chain of a place begins at: the run's own AE, or the CSEBase. */
export type Root = 'AE' | 'CSEBase';

/** Where a resource of a type can be created: types of the resources from the root down to its parent, each to be made first. */
export interface PlaceOf {
  readonly root: Root;
  readonly path: readonly string[];
}

/**
 * For each type the nearest place: below the run's own AE where that can be, because nothing of others is there, and below the
 * CSEBase otherwise. Types that no chain of creatable types leads to have none.
 */
export function placesOf(model: Model): ReadonlyMap<string, PlaceOf> {
  const places = new Map<string, PlaceOf>();
  for (const through of [isOriginal, isCreatable]) for (const root of ['AE', 'CSEBase'] as const) spread(model, root, through, places);
  return places;
}

function spread(model: Model, root: Root, through: (resource: Resource) => boolean, places: Map<string, PlaceOf>): void {
  let level: readonly { readonly name: string; readonly path: readonly string[] }[] = [{ name: root, path: [] }];
  const passed = new Set<string>([root]);
  while (level.length > 0) {
    const next = [];
    for (const { name, path } of level) {
      for (const child of childrenOf(model, name)) {
        if (passed.has(child.name)) continue;
        passed.add(child.name);
        if (!places.has(child.name)) places.set(child.name, { root, path });
        if (through(child)) next.push({ name: child.name, path: [...path, child.name] });
      }
    }
    level = next;
  }
}

const isCreatable = ({ operations, name }: Resource): boolean => operations.includes('create') && name !== 'AE';
/** Announced variants are made on the way only where nothing else leads there. */
const isOriginal = (resource: Resource): boolean => isCreatable(resource) && resource.kind !== 'announced';

/** Either table says which stands below which; one may be older than the other type. */
function childrenOf(model: Model, parent: string): readonly Resource[] {
  const named = new Set(model.resources.find(({ name }) => name === parent)?.children.map(({ type }) => type));
  return model.resources.filter(({ name, kind, parents, operations }) => kind !== 'base' && operations.includes('create') && (named.has(name) || parents.includes(parent)));
}
