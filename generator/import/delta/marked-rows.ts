import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Document, Row, Table } from '../document.js';
import type { TableSummary } from '../facts.js';
import { mergeCodes } from '../merge/codes.js';
import { elisionReason } from '../recognise/elision.js';
import { deepest } from '../recognise/index.js';

/** One side of the change marks of a document, and what its tables were taken for. */
export interface Side {
  readonly document: Document;
  readonly tables: readonly TableSummary[];
}

/** Rows that give no facts, and what they say otherwise than the other side does. */
interface Mute {
  readonly text: string;
  readonly row: Row;
  readonly why: string;
}

/**
 * Marked rows that nothing was made of: of tables of no known kind, and those of others that gave no facts. Rows of which it is known
 * that they hold none (notes, empty ones, headers that are repeated) are words.
 */
export function tellMuteRows(original: Side, accepted: Side, remarks: Diagnostics, diagnostics: Diagnostics): void {
  for (const [side, other, did] of [[accepted, original, 'inserted or changed'], [original, accepted, 'deleted or changed']] as const) {
    const there = new Map<string, number>();
    for (const table of tablesOf(other.document)) for (const row of table.rows) there.set(textOf(row), (there.get(textOf(row)) ?? 0) + 1);
    const isThere = ({ text }: Mute): boolean => {
      const left = there.get(text) ?? 0;
      there.set(text, left - 1);
      return left > 0;
    };
    // An inserted row of which a merged cell is left on the original side is a row of the other.
    const spoken = side === original ? placesOfFacts(accepted) : new Set<string>();
    for (const [table, summary] of pairs(side)) {
      const marked = muteRows(table, summary).filter((mute) => mute.text !== '' && !isThere(mute) && !spoken.has(keyOfPlace(mute.row)));
      const [first] = marked;
      if (first === undefined || [remarks, diagnostics].some((said) => isSaid(said, first))) continue;
      const name = table.number === undefined ? 'a table' : `table ${table.number}`;
      diagnostics.report(mergeCodes, 'IMPORT_UNUSED_MARK', `${marked.length === 1 ? 'a row' : `${marked.length} rows`} ${did} in ${name} ${marked.length === 1 ? 'changes' : 'change'} nothing: ${first.why}`, first.row.place, 'see whether the caption and the headers are those of the specification; change the definition by hand where the row is of one');
    }
  }
}

/** The tables of the accepted side, and of each whether the other side has it, too, row by row. */
export function withContext(original: Document, { document, tables }: Side): readonly TableSummary[] {
  const there = new Set(tablesOf(original).map(textOfTable));
  const shown = tablesOf(document).map((table) => there.has(textOfTable(table)));
  return tables.map((summary, i) => (shown[i] === true ? { ...summary, isContext: true } : summary));
}

/** Names, without white space, that begin rows of which nothing was made: what such a row said before is not known to be gone. */
export const unreadNames = (side: Side): ReadonlySet<string> =>
  new Set(pairs(side).flatMap(([table, summary]) => (summary.kind === undefined ? [] : muteRows(table, summary).map(({ row }) => (row.cells[0]?.text ?? '').replace(/\s+/g, '')))));

/** Of a row that is changed both sides are there; of one that is not understood recognising has said so. */
const isSaid = (diagnostics: Diagnostics, { row }: Mute): boolean => diagnostics.list().some(({ code, place }) => (code === 'IMPORT_UNUSED_MARK' || code === 'RECOGNISE_ROW') && place?.file === row.place.file && place.line === row.place.line);

/** Where rows stand of which something was made. */
function placesOfFacts(side: Side): ReadonlySet<string> {
  return new Set(pairs(side).flatMap(([table, summary]) => {
    const mute = new Set(muteRows(table, summary).map(({ row }) => row));
    return table.rows.filter((row) => !mute.has(row)).map(keyOfPlace);
  }));
}

const keyOfPlace = ({ place: { file, line, column } }: Row): string => `${file}:${line}:${column}`;

function muteRows(table: Table, { kind, reason = '', skipped }: TableSummary): readonly Mute[] {
  if (kind === undefined) return table.rows.map((row) => ({ text: textOf(row), row, why: `the table is of no known kind: ${reason}` }));
  return skipped.filter(({ reason: why }) => !wordless.has(why)).flatMap((s) => {
    const row = table.rows[s.row - 1];
    return row === undefined ? [] : [{ text: textOf(row), row, why: s.reason }];
  });
}

/** Tables with their summaries, which stand in the same order: nested ones behind the table that they stand in. */
const pairs = ({ document, tables }: Side): readonly (readonly [Table, TableSummary])[] =>
  tablesOf(document).flatMap((table, i) => (tables[i] === undefined ? [] : [[table, tables[i]] as const]));

const tablesOf = (document: Document): readonly Table[] => document.blocks.flatMap((block) => (block.kind === 'table' ? withNested(block) : []));

const withNested = (table: Table, depth = 1): readonly Table[] => [table, ...(depth >= deepest ? [] : [...new Set(table.rows.flatMap((row) => row.cells))].flatMap((cell) => cell.tables).flatMap((nested) => withNested(nested, depth + 1)))];

/** Why rows give nothing that have nothing to give: nobody misses them. */
export const wordless: ReadonlySet<string> = new Set(['empty row', 'note', 'the header again', 'says of what the rows below are', 'it stands above the header', 'repeats or continues the row above', elisionReason]);

const textOfTable = ({ rows }: Table): string => rows.map(textOf).join('\n\n');

const textOf = (row: Row): string => row.cells.map(({ text }) => text.replace(/\s+/g, ' ').trim()).join('\n').trim();
