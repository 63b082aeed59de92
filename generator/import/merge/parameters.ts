import { groupBy } from '../../group-by.js';
import { isContext, isMarked } from '../delta/difference.js';
import type { ParameterFact } from '../facts.js';
import { parameterOperations } from '../facts.js';
import { mergeCodes } from './codes.js';
import { isLegal, meant, normalised } from './columns.js';
import { nameParameters } from './completed-names.js';
import type { MergeContext } from './context.js';
import { isWithinLimit } from './limit.js';
import { isInWords } from './parameter-names.js';
import { renameParameters } from './renamed-parameters.js';
import { groupWith } from './short-name-groups.js';
import type { Draft, DraftFile, Stated } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

export type ParametersFile = DraftFile<'parameters'>;
export type ParameterDraft = ParametersFile['content']['parameters'][number];
type Operations = Draft<NonNullable<ParameterDraft['operations']>>;
type Multiplicity = NonNullable<ParameterDraft['request']>;

/** What the documents say of one parameter, each column with the row that says it. */
interface Columns {
  type?: Cell<string>;
  responseType?: Cell<string>;
  request?: Cell<Multiplicity>;
  response?: Cell<Multiplicity>;
  operations: Partial<Record<keyof Operations, Cell<Operations['create']>>>;
}

interface Cell<T> {
  readonly value: T;
  readonly fact: Stated<ParameterFact>;
}

/** What requests and responses carry: TS-0004 6.4 gives types and multiplicities, 7.2.1.1 and TS-0001 8.1.2 which operation has what. */
export function mergeParameters(context: MergeContext, all: readonly Stated<ParameterFact>[]): void {
  const { into } = context;
  renameParameters(context, all);
  const facts = all.filter((fact) => !isContext(fact));
  if (isWithinLimit(context.diagnostics, 'table of parameters', '', facts)) {
    for (const [name, rows] of groupBy(facts, (fact) => fact.name)) mergeParameter(context, name, rows, all);
  }
  for (const side of ['request', 'response'] as const) removeParameters(context, side, all);
  // A table of short names has another one than the row.
  for (const { content } of into.all('parameters')) {
    for (const row of content.parameters) {
      const shortName = groupWith(into, 'parameter', row.name)?.names[row.name];
      if (shortName !== undefined && into.changes.some(({ what, name }) => what === 'short name' && name.endsWith(row.name))) row.shortName = shortName;
    }
  }
}

const rowOf = (files: readonly ParametersFile[], name: string): { readonly file: ParametersFile; readonly row: ParameterDraft } | undefined =>
  files.flatMap((file) => file.content.parameters.flatMap((row) => (row.name === name ? [{ file, row }] : [])))[0];

function mergeParameter(context: MergeContext, name: string, rows: readonly Stated<ParameterFact>[], all: readonly Stated<ParameterFact>[]): void {
  const { into } = context;
  const old = rowOf(into.all('parameters'), name);
  if (old === undefined) return addParameter(context, name, rows, all);
  const { row, file } = old;
  const own = (row.source ?? file.content.source).document;
  const stated = columnsOf(context, file.file, row, [...rows].sort((a, b) => Number(b.document === own) - Number(a.document === own)));
  const set = <T extends string>(column: string, before: T | null | undefined, cell: Cell<T> | undefined, write: (value: T) => void): void => {
    if (cell === undefined || cell.value === before) return;
    into.change({ kind: 'changed', what: 'parameter', name: `parameter ${name}`, column, from: before ?? 'none', to: cell.value, file: file.file, ...at(cell.fact) });
    write(cell.value);
  };
  set('type', row.type, stated.type, (value) => void (row.type = value));
  if (stated.responseType !== undefined) {
    set('responseType', row.responseType ?? row.type, stated.responseType, (value) => void (row.responseType = value));
    if (row.responseType === row.type) delete row.responseType;
  }
  for (const side of ['request', 'response'] as const) set(side, row[side], stated[side], (value) => void (row[side] = value));
  for (const operation of parameterOperations) {
    set(operation, row.operations?.[operation], stated.operations[operation], (value) => void (row.operations = { ...(row.operations ?? everywhere('NP')), [operation]: value }));
  }
  if (row.request !== null) row.operations ??= everywhere(row.request === '1' ? 'M' : 'O');
}

const everywhere = (value: Operations['create']): Operations => ({ create: value, retrieve: value, update: value, delete: value, notify: value });

