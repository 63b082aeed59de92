/**
 * Operations on devices, from the trigger to the last report (TS-0004 D.3.2.2). Of each [software] there is at most one for each machine:
 * a new one takes the place of the old, whose reports are nobody's from then on. Each is a record in the store: what was asked for and not
 * answered when the process ended is asked for again, under the same CommandKey; what was answered is waited for.
 */

import { claimKey, COMMAND_KEY, shortKey } from '../../devices/command-keys.js';
import { isCompletion, type Answer, type Completion, type Devices, type DeviceSession, type DUResult } from '../../devices/devices.js';
import { sessionErrorOf } from '../../devices/session-error.js';
import { installedUnits, type ReportedUnit } from '../../devices/inventory.js';
import { followReporting } from '../../devices/prompt.js';
import { durably } from '../../work/durably.js';
import type { Attributes } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';
import { commandFor, unitAmong, type Command, type InstalledUnit } from './commands.js';

/** How an operation ends: the events of the device and the clock in both machines. */
export type Ending = 'succeed' | 'fail' | 'timeout';

export type MachineName = 'installStatus' | 'activeStatus';

/** What is to be done. */
export interface Order {
  /** Id of the [software]. */
  readonly resource: string;
  readonly machine: MachineName;
  /** How `Devices` knows the managed entity; null: it has none (TS-0004 7.3.4.2). */
  readonly device: string | null;
  /** The effect that asks for it; null: one of which only the time limit is known. */
  readonly request: string | null;
  /** What its command is made of: see `Circumstances`. */
  readonly software: Attributes;
  readonly unit: InstalledUnit | null;
  readonly isUnsure: boolean;
}

interface Operation extends Order {
  readonly commandKey: string;
  /** The device has answered, and will report. */
  readonly isAccepted: boolean;
  /** Null: not yet. */
  readonly ending: Ending | null;
}

export interface OperationsOptions {
  readonly devices: Devices;
  /** Milliseconds until an operation without completion has failed (B10). */
  readonly timeLimit: number;
  run<T>(this: void, steps: (unit: Unit) => T): T;
  /**
   * An operation comes to an end. More of them can follow: success after a time-out, or anything after anything for a device that repeats
   * itself. False: this ending changes nothing.
   */
  ended(unit: Unit, operation: Order, ending: Ending, present: InstalledUnit | undefined): boolean;
  report(this: void, error: unknown): void;
}

const OPERATION = 'softwareOperation';

/** The job that ends an operation whose time is up; its key is that of the operation. */
export const LIMIT_JOB = 'software.limit';

const keyOf = (resource: string, machine: string) => `${machine} ${resource}`;

/** Whoever asked for an operation waits no longer: its time is up now, if it is under way. */
export function overdueNow(unit: Unit, resource: string, machine: MachineName): void {
  const key = keyOf(resource, machine);
  if (unit.plannedAt(LIMIT_JOB, key) !== undefined) unit.plan(LIMIT_JOB, key);
}

const operationWith = (reader: Reader, key: string) => reader.record(OPERATION, key) as unknown as Operation | undefined;

export class Operations {
  readonly #options: OperationsOptions;
  /** Sessions that are being opened, or open, by CommandKey: how to give them up. */
  readonly #waits = new Map<string, AbortController>();

