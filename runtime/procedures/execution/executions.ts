/**
 * The executions of management commands, from the timer to the device and back (TS-0004 7.4.16.2.3.2, TS-0006-CR 8.2.1). The store says
 * where each execution is, in its <execInstance> and in a record beside it (execution.ts); what waits in this process for a device is
 * in sessions.ts, and the requests that are answered with what it says in answers.ts.
 */

import { ExecResultType } from '../../../generated/enumerations.js';
import type { CommandRow } from '../../../generated/tables/commands.js';
import type { ExecStatusEvent, ExecStatusState } from '../../../generated/machines/execStatus.js';
import { claimKey, COMMAND_KEY } from '../../devices/command-keys.js';
import { convert } from '../../devices/convert.js';
import { send, type Command } from '../../devices/command.js';
import { isCompletion, type Answer, type Completion, type DeviceSession } from '../../devices/devices.js';
import { sessionErrorOf } from '../../devices/session-error.js';
import { outcomeOfAnswer, outcomeOfReport } from '../../devices/faults.js';
import { follow } from '../../devices/prompt.js';
import { durably } from '../../work/durably.js';
import { refused, type RequestError } from '../../errors.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import type { Unit } from '../../work/unit.js';
import { Answers } from './answers.js';
import { Cancellations } from './cancellations.js';
import {
  dropExecution,
  executionOf,
  keepExecution,
  newExecution,
  type Cancellation,
  type Execution,
} from './execution.js';
import type { ExecutionHost } from './host.js';
import { Sessions, type Failed } from './sessions.js';
import { refusedAs } from './refusals.js';
import { firstRun, nextRun, runsOf } from './schedule.js';
import { commandOfInstance, isOverIn, move, stateOf } from './states.js';
import { locate, targetsOf } from './targets.js';

const copied = ['execMode', 'execFrequency', 'execDelay', 'execNumber', 'execReqArgs', 'accessControlPolicyIDs'] as const;

const { STATUS_INTERNAL_ERROR, STATUS_SUCCESS } = ExecResultType;

/** Why a run could not be sent, in the words of the outcomes of Execute. */
type AttemptFailure = 'entityNotReachable' | 'objectNotFound' | 'sessionRefused' | 'sessionTimeout' | 'conversionFailed';

/** The jobs of executions; their key is the id of the <execInstance>. */
export const BEGIN = 'execInstance.begin';
export const LIMIT = 'execInstance.limit';

export class Executions {
  readonly #host: ExecutionHost;
  readonly #sessions: Sessions;
  readonly #answers = new Answers();
  readonly #cancellations: Cancellations;

