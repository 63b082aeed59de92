import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Paragraph, Table } from '../document.js';
import { isCaption } from '../captions.js';
import { cellContent } from '../cell.js';
import type { SpannedRow } from '../grid.js';
import { gridCodes, denseGrid } from '../grid.js';
import { textCodes } from './codes.js';
import type { Line } from './lines.js';
import { headingAt, isBlank, isSeparator, paragraphOf } from './lines.js';

/**
 * Tables that were flattened to text, one cell a line: a tab begins a cell, further lines without a tab are its further
 * paragraphs, an empty line ends a row. Since a cell may hold empty paragraphs too, an empty line alone decides nothing:
 * rows are found by the number of columns with which most of them come out even.
 */

/** A cell as found: its paragraphs, and how many empty lines stand before it. */
interface FlatCell {
  readonly paragraphs: readonly Paragraph[];
  readonly place: Place;
  readonly blanks: number;
}

/** No table of a specification has more; more cells in a row are text that happens to be indented. */
const mostColumns = 64;

/** The tables that begin at line `start`, and the line after them; no table when the lines are merely indented text. */
export function flatTables(
  lines: readonly Line[],
  start: number,
  file: string,
  diagnostics: Diagnostics,
): { readonly blocks: readonly (Table | Paragraph)[]; readonly next: number } {
  const { cells, next } = cellsFrom(lines, start, file);
  return { blocks: cut(cells).flatMap((part) => blocksOf(part, diagnostics)), next };
}

function cellsFrom(lines: readonly Line[], start: number, file: string): { readonly cells: readonly FlatCell[]; readonly next: number } {
  const cells: FlatCell[] = [];
  let blanks = 0;
  for (let at = start; ; ) {
    let after = at + 1;
    while (after < lines.length && !lines[after]!.text.startsWith('\t')) after++;
    const end = endOfTable(lines, at + 1, after, file);
    const { number, text } = lines[at]!;
    const further = lines.slice(at + 1, end ?? after).filter((line) => !isBlank(line.text));
    const first = isBlank(text) ? [] : [paragraphOf(text.slice(1), { file, line: number, column: 2 })];
    const rest = further.map((line) => paragraphOf(line.text, { file, line: line.number, column: 1 }));
    cells.push({ paragraphs: [...first, ...rest], place: { file, line: number, column: 2 }, blanks });
    if (end !== undefined) return { cells, next: end };
    blanks = 0;
    for (let i = after - 1; i > at && isBlank(lines[i]!.text); i--) blanks++;
    at = after;
  }
}

/**
 * Where the table ends between the line of a cell and the line of the next one: a caption, a heading or a change
 * separator between them belongs to the text after the table, and so does everything after the first two empty lines.
 * Undefined where the table goes on.
 */
function endOfTable(lines: readonly Line[], from: number, next: number, file: string): number | undefined {
  let boundary = from;
  let hasGap = false;
  for (; boundary < next && !isBoundary(lines, boundary, file, hasGap); boundary++) {
    hasGap ||= boundary > from && isBlank(lines[boundary]!.text) && isBlank(lines[boundary - 1]!.text);
  }
  if (boundary === next && next < lines.length) return undefined;
  const blankRun = (length: number): number | undefined => {
    for (let i = from; i + length <= Math.min(boundary + 1, lines.length); i++) {
      if (lines.slice(i, i + length).every(({ text }) => isBlank(text))) return i;
    }
    return undefined;
  };
  return blankRun(2) ?? blankRun(1) ?? boundary;
}

/** `1 Create` may be a paragraph of a cell; `9.6.17 Resource Type …` is none. */
function isBoundary(lines: readonly Line[], index: number, file: string, hasGap: boolean): boolean {
  const { text } = lines[index]!;
  if (isBlank(text)) return false;
  if (isCaption(text) || isSeparator(text)) return true;
  const number = headingAt(lines, index, file)?.heading.number;
  return number !== undefined && (hasGap || number.includes('.'));
}

/** Cells of which none is preceded by an empty line. */
interface Run {
  readonly from: number;
  readonly size: number;
  readonly blanks: number;
}

function runsOf(cells: readonly FlatCell[]): readonly Run[] {
  const runs: { from: number; size: number; blanks: number }[] = [];
  for (const [i, { blanks }] of cells.entries()) {
    if (i === 0 || blanks > 0) runs.push({ from: i, size: 1, blanks });
    else runs.at(-1)!.size++;
  }
  return runs;
}

