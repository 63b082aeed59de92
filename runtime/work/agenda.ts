/**
 * What the Hosting CSE has planned: steps by name and key, at a time or as soon as the unit that planned them is committed. A plan is a
 * record in the store, dropped by the very unit that carries it out: a restart forgets none and carries none out twice. Steps that fail
 * are told in the resources where the job can (`otherwise`); the others are planned again, until they succeed or what they are for is gone.
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

/** Milliseconds until steps that have failed are tried again: each time twice as long, up to the longest. */
const PAUSE = 60_000;
const LONGEST_PAUSE = 3_600_000;

/** The plan of what has failed; it counts how often that was tried, so that a restart goes on with the pause that is due. */
function planAgain(planned: Attributes, now: number): Attributes & { readonly at: number } {
  const tries = Number(attribute(planned, 'tries') ?? 0);
  return { ...planned, at: now + Math.min(PAUSE * 2 ** tries, LONGEST_PAUSE), tries: tries + 1 };
}

export function agenda(world: Pick<World, 'store' | 'clock' | 'effects' | 'jobs' | 'run' | 'report'>): Agenda {
  const carryOut = (recordKey: string, planned: Attributes) => {
    const key = String(attribute(planned, 'key'));
    const job = world.jobs.get(String(attribute(planned, 'job')));
    const attempt = (steps: (unit: Unit) => void) =>
      world.run((unit) => {
        unit.drop(PLAN, recordKey);
        steps(unit);
      });
    const again = () => {
      const value = planAgain(planned, world.clock.now());
      try {
        attempt((unit) => unit.keep({ kind: PLAN, key: recordKey, owner: key, value }));
      } catch {
        // The store has failed, and has the plan as it was, unless it was given up or replaced.
        if (!isEqual(world.store.record(PLAN, recordKey), planned)) return;
      }
      timers.set(recordKey, value.at);
    };
    try {
      attempt((unit) => job?.run(unit, key));
    } catch (error) {
      const { otherwise } = job ?? {};
      if (otherwise === undefined || !(error instanceof RequestError)) world.report(error);
      if (otherwise === undefined) return again();
      try {
        attempt((unit) => otherwise(unit, key, error));
      } catch (second) {
        world.report(second);
        again();
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
