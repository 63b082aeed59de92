/** The [software] of a target: found or created, subscribed to, and asked to work (TS-0001-CR 10.2.28.2 Steps 5 and 6). */

import { NotificationEventType, Status } from '../../../generated/enumerations.js';
import { resourceNamed } from '../../../generated/tables/resources.js';
import { isEqual } from '../../access/equal.js';
import { refused } from '../../errors.js';
import { expirationOf } from '../expiration.js';
import { attribute, attributesOf, bareObject, type Attributes, type Resource } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';
import type { Operation } from './operations.js';

/** Copied from the campaign. */
const copied = ['version', 'softwareName', 'URL'] as const;

/** The [software] of a campaign below a node (erratum B49): the one with its softwareName, of its version if there are several. */
export function softwareBelow(reader: Reader, node: string, campaign: Attributes): Resource | undefined {
  const named = reader.children(node, 'software').filter(({ attributes }) => isAlike(attributes, campaign, 'softwareName'));
  return named.find(({ attributes }) => isAlike(attributes, campaign, 'version')) ?? named[0];
}

const isAlike = (a: Attributes, b: Attributes, name: string): boolean => isEqual(attribute(a, name), attribute(b, name));

function only(attributes: Attributes, names: readonly string[]): Attributes {
  const found = bareObject();
  for (const name of names) if (Object.hasOwn(attributes, name)) found[name] = attributes[name] ?? null;
  return found;
}

/**
 * Step 5: the [software] with version, softwareName and URL of the campaign, which it does not outlive (erratum B76). Whoever may see the
 * campaign may see what it creates, and the creator of the one is that of the other.
 */
export function placeSoftware(unit: Unit, node: string, { attributes, creator }: Resource): Resource {
  const present = softwareBelow(unit, node, attributes);
  if (present === undefined) {
    const mgmtDefinition = resourceNamed('software')?.mgmtDefinition ?? null;
    const given = only(attributes, [...copied, 'expirationTime', 'accessControlPolicyIDs']);
    return unit.create({ type: 'software', parent: node, attributes: attributesOf({ mgmtDefinition }, given), creator });
  }
  const changed = copied.filter((name) => !isAlike(present.attributes, attributes, name));
  if (changed.length > 0) unit.update(present.id, only(attributes, changed));
  cap(unit, present, attributes);
  return unit.get(present.id) ?? present;
}

/** Kind of the records of what [software] that was there before would live until without its campaign, by its id. */
const OWN_EXPIRATION = 'softwareExpiration';

const time = (attributes: Attributes): number => expirationOf(attributes) ?? Infinity;

/** [software] that was there before expires with its campaign at the latest; what it had of its own is remembered. */
function cap(unit: Unit, software: Resource, campaign: Attributes): void {
  if (time(software.attributes) <= time(campaign)) return;
  if (unit.record(OWN_EXPIRATION, software.id) === undefined) {
    unit.keep({ kind: OWN_EXPIRATION, key: software.id, owner: software.id, value: only(software.attributes, ['expirationTime']) });
  }
  expire(unit, software, campaign);
}

/** Gives a resource this expirationTime, and all below it none that is later (TS-0004 7.3.3.4). */
function expire(unit: Unit, resource: Resource, until: Attributes): void {
  for (const child of unit.children(resource.id)) if (time(child.attributes) > time(until)) expire(unit, child, until);
  unit.update(resource.id, only(until, ['expirationTime']));
}

/** 10.2.28.1: [software] of a campaign does not outlive it, whatever becomes of its expirationTime; what it has created follows it. */
export function passOnExpiration(unit: Unit, { id, attributes: before }: Resource, { attributes: after }: Resource, links: readonly string[]): void {
  for (const link of links) {
    const software = unit.get(link);
    const subscription = software && subscriptionTo(unit, link, id);
    if (software === undefined) continue;
    const own = unit.record(OWN_EXPIRATION, link);
    const followed = own !== undefined && time(own) < time(after) ? own : after;
    const isBound = time(software.attributes) === time(before) || time(software.attributes) > time(after);
    if (isBound && time(software.attributes) !== time(followed)) expire(unit, software, followed);
    if (subscription !== undefined) unit.update(subscription.id, only(after, ['expirationTime']));
  }
}

/** A campaign that ends, or begins anew, watches nothing any more. */
export function releaseSoftware(unit: Unit, campaign: string, links: readonly string[]): void {
  for (const link of links) {
    const subscription = subscriptionTo(unit, link, campaign);
    if (subscription !== undefined) unit.remove(subscription.id);
    unit.drop(OWN_EXPIRATION, link);
  }
}

/** Whether a campaign of this creator watches the [software]: then its softwareLinks name it. */
export function sharesSoftware(reader: Reader, originator: string, software: Resource): boolean {
  return campaignsOf(reader, software.id).some(({ creator }) => creator === originator);
}

/** When the first campaign that watches the [software] expires; undefined: none does. */
export function expiryOfCampaigns(reader: Reader, software: string): number | undefined {
  const times = campaignsOf(reader, software).map(({ attributes }) => time(attributes));
  return times.length === 0 ? undefined : Math.min(...times);
}

const campaignsOf = (reader: Reader, software: string): readonly Resource[] =>
  reader.children(software, 'subscription').flatMap((subscription) => {
    const subscriber = attribute(subscription.attributes, 'subscriberURI');
    const campaign = typeof subscriber === 'string' && subscription.creator === reader.self ? reader.get(subscriber) : undefined;
    return campaign?.type === 'softwareCampaign' ? [campaign] : [];
  });

/** The subscription by which a campaign watches a [software]. */
const subscriptionTo = (reader: Reader, software: string, campaign: string): Resource | undefined =>
  reader
    .children(software, 'subscription')
    .find((subscription) => subscription.creator === reader.self && attribute(subscription.attributes, 'subscriberURI') === campaign);

/** Shared by all subscriptions of all campaigns. */
const eventNotificationCriteria = Object.freeze({
  notificationEventType: [NotificationEventType.Update_of_Resource],
  attribute: ['installStatus', 'activeStatus'],
});

/** Step 5: the subscription that tells of changes, and of its own end (subscriberURI: erratum B56). It goes with the campaign. */
export function subscribe(unit: Unit, software: string, campaign: Resource): void {
  const present = subscriptionTo(unit, software, campaign.id);
  const expiration = only(campaign.attributes, ['expirationTime']);
  if (present !== undefined) {
    if (!isAlike(present.attributes, campaign.attributes, 'expirationTime')) unit.update(present.id, expiration);
    return;
  }
  const attributes = attributesOf(expiration, { notificationURI: [campaign.id], subscriberURI: campaign.id, eventNotificationCriteria });
  unit.create({ type: 'subscription', parent: software, attributes });
}

/** The member status of installStatus or activeStatus (erratum B17). */
export function statusOf(software: Resource, operation: Operation): Status {
  const actionStatus = (attribute(software.attributes, operation.status) ?? {}) as Attributes;
  return (attribute(actionStatus, 'status') ?? Status.Uninitialized) as Status;
}

/** Step 6. @throws RequestError when the [software] refuses, or has no such status even then (erratum B18). */
export function operate(unit: Unit, software: string, { flag, status }: Operation): void {
  const { attributes } = unit.update(software, { [flag]: true });
  if (!Object.hasOwn(attributes, status)) throw refused('NOT_IMPLEMENTED', `This [software] does not ${flag} (erratum B18).`);
}
