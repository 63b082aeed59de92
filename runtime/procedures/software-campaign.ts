/**
 * <softwareCampaign> (TS-0001-CR 9.6.76, 10.2.28): a campaign installs, removes, activates or deactivates one software on many nodes. Here
 * is what a request may do and which state it leads to; the course of a campaign is in campaign/, one concept a file.
 */

import { Status } from '../../generated/enumerations.js';
import { campaignStatusMachine } from '../../generated/machines/campaignStatus.js';
import { refused } from '../errors.js';
import { legalEvents } from '../machine.js';
import { attribute, attributesOf, type Attributes, type Resource } from '../resource.js';
import type { Reader, Unit } from '../work/unit.js';
import { cancel, giveUp, withdraw } from './campaign/cancel.js';
import { Campaigns, jobs, stateOf } from './campaign/campaigns.js';
import { checkConflicts } from './campaign/conflicts.js';
import { defaultCampaignPolicy, type CampaignPolicy } from './campaign/policy.js';
import { expiryOfCampaigns, passOnExpiration, releaseSoftware, sharesSoftware } from './campaign/software.js';
import { failOverdue, hear } from './campaign/statuses.js';
import { checkTargets, targetsOf } from './campaign/targets.js';
import { checkTriggers } from './campaign/triggers.js';
import { checkWindows } from './campaign/windows.js';
import { advance, failed, prepare, start } from './campaign/work.js';
import type { Privilege } from '../privilege.js';
import type { Procedure } from './procedure.js';

const isEnabled = (attributes: Attributes): boolean => attribute(attributes, 'campaignEnabled') === true;

/** What following a link takes: to read it, and to subscribe to it, which is to create a child of the only type that it has. */
const followed: ReadonlySet<Privilege> = new Set(['RETRIEVE', 'CREATE', 'DISCOVERY']);

