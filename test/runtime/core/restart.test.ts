/** A CSE whose process ends, and another that starts on its store while the devices live on. */

import { describe, expect, it } from 'vitest';
import { delay, reportFault } from '../../../runtime/devices/behaviour.js';
import { place, settle, type Json } from './place.js';

const HOUR = 3_600_000;
const campaign = (targets: readonly string[], more: Json = {}): Json => ({
  resourceName: 'c',
  version: '1.0',
  softwareName: 'app',
  URL: 'http://files.example/app-1.0.zip',
  softwareTargets: targets,
  softwareOperation: 1,
  campaignEnabled: true,
  ...more,
});
const statuses = (attributes: Json) => ((attributes['individualSoftwareStatuses'] ?? []) as readonly Json[]).map(({ status }) => status);

describe('a restart of the CSE', () => {
  it.each([false, true])('changes nothing of a campaign that is over, disabled %s', async (isDisabled) => {
    const here = place();
    here.boot();
    const nodes = await here.nodes(2);
    await here.create('cse-in', 'softwareCampaign', campaign(nodes));
    await here.advance(5_000);
    if (isDisabled) await here.update('cse-in/c', 'softwareCampaign', { campaignEnabled: false });
    here.devices.device(nodes[0] ?? '').next('ChangeDUState', delay(60_000));
    const [software] = here.store.children(nodes[0] ?? '', 'software');
    await here.update(software?.id ?? '', 'software', { install: true });
    const before = await here.get('cse-in/c');
    expect(statuses(before)).toEqual([1, 1]);
    here.boot();
    expect(await here.get('cse-in/c')).toEqual(before);
    await here.advance(30 * HOUR);
    expect(await here.get('cse-in/c')).toEqual(before);
  });

  it('loses no software operation: what the devices report to the new process counts', async () => {
    const here = place();
    here.boot();
    const nodes = await here.nodes(3);
    for (const node of nodes) here.devices.device(node).always('ChangeDUState', delay(60_000));
    await here.create('cse-in', 'softwareCampaign', campaign(nodes));
    await here.advance(100);
    here.boot();
    await here.advance(2 * 60_000);
    const { campaignStatus, aggregatedSoftwareStatus, ...rest } = await here.get('cse-in/c');
    expect([campaignStatus, aggregatedSoftwareStatus, statuses(rest)]).toEqual([3, 1, [1, 1, 1]]);
  });

  it('knows what is installed: by the identifiers that the devices gave', async () => {
    const here = place();
    here.boot();
    const nodes = await here.nodes(1);
    await here.create('cse-in', 'softwareCampaign', campaign(nodes, { softwareName: 'Nice Name' }));
    await here.advance(5_000);
    await here.update('cse-in/c', 'softwareCampaign', { campaignEnabled: false });
    here.boot();
    await here.update('cse-in/c', 'softwareCampaign', { softwareOperation: 3, campaignEnabled: true });
    await here.advance(5_000);
    expect((await here.get('cse-in/c'))['aggregatedSoftwareStatus']).toBe(1);
  });

  it('asks a device again that was asked and had not answered, under the same CommandKey', async () => {
    const here = place();
    here.boot();
    const [node = ''] = await here.nodes(1);
    here.devices.device(node).next('connect', delay(10_000));
    await here.create('cse-in', 'softwareCampaign', campaign([node]));
    await here.advance(1_000);
    here.boot();
    await here.advance(60_000);
    expect((await here.get('cse-in/c'))['aggregatedSoftwareStatus']).toBe(1);
    expect(here.devices.device(node).installed().map(({ name }) => name)).toEqual(['app']);
  });

  it('counts the runs of a command on, and each has a CommandKey of its own', async () => {
    const here = place();
    here.boot();
    const [node = ''] = await here.nodes(1);
    await here.create('cse-in', 'mgmtCmd', {
      resourceName: 'cmd',
      cmdType: 3,
      execTarget: node,
      execMode: 2,
      execNumber: 3,
      execFrequency: 'PT1H',
      execReqArgs: { upload: [{ fileType: '1', URL: 'http://files.example/u', username: '', password: '' }] },
    });
    await here.update('cse-in/cmd', 'mgmtCmd', { execEnable: true });
    await here.advance(60_000);
    await here.advance(HOUR);
    expect(here.keys).toHaveLength(2);
    here.boot();
    await here.advance(20 * HOUR);
    expect([here.keys.length, new Set(here.keys).size]).toEqual([3, 3]);
    const [instance] = here.store.children(here.store.childNamed('id-in', 'cmd')?.id ?? '', 'execInstance');
    expect(instance?.attributes).toMatchObject({ execStatus: 3, execResult: 0 });
  });

  it('hands over what was not handed over, and waits for windows and criteria anew', async () => {
    const here = place();
    here.boot();
    const nodes = await here.nodes(1);
    await here.create('cse-in', 'softwareCampaign', campaign(nodes, { campaignEnabled: false }));
    await here.create('cse-in/c', 'schedule', { scheduleElement: { scheduleEntry: ['* * 14 * * * *'] } });
    await here.update('cse-in/c', 'softwareCampaign', { campaignEnabled: true });
    here.boot();
    await here.advance(HOUR);
    expect((await here.get('cse-in/c'))['campaignStatus']).toBe(1);
    here.boot();
    await here.advance(2 * HOUR);
    expect((await here.get('cse-in/c'))['campaignStatus']).toBe(3);
    await here.create(nodes[0] ?? '', 'subscription', { notificationURI: ['http://listener.example/'] });
    here.hangs = true;
    await here.update(nodes[0] ?? '', 'node', { labels: ['x'] });
    expect(here.notes).toHaveLength(1);
    here.hangs = false;
    here.boot();
    await settle();
    expect(here.notes).toHaveLength(2);
    here.boot();
    await settle();
    expect(here.notes).toHaveLength(2);
  });
});

it.each([['in one step', [5 * HOUR]], ['minute by minute', Array.from({ length: 300 }, () => 60_000)]] as const)(
  'the same script gives the same story however the clock is advanced: %s',
  async (_name, steps) => {
    const here = place();
    here.boot();
    const nodes = await here.nodes(2);
    here.devices.device(nodes[1] ?? '').next('ChangeDUState', reportFault(9016));
    await here.create('cse-in', 'softwareCampaign', campaign(nodes, { campaignEnabled: false }));
    await here.create('cse-in/c', 'schedule', { scheduleElement: { scheduleEntry: ['* * 14 * * * *'] } });
    await here.update('cse-in/c', 'softwareCampaign', { campaignEnabled: true });
    for (const step of steps) here.clock.advance(step);
    const shown = await here.get('cse-in/c');
    expect([shown['campaignStatus'], shown['lastModifiedTime'], statuses(shown)]).toEqual([3, '20261122T140001', [1, 2]]);
  },
);
