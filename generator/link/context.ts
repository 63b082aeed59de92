import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
import type { SchemaSet } from '../model/components.js';
import type { Source } from '../model/model.js';
import type { Kind } from '../read/definitions/definitions.js';
import type { Definitions } from '../read/definitions/read.js';
import { byCodepoint } from '../model/names.js';
import { linkCodes } from './codes.js';

/** Names and numbers that a user's configuration puts in the place of provisional ones: long name → short name or number. */
export interface NameOverrides {
  readonly shortNames?: Readonly<Record<string, string>>;
  readonly resourceTypes?: Readonly<Record<string, number>>;
}

/** What every linking step reads and reports to. */
export interface LinkContext {
  readonly components: SchemaSet;
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
  readonly overrides: NameOverrides;
}

/** Reports that `name` is not among `known`, with the nearest one as a hint, or else with what to do to make it known. */
export function reportUnknown(
  context: Pick<LinkContext, 'diagnostics'>,
  code: keyof typeof linkCodes,
  what: string,
  name: string,
  known: Iterable<string>,
  place?: Place,
  otherwise?: string,
): void {
  context.diagnostics.report(linkCodes, code, `${what} "${name}" is not known`, place, didYouMean(name, known) ?? otherwise);
}

/** The file in which a kind of definition stands; where it would stand, when there is none. */
export const fileOf = ({ definitions }: Pick<LinkContext, 'definitions'>, kind: Kind): string => definitions.byKind(kind)[0]?.file ?? `tables/${kind}.json`;

interface Cited {
  readonly source?: Source;
  readonly errata?: readonly string[];
}

/** Source, errata and place of a row; a row takes its container's source where it names none. */
export const fact = (row: Cited, container: { readonly source: Source }, place: Place, patched: readonly string[]) => ({
  source: row.source ?? container.source,
  errata: [...new Set([...(row.errata ?? []), ...patched])].sort(byCodepoint),
  place,
});
