import { isContext, isMarked } from '../delta/difference.js';
import type { EnumerationFact } from '../facts.js';
import type { Change } from './changes.js';
import { mergeCodes } from './codes.js';
import type { MergeContext } from './context.js';
import { enumerationNamed, grouped, isNumbered, isSentence, isVoid, oneLine, withGaps } from './enumerations.js';
import type { Stated } from './workspace.js';
import { at, sourceOf } from './workspace.js';

/** Tables of values → enumerations: a table gives numbers and is there whole. The types of which no value is left. */
export function mergeEnumerationTables(context: MergeContext, facts: readonly Stated<EnumerationFact>[]): readonly string[] {
  const tables = new Map<string, Stated<EnumerationFact>[]>(context.absences.deletedTables().map((type) => [type, []]));
  for (const { type, facts: rows } of grouped(context, facts).filter(isNumbered)) tables.set(type!, [...(tables.get(type!) ?? []), ...rows]);
  return [...tables].flatMap(([type, rows]) => (mergeTable(context, type, rows) === 'empty' ? [type] : []));
}

function mergeTable(context: MergeContext, type: string, facts: readonly Stated<EnumerationFact>[]): 'empty' | undefined {
  const { into, diagnostics } = context;
  const [first] = facts;
  if (first === undefined && enumerationNamed(context, type, false) === undefined) return undefined;
  if (!/^m2m:[A-Za-z_][A-Za-z0-9_.-]*$/.test(type)) {
    diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `the enumeration ${type} is left out: its name is not of oneM2M's namespace`, first?.place);
    return undefined;
  }
  if (first !== undefined && facts.every(isContext) && context.absences.deletedTables().every((t) => t !== type)) return undefined;
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
    if (first === undefined) return undefined;
    const file = into.file('enumerations', () => ({ enumerations: [] }));
    const values = [...rows].sort(([a], [b]) => a - b).map(([value, { name }]) => ({ value, name: oneLine(name), ...(isVoid(name) && { reserved: true }) }));
    if (values.length === 0) return undefined;
    file.content.enumerations.push(withGaps({ type, description: `Values of ${type}.`, source: sourceOf(first), values }));
    into.change({ kind: 'added', what: 'enumeration', name: type, to: `${values.length} values`, file: file.file, ...at(first) });
    return undefined;
  }
  const { draft, file, isNew } = found;
  const note = (change: Change): void => void (isNew ? into.differences : into.changes).push(change);
  if (isNew) into.change({ kind: 'added', what: 'enumeration', name: type, to: `${rows.size} values`, file, ...at(first) });
  const before = new Map(draft.values.filter((v) => !isVoid(v.name)).map((v) => [v.name, { ...v }]));
  const marked = [...rows].filter(([, fact]) => isMarked(fact, 'value')).map(([value, fact]) => ({ value, fact, name: oneLine(fact.name) }));
  for (const { value, fact, name } of marked) {
    const old = draft.values.find((v) => v.value === value);
    if (old?.name === name || (old !== undefined && isSentence(name) && !isSentence(old.name))) continue;
    // A value goes by its name: where that, or the one that was here, stands under another number, they are two values.
    const same = before.get(name);
    if (old !== undefined && same === undefined && !marked.some((row) => row.name === old.name)) {
      note({ kind: 'changed', what: 'enumeration value', name: `${type} ${value}`, column: 'name', from: old.name, to: name, file, ...at(fact) });
      old.name = name;
      continue;
    }
    if (old !== undefined) note({ kind: 'removed', what: 'enumeration value', name: `${type}.${old.name}`, from: String(value), file, ...at(fact) });
    // One that is renumbered is described as before.
    const { provisional: _, ...described } = same ?? {};
    draft.values = [...draft.values.filter((v) => v !== old), { ...described, value, name, ...(isVoid(name) && { reserved: true }) }];
    note({ kind: 'added', what: 'enumeration value', name: `${type}.${name}`, to: String(value), file, ...at(fact) });
  }
  // What has its name under another number now is renumbered; a provisional value that the table does not have stays.
  const names = new Set([...rows.values()].map((row) => oneLine(row.name)));
  // Context renumbers nothing: where it has another number, that is said of it.
  const stated = new Set([...rows.values()].filter((row) => isMarked(row, 'value')).map((row) => oneLine(row.name)));
  const absent = draft.values.filter((v) => !rows.has(v.value) && (v.provisional !== true || stated.has(v.name)));
  // … unless the type is defined anew, by a whole specification.
  const isAnew = isNew && context.absences.definesAnew({ kind: 'enumeration-value', of: type });
  const held = draft.values.filter((v) => v.provisional !== true).map((v) => ({ name: v.name, number: v.value, source: draft.source }));
  const present = new Set([...names, ...draft.values.filter((v) => rows.has(v.value)).map((v) => v.name)]);
  const gone = context.absences.gone({ kind: 'enumeration-value', of: type, title: `values of ${type}` }, held, present);
  const going = isAnew ? draft.values.filter((v) => !rows.has(v.value)) : absent.filter((v) => (stated.has(v.name) && !isVoid(v.name)) || gone.has(v.name));
  if (going.length === draft.values.length) return 'empty';
  for (const old of going) {
    note({ kind: 'removed', what: 'enumeration value', name: `${type}.${old.name}`, from: String(old.value), file, ...(gone.get(old.name) ?? at(first)) });
    draft.values = draft.values.filter((v) => v !== old);
  }
  draft.values.sort((a, b) => a.value - b.value);
  withGaps(draft);
  return undefined;
}
