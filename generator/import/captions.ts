import type { Place } from '../diagnostics/diagnostic.js';
import type { Block, Cell, Paragraph, Row, Table } from './document.js';

/** A component of a clause number; CRs write `x`, `y` or `n` where the editor fills in a number later. */
const component = String.raw`(?:\d+(?:[a-z]{1,3}|[A-Z]{1,2})?|[xXyYzZnN]{1,2})(?![A-Za-z\d])`;
const clauseNumber = new RegExp(String.raw`^(\d+(?:\.${component})*|[A-Z]{1,2}(?:\.${component})+)[.:]?(?=\s|$)\s*`);
/** The tab between number and title gets lost in editing. */
const glued = /^(\d+(?:\.\d+)+)(?=[A-Z][a-z]|[<[][A-Za-z])/;
const annex = /^Annex\s+([A-Z]{1,2})(?![A-Za-z\d])(?:\s*\((?:normative|informative)\))?\s*[:.–-]?\s*/i;

/** Numbers are looked for in this many characters: on megabytes of digits and dots an expression runs out of stack. */
const longestNumber = 200;

/** Text of a heading → its number, without a final dot, and the text after it: `9.6.17<tab>Resource Type x`, `Annex D (normative): X`. */
export function headingParts(text: string): { readonly number?: string; readonly text: string } {
  const trimmed = text.trim();
  const start = trimmed.slice(0, longestNumber);
  const found = clauseNumber.exec(start) ?? annex.exec(start) ?? glued.exec(start);
  return found && found[0].length < longestNumber ? { number: found[1]!, text: trimmed.slice(found[0].length).trim() } : { text: trimmed };
}

/** Clause components, then what counts the tables of the clause: `9.6.76-2`, `D.3-2`, `5`. A stray dot or space before the dash is met. */
const tableNumber = new RegExp(
  String.raw`^Table\s+((?:\d+[A-Za-z]{0,3}(?![A-Za-z])|[A-Z]{1,2}(?=\.))(?:\.${component})*)\.?((?:\s?[-‐‑–—]\s?(?:\d+[a-z]?(?![a-z\d])|[xyzn]{1,2}(?![a-z])))*)`,
  'i',
);

/** The number of the table that a text begins with, written with plain dashes and without stray dots: `8.2.1.4.-1` → `8.2.1.4-1`. */
export function captionNumber(text: string): string | undefined {
  const found = tableNumber.exec(text.trim().slice(0, longestNumber));
  return found && found[0].length < longestNumber ? `${found[1]}${found[2]!.replace(/\s/g, '').replace(/[‐‑–—]/g, '-')}` : undefined;
}

/** Does the text stand above a table as its caption? `Table 5-1: X` and `Table 5-1 X` do; `Table 5-1 lists …` is a sentence. */
export function isCaption(text: string): boolean {
  const trimmed = text.trim();
  const found = trimmed.length > longestCaption ? null : tableNumber.exec(trimmed);
  if (!found) return false;
  const rest = trimmed.slice(found[0].length);
  return rest === '' || /^\s?[:.–—-]/.test(rest) || (/^\s/.test(rest) && !/^\s[a-z]+(?![A-Za-z])/.test(rest) && !rest.endsWith('.'));
}
const longestCaption = 400;

/**
 * Gives every table its caption, number and clause, and every place its `within` (`Table 9.6.76-2, row 5`, `clause 9.6.76`).
 * The caption moves into the table and is no block of its own any more; one that stands in the table, as a first row of
 * one cell, stays there, too. `styled` adds paragraphs that the format itself marks as captions of tables.
 */
export function withCaptions(blocks: readonly Block[], styled: (paragraph: Paragraph) => boolean = () => false): Block[] {
  const captions = captionsOf(blocks, styled);
  const taken = new Set<Block>(captions.values());
  const clauses = new ClauseTracker();
  const unnumbered = new Map<string, number>();
  const result: Block[] = [];
  for (const block of blocks) {
    if (taken.has(block)) continue;
    if (block.kind === 'heading') clauses.enter(block.level, block.number);
    const clause = clauses.current;
    if (block.kind !== 'table') {
      result.push({ ...block, place: inside(block.place, clause === undefined ? undefined : `clause ${clause}`) });
      continue;
    }
    const caption = hasOwn(block) ? block.caption : (captions.get(block)?.text ?? block.caption ?? captionInside(block));
    const number = caption === undefined ? undefined : captionNumber(caption);
    const count = (unnumbered.get(clause ?? '') ?? 0) + 1;
    if (number === undefined) unnumbered.set(clause ?? '', count);
    const name = number !== undefined ? `Table ${number}` : `table ${count}${clause === undefined ? '' : ` of clause ${clause}`} without number`;
    result.push(named({ ...block, ...(caption !== undefined && { caption }), ...(number !== undefined && { number }) }, name, clause));
  }
  return result;
}

type Text = Exclude<Block, Table>;

/** The format itself says which caption is the table's. */
const hasOwn = ({ caption }: Table): boolean => caption !== undefined && captionNumber(caption) !== undefined;

/**
 * Table → the block that is its caption: directly above; else above one more paragraph (a note, a sheet number); else
 * directly below, where no other table claims it.
 */
function captionsOf(blocks: readonly Block[], styled: (paragraph: Paragraph) => boolean): Map<Block, Text> {
  const captionAt = (index: number): Text | undefined => {
    const block = blocks[index];
    if (block === undefined || block.kind === 'table' || block.text === '') return undefined;
    const marked = block.kind === 'paragraph' && styled(block) && !/^Figure\b/i.test(block.text);
    return marked || isCaption(block.text) ? block : undefined;
  };
  const numberedAt = (index: number): Text | undefined => {
    const block = captionAt(index);
    return block && captionNumber(block.text) !== undefined ? block : undefined;
  };
  const isTable = (index: number): boolean => blocks[index]?.kind === 'table';
  // A table before it without a caption of its own may have its caption below.
  const over = (index: number): Text | undefined =>
    blocks[index - 1]?.kind === 'paragraph' && (!isTable(index - 3) || captionAt(index - 4)) ? numberedAt(index - 2) : undefined;
  const under = (index: number): Text | undefined => (isTable(index + 2) || isTable(index + 3) ? undefined : numberedAt(index + 1));
  return new Map(
    blocks.flatMap((block, index) => {
      const caption = block.kind === 'table' && !hasOwn(block) ? (captionAt(index - 1) ?? over(index) ?? under(index)) : undefined;
      return caption ? [[block, caption] as const] : [];
    }),
  );
}

/** The caption that a table has as its first row: one cell over all columns. */
function captionInside({ rows }: Table): string | undefined {
  const [first] = rows;
  const text = first && first.cells.length > 1 && first.cells.every((cell) => cell === first.cells[0]) ? first.cells[0]!.text : '';
  return captionNumber(text) !== undefined && isCaption(text) ? text : undefined;
}

/** The number of the clause that a reader is in: a heading without number ends the clauses of its level and below. */
class ClauseTracker {
  #open: { readonly level: number; readonly number: string | undefined }[] = [];

  enter(level: number, number: string | undefined): void {
    this.#open = [...this.#open.filter((clause) => clause.level < level), { level, number }];
  }

  get current(): string | undefined {
    return this.#open.findLast((clause) => clause.number !== undefined)?.number;
  }
}

const inside = (place: Place, within: string | undefined): Place => {
  if (within === undefined) return place;
  const { file, line, column, pointer } = place;
  return pointer === undefined ? { file, line, column, within } : { ...place, within };
};

/** The table with `name` in every place; merged cells stay one object. */
function named(table: Table, name: string, clause: string | undefined): Table {
  const cells = new Map<Cell, Cell>();
  const rows = table.rows.map((row, index): Row => {
    const within = `${name}, row ${index + 1}`;
    for (const cell of row.cells) {
      if (!cells.has(cell)) cells.set(cell, namedCell(cell, within, clause));
    }
    return { ...row, cells: row.cells.map((cell) => cells.get(cell)!), place: inside(row.place, within) };
  });
  return { ...table, ...(clause !== undefined && { clause }), rows, place: inside(table.place, name) };
}

/** Written out, and with one place for what begins together: there are some 100,000 cells in a specification. */
function namedCell({ text, paragraphs, tables, row, column, rowSpan, columnSpan, place }: Cell, within: string, clause: string | undefined): Cell {
  const own = inside(place, within);
  return {
    text,
    paragraphs: paragraphs.map((paragraph) => ({ ...paragraph, place: isSame(paragraph.place, place) ? own : inside(paragraph.place, within) })),
    tables: tables.length === 0 ? tables : tables.map((table, index) => named(table, `${within}, inner table ${index + 1}`, clause)),
    row,
    column,
    rowSpan,
    columnSpan,
    place: own,
  };
}

const isSame = (one: Place, other: Place): boolean => one.line === other.line && one.column === other.column && one.pointer === other.pointer;
