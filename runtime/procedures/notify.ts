/** Which subscriptions an event notifies, and of what (TS-0004 7.5.1.2.2, TS-0001 10.2.10, Tables 9.6.8-3 and 9.6.8-4). */

import { AccessControlOperations, FilterOperation, NotificationContentType, NotificationEventType, Operation } from '../../generated/enumerations.js';
import { entityId, isElsewhere } from '../addresses.js';
import { rootName } from '../names.js';
import { attribute, attributesOf, listIn, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { eventsIn, eventTerm, MONITOR } from '../store/terms.js';
import { attributeRows, numberOf, ofEachType } from '../types.js';
import type { Notice, Occurrence, Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { eventConditions as conditionsIn, type Scope } from './filter.js';
import { representation } from './representation.js';

export const eventTypes: Readonly<Record<Occurrence['event'], NotificationEventType>> = {
  updated: NotificationEventType.Update_of_Resource,
  deleted: NotificationEventType.Delete_of_Resource,
  childCreated: NotificationEventType.Create_of_Direct_Child_Resource,
  childDeleted: NotificationEventType.Delete_of_Direct_Child_Resource,
  retrievedEmpty: NotificationEventType.Retrieve_of_Container_Resource_With_No_Child_Resource,
};

/** Every notification of one event, one for each target of each subscription that it meets. */
export function noticesOf(world: World, reader: Reader, occurrence: Occurrence): Iterable<Notice> {
  const subscriptions = occurrence.subscriptions ?? reader.children(occurrence.host, 'subscription', termsFor(occurrence));
  const isFarewell = occurrence.event === 'deleted' && tellsOfItsEnd.has(occurrence.subject.type);
  return subscriptions.length === 0 && !isFarewell ? nothing : noticesTo(subscriptions, world, reader, occurrence);
}

const nothing: readonly Notice[] = [];

/** TS-0004 7.5.1.2.4, 7.5.1.2.20. */
const tellsOfItsEnd: ReadonlySet<string> = new Set(['subscription', 'crossResourceSubscription']);

function* noticesTo(subscriptions: readonly Resource[], world: World, reader: Reader, occurrence: Occurrence): Generator<Notice> {
  if (occurrence.event === 'deleted' && tellsOfItsEnd.has(occurrence.subject.type)) yield* farewell(world, occurrence.subject);
  let contents: Contents | undefined;
  for (const subscription of subscriptions) {
    if (subscription.id === occurrence.subject.id || !concerns({ world, reader }, subscription, occurrence)) continue;
    const make = () => (isOwn(world, subscription) ? undefined : eventNotification(world, subscription, (contents ??= new Contents(world, reader, occurrence))));
    for (const target of targetsOf(subscription)) yield { subscription, target, event: occurrence, notification: make() };
  }
}

/** Subscriptions to the operations on a resource. */
export const monitorsOf = (reader: Pick<Reader, 'children'>, resource: Resource): readonly Resource[] =>
  reader.children(resource.id, 'subscription', [MONITOR]).filter((subscription) => operationsOf(subscription).length > 0);

interface Monitored {
  /** Privileges of the operations, added up (m2m:accessControlOperations); undefined: any of them. */
  readonly operations?: number;
  readonly originator?: string;
}

const operationsOf = ({ attributes }: Resource): readonly Monitored[] =>
  (attribute((attribute(attributes, 'eventNotificationCriteria') ?? {}) as Attributes, 'operationMonitor') ?? []) as readonly Monitored[];

/** An operation on a resource, done or not. */
export interface Operated {
  readonly target: Resource;
  readonly operation: PrivilegeName;
  readonly originator: string;
}

/** Notifications of an operation that somebody has asked for, done or not (TS-0001 Table 9.6.8-3, operationMonitor). */
export function* noticesOfOperation(
  world: World,
  reader: Reader,
  monitors: readonly Resource[],
  { target, operation, originator }: Operated,
): Generator<Notice> {
  const event = reader.get(target.id) === undefined ? 'deleted' : 'updated';
  const occurrence: Occurrence = { event, host: target.id, subject: target, modified: new Set() };
  const contents = new Contents(world, reader, occurrence);
  for (const subscription of monitors) {
    const isMeant = operationsOf(subscription).some(
      (one) =>
        ((one.operations ?? AccessControlOperations[operation]) & AccessControlOperations[operation]) !== 0 &&
        (one.originator === undefined || entityId(world, one.originator) === originator),
    );
    if (!isMeant) continue;
    const number = Operation[(operation[0] + operation.slice(1).toLowerCase()) as keyof typeof Operation];
    const make = () => {
      const representation = contents.of(attribute(subscription.attributes, 'notificationContentType'));
      return attributesOf({ notificationEvent: { representation, operationMonitor: { operation: number, originator } } }, reference(world, subscription));
    };
    for (const target of targetsOf(subscription)) yield { subscription, target, event: occurrence, notification: make() };
  }
}

type PrivilegeName = Exclude<keyof typeof AccessControlOperations, 'DISCOVERY'>;

/** A subscription by which the Hosting CSE watches for itself. Only such a one reaches procedures: nobody else can speak in its name. */
export const isOwn = (world: World, subscription: Resource): boolean => subscription.creator === world.cseId;

const targetsOf = (subscription: Resource): readonly string[] =>
  (attribute(subscription.attributes, 'notificationURI') as readonly string[] | undefined) ?? [];

/** TS-0004 7.4.8.2.4, 7.5.1.2.4: whoever asked for it by subscriberURI, and cross-resource subscriptions of other CSEs, are told that the subscription is gone. */
function* farewell(world: World, subscription: Resource): Generator<Notice> {
  const target = attribute(subscription.attributes, 'subscriberURI');
  const notification = isOwn(world, subscription) ? undefined : { subscriptionDeletion: true, ...reference(world, subscription) };
  if (typeof target === 'string') yield { subscription, target, event: undefined, notification };
  // What is of this CSE has gone already.
  for (const cross of listIn(subscription.attributes, 'associatedCrossResourceSub')) if (isElsewhere(world, cross)) yield { subscription, target: cross, event: undefined, notification };
}

/** eventNotificationCriteria that name operations are for no event. */
const isForOperations = (subscription: Resource): boolean => operationsOf(subscription).length > 0;

/**
 * eventNotificationCriteria: the event is one of those that are named, and met by what narrows them; filterOperation joins the conditions on
 * times, stateTag and sizes, and no others (TS-0001 Table 9.6.8-3).
 */
function concerns(scope: Scope, subscription: Resource, occurrence: Occurrence): boolean {
  if (isForOperations(subscription)) return false;
  const criteria = (attribute(subscription.attributes, 'eventNotificationCriteria') as Attributes | undefined) ?? {};
  const list = (name: string) => attribute(criteria, name) as readonly JsonValue[] | undefined;
  const isOfHost = occurrence.event !== 'childCreated' && occurrence.event !== 'childDeleted';
  if (!eventsIn(criteria).includes(eventTypes[occurrence.event])) return false;
  const watched = occurrence.event === 'updated' ? list('attribute') : undefined;
  if (watched !== undefined && !namesOf(occurrence).some((name) => watched.includes(name))) return false;
  const childTypes = isOfHost ? undefined : list('childResourceType');
  if (childTypes !== undefined && !childTypes.includes(numberOf(occurrence.subject.type))) return false;
  const conditions = conditionsIn(criteria);
  const holds = (condition: (typeof conditions)[number]) => condition(scope, occurrence.subject);
  return attribute(criteria, 'filterOperation') === FilterOperation.Logical_OR ? conditions.length === 0 || conditions.some(holds) : conditions.every(holds);
}

/** By what the subscriptions that an occurrence can meet are found (terms.ts): those that it cannot meet cost nothing. */
function termsFor({ event, subject: { type }, modified }: Occurrence): readonly string[] {
  if (event !== 'updated') return [eventTerm(eventTypes[event]), eventTerm(eventTypes[event], numberOf(type))];
  const terms = [eventTerm(eventTypes.updated)];
  const known = termsOfUpdate(type);
  for (const name of modified) terms.push(...(known.get(name) ?? [eventTerm(eventTypes.updated, name)]));
  return terms;
}

/** Of each attribute of a type, by both of its names. */
const termsOfUpdate = ofEachType(
  (type): ReadonlyMap<string, readonly string[]> =>
    new Map([...attributeRows(type).values()].map(({ name, shortName }) => [name, [name, shortName].map((by) => eventTerm(eventTypes.updated, by))])),
);

/** What was modified, under short names as m2m:attributeList has them (TS-0004 Table 6.3.3-1), and under the long ones of long forms. */
function namesOf({ subject, modified }: Occurrence): readonly string[] {
  const rows = attributeRows(subject.type);
  const names: string[] = [];
  for (const name of modified) names.push(name, rows.get(name)?.shortName ?? name);
  return names;
}

function eventNotification(world: World, subscription: Resource, contents: Contents): Attributes {
  const notificationEvent = attributesOf(
    { notificationEventType: contents.eventType },
    { representation: contents.of(attribute(subscription.attributes, 'notificationContentType')) },
  );
  return attributesOf({ notificationEvent }, reference(world, subscription));
}

export function reference(world: Pick<World, 'cseId'>, { id, attributes }: Resource): Attributes {
  const [creator, forwarding] = [attribute(attributes, 'creator'), attribute(attributes, 'notificationForwardingURI')];
  return {
    subscriptionReference: `/${world.cseId}/${id}`,
    ...(creator !== undefined && { creator }),
    ...(forwarding !== undefined && { notificationForwardingURI: forwarding }),
  };
}

/**
 * What notifications of one event carry, by notificationContentType (TS-0001 Table 9.6.8-4): made once for all subscribers, so that they
 * can be told apart by nothing but their references. A child that was created shows as it stands at the end of the unit.
 */
class Contents {
  readonly #world: World;
  readonly #reader: Reader;
  readonly #occurrence: Occurrence;
  readonly #made = new Map<JsonValue | undefined, Attributes>();

  constructor(world: World, reader: Reader, occurrence: Occurrence) {
    this.#world = world;
    this.#reader = reader;
    this.#occurrence = occurrence;
  }

  get eventType(): NotificationEventType {
    return eventTypes[this.#occurrence.event];
  }

  of(contentType: JsonValue | undefined): Attributes {
    const made = this.#made.get(contentType) ?? this.#make(contentType);
    this.#made.set(contentType, made);
    return made;
  }

  #make(contentType: JsonValue | undefined): Attributes {
    const { subject, modified, event } = this.#occurrence;
    if (contentType === NotificationContentType.ResourceID) return { 'm2m:URI': `/${this.#world.cseId}/${subject.id}` };
    const now = event === 'childCreated' || event === 'updated' ? (this.#reader.get(subject.id) ?? subject) : subject;
    const whole = representation(this.#world, this.#reader, now);
    if (contentType !== NotificationContentType.Modified_Attributes) return { [rootName(subject.type, 'long')]: whole };
    // A deleted attribute shows as null (TS-0004 7.3.3.12).
    const shown = [...modified].map((name): [string, JsonValue] => [name, attribute(whole, name) ?? null]);
    return { [rootName(subject.type, 'long')]: attributesOf(Object.fromEntries(shown)) };
  }
}
