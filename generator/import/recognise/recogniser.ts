import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import type { Cell } from '../document.js';
import type { Citation, Fact, TableKind } from '../facts.js';
import type { Shape } from './shape.js';

/** What a table kind needs to be found, and how its rows become facts. One file per kind holds one of these. */
export interface Recogniser<Key extends string = string> extends Shape<Key> {
  readonly kind: TableKind;
  /** In words, for reasons: `attribute table`. */
  readonly title: string;
  /** Tables of other kinds have such headers, too: one is of this kind only if a row is. */
  readonly common?: boolean;
  /**
   * Called at the header, and again at each header further down. Gives what reads a row, or the reason why the table,
   * although it has the columns, is none of this kind.
   */
  begin(table: TableAt<Key>): RowReader<Key> | string;
}

/** A table at one of its headers. */
export interface TableAt<Key extends string = string> {
  /** Text of the header cell of a column; undefined where the table has no such column. */
  header(key: Key): string | undefined;
  /** How many columns the table has, known or not; merged and doubled ones count once. */
  readonly width: number;
  readonly caption: string | undefined;
  /** Text of a row above the header that is merged over the table. */
  readonly title: string | undefined;
  /** Text of a row between others that says of which resource the rows below it are. */
  readonly section: string | undefined;
  /** Notes at the table's end, or in paragraphs below it. */
  readonly notes: readonly string[];
  /** What is said of its values below it without being called a note. */
  readonly below: readonly string[];
  /** Text of the headings that the table stands under, the nearest first. */
  readonly headings: readonly string[];
  readonly source: Citation;
  readonly place: Place;
  readonly diagnostics: Diagnostics;
}

/** A row by its columns. */
export interface RowAt<Key extends string = string> {
  /** Squeezed text; undefined where the table has no such column, '' where the cell is empty. */
  text(key: Key): string | undefined;
  /** Squeezed text without the mark of a footnote: `0..1 (note)` is `0..1`. */
  mark(key: Key): string | undefined;
  cell(key: Key): Cell | undefined;
  readonly place: Place;
}

/** What a row gives: facts, or the reason why it gives none. */
export type RowReader<Key extends string = string> = (row: RowAt<Key>) => RowResult;
export type RowResult = readonly Fact[] | Skip;

export interface Skip {
  readonly skip: string;
  /** Expected (a note, an empty row): no diagnostic. */
  readonly expected?: boolean;
}

export const skip = (reason: string): Skip => ({ skip: reason });
export const expected = (reason: string): Skip => ({ skip: reason, expected: true });

/** Keeps the type of the keys. */
export const recogniser = <Key extends string>(definition: Recogniser<Key>): Recogniser => definition;
