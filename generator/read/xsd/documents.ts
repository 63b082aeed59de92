import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { byCodepoint } from '../../model/names.js';
import type { Sources } from '../sources.js';
import { xsdCodes } from './codes.js';
import { newestOf, newestVersionOf } from './versions.js';
import { parseXml } from './parse.js';
import { XML_NAMESPACE, attributeOf, childrenOf, isXsd, placeOf, type XmlElement } from './xml.js';

/** A schema document under one target namespace; a chameleon that two namespaces include is two of these. */
export interface SchemaDocument {
  readonly path: string;
  readonly root: XmlElement;
  readonly namespace: string;
  /** Has no target namespace of its own, and takes the one of the document that includes it. */
  readonly chameleon: boolean;
  /** Namespaces that it imports, its own included. */
  readonly imports: ReadonlySet<string>;
}

/** One `xs:redefine`: its children replace components of the redefined document. */
export interface Redefinition {
  readonly element: XmlElement;
  readonly document: SchemaDocument;
  readonly target: SchemaDocument;
}

export interface Documents {
  /** In the order in which they are met from the entries. */
  readonly documents: readonly SchemaDocument[];
  /** Innermost first, so that a redefinition of a redefinition sees the first one. */
  readonly redefinitions: readonly Redefinition[];
  readonly references: ReadonlyMap<string, readonly string[]>;
}

/** Documents may include each other in a chain of this length. */
const depthLimit = 400;

/** Namespaces whose components are built in, so that an import of them needs no document. */
const builtinNamespaces = new Set([XML_NAMESPACE, 'http://www.w3.org/2001/XMLSchema', 'http://www.w3.org/2001/XMLSchema-instance']);

/** Follows include, import and redefine from the entries; each document is read once for each target namespace. */
export function collectDocuments(sources: Sources, entries: readonly string[] | undefined, diagnostics: Diagnostics): Documents {
  const roots = new Map<string, XmlElement | undefined>();
  const loaded = new Map<string, SchemaDocument>();
  const redefinitions: Redefinition[] = [];
  const references = new Map<string, Set<string>>();
  let depth = 0;

  const rootOf = (path: string): XmlElement | undefined => {
    if (!roots.has(path)) roots.set(path, readRoot(path, sources.get(path)!, diagnostics));
    return roots.get(path);
  };
  const load = (path: string, includer: string | undefined): SchemaDocument | undefined => {
    const root = rootOf(path);
    if (root === undefined) return undefined;
    const own = attributeOf(root, 'targetNamespace') ?? '';
    const namespace = own === '' ? (includer ?? '') : own;
    const key = `${namespace}\0${path}`;
    const known = loaded.get(key);
    if (known !== undefined) return known;
    const imports = new Set([namespace]);
    const document: SchemaDocument = { path, root, namespace, chameleon: own === '' && namespace !== '', imports };
    loaded.set(key, document);
    if (++depth > depthLimit) {
      diagnostics.report(xsdCodes, 'XSD_TOO_DEEP', `documents include each other more than ${depthLimit} deep`, root.place);
      depth--;
      return document;
    }
    for (const element of childrenOf(root, 'include', 'import', 'redefine')) follow(element, document, imports);
    depth--;
    return document;
  };
  const follow = (element: XmlElement, document: SchemaDocument, imports: Set<string>): void => {
    const wanted = element.local === 'import' ? (attributeOf(element, 'namespace') ?? '') : document.namespace;
    if (element.local === 'import') imports.add(wanted);
    for (const path of targetsOf(element, wanted, document, sources, rootOf, diagnostics)) {
      if (!references.has(document.path)) references.set(document.path, new Set());
      references.get(document.path)!.add(path);
      const target = load(path, element.local === 'import' ? undefined : document.namespace);
      if (target === undefined) continue;
      if (target.namespace !== wanted) {
        const message = `${path} has the target namespace "${target.namespace}", and ${element.local} asks for "${wanted}"`;
        diagnostics.report(xsdCodes, 'XSD_WRONG_NAMESPACE', message, placeOf(element, 'schemaLocation'));
      }
      if (element.local === 'redefine') redefinitions.push({ element, document, target });
    }
  };

  for (const path of entriesOf(sources, entries, diagnostics)) load(path, undefined);
  return {
    documents: [...loaded.values()],
    redefinitions,
    references: new Map([...references].map(([path, targets]) => [path, [...targets]])),
  };
}

