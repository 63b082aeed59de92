/** What a specification tells this folder: the tables that `specgen generate` writes, of the package or of anybody. */

import type { NameTable } from '../generated/tables/names.js';
import type { ResourceRow } from '../generated/tables/resources.js';
import type { RootRow, StructureRow } from '../generated/tables/structures.js';

export type { Lexical, MemberRow, RootRow, StructureRow } from '../generated/tables/structures.js';

export interface WireTables {
  readonly structures: readonly StructureRow[];
  readonly roots: readonly RootRow[];
  readonly names: Readonly<Record<'resources' | 'attributes' | 'members' | 'parameters', NameTable>>;
  readonly resources: readonly Pick<ResourceRow, 'name' | 'resourceType' | 'provisional' | 'operations' | 'children'>[];
  /** m2m:resourceType: numbers by name. */
  readonly resourceTypes: Readonly<Record<string, number>>;
  /** Prefixes of global elements that are not of oneM2M's own namespace. */
  readonly namespaces: readonly { readonly prefix: string; readonly namespace: string }[];
}
