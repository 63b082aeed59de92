import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LONGEST_ENTRY, MOST_ENTRIES, MOST_TURNS, windows } from '../../../runtime/time/calendar.js';

const at = (iso: string): number => new Date(iso).getTime();
const iso = (time: number | undefined): string | undefined => (time === undefined ? undefined : new Date(time).toISOString().replace('.000Z', 'Z'));

const ranges = [[0, 59], [0, 59], [0, 23], [1, 31], [1, 12], [0, 6], [2000, 9999]] as const;

/** What entries mean, second by second, read a second time and without a library: all fields of one must hold. */
function openByHand(entries: readonly string[]): (time: number) => boolean {
  const allowed = entries.map((entry) =>
    entry.split(' ').map((field, index) => {
      const [min, max] = ranges[index]!;
      const elements = field.split(',').map((element) => {
        const [range = '', step = '1'] = element.split('/');
        const [from, to = from] = (range === '*' ? [min, max] : range.split('-').map(Number)) as [number, number?];
        return { from, to, step: Number(step) };
      });
      return (value: number) => elements.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0);
    }),
  );
  return (time) => {
    const date = new Date(time);
    const values = [
      date.getUTCSeconds(), date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCDay(), date.getUTCFullYear(),
    ];
    return allowed.some((fields) => fields.every((allows, index) => allows(values[index]!)));
  };
}

/** A field of the grammar, rather open than shut, so that windows have some length. */
function field(index: number, low: number = ranges[index]![0], high: number = ranges[index]![1]): fc.Arbitrary<string> {
  const number = fc.integer({ min: low, max: high });
  const step = fc.integer({ min: 1, max: 70 });
  const range = fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const element = fc.oneof(number.map(String), range, fc.tuple(range, step).map(([r, s]) => `${r}/${s}`));
  return fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, step.map((s) => `*/${s}`), fc.array(element, { minLength: 1, maxLength: 3 }).map((all) => all.join()));
}

describe('TS-0004 7.4.9.1: when an entry is open', () => {
  it.each<[string, string, boolean]>([
    ['* 0-5 2,6,10 * * * *', '2026-11-21T02:00:00Z', true],
    ['* 0-5 2,6,10 * * * *', '2026-11-21T02:05:59.999Z', true],
    ['* 0-5 2,6,10 * * * *', '2026-11-21T02:06:00Z', false],
    ['* 0-5 2,6,10 * * * *', '2026-11-21T03:00:00Z', false],
    ['* 0-5 2,6,10 * * * *', '2026-11-21T01:59:59.999Z', false],
    ['* * 0-23/2 * * * *', '2026-11-21T22:30:00Z', true],
    ['* * 0-23/2 * * * *', '2026-11-21T23:30:00Z', false],
    ['* * * * * */2 *', '2026-11-22T00:00:00Z', true],
    ['* * * * * */2 *', '2026-11-23T00:00:00Z', false],
    ['* * * * * */2 *', '2026-11-28T00:00:00Z', true],
    ['* * * */2 * * *', '2026-11-01T00:00:00Z', true],
    ['* * * */2 * * *', '2026-11-02T00:00:00Z', false],
    ['* * * * */6 * *', '2026-07-02T00:00:00Z', true],
    ['* * * * * * */4', '2028-06-01T00:00:00Z', true],
    ['* * * * * * */4', '2029-06-01T00:00:00Z', false],
    ['* * * * * * 2001-2009/4', '2005-06-01T00:00:00Z', true],
    ['05 * * * * * *', '2026-11-21T02:00:05Z', true],
    ['* * * * * * *', '1999-12-31T23:59:59.999Z', false],
    ['* * * * * * *', '2000-01-01T00:00:00Z', true],
    ['* * * * * * *', '9999-12-31T23:59:59.999Z', true],
    ['* * * * * * *', '+010000-01-01T00:00:00Z', false],
    ['* 30-10 * * * * *', '2026-11-21T02:40:00Z', false],
  ])('%s at %s: %s', (entry, time, open) => {
    expect(windows([entry]).isOpen(at(time))).toBe(open);
  });

  it('a day of the month and a day of the week must both hold', () => {
    const fridays13 = windows(['* * * 13 * 5 *']);
    expect(fridays13.isOpen(at('2026-11-13T12:00:00Z'))).toBe(true);
    expect(fridays13.isOpen(at('2026-11-20T12:00:00Z'))).toBe(false);
    expect(fridays13.isOpen(at('2026-12-13T12:00:00Z'))).toBe(false);
    expect(iso(fridays13.nextOpening(at('2026-11-14T00:00:00Z')))).toBe('2027-08-13T00:00:00Z');
    expect(iso(fridays13.nextClosing(at('2026-11-13T12:00:00Z')))).toBe('2026-11-14T00:00:00Z');
  });

  it('several entries are open whenever one is', () => {
    const both = windows(['* * 8-11 * * * *', '* * 12-16 * * * *', '* * 8-11 * * * *']);
    expect(['07:59:59', '08:00:00', '12:00:00', '16:59:59', '17:00:00'].map((time) => both.isOpen(at(`2026-11-21T${time}Z`)))).toEqual([false, true, true, true, false]);
    expect(iso(both.nextClosing(at('2026-11-21T08:00:00Z')))).toBe('2026-11-21T17:00:00Z');
    expect(iso(both.nextOpening(at('2026-11-21T17:00:00Z')))).toBe('2026-11-22T08:00:00Z');
  });

  it('no entries, no windows', () => {
    const none = windows([]);
    expect([none.isOpen(0), none.nextOpening(0), none.nextClosing(7)]).toEqual([false, undefined, 7]);
  });
});

