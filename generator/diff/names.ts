import type { Model, ShortName, ShortNames } from '../model/model.js';
import { membersOf } from '../model/members.js';
import { byCodepoint, prefixedName } from '../model/names.js';
import type { Findings } from './findings.js';
import { without } from './findings.js';
import { compareProvisional } from './provisional.js';

const tables = { resources: 'resource', attributes: 'attribute', members: 'member', parameters: 'parameter' } as const satisfies Partial<
  Record<keyof ShortNames, string>
>;
type TableName = keyof typeof tables;

/**
 * Reports short names once, whatever uses them. A name that came or went with the resource, attribute or parameter that
 * it belongs to is no change of its own.
 */
export function compareShortNames(before: Model, after: Model, findings: Findings): void {
  for (const table of Object.keys(tables) as TableName[]) {
    const [old, current] = [before.shortNames[table], after.shortNames[table]];
    const [usedBefore, usedAfter] = [usersOf(before, table), usersOf(after, table)];
    const subject = (name: ShortName): string => `short name of ${tables[table]} ${name.name}`;
    const about = (name: ShortName) =>
      ({
        area: 'names',
        subject: subject(name),
        provisional: name.provisional,
        affects: [...(usedAfter.get(name.name) ?? usedBefore.get(name.name) ?? [])],
      }) as const;
    for (const b of current.values()) {
      const a = old.get(b.name);
      if (a === undefined) {
        if (!usedAfter.has(b.name)) findings.add('short-name-added', { ...about(b), after: b.shortName, to: b });
        continue;
      }
      findings.compareRow('short-name-changed', a.shortName, b.shortName, () => ({ ...about(b), from: a, to: b }));
      // Where something uses the name, that is what becomes published.
      if (a.provisional !== b.provisional && !usedAfter.has(b.name)) compareProvisional(a, b, { ...about(b), from: a, to: b }, findings);
    }
    for (const a of old.values())
      if (!current.has(a.name) && !usedBefore.has(a.name))
        findings.add('short-name-removed', { ...about(a), before: a.shortName, from: a });
  }
  compareReserved(before.shortNames, after.shortNames, findings);
}

function compareReserved(before: ShortNames, after: ShortNames, findings: Findings): void {
  const list = (names: ShortNames): readonly string[] => [...names.reserved].sort(byCodepoint);
  const [old, current] = [list(before), list(after)];
  const [gone, come] = [without(old, current), without(current, old)];
  if (gone.length + come.length > 0)
    findings.add('short-names-reserved', { area: 'names', subject: 'reserved short names', before: gone, after: come });
}

/** Name → what uses it. */
function usersOf(model: Model, table: TableName): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  const list: Readonly<Record<TableName, () => readonly (readonly [name: string, user: string])[]>> = {
    resources: () => model.resources.map((r) => [r.name, r.name]),
    attributes: () =>
      model.resources
        .filter((r) => r.announces === undefined)
        .flatMap((r) => r.attributes.filter((a) => a.inheritedFrom === undefined).map((a) => [a.name, `${r.name}.${a.name}`] as const)),
    members: () =>
      [...model.components.types.values()].flatMap((type) =>
        type.kind === 'complex' ? membersOf(type).map((m) => [m.name, `${prefixedName(type) ?? ''}.${m.name}`] as const) : [],
      ),
    parameters: () => model.parameters.map((p) => [p.name, p.name]),
  };
  for (const [name, user] of list[table]()) {
    const known = users.get(name);
    if (known === undefined) users.set(name, [user]);
    else known.push(user);
  }
  return users;
}
