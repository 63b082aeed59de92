import { XmlDocument, XmlElement, type XmlNode } from 'libxml2-wasm';
import type { XsdFiles } from './libxml2.js';

/** The part of a component that has to go: its nearest element declaration, or all of it. */
const owner = 'ancestor-or-self::*[self::xs:element or parent::xs:schema][1]';

/** What xsd2jsonschema 0.3.7 has no opinion on among what our documents contain, and why; `nodes` are left out. */
export const beyondIt: readonly { readonly construct: string; readonly why: string; readonly nodes: string }[] = [
  { construct: 'list types', why: 'become {}, which allows everything', nodes: `//xs:list/${owner}` },
  { construct: 'union types', why: 'become {}, which allows everything', nodes: `//xs:union/${owner}` },
  { construct: 'restrictions of an anonymous type', why: 'throw', nodes: `//xs:restriction[not(@base)]/${owner}` },
  { construct: 'xs:anyType and xs:anySimpleType', why: 'throw', nodes: '//xs:element[@type="xs:anyType" or @type="xs:anySimpleType"]' },
  { construct: 'xs:NCName', why: 'is any string', nodes: '//xs:element[@type="xs:NCName"]' },
  { construct: 'repeated elements', why: 'lose a built-in type, and one value counts as an array', nodes: '//xs:element[@maxOccurs]' },
  { construct: 'nested choices', why: 'throw; all our choices are nested or repeated', nodes: '//xs:choice' },
  { construct: 'local elements of an anonymous complex type', why: 'may be text', nodes: '//xs:sequence/xs:element[xs:complexType]' },
  { construct: 'references to elements', why: 'are named with their prefix', nodes: '//xs:element[@ref]' },
  { construct: 'wildcards', why: 'are dropped', nodes: '//xs:any' },
  { construct: 'simple content', why: 'is a string with properties', nodes: `//xs:simpleContent/${owner}` },
  { construct: 'attributes', why: 'are named @name, and dropped from extensions', nodes: '//xs:attribute' },
  { construct: 'abstract elements and substitution', why: 'are declared like any other element', nodes: '//xs:element[@abstract]' },
  { construct: 'an element with the name of a type', why: 'takes its place', nodes: '/xs:schema/xs:element[@name = /xs:schema/*[self::xs:complexType or self::xs:simpleType]/@name]' },
];

const xs = { xs: 'http://www.w3.org/2001/XMLSchema' };
const M2M = 'http://www.onem2m.org/xml/protocols';

/**
 * All documents as one, without what is beyond xsd2jsonschema, without elements that refer to what is left out, and
 * without types of which nothing is left. Every named type gets a global element `of-<type>`, so that both readers can
 * be asked about it.
 */
export function reduced(files: XsdFiles): string {
  const components = [...files.values()].map((text) => /<xs:schema[^>]*>([^]*)<\/xs:schema>/.exec(text)![1]!.replace(/<xs:include[^>]*>| substitutionGroup="[^"]*"/g, ''));
  const types = [...components.join('').matchAll(/^ {2}<xs:(?:simple|complex)Type name="(\w+)"/gm)].map(([, name]) => `<xs:element name="of-${name}" type="m2m:${name}" />`);
  const document = XmlDocument.fromString(`<xs:schema xmlns:xs="${xs.xs}" xmlns:m2m="${M2M}" targetNamespace="${M2M}">${components.join('')}${types.join('')}</xs:schema>`);
  try {
    for (const { nodes } of beyondIt) removeAll(document.find(nodes, xs));
    for (let left = -1; left !== (left = document.find('//*').length); ) {
      const names = new Set(document.find('/xs:schema/xs:simpleType/@name | /xs:schema/xs:complexType/@name', xs).map((a) => a.content));
      const dangling = document.find('//@type[starts-with(., "m2m:")] | //@base[starts-with(., "m2m:")]').filter((a) => !names.has(a.content.slice(4)));
      removeAll(dangling.flatMap((a) => a.parent?.find(owner, xs) ?? []));
      removeAll(document.find('/xs:schema/xs:complexType[not(.//xs:element) and not(.//xs:extension)]', xs));
    }
    return document.toString();
  } finally {
    document.dispose();
  }
}

/** Inner nodes may have gone with outer ones; the last first, so that nothing is removed from what is gone. */
function removeAll(nodes: readonly XmlNode[]): void {
  for (const node of [...nodes].reverse()) if (node instanceof XmlElement) node.remove();
}
