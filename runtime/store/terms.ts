/**
 * By what resources are found beside their parent, name and type: the columns that an index of a store has. Pure functions of the
 * attributes, so that a store keeps its index right whoever writes.
 */

import { NotificationEventType } from '../../generated/enumerations.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { parseTimestamp } from '../time/timestamp.js';

interface Column {
  /** What the terms follow from: as long as these are the same, the terms are. */
  readonly from: readonly string[];
  terms(attributes: Attributes): readonly JsonValue[];
}

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? (value as readonly JsonValue[]) : []);

/** The events that a subscription is for. One that names none, in an empty list neither, is for updates (TS-0001 Table 9.6.8-3). */
export function eventsIn(criteria: Attributes): readonly number[] {
  const named = listOf(attribute(criteria, 'notificationEventType')) as readonly number[];
  return named.length === 0 ? byDefault : named;
}

const byDefault: readonly number[] = [NotificationEventType.Update_of_Resource];

/** Which member of eventNotificationCriteria narrows an event down (TS-0001 Table 9.6.8-3). */
function narrowing(event: number): 'attribute' | 'childResourceType' | undefined {
  if (event === NotificationEventType.Update_of_Resource) return 'attribute';
  const isOfChild =
    event === NotificationEventType.Create_of_Direct_Child_Resource || event === NotificationEventType.Delete_of_Direct_Child_Resource;
  return isOfChild ? 'childResourceType' : undefined;
}

/** The term of subscriptions to an event, or of those to it that ask for this attribute or this type of child. */
export const eventTerm = (event: number, by?: JsonValue): string => (by === undefined ? String(event) : `${event} ${String(by)}`);

/** The term of the <remoteCSE> of a CSE, or of the one that it is reached through; no other term has a blank in front. */
export const cseTerm = (cseId: JsonValue): string => ` ${String(cseId)}`;

/** The term of a policy that is announced here. */
export const linkTerm = (link: JsonValue): string => String(link);

/** The same time is the same term, however many fractions of a second it is written with. */
export function generationTerm(attributes: Attributes): string {
  const value = attribute(attributes, 'dataGenerationTime');
  return String((typeof value === 'string' ? parseTimestamp(value) : undefined) ?? value);
}

/** The term of subscriptions to operations, whatever becomes of these (TS-0001 Table 9.6.8-3, operationMonitor). */
export const MONITOR = 'operation';

const columns: Readonly<Record<string, Column>> = {
  /** Registrees by the node that they link to (TS-0001-CR 10.2.28.2 Step 0). */
  AE: { from: ['nodeLink'], terms: (attributes) => [attribute(attributes, 'nodeLink') ?? ''] },
  /** Registered CSEs by their CSE-ID as well, and by those of the CSEs behind them (TS-0004 7.3.2.6). */
  remoteCSE: {
    from: ['nodeLink', 'CSE-ID', 'descendantCSEs'],
    terms: (attributes) => [
      attribute(attributes, 'nodeLink') ?? '',
      cseTerm(attribute(attributes, 'CSE-ID') ?? ''),
      ...listOf(attribute(attributes, 'descendantCSEs')).map(cseTerm),
    ],
  },
  /** Enabled campaigns by their targets, as they are written (TS-0001-CR 10.2.28.2 Step 2). */
  softwareCampaign: {
    from: ['campaignEnabled', 'softwareTargets'],
    terms: (attributes) => (attribute(attributes, 'campaignEnabled') === true ? listOf(attribute(attributes, 'softwareTargets')) : []),
  },
  /** Subscriptions by the events that they are for and what narrows these. */
  subscription: {
    from: ['eventNotificationCriteria'],
    terms(attributes) {
      const criteria = (attribute(attributes, 'eventNotificationCriteria') ?? {}) as Attributes;
      // It excludes notificationEventType (TS-0004 7.4.8.2.1).
      if (listOf(attribute(criteria, 'operationMonitor')).length > 0) return [MONITOR];
      return eventsIn(criteria).flatMap((event) => {
        const narrowed = attribute(criteria, narrowing(event) ?? '');
        return narrowed === undefined ? [eventTerm(event)] : listOf(narrowed).map((by) => eventTerm(event, by));
      });
    },
  },
  /** <timeSeriesInstance> by when its data were generated (TS-0004 7.4.39.2.1). */
  timeSeriesInstance: { from: ['dataGenerationTime'], terms: (attributes) => [generationTerm(attributes)] },
  /** Announced policies by those of the other CSE (TS-0001 9.6.26.3). */
  accessControlPolicyAnnc: { from: ['link'], terms: (attributes) => [linkTerm(attribute(attributes, 'link') ?? '')] },
  /** <node> by its node-ID (TS-0004 7.4.16.2.3.2 step 1). */
  node: { from: ['nodeID'], terms: (attributes) => [attribute(attributes, 'nodeID') ?? ''] },
};

const none: readonly string[] = [];

/** Of criteria that many subscriptions have, as those of a campaign do: terms of their own would be most of what these weigh. */
const shared = new WeakMap<object, readonly string[]>();

/** What a resource is found by below its parent. */
export function termsOf({ type, attributes }: Resource): readonly string[] {
  const column = Object.hasOwn(columns, type) ? columns[type] : undefined;
  if (column === undefined) return none;
  const [first = '', ...others] = column.from;
  const value = others.length === 0 ? attribute(attributes, first) : undefined;
  const source = typeof value === 'object' && value !== null ? value : undefined;
  const known = source && shared.get(source);
  if (known !== undefined) return known;
  const terms = [...new Set(column.terms(attributes).map(String))];
  if (source !== undefined) shared.set(source, terms);
  return terms;
}

/** Whether a change of a resource can have changed its terms. A list that is the same object has the same items. */
export function areTermsSame(before: Resource, after: Resource): boolean {
  const column = Object.hasOwn(columns, before.type) ? columns[before.type] : undefined;
  return column === undefined || column.from.every((name) => before.attributes[name] === after.attributes[name]);
}
