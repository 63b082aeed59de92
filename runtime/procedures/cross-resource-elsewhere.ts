/**
 * Targets of a <crossResourceSubscription> at other CSEs (TS-0004 7.4.58.2.1, 7.4.58.2.4): subscriptions are made and joined there on behalf of whoever
 * creates it, before the answer; what they tell comes as Notify requests (7.5.1.2.18).
 */

import { refused } from '../errors.js';
import { toLong } from '../names.js';
import { notificationsHeard } from '../notification/heard.js';
import { bodyIn, contentOf } from '../receiver/elsewhere.js';
import { attribute, attributesOf, listIn, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { attributeRows, numberOf } from '../types.js';
import type { Unit } from '../work/unit.js';
import { ELSEWHERE, elsewhere, heardBy, isJoining, JOINING, listOf, made, restart, type Elsewhere } from './cross-resource-window.js';
import type { AskingHost, Call, Host, NotifyingHost } from './procedure.js';

const MADE = 'regularResourcesAsTargetSubscriptions';

export const failed = (why: string) => refused('CROSS_RESOURCE_OPERATION_FAILURE', `${why} (TS-0004 7.4.58.2.1).`);

/** As its subscriptions name it. */
const addressOf = ({ cseId }: Pick<Host, 'cseId'>, { id }: Pick<Resource, 'id'>): string => `${cseId}/${id}`;

/** The subscription that each regular target gets. */
export function subscriptionsOf(host: Pick<Host, 'cseId'>, cross: Resource): readonly { readonly address: string; readonly attributes: Attributes }[] {
  const self = addressOf(host, cross);
  const criteria = (attribute((attribute(cross.attributes, 'eventNotificationCriteriaSet') ?? {}) as Attributes, 'eventNotificationCriteriaEntry') ?? []) as readonly JsonValue[];
  const category = attribute(cross.attributes, 'notificationEventCat');
  return listOf(cross, 'regularResourcesAsTarget').map((address, index) => ({
    address,
    attributes: attributesOf(
      { notificationURI: [self], associatedCrossResourceSub: [self], expirationTime: attribute(cross.attributes, 'expirationTime') ?? null },
      { eventNotificationCriteria: criteria[criteria.length === 1 ? 0 : index] ?? {} },
      category === undefined ? {} : { notificationEventCat: category },
    ),
  }));
}

const othersIn = (host: AskingHost, cross: Resource, name: string): readonly string[] => listOf(cross, name).filter((address) => host.otherCse(address) !== undefined);

/** Whether it waits for other CSEs; until those have answered, nothing counts. */
export function expectOthers(host: AskingHost, unit: Unit, cross: Resource): boolean {
  const isExpected = ['regularResourcesAsTarget', 'subscriptionResourcesAsTarget'].some((name) => othersIn(host, cross, name).length > 0);
  if (isExpected) unit.keep({ kind: JOINING, key: cross.id, owner: cross.id, value: {} });
  return isExpected;
}

/** The steps of a CREATE at other CSEs. @throws RequestError CROSS_RESOURCE_OPERATION_FAILURE, and nothing is left */
export async function joinOthers(host: AskingHost, call: Call, cross: Resource): Promise<void> {
  if (!call.run((unit) => isJoining(unit, cross))) return;
  const done: Elsewhere[] = [];
  let isOver = false;
  try {
    await inTime(host, call, join(host, call, cross, done, () => isOver));
    call.run((unit) => complete(host, unit, cross, done));
  } catch (error) {
    isOver = true;
    call.run((unit) => unit.remove(cross.id));
    void undo(host, cross, done, call.originator);
    throw failed(error instanceof Error ? error.message : 'a target has failed');
  }
}

/** Rejects when the Originator waits no longer, a moment before the request does. */
function inTime({ clock }: Host, { expires }: Call, work: Promise<void>): Promise<void> {
  if (expires === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = clock.at(expires - 1, () => reject(new Error('not all targets have answered in time')));
    work.finally(cancel).then(resolve, reject);
  });
}

async function join(host: AskingHost, { originator }: Call, cross: Resource, done: Elsewhere[], isOver: () => boolean): Promise<void> {
  const self = addressOf(host, cross);
  const add = (one: Elsewhere) => {
    done.push(one);
    // Nobody undoes it any more but who was late.
    if (isOver()) void undo(host, cross, [one], originator);
  };
  for (const address of othersIn(host, cross, 'subscriptionResourcesAsTarget')) {
    const body = await read(host, address, originator);
    await change(host, address, body, (list) => [...list, self], originator);
    add({ address, names: namesOf(host, address, body), isMade: false });
    if (isOver()) return;
  }
  for (const { address, attributes } of subscriptionsOf(host, cross)) {
    if (host.otherCse(address) === undefined) continue;
    const body = bodyIn(await host.ask(address, { op: 1, ty: numberOf('subscription'), pc: contentOf('subscription', attributes) }, originator));
    const [id = address, ...others] = namesOf(host, `${address}/${String(body['rn'])}`, body).reverse();
    add({ address: id, names: [id, ...others], isMade: true });
    if (isOver()) return;
  }
}

