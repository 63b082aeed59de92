/**
 * <crossResourceSubscription> (TS-0004 7.4.58, 7.5.1.2.18; TS-0001 9.6.58, 10.2.10.26): one notification when something has happened to all of its
 * targets within one window of time, for which see cross-resource-window.ts. Targets at other CSEs: cross-resource-elsewhere.ts.
 */

import { RequestError } from '../errors.js';
import { attributesOf, type Attributes, type Resource } from '../resource.js';
import { placeBelow } from '../types.js';
import type { Unit } from '../work/unit.js';
import { expectOthers, failed, heardFromOthers, joinOthers, leaveOthers, subscriptionsOf } from './cross-resource-elsewhere.js';
import { forget, isJoining, joined, listOf, made, restart } from './cross-resource-window.js';
import { forgetClosed } from './notification-schedule.js';
import { reference } from './notify.js';
import type { NotifyingHost, Procedure } from './procedure.js';
import { isResourceId } from './routes.js';
import { targetsIn, verify } from './verification.js';

/** As its subscriptions name it. */
const addressOf = ({ self }: Unit, { id }: Resource): string => `/${self}/${id}`;

/** On behalf of whoever made it: what that may not do is not done (TS-0004 7.4.58.2.1). */
function associate(host: NotifyingHost, unit: Unit, cross: Resource): void {
  const self = addressOf(unit, cross);
  for (const address of listOf(cross, 'subscriptionResourcesAsTarget')) {
    if (host.otherCse(address) !== undefined) continue;
    const subscription = unit.find(address);
    if (subscription?.type !== 'subscription') throw failed(`${address.slice(0, 80)} is no <subscription> of this CSE`);
    if (!unit.may(cross.creator, 'UPDATE', subscription)) throw failed(`the Originator may not change ${address.slice(0, 80)}`);
    unit.update(subscription.id, { associatedCrossResourceSub: [...associatedWith(subscription), self], notificationURI: [...listOf(subscription, 'notificationURI'), self] });
  }
  const ids = subscriptionsOf(host, cross).flatMap(({ address, attributes }) => {
    if (host.otherCse(address) !== undefined) return [];
    const target = unit.find(address);
    if (target === undefined || placeBelow(target.type, 'subscription') === undefined) throw failed(`${address.slice(0, 80)} is nothing of this CSE that can be subscribed to`);
    if (!unit.may(cross.creator, 'CREATE', target, 'subscription')) throw failed(`the Originator may not subscribe to ${address.slice(0, 80)}`);
    return unit.create({ type: 'subscription', parent: target.id, creator: cross.creator, attributes }).id;
  });
  if (ids.length > 0) unit.update(cross.id, { regularResourcesAsTargetSubscriptions: ids });
}

const associatedWith = (subscription: Resource): readonly string[] => listOf(subscription, 'associatedCrossResourceSub');

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

/** Without one of its subscriptions there is nothing to wait for (TS-0004 7.5.1.2.4). Other CSEs are told so: notify.ts. */
export function subscriptionGoes(unit: Unit, subscription: Resource): void {
  for (const cross of crossesIn(unit, subscription, associatedWith(subscription))) {
    leave(unit, cross, unit.get(subscription.id) ?? subscription);
    unit.remove(cross.id);
  }
}

/** Nor when somebody has taken it out of one (TS-0004 7.4.8.2.3). */
export function subscriptionLeaves(host: NotifyingHost, unit: Unit, before: Resource, after: Resource): void {
  const left = new Set(associatedWith(after));
  const gone = associatedWith(before).filter((address) => !left.has(address));
  for (const target of gone.filter((address) => host.otherCse(address) !== undefined))
    host.outbox.send(unit, target, { notification: { subscriptionDeletion: true, ...reference({ cseId: unit.self }, after) } });
  for (const cross of crossesIn(unit, after, gone)) {
    unit.note(after.id, withoutTarget(unit.get(after.id) ?? after, addressOf(unit, cross)));
    unit.remove(cross.id);
  }
}

/** Those here that the subscription is of: whoever names another's does not speak for it. */
const crossesIn = (unit: Unit, { id }: Resource, addresses: readonly string[]): readonly Resource[] =>
  addresses
    .flatMap((address) => unit.find(address) ?? [])
    .filter((cross) => cross.type === 'crossResourceSubscription' && [...made(unit, cross), ...joined(unit, cross)].some((each) => each.id === id));

export const crossResourceSubscriptionProcedure = (host: NotifyingHost): Procedure => ({
  type: 'crossResourceSubscription',
  created(unit, cross) {
    try {
      associate(host, unit, cross);
    } catch (error) {
      // What a subscription is refused for is not what this request is refused for.
      throw error instanceof RequestError && error.statusName !== 'CROSS_RESOURCE_OPERATION_FAILURE' ? failed(error.message) : error;
    }
    if (!expectOthers(host, unit, cross)) restart(unit, cross, unit.now);
  },
  updated(unit, _before, after, patch) {
    if (Object.hasOwn(patch, 'timeWindowSize') || Object.hasOwn(patch, 'timeWindowType')) {
      forget(unit, after);
      restart(unit, after, unit.now);
    }
  },
  removing(unit, cross) {
    forgetClosed(unit, cross);
    forget(unit, cross);
    for (const subscription of made(unit, cross)) if (leave(unit, cross, subscription)) unit.remove(subscription.id);
    for (const subscription of joined(unit, cross)) leave(unit, cross, subscription);
    leaveOthers(host, unit, cross);
  },
  hears: (originator, cross, content) => heardFromOthers(host, originator, cross, content),
  /** Nobody has been told that it is there. */
  started(unit, cross) {
    if (isJoining(unit, cross)) unit.remove(cross.id);
  },
  mustWait: (_operation, content) => targetsIn(content).some((target) => host.verifiesAddresses || isResourceId(target)),
  before: { create: (call) => verify(host, call), update: (call) => verify(host, call) },
  after: { create: (call, cross) => joinOthers(host, call, cross) },
});
