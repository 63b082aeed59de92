/** Request Expiration Timestamp (TS-0004 7.3.2.1). */

import type { World } from '../world.js';
import { expired } from './parameters.js';
import type { Request } from './request.js';

/** What a request waits for, but no longer than its Originator does. The work itself goes on. */
export function inTime<T>(world: Pick<World, 'clock'>, { expires }: Pick<Request, 'expires'>, work: Promise<T>): Promise<T> {
  if (expires === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = world.clock.at(expires, () => reject(expired()));
    work.finally(cancel).then(resolve, reject);
  });
}
