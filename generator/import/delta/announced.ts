import type { ResourceDefinition } from '../../read/definitions/definitions.js';
import type { AttributeFact, Fact, Facts } from '../facts.js';
import type { Workspace } from '../merge/workspace.js';
import { isContext } from './difference.js';

/** The resource of which a name is the announced variant. */
export const originalOf = (name: string, folder: Workspace): ResourceDefinition | undefined =>
  folder.resource(name) !== undefined ? undefined : folder.seen('resource').find((f) => f.content.announcedVariant?.name === name)?.content;

/**
 * What marks do to the rows of an announced resource, as what it does to the original: whether the attribute is announced, and
 * whether it must be (TS-0001 9.6.26.1). Definitions have no rows of announced resources.
 */
export function withAnnounced(facts: Facts, into: Workspace): Facts {
  if (facts.removed === undefined) return facts;
  const added = [
    ...facts.facts.flatMap((fact) => (isContext(fact) ? [] : announcing(fact, into, (row) => (row.create === 'M' ? 'MA' : row.create === 'O' ? 'OA' : undefined)))),
    ...facts.removed.flatMap((fact) => announcing(fact, into, () => 'NA')),
  ];
  if (added.length === 0) return facts;
  const taken = new Set<Fact>(added.map(({ of }) => of));
  return { ...facts, facts: [...facts.facts.filter((fact) => !taken.has(fact)), ...added.map(({ by }) => by)], removed: facts.removed.filter((fact) => !taken.has(fact)) };
}

function announcing(fact: Fact, into: Workspace, announcedBy: (fact: AttributeFact) => string | undefined): readonly { readonly of: Fact; readonly by: AttributeFact }[] {
  if (fact.kind !== 'attribute' || fact.resource === undefined) return [];
  const original = originalOf(fact.resource, into);
  const row = original?.attributes.find((a) => a.name === fact.name);
  const announced = announcedBy(fact);
  if (original === undefined || row === undefined || announced === undefined) return [];
  const { resourceKind, name, text, source, place } = fact;
  // A mandatory one may be left out where the original has none: that it is optional says nothing against MA.
  const isSaid = (announced === 'OA' && row.announced === 'MA' && fact.unmarked === undefined) || (announced === 'NA' && row.announced === undefined);
  return [{ of: fact, by: { kind: 'attribute', resource: original.name, resourceKind, name, ...(!isSaid && { announced }), text, source, place, unmarked: isSaid ? 'all' : [] } }];
}
