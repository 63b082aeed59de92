/**
 * Notifications that are due: an outbox in the store, written in the unit in which the event happened and emptied after its commit, in
 * order. What was not handed over when the process ended is handed over by the next one.
 */

import { resolve, type Place } from './addresses.js';
import { notificationEncoder } from './notification.js';
import type { NameForm } from './names.js';
import { attribute, type Attributes, type JsonValue, type Resource } from './resource.js';
import type { Notice, Unit, World } from './unit.js';

/** Kind of the records. */
export const NOTICE = 'notice';

export type Notify = (target: string, notification: Attributes) => unknown;

export interface Outbox {
  /** Puts a notice into the outbox, in the unit in which it became due, and hands it over after the commit. */
  post(unit: Unit, notice: Notice): void;
  /** Hands one over: after a start, what was due before. */
  deliver(key: string): void;
}

export function outbox(
  world: Place & Pick<World, 'store' | 'procedures' | 'policy' | 'hooks' | 'run' | 'report'>,
  notify: Notify | undefined,
  form: NameForm,
): Outbox {
  const encode = notificationEncoder(form);
  /** How many each target has not answered yet. */
  const unanswered = new Map<string, number>();
  let last: number | undefined;

  /** Keys grow. */
  const nextKey = () => {
    last ??= Number(world.store.records(NOTICE).at(-1)?.key ?? 0);
    last += 1;
    return String(last).padStart(16, '0');
  };

  /** To a procedure that watches, in the unit that empties the outbox. */
  const tellOwn = (key: string, notice: Notice) => {
    const watcher = resolve(world, world.store, notice.target);
    const notified = watcher && world.procedures.of(watcher.type).notified;
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

  /** A target that answers nothing any more must not fill the store: what is beyond local policy is lost, and said to be. */
  const wait = (key: string, target: string, taken: PromiseLike<unknown>) => {
    unanswered.set(target, (unanswered.get(target) ?? 0) + 1);
    const answered = () => {
      const left = (unanswered.get(target) ?? 1) - 1;
      if (left > 0) unanswered.set(target, left);
      else unanswered.delete(target);
      done(key);
    };
    taken.then(answered, (error: unknown) => {
      world.report(error);
      answered();
    });
  };

  /** Only a handler that makes us wait is waited for: what was taken at once is forgotten at once. */
  const tell = (key: string, target: string, notification: Attributes) => {
    try {
      if ((unanswered.get(target) ?? 0) >= world.policy.unansweredNotifications) throw new Error(`${target} answers no notifications: one is lost.`);
      const encoded = encode(notification);
      world.hooks.happened?.({ kind: 'notification', target, notification: encoded });
      const taken = notify?.(target, encoded);
      if (isPromise(taken)) return wait(key, target, taken);
    } catch (error) {
      world.report(error);
    }
    done(key);
  };

  const deliver = (key: string) => {
    const value = world.store.record(NOTICE, key);
    if (value === undefined) return;
    const { target, notification } = value as { readonly target: string; readonly notification?: Attributes };
    if (notification === undefined) tellOwn(key, noticeIn(value));
    else tell(key, target, notification);
  };

  return {
    post(unit, notice) {
      if (notice.notification !== undefined && notify === undefined) return;
      const key = nextKey();
      unit.keep({ kind: NOTICE, key, owner: notice.target, value: recordOf(notice) });
      unit.later(() => deliver(key));
    },
    deliver,
  };
}

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { readonly then?: unknown }).then === 'function';

/** A notice as the outbox keeps it. */
function recordOf({ subscription, target, event, notification }: Notice): Attributes {
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
