import type { Place } from '../../diagnostics/diagnostic.js';
import type { Paragraph } from '../document.js';
import { collapse, isBlank, paragraphOf } from '../text/lines.js';
import { inlineText } from './inline.js';

/** Lines of a drawn cell → paragraphs: an empty line, an item of a list or a hard break begins a new one. */
export function cellParagraphs(lines: readonly string[], place: Place): readonly Paragraph[] {
  const groups: string[][] = [[]];
  for (const line of lines) {
    const item = paragraphOf(line, place).list !== undefined;
    if (isBlank(line) || item) groups.push([]);
    if (!isBlank(line)) groups.at(-1)!.push(line.trim());
    if (/\\\s*$/.test(line)) groups.push([]);
  }
  return groups
    .map((group) => group.join(' ').replace(/\\$/, ''))
    .flatMap((text) => inlineText(text).split('\n'))
    .filter((text) => !isBlank(text))
    .map((text) => ({ ...paragraphOf(collapse(text), place), place }));
}
