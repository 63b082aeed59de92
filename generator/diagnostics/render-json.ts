import type { Diagnostic } from './diagnostic.js';
import type { SeverityCounts } from './render.js';
import { countsOf } from './render.js';

/** Diagnostics for tools: the members that every JSON document of the command line has. */
export const diagnosticsJson = (diagnostics: readonly Diagnostic[]): { readonly counts: SeverityCounts; readonly diagnostics: readonly Diagnostic[] } => ({
  counts: countsOf(diagnostics),
  diagnostics,
});
