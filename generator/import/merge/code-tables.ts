import { groupBy } from '../../group-by.js';
import { isContext } from '../delta/difference.js';
import type { CommandFact, FaultFact, StatusCodeFact } from '../facts.js';
import { mergeCodes } from './codes.js';
import { enumerationNamed } from './enumerations.js';
import { isWithinLimit } from './limit.js';
import type { MergeContext } from './context.js';
import { placed } from './rows.js';
import { misspelt } from './spelling.js';
import type { Stated, Workspace } from './workspace.js';
import { at, sameSource, sourceOf } from './workspace.js';

/** The table that a fault stands in: its number, or its clause and RPC. */
export const tableOf = ({ source, rpc }: FaultFact): string => source.table ?? `${source.clause ?? ''} ${rpc}`.trim();

/** Tables of fault codes: rows by their code. */
export function mergeFaults(context: MergeContext, all: readonly Stated<FaultFact>[]): void {
  const { into, known, absences } = context;
  for (const number of absences.deleted('fault')) takeFaults(context, number, []);
  const tables = [...groupBy(all, tableOf)].filter(([, rows]) => !rows.every(isContext)).filter(([number, rows]) => isWithinLimit(context.diagnostics, 'fault table', number, rows));
  const facts = tables.flatMap(([, rows]) => rows);
  if (facts.length > 0 && [into, known].every((w) => w.enumeration(resultType) === undefined)) numberResults(into, facts);
  for (const [number, rows] of tables) {
    const first = rows[0]!;
    const file = into.file('fault-codes', () => {
      const unlisted = structuredClone(known.all('fault-codes')[0]?.content.unlisted ?? []);
      if (unlisted.length > 0) into.completed.push({ what: 'table of fault ranges', name: 'unlisted', from: known.all('fault-codes')[0]!.file });
      return { tables: [], unlisted };
    });
    let table = file.content.tables.find((t) => t.table === number);
    const isNew = table === undefined;
    const model = known.all('fault-codes').flatMap((f) => f.content.tables).find((t) => t.table === number);
    if (table === undefined) {
      table = { table: number, rpc: first.rpc, source: sourceOf(first), ...(model?.errata !== undefined && { errata: [...model.errata] }), rows: [] };
      file.content.tables.push(table);
      into.change({ kind: 'added', what: 'fault table', name: number, to: `${first.rpc}, ${rows.length} rows`, file: file.file, ...at(first) });
    }
    if (table.rpc !== first.rpc) {
      into.change({ kind: 'changed', what: 'fault table', name: `fault table ${number}`, column: 'rpc', from: table.rpc, to: first.rpc, file: file.file, ...at(first) });
      table.rpc = first.rpc;
    }
    const old = new Map(table.rows.map((row) => [row.faultCode, row]));
    const read = new Map<number, (typeof table.rows)[number]>();
    for (const fact of rows) {
      const name = `fault table ${number}.${fact.faultCode}`;
      const status = fact.status.trim().replace(/\s+/g, ' ');
      if (read.has(fact.faultCode)) {
        if (read.get(fact.faultCode)!.status !== status) context.diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `${name} is there twice`, fact.place);
        continue;
      }
      const row = old.get(fact.faultCode);
      if (isContext(fact)) {
        if (row !== undefined) read.set(fact.faultCode, row);
        continue;
      }
      const isOther = row?.status !== status;
      read.set(fact.faultCode, row ?? newFault(known, number, fact, status));
      if (row === undefined && !isNew) into.change({ kind: 'added', what: 'fault', name, to: status, file: file.file, ...at(fact) });
      if (row !== undefined && row.status !== status) {
        into.change({ kind: 'changed', what: 'fault', name, column: 'status', from: row.status, to: status, file: file.file, ...at(fact) });
        row.status = status;
      }
      if (isOther) checkStatus(context, file.file, number, fact, status);
    }
    const listed = [...read.values()];
    const stayed = table.rows.filter((row) => listed.includes(row));
    const isOrder = takeFaults(context, number, rows);
    const order = isOrder ? listed : placed(table.rows, listed);
    if (isOrder && order.filter((row) => stayed.includes(row)).some((row, i) => row !== stayed[i])) {
      into.change({ kind: 'moved', what: 'faults', name: `fault table ${number}`, to: 'in the order of the document', file: file.file, ...at(first) });
    }
    table.rows = order;
  }
}

/** Takes away the faults that the documents say are gone; whether nothing stays that they do not list. */
function takeFaults({ into, absences }: MergeContext, number: string, rows: readonly Stated<FaultFact>[]): boolean {
  const [first] = rows;
  const listed = new Set(rows.map((fact) => String(fact.faultCode)));
  for (const file of into.all('fault-codes')) {
    const table = file.content.tables.find((t) => t.table === number);
    if (table === undefined) continue;
    const held = table.rows.map((row) => ({ name: String(row.faultCode), source: row.source ?? table.source }));
    const gone = absences.gone({ kind: 'fault', of: number, title: `faults of table ${number}` }, held, listed, ({ source }) => first === undefined || source.table === first.source.table);
    for (const row of table.rows.filter((r) => gone.has(String(r.faultCode)))) {
      into.change({ kind: 'removed', what: 'fault', name: `fault table ${number}.${row.faultCode}`, from: row.status, file: file.file, ...gone.get(String(row.faultCode)) });
    }
    table.rows = table.rows.filter((r) => !gone.has(String(r.faultCode)));
    return !rows.some((fact) => fact.unmarked !== undefined) && table.rows.every((row) => listed.has(String(row.faultCode)));
  }
  return true;
}