function entriesOf(sources: Sources, entries: readonly string[] | undefined, diagnostics: Diagnostics): readonly string[] {
  const documents = [...sources.keys()].filter((path) => path.endsWith('.xsd')).sort(byCodepoint);
  if (entries === undefined) return newestOf(documents, diagnostics);
  return entries.filter((path) => {
    if (sources.has(path)) return true;
    diagnostics.report(xsdCodes, 'XSD_NO_ENTRY', `${path} is not in the input`, { file: path, line: 1, column: 1 }, didYouMean(path, documents));
    return false;
  });
}

function readRoot(path: string, text: string, diagnostics: Diagnostics): XmlElement | undefined {
  const root = parseXml(path, text, diagnostics);
  if (root === undefined || isXsd(root, 'schema')) return root;
  const name = root.namespace === '' ? root.local : `{${root.namespace}}${root.local}`;
  diagnostics.report(xsdCodes, 'XSD_NOT_A_SCHEMA', `the root element is ${name}, not xs:schema`, root.place);
  return undefined;
}

/** The documents that an include, import or redefine stands for: one, or none; several for an import without location. */
function targetsOf(
  element: XmlElement,
  namespace: string,
  from: SchemaDocument,
  sources: Sources,
  rootOf: (path: string) => XmlElement | undefined,
  diagnostics: Diagnostics,
): readonly string[] {
  const location = attributeOf(element, 'schemaLocation');
  const isImport = element.local === 'import';
  if (isImport && builtinNamespaces.has(namespace) && (location === undefined || !sources.has(resolvePath(from.path, location) ?? ''))) return [];
  const place = placeOf(element, 'schemaLocation');
  if (location === undefined) {
    if (!isImport) {
      diagnostics.report(xsdCodes, 'XSD_MISSING_ATTRIBUTE', `${element.local} needs a schemaLocation`, place);
      return [];
    }
    const found = [...sources.keys()]
      .filter((path) => path !== from.path && path.endsWith('.xsd') && sources.get(path)!.includes(namespace))
      .sort(byCodepoint)
      .filter((path) => namespace === (attributeOf(rootOf(path) ?? element, 'targetNamespace') ?? ''));
    if (found.length === 0) {
      diagnostics.report(xsdCodes, 'XSD_IMPORT_WITHOUT_DOCUMENT', `no document of the input has the target namespace "${namespace}"`, place);
    }
    return found;
  }
  const path = locate(location, from, sources, place, diagnostics);
  return path === undefined ? [] : [path];
}

function locate(location: string, from: SchemaDocument, sources: Sources, place: Place, diagnostics: Diagnostics): string | undefined {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:|^\/\//.test(location)) {
    const hint = 'put the document beside this one and name it by a relative path';
    diagnostics.report(xsdCodes, 'XSD_LOCATION_URL', `"${location}" is a URL; nothing is fetched`, place, hint);
    return undefined;
  }
  const path = resolvePath(from.path, location);
  if (path === undefined) {
    diagnostics.report(xsdCodes, 'XSD_LOCATION_OUTSIDE', `"${location}" leaves the input folder`, place, 'put the document into the input folder');
    return undefined;
  }
  const newest = newestVersionOf(path, sources.keys());
  if (newest !== undefined && newest !== path) {
    const state = sources.has(path) ? 'is older' : 'is not in the input';
    diagnostics.report(xsdCodes, 'XSD_OTHER_VERSION', `${path} ${state}; ${newest} is used`, place);
    return newest;
  }
  if (sources.has(path)) return path;
  const hint = didYouMean(path, sources.keys());
  diagnostics.report(xsdCodes, 'XSD_MISSING_DOCUMENT', `${path} is not in the input`, place, hint);
  return undefined;
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
