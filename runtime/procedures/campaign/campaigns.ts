/** The runs of campaigns, as the store has them, and what campaigns wait for. */

import { campaignStatusMachine, type CampaignStatusState } from '../../../generated/machines/campaignStatus.js';
import { stateIn } from '../../machine.js';
import type { Resource } from '../../resource.js';
import type { Reader, Unit } from '../../work/unit.js';
import type { CampaignPolicy } from './policy.js';
import { Run } from './run.js';
import { Watch } from './watch.js';

/** What is planned for campaigns, by the names of the jobs of softwareCampaignProcedure. */
export const jobs = {
  /** Key: the campaign. */
  advance: 'softwareCampaign.advance',
  limit: 'softwareCampaign.limit',
  cancel: 'softwareCampaign.cancel',
  giveUp: 'softwareCampaign.giveUp',
  /** Key: see `targetKey`. */
  prepare: 'softwareCampaign.prepare',
  start: 'softwareCampaign.start',
  withdraw: 'softwareCampaign.withdraw',
} as const;

export class Campaigns {
  readonly policy: CampaignPolicy;
  /** Campaigns whose softwareTriggerCriteria are not met yet. */
  readonly watch = new Watch();
  /** Read from the store when they are asked for first. */
  readonly #runs = new Map<string, Run>();

  constructor(policy: CampaignPolicy) {
    this.policy = policy;
  }

  run(reader: Reader, campaign: string): Run | undefined {
    const known = this.#runs.get(campaign);
    if (known !== undefined) return known;
    const stored = Run.read(reader, campaign);
    if (stored !== undefined) this.#runs.set(campaign, stored);
    return stored;
  }

  open(unit: Unit, campaign: Resource): Run {
    const run = Run.open(unit, campaign);
    this.#runs.set(campaign.id, run);
    unit.onUndo(() => this.#runs.delete(campaign.id));
    return run;
  }

  /** Nothing that was waited for, and no report, reaches the campaign any more. */
  close(unit: Unit, campaign: string): void {
    const run = this.run(unit, campaign);
    if (run === undefined) return;
    run.close(unit);
    this.#runs.delete(campaign);
    unit.onUndo(() => this.#runs.set(campaign, run));
    this.rest(unit, run);
    unit.unplan(jobs.limit, campaign);
    unit.unplan(jobs.giveUp, campaign);
  }

  /** No more work on targets. */
  rest(unit: Unit, { campaign }: Run): void {
    this.watch.forget(unit, campaign);
    unit.unplan(jobs.advance, campaign);
  }
}

export const stateOf = (campaign: Resource | undefined): CampaignStatusState | null =>
  campaign === undefined ? null : stateIn(campaignStatusMachine, campaign.attributes);
