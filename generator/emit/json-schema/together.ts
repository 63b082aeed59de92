import type { AttributeDeclaration, ElementDeclaration, Particle, SchemaSet, Type } from '../../model/components.js';

export type Declared = ElementDeclaration | AttributeDeclaration;

/** Types that have a declaration, by their numbers, and a number made of these. */
interface Holders {
  readonly types: Set<number>;
  sum: number;
}

export interface Together {
  /** For each declaration that several types have, a number made of these types: two that have one are defined together, if by chance to no use. */
  readonly numbers: ReadonlyMap<Declared, number>;
  /** Whether several types refer to the declaration itself. */
  isShared(declaration: Declared): boolean;
}

/** Which declarations the same types have: by reference, or as a substitute of what they refer to. It takes as many steps as there are references, and substitutes. */
export function findTogether(set: SchemaSet, membersOf: (element: ElementDeclaration) => readonly ElementDeclaration[]): Together {
  const direct = directHolders(set);
  const reached = new Map<Declared, Declared[]>();
  for (const declaration of direct.keys()) {
    for (const member of declaration.kind === 'element' ? membersOf(declaration) : [declaration]) {
      const known = reached.get(member);
      if (known === undefined) reached.set(member, [declaration]);
      else known.push(declaration);
    }
  }
  const known = new Map<string, number | undefined>();
  const numberOf = (declarations: readonly Declared[]): number | undefined => {
    const holders = declarations.map((declaration) => direct.get(declaration)!);
    const key = holders.map(({ sum }) => sum).join();
    if (!known.has(key)) known.set(key, ofAll(holders));
    return known.get(key);
  };
  const numbers = new Map<Declared, number>();
  for (const [member, declarations] of reached) {
    const number = numberOf(declarations);
    if (number !== undefined) numbers.set(member, number);
  }
  return { numbers, isShared: (declaration) => (direct.get(declaration)?.types.size ?? 0) > 1 };
}

/** The types that refer to a declaration. */
function directHolders(set: SchemaSet): ReadonlyMap<Declared, Holders> {
  const all = new Map<Declared, Holders>();
  let index = 0;
  for (const type of typesOf(set)) {
    index++;
    if (type.kind === 'simple') continue;
    const elements = type.content.kind === 'elements' ? elementsOf(type.content.particle) : [];
    for (const declaration of [...type.attributes.map(({ declaration }) => declaration), ...elements]) {
      const holders = all.get(declaration);
      if (holders === undefined) all.set(declaration, { types: new Set([index]), sum: scattered(index) });
      else add(holders, index);
    }
  }
  return all;
}

function add(holders: Holders, type: number): void {
  if (holders.types.has(type)) return;
  holders.types.add(type);
  holders.sum = (holders.sum + scattered(type)) | 0;
}

/** A number made of all types that any of these are, where they are several: in as many steps as all of these have but the one with the most. */
function ofAll(holders: readonly Holders[]): number | undefined {
  const [most, ...others] = [...holders].sort((a, b) => b.types.size - a.types.size) as [Holders, ...Holders[]];
  const added = new Set(others.flatMap(({ types }) => [...types].filter((type) => !most.types.has(type))));
  return most.types.size + added.size < 2 ? undefined : [...added].reduce((sum, type) => (sum + scattered(type)) | 0, most.sum);
}

/** Numbers of types so far apart that sums of them tell sets of types apart. */
function scattered(type: number): number {
  const mixed = Math.imul(type ^ (type >>> 15), 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
}

/** The elements that a particle refers to, each once. */
function elementsOf(particle: Particle): readonly ElementDeclaration[] {
  const seen = new Set<Particle['term']>();
  const pending = [particle.term];
  for (let term = pending.pop(); term !== undefined; term = pending.pop()) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (term.kind !== 'element' && term.kind !== 'any') for (const part of term.particles) pending.push(part.term);
  }
  return [...seen].filter((term) => term.kind === 'element');
}

/** All types, those without a name too. */
function typesOf({ types, elements }: SchemaSet): Iterable<Type> {
  const all = new Set<Type>([...types.values(), ...[...elements.values()].map(({ type }) => type)]);
  // What is added while a set is gone through comes up as well.
  for (const type of all) if (type.kind === 'complex' && type.content.kind === 'elements') for (const { type: inner } of elementsOf(type.content.particle)) all.add(inner);
  return all;
}
