import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { cellContent } from '../cell.js';
import type { Table } from '../document.js';
import type { SpannedCell, SpannedRow } from '../grid.js';
import { gridCodes, denseGrid } from '../grid.js';
import { brokenWords } from './broken-words.js';
import { cellParagraphs } from './cell-paragraphs.js';
import { markdownCodes } from './codes.js';
import type { MarkdownLine } from './pipe.js';
import type { SourceText } from './source.js';

export const isGridBorder = (text: string): boolean => /^ *\+(?:[-=:]+\+)+ *$/.test(text);

/**
 * A table drawn with `+---+---+` (Pandoc, reStructuredText), cells merged over rows or columns included: a cell goes from
 * a corner to the right and down to the next borders that close it.
 */
export function gridTable(source: SourceText, lines: readonly MarkdownLine[], diagnostics: Diagnostics): Table | undefined {
  const place = source.place(lines[0]!.offset);
  const width = Math.max(...lines.slice(0, mostLines).map(({ text }) => text.trimEnd().length));
  if (lines.length > mostLines || width > mostWidth) {
    diagnostics.report(markdownCodes, 'MARKDOWN_TABLE', 'a drawn table is too large to be read', place, 'write it as a table with pipes');
    return undefined;
  }
  const asDrawn = lines.map(({ text }) => text.trimEnd().padEnd(width));
  const isAligned = scan(asDrawn) !== undefined;
  const drawing = isAligned ? asDrawn : (realigned(asDrawn) ?? asDrawn);
  const cells = scan(drawing);
  if (cells === undefined) {
    diagnostics.report(markdownCodes, 'MARKDOWN_TABLE', 'the borders of a drawn table do not meet: the table is not read', place, 'align the + and | of every row');
    return undefined;
  }
  const tops = [...new Set(cells.map(({ top }) => top))].sort((a, b) => a - b);
  const lefts = [...new Set(cells.map(({ left }) => left))].sort((a, b) => a - b);
  const body = drawing.findIndex((text) => /\+[=:]*=[=:]*\+/.test(text));
  const count = (starts: readonly number[], from: number, to: number): number => starts.filter((start) => start >= from && start < to).length;
  const joined = brokenWords(source, diagnostics);
  const rows = tops.map((top): SpannedRow => {
    const rowPlace = source.place(lines[top + 1]?.offset ?? lines[top]!.offset);
    const own = cells.filter((cell) => cell.top === top).sort((a, b) => a.left - b.left);
    return {
      header: top < body,
      place: rowPlace,
      cells: own.map((cell): SpannedCell => {
        const first = lines[cell.top + 1]!;
        const at = source.place(first.offset + Math.min(cell.left + 1, first.text.length));
        return {
          content: cellContent(cellParagraphs(drawing.slice(cell.top + 1, cell.bottom).map((text) => text.slice(cell.left + 1, cell.right)), cell.right - cell.left - 3, joined, at), at),
          column: lefts.indexOf(cell.left),
          columnSpan: count(lefts, cell.left, cell.right),
          rowSpan: count(tops, cell.top, cell.bottom),
        };
      }),
    };
  });
  const grid = denseGrid(rows, (code, message, at, hint) => diagnostics.report(gridCodes, code, message, at, hint));
  return grid === undefined ? undefined : { kind: 'table', rows: grid, place };
}

/**
 * The same table with its borders put right, where every row has a cell for each column: whoever marks a change in a row seldom draws
 * the table anew, so that with the change made, or not made, its borders no longer meet.
 */
function realigned(drawing: readonly string[]): readonly string[] | undefined {
  const rows = drawing.map((line) => {
    const isBorder = isGridBorder(line);
    return { isBorder, cells: line.trim().split(isBorder ? /\+/ : /(?<!\\)\|/).slice(1, -1) };
  });
  const columns = rows[0]!.cells.length;
  if (columns === 0 || rows.some(({ cells }) => cells.length !== columns) || drawing.some((line) => !/^\s*[|+].*[|+]\s*$/.test(line))) return undefined;
  const widths = rows[0]!.cells.map((_, i) => Math.max(...rows.map(({ cells }) => cells[i]!.length)));
  return rows.map(({ isBorder, cells }) => (isBorder ? `+${cells.map((cell, i) => cell.padEnd(widths[i]!, cell.at(-1))).join('+')}+` : `|${cells.map((cell, i) => cell.padEnd(widths[i]!)).join('|')}|`));
}

/** A drawing is looked at character by character. */
const mostLines = 5_000;
const mostWidth = 2_000;

interface Box {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** The cells of the drawing, from the upper left corner on; undefined when a border is broken. */
function scan(drawing: readonly string[]): readonly Box[] | undefined {
  const boxes: Box[] = [];
  /** How far down each column of characters is known to belong to a cell. */
  const covered = new Map<number, number>();
  const first = drawing[0]!.indexOf('+');
  const waiting: [number, number][] = [[0, first]];
  const seen = new Set<string>();
  while (waiting.length > 0) {
    const [top, left] = waiting.shift()!;
    const key = `${String(top)},${String(left)}`;
    if (seen.has(key) || top >= drawing.length - 1 || left >= drawing[0]!.length - 1) continue;
    seen.add(key);
    if ((covered.get(left) ?? -1) > top) continue;
    const box = boxAt(drawing, top, left);
    if (box === undefined) {
      if (isCornerOfCell(drawing, top, left)) return undefined;
      continue;
    }
    boxes.push(box);
    covered.set(left, box.bottom);
    waiting.push([box.top, box.right], [box.bottom, box.left]);
    waiting.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }
  return boxes.length === 0 ? undefined : boxes;
}

const isCornerOfCell = (drawing: readonly string[], top: number, left: number): boolean =>
  /[-=:]/.test(drawing[top]?.[left + 1] ?? ' ') && /[|]/.test(drawing[top + 1]?.[left] ?? ' ');

/** The smallest box whose upper left corner is here. */
function boxAt(drawing: readonly string[], top: number, left: number): Box | undefined {
  if (drawing[top]![left] !== '+') return undefined;
  for (let right = left + 1; right < drawing[top]!.length; right++) {
    const char = drawing[top]![right]!;
    if (char !== '+' && !/[-=:]/.test(char)) return undefined;
    if (char !== '+') continue;
    for (let bottom = top + 1; bottom < drawing.length; bottom++) {
      const leftChar = drawing[bottom]![left]!;
      const rightChar = drawing[bottom]![right]!;
      if (!/[|+]/.test(leftChar) || !/[|+]/.test(rightChar)) break;
      if (leftChar === '+' && rightChar === '+' && /^[-=:+]+$/.test(drawing[bottom]!.slice(left, right + 1))) return { top, left, bottom, right };
    }
  }
  return undefined;
}
