/** When a campaign may work: the union of its <schedule> children (TS-0001-CR 10.2.28.2 Step 3). */

import { windows, type Windows } from '../../time/calendar.js';
import { refused } from '../../errors.js';
import { attribute, type Attributes } from '../../resource.js';
import type { Reader } from '../../work/unit.js';

/** Undefined: no <schedule>, so that any time will do. @throws RangeError for entries that no calendar has */
export function windowsOf(reader: Reader, campaign: string): Windows | undefined {
  const schedules = reader.children(campaign, 'schedule');
  if (schedules.length === 0) return undefined;
  return windows(
    schedules.flatMap(({ attributes }) => {
      const element = attribute(attributes, 'scheduleElement') as Attributes | undefined;
      return ((element && attribute(element, 'scheduleEntry')) ?? []) as readonly string[];
    }),
  );
}

/** A campaign is not enabled with windows that cannot be told. @throws RequestError BAD_REQUEST */
export function checkWindows(reader: Reader, campaign: string): void {
  try {
    windowsOf(reader, campaign);
  } catch (error) {
    if (error instanceof RangeError) throw refused('BAD_REQUEST', `scheduleElement: ${error.message} (TS-0004 7.4.9.1).`);
    throw error;
  }
}
