/** The course of an enabled campaign: criteria, windows, targets, [software], operation (TS-0001-CR 10.2.28.2 Steps 3 to 6). */

import type { Resource } from '../../resource.js';
import type { Unit } from '../../unit.js';
import { stateOf, type Campaigns } from './campaigns.js';
import { operationOf } from './operations.js';
import { untouched, type Run, type Target } from './run.js';
import { operate, placeSoftware, subscribe } from './software.js';
import { fail, limit } from './statuses.js';
import { targetsOf } from './targets.js';
import { areMet, subjectsOf } from './triggers.js';
import { windowsOf } from './windows.js';

/** Takes a campaign as far as it goes now, and sees to it that it goes on. To be called whenever something may have changed. */
export function advance(unit: Unit, campaigns: Campaigns, id: string): void {
  const campaign = unit.get(id);
  if (campaign === undefined || stateOf(campaign) !== 'INITIATED') return;
  const run = campaigns.run(id) ?? campaigns.open(unit, id);
  if (!isTriggered(unit, campaigns, run, campaign)) return;

  const windows = windowsOf(unit, id);
  if (windows?.isOpen(unit.now) === false) {
    const opening = windows.nextOpening(unit.now);
    // No window is left: the campaign stays INITIATED until it expires (erratum B43).
    if (opening !== undefined) goOn(unit, campaigns, run, opening);
    return;
  }
  if (!run.hasBegun) begin(unit, run, campaign);
  workOn(unit, campaigns, run);
}

/** Step 3: criteria that were met once stay met (erratum B23). */
function isTriggered(unit: Unit, campaigns: Campaigns, run: Run, campaign: Resource): boolean {
  if (run.isTriggered) return true;
  if (!areMet(unit, campaign)) {
    campaigns.watch.follow(unit, campaign.id, subjectsOf(unit, campaign.attributes));
    return false;
  }
  run.set(unit, { isTriggered: true });
  campaigns.watch.forget(unit, campaign.id);
  return true;
}

/** Step 4. From here on there is an entry for every target, or the first ones could finish the campaign before the last ones begin. */
export function begin(unit: Unit, run: Run, { id, attributes }: Resource): void {
  run.begin(unit, targetsOf(unit, attributes).map(({ address, node }) => untouched(address, node?.id)));
  unit.touch(id, ['individualSoftwareStatuses']);
}

/** The next batch: each target in a unit of its own, so that one that cannot be done takes nothing else with it (Step 5). */
function workOn(unit: Unit, campaigns: Campaigns, run: Run): void {
  const total = 2 * run.targets.length;
  const end = Math.min(run.next + campaigns.policy.batch, total);
  for (let turn = run.next; turn < end; turn++) {
    const target = run.targets[turn % run.targets.length] as Target;
    const step = turn < run.targets.length ? prepare : start;
    unit.afterwards((own) => step(own, campaigns, run, target), { otherwise: (own) => fail(own, campaigns, run, target) });
  }
  run.set(unit, { next: end });
  if (end < total) goOn(unit, campaigns, run, unit.now + campaigns.policy.pause);
}

function goOn(unit: Unit, campaigns: Campaigns, run: Run, at: number): void {
  const before = run.cancelWork;
  unit.later(before);
  run.cancelWork = unit.afterwards((own) => advance(own, campaigns, run.campaign), { at });
  unit.onUndo(() => (run.cancelWork = before));
}

/** The campaign, as long as this run of it is to do its work. */
const working = (unit: Unit, campaigns: Campaigns, run: Run): Resource | undefined => {
  const campaign = unit.get(run.campaign);
  return campaigns.run(run.campaign) === run && stateOf(campaign) === 'INITIATED' ? campaign : undefined;
};

/** Step 5: the [software] and the subscription to it. */
function prepare(unit: Unit, campaigns: Campaigns, run: Run, target: Target): void {
  const campaign = working(unit, campaigns, run);
  if (campaign === undefined || target.stage !== 'waiting') return;
  const node = target.node === undefined ? undefined : unit.get(target.node);
  if (node === undefined || !campaigns.policy.isCompatible(campaign, node)) return fail(unit, campaigns, run, target);
  const software = placeSoftware(unit, node.id, campaign);
  subscribe(unit, software.id, campaign);
  run.change(unit, target, { software: software.id, stage: 'prepared' });
  unit.touch(campaign.id, ['softwareLinks', 'individualSoftwareStatuses']);
}

/** Step 6. */
function start(unit: Unit, campaigns: Campaigns, run: Run, target: Target): void {
  const campaign = working(unit, campaigns, run);
  if (campaign === undefined || target.stage !== 'prepared') return;
  run.start(unit, target);
  operate(unit, target.software ?? '', operationOf(campaign.attributes));
  limit(unit, campaigns, run);
}
