/** What travels: long ↔ short names, JSON and XML (TS-0004 8). */

export type { CodecOptions } from './codec.js';
export { decode, encode } from './codec.js';
export type { Place, WireCode, WireDiagnostic } from './diagnostic.js';
export { wireCodes, WireError } from './diagnostic.js';
export type { JsonObject, JsonValue } from './json-value.js';
export type { KnownPrimitive, KnownType, LongBody, Operation, PrimitiveBodies, WireBody } from './types.js';
export type { NameForm, NameOverrides } from './vocabulary.js';