describe('the next opening', () => {
  it.each<[string, string, string | undefined]>([
    ['* 0-5 2,6,10 * * * *', '2026-11-21T02:06:00Z', '2026-11-21T06:00:00Z'],
    ['* 0-5 2,6,10 * * * *', '2026-11-21T10:06:00.001Z', '2026-11-22T02:00:00Z'],
    ['* 0-5 2,6,10 * * * *', '2026-11-21T02:03:00.250Z', '2026-11-21T02:03:00.250Z'],
    ['30 * * * * * *', '2026-11-21T02:03:29.999Z', '2026-11-21T02:03:30Z'],
    ['30 * * * * * *', '2026-11-21T02:03:31Z', '2026-11-21T02:04:30Z'],
    ['0 0 0 1 1 * *', '2026-01-01T00:00:01Z', '2027-01-01T00:00:00Z'],
    ['0 0 0 29 2 * *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['0 0 0 29 2 * *', '2096-03-01T00:00:00Z', '2104-02-29T00:00:00Z'],
    ['0 0 0 29 2 1 *', '2026-01-01T00:00:00Z', '2044-02-29T00:00:00Z'],
    ['0 0 0 29 2 0 *', '2097-01-01T00:00:00Z', '2128-02-29T00:00:00Z'],
    ['0 0 0 31 12 1 *', '2097-01-01T00:00:00Z', '2103-12-31T00:00:00Z'],
    ['0 0 0 31 12 6 *', '2397-01-01T00:00:00Z', '2405-12-31T00:00:00Z'],
    ['* * * * * * 2030', '2026-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
    ['* * * * * * *', '1970-01-01T00:00:00Z', '2000-01-01T00:00:00Z'],
    ['* * * * * * *', '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z'],
    ['0 * * * * * *', '3500-05-05T05:05:05Z', '3500-05-05T05:06:00Z'],
    ['59 59 23 31 12 * *', '9999-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['59 * * * * * *', '9999-12-31T23:59:57Z', '9999-12-31T23:59:59Z'],
    ['* * * * * * 9999', '2026-01-01T00:00:00Z', '9999-01-01T00:00:00Z'],
    ['* * * 1 1 * 2026,9999', '2026-01-02T00:00:00Z', '9999-01-01T00:00:00Z'],
  ])('%s from %s on: %s', (entry, after, opening) => {
    expect(iso(windows([entry]).nextOpening(at(after)))).toBe(opening);
  });

  it.each<[string, string]>([
    ['* * * * * * 2000-2025', '2026-01-01T00:00:00Z'],
    ['* * * 31 2 * *', '2026-01-01T00:00:00Z'],
    ['* * * 30,31 2 * *', '2026-01-01T00:00:00Z'],
    ['* * * 31 4,6,9,11 * *', '2026-01-01T00:00:00Z'],
    ['* * * 29 2 * 2001-9999/2', '2026-01-01T00:00:00Z'],
    ['* * * 29 2 * 2100,2200,2300,2500', '2026-01-01T00:00:00Z'],
    ['* * * 29 2 1 2027-2043', '2026-01-01T00:00:00Z'],
    ['* * * 1 1 * 2026', '2026-01-02T00:00:00Z'],
    ['5-4 * * * * * *', '2026-01-01T00:00:00Z'],
    ['* 5-4 * * * * *', '2026-01-01T00:00:00Z'],
    ['* * 5-4 * * * *', '2026-01-01T00:00:00Z'],
    ['* * * 5-4 * * *', '2026-01-01T00:00:00Z'],
    ['* * * * 5-4 * *', '2026-01-01T00:00:00Z'],
    ['* * * * * 5-4 *', '2026-01-01T00:00:00Z'],
    ['* * * * * * 2030-2029', '2026-01-01T00:00:00Z'],
    ['0 0 0 1 1 * *', '9999-01-01T00:00:01Z'],
    ['58 * * * * * *', '9999-12-31T23:59:59Z'],
    ['* * * * * * *', '+010000-01-01T00:00:00Z'],
  ])('%s has none left from %s on', (entry, after) => {
    const all = windows([entry, entry.replace(/^\S+/, '7-3')]);
    expect(all.nextOpening(at(after))).toBeUndefined();
    expect(all.isOpen(at(after))).toBe(false);
    expect(all.nextClosing(at(after))).toBe(at(after));
  });

  it('times that no Date can tell are closed, and nothing comes after them', () => {
    const always = windows(['* * * * * * *']);
    for (const time of [NaN, Infinity, 9e15]) {
      expect(always.isOpen(time)).toBe(false);
      expect(always.nextOpening(time)).toBeUndefined();
      expect(always.nextClosing(time)).toBe(time);
    }
    expect(iso(always.nextOpening(-Infinity))).toBe('2000-01-01T00:00:00Z');
  });
});

describe('the next closing', () => {
  it.each<[readonly string[], string, string | undefined]>([
    [['* 0-5 2,6,10 * * * *'], '2026-11-21T02:03:00Z', '2026-11-21T02:06:00Z'],
    [['* 0-5 2,6,10 * * * *'], '2026-11-21T02:06:00.001Z', '2026-11-21T02:06:00.001Z'],
    [['30 * * * * * *'], '2026-11-21T02:03:30.400Z', '2026-11-21T02:03:31Z'],
    [['0-58 * * * * * *'], '2026-11-21T02:03:30Z', '2026-11-21T02:03:59Z'],
    [['* * * * * 1-5 *'], '2026-11-20T12:00:00Z', '2026-11-21T00:00:00Z'],
    [['* * * 1-30 * * *'], '2026-02-01T00:00:00Z', '2026-03-31T00:00:00Z'],
    [['* * * * 11 * *'], '2026-11-20T12:00:00Z', '2026-12-01T00:00:00Z'],
    [['* * * * * * 2026-2999'], '2026-11-20T12:00:00Z', '3000-01-01T00:00:00Z'],
    [['* * * * * * 2026-9998'], '2026-11-20T12:00:00Z', '9999-01-01T00:00:00Z'],
    [['* * * * * * *'], '2026-11-20T12:00:00Z', undefined],
    [['* * * * * * *', '30 * * * * * *'], '2026-11-20T12:00:30Z', undefined],
    [['* * * * * * 2026-9998', '* * * * * * 9999'], '2026-11-20T12:00:00Z', undefined],
    [['* * * * 1-6 * *', '* * * * 6-11 * *'], '2026-03-01T00:00:00Z', '2026-12-01T00:00:00Z'],
    [['* * 22,23 * * * *', '* * 0-4 * * * *'], '2026-12-31T22:30:00Z', '2027-01-01T05:00:00Z'],
    [['* * * 31 12 * *', '0-9 0 0 1 1 * *'], '2026-12-31T22:30:00Z', '2027-01-01T00:00:10Z'],
    [['* * * * * * 2000-2026'], '2026-12-31T22:30:00Z', '2027-01-01T00:00:00Z'],
  ])('%s from %s on: %s', (entries, after, closing) => {
    expect(iso(windows(entries).nextClosing(at(after)))).toBe(closing);
  });

  it('entries that take turns for ever are followed for a while; the moment reached is open', () => {
    const all = windows(['*/2 * * * * * *', '1-59/2 * * * * * *']);
    const start = at('2026-11-20T12:00:00Z');
    const reached = all.nextClosing(start)!;
    expect(reached).toBe(start + MOST_TURNS * 1000);
    expect(all.isOpen(reached)).toBe(true);
  });
});

describe('against counting by hand', () => {
  const start = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2099-12-31T00:00:00Z') });

  it('second by second, within two hours', () => {
    const fromSecond = fc.tuple(field(0), field(1), field(2)).map(([second, minute, hour]) => `${second} ${minute} ${hour} * * * *`);
    fc.assert(
      fc.property(fc.array(fromSecond, { minLength: 1, maxLength: 3 }), start, (entries, from) => {
        checkScan(entries, from, 7200, 1000);
      }),
      { numRuns: 40 },
    );
  });

  it('day by day, within thirty years', () => {
    const fromDay = fc.tuple(field(3), field(4), field(5), field(6, 2000, 2040)).map((all) => `* * * ${all.join(' ')}`);
    fc.assert(
      fc.property(fc.array(fromDay, { minLength: 1, maxLength: 3 }), fc.integer({ min: at('1999-01-01T00:00:00Z'), max: at('2040-12-31T00:00:00Z') }), (entries, from) => {
        checkScan(entries, from, 11_000, 86_400_000);
      }),
      { numRuns: 40 },
    );
  });

  /** In units that all changes of the entries fall on: `isOpen` everywhere, and the first opening and closing from the start on. */
  function checkScan(entries: readonly string[], from: number, units: number, unit: number): void {
    const all = windows(entries);
    const times = Array.from({ length: units }, (_, i) => (i === 0 ? from : (Math.floor(from / unit) + i) * unit));
    const open = times.map(openByHand(entries));
    expect(iso(times.find((time, i) => all.isOpen(time) !== open[i]))).toBeUndefined();
    for (const [found, expected] of [[all.nextOpening(from), times[open.indexOf(true)]], [all.nextClosing(from), times[open.indexOf(false)]]]) {
      if (expected !== undefined) expect(iso(found!)).toBe(iso(expected));
      else expect(found === undefined || found > times.at(-1)!).toBe(true);
    }
  }

  it('anywhere: an opening is open and a closing is closed, and what comes before them is not', () => {
    const entry = fc.tuple(field(0), field(1), field(2), field(3), field(4), field(5), field(6)).map((all) => all.join(' '));
    const anyTime = fc.integer({ min: at('1999-12-01T00:00:00Z'), max: at('9999-12-31T23:59:59Z') });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 3 }), anyTime, fc.integer({ min: 0, max: 1 << 30 }), (entries, from, sample) => {
        const all = windows(entries);
        const isOpen = openByHand(entries);
        const opening = all.nextOpening(from);
        if (opening !== undefined) {
          expect(isOpen(opening)).toBe(true);
          if (opening > from) expect([isOpen(opening - 1), isOpen(from), isOpen(from + (sample % (opening - from)))]).toEqual([false, false, false]);
        }
        const closing = all.nextClosing(from);
        if (closing !== undefined && closing > from) {
          expect([isOpen(closing - 1), isOpen(from), isOpen(from + (sample % (closing - from)))]).toEqual([true, true, true]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is no entry', () => {
  it.each([
    '', '*', '* * * * * *', '* * * * * * * *', '*  * * * * * *', ' * * * * * * *', '* * * * * * * ', '*\t* * * * * *', '60 * * * * * *', '* 60 * * * * *', '* * 24 * * * *',
    '* * * 0 * * *', '* * * 32 * * *', '* * * * 0 * *', '* * * * 13 * *', '* * * * * 7 *', '* * * * * * 1999', '* * * * * * 10000', '*/0 * * * * * *', '0-5/0 * * * * * *',
    '5/2 * * * * * *', '1, * * * * * *', ',1 * * * * * *', '1-2-3 * * * * * *', '-1 * * * * * *', '*,1 * * * * * *', '*-5 * * * * * *', '1.5 * * * * * *', '? * * * * * *',
    '* * * L * * *', '* * * 1W * * *', '* * * * JAN * *', '* * * * * MON *', '* * * * * 5#2 *', '* * * * * +5 *', '@daily', '0x1 * * * * * *', '1e1 * * * * * *', '__proto__ * * * * * *',
    `${'9'.repeat(400)} * * * * * *`, `${'0,'.repeat(LONGEST_ENTRY)}0 * * * * * *`,
  ])('%j', (entry) => {
    expect(() => windows(['* * * * * * *', entry])).toThrow(RangeError);
  });

  it('is what the generated schema refuses, but for zeros in front', () => {
    interface Pattern {
      readonly pattern: string;
    }
    const schema = JSON.parse(readFileSync(new URL('../../../generated/schemas/common.json', import.meta.url), 'utf8')) as {
      readonly $defs: { readonly scheduleEntry: Pattern & { readonly allOf: readonly Pattern[] } };
    };
    const { scheduleEntry } = schema.$defs;
    const forms = [scheduleEntry, ...scheduleEntry.allOf].map(({ pattern }) => new RegExp(pattern, 'u'));
    const number = fc.oneof(fc.integer({ min: 0, max: 62 }).map(String), fc.constantFrom('00', '07', '012', '1999', '2000', '9999', '10000'));
    const element = fc.tuple(fc.oneof({ weight: 1, arbitrary: fc.constant('*') }, { weight: 4, arbitrary: number }), fc.constantFrom('', '-', '/', '-5/', ','), number).map(
      ([first, joint, last]) => first + joint + (joint === '' ? '' : last),
    );
    const any = fc.tuple(fc.integer({ min: 0, max: 6 }), element).map(([index, odd]) => Array.from({ length: 7 }, (_, i) => (i === index ? odd : '*')).join(' '));
    fc.assert(
      fc.property(any, (entry) => {
        let accepted = true;
        try {
          windows([entry]);
        } catch {
          accepted = false;
        }
        const schemaAccepts = forms.every((form) => form.test(entry));
        return accepted === schemaAccepts || (accepted && /\b0\d/.test(entry));
      }),
      { numRuns: 3000 },
    );
  });

  it('more entries than a Hosting CSE should work through', () => {
    const many = Array.from({ length: MOST_ENTRIES + 1 }, (_, i) => `${i % 60} ${Math.floor(i / 60)} * * * * *`);
    expect(() => windows(many)).toThrow(RangeError);
    expect(windows(many.slice(1).concat(many.slice(1))).isOpen(at('2026-11-21T00:00:01Z'))).toBe(true);
  });

  it('a thousand entries without a window are soon done', () => {
    const never = Array.from({ length: MOST_ENTRIES }, (_, i) => `${i % 60} ${Math.floor(i / 60)} * 29 2 1 2001-9999/2`);
    expect(windows(never).nextOpening(at('2026-11-21T00:00:01Z'))).toBeUndefined();
  });
});
