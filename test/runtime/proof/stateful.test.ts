import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { CampaignStatus, ExecStatusType } from '../../../generated/enumerations.js';
import type { Resource } from '../../../runtime/index.js';
import { hosting, LIFETIME, type Hosting } from './hosting.js';
import { checkInvariants, contents, ROOT_ID } from './invariants.js';
import { expired, newModel, type Model } from './model.js';
import { prologue, sequences, sequencesWithFaults } from './steps.js';
import { removeStores, storeKinds, type Medium } from './stores.js';
import { postgresServer } from '../store/postgres-server.js';

/** SPECGEN_RUNS=5000 searches longer; SPECGEN_SEED=7 elsewhere. A failure prints its seed and the shortest sequence that was found. */
const numRuns = Number(process.env['SPECGEN_RUNS'] ?? 300);
const seed = Number(process.env['SPECGEN_SEED'] ?? 20261122);

async function played(steps: typeof sequences extends fc.Arbitrary<infer Steps> ? Steps : never, isCleared: boolean, medium?: Medium): Promise<void> {
  const real = await hosting(medium);
  const model = newModel();
  await prologue(model, real);
  await fc.asyncModelRun(() => ({ model, real }), steps);
  await (isCleared ? clear(real) : comeToRest(model, real));
  expect(contents(real).map(({ type }) => type)).toEqual(['CSEBase']);
  expect(real.pending(), 'timers that outlive their resource').toBe(0);
  await real.close();
}

it('random requests, devices and time: states move along transitions, refusals change nothing, no timer outlives its resource', async () => {
  await fc.assert(
    fc.asyncProperty(sequences, fc.boolean(), (steps, isCleared) => played(steps, isCleared)),
    { numRuns, seed },
  );
}, 3_600_000);

const postgres = postgresServer();
afterAll(() => {
  postgres?.remove();
  removeStores();
});

it.each(storeKinds(postgres))('the same with faults of the store, on $name (PostgreSQL where its Debian package is installed)', async ({ fresh, share }) => {
  await fc.assert(
    fc.asyncProperty(sequencesWithFaults, fc.boolean(), (steps, isCleared) => played(steps, isCleared, fresh())),
    { numRuns: Math.ceil((numRuns * share) / 1_000), seed },
  );
}, 3_600_000);

const DAY = 86_400_000;

/** By then every device has answered, or its time is up: nothing is under way. When every resource has expired, nothing is left on the clock. */
async function comeToRest(model: Model, real: Hosting): Promise<void> {
  await real.goOn(3 * DAY);
  expired(model, real.now(), real.expirations);
  await checkInvariants(model, real);
  expect(contents(real).filter(isUnderWay), 'executions and cancellations that do not end').toEqual([]);
  await real.goOn(2 * LIFETIME);
  expired(model, real.now(), real.expirations);
  await checkInvariants(model, real);
}

const HOUR = 3_600_000;

/** Requests delete everything, what is still under way an hour later again; no device takes longer than twenty minutes for what is left. */
async function clear(real: Hosting): Promise<void> {
  for (let hours = 0; hours < 50 && contents(real).length > 1; hours++) {
    for (const { id, type } of real.cse.store.children(ROOT_ID)) {
      const primitiveContent = { 'm2m:softwareCampaign': { campaignEnabled: false } };
      if (type === 'softwareCampaign') await real.ask({ operation: 'update', to: id, primitiveContent });
      await real.ask({ operation: 'delete', to: id });
    }
    if (contents(real).length > 1) await real.goOn(HOUR);
  }
  await real.goOn(HOUR / 3);
  expect(real.illegal).toEqual([]);
  expect(real.reports).toEqual([]);
}

function isUnderWay({ type, attributes }: Resource): boolean {
  if (type === 'execInstance') return attributes['execStatus'] !== ExecStatusType.FINISHED && attributes['execStatus'] !== ExecStatusType.CANCELLED;
  return type === 'softwareCampaign' && attributes['campaignStatus'] === CampaignStatus.CANCELLING;
}
