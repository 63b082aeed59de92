/** Times of CWMP (TR-069 A.2.1, TR-106 3.2). */

import { checks } from '../../generated/cwmp/checks.js';

/** Says that a time is not known, or that there is none. */
export const unknownTime = '0001-01-01T00:00:00Z';

/** Whether it is a time as it is written in CWMP. */
export const isTime = (text: string): boolean => checks['dateTime']!(text, null, 0) === null;

/** Milliseconds since the epoch; undefined for the unknown time, and for those after it that count from the start of the device. */
export function timeOf(text: string): number | undefined {
  const time = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) || text.startsWith('0001-') || text.startsWith('0002-') ? undefined : time;
}

export function timeText(time: number | undefined): string {
  if (time === undefined) return unknownTime;
  return new Date(time).toISOString().replace('.000Z', 'Z');
}
