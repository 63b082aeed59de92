import { Tokenizer } from 'parse5';
import type { Token } from 'parse5';
import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { cellContent } from '../cell.js';
import type { Paragraph, Table } from '../document.js';
import type { SpannedCell, SpannedRow } from '../grid.js';
import { gridCodes, denseGrid } from '../grid.js';
import { markdownCodes } from './codes.js';
import { HtmlText } from './html-text.js';
import type { SourceText } from './source.js';
import { markupTags } from './tags.js';

/** Where the HTML table that begins at `start` ends, tables inside it included; undefined when it is never closed. */
export function endOfHtmlTable(text: string, start: number): number | undefined {
  const tag = /<(\/?)table\b[^<>]*>/gi;
  tag.lastIndex = start;
  let depth = 0;
  for (let found = tag.exec(text); found !== null; found = tag.exec(text)) {
    depth += found[1] === '' ? 1 : -1;
    if (depth === 0) return found.index + found[0].length;
  }
  return undefined;
}

/** The tables of a piece of HTML, each with its own `<caption>`, if it has one. Only what stands in a cell or caption is read. */
export function htmlTables(source: SourceText, start: number, end: number, diagnostics: Diagnostics): readonly Table[] {
  const builder = new TableBuilder(source, start, source.text.slice(start, end), diagnostics);
  const html = builder.html;
  const long = /<[a-z!/][^<>]{5000}/i.exec(html);
  if (long !== null) {
    builder.report('a tag is longer than 5,000 characters: the table is not read', long.index);
    return [];
  }
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, builder);
  tokenizer.write(html, true);
  return builder.finish();
}

interface CellDraft {
  readonly paragraphs: Paragraph[];
  readonly tables: Table[];
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly header: boolean;
  readonly place: Place;
}

interface TableDraft {
  readonly rows: { readonly cells: CellDraft[]; readonly header: boolean; readonly place: Place }[];
  readonly place: Place;
  caption: string | undefined;
  section: 'head' | 'body';
  row: boolean;
  cell: CellDraft | undefined;
}

/** Tables inside tables that are read; a specification has two at most. */
const deepest = 8;

/** Tokens of HTML → tables. End tags of rows and cells are optional in HTML; a new cell, row or table closes what it must. */
class TableBuilder {
  readonly #open: TableDraft[] = [];
  readonly #done: Table[] = [];
  readonly #text = new HtmlText();
  #inCaption = false;
  #tooDeep = 0;

  constructor(
    private readonly source: SourceText,
    private readonly offset: number,
    readonly html: string,
    private readonly diagnostics: Diagnostics,
  ) {}

