/** When a command runs: execMode, execFrequency, execDelay and execNumber (TS-0004 7.4.16.1, Table 7.4.16.1-3; 7.4.16.2.3.2 step 4). */

import { ExecModeType } from '../../../generated/enumerations.js';
import { valueOrDefault } from '../../access/defaults.js';
import { attribute, type Attributes } from '../../resource.js';
import { addDuration } from './duration.js';

const isRepeated: ReadonlySet<number> = new Set([ExecModeType.IMMEDIATEREPEAT, ExecModeType.RANDOMREPEAT]);
const isDelayed: ReadonlySet<number> = new Set([ExecModeType.RANDOMONCE, ExecModeType.RANDOMREPEAT]);

const modeOf = (attributes: Attributes): number => valueOrDefault('execInstance', attributes, 'execMode') as number;

/** execNumber, for the modes that use it. What is executed runs at least once. */
export const runsOf = (attributes: Attributes): number =>
  isRepeated.has(modeOf(attributes)) ? Math.max(1, valueOrDefault('execInstance', attributes, 'execNumber') as number) : 1;

/**
 * When the first run is due: at once, or in the random modes at a moment drawn from now until execDelay has passed, so that the devices of
 * a group do not all start together.
 * @param random from 0 to 1, 1 excluded
 */
export function firstRun(attributes: Attributes, now: number, random: () => number): number {
  if (!isDelayed.has(modeOf(attributes))) return now;
  const latest = addDuration(now, valueOrDefault('execInstance', attributes, 'execDelay') as string);
  return now + Math.floor(random() * (latest - now));
}

/** When the run after one that started then is due: execFrequency later, but not before that one is over. */
export function nextRun(attributes: Attributes, started: number, now: number): number {
  const interval = attribute(attributes, 'execFrequency');
  return typeof interval === 'string' ? Math.max(now, addDuration(started, interval)) : now;
}
