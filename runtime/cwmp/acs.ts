/**
 * An ACS: `Devices` that are real. CPEs connect, say what they have to say, and are asked what the CSE has for them (TR-069 3.7). What is
 * kept here is what is under way: a CPE that was never heard of, or is between two sessions with nothing to do, costs nothing.
 * Sockets are server.ts's; how one session goes is talk.ts's; who is who is the directory's.
 */

import type { Clock } from '../clock.js';
import {
  SessionError,
  type ConnectOptions,
  type DeviceId,
  type Devices,
  type DeviceSession,
  type Inform,
  type ReportHandler,
  type SessionFailure,
} from '../devices/devices.js';
import { prompt } from '../devices/prompt.js';
import { reportHandlers } from '../devices/reports.js';
import { Callers, type ConnectionRequest } from './callers.js';
import { defaultAcsLimits, type AcsLimits } from './limits.js';
import { Peer, type Ask } from './peer.js';
import { acsFault, ask, faultIn, hear, newTalk, rest, type Heard, type Move, type Talk } from './talk.js';
import { deviceOf, replyIn, reportOf } from './words.js';
import { encodeEnvelope, type Body, type Envelope } from '../../wire/cwmp/index.js';

/** What is known of a CPE from one session to the next. */
export interface KnownDevice {
  readonly device: DeviceId;
  /** ConnectionRequestURL; null: it has told none. */
  readonly url: string | null;
  readonly root: DeviceSession['root'];
}

/** Which <node> is which CPE. */
export interface Directory {
  /** The <node> of a CPE, made for it if that is the policy; undefined: it has none, and is refused. */
  find(device: DeviceId): string | undefined;
  known(node: string): KnownDevice | undefined;
  /** Kept when it is durable. */
  keep(node: string, known: KnownDevice): Promise<void>;
}

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

/** What a message is answered with. */
export interface Reply {
  readonly status: 200 | 204 | 400 | 403 | 503;
  readonly said?: Said;
  /** The session, where it begins. */
  readonly session?: string;
  readonly reason?: string;
}

export interface Said {
  readonly rpc: Body['rpc'];
  readonly text: string;
}

const saidIn = (envelope: Envelope): Said => ({ rpc: envelope.body.rpc, text: encodeEnvelope(envelope) });

/** A session that is under way. */
interface Live {
  readonly id: string;
  readonly peer: Peer<Live>;
  talk: Talk;
  connection: object;
  /** The CPE says in which session it is. */
  saysSession: boolean | undefined;
  /** A message is being answered. */
  isBusy: boolean;
  /** Answers the message of a CPE that waits for what it is asked. */
  reply: ((reply: Reply) => void) | undefined;
  asked: Ask | undefined;
  cancelIdle: () => void;
  /** Of the limit for who has closed its connection. */
  cancelGone: () => void;
  readonly cancelEnd: () => void;
}

export class Acs implements Devices {
  readonly #options: AcsOptions;
  readonly #limits: AcsLimits;
  readonly #handlers = reportHandlers();
  readonly #peers = new Map<string, Peer<Live>>();
  readonly #sessions = new Map<string, Live>();
  readonly #connections = new Map<object, Live>();
  readonly #callers: Callers<Live>;
  #storing = 0;

  constructor(options: AcsOptions) {
    this.#options = options;
    this.#limits = { ...defaultAcsLimits, ...options.limits };
    const { clock, directory, requestConnection } = options;
    this.#callers = new Callers({ clock, requestConnection, atOnce: this.#limits.connectionRequests, known: (node) => directory.known(node) });
  }

  /** Sessions under way. */
  get sessions(): number {
    return this.#sessions.size;
  }

  onReport(handler: ReportHandler): () => void {
    return this.#handlers.on(handler);
  }

