/** What a campaign keeps to beside its course: locks, expirationTime, links that can be followed, watches that end with it. */

import { describe, expect, it } from 'vitest';
import { delay } from '../../../runtime/devices/behaviour.js';
import { place, type Json } from '../core/place.js';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(Date.UTC(2026, 10, 22, 12) + hours * HOUR).toISOString().replace(/[-:]|\..*/g, '');
const app = { version: '1.0', softwareName: 'app', URL: 'http://files.example/app-1.0.zip' };
const campaign = (targets: readonly string[], more: Json = {}): Json => ({
  resourceName: 'c',
  ...app,
  softwareTargets: targets,
  softwareOperation: 1,
  campaignEnabled: true,
  ...more,
});

async function scene() {
  const here = place({ policy: { access: [{ originators: ['all'], privileges: ['CREATE', 'RETRIEVE'] }] } });
  here.boot();
  const [node = ''] = await here.nodes(1);
  const software = () => here.store.children(node, 'software')[0];
  return { here, node, software };
}

it('B28: while it is CANCELLING every UPDATE is refused, whatever it carries', async () => {
  const { here, node } = await scene();
  here.devices.device(node).always('ChangeDUState', delay(600_000));
  await here.create('cse-in', 'softwareCampaign', campaign([node]));
  await here.update('cse-in/c', 'softwareCampaign', { campaignEnabled: false });
  const before = await here.get('cse-in/c');
  expect(before['campaignStatus']).toBe(4);
  for (const content of [{ campaignEnabled: false }, { version: '1.0' }, { softwareTargets: [node] }, { labels: null }, {}]) {
    const primitiveContent = { 'm2m:softwareCampaign': content };
    expect((await here.send({ operation: 'update', to: 'cse-in/c', primitiveContent })).status).toBe(4005);
  }
  expect(await here.get('cse-in/c')).toEqual(before);
});

describe('expirationTime (TS-0001-CR 10.2.28.1, erratum B76)', () => {
  it.each([[50, 1], [1, 50]])('of %i hours, then of %i, is passed on to [software]', async (first, then) => {
    const { here, node, software } = await scene();
    await here.create('cse-in', 'softwareCampaign', campaign([node], { expirationTime: at(first) }));
    await here.create(software()?.id ?? '', 'subscription', { notificationURI: ['http://x/'] });
    await here.update('cse-in/c', 'softwareCampaign', { expirationTime: at(then) });
    expect(software()?.attributes['expirationTime']).toBe(at(then));
    await here.advance(2 * HOUR);
    expect(software() === undefined).toBe(then < 2);
    expect(here.reports).toEqual([]);
  });

  it.each([6, 50])('B87: an UPDATE of the [software] itself that asks for %i hours leads no further than the campaign', async (asked) => {
    const { here, node, software } = await scene();
    await here.create('cse-in', 'softwareCampaign', campaign([node], { expirationTime: at(5) }));
    for (const until of [5, 5.5]) {
      await here.update('cse-in/c', 'softwareCampaign', { expirationTime: at(until) });
      await here.update(software()?.id ?? '', 'software', { expirationTime: at(asked) });
      expect(software()?.attributes['expirationTime']).toBe(at(until));
    }
  });

  it('what was there before gets back no more than it had', async () => {
    const { here, node, software } = await scene();
    await here.create(node, 'software', { mgmtDefinition: 1002, ...app, expirationTime: at(10) });
    await here.create('cse-in', 'softwareCampaign', campaign([node], { expirationTime: at(5) }));
    expect(software()?.attributes['expirationTime']).toBe(at(5));
    await here.update('cse-in/c', 'softwareCampaign', { expirationTime: at(50) });
    expect(software()?.attributes['expirationTime']).toBe(at(10));
  });
});

it('B75: its creator can read what softwareLinks name, and subscribe to it; nobody else can', async () => {
  const { here } = await scene();
  const registration = { 'App-ID': 'N', requestReachability: true, supportedReleaseVersions: ['3'] };
  for (const from of ['CB', 'CX']) await here.send({ operation: 'create', to: 'cse-in', resourceType: 'AE', from, primitiveContent: { 'm2m:AE': registration } });
  const rule = { accessControlRule: [{ accessControlOriginators: ['CB'], accessControlOperations: 63 }] };
  await here.create('cse-in', 'accessControlPolicy', { resourceName: 'p', privileges: rule, selfPrivileges: { accessControlRule: [{ accessControlOriginators: ['CZ'], accessControlOperations: 63 }] } });
  const { resourceID } = await here.create('cse-in', 'node', { nodeID: 'm', accessControlPolicyIDs: ['cse-in/p'], hostedAELinks: ['CX'] });
  // One that the administrator has put there.
  await here.create(String(resourceID), 'software', { mgmtDefinition: 1002, ...app });
  const request = { operation: 'create', to: 'cse-in', resourceType: 'softwareCampaign', from: 'CB', primitiveContent: campaign([String(resourceID)]) };
  expect((await here.send(request)).status).toBe(2001);
  await here.advance(5_000);
  const [link] = (await here.get('cse-in/c'))['softwareLinks'] as readonly string[];
  const read = (from: string) => here.send({ operation: 'retrieve', to: link, from });
  const subscribe = { operation: 'create', to: link, resourceType: 'subscription', from: 'CB', primitiveContent: { notificationURI: ['http://x/'] } };
  expect([(await read('CB')).status, (await here.send(subscribe)).status, (await read('CX')).status]).toEqual([2000, 2001, 4103]);
});

