/** A clock that can be stopped for good: who closes a CSE leaves no timer. */

import { Bag } from '../bag.js';
import type { Clock } from '../time/clock.js';

export interface ClosableClock extends Clock {
  /** No timer runs any more, nor is one set. */
  close(): void;
}

export function closable(clock: Clock): ClosableClock {
  const stops = new Bag<() => void>();
  let isClosed = false;
  return {
    now: () => clock.now(),
    at(time, run) {
      if (isClosed) return () => undefined;
      const stop = clock.at(time, () => {
        leave();
        run();
      });
      const leave = stops.add(stop);
      return () => {
        leave();
        stop();
      };
    },
    close() {
      isClosed = true;
      for (const stop of stops.items()) stop();
    },
  };
}
