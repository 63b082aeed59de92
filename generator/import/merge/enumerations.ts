import { groupBy } from '../../group-by.js';
import type { SchemaSet } from '../../model/components.js';
import { membersOf } from '../../model/members.js';
import { keyOfPrefixed, prefixedName } from '../../model/names.js';
import type { DefinitionKinds } from '../../read/definitions/definitions.js';
import { isContext } from '../delta/difference.js';
import type { EnumerationFact } from '../facts.js';
import type { Change } from './changes.js';
import { mergeCodes } from './codes.js';
import { isWithinLimit } from './limit.js';
import type { MergeContext } from './context.js';
import { setColumn } from './attributes.js';
import { isSameToken, misspelt } from './spelling.js';
import type { Draft, Stated } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

type EnumerationDraft = Draft<DefinitionKinds['enumerations']['enumerations'][number]>;

/** Facts about one enumeration from one place. */
interface Group {
  readonly facts: readonly Stated<EnumerationFact>[];
  readonly type?: string;
  readonly attribute?: { readonly resource: string; readonly name: string };
}

/** Tables of values → enumerations: a table gives numbers and is there whole. */
export function mergeEnumerationTables(context: MergeContext, facts: readonly Stated<EnumerationFact>[]): void {
  const tables = new Map<string, Stated<EnumerationFact>[]>(context.absences.deletedTables().map((type) => [type, []]));
  for (const { type, facts: rows } of grouped(context, facts).filter(isNumbered)) tables.set(type!, [...(tables.get(type!) ?? []), ...rows]);
  for (const [type, rows] of tables) mergeTable(context, type, rows);
}

/**
 * Lists of values in the description of an attribute or in the text → enumerations. A list gives names: they are looked for in the
 * enumeration that the attribute's type has, which another document numbers.
 */
export function mergeEnumerationLists(context: MergeContext, components: SchemaSet, facts: readonly Stated<EnumerationFact>[]): void {
  const groups = grouped(context, facts);
  const inTables = new Set(groups.filter(isNumbered).map((g) => g.type));
  for (const group of groups.filter((g) => !isNumbered(g))) {
    if (isChoiceList(context, group)) mergeChoices(context, group);
    else mergeNames(context, components, group, inTables);
  }
}

const isNumbered = ({ type, facts }: Group): boolean => type !== undefined && facts.some((fact) => fact.value !== undefined);

function grouped({ diagnostics }: MergeContext, facts: readonly Stated<EnumerationFact>[]): readonly Group[] {
  const found = groupBy(facts, ({ document, type, attribute, from, source }) => JSON.stringify([document, type, attribute, from === 'table' ? source.table : source.clause]));
  const groups = [...found.values()].filter((group) => isWithinLimit(diagnostics, 'enumeration', group[0]!.type ?? group[0]!.attribute?.name ?? '', group));
  return groups.map((group) => ({ facts: group, ...(group[0]!.type !== undefined && { type: group[0]!.type }), ...(group[0]!.attribute !== undefined && { attribute: group[0]!.attribute }) }));
}

/** The enumeration as the folder has it, or the known one taken over; undefined when nobody knows the type. */
export function enumerationNamed({ into, known }: MergeContext, type: string, take = true): { readonly draft: EnumerationDraft; readonly file: string; readonly isNew: boolean } | undefined {
  const own = into.all('enumerations').find((f) => f.content.enumerations.some((e) => e.type === type));
  if (own !== undefined) return { draft: own.content.enumerations.find((e) => e.type === type)!, file: own.file, isNew: false };
  const model = known.all('enumerations').find((f) => f.content.enumerations.some((e) => e.type === type));
  if (model === undefined) return undefined;
  const draft = structuredClone(model.content.enumerations.find((e) => e.type === type)!);
  if (!take) return { draft, file: model.file, isNew: true };
  const file = into.file('enumerations', () => ({ enumerations: [] }));
  file.content.enumerations.push(draft);
  into.completed.push({ what: 'enumeration', name: type, from: model.file });
  return { draft, file: file.file, isNew: true };
}

