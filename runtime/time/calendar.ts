/**
 * Windows of time as <schedule> resources describe them: m2m:scheduleEntry, seven fields in UTC (TS-0004 7.4.9.1, Table 7.4.9.1-4). An
 * entry is open in every second that all its fields allow, and several entries are open whenever one of them is (TS-0001-CR 10.2.28.2).
 *
 * Where a day of the month and a day of the week are both given, both must hold. Cron takes either; TS-0004 makes no such exception.
 *
 * The moments that an entry opens are searched by croner. It gets single years and values that were checked here, never the text of a
 * request: its own language is larger (names, `L`, `#`, 7 for Sunday), a star ends with the year 2999 for it, and it would look for a
 * 30 February in eight thousand years.
 */

import { Cron } from 'croner';

/** Times are milliseconds since the epoch; a window opens and closes with whole seconds. */
export interface Windows {
  isOpen(at: number): boolean;
  /** The first moment from `after` on that is open: `after` itself when it is. Undefined: no window is left. */
  nextOpening(after: number): number | undefined;
  /**
   * The first moment from `after` on that is closed: `after` itself when it is. Undefined: open until the year 9999 is over. Where more
   * than {@link MOST_TURNS} entries in turn keep the window open, the result is the moment to which they were followed, which is open
   * still: who acts on a closing asks {@link isOpen} then.
   */
  nextClosing(after: number): number | undefined;
}

/** The first moment from `after` on that is open in all of them; undefined: there is none, or none was found in so many turns. */
export function nextOpeningOf(all: readonly Windows[], after: number): number | undefined {
  let at: number | undefined = after;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const closed: Windows | undefined = all.find((each) => at !== undefined && !each.isOpen(at));
    if (at === undefined || closed === undefined) return at;
    at = closed.nextOpening(at);
  }
  return undefined;
}

/** Bounds on what a request can make the Hosting CSE compute. */
export const MOST_ENTRIES = 1000;
export const LONGEST_ENTRY = 1000;
export const MOST_TURNS = 366;

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
}

/** TS-0004 Table 7.4.9.1-4. Sunday is 0. */
const fields = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of the week', min: 0, max: 6 },
  { name: 'year', min: 2000, max: 9999 },
] as const satisfies readonly Field[];

const YEAR = fields[6];

/** 1 at every value that a field allows. */
type Values = Uint8Array;
type Entry = readonly [second: Values, minute: Values, hour: Values, day: Values, month: Values, weekday: Values, year: Values];

/**
 * The windows of all entries of all <schedule> children together; no entries, no windows.
 * @throws RangeError for a text that is no m2m:scheduleEntry, and beyond the bounds
 */
export function windows(texts: readonly string[]): Windows {
  const distinct = [...new Set(texts)];
  if (distinct.length > MOST_ENTRIES) throw new RangeError(`${distinct.length} schedule entries, the most is ${MOST_ENTRIES}`);
  const entries = distinct.map(parseEntry);
  const closings = new Map<Entry, Closings>();

  const closingOf = (entry: Entry, from: number) => {
    let closing = closings.get(entry);
    if (closing === undefined) closings.set(entry, (closing = closingsOf(entry)));
    return closing(from);
  };
  const openEntry = (at: number) => entries.find((entry) => isOpenAt(entry, at));

  return {
    isOpen: (at) => openEntry(at) !== undefined,
    nextOpening(after) {
      if (openEntry(after) !== undefined) return after;
      return earliest(entries.map((entry) => openingOf(entry, wholeSecond(after) + 1000)));
    },
    nextClosing(after) {
      let reached = after;
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        const entry = openEntry(reached);
        if (entry === undefined) return reached;
        const closing = closingOf(entry, wholeSecond(reached) + 1000);
        if (closing === undefined) return undefined;
        reached = closing;
      }
      return reached;
    },
  };
}

const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;

/** Infinity, to Math.min, is nothing at all. */
function earliest(times: readonly (number | undefined)[]): number | undefined {
  const first = Math.min(...times.map((time) => time ?? Infinity));
  return first === Infinity ? undefined : first;
}

function parseEntry(text: string): Entry {
  const parts = text.length > LONGEST_ENTRY ? [] : text.split(' ');
  if (parts.length !== fields.length) throw notAnEntry(text, `it must be ${fields.length} fields in at most ${LONGEST_ENTRY} characters`);
  return fields.map((field, index) => parseField(text, field, parts[index] as string)) as unknown as Entry;
}

// A star stands for the range of its field, so that its steps start at the least value: TS-0004 7.4.9.1 gives 0,2,4,6 for every second
// day of the week.
const starForm = /^\*\/([1-9]\d*)$/;
const elementForm = /^(\d+)(?:-(\d+)(?:\/([1-9]\d*))?)?$/;

function parseField(text: string, field: Field, part: string): Values {
  if (part === '*') return everyValue.get(field)!;
  const values = noValue(field);
  const star = starForm.exec(part);
  if (star !== null) return allow(values, field.min, field.max, Number(star[1]));
  for (const element of part.split(',')) {
    const match = elementForm.exec(element);
    if (match === null) throw notAnEntry(text, `its ${field.name} is not in the form of numbers, ranges and steps`);
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (Math.min(from, to) < field.min || Math.max(from, to) > field.max) {
      throw notAnEntry(text, `its ${field.name} is not within ${field.min} to ${field.max}`);
    }
    allow(values, from, to, Number(match[3] ?? 1));
  }
  return values;
}

