/** What is said of an element beside the document proper: its type, and that it is NULL (XML Schema Part 1 2.6). */

import type { Lexical } from '../tables.js';
import { collapse } from './lexical.js';
import { namespaces } from './names.js';
import type { XmlAttribute } from './namespaces.js';
import type { XmlElement } from './parse.js';

export const xsi = ({ attributes }: XmlElement, local: string): string | undefined =>
  attributes.find((attribute) => attribute.namespace === namespaces.xsi && attribute.local === local)?.value;

/** Attributes that are data: all but those of XML and of schema instances. */
export const dataOf = ({ attributes }: XmlElement): readonly XmlAttribute[] =>
  attributes.filter(({ namespace }) => namespace !== namespaces.xsi && namespace !== 'http://www.w3.org/XML/1998/namespace');

const lexicals: ReadonlyMap<string, Lexical> = new Map<string, Lexical>([
  ['string', 'string'],
  ['token', 'token'],
  ['boolean', 'boolean'],
  ['integer', 'integer'],
  ['long', 'integer'],
  ['int', 'integer'],
  ['decimal', 'decimal'],
  ['float', 'double'],
  ['double', 'double'],
  ['anyType', 'any'],
]);

export const knownTypes: readonly string[] = [...lexicals.keys()].map((name) => `xs:${name}`);

/** The type of XSD's own that a value of `xsi:type` names; undefined: none that is known here. */
export function typeCalled(given: string, { scope }: XmlElement): { readonly name: string; readonly lexical: Lexical } | undefined {
  const [, prefix = '', local = ''] = /^(?:([^:]*):)?([^:]*)$/.exec(collapse(given)) ?? [];
  const lexical = scope.namespaceOf(prefix) === namespaces.xs ? lexicals.get(local) : undefined;
  return lexical && { name: `xs:${local}`, lexical };
}