  constructor(host: ExecutionHost) {
    this.#host = host;
    this.#sessions = new Sessions(host);
    this.#cancellations = new Cancellations(host, this.#sessions, {
      current: (unit, id, run) => this.#current(unit, id, run),
      move: (unit, id, event, execResult) => this.#move(unit, id, event, execResult),
      guarded: (steps, failed) => this.#guarded(steps, failed),
    });
    host.devices.onReport((report) => (isCompletion(report) ? durably(host, (unit) => this.#reported(unit, report)) : undefined));
  }

  /** Steps 1 to 4 of Execute: an <execInstance> for each managed entity, each on its way after the commit. */
  execute(unit: Unit, mgmtCmd: Resource): void {
    const { attributes } = mgmtCmd;
    const { addresses, isSole } = targetsOf(unit, mgmtCmd.parent ?? '', attribute(attributes, 'execTarget') as string, this.#host.policy);
    const given = attributesOf(Object.fromEntries(copied.flatMap((name) => presentIn(attributes, name))));
    for (const execTarget of addresses) {
      const { id } = unit.create({ type: 'execInstance', parent: mgmtCmd.id, attributes: attributesOf(given, { execTarget }) });
      const isImmediate = this.#schedule(unit, id);
      if (isSole && isImmediate) this.#answers.expect(unit, mgmtCmd.id, id);
    }
  }

  /** What the device said to the command that Execute has just started for one node, at once; undefined: nothing against it (A49). */
  firstAnswer(mgmtCmd: string): Promise<RequestError | undefined> {
    return this.#answers.to(mgmtCmd);
  }

  /** Step 5, one run. */
  begin(unit: Unit, id: string): void {
    const [instance, begun] = this.#nextRun(unit, id);
    if (instance === undefined || begun === undefined) return;
    const { run } = begun;
    const located = this.#locate(unit, instance);
    if ('failure' in located) {
      keepExecution(unit, id, begun);
      return this.#abandon(unit, id, { failure: located.failure, detail: String(attribute(instance.attributes, 'execTarget')) });
    }
    // One key for each run: a late report of an earlier one finds nobody (erratum A45).
    const commandKey = claimKey(unit, run === 1 ? id : `${id}-${run}`, id, { instance: id });
    keepExecution(unit, id, { ...begun, device: located.device, commandKey });
    unit.later(() => this.#attempt(id, run));
  }

  /** A run that this CSE could not begin has failed: whoever waits for it hears so, and the next one has its time. */
  notBegun(unit: Unit, id: string): void {
    const [, begun] = this.#nextRun(unit, id);
    if (begun === undefined) return;
    keepExecution(unit, id, begun);
    this.#answer(unit, id, refused('INTERNAL_SERVER_ERROR', `${id} could not be begun.`));
    this.#complete(unit, id, 'abandon', STATUS_INTERNAL_ERROR);
  }

  #nextRun(unit: Unit, id: string): readonly [Resource | undefined, Execution | undefined] {
    const [instance, execution] = [unit.get(id), executionOf(unit, id)];
    if (instance === undefined || execution === undefined || stateOf(instance) !== 'INITIATED') return [instance, undefined];
    return [instance, { ...execution, run: execution.run + 1, runsLeft: execution.runsLeft - 1, started: unit.now, phase: 'connecting' }];
  }

  /** A device that reports nothing in its time has failed; a report after that comes too late. */
  overdue(unit: Unit, id: string): void {
    if (executionOf(unit, id) === undefined) return;
    this.#answer(unit, id, refusedAs('mgmtCmd.execute.sessionTimeout', `${id} was not answered`));
    this.#complete(unit, id, 'reject', STATUS_INTERNAL_ERROR);
  }

  /** Ends an execution on request: see cancellations.ts. */
  end(id: string, event: 'cancel' | 'delete'): Promise<Cancellation> {
    return this.#cancellations.end(id, event);
  }

  /** After a start of the CSE: what is under way goes on, and what a device was asked without an answer it is asked again. */
  resume(unit: Unit, instance: Resource): void {
    const { id } = instance;
    const state = stateOf(instance);
    if (isOverIn(state)) return;
    const execution = executionOf(unit, id) ?? this.#recollect(unit, instance);
    // The answer to CancelTransfer is lost, so the transfer is taken to go on (A37); who wanted to delete it has no answer.
    if (execution.deleteWaits) keepExecution(unit, id, { ...execution, deleteWaits: false });
    if (state === 'CANCELLING') this.#move(unit, id, 'cancelFailed');
    if (state !== 'INITIATED') this.#limit(unit, id, execution);
    if (execution.phase === 'connecting' || execution.phase === 'sent') unit.later(() => this.#attempt(id, execution.run));
  }

  /** The execution is over or gone: nothing waits any more, and no report finds it. */
  forget(unit: Unit, id: string): void {
    dropExecution(unit, id);
    for (const { key } of unit.records(COMMAND_KEY, id)) unit.drop(COMMAND_KEY, key);
    unit.unplan(BEGIN, id);
    unit.unplan(LIMIT, id);
    unit.later(() => this.#stop(id));
  }

  /** Step 4: immediate or postponed. */
  #schedule(unit: Unit, id: string): boolean {
    const { attributes } = unit.get(id) as Resource;
    keepExecution(unit, id, newExecution(runsOf(attributes)));
    const time = firstRun(attributes, unit.now, () => this.#host.random());
    const isImmediate = time <= unit.now;
    unit.plan(BEGIN, id, isImmediate ? undefined : time);
    return isImmediate;
  }

  /** Of a store that has no record of an execution: one that waits begins anew, one that runs is in its last run. */
  #recollect(unit: Unit, instance: Resource): Execution {
    const { id } = instance;
    if (stateOf(instance) === 'INITIATED') {
      this.#schedule(unit, id);
      return executionOf(unit, id) as Execution;
    }
    const located = this.#locate(unit, instance);
    const device = 'device' in located ? located.device : null;
    const execution: Execution = { ...newExecution(0), run: 1, phase: 'accepted', limitFrom: unit.now, device, commandKey: claimKey(unit, id, id, { instance: id }) };
    keepExecution(unit, id, execution);
    return execution;
  }

  #limit(unit: Unit, id: string, { limitFrom }: Execution): void {
    unit.plan(LIMIT, id, limitFrom + this.#host.policy.completionLimit);
  }

  #locate(unit: Unit, instance: Resource) {
    return locate(unit.find(attribute(instance.attributes, 'execTarget') as string), this.#host.policy);
  }

  /** The run, as long as it is the one that is under way. */
  #current(unit: Unit, id: string, run: number): Execution | undefined {
    const execution = executionOf(unit, id);
    return execution?.run === run && execution.phase !== 'waiting' ? execution : undefined;
  }

  /** Steps 5 and 6: the session, the conversion, the RPC. */
  #attempt(id: string, run: number): void {
    const execution = this.#host.run((unit) => this.#current(unit, id, run));
    if (execution === undefined) return;
    const failed = (failure: Failed<AttemptFailure>) =>
      this.#guarded((unit) => {
        if (this.#current(unit, id, run) !== undefined) this.#abandon(unit, id, failure);
      });
    const opened = (session: DeviceSession) =>
      this.#guarded(
        (unit) => {
          if (!this.#begun(unit, id, run, session)) session.close?.();
        },
        () => session.close?.(),
      );
    this.#sessions.open(id, execution.device ?? '', opened, failed);
  }

  /** False: nothing is asked of the device. */
  #begun(unit: Unit, id: string, run: number, session: DeviceSession): boolean {
    const [instance, execution] = [unit.get(id), this.#current(unit, id, run)];
    // Cancelled or deleted while the session was being opened.
    if (instance === undefined || execution === undefined) return false;
    const row = commandOfInstance(unit, instance);
    const command = convert(row.value, attribute(instance.attributes, 'execReqArgs'));
    if ('error' in command) {
      this.#abandon(unit, id, { failure: 'conversionFailed', detail: command.message });
      return false;
    }
    // After a restart it may have started already.
    if (stateOf(instance) === 'INITIATED') this.#move(unit, id, 'start');
    const sent: Execution = { ...execution, phase: 'sent', limitFrom: unit.now + delayIn(command) };
    keepExecution(unit, id, sent);
    this.#limit(unit, id, sent);
    unit.later(() => this.#exchange(id, run, row, session, command));
    return true;
  }

  /** The run comes to nothing; where nobody could be reached at all, Execute has created nothing (TS-0004 7.3.4.1). */
  #abandon(unit: Unit, id: string, { failure, detail }: Failed<AttemptFailure>): void {
    const isLast = executionOf(unit, id)?.runsLeft === 0;
    const isAnswer = isLast && this.#answers.isExpected(id);
    if (isAnswer) this.#answer(unit, id, refusedAs(`mgmtCmd.execute.${failure}`, detail));
    if (isAnswer && failure === 'entityNotReachable') this.#move(unit, id, 'delete');
    // Asked again after a restart, a device that is not there any more may have taken the command all the same.
    else this.#complete(unit, id, stateOf(unit.get(id) as Resource) === 'INITIATED' ? 'abandon' : 'reject', STATUS_INTERNAL_ERROR);
  }

  /** Step 6: the RPC and its answer. */
  #exchange(id: string, run: number, row: CommandRow, session: DeviceSession, command: Command): void {
    const commandKey = this.#host.run((unit) => this.#current(unit, id, run)?.commandKey);
    if (commandKey === undefined) return session.close?.();
    const answered = (answer: Answer) => {
      this.#guarded((unit) => this.#answered(unit, id, run, row, command, answer));
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
        this.#guarded((unit) => this.#answer(unit, id, refusedAs(`mgmtCmd.execute.${failure}`, detail)));
        // Where a report would tell, it is waited for.
        answered(row.completionReport === null ? { fault: { faultCode: 9002, faultString: 'the answer was lost' } } : { status: 1 });
      },
    );
  }

  #answered(unit: Unit, id: string, run: number, row: CommandRow, command: Command, answer: Answer): void {
    const [instance, execution] = [unit.get(id), this.#current(unit, id, run)];
    if (instance === undefined || execution === undefined) return;
    // Without a report to come, the answer is the completion, whatever its Status (A40).
    const outcome = outcomeOfAnswer(command.rpc, row.completionReport === null && !('fault' in answer) ? { status: 0 } : answer);
    if ('fault' in answer && outcome !== undefined) {
      const { faultCode, faultString } = answer.fault;
      const detail = `${command.rpc} was answered with ${outcome.status}: ${faultCode} ${faultString} (TS-0006-CR 8.2.1, erratum A43).`;
      this.#answer(unit, id, refused('OPERATION_DENIED_BY_REMOTE_ENTITY', detail));
    } else this.#answer(unit, id, undefined);
    if (outcome === undefined) {
      keepExecution(unit, id, { ...execution, phase: 'accepted' });
      this.#move(unit, id, 'accept');
      return;
    }
    // What was installed here is gone with everything else on the device (erratum B83).
    const node = unit.find(attribute(instance.attributes, 'execTarget') as string);
    if (command.rpc === 'FactoryReset' && outcome.execResult === STATUS_SUCCESS && node !== undefined) unit.plan('software.reset', node.id);
    this.#complete(unit, id, 'fault' in answer ? 'reject' : 'succeed', outcome.execResult);
  }

  /** Step 7. The report of a run that is over, and one from another device, mean nothing (A39). */
  #reported(unit: Unit, report: Completion): void {
    const id = unit.record(COMMAND_KEY, report.commandKey)?.['instance'];
    if (typeof id !== 'string') return;
    const [instance, execution] = [unit.get(id), executionOf(unit, id)];
    if (instance === undefined || execution?.device !== report.node || execution.commandKey !== report.commandKey) return;
    if (stateOf(instance) === 'INITIATED' || commandOfInstance(unit, instance).completionReport !== report.rpc) return;
    this.#complete(unit, id, 'report', outcomeOfReport(report).execResult);
  }

  /** A run is over, and its result stands in execResult. Between two runs the execution is INITIATED (A50). */
  #complete(unit: Unit, id: string, event: ExecStatusEvent, execResult: ExecResultType): void {
    if (this.#move(unit, id, event, execResult) !== 'INITIATED') return;
    const [instance, execution] = [unit.get(id), executionOf(unit, id)];
    if (instance === undefined || execution === undefined) return;
    if (execution.commandKey !== null) unit.drop(COMMAND_KEY, execution.commandKey);
    keepExecution(unit, id, { ...execution, phase: 'waiting', device: null, commandKey: null });
    unit.unplan(LIMIT, id);
    unit.plan(BEGIN, id, nextRun(instance.attributes, execution.started, unit.now));
    unit.later(() => this.#stop(id));
  }

  #answer(unit: Unit, id: string, refusal: RequestError | undefined): void {
    unit.later(() => this.#answers.give(id, refusal));
  }

  /** Ends what waits: sessions that are being opened, requests that wait for an answer. */
  #stop(id: string): void {
    this.#sessions.stop(id);
    this.#answers.give(id);
  }

  /** The event happens to the execution, if it is still there. */
  #move(unit: Unit, id: string, event: ExecStatusEvent, execResult?: ExecResultType): ExecStatusState | undefined {
    const instance = unit.get(id);
    if (instance === undefined) return undefined;
    const { runsLeft = 0, deleteWaits = false } = executionOf(unit, id) ?? {};
    const reached = move(unit, instance, event, { runsLeft, deleteWaits }, execResult);
    if (reached !== undefined && isOverIn(reached)) this.forget(unit, id);
    return reached;
  }

  #guarded(steps: (unit: Unit) => void, failed = () => {}): void {
    try {
      this.#host.run(steps);
    } catch (error) {
      this.#host.report(error);
      failed();
    }
  }
}

const presentIn = (attributes: Attributes, name: string): readonly (readonly [string, JsonValue])[] => {
  const value = attribute(attributes, name) ?? null;
  return value === null ? [] : [[name, value]];
};

/** How long a device was asked to wait before it begins, in milliseconds. */
const delayIn = ({ args }: Command): number => ('delaySeconds' in args ? args.delaySeconds * 1000 : 0);
