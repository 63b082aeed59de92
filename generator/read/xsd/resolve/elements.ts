import type { ElementDeclaration, QName, Type } from '../../../model/components.js';
import { anyType } from '../builtins.js';
import type { Declaration } from '../declare.js';
import { parseValue } from '../values.js';
import { attributeOf, placeOf, type XmlElement } from '../xml.js';
import { declarationOf, flag, isAbsent, nameIn, report, type Context, type Mutable, type Site } from './context.js';

/** `<xs:element ref="..."/>` */
export function referencedElement(context: Context, element: XmlElement, site: Site): ElementDeclaration | undefined {
  const declaration = declarationOf(context, 'element', 'ref', element, site);
  if (declaration !== undefined) return globalElement(context, declaration);
  const name = isAbsent(context, 'element', 'ref', element) ? nameIn(context, attributeOf(element, 'ref')!, element, site, placeOf(element, 'ref')) : undefined;
  return name && { kind: 'element', name, global: false, type: anyType, nillable: true, abstract: false, place: element.place };
}

/** `<xs:element name="..."/>` inside a content model. */
export function localElement(context: Context, element: XmlElement, site: Site): ElementDeclaration | undefined {
  const local = attributeOf(element, 'name');
  if (local === undefined || local === '') {
    report(context, 'XSD_MISSING_ATTRIBUTE', 'an element needs a name or a ref', element.place);
    return undefined;
  }
  const form = attributeOf(element, 'form') ?? attributeOf(site.document.root, 'elementFormDefault');
  return make(context, element, { document: site.document }, { namespace: form === 'qualified' ? site.document.namespace : '', local }, false);
}

/** A global element, made once. */
export function globalElement(context: Context, declaration: Declaration): ElementDeclaration {
  const known = context.elements.get(declaration);
  if (known !== undefined) return known;
  const made = make(context, declaration.element, declaration, declaration.name, true);
  context.elements.set(declaration, made);
  if (declaration.element.attributes.has('substitutionGroup')) {
    const head = declarationOf(context, 'element', 'substitutionGroup', declaration.element, declaration);
    if (head !== undefined) context.later.push(() => (made.substitutes = globalElement(context, head)));
  }
  return made;
}

/** The element with its type still to come: types may be recursive through their elements. */
function make(context: Context, element: XmlElement, site: Site, name: QName, global: boolean): Mutable<ElementDeclaration> {
  const made: Mutable<ElementDeclaration> = {
    kind: 'element',
    name,
    global,
    type: anyType,
    nillable: flag(element, 'nillable'),
    abstract: flag(element, 'abstract'),
    place: element.place,
  };
  context.later.push((typeOf) => {
    made.type = typeOf(context, element, site);
    for (const kind of ['default', 'fixed'] as const) {
      const value = element.attributes.get(kind)?.value;
      if (value === undefined) continue;
      if (allowsText(made.type, value)) made[kind] = value;
      else report(context, 'XSD_BAD_DEFAULT', `${kind} "${value}" is no value of the type of "${name.local}"`, placeOf(element, kind));
    }
  });
  return made;
}

function allowsText(type: Type, value: string): boolean {
  if (type.kind === 'simple') return parseValue(type, value) !== undefined;
  return type.content.kind === 'simple' ? parseValue(type.content.type, value) !== undefined : type.content.kind === 'elements' && type.content.mixed;
}
