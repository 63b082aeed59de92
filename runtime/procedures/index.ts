/** The resource types that this CSE hosts. */

import { accessControlPolicyProcedure } from './access-control-policy.js';
import { aeProcedure } from './ae.js';
import { withScheduleLock } from './campaign/schedule-lock.js';
import { groupProcedure } from './group.js';
import { nodeProcedure } from './node.js';
import type { Procedure } from './procedure.js';
import { scheduleProcedure } from './schedule.js';
import { softwareCampaignProcedure } from './software-campaign.js';
import { subscriptionProcedure } from './subscription.js';

/** CSEBase (TS-0004 7.4.3) stands from the start; nobody creates, updates or deletes it. */
const cseBaseProcedure: Procedure = { type: 'CSEBase' };

/**
 * The procedures that need no more than the store and the clock.
 * @param provisioners whose From is no AE-ID of their own when they register an AE
 */
export const coreProcedures = (provisioners: readonly string[]): readonly Procedure[] => [
  accessControlPolicyProcedure,
  aeProcedure(provisioners),
  cseBaseProcedure,
  groupProcedure,
  nodeProcedure,
  withScheduleLock(scheduleProcedure),
  softwareCampaignProcedure(),
  subscriptionProcedure,
];