function mergeTable(context: MergeContext, type: string, facts: readonly Stated<EnumerationFact>[]): void {
  const { into, diagnostics } = context;
  const [first] = facts;
  if (first === undefined && enumerationNamed(context, type, false) === undefined) return;
  if (!/^m2m:[A-Za-z_][A-Za-z0-9_.-]*$/.test(type)) {
    diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the enumeration ${type} is left out: its name is not of oneM2M's namespace`, first?.place);
    return;
  }
  if (first !== undefined && facts.every(isContext) && context.absences.deletedTables().every((t) => t !== type)) return;
  const rows = new Map<number, Stated<EnumerationFact>>();
  for (const fact of facts) {
    const [other, name] = [fact.value === undefined ? undefined : rows.get(fact.value), oneLine(fact.name)];
    const twin = [...rows.values()].find((row) => !isVoid(name) && oneLine(row.name) === name && row.value !== fact.value);
    if (fact.value === undefined) diagnostics.report(mergeCodes, 'IMPORT_ROW', `${type}.${name} is left out: the table gives it no number`, fact.place);
    else if (twin !== undefined) diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `${type}: ${name} is ${String(twin.value)}, and ${fact.value} here`, fact.place, 'the first one counts');
    else if (other === undefined) rows.set(fact.value, fact);
    else if (oneLine(other.name) !== name) diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `${type} has ${fact.value} twice: ${other.name} and ${name}`, fact.place, 'the first one counts');
  }
  const found = enumerationNamed(context, type);
  if (found === undefined) {
    if (first === undefined) return;
    const file = into.file('enumerations', () => ({ enumerations: [] }));
    const values = [...rows].sort(([a], [b]) => a - b).map(([value, { name }]) => ({ value, name: oneLine(name), ...(isVoid(name) && { reserved: true }) }));
    if (values.length === 0) return;
    file.content.enumerations.push(withGaps({ type, description: `Values of ${type}.`, source: sourceOf(first), values }));
    into.change({ kind: 'added', what: 'enumeration', name: type, to: `${values.length} values`, file: file.file, ...at(first) });
    return;
  }
  const { draft, file, isNew } = found;
  const note = (change: Change): void => void (isNew ? into.differences : into.changes).push(change);
  if (isNew) into.change({ kind: 'added', what: 'enumeration', name: type, to: `${rows.size} values`, file, ...at(first) });
  for (const [value, fact] of rows) {
    if (isContext(fact)) continue;
    const name = oneLine(fact.name);
    const old = draft.values.find((v) => v.value === value);
    if (old === undefined) {
      draft.values.push({ value, name, ...(isVoid(name) && { reserved: true }) });
      note({ kind: 'added', what: 'enumeration value', name: `${type}.${name}`, to: String(value), file, ...at(fact) });
    } else if (old.name !== name && !(isSentence(name) && !isSentence(old.name))) {
      note({ kind: 'changed', what: 'enumeration value', name: `${type} ${value}`, column: 'name', from: old.name, to: name, file, ...at(fact) });
      old.name = name;
    }
  }
  // What has its name under another number now is renumbered; a provisional value that the table does not have stays.
  const names = new Set([...rows.values()].map((row) => oneLine(row.name)));
  // Context renumbers nothing: where it has another number, that is said of it.
  const stated = new Set([...rows.values()].filter((row) => !isContext(row)).map((row) => oneLine(row.name)));
  const absent = draft.values.filter((v) => !rows.has(v.value) && (v.provisional !== true || stated.has(v.name)));
  // … unless the type is defined anew, by a whole specification.
  const isAnew = isNew && context.absences.definesAnew({ kind: 'enumeration-value', of: type });
  const held = draft.values.filter((v) => v.provisional !== true).map((v) => ({ name: v.name, number: v.value, source: draft.source }));
  const present = new Set([...names, ...draft.values.filter((v) => rows.has(v.value)).map((v) => v.name)]);
  const gone = context.absences.gone({ kind: 'enumeration-value', of: type, title: `values of ${type}` }, held, present);
  for (const old of isAnew ? draft.values.filter((v) => !rows.has(v.value)) : absent.filter((v) => (stated.has(v.name) && !isVoid(v.name)) || gone.has(v.name))) {
    note({ kind: 'removed', what: 'enumeration value', name: `${type}.${old.name}`, from: String(old.value), file, ...at(first) });
    draft.values = draft.values.filter((v) => v !== old);
  }
  draft.values.sort((a, b) => a.value - b.value);
  withGaps(draft);
}

