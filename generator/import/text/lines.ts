import type { Place } from '../../diagnostics/diagnostic.js';
import type { Heading, Paragraph } from '../document.js';

/** What one line of plain text is by its shape alone; shared by text and Markdown, where numbers stand in the text as well. */

/** One line as it stands, and its number from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** White space of every kind, no-break spaces included, becomes one space. */
export const collapse = (text: string): string => text.replace(/[\s\u200b\ufeff]+/g, ' ').trim();

export const isBlank = (text: string): boolean => !/[^\s\u200b\ufeff]/.test(text);

/** `9.6.76`, `9.6.14a`, `D.3`, `8`: numbers of clauses; a letter in front is an annex. */
const clauseNumber = String.raw`(?:[A-Z]\.)?\d{1,3}[a-z]?(?:\.\d{1,3}[a-z]?)*`;
const numberAlone = new RegExp(`^(${clauseNumber})\\.?$`);
const numberAndTitle = new RegExp(`^(${clauseNumber})(\\.?)[ \\t]+(\\S.*)$`);
const annex = /^Annex +([A-Z])(?: *\(([^()]{1,40})\))? *(?:([:.\u2013-]) *(.*))?$/;

/** Longer than any title of a clause; what is longer is a sentence. */
const longestTitle = 160;

/**
 * A heading at line `index`: number and title on one line, or the number alone and the title on the next. A number
 * without a dot counts only before a short title: `3 devices` and `2014` are text.
 */
export function headingAt(lines: readonly Line[], index: number, file: string): { readonly heading: Heading; readonly lines: number } | undefined {
  const { number: line, text: raw } = lines[index]!;
  if (raw.length > longestTitle + 40) return undefined;
  const text = raw.trim();
  const place: Place = { file, line, column: 1 + raw.length - raw.trimStart().length };
  const heading = (number: string, title: string, used: number) => ({
    heading: { kind: 'heading' as const, level: number.split('.').length, number, text: collapse(title), place },
    lines: used,
  });
  const next = lines[index + 1]?.text ?? '';

  const [, both, dot, title] = numberAndTitle.exec(text) ?? [];
  // `1. Introduction` counts a list; `1 Introduction` and `1.1. Introduction` count clauses.
  if (both !== undefined && (dot === '' || both.includes('.')) && isTitle(title!, both)) return heading(both, title!, 1);
  const [, alone] = numberAlone.exec(text) ?? [];
  if (alone !== undefined && !next.startsWith('\t') && !numberAlone.test(next.trim()) && isTitle(next.trim(), alone)) return heading(alone, next, 2);
  const [, letter, kind, mark, rest] = annex.exec(text) ?? [];
  if (letter === undefined || (kind === undefined && mark === undefined && rest === undefined && next === '')) return undefined;
  if (rest !== undefined && rest !== '') return isTitle(rest, `${letter}.1`) ? heading(letter, rest, 1) : undefined;
  return !isBlank(next) && !next.startsWith('\t') && isTitle(next.trim(), `${letter}.1`) ? heading(letter, next, 2) : undefined;
}

/** A clause of a type has its name for a title: `6.3.5.4<tab>m2m:metaInformation`. */
const isTitle = (text: string, number: string): boolean => {
  if (!/^(?:[\p{Lu}<[("'\u201c\u2018]|[a-z]\w{0,9}:\w+$)/u.test(text) || /[.;:,]$/.test(text)) return false;
  return text.length <= (number.includes('.') ? longestTitle : 80);
};

/** Bullets as Word and people write them, and the labels of numbered lists. */
const listItem = /^([\u00b7\u2022\u2023\u25aa\u25cf\u25e6\uf0b7\uf0a7*+\u2013-]|o(?=\s)|\(?(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)])(?:\s+(.*))?$/su;

/** A line as a paragraph: an item of a list by its bullet or number, or plain. `column` counts from 1. */
export function paragraphOf(raw: string, place: Place): Paragraph {
  const text = raw.trim();
  const [, label, rest] = listItem.exec(text) ?? [];
  const indent = /^ */.exec(raw)![0].length;
  const start = { ...place, column: place.column + raw.length - raw.trimStart().length };
  if (label === undefined) return { kind: 'paragraph', text: collapse(text), place: start };
  return { kind: 'paragraph', text: collapse(rest ?? ''), list: { level: Math.min(8, indent >> 1), label }, place: start };
}

/** `-----Start of change 1-----`: what a Change Request puts between its parts. */
export const isSeparator = (text: string): boolean => /^\s*-{3,}[^-].*-{2,}\s*$/.test(text) || /^\s*[-*_=]{5,}\s*$/.test(text);
