/**
 * CPEs that are connected or wanted, by their <node>: who waits for one of them, what it is to be asked when it comes, how it is asked to
 * come. One that is between two sessions with nothing to do is forgotten, and costs nothing.
 */

import type { Clock } from '../time/clock.js';
import type { ConnectOptions, DeviceSession } from '../devices/devices.js';
import { prompt } from '../devices/prompt.js';
import { SessionError } from '../devices/session-error.js';
import { Callers, type ConnectionRequest } from './callers.js';
import type { Directory } from './known-device.js';
import type { AcsLimits } from './limits.js';
import type { Live } from './live-sessions.js';
import { Peer, type Ask } from './peer.js';

export interface PeersOptions {
  readonly clock: Clock;
  readonly directory: Pick<Directory, 'known'>;
  readonly requestConnection: ConnectionRequest;
  readonly limits: AcsLimits;
  /** Something has changed for a CPE: it is to be asked something, or nothing more. */
  changed(peer: Peer<Live>): void;
}

export class Peers {
  readonly #options: PeersOptions;
  readonly #byNode = new Map<string, Peer<Live>>();
  readonly #callers: Callers<Live>;

  constructor(options: PeersOptions) {
    this.#options = options;
    const { clock, directory, requestConnection, limits } = options;
    this.#callers = new Callers({ clock, requestConnection, atOnce: limits.connectionRequests, known: (node) => directory.known(node) });
  }

  /** How many are remembered. */
  get size(): number {
    return this.#byNode.size;
  }

  of(node: string): Peer<Live> {
    return this.remember(this.#byNode.get(node) ?? new Peer<Live>(node));
  }

  remember(peer: Peer<Live>): Peer<Live> {
    this.#byNode.set(peer.node, peer);
    return peer;
  }

  connect(node: string, { signal }: ConnectOptions): Promise<DeviceSession> {
    return prompt(({ done, failed }) => {
      const peer = this.of(node);
      const giveUp = () => {
        if (!peer.waiters.delete(open)) return;
        stop();
        failed(this.#callers.failureOf(peer));
        this.settle(peer);
      };
      const stop = () => {
        cancelLimit();
        signal?.removeEventListener('abort', giveUp);
      };
      const open = () => {
        stop();
        done(this.#session(peer));
      };
      const cancelLimit = this.#after(this.#options.limits.inform, giveUp);
      peer.waiters.add(open);
      if (signal?.aborted === true) return giveUp();
      signal?.addEventListener('abort', giveUp);
      this.#options.changed(peer);
    });
  }

  /** It has come: nobody asks it to any more. */
  came(peer: Peer<Live>): void {
    this.#callers.stop(peer);
  }

  /** What it was asked, and has not answered: what it says later may tell. */
  lose(peer: Peer<Live>, asked: Ask, reason: string): void {
    peer.lost.add(asked, reason, { limit: (run) => this.#after(this.#options.limits.report, run), forgotten: () => this.settle(peer) });
  }

  /** Without a session: the CPE is asked for one, or nothing is left to remember of it. */
  settle(peer: Peer<Live>): void {
    if (peer.live !== undefined) return;
    if (peer.isWanted) return this.#callers.call(peer);
    this.#callers.stop(peer);
    if (peer.holders.size === 0 && peer.lost.size === 0 && this.#byNode.get(peer.node) === peer) this.#byNode.delete(peer.node);
  }

  close(): void {
    for (const peer of this.#byNode.values()) this.#callers.stop(peer);
    this.#byNode.clear();
  }

  #session(peer: Peer<Live>): DeviceSession {
    const { directory, limits, changed } = this.#options;
    return peer.session({
      root: directory.known(peer.node)?.root ?? 'Device.',
      changed: () => changed(peer),
      limit: (run) => this.#after(limits.resend, run),
      tooLate: () => new SessionError('notEstablished', `no session with ${peer.node} came about`),
    });
  }

  #after(milliseconds: number, run: () => void): () => void {
    const { clock } = this.#options;
    return clock.at(clock.now() + milliseconds, run);
  }
}
