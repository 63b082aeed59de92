import { XSD_NAMESPACE, keyOf, type Type } from '../../../model/components.js';
import { builtinTypes } from '../builtins.js';
import type { Declaration } from '../declare.js';
import { attributeOf, placeOf, type XmlElement } from '../xml.js';
import { complexType, globalComplexType } from './complex-types.js';
import { declarationNamed, nameIn, type Context, type Site } from './context.js';
import { globalSimpleType, simpleType } from './simple-types.js';

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
