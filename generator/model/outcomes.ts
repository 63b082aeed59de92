import type { Place } from '../diagnostics/diagnostic.js';
import type { Fact, Source } from './fact.js';

export interface Outcome extends Fact {
  readonly id: string;
  readonly resource: string;
  readonly procedure: 'create' | 'update' | 'execute' | 'cancel' | 'delete';
  readonly condition: string;
  /** The CR's quoted text, exactly as printed; absent for successes and where the CR says only "error". */
  readonly text?: string;
  readonly statusCode: number;
  readonly statusName: string;
  readonly http: number;
  /** What becomes of the resource and its status. */
  readonly effect: string;
}

export interface StatusCode {
  readonly code: number;
  readonly name: string;
  readonly http: number;
  /** True when the HTTP status is our proposal (4128). */
  readonly provisional: boolean;
  readonly source: Source;
  readonly errata: readonly string[];
  readonly place: Place;
}