const oneLine = (name: string): string => name.trim().replace(/\s+/g, ' ');
/** What a table says in place of a name (TS-0004 6.3.4.2.39): no program could use it, so that the name a person gave stays. */
const isSentence = (text: string): boolean => text.includes('"') || text.split(' ').length > 5;
const isVoid = (name: string): boolean => /^void$/i.test(name.trim());

/** Numbers inside the span that the table leaves out, as far as the blocks of published numbers go. */
function withGaps(draft: EnumerationDraft): EnumerationDraft {
  const numbers = draft.values.filter((v) => v.provisional !== true || draft.provisional === true).map((v) => v.value);
  const gaps = numbers.slice(1).flatMap((number, i) => (number - numbers[i]! > 100 ? [] : Array.from({ length: number - numbers[i]! - 1 }, (_, k) => numbers[i]! + 1 + k)));
  const had = draft.unassigned ?? [];
  if (gaps.length > 0 && JSON.stringify(gaps) !== JSON.stringify(had)) draft.unassigned = gaps;
  else if (gaps.length === 0) delete draft.unassigned;
  return draft;
}

function mergeNames(context: MergeContext, components: SchemaSet, group: Group, inTables: ReadonlySet<string | undefined>): void {
  const { into, diagnostics } = context;
  const [first] = group.facts;
  if (first === undefined || (group.facts.every(isContext) && !context.absences.deletesNames(group))) return;
  const attribute = group.attribute && into.resource(group.attribute.resource)?.content.attributes.find((a) => a.name === group.attribute!.name);
  const what = group.type ?? (group.attribute === undefined ? 'a list' : `${group.attribute.resource}.${group.attribute.name}`);
  const candidates = group.type !== undefined ? [group.type] : attribute === undefined ? [] : enumerationsIn(components, attribute.type.replace(/^list of /, ''));
  const type = best(context, candidates, group.facts);
  if (type === undefined) {
    if (attribute?.type === 'xs:anyType' && group.attribute !== undefined && group.facts.length > 1) numberNames(context, group.attribute, group.facts);
    else diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `${what} lists ${group.facts.map((fact) => fact.name).join(', ')}, but its type has no enumeration`, first.place);
    return;
  }
  const found = enumerationNamed(context, type);
  if (found === undefined) return;
  const { draft, file, isNew } = found;
  const source = sourceOf(first);
  // The list is where the names come from, and not a mention of what another table lists.
  const isSource = sameSource(draft.source, source) && !inTables.has(type);
  const used = usedValues(context, type);
  const known = [...used, ...draft.values.filter((v) => !used.some((u) => u.value === v.value))];
  const spoken = new Set<number>();
  for (const fact of group.facts) {
    const name = oneLine(fact.name);
    const names = (v: EnumerationValueDraft): readonly string[] => [v.name, ...(v.aliases ?? [])];
    const value = known.find((v) => names(v).includes(name)) ?? known.find((v) => names(v).some((n) => isSameToken(n, name)));
    if (value !== undefined) {
      spoken.add(value.value);
      continue;
    }
    if (isContext(fact)) continue;
    const use = misspelt(name, known.flatMap(names));
    if (use !== undefined) {
      spoken.add(known.find((v) => names(v).includes(use))!.value);
      context.proposals.misprint(fact, { printed: name, use, cites: group.attribute });
      continue;
    }
    const number = Math.max(0, ...draft.values.map((v) => v.value)) + 1;
    const added = { value: number, name, ...(draft.provisional !== true && { provisional: true }) };
    draft.values.push(added);
    known.push(added);
    spoken.add(number);
    into.change({ kind: 'added', what: 'enumeration value', name: `${type}.${name}`, to: `${number} (provisional)`, file, ...at(fact) });
  }
  if (isNew) return;
  const title = `values of ${type}`;
  const of = group.type ?? (group.attribute === undefined ? source.clause : `${group.attribute.resource}.${group.attribute.name}`);
  const held = draft.values.map((v) => ({ name: v.name, number: v.value, source: draft.source }));
  const present = new Set(draft.values.filter((v) => spoken.has(v.value)).map((v) => v.name));
  const gone = context.absences.gone({ kind: 'enumeration-value', of, title }, held, present, () => isSource);
  for (const old of draft.values.filter((v) => !spoken.has(v.value) && gone.has(v.name))) {
    into.change({ kind: 'removed', what: 'enumeration value', name: `${type}.${old.name}`, from: String(old.value), file, ...at(first) });
    draft.values = draft.values.filter((v) => v !== old);
  }
  withGaps(draft);
}

