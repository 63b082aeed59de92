import type { Place } from '../diagnostics/diagnostic.js';
import type { Source } from './fact.js';

export interface ShortName {
  readonly name: string;
  readonly shortName: string;
  readonly provisional: boolean;
  readonly source: Source;
  readonly errata: readonly string[];
  readonly place: Place;
}

export interface ShortNames {
  readonly resources: ReadonlyMap<string, ShortName>;
  readonly attributes: ReadonlyMap<string, ShortName>;
  readonly members: ReadonlyMap<string, ShortName>;
  readonly parameters: ReadonlyMap<string, ShortName>;
  /** Every short name that any published table assigns, for collision checks (TS-0004 8.2). */
  readonly reserved: ReadonlySet<string>;
}
