import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { cellContent } from '../cell.js';
import type { Table } from '../document.js';
import type { SpannedRow } from '../grid.js';
import { gridCodes, denseGrid } from '../grid.js';
import { isBlank } from '../text/lines.js';
import { brokenWords } from './broken-words.js';
import { cellParagraphs } from './cell-paragraphs.js';
import type { MarkdownLine } from './pipe.js';
import type { SourceText } from './source.js';

/** Dashes with gaps: below each run stands a column. */
const ruler = /^ *-+(?: +-+)+ *$/;
const border = /^ *-{3,} *$/;

/** Is `line` what separates the headings of a table without borders from its rows? */
export const isRuler = (line: string): boolean => ruler.test(line) && line.includes('---');
const isBorder = (line: string): boolean => border.test(line) || isRuler(line);

/** Where a table without borders stands among the lines, and what separates its rows. */
interface Layout {
  /** Index of the line with the gaps. */
  readonly ruler: number;
  /** Index of the first line after the table. */
  readonly end: number;
  /** Rows end at empty lines, not at each line. */
  readonly multiline: boolean;
}

/** Headings of more lines than this are text between two rules. */
const mostHeadingLines = 30;

/**
 * The table that begins at line `at`, as Pandoc writes them: simple (headings, dashes, one row a line, ended by an empty
 * line) or multiline (a border of dashes above and below, rows separated by empty lines), both with or without headings.
 */
export function dashedTableAt(lines: readonly MarkdownLine[], at: number): Layout | undefined {
  const text = (i: number): string => lines[i]?.text ?? '';
  if (!isBorder(text(at))) {
    return isRuler(text(at + 1)) && !isBlank(text(at + 2)) && !isBorder(text(at + 2)) ? ended(lines, at + 1, false) : undefined;
  }
  if (isBlank(text(at + 1)) || isBorder(text(at + 1))) return undefined;
  // Headings between a border and the dashes with gaps; else the dashes with gaps stand on top, and there are no headings.
  for (let i = at + 1; i <= at + mostHeadingLines && !isBlank(text(i)); i++) if (isRuler(text(i))) return ended(lines, i, true) ?? (isRuler(text(at)) ? closed(lines, at) : undefined);
  return isRuler(text(at)) ? (closed(lines, at) ?? ended(lines, at, true)) : undefined;
}

/** A simple table without headings ends at a border: without one, it is rules and text. */
function closed(lines: readonly MarkdownLine[], from: number): Layout | undefined {
  const layout = ended(lines, from, false);
  return layout !== undefined && isBorder(lines[layout.end - 1]!.text) ? layout : undefined;
}

function ended(lines: readonly MarkdownLine[], from: number, multiline: boolean): Layout | undefined {
  for (let i = from + 1; i < lines.length; i++) {
    const { text } = lines[i]!;
    if (isBorder(text)) return isBlank(lines[i + 1]?.text ?? '') && i > from + 1 ? { ruler: from, end: i + 1, multiline } : undefined;
    // A table of many lines a row goes on over empty lines to its border; what looks like a heading is beyond it.
    if (multiline ? /^#{1,6} /.test(text) : isBlank(text)) return multiline ? undefined : { ruler: from, end: i, multiline };
  }
  return multiline ? undefined : { ruler: from, end: lines.length, multiline };
}

/** Reads the table that `dashedTableAt` found. */
export function dashedTable(source: SourceText, lines: readonly MarkdownLine[], start: number, layout: Layout, diagnostics: Diagnostics): Table | undefined {
  const place = source.place(lines[start]!.offset);
  const dashes = [...lines[layout.ruler]!.text.matchAll(/-+/g)];
  const starts = dashes.map(({ index }) => index);
  const heading = lines.slice(start, layout.ruler).filter(({ text }) => !isBorder(text));
  const body = lines.slice(layout.ruler + 1, layout.end).filter(({ text }, i, all) => i < all.length - 1 || !isBorder(text));
  const groups = layout.multiline ? grouped(body) : body.filter(({ text }) => !isBlank(text)).map((line) => [line]);
  const indent = source.place(lines[layout.ruler]!.offset).column;
  const startsOf = new Map([...heading, ...body].map((line) => [line, startsIn(line, starts, (at) => source.place(line.offset + at).column - indent)]));
  const joined = brokenWords(source, diagnostics);
  const rows = [...(heading.length > 0 ? [heading] : []), ...groups].map((group, i): SpannedRow => ({
    header: i === 0 && heading.length > 0,
    place: source.place(group[0]!.offset),
    cells: starts.map((_, column) => {
      const texts = group.map((line) => line.text.slice(column === 0 ? 0 : startsOf.get(line)![column], startsOf.get(line)![column + 1] ?? line.text.length));
      const first = Math.max(0, texts.findIndex((text) => !isBlank(text)));
      const line = group[first]!;
      const at = source.place(line.offset + (column === 0 ? 0 : Math.min(startsOf.get(line)![column]!, line.text.length)) + texts[first]!.length - texts[first]!.trimStart().length);
      return { content: cellContent(cellParagraphs(texts, dashes[column]![0].length, joined, at), at), columnSpan: 1, rowSpan: 1 };
    }),
  }));
  const grid = denseGrid(rows, (code, message, at, hint) => diagnostics.report(gridCodes, code, message, at, hint));
  return grid === undefined ? undefined : { kind: 'table', rows: grid, place };
}

/**
 * Where the columns begin in a line. Of one in which change marks were cut out, the cells stand where they were written or where they
 * stand without the marks: whichever makes more of them begin at a column.
 */
function startsIn({ text }: MarkdownLine, starts: readonly number[], writtenAt: (index: number) => number): readonly number[] {
  const written = Array.from(text, (_, i) => writtenAt(i));
  if (written.every((column, i) => column === i)) return starts;
  const inText = starts.map((start) => {
    const index = written.findIndex((column) => column >= start);
    return index < 0 ? text.length : index;
  });
  const isBlankAt = (index: number): boolean => isBlank(text.charAt(index));
  const begins = (index: number): boolean => !isBlankAt(index) && (index === 0 || isBlankAt(index - 1));
  // A mark before the first letter begins the cell, too.
  const isExact = (index: number, start: number): boolean => written[index] === start || (written[index - 1] ?? start - 1) === start - 1;
  const asWritten = inText.filter((index, i) => index < text.length && begins(index) && isExact(index, starts[i]!));
  return asWritten.length > starts.filter((start) => start < text.length && begins(start)).length ? inText : starts;
}

/** Lines between empty ones. */
function grouped(lines: readonly MarkdownLine[]): readonly (readonly MarkdownLine[])[] {
  const groups: MarkdownLine[][] = [];
  let isOpen = false;
  for (const line of lines) {
    if (isBlank(line.text)) isOpen = false;
    else if (isOpen) groups.at(-1)!.push(line);
    else {
      groups.push([line]);
      isOpen = true;
    }
  }
  return groups;
}
