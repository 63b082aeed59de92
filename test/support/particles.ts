import { keyOf, XSD_NAMESPACE } from '../../generator/model/components.js';
import type { ElementDeclaration, Particle, SchemaSet, SimpleType, Type } from '../../generator/model/components.js';

/** The elements that may stand where a particle names one: itself unless abstract, and its substitutes. */
export const allowedFor = (element: ElementDeclaration, set: SchemaSet): readonly ElementDeclaration[] => [
  ...(element.abstract ? [] : [element]),
  ...(element.global ? (set.substitutions.get(keyOf(element.name)) ?? []).filter((member) => !member.abstract && member !== element) : []),
];

/** The element declarations of a content model, with whether JSON carries an array for them. */
export function elementsOf(particle: Particle, set: SchemaSet, many = false): readonly { readonly element: ElementDeclaration; readonly many: boolean }[] {
  const repeats = many || particle.max > 1;
  const { term } = particle;
  if (term.kind === 'any') return [];
  if (term.kind === 'element') return allowedFor(term, set).map((element) => ({ element, many: repeats }));
  return term.particles.flatMap((child) => elementsOf(child, set, repeats));
}

export const isAnyType = (type: Type): boolean => type.name?.namespace === XSD_NAMESPACE && type.name.local === 'anyType';
/** A list, or one of several lists: an array is one value of it. */
export const isListType = (type: Type): boolean =>
  type.kind === 'simple' && (type.variety === 'list' || (type.variety === 'union' && type.memberTypes!.every(isListType)));

const integers = new Set(['integer', 'nonPositiveInteger', 'negativeInteger', 'long', 'int', 'short', 'byte', 'nonNegativeInteger', 'unsignedLong', 'unsignedInt', 'unsignedShort', 'unsignedByte', 'positiveInteger']);
/** What JSON carries for an atomic type (TS-0004 8.4.2). */
export const jsonKind = (type: SimpleType): 'boolean' | 'integer' | 'number' | 'string' =>
  type.builtin === 'boolean' ? 'boolean'
  : integers.has(type.builtin) ? 'integer'
  : ['decimal', 'float', 'double'].includes(type.builtin) ? 'number'
  : 'string';
