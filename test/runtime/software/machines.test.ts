import { describe, expect, it } from 'vitest';
import { activeStatusMachine } from '../../../generated/machines/activeStatus.js';
import { installStatusMachine } from '../../../generated/machines/installStatus.js';
import type { Machine, Transition } from '../../../generated/machines/machine.js';
import { delay, fault, lose, reportFault } from '../../../runtime/devices/behaviour.js';
import { complete, created, installed, LIMIT, world, type World } from './support.js';

type Step = (world: World) => Promise<unknown>;

const HALF_A_YEAR = 183 * 86_400_000;

/** How each machine comes to each state, through requests and devices alone. */
const routes: Readonly<Record<string, Readonly<Record<string, () => Promise<World>>>>> = {
  installStatus: {
    none: () => world(),
    Uninitialized: () => created(),
    In_Process: async () => {
      const all = await created();
      all.device.next('ChangeDUState', lose);
      await all.update({ install: true });
      return all;
    },
    Successful: () => installed(),
    'Failure by report': async () => {
      const all = await created();
      all.device.next('ChangeDUState', reportFault(9016));
      await all.update({ install: true });
      await all.pass(1_000);
      return all;
    },
    'Failure by timeout': async () => {
      const all = await created();
      all.device.next('ChangeDUState', lose);
      await all.update({ install: true });
      await all.pass(LIMIT);
      return all;
    },
  },
  activeStatus: {
    none: () => installed(),
    Uninitialized: async () => {
      const all = await installed();
      await all.update({ activate: false });
      return all;
    },
    In_Process: async () => {
      const all = await installed();
      all.device.next('SetParameterValues', delay(1_000));
      await all.update({ activate: true });
      return all;
    },
    Successful: async () => {
      const all = await installed();
      await all.update({ activate: true });
      return all;
    },
    'Failure by report': async () => {
      const all = await installed();
      all.device.next('SetParameterValues', fault(9002));
      await all.update({ activate: true });
      return all;
    },
    'Failure by timeout': async () => {
      const all = await installed();
      all.device.next('SetParameterValues', delay(2 * LIMIT));
      await all.update({ activate: true });
      await all.pass(LIMIT);
      return all;
    },
  },
};

const update =
  (patch: Record<string, boolean>): Step =>
  async ({ update: send }) => {
    expect((await send(patch)).rsc).toBe(2004);
  };

/** Events by machine; the report of the last ChangeDUState, whatever was told of it before. */
const says =
  (faultCode?: number): Step =>
  async ({ say, keyOf, calls }) => {
    say(complete(keyOf(calls.length - 1), faultCode));
  };

const slow =
  (attribute: string): Step =>
  async (all) => {
    all.device.next('SetParameterValues', delay(1_000));
    await update({ [attribute]: true })(all);
  };

const common: Readonly<Record<string, Step>> = {
  delete: async ({ remove }) => expect((await remove()).rsc).toBe(2002),
  parentDeleted: async ({ remove }) => expect((await remove('node1')).rsc).toBe(2002),
  expire: async ({ pass }) => pass(2 * HALF_A_YEAR + 86_400_000),
  timeout: async ({ pass }) => pass(LIMIT),
};

const events: Readonly<Record<string, Readonly<Record<string, Step>>>> = {
  installStatus: {
    ...common,
    create: async ({ create }) => expect((await create()).rsc).toBe(2001),
    install: update({ install: true }),
    uninstall: update({ uninstall: true }),
    withdraw: update({ install: false, uninstall: false }),
    succeed: says(),
    fail: says(9016),
  },
  activeStatus: {
    ...common,
    create: update({ activate: false }),
    activate: slow('activate'),
    deactivate: slow('deactivate'),
    withdraw: update({ activate: false, deactivate: false }),
    succeed: async ({ pass }) => pass(2 * LIMIT),
    fail: async ({ pass }) => pass(2 * LIMIT),
  },
};

/** The answer to SetParameterValues is its completion, and one call has one answer: nothing more can come from the device. */
const impossible: ReadonlySet<string> = new Set([
  'activeStatus Failure succeed the failure was reported',
  'activeStatus Successful succeed always',
  'activeStatus Successful fail always',
]);

const keyOf = (machine: Machine, { from, event, guard }: Transition) => `${machine.name} ${from ?? 'none'} ${event} ${guard ?? 'always'}`;

/** What only this transition needs: the device that answers in time or after it, with a fault or without. */
const special: Readonly<Record<string, () => Promise<World>>> = {
  'activeStatus In_Process fail always': async () => {
    const all = await installed();
    all.device.next('SetParameterValues', delay(1_000), fault(9002));
    await all.update({ activate: true });
    return all;
  },
  'activeStatus In_Process timeout always': () => lateAnswer(delay(3 * LIMIT)),
  'activeStatus Failure fail always': async () => {
    const all = await lateAnswer(delay(2 * LIMIT), fault(9002));
    await all.pass(LIMIT);
    return all;
  },
};

async function lateAnswer(...parts: Parameters<World['device']['next']> extends [unknown, ...infer Rest] ? Rest : never) {
  const all = await installed();
  all.device.next('SetParameterValues', ...parts);
  await all.update({ activate: true });
  return all;
}

const routeOf = (machine: Machine, { from, guard }: Transition) =>
  from !== 'Failure' ? (from ?? 'none') : guard === 'the failure was a timeout' ? 'Failure by timeout' : 'Failure by report';

const machines: readonly Machine[] = [installStatusMachine, activeStatusMachine];

describe.each(machines.map((machine) => [machine.name, machine] as const))('%s (TS-0004 D.3.2, TS-0001 D.3)', (name, machine) => {
  const numberOf = (state: string) => machine.states.find((one) => one.name === state)?.value;
  const stateOf = ({ attributes }: World) => attributes()?.[name] as { readonly status: number; readonly action?: string } | undefined;
  const possible = machine.transitions.filter((transition) => !impossible.has(keyOf(machine, transition)));

  it('leaves out only what no device can do', () => {
    expect(possible).toHaveLength(machine.transitions.length - [...impossible].filter((key) => key.startsWith(`${name} `)).length);
  });

  it.each(possible.map((transition) => [keyOf(machine, transition), transition] as const))('%s', async (key, transition) => {
    const all = await (special[key] ?? routes[name]![routeOf(machine, transition)]!)();
    const before = stateOf(all);
    expect(before?.status).toBe(transition.from === null ? undefined : numberOf(transition.from));
    await events[name]![transition.event]!(all);

    const after = stateOf(all);
    if (transition.to === null) {
      expect(all.attributes()).toBeUndefined();
      await all.pass(3 * LIMIT);
      if (transition.event === 'parentDeleted') expect(all.clock.pending()).toBe(0);
    } else {
      expect(after?.status).toBe(numberOf(transition.to));
    }
    if (transition.to === transition.from) expect(after).toBe(before);
    if (['install', 'uninstall', 'activate', 'deactivate'].includes(transition.event)) expect(after?.action).toBe(transition.event);
    expect(all.errors).toEqual([]);
  });
});
