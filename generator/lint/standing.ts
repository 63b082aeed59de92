import type { Document } from '../import/document.js';

/**
 * What a document is there for. A proposal adds to the standard and is read by those who may still ask for more; a document
 * of record has been agreed upon: what it does throughout is its convention, and what it leaves to another stage is left.
 * Definitions are asked what a proposal is asked; what they inherit, the compiler adds.
 */
export type Standing = 'proposal' | 'record' | 'definitions';

export const startOfChange = /^[\s-]*start of (?:the )?(?:first |proposed )?(?:change|text|modification)s?\b/i;

/** How far down a cover goes. */
const coverLength = 40;

/**
 * A document of record has its first clauses, or its cover, and no change; marks that somebody forgot to accept make no
 * proposal of 700 pages. Whatever shows less is taken for a proposal.
 */
export function standingOf({ hasChanges }: Document, units: readonly { readonly kind: string; readonly text: string }[]): Standing {
  const cover = units.slice(0, coverLength);
  if (units.some(({ text }) => startOfChange.test(text)) || cover.some(({ text }) => /\bchange request\b|\bthis contribution\b/i.test(text))) return 'proposal';
  const has = (title: RegExp): boolean => units.some(({ kind, text }) => kind === 'heading' && title.test(text));
  if (has(/^scope$/i) && has(/^(?:normative )?references$/i)) return 'record';
  const isTitled = cover.slice(0, 8).some(({ text }) => /^(?:oneM2M[ -]*)?T[SR]-\d{4}\b|^(?:oneM2M )?Technical (?:Specification|Report)\b/i.test(text));
  return isTitled && !hasChanges ? 'record' : 'proposal';
}