type EnumerationValueDraft = EnumerationDraft['values'][number];

/** Values with the errata applied: aliases, corrected names. */
function usedValues({ into, known }: MergeContext, type: string): readonly EnumerationValueDraft[] {
  for (const workspace of [into, known]) {
    const found = workspace.used.byKind('enumerations').flatMap((f) => f.content.enumerations).find((e) => e.type === type);
    if (found !== undefined) return found.values as readonly EnumerationValueDraft[];
  }
  return into.enumeration(type)?.values ?? [];
}

/** Of several enumerations that a type reaches, the one that has most of the listed names. */
function best(context: MergeContext, types: readonly string[], facts: readonly Stated<EnumerationFact>[]): string | undefined {
  const hits = (type: string): number => {
    const values = usedValues(context, type);
    return facts.filter((fact) => values.some((v) => [v.name, ...(v.aliases ?? [])].some((n) => isSameToken(n, oneLine(fact.name))))).length;
  };
  const known = types.filter((type) => usedValues(context, type).length > 0);
  const scored = known.map((type) => ({ type, score: hits(type) })).sort((a, b) => b.score - a.score);
  return scored[0] !== undefined && (scored[0].score > 0 || known.length === 1) ? scored[0].type : undefined;
}

/** The types that a value of `type` is made of, itself first: an enumeration may be a member of a member. */
function enumerationsIn(components: SchemaSet, type: string): readonly string[] {
  const found = new Set<string>();
  const open = [components.types.get(keyOfPrefixed(type) ?? type)];
  for (let next = open.shift(); found.size < 200; next = open.shift()) {
    if (next === undefined) {
      if (open.length === 0) break;
      continue;
    }
    const name = prefixedName(next);
    if (name !== undefined && found.has(name)) continue;
    if (name !== undefined) found.add(name);
    if (next.kind === 'complex') open.push(...membersOf(next).map((m) => m.type));
    else if (next.itemType !== undefined) open.push(next.itemType);
  }
  // A type that no XSD declares may be an enumeration all the same.
  found.add(type);
  return [...found].filter((name) => name.startsWith('m2m:'));
}

