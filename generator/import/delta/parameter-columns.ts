import type { PrimitiveParameter } from '../../model/model.js';
import { typeIn } from '../../model/primitives.js';
import type { ParameterFact } from '../facts.js';
import { parameterOperations } from '../facts.js';
import { normalised } from '../merge/columns.js';

export type Parameter = Pick<PrimitiveParameter, 'type' | 'responseType' | 'request' | 'response' | 'operations'>;
type Column = (typeof columns)[number];

const columns = ['type', 'multiplicity', ...parameterOperations] as const;

/** The first column of those that are asked about in which a fact and a definition say different things. */
export const differingColumn = (fact: ParameterFact, row: Parameter, asked: (column: string) => boolean): Column | undefined =>
  columns.find((column) => {
    const printed = fact[column];
    return printed !== undefined && printed.trim() !== '' && asked(column) && statedIn(column, printed) !== heldIn(row, fact.of, column);
  });

function statedIn(column: Column, printed: string): string {
  if (column === 'type' || column === 'multiplicity') return normalised[column](printed) ?? '';
  return normalised.create(printed) ?? 'NP';
}

/** What a definition has in the column of a table. */
export function heldIn(row: Parameter, of: ParameterFact['of'], column: Column): string {
  if (column === 'type') return typeIn(row, of);
  return (column === 'multiplicity' ? row[of] : row.operations?.[column]) ?? 'none';
}
