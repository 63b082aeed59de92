import { isContext } from '../delta/difference.js';
import type { EnumerationFact } from '../facts.js';
import type { MergeContext } from './context.js';
import type { Stated } from './workspace.js';
import { at } from './workspace.js';

/** A resource type that the table of numbers numbers anew has that number; so have its announced variant and management definitions. */
export function followNumbers({ into }: MergeContext, facts: readonly Stated<EnumerationFact>[]): void {
  const numbers = (type: string): ReadonlyMap<string, Stated<EnumerationFact>> =>
    new Map(facts.filter((f) => f.type === type && f.value !== undefined && f.from === 'table' && !isContext(f)).map((f) => [f.name.trim().replace(/^\[(.*)\]$|^<(.*)>$/, '$1$2'), f]));
  const types = numbers('m2m:resourceType');
  const definitions = numbers('m2m:mgmtDefinition');
  if (types.size + definitions.size === 0) return;
  for (const { content, file } of into.all('resource')) {
    const { name, kind, announcedVariant } = content;
    const follow = (of: { resourceType?: number; mgmtDefinition?: number; name: string; provisional?: boolean }, column: 'resourceType' | 'mgmtDefinition', fact: Stated<EnumerationFact> | undefined): void => {
      const [before, value] = [of[column], fact?.value];
      // The number of a type stands in one table of numbers; a table that restates it elsewhere has been turned down before.
      const isThere = into.enumeration(column === 'resourceType' ? 'm2m:resourceType' : 'm2m:mgmtDefinition')?.values.some((v) => v.value === value) === true;
      if (value === undefined || before === undefined || (before === value && of.provisional !== true) || !isThere) return;
      into.change({ kind: 'changed', what: 'resource', name: of.name, column, from: `${before}${of.provisional === true ? ' (provisional)' : ''}`, to: String(value), file, ...at(fact) });
      of[column] = value;
      // What a table numbers is provisional no longer.
      delete of.provisional;
    };
    if (kind === 'mgmtObj') follow(content, 'mgmtDefinition', definitions.get(name));
    else if (kind === 'resource') {
      follow(content, 'resourceType', types.get(name));
      if (announcedVariant !== undefined) follow(announcedVariant, 'resourceType', types.get(announcedVariant.name));
    }
  }
}
