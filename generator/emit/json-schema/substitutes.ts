import type { ElementDeclaration, Particle, Wildcard } from '../../model/components.js';

/**
 * Elements of which any may stand where one is declared, as one thing that is counted. What holds of one of them holds
 * of each, and counting them one by one takes their number for every type that has them.
 */
export interface Substitutes {
  readonly kind: 'substitutes';
  /** By their JSON names, each of one declaration. */
  readonly elements: ReadonlyMap<string, ElementDeclaration>;
  /** Those of them that the content may have in another way, too: each of these is counted by itself. */
  readonly except: ReadonlySet<string>;
  /** What they have to be is a definition that types refer to; otherwise each type names them. */
  readonly defined: boolean;
}

/** So few are counted one by one, which tells how many of each go together. */
const fewMembers = 8;

/** These elements as substitutes: where they are many, and no two have one name. */
export function substitutesOf(members: readonly ElementDeclaration[], nameOf: (element: ElementDeclaration) => string, defined: (count: number) => boolean): Substitutes | undefined {
  if (members.length <= fewMembers) return undefined;
  const elements = new Map(members.map((member) => [nameOf(member), member]));
  return elements.size < members.length ? undefined : { kind: 'substitutes', elements, except: new Set(), defined: defined(elements.size) };
}

/**
 * The elements of a particle that are counted as substitutes: those that `of` makes some, of which no more than a few
 * are there in another way. `throughWildcards` gives the names of those that wildcards may hold.
 */
export function substitutesIn(
  particle: Particle,
  namesOf: (element: ElementDeclaration) => readonly string[],
  of: (element: ElementDeclaration) => Substitutes | undefined,
  throughWildcards: (substitutes: Substitutes, wildcards: readonly Wildcard[]) => readonly string[],
): ReadonlyMap<ElementDeclaration, Substitutes> {
  const terms = termsOf(particle);
  const all = new Map<ElementDeclaration, Substitutes>();
  const wildcards = [...terms].filter((term) => term.kind === 'any');
  const names: string[] = [];
  for (const term of terms) {
    if (term.kind !== 'element') continue;
    const substitutes = of(term);
    if (substitutes === undefined) names.push(...namesOf(term));
    else all.set(term, substitutes);
  }
  const groups = [...all];
  for (const [element, substitutes] of groups) {
    const { elements } = substitutes;
    const overlapping = groups.some(([other, { elements: others }]) => other !== element && overlap(elements, others));
    const except = new Set([...names.filter((name) => elements.has(name)), ...(wildcards.length > 0 ? throughWildcards(substitutes, wildcards) : [])]);
    if (overlapping || except.size > fewMembers) all.delete(element);
    else if (except.size > 0) all.set(element, { ...substitutes, except });
  }
  return all;
}

type Elements = Substitutes['elements'];

/** Whether two substitution groups have a name in common, found once: every type that has both asks. */
const overlaps = new WeakMap<Elements, WeakMap<Elements, boolean>>();

function overlap(one: Elements, other: Elements): boolean {
  const known = overlaps.get(one) ?? new WeakMap<Elements, boolean>();
  overlaps.set(one, known);
  let found = known.get(other);
  if (found === undefined) known.set(other, (found = [...one.keys()].some((name) => other.has(name))));
  return found;
}

type Counted = string | Substitutes | Wildcard;

/** The JSON names of what is counted, none of a wildcard; where substitutes are defined, these as they are. */
export const namedIn = (counted: Iterable<Counted>): readonly (string | Substitutes)[] =>
  [...counted].flatMap((each): readonly (string | Substitutes)[] => (typeof each === 'string' || (isSubstitutes(each) && each.defined) ? [each] : isSubstitutes(each) ? namesAmong(each) : []));

/** The names that are counted as one thing. */
export const namesAmong = ({ elements, except }: Substitutes): readonly string[] => [...elements.keys()].filter((name) => !except.has(name));

/** How many names there are. */
export const countOf = (named: readonly (string | Substitutes)[]): number => named.reduce((count, each) => count + (typeof each === 'string' ? 1 : each.elements.size - each.except.size), 0);

export const isSubstitutes = (counted: Counted): counted is Substitutes => typeof counted !== 'string' && counted.kind === 'substitutes';

/** What a particle consists of, each once. */
function termsOf(particle: Particle): ReadonlySet<Particle['term']> {
  const seen = new Set<Particle['term']>([particle.term]);
  // What is added while a set is gone through comes up as well.
  for (const term of seen) if (term.kind !== 'element' && term.kind !== 'any') for (const part of term.particles) seen.add(part.term);
  return seen;
}
