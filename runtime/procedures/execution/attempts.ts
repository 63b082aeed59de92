/** One run with its device, from the session to the report (TS-0004 7.4.16.2.3.2 steps 5 to 7, TS-0006-CR 8.2.1). */

import { ExecResultType } from '../../../generated/enumerations.js';
import type { CommandRow } from '../../../generated/tables/commands.js';
import { COMMAND_KEY } from '../../devices/command-keys.js';
import { convert } from '../../devices/convert.js';
import { send, type Command } from '../../devices/command.js';
import type { Answer, Completion, DeviceSession } from '../../devices/devices.js';
import { outcomeOfAnswer, outcomeOfReport } from '../../devices/faults.js';
import { follow } from '../../devices/prompt.js';
import { sessionErrorOf } from '../../devices/session-error.js';
import { refused } from '../../errors.js';
import { attribute, type Resource } from '../../resource.js';
import type { Unit } from '../../work/unit.js';
import type { Course } from './course.js';
import { executionOf, keepExecution, type Execution } from './execution.js';
import type { ExecutionHost } from './host.js';
import { refusedAs } from './refusals.js';
import type { Failed, Sessions } from './sessions.js';
import { commandOfInstance, stateOf } from './states.js';

const { STATUS_INTERNAL_ERROR, STATUS_SUCCESS } = ExecResultType;

/** Why a run could not be sent, in the words of the outcomes of Execute. */
type AttemptFailure = 'entityNotReachable' | 'objectNotFound' | 'sessionRefused' | 'sessionTimeout' | 'conversionFailed';

export class Attempts {
  readonly #host: ExecutionHost;
  readonly #sessions: Sessions;
  readonly #course: Course;

  constructor(host: ExecutionHost, sessions: Sessions, course: Course) {
    this.#host = host;
    this.#sessions = sessions;
    this.#course = course;
  }

