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
