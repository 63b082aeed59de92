import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createClient, httpClient, ResponseError, TransportError } from '../../../runtime/client/index.js';
import { CampaignStatus, ResourceType, SoftwareOperation, Status } from '../../../generated/enumerations.js';
import { postgresServer } from '../store/postgres-server.js';
import { serve, type Served } from './served.js';

const KILLS = Number(process.env['SPECGEN_KILLS'] ?? 4);

const postgres = postgresServer();
afterAll(() => postgres?.remove());

/** What stands behind `--store`; undefined: it is not on this machine. */
const stores: readonly (readonly [name: string, store: string | undefined])[] = [
  ['SQLite', 'cse.sqlite'],
  ['PostgreSQL', postgres?.url],
];

/** `specgen serve`, killed at random moments while requests come over real sockets, campaigns run, and a subscriber listens. */
describe.each(stores)('on %s', (_name, store = '') => it.skipIf(store === '')(`killed ${KILLS} times: nothing acknowledged is lost, everybody hears of everything, campaigns end as without`, async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-kills-'));
  const told = new Set<string>();
  const listener = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      for (const [, label] of body.matchAll(/"lbl":\["(l\d+)"\]/g)) told.add(label!);
      response.setHeader('X-M2M-RSC', '2000').end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const nu = [`http://127.0.0.1:${(listener.address() as AddressInfo).port}/`];

  let served: Served = await serve(['--port', '0', '--store', store], folder);
  const { port } = served;
  const client = createClient(httpClient(served.url, { connectWithin: 500 }));
  let killed = 0;
  let isOver = false;
  const killing = (async () => {
    while (killed < KILLS && !isOver) {
      await pause(50 + Math.random() * 350);
      served.child.kill('SIGKILL');
      expect(await served.ended).toBe('SIGKILL');
      killed += 1;
      served = await serve(['--port', String(port), '--store', store], folder);
    }
  })();

  /** Until there is an answer; what was asked before may have been done. */
  const insist = async <T>(work: () => Promise<T>): Promise<T | 'done before'> => {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ResponseError && (error.responseStatusCode === 4105 || error.responseStatusCode === 4117)) return 'done before';
        if (!(error instanceof TransportError)) throw error;
        await pause(20);
      }
    }
  };

  try {
    const targets = Array.from({ length: 4 }, (_, i) => `cse-in/n${i}`);
    await insist(() => client.as('Cgateway').create('cse-in', 'AE', { 'App-ID': 'Ngateway', requestReachability: true, supportedReleaseVersions: ['3'] }));
    for (let i = 0; i < targets.length; i++) await insist(() => client.create('cse-in', 'node', { resourceName: `n${i}`, nodeID: `urn:n${i}`, hostedAELinks: ['Cgateway'] }));
    await insist(() => client.create('cse-in', 'node', { resourceName: 'counted', nodeID: 'urn:counted' }));
    await insist(() => client.create('cse-in/counted', 'subscription', { resourceName: 's', notificationURI: nu }));

    let campaigns = 0;
    const begin = async () => {
      const name = `c${(campaigns += 1)}`;
      await insist(() => client.create('cse-in', 'softwareCampaign', { resourceName: name, version: '1.0', softwareName: name, URL: `http://files.example/${name}.zip`, softwareTargets: targets, softwareOperation: SoftwareOperation.INSTALL }));
      await insist(() => client.update(`cse-in/${name}`, 'softwareCampaign', { campaignEnabled: true }));
    };
    await begin();
    const acknowledged: string[] = [];
    const ends: (readonly [unknown, unknown])[] = [];
    for (let number = 1; ; number++) {
      const label = `l${number}`;
      await insist(() => client.update('cse-in/counted', 'node', { labels: [label] }));
      acknowledged.push(label);
      const counted = await insist(() => client.retrieve('cse-in/counted', 'node'));
      expect(counted).toMatchObject({ labels: [label] });
      const campaign = await insist(() => client.retrieve(`cse-in/c${campaigns}`, 'softwareCampaign'));
      if (typeof campaign === 'object' && campaign.campaignStatus === CampaignStatus.FINISHED) {
        ends.push([campaign.campaignStatus, campaign.aggregatedSoftwareStatus]);
        if (killed >= KILLS) break;
        await insist(() => client.update(`cse-in/c${campaigns}`, 'softwareCampaign', { campaignEnabled: false }));
        await begin();
      }
      // Nobody is to be killed any more: what is under way may come to its end.
      if (killed >= KILLS) await pause(20);
    }
    isOver = true;
    await killing;
    expect(ends).toEqual(ends.map(() => [CampaignStatus.FINISHED, Status.Successful]));
    expect((await client.discover('cse-in', { resourceType: [ResourceType.mgmtObj] })).length).toBe(campaigns * targets.length);
    await expect.poll(() => acknowledged.filter((label) => !told.has(label)), { timeout: 10_000 }).toEqual([]);
    expect(killed).toBe(KILLS);
  } finally {
    isOver = true;
    await killing.catch(() => undefined);
    served.child.kill('SIGKILL');
    await client.close();
    listener.closeAllConnections();
    listener.close();
    rmSync(folder, { recursive: true, force: true });
  }
}, 60_000 + KILLS * 15_000));
