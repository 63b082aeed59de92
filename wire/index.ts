/** What travels: long ↔ short names, JSON and XML (TS-0004 8). */

export type { CodecOptions, Decode, Encode } from './codec.js';
export { bindDecode, bindEncode } from './codec.js';
export { namesIn } from './compact.js';
export type { Content, Failure, ReadOptions, UncheckedContent } from './content.js';
export type { Place, WireCode, WireDiagnostic } from './diagnostic.js';
export { wireCodes, WireError } from './diagnostic.js';
export type { FromJson, JsonReadOptions } from './json/read.js';
export { bindFromJson } from './json/read.js';
export type { JsonObject, JsonValue } from './json-value.js';
export type { Limits } from './limits.js';
export { mediaTypes } from './media-types.js';
export type { Loaders, Parse } from './parse.js';
export { bindParse } from './parse.js';
export type { Parsed, ParseOptions, Parser, ParserWith, ValidatorsByType } from './parser.js';
export { bindParserWith } from './parser.js';
export { decode, encode, fromJson, fromXml, parse, parserWith, toXml } from './standard.js';
export type { WireTables } from './tables.js';
export type { KnownPrimitive, KnownResource, KnownType, LongBody, Operation, PrimitiveBodies, ResourceBody, StandardTypes, Types, WireBody } from './types.js';
export type { NameForm } from './vocabulary.js';
export type { NameOverrides } from './name-overrides.js';
export type { FromXml } from './xml/read.js';
export { bindFromXml } from './xml/read.js';
export type { ToXml, XmlText, XmlWriteOptions } from './xml/write.js';
export { bindToXml } from './xml/write.js';
