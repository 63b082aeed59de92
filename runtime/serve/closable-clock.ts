/** A clock that can be stopped for good: who closes a CSE leaves no timer. */

import type { Clock } from '../time/clock.js';

export interface ClosableClock extends Clock {
  /** No timer runs any more, nor is one set. */
  close(): void;
}

export function closable(clock: Clock): ClosableClock {
  const cancels = new Set<() => void>();
  let isClosed = false;
  return {
    now: () => clock.now(),
    at(time, run) {
      if (isClosed) return () => undefined;
      const stop = clock.at(time, () => {
        cancels.delete(cancel);
        run();
      });
      const cancel = () => {
        cancels.delete(cancel);
        stop();
      };
      cancels.add(cancel);
      return cancel;
    },
    close() {
      isClosed = true;
      for (const cancel of [...cancels]) cancel();
    },
  };
}
