import type { AttributeFact } from '../facts.js';
import { normalised } from './columns.js';
import type { MergeContext } from './context.js';
import type { Stated } from './workspace.js';

/** What each kind of specialization specializes. */
export const baseOf = { mgmtObj: 'mgmtObj', flexContainer: 'flexContainer' } as const;

interface Requested {
  readonly create?: string;
  readonly update?: string;
  readonly type?: string;
}

/**
 * A specialization repeats in TS-0001 the rows of what it specializes, and TS-0004 prints their CREATE and UPDATE once, for the
 * base (Table 7.4.15.1-1): there they come from, before anything is derived from the access.
 */
export function withRequestsOfBase({ into, known }: MergeContext, facts: readonly Stated<AttributeFact>[]): readonly Stated<AttributeFact>[] {
  const rows = new Map<string, Requested>();
  for (const { resource, name, create, update, type } of facts) {
    if (resource === undefined || !Object.hasOwn(baseOf, resource)) continue;
    const key = `${resource}.${name}`;
    const before = rows.get(key);
    const printed = { create: before?.create ?? (create && normalised.create(create)), update: before?.update ?? (update && normalised.update(update)), type: before?.type ?? type };
    rows.set(key, Object.fromEntries(Object.entries(printed).filter(([, value]) => value !== undefined)));
  }
  const fromBase = (base: string, resource: string, name: string): Requested | undefined => {
    const printed = rows.get(`${base}.${name}`);
    if (printed?.create !== undefined || printed?.update !== undefined) return printed;
    // What a row of the definition has already is from here, or from a table of its own.
    if (into.resource(resource)?.content.attributes.some((a) => a.name === name) === true) return undefined;
    for (const workspace of [into, known]) {
      const row = workspace.resource(base)?.content.attributes.find((a) => a.name === name);
      if (row !== undefined) return row;
    }
    return undefined;
  };
  const speaks = new Set(facts.filter((fact) => fact.create !== undefined || fact.update !== undefined).map((fact) => `${fact.resource ?? ''}.${fact.name}`));
  const typed = new Set(facts.filter((fact) => fact.type !== undefined).map((fact) => `${fact.resource ?? ''}.${fact.name}`));
  return facts.map((fact) => {
    const base = fact.resourceKind === 'resource' || fact.resource === undefined ? undefined : baseOf[fact.resourceKind];
    const key = `${fact.resource ?? ''}.${fact.name}`;
    if (base === undefined || speaks.has(key)) return fact;
    const { create, update, type } = fromBase(base, fact.resource!, fact.name) ?? {};
    if (create === undefined && update === undefined) return fact;
    speaks.add(key);
    return { ...fact, ...(create !== undefined && { create }), ...(update !== undefined && { update }), ...(type !== undefined && !typed.has(key) && { type }) };
  });
}
