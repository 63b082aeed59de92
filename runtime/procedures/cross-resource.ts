/**
 * <crossResourceSubscription> (TS-0004 7.4.58, 7.5.1.2.18; TS-0001 9.6.58, 10.2.10.26): one notification when something has happened to all of its
 * targets within one window of time. Its targets are of this CSE. What has happened in the present window is a record; windows need no timers,
 * since only what happens tells whether one is over.
 */

import { TimeWindowType } from '../../generated/enumerations.js';
import { refused, RequestError } from '../errors.js';
import { attribute, attributesOf, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { placeBelow } from '../types.js';
import { durationFrom } from '../time/timestamp.js';
import type { Unit } from '../work/unit.js';
import { forgetClosed, sendInWindow } from './notification-schedule.js';
import { reference } from './notify.js';
import type { NotifyingHost, Posting, Procedure } from './procedure.js';
import { isResourceId } from './routes.js';
import { targetsIn, verify } from './verification.js';

/** Kind of the records. */
const WINDOW = 'crossResourceSubscription.window';

interface Window {
  readonly began: number;
  /** Subscriptions that have told of something since. */
  readonly heard: readonly string[];
}

const listOf = ({ attributes }: Resource, name: string): readonly string[] => (attribute(attributes, name) ?? []) as readonly string[];

/** Subscriptions that a cross-resource subscription waits for: those that it has made, and those that it has joined. */
const joined = (unit: Unit, cross: Resource): readonly Resource[] =>
  listOf(cross, 'subscriptionResourcesAsTarget').flatMap((address) => unit.find(address) ?? []);
const made = (unit: Unit, cross: Resource): readonly Resource[] => listOf(cross, 'regularResourcesAsTargetSubscriptions').flatMap((id) => unit.get(id) ?? []);

/** As its subscriptions name it. */
const addressOf = ({ self }: Unit, { id }: Resource): string => `/${self}/${id}`;

/** Something has happened that a subscription tells of. */
export function heardBy(world: Posting, unit: Unit, cross: Resource, subscription: Resource): void {
  const { began, heard } = windowOf(unit, cross);
  const now = new Set([...heard, subscription.id]);
  const isComplete = [...made(unit, cross), ...joined(unit, cross)].every(({ id }) => now.has(id));
  if (!isComplete) return keep(unit, cross, { began, heard: [...now] });
  restart(unit, cross, began);
  const notification = reference({ cseId: unit.self }, cross);
  const category = attribute(cross.attributes, 'notificationEventCat');
  for (const target of listOf(cross, 'notificationURI')) sendInWindow(world, unit, cross, target, { notification, ...(typeof category === 'number' && { category }) });
}

/** The window that is open, or the next one: those that recur follow each other from the first one on, others begin with what happens. */
function windowOf(unit: Unit, cross: Resource): Window {
  const kept = unit.record(WINDOW, cross.id) as Window | undefined;
  const size = durationFrom(unit.now, String(attribute(cross.attributes, 'timeWindowSize'))) ?? 0;
  if (kept === undefined) return { began: unit.now, heard: [] };
  if (unit.now < kept.began + size) return kept;
  if (!isPeriodic(cross) || size <= 0) return { began: unit.now, heard: [] };
  return { began: kept.began + Math.floor((unit.now - kept.began) / size) * size, heard: [] };
}

const isPeriodic = ({ attributes }: Resource): boolean => attribute(attributes, 'timeWindowType') === TimeWindowType.PERIODICWINDOW;

const keep = (unit: Unit, { id }: Resource, { began, heard }: Window): void => unit.keep({ kind: WINDOW, key: id, owner: id, value: { began, heard } });

/** Nothing has happened yet in the window that began then; one that slides begins when something does. */
function restart(unit: Unit, cross: Resource, began: number): void {
  if (isPeriodic(cross)) keep(unit, cross, { began, heard: [] });
  else if (unit.record(WINDOW, cross.id) !== undefined) unit.drop(WINDOW, cross.id);
}

/** On behalf of whoever made it: what that may not do is not done (TS-0004 7.4.58.2.1). */
function associate(unit: Unit, cross: Resource): void {
  const self = addressOf(unit, cross);
  const criteria = (attribute((attribute(cross.attributes, 'eventNotificationCriteriaSet') ?? {}) as Attributes, 'eventNotificationCriteriaEntry') ?? []) as readonly JsonValue[];
  for (const address of listOf(cross, 'subscriptionResourcesAsTarget')) {
    const subscription = unit.find(address);
    if (subscription?.type !== 'subscription') throw failed(`${address.slice(0, 80)} is no <subscription> of this CSE`);
    if (!unit.may(cross.creator, 'UPDATE', subscription)) throw failed(`the Originator may not change ${address.slice(0, 80)}`);
    unit.update(subscription.id, { associatedCrossResourceSub: [...associatedWith(subscription), self], notificationURI: [...listOf(subscription, 'notificationURI'), self] });
  }
  const ids = listOf(cross, 'regularResourcesAsTarget').map((address, index) => {
    const target = unit.find(address);
    if (target === undefined || placeBelow(target.type, 'subscription') === undefined) throw failed(`${address.slice(0, 80)} is nothing of this CSE that can be subscribed to`);
    if (!unit.may(cross.creator, 'CREATE', target, 'subscription')) throw failed(`the Originator may not subscribe to ${address.slice(0, 80)}`);
    const category = attribute(cross.attributes, 'notificationEventCat');
    const attributes = attributesOf(
      { notificationURI: [self], associatedCrossResourceSub: [self], expirationTime: attribute(cross.attributes, 'expirationTime') ?? null },
      { eventNotificationCriteria: criteria[criteria.length === 1 ? 0 : index] ?? {} },
      category === undefined ? {} : { notificationEventCat: category },
    );
    return unit.create({ type: 'subscription', parent: target.id, creator: cross.creator, attributes }).id;
  });
  if (ids.length > 0) unit.update(cross.id, { regularResourcesAsTargetSubscriptions: ids });
}

const associatedWith = (subscription: Resource): readonly string[] => listOf(subscription, 'associatedCrossResourceSub');
const failed = (why: string) => refused('CROSS_RESOURCE_OPERATION_FAILURE', `${why} (TS-0004 7.4.58.2.1).`);

/** A subscription is of it no more. */
function leave(unit: Unit, cross: Resource, subscription: Resource): boolean {
  const self = addressOf(unit, cross);
  const present = associatedWith(subscription);
  if (!present.includes(self)) return false;
  const others = present.filter((each) => each !== self);
  unit.note(subscription.id, attributesOf({ associatedCrossResourceSub: others.length === 0 ? null : others }, withoutTarget(subscription, self)));
  return true;
}

/** The last target stays, for there must be one. */
function withoutTarget(subscription: Resource, target: string): Attributes {
  const left = listOf(subscription, 'notificationURI').filter((each) => each !== target);
  return left.length === 0 ? {} : attributesOf({ notificationURI: left });
}

/** Without one of its subscriptions there is nothing to wait for (TS-0004 7.5.1.2.4). */
export function subscriptionGoes(unit: Unit, subscription: Resource): void {
  for (const cross of crossesIn(unit, associatedWith(subscription))) {
    leave(unit, cross, unit.get(subscription.id) ?? subscription);
    unit.remove(cross.id);
  }
}

/** Nor when somebody has taken it out of one (TS-0004 7.4.8.2.3). */
export function subscriptionLeaves(unit: Unit, before: Resource, after: Resource): void {
  const left = new Set(associatedWith(after));
  for (const cross of crossesIn(unit, associatedWith(before).filter((address) => !left.has(address)))) {
    unit.note(after.id, withoutTarget(unit.get(after.id) ?? after, addressOf(unit, cross)));
    unit.remove(cross.id);
  }
}

const crossesIn = (unit: Unit, addresses: readonly string[]): readonly Resource[] =>
  addresses.flatMap((address) => unit.find(address) ?? []).filter(({ type }) => type === 'crossResourceSubscription');

export const crossResourceSubscriptionProcedure = (host: NotifyingHost): Procedure => ({
  type: 'crossResourceSubscription',
  created(unit, cross) {
    try {
      associate(unit, cross);
    } catch (error) {
      // What a subscription is refused for is not what this request is refused for.
      throw error instanceof RequestError && error.statusName !== 'CROSS_RESOURCE_OPERATION_FAILURE' ? failed(error.message) : error;
    }
    restart(unit, cross, unit.now);
  },
  updated(unit, _before, after, patch) {
    if (Object.hasOwn(patch, 'timeWindowSize') || Object.hasOwn(patch, 'timeWindowType')) {
      if (unit.record(WINDOW, after.id) !== undefined) unit.drop(WINDOW, after.id);
      restart(unit, after, unit.now);
    }
  },
  removing(unit, cross) {
    forgetClosed(unit, cross);
    if (unit.record(WINDOW, cross.id) !== undefined) unit.drop(WINDOW, cross.id);
    for (const subscription of made(unit, cross)) if (leave(unit, cross, subscription)) unit.remove(subscription.id);
    for (const subscription of joined(unit, cross)) leave(unit, cross, subscription);
  },
  mustWait: (_operation, content) => targetsIn(content).some((target) => host.verifiesAddresses || isResourceId(target)),
  before: { create: (call) => verify(host, call), update: (call) => verify(host, call) },
});