  constructor(options: OperationsOptions) {
    this.#options = options;
    options.devices.onReport((told) => (isCompletion(told) ? durably(options, (unit) => this.#reported(unit, told)) : undefined));
  }

  /** Starts an operation in the place of the last one of the same machine, once the unit is committed. */
  start(unit: Unit, order: Order): void {
    const { resource, machine } = order;
    const key = keyOf(resource, machine);
    const before = operationWith(unit, key);
    if (before !== undefined) this.#giveUp(unit, before);
    // Two operations of one machine do not start in one millisecond: the first one is In_Process until a device has answered.
    const run = `${resource} ${machine} ${unit.now}`;
    const commandKey = claimKey(unit, shortKey(run, 1), resource, { operation: key });
    this.#keep(unit, { ...order, commandKey, isAccepted: false, ending: null });
    unit.plan(LIMIT_JOB, key, unit.now + this.#options.timeLimit);
    if (order.request !== null) unit.later(() => this.#carryOut(key, commandKey));
  }

  /** After a restart: what was not answered is asked for again; the device may know it already. */
  resume(unit: Unit, resource: string, machine: MachineName): boolean {
    const operation = operationWith(unit, keyOf(resource, machine));
    if (operation === undefined) return false;
    if (operation.isAccepted || operation.ending !== null || operation.request === null) return true;
    this.#keep(unit, { ...operation, isUnsure: true });
    unit.later(() => this.#carryOut(keyOf(resource, machine), operation.commandKey));
    return true;
  }

  /** How the operation in this place has ended; null: not yet; undefined: nothing is known of any. */
  endingOf(reader: Reader, resource: string, machine: string): Ending | null | undefined {
    return operationWith(reader, keyOf(resource, machine))?.ending;
  }

  /** Ends what is under way for a resource, without an event: no timer is left, and reports find nobody. */
  forget(unit: Unit, resource: string, machine?: MachineName): void {
    for (const one of machine === undefined ? (['installStatus', 'activeStatus'] as const) : [machine]) {
      const key = keyOf(resource, one);
      const operation = operationWith(unit, key);
      if (operation === undefined) continue;
      unit.drop(OPERATION, key);
      this.#giveUp(unit, operation);
      unit.unplan(LIMIT_JOB, key);
    }
  }

  /** The time of an operation is up. */
  overdue(unit: Unit, key: string): void {
    const operation = operationWith(unit, key);
    if (operation !== undefined && operation.ending === null) this.#end(unit, operation, 'timeout', undefined);
  }

  /** No report finds it any more, and nothing waits for its device. */
  #giveUp(unit: Unit, { commandKey }: Operation): void {
    unit.drop(COMMAND_KEY, commandKey);
    if (this.#waits.has(commandKey)) unit.later(() => this.#waits.get(commandKey)?.abort());
  }

  #keep(unit: Unit, operation: Operation): void {
    const { resource, machine } = operation;
    unit.keep({ kind: OPERATION, key: keyOf(resource, machine), owner: resource, value: operation as unknown as Attributes });
  }

  #carryOut(key: string, commandKey: string): void {
    const { devices, run, report } = this.#options;
    const follow = followReporting(report);
    /** Meanwhile the resource may be gone, or the time limit passed: a Failure that is known does not touch the device. */
    const current = () => {
      const operation = run((unit) => operationWith(unit, key));
      return operation?.commandKey === commandKey && operation.ending === null ? operation : undefined;
    };
    const operation = current();
    if (operation === undefined) return;
    const { device, request } = operation;
    const command = request === null ? undefined : commandFor(request, circumstancesOf(operation));
    if (device === null || command === undefined) return this.#ends(key, commandKey, 'fail');
    const patience = new AbortController();
    this.#waits.set(commandKey, patience);
    let session: DeviceSession | undefined;
    const over = () => {
      if (this.#waits.get(commandKey) === patience) this.#waits.delete(commandKey);
      session?.close?.();
    };
    const lost = (ending: Ending) => (error: unknown) => {
      if (sessionErrorOf(error) === undefined) report(error);
      this.#ends(key, commandKey, ending);
      over();
    };
    const send = (open: DeviceSession, known: Command) =>
      follow(
        () => known.send(open, commandKey),
        (answer) => {
          this.#answered(key, commandKey, known, answer);
          over();
        },
        // What the device made of a command without an answer nobody knows, as after a time-out: what it reports later counts.
        lost('timeout'),
      );
    follow(
      // Made when it is asked for: a signal weighs more than all else about a session.
      () => devices.connect(device, { get signal() { return patience.signal; } }),
      (open) => {
        session = open;
        if (current() === undefined) return over();
        if (!command.isGuess) return send(open, command);
        const recognised = (units: readonly ReportedUnit[]) => {
          if (!this.#recognise(key, commandKey, units, (known) => send(open, known))) over();
        };
        follow(() => installedUnits(open), recognised, lost('fail'));
      },
      lost('fail'),
    );
  }

  /** The command for the unit that the device has goes out once it is kept which one that is. False: the operation is over. */
  #recognise(key: string, commandKey: string, units: readonly ReportedUnit[], send: (command: Command) => void): boolean {
    return this.#options.run((unit) => {
      const operation = operationWith(unit, key);
      if (operation?.commandKey !== commandKey || operation.ending !== null) return false;
      const found = unitAmong(units, operation.software);
      const known = found === undefined ? operation : { ...operation, unit: found };
      if (known !== operation) this.#keep(unit, known);
      const command = known.request === null ? undefined : commandFor(known.request, circumstancesOf(known));
      if (command !== undefined) unit.later(() => send(command));
      return command !== undefined;
    });
  }

  #answered(key: string, commandKey: string, command: Command, answer: Answer): void {
    if ('fault' in answer) return this.#ends(key, commandKey, 'fail');
    if (!command.isReported || answer.status === 0) return this.#ends(key, commandKey, 'succeed');
    this.#guarded((unit) => {
      const operation = operationWith(unit, key);
      if (operation?.commandKey === commandKey && operation.ending === null) this.#keep(unit, { ...operation, isAccepted: true });
    });
  }

  #reported(unit: Unit, told: Completion): void {
    const key = unit.record(COMMAND_KEY, told.commandKey)?.['operation'];
    const operation = typeof key === 'string' ? operationWith(unit, key) : undefined;
    if (operation === undefined || operation.commandKey !== told.commandKey || operation.request === null) return;
    if (told.rpc !== 'DUStateChangeComplete' || told.node !== operation.device) return;
    const command = commandFor(operation.request, circumstancesOf(operation));
    const isSuccess = told.results.length > 0 && told.results.every((result) => command?.succeededWith(result) === true);
    this.#end(unit, operation, isSuccess ? 'succeed' : 'fail', told.results);
  }

  #ends(key: string, commandKey: string, ending: Ending): void {
    this.#guarded((unit) => {
      const operation = operationWith(unit, key);
      // A time limit is for what has not ended.
      if (operation?.commandKey !== commandKey || (ending === 'timeout' && operation.ending !== null)) return;
      this.#end(unit, operation, ending, undefined);
    });
  }

  #end(unit: Unit, operation: Operation, ending: Ending, results: readonly DUResult[] | undefined): void {
    const command = operation.request === null ? undefined : commandFor(operation.request, circumstancesOf(operation));
    const present = ending === 'succeed' ? command?.unitAfter(results ?? []) : undefined;
    if (!this.#options.ended(unit, operation, ending, present)) return;
    unit.unplan(LIMIT_JOB, keyOf(operation.resource, operation.machine));
    // After a time-out a report still counts; after anything else it changes nothing (B71), so that nobody needs to hear it.
    if (ending === 'timeout') {
      this.#keep(unit, { ...operation, ending });
      unit.later(() => this.#waits.get(operation.commandKey)?.abort());
    } else this.forget(unit, operation.resource, operation.machine);
  }

  #guarded(steps: (unit: Unit) => void): void {
    try {
      this.#options.run(steps);
    } catch (error) {
      this.#options.report(error);
    }
  }
}

const circumstancesOf = ({ software, unit, isUnsure }: Order) => ({ software, unit: unit ?? undefined, isUnsure });
