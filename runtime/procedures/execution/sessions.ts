/** What is asked of devices, and waited for in this process (TS-0004 7.3.4.3). */

import type { DeviceSession } from '../../devices/devices.js';
import { SessionError, sessionErrorOf, type SessionFailure } from '../../devices/session-error.js';
import { followReporting } from '../../devices/prompt.js';
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

  /** A session with a device. One that comes when nobody waits any more is closed. */
  open(id: string, device: string, done: (session: DeviceSession) => void, failed: (failure: SessionFailed) => void, over?: () => void): void {
    const { devices } = this.#host;
    this.ask(id, (signal) => devices.connect(device, { signal }), done, failed, over, (session) => session.close?.());
  }

  /**
   * What is asked of a device within a session, and the session itself, has a limit of time: then `signal` says that nobody waits any more, and
   * whoever was asked may say why it came to nothing. `over`: the execution has ended meanwhile.
   */
  ask<T>(id: string, work: (signal: AbortSignal) => Promise<T>, done: (value: T) => void, failed: (failure: SessionFailed) => void, over = () => {}, tooLate = (_value: T) => {}): void {
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
    const patience = new AbortController();
    const stop = () => {
      if (!close()) return;
      patience.abort();
      over();
    };
    const reject = (error: unknown) => {
      if (!close()) return;
      const known = sessionErrorOf(error);
      if (known === undefined) report(error);
      const { code, message } = known ?? new SessionError('notEstablished', 'the session failed');
      failed({ failure: outcomes[code], detail: message });
    };
    const limit = policy.sessionLimit;
    const cancelLimit = clock.at(clock.now() + limit, () => {
      patience.abort();
      reject(new SessionError('timeout', `no answer within ${limit} ms`));
    });
    const waits = this.#waits.get(id) ?? new Set();
    this.#waits.set(id, waits.add(stop));
    followReporting(report)(() => work(patience.signal), (value) => (close() ? done(value) : tooLate(value)), reject);
  }

  /** Ends what waits for an execution. */
  stop(id: string): void {
    for (const stop of this.#waits.get(id) ?? []) stop();
  }
}
