import type { Place } from '../diagnostics/diagnostic.js';

/** A source document or an erratum that definitions name by its id. */
export interface Citation {
  readonly of: 'document' | 'erratum';
  readonly id: string;
  /** Where it is named, when it is not there; whoever cites what is known is not asked where. */
  readonly places: readonly Place[];
}
