import type { Place } from '../diagnostics/diagnostic.js';

/** Where a fact comes from: a document's id, a clause, and mostly a table. */
export interface Source {
  readonly document: string;
  readonly clause: string;
  readonly table?: string;
}

export interface Fact {
  readonly source: Source;
  /** Ids of the errata that changed or explain this fact, in codepoint order. */
  readonly errata: readonly string[];
  readonly place: Place;
}
