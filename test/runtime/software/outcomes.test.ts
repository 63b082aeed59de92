import { describe, expect, it } from 'vitest';
import { outcomes, type OutcomeId } from '../../../generated/tables/outcomes.js';
import { delay } from '../../../runtime/devices/behaviour.js';
import { app, created, IN_PROCESS, installed, status, UNINITIALIZED, world, type World } from './support.js';

type Answer = Awaited<ReturnType<World['ask']>>;
type SoftwareOutcome = Extract<OutcomeId, `software.${string}`>;

interface Scenario {
  readonly given?: () => Promise<World>;
  readonly when: (world: World) => Promise<Answer>;
  readonly then?: (world: World) => void;
}

const uuid = '11111111-1111-4111-8111-111111111111';
const shipped = [{ name: 'app', version: '1.0', url: 'http://elsewhere.example/app-1.0.zip', uuid }];
const nothingAsked = ({ calls }: World) => expect(calls).toEqual([]);

const scenarios: Readonly<Record<SoftwareOutcome, readonly Scenario[]>> = {
  'software.create.created': [{ given: () => world(), when: ({ create }) => create(), then: nothingAsked }],
  'software.create.statusPresent': ['install', 'uninstall', 'activate', 'deactivate', 'installStatus', 'activeStatus'].map((name) => ({
    given: () => world(),
    when: ({ create }) => create({ [name]: name.endsWith('Status') ? { status: 1 } : false }),
    then: ({ attributes }) => expect(attributes()).toBeUndefined(),
  })),
  'software.create.alreadyExists': [
    {
      given: () => world({ software: { inventory: () => Promise.resolve(shipped) } }),
      when: ({ create }) => create(),
      then: ({ attributes }) => expect(attributes()).toBeUndefined(),
    },
  ],
  'software.update.updated': [
    { when: ({ update }) => update({ description: 'x' }), then: nothingAsked },
    { when: ({ update }) => update({ install: false, uninstall: false, activate: false, deactivate: false }), then: nothingAsked },
  ],
  'software.update.triggered': [
    ...(['install', 'uninstall'] as const).map((name) => ({
      when: ({ update }: World) => update({ [name]: true }),
      then: ({ installStatus }: World) => expect(installStatus()).toEqual(status(IN_PROCESS, name)),
    })),
    ...(['activate', 'deactivate'] as const).map((name) => ({
      given: async () => {
        const all = await installed();
        all.device.next('SetParameterValues', delay(1_000));
        return all;
      },
      when: ({ update }: World) => update({ [name]: true }),
      then: ({ activeStatus }: World) => expect(activeStatus()).toEqual(status(IN_PROCESS, name)),
    })),
  ],
  'software.update.installConflict': [
    {
      when: ({ update }) => update({ install: true, uninstall: true }),
      then: ({ attributes }) => expect(attributes()).toMatchObject({ install: false, uninstall: false }),
    },
  ],
  'software.update.activateConflict': [
    {
      given: () => installed(),
      when: ({ update }) => update({ activate: true, deactivate: true }),
      then: ({ activeStatus }) => expect(activeStatus()).toBeUndefined(),
    },
  ],
  'software.update.busy': [
    ...(['install', 'uninstall'] as const).map((name) => ({
      when: async ({ update }: World) => {
        await update({ install: true });
        return update({ [name]: true, description: 'x' });
      },
      then: ({ attributes, calls }: World) => {
        expect(attributes()).not.toHaveProperty('description');
        expect(calls).toHaveLength(1);
      },
    })),
    ...(['activate', 'deactivate'] as const).map((name) => ({
      given: () => installed(),
      when: async ({ update, device }: World) => {
        device.next('SetParameterValues', delay(1_000));
        await update({ activate: true });
        return update({ [name]: true });
      },
    })),
  ],
  'software.update.notInstalled': [
    { when: ({ update }) => update({ activate: true }), then: ({ activeStatus }) => expect(activeStatus()).toBeUndefined() },
    { when: ({ update }) => update({ deactivate: true }) },
    {
      when: ({ update }) => update({ install: true, activate: true }),
      then: ({ installStatus }) => expect(installStatus()).toEqual(status(UNINITIALIZED)),
    },
    {
      given: () => installed(),
      when: async ({ update }) => {
        await update({ uninstall: true });
        return update({ activate: true });
      },
    },
    {
      given: () => installed(),
      when: async ({ update, pass }) => {
        await update({ uninstall: true });
        await pass(1_000);
        return update({ activate: true });
      },
    },
  ],
  'software.delete.deleted': [{ when: ({ remove }) => remove(), then: ({ attributes }) => expect(attributes()).toBeUndefined() }],
};

describe('every outcome of [software] (TS-0004 D.3.2, 7.3.3.3, 7.4.15.2.2)', () => {
  it('has a scenario for each', () => {
    const all = Object.values(outcomes).filter(({ resource }) => resource === 'software');
    expect(Object.keys(scenarios).sort()).toEqual(all.map(({ id }) => id).sort());
  });

  for (const [id, several] of Object.entries(scenarios) as [SoftwareOutcome, readonly Scenario[]][]) {
    const { statusCode, statusName, source } = outcomes[id];
    const numbered = several.map((scenario, index) => [`${id} ${index + 1}`, scenario] as const);
    it.each(numbered)(`%s: ${statusName} (${source})`, async (_, scenario) => {
      const all = await (scenario.given ?? created)();
      const { rsc } = await scenario.when(all);
      expect(rsc).toBe(statusCode);
      scenario.then?.(all);
      expect(all.errors).toEqual([]);
    });
  }

  it('the pairs are refused to the Hosting CSE as well, with which a campaign writes', async () => {
    const { cse } = await created();
    const write = (patch: Record<string, boolean>) => () => cse.run((unit) => unit.update('software1', patch));
    expect(write({ install: true, uninstall: true })).toThrow(expect.objectContaining({ statusCode: 4000 }));
    expect(write({ activate: true, deactivate: true })).toThrow(expect.objectContaining({ statusCode: 4000 }));
    const create = () => cse.run((unit) => unit.create({ type: 'software', parent: 'node1', attributes: { ...app, install: true } }));
    expect(create).toThrow(expect.objectContaining({ statusCode: 4000 }));
  });
});
