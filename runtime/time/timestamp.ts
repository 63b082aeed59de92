/**
 * Points and spans of time as attributes hold them, and the milliseconds since the epoch that a clock counts in: m2m:timestamp and
 * m2m:absRelTimestamp (TS-0004 6.3.3), xs:duration (XML Schema part 2, 3.2.6).
 */

/** Milliseconds that a Date can tell: 100,000,000 days to either side of the epoch. */
const END_OF_TIME = 8.64e15;

const isTime = (time: number): boolean => Math.abs(time) <= END_OF_TIME;

const timestampForm = /^\d{8}T\d{6}(?:,\d{1,6})?$/;

/** Date.UTC takes the years 0 to 99 for 1900 to 1999; setUTCFullYear does not. */
const utc = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month, day);

/**
 * The time of an m2m:timestamp, such as `20261121T220000` or `20261121T220000,25`; undefined for any other text, for days that no month
 * has and for a second 60. What a fraction says beyond milliseconds is cut off.
 */
export function parseTimestamp(text: string): number | undefined {
  const known = times.get(text);
  if (known !== undefined) return known;
  const time = parse(text);
  if (time === undefined) return undefined;
  if (times.size >= KNOWN) times.clear();
  times.set(text, time);
  return time;
}

/** The last ones: resources that are made together expire together, and the time is asked for at every step. As many as make no difference to memory. */
const times = new Map<string, number>();
const KNOWN = 64;

function parse(text: string): number | undefined {
  if (!timestampForm.test(text)) return undefined;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const [month, day, hour, minute, second] = [part(4, 6), part(6, 8), part(9, 11), part(11, 13), part(13, 15)];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(utc(part(0, 4), month - 1, day));
  if (date.getUTCDate() !== day) return undefined;
  const millisecond = text.length === 15 ? 0 : Number(text.slice(16, 19).padEnd(3, '0'));
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}

const FIRST_TIMESTAMP = utc(0, 0, 1);
const AFTER_LAST_TIMESTAMP = utc(10_000, 0, 1);

/**
 * The m2m:timestamp of a time; a fraction of three digits follows only where the time is not a whole second.
 * @throws RangeError outside of the years 0 to 9999, which four digits can say.
 */
export function formatTimestamp(time: number): string {
  if (time !== formatted.time) formatted = { time, text: format(time) };
  return formatted.text;
}

/** The last one: what happens at one moment is written often. */
let formatted = { time: NaN, text: '' };

/** Whole seconds, which moments that follow each other share: now, and when what is made now expires. As many as make no difference to memory. */
const seconds = new Map<number, string>();

function textOfSecond(time: number): string {
  const known = seconds.get(time);
  if (known !== undefined) return known;
  const text = new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  if (seconds.size >= KNOWN) seconds.clear();
  seconds.set(time, text);
  return text;
}

function format(time: number): string {
  if (!(time >= FIRST_TIMESTAMP && time < AFTER_LAST_TIMESTAMP)) throw new RangeError(`${time} ms since the epoch is no m2m:timestamp`);
  const whole = Math.floor(time / 1000) * 1000;
  const text = textOfSecond(whole);
  const fraction = Math.floor(time) - whole;
  return fraction === 0 ? text : [text, String(fraction).padStart(3, '0')].join(',');
}

const longForm = /^[+-]?\d+$/;

/**
 * The time of an m2m:absRelTimestamp: a timestamp, or milliseconds counted from `now`, as a number or as its digits. Undefined for other
 * values, and for spans that lead out of the times that a Date can tell.
 */
export function parseAbsRelTimestamp(value: string | number, now: number): number | undefined {
  if (typeof value === 'string' && !longForm.test(value)) return parseTimestamp(value);
  const span = Number(value);
  return Number.isInteger(span) && isTime(now + span) ? now + span : undefined;
}

/** An xs:duration: a number of calendar months and a number of milliseconds, both negative or both not. */
export interface Duration {
  readonly months: number;
  readonly milliseconds: number;
}

// The first lookahead asks for a component at all, the second for one after the T.
const durationForm = /^(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Whether a text is an xs:duration, be it too long to be counted. */
export const isDuration = (text: string): boolean => durationForm.test(text);

/**
 * An xs:duration in its parts; undefined for any other text, and for one too long to be counted in whole months and milliseconds.
 * Fractions of a millisecond are cut off.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = durationForm.exec(text);
  if (match === null) return undefined;
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0] = match.slice(2, 7).map((digits) => Number(digits ?? 0));
  const inMonths = years * 12 + months;
  const inMilliseconds = ((days * 24 + hours) * 60 + minutes) * 60_000 + wholeMilliseconds(match[7] ?? '0');
  if (!Number.isSafeInteger(inMonths) || !Number.isSafeInteger(inMilliseconds)) return undefined;
  const sign = match[1] === '-' ? -1 : 1;
  return { months: sign * inMonths || 0, milliseconds: sign * inMilliseconds || 0 };
}

/** Digits, not a product: 1.001 * 1000 is less than 1001. */
function wholeMilliseconds(seconds: string): number {
  const [whole, fraction = ''] = seconds.split('.') as [string, string?];
  return Number(whole) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/**
 * `start` plus a duration, as XML Schema part 2, appendix E adds them: months first, where a day that the month reached does not have
 * becomes its last day, then the rest. Undefined outside of the times that a Date can tell.
 */
export function addDuration(start: number, duration: Duration): number | undefined {
  const time = addMonths(start, duration.months) + duration.milliseconds;
  return isTime(time) ? time : undefined;
}

function addMonths(start: number, months: number): number {
  if (months === 0) return start;
  const date = new Date(start);
  const month = date.getUTCMonth() + months;
  const lastDay = new Date(utc(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const midnight = utc(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay));
  return midnight + (start - utc(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
}

/** Milliseconds from `start` to its end for an xs:duration such as `PT30S` or `P1M`; undefined where there is no such end. */
export function durationFrom(start: number, text: string): number | undefined {
  const duration = parseDuration(text);
  const end = duration && addDuration(start, duration);
  return end === undefined ? undefined : end - start;
}
