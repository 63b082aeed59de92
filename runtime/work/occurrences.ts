/** What has occurred in a unit of work and is still to be told. */

import type { Resource } from '../resource.js';
import type { Occurrence } from './unit.js';

export class Occurrences {
  #waiting: Map<string, Occurrence> | undefined;

  /** Later changes of one resource join the earlier ones: a unit is one event. */
  add(occurrence: Occurrence): void {
    const key = keyOf(occurrence.event, occurrence.subject);
    const waiting = (this.#waiting ??= new Map<string, Occurrence>());
    const earlier = waiting.get(key);
    waiting.set(key, earlier === undefined ? occurrence : { ...occurrence, modified: new Set([...earlier.modified, ...occurrence.modified]) });
  }

  /** What is undone within the unit has never occurred. False: it was told already, or has not occurred. */
  takeBack(event: Occurrence['event'], subject: Resource): boolean {
    return this.#waiting?.delete(keyOf(event, subject)) ?? false;
  }

  /** Tells of all, also of what occurs meanwhile. */
  take(tell: (occurrence: Occurrence) => void): void {
    this.#waiting?.forEach((occurrence, key, waiting) => {
      waiting.delete(key);
      tell(occurrence);
    });
  }
}

const keyOf = (event: Occurrence['event'], { id }: Resource): string => `${event} ${id}`;
