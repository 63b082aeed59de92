/** Names of elements and attributes, as JSON has them and as messages show them. */

import { isPrefixed, type Vocabulary } from '../vocabulary.js';
import { short, type XmlName } from './namespaces.js';
import type { XmlElement } from './parse.js';

/** The name of an element of a known namespace, with the prefix by which it is known; undefined of any other. */
export function globalName({ local, namespace }: XmlName, { namespaces }: Vocabulary): string | undefined {
  for (const [prefix, known] of namespaces) if (known === namespace) return `${prefix}:${local}`;
  return undefined;
}

/** A resource of a type of somebody else's, by the name that it has in JSON: in a namespace that is not known here, with a prefix. */
export function foreignName({ tag, namespace }: XmlElement, vocabulary: Vocabulary): string | undefined {
  const isKnown = namespace === '' || globalName({ local: '', namespace }, vocabulary) !== undefined;
  // What XML brings itself, such as XInclude, is no resource; and a prefix that means something here means that.
  if (isKnown || namespace.startsWith('http://www.w3.org/') || !isPrefixed(tag) || vocabulary.namespaces.has(tag.slice(0, tag.indexOf(':')))) return undefined;
  return tag;
}

/** A name in a message: not longer than a line. */
export const shownName = ({ local, namespace, tag = local }: XmlName & { readonly tag?: string }, vocabulary: Vocabulary): string =>
  globalName({ local: short(local), namespace }, vocabulary) ?? short(tag);
