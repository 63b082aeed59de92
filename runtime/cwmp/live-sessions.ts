/** The sessions that are under way: each by the name that its CPE says, or by the connection of a CPE that says none. */

import type { DeviceId } from '../devices/devices.js';
import type { Ask, Peer } from './peer.js';
import type { Talk } from './talk.js';
import type { Reply } from './reply.js';

export interface Live {
  readonly id: string;
  readonly peer: Peer<Live>;
  /** What its Inform says that it is. */
  readonly device: DeviceId;
  talk: Talk;
  connection: object;
  /** Whether the CPE says in which session it is; undefined: it had no occasion to. */
  saysSession: boolean | undefined;
  /** A message is being answered. */
  isBusy: boolean;
  /** Answers the message of a CPE that waits for what it is asked. */
  reply: ((reply: Reply) => void) | undefined;
  asked: Ask | undefined;
  /** Reboots that the device has told of in its Inform. */
  restarts: ReadonlySet<string>;
  /** Of the limit for who says nothing, or has nothing to say to us. */
  cancelIdle: () => void;
  /** Of the limit for who has closed its connection. */
  cancelGone: () => void;
  cancelEnd: () => void;
}

const nothing = () => undefined;
const none: ReadonlySet<string> = new Set();

export class LiveSessions {
  readonly #byId = new Map<string, Live>();
  readonly #byConnection = new Map<object, Live>();

  get size(): number {
    return this.#byId.size;
  }

  all(): readonly Live[] {
    return [...this.#byId.values()];
  }

  begin({ id, peer, device, talk, connection }: Pick<Live, 'id' | 'peer' | 'device' | 'talk' | 'connection'>): Live {
    // One literal: to spread one object into another costs more than all the rest.
    const live: Live = { id, peer, device, talk, connection, saysSession: undefined, isBusy: true, reply: undefined, asked: undefined, restarts: none, cancelIdle: nothing, cancelGone: nothing, cancelEnd: nothing };
    peer.live = live;
    this.#byId.set(id, live);
    this.#byConnection.set(connection, live);
    return live;
  }

  /** A name that is nobody's may be of an earlier session: the connection tells then. */
  find(id: string | undefined, connection: object): Live | undefined {
    return (id === undefined ? undefined : this.#byId.get(id)) ?? this.#byConnection.get(connection);
  }

  isUnderWay(id: string): boolean {
    return this.#byId.has(id);
  }

  has(live: Live): boolean {
    return this.#byId.get(live.id) === live;
  }

  /** A message has come by another connection. */
  move(live: Live, connection: object): void {
    if (live.connection !== connection) this.close(live.connection, live);
    live.connection = connection;
    this.#byConnection.set(connection, live);
  }

  /** The session whose connection this was, if it was one's. */
  close(connection: object, of = this.#byConnection.get(connection)): Live | undefined {
    if (of !== undefined && this.#byConnection.get(connection) === of) this.#byConnection.delete(connection);
    return of;
  }

  /** False: it was over before. */
  end(live: Live): boolean {
    if (!this.has(live)) return false;
    this.#byId.delete(live.id);
    this.close(live.connection, live);
    if (live.peer.live === live) live.peer.live = undefined;
    live.cancelIdle();
    live.cancelGone();
    live.cancelEnd();
    return true;
  }
}