  connect(node: string, { signal }: ConnectOptions = {}): Promise<DeviceSession> {
    return prompt(({ done, failed }) => {
      const peer = this.#peerOf(node);
      const { clock } = this.#options;
      const giveUp = () => {
        if (!peer.waiters.delete(open)) return;
        stop();
        failed(this.#callers.failureOf(peer));
        this.#settle(peer);
      };
      const stop = () => {
        cancelLimit();
        signal?.removeEventListener('abort', giveUp);
      };
      const open = () => {
        stop();
        done(this.#session(peer));
      };
      const cancelLimit = clock.at(clock.now() + this.#limits.inform, giveUp);
      peer.waiters.add(open);
      if (signal?.aborted === true) return giveUp();
      signal?.addEventListener('abort', giveUp);
      this.#advance(peer);
    });
  }

  /** Whether a message goes on with a session that is known: who has shown who it is need not do so again. */
  isKnown(session: string | undefined, connection: object): boolean {
    return this.#liveOf(session, connection) !== undefined;
  }

  /** What a message of a CPE is answered with. Never rejects. */
  async post(post: Post): Promise<Reply> {
    const { heard, session, connection } = post;
    if (heard.kind === 'envelope' && heard.envelope.body.rpc === 'Inform') return this.#begin(post, heard.envelope);
    const live = this.#liveOf(session, connection);
    if (live === undefined) {
      const [, move] = hear(newTalk, heard);
      return move.move === 'reply' ? { status: 200, said: saidIn(move.reply) } : { status: 400, reason: 'there is no such session: it begins with an Inform' };
    }
    if (live.isBusy) return { status: 400, reason: 'one message at a time' };
    live.isBusy = true;
    live.cancelIdle();
    live.cancelGone();
    live.saysSession ??= session === live.id;
    this.#moveTo(live, connection);
    const [talk, move] = hear(live.talk, heard);
    live.talk = talk;
    return this.#carryOut(live, move);
  }

  /** A connection is gone. Who says its session on the next one goes on. */
  gone(connection: object): void {
    const live = this.#connections.get(connection);
    if (live === undefined) return;
    this.#connections.delete(connection);
    if (live.reply !== undefined) live.isBusy = false;
    live.reply = undefined;
    if (live.saysSession === false) return this.#end(live, 'the connection was closed');
    live.cancelGone();
    live.cancelGone = this.#after(this.#limits.reconnect, () => this.#end(live, 'the connection was closed'));
  }

  /** Ends all sessions; whoever waits for a device waits in vain. */
  close(): void {
    for (const live of [...this.#sessions.values()]) this.#end(live, 'the ACS closes');
    for (const peer of this.#peers.values()) this.#callers.stop(peer);
    this.#peers.clear();
  }

  async #begin({ admits, connection }: Post, envelope: Envelope): Promise<Reply> {
    const { directory, newId, report } = this.#options;
    if (envelope.body.rpc !== 'Inform') throw new Error('A session begins with an Inform.');
    const device = deviceOf(envelope.body.value.deviceId);
    if (!admits(device)) return { status: 403, reason: `these credentials are not of ${nameOf(device)}` };
    let node: string | undefined;
    try {
      node = directory.find(device);
    } catch (error) {
      report?.(error);
      return { status: 200, said: saidIn(faultIn(envelope, envelope.id, acsFault.retry, 'not now')) };
    }
    if (node === undefined) return { status: 200, said: saidIn(faultIn(envelope, envelope.id, acsFault.denied, `${nameOf(device)} is not known here`)) };
    const peer = this.#peerOf(node);
    const before = peer.live ?? this.#connections.get(connection);
    if (before !== undefined) this.#end(before, 'the CPE has begun another session');
    if (this.#sessions.size >= this.#limits.sessions) return { status: 503, reason: 'too many sessions' };
    const [talk, move] = hear(newTalk, { kind: 'envelope', envelope }, this.#storing >= this.#limits.storing);
    const id = newId();
    const live: Live = {
      id,
      peer,
      talk,
      connection,
      saysSession: undefined,
      isBusy: true,
      reply: undefined,
      asked: undefined,
      cancelIdle: () => undefined,
      cancelGone: () => undefined,
      cancelEnd: this.#after(this.#limits.session, () => this.#end(live, 'the session took too long')),
    };
    this.#peers.set(node, peer);
    peer.live = live;
    this.#sessions.set(id, live);
    this.#connections.set(connection, live);
    this.#callers.came(peer);
    return { ...(await this.#carryOut(live, move)), session: id };
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
            if ('lost' in move.answered) asked.failed(new SessionError('timeout', move.answered.lost));
            else asked.done(replyIn(move.answered.body));
          }
          this.#advance(live.peer);
        });
      }
    }
  }

  /** What a CPE reports is answered when it is durable. */
  async #store({ peer: { node } }: Live, { told }: Extract<Move, { readonly move: 'tell' }>): Promise<boolean> {
    this.#storing += 1;
    try {
      const heard = reportOf(node, told);
      if (heard.rpc === 'Inform') await this.#options.directory.keep(node, knownFrom(heard, this.#options.directory.known(node)));
      await this.#handlers.tell(heard);
      return true;
    } catch (error) {
      this.#options.report?.(error);
      return false;
    } finally {
      this.#storing -= 1;
    }
  }

  #say(live: Live, said: Said): Reply {
    live.isBusy = false;
    if (this.#sessions.get(live.id) !== live) return { status: 400, reason: 'the session was ended' };
    live.cancelIdle();
    live.cancelIdle = this.#after(this.#limits.idle, () => this.#end(live, 'the CPE says nothing more'));
    return { status: 200, said };
  }

  /** Where a CPE waits for what it is asked: whoever waits for it gets a session, and the next question goes out, or none is left. */
  #advance(peer: Peer<Live>): void {
    const { live } = peer;
    if (live === undefined) return this.#settle(peer);
    if (live.reply === undefined || peer.isOpening) return;
    peer.isOpening = true;
    // Opened one by one: what one of them does is done before the next.
    for (const open of peer.waiters) {
      peer.waiters.delete(open);
      open();
    }
    peer.isOpening = false;
    const { reply } = live;
    if (reply === undefined || peer.live !== live) return;
    const next = peer.asks.shift();
    if (next !== undefined) {
      next.sent();
      const [talk, envelope] = ask(live.talk, next.question);
      let said: Said;
      try {
        said = saidIn(envelope);
      } catch (error) {
        // CWMP cannot say it, so that no device is asked.
        next.done({ fault: { faultCode: 9003, faultString: (error as Error).message } });
        return this.#advance(peer);
      }
      live.talk = talk;
      live.asked = next;
      live.reply = undefined;
      return reply(this.#say(live, said));
    }
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
    if (isHeld) live.cancelIdle = this.#after(this.#limits.idle, () => this.#end(live, 'the CPE says nothing more'));
    else this.#end(live, 'nothing was left');
    reply({ status: 204 });
  }

  /** The session is over: what was asked and not answered is lost, what was not sent waits for the next one. */
  #end(live: Live, reason: string): void {
    if (this.#sessions.get(live.id) !== live) return;
    this.#sessions.delete(live.id);
    if (this.#connections.get(live.connection) === live) this.#connections.delete(live.connection);
    live.cancelIdle();
    live.cancelGone();
    live.cancelEnd();
    const { peer, reply, asked } = live;
    if (peer.live === live) peer.live = undefined;
    live.reply = undefined;
    live.asked = undefined;
    reply?.({ status: 400, reason });
    asked?.failed(new SessionError('timeout', `the session was interrupted: ${reason}`));
    this.#settle(peer);
  }

  /** Without a session: the CPE is asked for one, or nothing is left to remember of it. */
  #settle(peer: Peer<Live>): void {
    if (peer.live !== undefined) return;
    if (peer.isWanted) return this.#callers.call(peer);
    this.#callers.stop(peer);
    if (peer.holders.size === 0 && this.#peers.get(peer.node) === peer) this.#peers.delete(peer.node);
  }

  #peerOf(node: string): Peer<Live> {
    const peer = this.#peers.get(node) ?? new Peer<Live>(node);
    this.#peers.set(node, peer);
    return peer;
  }

  #session(peer: Peer<Live>): DeviceSession {
    const { clock, directory } = this.#options;
    const fail = (code: SessionFailure, message: string) => new SessionError(code, message);
    return peer.session({
      root: directory.known(peer.node)?.root ?? 'Device.',
      changed: () => this.#advance(peer),
      limit: (run) => clock.at(clock.now() + this.#limits.resend, run),
      tooLate: () => fail('notEstablished', `no session with ${peer.node} came about`),
    });
  }

  #liveOf(session: string | undefined, connection: object): Live | undefined {
    return session === undefined ? this.#connections.get(connection) : (this.#sessions.get(session) ?? this.#connections.get(connection));
  }

  #moveTo(live: Live, connection: object): void {
    if (live.connection !== connection && this.#connections.get(live.connection) === live) this.#connections.delete(live.connection);
    live.connection = connection;
    this.#connections.set(connection, live);
  }

  #after(milliseconds: number, run: () => void): () => void {
    const { clock } = this.#options;
    return clock.at(clock.now() + milliseconds, run);
  }
}

const nameOf = ({ oui, productClass, serialNumber }: DeviceId): string => `${oui}-${productClass}-${serialNumber}`.slice(0, 200);

/** What an Inform tells of where the CPE is; what it does not tell stays as it was. */
function knownFrom({ device, parameters }: Inform, before: KnownDevice | undefined): KnownDevice {
  const url = parameters.find(({ name }) => name.endsWith('.ManagementServer.ConnectionRequestURL'))?.value;
  const root = parameters.some(({ name }) => name.startsWith('InternetGatewayDevice.')) ? 'InternetGatewayDevice.' : parameters.length > 0 ? 'Device.' : (before?.root ?? 'Device.');
  return { device, root, url: url === undefined || url === '' ? (before?.url ?? null) : url };
}
