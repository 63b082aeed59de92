import fc from 'fast-check';
import { expect, it } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
import { keyedTimers } from '../../../runtime/time/keyed-timers.js';

it('what is due at the same time has one timer, and the clock none when nothing is left', () => {
  const clock = manualClock();
  const due: string[] = [];
  const timers = keyedTimers(clock, (key) => {
    due.push(key);
    if (key === 'a') timers.cancel('b');
    if (key === 'c') timers.set('d', 7);
  });
  for (const key of ['a', 'b', 'c', 'd']) timers.set(key, 5);
  expect(clock.pending()).toBe(1);
  clock.advanceTo(6);
  expect(due).toEqual(['a', 'c']);
  clock.advanceTo(7);
  expect([due, clock.pending()]).toEqual([['a', 'c', 'd'], 0]);
});

it('any sequence of set, cancel and time calls what one timer for each key would call, when it would (property)', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('set' as const), key: fc.constantFrom('a', 'b', 'c', 'd'), delay: fc.nat(4) }),
    fc.record({ what: fc.constant('cancel' as const), key: fc.constantFrom('a', 'b', 'c', 'd') }),
    fc.record({ what: fc.constant('wait' as const), milliseconds: fc.nat(3) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const clock = manualClock();
      const [due, expected]: [Set<string>, Set<string>] = [new Set(), new Set()];
      const timers = keyedTimers(clock, (key) => due.add(`${key} ${clock.now()}`));
      const model = new Map<string, () => void>();
      const cancel = (key: string) => {
        model.get(key)?.();
        model.delete(key);
      };
      for (const one of steps) {
        if (one.what === 'wait') clock.advance(one.milliseconds);
        if (one.what === 'wait') continue;
        cancel(one.key);
        if (one.what === 'cancel') timers.cancel(one.key);
        else {
          timers.set(one.key, clock.now() + one.delay);
          model.set(one.key, clock.at(clock.now() + one.delay, () => expected.add(`${one.key} ${clock.now()}`)));
        }
      }
      clock.advance(10);
      expect([...due].sort()).toEqual([...expected].sort());
      expect(clock.pending()).toBe(0);
    }),
    { seed: Number(process.env['SPECGEN_SEED'] ?? 20261122) },
  );
});
