import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDuration } from '../../../runtime/procedures/execution/duration.js';

const from = Date.UTC(2024, 0, 31, 12, 30, 15, 250);

describe('xs:duration (XML Schema 1.1 Part 2, 3.3.6)', () => {
  it.each([
    ['PT0S', '2024-01-31T12:30:15.250Z'],
    ['PT1.5S', '2024-01-31T12:30:16.750Z'],
    ['PT1M', '2024-01-31T12:31:15.250Z'],
    ['PT12H', '2024-02-01T00:30:15.250Z'],
    ['P1D', '2024-02-01T12:30:15.250Z'],
    ['P1M', '2024-02-29T12:30:15.250Z'],
    ['P13M', '2025-02-28T12:30:15.250Z'],
    ['P1Y2M3DT4H5M6S', '2025-04-03T16:35:21.250Z'],
    ['P8000Y', '9999-12-31T00:00:00.000Z'],
    [`P${'9'.repeat(400)}D`, '9999-12-31T00:00:00.000Z'],
    [`P${'9'.repeat(400)}M`, '9999-12-31T00:00:00.000Z'],
    ['-P1Y', '2024-01-31T12:30:15.250Z'],
  ])('%s', (duration, then) => {
    expect(new Date(addDuration(from, duration)).toISOString()).toBe(then);
  });

  it.each(['', '1D', 'P1.5D', 'PT1S ', 'p1d', 'P-1D', 'P1H'])('%j is none', (text) => {
    expect(() => addDuration(from, text)).toThrow(RangeError);
  });

  it('of days and below is exact, and leads forward (property)', () => {
    const part = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(part, part, part, part, (days, hours, minutes, seconds) => {
        const text = `P${days}DT${hours}H${minutes}M${seconds}S`;
        expect(addDuration(from, text) - from).toBe((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
      }),
    );
  });
});
