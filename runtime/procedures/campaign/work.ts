/** The course of an enabled campaign: criteria, windows, targets, [software], operation (TS-0001-CR 10.2.28.2 Steps 3 to 6). */

import type { Resource } from '../../resource.js';
import type { Unit } from '../../work/unit.js';
import { jobs, stateOf, type Campaigns } from './campaigns.js';
import { targetKey, untouched, type Run, type Target } from './run.js';
import { operate, placeSoftware, subscribe } from './software.js';
import { fail, limit } from './statuses.js';
import { targetsOf } from './targets.js';
import { areMet, watchedBy } from './triggers.js';
import { windowsOf } from './windows.js';

/** Takes a campaign as far as it goes now, and sees to it that it goes on. To be called whenever something may have changed. */
export function advance(unit: Unit, campaigns: Campaigns, id: string): void {
  const campaign = unit.get(id);
  if (campaign === undefined || stateOf(campaign) !== 'INITIATED') return;
  const run = campaigns.run(unit, id) ?? campaigns.open(unit, campaign);
  if (!isTriggered(unit, campaigns, run, campaign)) return;

  const windows = windowsOf(unit, id);
  if (windows?.isOpen(unit.now) === false) {
    const opening = windows.nextOpening(unit.now);
    // No window is left: the campaign stays INITIATED until it expires (erratum B43).
    if (opening !== undefined) unit.plan(jobs.advance, id, opening);
    return;
  }
  if (!run.hasBegun) begin(unit, run, campaign);
  workOn(unit, campaigns, run);
}

/** Step 3: criteria that were met once stay met (erratum B23). */
function isTriggered(unit: Unit, campaigns: Campaigns, run: Run, campaign: Resource): boolean {
  if (run.isTriggered) return true;
  if (!areMet(unit, campaign)) {
    campaigns.watch.follow(unit, campaign.id, watchedBy(unit, campaign.attributes));
    return false;
  }
  run.set(unit, { isTriggered: true });
  campaigns.watch.forget(unit, campaign.id);
  return true;
}

/** Step 4. From here on there is an entry for every target, or the first ones could finish the campaign before the last ones begin. */
export function begin(unit: Unit, run: Run, { id, attributes }: Resource): void {
  run.begin(unit, targetsOf(unit, attributes).map(({ address, node }, index) => untouched(index, address, node?.id)));
  unit.touch(id, ['individualSoftwareStatuses']);
}

/** The next batch: each target in a unit of its own, so that one that cannot be done takes nothing else with it (Step 5). */
function workOn(unit: Unit, campaigns: Campaigns, run: Run): void {
  const { length } = run.targets;
  const total = 2 * length;
  const end = Math.min(run.next + campaigns.policy.batch, total);
  for (let turn = run.next; turn < end; turn++) {
    unit.plan(turn < length ? jobs.prepare : jobs.start, targetKey(run.campaign, turn % length));
  }
  run.set(unit, { next: end });
  if (end < total) unit.plan(jobs.advance, run.campaign, unit.now + campaigns.policy.pause);
}

/** Work on a target of a campaign, as long as that is to be done. */
const onTarget =
  (steps: (unit: Unit, campaigns: Campaigns, run: Run, target: Target, campaign: Resource) => void) =>
  (unit: Unit, campaigns: Campaigns, key: string): void => {
    const [run, target] = targetWith(unit, campaigns, key);
    const campaign = run && unit.get(run.campaign);
    if (run !== undefined && target !== undefined && stateOf(campaign) === 'INITIATED') steps(unit, campaigns, run, target, campaign as Resource);
  };

/** The run and the target that a key names. */
export function targetWith(unit: Unit, campaigns: Campaigns, key: string): readonly [Run | undefined, Target | undefined] {
  const end = key.lastIndexOf(' ');
  const run = campaigns.run(unit, key.slice(0, end));
  return [run, run?.targets[Number(key.slice(end + 1))]];
}

/** Step 5: the [software] and the subscription to it. */
export const prepare = onTarget((unit, campaigns, run, target, campaign) => {
  if (target.stage !== 'waiting') return;
  const node = target.node === null ? undefined : unit.get(target.node);
  if (node === undefined || !campaigns.policy.isCompatible(campaign, node)) return fail(unit, campaigns, run, target);
  const software = placeSoftware(unit, node.id, campaign);
  subscribe(unit, software.id, campaign);
  run.change(unit, target, { software: software.id, stage: 'prepared' });
  unit.touch(campaign.id, ['softwareLinks', 'individualSoftwareStatuses']);
});

/** Step 6. */
export const start = onTarget((unit, campaigns, run, target) => {
  if (target.stage !== 'prepared') return;
  run.start(unit, target);
  operate(unit, target.software ?? '', run.operation);
  limit(unit, campaigns, run);
});

/** What could not be done on a target has failed. */
export const failed = onTarget((unit, campaigns, run, target) => fail(unit, campaigns, run, target));
