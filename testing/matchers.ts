import type { FaultRpc, FaultStatus } from '../generated/tables/index.js';
import type { FollowOptions } from './follow.js';
import { toFollow } from './follow.js';
import { toMapFault } from './map-fault.js';
import type { AttributeName, MachineName, OperationOf, ResourceName, Validators, ViolationRule } from './names.js';
import type { FormOption, PrimitiveOptions } from './valid.js';
import { toBeValid, toBeValidPrimitive } from './valid.js';
import type { ViolationOptions } from './violate.js';
import { toViolate } from './violate.js';

/** Every matcher, for `expect.extend(matchers)` of any test runner that has it. */
export const matchers = { toBeValid, toBeValidPrimitive, toViolate, toFollow, toMapFault };

/** What `expect(…)` has once the matchers are there; `R` is what the test runner's own matchers give, and `V` the validators of a specification of one's own. */
export interface OneM2mMatchers<R = void, V = Validators> {
  /**
   * The payload is valid: as the content of a Create request, or for the operation that is named. Long or short names are
   * recognized; `{ form }` says which they shall be.
   */
  toBeValid<N extends ResourceName<V>>(resource: N, operation?: OperationOf<N, V>, options?: FormOption): R;

  /** The request, response or notification is valid, with all that it carries. */
  toBeValidPrimitive(options?: PrimitiveOptions): R;

  /**
   * The payload violates `rule` at the attribute (its long name, for payloads with short names too). `RO` and `WO` are the two
   * reasons for `NP`. The payload is taken for the content of a Create request of the resource type that it is most like,
   * unless the options say otherwise.
   */
  toViolate(attribute: AttributeName<V>, rule: ViolationRule, options?: ViolationOptions<V>): R;
  toViolate(attribute: string, rule: 'unknown', options?: ViolationOptions<V>): R;

  /**
   * The trace of states, by name or number, is one that the machine allows, from the creation of the resource on. An entry may
   * also be a step `{ event, from, to }`; null is deletion.
   */
  toFollow(machine: MachineName, options?: FollowOptions): R;

  /** The mapping under test, a function `(rpc, code)`, rows like `faultCodes` or a table by RPC and code, takes the fault to `status`. */
  toMapFault(rpc: FaultRpc, faultCode: number, status: FaultStatus): R;
}
