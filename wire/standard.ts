/** This folder for the specification of the package: the only file here that imports its tables. */

import { compactNames } from '../generated/compact-names.js';
import { load, loadPrimitive } from '../generated/validators/load.js';
import { vocabulary } from '../generated/vocabulary.js';
import { bindDecode, bindEncode } from './codec.js';
import { namesIn } from './compact.js';
import { bindFromJson } from './json/read.js';
import { bindParse } from './parse.js';
import { bindParserWith } from './parser.js';
import type { WireTables } from './tables.js';
import type { Vocabulary } from './vocabulary.js';
import { vocabularyOf } from './vocabulary.js';
import { bindFromXml } from './xml/read.js';
import { bindToXml } from './xml/write.js';

/** A function, so that a bundler leaves out what nobody calls. */
const standard = (): WireTables => vocabulary;

export const standardVocabulary = (): Vocabulary => vocabularyOf(vocabulary);

export const encode = /* @__PURE__ */ bindEncode(/* @__PURE__ */ namesIn(compactNames));
export const decode = /* @__PURE__ */ bindDecode(standard);
export const fromJson = /* @__PURE__ */ bindFromJson(standard);
export const fromXml = /* @__PURE__ */ bindFromXml(standard);
export const toXml = /* @__PURE__ */ bindToXml(standard);
export const parse = /* @__PURE__ */ bindParse(standard, { load, loadPrimitive });
export const parserWith = /* @__PURE__ */ bindParserWith(standard);
