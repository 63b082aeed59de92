import type { SchemaSet } from '../../model/components.js';
import { isTest } from '../../model/conditions.js';
import type { JsonValue } from '../../model/json-value.js';
import { membersOf } from '../../model/members.js';
import { keyOfPrefixed, prefixedName } from '../../model/names.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import type { MergeContext } from './context.js';
import type { Draft, Workspace } from './workspace.js';

type ResourceDraft = Draft<DefinitionKinds['resource']>;
type Conditions = Readonly<Record<string, JsonValue>>;

/** Where a value of an enumeration has another number now, defaults, only values and rules that mean it have that number, too. */
export function followRenumbered({ into }: MergeContext, components: SchemaSet): void {
  const renumbered = renumberedValues(into);
  if (renumbered.size === 0) return;
  for (const { content, file } of into.all('resource')) {
    for (const row of content.attributes) {
      const numbers = renumbered.get(itemOf(row.type));
      for (const column of ['default', 'fixed'] as const) {
        const [before, now] = [row[column], typeof row[column] === 'number' ? numbers?.get(row[column]) : undefined];
        if (now === undefined) continue;
        into.change({ kind: 'changed', what: 'attribute', name: `${content.name}.${row.name}`, column, from: String(before), to: String(now), file });
        row[column] = now;
      }
    }
    for (const rule of content.rules ?? []) {
      const followed = (conditions: Conditions): Conditions =>
        Object.fromEntries(Object.entries(conditions).map(([path, wanted]) => [path, withNumbers(wanted, renumbered.get(typeAt(components, content, path) ?? ''))]));
      for (const side of ['when', 'must'] as const) {
        const before = rule[side];
        if (before === undefined) continue;
        const now = followed(before as Conditions);
        const [from, to] = [JSON.stringify(before), JSON.stringify(now)];
        if (from === to) continue;
        into.change({ kind: 'changed', what: 'rule', name: `rule ${rule.id} of ${content.name}`, column: side, from, to, file });
        rule[side] = now as typeof before;
      }
    }
  }
}

/** Type → old number → new number, of values that keep their names. */
function renumberedValues({ changes }: Workspace): ReadonlyMap<string, ReadonlyMap<number, number>> {
  const found = new Map<string, Map<number, number>>();
  const of = (kind: 'added' | 'removed') => changes.filter((c) => c.kind === kind && c.what === 'enumeration value');
  const added = new Map(of('added').map(({ name, to }) => [name, Number(to)]));
  for (const { name, from } of of('removed')) {
    const now = added.get(name);
    const type = /^m2m:[^. ]+/.exec(name)?.[0];
    if (now === undefined || type === undefined) continue;
    found.set(type, (found.get(type) ?? new Map<number, number>()).set(Number(from), now));
  }
  return found;
}

const itemOf = (type: string): string => type.replace(/^list of /, '');

/** The type of what stands at a path: of an attribute, or of a member below one. */
function typeAt(components: SchemaSet, resource: ResourceDraft, path: string): string | undefined {
  const [head, ...rest] = path.split('/');
  let name = resource.attributes.find((row) => row.name === head)?.type;
  for (const segment of rest) {
    const type = name === undefined ? undefined : components.types.get(keyOfPrefixed(itemOf(name)) ?? '');
    const member = type?.kind === 'complex' ? membersOf(type).find((m) => m.name === segment)?.type : undefined;
    name = member === undefined ? undefined : prefixedName(member.kind === 'simple' && member.itemType !== undefined && member.name === undefined ? member.itemType : member);
  }
  return name === undefined ? undefined : itemOf(name);
}

function withNumbers(wanted: JsonValue, numbers: ReadonlyMap<number, number> | undefined): JsonValue {
  if (numbers === undefined) return wanted;
  if (typeof wanted === 'number') return numbers.get(wanted) ?? wanted;
  if (!isTest(wanted)) return wanted;
  const { in: among, ...rest } = wanted as { readonly in?: readonly JsonValue[] };
  return among === undefined ? wanted : { ...rest, in: among.map((value) => withNumbers(value, numbers)) };
}
