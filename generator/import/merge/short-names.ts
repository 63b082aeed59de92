import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { ShortNameFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import { isWithinLimit } from './limit.js';
import type { MergeContext } from './resources.js';
import type { Draft, Stated, Workspace } from './workspace.js';
import { at, sourceOf } from './workspace.js';

export type ShortNameGroup = Draft<DefinitionKinds['short-names']['groups'][number]>;
type NameKind = ShortNameGroup['kind'];

/** The groups of a workspace that name things of one kind. */
export const groupsOf = (workspace: Workspace, kind: NameKind): readonly ShortNameGroup[] =>
  workspace.all('short-names').flatMap((f) => f.content.groups.filter((g) => g.kind === kind));

export const groupWith = (workspace: Workspace, kind: NameKind, name: string): ShortNameGroup | undefined => groupsOf(workspace, kind).find((g) => Object.hasOwn(g.names, name));

export const shortNamesFile = (into: Workspace) => into.file('short-names', () => ({ groups: [], reserved: [] }));

/** Published tables of short names; a name that was provisional until now is no longer. */
export function mergeShortNames({ into, diagnostics }: MergeContext, facts: readonly Stated<ShortNameFact>[]): void {
  if (!isWithinLimit(diagnostics, 'table of short names', '', facts)) return;
  const first = new Map<string, string>();
  for (const fact of facts) {
    if (!/^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$/.test(fact.name) || !/^[A-Za-z][A-Za-z0-9]*$/.test(fact.shortName)) {
      diagnostics.report(mergeCodes, 'IMPORT_NAME', `"${fact.name}", short "${fact.shortName}", is no pair of names`, fact.place);
      continue;
    }
    const printed = first.get(`${fact.of} ${fact.name}`);
    first.set(`${fact.of} ${fact.name}`, printed ?? fact.shortName);
    if (printed !== undefined) {
      if (printed !== fact.shortName) diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `the short name of ${fact.name} is ${printed} in one table and ${fact.shortName} here`, fact.place, 'the first one counts');
      continue;
    }
    const file = shortNamesFile(into);
    const group = groupWith(into, fact.of, fact.name);
    const before = group?.names[fact.name];
    if (before === fact.shortName && group?.provisional !== true) continue;
    const other = meets(into, fact.of, fact.name, fact.shortName);
    if (other !== undefined) {
      diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `the short name ${fact.shortName} of ${fact.name} is that of ${other}, which stands beside it`, fact.place, 'the first one counts; give one of them another');
      continue;
    }
    if (!file.content.reserved.includes(fact.shortName)) reserve(file.content.reserved, fact.shortName);
    if (group !== undefined && group.provisional !== true) {
      into.change({ kind: 'changed', what: 'short name', name: `short name of ${fact.name}`, ...(before !== undefined && { from: before }), to: fact.shortName, file: file.file, ...at(fact) });
      group.names[fact.name] = fact.shortName;
      continue;
    }
    if (group !== undefined) {
      Reflect.deleteProperty(group.names, fact.name);
      into.change({ kind: 'changed', what: 'short name', name: `short name of ${fact.name}`, from: `${before ?? ''} (provisional)`, to: fact.shortName, file: file.file, ...at(fact) });
    } else into.change({ kind: 'added', what: 'short name', name: fact.name, to: fact.shortName, file: file.file, ...at(fact) });
    const source = sourceOf(fact);
    const name = `${plural[fact.of]} of ${source.document} ${source.table ?? source.clause}`;
    let target = file.content.groups.find((g) => g.name === name);
    if (target === undefined) file.content.groups.push((target = { name, kind: fact.of, source, names: {} }));
    target.names[fact.name] = fact.shortName;
  }
  for (const file of into.all('short-names')) file.content.groups = file.content.groups.filter((g) => Object.keys(g.names).length > 0);
}

/** Another name with the same short name that goes over the wire with it: two resource types, or two attributes of one. */
function meets(into: Workspace, kind: NameKind, name: string, shortName: string): string | undefined {
  const others = groupsOf(into, kind).flatMap((g) => Object.entries(g.names).flatMap(([long, short]) => (short === shortName && long !== name ? [long] : [])));
  if (kind !== 'attribute') return kind === 'resource' ? others[0] : undefined;
  return others.find((other) => into.all('resource').some((f) => [name, other].every((n) => f.content.attributes.some((a) => a.name === n))));
}

const plural: Readonly<Record<NameKind, string>> = { resource: 'resource types', attribute: 'attributes', member: 'members', parameter: 'parameters' };

/** Into the sorted list at its place. */
export function reserve(reserved: string[], name: string): void {
  const index = reserved.findIndex((other) => other > name);
  reserved.splice(index < 0 ? reserved.length : index, 0, name);
}
