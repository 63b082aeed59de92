import { describe, expect, test } from 'vitest';
import type { MachineDefinition } from '../../generator/read/definitions/definitions.js';
import { asUsed, numbersOf } from './definitions.js';

const names = ['campaignStatus', 'execStatus', 'installStatus', 'activeStatus'];
const machines = names.map((name) => [name, asUsed.machine(name)] as const);

describe.each(machines)('%s', (_name, machine) => {
  const { states, events, transitions } = machine;

  test('has the values of its enumeration for states', () => {
    expect(states.map((s) => s.name).sort()).toEqual([...numbersOf(machine.enumeration).keys()].sort());
  });

  test('names only states and events that it has, and uses them all', () => {
    const known = new Set<string | null>([null, ...states.map((s) => s.name)]);
    expect(transitions.filter((t) => !known.has(t.from) || !known.has(t.to))).toEqual([]);
    expect([...new Set(transitions.map((t) => t.event))].sort()).toEqual(events.map((e) => e.name).sort());
  });

  test('reaches every state from creation, and deletion from every state', () => {
    const walk = (start: string | null, next: (at: string | null) => readonly (string | null)[]): Set<string | null> => {
      const seen = new Set([start]);
      for (const at of seen) for (const to of next(at)) seen.add(to);
      return seen;
    };
    const all = new Set([null, ...states.map((s) => s.name)]);
    expect(walk(null, (at) => transitions.filter((t) => t.from === at).map((t) => t.to))).toEqual(all);
    expect(walk(null, (at) => transitions.filter((t) => t.to === at).map((t) => t.from))).toEqual(all);
  });

  test('has one transition for each state, event and guard, and a guard wherever there are several', () => {
    const byStateAndEvent = new Map<string, (string | undefined)[]>();
    for (const { from, event, guard } of transitions) {
      const key = `${from} ${event}`;
      byStateAndEvent.set(key, [...(byStateAndEvent.get(key) ?? []), guard]);
    }
    for (const [key, guards] of byStateAndEvent) {
      expect([key, new Set(guards).size]).toEqual([key, guards.length]);
      if (guards.length > 1) expect([key, guards.includes(undefined)]).toEqual([key, false]);
    }
  });

  test('cites an erratum for every decision of our own', () => {
    expect(transitions.filter((t) => t.source?.document === 'specgen' && t.errata === undefined)).toEqual([]);
  });
});

/** `from event[ | guard] -> to`, with `-` for creation and deletion. */
const written = (machine: MachineDefinition, of: (event: string) => boolean): readonly string[] =>
  machine.transitions
    .filter((t) => of(t.event))
    .map((t) => `${t.from ?? '-'} ${t.event}${t.guard === undefined ? '' : ` | ${t.guard}`} -> ${t.to ?? '-'}`)
    .sort();
const lines = (text: string): readonly string[] => text.trim().split('\n').map((l) => l.trim()).sort();
const every = (): boolean => true;

