/**
 * XML that a device has put together by hand: `printf` around whatever its user has typed. Read as XML where it is XML; where it is not,
 * once more without what such programs are known to leave in, so that who writes well pays nothing for the others.
 */

import { TextError } from '../text-error.js';
import { outermost, NamespaceScope } from '../xml/namespaces.js';
import { namespaces as xmlNamespaces } from '../xml/names.js';
import { noXmlCharacter, parseXml, type XmlElement } from '../xml/parse.js';
import type { Limits } from '../limits.js';
import { namespaces } from './envelope.js';

/** What prefixes stand for that nothing declares: there are devices, and many scripts, that go by their names alone. */
const usual = new NamespaceScope(
  new Map([
    ...['soap', 'soapenv', 'soap-env', 'soap_env', 'SOAP-ENV'].map((prefix) => [prefix, namespaces.envelope] as const),
    ...['soapenc', 'soap-enc', 'soap_enc', 'SOAP-ENC'].map((prefix) => [prefix, namespaces.encoding] as const),
    ['cwmp', 'urn:dslforum-org:cwmp-1-0'],
    ['xsd', xmlNamespaces.xs],
    ['xsi', xmlNamespaces.xsi],
  ]),
  outermost,
);

/** @throws {TextError} as parseXml does */
export function parseHandmade(text: string, limits: Limits): XmlElement {
  const document = trimmed(text);
  try {
    return parseXml(document, limits, usual);
  } catch (error) {
    const mended = error instanceof TextError && error.code === 'WIRE_XML_SYNTAX' ? mend(document) : document;
    if (mended === document) throw error;
    return parseXml(mended, limits, usual);
  }
}

/** What some send around a document: the end of a text of C, lines of a template. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n\0'.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end).trimStart();
}

/** A declaration in another order, characters that XML does not have, and "&" as it was typed. */
const mend = (document: string): string => withReferences(document.replace(/^\ufeff?<\?xml\s[^>]*\?>/, '').replace(controls, '\ufffd'));

const controls = new RegExp(noXmlCharacter.source, 'gu');
const bare = /&(?!#?[\w.-]+;)/g;

/** Piece by piece, since in a CDATA section "&" is itself. */
function withReferences(text: string): string {
  const pieces: string[] = [];
  for (let at = 0; ; ) {
    const open = text.indexOf('<![CDATA[', at);
    const close = open === -1 ? -1 : text.indexOf(']]>', open);
    if (close === -1) return pieces.join('') + text.slice(at).replace(bare, '&amp;');
    pieces.push(text.slice(at, open).replace(bare, '&amp;'), text.slice(open, close));
    at = close;
  }
}
