import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Row, Table } from '../document.js';
import type { Citation, Fact, TableSummary } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { headWords, kindByLabels } from './labels.js';
import type { Recogniser, RowReader, RowResult, TableAt } from './recogniser.js';
import { expected } from './recogniser.js';
import { recognisers } from './recognisers.js';
import { rowAt } from './row.js';
import { subjectsIn } from './subject.js';
import type { Header, Spelling } from './table-match.js';
import { findHeader, headerRepeatedAt } from './table-match.js';
import { isNote, linesOf, squeeze } from './text.js';

export interface TableFacts {
  readonly facts: readonly Fact[];
  readonly summary: TableSummary;
}

interface Match {
  readonly recogniser: Recogniser;
  readonly header: Header;
  readonly reader: RowReader;
}

/**
 * Finds what kind of table this is and reads its rows: by its headers, by the labels in its first column, and only then
 * by headers that are misspelt. `headings`: what the table stands under, the nearest first.
 */
export function recogniseTable(table: Table, headings: readonly string[], diagnostics: Diagnostics): TableFacts {
  const reading = new TableReading(table, headings, diagnostics);
  const exact = reading.find('exact');
  if (typeof exact !== 'string') return reading.read(exact);
  const known = kindByLabels(table);
  if (known !== undefined) return { facts: [], summary: reading.summary([], [], known) };
  const near = reading.find('near');
  if (typeof near !== 'string') return reading.read(near);
  const what = table.number === undefined ? 'a table' : `table ${table.number}`;
  diagnostics.report(recogniseCodes, 'RECOGNISE_TABLE', `${what} (${headWords(table)}) is of no known kind: ${near}`, reading.placeOf(table.place));
  return { facts: [], summary: reading.summary([], [], { reason: near }) };
}

class TableReading {
  readonly #source: Citation;

  constructor(
    private readonly table: Table,
    private readonly headings: readonly string[],
    private readonly diagnostics: Diagnostics,
  ) {
    const clause = clauseOf(table);
    this.#source = { ...(clause !== undefined && { clause }), ...(table.number !== undefined && { table: table.number }) };
  }