  /** Steps 5 and 6: the session, the conversion, the RPC. */
  begin(id: string, run: number): void {
    const execution = this.#host.run((unit) => this.#course.current(unit, id, run));
    if (execution === undefined) return;
    const failed = (failure: Failed<AttemptFailure>) =>
      this.#course.guarded((unit) => {
        if (this.#course.current(unit, id, run) !== undefined) this.abandon(unit, id, failure);
      });
    const opened = (session: DeviceSession) =>
      this.#course.guarded(
        (unit) => {
          if (!this.#begun(unit, id, run, session)) session.close?.();
        },
        () => session.close?.(),
      );
    this.#sessions.open(id, execution.device ?? '', opened, failed);
  }

  /** False: nothing is asked of the device. */
  #begun(unit: Unit, id: string, run: number, session: DeviceSession): boolean {
    const [instance, execution] = [unit.get(id), this.#course.current(unit, id, run)];
    // Cancelled or deleted while the session was being opened.
    if (instance === undefined || execution === undefined) return false;
    const row = commandOfInstance(unit, instance);
    const command = convert(row.value, attribute(instance.attributes, 'execReqArgs'));
    if ('error' in command) {
      this.abandon(unit, id, { failure: 'conversionFailed', detail: command.message });
      return false;
    }
    // After a restart it may have started already.
    if (stateOf(instance) === 'INITIATED') this.#course.move(unit, id, 'start');
    const sent: Execution = { ...execution, phase: 'sent', limitFrom: unit.now + delayIn(command) };
    keepExecution(unit, id, sent);
    this.#course.limit(unit, id, sent);
    unit.later(() => this.#exchange(id, run, row, session, command));
    return true;
  }

  /** The run comes to nothing; where nobody could be reached at all, Execute has created nothing (TS-0004 7.3.4.1). */
  abandon(unit: Unit, id: string, { failure, detail }: Failed<AttemptFailure>): void {
    const isLast = executionOf(unit, id)?.runsLeft === 0;
    const isAnswer = isLast && this.#course.isAwaited(id);
    if (isAnswer) this.#course.answer(unit, id, refusedAs(`mgmtCmd.execute.${failure}`, detail));
    if (isAnswer && failure === 'entityNotReachable') this.#course.move(unit, id, 'delete');
    // Asked again after a restart, a device that is not there any more may have taken the command all the same.
    else this.#course.complete(unit, id, stateOf(unit.get(id) as Resource) === 'INITIATED' ? 'abandon' : 'reject', STATUS_INTERNAL_ERROR);
  }

  /** Step 6: the RPC and its answer. */
  #exchange(id: string, run: number, row: CommandRow, session: DeviceSession, command: Command): void {
    const commandKey = this.#host.run((unit) => this.#course.current(unit, id, run)?.commandKey);
    if (commandKey === undefined) return session.close?.();
    const answered = (answer: Answer) => {
      this.#course.guarded((unit) => this.#answered(unit, id, run, row, command, answer));
      session.close?.();
    };
    follow(
      () => send(session, command, commandKey ?? ''),
      answered,
      (error) => {
        const known = sessionErrorOf(error);
        if (known === undefined) this.#host.report(error);
        // Whether the device has accepted the RPC nobody knows (erratum A52).
        const failure = known?.code === 'notEstablished' ? 'sessionRefused' : 'sessionTimeout';
        const detail = `the answer of ${id} to ${command.rpc} was lost`;
        this.#course.guarded((unit) => this.#course.answer(unit, id, refusedAs(`mgmtCmd.execute.${failure}`, detail)));
        // Where a report would tell, it is waited for.
        answered(row.completionReport === null ? { fault: { faultCode: 9002, faultString: 'the answer was lost' } } : { status: 1 });
      },
    );
  }

  #answered(unit: Unit, id: string, run: number, row: CommandRow, command: Command, answer: Answer): void {
    const [instance, execution] = [unit.get(id), this.#course.current(unit, id, run)];
    if (instance === undefined || execution === undefined) return;
    // Without a report to come, the answer is the completion, whatever its Status (A40).
    const outcome = outcomeOfAnswer(command.rpc, row.completionReport === null && !('fault' in answer) ? { status: 0 } : answer);
    if ('fault' in answer && outcome !== undefined) {
      const { faultCode, faultString } = answer.fault;
      const detail = `${command.rpc} was answered with ${outcome.status}: ${faultCode} ${faultString} (TS-0006-CR 8.2.1, erratum A43).`;
      this.#course.answer(unit, id, refused('OPERATION_DENIED_BY_REMOTE_ENTITY', detail));
    } else this.#course.answer(unit, id, undefined);
    if (outcome === undefined) {
      keepExecution(unit, id, { ...execution, phase: 'accepted' });
      this.#course.move(unit, id, 'accept');
      return;
    }
    // What was installed here is gone with everything else on the device (erratum B83).
    const node = unit.find(attribute(instance.attributes, 'execTarget') as string);
    if (command.rpc === 'FactoryReset' && outcome.execResult === STATUS_SUCCESS && node !== undefined) unit.plan('software.reset', node.id);
    this.#course.complete(unit, id, 'fault' in answer ? 'reject' : 'succeed', outcome.execResult);
  }

  /** Step 7. The report of a run that is over, and one from another device, mean nothing (A39). */
  reported(unit: Unit, report: Completion): void {
    const id = unit.record(COMMAND_KEY, report.commandKey)?.['instance'];
    if (typeof id !== 'string') return;
    const [instance, execution] = [unit.get(id), executionOf(unit, id)];
    if (instance === undefined || execution?.device !== report.node || execution.commandKey !== report.commandKey) return;
    if (stateOf(instance) === 'INITIATED' || commandOfInstance(unit, instance).completionReport !== report.rpc) return;
    this.#course.complete(unit, id, 'report', outcomeOfReport(report).execResult);
  }
}

/** How long a device was asked to wait before it begins, in milliseconds. */
const delayIn = ({ args }: Command): number => ('delaySeconds' in args ? args.delaySeconds * 1000 : 0);
