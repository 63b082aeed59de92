/** The resource types by which an IN-CSE manages devices: <mgmtCmd> and <execInstance>. */

import type { Devices } from '../devices/devices.js';
import { execInstanceProcedure } from './exec-instance.js';
import { Executions } from './execution/executions.js';
import { defaultManagementPolicy, type ManagementPolicy } from './execution/host.js';
import { mgmtCmdProcedure } from './mgmt-cmd.js';
import type { Host, Procedure } from './procedure.js';

export type { ManagementPolicy } from './execution/host.js';

export interface ManagementOptions {
  /** The managed entities of all nodes. */
  readonly devices: Devices;
  readonly policy?: Partial<ManagementPolicy>;
  /** From 0 to 1, 1 excluded: for the random modes. Default: Math.random. */
  readonly random?: () => number;
}

/** For `createHostingCse({ procedures: managementProcedures({ devices }) })`. */
export function managementProcedures({ devices, policy, random = Math.random }: ManagementOptions): readonly ((host: Host) => Procedure)[] {
  // The procedures of one CSE share its executions.
  const executionsOf = new WeakMap<Host, Executions>();
  const shared = (host: Host): Executions => {
    const executions =
      executionsOf.get(host) ?? new Executions({ ...host, devices, random, policy: { ...defaultManagementPolicy, ...policy } });
    executionsOf.set(host, executions);
    return executions;
  };
  return [(host) => mgmtCmdProcedure(shared(host)), (host) => execInstanceProcedure(shared(host))];
}
