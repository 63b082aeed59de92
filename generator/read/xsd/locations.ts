import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { didYouMean, nearest as nearestName } from '../../diagnostics/did-you-mean.js';
import { byCodepoint } from '../../model/names.js';
import type { Sources } from '../sources.js';
import { xsdCodes } from './codes.js';
import { isSameDocument, versionsAmong, type Versions } from './versions.js';
import { XML_NAMESPACE, attributeOf, placeOf, type XmlElement } from './xml.js';

/** Namespaces whose components are built in, so that an import of them needs no document. */
const builtinNamespaces = new Set([XML_NAMESPACE, 'http://www.w3.org/2001/XMLSchema', 'http://www.w3.org/2001/XMLSchema-instance']);

export const isBuiltinNamespace = (namespace: string): boolean => builtinNamespaces.has(namespace);

/** An include, import or redefine, and where it stands. */
export interface Reference {
  readonly element: XmlElement;
  /** The target namespace that it asks for. */
  readonly namespace: string;
  /** The path of the document that it stands in. */
  readonly from: string;
}

/** What documents there are, and how their roots are looked at. */
export interface Shelf {
  readonly sources: Sources;
  readonly versions: Versions;
  /** Namespaces found missing so far: each is reported once. */
  readonly missing: ReadonlySet<string>;
  /** Paths for which another version stands in: each is said once, however many documents include it. */
  readonly replaced: Set<string>;
  rootOf(path: string): XmlElement | undefined;
}

/**
 * The documents that a reference means: one, or none; several for an import without location. A location is a hint (XSD
 * 1.0 Part 1, 4.3.2): where it names no document of the input, such as a URL, the one that is meant may be at hand all
 * the same. Nothing is ever fetched.
 */
export function targetsOf(reference: Reference, shelf: Shelf, diagnostics: Diagnostics): readonly string[] {
  const { element, namespace, from } = reference;
  const { sources } = shelf;
  const location = attributeOf(element, 'schemaLocation');
  const isImport = element.local === 'import';
  const place = placeOf(element, 'schemaLocation');
  if (location !== undefined) {
    const path = sources.has(location) ? location : resolvePath(from, location);
    const isBuiltin = isImport && isBuiltinNamespace(namespace);
    if (path !== undefined && !isElsewhere(location)) {
      const found = versionOf(path, shelf, place, diagnostics);
      if (found !== undefined) return [found];
    } else if (path === location && sources.has(path)) return [path];
    if (isBuiltin && namespace !== XML_NAMESPACE) return [];
    const meant = isImport ? ofNamespace(namespace, from, shelf, location) : ofName(reference, location, shelf);
    if (meant.length > 0) {
      if (!isElsewhere(location)) diagnostics.report(xsdCodes, 'XSD_LOCATION_ELSEWHERE', `"${location}" is not there; ${meant.join(', ')} is used`, place);
      return meant;
    }
    if (isBuiltin) return [];
    reportMissing(reference, location, path, shelf, diagnostics);
    return [];
  }
  if (isImport && isBuiltinNamespace(namespace)) return [];
  if (!isImport) {
    diagnostics.report(xsdCodes, 'XSD_MISSING_ATTRIBUTE', `${element.local} needs a schemaLocation`, place);
    return [];
  }
  const found = ofNamespace(namespace, from, shelf);
  if (found.length === 0) reportAbsent(namespace, place, shelf, diagnostics);
  return found;
}

/** A URL, or a path from the root of some machine: nothing that could name a file of the input folder. */
const isElsewhere = (location: string): boolean => /^[A-Za-z][A-Za-z0-9+.-]*:|^[\\/]/.test(location);

function reportMissing({ element, namespace }: Reference, location: string, path: string | undefined, shelf: Shelf, diagnostics: Diagnostics): void {
  const place = placeOf(element, 'schemaLocation');
  if (isElsewhere(location) && element.local === 'import') return reportAbsent(namespace, place, shelf, diagnostics);
  const isUrl = /^[A-Za-z][A-Za-z0-9+.-]*:|^\/\//.test(location);
  if (!isUrl && (path === undefined || isElsewhere(location))) {
    diagnostics.report(xsdCodes, 'XSD_LOCATION_OUTSIDE', `"${location}" leaves the input folder`, place, 'put the document into the input folder');
  } else if (isUrl) {
    const hint = 'what it declares counts as anything; put it into the input folder, under its own name';
    diagnostics.report(xsdCodes, 'XSD_LOCATION_URL', `"${location}" is a URL; nothing is fetched, and no document of the input has its name`, place, hint);
  } else diagnostics.report(xsdCodes, 'XSD_MISSING_DOCUMENT', `${path!} is not in the input`, place, similarDocument(path!, shelf.sources) ?? 'put it into the input folder');
}

