import type { Cell, Row } from '../document.js';
import type { RowAt } from './recogniser.js';
import { isElision } from './elision.js';
import type { Shape } from './shape.js';
import type { Header } from './table-match.js';
import { squeeze, withoutFootnote } from './text.js';

/** Which cell of a row stands in which column of the grid. */
type Columns = readonly (Cell | undefined)[];

/**
 * A row by the columns of its header. Word draws every row with borders of its own, so that the cells of a row need not
 * stand below those of the header: TS-0004 Tables 7.4.34.1-3 and 7.4.38.1-3. Three ways of reading are tried, and the
 * first is taken whose cells look like what their columns hold: cell by cell where header and row have as many, by the
 * grid, and from the left to the right.
 */
export function rowAt(shape: Shape, header: Header, leaf: Row, row: Row, place: RowAt['place']): RowAt {
  const readings = [byCount(leaf.cells, row.cells), row.cells, undefined];
  const fits = readings
    .map((columns) => (columns === undefined ? undefined : byKey(shape, header, columns)))
    .find((cells) => cells !== undefined && plausible(shape, cells));
  const cells = fits ?? fromTheLeft(shape, header, row.cells) ?? byKey(shape, header, readings[0] ?? row.cells);
  const text = (key: string): string | undefined => {
    const cell = cells.get(key);
    // `…` in a cell: what it says elsewhere it still says.
    return cell && (isElision(cell.text) ? '' : squeeze(cell.text));
  };
  return {
    cell: (key) => cells.get(key),
    text,
    mark: (key) => {
      const printed = text(key);
      return printed === undefined ? undefined : withoutFootnote(printed);
    },
    place,
  };
}

type CellsByKey = ReadonlyMap<string, Cell>;

/** Of the columns below one header cell, the first with content; the last, where those before it say what kind of row it is. */
function byKey(shape: Shape, header: Header, columns: Columns): CellsByKey {
  const cells = new Map<string, Cell>();
  for (const [key, positions] of header.columns) {
    const candidates = positions.map((position) => columns[position]).filter((cell) => cell !== undefined);
    const filled = candidates.filter(({ text }) => squeeze(text) !== '');
    const cell = filled.at(shape.columns[key]!.isLast === true ? -1 : 0) ?? candidates[0];
    if (cell !== undefined) cells.set(key, cell);
  }
  return cells;
}

function plausible(shape: Shape, cells: CellsByKey): boolean {
  for (const [key, cell] of cells) {
    const { values } = shape.columns[key]!;
    if (values !== undefined && !isElision(cell.text) && !values.test(withoutFootnote(squeeze(cell.text)))) return false;
  }
  return true;
}

/** The n-th cell of the row below the n-th of the header, where both have as many and some are merged. */
function byCount(leaf: readonly Cell[], row: readonly Cell[]): Columns | undefined {
  const heads = [...new Set(leaf)];
  let cells = [...new Set(row)];
  if (heads.length === leaf.length && cells.length === row.length) return undefined;
  // A row narrower than the table is filled up with empty cells.
  while (cells.length > heads.length && cells.at(-1)!.text === '') cells = cells.slice(0, -1);
  return heads.length === cells.length ? leaf.map((head) => cells[heads.indexOf(head)]) : undefined;
}

/** Each key, in the order of the header, takes the next cell that looks like it. */
function fromTheLeft(shape: Shape, header: Header, row: readonly Cell[]): CellsByKey | undefined {
  const keys = [...header.columns].sort(([, a], [, b]) => a[0]! - b[0]!).map(([key]) => key);
  if (!keys.some((key) => shape.columns[key]!.values !== undefined)) return undefined;
  const cells = new Map<string, Cell>();
  let next = 0;
  for (const key of keys) {
    const { values } = shape.columns[key]!;
    while (next < row.length && values !== undefined && !values.test(withoutFootnote(squeeze(row[next]!.text)))) next++;
    if (next >= row.length) return undefined;
    cells.set(key, row[next]!);
    next++;
  }
  return cells;
}
