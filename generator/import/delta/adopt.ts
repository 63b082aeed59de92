import type { SchemaSet } from '../../model/components.js';
import { keyOfPrefixed } from '../../model/names.js';
import type { Fact, Facts } from '../facts.js';
import type { Workspace } from '../merge/workspace.js';

/**
 * The facts of a document with change marks, as they bear on these definitions: of a subject that they do not have, what is
 * unmarked is new as well, and is taken in as it stands.
 */
export function adopted(facts: Facts, into: Workspace, types: SchemaSet['types']): Facts {
  if (facts.removed === undefined) return facts;
  // Of a resource that has another name now there is what it had before.
  const before = new Map([...(facts.renamed ?? [])].map(([was, now]) => [now, was]));
  const isResource = (name: string): boolean => isThere(name) || isThere(before.get(name) ?? name);
  const isThere = (name: string): boolean => into.resource(name) !== undefined || into.all('resource').some((f) => f.content.announcedVariant?.name === name);
  const isNamed = (fact: Fact & { kind: 'short-name' }): boolean => into.all('short-names').some((f) => f.content.groups.some((g) => g.kind === fact.of && Object.hasOwn(g.names, fact.name)));
  const strangers = new Set<string>();
  for (const fact of facts.facts) {
    if ((fact.kind !== 'attribute' && fact.kind !== 'child') || fact.resource === undefined || isResource(fact.resource)) continue;
    strangers.add(fact.resource).add(fact.kind === 'attribute' ? fact.name : fact.type);
  }
  const isKnown = (fact: Fact): boolean => {
    switch (fact.kind) {
      case 'attribute':
      case 'child':
        return fact.resource === undefined || isResource(fact.resource);
      case 'enumeration-value':
        if (fact.attribute !== undefined) return isResource(fact.attribute.resource);
        return fact.type === undefined || into.enumeration(fact.type) !== undefined;
      case 'member':
        return types.has(keyOfPrefixed(fact.of) ?? fact.of);
      case 'simple-type':
        return types.has(keyOfPrefixed(fact.type) ?? fact.type);
      case 'resource-type':
        return isResource(fact.name);
      case 'operation':
        return isResource(fact.resource);
      case 'short-name':
        return isNamed(fact) || !strangers.has(fact.name);
      case 'parameter':
        return into.all('parameters').length > 0;
      case 'status-code':
        return into.all('status-codes').length > 0;
      case 'fault':
        return into.all('fault-codes').some((f) => f.content.tables.some((t) => t.table === fact.source.table));
      case 'command':
        return into.all('commands').length > 0;
    }
  };
  return { ...facts, facts: facts.facts.map((fact) => (fact.unmarked === undefined || isKnown(fact) ? fact : whole(fact))) };
}

function whole(fact: Fact): Fact {
  const { unmarked: _, ...rest } = fact;
  return rest;
}
