import type { Place } from '../../diagnostics/diagnostic.js';
import { XSD_NAMESPACE } from '../../model/components.js';

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Namespaces in scope; a scope without declarations of its own is its parent's. */
export interface Scope {
  readonly parent?: Scope;
  readonly prefixes: ReadonlyMap<string, string>;
}

export interface XmlAttribute {
  readonly value: string;
  readonly place: Place;
}

/** The attributes of an element: few, so that a list of them takes a fraction of what a map would. */
export class XmlAttributes {
  readonly #names: string[] = [];
  readonly #attributes: XmlAttribute[] = [];

  get(name: string): XmlAttribute | undefined {
    const index = this.#names.indexOf(name);
    return index < 0 ? undefined : this.#attributes[index];
  }

  has(name: string): boolean {
    return this.#names.includes(name);
  }

  add(name: string, attribute: XmlAttribute): void {
    this.#names.push(name);
    this.#attributes.push(attribute);
  }

  keys(): readonly string[] {
    return this.#names;
  }

  entries(): readonly (readonly [name: string, attribute: XmlAttribute])[] {
    return this.#names.map((name, i) => [name, this.#attributes[i]!]);
  }
}

/** One element of a schema document, with the place of its start tag. */
export interface XmlElement {
  readonly namespace: string;
  readonly local: string;
  /** Unqualified attributes by name, others by `{namespace}local`; namespace declarations are in `scope`. */
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlElement[];
  readonly scope: Scope;
  readonly place: Place;
}

/** The namespace that a prefix stands for, or undefined; the empty prefix stands for none unless declared. */
export function namespaceOf(prefix: string, scope: Scope | undefined): string | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const found = at.prefixes.get(prefix);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const isXsd = (element: XmlElement, ...locals: readonly string[]): boolean =>
  element.namespace === XSD_NAMESPACE && (locals.length === 0 || locals.includes(element.local));

/** Children in the XSD namespace, annotations left out; with names given, only those. */
export const childrenOf = (element: XmlElement, ...locals: readonly string[]): XmlElement[] =>
  element.children.filter((child) => isXsd(child, ...locals) && child.local !== 'annotation');

export const childOf = (element: XmlElement, ...locals: readonly string[]): XmlElement | undefined =>
  element.children.find((child) => isXsd(child, ...locals) && child.local !== 'annotation');

/** An attribute's value with white space collapsed, as every attribute that XSD itself reads is. */
export function attributeOf(element: XmlElement, name: string): string | undefined {
  const value = element.attributes.get(name)?.value;
  return value === undefined || !/[ \t\r\n]/.test(value) ? value : value.replace(/[ \t\r\n]+/g, ' ').trim();
}

/** The place of an attribute, or of the element that lacks it. */
export const placeOf = (element: XmlElement, name: string): Place => element.attributes.get(name)?.place ?? element.place;
