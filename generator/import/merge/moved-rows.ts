import type { MergeContext } from './context.js';
import type { AttributeDraft } from './stating.js';

/** The row of an attribute that marks delete in one resource, for another that gets one of this name: it has moved. */
export function movedRow({ into, absences }: MergeContext, name: string): AttributeDraft | undefined {
  const [from, ...others] = absences.deletedAttributes(name);
  if (from === undefined || others.length > 0) return undefined;
  const row = into.used.byKind('resource').find((f) => f.content.name === from)?.content.attributes.find((a) => a.name === name);
  if (row === undefined) return undefined;
  // Errata and sources are about the place where it stood.
  const { errata: _, source: __, ...same } = structuredClone(row) as AttributeDraft;
  return same;
}