/** Two tables may follow each other without a word between them: cut at two empty lines when every part then comes out even. */
function cut(cells: readonly FlatCell[]): readonly (readonly FlatCell[])[] {
  if (rowsOf(cells).uneven === 0) return [cells];
  const starts = [0, ...cells.flatMap(({ blanks }, i) => (i > 0 && blanks >= 2 ? [i] : [])), cells.length];
  const parts = starts.slice(1).map((end, i) => cells.slice(starts[i], end));
  return parts.length > 1 && parts.every((part) => rowsOf(part).uneven === 0) ? parts : [cells];
}

interface Rows {
  /** Numbers of cells in each row. */
  readonly sizes: readonly number[];
  readonly columns: number;
  /** How many rows have neither all columns nor one merged cell. */
  readonly uneven: number;
}

/** What it costs to read runs of cells as one row; the least sum wins. */
const cost = { full: 0, title: 0.5, merged: 2, uneven: 6, joinedOverOneBlank: 1, joinedOverMore: 0.4 } as const;

function rowsOf(cells: readonly FlatCell[]): Rows {
  const runs = runsOf(cells);
  const counts = new Map<number, number>();
  for (const { size } of runs) counts.set(size, (counts.get(size) ?? 0) + 1);
  const candidates = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, 4).map(([size]) => size);
  const readings = candidates.map((columns) => reading(runs, columns)).sort((a, b) => a.cost - b.cost || b.columns - a.columns);
  return readings[0]!;
}

/** The cheapest rows of `columns` columns, by dynamic programming over the runs. */
function reading(runs: readonly Run[], columns: number): Rows & { readonly cost: number } {
  const best: { readonly cost: number; readonly from: number }[] = [{ cost: 0, from: -1 }];
  for (let end = 1; end <= runs.length; end++) {
    let least = { cost: Infinity, from: end - 1 };
    for (let from = end - 1, size = 0, joins = 0; from >= 0; from--) {
      size += runs[from]!.size;
      if (from < end - 1) joins += runs[from + 1]!.blanks > 1 ? cost.joinedOverMore : cost.joinedOverOneBlank;
      if (size > columns && from < end - 1) break;
      const total = best[from]!.cost + joins + rowCost(size, columns, from === 0);
      if (total < least.cost) least = { cost: total, from };
    }
    best.push(least);
  }
  const sizes: number[] = [];
  for (let end = runs.length; end > 0; end = best[end]!.from) {
    sizes.push(runs.slice(best[end]!.from, end).reduce((sum, { size }) => sum + size, 0));
  }
  sizes.reverse();
  return { sizes, columns, cost: best[runs.length]!.cost, uneven: sizes.filter((size) => size !== columns && size !== 1).length };
}

const rowCost = (size: number, columns: number, first: boolean): number =>
  size === columns ? cost.full : size === 1 ? (first ? cost.title : cost.merged) : cost.uneven;

function blocksOf(cells: readonly FlatCell[], diagnostics: Diagnostics): readonly (Table | Paragraph)[] {
  const { sizes, columns } = rowsOf(cells);
  const { place } = cells[0]!;
  // Tabs alone are white space, and one indented line is a paragraph.
  if (cells.every(({ paragraphs }) => paragraphs.length === 0)) return [];
  if (cells.length === 1) return cells[0]!.paragraphs;
  if (columns > mostColumns) {
    const message = `${String(columns)} cells follow each other without an empty line: the rows of this table cannot be told apart, it is read as text`;
    diagnostics.report(textCodes, 'TEXT_TABLE_SHAPE', message, place, 'put an empty line between the rows');
    return cells.flatMap(({ paragraphs }) => paragraphs);
  }
  let from = 0;
  const rows = sizes.map((size, i): SpannedRow => {
    const own = cells.slice(from, from + size);
    from += size;
    const start = own[0]!.place;
    if (size !== columns && size !== 1) {
      const message = `row ${String(i + 1)} has ${String(size)} cells where the table has ${String(columns)} columns`;
      diagnostics.report(textCodes, 'TEXT_TABLE_ROW', message, start, 'give every cell a line of its own that begins with a tab');
    }
    const columnSpan = size === 1 ? columns : 1;
    const spanned = own.map((cell) => ({
      content: cellContent(cell.paragraphs, cell.place),
      columnSpan,
      rowSpan: 1,
    }));
    const missing = Array.from({ length: Math.max(0, columns - size * columnSpan) }, () => ({
      content: cellContent([], start),
      columnSpan: 1,
      rowSpan: 1,
    }));
    return { header: false, place: start, cells: [...spanned, ...missing] };
  });
  const grid = denseGrid(rows, (code, message, at, hint) => diagnostics.report(gridCodes, code, message, at, hint));
  return grid === undefined ? [] : [{ kind: 'table', rows: grid, place }];
}
