/** The [software] of a target: found or created, subscribed to, and asked to work (TS-0001-CR 10.2.28.2 Steps 5 and 6). */

import { NotificationEventType, Status } from '../../../generated/enumerations.js';
import { resourceNamed } from '../../../generated/tables/resources.js';
import { isEqual } from '../../access/equal.js';
import { refused } from '../../errors.js';
import { attribute, attributesOf, type Attributes, type Resource } from '../../resource.js';
import type { Reader, Unit } from '../../unit.js';
import type { Operation } from './operations.js';

/** Copied from the campaign. */
const copied = ['version', 'softwareName', 'URL'] as const;

/** The [software] of a campaign below a node (erratum B49): the one with its softwareName, of its version if there are several. */
export function softwareBelow(reader: Reader, node: string, campaign: Attributes): Resource | undefined {
  const named = reader.children(node, 'software').filter(({ attributes }) => isAlike(attributes, campaign, 'softwareName'));
  return named.find(({ attributes }) => isAlike(attributes, campaign, 'version')) ?? named[0];
}

const isAlike = (a: Attributes, b: Attributes, name: string): boolean => isEqual(attribute(a, name), attribute(b, name));

const only = (attributes: Attributes, names: readonly string[]): Attributes =>
  attributesOf(Object.fromEntries(names.filter((name) => Object.hasOwn(attributes, name)).map((name) => [name, attributes[name] ?? null])));

/**
 * Step 5: the [software] with version, softwareName and URL of the campaign. One that is created expires with the campaign at the latest;
 * one that was there keeps its expirationTime (erratum B76). Whoever may see the campaign may see what it creates.
 */
export function placeSoftware(unit: Unit, node: string, { attributes }: Resource): Resource {
  const present = softwareBelow(unit, node, attributes);
  if (present === undefined) {
    const mgmtDefinition = resourceNamed('software')?.mgmtDefinition ?? null;
    const given = only(attributes, [...copied, 'expirationTime', 'accessControlPolicyIDs']);
    return unit.create({ type: 'software', parent: node, attributes: attributesOf({ mgmtDefinition }, given) });
  }
  const changed = copied.filter((name) => !isAlike(present.attributes, attributes, name));
  return changed.length === 0 ? present : unit.update(present.id, only(attributes, changed));
}

/** The subscription by which a campaign watches a [software]. */
export const subscriptionTo = (reader: Reader, software: string, campaign: Resource, creator: string): Resource | undefined =>
  reader
    .children(software, 'subscription')
    .find((subscription) => subscription.creator === creator && attribute(subscription.attributes, 'subscriberURI') === campaign.id);

/** Step 5: the subscription that tells of changes, and of its own end (subscriberURI: erratum B56). It goes with the campaign. */
export function subscribe(unit: Unit, software: string, campaign: Resource): void {
  const present = subscriptionTo(unit, software, campaign, unit.originator);
  const expiration = only(campaign.attributes, ['expirationTime']);
  if (present !== undefined) {
    if (!isAlike(present.attributes, campaign.attributes, 'expirationTime')) unit.update(present.id, expiration);
    return;
  }
  const eventNotificationCriteria = {
    notificationEventType: [NotificationEventType.Update_of_Resource],
    attribute: ['installStatus', 'activeStatus'],
  };
  const attributes = attributesOf(expiration, { notificationURI: [campaign.id], subscriberURI: campaign.id, eventNotificationCriteria });
  unit.create({ type: 'subscription', parent: software, attributes });
}

/** The member status of installStatus or activeStatus (erratum B17). */
export function statusOf(software: Resource, operation: Operation): Status {
  const actionStatus = (attribute(software.attributes, operation.status) ?? {}) as Attributes;
  return (attribute(actionStatus, 'status') ?? Status.Uninitialized) as Status;
}

/** Is the [software] at this operation right now? */
export const isAt = (software: Resource, operation: Operation): boolean =>
  statusOf(software, operation) === Status.In_Process && attribute(software.attributes, operation.flag) === true;

/** Step 6. @throws RequestError when the [software] refuses, or has no such status even then (erratum B18). */
export function operate(unit: Unit, software: string, { flag, status }: Operation): void {
  const { attributes } = unit.update(software, { [flag]: true });
  if (!Object.hasOwn(attributes, status)) throw refused('NOT_IMPLEMENTED', `This [software] does not ${flag} (erratum B18).`);
}
