import type { Place } from '../diagnostics/diagnostic.js';
import type { Fact } from './fact.js';

export interface Command extends Fact {
  /** Name in m2m:cmdType. */
  readonly cmdType: string;
  readonly value: number;
  readonly rpc: string;
  /** `null`: the response to the RPC is the completion. */
  readonly completionReport: string | null;
  /** Argument of the RPC that selects the operation, e.g. Install. */
  readonly operation?: string;
  readonly argumentMember: string;
  readonly argumentType: string;
  readonly cancellable: boolean;
  readonly faultTables: readonly string[];
}

export interface FaultTable extends Fact {
  /** As cited: `8.2.1.1-1`. */
  readonly table: string;
  /** `Download`, `TransferComplete` … */
  readonly rpc: string;
  readonly rows: readonly FaultRow[];
}

export interface FaultRow {
  readonly faultCode: number;
  /** The published token, e.g. STATUS_REQUEST_DENIED. */
  readonly status: string;
  readonly execResult: number;
  readonly description: string;
  readonly errata: readonly string[];
  readonly place: Place;
}

export interface FaultRange extends Fact {
  readonly from: number;
  readonly to: number;
  readonly status: string;
  readonly execResult: number;
  readonly description: string;
}

/** One choice of the CR's execStatus list, and where the published types put it. */
export interface ExecStatusCode {
  readonly name: string;
  readonly attribute: 'execStatus' | 'execResult';
  readonly value: number;
  readonly publishedName: string;
  readonly errata: readonly string[];
  readonly place: Place;
}
