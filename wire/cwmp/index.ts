/** CWMP, the protocol of TR-069: envelopes as values and as SOAP, for both sides of a session. */

export type * from '../../generated/cwmp/types.js';
export { acsFaults, CwmpError, type AcsFaultCode, type Decoded, type DecodeLimits, type Envelope, type Refused, type RefusalReason } from './envelope.js';
export { decodeEnvelope } from './decode.js';
export { encodeEnvelope } from './encode.js';
export { answerTo, isFor, requestsFor } from './messages.js';
export { timeOf, timeText, unknownTime } from './time.js';
