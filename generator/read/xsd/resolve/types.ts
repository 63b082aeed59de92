import { XSD_NAMESPACE, keyOf, type ComplexType, type Content, type ModelGroup, type Particle, type QName, type SimpleType, type Type } from '../../../model/components.js';
import { anySimpleType, anyType, builtinTypes } from '../builtins.js';
import type { Declaration } from '../declare.js';
import type { SchemaDocument } from '../documents.js';
import { attributeOf, childOf, placeOf, type XmlElement } from '../xml.js';
import { anyAttributes, attributesOf } from './attributes.js';
import type { Attributes } from './context.js';
import { boundedBase, covers, declarationNamed, declarationOf, depthLimit, flag, nameIn, once, report, type Context, type Site } from './context.js';
import { particle } from './particles.js';
import { globalSimpleType, restrictSimpleType, simpleType } from './simple-types.js';
import { union } from './wildcards.js';

/** The type that an attribute such as `type` names; undefined when it refers to nothing, which is reported. */
export function typeIn(context: Context, attribute: string, element: XmlElement, site: Site): Type | undefined {
  const text = attributeOf(element, attribute);
  const place = placeOf(element, attribute);
  const name = text === undefined ? undefined : nameIn(context, text, element, site, place);
  if (name === undefined) return undefined;
  const builtin = name.namespace === XSD_NAMESPACE ? builtinTypes.get(keyOf(name)) : undefined;
  if (builtin !== undefined) return builtin;
  const declaration = declarationNamed(context, 'type', name, site, place);
  return declaration && globalType(context, declaration, element, attribute);
}

/** A global type, made once. */
export const globalType = (context: Context, declaration: Declaration, from: XmlElement, attribute: string): Type =>
  declaration.element.local === 'simpleType'
    ? globalSimpleType(context, declaration, from, attribute)
    : globalComplexType(context, declaration, from, attribute);

/** An anonymous type. */
export const inlineType = (context: Context, element: XmlElement, site: Site): Type =>
  element.local === 'simpleType' ? simpleType(context, element, site) : complexType(context, element, site);

/** The element's own type, or the one of the head of its substitution group (Part 1, 3.3.2). */
export function typeOfElement(context: Context, element: XmlElement, site: Site): Type {
  const heads = new Set<Declaration>();
  const found = typeThrough(context, element, site, heads);
  for (const head of heads) context.typesOfHeads.set(head, found);
  return found;
}

/** The same, with the heads on the way to it: each of them has this type, too. */
function typeThrough(context: Context, element: XmlElement, site: Site, heads: Set<Declaration>): Type {
  let at: { readonly element: XmlElement; readonly document: SchemaDocument } = { element, document: site.document };
  while (heads.size <= depthLimit) {
    const inline = childOf(at.element, 'simpleType', 'complexType');
    if (inline !== undefined) return inlineType(context, inline, at);
    if (at.element.attributes.has('type')) return typeIn(context, 'type', at.element, at) ?? anyType;
    if (!at.element.attributes.has('substitutionGroup')) return anyType;
    const head = declarationOf(context, 'element', 'substitutionGroup', at.element, at);
    if (head === undefined) return anyType;
    const known = context.typesOfHeads.get(head);
    if (known !== undefined) return known;
    if (heads.has(head)) {
      report(context, 'XSD_CIRCULAR', `the substitution group of "${head.name.local}" contains itself`, placeOf(head.element, 'substitutionGroup'));
      return anyType;
    }
    heads.add(head);
    at = head;
  }
  report(context, 'XSD_TOO_DEEP', `substitution groups are nested more than ${depthLimit} deep`, element.place);
  return anyType;
}

/** A global complex type, made once. */
export function globalComplexType(context: Context, declaration: Declaration, from: XmlElement, attribute: string): ComplexType {
  const known = context.types.get(declaration);
  if (known !== undefined) return known as ComplexType;
  const site: Site = { document: declaration.document, ...(declaration.redefines && { redefining: declaration }) };
  const make = (): ComplexType => complexType(context, declaration.element, site, declaration.name);
  const made = once(context, declaration, placeOf(from, attribute), make);
  if (made === undefined) return anyType;
  context.types.set(declaration, made);
  return made;
}

/** `<xs:complexType>`, named or not. */
export function complexType(context: Context, element: XmlElement, site: Site, name?: QName): ComplexType {
  const common = { kind: 'complex' as const, ...(name && { name }), abstract: flag(element, 'abstract'), place: element.place };
  const body = childOf(element, 'simpleContent', 'complexContent');
  const derived = body && childOf(body, 'restriction', 'extension');
  if (body !== undefined && derived === undefined) {
    report(context, 'XSD_MISSING_ATTRIBUTE', `${body.local} needs a restriction or an extension`, body.place);
  }
  if (body === undefined || derived === undefined) {
    const attributes = attributesOf(context, element, site);
    return { ...common, base: anyType, derivation: 'restriction', content: ownContent(context, element, flag(element, 'mixed'), site), ...attributeMembers(attributes) };
  }
  const known = typeIn(context, 'base', derived, site);
  const base = boundedBase(context, known ?? anyType, anyType, placeOf(derived, 'base'));
  checkFinal(context, base, derived, site);
  const own = attributesOf(context, derived, site);
  const attributes = known === undefined ? { ...own, wildcard: anyAttributes.wildcard! } : own;
  const mixed = body.attributes.has('mixed') ? flag(body, 'mixed') : flag(element, 'mixed');
  const content = body.local === 'simpleContent' ? simpleContent(context, derived, known, site) : complexContent(context, derived, base, mixed, site);
  const derivation = derived.local as 'restriction' | 'extension';
  return { ...common, base, derivation, content, ...inherit(base, derivation, attributes) };
}

