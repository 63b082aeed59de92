/** Group requests that have been here (TS-0004 7.3.3.2): remembered until they expire, or for a while. */

import type { Clock } from '../time/clock.js';

export interface GroupRequests {
  has(key: string): boolean;
  /** @param until undefined: as long as local policy says */
  add(key: string, until: number | undefined): void;
}

const WHILE = 60_000;

export function groupRequests(clock: Clock): GroupRequests {
  const until = new Map<string, number>();
  const isOver = (time: number) => time <= clock.now();
  return {
    has: (key) => !isOver(until.get(key) ?? 0),
    add(key, expires) {
      // Those that came first are mostly over first.
      for (const [old, time] of until) {
        if (!isOver(time)) break;
        until.delete(old);
      }
      until.set(key, expires ?? clock.now() + WHILE);
    },
  };
}