/** The procedure of one Hosting CSE: it keeps the runs of its campaigns. */
export function softwareCampaignProcedure(policy: Partial<CampaignPolicy> = {}): Procedure {
  const campaigns = new Campaigns({ ...defaultCampaignPolicy, ...policy });

  /** What every request must hold for the nodes and resources that it names (10.2.28.3.1, 10.2.28.3.3). */
  const check = (unit: Unit, id: string, parent: string, given: Attributes) => {
    if (Object.hasOwn(given, 'softwareTargets')) {
      const targets = targetsOf(unit, given);
      checkTargets(unit, campaigns.policy, parent, targets);
      checkConflicts(unit, id, parent, targets);
    }
    checkTriggers(unit, given);
  };

  /** Erratum B48: two operations on one [software] could not be told apart. */
  const isIdle = (reader: Reader, id: string) => (campaigns.run(reader, id)?.counts.count(Status.In_Process) ?? 0) === 0;

  const linksOf = (reader: Reader, id: string): readonly string[] =>
    campaigns.run(reader, id)?.links ?? ((attribute(reader.get(id)?.attributes ?? {}, 'softwareLinks') ?? []) as readonly string[]);

  /** What is checked when a campaign is enabled, beyond what the request names (errata B31, B48). */
  const checkEnabling = (unit: Unit, before: Resource, after: Attributes) => {
    if (stateOf(before) === 'STATUS_NOT_CANCELLABLE' && !isIdle(unit, before.id)) {
      throw refused('OPERATION_NOT_ALLOWED', 'Operations of the cancelled campaign are still in process (erratum B48).');
    }
    checkConflicts(unit, before.id, before.parent ?? '', targetsOf(unit, after));
    checkWindows(unit, before.id);
  };

  /** 10.2.28.1: nothing is left of an earlier run. The work is the Hosting CSE's own (erratum B35), after the answer to the Originator. */
  const initiate = (unit: Unit, id: string, event: 'createEnabled' | 'enable') => {
    // What was watched for an earlier run is watched anew where it is a target still.
    releaseSoftware(unit, id, linksOf(unit, id));
    campaigns.close(unit, id);
    const patch = { softwareLinks: null, individualSoftwareStatuses: null, aggregatedSoftwareStatus: Status.Uninitialized };
    unit.fire(id, 'campaignStatus', event, { patch, guards: () => isIdle(unit, id) });
    unit.plan(jobs.advance, id);
  };

  return {
    type: 'softwareCampaign',
    computed: new Map([
      ['softwareLinks', (reader, { id }) => campaigns.run(reader, id)?.links],
      ['individualSoftwareStatuses', (reader, { id }) => campaigns.run(reader, id)?.statuses],
    ]),
    admit(unit, draft) {
      check(unit, draft.id, draft.parent, draft.attributes);
      return draft;
    },
    created(unit, { id, attributes }) {
      if (isEnabled(attributes)) initiate(unit, id, 'createEnabled');
      else unit.fire(id, 'campaignStatus', 'createDisabled');
    },
    admitUpdate(unit, before, patch) {
      if (!unit.isOwn && stateOf(before) === 'CANCELLING') {
        throw refused('OPERATION_NOT_ALLOWED', 'A campaign is not updated while it is CANCELLING (TS-0001-CR 10.2.28.3.3, erratum B28).');
      }
      check(unit, before.id, before.parent ?? '', patch);
      const after = attributesOf(before.attributes, patch);
      if (isEnabled(after) && !isEnabled(before.attributes)) checkEnabling(unit, before, after);
      return patch;
    },
    updated(unit, before, after) {
      if (attribute(before.attributes, 'expirationTime') !== attribute(after.attributes, 'expirationTime')) {
        passOnExpiration(unit, before, after, linksOf(unit, after.id));
      }
      const wasEnabled = isEnabled(before.attributes);
      if (wasEnabled === isEnabled(after.attributes)) return;
      if (!wasEnabled) return initiate(unit, after.id, 'enable');
      const { to } = unit.fire(after.id, 'campaignStatus', 'disable');
      if (to === 'CANCELLING') unit.plan(jobs.cancel, after.id);
    },
    admitDelete(unit, campaign) {
      const state = stateOf(campaign);
      if (!legalEvents(campaignStatusMachine, state).some(({ event }) => event === 'delete')) {
        throw refused('OPERATION_NOT_ALLOWED', `A campaign is not deleted while it is ${state} (TS-0001-CR 10.2.28.3.4).`);
      }
      unit.fire(campaign.id, 'campaignStatus', 'delete');
    },
    expired(unit, campaign) {
      unit.fire(campaign.id, 'campaignStatus', 'expire');
      unit.remove(campaign.id);
    },
    // [software] stay until they expire (errata B54, B55).
    removing(unit, { id }) {
      releaseSoftware(unit, id, linksOf(unit, id));
      campaigns.close(unit, id);
    },
    /** Erratum B75: the links are there to be followed. */
    permits: (reader, originator, privilege, resource) =>
      followed.has(privilege) && resource.type === 'software' && sharesSoftware(reader, originator, resource),
    /** 10.2.28.1: no [software] outlives its campaign, whoever changes its expirationTime. */
    expiresBy: (reader, resource) => (resource.type === 'software' ? expiryOfCampaigns(reader, resource.id) : undefined),
    notified(unit, { id }, notice) {
      const run = campaigns.run(unit, id);
      if (run !== undefined) hear(unit, campaigns, run, notice);
    },
    observed(unit, occurrence) {
      const { event, host, subject } = occurrence;
      // A <schedule> that expired: the windows are others now.
      const isSchedule = event === 'childDeleted' && subject.type === 'schedule' && campaigns.run(unit, host) !== undefined;
      for (const id of isSchedule ? [host] : campaigns.watch.concernedBy(occurrence)) unit.plan(jobs.advance, id);
    },
    jobs: {
      advance: { run: (unit, id) => advance(unit, campaigns, id) },
      cancel: { run: (unit, id) => cancel(unit, campaigns, id) },
      giveUp: { run: (unit, id) => giveUp(unit, campaigns, id) },
      limit: { run: (unit, id) => failOverdue(unit, campaigns, id) },
      prepare: { run: (unit, key) => prepare(unit, campaigns, key), otherwise: (unit, key) => failed(unit, campaigns, key) },
      start: { run: (unit, key) => start(unit, campaigns, key), otherwise: (unit, key) => failed(unit, campaigns, key) },
      withdraw: { run: (unit, key) => withdraw(unit, campaigns, key), otherwise: () => {} },
    },
    /** What is planned goes on by itself; what is waited for is looked at again. */
    started(unit, campaign) {
      const { id } = campaign;
      const state = attribute(campaign.attributes, 'campaignStatus') === undefined ? null : stateOf(campaign);
      if (state === 'INITIATED' && campaigns.run(unit, id)?.isTriggered !== true) unit.plan(jobs.advance, id);
      if (state === 'CANCELLING' && campaigns.run(unit, id) === undefined) unit.plan(jobs.cancel, id);
    },
  };
}
