/**
 * Notification and reachability schedules (TS-0001 9.6.9, TS-0004 7.5.1.2.2 steps 3.0, 4.0 and 6.0): while no window of a subscription's <schedule> is
 * open, or none of the node that its target is on, what is due waits as pendingNotification says, or is lost. What waits is in records of the subscription, which go with it.
 */

import { PendingNotification, StdEventCats } from '../../generated/enumerations.js';
import { nextOpeningOf, windows, type Windows } from '../time/calendar.js';
import { withoutSyntax } from '../notification/notification-uri.js';
import type { Told } from '../notification/notification.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import type { Reader, Unit } from '../work/unit.js';
import { sendOrGather } from './group-notifications.js';
import type { Posting } from './procedure.js';
import { isResourceId } from './routes.js';

/** Kind of the records. */
export const CLOSED = 'subscription.closed';

const REOPEN = 'subscription.reopen';

/** Undefined: at any time. */
function scheduleOf(reader: Reader, { id }: Resource): Windows | undefined {
  const schedules = reader.children(id, 'schedule');
  if (schedules.length === 0) return undefined;
  return windows(schedules.flatMap(({ attributes }) => (attribute((attribute(attributes, 'scheduleElement') ?? {}) as Attributes, 'scheduleEntry') ?? []) as readonly string[]));
}

/** When an entity that is registered here can be reached: when the node can that it is on (TS-0001 9.6.9). */
function reachabilityOf(reader: Reader, target: string): Windows | undefined {
  const entity = isResourceId(target) ? reader.find(withoutSyntax(target).address) : undefined;
  if (entity?.type !== 'AE' && entity?.type !== 'remoteCSE') return undefined;
  const link = attribute(entity.attributes, 'nodeLink');
  const node = typeof link === 'string' ? reader.find(link) : undefined;
  return node?.type === 'node' ? scheduleOf(reader, node) : undefined;
}

/** Undefined: now. Null: never. */
function opening(reader: Reader, subscription: Resource, target: string, category: number | undefined): number | null | undefined {
  // Whoever is to hear at once still has to be there (step 3.0).
  const own = category === StdEventCats.Immediate ? undefined : scheduleOf(reader, subscription);
  const all = [own, reachabilityOf(reader, target)].filter((each) => each !== undefined);
  if (all.every((each) => each.isOpen(reader.now))) return undefined;
  return nextOpeningOf(all, reader.now) ?? null;
}

/** Hands it over, and counts it: what waits, or is lost, is not counted (TS-0004 7.5.1.2.2 steps 5.0 and 7.0). */
function hand(world: Posting, unit: Unit, subscription: Resource, target: string, content: Told): void {
  // Used up by the one before it.
  if (unit.get(subscription.id) === undefined) return;
  sendOrGather(world, unit, unit.get(subscription.parent ?? ''), target, content);
  unit.countDown(subscription);
}

/** Sends it, or lets it wait for a window, or forgets it. */
export function sendInWindow(world: Posting, unit: Unit, subscription: Resource, target: string, content: Told): void {
  const time = opening(unit, subscription, target, content.category);
  if (time === undefined) return hand(world, unit, subscription, target, content);
  const policy = attribute(subscription.attributes, 'pendingNotification');
  if (typeof policy !== 'number' || time === null) return;
  const isLatest = policy === PendingNotification.sendLatest;
  if (isLatest) forgetClosedFor(unit, subscription, target);
  const kept: Told = isLatest ? { ...content, category: StdEventCats.Latest } : content;
  unit.keep({ kind: CLOSED, key: world.outbox.nextKey(), owner: subscription.id, value: { target, content: kept as unknown as JsonValue } });
  // What waits already is looked at no earlier for this one, and no later.
  unit.plan(REOPEN, subscription.id, Math.min(time, unit.plannedAt(REOPEN, subscription.id) ?? time));
}

const openingFor = (unit: Unit, subscription: Resource, value: Attributes) =>
  opening(unit, subscription, String(attribute(value, 'target')), (attribute(value, 'content') as unknown as Told).category);

const planEarliest = (unit: Unit, id: string, times: readonly number[]): void => (times.length === 0 ? unit.unplan(REOPEN, id) : unit.plan(REOPEN, id, Math.min(...times)));

/** A window opens, or a schedule is another one: what waits goes out, or waits for the next window. */
export function reopen(world: Posting, unit: Unit, id: string): void {
  const subscription = unit.get(id);
  const waiting = unit.records(CLOSED, id);
  if (subscription === undefined || waiting.length === 0) return;
  const later: number[] = [];
  for (const { key, value } of waiting) {
    const time = openingFor(unit, subscription, value);
    if (typeof time === 'number') {
      later.push(time);
      continue;
    }
    unit.drop(CLOSED, key);
    if (time === undefined) hand(world, unit, subscription, String(attribute(value, 'target')), attribute(value, 'content') as unknown as Told);
  }
  if (unit.get(id) !== undefined) planEarliest(unit, id, later);
}

/** The schedule of a node is another one: it may be that of any target. */
export function reopenAll(world: Posting, unit: Unit): void {
  for (const id of new Set(unit.records(CLOSED).map(({ owner }) => owner))) reopen(world, unit, id);
}

/** Recv-6.5 of TS-0004 7.4.8.2.3: pendingNotification that goes takes what waits with it, one that wants the latest all before it. */
export function changePending(unit: Unit, subscription: Resource): void {
  const policy = attribute(subscription.attributes, 'pendingNotification');
  if (policy === undefined) return forgetClosed(unit, subscription);
  if (policy !== PendingNotification.sendLatest) return;
  const targets = new Set(unit.records(CLOSED, subscription.id).map(({ value }) => String(attribute(value, 'target'))));
  for (const target of targets) forgetClosedFor(unit, subscription, target, 1);
}

/** What waits for a target, but for so many at the end. */
export function forgetClosedFor(unit: Unit, { id }: Resource, target: string, but = 0): void {
  const waiting = unit.records(CLOSED, id).filter(({ value }) => attribute(value, 'target') === target);
  for (const { key } of waiting.slice(0, waiting.length - but)) unit.drop(CLOSED, key);
}

export function forgetClosed(unit: Unit, { id }: Resource): void {
  for (const { key } of unit.records(CLOSED, id)) unit.drop(CLOSED, key);
  unit.unplan(REOPEN, id);
}
