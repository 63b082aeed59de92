import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { byCodepoint } from '../../model/names.js';
import { keptByText } from '../kept.js';
import type { Sources } from '../sources.js';
import { xsdCodes } from './codes.js';
import { withoutExcluded } from './conditional.js';
import { isBuiltinNamespace, targetsOf } from './locations.js';
import { newestOf, otherVersions, versionsAmong } from './versions.js';
import { parseXml } from './parse.js';
import { attributeOf, childrenOf, isXsd, placeOf, type XmlElement } from './xml.js';

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
  /** Absent when it is not in the input. */
  readonly target?: SchemaDocument;
}

export interface Documents {
  /** In the order in which they are met from the entries. */
  readonly documents: readonly SchemaDocument[];
  /** Innermost first, so that a redefinition of a redefinition sees the first one. */
  readonly redefinitions: readonly Redefinition[];
  readonly references: ReadonlyMap<string, readonly string[]>;
  /** Namespaces of which a document is not there: what a name stands for that the others do not declare is not known. */
  readonly absent: ReadonlySet<string>;
  /** Older versions of these documents that are in the input too, the newest first; read when something is looked for in them. */
  older(): readonly SchemaDocument[];
}

/** Documents may include each other in a chain of this length. */
const depthLimit = 400;

/** Follows include, import and redefine from the entries; each document is read once for each target namespace. */
export function collectDocuments(sources: Sources, entries: readonly string[] | undefined, diagnostics: Diagnostics): Documents {
  const roots = new Map<string, XmlElement | undefined>();
  const loaded = new Map<string, SchemaDocument>();
  const redefinitions: Redefinition[] = [];
  const references = new Map<string, Set<string>>();
  const missing = new Set<string>();
  const replaced = new Set<string>();
  const incomplete = new Set<string>();
  const versions = versionsAmong(sources.keys());
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
    const targets = targetsOf({ element, namespace: wanted, from: document.path }, { sources, versions, rootOf, missing, replaced }, diagnostics);
    if (targets.length === 0 && (element.local !== 'import' || !isBuiltinNamespace(wanted))) {
      (element.local === 'import' ? missing : incomplete).add(wanted);
      if (element.local === 'redefine') redefinitions.push({ element, document });
    }
    for (const path of targets) {
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
  const older = (): readonly SchemaDocument[] =>
    otherVersions(new Set([...loaded.values()].map(({ path }) => path)), sources.keys()).flatMap((path) => {
      const root = rootOf(path);
      if (root === undefined) return [];
      const namespace = attributeOf(root, 'targetNamespace') ?? '';
      const imports = childrenOf(root, 'import').map((element) => attributeOf(element, 'namespace') ?? '');
      return [{ path, root, namespace, chameleon: false, imports: new Set([namespace, ...imports]) }];
    });
  const present = new Set([...loaded.values()].map(({ namespace }) => namespace));
  return {
    documents: [...loaded.values()],
    absent: new Set([...[...missing].filter((namespace) => !present.has(namespace)), ...incomplete]),
    redefinitions,
    older,
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

const readRoot = keptByText((path, text, diagnostics): XmlElement | undefined => {
  const root = parseXml(path, text, diagnostics);
  if (root === undefined || isXsd(root, 'schema')) return root && withoutExcluded(root, text);
  const name = root.namespace === '' ? root.local : `{${root.namespace}}${root.local}`;
  diagnostics.report(xsdCodes, 'XSD_NOT_A_SCHEMA', `the root element is ${name}, not xs:schema`, root.place);
  return undefined;
});
