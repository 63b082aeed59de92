import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Block, Cell, Document, Paragraph, Row, Table } from '../../../generator/import/document.js';
import type { Fact, Facts } from '../../../generator/import/facts.js';
import { recognise } from '../../../generator/import/recognise/index.js';

/** The cell is one with its left (`<`) or upper (`^`) neighbour. */
export const left = '<<';
export const up = '^^';

interface TableOptions {
  readonly caption?: string;
  readonly clause?: string;
  /** How many rows the format marks as heading rows. */
  readonly headerRows?: number;
}

/** Builds documents by hand as a reader would: lines count up, merged cells are one object. */
export class Writer {
  readonly blocks: Block[] = [];
  #line = 0;

  place(): { file: string; line: number; column: number } {
    return { file: 'given.docx', line: ++this.#line, column: 1 };
  }

  heading(text: string, number?: string, level = 1): this {
    this.blocks.push({ kind: 'heading', level, ...(number !== undefined && { number }), text, place: this.place() });
    return this;
  }

  text(...lines: readonly string[]): this {
    this.blocks.push(...lines.map((line) => this.paragraph(line)));
    return this;
  }

  paragraph(text: string): Paragraph {
    return { kind: 'paragraph', text, place: this.place() };
  }

  table(rows: readonly (readonly (string | Table)[])[], options: TableOptions = {}): this {
    this.blocks.push(this.tableOf(rows, options));
    return this;
  }

  tableOf(rows: readonly (readonly (string | Table)[])[], { caption, clause, headerRows = 0 }: TableOptions = {}): Table {
    const grid: Cell[][] = [];
    const place = this.place();
    rows.forEach((texts, row) => {
      grid.push([]);
      texts.forEach((content, column) => {
        if (content === left) return void grid[row]!.push(grid[row]![column - 1]!);
        if (content === up) return void grid[row]!.push(grid[row - 1]![column]!);
        const nested = typeof content === 'string' ? [] : [content];
        const text = typeof content === 'string' ? content : '';
        const paragraphs = text.split('\n').map((line) => this.paragraph(line));
        grid[row]!.push({ text, paragraphs, tables: nested, row, column, rowSpan: 1, columnSpan: 1, place: paragraphs[0]!.place });
      });
    });
    const made = grid.map((cells, i): Row => ({ cells, header: i < headerRows, place: cells[0]?.place ?? place }));
    const number = caption === undefined ? undefined : /^Table ([\w.]+-\d+)/.exec(caption)?.[1];
    return {
      kind: 'table',
      ...(caption !== undefined && { caption }),
      ...(number !== undefined && { number }),
      ...(clause !== undefined && { clause }),
      rows: made,
      place,
    };
  }

  document(file = 'given.docx'): Document {
    return { file, format: 'docx', view: 'accepted', hasChanges: false, blocks: this.blocks };
  }
}

export interface Recognised extends Facts {
  readonly codes: readonly string[];
  readonly hints: readonly string[];
}

export function recognised(writer: Writer, file?: string): Recognised {
  const diagnostics = new Diagnostics();
  const facts = recognise(writer.document(file), diagnostics);
  const list = diagnostics.list();
  return { ...facts, codes: list.map((d) => d.code), hints: list.map((d) => d.hint ?? '') };
}

type Bare<F> = F extends unknown ? Omit<F, 'place' | 'source' | 'says'> : never;

/** Facts without their places, for comparing; what cells of defaults say has a test of its own. */
export const bare = (facts: readonly Fact[]): readonly Bare<Fact>[] =>
  facts.map((given) => {
    const { place: _place, source: _source, says: _says, ...fact } = { says: undefined, ...given };
    return fact as Bare<Fact>;
  });

/** The facts of one table. */
export const factsOf = (rows: readonly (readonly (string | Table)[])[], options?: TableOptions): readonly Bare<Fact>[] =>
  bare(recognised(new Writer().table(rows, options)).facts);
