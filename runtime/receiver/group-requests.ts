/** Requests that came by way of groups (TS-0004 7.3.3.2): which have been here, until they expire or for a while. */

import type { Clock } from '../time/clock.js';

export interface GroupRequests {
  /**
   * Whether a request under this Group Request Identifier is at this target for the first time.
   * @param expires it is remembered until then, or as long as local policy says
   */
  isFirst(identifier: string, target: string, expires: number | undefined): boolean;
  /** Nothing will come under this one any more: a group may have a hundred thousand members. */
  forget(identifier: string): void;
}

interface Remembered {
  readonly until: number;
  readonly targets: Set<string>;
}

/** Local policy: whoever asks may say any time, and is not to fill the memory. */
const WHILE = 60_000;

export function groupRequests(clock: Clock): GroupRequests {
  const remembered = new Map<string, Remembered>();
  const isOver = ({ until }: Remembered) => until <= clock.now();
  const of = (identifier: string, expires: number | undefined): Remembered => {
    const known = remembered.get(identifier);
    if (known !== undefined && !isOver(known)) return known;
    // Those that came first are mostly over first.
    for (const [old, each] of remembered) {
      if (!isOver(each)) break;
      remembered.delete(old);
    }
    const added = { until: Math.min(expires ?? Infinity, clock.now() + WHILE), targets: new Set<string>() };
    remembered.set(identifier, added);
    return added;
  };
  return {
    isFirst(identifier, target, expires) {
      const { targets } = of(identifier, expires);
      if (targets.has(target)) return false;
      targets.add(target);
      return true;
    },
    forget: (identifier) => void remembered.delete(identifier),
  };
}
