/** The cases that follow from the vectors of one resource type, in the order in which they are carried out. */

import type { VectorFile } from '../../testing/expand.js';
import type { Planned } from '../court.js';
import { kindNamed, payloadRows, vectorFile, type Certainty, type PayloadRow } from '../plan.js';
import { once, type Specification } from '../specification.js';

export const LEAST = 'only what is mandatory';
/** Whose representations are looked at as a whole. */
export const looked = [LEAST, 'everything'] as const;
export const facets = ['stored.set', 'stored.names', 'stored.types', 'stored.root'] as const;

/** How each case is called. */
export const ids = {
  create: (resource: string, vector: string) => `${resource}.create: ${vector}`,
  stored: (resource: string, vector: string) => `${resource}.stored: ${vector}`,
  facet: (resource: string, facet: string, vector: string) => `${resource}.${facet}: ${vector}`,
  update: (resource: string, vector: string) => `${resource}.update: ${vector}`,
  updated: (resource: string, vector: string) => `${resource}.updated: ${vector}`,
  single: (resource: string, kind: string) => `${resource}.${kind}`,
} as const;

/** The cases of each resource type, in the order of the plan. */
export const payloadPlans = once((specification) => new Map(payloadRows(specification).map((row) => [row.resource, payloadPlan(row, specification)])));

function payloadPlan(row: PayloadRow, specification: Specification): readonly Planned[] {
  if (row.below === null) return [];
  const file = vectorFile(row, specification);
  const named = (id: string, kind: string, attribute?: string): Planned => planned(specification, row, id, kind, attribute);
  const { resource } = row;
  const updates = row.operations.includes('update');
  return [
    ...validOf(file, 'create').flatMap((name) => [
      named(ids.create(resource, name), 'create.valid', attributeIn(name)),
      named(ids.stored(resource, name), 'stored.sent', attributeIn(name)),
      ...(looked.includes(name as typeof LEAST) ? facets.map((facet) => named(ids.facet(resource, facet, name), facet)) : []),
    ]),
    named(ids.single(resource, 'stored.default'), 'stored.default'),
    named(ids.single(resource, 'xml.retrieve'), 'xml.retrieve'),
    named(ids.single(resource, 'xml.create'), 'xml.create'),
    ...invalidOf(file, 'create').map(({ name, rule, attribute }) => named(ids.create(resource, name), `create.${rule}`, attribute)),
    named(ids.single(resource, 'stored.refused'), 'stored.refused'),
    ...(updates ? [] : [named(ids.single(resource, 'operation.update'), 'operation.update')]),
    ...validOf(file, 'update').flatMap((name) => [
      named(ids.update(resource, name), 'update.valid', attributeIn(name)),
      named(ids.updated(resource, name), 'stored.updated', attributeIn(name)),
    ]),
    ...invalidOf(file, 'update').map(({ name, rule, attribute }) => named(ids.update(resource, name), `update.${rule}`, attribute)),
  ];
}

const validOf = ({ valid }: VectorFile, operation: string): readonly string[] => valid.filter((vector) => vector.in.includes(operation)).map(({ name }) => name);
const invalidOf = ({ invalid }: VectorFile, operation: string) => invalid.filter((vector) => vector.in.includes(operation));

/** `with labels`, `labels: one item`. */
export function attributeIn(name: string): string | undefined {
  return /^with (\S+)$/.exec(name)?.[1] ?? /^(\S+): /.exec(name)?.[1] ?? /^(\S+) with \S+ alone$/.exec(name)?.[1] ?? deletedIn(name);
}

export const deletedIn = (name: string): string | undefined => /^(\S+) deleted by null$/.exec(name)?.[1];

function planned(specification: Specification, { resource, errata, provisional }: PayloadRow, id: string, kind: string, attribute?: string): Planned {
  const { what, clause } = kindNamed(kind, specification);
  const row = specification.attributesOf(resource)?.find(({ name }) => name === attribute);
  const certainty: Certainty =
    provisional || row?.provisional === true ? 'provisional' : attribute !== undefined && errata[attribute] !== undefined ? 'erratum' : 'printed';
  const known = attribute === undefined ? undefined : errata[attribute];
  return { id, kind, what, clause: row === undefined ? clause : `${clause}; ${row.source}`, certainty, resource, ...(attribute !== undefined && { attribute }), ...(known !== undefined && { errata: known }) };
}
