/**
 * The executions of management commands, from the timer to the device and back (TS-0004 7.4.16.2.3.2, TS-0006-CR 8.2.1). The store says
 * where each execution is; what is kept here is what waits: timers, sessions, answers and reports.
 *
 * Nothing here is written inside a unit of work: what a unit decides takes effect after its commit.
 */

import { ExecResultType } from '../../../generated/enumerations.js';
import type { CommandRow } from '../../../generated/tables/commands.js';
import type { ExecStatusEvent, ExecStatusState } from '../../../generated/machines/execStatus.js';
import { commandKeys } from '../../devices/command-keys.js';
import { convert } from '../../devices/convert.js';
import {
  send,
  SessionError,
  type Answer,
  type Command,
  type DeviceSession,
  type Report,
  type SessionFailure,
} from '../../devices/devices.js';
import { outcomeOfAnswer, outcomeOfFault, outcomeOfReport } from '../../devices/faults.js';
import type { RequestError } from '../../errors.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import type { Unit } from '../../unit.js';
import { Execution, isOver, type Cancellation, type CancellationFailure, type Run } from './execution.js';
import type { ExecutionHost } from './host.js';
import { refusedAs } from './refusals.js';
import { firstRun, nextRun, runsOf } from './schedule.js';
import { commandOfInstance, isOverIn, move, stateOf } from './states.js';
import { locate, targetsOf } from './targets.js';

const copied = ['execMode', 'execFrequency', 'execDelay', 'execNumber', 'execReqArgs', 'accessControlPolicyIDs'] as const;

const { STATUS_INTERNAL_ERROR, STATUS_SUCCESS } = ExecResultType;

/** Why a run could not be sent, in the words of the outcomes of Execute. */
type AttemptFailure = 'entityNotReachable' | 'objectNotFound' | 'sessionRefused' | 'sessionTimeout' | 'conversionFailed';

interface Failed<Failure extends string> {
  readonly failure: Failure;
  readonly detail: string;
}

const sessionOutcomes = {
  unreachable: 'entityNotReachable',
  notEstablished: 'sessionRefused',
  timeout: 'sessionTimeout',
} as const satisfies Readonly<Record<SessionFailure, AttemptFailure & CancellationFailure>>;

type SessionFailed = Failed<(typeof sessionOutcomes)[SessionFailure]>;

/** A run that can be sent. */
interface Prepared {
  readonly row: CommandRow;
  readonly session: DeviceSession;
  readonly command: Command;
}

export class Executions {
  readonly #host: ExecutionHost;
  readonly #executions = new Map<string, Execution>();
  readonly #keys = commandKeys();
  /** By <mgmtCmd>: the first run of a command for one node that runs at once, until its Execute request picks it up. */
  readonly #attempts = new Map<string, Promise<RequestError | undefined>>();

