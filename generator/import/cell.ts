import type { Place } from '../diagnostics/diagnostic.js';
import type { Paragraph, Table } from './document.js';
import type { CellContent } from './grid.js';

/** What stands in a cell, its text being its paragraphs, one a line. */
export const cellContent = (paragraphs: readonly Paragraph[], place: Place, tables: readonly Table[] = []): CellContent => ({
  text: paragraphs.map(({ text }) => text).join('\n'),
  paragraphs,
  tables,
  place,
});
