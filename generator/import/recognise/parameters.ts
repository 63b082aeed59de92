import type { ParameterFact, ParameterOperation } from '../facts.js';
import { parameterOperations } from '../facts.js';
import { dataType, multiplicity } from './columns.js';
import type { TableAt } from './recogniser.js';
import { recogniser, skip } from './recogniser.js';
import type { Column } from './shape.js';
import { squeeze, withoutFootnote } from './text.js';

/** M, O or NP in the requests of one operation; TS-0001 writes N/A. */
const carried = (operation: ParameterOperation): Column => ({ headers: [operation, `operation ${operation}`, `${operation} request`], values: /^(?:M|O|NP|NA|N\/A|C|-)?$/i });

type Key = 'name' | 'type' | 'multiplicity' | ParameterOperation;

/**
 * TS-0004 6.4: `Primitive Parameter | Data Type | Multiplicity | …`, of requests and of responses; 7.2.1.1: `Primitive Parameter |
 * CREATE | RETRIEVE | …`; TS-0001 8.1.2 has the same with what a parameter is for behind its name.
 */
export const parameters = recogniser<Key>({
  kind: 'parameters',
  title: 'table of parameters of primitives',
  columns: {
    name: { headers: ['primitive parameter', 'primitive parameters', 'parameter', 'parameters', 'parameter name', /^(?:re(?:quest|sponse) )?(?:message |primitive )?parameters?(?: name)?$/], isLast: true },
    type: dataType,
    multiplicity,
    create: carried('create'),
    retrieve: carried('retrieve'),
    update: carried('update'),
    delete: carried('delete'),
    notify: carried('notify'),
  },
  required: ['name'],
  oneOf: ['multiplicity', 'create'],
  begin: (table) => {
    const of = directionOf(table);
    if (of === undefined) return 'neither caption nor heading says that these are parameters of requests or of responses';
    const operations = parameterOperations.filter((operation) => table.header(operation) !== undefined);
    if (operations.length > 0 && operations.length < parameterOperations.length) return 'it does not speak of all operations';
    if (operations.length === 0 && table.header('type') === undefined) return 'it says no types';
    return (row) => {
      const name = parameterName(row.text('name') ?? '');
      if (name === undefined) return skip(`"${row.text('name') ?? ''}" is no name of a parameter`);
      const columns = [...(['type', 'multiplicity'] as const), ...operations].filter((key) => table.header(key) !== undefined);
      const fact: ParameterFact = {
        kind: 'parameter',
        of,
        name,
        ...Object.fromEntries(columns.map((key) => [key, row.mark(key) ?? ''])),
        source: table.source,
        place: row.place,
      };
      return [fact];
    };
  },
});

/** A caption names what the table is of; where it says nothing, the heading does. */
function directionOf(table: TableAt<Key>): ParameterFact['of'] | undefined {
  for (const text of [table.caption, table.header('name'), table.title, ...table.headings.slice(0, 1)]) {
    const [, direction] = /\b(request|response)\b.*\bparameters?\b/i.exec(text ?? '') ?? [];
    if (direction !== undefined) return direction.toLowerCase() as ParameterFact['of'];
  }
  return undefined;
}

/** `Role IDs`; `Tokens - for use in dynamic authorization`, the remark left aside. */
export function parameterName(text: string): string | undefined {
  const name = withoutFootnote(squeeze(text.replace(/ [-‐‑–—] .*$| ?[-‐‑–—] ?(?=[a-z]).*$/, '').replace(/(?<=\S)\s*\([^()]{0,100}\)\s*$/, '')));
  return /^[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z0-9-]+){0,6}$/.test(name) ? name : undefined;
}
