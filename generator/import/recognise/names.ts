import type { Cell } from '../document.js';
import { recogniseCodes } from './codes.js';
import type { RowAt, TableAt } from './recogniser.js';
import { linesOf, nameIn, namesIn, squeeze, withoutFootnote } from './text.js';

/** The name in a cell; one with spaces or hyphens in it is put together, and said to be. */
export function readName(table: Pick<TableAt, 'diagnostics'>, cell: Cell | undefined): string | undefined {
  const found = cell && nameIn(cell.text);
  if (found?.repaired) {
    const printed = squeeze(cell!.text);
    table.diagnostics.report(
      recogniseCodes,
      'RECOGNISE_NAME',
      `"${printed}" is read as ${found.name}`,
      cell!.place,
      erratum(printed, found.name),
    );
  }
  return found?.name;
}

/** Keys of columns whose cells are words, which may have as many lines as there are names. */
const wordy: ReadonlySet<string> = new Set(['text', 'default', 'occurs']);

/**
 * The row once for each name in its first cell: nearly always one. Where a row stands for several attributes, a cell with as
 * many lines as there are names has a line for each; any other is of all of them. None when the cell prints no name.
 */
export function rowsByName<Key extends string>(table: Pick<TableAt, 'diagnostics'>, row: RowAt<Key>, key: Key): readonly { readonly name: string; readonly row: RowAt<Key> }[] {
  const cell = row.cell(key);
  const names = cell === undefined ? [] : namesIn(cell.text);
  if (names.length < 2) {
    const name = readName(table, cell);
    return name === undefined ? [] : [{ name, row }];
  }
  return names.map((name, i) => {
    const text = (of: Key): string | undefined => {
      const lines = wordy.has(of) ? [] : linesOf(row.cell(of)?.text ?? '');
      return lines.length === names.length ? lines[i]! : row.text(of);
    };
    const mark = (of: Key): string | undefined => {
      const printed = text(of);
      return printed === undefined ? undefined : withoutFootnote(printed);
    };
    return { name, row: { ...row, text, mark } };
  });
}

/** The change to `errata.json` that a hint proposes. */
export const erratum = (printed: string, use: string): string =>
  `if so, an erratum says it: {"printed": ${JSON.stringify(printed)}, "use": ${JSON.stringify(use)}}`;
