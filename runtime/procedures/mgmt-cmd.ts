/** <mgmtCmd> (TS-0004 7.4.16, TS-0006-CR 8.2.1 and 8.2.2): commands for managed entities. What becomes of them: execution/executions.ts. */

import type { OutcomeId } from '../../generated/tables/outcomes.js';
import { valueOrDefault } from '../access/defaults.js';
import { isEqual } from '../access/equal.js';
import { convert, type ConversionErrorName } from '../devices/convert.js';
import { attribute, attributesOf, type Attributes, type Resource } from '../resource.js';
import type { Reader } from '../work/unit.js';
import type { Executions } from './execution/executions.js';
import { refusedAs } from './execution/refusals.js';
import { isOverIn, stateOf } from './execution/states.js';
import type { Call, Procedure } from './procedure.js';

/** What creation checks (TS-0004 7.4.16.2.1); whether TR-069 can say it shows at the execution. */
const creationErrors: Partial<Readonly<Record<ConversionErrorName, OutcomeId>>> = {
  INVALID_CMDTYPE: 'mgmtCmd.create.cmdTypeInvalid',
  INVALID_ARGUMENTS: 'mgmtCmd.create.argumentsInvalid',
  INSUFFICIENT_ARGUMENTS: 'mgmtCmd.create.argumentsInsufficient',
};

function checkArguments(attributes: Attributes): void {
  const converted = convert(attribute(attributes, 'cmdType') as number, attribute(attributes, 'execReqArgs'));
  const outcome = 'error' in converted ? creationErrors[converted.error] : undefined;
  if ('error' in converted && outcome !== undefined) throw refusedAs(outcome, converted.message);
}

/** TS-0004 7.4.16.2.3.1: what the executions were created from stays. */
function checkLocked(reader: Reader, mgmtCmd: Resource, after: Attributes): void {
  const changed = ['execTarget', 'execMode'].filter((name) => {
    const valueIn = (attributes: Attributes) => valueOrDefault('mgmtCmd', attributes, name) ?? null;
    return !isEqual(valueIn(mgmtCmd.attributes), valueIn(after));
  });
  if (changed.length === 0 || reader.children(mgmtCmd.id, 'execInstance').length === 0) return;
  throw refusedAs('mgmtCmd.update.lockedByInstances', changed.join());
}

/**
 * TS-0004 7.4.16.2.4: whatever runs on a device is cancelled before the command goes, and what waits for its time along with it, so that it
 * does not start meanwhile. Where nothing runs, all goes with the command.
 * @throws RequestError when something goes on running
 */
async function endAll(executions: Executions, { target, run }: Call): Promise<void> {
  for (;;) {
    const running = run((unit) => unit.children(target.id, 'execInstance')).filter((instance) => !isOverIn(stateOf(instance)));
    if (running.every((instance) => stateOf(instance) === 'INITIATED')) return;
    const cancellations = await Promise.all(running.map(({ id }) => executions.end(id, 'cancel')));
    const failures = cancellations.flatMap((cancellation) =>
      cancellation.ended || cancellation.failure === undefined ? [] : [cancellation],
    );
    const [first] = failures;
    if (first === undefined) continue;
    const outcome = failures.some(({ failure }) => failure === 'notCancellable') ? 'notCancellable' : 'cancellationFailed';
    throw refusedAs(`mgmtCmd.delete.${outcome}`, `${failures.length} of ${running.length}, ${first.detail}`);
  }
}

export const mgmtCmdProcedure = (executions: Executions): Procedure => ({
  type: 'mgmtCmd',
  admit(_unit, draft) {
    checkArguments(draft.attributes);
    return draft;
  },
  admitUpdate(unit, before, patch) {
    checkLocked(unit, before, attributesOf(before.attributes, patch));
    // TS-0004 7.4.16.2.3.1: as on creation, and with the cmdType of then.
    if (Object.hasOwn(patch, 'execReqArgs')) checkArguments(attributesOf(before.attributes, patch));
    // Its presence is what makes the request an Execute, true what it must say (A46, P41).
    if (attribute(patch, 'execEnable') === false) throw refusedAs('mgmtCmd.execute.notTrue');
    return patch;
  },
  updated(unit, _before, after, patch) {
    if (attribute(patch, 'execEnable') === true) executions.execute(unit, after);
  },
  removing(unit, mgmtCmd) {
    for (const { id } of unit.children(mgmtCmd.id, 'execInstance')) unit.fire(id, 'execStatus', 'parentDeleted');
  },
  before: { delete: (call) => endAll(executions, call) },
  after: {
    async update({ content }, mgmtCmd) {
      if (attribute(content, 'execEnable') !== true) return;
      const refusal = await executions.firstAnswer(mgmtCmd.id);
      if (refusal !== undefined) throw refusal;
    },
  },
});
