import type { Cell } from '../document.js';
import { recogniseCodes } from './codes.js';
import type { TableAt } from './recogniser.js';
import { nameIn, squeeze } from './text.js';

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

/** The change to `errata.json` that a hint proposes. */
export const erratum = (printed: string, use: string): string =>
  `if so, an erratum says it: {"printed": ${JSON.stringify(printed)}, "use": ${JSON.stringify(use)}}`;
