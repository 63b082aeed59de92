import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean, nearest } from '../diagnostics/did-you-mean.js';
import type { Model } from '../model/model.js';
import { repeated } from './check.js';

export const errataCodes = {
  CHECK_ERRATUM_DUPLICATE: { severity: 'error', title: 'Two errata have one id' },
  CHECK_ERRATUM_UNKNOWN: { severity: 'error', title: 'A definition cites an erratum that is not there' },
  CHECK_ERRATUM_UNUSED: { severity: 'warning', title: 'An erratum no longer applies: it patches nothing and nothing cites it' },
  CHECK_DOCUMENT_DUPLICATE: { severity: 'error', title: 'Two source documents have one id' },
  CHECK_DOCUMENT_UNKNOWN: { severity: 'error', title: 'A source names a document that is not there' },
} as const satisfies CodeTable;

/** Citations resolve: of errata by definitions, and of documents by everything. */
export function checkErrata(model: Model, diagnostics: Diagnostics): void {
  const { documents, errata } = model;
  for (const erratum of repeated(errata, (e) => e.id)) {
    diagnostics.report(errataCodes, 'CHECK_ERRATUM_DUPLICATE', `erratum ${erratum.id} is there twice`, erratum.place);
  }
  for (const document of repeated(documents, (d) => d.id)) {
    diagnostics.report(errataCodes, 'CHECK_DOCUMENT_DUPLICATE', `document ${document.id} is there twice`, document.place);
  }
  const cited = { documents: new Map<string, Place[]>(), errata: new Map<string, Place[]>() };
  const note = (places: Map<string, Place[]>, id: string, place: Place | undefined): void => {
    // A document is cited thousands of times: its list is added to, not copied.
    const known = places.get(id) ?? [];
    if (place !== undefined) known.push(place);
    places.set(id, known);
  };
  visitCitations(model, undefined, ({ document, errata: ids, place }) => {
    if (document !== undefined) note(cited.documents, document, place);
    for (const id of ids) note(cited.errata, id, place);
  });
  for (const { where, place } of errata) for (const { document } of where) note(cited.documents, document, place);
  checkCitations('CHECK_DOCUMENT_UNKNOWN', 'source document', documents, 'tables/documents.json', cited.documents, diagnostics);
  checkCitations('CHECK_ERRATUM_UNKNOWN', 'erratum', errata, 'errata.json', cited.errata, diagnostics);
  for (const { id, patches, place } of errata) {
    if (patches.length > 0 || cited.errata.has(id)) continue;
    diagnostics.report(errataCodes, 'CHECK_ERRATUM_UNUSED', `erratum ${id} no longer applies: it patches nothing and nothing cites it`, place, 'remove it, or cite it where it applies');
  }
}

interface Known {
  readonly id: string;
  readonly place: Place;
}

/** What is cited is known. Where all that is near is something that nobody cites, the slip stands there and not in every citation. */
function checkCitations(
  code: 'CHECK_DOCUMENT_UNKNOWN' | 'CHECK_ERRATUM_UNKNOWN',
  what: string,
  known: readonly Known[],
  file: string,
  cited: ReadonlyMap<string, readonly Place[]>,
  diagnostics: Diagnostics,
): void {
  const places = [...cited.values()].flat();
  if (known.length === 0 && cited.size > 1) {
    diagnostics.report(errataCodes, code, `each ${what} that is cited, ${cited.size} of them, is missing: ${file} lists none`, places[0], `add ${file}`);
    return;
  }
  const byId = new Map(known.map((each) => [each.id, each]));
  for (const [id, places] of cited) {
    if (byId.has(id)) continue;
    // Those that nobody cites first: of two that are as near, they are the ones that lack a citation.
    const near = nearest(id, [...byId.keys()].sort((a, b) => Number(cited.has(a)) - Number(cited.has(b))));
    const uncited = near === undefined || cited.has(near) ? undefined : byId.get(near);
    if (uncited !== undefined && places.length > 1) {
      const message = `${what} "${uncited.id}" is cited nowhere, and "${id}", which is cited ${places.length} times, is not there`;
      diagnostics.report(errataCodes, code, message, uncited.place, `did you mean "${id}"?`);
      continue;
    }
    const hint = didYouMean(id, byId.keys()) ?? `add it to ${known[0]?.place.file ?? file}`;
    const message = code === 'CHECK_DOCUMENT_UNKNOWN' ? `source document "${id}" is not known` : `erratum ${id} is cited but not there`;
    for (const place of places.length === 0 ? [undefined] : places) diagnostics.report(errataCodes, code, message, place, hint);
  }
}

interface Citation {
  readonly document: string | undefined;
  readonly errata: readonly string[];
  readonly place: Place | undefined;
}

/** Parts of the model that cite nothing: XSD components (which are cyclic), values, places, the citation, and the errata themselves. */
const skipped: ReadonlySet<string> = new Set(['components', 'documents', 'errata', 'source', 'type', 'multiplicity', 'default', 'fixed', 'when', 'place', 'places']);

/** Visits every `source` and `errata` in the model, however deep, with the nearest place. */
function visitCitations(value: unknown, outer: Place | undefined, visit: (citation: Citation) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value) || value instanceof Map) {
    for (const item of value.values()) visitCitations(item, outer, visit);
    return;
  }
  const { source, errata, place = outer } = value as { source?: { document?: string }; errata?: readonly unknown[]; place?: Place };
  const ids = errata?.every((id) => typeof id === 'string') ? (errata as readonly string[]) : [];
  if (source?.document !== undefined || ids.length > 0) visit({ document: source?.document, errata: ids, place });
  for (const key in value) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof member === 'object' && !skipped.has(key)) visitCitations(member, place, visit);
  }
}
