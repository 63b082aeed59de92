/**
 * An ACS: `Devices` that are real. CPEs connect, say what they have to say, and are asked what the CSE has for them (TR-069 3.7). What is
 * kept here is what is under way: a CPE that was never heard of, or is between two sessions with nothing to do, costs nothing.
 * Sockets are server.ts's; how one session goes is talk.ts's; who is waited for is peers.ts's; who is who is the directory's.
 */

import type { Clock } from '../time/clock.js';
import type { ConnectOptions, DeviceId, Devices, DeviceSession, ReportHandler } from '../devices/devices.js';
import type { ConnectionRequest } from './callers.js';
import { nameOf, type Directory } from './known-device.js';
import { defaultAcsLimits, type AcsLimits } from './limits.js';
import { LiveSessions, type Live } from './live-sessions.js';
import type { Peer } from './peer.js';
import { Peers } from './peers.js';
import { saidIn, type Reply, type Said } from './reply.js';
import { Reported } from './reported.js';
import { acsFault, ask, faultIn, hear, newTalk, rest, type Heard, type Move } from './talk.js';
import { deviceOf, replyIn, reportOf, restartsIn, traceOf } from './words.js';
import type { Envelope } from '../../wire/cwmp/index.js';

export interface AcsOptions {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly requestConnection: ConnectionRequest;
  /** Makes the names of sessions, which nobody guesses. */
  readonly newId: () => string;
  readonly limits?: Partial<AcsLimits>;
  readonly report?: (error: unknown) => void;
}

/** One message of a CPE, with what its transport knows. */
export interface Post {
  readonly heard: Heard;
  /** The session that the CPE says it is in. */
  readonly session: string | undefined;
  /** For CPEs that say none: what they are connected by. */
  readonly connection: object;
  /** Whether the CPE may be this device. */
  readonly admits: (device: DeviceId) => boolean;
}

export class Acs implements Devices {
  readonly #options: AcsOptions;
  readonly #limits: AcsLimits;
  readonly #reported: Reported;
  readonly #peers: Peers;
  readonly #sessions = new LiveSessions();
  #isClosed = false;

  constructor(options: AcsOptions) {
    this.#options = options;
    this.#limits = { ...defaultAcsLimits, ...options.limits };
    const { clock, directory, requestConnection, report = () => undefined } = options;
    this.#reported = new Reported({ directory, report, most: this.#limits.storing });
    this.#peers = new Peers({ clock, directory, requestConnection, limits: this.#limits, changed: (peer) => this.#advance(peer) });
  }

  /** Sessions under way. */
  get sessions(): number {
    return this.#sessions.size;
  }

  /** CPEs of which anything is remembered. */
  get peers(): number {
    return this.#peers.size;
  }

  onReport(handler: ReportHandler): () => void {
    return this.#reported.on(handler);
  }

  connect(node: string, options: ConnectOptions = {}): Promise<DeviceSession> {
    return this.#peers.connect(node, options);
  }

