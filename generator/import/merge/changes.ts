import type { Place } from '../../diagnostics/diagnostic.js';

/** One difference between what the definitions said and what they say after an import. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed' | 'moved';
  /** What it is about: `attribute`, `enumeration value` … */
  readonly what: string;
  /** `softwareCampaign.campaignStatus`, `m2m:cmdType.RESET`. */
  readonly name: string;
  /** The column or member that changed. */
  readonly column?: string;
  readonly from?: string;
  readonly to?: string;
  /** The definition, as a path in the folder. */
  readonly file: string;
  /** Where the document says so. */
  readonly place?: Place;
}

/** `softwareCampaign.campaignStatus access RW → RO`: a change as a line for people. */
export function changeInWords({ kind, what, name, column, from, to }: Change): string {
  const subject = column === undefined ? name : `${name} ${column}`;
  switch (kind) {
    case 'changed':
      if (from === undefined && to === undefined) return `${what} ${name} follows the tables`;
      return `${subject} ${from ?? 'nothing'} → ${to ?? 'nothing'}`;
    case 'renamed':
      return `${what} ${from ?? ''} renamed to ${to ?? name}`;
    case 'moved':
      return `${subject} ${to ?? 'moved'}`;
    default:
      return `${what} ${subject} ${kind}${to === undefined ? '' : `: ${to}`}`;
  }
}

/** All of them: a value that goes under one number and comes under another is one line. */
export function changesInWords(changes: readonly Change[]): readonly string[] {
  const pairs = new Map(changes.flatMap((change) => (change.kind === 'removed' && renumberable(change) ? [[keyOf(change), change] as const] : [])));
  const renumbered = new Set(changes.filter((change) => change.kind === 'added' && renumberable(change) && pairs.has(keyOf(change))).map(keyOf));
  return changes.flatMap((change) => {
    if (!renumberable(change) || !renumbered.has(keyOf(change))) return [changeInWords(change)];
    return change.kind === 'removed' ? [] : [`${change.what} ${change.name} renumbered: ${pairs.get(keyOf(change))!.from ?? ''} → ${change.to ?? ''}`];
  });
}

/** Whether the value of a removal comes again under another number. */
export const isRenumbered = (change: Change, changes: readonly Change[]): boolean => renumberable(change) && changes.some((other) => other.kind !== change.kind && renumberable(other) && keyOf(other) === keyOf(change));

const renumberable = ({ kind, what }: Change): boolean => what === 'enumeration value' && (kind === 'added' || kind === 'removed');
const keyOf = ({ name, file }: Change): string => `${file} ${name}`;
