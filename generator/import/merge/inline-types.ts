import { isDeepStrictEqual } from 'node:util';
import { keyOfPrefixed } from '../../model/names.js';
import type { SchemaSet } from '../../model/components.js';
import type { AttributeFact, Fact, Facts } from '../facts.js';
import type { TypeExpression } from '../type-expression.js';
import { readType } from '../type-expression.js';
import type { Workspace } from './workspace.js';

/**
 * A definition names the type of an attribute. What a cell makes up in place (`xs:union of m2m:timestamp and xs:long`) becomes a
 * simple type with the name of the attribute, or of resource and attribute where another type has that. A row of the definition
 * that has a type of its own keeps it.
 */
export function withInlineTypes(documents: readonly Facts[], into: Workspace, schemas: readonly SchemaSet[]): readonly Facts[] {
  const made = new Map<string, TypeExpression>();
  const stated = new Set(documents.flatMap(({ facts }) => facts.flatMap((fact) => (fact.kind === 'simple-type' || (fact.kind === 'enumeration-value' && fact.type !== undefined) ? [fact.type!] : fact.kind === 'member' ? [fact.of] : []))));
  const isTaken = (name: string): boolean => stated.has(name) || into.enumeration(name) !== undefined || schemas.some(({ types }) => types.has(keyOfPrefixed(name) ?? name));
  const nameFor = (fact: AttributeFact, is: TypeExpression): string | undefined => {
    const [plain, long] = namesFor(fact);
    const held = into.resource(fact.resource!)?.content.attributes.find((row) => row.name === fact.name)?.type.replace(/^list of /, '');
    if (held !== undefined && held !== 'xs:anyType') return held === plain || held === long ? held : undefined;
    return [plain, long].find((name) => (made.has(name) ? isDeepStrictEqual(made.get(name), is) : !isTaken(name)));
  };
  return documents.map((facts) => {
    const added: Fact[] = [];
    const replaced = facts.facts.map((fact): Fact => {
      const is = fact.kind === 'attribute' && fact.resource !== undefined ? inlineOf(fact.type) : undefined;
      const name = is === undefined ? undefined : nameFor(fact as AttributeFact, is.of);
      if (is === undefined || name === undefined || fact.kind !== 'attribute') return fact;
      if (!made.has(name)) added.push({ kind: 'simple-type', type: name, is: is.of, text: '', source: fact.source, place: fact.place, ...(isUnmarked(fact) && { unmarked: 'all' }) });
      made.set(name, is.of);
      return { ...fact, type: is.isList ? `list of ${name}` : name };
    });
    return added.length === 0 ? facts : { ...facts, facts: [...replaced, ...added] };
  });
}

const isUnmarked = ({ unmarked }: AttributeFact): boolean => unmarked === 'all' || unmarked?.includes('type') === true;

const namesFor = ({ resource, name }: AttributeFact): readonly [string, string] => [`m2m:${name}`, `m2m:${resource!}${name.charAt(0).toUpperCase()}${name.slice(1)}`];

/** A union, or the union of which the values of a list are. */
function inlineOf(cell: string | undefined): { readonly of: TypeExpression; readonly isList: boolean } | undefined {
  const is = cell === undefined ? undefined : readType(cell);
  if (is?.kind === 'union') return { of: is, isList: false };
  return is?.kind === 'list' && is.of.kind === 'union' ? { of: is.of, isList: true } : undefined;
}
