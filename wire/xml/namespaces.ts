/** Namespaces in XML: what prefixes stand for, and names with what theirs stand for. */

import { TextError, UndeclaredPrefix } from '../text-error.js';

export interface XmlName {
  /** Empty: none. */
  readonly namespace: string;
  readonly local: string;
}

export interface XmlAttribute extends XmlName {
  readonly value: string;
  readonly offset: number;
}

const namespaceOfXml = 'http://www.w3.org/XML/1998/namespace';
const namespaceOfXmlns = 'http://www.w3.org/2000/xmlns/';

/** Prefix → namespace, the ones of the elements around it below. */
export class NamespaceScope {
  readonly #own: ReadonlyMap<string, string>;
  readonly #outer: NamespaceScope | undefined;

  constructor(own: ReadonlyMap<string, string>, outer?: NamespaceScope) {
    this.#own = own;
    this.#outer = outer;
  }

  /** Undefined: the prefix is not declared. The empty prefix is declared everywhere. */
  namespaceOf(prefix: string): string | undefined {
    const own = this.#own.get(prefix);
    if (own !== undefined) return own;
    let scope = this.#outer;
    while (scope !== undefined && !scope.#own.has(prefix)) scope = scope.#outer;
    return scope === undefined ? undefined : scope.#own.get(prefix);
  }
}

/** Around every document. */
export const outermost = new NamespaceScope(new Map([['', ''], ['xml', namespaceOfXml]]));

/** An attribute as it is written. */
export interface Found {
  readonly prefix: string;
  readonly local: string;
  readonly whole: string;
  readonly value: string;
  readonly offset: number;
}

/** Namespace declarations are attributes to XML, and none to what is told here. */
const declares = ({ prefix, whole }: Found): boolean => prefix === 'xmlns' || whole === 'xmlns';

/** What is declared in a tag, in what is around it. */
export function scopeOf(attributes: readonly Found[], outer: NamespaceScope): NamespaceScope {
  if (attributes.length === 0) return outer;
  const own = new Map<string, string>();
  for (const attribute of attributes) {
    if (!declares(attribute)) continue;
    const { local, value, offset, prefix: kind } = attribute;
    const prefix = kind === '' ? '' : local;
    const isXml = prefix === 'xml' || value === namespaceOfXml;
    const reserved = prefix === 'xmlns' || value === namespaceOfXmlns || (isXml && !(prefix === 'xml' && value === namespaceOfXml));
    if (reserved || (prefix !== '' && value === '')) throw new TextError('WIRE_XML_SYNTAX', `the prefix "${short(prefix)}" cannot stand for this namespace`, offset);
    if (own.has(prefix)) throw new TextError('WIRE_XML_SYNTAX', `${short(attribute.whole)} stands twice in one tag`, offset);
    own.set(prefix, value);
  }
  return own.size === 0 ? outer : new NamespaceScope(own, outer);
}

const none: readonly never[] = [];

/** The attributes of a tag but for declarations, each once. */
export function attributesOf(found: readonly Found[], scope: NamespaceScope): readonly XmlAttribute[] {
  if (found.length === 0) return none;
  const names = new Set<string>();
  const attributes: XmlAttribute[] = [];
  for (const one of found) {
    if (declares(one)) continue;
    const name = resolve(one, scope, one.offset, false);
    const key = `{${name.namespace}}${name.local}`;
    if (names.has(key)) throw new TextError('WIRE_XML_SYNTAX', `the attribute ${short(one.whole)} stands twice in one tag`, one.offset);
    names.add(key);
    attributes.push({ namespace: name.namespace, local: name.local, value: one.value, offset: one.offset });
  }
  return attributes;
}

/** An attribute without a prefix is in no namespace, whatever the default one is. */
export function resolve({ prefix, local }: Pick<Found, 'prefix' | 'local'>, scope: NamespaceScope, offset: number, isElement: boolean): XmlName {
  const namespace = prefix === '' && !isElement ? '' : scope.namespaceOf(prefix);
  if (namespace === undefined) throw new UndeclaredPrefix(prefix, `the prefix "${short(prefix)}" is not declared`, offset);
  return { namespace, local };
}

/** A name as messages show it. */
export const short = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);
