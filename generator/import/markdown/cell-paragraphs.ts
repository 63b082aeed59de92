import type { Place } from '../../diagnostics/diagnostic.js';
import type { Paragraph } from '../document.js';
import { collapse, isBlank, paragraphOf } from '../text/lines.js';
import { inlineText } from './inline.js';

/** How many of these pieces, each alone on its line and all but the last as wide as the column, are one word. */
export type Joined = (pieces: readonly string[], place: Place) => number;

/** Lines of a drawn cell → paragraphs: an empty line, an item of a list or a hard break begins a new one. `width` is what a line has room for. */
export function cellParagraphs(drawn: readonly string[], width: number, joined: Joined, place: Place): readonly Paragraph[] {
  const groups: string[][] = [[]];
  for (const line of withoutBreaks(drawn, width, joined, place)) {
    if (isBlank(line) || isItem(line, place)) groups.push([]);
    if (!isBlank(line)) groups.at(-1)!.push(line.trim());
    if (/\\\s*$/.test(line)) groups.push([]);
  }
  return groups
    .map((group) => group.join(' ').replace(/\\$/, ''))
    .flatMap((text) => inlineText(text).split('\n'))
    .filter((text) => !isBlank(text))
    .map((text) => ({ ...paragraphOf(collapse(text), place), place }));
}

const isItem = (line: string, place: Place): boolean => paragraphOf(line, place).list !== undefined;

/** Pandoc breaks a word that is wider than its column where the column ends, and leaves it alone on its lines: accessControlPo, licyIDs. */
function withoutBreaks(lines: readonly string[], width: number, joined: Joined, place: Place): readonly string[] {
  const whole: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const pieces = [lines[at]!.trim()];
    while (pieces.at(-1)!.length >= width && nameBegins.test(pieces[0]!) && isPiece(lines[at + pieces.length], place)) pieces.push(lines[at + pieces.length]!.trim());
    const count = pieces.length > 1 && !isItem(lines[at]!, place) ? joined(pieces, place) : 1;
    whole.push(count > 1 ? pieces.slice(0, count).join('') : lines[at]!);
    at += count;
  }
  return whole;
}

const isPiece = (line: string | undefined, place: Place): boolean => line !== undefined && /^\s*\S+\s*$/.test(line) && !isItem(line, place);

/** A word may also just fit (`Multiplicity`, and `(L)` below it): only a name that has begun goes on. */
const nameBegins = /^[*_`]*\\?[[<]?(?:[a-z]|[A-Z][\w.]*[-_])[\w.:\\-]*$/;
