import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
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
import { isCompletion, type Completion } from '../../../runtime/devices/devices.js';
import { simulatedDevices, type Call } from '../../../runtime/devices/simulated.js';
import { cancel, download, install, reboot, settle, upload } from './story.js';

const commands = { Download: download, Upload: upload, ChangeDUState: install } as const;
type CommandName = keyof typeof commands;
const names = Object.keys(commands) as CommandName[];

interface Plan {
  readonly rpc: CommandName;
  readonly node: string;
  readonly parts: readonly Behaviour[];
}

type Action =
  | { readonly kind: 'command'; readonly plan: Plan }
  | { readonly kind: 'cancel'; readonly index: number }
  | { readonly kind: 'reboot'; readonly node: string }
  | { readonly kind: 'wait'; readonly ms: number };

const node = fc.constantFrom('n1', 'n2', '__proto__');
const planWith = (part: fc.Arbitrary<Behaviour>): fc.Arbitrary<Plan> =>
  fc.record({ rpc: fc.constantFrom(...names), node, parts: fc.array(part, { maxLength: 2 }) });
const actionsWith = (part: fc.Arbitrary<Behaviour>): fc.Arbitrary<Action[]> =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: planWith(part).map((plan) => ({ kind: 'command', plan }) as const) },
      { weight: 1, arbitrary: fc.nat(10).map((index) => ({ kind: 'cancel', index }) as const) },
      { weight: 1, arbitrary: node.map((name) => ({ kind: 'reboot', node: name }) as const) },
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 20_000 }).map((ms) => ({ kind: 'wait', ms }) as const) },
    ),
    { maxLength: 25 },
  );

const wholesome = fc.oneof(
  fc.constantFrom(accept, acceptDone, restartMeanwhile, fault(9001), reportFault(9017)),
  fc.nat(60_000).map(delay),
);
const unwholesome = fc.constantFrom(
  lose,
  loseAnswer,
  reportTwice,
  reportUnknownKey,
  reportLate(5_000),
  unreachable,
  notEstablished,
  sessionTimeout,
  cancelDenied,
  completeAnyway,
);

/** Plays the actions to their end; tells what was accepted, cancelled and reported, key by key. */
async function play(actions: readonly Action[], given: readonly (readonly [Call, Behaviour])[] = []) {
  const clock = manualClock();
  const devices = simulatedDevices({ clock });
  const accepted: string[] = [];
  const cancelled = new Set<string>();
  const reports: Completion[] = [];
  const nodeOf = new Map<string, string>();
  devices.onReport((report) => isCompletion(report) && reports.push(report));
  for (const [call, behaviour] of given) devices.device('n1').next(call, behaviour);
  const failed = () => undefined;
  for (const [index, action] of actions.entries()) {
    const key = `k${action.kind === 'cancel' ? action.index : index}`;
    if (action.kind === 'wait') {
      clock.advance(action.ms);
    } else if (action.kind === 'command') {
      const { rpc, node: name, parts } = action.plan;
      const command = commands[rpc](key);
      nodeOf.set(key, name);
      void devices
        .connect(name)
        .then((session) => {
          devices.device(name).next(rpc, ...parts);
          return command(session);
        })
        .then((answer) => void ('status' in answer && answer.status === 1 && accepted.push(key)), failed);
    } else if (action.kind === 'cancel') {
      const name = nodeOf.get(key) ?? 'n1';
      void devices
        .connect(name)
        .then(cancel(key))
        .then((answer) => void ('status' in answer && cancelled.add(key)), failed);
    } else {
      void devices.connect(action.node).then(reboot).catch(failed);
    }
    await settle();
  }
  for (let round = 0; clock.pending() > 0 && round < 20; round += 1) {
    clock.advance(100_000);
    await settle();
  }
  const busy = ['n1', 'n2', '__proto__'].flatMap((name) => devices.device(name).running());
  return { accepted, cancelled, reports, busy, pending: clock.pending(), nodeOf };
}

test('every accepted command reports once, unless it was cancelled or told otherwise', async () => {
  await fc.assert(
    fc.asyncProperty(actionsWith(wholesome), async (actions) => {
      const { accepted, cancelled, reports, busy, pending, nodeOf } = await play(actions);
      const want = accepted.filter((key) => !cancelled.has(key)).sort();
      expect(reports.map(({ commandKey }) => commandKey).sort()).toEqual(want);
      for (const { commandKey, node: name } of reports) expect(name).toBe(nodeOf.get(commandKey));
      expect({ busy, pending }).toEqual({ busy: [], pending: 0 });
    }),
    { numRuns: 300 },
  );
});

test('whatever is scripted, all work ends, no timer stays, and the same script is the same story', async () => {
  const call = fc.constantFrom<Call>('connect', 'Download', 'Upload', 'ChangeDUState', 'Reboot', 'CancelTransfer');
  await fc.assert(
    fc.asyncProperty(
      actionsWith(fc.oneof(wholesome, unwholesome)),
      fc.array(fc.tuple(call, fc.oneof(wholesome, unwholesome)), { maxLength: 6 }),
      async (actions, given) => {
        const played = await play(actions, given);
        expect({ busy: played.busy, pending: played.pending }).toEqual({ busy: [], pending: 0 });
        expect(played.reports.length).toBeLessThanOrEqual(2 * played.nodeOf.size);
        expect(await play(actions, given)).toEqual(played);
      },
    ),
    { numRuns: 150 },
  );
});
