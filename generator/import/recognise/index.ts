import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { captionNumber, isCaption } from '../captions.js';
import type { Block, Document, Table } from '../document.js';
import type { Fact, Facts, TableSummary } from '../facts.js';
import { recogniseCodes } from './codes.js';
import { documentId, identityOf } from './document-id.js';
import { enumerationsInText } from './enumeration-text.js';
import { forbiddenOperations } from './operations.js';
import type { TableBefore } from './recognise-table.js';
import { recogniseTable } from './recognise-table.js';
import { specializations, withKinds } from './specializations.js';
import { reportSpellings } from './spelling.js';
import type { Surroundings } from './table-context.js';
import { isPlainlyNote } from './text.js';

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

  const take = (table: Table, around: Surroundings, depth: number, before?: TableBefore): TableBefore | undefined => {
    const found = recogniseTable(table, around, before, diagnostics);
    for (const fact of found.facts) facts.push(fact);
    tables.push(found.summary);
    const inside = [...new Set(table.rows.flatMap((row) => row.cells))].flatMap((cell) => cell.tables);
    if (inside.length > 0 && depth >= deepest) {
      diagnostics.report(
        recogniseCodes,
        'RECOGNISE_DEPTH',
        `tables more than ${String(deepest)} deep inside one another are left out`,
        inside[0]!.place,
      );
    } else for (const nested of inside) take(nested, around, depth + 1);
    return found.head && { table: before?.head === found.head ? before.table : table, head: found.head };
  };

  let before: TableBefore | undefined;
  for (const [at, block] of document.blocks.entries()) {
    if (block.kind === 'table') {
      before = take(block, { headings: headings.map(({ text }) => text).reverse(), below: notesBelow(document.blocks, at), ...nextOf(document.blocks, at) }, 1, before);
      continue;
    }
    if (block.kind === 'heading' || block.text !== '') before = undefined;
    if (block.kind === 'heading') {
      while (headings.length > 0 && headings.at(-1)!.level >= block.level) headings.pop();
      headings.push({ level: block.level, text: block.text });
    } else {
      for (const fact of lists.get(block) ?? []) facts.push(fact);
    }
  }
  for (const fact of forbiddenOperations(document)) facts.push(fact);
  reportSpellings(facts, diagnostics);
  reportLostTables(document, tables, diagnostics);
  const identity = identityOf(document);
  const titles = document.blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
  return { document: documentId(document, identity), facts: withKinds(facts, specializations(document, facts)), tables, identity, headings: titles };
}

/** Converters lose tables and leave their captions. A list of tables repeats captions of tables that are there. */
function reportLostTables({ blocks }: Document, tables: readonly TableSummary[], diagnostics: Diagnostics): void {
  const there = new Set(tables.map(({ number }) => number));
  const lost = new Map(blocks.flatMap((block) => {
    const number = block.kind === 'table' || !isCaption(block.text) ? undefined : captionNumber(block.text);
    return number === undefined || there.has(number) ? [] : [[number, block.place] as const];
  }));
  const [first] = lost;
  if (first === undefined) return;
  const message = lost.size === 1 ? `Table ${first[0]} has a caption and does not follow` : `${String(lost.size)} tables have a caption and do not follow, Table ${first[0]} the first`;
  diagnostics.report(recogniseCodes, 'RECOGNISE_CAPTION', message, first[1], 'a conversion may have lost them; import the file that it was made from');
}

/** Word's notes to a table often stand in paragraphs of their own. */
function notesBelow(blocks: readonly Block[], table: number): readonly string[] {
  const notes: string[] = [];
  for (let at = table + 1; at <= table + mostNotes; at++) {
    const block = blocks[at];
    if (block?.kind !== 'paragraph' || (block.text !== '' && !isPlainlyNote(block.text))) break;
    if (block.text !== '') notes.push(block.text);
  }
  return notes;
}

const mostNotes = 12;

/** What is said of all values at once may stand below them without being called a note. */
function nextOf(blocks: readonly Block[], table: number): Pick<Surroundings, 'next'> {
  const next = blocks.slice(table + 1, table + 1 + mostNotes).find((block) => block.kind === 'table' || block.text !== '');
  return next?.kind === 'paragraph' && /\b(?:values?|bits?|bitmap|flags?)\b/i.test(next.text) ? { next: next.text } : {};
}

/** Deeper tables are no writing of a person. */
export const deepest = 16;
