/** What a message of a CPE is answered with. */

import { encodeEnvelope, type Body, type Envelope } from '../../wire/cwmp/index.js';

export interface Reply {
  readonly status: 200 | 204 | 400 | 403 | 503;
  readonly said?: Said;
  /** The session, where it begins. */
  readonly session?: string;
  /** For people, where it is no answer that a CPE would like. */
  readonly reason?: string;
}

export interface Said {
  readonly rpc: Body['rpc'];
  readonly text: string;
}

/** @throws CwmpError for what no message can say */
export const saidIn = (envelope: Envelope): Said => ({ rpc: envelope.body.rpc, text: encodeEnvelope(envelope) });
