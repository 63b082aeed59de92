import type { Place } from '../diagnostics/diagnostic.js';
import type { Fact } from './fact.js';

export interface Machine extends Fact {
  /** Name of the attribute, e.g. campaignStatus. */
  readonly name: string;
  readonly resource: string;
  /** Enumeration that numbers the states. */
  readonly enumeration: string;
  readonly description: string;
  readonly states: readonly { readonly name: string; readonly value: number; readonly description: string }[];
  readonly events: readonly { readonly name: string; readonly by: 'Originator' | 'Hosting CSE' | 'device' | 'clock'; readonly description: string }[];
  readonly transitions: readonly Transition[];
}

export interface Transition extends Fact {
  /** `null`: creation. */
  readonly from: string | null;
  readonly event: string;
  /** Absent: unconditional. */
  readonly guard?: string;
  /** `null`: the resource is deleted. */
  readonly to: string | null;
  readonly effects: readonly string[];
}

export interface Aggregation extends Fact {
  readonly name: string;
  readonly of: string;
  readonly enumeration: string;
  /** One row for every set of individual values, the empty one included. */
  readonly rows: readonly { readonly set: readonly string[]; readonly result: string; readonly errata: readonly string[]; readonly place: Place }[];
}
