import type { Block } from '../document.js';
import type { ChangeKind } from './changes.js';
import type { ParagraphProperties, RawParagraph } from './paragraphs.js';
import type { CellProperties, RawCell, RawRow, RowProperties } from './tables.js';

/** Where blocks go: the body, a cell, or a text box. */
export interface Story {
  readonly isBody: boolean;
  readonly blocks: Block[];
  /** In a cell: what its text boxes hold. */
  readonly boxes?: Block[];
  /** A paragraph whose end is gone in this view: its text goes in front of the next one. */
  carried: RawParagraph | undefined;
}

export interface OpenParagraph {
  properties: ParagraphProperties;
  text: string;
  readonly line: number;
  /** Marks on the end of the paragraph. */
  readonly marks: ChangeKind[];
  /** One for each open field: in its instruction, or in its result, which is what a reader sees. */
  readonly fields: ('instruction' | 'result')[];
  /** Text inside an instruction; a reader sees it where the field has no end. */
  held: string;
}

export interface OpenCell {
  properties: CellProperties;
  isGone: boolean;
}

export interface OpenRow {
  properties: RowProperties;
  readonly line: number;
  readonly cells: RawCell[];
  readonly marks: ChangeKind[];
  /** Text that stands outside of the change that its row has. */
  hasUnmarkedText: boolean;
}

export interface OpenTable {
  readonly line: number;
  readonly rows: RawRow[];
  /** What text boxes hold that hang on a cell with text of its own: they float over the table and are no part of it. */
  readonly boxes: Block[];
  gridColumns: number;
  cells: number;
}
