/** xs:duration as execFrequency and execDelay have it: a wait from now, which leads nowhere else. */

import { addDuration as plus, isDuration, parseDuration } from '../../time/timestamp.js';

/** No timestamp is later. */
const LATEST = Date.UTC(9999, 11, 31);

/**
 * The moment that lies a duration after another, by the calendar, and the latest one there is for a duration that leads beyond it. A
 * negative duration leads nowhere: no command waits for the past.
 * @throws RangeError for a text that is no xs:duration
 */
export function addDuration(time: number, text: string): number {
  if (!isDuration(text)) throw new RangeError(`${JSON.stringify(text.slice(0, 64))} is no xs:duration`);
  if (text.startsWith('-')) return time;
  const duration = parseDuration(text);
  return Math.min((duration && plus(time, duration)) ?? LATEST, LATEST);
}
