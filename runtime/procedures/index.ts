/** The one place that says which resource types have a procedure of their own; all others are hosted by the generic ones (hosted.ts). */

import { accessControlPolicyProcedure } from './access-control-policy.js';
import { aeProcedure } from './ae.js';
import { withScheduleLock } from './campaign/schedule-lock.js';
import { containerProcedure, contentInstanceProcedure } from './container.js';
import { crossResourceSubscriptionProcedure } from './cross-resource.js';
import { flexContainerProcedure } from './flex-container.js';
import { groupProcedure } from './group.js';
import { locationPolicyProcedure } from './location-policy.js';
import { multimediaSessionProcedure } from './multimedia-session.js';
import { requestProcedure } from './non-blocking.js';
import { pollingChannelProcedure } from './polling.js';
import type { NotifyingHost, Procedure } from './procedure.js';
import { remoteCseProcedure } from './remote-cse.js';
import { scheduleProcedure } from './schedule.js';
import { semanticDescriptorProcedure } from './semantic-descriptor.js';
import { softwareCampaignProcedure } from './software-campaign.js';
import { subscriptionProcedure } from './subscription.js';
import { policyReferenceProcedure } from './target-policies.js';
import { timeSeriesInstanceProcedure, timeSeriesProcedure } from './time-series.js';

/**
 * The procedures that need no more than the store and the clock.
 * @param host is not used before the CSE has started
 * @param provisioners whose From is no AE-ID of their own when they register an AE
 */
export const coreProcedures = (provisioners: readonly string[], host: NotifyingHost): readonly Procedure[] => [
  accessControlPolicyProcedure,
  aeProcedure(provisioners),
  containerProcedure,
  contentInstanceProcedure,
  crossResourceSubscriptionProcedure(host),
  flexContainerProcedure,
  groupProcedure(host),
  locationPolicyProcedure,
  multimediaSessionProcedure,
  policyReferenceProcedure,
  pollingChannelProcedure(host),
  requestProcedure,
  remoteCseProcedure(provisioners, host),
  withScheduleLock(scheduleProcedure(host)),
  semanticDescriptorProcedure,
  softwareCampaignProcedure(),
  subscriptionProcedure(host),
  timeSeriesProcedure(host),
  timeSeriesInstanceProcedure,
];
