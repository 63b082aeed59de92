import type { AttributeUse, ComplexType, ElementDeclaration, Particle, SimpleType, Type } from './components.js';
import { M2M_NAMESPACE } from './names.js';

/** One member of a complex type as JSON sees it: a child element, an XML attribute, or the text of simple content. */
export interface Member {
  readonly kind: 'element' | 'attribute' | 'text';
  /** Local name; empty for text. */
  readonly name: string;
  /** A reference to a global element of oneM2M's. */
  readonly isGlobal: boolean;
  readonly type: Type;
  readonly min: number;
  readonly max: number;
  readonly nillable: boolean;
}

/**
 * The members of a complex type in document order, elements before attributes. A member of a choice is optional; an element that occurs in
 * several places of the content model is one member with added bounds, or where the places are alternatives, with the widest.
 */
export function membersOf(type: ComplexType): readonly Member[] {
  const known = members.get(type);
  if (known !== undefined) return known;
  const elements = type.content.kind === 'elements' ? elementsIn(type.content.particle) : [];
  const text: Member[] = type.content.kind === 'simple' ? [{ kind: 'text', name: '', isGlobal: false, type: type.content.type, min: 1, max: 1, nillable: false }] : [];
  const all = [...text, ...elements, ...type.attributes.map(attributeMember)];
  members.set(type, all);
  return all;
}

/** An element of text alone is in JSON what its text is: with no attribute beside it, there is no object to hold it. */
export const soleText = ({ content, attributes, attributeWildcard }: ComplexType): SimpleType | undefined =>
  content.kind === 'simple' && attributes.length === 0 && attributeWildcard === undefined ? content.type : undefined;

/** Checks and emitters ask for those of one type dozens of times. */
const members = new WeakMap<ComplexType, readonly Member[]>();

/** A type that extends another has the content of that one inside its own: a chain of types shares what is found. */
const elements = new WeakMap<Particle, readonly Member[]>();

function elementsIn(particle: Particle): readonly Member[] {
  const known = elements.get(particle);
  if (known !== undefined) return known;
  const found = elementsOf(particle);
  if (particle.term.kind !== 'element') elements.set(particle, found);
  return found;
}

function elementsOf({ min, max, term }: Particle): readonly Member[] {
  if (term.kind === 'any') return [];
  if (term.kind === 'element') return [{ ...elementMember(term), min, max }];
  const isChoice = term.kind === 'choice' && term.particles.length > 1;
  const found = new Map<string, Member>();
  for (const member of term.particles.flatMap((particle) => elementsIn(particle))) {
    const known = found.get(member.name);
    if (known === undefined && !isChoice) found.set(member.name, member);
    else found.set(member.name, { ...member, min: isChoice ? 0 : known!.min + member.min, max: isChoice ? Math.max(known?.max ?? 0, member.max) : known!.max + member.max });
  }
  if (min === 1 && max === 1) return [...found.values()];
  return [...found.values()].map((member) => ({ ...member, min: min * member.min, max: max * member.max || 0 }));
}

/** The long name of a member in JSON: that of a global element has its prefix (TS-0004 8.4.2, rule 3), `m2m:responsePrimitive`. */
export const memberNameOf = ({ name, isGlobal }: Pick<Member, 'name' | 'isGlobal'>): string => (isGlobal ? `m2m:${name}` : name);

/** The key of a member in JSON, by long names: the text of simple content stands under `val` (TS-0004 8.4.2). */
export const keyOfMember = (member: Member): string => (member.kind === 'text' ? 'val' : memberNameOf(member));

/** The same of an element as it is declared. */
export const elementNameOf = (element: ElementDeclaration): string => memberNameOf({ name: element.name.local, isGlobal: isGlobal(element) });

const isGlobal = ({ name, global }: ElementDeclaration): boolean => global && name.namespace === M2M_NAMESPACE;

const elementMember = (element: ElementDeclaration): Member => ({
  kind: 'element',
  name: element.name.local,
  isGlobal: isGlobal(element),
  type: element.type,
  min: 1,
  max: 1,
  nillable: element.nillable,
});

const attributeMember = (use: AttributeUse): Member => ({
  kind: 'attribute',
  name: use.declaration.name.local,
  isGlobal: false,
  type: use.declaration.type,
  min: use.required ? 1 : 0,
  max: 1,
  nillable: false,
});

/** Whether it takes members that it does not name. */
export function hasWildcard(type: ComplexType): boolean {
  const within = ({ term }: Particle): boolean => term.kind === 'any' || (term.kind !== 'element' && term.particles.some(within));
  return type.attributeWildcard !== undefined || (type.content.kind === 'elements' && within(type.content.particle));
}
