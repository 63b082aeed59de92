import type { CodeTable, Place } from '../diagnostics/diagnostic.js';
import type { Cell, Row } from './document.js';

export const gridCodes = {
  GRID_SPAN: { severity: 'warning', title: 'A cell spans more rows or columns than the table has' },
  GRID_OVERLAP: { severity: 'warning', title: 'Two cells of a table claim the same position' },
  GRID_RAGGED: { severity: 'warning', title: 'The rows of a table have different widths' },
  GRID_TOO_LARGE: { severity: 'error', title: 'A table has more positions than are read' },
} as const satisfies CodeTable;

export interface GridLimits {
  /** Widest table; Word allows 63 columns, HTML 1,000. */
  readonly columns: number;
  /** Rows times columns. */
  readonly positions: number;
}

export const gridLimits: GridLimits = { columns: 1_000, positions: 200_000 };

/** What stands in a cell. */
export type CellContent = Pick<Cell, 'text' | 'paragraphs' | 'tables' | 'place'>;

/** A cell as a row of the source lists it: once, at its first row, with what it covers. */
export interface SpannedCell {
  readonly content: CellContent;
  /** At least 1. */
  readonly columnSpan: number;
  /** At least 1; `Infinity` is "to the end of the table" (HTML's `rowspan="0"`). */
  readonly rowSpan: number;
  /** Where the format says the column itself (Word does); otherwise the first that is free. */
  readonly column?: number;
}

export interface SpannedRow {
  readonly cells: readonly SpannedCell[];
  readonly header: boolean;
  readonly place: Place;
}

export type GridReport = (code: keyof typeof gridCodes, message: string, place: Place, hint?: string) => void;

/**
 * Rows of cells with spans → the dense grid of the contract: every row as wide as the widest, a merged cell at each of
 * its positions as the same object, gaps filled with empty cells. Spans that make no sense are cut down to what fits,
 * and reported. Undefined when the table is larger than the limits.
 */
export function denseGrid(rows: readonly SpannedRow[], report: GridReport, limits: GridLimits = gridLimits): Row[] | undefined {
  const placed = new Placement(rows, report, limits);
  if (!rows.every((row, index) => placed.add(row, index))) return undefined;
  const { width, grid } = placed;
  const short = grid.flatMap((cells, index) => (cells.length < width ? [index] : []));
  // A merged title, written out over more columns than the rows have, hides nothing: every other row is whole.
  const [title] = grid;
  const isTitled = width > 1 && title!.length === width && short.length === grid.length - 1 && title!.every((cell) => cell?.text === title![0]?.text) && new Set(short.map((index) => grid[index]!.length)).size === 1;
  if (short.length > 0 && !isTitled) {
    const others = short.length > 1 ? ` (as do ${short.length - 1} other rows)` : '';
    const message = `row ${short[0]! + 1} ends after ${grid[short[0]!]!.length} of ${width} columns${others}; the rest is read as empty cells`;
    report('GRID_RAGGED', message, rows[short[0]!]!.place, 'make every row as wide as the table, or merge cells');
  }
  return rows.map((row, index) => ({
    cells: Array.from({ length: width }, (_, column) => grid[index]![column] ?? emptyCell(index, column, row.place)),
    header: row.header,
    place: row.place,
  }));
}

class Placement {
  /** May have holes until the end. */
  readonly grid: (Cell | undefined)[][];
  width = 0;

  constructor(
    private readonly rows: readonly SpannedRow[],
    private readonly report: GridReport,
    private readonly limits: GridLimits,
  ) {
    this.grid = rows.map(() => []);
  }

  /** False when a limit is passed. */
  add(row: SpannedRow, index: number): boolean {
    let next = 0;
    for (const cell of row.cells) {
      const column = this.freeColumn(cell, index, cell.column ?? next);
      const columnSpan = this.fittingColumns(cell, index, column);
      next = column + columnSpan;
      this.width = Math.max(this.width, next);
      if (this.width * this.rows.length > this.limits.positions || this.width > this.limits.columns) {
        const size = `${this.rows.length} rows and ${this.width} columns or more`;
        const most = `at most ${this.limits.columns} columns and ${this.limits.positions} positions are read`;
        this.report('GRID_TOO_LARGE', `the table has ${size}; ${most}`, cell.content.place, 'split the table');
        return false;
      }
      this.put(cell, index, column, this.fittingRows(cell, index, column, columnSpan), columnSpan);
    }
    return true;
  }

  private freeColumn({ column: said, content }: SpannedCell, row: number, from: number): number {
    const free = this.grid[row]!.findIndex((cell, column) => column >= from && cell === undefined);
    const column = free >= 0 ? free : Math.max(from, this.grid[row]!.length);
    if (said !== undefined && column !== said) {
      this.report('GRID_OVERLAP', `a cell of row ${row + 1} stands where a cell is merged from above; it is moved to column ${column + 1}`, content.place);
    }
    return column;
  }

  private put({ content }: SpannedCell, row: number, column: number, rowSpan: number, columnSpan: number): void {
    const { text, paragraphs, tables, place } = content;
    const cell: Cell = { text, paragraphs, tables, row, column, rowSpan, columnSpan, place };
    for (let r = row; r < row + rowSpan; r++) for (let c = column; c < column + columnSpan; c++) this.grid[r]![c] = cell;
  }

  /** How many columns are free from `column` on. */
  private fittingColumns({ columnSpan, content }: SpannedCell, row: number, column: number): number {
    const wanted = Math.min(columnSpan, this.limits.columns + 1);
    for (let span = 0; span < wanted; span++) {
      if (!this.grid[row]![column + span]) continue;
      this.report('GRID_OVERLAP', `a cell of row ${row + 1} runs into a cell that is merged from above; it is cut to ${span} columns`, content.place);
      return span;
    }
    return wanted;
  }

  /** How many rows exist and are free from `row` on. */
  private fittingRows({ rowSpan, content }: SpannedCell, row: number, column: number, columnSpan: number): number {
    const left = this.rows.length - row;
    if (rowSpan > left && rowSpan !== Infinity) {
      this.report('GRID_SPAN', `a cell of row ${row + 1} spans ${rowSpan} rows where ${left} are left; it ends with the table`, content.place);
    }
    const wanted = Math.max(1, Math.min(rowSpan, left));
    for (let span = 1; span < wanted; span++) {
      const cells = this.grid[row + span]!;
      for (let c = column; c < column + columnSpan; c++) if (cells[c]) return span;
    }
    return wanted;
  }
}

const emptyCell = (row: number, column: number, place: Place): Cell => ({
  text: '',
  paragraphs: [],
  tables: [],
  row,
  column,
  rowSpan: 1,
  columnSpan: 1,
  place,
});
