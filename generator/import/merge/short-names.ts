import { isContext } from '../delta/difference.js';
import type { ShortNameFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { isWithinLimit } from './limit.js';
import { isSpelling } from './published-names.js';
import type { NameKind } from './short-name-groups.js';
import { groupsOf, groupWith, shortNamesFile } from './short-name-groups.js';
import type { Stated, Workspace } from './workspace.js';
import { at, sourceOf } from './workspace.js';

/** Published tables of short names; a name that was provisional until now is no longer. */
export function mergeShortNames(context: MergeContext, all: readonly Stated<ShortNameFact>[]): void {
  const { into, diagnostics } = context;
  const facts = all.filter((fact) => !isContext(fact));
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
  for (const kind of ['resource', 'attribute', 'member', 'parameter'] as const) removeNames(context, kind, all);
  for (const file of into.all('short-names')) file.content.groups = file.content.groups.filter((g) => Object.keys(g.names).length > 0);
}

/** Short names that are gone, unless something still has the long one: a name without a short one could not travel. */
function removeNames({ into, absences }: MergeContext, kind: NameKind, all: readonly Stated<ShortNameFact>[]): void {
  const facts = all.filter((fact) => fact.of === kind);
  const printed = new Set(facts.map((fact) => fact.name));
  const resources = into.seen('resource').map((f) => f.content);
  const inUse: Readonly<Record<NameKind, ReadonlySet<string | undefined>>> = {
    resource: new Set(resources.flatMap((r) => [r.name, r.announcedVariant?.name])),
    attribute: new Set(resources.flatMap((r) => r.attributes.map((a) => a.name))),
    member: new Set(),
    parameter: new Set(),
  };
  for (const file of into.all('short-names')) {
    for (const group of file.content.groups.filter((g) => g.kind === kind && g.provisional !== true)) {
      const held = Object.keys(group.names).filter((name) => !inUse[kind].has(name)).map((name) => ({ name, source: group.source }));
      const tables = new Set(facts.map((fact) => fact.source.table));
      // A name that took its short one from another spelling is printed under that.
      const isRespelled = (name: string): boolean => all.some((fact) => fact.shortName === group.names[name] && isSpelling(fact.name, name));
      const read = new Set([...printed, ...held.flatMap(({ name }) => (isRespelled(name) ? [name] : []))]);
      const gone = absences.gone({ kind: 'short-name', of: kind, title: `short names of ${kind}s` }, held, read, ({ source }) => tables.has(source.table));
      for (const [name, where] of gone) {
        into.change({ kind: 'removed', what: 'short name', name: `of ${name}`, from: group.names[name]!, file: file.file, ...where });
        Reflect.deleteProperty(group.names, name);
      }
    }
  }
}

/** Another name with the same short name that goes over the wire with it: two resource types, or two attributes of one. */
function meets(into: Workspace, kind: NameKind, name: string, shortName: string): string | undefined {
  const others = groupsOf(into, kind).flatMap((g) => Object.entries(g.names).flatMap(([long, short]) => (short === shortName && long !== name ? [long] : [])));
  if (kind !== 'attribute') return kind === 'resource' ? others[0] : undefined;
  return others.find((other) => into.seen('resource').some((f) => [name, other].every((n) => f.content.attributes.some((a) => a.name === n))));
}

const plural: Readonly<Record<NameKind, string>> = { resource: 'resource types', attribute: 'attributes', member: 'members', parameter: 'parameters' };

/** Into the sorted list at its place. */
export function reserve(reserved: string[], name: string): void {
  const index = reserved.findIndex((other) => other > name);
  reserved.splice(index < 0 ? reserved.length : index, 0, name);
}
