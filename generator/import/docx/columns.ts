/** How a row lies on the grid of its table: columns left empty before, columns of each cell, columns left empty after. */
export interface RowLayout {
  readonly before: number;
  readonly spans: readonly number[];
  readonly after: number;
}

export const widthOf = ({ before, spans, after }: RowLayout): number => spans.reduce((sum, span) => sum + span, before + after);

/** Beyond this many positions in rows that differ, a table is no table that somebody drew: it is left as it is. */
const mostPositions = 500_000;

/**
 * The same rows on a grid without the columns that no cell has to itself. Where the edges of cells in two rows are a
 * hair's breadth apart, Word puts a column between them: a reader sees three columns, the file has four, and the third
 * heading stands over the fourth cell. Each cell keeps at least one column.
 */
export function withoutSlivers(rows: readonly RowLayout[]): readonly RowLayout[] {
  const distinct = [...new Map(rows.map((row) => [`${row.before}:${row.spans.join()}`, row])).values()];
  if (distinct.reduce((sum, row) => sum + widthOf(row), 0) > mostPositions) return rows;
  const width = Math.max(0, ...distinct.map(widthOf));
  /** For each row: the cell at each column, and how many columns each cell still has. */
  const cells = distinct.map((row) => row.spans.flatMap((span, index) => Array<number>(span).fill(index)));
  const left = distinct.map((row) => [...row.spans]);
  const cellAt = (row: number, column: number): number | undefined => cells[row]![column - distinct[row]!.before];

  /** Kept columns before each column. */
  const kept = [0];
  for (let column = 0; column < width; column++) {
    const isSliver = distinct.every((_, row) => {
      const cell = cellAt(row, column);
      return cell === undefined || left[row]![cell]! > 1;
    });
    if (isSliver) {
      distinct.forEach((_, row) => {
        const cell = cellAt(row, column);
        if (cell !== undefined) left[row]![cell]!--;
      });
    }
    kept.push(kept[column]! + (isSliver ? 0 : 1));
  }
  return kept[width] === width ? rows : rows.map((row) => moved(row, (column) => kept[column]!));
}

function moved(row: RowLayout, to: (column: number) => number): RowLayout {
  let column = row.before;
  const spans = row.spans.map((span) => {
    const start = column;
    column += span;
    return to(column) - to(start);
  });
  return { before: to(row.before), spans, after: to(column + row.after) - to(column) };
}
