/** Ending executions on request: cancel and delete, with CancelTransfer where a transfer is under way (TS-0006-CR 8.2.2 to 8.2.4). */

import { ExecResultType } from '../../../generated/enumerations.js';
import type { DeviceSession } from '../../devices/devices.js';
import { outcomeOfFault } from '../../devices/faults.js';
import type { Unit } from '../../work/unit.js';
import type { Course } from './course.js';
import { executionOf, keepExecution, type Cancellation, type CancellationFailure, type Execution } from './execution.js';
import type { ExecutionHost } from './host.js';
import type { Failed, Sessions } from './sessions.js';
import { commandOfInstance, isOverIn, stateOf } from './states.js';

export class Cancellations {
  readonly #host: ExecutionHost;
  readonly #sessions: Sessions;
  readonly #course: Course;
  /** CancelTransfers that are outstanding, for all who wait for them. */
  readonly #cancelling = new Map<string, Promise<Cancellation>>();

  constructor(host: ExecutionHost, sessions: Sessions, course: Course) {
    this.#host = host;
    this.#sessions = sessions;
    this.#course = course;
  }

  /**
   * Ends an execution on request: CANCELLED, or for a DELETE gone. An execution that is over by itself stays as it is, but for a DELETE.
   * A transfer is ended by CancelTransfer, one for all who ask meanwhile.
   */
  async end(id: string, event: 'cancel' | 'delete'): Promise<Cancellation> {
    for (;;) {
      const found = this.#host.run((unit) => {
        const instance = unit.get(id);
        if (instance === undefined) return undefined;
        const state = stateOf(instance);
        if (event === 'cancel' && isOverIn(state)) return undefined;
        const execution = executionOf(unit, id);
        if (execution === undefined || state === 'INITIATED' || !commandOfInstance(unit, instance).cancellable) {
          const reached = this.#course.move(unit, id, event);
          const refusal: Cancellation = { ended: false, failure: 'notCancellable', detail: id };
          return { done: reached === 'STATUS_NON_CANCELLABLE' ? refusal : ({ ended: true } as const) };
        }
        const deleteWaits = execution.deleteWaits || event === 'delete';
        if (deleteWaits !== execution.deleteWaits) keepExecution(unit, id, { ...execution, deleteWaits });
        if (state === 'CANCELLING') this.#course.move(unit, id, event);
        return { execution: { ...execution, deleteWaits } };
      });
      if (found === undefined) return { ended: false };
      if ('done' in found) return found.done;
      const cancelling = this.#cancelling.get(id) ?? this.#cancelTransfer(id, found.execution);
      this.#cancelling.set(id, cancelling);
      const cancellation = await cancelling;
      if (this.#cancelling.get(id) === cancelling) this.#cancelling.delete(id);
      if (cancellation.ended || cancellation.failure !== undefined) return cancellation;
    }
  }

  /** TS-0004 7.4.17.2.1 and 7.4.17.2.3, steps 1 to 5: the session and CancelTransfer. What fails leaves the execution PENDING (A37). */
  #cancelTransfer(id: string, { run, device }: Execution): Promise<Cancellation> {
    return new Promise((resolve) => {
      let session: DeviceSession | undefined;
      const end = (cancellation: Cancellation) => {
        session?.close?.();
        resolve(cancellation);
      };
      const over = () => end({ ended: false });
      const goOn = (steps: (unit: Unit, execution: Execution) => void) =>
        this.#course.guarded((unit) => {
          const execution = this.#course.current(unit, id, run);
          if (execution === undefined) unit.later(over);
          else steps(unit, execution);
        }, over);
      const failed = (failure: Failed<CancellationFailure>) =>
        goOn((unit, execution) => {
          keepExecution(unit, id, { ...execution, deleteWaits: false });
          unit.later(() => end({ ended: false, ...failure }));
        });
      const send = (open: DeviceSession, commandKey: string) =>
        this.#sessions.ask(
          id,
          () => open.cancelTransfer(commandKey),
          (answer) =>
            goOn((unit, execution) => {
              const { execResult, status } = outcomeOfFault('CancelTransfer', 'fault' in answer ? answer.fault : undefined);
              const isCancelled = execResult === ExecResultType.STATUS_SUCCESS;
              this.#course.move(unit, id, isCancelled ? 'cancelSucceeded' : 'cancelFailed', isCancelled ? undefined : execResult);
              if (isCancelled) return unit.later(() => end({ ended: true }));
              keepExecution(unit, id, { ...execution, deleteWaits: false });
              unit.later(() => end({ ended: false, failure: 'cancellationFailed', detail: `${id}: ${status}` }));
            }),
          (failure) => {
            goOn((unit) => this.#course.move(unit, id, 'cancelFailed'));
            failed(failure);
          },
          over,
        );
      const opened = (open: DeviceSession) => {
        session = open;
        goOn((unit, { deleteWaits, commandKey }) => {
          this.#course.move(unit, id, deleteWaits ? 'delete' : 'cancel');
          unit.later(() => send(open, commandKey ?? ''));
        });
      };
      this.#sessions.open(id, device ?? '', opened, failed, over);
    });
  }
}
