import type { SchemaSet } from '../../model/components.js';
import { membersOf } from '../../model/members.js';
import { keyOfPrefixed, prefixedName } from '../../model/names.js';
import { isContext } from '../delta/difference.js';
import type { EnumerationFact } from '../facts.js';
import { isChoiceList, mergeChoices } from './choices.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import type { EnumerationDraft, Group } from './enumerations.js';
import { enumerationNamed, grouped, isNumbered, oneLine, withGaps } from './enumerations.js';
import { setColumn } from './rows.js';
import { isSameToken, misspelt } from './spelling.js';
import type { Stated } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

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
    into.change({ kind: 'removed', what: 'enumeration value', name: `${type}.${old.name}`, from: String(old.value), file, ...gone.get(old.name) });
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
