/** What all units of work of one Hosting CSE share, and what the standard leaves to whoever runs it. */

import type { CseTypeIDName } from '../generated/enumerations.js';
import type { Place } from './addresses.js';
import type { Agenda, Announcer, Expirations, Job, Outbox, Polling, Send } from './work/after-commit.js';
import type { Clock } from './time/clock.js';
import type { Effects } from './work/effects.js';
import type { GroupRequests } from './receiver/group-requests.js';
import type { Hooks } from './hooks.js';
import type { AccessRule } from './privilege.js';
import type { Procedures } from './procedures/procedure.js';
import type { Store } from './store/store.js';
import type { Unit } from './work/unit.js';

/** What all units of one Hosting CSE share. */
export interface World extends Place {
  readonly store: Store;
  readonly cseType: CseTypeIDName;
  /** CSE-ID of the Registrar, where somebody says it. */
  readonly registrar: string | undefined;
  readonly clock: Clock;
  /** The types that are hosted, and how. */
  readonly procedures: Procedures;
  /** What the procedures can plan, by type and name. */
  readonly jobs: ReadonlyMap<string, Job>;
  readonly expirations: Expirations;
  readonly agenda: Agenda;
  readonly outbox: Outbox;
  readonly announcer: Announcer;
  readonly polling: Polling;
  readonly groupRequests: GroupRequests;
  /** When those updates have ended that others of the same resource wait for (blocking.ts). */
  readonly updates: Map<string, Promise<void>>;
  /** How requests reach other CSEs; undefined: not at all. */
  readonly send: Send | undefined;
  /** What waits for the commits of all units. */
  readonly effects: Effects;
  readonly policy: Policy;
  /** Who hears what has happened. */
  readonly hooks: Hooks;
  newId(type: string): string;
  /** A unit of work on behalf of the Hosting CSE. */
  run<T>(steps: (unit: Unit) => T): T;
  /** Errors that no answer tells. */
  report(error: unknown): void;
}

/** What the standard leaves to local policy. */
export interface Policy {
  /** The Originator that may do everything. */
  readonly admin: string;
  /** Milliseconds that a resource lives when nobody says otherwise. */
  readonly lifetime: number;
  /** Who else may do what to the CSEBase itself. */
  readonly access: readonly AccessRule[];
  /** Notifications that a target may leave unanswered; further ones are lost, and reported (`HostingCseOptions.report`). */
  readonly unansweredNotifications: number;
  /** After how many milliseconds each a notification is tried again that its target did not take; then it is lost, and reported. */
  readonly notificationRetries: readonly number[];
  /** Release Version Indicators whose requests are taken, as far as Release 3 knows what they say (TS-0004 7.3.2.1). */
  readonly releases: readonly string[];
  /** An Originator that is not registered: refused (TS-0004 7.3.2.1), or judged by the access control policies, as anybody else. */
  readonly unregistered: 'refused' | 'judged';
  /** Whom a subscription is verified with: targets that are identifiers (TS-0004 7.4.8.2.1), or addresses as well. */
  readonly verified: 'identifiers' | 'all';
  /** May this AE, or this CSE, register (TS-0004 7.3.2.7)? `C` or `S`: one that asks for an AE-ID. */
  mayRegister(originator: string): boolean;
}
