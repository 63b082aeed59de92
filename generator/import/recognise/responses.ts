import type { Outcome, ResponseFact } from '../facts.js';
import { outcomes, parameterOperations } from '../facts.js';
import { parameterName } from './parameters.js';
import { recogniser, skip } from './recogniser.js';
import type { Column } from './shape.js';

const carried = (...headers: readonly (string | RegExp)[]): Column => ({ headers, values: /^(?:M|O|NP|NA|N\/A|C|-)?(?:$|[^A-Za-z])/i });
const success = Object.fromEntries(parameterOperations.map((operation) => [operation, carried(`${operation} success`, `successful operation ${operation}`)])) as Record<(typeof parameterOperations)[number], Column>;

/**
 * TS-0004 7.2.1.2: `Primitive parameter | Ack | CREATE Success | … | Error`; TS-0001 8.1.3 has what succeeded and what failed under a
 * heading each, and what failed by operation, of which the first column counts.
 */
export const responses = recogniser<'name' | Outcome>({
  kind: 'parameters',
  title: 'table of parameters of responses by outcome',
  columns: {
    name: { headers: ['primitive parameter', 'primitive parameters', 'parameter', 'parameter name', /^response (?:message |primitive )?parameters?(?: success or not)?$/], isLast: true },
    acknowledged: carried('ack', 'acknowledgement'),
    ...success,
    failed: carried('error', 'unsuccessful operation', /^unsuccessful operation create/),
  },
  required: ['name', 'acknowledged', 'failed'],
  begin: (table) => {
    const missing = outcomes.filter((outcome) => table.header(outcome) === undefined);
    if (missing.length > 0) return 'it does not speak of all outcomes';
    return (row) => {
      const name = parameterName(row.text('name') ?? '');
      if (name === undefined) return skip(`"${row.text('name') ?? ''}" is no name of a parameter`);
      const fact: ResponseFact = { kind: 'response', name, ...Object.fromEntries(outcomes.map((outcome) => [outcome, /^(?:[A-Z]+\/A|[A-Z]+)?/.exec(row.mark(outcome) ?? '')![0]])), source: table.source, place: row.place };
      return [fact];
    };
  },
});
