/** All attributes together, as far as a CSE has them: those that it refused one by one say nothing of the others. */

import { issuesOf, rowsIn } from '../../testing/payload.js';
import type { PayloadRow } from '../plan.js';
import type { World } from '../world.js';
import { unfilledIn } from './attempt.js';
import { attributeIn } from './plan.js';
import type { Vector } from './vectors.js';

/**
 * The vector `everything` without what was refused or not tested by itself; undefined: nothing valid is left, since one rule or another
 * asks for what is gone.
 */
export function together(world: World, row: PayloadRow, operation: 'create' | 'update', everything: Vector, refused: ReadonlySet<string>): Vector | undefined {
  const { resource } = row;
  const { specification } = world;
  const gone = new Set([...refused].map(attributeIn));
  const names = new Set((specification.attributesOf(resource) ?? []).filter(({ name }) => gone.has(name)).map(({ shortName }) => shortName));
  const wire = Object.fromEntries(Object.entries(everything.wire).filter(([name, value]) => !names.has(name) && unfilledIn({ [name]: value }) === ''));
  if (Object.keys(wire).length === Object.keys(everything.wire).length) return everything;
  const body = world.ownContent(row, wire, world.fresh(), { isNamed: operation === 'create' });
  const isValid = body !== undefined && rowsIn(specification).has(resource) && issuesOf({ resource, operation, form: 'wire', body }, specification).length === 0;
  return isValid ? { ...everything, wire } : undefined;
}

/** In the order in which it is known of each attribute whether the CSE takes it before all of them are asked for. */
export const lastly = (vectors: readonly Vector[]): readonly Vector[] => [...vectors.filter(({ name }) => name !== 'everything'), ...vectors.filter(({ name }) => name === 'everything')];
