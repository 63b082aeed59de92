/**
 * The story of `npm start` once more, on ten gateways that speak CWMP over sockets: a campaign that waits for its fleet, two devices that
 * fail, a cancel halfway, and a new start. Ends with exit code 1 when anything is not as expected.
 */

import { createServer } from 'node:http';
import { CampaignStatus, EvalCriteriaOperator, SoftwareOperation, Status } from 'onem2m-specgen';
import { softwareCampaignProcedure } from 'onem2m-specgen/runtime';
import { startCse } from 'onem2m-specgen/serve';
import { delay, fault, listenForConnectionRequests, reportFault, startCpe } from 'onem2m-specgen/testing';

const begun = Date.now();
let failures = 0;
const say = (text) => console.log(`  ${String(Date.now() - begun).padStart(5)} ms  ${text}`);
const chapter = (title) => console.log(`\n${title}`);
const expect = (what, actual, expected) => {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) failures += 1;
  say(is === should ? `✓ ${what}: ${is}` : `✗ ${what}: ${is} in place of ${should}`);
};

// Where the packages are, which the gateways load over HTTP.
const files = createServer((request, response) => {
  const version = /app-(.*)\.zip/.exec(request.url ?? '')?.[1];
  response.end(JSON.stringify({ name: 'app', version }));
});
await new Promise((resolve) => files.listen(0, '127.0.0.1', resolve));
const at = `http://127.0.0.1:${files.address().port}`;

// Waves of five targets, with a pause between them to change one's mind.
const cse = await startCse({ cwmp: { strangers: 'refuse' }, procedures: [softwareCampaignProcedure({ batch: 5, pause: 1_000 })] });
const ask = async (request) => {
  const response = await cse.request({ from: 'CAdmin', requestIdentifier: 'story', releaseVersionIndicator: '3', ...request });
  const [content] = Object.values(response.primitiveContent ?? {});
  if (response.responseStatusCode >= 4000) throw new Error(`${response.responseStatusCode}: ${JSON.stringify(content)}`);
  return content ?? {};
};
const campaign = 'cse-in/app-update';
const change = (content) => ask({ operation: 'update', to: campaign, primitiveContent: { 'm2m:softwareCampaign': content } });
const nameOf = (status) => Object.keys(CampaignStatus).find((name) => CampaignStatus[name] === status);
const look = async () => {
  const { campaignStatus, individualSoftwareStatuses = [] } = await ask({ operation: 'retrieve', to: campaign });
  const of = (wanted) => individualSoftwareStatuses.filter(({ status }) => status === wanted).length;
  return { is: nameOf(campaignStatus), successful: of(Status.Successful), failed: of(Status.Failure) };
};
const until = async (holds) => {
  for (const end = Date.now() + 60_000; !(await holds()) && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 20));
};
const ended = () => until(async () => !['INITIATED', 'CANCELLING'].includes((await look()).is));

chapter('Ten gateways register; each of them speaks CWMP, and nine of them are in the fleet');
const door = await listenForConnectionRequests();
const gateways = Array.from({ length: 10 }, (_, index) => `gateway-${String(index + 1).padStart(2, '0')}`);
const cpes = new Map();
const ids = [];
for (const resourceName of gateways) {
  const node = await ask({ operation: 'create', to: 'cse-in', resourceType: 'node', primitiveContent: { resourceName, nodeID: `00D09E-CPE-${resourceName}` } });
  ids.push(node.resourceID);
  const registration = { 'App-ID': 'Ngateway', requestReachability: true, supportedReleaseVersions: ['3'], nodeLink: node.resourceID };
  await ask({ operation: 'create', to: 'cse-in', from: `C${resourceName}`, resourceType: 'AE', primitiveContent: registration });
  const onHappening = ({ text }) => say(`${resourceName}: ${text}`);
  const cpe = await startCpe({ acs: cse.cwmp.url, deviceId: { serialNumber: resourceName }, connectionRequests: door, duration: 50, onHappening });
  await cpe.idle();
  cpes.set(resourceName, cpe);
}
await ask({ operation: 'create', to: 'cse-in', resourceType: 'group', primitiveContent: { resourceName: 'fleet', memberType: 14, maxNrOfMembers: 20, memberIDs: ids.slice(0, 9) } });
say('gateway-03 will find the package broken, gateway-07 has no room.');
cpes.get('gateway-03').next('ChangeDUState', reportFault(9018));
cpes.get('gateway-07').next('ChangeDUState', fault(9004));
const installed = () => [...new Set([...cpes.values()].flatMap((cpe) => cpe.installed().map(({ name, version }) => `${name} ${version}`)))];

chapter('A campaign for all ten, once the fleet is complete');
const trigger = { subjectResourceID: 'cse-in/fleet', evalCriteria: { operator: EvalCriteriaOperator.greater_than_or_equal, subject: 'currentNrOfMembers', threshold: 10 } };
const content = { resourceName: 'app-update', softwareName: 'app', version: '2.0', URL: `${at}/app-2.0.zip`, softwareOperation: SoftwareOperation.INSTALL, softwareTargets: ids, softwareTriggerCriteria: [trigger] };
await ask({ operation: 'create', to: 'cse-in', resourceType: 'softwareCampaign', primitiveContent: content });
await change({ campaignEnabled: true });
expect('without the trigger nothing was touched', await look(), { is: 'INITIATED', successful: 0, failed: 0 });
await ask({ operation: 'update', to: 'cse-in/fleet', primitiveContent: { 'm2m:group': { memberIDs: ids } } });
say('The fleet is complete.');
await ended();
expect('eight gateways have it, two do not', await look(), { is: 'FINISHED', successful: 8, failed: 2 });
expect('what they run', installed(), ['app 2.0']);

chapter('The next version, cancelled when five gateways had begun');
await change({ campaignEnabled: false });
await change({ version: '2.1', URL: `${at}/app-2.1.zip` });
for (const cpe of cpes.values()) cpe.next('ChangeDUState', delay(300));
await change({ campaignEnabled: true });
await until(() => [...cpes.values()].some((cpe) => cpe.running().length > 0));
await change({ campaignEnabled: false });
await ended();
expect('what had begun was carried out, the rest left alone', await look(), { is: 'STATUS_NOT_CANCELLABLE', successful: 5, failed: 5 });

chapter('It was a false alarm: started again');
await change({ campaignEnabled: true });
await ended();
expect('every gateway has it', await look(), { is: 'FINISHED', successful: 10, failed: 0 });
expect('what they run', installed(), ['app 2.1']);

for (const cpe of cpes.values()) await cpe.stop();
await door.close();
await cse.close();
files.close();
process.exitCode = failures === 0 ? 0 : 1;
console.log(failures === 0 ? '\nAll as expected.' : `\n${failures} not as expected.`);
