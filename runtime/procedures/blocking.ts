/**
 * Updates that somebody is asked for first (TS-0004 7.5.1.2.19, 7.3.2.9): whoever has subscribed to Blocking_Update says whether the UPDATE is
 * done. Meanwhile the resource takes no other one. What waits is the request of somebody who waits too; nothing of it outlives the process.
 */

import { NotificationEventType } from '../../generated/enumerations.js';
import { StatusCode } from '../../generated/tables/status-codes.js';
import { refused } from '../errors.js';
import { rootName } from '../names.js';
import { attribute, attributesOf, type Attributes, type Resource } from '../resource.js';
import { eventsIn, eventTerm } from '../store/terms.js';
import { attributeRows } from '../types.js';
import type { Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { reference } from './notify.js';

const { Blocking_Update: BLOCKING } = NotificationEventType;

/** At most one is there (TS-0004 7.4.8.2.1). */
export const blockerOf = (reader: Pick<Reader, 'children'>, resource: string): Resource | undefined =>
  reader.children(resource, 'subscription', [eventTerm(BLOCKING)]).find(({ attributes }) => typesIn(attributes).includes(BLOCKING));

const criteriaIn = (attributes: Attributes): Attributes => (attribute(attributes, 'eventNotificationCriteria') ?? {}) as Attributes;

export const typesIn = (attributes: Attributes): readonly number[] => eventsIn(criteriaIn(attributes));

/** Whether an UPDATE of this resource has to wait for anybody. */
export const isGuarded = ({ store, updates }: World, { id }: Resource): boolean => updates.has(id) || blockerOf(store, id) !== undefined;

interface Update<T> {
  readonly resource: Resource;
  /** What would be changed. @throws RequestError when it would be refused anyway */
  readonly rehearse: () => Attributes;
  readonly perform: () => Promise<T>;
  /** Waits no longer than the Originator does. */
  readonly inTime: (work: Promise<void>) => Promise<void>;
}

/** One UPDATE after the other, each when it is its turn and whoever wants to be asked has agreed. */
export function guarded<T>(world: World, { resource: { id }, rehearse, perform, inTime }: Update<T>): Promise<T> {
  const earlier = world.updates.get(id) ?? Promise.resolve();
  const turn = inTime(earlier).then(async () => {
    const patch = rehearse();
    const blocker = blockerOf(world.store, id);
    const resource = world.store.get(id);
    if (blocker !== undefined && resource !== undefined && concerns(blocker, resource, patch)) await inTime(ask(world, blocker, resource, patch));
    return perform();
  });
  const ended = turn.then(
    () => undefined,
    () => undefined,
  );
  world.updates.set(id, ended);
  void ended.then(() => world.updates.get(id) === ended && world.updates.delete(id));
  return turn;
}

/** The attributes that it names, under long names or short ones; without any, all. */
function concerns({ attributes }: Resource, { type }: Resource, patch: Attributes): boolean {
  const named = attribute(criteriaIn(attributes), 'attribute') as readonly string[] | undefined;
  const rows = attributeRows(type);
  return named === undefined || Object.keys(patch).some((name) => named.includes(name) || named.includes(rows.get(name)?.shortName ?? name));
}

async function ask(world: World, blocker: Resource, { type }: Resource, patch: Attributes): Promise<void> {
  const [target = ''] = (attribute(blocker.attributes, 'notificationURI') ?? []) as readonly string[];
  const notificationEvent = { notificationEventType: BLOCKING, representation: { [rootName(type, 'long')]: patch } };
  try {
    await world.outbox.ask(target, { notification: attributesOf({ notificationEvent }, reference(world, blocker)) });
  } catch (error) {
    world.report(error);
    const { responseStatusCode: status } = error as { readonly responseStatusCode?: number };
    if (status === undefined || status === StatusCode.TARGET_NOT_REACHABLE)
      throw refused('REMOTE_ENTITY_NOT_REACHABLE', 'Whoever is to agree to this UPDATE cannot be reached (TS-0004 7.3.2.9).');
    throw refused('OPERATION_DENIED_BY_REMOTE_ENTITY', 'Whoever is to agree to this UPDATE does not (TS-0004 7.3.2.9).');
  }
}
