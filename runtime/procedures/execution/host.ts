/** What the executions of management commands need of the world around them. */

import type { Devices } from '../../devices/devices.js';
import type { Resource } from '../../resource.js';
import type { Host } from '../procedure.js';

export interface ExecutionHost extends Host {
  readonly devices: Devices;
  readonly policy: ManagementPolicy;
  /** From 0 to 1, 1 excluded: for the random modes. */
  random(this: void): number;
}

/** What the standard leaves to local policy. */
export interface ManagementPolicy {
  /** Milliseconds after which a session that does not come about, or does not answer a cancel, is given up (TS-0004 7.3.4.3). */
  readonly sessionLimit: number;
  /**
   * Milliseconds that a device has for the completion of a command, counted from the RPC and the delay that it asks for. A run beyond that
   * ends with STATUS_INTERNAL_ERROR; otherwise a device that was thrown away would keep its execInstance PENDING for ever.
   */
  readonly completionLimit: number;
  /** How `Devices` knows the managed entity of a <node>; undefined: the management server has no object for it (TS-0004 7.3.4.2). */
  deviceOf(node: Resource): string | undefined;
}

export const defaultManagementPolicy: ManagementPolicy = {
  sessionLimit: 60_000,
  completionLimit: 86_400_000,
  deviceOf: (node) => node.id,
};
