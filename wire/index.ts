/** What travels: long ↔ short names, JSON and XML (TS-0004 8). */

export type { CodecOptions } from './codec.js';
export { decode, encode } from './codec.js';
export type { Content, Failure, ReadOptions, UncheckedContent } from './content.js';
export type { Place, WireCode, WireDiagnostic } from './diagnostic.js';
export { wireCodes, WireError } from './diagnostic.js';
export type { JsonReadOptions } from './json/read.js';
export { fromJson } from './json/read.js';
export type { JsonObject, JsonValue } from './json-value.js';
export type { Limits } from './limits.js';
export { mediaTypes } from './media-types.js';
export { parse } from './parse.js';
export type { Parsed, ParseOptions, Parser, ValidatorsByType } from './parser.js';
export { parserWith } from './parser.js';
export type { KnownPrimitive, KnownType, LongBody, Operation, PrimitiveBodies, ResourceBody, WireBody } from './types.js';
export type { NameForm, NameOverrides } from './vocabulary.js';
export { fromXml } from './xml/read.js';
export type { XmlText, XmlWriteOptions } from './xml/write.js';
export { toXml } from './xml/write.js';
