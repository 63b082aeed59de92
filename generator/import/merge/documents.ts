import { byCodepoint } from '../../model/names.js';
import { isOlder, isSameVersion } from '../delta/version.js';
import type { Facts } from '../facts.js';
import { citing } from './errata.js';
import type { MergeContext } from './context.js';
import type { Workspace } from './workspace.js';

/**
 * The definitions are of the version of a document that was imported last, where it is the one of record: a newer one than
 * documents.json names, or the first that says which it is. An excerpt, a Change Request and an older version leave it.
 */
export function followVersions({ into, absences }: MergeContext, documents: readonly Facts[]): void {
  for (const file of into.all('documents')) {
    for (const entry of file.content.documents) {
      const version = versionOf(documents, entry.id, (facts) => absences.isOfRecord(facts));
      if (version === undefined || isSameVersion(version, entry.version) || isOlder(version, entry.version)) continue;
      into.change({ kind: 'changed', what: 'document', name: entry.id, column: 'version', from: entry.version, to: shown(version), file: file.file });
      entry.version = shown(version);
    }
  }
}

/** The version that a document prints of itself; a Change Request names that of the document that it would change. */
const versionOf = (documents: readonly Facts[], id: string, counts: (facts: Facts) => boolean = () => true): string | undefined =>
  documents.find((d) => d.document === id && d.identity?.isRequest === false && d.identity.version !== undefined && counts(d))?.identity?.version;

const shown = (version: string): string => `V${version}`;

/** Source documents that anything cites and that documents.json does not have: the known entry, or a bare one. */
export function completeDocuments(into: Workspace, known: Workspace, titles: ReadonlyMap<string, string>, documents: readonly Facts[]): void {
  const cited = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === 'document' && typeof member === 'string') cited.add(member);
      else visit(member);
    }
  };
  for (const kind of [...citing, 'errata'] as const) for (const file of into.seen(kind)) visit(file.content);
  // The announced variant and its link are TS-0004's, whatever describes the original (TS-0004 7.4.26.1).
  if (into.seen('resource').some((f) => f.content.announcedVariant !== undefined)) cited.add('TS-0004');
  const have = new Set(into.all('documents').flatMap((f) => f.content.documents.map((d) => d.id)));
  const order = known.all('documents').flatMap((f) => f.content.documents.map((d) => d.id));
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  for (const id of [...cited].filter((d) => !have.has(d)).sort((a, b) => rank(a) - rank(b) || byCodepoint(a, b))) {
    const file = into.file('documents', () => ({ documents: [] }));
    const model = known.all('documents').flatMap((f) => f.content.documents.map((d) => ({ d, file: f.file }))).find(({ d }) => d.id === id);
    if (model !== undefined) into.completed.push({ what: 'document', name: id, from: model.file });
    const version = versionOf(documents, id);
    const entry = model !== undefined ? { ...model.d } : { id, title: titles.get(id) ?? `oneM2M ${id}`, version: 'as imported' };
    file.content.documents.push(version === undefined || isSameVersion(version, entry.version) ? entry : { ...entry, version: shown(version) });
  }
}
