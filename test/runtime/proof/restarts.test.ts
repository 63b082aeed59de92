/** The same story, told with restarts of the CSE at random points and without: answers, resources and devices come to be the same. */

import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { accept, delay, fault, notEstablished, reportFault, reportTwice, restartMeanwhile, unreachable } from '../../../runtime/devices/behaviour.js';
import { hosting, REGISTREE, type Hosting, type Json } from './hosting.js';
import { contents } from './invariants.js';
import { removeStores, storeKinds, type Medium } from './stores.js';
import { postgresServer } from '../store/postgres-server.js';

const numRuns = Math.ceil(Number(process.env['SPECGEN_RUNS'] ?? 300) / 5);
const seed = Number(process.env['SPECGEN_SEED'] ?? 20261122);

// An answer that a restart keeps the CSE from hearing is asked for again, so that here every device answers at once.
const prompt = [accept, unreachable, notEstablished];
const behaviours = {
  connect: prompt,
  SetParameterValues: [...prompt, fault(9001)],
  ChangeDUState: [...prompt, fault(9001), reportFault(9010), reportTwice, delay(600_000), restartMeanwhile],
  Upload: [...prompt, fault(9001), reportFault(9010), reportTwice, delay(600_000), restartMeanwhile],
};
const scripts = Object.entries(behaviours).flatMap(([call, all]) => all.map((behaviour) => ({ call: call as keyof typeof behaviours, behaviour })));
const nodes = ['x', 'y', 'z'] as const;
const app = { version: '1.0', softwareName: 'app', URL: 'http://files.example/app-1.0.zip' };
const upload = { upload: [{ fileType: '1 Vendor Configuration File', URL: 'http://files.example/u', username: 'u', password: 'p' }] };

/** Steps by number; each answers with what there is to compare. */
type Tell = (here: Hosting, number: number) => Promise<unknown>;

const send = async (here: Hosting, operation: string, to: string, content?: Json, resourceType?: string) => {
  const { status } = await here.ask({ operation, to, ...(content && { primitiveContent: content }), ...(resourceType && { resourceType }) });
  return status;
};

const which = fc.nat(2);
const tell: fc.Arbitrary<Tell> = fc.oneof(
  fc.record({ targets: fc.subarray([...nodes], { minLength: 1 }), softwareOperation: fc.integer({ min: 1, max: 4 }), campaignEnabled: fc.boolean() }).map(
    ({ targets, ...more }): Tell =>
      (here, number) => {
        const content = { resourceName: `c${number % 4}`, ...app, softwareTargets: targets.map((name) => `cse-in/${name}`), ...more };
        return send(here, 'create', 'cse-in', content, 'softwareCampaign');
      },
  ),
  fc.record({ which: fc.nat(3), campaignEnabled: fc.boolean() }).map(
    ({ which, campaignEnabled }): Tell => (here) => send(here, 'update', `cse-in/c${which}`, { 'm2m:softwareCampaign': { campaignEnabled } }),
  ),
  fc.record({ which: fc.nat(3), execNumber: fc.integer({ min: 1, max: 3 }), repeats: fc.boolean() }).map(
    ({ which, execNumber, repeats }): Tell =>
      async (here, number) => {
        const mode = repeats ? { execMode: 2, execNumber, execFrequency: 'PT10M' } : {};
        const content = { resourceName: `m${number}`, cmdType: 3, execTarget: `cse-in/${nodes[which % 3]}`, execReqArgs: upload, ...mode };
        const created = await send(here, 'create', 'cse-in', content, 'mgmtCmd');
        return [created, await send(here, 'update', `cse-in/m${number}`, { 'm2m:mgmtCmd': { execEnable: true } })];
      },
  ),
  fc.record({ which, install: fc.boolean() }).map(
    ({ which, install }): Tell =>
      async (here) => {
        const to = `cse-in/${nodes[which]}`;
        const created = await send(here, 'create', to, { resourceName: 's', mgmtDefinition: 1002, ...app }, 'software');
        return [created, await send(here, 'update', `${to}/s`, { 'm2m:software': install ? { install } : { uninstall: true } })];
      },
  ),
  fc.record({ which, script: fc.constantFrom(...scripts) }).map(
    ({ which, script: { call, behaviour } }): Tell =>
      async (here) => void here.devices.device(here.cse.store.childNamed('id-in', nodes[which] ?? '')?.id ?? '').next(call, behaviour),
  ),
  fc.constantFrom(500, 1_000, 60_000, 3_600_000).map((milliseconds): Tell => (here) => here.goOn(milliseconds)),
);

async function told(steps: readonly (readonly [Tell, boolean])[], isRestarted: boolean, medium?: Medium) {
  const here = await hosting(medium);
  const registration = { 'App-ID': 'Ndevice', requestReachability: true, supportedReleaseVersions: ['3'] };
  await here.ask({ operation: 'create', to: 'cse-in', from: REGISTREE, resourceType: 'AE', primitiveContent: registration });
  for (const name of nodes) await send(here, 'create', 'cse-in', { resourceName: name, nodeID: `urn:${name}`, hostedAELinks: [REGISTREE] }, 'node');
  const answers: unknown[] = [];
  for (const [number, [step, isFollowed]] of steps.entries()) {
    answers.push(await step(here, number));
    // What is not durable yet would be told once more, and later than in the story without.
    if (medium !== undefined) await here.goOn(0);
    if (isFollowed && isRestarted) await here.restart();
    await here.goOn(0);
  }
  await here.goOn(3 * 86_400_000);
  const onDevices = nodes.map((name) => here.devices.device(here.cse.store.childNamed('id-in', name)?.id ?? '').installed());
  const shown = await Promise.all(contents(here).map(async ({ id }) => (await here.ask({ operation: 'retrieve', to: id })).content));
  await here.close();
  return { answers, shown, onDevices, reports: here.reports, illegal: here.illegal };
}

const postgres = postgresServer();
afterAll(() => {
  postgres?.remove();
  removeStores();
});

const inMemory = { name: 'a memory that outlives the process', share: 1_000, fresh: () => undefined };

it.each([inMemory, ...storeKinds(postgres)])('restarts change nothing, on $name (PostgreSQL where its Debian package is installed)', async ({ fresh, share }) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(tell, fc.boolean()), { minLength: 1, maxLength: 25, size: 'max' }), async (steps) => {
      const [without, withThem] = [await told(steps, false), await told(steps, true, fresh())];
      expect(withThem).toEqual(without);
      expect([without.reports, without.illegal]).toEqual([[], []]);
    }),
    { numRuns: Math.ceil((numRuns * share) / 1_000), seed },
  );
}, 600_000);
