import { isGridBorder } from './grid-table.js';

/** A piece of a line. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Cells of several lines in tables drawn with `+---+`: of each, its piece of every line. A cell that borders within its row cut is none. */
export function drawnCells(text: string): readonly (readonly Segment[])[] {
  const cells: (readonly Segment[])[] = [];
  let corners: readonly number[] = [];
  let rows: number[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (isGridBorder(line)) {
      if (rows.length > 1 && rows.every((row) => corners.every((column) => text[row + column] === '|'))) {
        corners.slice(0, -1).forEach((column, i) => cells.push(rows.map((row) => ({ from: row + column + 1, to: row + corners[i + 1]! }))));
      }
      corners = [...line.matchAll(/\+/g)].map(({ index }) => index);
      rows = [];
    } else if (corners.length > 0 && /^ *\|/.test(line)) rows.push(start);
    else corners = [];
    start = end + 1;
  }
  return cells;
}
