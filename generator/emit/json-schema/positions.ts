import type { ElementDeclaration, Particle } from '../../model/components.js';
import type { ComplexContext } from './parts.js';
import { anyOf, type JsonSchemaObject } from './schema.js';

/** Children are told apart where there are no more than this of one name. */
const toldApart = 8;

type Declarations = ReadonlySet<ElementDeclaration>;

/** What the children of one name may be in all contents of a particle: for every number of them, what each may be, in order. */
type ByPlace = ReadonlyMap<number, readonly Declarations[]>;

const noChild: ByPlace = new Map([[0, []]]);

/**
 * Elements of one name in one content model have one type, but each may have a default, a fixed value or nil of its own
 * (Part 1, 3.8.6, Element Declarations Consistent). JSON keeps the order among them, which tells which of them is which:
 * the array of them as tuples, where what may stand in a place is less than what may stand in any.
 */
export function inPlace(array: JsonSchemaObject, name: string, particle: Particle, context: ComplexContext): JsonSchemaObject {
  const any = JSON.stringify(array.items);
  const tuples = [...(declarationsByPlace(particle, name, context) ?? [])].map(([count, places]): JsonSchemaObject => {
    const items = places.map((declarations) => anyOf([...declarations].map((element) => context.schemaForElement(element))));
    const says = items.some((item) => JSON.stringify(item) !== any);
    return { type: 'array', ...(says && { prefixItems: items, items: array.items }), minItems: count, maxItems: count };
  });
  if (tuples.every(({ prefixItems }) => prefixItems === undefined)) return array;
  return { ...array, ...(tuples.length === 1 ? tuples[0] : { anyOf: tuples }) };
}

/** Undefined where there are too many to tell. */
function declarationsByPlace(particle: Particle, name: string, { elementName, membersOf }: ComplexContext): ByPlace | undefined {
  let tooMany = false;
  const bounded = (places: ByPlace): ByPlace => {
    tooMany ||= Math.max(0, ...places.keys()) > toldApart;
    return tooMany ? noChild : places;
  };
  const once = (term: Particle['term']): ByPlace => {
    if (term.kind === 'any') return noChild;
    if (term.kind === 'element') return element(membersOf(term));
    const parts = term.particles.map(visit);
    // In `all` no two elements have one name, so that it is a sequence here.
    return term.kind === 'choice' ? union(parts) : parts.reduce((before, part) => bounded(then(before, part)), noChild);
  };
  /** A substitution group may have members of other names, which stand there as well. */
  const element = (members: readonly ElementDeclaration[]): ByPlace => {
    const own = members.filter((member) => elementName(member) === name);
    return union([...(own.length < members.length ? [noChild] : []), ...(own.length > 0 ? [new Map([[1, [new Set(own)]]])] : [])]);
  };
  const visit = ({ min, max, term }: Particle): ByPlace => {
    if (max === 0 || tooMany) return noChild;
    const one = once(term);
    if ((min === 1 && max === 1) || [...one.keys()].every((count) => count === 0)) return one;
    if (max > toldApart) tooMany = true;
    let places = noChild;
    for (let round = 0; round < max && !tooMany; round++) places = bounded(then(places, round < min ? one : union([noChild, one])));
    return places;
  };
  const places = visit(particle);
  return tooMany ? undefined : places;
}

const then = (a: ByPlace, b: ByPlace): ByPlace =>
  union([...a.values()].flatMap((before) => [...b.values()].map((after): ByPlace => new Map([[before.length + after.length, [...before, ...after]]]))));

function union(ways: readonly ByPlace[]): ByPlace {
  const all = new Map<number, readonly Declarations[]>();
  for (const way of ways) {
    for (const [count, places] of way) {
      const known = all.get(count);
      all.set(count, known === undefined ? places : places.map((declarations, i) => new Set([...known[i]!, ...declarations])));
    }
  }
  return all;
}