const resultType = 'm2m:execResultType';

/** The statuses of the tables as an enumeration, where nobody has one: the numbers are provisional. */
function numberResults(into: Workspace, facts: readonly Stated<FaultFact>[]): void {
  const spellings = new Map<string, Map<string, number>>();
  for (const { status } of facts) {
    const printed = status.trim().replace(/\s+/g, ' ');
    const key = printed.toLowerCase().replace(/[^a-z0-9]+/g, '');
    const counts = spellings.get(key) ?? new Map<string, number>();
    spellings.set(key, counts.set(printed, (counts.get(printed) ?? 0) + 1));
  }
  // Of the spellings of one token, one without a space, and else the one that is there most.
  const names = [...spellings.values()].map((counts) => [...counts].sort(([a, m], [b, n]) => Number(a.includes(' ')) - Number(b.includes(' ')) || n - m)[0]![0]);
  const file = into.file('enumerations', () => ({ enumerations: [] }));
  file.content.enumerations.push({
    type: resultType,
    description: 'Results of a command, as the tables of fault codes name them.',
    source: sourceOf(facts[0]!),
    provisional: true,
    values: names.map((name, i) => ({ value: i + 1, name })),
  });
  into.change({ kind: 'added', what: 'enumeration', name: resultType, to: `${names.length} values, numbers provisional`, file: file.file, ...at(facts[0]) });
}

type FaultRow = { faultCode: number; status: string; description: string; errata?: string[] };

function newFault(known: Workspace, table: string, fact: Stated<FaultFact>, status: string): FaultRow {
  const rows = known.all('fault-codes').flatMap((f) => f.content.tables.flatMap((t) => t.rows.map((row) => ({ ...row, table: t.table }))));
  const same = rows.find((row) => row.faultCode === fact.faultCode && row.table === table);
  const like = same ?? rows.find((row) => row.faultCode === fact.faultCode);
  return {
    faultCode: fact.faultCode,
    status,
    description: like?.description ?? `Fault ${fact.faultCode} of ${fact.rpc}.`,
    ...(same?.errata !== undefined && { errata: [...same.errata] }),
  };
}

/** A status that results do not have: a slip of the pen away from one that they have, or a new one, its number provisional. */
function checkStatus(context: MergeContext, file: string, table: string, fact: Stated<FaultFact>, status: string): void {
  const { into, known, proposals } = context;
  const used = [into, known].flatMap((w) => w.used.byKind('enumerations').flatMap((f) => f.content.enumerations)).find((e) => e.type === resultType)?.values ?? [];
  const values = [...used, ...(into.enumeration(resultType)?.values ?? [])];
  const names = values.map((v) => v.name);
  if (names.includes(status)) return;
  const isAlias = values.some((v) => v.aliases?.includes(status) === true);
  const use = misspelt(status, names);
  if (use !== undefined) proposals.misprint(fact, { file, path: ['tables', table, 'rows', String(fact.faultCode), 'status'], printed: status, use, needed: !isAlias });
  if (use !== undefined || isAlias) return;
  const results = enumerationNamed(context, resultType);
  if (results === undefined) return;
  const value = Math.max(0, ...values.map((v) => v.value)) + 1;
  results.draft.values.push({ value, name: status, ...(results.draft.provisional !== true && { provisional: true }) });
  into.change({ kind: 'added', what: 'enumeration value', name: `${resultType}.${status}`, to: `${value} (provisional)`, file: results.file, ...at(fact) });
}

