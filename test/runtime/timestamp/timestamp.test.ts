import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addDuration, durationFrom, formatTimestamp, parseAbsRelTimestamp, parseDuration, parseTimestamp } from '../../../runtime/time/timestamp.js';

const at = (iso: string): number => new Date(iso).getTime();

const schema = JSON.parse(readFileSync(new URL('../../../generated/schemas/common.json', import.meta.url), 'utf8')) as {
  readonly $defs: Readonly<Record<string, { readonly pattern: string }>>;
};
const patternOf = (type: string) => new RegExp(schema.$defs[type]!.pattern, 'u');

describe('TS-0004 6.3.3: m2m:timestamp', () => {
  it.each<[string, string | undefined]>([
    ['20261121T220000', '2026-11-21T22:00:00Z'],
    ['19700101T000000', '1970-01-01T00:00:00Z'],
    ['19691231T235959', '1969-12-31T23:59:59Z'],
    ['20240229T120000', '2024-02-29T12:00:00Z'],
    ['20000229T120000', '2000-02-29T12:00:00Z'],
    ['20261121T220000,5', '2026-11-21T22:00:00.500Z'],
    ['20261121T220000,05', '2026-11-21T22:00:00.050Z'],
    ['20261121T220000,123', '2026-11-21T22:00:00.123Z'],
    ['20261121T220000,123999', '2026-11-21T22:00:00.123Z'],
    ['20261121T220000,000999', '2026-11-21T22:00:00Z'],
    ['00000101T000000', '0000-01-01T00:00:00Z'],
    ['00500101T000000', '0050-01-01T00:00:00Z'],
    ['99991231T235959,999', '9999-12-31T23:59:59.999Z'],
    ['20230229T120000', undefined],
    ['19000229T120000', undefined],
    ['20260431T120000', undefined],
    ['20260001T120000', undefined],
    ['20261301T120000', undefined],
    ['20260100T120000', undefined],
    ['20260132T120000', undefined],
    ['20260101T240000', undefined],
    ['20260101T126000', undefined],
    ['20260101T120060', undefined],
    ['20260101T120000,', undefined],
    ['20260101T120000.5', undefined],
    ['20260101T120000,1234567', undefined],
    ['20260101T120000Z', undefined],
    ['20260101T120000+0100', undefined],
    ['2026-01-01T12:00:00', undefined],
    ['20260101120000', undefined],
    ['20260101t120000', undefined],
    ['20260101T1200', undefined],
    ['20260101', undefined],
    ['020260101T120000', undefined],
    ['20260101T120000\n', undefined],
    [' 20260101T120000', undefined],
    ['٢٠٢٦٠١٠١T120000', undefined],
    ['', undefined],
  ])('%j is %s', (text, iso) => {
    expect(parseTimestamp(text)).toBe(iso === undefined ? undefined : at(iso));
  });

  it.each<[string, string]>([
    ['2026-11-21T22:00:00Z', '20261121T220000'],
    ['2026-11-21T22:00:00.001Z', '20261121T220000,001'],
    ['2026-11-21T22:00:00.500Z', '20261121T220000,500'],
    ['0000-01-01T00:00:00Z', '00000101T000000'],
    ['1969-12-31T23:59:59.999Z', '19691231T235959,999'],
  ])('%s is written as %s', (iso, text) => {
    expect(formatTimestamp(at(iso))).toBe(text);
  });

  it.each([NaN, Infinity, -Infinity, at('0000-01-01T00:00:00Z') - 1, at('9999-12-31T23:59:59.999Z') + 1])('%s cannot be written', (time) => {
    expect(() => formatTimestamp(time)).toThrow(RangeError);
  });

  it('reads back what it wrote, in a form that the generated schema takes', () => {
    const form = patternOf('timestamp');
    fc.assert(
      fc.property(fc.integer({ min: at('0000-01-01T00:00:00Z'), max: at('9999-12-31T23:59:59.999Z') }), (time) => {
        expect(parseTimestamp(formatTimestamp(time))).toBe(time);
        expect(formatTimestamp(time)).toMatch(form);
      }),
    );
  });

  it('reads exactly the days that there are', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (year, month, day) => {
        const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
        const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
        const text = `${String(year).padStart(4, '0')}${two(month)}${two(day)}T000000`;
        expect(parseTimestamp(text) !== undefined).toBe(day >= 1 && day <= days);
      }),
    );
  });

  it('keeps the order of timestamps of one form', () => {
    const text = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2100-01-01T00:00:00Z') }).map((time) => formatTimestamp(Math.floor(time / 1000) * 1000));
    fc.assert(fc.property(text, text, (a, b) => (a < b) === (parseTimestamp(a)! < parseTimestamp(b)!)));
  });

  it('takes any text without an error', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'0129T,') , maxLength: 25 }), (text) => void parseTimestamp(text)));
    expect(parseTimestamp('9'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('TS-0004 6.3.3: m2m:absRelTimestamp', () => {
  const now = at('2026-11-21T22:00:00Z');
  it.each<[string | number, number | undefined]>([
    ['20261121T220001', now + 1000],
    [3_600_000, now + 3_600_000],
    ['3600000', now + 3_600_000],
    ['+5', now + 5],
    ['-5', now - 5],
    [-5, now - 5],
    [0, now],
    ['20261121', now + 20_261_121],
    [1.5, undefined],
    [NaN, undefined],
    [Infinity, undefined],
    ['', undefined],
    ['1.5', undefined],
    ['0x10', undefined],
    ['1e3', undefined],
    [' 5', undefined],
    ['20261321T220001', undefined],
    [8.64e15, undefined],
    ['9223372036854775807', undefined],
    ['9'.repeat(400), undefined],
  ])('%s', (value, time) => {
    expect(parseAbsRelTimestamp(value, now)).toBe(time);
  });
});

describe('XML Schema part 2, 3.2.6: xs:duration', () => {
  it.each<[string, number, number]>([
    ['PT30S', 0, 30_000],
    ['P1DT2H', 0, 93_600_000],
    ['P1Y2M3DT4H5M6.789S', 14, 3 * 86_400_000 + 4 * 3_600_000 + 5 * 60_000 + 6789],
    ['P0D', 0, 0],
    ['PT0S', 0, 0],
    ['-PT0S', 0, 0],
    ['-P1M', -1, 0],
    ['-PT1.5S', 0, -1500],
    ['P1M', 1, 0],
    ['PT1M', 0, 60_000],
    ['PT36H', 0, 129_600_000],
    ['PT1.001S', 0, 1001],
    ['PT0.0019S', 0, 1],
    ['P007D', 0, 7 * 86_400_000],
  ])('%s', (text, months, milliseconds) => {
    expect(parseDuration(text)).toStrictEqual({ months, milliseconds });
  });

  it.each([
    '', 'P', 'PT', '-P', 'P1', '1D', 'P1DT', 'P1S', 'PT1D', 'P1H', 'P-1D', '+P1D', 'P1.5D', 'PT1.S', 'PT.5S', 'PT1,5S', 'P1M1Y', 'PT1S1M', 'p1d', ' P1D', 'P1D\n',
    `P${'9'.repeat(30)}Y`, `PT${'9'.repeat(400)}S`, `PT${'9'.repeat(17)}S`,
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(durationFrom(0, text)).toBeUndefined();
  });

  it('takes the texts that the generated schema takes, but those too long to count', () => {
    const form = patternOf('xs:duration');
    const part = (units: string) =>
      fc.tuple(...[...units].map((unit) => fc.option(fc.nat({ max: 99 }).map((n) => `${n}${unit}`), { nil: '' }))).map((parts) => parts.join(''));
    const likely = fc.tuple(fc.constantFrom('', '-'), part('YMD'), fc.constantFrom('', 'T'), part('HMS')).map(([sign, date, t, time]) => `${sign}P${date}${t}${time}`);
    const unlikely = fc.string({ unit: fc.constantFrom(...'-PT1.YMDHS'), maxLength: 9 });
    fc.assert(fc.property(fc.oneof(likely, unlikely), (text) => (parseDuration(text) !== undefined) === form.test(text)), { numRuns: 1000 });
  });
});

describe('XML Schema part 2, appendix E: adding a duration', () => {
  it.each<[string, string, string | undefined]>([
    ['2026-01-31T12:30:00.500Z', 'P1M', '2026-02-28T12:30:00.500Z'],
    ['2024-01-31T12:30:00Z', 'P1M', '2024-02-29T12:30:00Z'],
    ['2024-02-29T00:00:00Z', 'P1Y', '2025-02-28T00:00:00Z'],
    ['2024-02-29T00:00:00Z', '-P4Y', '2020-02-29T00:00:00Z'],
    ['2026-11-30T23:59:59Z', 'P3M', '2027-02-28T23:59:59Z'],
    ['2026-01-31T00:00:00Z', '-P2M', '2025-11-30T00:00:00Z'],
    ['2026-01-31T00:00:00Z', 'P1M1D', '2026-03-01T00:00:00Z'],
    ['2026-01-31T00:00:00Z', 'P12M', '2027-01-31T00:00:00Z'],
    ['1969-12-31T23:59:59.999Z', 'P2M', '1970-02-28T23:59:59.999Z'],
    ['0050-01-31T00:00:00Z', 'P1M', '0050-02-28T00:00:00Z'],
    ['2000-01-12T12:13:14Z', 'P1Y3M5DT7H10M3.3S', '2001-04-17T19:23:17.300Z'],
    ['2000-01-01T00:00:00Z', '-P3M', '1999-10-01T00:00:00Z'],
    ['2000-01-12T00:00:00Z', 'PT33H', '2000-01-13T09:00:00Z'],
    ['2026-01-01T00:00:00Z', 'P300000Y', undefined],
    ['2026-01-01T00:00:00Z', 'P9000000000000M', undefined],
    ['2026-01-01T00:00:00Z', 'P100000000D', undefined],
  ])('%s + %s = %s', (start, text, end) => {
    const duration = parseDuration(text)!;
    expect(addDuration(at(start), duration)).toBe(end === undefined ? undefined : at(end));
    expect(durationFrom(at(start), text)).toBe(end === undefined ? undefined : at(end) - at(start));
  });

  it('months lead to the month that many later, on the same day or on its last one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') }), fc.integer({ min: -600, max: 600 }), (start, months) => {
        const from = new Date(start);
        const to = new Date(addDuration(start, { months, milliseconds: 0 })!);
        expect((to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()).toBe(months);
        expect(to.toISOString().slice(10)).toBe(from.toISOString().slice(10));
        const dayAfter = new Date(to.getTime() + 86_400_000);
        expect(to.getUTCDate() === from.getUTCDate() || (to.getUTCDate() < from.getUTCDate() && dayAfter.getUTCDate() === 1)).toBe(true);
      }),
    );
  });
});
