/**
 * What the Hosting CSE has planned: steps by name and key, at a time or as soon as the unit that planned them is committed. A plan is a
 * record in the store, dropped by the very unit that carries it out: a restart forgets none and carries none out twice.
 */

import { isEqual } from '../access/equal.js';
import type { Agenda } from './after-commit.js';
import { RequestError } from '../errors.js';
import { attribute, type Attributes } from '../resource.js';
import type { StoredRecord } from '../store/store.js';
import { keyedTimers } from '../time/keyed-timers.js';
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
  const carryOut = (recordKey: string, planned: Attributes) => {
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
        if (isEqual(world.store.record(PLAN, recordKey), planned)) timers.set(recordKey, world.clock.now() + RETRY);
      }
    }
  };
  const timers = keyedTimers(world.clock, (recordKey) => {
    const planned = world.store.record(PLAN, recordKey);
    const at = planned && attribute(planned, 'at');
    // Given up or replaced since: what is planned now is followed with the commit that has planned it.
    if (planned !== undefined && (at === null || Number(at) <= world.clock.now())) carryOut(recordKey, planned);
  });

  return {
    follow(recordKey, planned) {
      timers.cancel(recordKey);
      if (planned === undefined) return;
      const at = attribute(planned, 'at');
      if (typeof at === 'number') return timers.set(recordKey, at);
      world.effects.add(() => {
        if (isEqual(world.store.record(PLAN, recordKey), planned)) carryOut(recordKey, planned);
      });
    },
  };
}

/** After a start: every plan is followed again, those that were due at once before, in the order in which they were made. */
export const followAll = (agenda: Agenda, records: readonly StoredRecord[]): void => {
  for (const { key, value } of records) agenda.follow(key, value);
};
