import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Row } from '../document.js';
import type { Fact, TableSummary } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { elisionReason, isElidedRow } from './elision.js';
import type { Recogniser, RowReader, RowResult } from './recogniser.js';
import { expected } from './recogniser.js';
import { rowAt } from './row.js';
import { subjectsIn } from './subject.js';
import type { TableContext } from './table-context.js';
import { noteIn, onlyText } from './table-context.js';
import type { Header } from './table-match.js';
import { headerRepeatedAt } from './table-match.js';
import { squeeze } from './text.js';

export interface TableFacts {
  readonly facts: readonly Fact[];
  readonly summary: TableSummary;
  /** The rows down to the header's end, where one was found: what a part of the table after a break may lack. */
  readonly head?: readonly Row[];
}

/** A table with the recogniser that accepted it. */
export interface Match {
  readonly recogniser: Recogniser;
  readonly header: Header;
  readonly reader: RowReader;
}

/** Reads the rows of a table; each gives facts or stands among the skipped with the reason. */
export function readTable(context: TableContext, match: Match, diagnostics: Diagnostics): TableFacts {
  const { recogniser, header } = match;
  const { rows } = context.table;
  const facts: Fact[] = [];
  const skipped: { row: number; reason: string; place: Place }[] = [];
  let current = match;
  let failed = 0;
  let isElided = false;
  const leave = (row: number, reason: string): void => void skipped.push({ row: row + 1, reason, place: context.rowPlace(row) });

  for (const { cell, use } of header.misspelt) {
    const message = `the header "${squeeze(cell.text)}" is read as "${use}"`;
    diagnostics.report(recogniseCodes, 'RECOGNISE_HEADER', message, context.placeOf(cell.place));
  }
  const fail = (row: number, reason: string): void => {
    failed += 1;
    leave(row, reason);
    const message = `row ${String(row + 1)} of ${context.name} gives nothing: ${reason}`;
    diagnostics.report(recogniseCodes, 'RECOGNISE_ROW', message, context.rowPlace(row));
  };
  for (let row = 0; row < header.start; row++) (onlyText(rows[row]!) === undefined ? fail : leave)(row, 'it stands above the header');

  for (let i = header.start + header.depth; i < rows.length; i++) {
    const repeated = repeatedHeader(recogniser, header, rows, i);
    if (repeated !== undefined) {
      const reader = recogniser.begin(context.at(repeated, diagnostics));
      if (typeof reader !== 'string') current = { recogniser, header: repeated, reader };
      for (let row = i; row < i + repeated.depth; row++) leave(row, 'the header again');
      i += repeated.depth - 1;
      continue;
    }
    if (isElidedRow(rows[i]!)) {
      isElided = true;
      leave(i, elisionReason);
      continue;
    }
    const only = onlyText(rows[i]!);
    if (only !== undefined && isSection(only)) {
      const reader = recogniser.begin(context.at(current.header, diagnostics, only));
      if (typeof reader !== 'string') current = { ...current, reader };
      leave(i, 'says of what the rows below are');
      continue;
    }
    const result = readRow(context, current, i, only);
    if (!('skip' in result)) {
      facts.push(...result);
      continue;
    }
    (result.expected ? leave : fail)(i, result.skip);
  }
  const left = failed > 0 ? `${String(failed)} ${failed === 1 ? 'row' : 'rows'} not understood` : undefined;
  const reason = left ?? (facts.length === 0 ? (isElided ? 'its rows are left out' : 'no row with content') : undefined);
  const summary = context.summary(facts, skipped, { kind: recogniser.kind, ...(reason !== undefined && { reason }), ...(isElided && { isElided }) });
  return { facts, summary, head: rows.slice(0, header.start + header.depth) };
}

function readRow(context: TableContext, { recogniser, header, reader }: Match, index: number, only: string | undefined): RowResult {
  const { rows } = context.table;
  const row = rows[index]!;
  if (only === '') return expected('empty row');
  if (noteIn(row) !== undefined) return expected('note');
  if (index > header.start + header.depth && repeats(header, row, rows[index - 1]!)) return expected('repeats or continues the row above');
  return reader(rowAt(recogniser, header, rows[header.start + header.depth - 1]!, row, context.rowPlace(index)));
}

/** The header again after a page break, the same letter by letter or with another subject. */
function repeatedHeader(recogniser: Recogniser, header: Header, rows: readonly Row[], row: number): Header | undefined {
  const same = (depth: number): boolean =>
    row + depth <= rows.length &&
    Array.from({ length: depth }, (_, i) => i).every((i) =>
      rows[row + i]!.cells.every((cell, column) => cell.text === rows[header.start + i]!.cells[column]?.text),
    );
  if (same(header.depth)) return { ...header, start: row };
  return headerRepeatedAt(recogniser, rows, row, header.depth) ?? (same(1) ? { ...header, start: row, depth: 1 } : undefined);
}

/** `Attributes of <x>` alone in a row. */
const isSection = (text: string): boolean =>
  text.length < 100 &&
  /^(?:(?:child resources|attributes) of\b|[<[])/i.test(text) &&
  /[>\]]\s*(?:resource)?s?$/i.test(text) &&
  subjectsIn(text).length > 0;

/** Columns that say something about a row rather than being what it says. */
const besides: ReadonlySet<string> = new Set(['text', 'occurs']);

/** A row whose cells are those of the row above, merged or copied, but for the words about it. */
function repeats(header: Header, row: Row, above: Row): boolean {
  let any = false;
  for (const [key, columns] of header.columns) {
    if (besides.has(key)) continue;
    for (const column of columns) {
      const [cell, over] = [row.cells[column]!, above.cells[column]!];
      if (cell !== over && cell.text !== over.text) return false;
      any ||= squeeze(cell.text) !== '';
    }
  }
  return any;
}
