import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { cellContent } from '../cell.js';
import type { Paragraph, Table } from '../document.js';
import type { SpannedRow } from '../grid.js';
import { gridCodes, denseGrid } from '../grid.js';
import { isBlank, paragraphOf } from '../text/lines.js';
import { markdownCodes } from './codes.js';
import { inlineText } from './inline.js';
import type { SourceText } from './source.js';

/** A line of Markdown: its text and where it begins. */
export interface MarkdownLine {
  readonly text: string;
  readonly offset: number;
}

/** Is `line` the row of dashes below the headings of a table? */
export const isDelimiterRow = (line: string): boolean =>
  line.includes('-') && /^[ \t|:-]+$/.test(line) && (line.includes('|') || line.includes(':')) && cellsOf(line).every(({ text }) => /^:?-+:?$/.test(text.trim()));

/** A cell of a row of pipes and where it begins; `\|` is no border. */
export function cellsOf(line: string): readonly { readonly text: string; readonly at: number }[] {
  const cells: { text: string; at: number }[] = [];
  const from = line.length - line.trimStart().length + (line.trimStart().startsWith('|') ? 1 : 0);
  let at = from;
  for (let i = from; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === '|') {
      cells.push({ text: line.slice(at, i), at });
      at = i + 1;
    }
  }
  if (cells.length === 0 || !isBlank(line.slice(at))) cells.push({ text: line.slice(at), at });
  return cells;
}

/** The table whose headings are `lines[0]` and whose row of dashes is `lines[1]`. */
export function pipeTable(source: SourceText, lines: readonly MarkdownLine[], diagnostics: Diagnostics): Table | undefined {
  const place = source.place(lines[0]!.offset);
  const columns = cellsOf(lines[1]!.text).length;
  const rows = [lines[0]!, ...lines.slice(2)].map(({ text, offset }, i): SpannedRow => {
    const cells = cellsOf(text);
    const start = source.place(offset);
    if (cells.length > columns) {
      const message = `row ${String(i + 1)} has ${String(cells.length)} cells where the row of dashes has ${String(columns)}`;
      diagnostics.report(markdownCodes, 'MARKDOWN_TABLE', message, start, 'write a | that is no border as \\|');
    }
    const spanned = cells.map((cell) => {
      const at = source.place(offset + cell.at + cell.text.length - cell.text.trimStart().length);
      return { content: cellContent(cellParagraphs(cell.text, at), at), columnSpan: 1, rowSpan: 1 };
    });
    // A row of one cell is a remark on the others, and wants no more: `| … |`, `| NOTE: … |`.
    const rest = Array.from({ length: spanned.length === 1 ? columns - 1 : 0 }, () => ({ content: cellContent([], start), columnSpan: 1, rowSpan: 1 }));
    return { header: i === 0, place: start, cells: [...spanned, ...rest] };
  });
  const grid = denseGrid(rows, (code, message, at, hint) => diagnostics.report(gridCodes, code, message, at, hint));
  return grid === undefined ? undefined : { kind: 'table', rows: grid, place };
}

/** The paragraphs of a cell: `<br>` begins a new one. */
const cellParagraphs = (text: string, place: Place): readonly Paragraph[] =>
  inlineText(text.replace(/\\\|/g, '|').trim())
    .split('\n')
    .filter((line) => !isBlank(line))
    .map((line) => ({ ...paragraphOf(line, place), place }));
