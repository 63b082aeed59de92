/**
 * Notifications that are due: an outbox in the store, written in the unit in which the event happened and emptied after its commit, in
 * order. What was not handed over when the process ended is handed over by the next one.
 */

import { resolve, type Place } from './addresses.js';
import { notificationEncoder } from './notification.js';
import type { NameForm } from './names.js';
import { attribute, type Attributes, type JsonValue, type Resource } from './resource.js';
import type { Notice, World } from './unit.js';

/** Kind of the records. */
export const NOTICE = 'notice';

export type Notify = (target: string, notification: Attributes) => unknown;

export interface Outbox {
  /** Whether anybody outside hears notifications at all. */
  readonly isHeard: boolean;
  /** The key of the next record; keys grow. */
  nextKey(): string;
  /** Hands one over; to be called after the commit. */
  deliver(key: string): void;
}

export function outbox(
  world: Place & Pick<World, 'store' | 'procedures' | 'run' | 'report'>,
  notify: Notify | undefined,
  form: NameForm,
): Outbox {
  let last: number | undefined;
  const encode = notificationEncoder(form);

  /** To a procedure that watches, in the unit that empties the outbox. */
  const tellOwn = (key: string, notice: Notice) => {
    const watcher = resolve(world, world.store, notice.target);
    const notified = watcher && world.procedures.get(watcher.type)?.notified;
    try {
      world.run((unit) => {
        unit.drop(NOTICE, key);
        if (watcher !== undefined) notified?.(unit, watcher, notice);
      });
    } catch (error) {
      world.report(error);
      world.run((unit) => unit.drop(NOTICE, key));
    }
  };

  // Handed over, or refused by whoever was to take it: it is done with.
  const done = (key: string) => {
    try {
      world.store.transaction(() => world.store.dropRecord(NOTICE, key));
    } catch (error) {
      world.report(error);
    }
  };

  /** Only a handler that makes us wait is waited for: what was taken at once is forgotten at once. */
  const tell = (key: string, target: string, notification: Attributes) => {
    const refused = (error: unknown) => {
      world.report(error);
      done(key);
    };
    try {
      const taken = notify?.(target, encode(notification));
      if (taken instanceof Promise) taken.then(() => done(key), refused);
      else done(key);
    } catch (error) {
      refused(error);
    }
  };

  return {
    isHeard: notify !== undefined,
    nextKey() {
      last ??= Number(world.store.records(NOTICE).at(-1)?.key ?? 0);
      last += 1;
      return String(last).padStart(16, '0');
    },
    deliver(key) {
      const value = world.store.record(NOTICE, key);
      if (value === undefined) return;
      const { target, notification } = value as { readonly target: string; readonly notification?: Attributes };
      if (notification === undefined) tellOwn(key, noticeIn(value));
      else tell(key, target, notification);
    },
  };
}

/** A notice as the outbox keeps it. */
export function recordOf({ subscription, target, event, notification }: Notice): Attributes {
  if (notification !== undefined) return { target, notification };
  const kept = event && { event: event.event, host: event.host, subject: event.subject, modified: [...event.modified] };
  return { target, subscription, ...(kept && { event: kept }) } as unknown as Attributes;
}

function noticeIn(value: Attributes): Notice {
  const event = attribute(value, 'event') as Attributes | undefined;
  const modified = new Set((event && (attribute(event, 'modified') as readonly string[])) ?? []);
  return {
    subscription: attribute(value, 'subscription') as unknown as Resource,
    target: String(attribute(value, 'target')),
    event: event && ({ ...(event as Readonly<Record<string, JsonValue>>), modified } as unknown as Notice['event']),
    notification: undefined,
  };
}
