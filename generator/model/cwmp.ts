import type { ElementDeclaration } from './components.js';
import type { Source } from './fact.js';

/** What of CWMP is known: which messages there are since which version, and what they hold (TR-069 Annex A). */
export interface Cwmp {
  /** In their order. */
  readonly versions: readonly CwmpVersion[];
  readonly headers: readonly CwmpHeader[];
  /** Requests, each followed by its answer; then the fault. */
  readonly messages: readonly CwmpMessage[];
}

/** A version of the protocol, and the namespace in which its messages stand. */
export interface CwmpVersion {
  readonly version: string;
  readonly namespace: string;
}

/** A SOAP header of CWMP's own namespace (TR-069 3.5, Table 4). */
export interface CwmpHeader {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'unsignedInt';
  /** Who does not know it must not process the message. */
  readonly mustUnderstand: boolean;
  readonly since: string;
  /** The last version that has it. */
  readonly until?: string;
}

export interface CwmpMessage {
  readonly name: string;
  /** Who receives it. */
  readonly to: 'ACS' | 'CPE' | 'both';
  readonly since: string;
  /** Name of the message that answers it; absent on answers and on the fault. */
  readonly answer?: string;
  readonly element: ElementDeclaration;
  readonly source: Source;
}