function simpleContent(context: Context, element: XmlElement, base: Type | undefined, site: Site): Content {
  const inherited = base === undefined ? anySimpleType : base.kind === 'simple' ? base : base.content.kind === 'simple' ? base.content.type : undefined;
  if (element.local === 'extension') return { kind: 'simple', type: inherited ?? noSimpleContent(context, element) };
  const inline = childOf(element, 'simpleType');
  const type = inline ? simpleType(context, inline, site) : (inherited ?? noSimpleContent(context, element));
  return { kind: 'simple', type: restrictSimpleType(context, type, element, site) };
}

function noSimpleContent(context: Context, element: XmlElement): SimpleType {
  report(context, 'XSD_BAD_DERIVATION', 'the base of simpleContent has no simple content', placeOf(element, 'base'));
  return anySimpleType;
}

function complexContent(context: Context, element: XmlElement, base: Type, mixed: boolean, site: Site): Content {
  if (base.kind === 'simple') {
    report(context, 'XSD_BAD_DERIVATION', 'the base of complexContent is a simple type', placeOf(element, 'base'));
    return ownContent(context, element, mixed, site);
  }
  const own = ownContent(context, element, mixed, site);
  if (element.local === 'restriction') return own;
  if (own.kind !== 'elements' || own.particle === emptyParticle) return base.content.kind === 'empty' ? own : base.content;
  if (base.content.kind === 'simple') {
    report(context, 'XSD_BAD_DERIVATION', 'an extension of simple content cannot add elements', placeOf(element, 'base'));
    return own;
  }
  if (base.content.kind === 'empty') return own;
  return { kind: 'elements', mixed: mixed || base.content.mixed, particle: inSequence(base.content.particle, own.particle) };
}

/** Base first, then what the extension adds; one flat sequence for a chain of extensions, however long. */
function inSequence(first: Particle, second: Particle): Particle {
  const isFlat = first.min === 1 && first.max === 1 && first.term.kind === 'sequence';
  const particles = isFlat ? (first.term as ModelGroup).particles : [first];
  return { min: 1, max: 1, term: { kind: 'sequence', particles: [...particles, second] } };
}

const emptyParticle: Particle = { min: 1, max: 1, term: { kind: 'sequence', particles: [] } };

/** The content model that stands in the element itself. Mixed content without elements is text. */
function ownContent(context: Context, element: XmlElement, mixed: boolean, site: Site): Content {
  const model = childOf(element, 'group', 'all', 'choice', 'sequence');
  const own = model && particle(context, model, site);
  const isEmpty = own === undefined || (own.term.kind !== 'element' && own.term.kind !== 'any' && own.term.kind !== 'choice' && own.term.particles.length === 0);
  if (!isEmpty) return { kind: 'elements', mixed, particle: own };
  return mixed ? { kind: 'elements', mixed, particle: emptyParticle } : { kind: 'empty' };
}

const attributeMembers = ({ uses, wildcard }: Attributes): Pick<ComplexType, 'attributes'> & Partial<Pick<ComplexType, 'attributeWildcard'>> => ({
  attributes: uses,
  ...(wildcard && { attributeWildcard: wildcard }),
});

/** Own attributes, and the base's that are neither restated nor prohibited; wildcards are inherited by extension only. */
function inherit(base: Type, derivation: 'restriction' | 'extension', own: Attributes): ReturnType<typeof attributeMembers> {
  if (base.kind === 'simple') return attributeMembers(own);
  const stated = new Set([...own.uses.map((use) => use.declaration.name), ...(derivation === 'restriction' ? own.prohibited : [])].map(keyOf));
  const uses = [...base.attributes.filter((use) => !stated.has(keyOf(use.declaration.name))), ...own.uses];
  if (derivation === 'restriction') return attributeMembers({ ...own, uses });
  const wildcard = own.wildcard && base.attributeWildcard ? union(own.wildcard, base.attributeWildcard) : (own.wildcard ?? base.attributeWildcard);
  return attributeMembers({ uses, prohibited: [], ...(wildcard && { wildcard }) });
}

function checkFinal(context: Context, base: Type, derived: XmlElement, site: Site): void {
  const declaration = base.name && context.declarations.type.get(keyOf(base.name));
  if (declaration === undefined || site.redefining === declaration || !covers(declaration.element, 'final', declaration.document, derived.local)) return;
  report(context, 'XSD_BAD_DERIVATION', `"${declaration.name.local}" is final for ${derived.local}`, placeOf(derived, 'base'));
}