it('its subscriptions go with it', async () => {
  const { here, node, software } = await scene();
  for (let time = 0; time < 3; time++) {
    await here.create('cse-in', 'softwareCampaign', campaign([node]));
    await here.advance(5_000);
    expect(here.store.children(software()?.id ?? '', 'subscription')).toHaveLength(1);
    await here.send({ operation: 'delete', to: 'cse-in/c' });
    expect(here.store.children(software()?.id ?? '', 'subscription')).toEqual([]);
  }
});

describe('softwareTriggerCriteria', () => {
  const criterion = (subjectResourceID: string, subject: string, threshold: unknown, operator = 1) => ({
    softwareTriggerCriteria: [{ subjectResourceID, evalCriteria: { operator, subject, threshold } }],
  });

  it('are looked at again when a policy opens', async () => {
    const { here, node } = await scene();
    const registration = { 'App-ID': 'N', requestReachability: true, supportedReleaseVersions: ['3'] };
    await here.send({ operation: 'create', to: 'cse-in', resourceType: 'AE', from: 'CB', primitiveContent: { 'm2m:AE': registration } });
    const rule = (who: string) => ({ accessControlRule: [{ accessControlOriginators: [who], accessControlOperations: 63 }] });
    await here.create('cse-in', 'accessControlPolicy', { resourceName: 'p', privileges: rule('all'), selfPrivileges: { accessControlRule: [{ accessControlOriginators: ['CZ'], accessControlOperations: 63 }] } });
    await here.update(node, 'node', { accessControlPolicyIDs: ['cse-in/p'] });
    const content = campaign([node], { campaignEnabled: false, ...criterion(node, 'nodeID', 'urn:n0') });
    await here.send({ operation: 'create', to: 'cse-in', resourceType: 'softwareCampaign', from: 'CB', primitiveContent: content });
    await here.update('cse-in/p', 'accessControlPolicy', { privileges: rule('CX') });
    await here.update('cse-in/c', 'softwareCampaign', { campaignEnabled: true });
    await here.advance(5_000);
    expect((await here.get('cse-in/c'))['campaignStatus']).toBe(1);
    await here.update('cse-in/p', 'accessControlPolicy', { privileges: rule('all') });
    await here.advance(5_000);
    expect((await here.get('cse-in/c'))['campaignStatus']).toBe(3);
  });

  it.each([
    ['noSuchAttribute', 'x', 4000],
    ['constructor', 'x', 4000],
    ['labels', 'x', 4000],
    ['resourceType', 'fourteen', 4000],
    ['resourceType', '14', 2001],
    ['nodeID', 'urn:other', 2001],
    ['ni', 'urn:other', 2001],
    ['mgmtClientAddress', 'later', 2001],
  ])('B85: %s against %s: %i', async (subject, threshold, status) => {
    const { here, node } = await scene();
    const primitiveContent = campaign([node], criterion(node, subject, threshold));
    expect((await here.send({ operation: 'create', to: 'cse-in', resourceType: 'softwareCampaign', primitiveContent })).status).toBe(status);
  });
});

describe('software that a device was shipped with (errata B81, B86)', () => {
  const unit = { uuid: '00000000-0000-4000-8000-000000000007', version: '1.0', name: 'app', url: 'http://maker.example/app', executionEnvRef: '' };
  const other = { ...unit, uuid: '00000000-0000-4000-8000-000000000008' };
  it.each([
    ['ACTIVATE', 3, [{ ...unit, active: false }], 1, [{ ...unit, active: true }]],
    ['DEACTIVATE', 4, [{ ...unit, active: true }], 1, [{ ...unit, active: false }]],
    ['UNINSTALL', 2, [{ ...unit, active: false }], 1, []],
    ['ACTIVATE, of another version', 3, [{ ...unit, version: '0.9', active: false }], 1, [{ ...unit, version: '0.9', active: true }]],
    ['ACTIVATE, the version that is meant of two', 3, [{ ...other, version: '0.9', active: false }, { ...unit, active: false }], 1, [{ ...other, version: '0.9', active: false }, { ...unit, active: true }]],
    ['ACTIVATE, of what is not there', 3, [], 2, []],
    ['ACTIVATE, of another name', 3, [{ ...unit, name: 'map', active: false }], 2, [{ ...unit, name: 'map', active: false }]],
  ])('%s', async (_name, softwareOperation, units, aggregate, after) => {
    const { here, node } = await scene();
    here.devices.device(node).ships({ units });
    await here.create('cse-in', 'softwareCampaign', campaign([node], { softwareOperation }));
    await here.advance(60_000);
    expect((await here.get('cse-in/c'))['aggregatedSoftwareStatus']).toBe(aggregate);
    expect([here.devices.device(node).installed(), here.reports]).toEqual([after, []]);
  });
});