  constructor(host: ExecutionHost) {
    this.#host = host;
    host.devices.onReport((report) => this.#guarded(() => this.#reported(report)));
  }

  /** Steps 1 to 4 of Execute: an <execInstance> for each managed entity, each on its way after the commit. */
  execute(unit: Unit, mgmtCmd: Resource): void {
    const { attributes } = mgmtCmd;
    const { addresses, isSole } = targetsOf(unit, mgmtCmd.parent ?? '', attribute(attributes, 'execTarget') as string, this.#host.policy);
    const given = attributesOf(Object.fromEntries(copied.flatMap((name) => presentIn(attributes, name))));
    for (const execTarget of addresses) {
      const { id } = unit.create({ type: 'execInstance', parent: mgmtCmd.id, attributes: attributesOf(given, { execTarget }) });
      unit.later(() => this.#begin(id, isSole ? mgmtCmd.id : undefined));
    }
  }

  /** What the command that Execute has just started for one node, at once, is refused with (A49). To be called in the same turn. */
  async firstAttempt(mgmtCmd: string): Promise<RequestError | undefined> {
    const attempt = this.#attempts.get(mgmtCmd);
    this.#attempts.delete(mgmtCmd);
    return attempt;
  }

  /**
   * Ends an execution on request: CANCELLED, or for a DELETE gone. An execution that is over by itself stays as it is, but for a DELETE.
   * A transfer is ended by CancelTransfer, one for all who ask meanwhile.
   */
  async end(id: string, event: 'cancel' | 'delete'): Promise<Cancellation> {
    for (;;) {
      const found = this.#host.run((unit) => {
        const instance = unit.get(id);
        return instance && { state: stateOf(instance), isCancellable: commandOfInstance(unit, instance).cancellable };
      });
      if (found === undefined || (event === 'cancel' && isOverIn(found.state))) return { ended: false };
      const { state, isCancellable } = found;
      const execution = this.#executions.get(id);
      if (execution === undefined || state === 'INITIATED' || !isCancellable) {
        const reached = this.#move(id, event);
        return reached === 'STATUS_NON_CANCELLABLE' ? { ended: false, failure: 'notCancellable', detail: id } : { ended: true };
      }
      if (event === 'delete') execution.deleteWaits = true;
      if (state === 'CANCELLING') this.#move(id, event);
      execution.cancelling ??= this.#cancelTransfer(id, execution).finally(() => (execution.cancelling = undefined));
      const cancellation = await execution.cancelling;
      if (cancellation.ended || cancellation.failure !== undefined) return cancellation;
    }
  }

  /**
   * After a start of the CSE: what is under way goes on. How many runs were over is not known any more: a command that waits begins anew,
   * one that runs is in its last run.
   */
  resume(unit: Unit, instance: Resource): void {
    const state = stateOf(instance);
    if (isOverIn(state)) return;
    if (state === 'INITIATED') return unit.later(() => this.#begin(instance.id, undefined));
    // The answer to CancelTransfer is lost, so the transfer is taken to go on (A37).
    if (state === 'CANCELLING') move(unit, instance, 'cancelFailed', { runsLeft: 0, deleteWaits: false });
    const located = this.#locate(unit, instance);
    unit.later(() => {
      const execution = this.#remember(instance.id, 0);
      execution.device = 'device' in located ? located.device : undefined;
      execution.run = {};
      this.#keys.keyOf(instance.id);
      this.#limit(instance.id, execution, 0);
    });
  }

  /** The execution is over or gone: nothing waits any more, and no report finds it. */
  forget(id: string): void {
    this.#executions.get(id)?.settle();
    this.#executions.delete(id);
    this.#keys.release(id);
  }

  #remember(id: string, runs: number): Execution {
    const execution = new Execution(this.#host.clock, runs);
    this.#executions.set(id, execution);
    return execution;
  }

  #read(id: string): Resource | undefined {
    return this.#host.run((unit) => unit.get(id));
  }

  #locate(unit: Unit, instance: Resource) {
    return locate(unit.find(attribute(instance.attributes, 'execTarget') as string), this.#host.policy);
  }

  /** Step 4: immediate or postponed. */
  #begin(id: string, soleOf: string | undefined): void {
    const { clock } = this.#host;
    const instance = this.#read(id);
    if (instance === undefined) return;
    const execution = this.#remember(id, runsOf(instance.attributes));
    const time = firstRun(instance.attributes, clock.now(), () => this.#host.random());
    if (time > clock.now()) return this.#wait(id, execution, time);
    const attempt = this.#attempt(id, execution, soleOf !== undefined);
    if (soleOf === undefined) return this.#detached(attempt);
    this.#attempts.set(soleOf, attempt);
    // Execute picks it up right after its commit; a unit of the Hosting CSE itself does not.
    queueMicrotask(() => {
      if (this.#attempts.delete(soleOf)) this.#detached(attempt);
    });
  }

  #wait(id: string, execution: Execution, time: number): void {
    execution.at(time, () => this.#detached(this.#attempt(id, execution, false)));
  }

  /**
   * Steps 5 and 6, one run: the session, the conversion, the RPC.
   * @param isAwaited whether an Execute request waits for it
   * @returns what that request is refused with
   */
  async #attempt(id: string, execution: Execution, isAwaited: boolean): Promise<RequestError | undefined> {
    const run: Run = {};
    execution.run = run;
    execution.runsLeft -= 1;
    execution.started = this.#host.clock.now();
    const prepared = await this.#prepare(id, execution);
    // Cancelled or deleted while the session was being opened.
    if (prepared === isOver || execution.run !== run) return undefined;
    if ('failure' in prepared) return this.#abandon(id, execution, prepared, isAwaited);
    this.#move(id, 'start');
    this.#limit(id, execution, delayIn(prepared.command));
    this.#detached(this.#exchange(id, execution, run, prepared));
    return undefined;
  }

  async #prepare(id: string, execution: Execution): Promise<Prepared | Failed<AttemptFailure> | typeof isOver> {
    const found = this.#host.run((unit) => {
      const instance = unit.get(id);
      return instance && { instance, row: commandOfInstance(unit, instance), located: this.#locate(unit, instance) };
    });
    if (found === undefined) return isOver;
    const { instance, row, located } = found;
    if ('failure' in located) return { failure: located.failure, detail: String(attribute(instance.attributes, 'execTarget')) };
    execution.device = located.device;
    const session = await this.#ask(execution, () => this.#host.devices.connect(located.device));
    if (session === isOver || 'failure' in session) return session;
    const command = convert(row.value, attribute(instance.attributes, 'execReqArgs'));
    return 'error' in command ? { failure: 'conversionFailed', detail: command.message } : { row, session, command };
  }

  /** The answer tells it when it was the last run; where nobody could be reached at all, Execute has created nothing (TS-0004 7.3.4.1). */
  #abandon(id: string, execution: Execution, { failure, detail }: Failed<AttemptFailure>, isAwaited: boolean): RequestError | undefined {
    const isAnswer = isAwaited && execution.runsLeft === 0;
    if (isAnswer && failure === 'entityNotReachable') this.#move(id, 'delete');
    else this.#complete(id, execution, 'abandon', STATUS_INTERNAL_ERROR);
    return isAnswer ? refusedAs(`mgmtCmd.execute.${failure}`, detail) : undefined;
  }

  /** Step 6: the RPC and its answer. */
  async #exchange(id: string, execution: Execution, run: Run, { row, session, command }: Prepared): Promise<void> {
    const answer = await this.#answerTo(row, () => send(session, command, this.#keys.keyOf(id)));
    if (execution.run !== run) return;
    // Without a report to come, the answer is the completion, whatever its Status (A40).
    const outcome = outcomeOfAnswer(command.rpc, row.completionReport === null && !('fault' in answer) ? { status: 0 } : answer);
    if (outcome === undefined) this.#move(id, 'accept');
    else this.#complete(id, execution, 'fault' in answer ? 'reject' : 'succeed', outcome.execResult);
  }

  /** The device may have taken an RPC whose answer is lost: where a report would tell, it is waited for. */
  async #answerTo(row: CommandRow, rpc: () => Promise<Answer>): Promise<Answer> {
    try {
      return await rpc();
    } catch (error) {
      if (!(error instanceof SessionError)) this.#host.report(error);
      return row.completionReport === null ? { fault: { faultCode: 9002, faultString: 'the answer was lost' } } : { status: 1 };
    }
  }

  /** Step 7. The report of a run that is over, and one from another device, mean nothing (A39). */
  #reported(report: Report): void {
    const id = this.#keys.resourceOf(report.commandKey);
    const execution = id === undefined ? undefined : this.#executions.get(id);
    if (id === undefined || execution === undefined || execution.device !== report.node) return;
    const isExpected = this.#host.run((unit) => {
      const instance = unit.get(id);
      return (
        instance !== undefined && stateOf(instance) !== 'INITIATED' && commandOfInstance(unit, instance).completionReport === report.rpc
      );
    });
    if (isExpected) this.#complete(id, execution, 'report', outcomeOfReport(report).execResult);
  }

  /** A device that reports nothing in its time has failed; a report after that comes too late. */
  #limit(id: string, execution: Execution, delay: number): void {
    const time = this.#host.clock.now() + delay + this.#host.policy.completionLimit;
    execution.at(time, () => this.#guarded(() => this.#complete(id, execution, 'reject', STATUS_INTERNAL_ERROR)));
  }

  /** A run is over, and its result stands in execResult. Between two runs the execution is INITIATED (A50). */
  #complete(id: string, execution: Execution, event: ExecStatusEvent, execResult: ExecResultType): void {
    if (this.#move(id, event, execResult) !== 'INITIATED') return;
    execution.settle();
    const instance = this.#read(id);
    if (instance !== undefined) this.#wait(id, execution, nextRun(instance.attributes, execution.started, this.#host.clock.now()));
  }

  /** TS-0004 7.4.17.2.1 and 7.4.17.2.3, steps 1 to 5: the session and CancelTransfer. What fails leaves the execution PENDING (A37). */
  async #cancelTransfer(id: string, execution: Execution): Promise<Cancellation> {
    const { run, device = '' } = execution;
    const failed = (failure: Failed<CancellationFailure>): Cancellation => {
      execution.deleteWaits = false;
      return { ended: false, ...failure };
    };
    const session = await this.#ask(execution, () => this.#host.devices.connect(device));
    if (session === isOver || execution.run !== run) return { ended: false };
    if ('failure' in session) return failed(session);
    this.#move(id, execution.deleteWaits ? 'delete' : 'cancel');
    const answer = await this.#ask(execution, () => session.cancelTransfer(this.#keys.keyOf(id)));
    if (answer === isOver || execution.run !== run) return { ended: false };
    if ('failure' in answer) {
      this.#move(id, 'cancelFailed');
      return failed(answer);
    }
    const { execResult, status } = outcomeOfFault('CancelTransfer', 'fault' in answer ? answer.fault : undefined);
    const isCancelled = execResult === STATUS_SUCCESS;
    this.#move(id, isCancelled ? 'cancelSucceeded' : 'cancelFailed', isCancelled ? undefined : execResult);
    return isCancelled ? { ended: true } : failed({ failure: 'cancellationFailed', detail: `${id}: ${status}` });
  }

  /** TS-0004 7.3.4.3: what is asked of a device within a session, and the session itself, has a limit of time. */
  async #ask<T extends object>(execution: Execution, work: () => Promise<T>): Promise<T | SessionFailed | typeof isOver> {
    try {
      return await execution.within(this.#host.policy.sessionLimit, work());
    } catch (error) {
      if (!(error instanceof SessionError)) this.#host.report(error);
      const { code, message } = error instanceof SessionError ? error : new SessionError('notEstablished', 'the session failed');
      return { failure: sessionOutcomes[code], detail: message };
    }
  }

  /** The event happens to the execution, if it is still there. */
  #move(id: string, event: ExecStatusEvent, execResult?: ExecResultType): ExecStatusState | undefined {
    return this.#host.run((unit) => {
      const instance = unit.get(id);
      if (instance === undefined) return undefined;
      const { runsLeft = 0, deleteWaits = false } = this.#executions.get(id) ?? {};
      const reached = move(unit, instance, event, { runsLeft, deleteWaits }, execResult);
      if (reached !== undefined && isOverIn(reached)) unit.later(() => this.forget(id));
      return reached;
    });
  }

  /** Nobody waits for this. */
  #detached(work: Promise<unknown>): void {
    void work.catch((error: unknown) => this.#host.report(error));
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#host.report(error);
    }
  }
}

const presentIn = (attributes: Attributes, name: string): readonly (readonly [string, JsonValue])[] => {
  const value = attribute(attributes, name) ?? null;
  return value === null ? [] : [[name, value]];
};

/** How long a device was asked to wait before it begins, in milliseconds. */
const delayIn = ({ args }: Command): number => ('delaySeconds' in args ? args.delaySeconds * 1000 : 0);
