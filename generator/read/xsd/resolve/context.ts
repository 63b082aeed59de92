import type { Diagnostics, Place } from '../../../diagnostics/diagnostic.js';
import { didYouMean } from '../../../diagnostics/did-you-mean.js';
import {
  keyOf,
  type AttributeDeclaration,
  type AttributeUse,
  type ElementDeclaration,
  type Facets,
  type Particle,
  type QName,
  type Type,
  type Wildcard,
} from '../../../model/components.js';
import { builtinTypes, xmlAttributes } from '../builtins.js';
import { xsdCodes } from '../codes.js';
import { spaceOf, type Declaration, type Declarations, type SymbolSpace } from '../declare.js';
import type { SchemaDocument } from '../documents.js';
import type { PatternBudget } from '../safe-pattern.js';
import { XML_NAMESPACE, attributeOf, namespaceOf, placeOf, type XmlElement } from '../xml.js';

export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Where a reference stands: its document, and the declaration around it when that redefines another. */
export interface Site {
  readonly document: SchemaDocument;
  readonly redefining?: Declaration;
}

/** Levels of a content model, and elements in it. */
export interface Extent {
  readonly depth: number;
  readonly size: number;
}

/** What a complex type or attribute group says of attributes. */
export interface Attributes {
  readonly uses: readonly AttributeUse[];
  /** Names with `use="prohibited"`: a restriction leaves them out. */
  readonly prohibited: readonly QName[];
  readonly wildcard?: Wildcard;
}

/** The type of an element, which may hold the element again: whoever makes the element leaves it for later, and is given this then. */
export type TypeOf = (context: Context, element: XmlElement, site: Site) => Type;

/** What all the resolving passes share. Components are made once, when they are first asked for. */
export interface Context {
  readonly diagnostics: Diagnostics;
  /** What is found only in an older version of a document is added when it is first asked for. */
  readonly declarations: Declarations;
  readonly declaredBefore: (space: SymbolSpace, name: QName) => Declaration | undefined;
  /** Namespaces of which a document is not there: which is said once, where it is included or imported. */
  readonly absent: ReadonlySet<string>;
  readonly types: Map<Declaration, Type>;
  readonly elements: Map<Declaration, ElementDeclaration>;
  /** The types that heads of substitution groups give to those that have none of their own. */
  readonly typesOfHeads: Map<Declaration, Type>;
  readonly attributes: Map<Declaration, AttributeDeclaration>;
  readonly groups: Map<Declaration, Particle | undefined>;
  readonly attributeGroups: Map<Declaration, Attributes>;
  /** Declarations that are being made: to meet one again is to be circular. */
  readonly open: Set<Declaration>;
  /** How large each part of a content model is, so that what is built of them has a bound. */
  readonly extents: WeakMap<Particle['term'], Extent>;
  /** Facets that `fixed` keeps a restriction from changing. */
  readonly fixedFacets: WeakMap<Facets, ReadonlySet<string>>;
  readonly patterns: PatternBudget;
  /** How many particles are being made inside each other. */
  level: number;
  /** For how many more unknown names a similar one is looked for. */
  hints: number;
  /** Work that waits until the component at hand is complete: types of elements, which may be recursive. */
  readonly later: ((typeOf: TypeOf) => void)[];
}

export const report = (context: Context, code: keyof typeof xsdCodes & string, message: string, place?: Place, hint?: string): void =>
  context.diagnostics.report(xsdCodes, code, message, place, hint);

/** The name that a QName in an attribute stands for; undefined when its prefix is not declared. */
export function nameIn(context: Context, text: string, element: XmlElement, site: Site, place: Place): QName | undefined {
  const colon = text.indexOf(':');
  const prefix = colon < 0 ? '' : text.slice(0, colon);
  const local = text.slice(colon + 1);
  const namespace = namespaceOf(prefix, element.scope);
  if (namespace === undefined) {
    report(context, 'XSD_UNKNOWN_PREFIX', `the prefix of "${text}" is not declared`, place);
    return undefined;
  }
  // In a chameleon, a name without namespace is one of the including document's (Part 1, 4.2.1).
  return { namespace: namespace === '' && site.document.chameleon ? site.document.namespace : namespace, local };
}

/** Finds a global declaration by the QName in an attribute; reports a name that refers to nothing. */
export function declarationOf(context: Context, space: SymbolSpace, attribute: string, element: XmlElement, site: Site): Declaration | undefined {
  const text = attributeOf(element, attribute);
  const place = placeOf(element, attribute);
  const name = text === undefined ? undefined : nameIn(context, text, element, site, place);
  return name === undefined ? undefined : declarationNamed(context, space, name, site, place);
}

