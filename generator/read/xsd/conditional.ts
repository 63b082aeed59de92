import { XSD_NAMESPACE } from '../../model/components.js';
import { builtinTypes } from './builtins.js';
import { namespaceOf, type XmlElement } from './xml.js';

const VERSIONING = 'http://www.w3.org/2007/XMLSchema-versioning';

/** The version of XSD that is read. What 1.1 added to the types is read as well, and nothing else of it. */
const version = 1;
const facets = new Set('minExclusive minInclusive maxExclusive maxInclusive totalDigits fractionDigits length minLength maxLength enumeration whiteSpace pattern'.split(' '));

/**
 * Conditional inclusion (XSD 1.1 Part 1, 4.2.2): one document for readers of several versions says what is for which. Elements
 * that are for others are not there. A root that asks for 1.1 is read all the same, as far as it is written in 1.0: people set
 * `vc:minVersion` on it as a mark.
 */
export const withoutExcluded = (root: XmlElement, text: string): XmlElement => (text.includes(VERSIONING) ? pruned(root) : root);

const pruned = (element: XmlElement): XmlElement => (element.children.length === 0 ? element : { ...element, children: element.children.filter(isIncluded).map(pruned) });

function isIncluded(element: XmlElement): boolean {
  const of = (name: string): string | undefined => element.attributes.get(`{${VERSIONING}}${name}`)?.value.trim();
  const number = (name: string): number | undefined => (/^\d+(?:\.\d+)?$/.test(of(name) ?? '') ? Number(of(name)) : undefined);
  const names = (name: string): readonly string[] | undefined => of(name)?.split(/\s+/).filter((part) => part !== '');
  if ((number('minVersion') ?? version) > version || (number('maxVersion') ?? Infinity) <= version) return false;
  const isType = (name: string): boolean => {
    const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name];
    return builtinTypes.has(`{${namespaceOf(prefix, element.scope) ?? ''}}${local}`);
  };
  const isFacet = (name: string): boolean => {
    const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name];
    return namespaceOf(prefix, element.scope) === XSD_NAMESPACE && facets.has(local);
  };
  const isUnavailable = (list: readonly string[] | undefined, is: (name: string) => boolean): boolean => list?.some((name) => !is(name)) === true;
  const isAvailable = (list: readonly string[] | undefined, is: (name: string) => boolean): boolean => list?.every(is) === true;
  return !isUnavailable(names('typeAvailable'), isType) && !isAvailable(names('typeUnavailable'), isType) && !isUnavailable(names('facetAvailable'), isFacet) && !isAvailable(names('facetUnavailable'), isFacet);
}
