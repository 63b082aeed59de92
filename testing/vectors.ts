import { machines } from '../generated/index.js';
import type { IssueRule } from '../generated/validators/support.js';
import { generatedFile } from './data.js';
import type { VectorFile } from './expand.js';
import { expanded } from './expand.js';
import { misuse } from './matcher.js';
import type { Body, CreatableName, MachineName, Operation, OperationOf, ResourceName } from './names.js';
import { operationsOf, resourceList } from './payload.js';
import { oncePer, packaged } from './specification.js';

/** Payloads of one resource type and operation, in both name forms. */
export interface PayloadVectors<Long = unknown, Wire = unknown> {
  readonly resource: string;
  readonly operation: string;
  readonly valid: readonly { readonly name: string; readonly needs: readonly string[]; readonly long: Long; readonly wire: Wire }[];
  readonly invalid: readonly InvalidVector[];
}

export interface InvalidVector {
  readonly name: string;
  /** Features that a CSE need not have, and that the payload takes. */
  readonly needs: readonly string[];
  /** The rule that the payload breaks, and the long name of the attribute that breaks it. */
  readonly rule: IssueRule;
  readonly attribute: string;
  /** Response status code of a request with this content; null for a representation. */
  readonly statusCode: number | null;
  readonly long: unknown;
  readonly wire: unknown;
}

const cacheOf = oncePer(() => new Map<string, PayloadVectors | undefined>());

/** Expanded once: a program that asks again gets the same. */
export function payloadVectors(resource: string, operation: string, specification = packaged): PayloadVectors | undefined {
  const cache = cacheOf(specification);
  const key = `${resource}.${operation}`;
  if (!cache.has(key)) cache.set(key, expanded(specification.file(`vectors/${resource}.json`) as VectorFile, operation));
  return cache.get(key);
}

/** Every state against every event: where it leads, or what would be legal instead. State null: creation, or deletion. */
export interface TransitionVectors {
  readonly machine: string;
  readonly resource: string;
  readonly legal: readonly { readonly state: string | null; readonly event: string; readonly guard?: string; readonly to: string | null }[];
  readonly illegal: readonly { readonly state: string | null; readonly event: string; readonly legal: readonly string[] }[];
}

/** What a fault code means; `rpc` is null where it means the same for every RPC, `listed` false where its own table lacks it. */
export interface FaultVector {
  readonly rpc: string | null;
  readonly faultCode: number;
  readonly listed: boolean;
  readonly status: string;
  readonly execResult: number;
}

/** The value that a list of individual values amounts to. */
export interface AggregationVector {
  readonly aggregation: string;
  readonly individual: readonly string[];
  readonly individualValues: readonly number[];
  readonly aggregate: string;
  readonly aggregateValue: number;
}

type VectorOperation<R extends ResourceName> = Exclude<OperationOf<R>, 'partial'>;

/** The vectors of `operation`, which is create when none is named. */
function payloads<R extends CreatableName>(
  resource: R,
): PayloadVectors<Body<R, 'create' & OperationOf<R>>, Body<R, 'create' & OperationOf<R>, 'wire'>>;
function payloads<R extends ResourceName, O extends VectorOperation<R>>(
  resource: R,
  operation: O,
): PayloadVectors<Body<R, O>, Body<R, O, 'wire'>>;
function payloads(resource: ResourceName, operation: Operation = 'create'): PayloadVectors {
  if (!resourceList.includes(resource)) return misuse(`there are no vectors of "${String(resource)}"`);
  if (operation === 'partial' || !operationsOf(resource).includes(operation))
    return misuse(`there are no vectors of <${resource}> for "${operation}"`);
  return payloadVectors(resource, operation)!;
}

function transitions(machine: MachineName): TransitionVectors {
  if (!machines.some(({ name }) => name === machine)) return misuse(`there are no vectors of "${String(machine)}"`);
  return generatedFile(`vectors/transitions.${machine}.json`) as TransitionVectors;
}

/** The test vectors of the package; each file is read when it is asked for. */
export const vectors = {
  payloads,
  transitions,
  faults: (): readonly FaultVector[] => generatedFile('vectors/faults.json') as readonly FaultVector[],
  aggregations: (): readonly AggregationVector[] => generatedFile('vectors/aggregations.json') as readonly AggregationVector[],
};
