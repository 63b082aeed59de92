import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { manualClock, systemClock } from '../../../runtime/index.js';

describe('manualClock', () => {
  it('runs timers in order of time, then of registration', () => {
    const clock = manualClock(100);
    const ran: string[] = [];
    for (const [time, name] of [
      [130, 'd'],
      [110, 'a'],
      [120, 'b'],
      [120, 'c'],
      [90, 'past'],
    ] as const) {
      clock.at(time, () => ran.push(`${name}@${clock.now()}`));
    }
    clock.advance(25);
    expect(ran).toEqual(['past@100', 'a@110', 'b@120', 'c@120']);
    expect([clock.now(), clock.pending()]).toEqual([125, 1]);
    clock.advanceTo(50);
    expect(clock.now()).toBe(125);
  });

  it('runs what timers register while it is due', () => {
    const clock = manualClock();
    const ran: number[] = [];
    const again = () => {
      ran.push(clock.now());
      if (ran.length < 3) clock.at(clock.now() + 10, again);
    };
    clock.at(10, again);
    clock.advance(25);
    expect(ran).toEqual([10, 20]);
  });

  it('cancels, also twice and too late', () => {
    const clock = manualClock();
    const ran: number[] = [];
    const cancels = Array.from({ length: 1000 }, (_, index) => clock.at(index, () => ran.push(index)));
    for (const [index, cancel] of cancels.entries()) if (index % 10 !== 3) cancel();
    cancels[0]?.();
    expect(clock.pending()).toBe(100);
    clock.advance(2000);
    expect(ran).toEqual(Array.from({ length: 100 }, (_, index) => index * 10 + 3));
    cancels[3]?.();
    expect(clock.pending()).toBe(0);
  });

  it('goes on after a timer that throws', () => {
    const clock = manualClock();
    const ran: number[] = [];
    clock.at(1, () => {
      throw new Error('no');
    });
    clock.at(2, () => ran.push(2));
    expect(() => clock.advance(5)).toThrow('no');
    expect(clock.now()).toBe(1);
    clock.advance(5);
    expect(ran).toEqual([2]);
  });
});

describe('systemClock', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('waits longer than a timer of the machine can', () => {
    let ran = 0;
    const year = 365 * 86_400_000;
    systemClock.at(Date.now() + year, () => ran++);
    const cancel = systemClock.at(Date.now() + year, () => (ran += 100));
    vi.advanceTimersByTime(year - 1);
    expect(ran).toBe(0);
    cancel();
    vi.advanceTimersByTime(1);
    expect([ran, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('never runs before at returns', () => {
    let ran = false;
    systemClock.at(0, () => (ran = true));
    expect(ran).toBe(false);
    vi.advanceTimersByTime(0);
    expect(ran).toBe(true);
  });

  it('is never too early, though the timers of the platform are: they count by another clock', () => {
    const ran: number[] = [];
    const time = Date.now() + 1_000;
    systemClock.at(time, () => ran.push(Date.now()));
    systemClock.at(time, () => ran.push(-1))();
    vi.advanceTimersByTime(999);
    // As where a clock is set back, or one of the two is a fraction ahead.
    vi.setSystemTime(time - 5);
    vi.advanceTimersByTime(1);
    expect([ran, Date.now() < time]).toEqual([[], true]);
    vi.advanceTimersByTime(10);
    expect(ran).toEqual([time]);
  });
});
