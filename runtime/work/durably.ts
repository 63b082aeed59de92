/** Units of work whose outcome somebody waits for who must not be told too early. */

import { prompt } from '../devices/prompt.js';
import type { Unit } from './unit.js';

export interface DurableHost {
  run<T>(this: void, steps: (unit: Unit) => T): T;
  report(this: void, error: unknown): void;
}

/**
 * A unit on behalf of the Hosting CSE. Kept when all that it has written, and what was written before, is durable; broken, and reported,
 * when it was undone. Where the store fails meanwhile it is neither: the process is to end.
 */
export function durably({ run, report }: DurableHost, steps: (unit: Unit) => void): Promise<void> {
  return prompt(({ done, failed }) => {
    try {
      run((unit) => {
        steps(unit);
        unit.later(done);
      });
    } catch (error) {
      report(error);
      failed(error);
    }
  });
}
