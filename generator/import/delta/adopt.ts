import type { Fact, Facts } from '../facts.js';
import type { Workspace } from '../merge/workspace.js';
import { Held } from './held.js';

/**
 * The facts of a document with change marks, as they bear on these definitions: of a subject that they do not have, what is
 * unmarked is new as well, and is taken in as it stands.
 */
export function adopted(facts: Facts, into: Workspace): Facts {
  if (facts.removed === undefined) return facts;
  const held = new Held(into);
  // Of a resource that has another name now there is what it had before.
  const before = new Map([...(facts.renamed ?? [])].map(([was, now]) => [now, was]));
  const asBefore = <F extends Fact>(fact: F): F => ('resource' in fact && fact.resource !== undefined && before.has(fact.resource) ? { ...fact, resource: before.get(fact.resource) } : fact);
  const isThere = (fact: Fact): boolean => isCommon(fact) || held.speaksOf(fact) || held.speaksOf(asBefore(fact));
  const strangers = new Set(facts.facts.flatMap((fact) => ((fact.kind === 'attribute' || fact.kind === 'child') && fact.resource !== undefined && !isThere(fact) ? [fact.resource, fact.kind === 'attribute' ? fact.name : fact.type] : [])));
  const isKnown = (fact: Fact): boolean => (fact.kind === 'short-name' ? held.has(fact) || !strangers.has(fact.name) : isThere(fact));
  return { ...facts, facts: facts.facts.map((fact) => (fact.unmarked === undefined || isKnown(fact) ? fact : whole(fact))) };
}

/** What all resources have is new to none. */
const isCommon = (fact: Fact): boolean => fact.kind === 'attribute' && fact.resource === undefined;

function whole(fact: Fact): Fact {
  const { unmarked: _, ...rest } = fact;
  return rest;
}
