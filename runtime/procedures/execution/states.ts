/** execStatus: where an <execInstance> is and how it goes on (generated/machines/execStatus). No other way changes it. */

import { commandOf, type CommandRow } from '../../../generated/tables/commands.js';
import {
  execStatusMachine,
  type ExecStatusEvent,
  type ExecStatusGuard,
  type ExecStatusState,
} from '../../../generated/machines/execStatus.js';
import type { ExecResultType } from '../../../generated/enumerations.js';
import { next, stateIn } from '../../machine.js';
import { attribute, type Resource } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';

/** @throws Error where there is no execStatus, which every <execInstance> has from its creation on */
export function stateOf(instance: Resource): ExecStatusState {
  const state = stateIn(execStatusMachine, instance.attributes);
  if (state === null) throw new Error(`${instance.id} has no execStatus.`);
  return state;
}

const overStates: ReadonlySet<ExecStatusState> = new Set(['FINISHED', 'CANCELLED']);

export const isOverIn = (state: ExecStatusState): boolean => overStates.has(state);

/** The command of an <execInstance>: cmdType is fixed in its <mgmtCmd>, so that all instances have the same (A47). */
export function commandOfInstance(reader: Reader, instance: Resource): CommandRow {
  const mgmtCmd = instance.parent === null ? undefined : reader.get(instance.parent);
  const command = mgmtCmd && commandOf(attribute(mgmtCmd.attributes, 'cmdType') as number);
  if (command === undefined) throw new Error(`${instance.id} has no command.`);
  return command;
}

export interface Circumstances {
  readonly runsLeft: number;
  readonly deleteWaits: boolean;
}

/**
 * Takes the transition of an event and writes where it leads, the result with it; where it leads nowhere, nothing is written, and where
 * it ends the resource, that is removed.
 * @returns the state reached; undefined: the resource is gone
 * @throws IllegalTransition
 */
export function move(
  unit: Unit,
  instance: Resource,
  event: ExecStatusEvent,
  { runsLeft, deleteWaits }: Circumstances,
  execResult?: ExecResultType,
): ExecStatusState | undefined {
  const { cancellable } = commandOfInstance(unit, instance);
  const conditions: Readonly<Record<ExecStatusGuard, boolean>> = {
    'no run remains': runsLeft === 0,
    'more runs remain': runsLeft > 0,
    'command is cancellable': cancellable,
    'command is not cancellable': !cancellable,
    'a DELETE waits for the cancel': deleteWaits,
    'no DELETE waits for the cancel': !deleteWaits,
  };
  const state = stateOf(instance);
  const { to } = next(execStatusMachine, state, event, (guard) => conditions[guard]);
  if (to === null) {
    unit.remove(instance.id);
    return undefined;
  }
  if (to !== state || execResult !== undefined) {
    const guards = (guard: string) => conditions[guard as ExecStatusGuard];
    unit.fire(instance.id, 'execStatus', event, { guards, ...(execResult !== undefined && { patch: { execResult } }) });
  }
  return to;
}
