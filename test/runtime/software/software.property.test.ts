import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  delay,
  fault,
  lose,
  loseAnswer,
  reportFault,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  sessionTimeout,
  unreachable,
} from '../../../runtime/devices/behaviour.js';
import { complete, created, IN_PROCESS, LIMIT } from './support.js';

const behaviour = fc.constantFrom(
  delay(5),
  delay(50_000),
  delay(LIMIT + 1_000),
  fault(9001),
  reportFault(9016),
  lose,
  loseAnswer,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  unreachable,
  sessionTimeout,
);
const flag = fc.constantFrom('install', 'uninstall', 'activate', 'deactivate');
const call = fc.constantFrom('connect' as const, 'ChangeDUState' as const, 'SetParameterValues' as const);
const faultCode = fc.constantFrom(undefined, 9016, 9026);

type Parts<Rest> = { readonly [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> };
const kind = <Kind extends string, Rest extends object>(weight: number, name: Kind, rest: Parts<Rest>) => ({
  weight,
  arbitrary: fc.record(rest).map((more) => ({ kind: name, ...(more as Rest) })),
});

const step = fc.oneof(
  kind(4, 'update', { patch: fc.dictionary(flag, fc.boolean(), { minKeys: 1, maxKeys: 2 }) }),
  kind(1, 'url', { version: fc.constantFrom('1.0', '2.0', '3.0') }),
  kind(2, 'pass', { time: fc.constantFrom(1, 1_000, 30_000, LIMIT) }),
  kind(3, 'script', { call, behaviour }),
  kind(1, 'again', { index: fc.nat(20), faultCode }),
);

const pairs = [
  ['install', 'uninstall'],
  ['activate', 'deactivate'],
] as const;

describe('whatever is asked and whatever devices do (TS-0004 D.3.2)', () => {
  it('every operation ends, what is refused changes nothing, no illegal transition, no timer left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const all = await created();
        const { update, pass, device, say, keyOf, attributes, errors } = all;
        for (const one of steps) {
          const before = attributes();
          if (one.kind === 'script') device.next(one.call, one.behaviour);
          if (one.kind === 'pass') await pass(one.time);
          if (one.kind === 'url') {
            const { rsc } = await update({ version: one.version, URL: `http://files.example/app-${one.version}.zip` });
            const isUnderWay = ['installStatus', 'activeStatus'].some((name) => (before?.[name] as { status?: number } | undefined)?.status === IN_PROCESS);
            const isSame = before?.['version'] === one.version;
            if (!isUnderWay) expect(rsc).toBe(2004);
            else if (!isSame) expect([rsc, attributes()]).toEqual([4005, before]);
          }
          if (one.kind === 'again') {
            say(complete(keyOf(one.index), one.faultCode));
          }
          if (one.kind === 'update') {
            const { rsc } = await update(one.patch);
            expect([2004, 4000, 4005]).toContain(rsc);
            if (rsc !== 2004) expect(attributes()).toBe(before);
          }
          const after = attributes();
          for (const [one, other] of pairs) expect(after?.[one] === true && after[other] === true).toBe(false);
        }
        await pass(3 * LIMIT);
        for (const name of ['installStatus', 'activeStatus']) expect(attributes()?.[name]).not.toMatchObject({ status: IN_PROCESS });
        await all.remove('node1');
        await pass(3 * LIMIT);
        expect(all.clock.pending()).toBe(0);
        expect(errors).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
