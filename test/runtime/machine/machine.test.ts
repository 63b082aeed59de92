import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createMachine, getInitialSnapshot, getNextSnapshot } from 'xstate';
import {
  activeStatusMachine, campaignStatusMachine, execStatusMachine, installStatusMachine, machines, type CampaignStatusState, type Machine,
  type Transition,
} from '../../../generated/machines/index.js';
import {
  AmbiguousTransition, ChangeOutsideMachine, checkMachines, IllegalTransition, legalEvents, next, stateIn, stateNumber,
} from '../../../runtime/machine.js';
import type { Attributes } from '../../../runtime/resource.js';

const generated = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../../../generated/${path}`, import.meta.url), 'utf8')) as T;

interface Row {
  readonly machine: string;
  readonly from: string | null;
  readonly event: string;
  readonly guard: string | null;
  readonly to: string | null;
  readonly effects: readonly string[];
  readonly source: string;
}
interface Vectors {
  readonly machine: string;
  readonly legal: readonly { readonly state: string | null; readonly event: string; readonly guard?: string; readonly to: string | null }[];
  readonly illegal: readonly { readonly state: string | null; readonly event: string; readonly legal: readonly string[] }[];
}
const rows = generated<readonly Row[]>('json/machines.json');

const named = machines.map((machine) => [machine.name, machine] as const);
const states = (machine: Machine): readonly (string | null)[] => [null, ...machine.states.map(({ name }) => name)];
const only = (guard: string | null | undefined) => (asked: string) => asked === guard;

/** What `act` throws, which it must. */
function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

function attempt(machine: Machine, state: string | null, event: string, holding: readonly string[]): Transition | undefined {
  try {
    return next(machine, state, event, (guard) => holding.includes(guard));
  } catch (error) {
    expect(error).toBeInstanceOf(IllegalTransition);
    return undefined;
  }
}

it('runs the four machines of the specification', () => {
  expect(machines.map(({ name }) => name).sort()).toEqual(['activeStatus', 'campaignStatus', 'execStatus', 'installStatus']);
});

describe.each(named)('%s, every state × every event', (name, machine) => {
  const vectors = generated<Vectors>(`vectors/transitions.${name}.json`);
  const ofMachine = rows.filter((row) => row.machine === name);

  it('goes where the table of transitions says, and nowhere else', () => {
    let legal = 0;
    for (const state of states(machine)) {
      for (const { name: event } of machine.events) {
        const expected = ofMachine.filter((row) => row.from === state && row.event === event);
        for (const { guard, to, effects, source } of expected) {
          expect(next(machine, state, event, only(guard))).toMatchObject({ from: state, event, guard, to, effects, source });
          legal++;
        }
        if (expected.every(({ guard }) => guard !== null)) expect(() => next(machine, state, event)).toThrow(IllegalTransition);
      }
    }
    expect(legal).toBe(ofMachine.length);
  });

  it('has a vector for every pair, and agrees with each', () => {
    const pairs = new Set([...vectors.legal, ...vectors.illegal].map(({ state, event }) => `${state} ${event}`));
    expect(pairs.size).toBe(states(machine).length * machine.events.length);
    for (const { state, event, guard, to } of vectors.legal) expect(next(machine, state, event, only(guard)).to).toBe(to);
    for (const { state, event, legal } of vectors.illegal) {
      const error = thrown(() => next(machine, state, event, () => true)) as IllegalTransition;
      expect(error).toBeInstanceOf(IllegalTransition);
      expect(error).toMatchObject({ code: 'ILLEGAL_TRANSITION', machine: name, state, event });
      expect([...new Set(error.legal.map((one) => one.event))].sort()).toEqual([...legal].sort());
    }
  });

  it('names what is legal instead, with the guard it needs', () => {
    for (const state of states(machine)) {
      const legal = legalEvents(machine, state);
      expect(legal).toEqual(ofMachine.filter(({ from }) => from === state).map(({ event, guard, to }) => ({ event, guard, to })));
      const error = thrown(() => next(machine, state, 'no such event')) as IllegalTransition;
      expect(error.legal).toEqual(legal);
      for (const { event, guard } of legal) expect(error.message).toContain(guard === null ? event : `${event} if ${guard}`);
    }
  });

  it('asks a guard of the pair at most once, and no other', () => {
    for (const state of states(machine)) {
      for (const { name: event } of machine.events) {
        const asked: string[] = [];
        const guards = (guard: string) => {
          asked.push(guard);
          return false;
        };
        try {
          next(machine, state, event, guards);
        } catch (error) {
          expect(error).toBeInstanceOf(IllegalTransition);
        }
        expect(asked).toEqual(ofMachine.filter((row) => row.from === state && row.event === event && row.guard !== null).map(({ guard }) => guard));
      }
    }
  });

  it('does not choose between guards that hold at once', () => {
    for (const { from, event } of ofMachine) {
      const guards = ofMachine.filter((row) => row.from === from && row.event === event).map(({ guard }) => guard);
      if (guards.length === 1) continue;
      const error = thrown(() => next(machine, from, event, () => true));
      expect(error).toBeInstanceOf(AmbiguousTransition);
      expect(error).toMatchObject({ code: 'AMBIGUOUS_TRANSITION', machine: name, guards });
    }
  });

  it('goes the way XState goes on any walk', () => {
    const guardNames = [...new Set(ofMachine.flatMap(({ guard }) => (guard === null ? [] : [guard])))];
    const config = generated<Parameters<typeof createMachine>[0]>(`machines/xstate/${name}.json`);
    const happening = fc.record({ event: fc.constantFrom(...machine.events.map((event) => event.name)), holding: fc.subarray(guardNames) });
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 60 }), (happenings) => {
        let holding: readonly string[] = [];
        const peer = createMachine(config, {
          guards: Object.fromEntries(guardNames.map((guard) => [guard, () => holding.includes(guard)])),
          actions: Object.fromEntries(ofMachine.flatMap(({ effects }) => effects.map((effect) => [effect, () => undefined]))),
        });
        let snapshot = getInitialSnapshot(peer);
        let state: string | null = null;
        for (const happening of happenings) {
          ({ holding } = happening);
          const open = ofMachine.filter((row) => row.from === state && row.event === happening.event && (row.guard === null || holding.includes(row.guard)));
          // XState takes the first way that is open; we take none of several.
          if (open.length > 1) continue;
          snapshot = getNextSnapshot(peer, snapshot, { type: happening.event });
          const transition = attempt(machine, state, happening.event, holding);
          if (transition !== undefined) state = transition.to;
          expect(snapshot.value).toBe(state ?? (transition === undefined ? 'absent' : 'deleted'));
          if (transition?.to === null) break;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('numbers its states, and finds them in attributes', () => {
    const isActionStatus = machine.enumeration === 'm2m:status';
    for (const { name: state, value } of machine.states) {
      expect(stateNumber(machine, state)).toBe(value);
      const attributes = { [name]: isActionStatus ? { action: { x: true }, status: value } : value };
      expect(stateIn(machine, attributes)).toBe(state);
    }
    expect(() => stateNumber(machine, 'constructor')).toThrow(RangeError);
    expect(stateIn(machine, null)).toBeNull();
    expect(stateIn(machine, {})).toBeNull();
    expect(stateIn(machine, { [name]: null })).toBeNull();
    for (const wrong of [99, -1, 'INITIATED', true, [], [1], {}, { status: 99 }, { status: '1' }, isActionStatus ? 1 : { status: 1 }]) {
      expect(() => stateIn(machine, { [name]: wrong as Attributes[string] })).toThrow(RangeError);
    }
  });
});

describe('TS-0001-CR 10.2.28.1: campaignStatus', () => {
  it('types states and events by name', () => {
    expectTypeOf(next(campaignStatusMachine, 'PENDING', 'enable').to).toEqualTypeOf<CampaignStatusState | null>();
    // @ts-expect-error no such event
    expect(() => next(campaignStatusMachine, 'PENDING', 'cancel')).toThrow(IllegalTransition);
    // @ts-expect-error no such state
    expect(() => next(campaignStatusMachine, 'STATUS_NON_CANCELLABLE', 'enable')).toThrow(IllegalTransition);
  });

  it('starts again after a cancel that came too late only when no target is being worked on', () => {
    const error = thrown(() => next(campaignStatusMachine, 'STATUS_NOT_CANCELLABLE', 'enable')) as IllegalTransition;
    expect(error.message).toBe('campaignStatus: no enable in STATUS_NOT_CANCELLABLE; legal: enable if no target is In_Process, delete, expire');
    expect(error.legal).toContainEqual({ event: 'enable', guard: 'no target is In_Process', to: 'INITIATED' });
    expect(next(campaignStatusMachine, 'STATUS_NOT_CANCELLABLE', 'enable', () => true).to).toBe('INITIATED');
  });

  it('says what is legal before creation, and in a state that is none', () => {
    expect(thrown(() => next(campaignStatusMachine, null, 'complete'))).toMatchObject({ message: 'campaignStatus: no complete before creation; legal: createDisabled, createEnabled' });
    expect(thrown(() => next(campaignStatusMachine as Machine, 'toString', 'complete'))).toMatchObject({ message: 'campaignStatus: no complete in toString; legal: nothing', legal: [] });
  });

  it('a guard that throws is not caught', () => {
    const fails = () => {
      throw new TypeError('no idea');
    };
    expect(() => next(campaignStatusMachine, 'STATUS_NOT_CANCELLABLE', 'enable', fails)).toThrow(TypeError);
  });
});

describe('attributes with machines change along transitions only', () => {
  const campaign = (state: CampaignStatusState | null): Attributes | null => (state === null ? null : { campaignStatus: stateNumber(campaignStatusMachine, state) });
  const software = (installStatus: number, activeStatus?: number): Attributes => ({
    installStatus: { action: {}, status: installStatus },
    ...(activeStatus === undefined ? {} : { activeStatus: { action: {}, status: activeStatus } }),
  });
  const [uninitialized, successful, inProcess] = [0, 1, 3];
  const enable = next(campaignStatusMachine, 'PENDING', 'enable');
  const install = next(installStatusMachine, 'Uninitialized', 'install');
  const installed = next(installStatusMachine, 'In_Process', 'succeed');
  const activate = next(activeStatusMachine, 'Uninitialized', 'activate', () => true);
  const createActive = next(activeStatusMachine, null, 'create');

  it.each<[string, string, Attributes | null, Attributes | null, readonly Transition[]]>([
    ['nothing changed', 'softwareCampaign', campaign('PENDING'), campaign('PENDING'), []],
    ['creation', 'softwareCampaign', null, campaign('PENDING'), [next(campaignStatusMachine, null, 'createDisabled')]],
    ['a change', 'softwareCampaign', campaign('PENDING'), campaign('INITIATED'), [enable]],
    ['several in one request', 'softwareCampaign', null, campaign('FINISHED'), [next(campaignStatusMachine, null, 'createEnabled'), next(campaignStatusMachine, 'INITIATED', 'complete')]],
    ['deletion', 'softwareCampaign', campaign('PENDING'), null, [next(campaignStatusMachine, 'PENDING', 'delete')]],
    ['the member action may change alone', 'software', software(3), { installStatus: { action: { install: true }, status: 3 } }, []],
    ['one machine of two', 'software', software(uninitialized, uninitialized), software(inProcess, uninitialized), [install]],
    ['both machines, mixed', 'software', software(uninitialized, uninitialized), software(successful, inProcess), [install, activate, installed]],
    ['an attribute that comes later', 'software', software(successful), software(successful, uninitialized), [createActive]],
    ['no activeStatus at all', 'software', software(uninitialized), software(inProcess), [install]],
    ['execStatus', 'execInstance', { execStatus: 1 }, { execStatus: 2 }, [next(execStatusMachine, 'INITIATED', 'start')]],
    ['a type without machines', 'node', { campaignStatus: 1 }, { campaignStatus: 2 }, []],
  ])('legal: %s', (_name, type, before, after, taken) => {
    expect(() => checkMachines(type, before, after, taken)).not.toThrow();
  });

  it.each<[string, string, Attributes | null, Attributes | null, readonly Transition[], Readonly<Record<string, unknown>>]>([
    ['a change without transition', 'softwareCampaign', campaign('PENDING'), campaign('INITIATED'), [], { machine: 'campaignStatus', from: 'PENDING', to: 'INITIATED' }],
    ['a legal change without transition', 'softwareCampaign', null, campaign('PENDING'), [], { from: null, to: 'PENDING' }],
    ['a deletion without transition', 'softwareCampaign', campaign('PENDING'), null, [], { from: 'PENDING', to: null }],
    ['an attribute that is dropped', 'softwareCampaign', campaign('PENDING'), {}, [], { from: 'PENDING', to: null }],
    ['a transition that was not written', 'softwareCampaign', campaign('PENDING'), campaign('PENDING'), [enable], { to: 'PENDING' }],
    ['a transition to elsewhere', 'softwareCampaign', campaign('PENDING'), campaign('FINISHED'), [enable], { to: 'FINISHED' }],
    ['a transition from elsewhere', 'softwareCampaign', campaign('CANCELLED'), campaign('INITIATED'), [enable], { from: 'CANCELLED', to: 'INITIATED' }],
    ['one transition twice', 'softwareCampaign', campaign('PENDING'), campaign('INITIATED'), [enable, enable], {}],
    ['a transition that is no machine\'s own', 'softwareCampaign', campaign('PENDING'), campaign('FINISHED'), [{ ...enable, to: 'FINISHED' }], {}],
    ['a transition of another machine', 'software', software(uninitialized), software(successful), [enable], { machine: 'installStatus' }],
    ['the second machine only', 'software', software(uninitialized, uninitialized), software(inProcess, inProcess), [install], { machine: 'activeStatus' }],
    ['the transition of the other attribute', 'software', software(uninitialized, uninitialized), software(uninitialized, inProcess), [install], {}],
    ['an execInstance that is over', 'execInstance', { execStatus: 5 }, { execStatus: 3 }, [], { from: 'CANCELLED', to: 'FINISHED' }],
  ])('refused: %s', (_name, type, before, after, taken, expected) => {
    const error = thrown(() => checkMachines(type, before, after, taken));
    expect(error).toBeInstanceOf(ChangeOutsideMachine);
    expect(error).toMatchObject({ code: 'CHANGE_OUTSIDE_MACHINE', ...expected });
  });

  it('refuses values that are no states', () => {
    expect(() => checkMachines('softwareCampaign', campaign('PENDING'), { campaignStatus: 7 }, [])).toThrow(RangeError);
    expect(() => checkMachines('software', software(0), { installStatus: 0 }, [])).toThrow(RangeError);
  });

  it('passes every walk along transitions, and no walk with a step left out that changes the state', () => {
    const walk = fc.array(fc.nat(), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...machines), walk, fc.nat(), (machine, choices, dropped) => {
        const taken: Transition[] = [];
        let state: string | null = null;
        for (const choice of choices) {
          const ways = machine.transitions.filter(({ from, to }) => from === state && to !== null);
          const way = ways[choice % ways.length];
          if (way === undefined) break;
          taken.push(way);
          state = way.to;
        }
        const value = stateNumber(machine, state!);
        const after = { [machine.name]: machine.enumeration === 'm2m:status' ? { status: value } : value };
        checkMachines(machine.resource, null, after, taken);
        const at = dropped % taken.length;
        if (taken[at]!.from === taken[at]!.to) return;
        expect(() => checkMachines(machine.resource, null, after, taken.toSpliced(at, 1))).toThrow(ChangeOutsideMachine);
      }),
    );
  });
});
