import type { Place } from '../../../diagnostics/diagnostic.js';
import { keyOf, type AttributeDeclaration, type AttributeUse, type QName, type Wildcard } from '../../../model/components.js';
import { anySimpleType, anyType } from '../builtins.js';
import type { Declaration } from '../declare.js';
import { parseValue } from '../values.js';
import { attributeOf, childOf, childrenOf, placeOf, type XmlElement } from '../xml.js';
import type { Attributes } from './context.js';
import { builtinAttribute, declarationNamed, declarationOf, isAbsent, nameIn, once, report, type Context, type Site } from './context.js';
import { simpleType, simpleTypeIn } from './simple-types.js';
import { intersection, wildcard } from './wildcards.js';

/** The attributes, attribute groups and anyAttribute that stand in `element`. */
export function attributesOf(context: Context, element: XmlElement, site: Site): Attributes {
  const uses = new Map<string, AttributeUse>();
  const prohibited: QName[] = [];
  let any: Wildcard | undefined;
  const add = (use: AttributeUse, at: XmlElement): void => {
    const key = keyOf(use.declaration.name);
    if (uses.has(key)) report(context, 'XSD_DUPLICATE', `the attribute "${use.declaration.name.local}" is used twice`, at.place);
    else uses.set(key, use);
  };
  for (const child of childrenOf(element, 'attribute', 'attributeGroup', 'anyAttribute')) {
    if (child.local === 'attribute') {
      const use = attributeUse(context, child, site);
      if (use === undefined) continue;
      if (attributeOf(child, 'use') === 'prohibited') prohibited.push(use.declaration.name);
      else add(use, child);
      continue;
    }
    const group = child.local === 'anyAttribute' ? { uses: [], prohibited: [], wildcard: wildcard(child, site) } : attributeGroup(context, child, site);
    for (const use of group.uses) add(use, child);
    if (group.wildcard !== undefined) any = any === undefined ? group.wildcard : intersection(group.wildcard, any);
  }
  return { uses: [...uses.values()], prohibited, ...(any && { wildcard: any }) };
}

const none: Attributes = { uses: [], prohibited: [] };

/** What is known of the attributes of something that is not known. */
export const anyAttributes: Attributes = { uses: [], prohibited: [], wildcard: anyType.attributeWildcard! };

function attributeGroup(context: Context, element: XmlElement, site: Site): Attributes {
  const declaration = declarationOf(context, 'attributeGroup', 'ref', element, site);
  if (declaration !== undefined) return globalAttributeGroup(context, declaration, placeOf(element, 'ref'));
  return isAbsent(context, 'attributeGroup', 'ref', element) ? anyAttributes : none;
}

/** A global attribute group, made once. */
export function globalAttributeGroup(context: Context, declaration: Declaration, place: Place): Attributes {
  const known = context.attributeGroups.get(declaration);
  if (known !== undefined) return known;
  const site: Site = { document: declaration.document, ...(declaration.redefines && { redefining: declaration }) };
  const made = once(context, declaration, place, () => attributesOf(context, declaration.element, site));
  if (made === undefined) return none;
  context.attributeGroups.set(declaration, made);
  return made;
}

function attributeUse(context: Context, element: XmlElement, site: Site): AttributeUse | undefined {
  const declaration = element.attributes.has('ref') ? referenced(context, element, site) : localAttribute(context, element, site);
  if (declaration === undefined) return undefined;
  const required = attributeOf(element, 'use') === 'required';
  // Of a type that is not known, nobody can say how its values look in JSON.
  return isAbsent(context, 'attribute', 'ref', element) ? { declaration, required } : { declaration, required, ...values(context, declaration, element) };
}

function referenced(context: Context, element: XmlElement, site: Site): AttributeDeclaration | undefined {
  const place = placeOf(element, 'ref');
  const name = nameIn(context, attributeOf(element, 'ref')!, element, site, place);
  if (name === undefined) return undefined;
  const builtin = builtinAttribute(name);
  if (builtin !== undefined && !context.declarations.attribute.has(keyOf(name))) return builtin;
  if (isAbsent(context, 'attribute', 'ref', element)) return { kind: 'attribute', name, type: anySimpleType, place: element.place };
  const declaration = declarationNamed(context, 'attribute', name, site, place);
  return declaration && globalAttribute(context, declaration);
}

/** A global attribute, made once. */
export function globalAttribute(context: Context, declaration: Declaration): AttributeDeclaration {
  const known = context.attributes.get(declaration);
  if (known !== undefined) return known;
  const made = attribute(context, declaration.element, declaration, declaration.name);
  context.attributes.set(declaration, made);
  return made;
}

function localAttribute(context: Context, element: XmlElement, site: Site): AttributeDeclaration | undefined {
  const local = attributeOf(element, 'name');
  if (local === undefined || local === '') {
    report(context, 'XSD_MISSING_ATTRIBUTE', 'an attribute needs a name or a ref', element.place);
    return undefined;
  }
  const form = attributeOf(element, 'form') ?? attributeOf(site.document.root, 'attributeFormDefault');
  return attribute(context, element, site, { namespace: form === 'qualified' ? site.document.namespace : '', local });
}

function attribute(context: Context, element: XmlElement, { document }: Site, name: QName): AttributeDeclaration {
  const site: Site = { document };
  const inline = childOf(element, 'simpleType');
  const type = inline ? simpleType(context, inline, site) : element.attributes.has('type') ? simpleTypeIn(context, 'type', element, site) : anySimpleType;
  const made: AttributeDeclaration = { kind: 'attribute', name, type, place: element.place };
  return { ...made, ...values(context, made, element) };
}

/** `default` and `fixed`, checked against the type; a use takes its declaration's where it has none. */
function values(context: Context, declaration: AttributeDeclaration, element: XmlElement): { default?: string; fixed?: string } {
  const own: { default?: string; fixed?: string } = {};
  for (const kind of ['default', 'fixed'] as const) {
    const value = element.attributes.get(kind)?.value;
    if (value === undefined) continue;
    if (parseValue(declaration.type, value) !== undefined) own[kind] = value;
    else report(context, 'XSD_BAD_DEFAULT', `${kind} "${value}" is no value of the type of "${declaration.name.local}"`, placeOf(element, kind));
  }
  const inherited = { ...(declaration.default !== undefined && { default: declaration.default }), ...(declaration.fixed !== undefined && { fixed: declaration.fixed }) };
  return own.default === undefined && own.fixed === undefined ? inherited : own;
}