  report(message: string, at: number): void {
    this.diagnostics.report(markdownCodes, 'MARKDOWN_HTML', message, this.#place(at), 'repair the table, or write it with pipes');
  }

  onStartTag({ tagName, attrs, location }: Token.TagToken): void {
    const at = location!.startOffset;
    const attribute = (name: string): string | undefined => attrs.find((attr) => attr.name === name)?.value;
    const table = this.#open.at(-1);
    if (tagName === 'table') return this.#openTable(at);
    if (this.#tooDeep > 0) return;
    if (table === undefined) return;
    switch (tagName) {
      case 'thead':
      case 'tbody':
      case 'tfoot':
        this.#closeRow(table);
        table.section = tagName === 'thead' ? 'head' : 'body';
        return;
      case 'tr':
        this.#closeRow(table);
        this.#openRow(table, at);
        return;
      case 'td':
      case 'th':
        this.#closeCell(table);
        if (!table.row) this.#openRow(table, at);
        table.cell = {
          paragraphs: [],
          tables: [],
          columnSpan: span(attribute('colspan'), 1),
          rowSpan: span(attribute('rowspan'), Infinity),
          header: tagName === 'th',
          place: this.#place(at),
        };
        return;
      case 'caption':
        this.#flush();
        this.#inCaption = true;
        return;
      case 'ul':
      case 'ol':
        this.#flush();
        this.#text.openList(tagName === 'ol');
        return;
      case 'li':
        this.#flush();
        this.#text.beginItem();
        return;
      default:
        this.#otherTag(tagName, at, location!.endOffset);
    }
  }

  onEndTag({ tagName, location }: Token.TagToken): void {
    if (tagName === 'table' && this.#tooDeep > 0) {
      this.#tooDeep--;
      return;
    }
    const table = this.#open.at(-1);
    if (this.#tooDeep > 0 || table === undefined) return;
    if (tagName === 'sup') this.#text.endRaised();
    if (tagName === 'table') this.#closeTable();
    else if (tagName === 'tr' || tagName === 'thead' || tagName === 'tbody' || tagName === 'tfoot') this.#closeRow(table);
    else if (tagName === 'td' || tagName === 'th') this.#closeCell(table);
    else if (tagName === 'caption') {
      table.caption = this.#text.take() || undefined;
      this.#inCaption = false;
    } else if (tagName === 'ul' || tagName === 'ol') {
      this.#flush();
      this.#text.closeList();
    } else if (markupTags.get(tagName) === 'break') this.#flush();
    else if (markupTags.get(tagName) === undefined && !this.#hasOpened(tagName)) this.#append(this.#raw(location!), location!.startOffset);
  }

  onCharacter({ chars, location }: Token.CharacterToken): void {
    this.#append(chars, location!.startOffset);
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token);
  }

  onNullCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token);
  }

  onComment(): void {
    // A comment is for who edits the source.
  }

  onDoctype(): void {
    // Says nothing inside a table.
  }

  onEof(): void {
    if (this.#open.length > 0) this.report('a <table> is never closed', this.html.length);
    while (this.#open.length > 0) this.#closeTable();
  }

  finish(): readonly Table[] {
    return this.#done;
  }

  #place(at: number): Place {
    return this.source.place(this.offset + at);
  }

  #raw({ startOffset, endOffset }: { readonly startOffset: number; readonly endOffset: number }): string {
    return this.html.slice(startOffset, endOffset);
  }

  #openTable(at: number): void {
    if (this.#open.length >= deepest) {
      if (this.#tooDeep++ === 0) this.report(`tables stand inside each other more than ${String(deepest)} deep; the inner ones are not read`, at);
      return;
    }
    this.#flush();
    const around = this.#open.at(-1);
    if (around !== undefined && around.cell === undefined) this.report('a <table> stands inside another, but in none of its cells', at);
    this.#open.push({ rows: [], place: this.#place(at), caption: undefined, section: 'body', row: false, cell: undefined });
  }

  #closeTable(): void {
    const draft = this.#open.at(-1)!;
    this.#closeRow(draft);
    this.#open.pop();
    this.#text.closeLists();
    const grid = denseGrid(draft.rows.map(spannedRow), (code, message, place, hint) => this.diagnostics.report(gridCodes, code, message, place, hint));
    if (grid === undefined || grid.length === 0) return;
    const table: Table = { kind: 'table', ...(draft.caption !== undefined && { caption: draft.caption }), rows: grid, place: draft.place };
    (this.#open.at(-1)?.cell?.tables ?? this.#done).push(table);
  }

  #openRow(table: TableDraft, at: number): void {
    table.rows.push({ cells: [], header: table.section === 'head', place: this.#place(at) });
    table.row = true;
  }

  #closeRow(table: TableDraft): void {
    this.#closeCell(table);
    table.row = false;
  }

  #closeCell(table: TableDraft): void {
    this.#flush();
    if (table.cell !== undefined) table.rows.at(-1)!.cells.push(table.cell);
    table.cell = undefined;
    this.#text.closeLists();
    this.#opened.clear();
  }

  readonly #opened = new Set<string>();

  /** A start tag that is no markup is a name in angle brackets; its end tag, where a program added one, says nothing new. */
  #otherTag(name: string, at: number, end: number): void {
    const markup = markupTags.get(name);
    if (name === 'sup') this.#text.beginRaised();
    if (markup === 'break') this.#flush();
    else if (markup === undefined) {
      this.#opened.add(name);
      this.#append(this.html.slice(at, end), at);
    }
  }

  #hasOpened(name: string): boolean {
    return this.#opened.has(name);
  }

  #append(text: string, at: number): void {
    if (this.#tooDeep > 0) return;
    const table = this.#open.at(-1);
    if (table?.cell === undefined && !this.#inCaption) {
      if (/\S/.test(text)) this.report(`text stands in a table, but in no cell: "${text.trim().slice(0, 40)}"`, at);
      return;
    }
    this.#text.append(text, at);
  }

  /** Ends the paragraph. */
  #flush(): void {
    const cell = this.#open.at(-1)?.cell;
    const paragraph = this.#text.paragraph(cell !== undefined, (at) => this.#place(at));
    if (paragraph !== undefined) cell?.paragraphs.push(paragraph);
  }
}

const spannedRow = ({ cells, header, place }: TableDraft['rows'][number]): SpannedRow => ({
  header: header || (cells.length > 0 && cells.every((cell) => cell.header)),
  place,
  cells: cells.map(
    (cell): SpannedCell => ({ content: cellContent(cell.paragraphs, cell.place, cell.tables), columnSpan: cell.columnSpan, rowSpan: cell.rowSpan }),
  ),
});

/** A span as HTML reads it: nonsense is 1, zero is `zero`. */
const span = (value: string | undefined, zero: number): number => {
  if (value === undefined || !/^\s*\d{1,9}\s*$/.test(value)) return 1;
  return Number(value) === 0 ? zero : Number(value);
};
