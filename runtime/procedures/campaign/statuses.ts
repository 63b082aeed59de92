/** What becomes of a target, of the campaign as a whole, and when it ends (TS-0001-CR 10.2.28.1, 10.2.28.2 Step 7). */

import { Status } from '../../../generated/enumerations.js';
import type { CampaignStatusEvent, CampaignStatusState } from '../../../generated/machines/campaignStatus.js';
import { attribute } from '../../resource.js';
import type { Notice, Unit } from '../../work/unit.js';
import { jobs, stateOf, type Campaigns } from './campaigns.js';
import { isOpen, type Run, type Target } from './run.js';
import { statusOf } from './software.js';
import { overdueNow } from '../software/operations.js';

/** Tells subscribers of the campaign that entries have changed, recomputes the aggregate, and ends the campaign when nothing is open. */
export function tell(unit: Unit, campaigns: Campaigns, run: Run, lists: readonly string[] = ['individualSoftwareStatuses']): void {
  const campaign = unit.get(run.campaign);
  if (campaign === undefined) return;
  const { aggregate } = run.counts;
  const isChanged = attribute(campaign.attributes, 'aggregatedSoftwareStatus') !== aggregate;
  if (isChanged) unit.update(campaign.id, { aggregatedSoftwareStatus: aggregate });
  unit.touch(campaign.id, lists);
  if (!run.hasBegun || run.open > 0) return;
  const event = endings[stateOf(campaign) ?? 'PENDING']?.(run);
  if (event !== undefined) unit.fire(campaign.id, 'campaignStatus', event, { patch: run.lists });
  else unit.update(campaign.id, run.lists);
  campaigns.close(unit, campaign.id);
}

/** How a campaign ends when each target has an outcome; one that was not to be cancelled in time has ended before (erratum B47). */
const endings: Partial<Record<CampaignStatusState, (run: Run) => CampaignStatusEvent>> = {
  INITIATED: () => 'complete',
  CANCELLING: (run) => (run.targets.some(wasCarriedOut) ? 'notAllCancelled' : 'allCancelled'),
};

/** An operation counts as cancelled only if it was never asked for, or was withdrawn and came to nothing (erratum B46). */
const wasCarriedOut = ({ startedAt, isWithdrawn, status }: Target): boolean =>
  startedAt !== null && !(isWithdrawn && status === Status.Failure);

/** Nothing more is done about this target, and it has failed. */
export function fail(unit: Unit, campaigns: Campaigns, run: Run, target: Target): void {
  run.change(unit, target, { stage: 'dropped', status: Status.Failure });
  tell(unit, campaigns, run);
}

/** A notification of a [software] (10.2.28.1), or of the end of the subscription to it. */
export function hear(unit: Unit, campaigns: Campaigns, run: Run, { subscription, event }: Notice): void {
  const campaign = unit.get(run.campaign);
  const target = run.targetWith(subscription.parent);
  if (campaign === undefined || target === undefined || target.stage === 'dropped') return;
  if (event === undefined) {
    // Deleted before the operation has completed (10.2.28.1, 10.2.28.2 Step 6); later it does not matter.
    if (isOpen(target)) fail(unit, campaigns, run, target);
    return;
  }
  if (event.event !== 'updated' || target.stage !== 'started') return;
  const status = statusOf(event.subject, run.operation);
  if (status === target.status) return;
  // The same value, whoever has brought it about, before an outcome and after it (10.2.28.1, erratum B84).
  run.change(unit, target, { status });
  limit(unit, campaigns, run);
  tell(unit, campaigns, run);
}

/** Sees to it that a target that never finishes fails (erratum B10): one plan for all, because all have the same time. */
export function limit(unit: Unit, campaigns: Campaigns, run: Run): void {
  const from = run.waitedFrom;
  if (from !== undefined && unit.plannedAt(jobs.limit, run.campaign) === undefined) unit.plan(jobs.limit, run.campaign, from + campaigns.policy.operationLimit);
}

export function failOverdue(unit: Unit, campaigns: Campaigns, campaign: string): void {
  const run = campaigns.run(unit, campaign);
  if (run === undefined) return;
  const overdue = run.waitedSince(unit.now - campaigns.policy.operationLimit);
  for (const target of overdue) {
    run.change(unit, target, { status: Status.Failure });
    // The [software] says the same of it.
    if (target.software !== null) overdueNow(unit, target.software, run.operation.status);
  }
  if (overdue.length > 0) tell(unit, campaigns, run);
  if (campaigns.run(unit, campaign) === run) limit(unit, campaigns, run);
}
