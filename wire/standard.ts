/** This folder for the specification of the package: the only file here that imports its tables. */

import { ResourceType } from '../generated/enumerations.js';
import { attributeNames, memberNames, parameterNames, resourceNames } from '../generated/tables/names.js';
import { resources } from '../generated/tables/resources.js';
import { roots, structures } from '../generated/tables/structures.js';
import { load } from '../generated/validators/load.js';
import { bindDecode, bindEncode } from './codec.js';
import { bindFromJson } from './json/read.js';
import { bindParse } from './parse.js';
import { bindParserWith } from './parser.js';
import type { WireTables } from './tables.js';
import type { Vocabulary } from './vocabulary.js';
import { vocabularyOf } from './vocabulary.js';
import { bindFromXml } from './xml/read.js';
import { bindToXml } from './xml/write.js';

const names = { resources: resourceNames, attributes: attributeNames, members: memberNames, parameters: parameterNames };
const tables: WireTables = { structures, roots, names, resources, resourceTypes: ResourceType, namespaces: [] };
/** A function, so that a bundler leaves out what nobody calls. */
const standard = (): WireTables => tables;

export const standardVocabulary = (): Vocabulary => vocabularyOf(tables);

export const encode = /* @__PURE__ */ bindEncode(standard);
export const decode = /* @__PURE__ */ bindDecode(standard);
export const fromJson = /* @__PURE__ */ bindFromJson(standard);
export const fromXml = /* @__PURE__ */ bindFromXml(standard);
export const toXml = /* @__PURE__ */ bindToXml(standard);
export const parse = /* @__PURE__ */ bindParse(standard, load);
export const parserWith = /* @__PURE__ */ bindParserWith(standard);
