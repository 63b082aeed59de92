import { machines } from '../generated/index.js';
import type { IssueRule } from '../generated/validators/support.js';
import type { VectorFile } from './expand.js';
import { expanded } from './expand.js';
import { misuse } from './matcher.js';
import type { BodyOf, MachineName, Operation, OperationOf, ResourceName, Validators } from './names.js';
import { operationsOf, rowsIn } from './payload.js';
import { oncePer, packaged, type Specification } from './specification.js';

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

type VectorOperation<R extends ResourceName<V>, V> = Exclude<OperationOf<R, V>, 'partial'>;
type Creatable<V> = { [R in ResourceName<V>]: 'create' extends OperationOf<R, V> ? R : never }[ResourceName<V>];

/** The vectors of a specification; each file is read when it is asked for. */
export interface Vectors<V = Validators> {
  /** Of `operation`, which is create when none is named. */
  payloads<R extends Creatable<V>>(resource: R): PayloadVectors<BodyOf<V, R, 'create' & OperationOf<R, V>, 'long'>, BodyOf<V, R, 'create' & OperationOf<R, V>, 'wire'>>;
  payloads<R extends ResourceName<V>, O extends VectorOperation<R, V>>(resource: R, operation: O): PayloadVectors<BodyOf<V, R, O, 'long'>, BodyOf<V, R, O, 'wire'>>;
  transitions(machine: MachineName): TransitionVectors;
  faults(): readonly FaultVector[];
  aggregations(): readonly AggregationVector[];
}

/** `vectors` for a specification. */
export function bindVectors<V = Validators>(specification: Specification): Vectors<V> {
  const payloads = (resource: string, operation: Operation = 'create'): PayloadVectors => {
    if (!rowsIn(specification).has(resource)) return misuse(`there are no vectors of "${String(resource)}"`);
    if (operation === 'partial' || !operationsOf(resource, specification).includes(operation)) return misuse(`there are no vectors of <${resource}> for "${operation}"`);
    return payloadVectors(resource, operation, specification)!;
  };
  return {
    payloads: payloads as Vectors<V>['payloads'],
    transitions(machine) {
      if (!machines.some(({ name }) => name === machine)) return misuse(`there are no vectors of "${String(machine)}"`);
      return specification.file(`vectors/transitions.${machine}.json`) as TransitionVectors;
    },
    faults: () => specification.file('vectors/faults.json') as readonly FaultVector[],
    aggregations: () => specification.file('vectors/aggregations.json') as readonly AggregationVector[],
  };
}

/** Those of the package. */
export const vectors: Vectors = /* @__PURE__ */ bindVectors(packaged);
