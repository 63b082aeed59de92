/**
 * When notifications of a subscription go out (TS-0001 10.2.10.7): in batches, no more than so many in a window of time, or as they come. What
 * waits is in records of the subscription, which go with it; when it goes out is planned.
 */

import { StdEventCats } from '../../generated/enumerations.js';
import { attribute, listIn, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { durationFrom } from '../time/timestamp.js';
import type { Notice, Unit } from '../work/unit.js';
import type { Told } from '../notification/notification.js';
import { heardBy } from './cross-resource-window.js';
import { BATCH_DURATION, GATHERED, sendOrGather } from './group-notifications.js';
import { CLOSED, forgetClosed, forgetClosedFor, sendInWindow } from './notification-schedule.js';
import type { Posting } from './procedure.js';

/** Kinds of the records. */
const BATCH = 'subscription.batch';
const HELD = 'subscription.held';
const WINDOW = 'subscription.sent';

/** Of all that wait: their keys are those of the outbox, in which they come to be. */
export const waitingKinds: readonly string[] = [BATCH, HELD, CLOSED, GATHERED];

const FLUSH = 'subscription.flush';
const RELEASE = 'subscription.release';

/** A notice goes the way that its subscription wants; those of the Hosting CSE to itself, and farewells, go at once. */
export function dispatch(world: Posting, unit: Unit, notice: Notice): void {
  const { subscription, target, notification, event } = notice;
  if (notification === undefined || event === undefined) return world.outbox.post(unit, notice);
  const associated = listIn(subscription.attributes, 'associatedCrossResourceSub');
  const cross = associated.includes(target) ? unit.find(target) : undefined;
  const content = { notification, ...categoryOf(subscription) };
  if (event.event === 'deleted') {
    // The subscription went with its resource: there is nothing to wait in, and nobody else to come.
    if (!associated.includes(target)) sendOrGather(world, unit, event.subject, target, content);
    return;
  }
  if (cross?.type === 'crossResourceSubscription') return heardBy(world, unit, cross, subscription.id);
  // Used up by the notice before this one.
  if (unit.get(subscription.id) === undefined) return;
  const batch = attribute(subscription.attributes, 'batchNotify') as Attributes | undefined;
  if (batch === undefined) return sendOrHold(world, unit, subscription, target, content);
  const owner = ownerOf(subscription.id, target);
  unit.keep({ kind: BATCH, key: world.outbox.nextKey(), owner, value: { subscription: subscription.id, target, notification } });
  const waiting = unit.count(BATCH, owner);
  const number = attribute(batch, 'number');
  if (typeof number === 'number' && waiting >= number) return flush(world, unit, owner);
  if (waiting > 1) return;
  const duration = attribute(batch, 'duration');
  const length = durationFrom(unit.now, typeof duration === 'string' ? duration : BATCH_DURATION);
  // Without an end it is the number alone that counts.
  if (length !== undefined) unit.plan(FLUSH, owner, unit.now + length);
}

const ownerOf = (subscription: string, target: string): string => `${subscription} ${target}`;

/** A batch goes out, as one notification of several; the last of them alone where only the latest is wanted. */
export function flush(world: Posting, unit: Unit, owner: string): void {
  unit.unplan(FLUSH, owner);
  const waiting = unit.records(BATCH, owner);
  const [first] = waiting;
  if (first === undefined) return;
  for (const { key } of waiting) unit.drop(BATCH, key);
  const { subscription: id, target } = first.value as { readonly subscription: string; readonly target: string };
  const subscription = unit.get(id);
  if (subscription === undefined) return;
  const all = waiting.map(({ value }) => attribute(value, 'notification') as Attributes);
  const latest = all.at(-1);
  const manner = categoryOf(subscription);
  sendOrHold(world, unit, subscription, target, isLatest(manner) && latest !== undefined ? { notification: latest, ...manner } : { aggregated: all, ...manner });
}

/** The Event Category of what goes out: that of latestNotify before that of notificationEventCat (TS-0004 7.5.1.2.2 steps 2.2 and 2.3). */
function categoryOf({ attributes }: Resource): { readonly category?: number } {
  if (attribute(attributes, 'latestNotify') === true) return { category: StdEventCats.Latest };
  const given = attribute(attributes, 'notificationEventCat');
  return typeof given === 'number' ? { category: given } : {};
}

const isLatest = ({ category }: { readonly category?: number }): boolean => category === StdEventCats.Latest;

/** What was sent in the window that is open: windows follow each other, from the first notification on. */
interface Sent {
  readonly begin: number;
  readonly number: number;
}

interface Rate {
  readonly most: number;
  readonly window: number;
}

function rateOf(unit: Unit, { attributes }: Resource): Rate | undefined {
  const limit = attribute(attributes, 'rateLimit') as Attributes | undefined;
  const most = limit && attribute(limit, 'maxNrOfNotify');
  const window = limit && attribute(limit, 'timeWindow');
  const length = typeof window === 'string' ? durationFrom(unit.now, window) : undefined;
  return typeof most === 'number' && length !== undefined && length > 0 ? { most, window: length } : undefined;
}

function sendOrHold(world: Posting, unit: Unit, subscription: Resource, target: string, content: Told): void {
  const rate = rateOf(unit, subscription);
  if (rate === undefined) return sendInWindow(world, unit, subscription, target, content);
  const owner = ownerOf(subscription.id, target);
  const sent = sentIn(unit, owner, rate);
  const isFree = sent.number < rate.most && unit.count(HELD, owner) === 0;
  if (isFree) {
    unit.keep({ kind: WINDOW, key: owner, owner: subscription.id, value: { ...sent, number: sent.number + 1 } });
    return sendInWindow(world, unit, subscription, target, content);
  }
  // Of those that wait, only the last one is wanted.
  if (isLatest(content)) for (const { key } of unit.records(HELD, owner)) unit.drop(HELD, key);
  unit.keep({ kind: HELD, key: world.outbox.nextKey(), owner, value: { subscription: subscription.id, target, content: content as unknown as JsonValue } });
  unit.keep({ kind: WINDOW, key: owner, owner: subscription.id, value: { ...sent } });
  if (unit.plannedAt(RELEASE, owner) === undefined) unit.plan(RELEASE, owner, sent.begin + rate.window);
}

function sentIn(unit: Unit, owner: string, { window }: Rate): Sent {
  const sent = unit.record(WINDOW, owner) as unknown as Sent | undefined;
  if (sent === undefined) return { begin: unit.now, number: 0 };
  const passed = Math.floor((unit.now - sent.begin) / window);
  return passed < 1 ? sent : { begin: sent.begin + passed * window, number: 0 };
}

/** A window ends: what was held goes out, as much as the next one has room for. */
export function release(world: Posting, unit: Unit, owner: string): void {
  const held = unit.records(HELD, owner);
  const [first] = held;
  const subscription = first && unit.get(String(attribute(first.value, 'subscription')));
  if (subscription === undefined) return;
  const rate = rateOf(unit, subscription);
  const sent = rate === undefined ? { begin: unit.now, number: 0 } : sentIn(unit, owner, rate);
  const now = held.slice(0, rate === undefined ? held.length : rate.most - sent.number);
  for (const { key, value } of now) {
    unit.drop(HELD, key);
    sendInWindow(world, unit, subscription, String(attribute(value, 'target')), attribute(value, 'content') as unknown as Told);
  }
  if (rate === undefined || unit.get(subscription.id) === undefined) return;
  unit.keep({ kind: WINDOW, key: owner, owner: subscription.id, value: { begin: sent.begin, number: sent.number + now.length } });
  if (now.length < held.length) unit.plan(RELEASE, owner, sent.begin + rate.window);
}

/** TS-0004 7.4.8.2.4: what waits goes with the subscription. */
export function forgetWaiting(unit: Unit, subscription: Resource): void {
  forgetClosed(unit, subscription);
  for (const target of listIn(subscription.attributes, 'notificationURI')) forgetWaitingFor(unit, subscription, target);
}

/** Targets that a subscription has no more are told nothing more. */
export function forgetFormerTargets(unit: Unit, before: Resource, after: Resource): void {
  const present = new Set(listIn(after.attributes, 'notificationURI'));
  for (const target of listIn(before.attributes, 'notificationURI')) {
    if (present.has(target)) continue;
    forgetWaitingFor(unit, before, target);
    forgetClosedFor(unit, before, target);
  }
}

function forgetWaitingFor(unit: Unit, { id }: Resource, target: string): void {
  const owner = ownerOf(id, target);
  for (const kind of [BATCH, HELD]) for (const { key } of unit.records(kind, owner)) unit.drop(kind, key);
  if (unit.record(WINDOW, owner) !== undefined) unit.drop(WINDOW, owner);
  unit.unplan(FLUSH, owner);
  unit.unplan(RELEASE, owner);
}
