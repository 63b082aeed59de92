/** How resource types take part in what the Hosting CSE does: one procedure per type, with hooks where its clause adds a step. */

import type { CseTypeIDName } from '../../generated/enumerations.js';
import type { Job } from '../work/after-commit.js';
import type { Clock } from '../time/clock.js';
import type { RequestError } from '../errors.js';
import type { RequestPrimitive } from '../receiver/primitive.js';
import type { Told } from '../notification/notification.js';
import type { Outbox } from '../work/after-commit.js';
import type { Attributes, JsonValue, Resource } from '../resource.js';
import type { Learned, Notice, Reader, Unit } from '../work/unit.js';
import type { Occurrence } from '../work/unit.js';
import type { Privilege } from '../privilege.js';

/** CREATE, RETRIEVE, UPDATE, DELETE (TS-0004 6.3.4.2.5). */
export type Operation = 'create' | 'retrieve' | 'update' | 'delete';

/** A resource that is about to be created. */
export type Draft = Omit<Resource, 'parent'> & { readonly parent: string };

/** A request around which a procedure has asynchronous steps. */
export interface Call {
  readonly operation: Operation;
  readonly originator: string;
  /** The addressed resource as it was before the request: for a CREATE the parent. */
  readonly target: Resource;
  /** Content of a CREATE or UPDATE; empty otherwise. */
  readonly content: Attributes;
  /** Until when its Originator waits; undefined: nobody says so. */
  readonly expires: number | undefined;
  /** For what is found out at other CSEs: the transaction knows it as `Unit.learned`. */
  readonly learned: Map<string, JsonValue>;
  /** A unit of work of its own, on behalf of the Hosting CSE: what it writes stays, also when the request is refused afterwards. */
  run<T>(steps: (unit: Unit) => T): T;
}

/** What a procedure needs to begin work of its own: when a device reports, when a time has come. */
export interface Host {
  readonly clock: Clock;
  /** CSE-ID with its slash; a subscription to be heard by a resource notifies `${cseId}/${resourceID}`. */
  readonly cseId: string;
  /** A unit of work on behalf of the Hosting CSE; what it throws undoes it and goes on. Not to be called before the CSE has started. */
  run<T>(this: void, steps: (unit: Unit) => T, learned?: Learned): T;
  /** For errors that no answer tells. */
  report(this: void, error: unknown): void;
}

/** Where notifications wait to be handed over. */
export interface Posting {
  readonly outbox: Pick<Outbox, 'post' | 'send' | 'nextKey'>;
}

/** What the procedures of resources that have to do with other CSEs need besides. Not to be used before the CSE has started. */
export interface AskingHost extends Host {
  readonly cseType: CseTypeIDName;
  /** The <remoteCSE> of the CSE that this one has registered with; undefined: it has not. */
  registrar(this: void): Resource | undefined;
  /** The CSE that an address is at, where that is another one. */
  otherCse(this: void, address: string): string | undefined;
  /**
   * A request to a resource of another CSE, and the content of its answer, both under short names.
   * @param from on whose behalf; this CSE's own unless told
   * @throws NotDone
   */
  ask(this: void, to: string, primitive: RequestPrimitive, from?: string): Promise<Attributes>;
}

/** What the procedures of notifications need besides. Not to be used before the CSE has started. */
export interface NotifyingHost extends AskingHost, Posting {
  /** Tells somebody outside at once; rejects when that is not answered well. */
  tell(this: void, target: string, content: Told): Promise<void>;
  /** A polling channel that is no more: who waits at it is told. */
  channelGone(this: void, channel: string): void;
  /** Whether targets that are addresses are asked as well. */
  readonly verifiesAddresses: boolean;
  /** Whether a target of notifications is somebody else, who can be asked whether they are wanted. */
  needsVerification(this: void, target: string, originator: string): boolean;
}

/**
 * The part of one resource type in the generic procedures (TS-0004 7.3.3, 7.4). Every hook may refuse by throwing a RequestError. Hooks
 * with a unit run inside its transaction and write on behalf of the Hosting CSE; none of them keeps the unit.
 */