/** The columns of a row as printed; of two documents the first one counts. */
function columnsOf({ diagnostics, proposals }: MergeContext, file: string, old: ParameterDraft | undefined, rows: readonly Stated<ParameterFact>[]): Columns {
  const columns: Columns = { operations: {} };
  const isInRequests = (old?.request ?? null) !== null || rows.some((fact) => fact.of === 'request');
  const legal = <T extends string>(fact: Stated<ParameterFact>, column: string, path: readonly string[], printed: string, values: readonly T[], use: string | undefined): T | undefined => {
    if (values.includes(printed as T)) return printed as T;
    if (use !== undefined && values.includes(use as T)) {
      proposals.misprint(fact, { file, path: ['parameters', fact.name, ...path], printed, use, needed: true });
      return printed as T;
    }
    diagnostics.report(mergeCodes, 'IMPORT_CELL', `parameter ${fact.name}: ${column} "${printed}" is not understood`, fact.place);
    return undefined;
  };
  for (const fact of rows) {
    const multiplicity = isMarked(fact, 'multiplicity') ? normalised.multiplicity(fact.multiplicity ?? '') : undefined;
    if (multiplicity !== undefined && columns[fact.of] === undefined) {
      const value = legal(fact, 'multiplicity', [fact.of], multiplicity, ['1', '0..1'] as const, meant('multiplicity', multiplicity));
      if (value !== undefined) columns[fact.of] = { value, fact };
    }
    const type = isMarked(fact, 'type') ? normalised.type(fact.type ?? '') : undefined;
    const column = fact.of === 'response' && isInRequests ? 'responseType' : 'type';
    if (type !== undefined && columns[column] === undefined) {
      if (isLegal.type(type)) columns[column] = { value: type, fact };
      else diagnostics.report(mergeCodes, 'IMPORT_CELL', `parameter ${fact.name}: type "${type}" is not understood`, fact.place);
    }
    for (const operation of parameterOperations) {
      const text = fact[operation];
      if (text === undefined || !isMarked(fact, operation) || columns.operations[operation] !== undefined) continue;
      const printed = normalised.create(text) ?? (text.trim() === '' ? '' : 'NP');
      const value = legal(fact, operation, ['operations', operation], printed, ['M', 'O', 'NP'] as const, meant('create', printed));
      if (value !== undefined) columns.operations[operation] = { value, fact };
    }
  }
  return columns;
}

/** A parameter that is new; what its tables leave open, the known definitions say, or the other tables. */
function addParameter(context: MergeContext, name: string, rows: readonly Stated<ParameterFact>[], all: readonly Stated<ParameterFact>[]): void {
  const { into, known, diagnostics } = context;
  const [first] = rows;
  const model = rowOf(known.all('parameters'), name)?.row;
  const file = into.all('parameters')[0]?.file ?? 'tables/parameters.json';
  const stated = columnsOf(context, file, undefined, rows);
  const type = stated.type?.value ?? stated.responseType?.value ?? model?.type;
  if (type === undefined) {
    diagnostics.report(mergeCodes, 'IMPORT_ROW', `parameter ${name} is left out: no table says its type`, first!.place, 'add it to the table of data types (TS-0004 6.4)');
    return;
  }
  const given = parameterOperations.map((operation) => stated.operations[operation]?.value);
  const carries = given.some((value) => value !== undefined && value !== 'NP');
  const request = stated.request?.value ?? (carries ? (given.every((value) => value === 'M') ? '1' : '0..1') : null);
  const responseType = stated.responseType?.value;
  const operations = request === null ? null : { ...(model?.operations ?? everywhere(request === '1' ? 'M' : 'O')), ...Object.fromEntries(parameterOperations.flatMap((operation, i) => (given[i] === undefined ? [] : [[operation, given[i]]]))) };
  const target = into.file('parameters', () => ({ source: sourceOf(first!), parameters: [] }));
  const source = sourceOf(first!);
  const printed = [...new Set(rows.flatMap((fact) => (fact.printed === undefined || isInWords(fact.printed, name) ? [] : [fact.printed])))];
  const row: ParameterDraft = {
    name,
    shortName: nameParameters(context, name),
    ...((printed.length > 0 || model?.printed !== undefined) && { printed: [...new Set([...(model?.printed ?? []), ...printed])] }),
    type,
    ...(responseType !== undefined && responseType !== type && { responseType }),
    request,
    response: stated.response?.value ?? null,
    operations,
    ...(!sameSource(source, target.content.source) && { source }),
    ...(model?.errata !== undefined && { errata: [...model.errata] }),
  };
  const before = all.slice(0, all.indexOf(first!)).findLast((fact) => fact.of === first!.of && target.content.parameters.some((other) => other.name === fact.name));
  const index = before === undefined ? target.content.parameters.length : target.content.parameters.findIndex((other) => other.name === before.name) + 1;
  target.content.parameters.splice(index, 0, row);
  into.change({ kind: 'added', what: 'parameter', name, to: `${row.shortName}, ${type}, request ${row.request ?? 'no'}, response ${row.response ?? 'no'}`, file: target.file, ...at(first) });
}

/** Parameters that requests, or responses, have no longer. */
function removeParameters({ into, absences }: MergeContext, side: 'request' | 'response', all: readonly Stated<ParameterFact>[]): void {
  const facts = all.filter((fact) => fact.of === side);
  const read = new Set(facts.map((fact) => fact.name));
  for (const { content, file } of into.all('parameters')) {
    const held = content.parameters.flatMap((row) => (row[side] === null ? [] : [{ name: row.name, source: row.source ?? content.source }]));
    const gone = absences.gone({ kind: 'parameter', of: side, title: `parameters of ${side}s` }, held, read);
    for (const row of content.parameters.filter(({ name }) => gone.has(name))) {
      const from = row[side]!;
      if (side === 'request') row.operations = null;
      if (side === 'request' && row.responseType !== undefined) row.type = row.responseType;
      delete row.responseType;
      row[side] = null;
      const isGone = row.request === null && row.response === null;
      into.change({ kind: isGone ? 'removed' : 'changed', what: 'parameter', name: isGone ? row.name : `parameter ${row.name}`, ...(!isGone && { column: side, from, to: 'none' }), file, ...at(facts[0]) });
    }
    content.parameters = content.parameters.filter((row) => row.request !== null || row.response !== null);
  }
}
