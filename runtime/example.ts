/**
 * `npm start`: a software campaign for ten gateways, told as it happens (TS-0001-CR 10.2.28). It waits for a trigger and for a window, two
 * devices fail, the next version is cancelled halfway and started again. Ends with exit code 1 when anything is not as expected.
 */

import { CampaignStatus, EvalCriteriaOperator, SoftwareOperation, Status } from '../generated/enumerations.js';
import { reportFault, unreachable } from './devices/behaviour.js';
import { stage } from './example/stage.js';
import type { Attributes } from './index.js';

const story = stage('2026-11-22T15:00:00Z', console.log);
const { ask, chapter, devices, expect, heard, pendingTimers, say, until } = story;

const campaign = 'cse-in/app-update';
const change = (content: Attributes) => ask({ operation: 'update', to: campaign, primitiveContent: { 'm2m:softwareCampaign': content } });
const look = async () => summary(await ask({ operation: 'retrieve', to: campaign }));

/** The campaign by the names of its numbers: its status, the aggregate, and how many targets have which status. */
function summary(content: Attributes): Readonly<Record<string, unknown>> {
  const nameIn = (names: object, value: unknown) => Object.entries(names).find(([, number]) => number === value)?.[0];
  const counts: Record<string, number> = {};
  for (const { status } of (content['individualSoftwareStatuses'] ?? []) as readonly { readonly status: Status }[]) {
    const name = nameIn(Status, status) ?? '';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  const targets = Object.fromEntries(Object.entries(counts).sort());
  return { is: nameIn(CampaignStatus, content['campaignStatus']), aggregate: nameIn(Status, content['aggregatedSoftwareStatus']), targets };
}

const gateways = Array.from({ length: 10 }, (_, i) => `gateway-${String(i + 1).padStart(2, '0')}`);

chapter('Sunday afternoon: ten gateways register, nine of them are in the fleet');
const ids: string[] = [];
for (const resourceName of gateways) {
  const node = await ask({ operation: 'create', to: 'cse-in', resourceType: 'node', primitiveContent: { resourceName, nodeID: `urn:${resourceName}` } });
  ids.push(String(node['resourceID']));
  const registration = { 'App-ID': 'Ngateway', requestReachability: true, supportedReleaseVersions: ['3'], nodeLink: node['resourceID'] ?? null };
  await ask({ operation: 'create', to: 'cse-in', from: `C${resourceName}`, resourceType: 'AE', primitiveContent: registration });
}
const idOf = (gateway: string) => ids[gateways.indexOf(gateway)] ?? '';
const fleet = { resourceName: 'fleet', memberType: 14, maxNrOfMembers: 20, memberIDs: ids.slice(0, 9) };
await ask({ operation: 'create', to: 'cse-in', resourceType: 'group', primitiveContent: fleet });
say('gateway-03 will find the package gone, gateway-07 cannot be reached tonight.');
devices.device(idOf('gateway-03')).next('ChangeDUState', reportFault(9016));
devices.device(idOf('gateway-07')).next('connect', unreachable);

chapter('A campaign for all ten: once the fleet is complete, and only between two and four at night');
await ask({
  operation: 'create',
  to: 'cse-in',
  resourceType: 'softwareCampaign',
  primitiveContent: {
    resourceName: 'app-update',
    softwareName: 'app',
    version: '2.0',
    URL: 'http://files.example/app-2.0.zip',
    softwareOperation: SoftwareOperation.INSTALL,
    softwareTargets: ids,
    softwareTriggerCriteria: [
      {
        subjectResourceID: 'cse-in/fleet',
        evalCriteria: { operator: EvalCriteriaOperator.greater_than_or_equal, subject: 'currentNrOfMembers', threshold: 10 },
      },
    ],
  },
});
const window = { scheduleElement: { scheduleEntry: ['* * 2-3 * * * *'] } };
await ask({ operation: 'create', to: campaign, resourceType: 'schedule', primitiveContent: window });
const listener = {
  notificationURI: ['https://operator.example/'],
  eventNotificationCriteria: { notificationEventType: [1], attribute: ['campaignStatus'] },
};
await ask({ operation: 'create', to: campaign, resourceType: 'subscription', primitiveContent: listener });
expect('the campaign', await look(), { is: 'PENDING', aggregate: 'Uninitialized', targets: {} });

chapter('It is enabled, and waits: for the tenth gateway, then for the night');
await change({ campaignEnabled: true });
await until('2026-11-22T18:00:00Z');
expect('without the trigger nothing was touched', await look(), { is: 'INITIATED', aggregate: 'Uninitialized', targets: {} });
await ask({ operation: 'update', to: 'cse-in/fleet', primitiveContent: { 'm2m:group': { memberIDs: ids } } });
say('The fleet is complete.');
await until('2026-11-23T01:59:59Z');
expect('outside the window nothing was touched', await look(), { is: 'INITIATED', aggregate: 'Uninitialized', targets: {} });

chapter('Two at night: the first wave of five, then the second');
await until('2026-11-23T02:30:00Z');
expect('eight gateways have it, two do not', await look(), { is: 'FINISHED', aggregate: 'Failure', targets: { Failure: 2, Successful: 8 } });
expect('gateway-01 runs', installedOn('gateway-01'), ['app 2.0']);
expect('gateway-03 runs', installedOn('gateway-03'), []);

chapter('In the morning: put away, and prepared for the next version');
await until('2026-11-23T09:00:00Z');
await change({ campaignEnabled: false });
await change({ version: '2.1', URL: 'http://files.example/app-2.1.zip' });
await change({ campaignEnabled: true });

chapter('The second night: cancelled when five gateways had begun');
await until('2026-11-24T02:02:30Z');
await change({ campaignEnabled: false });
await until('2026-11-24T02:10:00Z');
const halfway = { is: 'STATUS_NOT_CANCELLABLE', aggregate: 'Failure', targets: { Failure: 5, Successful: 5 } };
expect('what had begun was carried out, the rest left alone', await look(), halfway);

chapter('It was a false alarm: started again, within the same window');
await change({ campaignEnabled: true });
await until('2026-11-24T02:30:00Z');
expect('every gateway has it', await look(), { is: 'FINISHED', aggregate: 'Successful', targets: { Successful: 10 } });
expect('all run', [...new Set(gateways.flatMap(installedOn))], ['app 2.1']);

chapter('The end: nothing is left behind');
const { INITIATED, FINISHED, PENDING, CANCELLING, STATUS_NOT_CANCELLABLE } = CampaignStatus;
const told = [INITIATED, FINISHED, PENDING, INITIATED, CANCELLING, STATUS_NOT_CANCELLABLE, INITIATED, FINISHED];
expect('the operator was told of', heard, told);
for (const to of [campaign, 'cse-in/fleet', ...ids, ...gateways.map((name) => `C${name}`)]) await ask({ operation: 'delete', to });
await until('2026-11-24T03:00:00Z');
expect('timers that wait still', pendingTimers(), 0);
process.exitCode = story.failures === 0 ? 0 : 1;
console.log(story.failures === 0 ? '\nAll as expected.' : `\n${story.failures} not as expected.`);

function installedOn(gateway: string): readonly string[] {
  return devices.device(idOf(gateway)).installed().map(({ name, version }) => `${name} ${version}`);
}
