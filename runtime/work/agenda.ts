/**
 * What the Hosting CSE has planned: steps by name and key, at a time or as soon as the unit that planned them is committed. A plan is a
 * record in the store, dropped by the very unit that carries it out: a restart forgets none and carries none out twice.
 */

import { isEqual } from '../access/equal.js';
import type { Agenda } from './after-commit.js';
import { RequestError } from '../errors.js';
import { attribute, type Attributes } from '../resource.js';
import type { StoredRecord } from '../store/store.js';
import type { Unit } from './unit.js';
import type { World } from '../world.js';

/** Kind of the records of plans. */
export const PLAN = 'plan';

export const planKey = (job: string, key: string): string => `${job} ${key}`;

/** `at`: null for what follows the commit at once. */
export const plan = (job: string, key: string, at: number | undefined): Attributes => ({ job, key, at: at ?? null });

/** What could not be begun, because the store failed, is tried again after this many milliseconds. */
const RETRY = 60_000;

export function agenda(world: Pick<World, 'store' | 'clock' | 'effects' | 'jobs' | 'run' | 'report'>): Agenda {
  const timers = new Map<string, () => void>();

  const carryOut = (recordKey: string, planned: Attributes) => {
    timers.delete(recordKey);
    // Given up or replaced since.
    if (!isEqual(world.store.record(PLAN, recordKey), planned)) return;
    const key = String(attribute(planned, 'key'));
    const job = world.jobs.get(String(attribute(planned, 'job')));
    const attempt = (steps: (unit: Unit) => void) =>
      world.run((unit) => {
        unit.drop(PLAN, recordKey);
        steps(unit);
      });
    try {
      attempt((unit) => job?.run(unit, key));
    } catch (error) {
      if (job?.otherwise === undefined || !(error instanceof RequestError)) world.report(error);
      try {
        attempt((unit) => job?.otherwise?.(unit, key, error));
      } catch (second) {
        if (job?.otherwise !== undefined) world.report(second);
        if (isEqual(world.store.record(PLAN, recordKey), planned)) set(recordKey, planned, world.clock.now() + RETRY);
      }
    }
  };
  const set = (recordKey: string, planned: Attributes, at: number) =>
    timers.set(recordKey, world.clock.at(at, () => carryOut(recordKey, planned)));

  return {
    follow(recordKey, planned) {
      timers.get(recordKey)?.();
      timers.delete(recordKey);
      if (planned === undefined) return;
      const at = attribute(planned, 'at');
      if (typeof at === 'number') set(recordKey, planned, at);
      else world.effects.add(() => carryOut(recordKey, planned));
    },
  };
}

/** After a start: every plan is followed again, those that were due at once before, in the order in which they were made. */
export const followAll = (agenda: Agenda, records: readonly StoredRecord[]): void => {
  for (const { key, value } of records) agenda.follow(key, value);
};
