import type { SchemaSet, Type } from '../../model/components.js';
import { membersOf } from '../../model/members.js';
import { keyOfPrefixed, m2mKey } from '../../model/names.js';
import { addedRows } from './errata.js';
import type { AttributeDraft } from './stating.js';
import type { Workspace } from './workspace.js';

/** The rows of all resources, and those that errata of the folder add to them. */
export const allRows = (into: Workspace): readonly Pick<AttributeDraft, 'name' | 'type'>[] => [...into.seen('resource').flatMap((f) => f.content.attributes), ...addedRows(into)];

/** Every type that an attribute's values are made of, however deep. */
export function reachedTypes(into: Workspace, components: SchemaSet): ReadonlySet<Type> {
  const found = new Set<Type>();
  const open = allRows(into).flatMap((row) => components.types.get(keyOfPrefixed(row.type.replace(/^list of /, '')) ?? '') ?? []);
  if (into.all('commands').length > 0) open.push(...[components.types.get(m2mKey('execReqArgsListType'))].flatMap((t) => t ?? []));
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (found.has(type)) continue;
    found.add(type);
    // A global element has its names by itself: those of a primitive's parameters are none of members.
    if (type.kind === 'complex') open.push(...membersOf(type).flatMap((m) => (m.isGlobal ? [] : [m.type])));
    else open.push(...[type.itemType, type.variety === 'atomic' ? type.base : undefined, ...(type.memberTypes ?? [])].flatMap((t) => t ?? []));
  }
  return found;
}

/** The names of all members of those. */
export const reachedMembers = (into: Workspace, components: SchemaSet): ReadonlySet<string> =>
  new Set([...reachedTypes(into, components)].flatMap((type) => (type.kind === 'complex' ? membersOf(type).map((m) => m.name) : [])).filter((name) => name !== ''));
