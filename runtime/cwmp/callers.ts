/** Who asks CPEs to connect (TR-069 3.2.2): again and again as long as somebody waits, not too many at once, and never more often than is polite. */

import type { Clock } from '../time/clock.js';
import { SessionError, type SessionFailure } from '../devices/session-error.js';
import type { KnownDevice } from './known-device.js';
import type { Peer } from './peer.js';

/** Asks a CPE to connect. Rejects with {@link ConnectionRequestError}. */
export type ConnectionRequest = (known: KnownDevice) => Promise<void>;

export class ConnectionRequestError extends Error {
  override readonly name = 'ConnectionRequestError';
  /** `notEstablished`: somebody was there, and refused; `timeout`: nobody was asked, and the CPE is waited for. */
  readonly code: SessionFailure;

  constructor(code: SessionFailure, message: string) {
    super(message);
    this.code = code;
  }
}

export interface CallersOptions {
  readonly clock: Clock;
  readonly requestConnection: ConnectionRequest;
  /** How many CPEs are asked at once. */
  readonly atOnce: number;
  known(node: string): KnownDevice | undefined;
}

/** Milliseconds from one request to the next, doubled each time. */
const FIRST = 2_000;
const LONGEST = 60_000;

interface Calling {
  attempts: number;
  cancel: () => void;
  /** Why it has no session. */
  failure: SessionError | undefined;
}

export class Callers<Live> {
  readonly #options: CallersOptions;
  readonly #calling = new Map<Peer<Live>, Calling>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(options: CallersOptions) {
    this.#options = options;
  }

  /** Begins to ask a CPE, if nobody does. One that has told no URL is waited for. */
  call(peer: Peer<Live>): void {
    if (this.#calling.has(peer)) return;
    const calling: Calling = { attempts: 0, cancel: () => undefined, failure: undefined };
    this.#calling.set(peer, calling);
    const { clock } = this.#options;
    // Not in this turn: a CSE that starts wants its devices before it stands.
    calling.cancel = clock.at(clock.now(), () => this.#attempt(peer, calling));
  }

  /** It has come, or is not wanted any more. */
  stop(peer: Peer<Live>): void {
    this.#calling.get(peer)?.cancel();
    this.#calling.delete(peer);
  }

  /** Why there is no session so far. */
  failureOf(peer: Peer<Live>): SessionError {
    return this.#calling.get(peer)?.failure ?? new SessionError('timeout', `${peer.node} has not connected in time`);
  }

  #attempt(peer: Peer<Live>, calling: Calling): void {
    const { clock, requestConnection, known } = this.#options;
    const device = known(peer.node);
    if (device === undefined) {
      calling.failure = new SessionError('unreachable', `${peer.node} has never connected`);
      return;
    }
    if (device.url === null) return;
    const isWanted = () => this.#calling.get(peer) === calling;
    const again = () => {
      this.#running -= 1;
      this.#queue.shift()?.();
      if (!isWanted()) return;
      calling.attempts += 1;
      const wait = Math.min(LONGEST, FIRST * 2 ** (calling.attempts - 1));
      calling.cancel = clock.at(clock.now() + wait, () => this.#attempt(peer, calling));
    };
    const begin = () => {
      if (!isWanted()) return void this.#queue.shift()?.();
      this.#running += 1;
      requestConnection(device).then(
        () => {
          calling.failure = new SessionError('timeout', `${peer.node} was asked to connect, and has not`);
          again();
        },
        (error: unknown) => {
          const code = error instanceof ConnectionRequestError ? error.code : 'unreachable';
          calling.failure = new SessionError(code, `${peer.node}: ${(error as Error).message}`);
          again();
        },
      );
    };
    if (this.#running < this.#options.atOnce) begin();
    else this.#queue.push(begin);
  }
}
