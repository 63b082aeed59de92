/** expirationTime: how it is set (TS-0004 7.3.3.3, 7.3.3.4), and one timer for each resource that has one (TS-0004 7.3.3.8). */

import type { Expirations } from '../work/after-commit.js';
import type { Clock } from '../time/clock.js';
import { refused } from '../errors.js';
import { attribute, type Attributes, type JsonValue, type Resource } from '../resource.js';
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

interface Timer {
  /** As the resource has it. */
  readonly expirationTime: JsonValue | undefined;
  readonly cancel: () => void;
}

/** What could not be removed is tried again after this many milliseconds. */
const RETRY = 60_000;

/** @param expire removes what has expired; when it throws, `report` hears of it and the removal is tried again later */
export function expirations(clock: Clock, expire: (id: string) => void, report: (error: unknown) => void): Expirations {
  const timers = new Map<string, Timer>();
  const set = (id: string, expirationTime: JsonValue | undefined, at: number) => {
    const run = () => {
      timers.delete(id);
      try {
        expire(id);
      } catch (error) {
        report(error);
        set(id, expirationTime, clock.now() + RETRY);
      }
    };
    timers.set(id, { expirationTime, cancel: clock.at(at, run) });
  };
  return {
    follow(id, resource) {
      const expirationTime = resource && attribute(resource.attributes, 'expirationTime');
      const timer = timers.get(id);
      if (timer?.expirationTime === expirationTime) return;
      timer?.cancel();
      timers.delete(id);
      const time = resource && expirationOf(resource.attributes);
      if (time !== undefined) set(id, expirationTime, time);
    },
  };
}