export function declarationNamed(context: Context, space: SymbolSpace, name: QName, site: Site, place: Place): Declaration | undefined {
  const { redefining } = site;
  if (redefining?.redefines !== undefined && spaceOf.get(redefining.element.local) === space && keyOf(redefining.name) === keyOf(name)) return redefining.redefines;
  const found = context.declarations[space].get(keyOf(name)) ?? adopted(context, space, name, place);
  if (found === undefined && context.absent.has(name.namespace)) return undefined;
  if (found === undefined) reportUnknown(context, space, name, place);
  else if (!site.document.imports.has(name.namespace)) {
    const message = `the namespace "${name.namespace}" of "${name.local}" is not imported`;
    report(context, 'XSD_NOT_IMPORTED', message, place, `add <xs:import namespace="${name.namespace}"/>`);
  }
  return found;
}

/** A declaration that only an older version has counts as one from then on. */
function adopted(context: Context, space: SymbolSpace, name: QName, place: Place): Declaration | undefined {
  const found = context.declaredBefore(space, name);
  if (found === undefined) return undefined;
  context.declarations[space].set(keyOf(name), found);
  report(context, 'XSD_OTHER_VERSION', `${found.element.local} "${name.local}" is taken from ${found.document.path}, since no newer document has it`, place);
  return found;
}

/** Whether the QName in an attribute stands for something in a namespace whose document is not at hand. */
export function isAbsent(context: Context, space: SymbolSpace, attribute: string, element: XmlElement): boolean {
  const text = attributeOf(element, attribute);
  if (text === undefined) return false;
  const colon = text.indexOf(':');
  const namespace = namespaceOf(colon < 0 ? '' : text.slice(0, colon), element.scope);
  if (namespace === undefined || !context.absent.has(namespace)) return false;
  const name = { namespace, local: text.slice(colon + 1) };
  return !context.declarations[space].has(keyOf(name)) && context.declaredBefore(space, name) === undefined;
}

function reportUnknown(context: Context, space: SymbolSpace, name: QName, place: Place): void {
  const hint = didYouMean(name.local, namesBeside(context, space, name)) ?? hintElsewhere(context, space, name);
  const message = `there is no ${space} "${name.local}"${name.namespace === '' ? '' : ` in ${name.namespace}`}`;
  report(context, space === 'type' ? 'XSD_UNKNOWN_TYPE' : 'XSD_UNKNOWN_REFERENCE', message, place, hint);
}

/** The known names of its namespace. To look for similar ones takes time: a document that gets everything wrong needs no hint for each of them. */
function namesBeside(context: Context, space: SymbolSpace, { namespace }: QName): readonly string[] {
  return context.hints-- > 0 ? [...namesOf(context, space)].flatMap((known) => (known.namespace === namespace ? [known.local] : [])) : [];
}

function hintElsewhere(context: Context, space: SymbolSpace, { local }: QName): string | undefined {
  for (const known of namesOf(context, space)) if (known.local === local) return `there is one in the namespace "${known.namespace}"`;
  return undefined;
}

function* namesOf(context: Context, space: SymbolSpace): Iterable<QName> {
  for (const { name } of context.declarations[space].values()) yield name;
  if (space === 'type') for (const { name } of builtinTypes.values()) yield name!;
}

export const builtinAttribute = (name: QName): AttributeDeclaration | undefined =>
  name.namespace === XML_NAMESPACE ? xmlAttributes.find((attribute) => attribute.name.local === name.local) : undefined;

/** Definitions may build on each other this deep. */
export const depthLimit = 400;

/** The base, unless too many derivations lie behind it already: each one copies what it inherits. */
export function boundedBase<T extends Type>(context: Context, base: T, instead: T, place: Place): T {
  let depth = 0;
  for (let at: Type | undefined = base; at !== undefined; at = at.base) depth++;
  if (depth <= depthLimit) return base;
  report(context, 'XSD_TOO_DEEP', `types are derived from each other more than ${depthLimit} times`, place);
  return instead;
}

/** Runs `make` unless the declaration is being made already, which is reported as circular. */
export function once<T>(context: Context, declaration: Declaration, place: Place, make: () => T): T | undefined {
  if (context.open.has(declaration)) {
    report(context, 'XSD_CIRCULAR', `${declaration.element.local} "${declaration.name.local}" is defined by itself`, place);
    return undefined;
  }
  if (context.open.size >= depthLimit) {
    report(context, 'XSD_TOO_DEEP', `definitions build on each other more than ${depthLimit} deep`, place);
    return undefined;
  }
  context.open.add(declaration);
  try {
    return make();
  } finally {
    context.open.delete(declaration);
  }
}

/** Whether a `block` or `final` value, or the document's default for it, covers a method of derivation. */
export function covers(element: XmlElement, attribute: 'block' | 'final', document: SchemaDocument, method: string): boolean {
  const value = attributeOf(element, attribute) ?? attributeOf(document.root, `${attribute}Default`) ?? '';
  return value === '#all' || value.split(' ').includes(method);
}

/** A boolean attribute. */
export const flag = (element: XmlElement, name: string): boolean => ['true', '1'].includes(attributeOf(element, name) ?? '');
