/** <execInstance> (TS-0004 7.4.17, TS-0006-CR 8.2.3 and 8.2.4): one execution of a command. Only Execute creates it (mgmt-cmd.ts). */

import { refused } from '../errors.js';
import { attribute } from '../resource.js';
import type { Executions } from './execution/executions.js';
import { refusedAs } from './execution/refusals.js';
import type { Call, Procedure } from './procedure.js';

/** TS-0004 7.4.17.2.1. @throws RequestError when the execution was over before, or goes on */
async function cancel(executions: Executions, { target, content, run }: Call): Promise<void> {
  if (attribute(content, 'execDisable') !== true) return;
  const cancellation = await executions.end(target.id, 'cancel');
  if (cancellation.ended) return;
  if (cancellation.failure !== undefined) throw refusedAs(`execInstance.cancel.${cancellation.failure}`, cancellation.detail);
  const isThere = run((unit) => unit.get(target.id)) !== undefined;
  throw isThere ? refusedAs('execInstance.cancel.alreadyComplete') : refused('NOT_FOUND', 'The execution went meanwhile.');
}

/** TS-0004 7.4.17.2.3: gone, or kept with what still runs (X05, P12). @throws RequestError when it is kept */
async function end(executions: Executions, { target }: Call): Promise<void> {
  const cancellation = await executions.end(target.id, 'delete');
  if (!cancellation.ended && cancellation.failure !== undefined) {
    throw refusedAs(`execInstance.delete.${cancellation.failure}`, cancellation.detail);
  }
}

export const execInstanceProcedure = (executions: Executions): Procedure => ({
  type: 'execInstance',
  /** Whoever may do something with the command may do it with its executions. */
  admit: (unit, draft) => ({ ...draft, creator: unit.get(draft.parent)?.creator ?? draft.creator }),
  created(unit, { id }) {
    unit.fire(id, 'execStatus', 'create');
  },
  /** The presence of execDisable is what makes the request a Cancel, true what it must say (A46, P41). */
  admitUpdate(_unit, _before, patch) {
    if (attribute(patch, 'execDisable') === false) throw refusedAs('execInstance.cancel.notTrue');
    return patch;
  },
  removing: (unit, { id }) => executions.forget(unit, id),
  expired(unit, { id }) {
    unit.fire(id, 'execStatus', 'expire');
    unit.remove(id);
  },
  jobs: {
    begin: { run: (unit, id) => executions.begin(unit, id), otherwise: (unit, id) => executions.notBegun(unit, id) },
    limit: { run: (unit, id) => executions.overdue(unit, id) },
  },
  started: (unit, instance) => executions.resume(unit, instance),
  before: { update: (call) => cancel(executions, call), delete: (call) => end(executions, call) },
});
