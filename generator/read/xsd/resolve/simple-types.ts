import { XSD_NAMESPACE, keyOf, type Facets, type QName, type SimpleType } from '../../../model/components.js';
import { anySimpleType, builtinTypes } from '../builtins.js';
import type { Declaration } from '../declare.js';
import { attributeOf, childOf, childrenOf, placeOf, type XmlElement } from '../xml.js';
import { boundedBase, covers, declarationNamed, isAbsent, nameIn, once, report, type Context, type Site } from './context.js';
import { restrictFacets } from './facets.js';

/** The simple type that an attribute names, e.g. `base` or `itemType`; anySimpleType when there is none. */
export function simpleTypeIn(context: Context, attribute: string, element: XmlElement, site: Site): SimpleType {
  const text = attributeOf(element, attribute);
  const place = placeOf(element, attribute);
  const name = text === undefined ? undefined : nameIn(context, text, element, site, place);
  return (name && simpleTypeNamed(context, name, element, attribute, site)) ?? anySimpleType;
}

function simpleTypeNamed(context: Context, name: QName, element: XmlElement, attribute: string, site: Site): SimpleType | undefined {
  const place = placeOf(element, attribute);
  const builtin = name.namespace === XSD_NAMESPACE ? builtinTypes.get(keyOf(name)) : undefined;
  if (builtin?.kind === 'simple') return builtin;
  const declaration = builtin === undefined ? declarationNamed(context, 'type', name, site, place) : undefined;
  if (declaration?.element.local === 'simpleType') {
    checkFinal(context, declaration, derivations.get(attribute), element, attribute, site);
    return globalSimpleType(context, declaration, element, attribute);
  }
  if (builtin !== undefined || declaration !== undefined) report(context, 'XSD_BAD_DERIVATION', `"${name.local}" is not a simple type`, place);
  return undefined;
}

/** A global simple type, made once. */
export function globalSimpleType(context: Context, declaration: Declaration, from: XmlElement, attribute: string): SimpleType {
  const known = context.types.get(declaration);
  if (known !== undefined) return known as SimpleType;
  const site: Site = { document: declaration.document, ...(declaration.redefines && { redefining: declaration }) };
  const made = once(context, declaration, placeOf(from, attribute), () => simpleType(context, declaration.element, site, declaration.name));
  if (made === undefined) return anySimpleType;
  context.types.set(declaration, made);
  return made;
}

/** `<xs:simpleType>`, named or not. */
export function simpleType(context: Context, element: XmlElement, site: Site, name?: QName): SimpleType {
  const place = element.place;
  const common = { kind: 'simple' as const, ...(name && { name }), place };
  const [definition] = childrenOf(element, 'restriction', 'list', 'union');
  switch (definition?.local) {
    case 'restriction':
      return { ...restriction(context, definition, site), ...common };
    case 'list':
      return { ...common, variety: 'list', builtin: 'anySimpleType', base: anySimpleType, itemType: itemType(context, definition, site), facets: listFacets };
    case 'union':
      return {
        ...common,
        variety: 'union',
        builtin: 'anySimpleType',
        base: anySimpleType,
        memberTypes: memberTypes(context, definition, site),
        facets: listFacets,
      };
    default:
      report(context, 'XSD_MISSING_ATTRIBUTE', 'a simpleType needs a restriction, list or union', place);
      return { ...anySimpleType, ...common };
  }
}

const listFacets: Facets = { whiteSpace: 'collapse', patterns: [] };

/** `<xs:restriction>` of a simple type: the base's variety with narrower facets. */
function restriction(context: Context, element: XmlElement, site: Site): SimpleType {
  const inline = childOf(element, 'simpleType');
  if (inline === undefined && !element.attributes.has('base')) report(context, 'XSD_MISSING_ATTRIBUTE', 'a restriction needs a base', element.place);
  const base = inline ? simpleType(context, inline, site) : simpleTypeIn(context, 'base', element, site);
  // What values look like whose type is not known is not known either, so that facets have nothing to narrow.
  if (inline === undefined && isAbsent(context, 'type', 'base', element)) return base;
  return restrictSimpleType(context, boundedBase(context, base, anySimpleType, placeOf(element, 'base')), element, site);
}

/** `base` with the facets that stand in `element`. */
export function restrictSimpleType(context: Context, base: SimpleType, element: XmlElement, site: Site): SimpleType {
  return {
    kind: 'simple',
    variety: base.variety,
    builtin: base.builtin,
    base,
    facets: restrictFacets(context, base, element, site),
    ...(base.itemType && { itemType: base.itemType }),
    ...(base.memberTypes && { memberTypes: base.memberTypes }),
  };
}

function itemType(context: Context, element: XmlElement, site: Site): SimpleType {
  const inline = childOf(element, 'simpleType');
  if (inline === undefined && !element.attributes.has('itemType')) report(context, 'XSD_MISSING_ATTRIBUTE', 'a list needs an itemType', element.place);
  const item = inline ? simpleType(context, inline, site) : simpleTypeIn(context, 'itemType', element, site);
  if (item.variety === 'list') report(context, 'XSD_BAD_DERIVATION', 'a list of lists is not allowed', element.place);
  return item;
}

function memberTypes(context: Context, element: XmlElement, site: Site): readonly SimpleType[] {
  const place = placeOf(element, 'memberTypes');
  const named = (attributeOf(element, 'memberTypes') ?? '').split(' ').filter(Boolean);
  const members = named.flatMap((text) => {
    const name = nameIn(context, text, element, site, place);
    return (name && simpleTypeNamed(context, name, element, 'memberTypes', site)) ?? [];
  });
  const inline = childrenOf(element, 'simpleType').map((child) => simpleType(context, child, site));
  if (inline.length === 0 && !element.attributes.has('memberTypes')) report(context, 'XSD_MISSING_ATTRIBUTE', 'a union needs memberTypes', element.place);
  // A union of unions is one of their members (Part 1, 3.14.1), unless they narrow them.
  const isPlain = ({ variety, facets }: SimpleType): boolean => variety === 'union' && facets.enumeration === undefined && facets.patterns.length === 0;
  return [...new Set([...members, ...inline].flatMap((member) => (isPlain(member) ? member.memberTypes! : member)))];
}

/** The attribute that names a simple type → how that type is derived from. */
const derivations: ReadonlyMap<string, string> = new Map([
  ['base', 'restriction'],
  ['itemType', 'list'],
  ['memberTypes', 'union'],
]);

function checkFinal(context: Context, base: Declaration, method: string | undefined, element: XmlElement, attribute: string, site: Site): void {
  if (method === undefined || site.redefining?.redefines === base || !covers(base.element, 'final', base.document, method)) return;
  report(context, 'XSD_BAD_DERIVATION', `"${base.name.local}" is final for ${method}`, placeOf(element, attribute));
}
