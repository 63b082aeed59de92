/**
 * Which procedure each resource type has. Every type of the specification is hosted by the generic procedures from its tables; one that
 * has a procedure of its own is in the list, and that is where its clause says more.
 */

import { baseNamed, typeNamed } from '../types.js';
import type { Procedure, Procedures } from './procedure.js';

/** @param own later ones take the place of earlier ones of the same type */
export function hosted(own: readonly Procedure[]): Procedures {
  const byType = new Map(own.map((procedure) => [procedure.type, procedure]));
  const procedures = [...byType.values()];
  const of = (type: string): Procedure => {
    const present = byType.get(type) ?? byType.get(baseNamed(type)) ?? { type };
    byType.set(type, present);
    return present;
  };
  return {
    of,
    hosts: (type) => typeNamed(type) !== undefined,
    own: procedures,
    permitting: procedures.filter(({ permits }) => permits !== undefined),
    limiting: procedures.filter(({ expiresBy }) => expiresBy !== undefined),
    observing: procedures.filter(({ observed }) => observed !== undefined),
  };
}
