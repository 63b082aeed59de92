/** What the tables say of the resource types that can be hosted. */

import type { AttributeRow } from '../generated/tables/attributes.js';
import type { ResourceRow } from '../generated/tables/resources.js';
import { derived, rowNamed, specification } from './specification.js';

/** The row of a type by its long name. Announced variants are hosted nowhere: announcing is not part of this runtime. */
export function typeNamed(name: string): ResourceRow | undefined {
  const row = rowNamed(name);
  return row?.kind === 'announced' ? undefined : row;
}

/** Types with this number; 13 (mgmtObj) and 28 (flexContainer) are those of every specialization. */
export const typesNumbered = (resourceType: number): readonly ResourceRow[] =>
  specification().vocabulary.resources.filter((row) => row.resourceType === resourceType && row.kind !== 'announced');

const rowsOf = derived(
  ({ vocabulary, attributesOf }): ReadonlyMap<string, ReadonlyMap<string, AttributeRow>> =>
    new Map(vocabulary.resources.map(({ name }) => [name, new Map((attributesOf(name) ?? []).map((row) => [row.name, row]))])),
);
const noRows: ReadonlyMap<string, AttributeRow> = new Map();

/** The attribute table of a type by long name of the attribute; empty when there is no such type. */
export const attributeRows = (type: string): ReadonlyMap<string, AttributeRow> => rowsOf().get(type) ?? noRows;

/**
 * How `child` may stand below `parent` (TS-0001 9.6.1.1): undefined when it may not. The tables of both are read, because either may be
 * older than the other type.
 */
export function placeBelow(parent: string, child: string): { readonly fixedName?: string } | undefined {
  const listed = typeNamed(parent)?.children.find((entry) => entry.type === child);
  return listed ?? (typeNamed(child)?.parents.includes(parent) === true ? {} : undefined);
}

/** The number of a resource's type, as resourceType says it. */
export const numberOf = (type: string): number => rowNamed(type)?.resourceType ?? 0;
