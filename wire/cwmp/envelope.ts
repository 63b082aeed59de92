/** What travels in a session of CWMP: one message, with what its headers say (TR-069 3.5). */

import type { Body, CwmpVersion } from '../../generated/cwmp/types.js';
import type { Limits } from '../limits.js';

export interface Envelope {
  /** The version whose namespace the message is in; 1.3 and 1.4 may also speak in that of 1.2, and say more in headers. */
  readonly version: CwmpVersion;
  /** The answer has that of the request. */
  readonly id?: string;
  readonly holdRequests?: boolean;
  /** Of CWMP 1.0 only; means nothing since. */
  readonly noMoreRequests?: boolean;
  /** Seconds. */
  readonly sessionTimeout?: number;
  /** In Inform of CWMP 1.4: those that the CPE speaks, such as `1.4`. */
  readonly supportedVersions?: readonly string[];
  /** In InformResponse: the one that the ACS has chosen. */
  readonly useVersion?: string;
  readonly body: Body;
}

export interface DecodeLimits extends Limits {
  /** That of the content type, for bytes; without it, they say it themselves, as XML does. */
  readonly charset?: string;
  /**
   * Takes what devices were seen to send: messages of later versions in the namespace of an earlier one, lists that do not say that they
   * are or are transmitted in part, texts of other lengths, patterns and encodings, times that are none, messages without what nothing hangs
   * on, lines and zeros around the document.
   */
  readonly lenient?: boolean;
}

/** Where an envelope was refused: before it was text, XML, an envelope, a message that is known, or one that is complete. */
export type RefusalReason = 'encoding' | 'syntax' | 'limit' | 'envelope' | 'version' | 'mustUnderstand' | 'method' | 'arguments';

/** Fault codes of an ACS (TR-069 Table 64, A.5.2). */
export const acsFaults = {
  8000: 'Method not supported',
  8001: 'Request denied',
  8002: 'Internal error',
  8003: 'Invalid arguments',
  8004: 'Resources exceeded',
  8005: 'Retry request',
  8006: 'ACS version incompatible with CPE',
} as const;

export type AcsFaultCode = keyof typeof acsFaults;

/** An envelope that is not accepted: the fault that says so to the other side, and all that it needs to be answered. */
export interface Refused {
  readonly ok: false;
  /** An ACS answers with this; a CPE with the code that is greater by 1000. */
  readonly fault: { readonly faultCode: AcsFaultCode; readonly faultString: string };
  readonly reason: RefusalReason;
  /** For people: what is wrong and where. */
  readonly message: string;
  /** As far as they could be read. */
  readonly id?: string;
  readonly version?: CwmpVersion;
  readonly rpc?: string;
}

export type Decoded = { readonly ok: true; readonly envelope: Envelope } | Refused;

export const namespaces = {
  envelope: 'http://schemas.xmlsoap.org/soap/envelope/',
  encoding: 'http://schemas.xmlsoap.org/soap/encoding/',
} as const;

/** Thrown inside the decoder. */
export class Refusal extends Error {
  constructor(
    readonly faultCode: AcsFaultCode,
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

/** An envelope that cannot be written: what a program has put into it is no message of that version. */
export class CwmpError extends Error {
  override readonly name = 'CwmpError';

  constructor(
    readonly code: 'CWMP_VERSION' | 'CWMP_INVALID' | 'CWMP_CANNOT_CARRY',
    message: string,
    readonly path: readonly (string | number)[] = [],
  ) {
    super(path.length === 0 ? message : `${path.join('.')}: ${message}`);
  }
}