/** Names of oneM2M documents share all but a word, so that only the words are compared. */
function similarDocument(path: string, sources: Sources): string | undefined {
  const word = (name: string): string => name.replace(/^.*\//, '').replace(/^CDT-/, '').replace(/(-v\d\w*)?\.xsd$/, '');
  const found = nearestName(word(path), [...sources.keys()].map(word));
  return found === undefined ? undefined : didYouMean(path, [...sources.keys()].filter((name) => word(name) === found));
}

function reportAbsent(namespace: string, place: Place, { missing }: Shelf, diagnostics: Diagnostics): void {
  if (missing.has(namespace)) return;
  const message = `no document of the input has the target namespace "${namespace}"`;
  const hint = 'what it declares counts as anything; put its document into the input folder to have it checked';
  diagnostics.report(xsdCodes, 'XSD_IMPORT_WITHOUT_DOCUMENT', message, place, hint);
}

/** The newest version of the document at a path; undefined when there is none. */
function versionOf(path: string, { sources, versions, replaced }: Shelf, place: Place, diagnostics: Diagnostics): string | undefined {
  const newest = versions.newest(path);
  if (newest !== undefined && newest !== path) {
    const state = sources.has(path) ? 'is older' : 'is not in the input';
    if (!replaced.has(path)) diagnostics.report(xsdCodes, 'XSD_OTHER_VERSION', `${path} ${state}; ${newest} is used`, place);
    replaced.add(path);
    return newest;
  }
  return sources.has(path) ? path : undefined;
}

/** The documents of a target namespace: of several, the one that has the name in the location. */
function ofNamespace(namespace: string, from: string, { sources, rootOf }: Shelf, location?: string): readonly string[] {
  const found = [...sources.keys()]
    .filter((path) => path !== from && (path.endsWith('.xsd') || isElsewhere(path)) && sources.get(path)!.includes(namespace))
    .sort(byCodepoint)
    .filter((path) => {
      const root = rootOf(path);
      return root !== undefined && namespace === (attributeOf(root, 'targetNamespace') ?? '');
    });
  const named = location === undefined ? [] : nearest(found, from, location);
  return named.length > 0 ? named : found;
}

/** The document that an include or redefine means, by the name that its location ends in. */
const ofName = ({ from, namespace }: Reference, location: string, { sources, rootOf }: Shelf): readonly string[] =>
  nearest([...sources.keys()].filter((path) => path !== from), from, location).filter((path) => {
    const root = rootOf(path);
    return root !== undefined && [namespace, ''].includes(attributeOf(root, 'targetNamespace') ?? '');
  });

/** Of the documents with the name that a location ends in, the one that agrees with most of it, then the closest to `from`. */
function nearest(paths: readonly string[], from: string, location: string): readonly string[] {
  // A URN such as `urn:oasis:names:tc:dita:xsd:topicMod.xsd:1.3` has its parts between colons, and more behind the name.
  const parts = location.replace(/[?#].*$/, '').split(/[/\\:]/).filter(Boolean);
  const end = parts.findLastIndex((part) => part.endsWith('.xsd')) + 1 || parts.length;
  const wanted = parts.slice(0, end);
  const shared = (a: readonly string[], b: readonly string[]): number => {
    let i = 0;
    while (i < Math.min(a.length, b.length) && a[i] === b[i]) i++;
    return i;
  };
  const ranked = paths
    .filter((path) => wanted.length > 0 && isSameDocument(path.split('/').at(-1)!, wanted.at(-1)!))
    .map((path) => {
      const segments = path.split('/');
      return { path, agrees: shared([...segments].reverse(), [...wanted].reverse()), near: shared(segments, from.split('/')) };
    })
    .sort((a, b) => b.agrees - a.agrees || b.near - a.near || byCodepoint(a.path, b.path));
  const best = ranked[0];
  return best === undefined ? [] : [versionsAmong(paths).newest(best.path) ?? best.path];
}

/** A relative location against the folder of `from`; undefined when it is absolute or climbs out of the root. */
export function resolvePath(from: string, location: string): string | undefined {
  const relative = location.replaceAll('\\', '/');
  if (relative.startsWith('/')) return undefined;
  const segments = from.split('/').slice(0, -1);
  for (const segment of decode(relative).split('/')) {
    if (segment === '..') {
      if (segments.length === 0) return undefined;
      segments.pop();
    } else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

function decode(location: string): string {
  try {
    return decodeURIComponent(location);
  } catch {
    return location;
  }
}
