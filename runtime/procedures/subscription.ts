/**
 * <subscription> (TS-0004 7.4.8, TS-0001 9.6.8): what may be subscribed to, and how. Notifications: notify.ts; when they go out:
 * delivery-policies.ts.
 */

import { NotificationEventType } from '../../generated/enumerations.js';
import { structures } from '../../generated/tables/structures.js';
import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes, type Resource } from '../resource.js';
import { eventsIn } from '../store/terms.js';
import { derived } from '../specification.js';
import { placeBelow, typesNumbered } from '../types.js';
import type { Unit } from '../work/unit.js';
import { blockerOf, typesIn } from './blocking.js';
import { subscriptionGoes, subscriptionLeaves } from './cross-resource.js';
import { flush, forgetFormerTargets, forgetWaiting, release } from './delivery-policies.js';
import { BATCH_DURATION } from './group-notifications.js';
import { forgetReported } from './missing-data.js';
import { changePending, reopen } from './notification-schedule.js';
import { eventTypes } from './notify.js';
import { isResourceId } from './routes.js';
import type { Draft, NotifyingHost, Procedure } from './procedure.js';
import { targetsIn, verify } from './verification.js';

/** Condition tags (TS-0001 Table 9.6.8-3). */
const criteriaMembers: ReadonlySet<string> = new Set(
  (structures.find(({ name }) => name === 'm2m:eventNotificationCriteria')?.members ?? [])
    .map(({ name }) => name),
);

/** The events that this CSE tells of: all but triggers, which only an underlying network brings (TS-0001 8.3.3). */
const told: ReadonlySet<number> = new Set([...Object.values(eventTypes), NotificationEventType.Blocking_Update, NotificationEventType.Report_on_missing_data_points]);

/**
 * Which contents the notifications of each event can have, in ascending order: the first is the default (TS-0001 Table 9.6.8-4, of which each
 * row is a rule).
 */
const contents = derived(({ rulesOf }): ReadonlyMap<number, readonly number[]> => {
  const found = new Map<number, readonly number[]>();
  for (const { when: [[of, content] = []], must: [[by, events] = []] = [] } of rulesOf('subscription')) {
    if (of !== 'notificationContentType' || by !== 'eventNotificationCriteria/notificationEventType') continue;
    for (const event of (events as { readonly in: readonly number[] }).in) found.set(event, [...(found.get(event) ?? []), content as number].sort((a, b) => a - b));
  }
  return found;
});

/** Events that only resources of one type have. */
const hostsOf: ReadonlyMap<number, string> = new Map<number, string>([
  [NotificationEventType.Retrieve_of_Container_Resource_With_No_Child_Resource, 'container'],
  [NotificationEventType.Trigger_Received_For_AE_Resource, 'AE'],
  [NotificationEventType.Report_on_missing_data_points, 'timeSeries'],
]);

/** Checks attributes as they will stand, and completes them. */
function complete(attributes: Attributes, host: Resource | undefined): Attributes {
  const criteria = (attribute(attributes, 'eventNotificationCriteria') ?? {}) as Attributes;
  if (Object.hasOwn(criteria, 'notificationEventType') && Object.hasOwn(criteria, 'operationMonitor')) {
    throw refused('BAD_REQUEST', 'notificationEventType and operationMonitor exclude each other (TS-0004 7.4.8.2.1).');
  }
  if (Object.hasOwn(criteria, 'missingData') && host !== undefined && host.type !== 'timeSeries')
    throw refused('BAD_REQUEST', 'missingData is for a <timeSeries> (TS-0004 7.4.8.2.1).');
  const foreign = Object.keys(criteria).find((name) => !criteriaMembers.has(name));
  if (foreign !== undefined) throw refused('NOT_IMPLEMENTED', `eventNotificationCriteria: ${foreign} is not supported (TS-0004 7.3.3.3).`);
  const types = eventsIn(criteria);
  const misplaced = types.find((type) => host !== undefined && (hostsOf.get(type) ?? host.type) !== host.type);
  if (misplaced !== undefined)
    throw refused('BAD_REQUEST', `notificationEventType ${misplaced} is for a <${hostsOf.get(misplaced)}> (TS-0001 9.6.8).`);
  const unknown = types.find((type) => !told.has(type));
  if (unknown !== undefined) throw refused('NOT_IMPLEMENTED', `notificationEventType ${unknown} is not supported (TS-0004 7.3.3.3).`);
  if (types.includes(NotificationEventType.Report_on_missing_data_points) && !Object.hasOwn(criteria, 'missingData'))
    throw refused('BAD_REQUEST', 'A report on missing data needs missingData (TS-0004 7.4.8.2.1).');
  const [byDefault] = contents().get(types[0] ?? NotificationEventType.Update_of_Resource) ?? [];
  const contentType = (attribute(attributes, 'notificationContentType') ?? byDefault) as number;
  if (types.some((type) => contents().get(type)?.includes(contentType) !== true)) {
    throw refused('BAD_REQUEST', `notificationContentType ${contentType} is not for these events (TS-0001 Table 9.6.8-4).`);
  }
  const children = (attribute(criteria, 'childResourceType') ?? []) as readonly number[];
  const childless = children.find((type) => host !== undefined && !typesNumbered(type).some(({ name }) => placeBelow(host.type, name) !== undefined));
  if (childless !== undefined) throw refused('BAD_REQUEST', `childResourceType ${childless} is no child of ${host?.type} (TS-0004 7.4.8.2.1).`);
  const batch = attribute(attributes, 'batchNotify') as Attributes | undefined | null;
  return attributesOf(
    attributes,
    { notificationContentType: contentType },
    // TS-0004 7.4.8.2.1: the default of the service provider.
    batch == null || Object.hasOwn(batch, 'duration') ? {} : { batchNotify: attributesOf(batch, { duration: BATCH_DURATION }) },
  );
}

