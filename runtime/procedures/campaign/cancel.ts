/** Cancelling a campaign that was initiated and has not finished (TS-0001-CR 10.2.28.1, errata B45 to B47). */

import { Status } from '../../../generated/enumerations.js';
import type { Unit } from '../../unit.js';
import { stateOf, type Campaigns } from './campaigns.js';
import { operationOf } from './operations.js';
import { isOpen, type Run, type Target } from './run.js';
import { tell } from './statuses.js';
import { begin } from './work.js';

/** Stops the work; the campaign is CANCELLED or STATUS_NOT_CANCELLABLE as soon as nothing is under way any more. */
export function cancel(unit: Unit, campaigns: Campaigns, id: string): void {
  const campaign = unit.get(id);
  if (campaign === undefined || stateOf(campaign) !== 'CANCELLING') return;
  const run = campaigns.run(id) ?? campaigns.open(unit, id);
  campaigns.rest(unit, run);
  if (!run.hasBegun) begin(unit, run, campaign);
  for (const target of run.targets) {
    if (target.stage === 'waiting' || target.stage === 'prepared') run.change(unit, target, { stage: 'dropped', status: Status.Failure });
    else if (target.stage === 'started' && isOpen(target)) withdraw(unit, campaigns, run, target);
  }
  run.cancelCancelling = unit.afterwards((later) => giveUp(later, campaigns, run), { at: unit.now + campaigns.policy.cancelLimit });
  tell(unit, campaigns, run);
}

/**
 * The flag goes back to false, if that is our policy. Whether the operation has ended by it only its status can tell (erratum B45). In a
 * unit of its own: a [software] that refuses, or is gone by then, goes on as if nobody had asked, and so does a policy that throws.
 */
function withdraw(unit: Unit, campaigns: Campaigns, run: Run, target: Target): void {
  const steps = (own: Unit) => {
    const campaign = own.get(run.campaign);
    const software = own.get(target.software ?? '');
    if (campaign === undefined || software === undefined || campaigns.run(run.campaign) !== run || !isOpen(target)) return;
    if (campaigns.policy.onCancel(campaign, software) !== 'withdraw') return;
    run.change(own, target, { isWithdrawn: true });
    own.update(software.id, { [operationOf(campaign.attributes).flag]: false });
  };
  unit.afterwards(steps, { otherwise: () => {} });
}

/** Erratum B47. What is under way still is followed to its end, because no campaign starts again before (erratum B48). */
function giveUp(unit: Unit, campaigns: Campaigns, run: Run): void {
  if (campaigns.run(run.campaign) !== run || stateOf(unit.get(run.campaign)) !== 'CANCELLING') return;
  for (const target of run.targets) {
    if (target.status === Status.Uninitialized) run.change(unit, target, { stage: 'dropped', status: Status.Failure });
  }
  unit.fire(run.campaign, 'campaignStatus', 'cancelTimeout', { patch: run.lists });
  tell(unit, campaigns, run);
}
