import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/did-you-mean.js';
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
  const documentIds = new Set(documents.map((d) => d.id));
  const errataIds = new Set(errata.map((e) => e.id));
  const checkDocument = (id: string, place: Place | undefined): void => {
    if (!documentIds.has(id)) diagnostics.report(errataCodes, 'CHECK_DOCUMENT_UNKNOWN', `source document "${id}" is not known`, place, didYouMean(id, documentIds) ?? `add it to ${documents[0]?.place.file ?? 'tables/documents.json'}`);
  };
  const cited = new Set<string>();
  visitCitations(model, undefined, ({ document, errata: ids, place }) => {
    if (document !== undefined) checkDocument(document, place);
    for (const id of ids) {
      cited.add(id);
      if (!errataIds.has(id)) diagnostics.report(errataCodes, 'CHECK_ERRATUM_UNKNOWN', `erratum ${id} is cited but not there`, place, didYouMean(id, errataIds) ?? `add it to ${errata[0]?.place.file ?? 'errata.json'}`);
    }
  });
  for (const { id, where, patches, place } of errata) {
    for (const { document } of where) checkDocument(document, place);
    if (patches.length === 0 && !cited.has(id)) {
      diagnostics.report(errataCodes, 'CHECK_ERRATUM_UNUSED', `erratum ${id} no longer applies: it patches nothing and nothing cites it`, place, 'remove it, or cite it where it applies');
    }
  }
}

interface Citation {
  readonly document: string | undefined;
  readonly errata: readonly string[];
  readonly place: Place | undefined;
}

/** Parts of the model that cite nothing: XSD components (which are cyclic), values, and the errata themselves. */
const skipped: ReadonlySet<string> = new Set(['components', 'documents', 'errata', 'type', 'default', 'fixed', 'when', 'place']);

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
  for (const [key, child] of Object.entries(value)) if (!skipped.has(key)) visitCitations(child, place, visit);
}
