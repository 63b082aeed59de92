/** expirationTime: how it is set (TS-0004 7.3.3.3, 7.3.3.4), and one timer for each resource that has one (TS-0004 7.3.3.8). */

import type { Expirations } from '../work/after-commit.js';
import type { Clock } from '../time/clock.js';
import { refused } from '../errors.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
import { keyedTimers } from '../time/keyed-timers.js';
import { formatTimestamp, parseTimestamp } from '../time/timestamp.js';
import type { Reader } from '../work/unit.js';

/** When a resource expires; undefined: never. */
export function expirationOf(attributes: Attributes): number | undefined {
  const value = attribute(attributes, 'expirationTime');
  return typeof value === 'string' ? parseTimestamp(value) : undefined;
}

/**
 * The expirationTime of a new or changed resource: what was asked for, or `lifetime` from now, but no later than the parent's and than `latest`.
 * @throws RequestError BAD_REQUEST for a time that has passed
 */
export function expirationBelow(reader: Reader, parent: Resource, asked: Attributes, lifetime: number, latest = Infinity): string {
  const wanted = expirationOf(asked);
  if (wanted !== undefined && wanted <= reader.now)
    throw refused('BAD_REQUEST', 'expirationTime is in the past (TS-0004 7.3.3.3, 7.3.3.4).');
  const limit = Math.min(expirationOf(parent.attributes) ?? Infinity, latest);
  const given = attribute(asked, 'expirationTime');
  // As written, fraction and all, where nothing changes it.
  if (wanted !== undefined && wanted <= limit && typeof given === 'string') return given;
  return formatTimestamp(Math.min(wanted ?? reader.now + lifetime, limit));
}

/** TS-0004 7.3.3.4: a resource does not come to expire before its children. */
export function checkChildrenExpireBefore(reader: Reader, resource: Resource, time: number): void {
  const current = expirationOf(resource.attributes);
  if (current !== undefined && time >= current) return;
  const outliving = reader.children(resource.id).find((child) => (expirationOf(child.attributes) ?? 0) > time);
  if (outliving !== undefined)
    throw refused('BAD_REQUEST', `expirationTime is before that of the child ${outliving.name} (TS-0004 7.3.3.4).`);
}

/** What could not be removed is tried again after this many milliseconds. */
const RETRY = 60_000;

/** @param expire removes what has expired; when it throws, `report` hears of it and the removal is tried again later */
export function expirations(clock: Clock, expire: (id: string) => void, report: (error: unknown) => void): Expirations {
  /** expirationTime, as each resource that has a timer has it. */
  const known = new Map<string, JsonValue>();
  const timers = keyedTimers(clock, (id) => {
    try {
      expire(id);
    } catch (error) {
      report(error);
      timers.set(id, clock.now() + RETRY);
    }
  });
  return {
    follow(id, resource) {
      const expirationTime = resource && attribute(resource.attributes, 'expirationTime');
      if (known.get(id) === expirationTime) return;
      const time = resource && expirationOf(resource.attributes);
      if (time === undefined || expirationTime === undefined) {
        known.delete(id);
        timers.cancel(id);
      } else {
        known.set(id, expirationTime);
        timers.set(id, time);
      }
    },
  };
}
