/** Cancelling a campaign that was initiated and has not finished (TS-0001-CR 10.2.28.1, errata B45 to B47). */

import { Status } from '../../../generated/enumerations.js';
import type { Unit } from '../../work/unit.js';
import { jobs, stateOf, type Campaigns } from './campaigns.js';
import { isOpen, targetKey } from './run.js';
import { tell } from './statuses.js';
import { begin, targetWith } from './work.js';

/** Stops the work; the campaign is CANCELLED or STATUS_NOT_CANCELLABLE as soon as nothing is under way any more. */
export function cancel(unit: Unit, campaigns: Campaigns, id: string): void {
  const campaign = unit.get(id);
  if (campaign === undefined || stateOf(campaign) !== 'CANCELLING') return;
  const run = campaigns.run(unit, id) ?? campaigns.open(unit, campaign);
  campaigns.rest(unit, run);
  if (!run.hasBegun) begin(unit, run, campaign);
  for (const target of run.targets) {
    if (target.stage === 'waiting' || target.stage === 'prepared') run.change(unit, target, { stage: 'dropped', status: Status.Failure });
    else if (target.stage === 'started' && isOpen(target)) unit.plan(jobs.withdraw, targetKey(id, target.index));
  }
  unit.plan(jobs.giveUp, id, unit.now + campaigns.policy.cancelLimit);
  tell(unit, campaigns, run);
}

/**
 * The flag goes back to false, if that is our policy. Whether the operation has ended by it only its status can tell (erratum B45). In a
 * unit of its own: a [software] that refuses, or is gone by then, goes on as if nobody had asked, and so does a policy that throws.
 */
export function withdraw(unit: Unit, campaigns: Campaigns, key: string): void {
  const [run, target] = targetWith(unit, campaigns, key);
  const campaign = run && unit.get(run.campaign);
  const software = target && unit.get(target.software ?? '');
  if (run === undefined || target === undefined || campaign === undefined || software === undefined || !isOpen(target)) return;
  if (campaigns.policy.onCancel(campaign, software) !== 'withdraw') return;
  run.change(unit, target, { isWithdrawn: true });
  unit.update(software.id, { [run.operation.flag]: false });
}

/** Erratum B47. What is under way still is followed to its end, because no campaign starts again before (erratum B48). */
export function giveUp(unit: Unit, campaigns: Campaigns, id: string): void {
  const run = campaigns.run(unit, id);
  if (run === undefined || stateOf(unit.get(id)) !== 'CANCELLING') return;
  for (const target of run.targets) {
    if (target.status === Status.Uninitialized) run.change(unit, target, { stage: 'dropped', status: Status.Failure });
  }
  unit.fire(run.campaign, 'campaignStatus', 'cancelTimeout', { patch: run.lists });
  tell(unit, campaigns, run);
}