export interface Procedure {
  /** Long name of the resource type. */
  readonly type: string;
  /** Optional attributes that this CSE does not support: NOT_IMPLEMENTED in a request (TS-0004 7.3.3.3, 7.3.3.4). */
  readonly unsupported?: readonly string[];
  /** Attributes that are not stored: each is worked out whenever a representation is made. */
  readonly computed?: ReadonlyMap<string, (unit: Reader, resource: Resource) => JsonValue | undefined>;

  /** Checks a creation and returns the draft as it is to be stored. Access rules hold already, defaults are set. */
  admit?(unit: Unit, draft: Draft): Draft;
  /** Steps after the resource was created. */
  created?(unit: Unit, resource: Resource): void;
  /** Checks an update and returns the attributes to be changed, null for those to be deleted. Access rules hold already. */
  admitUpdate?(unit: Unit, before: Resource, patch: Attributes): Attributes;
  /** Steps after the resource was updated; `patch` is what {@link admitUpdate} has returned. */
  updated?(unit: Unit, before: Resource, after: Resource, patch: Attributes): void;
  /** Why nobody may retrieve this very resource now, whatever the policies say; nor does it show among the children of its parent. */
  hides?(reader: Reader, resource: Resource): RequestError | undefined;
  /** Checks a DELETE of this very resource: not its removal along with a parent, and not its expiry. */
  admitDelete?(unit: Unit, resource: Resource): void;
  /** Last steps while the resource and its children still stand: on DELETE, on expiry and along with a parent. */
  removing?(unit: Unit, resource: Resource, withParent: boolean): void;
  /** In place of the removal when expirationTime is reached (TS-0004 7.3.3.8); has to remove the resource itself. */
  expired?(unit: Unit, resource: Resource): void;
  /** Whether an Originator has a privilege on a resource, of whatever type, beyond its policies and its creator's rights. */
  permits?(reader: Reader, originator: string, privilege: Privilege, resource: Resource): boolean;
  /** Which expirationTime a resource of whatever type must not go beyond, in milliseconds, beside that of its parent. */
  expiresBy?(reader: Reader, resource: Resource): number | undefined;
  /** A notification of a subscription by which the Hosting CSE itself watches on behalf of this resource. */
  notified?(unit: Unit, resource: Resource, notice: Notice): void;
  /** A Notify request to this very resource, which is for the Hosting CSE. */
  hears?(originator: string, resource: Resource, content: Attributes): void;
  /** Something happened to a resource of whatever type, at the end of the unit in which it did. Runs for everything: has to be quick. */
  observed?(unit: Unit, occurrence: Occurrence): void;
  /** What the procedure can plan, by name: see `Unit.plan`. */
  readonly jobs?: Readonly<Record<string, Job>>;
  /** The CSE starts with this resource in its store. Plans are followed again without it. */
  started?(unit: Unit, resource: Resource): void;

  /**
   * Asynchronous steps before the transaction of an admitted request to this resource, or for the creation of one; the request is
   * admitted again afterwards, because others may have been served meanwhile. A DELETE is done when its resource has gone by then.
   */
  readonly before?: Partial<Readonly<Record<Operation, (call: Call) => Promise<void>>>>;
  /** Whether there is anything to do before a request with this content; undefined: always. Spares the others a second look. */
  readonly mustWait?: (operation: Operation, content: Attributes) => boolean;
  /** Asynchronous steps after the transaction and before the answer; a refusal becomes the answer and undoes nothing. */
  readonly after?: Partial<Readonly<Record<Operation, (call: Call, resource: Resource) => Promise<void>>>>;
}

export interface Procedures {
  /** The procedure of a type: its own, that of what it is a specialization of, or the generic one, which adds nothing. */
  of(type: string): Procedure;
  /** Whether resources of this type can be there. */
  hosts(type: string): boolean;
  /** Those with a procedure of their own. */
  readonly own: readonly Procedure[];
  /** Those whose hooks concern resources of whatever type, so that nobody asks all of them for each resource. */
  readonly permitting: readonly Procedure[];
  readonly limiting: readonly Procedure[];
  readonly observing: readonly Procedure[];
}
