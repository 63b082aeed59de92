import type { ElementDeclaration, Particle, Wildcard } from '../../model/components.js';

/**
 * Elements of which any may stand where one is declared, as one thing that is counted. What holds of one of them holds
 * of each, and counting them one by one takes their number for every type that has them.
 */
export interface Substitutes {
  readonly kind: 'substitutes';
  /** Their JSON names, each of one declaration. */
  readonly names: readonly string[];
}

/** So few are counted one by one, which tells how many of each go together. */
const fewMembers = 8;

/** The elements of a particle that are counted as substitutes: those of many members, none of which is there by another way. */
export function substitutesIn(
  particle: Particle,
  nameOf: (element: ElementDeclaration) => string,
  membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[],
): ReadonlyMap<ElementDeclaration, Substitutes> {
  const terms = termsOf(particle);
  const all = new Map<ElementDeclaration, Substitutes>();
  // A wildcard may hold them, too: each is then counted, or not, by itself.
  if ([...terms].some(({ kind }) => kind === 'any')) return all;
  const holders = new Map<string, ElementDeclaration>();
  const shared = new Set<ElementDeclaration>();
  for (const element of terms) {
    if (element.kind !== 'element') continue;
    const names = membersOf(element).map(nameOf);
    if (names.length > fewMembers) all.set(element, { kind: 'substitutes', names });
    for (const name of names) {
      const holder = holders.get(name);
      if (holder === undefined) holders.set(name, element);
      else shared.add(holder).add(element);
    }
  }
  for (const element of shared) all.delete(element);
  return all;
}

/** The JSON names of what is counted: none of a wildcard. */
export const namesIn = (counted: Iterable<string | Substitutes | Wildcard>): readonly string[] =>
  [...counted].flatMap((each) => (typeof each === 'string' ? [each] : each.kind === 'substitutes' ? each.names : []));

export const isSubstitutes = (counted: string | Substitutes | Wildcard): counted is Substitutes => typeof counted !== 'string' && counted.kind === 'substitutes';

/** What a particle consists of, each once. */
function termsOf(particle: Particle): ReadonlySet<Particle['term']> {
  const seen = new Set<Particle['term']>([particle.term]);
  // What is added while a set is gone through comes up as well.
  for (const term of seen) if (term.kind !== 'element' && term.kind !== 'any') for (const part of term.particles) seen.add(part.term);
  return seen;
}
