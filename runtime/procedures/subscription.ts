/** <subscription> (TS-0004 7.4.8, TS-0001 9.6.8): what may be subscribed to, and how. Notifications: notify.ts. */

import { NotificationContentType, NotificationEventType } from '../../generated/enumerations.js';
import { refused } from '../errors.js';
import { attribute, attributesOf, type Attributes } from '../resource.js';
import type { Procedure } from './procedure.js';

const events: ReadonlySet<number> = new Set([
  NotificationEventType.Update_of_Resource,
  NotificationEventType.Delete_of_Resource,
  NotificationEventType.Create_of_Direct_Child_Resource,
  NotificationEventType.Delete_of_Direct_Child_Resource,
]);

const criteriaMembers: ReadonlySet<string> = new Set(['notificationEventType', 'attribute', 'childResourceType', 'filterOperation']);

/** Which contents an event can have (TS-0001 Table 9.6.8-4). All Attributes is the default of all four. */
const contentsOf = (event: number): readonly number[] =>
  event === NotificationEventType.Update_of_Resource
    ? [NotificationContentType.All_Attributes, NotificationContentType.Modified_Attributes, NotificationContentType.ResourceID]
    : [NotificationContentType.All_Attributes, NotificationContentType.ResourceID];

/** Checks attributes as they will stand, and completes them. */
function complete(attributes: Attributes): Attributes {
  const criteria = (attribute(attributes, 'eventNotificationCriteria') ?? {}) as Attributes;
  if (Object.hasOwn(criteria, 'notificationEventType') && Object.hasOwn(criteria, 'operationMonitor')) {
    throw refused('BAD_REQUEST', 'notificationEventType and operationMonitor exclude each other (TS-0004 7.4.8.2.1).');
  }
  const foreign = Object.keys(criteria).find((name) => !criteriaMembers.has(name));
  if (foreign !== undefined) throw refused('NOT_IMPLEMENTED', `eventNotificationCriteria: ${foreign} is not supported (TS-0004 7.3.3.3).`);
  const types = (attribute(criteria, 'notificationEventType') ?? [NotificationEventType.Update_of_Resource]) as readonly number[];
  const unknown = types.find((type) => !events.has(type));
  if (unknown !== undefined) throw refused('NOT_IMPLEMENTED', `notificationEventType ${unknown} is not supported (TS-0004 7.3.3.3).`);
  const contentType = (attribute(attributes, 'notificationContentType') ?? NotificationContentType.All_Attributes) as number;
  if (types.some((type) => !contentsOf(type).includes(contentType))) {
    throw refused('BAD_REQUEST', `notificationContentType ${contentType} is not for these events (TS-0001 Table 9.6.8-4).`);
  }
  return attributesOf(attributes, { notificationContentType: contentType });
}

export const subscriptionProcedure: Procedure = {
  type: 'subscription',
  unsupported: [
    'groupID',
    'notificationForwardingURI',
    'batchNotify',
    'rateLimit',
    'preSubscriptionNotify',
    'pendingNotification',
    'notificationStoragePriority',
    'latestNotify',
    'notificationEventCat',
    'associatedCrossResourceSub',
  ],
  admit(unit, draft) {
    const parent = unit.get(draft.parent);
    if (parent === undefined || !unit.may(draft.creator, 'RETRIEVE', parent)) {
      throw refused('ORIGINATOR_HAS_NO_PRIVILEGE', 'Whoever subscribes needs RETRIEVE on the resource (TS-0004 7.4.8.2.1).');
    }
    return { ...draft, attributes: complete(draft.attributes) };
  },
  admitUpdate(_unit, before, patch) {
    const after = attributesOf(before.attributes, patch);
    complete(attributesOf(Object.fromEntries(Object.entries(after).filter(([, value]) => value !== null))));
    return patch;
  },
};
