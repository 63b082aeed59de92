import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { SchemaSet } from '../../model/components.js';
import type { Sources } from '../sources.js';
import { declare } from './declare.js';
import { collectDocuments } from './documents.js';
import { checkGrammar } from './grammar.js';
import { reportLimits } from './limits.js';
import { resolve } from './resolve/resolve.js';

/**
 * XSD documents → components. `sources` is path → text; `schemaLocation` resolves against the folder of its document;
 * reading starts from `entries`, or from every `*.xsd`. Never throws for bad input: `diagnostics` gets all there is.
 */
export function readXsd(sources: Sources, diagnostics: Diagnostics, options: { readonly entries?: readonly string[] } = {}): SchemaSet {
  const documents = collectDocuments(sources, options.entries, diagnostics);
  for (const document of documents.documents) {
    checkGrammar(document, diagnostics);
    reportLimits(document, diagnostics);
  }
  const declarations = declare(documents, diagnostics);
  return resolve(declarations, documents, diagnostics);
}
