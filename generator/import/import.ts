import type { CodeTable } from '../diagnostics/diagnostic.js';
import { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Sources } from '../read/sources.js';
import type { Document, View } from './document.js';
import type { Facts } from './facts.js';
import { identify } from './identify.js';
import type { Reconciled, ReconcileOptions } from './merge/reconcile.js';
import { reconcile } from './merge/reconcile.js';
import { readDocument } from './read.js';
import { unsettled } from './settled.js';
import { recognise } from './recognise/index.js';

export const importCodes = {
  IMPORT_NOTHING: { severity: 'warning', title: 'A document without a table or list that is understood' },
} as const satisfies CodeTable;

/** A document as it was given: the name under which places show it, and its bytes. */
export interface Given {
  readonly file: string;
  readonly bytes: Uint8Array;
}

export interface ImportOptions extends ReconcileOptions {
  readonly view: View;
}

export interface Imported extends Reconciled {
  readonly documents: readonly { readonly document: Document; readonly facts: Facts }[];
}

/**
 * The whole import: bytes → document → facts → definitions. `into` are the files of the folder, `known` what is taken from
 * where no document says it; neither is changed. When a diagnostic is an error, `sources` is empty.
 */
export async function importDocuments(given: readonly Given[], into: Sources, known: Sources | undefined, diagnostics: Diagnostics, options: ImportOptions): Promise<Imported> {
  const documents: Imported['documents'][number][] = [];
  const spellings = new Diagnostics();
  for (const { file, bytes } of given) {
    const document = await readDocument(bytes, file, options.view, diagnostics);
    if (document === undefined) continue;
    const facts = recognise(document, spellings);
    if (facts.facts.length === 0) diagnostics.report(importCodes, 'IMPORT_NOTHING', `nothing in ${file} is understood`, undefined, 'see whether it is the right document; --report says what each table was taken for');
    documents.push({ document, facts: { ...facts, document: identify(facts, [into, ...(known === undefined ? [] : [known])]) } });
  }
  const merged = await reconcile(documents.map(({ facts }) => facts), into, known, diagnostics, { ...options, titles: titlesOf(documents) });
  for (const remark of unsettled(spellings, merged, [into, known ?? new Map()])) diagnostics.add(remark);
  return { ...merged, ...(diagnostics.hasErrors && { sources: new Map() }), documents };
}

/** What documents.json says of a document that nobody knows. */
const titlesOf = (documents: Imported['documents']): ReadonlyMap<string, string> =>
  new Map(documents.map(({ document, facts }) => [facts.document, `${facts.document}, imported from ${document.file.replace(/^.*[\\/]/, '')}`]));
