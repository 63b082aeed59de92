import type { Place } from '../diagnostics/diagnostic.js';

/**
 * The XSD component model: what the schema documents declare, with names resolved. It follows the abstract data model
 * of XML Schema 1.0 Part 1 (3.1-3.15). Types may be recursive, so components refer to each other directly.
 */

export interface QName {
  /** Empty string for no namespace. */
  readonly namespace: string;
  readonly local: string;
}

/** `{namespace}local`, the key of every component map. */
export type Key = string;
export const keyOf = (name: QName): Key => `{${name.namespace}}${name.local}`;

export const XSD_NAMESPACE = 'http://www.w3.org/2001/XMLSchema';

export interface EnumerationFacet {
  /** The lexical form after white space normalisation. */
  readonly value: string;
  readonly place: Place;
}

/** Constraining facets in force on a simple type, inherited ones included; bounds in lexical form. */
export interface Facets {
  readonly whiteSpace: 'preserve' | 'replace' | 'collapse';
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minInclusive?: string;
  readonly maxInclusive?: string;
  readonly minExclusive?: string;
  readonly maxExclusive?: string;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
  readonly enumeration?: readonly EnumerationFacet[];
  /** XSD regular expressions: every inner list is one derivation step, whose members are alternatives; all steps hold. */
  readonly patterns: readonly (readonly string[])[];
}

export interface SimpleType {
  readonly kind: 'simple';
  /** Absent for an anonymous type. Built-in types carry the XSD namespace. */
  readonly name?: QName;
  readonly variety: 'atomic' | 'list' | 'union';
  /** The nearest built-in ancestor's local name, e.g. `integer`, `anyURI`; `anySimpleType` for lists and unions. */
  readonly builtin: string;
  /** Absent only on `anySimpleType`. */
  readonly base?: SimpleType;
  readonly facets: Facets;
  readonly itemType?: SimpleType;
  readonly memberTypes?: readonly SimpleType[];
  readonly place?: Place;
}

export interface AttributeDeclaration {
  readonly kind: 'attribute';
  readonly name: QName;
  readonly type: SimpleType;
  readonly default?: string;
  readonly fixed?: string;
  readonly place: Place;
}

export interface AttributeUse {
  readonly declaration: AttributeDeclaration;
  readonly required: boolean;
  readonly default?: string;
  readonly fixed?: string;
}

export interface Wildcard {
  readonly kind: 'any';
  readonly processContents: 'strict' | 'lax' | 'skip';
  /** `any`; or the namespaces allowed; or everything but the namespaces listed. */
  readonly namespaces: { readonly any: true } | { readonly only: readonly string[] } | { readonly not: readonly string[] };
}

export interface ModelGroup {
  readonly kind: 'sequence' | 'choice' | 'all';
  readonly particles: readonly Particle[];
}

export interface Particle {
  readonly min: number;
  /** Infinity for `unbounded`. */
  readonly max: number;
  readonly term: ElementDeclaration | ModelGroup | Wildcard;
}

export type Content =
  | { readonly kind: 'empty' }
  | { readonly kind: 'simple'; readonly type: SimpleType }
  | { readonly kind: 'elements'; readonly mixed: boolean; readonly particle: Particle };

export interface ComplexType {
  readonly kind: 'complex';
  readonly name?: QName;
  readonly abstract: boolean;
  readonly base?: SimpleType | ComplexType;
  readonly derivation: 'restriction' | 'extension';
  /** Own and inherited, prohibited ones left out. */
  readonly attributes: readonly AttributeUse[];
  readonly attributeWildcard?: Wildcard;
  /** Own and inherited. */
  readonly content: Content;
  readonly place?: Place;
}

export type Type = SimpleType | ComplexType;

export interface ElementDeclaration {
  readonly kind: 'element';
  readonly name: QName;
  readonly global: boolean;
  readonly type: Type;
  readonly nillable: boolean;
  readonly abstract: boolean;
  readonly default?: string;
  readonly fixed?: string;
  /** Heads of the substitution groups that this element may stand in for, nearest first. */
  readonly substitutes?: ElementDeclaration;
  readonly place: Place;
}

/** Every global component of the documents read, by key. Built-in types are in `types` under the XSD namespace. */
export interface SchemaSet {
  readonly types: ReadonlyMap<Key, Type>;
  readonly elements: ReadonlyMap<Key, ElementDeclaration>;
  readonly attributes: ReadonlyMap<Key, AttributeDeclaration>;
  /** Elements that may stand in for a head, abstract ones left out, transitively: head key → members. */
  readonly substitutions: ReadonlyMap<Key, readonly ElementDeclaration[]>;
  /** Which documents each document includes, imports or redefines: for `watch` and `explain`. */
  readonly references: ReadonlyMap<string, readonly string[]>;
}
