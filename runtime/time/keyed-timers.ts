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
  readonly at: number;
  readonly keys: Set<string>;
  readonly cancel: () => void;
}

/** @param due is called once for each timer, at the same time in the order in which they were set; it must not throw */
export function keyedTimers(clock: Clock, due: (key: string) => void): KeyedTimers {
  /** By key: a group for each, not its time, which would be a number on the heap for each. */
  const groupOf = new Map<string, Group>();
  const groups = new Map<number, Group>();
  const cancel = (key: string) => {
    const group = groupOf.get(key);
    if (group === undefined) return;
    groupOf.delete(key);
    group.keys.delete(key);
    // One that runs keeps what it has called, and is never empty.
    if (group.keys.size > 0) return;
    groups.delete(group.at);
    group.cancel();
  };
  const run = (at: number) => {
    const group = groups.get(at);
    groups.delete(at);
    // One before may cancel another, or move it: then it is in this group no more.
    for (const key of group?.keys ?? []) {
      groupOf.delete(key);
      due(key);
    }
  };
  return {
    set(key, at) {
      cancel(key);
      let group = groups.get(at);
      if (group === undefined) groups.set(at, (group = { at, keys: new Set(), cancel: clock.at(at, () => run(at)) }));
      group.keys.add(key);
      groupOf.set(key, group);
    },
    cancel,
  };
}
