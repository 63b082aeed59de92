import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accept,
  acceptDone,
  cancelDenied,
  completeAnyway,
  delay,
  fault,
  lose,
  loseAnswer,
  notEstablished,
  reportFault,
  reportLate,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  sessionTimeout,
  unreachable,
  type Behaviour,
} from '../../../runtime/devices/behaviour.js';
import type { Call } from '../../../runtime/devices/simulated.js';
import { download, expirations, install, reboot, reset, scene, upload, type Response, type Scene } from './story.js';

/** Longer than all that a step can script together with the limits of time, shorter than a lifetime. */
const THE_END = 10_000_000;

const behaviours: Readonly<Partial<Record<Call, readonly Behaviour[]>>> = {
  connect: [accept, unreachable, notEstablished, sessionTimeout, delay(3_000)],
  Upload: [
    ...[accept, acceptDone, fault(9000), reportFault(9011), delay(5_000), lose],
    ...[loseAnswer, reportTwice, reportUnknownKey, reportLate(700), restartMeanwhile],
  ],
  Download: [accept, fault(9010), lose, reportTwice],
  ChangeDUState: [accept, fault(9002), reportFault(9027), lose, loseAnswer],
  CancelTransfer: [accept, cancelDenied, completeAnyway, delay(2_000), loseAnswer, sessionTimeout],
  Reboot: [accept, fault(9001), loseAnswer],
};

type Run = (s: Scene, requests: Promise<Response>[]) => unknown;

/** A step that shows as its label in a counterexample. */
const step = (label: string, run: Run) => ({ run, toString: () => label });
const request = (label: string, send: (s: Scene) => Promise<Response>) => step(label, (s, requests) => requests.push(send(s)));

const timing = { execDelay: 'PT4S', execFrequency: 'PT6S', execNumber: 2 };
const name = fc.constantFrom('a', 'b');
const index = fc.nat({ max: 3 });
const command = fc.constantFrom(upload, download, install, reboot, reset);
const target = fc.constantFrom('cse-in/node1', 'cse-in/g');
const behaviour = fc
  .constantFrom(...(Object.keys(behaviours) as Call[]))
  .chain((call) => fc.tuple(fc.constant(call), fc.constantFrom(...(behaviours[call] ?? []))));

const creation = fc
  .tuple(name, command, fc.constantFrom(1, 2, 3, 4), target)
  .map(([c, what, execMode, execTarget]) =>
    request(`create ${c} ${what.cmdType} ${execMode} ${execTarget}`, (s) => s.command(c, { ...what, ...timing, execMode, execTarget })),
  );

const anyStep = fc.oneof(
  { weight: 2, arbitrary: creation },
  { weight: 4, arbitrary: name.map((c) => request(`execute ${c}`, (s) => s.execute(c))) },
  { weight: 2, arbitrary: fc.tuple(name, index).map(([c, i]) => request(`cancel ${c} ${i}`, (s) => s.cancel(c, i))) },
  { weight: 2, arbitrary: fc.tuple(name, index).map(([c, i]) => request(`delete ${c} ${i}`, (s) => s.deleteInstance(c, i))) },
  { weight: 1, arbitrary: name.map((c) => request(`delete ${c}`, (s) => s.deleteCommand(c))) },
  { weight: 3, arbitrary: fc.nat({ max: 5_000 }).map((time) => step(`wait ${time}`, (s) => s.goOn(time))) },
  { weight: 2, arbitrary: fc.constant(step('settle', (s) => s.settle())) },
  { weight: 3, arbitrary: behaviour.map(([call, what]) => step(`next ${call} ${JSON.stringify(what)}`, (s) => s.next(call, what))) },
);

describe('any sequence of requests, device behaviours and times (property)', () => {
  it('answers every request, takes legal transitions only, ends every execution, and leaves no timer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
        const s = await scene({ policy: { completionLimit: 50_000, sessionLimit: 40_000 } });
        await s.group('g', ['cse-in/node1', 'cse-in/node2']);
        const requests: Promise<Response>[] = [];
        for (const { run } of steps) await run(s, requests);
        await s.goOn(THE_END);
        const answers = await Promise.all(requests);
        expect(answers.filter(({ rsc }) => rsc === 5000)).toEqual([]);
        expect(s.reports).toEqual([]);
        expect([...s.executions('a'), ...s.executions('b')].filter((execution) => !/^(FINISHED|CANCELLED) /.test(execution))).toEqual([]);
        // Expiration is all that is left to come.
        expect(s.clock.pending()).toBe(expirations(s).size);
        const left = ['a', 'b'].filter((c) => s.store.childNamed('id-in', c) !== undefined);
        for (const c of left) expect((await s.deleteCommand(c)).status).toBe('DELETED');
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
