import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { withCaptions } from '../captions.js';
import type { Block, Document, View } from '../document.js';
import type { Line } from './lines.js';
import { headingAt, isBlank, isSeparator, paragraphOf } from './lines.js';
import { flatTables } from './tables.js';

/**
 * Plain text, as a word processor saves it: one paragraph a line, tables flattened to one cell a line (see `tables.ts`),
 * clauses by their numbers. Text has no change marks, so both views are the same.
 */
export function readText(source: string, file: string, view: View, diagnostics: Diagnostics): Document {
  const lines = linesOf(source);
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const { text, number } = lines[at]!;
    if (text.startsWith('\t')) {
      const tables = flatTables(lines, at, file, diagnostics);
      for (const block of tables.blocks) blocks.push(block);
      at = tables.next;
    } else if (isBlank(text)) {
      at++;
    } else {
      const found = isSeparator(text) ? undefined : headingAt(lines, at, file);
      blocks.push(found?.heading ?? paragraphOf(text, { file, line: number, column: 1 }));
      at += found?.lines ?? 1;
    }
  }
  return { file, format: 'text', view, hasChanges: false, blocks: withCaptions(blocks) };
}

/** Lines of any ending, numbered from 1. */
export const linesOf = (source: string): readonly Line[] => source.split(/\r\n|[\n\r\f\u2028]/).map((text, i) => ({ number: i + 1, text }));
