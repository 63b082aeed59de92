import type { Place } from '../../diagnostics/diagnostic.js';
import type { Paragraph } from '../document.js';
import { collapse, isBlank, paragraphOf } from '../text/lines.js';
import { inlineText } from './inline.js';

/** Lines of a drawn cell → paragraphs: an empty line, an item of a list or a hard break begins a new one. `width` is what a line has room for. */
export function cellParagraphs(lines: readonly string[], width: number, place: Place): readonly Paragraph[] {
  const groups: string[][] = [[]];
  let isBroken = false;
  for (const line of lines) {
    const text = line.trim();
    const item = paragraphOf(line, place).list !== undefined;
    if (isBlank(line) || item) groups.push([]);
    const group = groups.at(-1)!;
    const goesOn: boolean = isBroken && group.length > 0 && /^\S+$/.test(text);
    if (goesOn) group.push(group.pop()! + text);
    else if (!isBlank(line)) group.push(text);
    isBroken = text.length >= width && (goesOn || nameBegins.test(text));
    if (/\\\s*$/.test(line)) groups.push([]);
  }
  return groups
    .map((group) => group.join(' ').replace(/\\$/, ''))
    .flatMap((text) => inlineText(text).split('\n'))
    .filter((text) => !isBlank(text))
    .map((text) => ({ ...paragraphOf(collapse(text), place), place }));
}

/**
 * Pandoc breaks a word that is wider than its column where the column ends, and leaves it alone on its lines: accessControlPo, licyIDs.
 * So may a word be that just fits (`Multiplicity`, and `(L)` below it): only a name that has begun goes on.
 */
const nameBegins = /^[*_`]*\\?[[<]?(?:[a-z]|[A-Z][\w.]*[-_])[\w.:\\-]*$/;
