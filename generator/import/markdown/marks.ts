import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { View } from '../document.js';
import { markdownCodes } from './codes.js';
import type { Segment } from './drawn-cells.js';
import { drawnCells } from './drawn-cells.js';
import { isGridBorder } from './grid-table.js';
import type { SourceMap } from './source.js';
import { SourceText } from './source.js';

/**
 * Change marks of Markdown: `<ins>…</ins>` and `<del>…</del>`, and CriticMarkup's `{++…++}`, `{--…--}` and
 * `{~~old~>new~~}`, inside a word or around whole rows and paragraphs. CriticMarkup's `{==…==}` only highlights, and what
 * stands in `{>>…<<}` is a comment. Pandoc's `[…]{.insertion}` and `[…]{.deletion}`, which it makes of Word's tracked
 * changes, are the same. `~~…~~` is no change mark: it says that something is struck out in both views.
 */
type Kind = 'insertion' | 'deletion' | 'old' | 'new' | 'highlight' | 'comment';

const openers: ReadonlyMap<string, Kind> = new Map([
  ['{++', 'insertion'],
  ['{--', 'deletion'],
  ['{~~', 'old'],
  ['{==', 'highlight'],
  ['{>>', 'comment'],
  ['<ins', 'insertion'],
  ['<del', 'deletion'],
  ['[.insertion', 'insertion'],
  ['[.deletion', 'deletion'],
]);
const closers: ReadonlyMap<string, { readonly closes: Kind; readonly opener: string }> = new Map([
  ['++}', { closes: 'insertion', opener: '{++' }],
  ['--}', { closes: 'deletion', opener: '{--' }],
  ['~~}', { closes: 'new', opener: '{~~' }],
  ['==}', { closes: 'highlight', opener: '{==' }],
  ['<<}', { closes: 'comment', opener: '{>>' }],
  ['</ins', { closes: 'insertion', opener: '<ins' }],
  ['</del', { closes: 'deletion', opener: '<del' }],
  ['].insertion', { closes: 'insertion', opener: '[.insertion' }],
  ['].deletion', { closes: 'deletion', opener: '[.deletion' }],
]);

const shownIn: Readonly<Record<Kind, readonly View[]>> = {
  insertion: ['accepted'],
  deletion: ['original'],
  old: ['original'],
  new: ['accepted'],
  highlight: ['accepted', 'original'],
  comment: [],
};

/** A bracket of Pandoc's spans, with the attributes after the closing one. */
const bracket = /\[|\](?:\{\.(?:paragraph-)?(?:insertion|deletion)(?:\s[^{}\n]{0,400})?\})?/g;

/** Which brackets are marks: offset → `[.insertion`, `].insertion`. A link or a `[software]` inside is none. */
function spansIn(text: string): ReadonlyMap<number, string> {
  const spans = new Map<number, string>();
  if (!/\]\{\.(?:paragraph-)?(?:insertion|deletion)/.test(text)) return spans;
  const open: number[] = [];
  for (const { 0: found, index } of text.matchAll(bracket)) {
    if (text[index - 1] === '\\') continue;
    if (found === '[') {
      open.push(index);
      continue;
    }
    const start = open.pop();
    const kind = /insertion|deletion/.exec(found)?.[0];
    if (kind === undefined) continue;
    if (start !== undefined) spans.set(start, `[.${kind}`);
    spans.set(index, `].${kind}`);
  }
  return spans;
}

