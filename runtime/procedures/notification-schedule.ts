/**
 * Notification schedules (TS-0001 9.6.9, TS-0004 7.5.1.2.2 steps 3.0, 4.0 and 6.0): while no window of a subscription's <schedule> is open, what is
 * due waits as pendingNotification says, or is lost. What waits is in records of the subscription, which go with it.
 */

import { PendingNotification, StdEventCats } from '../../generated/enumerations.js';
import { windows, type Windows } from '../time/calendar.js';
import type { Told } from '../notification/notification.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import type { Reader, Unit } from '../work/unit.js';
import type { World } from '../world.js';

/** Kind of the records. */
export const CLOSED = 'subscription.closed';

const REOPEN = 'subscription.reopen';

export interface Posting {
  readonly outbox: Pick<World['outbox'], 'post' | 'send' | 'nextKey'>;
}

/** Undefined: at any time. */
function scheduleOf(reader: Reader, { id }: Resource): Windows | undefined {
  const schedules = reader.children(id, 'schedule');
  if (schedules.length === 0) return undefined;
  return windows(schedules.flatMap(({ attributes }) => (attribute((attribute(attributes, 'scheduleElement') ?? {}) as Attributes, 'scheduleEntry') ?? []) as readonly string[]));
}

/** Sends it, or lets it wait for a window, or forgets it. */
export function sendInWindow(world: Posting, unit: Unit, subscription: Resource, target: string, content: Told): void {
  const schedule = content.category === StdEventCats.Immediate ? undefined : scheduleOf(unit, subscription);
  if (schedule === undefined || schedule.isOpen(unit.now)) return world.outbox.send(unit, target, content);
  const policy = attribute(subscription.attributes, 'pendingNotification');
  const opening = schedule.nextOpening(unit.now);
  if (typeof policy !== 'number' || opening === undefined) return;
  const isLatest = policy === PendingNotification.sendLatest;
  if (isLatest) forget(unit, subscription, target);
  const kept: Told = isLatest ? { ...content, category: StdEventCats.Latest } : content;
  unit.keep({ kind: CLOSED, key: world.outbox.nextKey(), owner: subscription.id, value: { target, content: kept as unknown as JsonValue } });
  unit.plan(REOPEN, subscription.id, opening);
}

/** A window opens, or the schedule is another one: what waits goes out, or waits for the next window. */
export function reopen(world: Posting, unit: Unit, id: string): void {
  const subscription = unit.get(id);
  const waiting = unit.records(CLOSED, id);
  if (subscription === undefined || waiting.length === 0) return;
  const schedule = scheduleOf(unit, subscription);
  if (schedule !== undefined && !schedule.isOpen(unit.now)) {
    const opening = schedule.nextOpening(unit.now);
    return opening === undefined ? forgetClosed(unit, subscription) : unit.plan(REOPEN, id, opening);
  }
  unit.unplan(REOPEN, id);
  for (const { key, value } of waiting) {
    unit.drop(CLOSED, key);
    world.outbox.send(unit, String(attribute(value, 'target')), attribute(value, 'content') as unknown as Told);
  }
}

/** Recv-6.5 of TS-0004 7.4.8.2.3: pendingNotification that goes takes what waits with it, one that wants the latest all before it. */
export function changePending(unit: Unit, subscription: Resource): void {
  const policy = attribute(subscription.attributes, 'pendingNotification');
  if (policy === undefined) return forgetClosed(unit, subscription);
  if (policy !== PendingNotification.sendLatest) return;
  const targets = new Set(unit.records(CLOSED, subscription.id).map(({ value }) => String(attribute(value, 'target'))));
  for (const target of targets) forget(unit, subscription, target, 1);
}

/** What waits for a target, but for so many at the end. */
function forget(unit: Unit, { id }: Resource, target: string, but = 0): void {
  const waiting = unit.records(CLOSED, id).filter(({ value }) => attribute(value, 'target') === target);
  for (const { key } of waiting.slice(0, waiting.length - but)) unit.drop(CLOSED, key);
}

export function forgetClosed(unit: Unit, { id }: Resource): void {
  for (const { key } of unit.records(CLOSED, id)) unit.drop(CLOSED, key);
  unit.unplan(REOPEN, id);
}
