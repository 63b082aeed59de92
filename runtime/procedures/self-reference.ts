/**
 * <notificationTargetSelfReference> (TS-0004 7.4.33): a target of notifications that wants no more of them deletes it. Whether that is granted is said
 * by the policy that its subscription has for it, or by a default one.
 */

import { LogicalOperator, NotificationTargetPolicyAction } from '../../generated/enumerations.js';
import { entityId } from '../addresses.js';
import { refused } from '../errors.js';
import { inTime } from '../receiver/in-time.js';
import { withoutSyntax } from '../notification/notification-uri.js';
import type { Answer } from '../receiver/answer.js';
import type { Request } from '../receiver/request.js';
import { attribute, attributesOf, listIn, type Attributes, type Resource } from '../resource.js';
import { windows } from '../time/calendar.js';
import { runUnit } from '../work/unit-of-work.js';
import type { Reader } from '../work/unit.js';
import type { World } from '../world.js';
import { reference } from './notify.js';

export async function leaveTargets(world: World, originator: string, subscription: Resource, request: Request): Promise<Answer> {
  const isMeant = (reader: Reader) => (target: string): boolean => {
    const { address } = withoutSyntax(target);
    return entityId(world, address) === originator || reader.find(address)?.id === originator;
  };
  const action = runUnit(world, originator, (unit) => {
    if (!listIn(subscription.attributes, 'notificationURI').some(isMeant(unit))) throw noPrivilege('The Originator is no target of these notifications');
    const policy = policyFor(unit, subscription, originator, isMeant(unit)) ?? defaultPolicy(world, unit, subscription);
    return policy === undefined ? NotificationTargetPolicyAction.accept_request : actionOf(unit, policy);
  });
  /** Who is asked, or told: whoever has subscribed, by the words of erratum P84. */
  const notification = (flag: Attributes): Attributes => attributesOf(flag, { notificationTarget: originator }, reference(world, subscription));
  switch (action) {
    case NotificationTargetPolicyAction.accept_request:
      break;
    case NotificationTargetPolicyAction.seek_authorization:
      if (subscription.creator !== originator) await inTime(world, request, agreed(world, subscription, notification({ targetRemovalAllowance: true })));
      break;
    case NotificationTargetPolicyAction.inform_originator:
      world.run((unit) => world.outbox.send(unit, subscription.creator, { notification: notification({ targetRemovalRequest: true }) }));
      throw noPrivilege('Whoever has subscribed is told, and decides');
    case undefined:
    case NotificationTargetPolicyAction.reject_request:
      throw noPrivilege('The policy for this target does not let it go');
    default:
      throw noPrivilege('The policy for this target says nothing that is known here');
  }
  world.run((unit) => {
    const present = unit.get(subscription.id);
    if (present === undefined) return;
    const isSelf = isMeant(unit);
    const left = listIn(present.attributes, 'notificationURI').filter((target) => !isSelf(target));
    // Without a target there is nobody to tell: the list is mandatory, and none of these is empty.
    if (left.length === 0) unit.remove(subscription.id);
    else unit.update(subscription.id, { notificationURI: left });
  });
  return { status: 'DELETED' };
}

/** @throws RequestError when whoever has subscribed does not agree, or cannot be asked */
async function agreed(world: World, { creator }: Resource, notification: Attributes): Promise<void> {
  try {
    await world.outbox.ask(creator, { notification });
  } catch (error) {
    world.report(error);
    throw noPrivilege('Whoever has subscribed does not agree');
  }
}

const noPrivilege = (why: string) => refused('ORIGINATOR_HAS_NO_PRIVILEGE', `${why} (TS-0004 7.4.33.2.4).`);

function policyFor(reader: Reader, subscription: Resource, originator: string, isMeant: (target: string) => boolean): Resource | undefined {
  const reference = reader.children(subscription.id, 'notificationTargetMgmtPolicyRef').find(({ attributes }) => listIn(attributes, 'notificationTargetURI').some(isMeant));
  const id = reference && attribute(reference.attributes, 'notificationPolicyID');
  const policy = typeof id === 'string' ? reader.find(id) : undefined;
  return policy?.type === 'notificationTargetPolicy' ? policy : undefined;
}

/** That of whoever has subscribed before anybody else's (erratum P85). */
function defaultPolicy({ rootId }: World, reader: Reader, { creator: subscriber }: Resource): Resource | undefined {
  const all = reader.children(rootId, 'notificationTargetPolicy').filter(({ attributes }) => attribute(attributes, 'policyLabel') === 'Default');
  return all.find(({ creator }) => creator === subscriber) ?? all[0];
}

/** Undefined: its rules do not hold, so that there is nothing to do. */
function actionOf(reader: Reader, policy: Resource): number | undefined {
  const rules = reader.children(policy.id, 'policyDeletionRules').map((each) => areMet(reader, each));
  const isMet = attribute(policy.attributes, 'rulesRelationship') === LogicalOperator.OR_operation ? rules.some(Boolean) : rules.every(Boolean);
  return rules.length === 0 || isMet ? Number(attribute(policy.attributes, 'action') ?? NotificationTargetPolicyAction.accept_request) : undefined;
}

/** Each time of the day and each region is a rule (TS-0001 9.6.33); where the target is, is known to nobody here, so that it is in none. */
function areMet({ now }: Reader, { attributes }: Resource): boolean {
  const { timeOfDay = [], locationRegions = [] } = (attribute(attributes, 'deletionRules') ?? {}) as { readonly timeOfDay?: readonly string[]; readonly locationRegions?: readonly Attributes[] };
  const conditions = [...timeOfDay.map((time) => windows([time]).isOpen(now)), ...locationRegions.map(() => false)];
  if (conditions.length === 0) return true;
  return attribute(attributes, 'deletionRulesRelation') === LogicalOperator.AND_operation ? conditions.every(Boolean) : conditions.some(Boolean);
}
