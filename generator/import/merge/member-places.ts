import type { Place } from '../../diagnostics/diagnostic.js';
import type { ComplexType, Particle } from '../../model/components.js';
import type { XsdEditor } from './xsd-editor.js';

interface Member {
  readonly path: readonly string[];
  readonly place: Place;
  readonly isXmlAttribute: boolean;
}

/** Members of a type and of the anonymous ones within it, those that it inherits from its base among them. */
export function membersBelow(type: ComplexType, above: readonly string[] = []): readonly Member[] {
  const found: Member[] = [];
  const visit = ({ term }: Particle): void => {
    if (term.kind === 'element') {
      const path = [...above, term.name.local];
      found.push({ path, place: term.place, isXmlAttribute: false });
      if (term.type.kind === 'complex' && term.type.name === undefined && path.length < deepest) found.push(...membersBelow(term.type, path));
    } else if (term.kind !== 'any') term.particles.forEach(visit);
  };
  if (type.content.kind === 'elements') visit(type.content.particle);
  for (const { declaration } of type.attributes) found.push({ path: [...above, declaration.name.local], place: declaration.place, isXmlAttribute: true });
  return found;
}

const deepest = 16;

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
