/** One command execution in memory: what its <execInstance> does not say. It is forgotten when the <execInstance> is over or gone. */

import type { Clock } from '../../clock.js';
import { SessionError } from '../../devices/devices.js';

/** Stands for one run; answers that belong to an earlier one are told by it. */
export type Run = object;

/** The execution was over before what was waited for came. */
export const isOver = Symbol('over');

export class Execution {
  /** Runs that have not begun. */
  runsLeft: number;
  /** When the last run began. */
  started = 0;
  /** The run that has begun and is not over. */
  run: Run | undefined;
  /** How the devices know the managed entity of the run. */
  device: string | undefined;
  /** A CancelTransfer that is outstanding, for all who wait for it. */
  cancelling: Promise<Cancellation> | undefined;
  /** A DELETE waits for that. */
  deleteWaits = false;
  readonly #clock: Clock;
  /** How to end everything that waits on the clock. */
  readonly #waits = new Set<() => void>();

  constructor(clock: Clock, runs: number) {
    this.#clock = clock;
    this.runsLeft = runs;
  }

  /** Runs `work` at `time`, unless the wait is ended before. */
  at(time: number, work: () => void): void {
    const stop = this.#clock.at(time, () => {
      this.#waits.delete(stop);
      work();
    });
    this.#waits.add(stop);
  }

  /**
   * What a device is waited for, but no longer than the limit: then it is a SessionError.
   * Comes to {@link isOver} when the waits are ended, since nobody knows whether the device ever answers.
   */
  within<T>(limit: number, work: Promise<T>): Promise<T | typeof isOver> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.at(this.#clock.now() + limit, () => {
        this.#waits.delete(stop);
        reject(new SessionError('timeout', `no answer within ${limit} ms`));
      });
      const stop = () => {
        cancel();
        resolve(isOver);
      };
      const settled = () => {
        this.#waits.delete(stop);
        cancel();
      };
      this.#waits.add(stop);
      work.finally(settled).then(resolve, reject);
    });
  }

  /** Ends the run and all waits: delays, limits, sessions that are being opened. */
  settle(): void {
    this.run = undefined;
    for (const stop of this.#waits) stop();
    this.#waits.clear();
  }
}

/** What came of a request to end an execution, in the words of the generated outcomes. */
export type Cancellation =
  | { readonly ended: true }
  /** The execution went on by itself meanwhile: see what it is now. */
  | { readonly ended: false; readonly failure?: undefined }
  | { readonly ended: false; readonly failure: CancellationFailure; readonly detail: string };

export type CancellationFailure = 'cancellationFailed' | 'notCancellable' | 'entityNotReachable' | 'sessionRefused' | 'sessionTimeout';