async function read(host: AskingHost, address: string, from: string): Promise<Attributes> {
  const body = bodyIn(await host.ask(address, { op: 2 }, from));
  if (body['ty'] !== numberOf('subscription')) throw new Error(`${address.slice(0, 80)} is no <subscription>`);
  return body;
}

/** Addresses by which a CSE may speak of what it has: the one that was used, and the one with the identifier. */
function namesOf(host: AskingHost, address: string, body: Attributes): string[] {
  const id = body['ri'];
  return typeof id === 'string' ? [address, id.startsWith('/') ? id : `${host.otherCse(address) ?? ''}/${id}`] : [address];
}

/** Adds the cross-resource subscription to what a subscription is of, and whom it tells, or takes it out. */
async function change(host: AskingHost, address: string, body: Attributes, changed: (list: readonly string[]) => readonly string[], from: string): Promise<void> {
  const lists = ['associatedCrossResourceSub', 'notificationURI'].map((name): [string, readonly string[]] => [name, changed(listIn(body, attributeRows('subscription').get(name)?.shortName ?? name))]);
  // There is a target always.
  const kept = lists.filter(([name, list]) => list.length > 0 || name !== 'notificationURI');
  await host.ask(address, { op: 3, pc: contentOf('subscription', Object.fromEntries(kept.map(([name, list]) => [name, list.length === 0 ? null : list]))) }, from);
}

/** All have answered. */
function complete(host: AskingHost, unit: Unit, cross: Resource, done: readonly Elsewhere[]): void {
  const present = unit.get(cross.id);
  if (present === undefined) throw new Error('it has gone meanwhile');
  unit.drop(JOINING, cross.id);
  for (const one of done) unit.keep({ kind: ELSEWHERE, key: `${cross.id} ${one.address}`, owner: cross.id, value: { ...one } });
  const here = made(unit, present).map(({ id }) => id);
  const there = done.filter(({ isMade }) => isMade).map(({ address }) => address);
  const ids = listOf(present, 'regularResourcesAsTarget').map((address) => (host.otherCse(address) === undefined ? here.shift() : there.shift()) ?? '');
  if (ids.length > 0) unit.update(cross.id, { [MADE]: ids });
  restart(unit, present, unit.now);
}

/** It is gone, or about to be. @param unit on behalf of whoever deletes it, or of nobody */
export function leaveOthers(host: AskingHost, unit: Unit, cross: Resource): void {
  if (isJoining(unit, cross)) unit.drop(JOINING, cross.id);
  const others = elsewhere(unit, cross);
  for (const { address } of others) unit.drop(ELSEWHERE, `${cross.id} ${address}`);
  const from = unit.isOwn ? cross.creator : unit.originator;
  if (others.length > 0) unit.later(() => void undo(host, cross, others, from));
}

/** What fails is left there (TS-0004 7.4.58.2.4). */
async function undo(host: AskingHost, cross: Resource, others: readonly Elsewhere[], from: string): Promise<void> {
  const self = addressOf(host, cross);
  const isOther = (each: string) => each !== self;
  for (const { address, isMade } of others) {
    try {
      if (isMade) await host.ask(address, { op: 4 }, from);
      else await change(host, address, await read(host, address, from), (list) => list.filter(isOther), from);
    } catch (error) {
      host.report(error);
    }
  }
}

/** A Notify request to it is of one of its subscriptions, and of the CSE of that. @throws RequestError */
export function heardFromOthers(host: NotifyingHost, originator: string, cross: Resource, content: Attributes): void {
  const targets = [...listOf(cross, 'regularResourcesAsTarget'), ...listOf(cross, 'subscriptionResourcesAsTarget')];
  if (!targets.some((address) => host.otherCse(address) === originator))
    throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'Nothing of this CSE is a target (TS-0004 7.5.1.2.18).');
  for (const notification of notificationsHeard(toLong('notification', content).attributes)) {
    // Whether it wants notifications that it has asked for itself.
    if (attribute(notification, 'verificationRequest') === true) continue;
    const subscription = attribute(notification, 'subscriptionReference');
    const isOver = attribute(notification, 'subscriptionDeletion') === true;
    host.run((unit) => {
      const part = elsewhere(unit, cross).find(({ names }) => names.includes(String(subscription)) && host.otherCse(names[0] ?? '') === originator);
      const present = unit.get(cross.id);
      if (part === undefined || present === undefined) return;
      if (!isOver) return heardBy(host, unit, present, part.address);
      unit.drop(ELSEWHERE, `${cross.id} ${part.address}`);
      unit.remove(cross.id);
    });
  }
}
