/**
 * The executions of management commands, from the timer to the device and back (TS-0004 7.4.16.2.3.2, TS-0006-CR 8.2.1). The store says
 * where each execution is, in its <execInstance> and in a record beside it (execution.ts). A run with its device is in attempts.ts; what waits
 * in this process for a device in sessions.ts, and the requests that are answered with what it says in answers.ts.
 */

import { ExecResultType } from '../../../generated/enumerations.js';
import type { ExecStatusEvent, ExecStatusState } from '../../../generated/machines/execStatus.js';
import { claimKey, COMMAND_KEY } from '../../devices/command-keys.js';
import { isCompletion } from '../../devices/devices.js';
import { durably } from '../../work/durably.js';
import { refused, type RequestError } from '../../errors.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../../resource.js';
import type { Unit } from '../../work/unit.js';
import { Answers } from './answers.js';
import { Attempts } from './attempts.js';
import { Cancellations } from './cancellations.js';
import type { Course } from './course.js';
import {
  dropExecution,
  executionOf,
  keepExecution,
  newExecution,
  type Cancellation,
  type Execution,
} from './execution.js';
import type { ExecutionHost } from './host.js';
import { Sessions } from './sessions.js';
import { refusedAs } from './refusals.js';
import { firstRun, nextRun, runsOf } from './schedule.js';
import { isOverIn, move, stateOf } from './states.js';
import { locate, targetsOf } from './targets.js';

const copied = ['execMode', 'execFrequency', 'execDelay', 'execNumber', 'execReqArgs', 'accessControlPolicyIDs'] as const;

const { STATUS_INTERNAL_ERROR } = ExecResultType;

/** The jobs of executions; their key is the id of the <execInstance>. */
export const BEGIN = 'execInstance.begin';
export const LIMIT = 'execInstance.limit';

export class Executions {
  readonly #host: ExecutionHost;
  readonly #sessions: Sessions;
  readonly #answers = new Answers();
  readonly #cancellations: Cancellations;
  readonly #attempts: Attempts;

  constructor(host: ExecutionHost) {
    this.#host = host;
    this.#sessions = new Sessions(host);
    const course: Course = {
      current: (unit, id, run) => this.#current(unit, id, run),
      move: (unit, id, event, execResult) => this.#move(unit, id, event, execResult),
      complete: (unit, id, event, execResult) => this.#complete(unit, id, event, execResult),
      limit: (unit, id, execution) => this.#limit(unit, id, execution),
      answer: (unit, id, refusal) => this.#answer(unit, id, refusal),
      isAwaited: (id) => this.#answers.isExpected(id),
      guarded: (steps, failed) => this.#guarded(steps, failed),
    };
    this.#cancellations = new Cancellations(host, this.#sessions, course);
    this.#attempts = new Attempts(host, this.#sessions, course);
    host.devices.onReport((report) => (isCompletion(report) ? durably(host, (unit) => this.#attempts.reported(unit, report)) : undefined));
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
      return this.#attempts.abandon(unit, id, { failure: located.failure, detail: String(attribute(instance.attributes, 'execTarget')) });
    }
    // One key for each run: a late report of an earlier one finds nobody (erratum A45).
    const commandKey = claimKey(unit, run === 1 ? id : `${id}-${run}`, id, { instance: id });
    keepExecution(unit, id, { ...begun, device: located.device, commandKey });
    unit.later(() => this.#attempts.begin(id, run));
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
    if (execution.phase === 'connecting' || execution.phase === 'sent') unit.later(() => this.#attempts.begin(id, execution.run));
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
