/**
 * Notifications of subscriptions that were made by way of a group (TS-0004 7.4.14.2.3, 7.4.14.2.5, 7.5.1.2.6; TS-0001 10.2.7.10, 10.2.7.11): the members tell
 * the group, and the group tells the subscriber of several at once. What is gathered is in records of the group, which go with it.
 */

import { refused } from '../errors.js';
import { toLong } from '../names.js';
import { notificationsHeard } from '../notification/heard.js';
import type { Told } from '../notification/notification.js';
import type { Request } from '../receiver/request.js';
import { attribute, attributesOf, listIn, type Attributes, type Resource } from '../resource.js';
import { durationFrom } from '../time/timestamp.js';
import type { Reader, Unit } from '../work/unit.js';
import type { World } from '../world.js';
import type { NotifyingHost, Posting } from './procedure.js';

/** Kind of the records of what waits, by the group and where it goes: several subscribers wait for themselves. */
export const GATHERED = 'group.gathered';

/** Kind of the records that say for whom a group gathers, by the same key: they exist as long as something waits. */
const GATHERING = 'group.gathering';

/** Kind of the records that say where a group that is a member of another sends what it has gathered for a subscriber. */
const ONWARD = 'group.onward';

const FLUSH = 'group.flush';

/** How long notifications are gathered when nobody says so, as an xs:duration. */
export const BATCH_DURATION = 'PT1M';

const addressOf = ({ cseId }: Pick<World, 'cseId'>, { id }: Resource): string => `/${cseId}/${id}`;
const onwardKey = ({ id }: Resource, subscriber: string): string => `${id} ${subscriber}`;
const textIn = (attributes: Attributes, name: string): string | undefined => {
  const value = attribute(attributes, name);
  return typeof value === 'string' ? value : undefined;
};

/** The request as the members get it: they are to tell the group, if the subscriber wants that (TS-0004 7.4.14.2.3). */
export function throughGroup(world: World, group: Resource, request: Request): Request {
  const subscriber = request.operation === 'create' && request.type === 'subscription' ? textIn(request.content, 'notificationForwardingURI') : undefined;
  if (subscriber === undefined) return request;
  const [above] = listIn(request.content, 'notificationURI');
  // Only another group has sent it by way of this one: that is where its notifications belong.
  const isSubgroup = request.groupRequestIdentifier !== undefined && above !== undefined;
  world.run((unit) => unit.keep({ kind: ONWARD, key: onwardKey(group, subscriber), owner: group.id, value: { target: isSubgroup ? above : subscriber } }));
  const targets = [addressOf(world, group)];
  const content = attributesOf(request.content, { notificationURI: targets });
  const sent = withTargets(request.parameters['primitiveContent'] as Attributes, request.form === 'long' ? 'notificationURI' : 'nu', targets);
  return { ...request, content, parameters: { ...request.parameters, primitiveContent: sent } };
}

/** A representation as it was given, with or without its root element. */
function withTargets(given: Attributes, name: string, targets: readonly string[]): Attributes {
  const [root = '', ...others] = Object.keys(given);
  const body = given[root];
  const isRoot = others.length === 0 && root.includes(':') && typeof body === 'object' && body !== null;
  return isRoot ? { [root]: attributesOf(body as Attributes, { [name]: targets }) } : attributesOf(given, { [name]: targets });
}

/**
 * Sends it to its target, or, where that is a group of this CSE, has it gathered there.
 * @param from what has something to tell: the group listens to its members, and to what is below them
 */
export function sendOrGather(world: Posting, unit: Unit, from: Resource | undefined, target: string, content: Told): void {
  const [first] = notificationsIn(content);
  const group = first !== undefined && Object.hasOwn(first, 'notificationForwardingURI') ? unit.find(target) : undefined;
  if (group?.type !== 'group') return world.outbox.send(unit, target, content);
  if (from === undefined || !isBelowMember(unit, group, from)) return;
  for (const each of notificationsIn(content)) gather(world, unit, group, each);
}

const notificationsIn = (content: Told): readonly Attributes[] => ('notification' in content ? [content.notification] : 'aggregated' in content ? content.aggregated : []);

/** By the lists themselves, which do not change: a group may have many members, and many notifications. */
const memberSets = new WeakMap<object, ReadonlySet<string>>();

