/** Notify requests to the CSE itself (TS-0004 7.3.3.9.2), and what it looks at in those to anybody that is here (7.5.1.2.3). */

import { entityId } from '../addresses.js';
import { refused } from '../errors.js';
import { isObject } from '../json.js';
import { attribute, type Attributes, type Resource } from '../resource.js';
import { runUnit } from '../work/unit-of-work.js';
import type { World } from '../world.js';

/** Subscription verification: both who subscribes and the CSE that will notify may do so to this target. @throws RequestError */
export function checkVerification(world: World, originator: string, target: Resource, content: Attributes): void {
  const notification = attribute(content, 'm2m:sgn') ?? attribute(content, 'm2m:notification');
  if (!isObject(notification) || (notification['vrq'] ?? notification['verificationRequest']) !== true) return;
  const creator = notification['cr'] ?? notification['creator'];
  const may = (entity: string) => runUnit(world, entity, (unit) => unit.may(entity, 'NOTIFY', target));
  if (typeof creator === 'string' && !may(asNamedBy(world, originator, creator)))
    throw refused('SUBSCRIPTION_CREATOR_HAS_NO_PRIVILEGE', 'Who subscribes may not notify here (TS-0004 7.5.1.2.3).');
  if (!may(originator)) throw refused('SUBSCRIPTION_HOST_HAS_NO_PRIVILEGE', 'The CSE of the subscription may not notify here (TS-0004 7.5.1.2.3).');
}

/** What another CSE calls somebody without a CSE-ID is at that CSE. */
const asNamedBy = (world: World, originator: string, entity: string): string =>
  entityId(world, originator.startsWith('/') && !entity.startsWith('/') ? `${originator}/${entity}` : entity);

/** What the CSE is told needs no further work here, but for security, which is none of its features. @throws RequestError */
export function heardByCse(content: Attributes): void {
  const isOfSecurity = Object.hasOwn(content, 'm2m:seci') || Object.hasOwn(content, 'm2m:securityInfo');
  if (isOfSecurity) throw refused('NOT_IMPLEMENTED', 'Notifications for security are not implemented (TS-0004 7.3.2.1).');
}
