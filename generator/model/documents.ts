import type { Place } from '../diagnostics/diagnostic.js';
import type { Source } from './fact.js';

/** `TS-0004 7.4.16.1, Table 7.4.16.1-3`: the form in which sources stand in outputs. */
export function citation(source: Source): string {
  return `${source.document} ${source.clause}` + (source.table === undefined ? '' : `, Table ${source.table}`);
}

export interface SourceDocument {
  /** `TS-0004`, `TS-0001-CR` …: what `Source.document` says. */
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Release that its facts come with, where that is not the release of the specification; `4-5`: one of these, nobody says which. */
  readonly release?: string;
  readonly place: Place;
}

/** The release that a fact comes with, where it is another than that of the specification. */
export const releaseOf = ({ documents }: { readonly documents: readonly SourceDocument[] }, source: Source | undefined): string | undefined =>
  source && documents.find(({ id }) => id === source.document)?.release;

/** `4-5` → `Release 4 or 5`. */
export const releaseInWords = (release: string): string => `Release ${release.replace('-', ' or ')}`;
