import type { Place } from '../../diagnostics/diagnostic.js';
import type { ComplexType, Particle, Type } from '../../model/components.js';
import type { Member } from '../../model/members.js';
import { membersOf } from '../../model/members.js';
import type { XsdEditor } from './xsd-editor.js';

/** A member as it is declared: an element that stands in two places of a type is two. */
interface Declared {
  readonly name: string;
  readonly type: Type;
  readonly place: Place;
  readonly isXmlAttribute: boolean;
}

interface Below {
  readonly path: readonly string[];
  readonly place: Place;
  readonly isXmlAttribute: boolean;
}

/** What is in a type and in the anonymous ones within it, by path. */
function walk<M extends { readonly name: string; readonly type: Type }>(type: ComplexType, membersAt: (type: ComplexType) => readonly M[], above: readonly string[] = []): readonly { readonly path: readonly string[]; readonly member: M }[] {
  return membersAt(type).flatMap((member) => {
    const path = [...above, member.name];
    const isOpen = member.type.kind === 'complex' && member.type.name === undefined && path.length < deepest;
    return [{ path, member }, ...(isOpen ? walk(member.type as ComplexType, membersAt, path) : [])];
  });
}

const deepest = 16;

function declarationsOf(type: ComplexType): readonly Declared[] {
  const found: Declared[] = [];
  const visit = ({ term }: Particle): void => {
    if (term.kind === 'element') found.push({ name: term.name.local, type: term.type, place: term.place, isXmlAttribute: false });
    else if (term.kind !== 'any') term.particles.forEach(visit);
  };
  if (type.content.kind === 'elements') visit(type.content.particle);
  for (const { declaration } of type.attributes) found.push({ name: declaration.name.local, type: declaration.type, place: declaration.place, isXmlAttribute: true });
  return found;
}

/** Members of a type and of the anonymous ones within it, those that it inherits from its base among them. */
export const membersBelow = (type: ComplexType): readonly Below[] => walk(type, declarationsOf).map(({ path, member: { place, isXmlAttribute } }) => ({ path, place, isXmlAttribute }));

/** The same as JSON sees them: each once, with how often it occurs. */
export const occurrencesBelow = (type: ComplexType): ReadonlyMap<string, Member> =>
  new Map(walk(type, (of) => membersOf(of).filter(({ kind }) => kind !== 'text')).map(({ path, member }) => [path.join('/'), member]));

export interface Declaration {
  readonly from: number;
  readonly to: number;
  readonly isXmlAttribute: boolean;
}

/** The members that stand in the declaration of the type itself, by path, each with where: an edit of any other is one of other types, too. */
export function ownDeclarations(type: ComplexType, editor: XsdEditor): ReadonlyMap<string, Declaration> {
  const whole = type.place === undefined ? undefined : editor.element(type.place);
  if (whole === undefined) return new Map();
  return new Map(
    membersBelow(type).flatMap(({ path, place, isXmlAttribute }) => {
      const span = place.file === type.place!.file ? editor.element(place) : undefined;
      return span !== undefined && whole.from <= span.from && span.to <= whole.to ? [[path.join('/'), { ...span, isXmlAttribute }] as const] : [];
    }),
  );
}
