import type { Aggregation, FaultRow, Machine, Model } from '../../model/model.js';
import { byCodepoint } from '../../model/names.js';
import type { Row } from '../json/rows.js';

/** Every state, creation included, against every event: where it leads, or what would be legal instead. */
export function transitionVectors({ states, events, transitions }: Machine): { readonly legal: readonly Row[]; readonly illegal: readonly Row[] } {
  const from = [null, ...states.map((s) => s.name)];
  const legalIn = (state: string | null): readonly string[] => events.map((e) => e.name).filter((event) => transitions.some((t) => t.from === state && t.event === event));
  const legal = from.flatMap((state) =>
    events.flatMap(({ name: event }) =>
      transitions
        .filter((t) => t.from === state && t.event === event)
        .map(({ guard, to }): Row => ({ state, event, ...(guard !== undefined && { guard }), to })),
    ),
  );
  const illegal = from.flatMap((state) => {
    const possible = legalIn(state);
    return events.filter(({ name }) => !possible.includes(name)).map(({ name: event }): Row => ({ state, event, legal: possible }));
  });
  return { legal, illegal };
}

/**
 * Fault code → result for every RPC: the codes of its own tables, those that only other tables list, which devices send
 * all the same, and samples of those that no table lists, for any RPC (`rpc` null).
 */
export function faultVectors({ faultTables, unlistedFaults }: Model): readonly Row[] {
  const everywhere = new Map<number, FaultRow>();
  const byRpc = new Map<string, Map<number, FaultRow>>();
  for (const { rpc, rows } of faultTables) {
    const own = byRpc.get(rpc) ?? new Map<number, FaultRow>();
    byRpc.set(rpc, own);
    for (const row of rows) {
      if (!everywhere.has(row.faultCode)) everywhere.set(row.faultCode, row);
      if (!own.has(row.faultCode)) own.set(row.faultCode, row);
    }
  }
  const codes = [...everywhere.keys()].sort((a, b) => a - b);
  const ofRpcs = [...byRpc].sort(([a], [b]) => byCodepoint(a, b)).flatMap(([rpc, own]) =>
    codes.map((faultCode): Row => {
      const { status, execResult } = own.get(faultCode) ?? everywhere.get(faultCode)!;
      return { rpc, faultCode, listed: own.has(faultCode), status, execResult };
    }),
  );
  const ofRanges = unlistedFaults.flatMap(({ from, to, status, execResult }) =>
    [...new Set([from, Math.floor((from + to) / 2), to])]
      .filter((faultCode) => !everywhere.has(faultCode))
      .map((faultCode): Row => ({ rpc: null, faultCode, listed: false, status, execResult })),
  );
  return [...ofRpcs, ...ofRanges];
}

/** Lists of individual values → their aggregate: every set in order, and again reversed with each value twice. */
export function aggregationVectors(model: Model): readonly Row[] {
  return model.aggregations.flatMap((aggregation) =>
    aggregation.rows.flatMap(({ set, result }) =>
      [set, [...set, ...set].reverse()].slice(0, set.length === 0 ? 1 : 2).map((individual) => aggregationRow(model, aggregation, individual, result)),
    ),
  );
}

function aggregationRow(model: Model, { name, enumeration }: Aggregation, individual: readonly string[], aggregate: string): Row {
  const values = model.enumerations.find((e) => e.type === enumeration)?.values ?? [];
  const numberOf = (token: string): number | null => values.find((v) => v.name === token)?.value ?? null;
  return { aggregation: name, individual, individualValues: individual.map(numberOf), aggregate, aggregateValue: numberOf(aggregate) };
}
