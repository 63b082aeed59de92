/** What the Hosting CSE keeps of its campaigns beside their resources: the runs under way, and what they wait for. */

import { campaignStatusMachine, type CampaignStatusState } from '../../../generated/machines/campaignStatus.js';
import { stateIn } from '../../machine.js';
import type { Resource } from '../../resource.js';
import type { Unit } from '../../unit.js';
import type { CampaignPolicy } from './policy.js';
import { Run } from './run.js';
import { Watch } from './watch.js';

export class Campaigns {
  readonly policy: CampaignPolicy;
  /** Campaigns whose softwareTriggerCriteria are not met yet. */
  readonly watch = new Watch();
  readonly #runs = new Map<string, Run>();

  constructor(policy: CampaignPolicy) {
    this.policy = policy;
  }

  run(campaign: string): Run | undefined {
    return this.#runs.get(campaign);
  }

  open(unit: Unit, campaign: string): Run {
    const run = new Run(campaign);
    this.#runs.set(campaign, run);
    unit.onUndo(() => this.#runs.delete(campaign));
    return run;
  }

  /** Nothing that was waited for, and no report, reaches the campaign any more. */
  close(unit: Unit, campaign: string): void {
    const run = this.#runs.get(campaign);
    if (run === undefined) return;
    this.#runs.delete(campaign);
    unit.onUndo(() => this.#runs.set(campaign, run));
    this.rest(unit, run);
    unit.later(() => {
      run.cancelLimit?.();
      run.cancelCancelling();
    });
  }

  /** No more work on targets. */
  rest(unit: Unit, run: Run): void {
    this.watch.forget(unit, run.campaign);
    unit.later(() => run.cancelWork());
  }
}

export const stateOf = (campaign: Resource | undefined): CampaignStatusState | null =>
  campaign === undefined ? null : stateIn(campaignStatusMachine, campaign.attributes);
