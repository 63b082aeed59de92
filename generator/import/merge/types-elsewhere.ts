import { groupBy } from '../../group-by.js';
import type { AttributeFact } from '../facts.js';
import { isLegal, normalised } from './columns.js';
import type { MergeContext } from './context.js';
import type { Stated } from './workspace.js';

/** `See clause 7.4.15`, `as defined in Table 7.4.15.1-2`: the type stands in another table. */
const reference = /^(?:see|refer to|as (?:defined|specified|described) in)\b.{0,40}?\b(?:clauses?|tables?)\s+([A-Z0-9][A-Z0-9.-]{0,30})/i;

/**
 * Types that a cell does not give but says where to find (TS-0004 Annex D: `See clause 7.4.15`), from the row of the same name
 * there; without one, from the known rows of <mgmtObj>. What is found nowhere is a cell without a type.
 */
export function withTypesElsewhere({ into, known }: MergeContext, facts: readonly Stated<AttributeFact>[]): readonly Stated<AttributeFact>[] {
  const typed = groupBy(facts.filter(({ type }) => type !== undefined && isLegal.type(normalised.type(type) ?? '')), ({ name }) => name);
  return facts.map((fact) => {
    const [, where] = reference.exec(fact.type?.trim() ?? '') ?? [];
    if (where === undefined) return fact;
    const place = where.replace(/\.$/, '');
    const isThere = ({ source }: AttributeFact): boolean => [source.clause, source.table].some((at) => at === place || at?.startsWith(`${place}.`) === true);
    const base = (): string | undefined => [into, known].flatMap((w) => w.resource('mgmtObj')?.content.attributes ?? []).find((row) => row.name === fact.name)?.type;
    const type = typed.get(fact.name)?.find(isThere)?.type ?? (fact.resourceKind === 'mgmtObj' ? base() : undefined);
    const { type: _, ...rest } = fact;
    return type === undefined ? rest : { ...rest, type };
  });
}
