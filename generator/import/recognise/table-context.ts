import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Row, Table } from '../document.js';
import type { Citation, Fact, TableSummary } from '../facts.js';
import type { TableAt } from './recogniser.js';
import type { Header } from './table-match.js';
import { isNote, isPlainlyNote, squeeze } from './text.js';

/** What stands around a table. */
export interface Surroundings {
  /** What the table stands under, the nearest first. */
  readonly headings: readonly string[];
  /** The notes in paragraphs directly below it. */
  readonly below: readonly string[];
  /** The first paragraph below it, where that speaks of values. */
  readonly next?: string;
}

/** A table and where it stands: what all that is read from it needs. */
export class TableContext {
  readonly source: Citation;
  /** For messages. */
  readonly name: string;
  readonly headings: readonly string[];
  private notesFound: readonly string[] | undefined;

  constructor(
    readonly table: Table,
    readonly around: Surroundings,
  ) {
    this.headings = around.headings;
    const clause = clauseOf(table);
    this.source = { ...(clause !== undefined && { clause }), ...(table.number !== undefined && { table: table.number }) };
    this.name = table.number === undefined ? 'a table' : `table ${table.number}`;
  }

  placeOf(place: Place, row?: number): Place {
    if (place.within !== undefined || this.table.number === undefined) return place;
    return { ...place, within: `Table ${this.table.number}${row === undefined ? '' : `, row ${String(row + 1)}`}` };
  }

  rowPlace(row: number): Place {
    return this.placeOf(this.table.rows[row]!.place, row);
  }

  private get notes(): readonly string[] {
    this.notesFound ??= [...this.table.rows.map(noteIn).filter((text) => text !== undefined), ...this.around.below.map(squeeze)];
    return this.notesFound;
  }

  /** The table as a recogniser sees it at one of its headers. */
  at(header: Header, diagnostics: Diagnostics, section?: string): TableAt {
    const { rows, caption, place } = this.table;
    const above = rows
      .slice(0, header.start)
      .map(onlyText)
      .filter((text) => text !== undefined && text !== '');
    return {
      header: (key) => {
        const cell = header.printed.get(key);
        return cell && squeeze(cell.text);
      },
      width: new Set(rows[header.start]!.cells.map(({ text }) => text)).size,
      caption,
      title: above.length === 0 ? undefined : above.join(' '),
      section,
      notes: this.notes,
      below: this.around.next === undefined ? [] : [squeeze(this.around.next)],
      headings: this.headings,
      source: this.source,
      place: this.placeOf(place),
      diagnostics,
    };
  }

  summary(facts: readonly Fact[], skipped: TableSummary['skipped'], outcome: Pick<TableSummary, 'kind' | 'reason' | 'isElided'>): TableSummary {
    const { number, caption, place, rows } = this.table;
    const { clause } = this.source;
    return {
      ...(number !== undefined && { number }),
      ...(caption !== undefined && { caption }),
      ...(clause !== undefined && { clause }),
      place,
      rows: rows.length,
      columns: rows[0]?.cells.length ?? 0,
      ...outcome,
      facts: facts.length,
      skipped,
    };
  }
}

/** The number of the table is more exact than the clause, where a clause's heading was not marked as one. */
function clauseOf({ clause, number }: Table): string | undefined {
  const stated = number === undefined ? undefined : /^([A-Z0-9]{1,9}(?:\.[0-9A-Za-z]{1,9}){0,9})\.?-\d{1,9}[a-z]?$/.exec(number)?.[1];
  return stated !== undefined && (clause === undefined || stated.startsWith(`${clause}.`)) ? stated : clause;
}

/** The note that a row is: one text over all columns, or the word in the first cell and the text in the next. */
export function noteIn(row: Row): string | undefined {
  const only = onlyText(row);
  if (only !== undefined) return isNote(only) ? only : undefined;
  const first = squeeze(row.cells[0]?.text ?? '');
  return isPlainlyNote(first) ? [...new Set(row.cells.map((cell) => squeeze(cell.text)))].join(' ').trim() : undefined;
}

/** The text of a row that has only one, merged over it or standing in its first cell; '' for an empty row. */
export function onlyText(row: Row): string | undefined {
  const texts = new Set(row.cells.map((cell) => squeeze(cell.text)));
  if (texts.size === 1) return [...texts][0];
  texts.delete('');
  return texts.size === 1 && squeeze(row.cells[0]!.text) !== '' ? [...texts][0] : undefined;
}
