import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { Document, Table } from '../document.js';
import type { Fact, Facts, TableSummary } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { documentId } from './document-id.js';
import { enumerationsInText } from './enumeration-text.js';
import { recogniseTable } from './recognise-table.js';
import { reportSpellings } from './spelling.js';

export { recogniseCodes } from './codes.js';

/**
 * What the tables and lists of a document say, as facts, with an account of every table. Everything is handed on as it
 * is printed; what looks wrong, and what was not understood, is reported. Linear in the size of the document.
 */
export function recognise(document: Document, diagnostics: Diagnostics): Facts {
  const facts: Fact[] = [];
  const tables: TableSummary[] = [];
  const lists = enumerationsInText(document.blocks);
  const headings: { readonly level: number; readonly text: string }[] = [];

  const take = (table: Table, above: readonly string[], depth: number): void => {
    const found = recogniseTable(table, above, diagnostics);
    facts.push(...found.facts);
    tables.push(found.summary);
    const inside = [...new Set(table.rows.flatMap((row) => row.cells))].flatMap((cell) => cell.tables);
    if (inside.length > 0 && depth >= deepest) {
      diagnostics.report(
        recogniseCodes,
        'RECOGNISE_DEPTH',
        `tables more than ${String(deepest)} deep inside one another are left out`,
        inside[0]!.place,
      );
      return;
    }
    for (const nested of inside) take(nested, above, depth + 1);
  };

  for (const block of document.blocks) {
    if (block.kind === 'heading') {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      headings.push({ level: block.level, text: block.text });
    } else if (block.kind === 'table') {
      take(block, headings.map(({ text }) => text).reverse(), 1);
    } else {
      facts.push(...(lists.get(block) ?? []));
    }
  }
  reportSpellings(facts, diagnostics);
  return { document: documentId(document), facts, tables };
}

/** Deeper tables are no writing of a person. */
const deepest = 16;