/** Which RPCs carry out a command, and which one reports that it is done. */
export function mergeCommands({ into, known, diagnostics, absences }: MergeContext, facts: readonly Stated<CommandFact>[]): void {
  for (const fact of facts) {
    if (isContext(fact)) continue;
    const model = known.all('commands').flatMap((f) => f.content.commands.map((command) => ({ command, file: f.file }))).find(({ command }) => command.cmdType === fact.cmdType);
    const existing = into.all('commands').flatMap((f) => f.content.commands).find((c) => c.cmdType === fact.cmdType);
    if (existing === undefined && model === undefined) {
      diagnostics.report(mergeCodes, 'IMPORT_NOT_TAKEN', `command ${fact.cmdType} is left out: the type of its arguments is in no table`, fact.place, 'add it to the commands by hand');
      continue;
    }
    const file = into.file('commands', () => ({ commands: [] }));
    const command = existing ?? structuredClone(model!.command);
    if (existing === undefined) {
      file.content.commands.push(command);
      into.completed.push({ what: 'command', name: fact.cmdType, from: model!.file });
      into.change({ kind: 'added', what: 'command', name: fact.cmdType, to: fact.rpcs.join(', then '), file: file.file, ...at(fact) });
    }
    const printed = { rpc: fact.rpcs[0] ?? command.rpc, completionReport: fact.rpcs[1] ?? null };
    for (const column of ['rpc', 'completionReport'] as const) {
      if (command[column] === printed[column]) continue;
      if (existing !== undefined) into.change({ kind: 'changed', what: 'command', name: `command ${fact.cmdType}`, column, from: command[column] ?? 'none', to: printed[column] ?? 'none', file: file.file, ...at(fact) });
      Object.assign(command, { [column]: printed[column] });
    }
  }
  const [first] = facts;
  const source = first && sourceOf(first);
  const read = new Set(facts.map((fact) => fact.cmdType));
  for (const file of into.all('commands')) {
    const held = file.content.commands.map((c) => ({ name: c.cmdType, source: c.source }));
    const gone = absences.gone({ kind: 'command', title: 'commands' }, held, read, (row) => source !== undefined && sameSource(row.source, source));
    for (const [name, where] of gone) into.change({ kind: 'removed', what: 'command', name, file: file.file, ...where });
    file.content.commands = file.content.commands.filter((c) => !gone.has(c.cmdType));
    const number = new Map(known.enumeration('m2m:cmdType')?.values.map((v) => [v.name, v.value]));
    if (file.text === undefined) file.content.commands.sort((a, b) => (number.get(a.cmdType) ?? 0) - (number.get(b.cmdType) ?? 0));
  }
}

/** Response status codes by number. A new one has no HTTP status until an erratum or a definition gives it. */
export function mergeStatusCodes({ into, known, diagnostics, absences }: MergeContext, all: readonly Stated<StatusCodeFact>[]): void {
  const facts = all.filter((fact) => !isContext(fact));
  let isLonger = false;
  const rows = new Map<number, Stated<StatusCodeFact>>();
  const names = new Set<string>();
  for (const fact of facts) {
    const other = rows.get(fact.code);
    const isNew = other === undefined && !names.has(sameWords(fact.name));
    if (isNew) rows.set(fact.code, fact);
    else if (other === undefined || sameWords(other.name) !== sameWords(fact.name)) diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `status code ${fact.code} or its name ${sameWords(fact.name)} is there twice`, fact.place, 'the first one counts');
    names.add(sameWords(fact.name));
  }
  const printed = new Set(all.map((fact) => String(fact.code)));
  for (const file of into.all('status-codes')) {
    const held = file.content.codes.map((c) => ({ name: String(c.code), source: c.source ?? file.content.source }));
    const gone = absences.gone({ kind: 'status-code', title: 'response status codes' }, held, printed);
    for (const code of file.content.codes.filter((c) => gone.has(String(c.code)))) {
      into.change({ kind: 'removed', what: 'status code', name: `${code.code} ${sameWords(code.name)}`, file: file.file, ...gone.get(String(code.code)) });
    }
    file.content.codes = file.content.codes.filter((c) => !gone.has(String(c.code)));
  }
  for (const fact of rows.values()) {
    const owner = into.all('status-codes').flatMap((f) => f.content.codes).find((c) => c.code !== fact.code && sameWords(c.name) === sameWords(fact.name));
    if (owner !== undefined && sameWords(rows.get(owner.code)?.name ?? owner.name) === sameWords(fact.name)) {
      diagnostics.report(mergeCodes, 'IMPORT_CONFLICT', `${sameWords(fact.name)} is status code ${owner.code}, and ${fact.code} here`, fact.place, 'the definition counts; change it if the document is right');
      continue;
    }
    const file = into.file('status-codes', () => ({ source: sourceOf(fact), codes: [] }));
    const old = into.all('status-codes').flatMap((f) => f.content.codes).find((c) => c.code === fact.code);
    if (old === undefined) {
      isLonger = true;
      const model = known.all('status-codes').flatMap((f) => f.content.codes).find((c) => c.code === fact.code);
      const source = sourceOf(fact);
      file.content.codes.push({ code: fact.code, name: fact.name, http: model?.http ?? null, ...(model?.provisional !== undefined && { provisional: model.provisional }), ...(!sameSource(source, file.content.source) && { source }), ...(model?.errata !== undefined && { errata: [...model.errata] }) });
      into.change({ kind: 'added', what: 'status code', name: String(fact.code), to: fact.name, file: file.file, ...at(fact) });
    } else if (sameWords(old.name) !== sameWords(fact.name)) {
      into.change({ kind: 'changed', what: 'status code', name: `status code ${fact.code}`, column: 'name', from: old.name, to: fact.name, file: file.file, ...at(fact) });
      old.name = fact.name;
    }
  }
  if (isLonger) for (const file of into.all('status-codes')) file.content.codes.sort((a, b) => a.code - b.code);
}

const sameWords = (name: string): string => name.replace(/\s+/g, ' ').trim();
