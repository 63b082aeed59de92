import type { CodeTable, Diagnostics, Place } from '../diagnostics/diagnostic.js';
import { didYouMean, nearest } from '../diagnostics/did-you-mean.js';
import type { Citation } from '../model/citations.js';
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
  const { documents, errata, citations } = model;
  for (const erratum of repeated(errata, (e) => e.id)) {
    diagnostics.report(errataCodes, 'CHECK_ERRATUM_DUPLICATE', `erratum ${erratum.id} is there twice`, erratum.place);
  }
  for (const document of repeated(documents, (d) => d.id)) {
    diagnostics.report(errataCodes, 'CHECK_DOCUMENT_DUPLICATE', `document ${document.id} is there twice`, document.place);
  }
  const cited = (what: Citation['of']): ReadonlyMap<string, readonly Place[]> => new Map(citations.flatMap(({ of, id, places }) => (of === what ? [[id, places] as const] : [])));
  const citedErrata = cited('erratum');
  checkCitations('CHECK_DOCUMENT_UNKNOWN', 'source document', documents, 'tables/documents.json', cited('document'), diagnostics);
  checkCitations('CHECK_ERRATUM_UNKNOWN', 'erratum', errata, 'errata.json', citedErrata, diagnostics);
  for (const { id, patches, place } of errata) {
    if (patches.length > 0 || citedErrata.has(id)) continue;
    diagnostics.report(errataCodes, 'CHECK_ERRATUM_UNUSED', `erratum ${id} no longer applies: it patches nothing and nothing cites it`, place, 'remove it, or cite it where it applies; the definition that did may be missing');
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
    for (const place of places) diagnostics.report(errataCodes, code, message, place, hint);
  }
}
