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
export function followRenumbered(context: MergeContext, components: SchemaSet): void {
  const { into } = context;
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
    const typeOf = typesOf(content);
    for (const rule of content.rules ?? []) followRule(context, rule, content.name, file, (path) => typeAt(components, typeOf, path), renumbered);
  }
  followContents(context, components, renumbered);
  followConditions(context, components, renumbered);
}

/** Which results and notifications a content is for, and what its members demand of each other (tables/contents.json). */
function followContents(context: MergeContext, components: SchemaSet, renumbered: Renumbered): void {
  const { into } = context;
  const parameters = new Map(into.all('parameters').flatMap(({ content }) => content.parameters.map(({ name, type }) => [name, type] as const)));
  for (const { content: { contents, rules = [] }, file } of into.all('contents')) {
    for (const row of contents) {
      for (const [column, type] of [['resultContents', 'm2m:resultContent'], ['notificationContentTypes', 'm2m:notificationContentType']] as const) {
        const numbers = renumbered.get(type);
        const [before, now] = [row[column], row[column]?.map((value) => numbers?.get(value) ?? value)];
        if (before === undefined || now === undefined || before.join() === now.join()) continue;
        into.change({ kind: 'changed', what: 'content', name: row.name, column, from: before.join(', '), to: now.join(', '), file });
        row[column] = now;
      }
    }
    for (const rule of rules) {
      const content = contents.find(({ name }) => name === rule.of)?.type;
      const typeOf = content === undefined ? (name: string) => parameters.get(name) : (name: string) => memberType(components, content, name);
      followRule(context, rule, rule.of, file, (path) => typeAt(components, typeOf, path), renumbered);
    }
  }
}

/** What vectors need beside a value (tables/dependencies.json). */
function followConditions({ into }: MergeContext, components: SchemaSet, renumbered: Renumbered): void {
  for (const { content: { conditions }, file } of into.all('dependencies')) {
    for (const condition of conditions ?? []) {
      const [resource = '', path = ''] = condition.of.split('.');
      const typeOf = typesOf(into.resource(resource)?.content);
      const values = condition.values?.map((value) => withNumbers(value, renumbered.get(typeAt(components, typeOf, path) ?? '')));
      const has = condition.has && Object.fromEntries(Object.entries(condition.has).map(([name, value]) => [name, renumberedIn(components, typeOf(name), value, renumbered)]));
      for (const [column, before, now] of [['values', condition.values, values], ['has', condition.has, has]] as const) {
        if (JSON.stringify(before) === JSON.stringify(now)) continue;
        into.change({ kind: 'changed', what: 'condition', name: condition.of, column, from: JSON.stringify(before), to: JSON.stringify(now), file });
        Object.assign(condition, { [column]: now });
      }
    }
  }
}

function followRule({ into }: MergeContext, rule: Draft<{ readonly id: string; readonly when?: Conditions; readonly must?: Conditions }>, of: string, file: string, typeOf: (path: string) => string | undefined, renumbered: Renumbered): void {
  for (const side of ['when', 'must'] as const) {
    const before = rule[side];
    if (before === undefined) continue;
    const now = Object.fromEntries(Object.entries(before).map(([path, wanted]) => [path, withNumbers(wanted, renumbered.get(typeOf(path) ?? ''))]));
    const [from, to] = [JSON.stringify(before), JSON.stringify(now)];
    if (from === to) continue;
    into.change({ kind: 'changed', what: 'rule', name: `rule ${rule.id} of ${of}`, column: side, from, to, file });
    rule[side] = now as typeof before;
  }
}

/** Type → old number → new number. */
type Renumbered = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Those of values that keep their names. */
function renumberedValues({ changes }: Workspace): Renumbered {
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

const typesOf =
  (resource: ResourceDraft | undefined) =>
  (name: string): string | undefined =>
    resource?.attributes.find((row) => row.name === name)?.type;

/** The type of what stands at a path: of an attribute, or of a member below one. */
function typeAt(components: SchemaSet, typeOf: (head: string) => string | undefined, path: string): string | undefined {
  const [head = '', ...rest] = path.split('/');
  const name = rest.reduce((above: string | undefined, segment) => memberType(components, above, segment), typeOf(head));
  return name === undefined ? undefined : itemOf(name);
}

function memberType(components: SchemaSet, above: string | undefined, name: string): string | undefined {
  const type = above === undefined ? undefined : components.types.get(keyOfPrefixed(itemOf(above)) ?? '');
  const member = type?.kind === 'complex' ? membersOf(type).find((m) => m.name === name)?.type : undefined;
  return member === undefined ? undefined : prefixedName(member.kind === 'simple' && member.itemType !== undefined && member.name === undefined ? member.itemType : member);
}

function renumberedIn(components: SchemaSet, type: string | undefined, value: JsonValue, renumbered: Renumbered): JsonValue {
  if (Array.isArray(value)) return value.map((each: JsonValue) => renumberedIn(components, type, each, renumbered));
  if (typeof value !== 'object' || value === null) return withNumbers(value, renumbered.get(itemOf(type ?? '')));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renumberedIn(components, memberType(components, type, name), each as JsonValue, renumbered)]));
}

function withNumbers(wanted: JsonValue, numbers: ReadonlyMap<number, number> | undefined): JsonValue {
  if (numbers === undefined) return wanted;
  if (typeof wanted === 'number') return numbers.get(wanted) ?? wanted;
  if (!isTest(wanted)) return wanted;
  const { in: among, ...rest } = wanted as { readonly in?: readonly JsonValue[] };
  return among === undefined ? wanted : { ...rest, in: among.map((value) => withNumbers(value, numbers)) };
}
