import type { AttributeDeclaration, ElementDeclaration, Particle, SchemaSet, Type } from '../../model/components.js';

export type Declared = ElementDeclaration | AttributeDeclaration;

/** Types that are alike in what they have, such as those that only refer to one group: how many, and a number made of these. */
interface Kind {
  count: number;
  sum: number;
}

/** The kinds of types that have a declaration, and both of all of them. */
interface Holders extends Readonly<Kind> {
  readonly kinds: ReadonlySet<Kind>;
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
  return { numbers, isShared: (declaration) => (direct.get(declaration)?.count ?? 0) > 1 };
}

/** The types that refer to a declaration. */
function directHolders(set: SchemaSet): ReadonlyMap<Declared, Holders> {
  const all = new Map<Declared, Set<Kind>>();
  const ofContent = new Map<Particle['term'], Kind>();
  let index = 0;
  for (const type of typesOf(set)) {
    index++;
    if (type.kind === 'simple') continue;
    const content = type.content.kind === 'elements' ? withoutFrame(type.content.particle).term : undefined;
    const isContentOnly = content !== undefined && type.attributes.length === 0;
    const known = isContentOnly ? ofContent.get(content) : undefined;
    if (known !== undefined) {
      known.count++;
      known.sum = (known.sum + scattered(index)) | 0;
      continue;
    }
    const kind: Kind = { count: 1, sum: scattered(index) };
    if (isContentOnly) ofContent.set(content, kind);
    for (const declaration of [...type.attributes.map(({ declaration }) => declaration), ...(content === undefined ? [] : elementsOf(content))]) {
      const kinds = all.get(declaration);
      if (kinds === undefined) all.set(declaration, new Set([kind]));
      else kinds.add(kind);
    }
  }
  return new Map([...all].map(([declaration, kinds]) => [declaration, { kinds, ...allOf(kinds) }]));
}

const allOf = (kinds: Iterable<Kind>, start: Readonly<Kind> = { count: 0, sum: 0 }): Kind =>
  [...kinds].reduce((all, { count, sum }) => ({ count: all.count + count, sum: (all.sum + sum) | 0 }), start);

/** A number made of all types that any of these are, where they are several: in as many steps as all of these have but the one with the most. */
function ofAll(holders: readonly Holders[]): number | undefined {
  const [most, ...others] = [...holders].sort((a, b) => b.kinds.size - a.kinds.size) as [Holders, ...Holders[]];
  const { count, sum } = allOf(new Set(others.flatMap(({ kinds }) => [...kinds].filter((kind) => !most.kinds.has(kind)))), most);
  return count < 2 ? undefined : sum;
}

/** Numbers of types so far apart that sums of them tell sets of types apart. */
function scattered(type: number): number {
  const mixed = Math.imul(type ^ (type >>> 15), 0x2c1b3c6d);
  return Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
}

/** A sequence or choice of one part that occurs once is that part. */
export function withoutFrame(particle: Particle): Particle {
  let at = particle;
  while (at.min === 1 && at.max === 1 && (at.term.kind === 'sequence' || at.term.kind === 'choice') && at.term.particles.length === 1) at = at.term.particles[0]!;
  return at;
}

/** The elements that a part of a content model refers to, each once; parts that were `seen` left out. */
function elementsOf(term: Particle['term'], seen = new Set<Particle['term']>()): readonly ElementDeclaration[] {
  const found: ElementDeclaration[] = [];
  const pending = [term];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    if (at.kind === 'element') found.push(at);
    else if (at.kind !== 'any') for (const part of at.particles) pending.push(part.term);
  }
  return found;
}

/** All types, those without a name too. */
function typesOf({ types, elements }: SchemaSet): Iterable<Type> {
  const all = new Set<Type>([...types.values(), ...[...elements.values()].map(({ type }) => type)]);
  const seen = new Set<Particle['term']>();
  // What is added while a set is gone through comes up as well.
  for (const type of all) if (type.kind === 'complex' && type.content.kind === 'elements') for (const { type: inner } of elementsOf(type.content.particle.term, seen)) all.add(inner);
  return all;
}