/** Escapes, code and marks; what is escaped or code is left alone. A code span ends on its line. */
const token = /\\[{<~+=>-]|^ {0,3}(?:```|~~~)[^\n]*|`+[^`\n]*`+|\{(?:\+\+|--|~~|==|>>)|(?:\+\+|--|~~|==|<<)\}|~>|<\/?(?:ins|del)(?:\s[^<>]{0,400})?>/gim;

const tokenOrBracket = new RegExp(`${token.source}|${bracket.source}`, token.flags);

interface Open {
  readonly kind: Kind;
  readonly opener: string;
  readonly at: number;
}

/** The source in one view, with the way back to where each character stood; a mark without its other half is reported and ignored. */
export function withoutMarks(source: SourceText, view: View, diagnostics: Diagnostics): { readonly text: SourceText; readonly hasChanges: boolean } {
  const { text } = source;
  const report = (message: string, at: number): void =>
    diagnostics.report(markdownCodes, 'MARKDOWN_CHANGE', message, source.place(at), 'accept or reject the change as a whole, or complete the mark');
  const cuts: { from: number; to: number }[] = [];
  const open: Open[] = [];
  let hiddenFrom: number | undefined;
  let hasChanges = false;
  let fence: string | undefined;

  /** Only a mark that is shown needs a cut of its own; what is hidden is cut as a whole. */
  const settle = (from: number, to: number): void => {
    const hidden = open.some(({ kind }) => !shownIn[kind].includes(view));
    if (hidden && hiddenFrom === undefined) hiddenFrom = from;
    else if (!hidden && hiddenFrom !== undefined) {
      cuts.push(...piecesOf(hiddenFrom, to, cells));
      hiddenFrom = undefined;
    } else if (!hidden) cuts.push({ from, to });
  };

  const spans = spansIn(text);
  const tokens = [...text.matchAll(spans.size === 0 ? token : tokenOrBracket)];
  const cells = tokens.length === 0 ? [] : cellsOfMarks(text);
  for (const { 0: found, index } of inOrder(tokens, cells)) {
    const end = index + found.length;
    const fenceMark = /^ {0,3}(```|~~~)/.exec(found)?.[1];
    if (fenceMark !== undefined) {
      if (fence === undefined) fence = fenceMark;
      else if (fence === fenceMark) fence = undefined;
      continue;
    }
    if (fence !== undefined || found.startsWith('\\') || found.startsWith('`')) continue;
    const mark = /^[[\]]/.test(found) ? (spans.get(index) ?? '') : markOf(found);
    const kind = openers.get(mark);
    const closer = closers.get(mark);
    const top = open.at(-1);
    if (kind !== undefined) {
      if (open.length >= deepest) {
        report(`change marks stand inside each other more than ${String(deepest)} deep`, index);
        break;
      }
      if (kind !== 'highlight' && kind !== 'comment') hasChanges = true;
      open.push({ kind, opener: mark, at: index });
      settle(index, end);
    } else if (mark === '~>') {
      if (top?.kind !== 'old') continue;
      open.pop();
      open.push({ kind: 'new', opener: top.opener, at: top.at });
      settle(index, end);
    } else if (closer !== undefined) {
      if (top?.kind !== closer.closes || top.opener !== closer.opener) {
        const inside = top === undefined ? '' : ` inside "${top.opener}"`;
        const unfinished = mark === '~~}' && top?.kind === 'old' ? 'a replacement {~~ ends without its ~>' : `"${found}" closes nothing that is open${inside}`;
        report(unfinished, index);
        if (unfinished.startsWith('a replacement')) {
          open.pop();
          settle(index, end);
        }
        continue;
      }
      open.pop();
      settle(index, end);
    }
  }
  for (const { opener, at } of open) report(`"${opener}" is never closed`, at);
  if (hiddenFrom !== undefined) cuts.push({ from: hiddenFrom, to: Math.min(text.length, hiddenFrom + openerLength(text, hiddenFrom)) });
  return { text: without(source, cuts.sort((a, b) => a.from - b.from)), hasChanges };
}

const markOf = (found: string): string => (found.startsWith('<') ? /^<\/?\w+|^<<\}/.exec(found)![0].toLowerCase() : found);

type Cell = readonly Segment[];
const isIn = (at: number, cell: Cell): boolean => cell.some(({ from, to }) => from <= at && at < to);

/** Cells of drawn tables in which a mark goes on from one line to another: there a line of the text is no unit. */
function cellsOfMarks(text: string): readonly Cell[] {
  return drawnCells(text).filter((cell) => {
    const lines = cell.map(({ from, to }) => text.slice(from, to));
    return lines.some((line) => !isBalanced(line)) && isBalanced(lines.join('\n'));
  });
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  for (const [found] of text.matchAll(token)) {
    const mark = markOf(found);
    const closer = closers.get(mark);
    if (openers.has(mark)) open.push(mark);
    else if (closer !== undefined && open.pop() !== closer.opener) return false;
  }
  return open.length === 0;
}

/** Tokens as they are read: those of such a cell one after another, though others stand between them in the text. */
function inOrder(tokens: readonly RegExpExecArray[], cells: readonly Cell[]): readonly RegExpExecArray[] {
  if (cells.length === 0) return tokens;
  const done = new Set<Cell>();
  return tokens.flatMap((one) => {
    const cell = cells.find((candidate) => isIn(one.index, candidate));
    if (cell === undefined) return [one];
    if (done.has(cell)) return [];
    done.add(cell);
    return tokens.filter(({ index }) => isIn(index, cell));
  });
}

/** What is hidden from one place to another: within such a cell, a piece of each of its lines. */
function piecesOf(from: number, to: number, cells: readonly Cell[]): readonly { readonly from: number; readonly to: number }[] {
  const cell = cells.find((candidate) => isIn(from, candidate) && isIn(to - 1, candidate));
  if (cell === undefined) return [{ from, to }];
  return cell.flatMap((segment) => (segment.from < to && from < segment.to ? [{ from: Math.max(from, segment.from), to: Math.min(to, segment.to) }] : []));
}

const deepest = 16;

const openerLength = (text: string, at: number): number => (text[at] === '{' ? 3 : text.indexOf('>', at) + 1 - at);

/** The text without the cuts; a line of which nothing is left goes as a whole, so that a removed row does not cut a table in two. */
function without(source: SourceText, cuts: readonly { readonly from: number; readonly to: number }[]): SourceText {
  const { text } = source;
  if (cuts.length === 0) return source;
  const pieces: string[] = [];
  const map: SourceMap = [];
  let length = 0;
  const keep = (from: number, to: number): void => {
    if (from >= to) return;
    map.push({ at: length, source: from });
    pieces.push(text.slice(from, to));
    length += to - from;
  };
  /** A line of a drawing: what was cut out of a cell is made up for by blanks at its end, so that its borders still meet. */
  const keepDrawn = (kept: readonly (readonly [number, number])[]): void => {
    let missing = 0;
    kept.forEach(([a, b], i) => {
      const border = missing > 0 ? text.slice(a, b).indexOf('|') : -1;
      if (border >= 0) {
        keep(a, a + border);
        map.push({ at: length, source: a + border });
        pieces.push(' '.repeat(missing));
        length += missing;
        missing = 0;
      }
      keep(a + Math.max(0, border), b);
      const next = kept[i + 1];
      const isInCell = next !== undefined && text.slice(kept[0]![0], b).includes('|');
      if (isInCell) missing += next[0] - b;
    });
  };
  let from = 0;
  for (let i = 0; i < cuts.length; ) {
    const lineStart = Math.max(from, text.lastIndexOf('\n', cuts[i]!.from - 1) + 1);
    // All cuts that touch this line, or the line on which one of them ends.
    let lineEnd = lineEndAt(text, cuts[i]!.to);
    let last = i;
    while (cuts[last + 1] !== undefined && cuts[last + 1]!.from <= lineEnd) lineEnd = lineEndAt(text, cuts[++last]!.to);
    const kept: [number, number][] = [];
    let at = lineStart;
    for (const cut of cuts.slice(i, last + 1)) {
      kept.push([at, cut.from]);
      at = cut.to;
    }
    kept.push([at, lineEnd]);
    keep(from, lineStart);
    if (kept.some(([a, b]) => /\S/.test(text.slice(a, b)))) {
      if (isDrawn(text, lineStart, lineEnd)) keepDrawn(kept);
      else for (const [a, b] of kept) keep(a, b);
      from = lineEnd;
    } else from = Math.min(text.length, lineEnd + 1);
    i = last + 1;
  }
  keep(from, text.length);
  return new SourceText(pieces.join(''), source.file, source, map);
}

/** Whether a line is one of a table drawn with `+---+`, and as wide as its border: then it is aligned with its marks in it. */
function isDrawn(text: string, start: number, end: number): boolean {
  const line = text.slice(start, end);
  if (!/^ *\|/.test(line) || line.includes('\n')) return false;
  for (let at = start; at > 0; ) {
    const before = text.lastIndexOf('\n', at - 2) + 1;
    const above = text.slice(before, at - 1);
    if (isGridBorder(above)) return above.trimEnd().length === line.trimEnd().length;
    if (!/^ *[|+]/.test(above)) return false;
    at = before;
  }
  return false;
}

const lineEndAt = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};