/** TS-0004 7.4.8.2.1, TS-0001 Table 10.2.10.2-1: nobody else blocks the resource, and whoever does could change it. */
function checkBlocking(unit: Unit, attributes: Attributes, parent: Resource): void {
  if (blockerOf(unit, parent.id) !== undefined)
    throw refused('BLOCKING_SUBSCRIPTION_ALREADY_EXISTS', 'Updates of this resource are blocked by another subscription (TS-0004 7.4.8.2.1).');
  const [target = ''] = targetsIn(attributes);
  if (!unit.may(unit.find(target)?.id ?? target, 'UPDATE', parent))
    throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'Who is to agree to updates needs UPDATE on the resource (TS-0001 Table 10.2.10.2-1).');
}

/** Whoever is told by somebody else's wish hears whose it is (TS-0004 7.4.8.2.1); the Hosting CSE's own subscriptions are nobody's business. */
const tellsOthers = (unit: Unit, { creator, attributes }: Draft): boolean =>
  creator !== unit.self && targetsIn(attributes).some((target) => target !== creator && unit.find(target)?.id !== creator);

const isPresent = ([, value]: readonly [string, unknown]): boolean => value !== null;

export const subscriptionProcedure = (host: NotifyingHost): Procedure => ({
  type: 'subscription',
  unsupported: ['preSubscriptionNotify', 'notificationStoragePriority'],
  admit(unit, draft) {
    const parent = unit.get(draft.parent);
    if (parent === undefined || !unit.may(draft.creator, 'RETRIEVE', parent)) {
      throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'Whoever subscribes needs RETRIEVE on the resource (TS-0004 7.4.8.2.1).');
    }
    const attributes = complete(draft.attributes, parent);
    if (typesIn(attributes).includes(NotificationEventType.Blocking_Update)) checkBlocking(unit, attributes, parent);
    return { ...draft, attributes: attributesOf(attributes, tellsOthers(unit, draft) ? { creator: draft.creator } : {}) };
  },
  admitUpdate(unit, before, patch) {
    const after = attributesOf(before.attributes, patch);
    const completed = complete(attributesOf(Object.fromEntries(Object.entries(after).filter(isPresent))), unit.get(before.parent ?? ''));
    const batch = attribute(completed, 'batchNotify');
    return Object.hasOwn(patch, 'batchNotify') && batch !== undefined ? attributesOf(patch, { batchNotify: batch }) : patch;
  },
  updated(unit, before, after, patch) {
    if (Object.hasOwn(patch, 'notificationURI')) forgetFormerTargets(unit, before, after);
    // TS-0001 Table 9.6.8-3: other criteria count anew.
    if (Object.hasOwn(patch, 'eventNotificationCriteria')) forgetReported(unit, after);
    if (Object.hasOwn(patch, 'pendingNotification')) changePending(unit, after);
    if (Object.hasOwn(patch, 'associatedCrossResourceSub')) subscriptionLeaves(host, unit, before, after);
  },
  removing(unit: Unit, subscription) {
    subscriptionGoes(unit, subscription);
    forgetWaiting(unit, subscription);
    forgetReported(unit, subscription);
  },
  jobs: {
    flush: { run: (unit, owner) => flush(host, unit, owner) },
    reopen: { run: (unit, id) => reopen(host, unit, id) },
    release: { run: (unit, owner) => release(host, unit, owner) },
  },
  mustWait: (_operation, content) => targetsIn(content).some((target) => host.verifiesAddresses || isResourceId(target)),
  before: { create: (call) => verify(host, call), update: (call) => verify(host, call) },
});
