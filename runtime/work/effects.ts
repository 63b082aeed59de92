/**
 * What waits for a commit: effects of units of work, first in, first out. What an effect brings about, further units and their effects
 * included, comes after everything that was waiting before it, so that events are told in the order in which they happened, and a long
 * chain of them is no burden on the stack.
 */

export interface Effects {
  add(effect: () => void): void;
  /** Runs what waits, and what comes to wait meanwhile; does nothing when that is going on already. */
  run(): void;
}

/** @param report hears what an effect throws; it harms nobody else */
export function effectQueue(report: (error: unknown) => void): Effects {
  let waiting: (() => void)[] = [];
  let isRunning = false;
  return {
    add: (effect) => void waiting.push(effect),
    run() {
      if (isRunning) return;
      isRunning = true;
      try {
        while (waiting.length > 0) {
          const turn = waiting;
          waiting = [];
          for (const effect of turn) {
            try {
              effect();
            } catch (error) {
              report(error);
            }
          }
        }
      } finally {
        isRunning = false;
      }
    },
  };
}
