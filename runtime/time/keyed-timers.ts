/**
 * Timers by key, of which all that are due at the same time have one of the clock's: the resources of a campaign expire together, and its
 * targets are given up together, which would be half a kilobyte each.
 */

import type { Clock } from './clock.js';

export interface KeyedTimers {
  /** Sets or moves the timer of a key. */
  set(key: string, at: number): void;
  cancel(key: string): void;
}

interface Group {
  readonly keys: Set<string>;
  readonly cancel: () => void;
}

/** @param due is called once for each timer, at the same time in the order in which they were set; it must not throw */
export function keyedTimers(clock: Clock, due: (key: string) => void): KeyedTimers {
  const times = new Map<string, number>();
  const groups = new Map<number, Group>();
  const cancel = (key: string) => {
    const at = times.get(key);
    if (at === undefined) return;
    times.delete(key);
    const group = groups.get(at);
    group?.keys.delete(key);
    if (group?.keys.size !== 0) return;
    groups.delete(at);
    group.cancel();
  };
  const run = (at: number, keys: ReadonlySet<string>) => {
    groups.delete(at);
    for (const key of keys) {
      // One before may have cancelled it, or moved it.
      if (times.get(key) !== at) continue;
      times.delete(key);
      due(key);
    }
  };
  return {
    set(key, at) {
      cancel(key);
      times.set(key, at);
      const group = groups.get(at);
      if (group !== undefined) return void group.keys.add(key);
      const keys = new Set([key]);
      groups.set(at, { keys, cancel: clock.at(at, () => run(at, keys)) });
    },
    cancel,
  };
}
