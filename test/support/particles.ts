import { keyOf, XSD_NAMESPACE } from '../../generator/model/components.js';
import type { ElementDeclaration, Particle, SchemaSet, SimpleType, Type } from '../../generator/model/components.js';

/** What is asked of the same declarations for each of thousands of values, found once. */
function once<K extends object, T extends object>(find: (of: K, set: SchemaSet) => T): (of: K, set: SchemaSet) => T {
  const known = new WeakMap<SchemaSet, Map<K, T>>();
  return (of, set) => {
    let ofSet = known.get(set);
    if (ofSet === undefined) known.set(set, (ofSet = new Map<K, T>()));
    let found = ofSet.get(of);
    if (found === undefined) ofSet.set(of, (found = find(of, set)));
    return found;
  };
}

/** The elements that may stand where a particle names one: itself unless abstract, and its substitutes. */
export const allowedFor = once((element: ElementDeclaration, set): readonly ElementDeclaration[] => [
  ...(element.abstract ? [] : [element]),
  ...(element.global ? (set.substitutions.get(keyOf(element.name)) ?? []).filter((member) => !member.abstract && member !== element) : []),
]);

interface Declared {
  readonly element: ElementDeclaration;
  readonly many: boolean;
}

/** The element declarations of a content model, with whether JSON carries an array for them. */
export const elementsOf = once((particle: Particle, set): readonly Declared[] => elementsIn(particle, set, false));

/** The same by name, the first of each. */
export const elementsByName = once((particle: Particle, set): ReadonlyMap<string, Declared> => {
  const byName = new Map<string, Declared>();
  for (const each of elementsOf(particle, set)) if (!byName.has(each.element.name.local)) byName.set(each.element.name.local, each);
  return byName;
});

function elementsIn(particle: Particle, set: SchemaSet, many: boolean): readonly Declared[] {
  const repeats = many || particle.max > 1;
  const { term } = particle;
  if (term.kind === 'any') return [];
  if (term.kind === 'element') return allowedFor(term, set).map((element) => ({ element, many: repeats }));
  return term.particles.flatMap((child) => elementsIn(child, set, repeats));
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