  /** The recogniser that fits best and accepts the table, or why none does. */
  find(spelling: Spelling): Match | string {
    const matches: { readonly recogniser: Recogniser; readonly header: Header }[] = [];
    let nearest = { matched: 0, reason: `the headers ${headWords(this.table)} are those of no known kind` };
    for (const recogniser of recognisers) {
      const header = findHeader(recogniser, this.table.rows, spelling);
      if ('start' in header) matches.push({ recogniser, header });
      else if (header.matched > nearest.matched) {
        const lacks = header.missing.map((key) => `"${recogniser.columns[key]!.headers.find((h) => typeof h === 'string') ?? key}"`).join(', ');
        nearest = { matched: header.matched, reason: `nearest to a ${recogniser.title}, which also has a column ${lacks}` };
      }
    }
    matches.sort((a, b) => b.header.columns.size - a.header.columns.size);
    const reasons: string[] = [];
    for (const { recogniser, header } of matches) {
      const reader = recogniser.begin(this.#at(recogniser, header));
      if (typeof reader !== 'string') return this.#withMisspeltColumns({ recogniser, header, reader });
      reasons.push(`not a ${recogniser.title}: ${reader}`);
    }
    return reasons[0] ?? nearest.reason;
  }

  /** A column that the kind can do without may still be there under a misspelt header. */
  #withMisspeltColumns(match: Match): Match {
    const { recogniser } = match;
    const header = findHeader(recogniser, this.table.rows, 'near');
    if (!('start' in header) || header.columns.size <= match.header.columns.size) return match;
    const reader = recogniser.begin(this.#at(recogniser, header));
    return typeof reader === 'string' ? match : { recogniser, header, reader };
  }

  read({ recogniser, header, reader }: Match): TableFacts {
    const { rows } = this.table;
    const facts: Fact[] = [];
    const skipped: { row: number; reason: string; place: Place }[] = [];
    let current: Match = { recogniser, header, reader };
    let failed = 0;
    const leave = (row: number, reason: string): void => void skipped.push({ row: row + 1, reason, place: this.#rowPlace(row) });

    for (const { cell, use } of header.misspelt) {
      const message = `the header "${squeeze(cell.text)}" is read as "${use}"`;
      this.diagnostics.report(recogniseCodes, 'RECOGNISE_HEADER', message, this.placeOf(cell.place));
    }
    for (let row = 0; row < header.start; row++) leave(row, 'above the header');

    for (let i = header.start + header.depth; i < rows.length; i++) {
      const repeated = this.#repeatedHeader(recogniser, header, i);
      if (repeated !== undefined) {
        const again = recogniser.begin(this.#at(recogniser, repeated));
        if (typeof again !== 'string') current = { recogniser, header: repeated, reader: again };
        for (let row = i; row < i + repeated.depth; row++) leave(row, 'the header again');
        i += repeated.depth - 1;
        continue;
      }
      const one = onlyText(rows[i]!);
      if (one !== undefined && one !== '' && isSection(one)) {
        const again = recogniser.begin(this.#at(recogniser, current.header, one));
        if (typeof again !== 'string') current = { ...current, reader: again };
        leave(i, 'says of what the rows below are');
        continue;
      }
      const result = this.#readRow(current, i, one);
      if ('skip' in result) {
        leave(i, result.skip);
        if (result.expected) continue;
        failed += 1;
        const message = `row ${String(i + 1)} of ${this.#name()} gives nothing: ${result.skip}`;
        this.diagnostics.report(recogniseCodes, 'RECOGNISE_ROW', message, this.#rowPlace(i));
      } else facts.push(...result);
    }
    const reason = failed > 0 ? `${String(failed)} rows not understood` : facts.length === 0 ? 'no row with content' : undefined;
    return { facts, summary: this.summary(facts, skipped, { kind: recogniser.kind, ...(reason !== undefined && { reason }) }) };
  }

  summary(facts: readonly Fact[], skipped: TableSummary['skipped'], outcome: Pick<TableSummary, 'kind' | 'reason'>): TableSummary {
    const { number, caption, place, rows } = this.table;
    const { clause } = this.#source;
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

  placeOf(place: Place, row?: number): Place {
    if (place.within !== undefined || this.table.number === undefined) return place;
    return { ...place, within: `Table ${this.table.number}${row === undefined ? '' : `, row ${String(row + 1)}`}` };
  }

  #rowPlace(row: number): Place {
    return this.placeOf(this.table.rows[row]!.place, row);
  }

  #name(): string {
    return this.table.number === undefined ? 'a table' : `table ${this.table.number}`;
  }

  #at(recogniser: Recogniser, header: Header, section?: string): TableAt {
    const above = this.table.rows.slice(0, header.start).map(onlyText).filter((text) => text !== undefined && text !== '');
    return {
      kind: recogniser.kind,
      header: (key) => {
        const cell = header.printed.get(key);
        return cell && squeeze(cell.text);
      },
      caption: this.table.caption,
      title: above.length === 0 ? undefined : above.join(' '),
      section,
      headings: this.headings,
      source: this.#source,
      place: this.placeOf(this.table.place),
      diagnostics: this.diagnostics,
    };
  }

  /** The header again after a page break, the same letter by letter or with another subject. */
  #repeatedHeader(recogniser: Recogniser, header: Header, row: number): Header | undefined {
    const { rows } = this.table;
    const same = (depth: number): boolean =>
      row + depth <= rows.length &&
      Array.from({ length: depth }, (_, i) => i).every((i) =>
        rows[row + i]!.cells.every((cell, column) => cell.text === rows[header.start + i]!.cells[column]?.text),
      );
    if (same(header.depth)) return { ...header, start: row };
    return headerRepeatedAt(recogniser, rows, row, header.depth) ?? (same(1) ? { ...header, start: row, depth: 1 } : undefined);
  }

  #readRow({ recogniser, header, reader }: Match, index: number, one: string | undefined): RowResult {
    const row = this.table.rows[index]!;
    if (one === '') return expected('empty row');
    if (one !== undefined && isNote(one)) return expected('note');
    const above = index === 0 ? undefined : this.table.rows[index - 1];
    if (above !== undefined && index > header.start + header.depth && repeats(header, row, above)) return expected('repeats or continues the row above');
    const leaf = this.table.rows[header.start + header.depth - 1]!;
    return reader(rowAt(recogniser, header, leaf, row, this.#rowPlace(index)));
  }
}

/** The number of the table is more exact than the clause, where a clause's heading was not marked as one. */
function clauseOf({ clause, number }: Table): string | undefined {
  const stated = number === undefined ? undefined : /^([A-Z0-9]+(?:\.[0-9A-Za-z]+)*?)\.?-\d+[a-z]?$/.exec(number)?.[1];
  return stated !== undefined && (clause === undefined || stated.startsWith(`${clause}.`)) ? stated : clause;
}

/** The text of a row that has only one, merged over it or standing in its first cell; '' for an empty row. */
function onlyText(row: Row): string | undefined {
  const texts = new Set(row.cells.map((cell) => squeeze(cell.text)));
  if (texts.size === 1) return [...texts][0];
  texts.delete('');
  return texts.size === 1 && squeeze(row.cells[0]!.text) !== '' ? [...texts][0] : undefined;
}

/** `Attributes of <x>` alone in a row. */
const isSection = (text: string): boolean =>
  text.length < 100 && /^(?:(?:child resources|attributes) of\b|[<[])/i.test(text) && /[>\]]\s*(?:resource)?s?$/i.test(text) && subjectsIn(text).length > 0;

/** Columns that say something about a row rather than being what it says. */
const besides: ReadonlySet<string> = new Set(['text', 'occurs']);

/** A row whose cells are those of the row above, merged or copied, but for the words about it. */
function repeats(header: Header, row: Row, above: Row): boolean {
  let any = false;
  for (const [key, columns] of header.columns) {
    if (besides.has(key)) continue;
    for (const column of columns) {
      const [cell, over] = [row.cells[column]!, above.cells[column]!];
      if (cell !== over && cell.text !== over.text) return false;
      any ||= linesOf(cell.text).length > 0;
    }
  }
  return any;
}
