import type { Place } from '../diagnostics/diagnostic.js';

/**
 * A document as every format gives it: headings, paragraphs and tables in reading order. Word, Markdown and text end
 * here; what recognises tables and what looks for defects never asks where a table came from.
 */
export interface Document {
  /** The name under which the document was given; the `file` of every place in it. */
  readonly file: string;
  readonly format: DocumentFormat;
  /** The view of the document that was asked for. */
  readonly view: View;
  /** True when the document has change marks, so that its two views differ. */
  readonly hasChanges: boolean;
  readonly blocks: readonly Block[];
}

export type DocumentFormat = 'docx' | 'markdown' | 'text';

/** Which side of the change marks: with the insertions, or with the deletions. */
export type View = 'accepted' | 'original';

export type Block = Heading | Paragraph | Table;

export interface Heading {
  readonly kind: 'heading';
  /** 1 is the highest. */
  readonly level: number;
  /** Number of the clause without a final dot: `9.6.76`, `D.3`; absent where the heading has none. */
  readonly number?: string;
  /** Text without the number. */
  readonly text: string;
  readonly place: Place;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  /** White space collapsed; line breaks inside the paragraph are `\n`. */
  readonly text: string;
  /** Present on an item of a list: depth from 0, and the bullet or number as a reader sees it (`•`, `3)`). */
  readonly list?: { readonly level: number; readonly label: string };
  readonly place: Place;
}

export interface Table {
  readonly kind: 'table';
  /** The caption above (or, where there is none, below) the table, whole: `Table 9.6.76-2: Attributes of …`. */
  readonly caption?: string;
  /** Number in the caption: `9.6.76-2`. */
  readonly number?: string;
  /** Number of the clause that the table stands in. */
  readonly clause?: string;
  /** A grid: every row has the same number of cells. */
  readonly rows: readonly Row[];
  readonly place: Place;
}

export interface Row {
  /**
   * One for each column. A cell merged over several columns or rows stands at each of its positions as the same object,
   * so that position and content can be read without arithmetic.
   */
  readonly cells: readonly Cell[];
  /** The format itself marks the row as a heading row (Word's repeated header, Markdown's first row, `th` in HTML). */
  readonly header: boolean;
  readonly place: Place;
}

export interface Cell {
  /** All paragraphs, joined by `\n`; nested tables left out. */
  readonly text: string;
  readonly paragraphs: readonly Paragraph[];
  /** Tables inside the cell. */
  readonly tables: readonly Table[];
  /** Position and size in the grid, from 0. */
  readonly row: number;
  readonly column: number;
  readonly rowSpan: number;
  readonly columnSpan: number;
  readonly place: Place;
}
