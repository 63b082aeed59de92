import type { Place } from '../diagnostics/diagnostic.js';
import type { JsonValue } from './json-value.js';

export interface Erratum {
  readonly id: string;
  readonly kind: 'editorial' | 'name' | 'table' | 'semantic';
  readonly where: readonly { readonly document: string; readonly clause: string; readonly line?: number }[];
  /** What the source prints, in short. */
  readonly printed: string;
  /** What we use instead. */
  readonly use: string;
  readonly why: string;
  readonly patches: readonly Patch[];
  readonly place: Place;
}

/**
 * One change to a definition: definitions say what their source prints, and errata say what we use instead. `at` is a
 * file under `xsd/` and a path into it, in which a segment selects a member of an object, or the array item whose key
 * (`name`, `id`, `table` …) it equals: `tables/resources/softwareCampaign.json#/attributes/softwareLinks/multiplicity`.
 */
export interface Patch {
  readonly at: string;
  /** `null`: absent in the definition. */
  readonly printed: JsonValue;
  readonly use: JsonValue;
}
