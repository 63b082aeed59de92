/**
 * A unit of work: everything that one request, one timer or one device report reads and writes, in one transaction. What reaches out of
 * the store (timers, notifications, calls to devices) waits for the commit; when anything throws, nothing has happened. Here is what
 * procedures see of it; unit-of-work.ts carries it out.
 */

import type { Transition } from '../../generated/machines/machine.js';
import type { Guards } from '../machine.js';
import type { Privilege } from '../privilege.js';
import type { Attributes, JsonValue, Resource } from '../resource.js';
import type { End, StoredRecord } from '../store/store.js';

/** Something that happened in a unit of work. */
export interface Occurrence {
  readonly event: 'updated' | 'deleted' | 'childCreated' | 'childDeleted' | 'retrievedEmpty';
  /** Id of the resource whose subscribers it concerns. */
  readonly host: string;
  /** What was created, changed or deleted: the host itself or a child of it. */
  readonly subject: Resource;
  /** Attributes that changed, computed ones included. */
  readonly modified: ReadonlySet<string>;
  /** Subscribers of a host that is gone by the end of the unit. */
  readonly subscriptions?: readonly Resource[];
}

/** A notification that is due. */
export interface Notice {
  /** The subscription, as it was when the event occurred. */
  readonly subscription: Resource;
  readonly target: string;
  /** What happened; undefined: the subscription itself was deleted. */
  readonly event: Occurrence | undefined;
  /** An m2m:notification in long names; undefined where the Hosting CSE tells itself. */
  readonly notification: Attributes | undefined;
}

export interface Reader {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The Hosting CSE itself, as creator and Originator. */
  readonly self: string;
  get(id: string): Resource | undefined;
  /** The direct children, or those of one type, or those of them that one of the terms finds: see `ResourceStore`. */
  children(parent: string, type?: string, terms?: readonly string[]): readonly Resource[];
  childNamed(parent: string, name: string): Resource | undefined;
  /** The child of one type that was created first, or last. */
  end(parent: string, type: string, which: End): Resource | undefined;
  /** What the CSE has kept beside its resources: see `Unit.keep`. */
  record(kind: string, key: string): Attributes | undefined;
  records(kind: string, owner?: string): readonly StoredRecord[];
  /** How many of a kind an owner has, without reading them. */
  count(kind: string, owner: string): number;
  /** The resource that an address names, in any of its forms. */
  find(address: string): Resource | undefined;
  /** The addresses that {@link find} finds a resource by. */
  spellings(resource: Resource): readonly string[];
  /**
   * Whether an Originator has a privilege on a resource (TS-0004 7.3.3.15).
   * @param child the type that a CREATE is for
   */
  may(originator: string, privilege: Privilege, resource: Resource, child?: string): boolean;
}

/** What was found out about resources of other CSEs, by their addresses; null: there is no such resource. */
export type Learned = ReadonlyMap<string, JsonValue>;

/** What is to be created: attributes as in a request, resourceName among them if it matters. */
export interface Order {
  readonly type: string;
  readonly parent: string;
  readonly attributes: Attributes;
  /** On whose behalf; the Hosting CSE's own unless told. */
  readonly creator?: string;
}

export interface FireOptions {
  readonly guards?: Guards<string>;
  /** Attributes that change together with the state; null deletes. */
  readonly patch?: Attributes;
  /** Further members of an m2m:actionStatus beside its status. */
  readonly members?: Attributes;
  /** A transition that stays where it is writes nothing, and nobody is told. */
  readonly onlyMoves?: boolean;
}

export interface AfterwardsOptions {
  readonly at?: number;
  /** Runs in another unit when the steps were refused and undone; other errors are reported as well. */
  readonly otherwise?: (unit: Unit, error: unknown) => void;
}

/** Reads, and writes on behalf of the Hosting CSE. */
export interface Unit extends Reader {
  /** Who asked: an Originator, or the Hosting CSE's own id. */
  readonly originator: string;
  /** Whether the Hosting CSE works for itself here, on no request. */
  readonly isOwn: boolean;
  /** What the asynchronous steps before this unit have found out: see `Procedure.before`. */
  readonly learned: Learned;
  create(order: Order): Resource;
  /** Changes attributes; null deletes. Attributes that go through states only change by {@link fire}. */
  update(id: string, patch: Attributes): Resource;
  /** What has become of a resource elsewhere, or with another: nobody asks for it, and there is nothing to admit, nor to follow from it. */
  note(id: string, patch: Attributes): void;
  /** Removes a resource and all below it; does nothing when it is gone. @param silently without notifications to subscribers of its parent */
  remove(id: string, silently?: boolean): void;
  /**
   * Takes a transition of the machine of this attribute (generated/machines) and stores where it leads. The caller carries out its
   * effects, the removal of the resource (`to` is null) included.
   * @throws IllegalTransition
   */
  fire(id: string, machine: string, event: string, options?: FireOptions): Transition;
  /** Computed attributes of a resource have changed: as good as an update, for lastModifiedTime and for subscribers. */
  touch(id: string, attributes: readonly string[]): void;
  /**
   * A notification of a subscription goes out (TS-0004 7.5.1.2.2 step 5.0): its expirationCounter, where it has one, goes down in silence, since
   * nobody modified the subscription; the last one takes it away.
   */
  countDown(subscription: Resource): void;
  /** Keeps a record in the store, in the place of the one of its kind and key: what must not be forgotten and is no attribute. */
  keep(record: StoredRecord): void;
  drop(kind: string, key: string): void;
  /**
   * Plans a job of a procedure (`Procedure.jobs`), by `type.name` and a key of its own: after the commit, or `at` a time, and after a
   * restart all the same. A plan takes the place of the one with the same job and key.
   */
  plan(job: string, key: string, at?: number): void;
  unplan(job: string, key: string): void;
  /** The time for which a job is planned, in milliseconds since the epoch; undefined: it is not planned. */
  plannedAt(job: string, key: string): number | undefined;
  /** Runs `effect` once after the commit, in order; what it throws is reported and harms nobody. */
  later(effect: () => void): void;
  /**
   * Runs `steps` once, in a unit of their own on behalf of the Hosting CSE, after the commit: in order with the effects, or `at` a time.
   * A restart forgets them: what has to happen is {@link plan}ned.
   * The result cancels it at once, whatever becomes of the unit that calls it.
   */
  afterwards(steps: (unit: Unit) => void, options?: AfterwardsOptions): () => void;
  /** For state of a procedure's own: `undo` puts it back when the unit fails. Undone last to first. */
  onUndo(undo: () => void): void;
}

export type By = 'Originator' | 'Hosting CSE';
