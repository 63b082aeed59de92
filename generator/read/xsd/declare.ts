import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { keyOf, type Key, type QName } from '../../model/components.js';
import { xsdCodes } from './codes.js';
import type { Documents, SchemaDocument } from './documents.js';
import { attributeOf, childrenOf, placeOf, type XmlElement } from './xml.js';

/** A global component as it stands in its document, not yet understood. */
export interface Declaration {
  readonly name: QName;
  readonly element: XmlElement;
  readonly document: SchemaDocument;
  /** What `xs:redefine` replaced by this: a reference to its own name inside means that one. */
  readonly redefines?: Declaration;
}

export const symbolSpaces = ['type', 'element', 'attribute', 'group', 'attributeGroup', 'notation'] as const;
export type SymbolSpace = (typeof symbolSpaces)[number];
export type Declarations = Readonly<Record<SymbolSpace, Map<Key, Declaration>>>;

/** Simple and complex types share one symbol space (XSD 1.0 Part 1, 2.5). */
export const spaceOf: ReadonlyMap<string, SymbolSpace> = new Map([
  ['simpleType', 'type'],
  ['complexType', 'type'],
  ['element', 'element'],
  ['attribute', 'attribute'],
  ['group', 'group'],
  ['attributeGroup', 'attributeGroup'],
  ['notation', 'notation'],
]);

/**
 * What only an older version of a document declares: published documents refer to names that a newer version of another
 * one has given up, or that ours never took over.
 */
export function declaredBefore({ older }: Documents): (space: SymbolSpace, name: QName) => Declaration | undefined {
  let documents: readonly SchemaDocument[] | undefined;
  return (space, name) => {
    documents ??= older();
    for (const document of documents) {
      if (document.namespace !== name.namespace) continue;
      const kinds = [...spaceOf].filter(([, own]) => own === space).map(([kind]) => kind);
      const element = childrenOf(document.root, ...kinds).find((candidate) => attributeOf(candidate, 'name') === name.local);
      if (element !== undefined) return { name, element, document };
    }
    return undefined;
  };
}

/** Every global component by kind and name; redefinitions replace what they redefine. */
export function declare({ documents, redefinitions }: Documents, diagnostics: Diagnostics): Declarations {
  const spaces = Object.fromEntries(symbolSpaces.map((space) => [space, new Map<Key, Declaration>()])) as Record<SymbolSpace, Map<Key, Declaration>>;

  const named = (element: XmlElement, document: SchemaDocument): QName | undefined => {
    const local = attributeOf(element, 'name');
    if (local !== undefined && local !== '') return { namespace: document.namespace, local };
    diagnostics.report(xsdCodes, 'XSD_MISSING_ATTRIBUTE', `a global ${element.local} needs a name`, element.place);
    return undefined;
  };

  for (const document of documents) {
    for (const element of childrenOf(document.root, ...spaceOf.keys())) {
      const name = named(element, document);
      if (name === undefined) continue;
      const space = spaces[spaceOf.get(element.local)!];
      const known = space.get(keyOf(name));
      if (known === undefined) space.set(keyOf(name), { name, element, document });
      else {
        const { file, line } = known.element.place;
        const message = `${element.local} "${name.local}" is declared twice`;
        diagnostics.report(xsdCodes, 'XSD_DUPLICATE', message, placeOf(element, 'name'), `the first declaration is at ${file}:${line}`);
      }
    }
  }
  for (const { element: redefine, document, target } of redefinitions) {
    for (const element of childrenOf(redefine, ...spaceOf.keys())) {
      const name = named(element, document);
      if (name === undefined) continue;
      const space = spaces[spaceOf.get(element.local)!];
      const redefined = space.get(keyOf(name));
      // What is redefined is not at hand, and neither is what comes of it.
      if (redefined === undefined && target === undefined) continue;
      if (redefined === undefined) {
        diagnostics.report(xsdCodes, 'XSD_UNKNOWN_REFERENCE', `${target!.path} has no ${element.local} "${name.local}" to redefine`, element.place);
      }
      space.set(keyOf(name), { name, element, document, ...(redefined && { redefines: redefined }) });
      if (element.local === 'complexType' || element.local === 'group') {
        const hint = 'every use of the name gets the new definition; check that this is meant';
        diagnostics.report(xsdCodes, 'XSD_REDEFINED_CONTENT', `the content of ${element.local} "${name.local}" is redefined`, element.place, hint);
      }
    }
  }
  return spaces;
}