  /** Of the names that a CPE says, that of a session under way, if there is one. */
  sessionAmong(names: readonly string[]): string | undefined {
    return names.find((name) => this.#sessions.isUnderWay(name)) ?? names[0];
  }

  /** Whether a message goes on with a session that is known: who has shown who it is need not do so again. */
  isKnown(session: string | undefined, connection: object): boolean {
    return this.#sessions.find(session, connection) !== undefined;
  }

  /** What a message of a CPE is answered with. Never rejects. */
  async post(post: Post): Promise<Reply> {
    const { heard, session, connection } = post;
    if (this.#isClosed) return { status: 503, reason: 'the ACS closes' };
    if (heard.kind === 'envelope' && heard.envelope.body.rpc === 'Inform') return this.#begin(post, heard.envelope, deviceOf(heard.envelope.body.value.deviceId));
    const live = this.#sessions.find(session, connection);
    if (live === undefined) {
      // Who tries whether it has to show who it is says nothing, and goes on when there is nothing against it.
      const [, move] = hear(newTalk, heard);
      return move.move === 'reply' ? { status: 200, said: saidIn(move.reply) } : { status: 204, reason: 'there is no such session: it begins with an Inform' };
    }
    if (!post.admits(live.device)) return { status: 403, reason: `this is no session of who says so, but of ${nameOf(live.device)}` };
    if (live.isBusy) return { status: 400, reason: 'one message at a time' };
    live.isBusy = true;
    live.cancelIdle();
    live.cancelGone();
    live.saysSession ??= session === live.id;
    this.#sessions.move(live, connection);
    const [talk, move] = hear(live.talk, heard);
    live.talk = talk;
    return this.#carryOut(live, move);
  }

  /** A connection is gone. Who says its session on the next one goes on. */
  gone(connection: object): void {
    const live = this.#sessions.close(connection);
    if (live === undefined) return;
    const { reply } = live;
    if (reply !== undefined) live.isBusy = false;
    live.reply = undefined;
    reply?.({ status: 400, reason: 'the connection was closed' });
    const end = () => this.#end(live, 'the connection was closed');
    if (live.saysSession === false) return end();
    live.cancelGone();
    live.cancelGone = this.#after(this.#limits.reconnect, end);
  }

  /**
   * Ends all sessions. Whoever waits for a device hears nothing more, as when the process is killed: what is under way is in the store, and
   * the next process goes on with it.
   */
  close(): void {
    this.#isClosed = true;
    for (const live of this.#sessions.all()) this.#end(live, 'the ACS closes');
    this.#peers.close();
  }

  async #begin({ admits, connection }: Post, envelope: Envelope, device: DeviceId): Promise<Reply> {
    const { directory, newId, report } = this.#options;
    if (!admits(device)) return { status: 403, reason: `these credentials are not of ${nameOf(device)}` };
    const refused = (code: number, reason: string): Reply => ({ status: 200, said: saidIn(faultIn(envelope, envelope.id, code, reason)), reason });
    let node: string | undefined;
    try {
      node = directory.find(device);
    } catch (error) {
      report?.(error);
      return refused(acsFault.retry, 'not now');
    }
    if (node === undefined) return refused(acsFault.denied, `${nameOf(device)} is not known here`);
    const peer = this.#peers.of(node);
    for (const before of [peer.live, this.#sessions.find(undefined, connection)]) {
      if (before !== undefined) this.#end(before, 'the CPE has begun another session');
    }
    if (this.#sessions.size >= this.#limits.sessions) {
      this.#peers.settle(peer);
      return { status: 503, reason: 'too many sessions' };
    }
    // Ending the one before may have settled it.
    this.#peers.remember(peer);
    const [talk, move] = hear(newTalk, { kind: 'envelope', envelope }, this.#reported.isTooMuch);
    const live = this.#sessions.begin({ id: newId(), peer, device, talk, connection });
    live.cancelEnd = this.#after(this.#limits.session, () => this.#end(live, 'the session took too long'));
    this.#peers.came(peer);
    return { ...(await this.#carryOut(live, move)), session: live.id };
  }

  async #carryOut(live: Live, move: Move): Promise<Reply> {
    switch (move.move) {
      case 'end':
        this.#end(live, move.reason);
        return { status: 400, reason: move.reason };
      case 'reply':
        return this.#say(live, saidIn(move.reply));
      case 'tell':
        return this.#say(live, saidIn((await this.#store(live, move)) ? move.reply : move.otherwise));
      case 'turn': {
        const { asked } = live;
        live.asked = undefined;
        return new Promise<Reply>((resolve) => {
          live.reply = resolve;
          if (asked !== undefined && move.answered !== undefined) {
            if ('lost' in move.answered) this.#peers.lose(live.peer, asked, move.answered.lost);
            else asked.done(replyIn(move.answered.body));
          }
          this.#advance(live.peer);
        });
      }
    }
  }

  #store(live: Live, { told }: Extract<Move, { readonly move: 'tell' }>): Promise<boolean> {
    const { peer } = live;
    const report = reportOf(peer.node, told);
    peer.lost.hear(report);
    if (report.rpc === 'Inform') live.restarts = new Set(restartsIn(report));
    return this.#reported.store(report);
  }

  #say(live: Live, said: Said): Reply {
    live.isBusy = false;
    if (!this.#sessions.has(live)) return { status: 400, reason: 'the session was ended' };
    this.#limitIdle(live);
    return { status: 200, said };
  }

  #limitIdle(live: Live): void {
    live.cancelIdle();
    live.cancelIdle = this.#after(this.#limits.idle, () => this.#end(live, 'the CPE says nothing more'));
  }

  /** Where a CPE waits for what it is asked: whoever waits for it gets a session, and the next question goes out, or none is left. */
  #advance(peer: Peer<Live>): void {
    const { live } = peer;
    if (live === undefined) return this.#peers.settle(peer);
    if (live.reply === undefined || peer.isOpening) return;
    peer.isOpening = true;
    // One by one: what one of them asks comes before what the next one does.
    for (const open of peer.waiters) {
      peer.waiters.delete(open);
      open();
    }
    peer.isOpening = false;
    const { reply } = live;
    if (reply === undefined || peer.live !== live) return;
    if (peer.asks.length > 0) return this.#ask(live, reply);
    live.cancelIdle();
    if (peer.holders.size > 0) {
      live.cancelIdle = this.#after(this.#limits.thinking, () => {
        peer.holders.clear();
        this.#advance(peer);
      });
      return;
    }
    live.reply = undefined;
    live.isBusy = false;
    const { isHeld } = live.talk;
    live.talk = rest(live.talk);
    if (isHeld) this.#limitIdle(live);
    else this.#end(live, 'nothing was left');
    reply({ status: 204 });
  }

  #ask(live: Live, reply: (reply: Reply) => void): void {
    const next = live.peer.asks.shift();
    if (next === undefined) return;
    next.sent();
    if (live.restarts.has(traceOf(next.question) ?? '')) {
      // It was asked before the CSE was killed, and has come back since.
      next.done({ status: 0 });
      return this.#advance(live.peer);
    }
    const [talk, envelope] = ask(live.talk, next.question);
    let said: Said;
    try {
      said = saidIn(envelope);
    } catch (error) {
      // CWMP cannot say it, so that no device is asked.
      next.done({ fault: { faultCode: 9003, faultString: (error as Error).message } });
      return this.#advance(live.peer);
    }
    live.talk = talk;
    live.asked = next;
    live.reply = undefined;
    reply(this.#say(live, said));
  }

  /** The session is over: what was asked and not answered is lost, what was not sent waits for the next one. */
  #end(live: Live, reason: string): void {
    if (!this.#sessions.end(live)) return;
    const { peer, reply, asked } = live;
    live.reply = undefined;
    live.asked = undefined;
    reply?.({ status: 400, reason });
    peer.release();
    if (!this.#isClosed && asked !== undefined) this.#peers.lose(peer, asked, `the session was interrupted: ${reason}`);
    if (!this.#isClosed) this.#peers.settle(peer);
  }

  #after(milliseconds: number, run: () => void): () => void {
    const { clock } = this.#options;
    return clock.at(clock.now() + milliseconds, run);
  }
}