/** Values of an attribute whose type no table gives: an enumeration of its own, its numbers provisional, in the order of the list. */
function numberNames({ into, known }: MergeContext, { resource, name }: { readonly resource: string; readonly name: string }, facts: readonly Stated<EnumerationFact>[]): void {
  const taken = (type: string): boolean => into.enumeration(type) !== undefined || known.enumeration(type) !== undefined;
  const plain = `m2m:${name}`;
  const type = taken(plain) ? `m2m:${resource}${name.charAt(0).toUpperCase()}${name.slice(1)}` : plain;
  const [first] = facts;
  const draft = into.resource(resource);
  const row = draft?.content.attributes.find((a) => a.name === name);
  if (taken(type) || first === undefined || row === undefined || draft === undefined) return;
  const names = [...new Set(facts.map((fact) => oneLine(fact.name)))];
  const file = into.file('enumerations', () => ({ enumerations: [] }));
  file.content.enumerations.push({
    type,
    description: `Values of ${name} of <${resource}>.`,
    source: sourceOf(first),
    provisional: true,
    values: names.map((n, i) => ({ value: i + 1, name: n })),
  });
  setColumn(row, 'type', type);
  into.change({ kind: 'added', what: 'enumeration', name: type, to: `${names.length} values, numbers provisional`, file: file.file, ...at(first) });
}

/** The list of choices of the CR to TS-0006, whose definition says so: names without numbers, of two attributes. */
function isChoiceList({ into, known }: MergeContext, group: Group): boolean {
  const [first] = group.facts;
  if (first?.from !== 'text' || group.facts.some((fact) => fact.value !== undefined)) return false;
  const source = sourceOf(first);
  const owner = into.all('exec-status-codes')[0] ?? known.all('exec-status-codes')[0];
  return owner !== undefined && owner.content.source.document === source.document && owner.content.source.clause === source.clause;
}

function mergeChoices({ into, known, diagnostics, proposals, absences }: MergeContext, { facts }: Group): void {
  const model = known.all('exec-status-codes')[0];
  const isNew = into.all('exec-status-codes').length === 0;
  const file = into.file('exec-status-codes', () => {
    into.completed.push({ what: 'list of choices', name: 'execStatus and execResult', from: model!.file });
    const content = structuredClone(model!.content);
    Reflect.deleteProperty(content, '$schema');
    return content;
  });
  const choices = file.content.choices;
  const [first] = facts;
  if (isNew) into.change({ kind: 'added', what: 'list', name: 'choices of execStatus', to: `${facts.length} names`, file: file.file, ...at(first) });
  const published = [into, known].flatMap((w) => w.used.byKind('enumerations').flatMap((f) => f.content.enumerations)).filter((e) => e.type === 'm2m:execStatusType' || e.type === 'm2m:execResultType');
  const names = published.flatMap((e) => e.values.map((v) => v.name));
  const listed = new Set<string>();
  for (const fact of facts) {
    const name = oneLine(fact.name);
    listed.add(name);
    if (isContext(fact) || choices.some((c) => c.name === name)) continue;
    const use = names.includes(name) ? name : misspelt(name, names);
    const attribute = published.find((e) => e.values.some((v) => v.name === use))?.type === 'm2m:execResultType' ? 'execResult' : 'execStatus';
    if (use === undefined) {
      diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the choice ${name} is left out: no published type has it`, fact.place);
      continue;
    }
    choices.push({ name, attribute, publishedName: use });
    if (!isNew) into.change({ kind: 'added', what: 'choice', name, file: file.file, ...at(fact) });
    if (use !== name) proposals.misprint(fact, { file: file.file, path: ['choices', name, 'name'], printed: name, use });
  }
  const held = choices.filter((c) => c.source === undefined).map((c) => ({ name: c.name, source: file.content.source }));
  const of = facts[0]?.type ?? file.content.source.clause;
  const gone = isNew ? new Set(held.map((c) => c.name).filter((name) => !listed.has(name))) : absences.gone({ kind: 'enumeration-value', of, title: 'choices of execStatus' }, held, listed);
  for (const old of choices.filter((c) => gone.has(c.name))) {
    if (!isNew) into.change({ kind: 'removed', what: 'choice', name: old.name, file: file.file, ...at(first) });
  }
  file.content.choices = choices.filter((c) => !gone.has(c.name));
}
