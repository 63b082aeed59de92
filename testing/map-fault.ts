import { execResultTypeNames } from '../generated/enumerations.js';
import type { FaultRpc, FaultStatus } from '../generated/tables/index.js';
import { faultCodes, mapFault, unlistedFaults } from '../generated/tables/index.js';
import type { MatcherResult } from './matcher.js';
import { isObject, misuse, shown } from './matcher.js';
import { didYouMean } from './did-you-mean.js';

/** What a fault maps to: its status by name, its execResult by number, or both, as `mapFault` of this package gives them. */
export type MappedFault =
  string | number | { readonly status?: string | undefined; readonly execResult?: number | undefined } | null | undefined;

/** A mapping under test: a function, rows like `faultCodes`, or a table by RPC and code. */
export type FaultMap =
  | ((rpc: FaultRpc, faultCode: number) => MappedFault)
  | readonly { readonly rpc: string; readonly faultCode: number; readonly status?: string; readonly execResult?: number }[]
  | Readonly<Partial<Record<string, Readonly<Record<number, MappedFault>>>>>;

/** Does the received mapping take this fault code of this RPC to this status? */
export function toMapFault(received: unknown, rpc: FaultRpc, faultCode: number, status: FaultStatus): MatcherResult {
  const rpcs = new Set(faultCodes.map((row) => row.rpc));
  if (!rpcs.has(rpc)) return misuse(`there is no RPC "${String(rpc)}"${didYouMean(rpc, rpcs)}`);
  if (typeof faultCode !== 'number') return misuse(`a fault code is a number; received ${shown(faultCode)}`);
  const statuses = new Set([...faultCodes, ...unlistedFaults].map((row) => row.status));
  if (!statuses.has(status)) return misuse(`there is no fault status "${String(status)}"${didYouMean(status, statuses)}`);
  const mapped = statusOf(mappedBy(received, rpc, faultCode, rpcs));
  return {
    pass: mapped === status,
    message: () => {
      const wanted = `fault ${faultCode} of ${rpc} ${mapped === status ? 'not ' : ''}to map to ${status}`;
      return `expected ${wanted}; it maps to ${shown(mapped)}${near(mapped, statuses)}\n\n  ${ruling(rpc, faultCode)}`;
    },
  };
}

function mappedBy(map: unknown, rpc: FaultRpc, faultCode: number, rpcs: ReadonlySet<string>): unknown {
  if (typeof map === 'function') return (map as (rpc: FaultRpc, faultCode: number) => unknown)(rpc, faultCode);
  if (Array.isArray(map)) return (map as readonly unknown[]).find((row) => isObject(row) && row.rpc === rpc && row.faultCode === faultCode);
  if (!isObject(map) || !Object.keys(map).some((name) => rpcs.has(name)))
    return misuse(`a fault mapping is a function, a list of rows or a table by RPC and code; received ${shown(map)}`);
  const codes = Object.hasOwn(map, rpc) ? map[rpc] : undefined;
  return isObject(codes) && Object.hasOwn(codes, faultCode) ? codes[faultCode] : undefined;
}

function statusOf(mapped: unknown): unknown {
  if (isObject(mapped)) return mapped.status ?? statusOf(mapped.execResult);
  return typeof mapped === 'number' ? (execResultTypeNames.get(mapped) ?? mapped) : mapped;
}

const near = (mapped: unknown, statuses: ReadonlySet<string>): string =>
  typeof mapped !== 'string' || statuses.has(mapped) ? '' : `, which is no fault status${didYouMean(mapped, statuses)}`;

/** What the tables say, whatever was expected. */
function ruling(rpc: FaultRpc, faultCode: number): string {
  const { status, execResult } = mapFault(rpc, faultCode);
  const row =
    faultCodes.find((each) => each.rpc === rpc && each.faultCode === faultCode) ?? faultCodes.find((each) => each.faultCode === faultCode);
  const range = unlistedFaults.find(({ from, to }) => from <= faultCode && faultCode <= to);
  const unlisted = `no table lists it: ${range?.source ?? 'out of range'}`;
  const elsewhere = `not in the table of ${rpc}, but of ${row?.rpc ?? 'none'}: `;
  const why = row === undefined ? unlisted : `${row.rpc === rpc ? '' : elsewhere}${row.source}`;
  return `the tables map it to ${status} (execResult ${execResult}); ${why}`;
}
