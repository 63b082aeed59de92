import type { Place } from '../diagnostics/diagnostic.js';
import type { Citation } from '../model/citations.js';
import { oncePer } from '../once-per.js';
import type { Path } from '../read/definitions/json-document.js';
import { isObject } from '../read/definitions/json-document.js';
import type { LinkContext } from './context.js';

/**
 * What definitions cite, whatever becomes of the row in the model: documents are named under `document`, in sources and by
 * errata, and errata in lists of that name. Values and tests of values cite nothing.
 */
export function linkCitations({ definitions }: Pick<LinkContext, 'definitions'>): readonly Citation[] {
  const known = {
    document: new Set(definitions.byKind('documents').flatMap(({ content }) => content.documents.map(({ id }) => id))),
    erratum: new Set(definitions.byKind('errata').flatMap(({ content }) => content.errata.map(({ id }) => id))),
  };
  const cited = { document: new Map<string, Place[]>(), erratum: new Map<string, Place[]>() };
  for (const definition of definitions.all) {
    for (const { of, id, path } of citedIn(definition.content)) {
      const places = cited[of].get(id) ?? [];
      if (!known[of].has(id)) places.push(definition.at(...path));
      cited[of].set(id, places);
    }
  }
  return (['document', 'erratum'] as const).flatMap((of) => [...cited[of]].map(([id, places]): Citation => ({ of, id, places })));
}

/** Parts of definitions that are values, or names by which something is known. */
const values: ReadonlySet<string> = new Set(['when', 'must', 'default', 'fixed', 'least', 'most', 'has', 'printed', 'use', 'names']);

interface Found {
  readonly of: Citation['of'];
  readonly id: string;
  readonly path: Path;
}

/** Who reads definitions again has mostly the same ones. */
const citedIn = oncePer((content: object): readonly Found[] => {
  const found: Found[] = [];
  visit(content, [], (of, id, path) => found.push({ of, id, path }));
  return found;
});

function visit(value: unknown, path: Path, found: (of: Citation['of'], id: string, path: Path) => void): void {
  if (Array.isArray(value)) value.forEach((item, i) => visit(item, [...path, i], found));
  if (!isObject(value)) return;
  const { document, errata } = value;
  if (typeof document === 'string') found('document', document, [...path, 'document']);
  if (Array.isArray(errata)) errata.forEach((id, i) => typeof id === 'string' && found('erratum', id, [...path, 'errata', i]));
  for (const [key, member] of Object.entries(value)) if (typeof member === 'object' && !values.has(key)) visit(member, [...path, key], found);
}