function membersOf({ attributes }: Resource): ReadonlySet<string> {
  const list = attribute(attributes, 'memberIDs') as readonly string[];
  const known = memberSets.get(list) ?? new Set(list);
  memberSets.set(list, known);
  return known;
}

/** Also by the fan-out point of a group that is a member. */
function isBelowMember(reader: Reader, group: Resource, from: Resource): boolean {
  const members = membersOf(group);
  for (let at: Resource | undefined = from; at !== undefined; at = at.parent === null ? undefined : reader.get(at.parent)) {
    if (reader.spellings(at).some((address) => members.has(address) || members.has(`${address}/fopt`))) return true;
  }
  return false;
}

function gather(world: Posting, unit: Unit, group: Resource, notification: Attributes): void {
  const subscriber = textIn(notification, 'notificationForwardingURI');
  if (subscriber === undefined) return;
  const target = String(attribute(unit.record(ONWARD, onwardKey(group, subscriber)) ?? {}, 'target') ?? subscriber);
  const key = gatheringKey(group, target);
  unit.keep({ kind: GATHERED, key: world.outbox.nextKey(), owner: key, value: notification });
  const waiting = unit.count(GATHERED, key);
  const { number, duration } = aggregationOf(group);
  if (waiting === 1) {
    unit.keep({ kind: GATHERING, key, owner: group.id, value: {} });
    const length = durationFrom(unit.now, duration);
    // Without an end it is the number alone that counts.
    if (length !== undefined) unit.plan(FLUSH, key, unit.now + length);
  }
  if (waiting >= number) flush(world, unit, key);
}

/** Without notifyAggregation, one of each member (TS-0004 7.4.14.2.5). */
function aggregationOf({ attributes }: Resource): { readonly number: number; readonly duration: string } {
  const given = attribute(attributes, 'notifyAggregation') as Attributes | undefined;
  if (given === undefined) return { number: Number(attribute(attributes, 'currentNrOfMembers')), duration: BATCH_DURATION };
  return { number: Number(attribute(given, 'number') ?? Infinity), duration: textIn(given, 'duration') ?? BATCH_DURATION };
}

const gatheringKey = ({ id }: Resource, target: string): string => `${id} ${target}`;

/** What waits is taken from where it waits, in the order in which it came. */
function take(unit: Unit, key: string): readonly Attributes[] {
  const waiting = unit.records(GATHERED, key);
  for (const record of waiting) unit.drop(GATHERED, record.key);
  unit.drop(GATHERING, key);
  unit.unplan(FLUSH, key);
  return waiting.map(({ value }) => value);
}

/** So many are there, or the time is over. */
export function flush(world: Posting, unit: Unit, key: string): void {
  const space = key.indexOf(' ');
  const group = unit.get(key.slice(0, space));
  const aggregated = take(unit, key);
  if (group !== undefined && aggregated.length > 0) sendOrGather(world, unit, group, key.slice(space + 1), { aggregated });
}

/** A group gathers while it is there (TS-0004 7.5.1.2.6). */
export function forgetGathered(unit: Unit, { id }: Resource): void {
  for (const { key } of unit.records(GATHERING, id)) take(unit, key);
  for (const { key } of unit.records(ONWARD, id)) unit.drop(ONWARD, key);
}

/** A Notify request to a group is of a subscription that was made by way of it, and of a CSE that has one of its members. @throws RequestError */
export function heardByGroup(host: NotifyingHost, originator: string, group: Resource, content: Attributes): void {
  if (!listIn(group.attributes, 'memberIDs').some((member) => host.otherCse(member) === originator))
    throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'Nothing of this CSE is a member (TS-0004 7.5.1.2.6).');
  const notifications = notificationsHeard(toLong('notification', content).attributes);
  // Whether it wants notifications that it has asked for itself.
  if (notifications.some((each) => attribute(each, 'verificationRequest') === true)) return;
  if (notifications.length === 0 || notifications.some((each) => textIn(each, 'notificationForwardingURI') === undefined))
    throw refused('BAD_REQUEST', 'A group takes notifications that are to be forwarded (TS-0001 10.2.7.11).');
  host.run((unit) => {
    const present = unit.get(group.id);
    if (present !== undefined) for (const each of notifications) gather(host, unit, present, each);
  });
}