/** Written by hand from the Change Requests and TS-0004, with the errata that each machine cites. */
describe('transitions', () => {
  test('campaignStatus, all of them (TS-0001-CR 10.2.28)', () => {
    expect(written(asUsed.machine('campaignStatus'), every)).toEqual(
      lines(`
        - createDisabled -> PENDING
        - createEnabled -> INITIATED
        PENDING enable -> INITIATED
        CANCELLED enable -> INITIATED
        STATUS_NOT_CANCELLABLE enable | no target is In_Process -> INITIATED
        INITIATED complete -> FINISHED
        INITIATED disable -> CANCELLING
        FINISHED disable -> PENDING
        CANCELLING allCancelled -> CANCELLED
        CANCELLING notAllCancelled -> STATUS_NOT_CANCELLABLE
        CANCELLING cancelTimeout -> STATUS_NOT_CANCELLABLE
        PENDING delete -> -
        FINISHED delete -> -
        CANCELLED delete -> -
        STATUS_NOT_CANCELLABLE delete -> -
        PENDING expire -> -
        INITIATED expire -> -
        FINISHED expire -> -
        CANCELLING expire -> -
        CANCELLED expire -> -
        STATUS_NOT_CANCELLABLE expire -> -`),
    );
  });

  test('campaignStatus resets links and statuses at every start', () => {
    const starts = asUsed.machine('campaignStatus').transitions.filter((t) => t.to === 'INITIATED');
    expect(starts).toHaveLength(4);
    for (const { effects } of starts) {
      expect(effects).toEqual(expect.arrayContaining(['clear softwareLinks', 'clear individualSoftwareStatuses', 'set aggregatedSoftwareStatus to Uninitialized']));
    }
  });

  test('execStatus: what Originators ask for (TS-0006-CR 8.2.3, 8.2.4)', () => {
    expect(written(asUsed.machine('execStatus'), (e) => e === 'cancel' || e === 'delete')).toEqual(
      lines(`
        INITIATED cancel -> CANCELLED
        PENDING cancel | command is cancellable -> CANCELLING
        PENDING cancel | command is not cancellable -> STATUS_NON_CANCELLABLE
        CANCELLING cancel -> CANCELLING
        STATUS_NON_CANCELLABLE cancel -> STATUS_NON_CANCELLABLE
        INITIATED delete -> -
        PENDING delete | command is cancellable -> CANCELLING
        PENDING delete | command is not cancellable -> STATUS_NON_CANCELLABLE
        CANCELLING delete -> CANCELLING
        STATUS_NON_CANCELLABLE delete -> STATUS_NON_CANCELLABLE
        FINISHED delete -> -
        CANCELLED delete -> -`),
    );
  });

  test('execStatus: what devices report (TS-0004 7.4.16.2.3.2, errata A37 to A41, A50)', () => {
    expect(written(asUsed.machine('execStatus'), (e) => e === 'report' || e === 'cancelSucceeded' || e === 'cancelFailed')).toEqual(
      lines(`
        PENDING report | no run remains -> FINISHED
        PENDING report | more runs remain -> INITIATED
        INITIATED report -> INITIATED
        FINISHED report -> FINISHED
        CANCELLED report -> CANCELLED
        STATUS_NON_CANCELLABLE report -> FINISHED
        CANCELLING report | no DELETE waits for the cancel -> FINISHED
        CANCELLING report | a DELETE waits for the cancel -> -
        CANCELLING cancelSucceeded | no DELETE waits for the cancel -> CANCELLED
        CANCELLING cancelSucceeded | a DELETE waits for the cancel -> -
        CANCELLING cancelFailed -> PENDING
        FINISHED cancelSucceeded -> FINISHED
        FINISHED cancelFailed -> FINISHED`),
    );
  });

  test('execStatus is never left in a state of its own when the device answers the RPC', () => {
    const answered = written(asUsed.machine('execStatus'), (e) => e === 'accept' || e === 'succeed' || e === 'reject');
    for (const state of ['PENDING', 'CANCELLING', 'STATUS_NON_CANCELLABLE']) {
      for (const event of ['accept', 'succeed', 'reject']) expect(answered.some((t) => t.startsWith(`${state} ${event}`))).toBe(true);
    }
  });

  test.each([
    ['installStatus', 'install', 'uninstall', ''],
    ['activeStatus', 'activate', 'deactivate', ' | the software is installed'],
  ])('%s: actions and their results (TS-0004 D.3.2.2)', (name, on, off, guard) => {
    const ends = new Set(['withdraw', 'delete', 'parentDeleted', 'expire']);
    expect(written(asUsed.machine(name), (e) => !ends.has(e))).toEqual(
      lines(`
        - create -> Uninitialized
        ${['Uninitialized', 'Successful', 'Failure'].flatMap((s) => [on, off].map((e) => `${s} ${e}${guard} -> In_Process`)).join('\n')}
        In_Process succeed -> Successful
        In_Process fail -> Failure
        In_Process timeout -> Failure
        Successful succeed -> Successful
        Successful fail -> Successful
        Failure fail -> Failure
        Failure succeed | the failure was reported -> Failure
        Failure succeed | the failure was a timeout -> Successful`),
    );
  });
});
