/**
 * Operations on devices, from the trigger to the last report (TS-0004 D.3.2.2). Of each [software] there is at most one for each machine:
 * a new one takes the place of the old, whose reports are nobody's from then on.
 */

import type { Clock } from '../../clock.js';
import { shortKey } from '../../devices/command-keys.js';
import { SessionError, type Answer, type Devices, type DUResult, type Report } from '../../devices/devices.js';
import type { Command, InstalledUnit } from './commands.js';

/** How an operation ends: the events of the device and the clock in both machines. */
export type Ending = 'succeed' | 'fail' | 'timeout';

export interface Operation {
  /** Id of the [software]. */
  readonly resource: string;
  readonly machine: 'installStatus' | 'activeStatus';
  /** How `Devices` knows the managed entity; undefined: it has none (TS-0004 7.3.4.2). */
  readonly device: string | undefined;
  /** Undefined: one that was under way before this CSE started, of which only the time limit is left. */
  readonly command: Command | undefined;
}

export interface Operations {
  /** Starts an operation in the place of the last one of the same machine. */
  start(operation: Operation): void;
  /** How the operation in this place has ended; undefined: not yet, or there is none. */
  endingOf(resource: string, machine: string): Ending | undefined;
  /** Ends what is under way for a resource, without an event: no timer is left, and reports find nobody. */
  forget(resource: string): void;
}

export interface OperationsOptions {
  readonly devices: Devices;
  readonly clock: Clock;
  /** Milliseconds until an operation without completion has failed (B10). */
  readonly timeLimit: number;
  /**
   * An operation comes to an end. More of them can follow: success after a time-out, or anything after anything for a device that repeats
   * itself. `keep` stores the ending; without that call the operation stays as it is.
   */
  ended(operation: Operation, ending: Ending, unit: InstalledUnit | undefined, keep: () => void): void;
  report(error: unknown): void;
}

interface Place {
  readonly operation: Operation;
  readonly commandKey: string;
  ending?: Ending;
  stopTimer(this: void): void;
}

export function operations({ devices, clock, timeLimit, ended, report }: OperationsOptions): Operations {
  const places = new Map<string, Place>();
  const byCommandKey = new Map<string, Place>();
  let started = 0;

  const placeName = (resource: string, machine: string) => `${machine} ${resource}`;
  const isCurrent = (place: Place) => byCommandKey.get(place.commandKey) === place;

  const clear = (name: string) => {
    const place = places.get(name);
    if (place === undefined) return;
    place.stopTimer();
    places.delete(name);
    byCommandKey.delete(place.commandKey);
  };

  const end = (place: Place, ending: Ending, results: readonly DUResult[] = []) => {
    // A time limit is for what has not ended.
    if (!isCurrent(place) || (ending === 'timeout' && place.ending !== undefined)) return;
    const unit = ending === 'succeed' ? place.operation.command?.unitAfter(results) : undefined;
    try {
      ended(place.operation, ending, unit, () => {
        place.stopTimer();
        place.ending = ending;
      });
    } catch (error) {
      report(error);
    }
  };

  const answered = (place: Place, command: Command, answer: Answer) => {
    if ('fault' in answer) end(place, 'fail');
    else if (!command.isReported || answer.status === 0) end(place, 'succeed');
  };

  const carryOut = async (place: Place, command: Command) => {
    const { device } = place.operation;
    if (device === undefined) return end(place, 'fail');
    let isSent = false;
    try {
      const session = await devices.connect(device);
      // Meanwhile the resource may be gone, or the time limit passed: a Failure that is known does not touch the device.
      if (!isCurrent(place) || place.ending !== undefined) return;
      isSent = true;
      answered(place, command, await command.send(session, place.commandKey));
    } catch (error) {
      if (!(error instanceof SessionError)) report(error);
      // What the device made of a command without an answer nobody knows, as after a time-out: what it reports later counts.
      end(place, isSent ? 'timeout' : 'fail');
    }
  };

  devices.onReport((told: Report) => {
    const place = byCommandKey.get(told.commandKey);
    const command = place?.operation.command;
    if (place === undefined || command === undefined) return;
    if (told.rpc !== 'DUStateChangeComplete' || told.node !== place.operation.device) return;
    const isSuccess = told.results.length > 0 && told.results.every((result) => command.succeededWith(result));
    end(place, isSuccess ? 'succeed' : 'fail', told.results);
  });

  return {
    start(operation) {
      const { resource, machine, command } = operation;
      const name = placeName(resource, machine);
      clear(name);
      const now = clock.now();
      // The time keeps the reports of before a restart of this CSE apart.
      const commandKey = shortKey(`${resource} ${machine} ${now} ${started++}`);
      const place: Place = { operation, commandKey, stopTimer: clock.at(now + timeLimit, () => end(place, 'timeout')) };
      places.set(name, place);
      byCommandKey.set(commandKey, place);
      if (command !== undefined) void carryOut(place, command);
    },
    endingOf: (resource, machine) => places.get(placeName(resource, machine))?.ending,
    forget(resource) {
      for (const machine of ['installStatus', 'activeStatus']) clear(placeName(resource, machine));
    },
  };
}
