import type { AttributeUse, ComplexType, ElementDeclaration, Particle, Type } from './components.js';
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
 * The members of a complex type in document order, elements before attributes. A member of a choice is optional; an
 * element that occurs in several places of the content model is one member with added bounds.
 */
export function membersOf(type: ComplexType): readonly Member[] {
  const elements = new Map<string, Member>();
  const visit = (particle: Particle, min: number, max: number): void => {
    const low = min * particle.min;
    const high = max * particle.max || 0;
    const { term } = particle;
    if (term.kind === 'element') addElement(elements, term, low, high);
    else if (term.kind !== 'any') for (const child of term.particles) visit(child, term.kind === 'choice' && term.particles.length > 1 ? 0 : low, high);
  };
  if (type.content.kind === 'elements') visit(type.content.particle, 1, 1);
  const text: Member[] = type.content.kind === 'simple' ? [{ kind: 'text', name: '', isGlobal: false, type: type.content.type, min: 1, max: 1, nillable: false }] : [];
  return [...text, ...elements.values(), ...type.attributes.map(attributeMember)];
}

/** The long name of a member in JSON: that of a global element has its prefix (TS-0004 8.4.2, rule 3), `m2m:responsePrimitive`. */
export const memberNameOf = ({ name, isGlobal }: Pick<Member, 'name' | 'isGlobal'>): string => (isGlobal ? `m2m:${name}` : name);

/** The same of an element as it is declared. */
export const elementNameOf = (element: ElementDeclaration): string => memberNameOf({ name: element.name.local, isGlobal: isGlobal(element) });

const isGlobal = ({ name, global }: ElementDeclaration): boolean => global && name.namespace === M2M_NAMESPACE;

function addElement(into: Map<string, Member>, element: ElementDeclaration, min: number, max: number): void {
  const { local } = element.name;
  const known = into.get(local);
  into.set(local, {
    kind: 'element',
    name: local,
    isGlobal: isGlobal(element),
    type: element.type,
    min: (known?.min ?? 0) + min,
    max: (known?.max ?? 0) + max,
    nillable: element.nillable,
  });
}

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
