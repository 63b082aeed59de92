/** The names that bodies have: those of the package's specification, or of another that a CSE lives by. */

import { resourceNames } from '../../../generated/tables/names.js';
import { bindDecode, bindEncode } from '../../../wire/codec.js';
import type { JsonObject } from '../../../wire/json-value.js';
import { decode, encode, fromXml, toXml } from '../../../wire/standard.js';
import type { FromXml } from '../../../wire/xml/read.js';
import { bindFromXml } from '../../../wire/xml/read.js';
import type { XmlText } from '../../../wire/xml/write.js';
import { bindToXml } from '../../../wire/xml/write.js';
import type { Specification } from '../../specification.js';

export interface Codec {
  readonly encode: Untyped;
  readonly decode: Untyped;
  readonly fromXml: FromXml;
  readonly toXml: (type: string, body: JsonObject, options?: object) => XmlText;
  /** The root element of a resource, `m2m:cnt`. */
  readonly rootOf: (name: string) => string;
}

/** Contents come from outside: whether they are of their type, the CSE says. */
type Untyped = (type: string, body: JsonObject, options?: object) => JsonObject;

/** Of the package: who knows no more, a client say, loads nothing else. */
export const packageCodec = { encode, decode, fromXml, toXml, rootOf: (name: string) => `m2m:${resourceNames.toShort.get(name) ?? name}` } as Codec;

export function codecOf({ vocabulary }: Pick<Specification, 'vocabulary'>): Codec {
  const tables = () => vocabulary;
  const roots = new Map(vocabulary.resources.map(({ name, prefix = 'm2m', shortName }) => [name, `${prefix}:${shortName}`]));
  return { encode: bindEncode(tables), decode: bindDecode(tables), fromXml: bindFromXml(tables), toXml: bindToXml(tables), rootOf: (name: string) => roots.get(name) ?? `m2m:${name}` } as Codec;
}
