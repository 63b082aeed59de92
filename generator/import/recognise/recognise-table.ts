import { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Row, Table } from '../document.js';
import { recogniseCodes } from './codes.js';
import { headWords, kindByLabels } from './labels.js';
import type { TableFacts } from './read-table.js';
import { readTable } from './read-table.js';
import type { Recogniser } from './recogniser.js';
import { recognisers } from './recognisers.js';
import type { Surroundings } from './table-context.js';
import { TableContext } from './table-context.js';
import type { Spelling } from './shape.js';
import type { Header } from './table-match.js';
import { findHeader } from './table-match.js';

/** A recognised table that another one follows without a word between them. */
export interface TableBefore {
  readonly table: Table;
  readonly head: readonly Row[];
}

/**
 * Finds what kind of table this is and reads its rows: by its headers, by the labels in its first column, as the rest of
 * the table before it, and only then by headers that are misspelt.
 */
export function recogniseTable(
  table: Table,
  around: Surroundings,
  before: TableBefore | undefined,
  diagnostics: Diagnostics,
): TableFacts {
  const context = new TableContext(table, around);
  const exact = byHeaders(context, 'exact', diagnostics);
  if (typeof exact !== 'string') return exact;
  const known = kindByLabels(table);
  if (known !== undefined) return { facts: [], summary: context.summary([], [], known) };
  // What change marks have emptied, or nobody has filled in, says nothing and leaves nothing out.
  if (table.rows.length > 0 && table.rows.every(({ cells }) => cells.every(({ text, tables }) => text === '' && tables.length === 0))) return { facts: [], summary: context.summary([], [], { kind: 'layout', reason: 'empty' }) };
  const rest = before && asRest(context, before, diagnostics);
  if (rest !== undefined) return rest;
  const near = byHeaders(context, 'near', diagnostics);
  if (typeof near !== 'string') return near;
  const message = `${context.name} (${headWords(table)}) is of no known kind: ${near}`;
  diagnostics.report(recogniseCodes, 'RECOGNISE_TABLE', message, context.placeOf(table.place));
  return { facts: [], summary: context.summary([], [], { reason: near }) };
}

/** A table cut in two by hand: the second part has neither caption nor header. Only if every row is like one of the first. */
function asRest(context: TableContext, { table, head }: TableBefore, diagnostics: Diagnostics): TableFacts | undefined {
  const { table: rest, around } = context;
  if (rest.caption !== undefined || rest.rows[0]?.cells.length !== table.rows[0]?.cells.length) return undefined;
  const own = new Diagnostics();
  const found = byHeaders(new TableContext({ ...table, place: rest.place, rows: [...head, ...rest.rows] }, around), 'exact', own);
  if (typeof found === 'string' || found.facts.length === 0 || own.list().some(({ code }) => code === 'RECOGNISE_ROW')) return undefined;
  for (const diagnostic of own.list()) diagnostics.add(diagnostic);
  const skipped = found.summary.skipped.filter(({ row }) => row > head.length).map((s) => ({ ...s, row: s.row - head.length }));
  const reason = `the rest of ${table.number === undefined ? 'the table' : `table ${table.number}`} before it`;
  return { facts: found.facts, summary: context.summary(found.facts, skipped, { kind: found.summary.kind!, reason }), head };
}

interface Candidate {
  readonly recogniser: Recogniser;
  readonly header: Header;
}

/** What the recogniser makes of the table that knows most of its columns and accepts it, or why none does. */
function byHeaders(context: TableContext, spelling: Spelling, diagnostics: Diagnostics): TableFacts | string {
  const candidates: Candidate[] = [];
  let refusal = { columns: 0, reason: `the headers ${headWords(context.table)} are those of no known kind` };
  const refuse = (columns: number, reason: string): void => {
    if (columns > refusal.columns) refusal = { columns, reason };
  };
  for (const recogniser of recognisers) {
    const header = findHeader(recogniser, context.table.rows, spelling);
    if ('start' in header) candidates.push({ recogniser, header });
    else
      refuse(
        header.matched,
        `nearest to a ${recogniser.title}, which also has a column ${header.missing.map((key) => titleOf(recogniser, key)).join(', ')}`,
      );
  }
  candidates.sort((a, b) => b.header.columns.size - a.header.columns.size);
  for (const candidate of candidates) {
    const found = tryOut(context, candidate, diagnostics);
    if (typeof found !== 'string') return found;
    refuse(candidate.header.columns.size, `not a ${candidate.recogniser.title}: ${found}`);
  }
  return refusal.reason;
}

/** Reads the table as the candidate would; what it reports counts only if it accepts the table. */
function tryOut(context: TableContext, { recogniser, header }: Candidate, diagnostics: Diagnostics): TableFacts | string {
  const own = new Diagnostics();
  const reader = recogniser.begin(context.at(header, own));
  if (typeof reader === 'string') return reader;

  // A column that the kind can do without may still be there under a misspelt header.
  const whole = findHeader(recogniser, context.table.rows, 'near');
  const better = 'start' in whole && whole.columns.size > header.columns.size ? recogniser.begin(context.at(whole, own)) : '';
  const match =
    'start' in whole && typeof better !== 'string' ? { recogniser, header: whole, reader: better } : { recogniser, header, reader };

  const found = readTable(context, match, own);
  const [first] = own.list().filter(({ code }) => code === 'RECOGNISE_ROW');
  if (recogniser.common && found.facts.length === 0 && first !== undefined) return `no row is like one of its rows; ${first.message}`;
  for (const diagnostic of own.list()) diagnostics.add(diagnostic);
  return found;
}

/** A header by which a column is known, for reasons. */
const titleOf = ({ columns }: Recogniser, key: string): string =>
  `"${columns[key]!.headers.find((header) => typeof header === 'string' && !header.includes('*'))?.toString() ?? key}"`;
