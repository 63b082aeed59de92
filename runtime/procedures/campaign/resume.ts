/**
 * A CSE that starts again with campaigns in its store. Runs are not stored, [software] and subscriptions are: what is under way is
 * recognised by them, everything else is done again.
 */

import { Status } from '../../../generated/enumerations.js';
import { attribute, type Attributes, type Resource } from '../../resource.js';
import type { Reader, Unit } from '../../unit.js';
import { cancel } from './cancel.js';
import { stateOf, type Campaigns } from './campaigns.js';
import { operationOf } from './operations.js';
import { untouched, type Target } from './run.js';
import { isAt, softwareBelow, statusOf, subscriptionTo } from './software.js';
import { limit } from './statuses.js';
import { targetsOf } from './targets.js';
import { advance } from './work.js';

export function resume(unit: Unit, campaigns: Campaigns, id: string): void {
  const campaign = unit.get(id);
  const state = stateOf(campaign);
  if (campaign === undefined || campaigns.run(id) !== undefined) return;
  const found = state === 'STATUS_NOT_CANCELLABLE' ? lateTargets(unit, campaign) : targetsUnderWay(unit, campaign);
  const isUnderWay = found.some(({ stage }) => stage === 'started');
  if (isUnderWay) {
    const run = campaigns.open(unit, id);
    // It would not be under way if the criteria had not been met.
    run.set(unit, { isTriggered: true });
    run.begin(unit, found);
    run.started.push(...found.filter(({ stage }) => stage === 'started'));
    limit(unit, campaigns, run);
  }
  if (state === 'INITIATED') advance(unit, campaigns, id);
  if (state === 'CANCELLING') cancel(unit, campaigns, id);
}

/** Targets whose [software] is at the operation, subscribed to by this campaign. */
function targetsUnderWay(unit: Unit, campaign: Resource): readonly Target[] {
  const operation = operationOf(campaign.attributes);
  return targetsOf(unit, campaign.attributes).map(({ address, node }) => {
    const target = untouched(address, node?.id);
    const software = node && softwareBelow(unit, node.id, campaign.attributes);
    if (software === undefined || !isAt(software, operation)) return target;
    if (subscriptionTo(unit, software.id, campaign, unit.originator) === undefined) return target;
    return { ...target, software: software.id, stage: 'started', status: Status.In_Process, startedAt: unit.now };
  });
}

/** The entries of a campaign that was given up (erratum B47), those that were In_Process as they are now. */
function lateTargets(reader: Reader, campaign: Resource): readonly Target[] {
  const entries = (attribute(campaign.attributes, 'individualSoftwareStatuses') ?? []) as readonly Attributes[];
  return entries.map((entry) => {
    const software = attribute(entry, 'software') as string | undefined;
    const status = attribute(entry, 'status') as Status;
    const target = { ...untouched(String(attribute(entry, 'node')), undefined), software, status };
    if (status !== Status.In_Process) return { ...target, stage: 'dropped' };
    const present = software === undefined ? undefined : reader.get(software);
    if (present === undefined) return { ...target, stage: 'dropped', status: Status.Failure };
    return { ...target, stage: 'started', status: statusOf(present, operationOf(campaign.attributes)), startedAt: reader.now };
  });
}