/** A range that ends before it starts has no values: the type m2m:scheduleEntry cannot rule it out, and nothing says that it goes round. */
function allow(values: Values, from: number, to: number, step: number): Values {
  for (let value = from; value <= to; value += step) values[value] = 1;
  return values;
}

const noValue = ({ max }: Field): Values => new Uint8Array(max + 1);

/** Of most fields: there are ten thousand years, and a thousand entries. */
const everyValue: ReadonlyMap<Field, Values> = new Map(fields.map((field) => [field, allow(noValue(field), field.min, field.max, 1)]));

const notAnEntry = (text: string, reason: string) =>
  new RangeError(`${JSON.stringify(text.slice(0, 100))} is no m2m:scheduleEntry: ${reason}`);

function isOpenAt(entry: Entry, at: number): boolean {
  const date = new Date(at);
  const [second, minute, hour, , , , year] = entry;
  return (
    year[date.getUTCFullYear()] === 1 &&
    allowsDate(entry, date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()) &&
    hour[date.getUTCHours()] === 1 &&
    minute[date.getUTCMinutes()] === 1 &&
    second[date.getUTCSeconds()] === 1
  );
}

/** Whether month, day of the month and day of the week allow a date, the year aside. */
function allowsDate([, , , days, months, weekdays]: Entry, month: number, day: number, weekday: number): boolean {
  return months[month] === 1 && days[day] === 1 && weekdays[weekday] === 1;
}

/** The first second from `from` on in which the entry is open. */
function openingOf(entry: Entry, from: number): number | undefined {
  const [second, minute, hour] = entry;
  if (!([second, minute, hour] as const).every((values) => values.includes(1))) return undefined;
  const firstYear = from < Date.UTC(YEAR.min, 0) ? YEAR.min : new Date(from).getUTCFullYear();
  const hasDates = datesByKindOfYear(entry);
  for (let year = firstYear; year <= YEAR.max; year++) {
    if (entry[6][year] !== 1 || !hasDates(year)) continue;
    const found = nextMatch(cron([...entry.slice(0, 6).map(listOf), year]), Math.max(from, Date.UTC(year, 0)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** There are 14 kinds of years, by the weekdays of 1 January and 1 December; they come again after 400 years. */
const kindsOfYears = Array.from({ length: 400 }, (_, year) => weekdayOf(year + 2000, 0) * 7 + weekdayOf(year + 2000, 11));

function weekdayOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month)).getUTCDay();
}

/** Whether a year has a date that the entry allows. */
function datesByKindOfYear(entry: Entry): (year: number) => boolean {
  const months = entry[4];
  const known: boolean[] = [];
  const hasDates = (year: number) => {
    for (let month = 1; month <= 12; month++) {
      if (months[month] !== 1) continue;
      const firstWeekday = weekdayOf(year, month - 1);
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      for (let day = 1; day <= days; day++) if (allowsDate(entry, month, day, (firstWeekday + day - 1) % 7)) return true;
    }
    return false;
  };
  return (year) => (known[kindsOfYears[year % 400] as number] ??= hasDates(year));
}

/** The first second from `from` on in which an entry is closed. */
type Closings = (from: number) => number | undefined;

/**
 * The closings of an entry. One is where one field does not allow its value, so that every closing of an entry is an opening of one of six
 * others, which have the values missing from one field and all values in the rest. A year needs no search.
 */
function closingsOf(entry: Entry): Closings {
  const everything = fields.map(({ min, max }) => `${min}-${max}`);
  const years = entry[6];
  const others = fields.slice(0, 6).flatMap((field, index) => {
    const missing = (entry[index] as Values).map((allowed, value) => (value < field.min ? 0 : 1 - allowed));
    return missing.includes(1) ? [cron(everything.with(index, listOf(missing)))] : [];
  });
  return (from) => {
    const first = new Date(from).getUTCFullYear();
    const missingYear = first > YEAR.max ? first : years.indexOf(0, first);
    const yearEnds = missingYear === -1 ? undefined : Math.max(from, Date.UTC(missingYear, 0));
    return earliest([yearEnds, ...others.map((other) => nextMatch(other, from))]);
  };
}

/** The values of a field as cron writes them: `0-5,8`. */
function listOf(values: Values): string {
  const ranges: string[] = [];
  for (let from = values.indexOf(1); from !== -1; ) {
    const end = values.indexOf(0, from);
    const to = end === -1 ? values.length : end;
    ranges.push(`${from}-${to - 1}`);
    from = values.indexOf(1, to);
  }
  return ranges.join();
}

/** A cron job that is asked for its times only. */
const cron = (parts: readonly (string | number)[]): Cron => new Cron(parts.join(' '), { mode: '7-part', utcOffset: 0, domAndDow: true });

/** croner looks for what comes after a second; we ask from a second on. */
const nextMatch = (job: Cron, from: number): number | undefined => job.nextRun(new Date(from - 1000))?.getTime();
