/** What reaches out of the store, as a unit of work sees it: everything here waits for the commit. */

import type { Told } from '../notification/notification.js';
import type { RequestPrimitive, ResponsePrimitive } from '../receiver/primitive.js';
import type { Attributes, Resource } from '../resource.js';
import type { Signal } from '../signal.js';
import type { Notice, Unit } from './unit.js';

/** Steps that a procedure can plan. */
export interface Job {
  /** Has nothing to do when what it is for is gone: steps that fail are reported, and tried again until they succeed. */
  run(unit: Unit, key: string): void;
  /** Tells of it in the resources, at once and in another unit, in place of trying again; errors other than a refusal are reported as well. */
  otherwise?(unit: Unit, key: string, error: unknown): void;
}

export interface Agenda {
  /** Follows a plan that was made, replaced or given up in a unit that is committed now; undefined: there is none any more. */
  follow(key: string, plan: Attributes | undefined): void;
}

export interface Outbox {
  /** Puts a notice into the outbox, in the unit in which it became due, and hands it over after the commit. */
  post(unit: Unit, notice: Notice): void;
  /** The same for several notifications in one, and for what is encoded already. */
  send(unit: Unit, target: string, content: Told): void;
  /** Hands one over: after a start, what was due before. */
  deliver(key: string): void;
  /** Tells somebody at once, and waits for the answer. Rejects when it is not a good one, or when there is none. */
  ask(target: string, content: Told): Promise<void>;
  /** Keys grow. */
  nextKey(): string;
}

export interface Polling {
  /** Puts a request into a channel, in a unit; nobody waits for its answer. */
  post(unit: Unit, channel: Resource, primitive: RequestPrimitive): void;
  /** The answer to a request that goes by a channel. */
  ask(channel: Resource, primitive: RequestPrimitive): Promise<ResponsePrimitive>;
  /**
   * The next request in a channel.
   * @param signal aborts when whoever asks has gone: what comes then is for who asks next
   * @throws RequestError REQUEST_TIMEOUT when none comes in time, NOT_FOUND when the channel goes before
   */
  next(channel: Resource, expires: number | undefined, signal?: Signal): Promise<RequestPrimitive>;
  /** A channel has gone: nobody waits at it any longer. */
  gone(channel: string): void;
  /** A response to a request that went by a channel. */
  answered(response: Attributes): void;
}

/** Announcements at other CSEs. */
export interface Announcer {
  /** Sees to an announcement that a committed unit has made, changed or ended. */
  follow(key: string): void;
  /** When what the unit that has just been carried out wants of these was tried. */
  settled(keys: readonly string[]): Promise<void>;
  /** After a start: goes on with what was not finished. */
  resume(): void;
}

/** The timers of all resources. */
export interface Expirations {
  /** Sets, moves or ends the timer of a resource after a commit; undefined: the resource is gone. */
  follow(id: string, resource: Resource | undefined): void;
}

/**
 * Sends a request to the first of some addresses that takes it.
 * @param to `entity`: whoever is at those addresses is meant, an AE; otherwise what the request says, at that CSE or behind it
 */
export type Send = (addresses: readonly string[], request: RequestPrimitive, to?: 'entity') => Promise<ResponsePrimitive>;
