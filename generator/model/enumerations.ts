import type { Place } from '../diagnostics/diagnostic.js';
import type { Fact, Source } from './fact.js';

export interface Enumeration extends Fact {
  /** Prefixed: `m2m:execStatusType`. */
  readonly type: string;
  readonly description: string;
  /** No published source gives these numbers. */
  readonly provisional: boolean;
  readonly values: readonly EnumerationValue[];
  /** Numbers inside the span that the source leaves out. */
  readonly unassigned: readonly number[];
  /** Types of text that hold a number of this enumeration (`m2m:contentInfo`), and what such a text matches in any release. */
  readonly writtenIn?: readonly { readonly type: string; readonly matches: string }[];
}

export interface EnumerationValue {
  /** The published token, e.g. `STATUS_SUCCESS`, `All Attributes`. */
  readonly name: string;
  readonly value: number;
  readonly provisional: boolean;
  /** Published as void: it has a number and must not be used. */
  readonly reserved: boolean;
  /** Other spellings that a reader accepts and a writer does not use, e.g. STATUS_NOT_CANCELLABLE. */
  readonly aliases: readonly string[];
  readonly description?: string;
  /** Absent: that of the enumeration. */
  readonly source?: Source;
  readonly place: Place;
}
