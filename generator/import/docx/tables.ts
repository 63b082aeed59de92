import type { Place } from '../../diagnostics/diagnostic.js';
import type { Paragraph, Table } from '../document.js';
import { denseGrid, type GridReport, type SpannedCell, type SpannedRow } from '../grid.js';
import type { LineReport } from './changes.js';
import { widthOf, withoutSlivers, type RowLayout } from './columns.js';

export type Merge = 'restart' | 'continue';

export interface CellProperties {
  span?: number;
  vertical?: Merge;
  /** Old documents merge columns like rows. */
  horizontal?: Merge;
}

export interface RawCell {
  readonly properties: CellProperties;
  readonly paragraphs: readonly Paragraph[];
  readonly tables: readonly Table[];
  readonly line: number;
}

export interface RowProperties {
  header?: boolean;
  before?: number;
  after?: number;
}

export interface RawRow {
  readonly properties: RowProperties;
  readonly cells: readonly RawCell[];
  readonly line: number;
}

/** Word allows 63 columns; a span beyond this is a mistake. */
const widest = 256;

interface OpenCell extends SpannedCell {
  columnSpan: number;
  rowSpan: number;
}

/** Rows as the file has them → a table. Merges that make no sense are reported and read as a reader would see them. */
export function tableOf(file: string, rows: readonly RawRow[], gridColumns: number, line: number, report: LineReport, gridReport: GridReport): Table | undefined {
  const placeOf = (at: number): Place => ({ file, line: at, column: 1 });
  const layouts = withoutSlivers(layoutsOf(rows, gridColumns, report));
  let above = new Map<number, OpenCell>();
  const spanned = rows.map((row, index): SpannedRow => {
    const open = new Map<number, OpenCell>();
    const cells: OpenCell[] = [];
    const layout = layouts[index]!;
    let column = layout.before;
    row.cells.forEach((cell, position) => {
      const span = layout.spans[position]!;
      const merged = cell.properties.vertical === 'continue' ? continued(cell, above.get(column), span, report) : undefined;
      if (merged) {
        merged.rowSpan++;
        open.set(column, merged);
      } else if (cell.properties.horizontal === 'continue' && cells.length > 0) {
        cells.at(-1)!.columnSpan += span;
      } else {
        const { paragraphs, tables } = cell;
        const text = paragraphs.map((paragraph) => paragraph.text).join('\n');
        const opened: OpenCell = { content: { text, paragraphs, tables, place: placeOf(cell.line) }, columnSpan: span, rowSpan: 1, column };
        cells.push(opened);
        if (cell.properties.vertical) open.set(column, opened);
      }
      column += span;
    });
    for (let { after } = layout; after > 0; after--, column++) {
      cells.push({ content: { text: '', paragraphs: [], tables: [], place: placeOf(row.line) }, columnSpan: 1, rowSpan: 1, column });
    }
    above = open;
    return { cells, header: row.properties.header ?? false, place: placeOf(row.line) };
  });
  const grid = denseGrid(spanned, gridReport);
  return grid && { kind: 'table', rows: grid, place: placeOf(line) };
}

const bounded = (columns: number): number => Math.min(columns, widest);

/** The cell above that a continuing one belongs to, if there is one that fits. */
function continued(cell: RawCell, above: OpenCell | undefined, span: number, report: LineReport): OpenCell | undefined {
  if (above?.columnSpan !== span) {
    const problem = above ? 'a merged cell continues one of another width' : 'a merged cell continues one that is not there';
    report('DOCX_MERGE', `${problem}; it is read as a cell of its own`, cell.line, 'merge the cells again, or split them');
    return undefined;
  }
  if (cell.paragraphs.length > 0 || cell.tables.length > 0) {
    report('DOCX_MERGE', 'a cell that is merged into the one above has content that Word does not show; it is left out', cell.line, 'split the cells to see it');
  }
  return above;
}

/** Rows on the grid of the file. A last cell that spans beyond the grid on which other rows agree is cut down to it. */
function layoutsOf(rows: readonly RawRow[], gridColumns: number, report: LineReport): RowLayout[] {
  const layouts = rows.map(
    ({ cells, properties: { before = 0, after = 0 } }): RowLayout => ({ before: bounded(before), spans: cells.map((cell) => spanOf(cell, report)), after: bounded(after) }),
  );
  if (!layouts.some((layout) => widthOf(layout) === gridColumns)) return layouts;
  return layouts.map((layout, index) => {
    const last = layout.spans.at(-1);
    const beyond = widthOf(layout) - gridColumns;
    if (beyond <= 0 || last === undefined || last <= beyond) return layout;
    report('DOCX_MERGE', `a cell spans ${beyond} columns beyond the grid of ${gridColumns}; it ends with the grid`, rows[index]!.cells.at(-1)!.line);
    return { ...layout, spans: [...layout.spans.slice(0, -1), last - beyond] };
  });
}

function spanOf({ properties: { span = 1 }, line }: RawCell, report: LineReport): number {
  if (span >= 1 && span <= widest) return span;
  report('DOCX_MERGE', `a cell spans ${span} columns; it is read as one column`, line);
  return 1;
}
