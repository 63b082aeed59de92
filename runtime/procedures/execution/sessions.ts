/** What is asked of devices, and waited for in this process (TS-0004 7.3.4.3). */

import { SessionError, sessionErrorOf, type SessionFailure } from '../../devices/devices.js';
import { follow } from '../../devices/prompt.js';
import type { ExecutionHost } from './host.js';

/** Why something could not be done, in the words of the generated outcomes. */
export interface Failed<Failure extends string> {
  readonly failure: Failure;
  readonly detail: string;
}

const outcomes = {
  unreachable: 'entityNotReachable',
  notEstablished: 'sessionRefused',
  timeout: 'sessionTimeout',
} as const satisfies Readonly<Record<SessionFailure, string>>;

export type SessionFailed = Failed<(typeof outcomes)[SessionFailure]>;

export class Sessions {
  readonly #host: ExecutionHost;
  /** How to end what waits for a device, by execution. */
  readonly #waits = new Map<string, Set<() => void>>();

  constructor(host: ExecutionHost) {
    this.#host = host;
  }

  /** What is asked of a device within a session, and the session itself, has a limit of time. `over`: the execution has ended meanwhile. */
  ask<T>(id: string, work: () => Promise<T>, done: (value: T) => void, failed: (failure: SessionFailed) => void, over = () => {}): void {
    const { clock, policy, report } = this.#host;
    let isOpen = true;
    const close = () => {
      if (!isOpen) return false;
      isOpen = false;
      cancelLimit();
      const waits = this.#waits.get(id);
      waits?.delete(stop);
      if (waits?.size === 0) this.#waits.delete(id);
      return true;
    };
    const stop = () => {
      if (close()) over();
    };
    const reject = (error: unknown) => {
      if (!close()) return;
      const known = sessionErrorOf(error);
      if (known === undefined) report(error);
      const { code, message } = known ?? new SessionError('notEstablished', 'the session failed');
      failed({ failure: outcomes[code], detail: message });
    };
    const limit = policy.sessionLimit;
    const cancelLimit = clock.at(clock.now() + limit, () => reject(new SessionError('timeout', `no answer within ${limit} ms`)));
    const waits = this.#waits.get(id) ?? new Set();
    this.#waits.set(id, waits.add(stop));
    follow(work, (value) => void (close() && done(value)), reject);
  }

  /** Ends what waits for an execution. */
  stop(id: string): void {
    for (const stop of this.#waits.get(id) ?? []) stop();
  }
}
