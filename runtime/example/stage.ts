/** The stage of the example: a Hosting CSE with simulated devices, on a clock that goes on when it is told to. */

import {
  createHostingCse,
  manualClock,
  simulatedDevices,
  softwareCampaignProcedure,
  type Attributes,
  type JsonValue,
  type SimulatedDevices,
} from '../index.js';
import { narratedStore, narrator, type Narrator } from './narrator.js';

export interface Stage extends Narrator {
  readonly devices: SimulatedDevices;
  /** Statuses of the campaign that its subscriber was told. */
  readonly heard: JsonValue[];
  /** Sends a request and returns the content of its answer; one that is refused ends the example. */
  ask(request: Readonly<Record<string, unknown>>): Promise<Attributes>;
  /** Lets the time pass, second by second, so that whoever waits for a device goes on in between. */
  until(time: string): Promise<void>;
  pendingTimers(): number;
}

const SECOND = 1_000;

export function stage(start: string, print: (line: string) => void): Stage {
  const clock = manualClock(Date.parse(start));
  const voice = narrator(clock, print);
  const devices = simulatedDevices({ clock, duration: 40 * SECOND, random: randomFrom(7) });
  const heard: JsonValue[] = [];
  let count = 0;
  const cse = createHostingCse({
    clock,
    devices,
    store: narratedStore(voice.say),
    ids: (type) => `${type}-${(count += 1)}`,
    notify: (_target, notification) => void heard.push(statusIn(notification)),
    notificationForm: 'long',
    // Waves of five targets, a minute apart, so that there is time to change one's mind.
    procedures: [softwareCampaignProcedure({ batch: 5, pause: 60 * SECOND })],
    report: (error) => {
      throw error;
    },
  });

  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return Object.assign(voice, {
    devices,
    heard,
    async ask(request: Readonly<Record<string, unknown>>) {
      const response = await cse.request({ from: 'CAdmin', requestIdentifier: 'example', releaseVersionIndicator: '3', ...request });
      const code = response['responseStatusCode'] as number;
      const [content] = Object.values((response['primitiveContent'] ?? {}) as Attributes);
      if (code >= 4000) throw new Error(`${code}: ${String(content)}`);
      return (content ?? {}) as Attributes;
    },
    async until(time: string) {
      for (const end = Date.parse(time); clock.now() < end; ) {
        clock.advanceTo(Math.min(end, clock.now() + SECOND));
        await turn();
      }
      await turn();
    },
    pendingTimers: () => clock.pending(),
  });
}

/** campaignStatus in an m2m:notification. */
function statusIn(notification: Attributes): JsonValue {
  const path = ['m2m:notification', 'notificationEvent', 'representation', 'm2m:softwareCampaign', 'campaignStatus'];
  return path.reduce<JsonValue>((value, name) => (value as Attributes | null)?.[name] ?? null, notification);
}

/** Numbers from 0 to 1 that are the same every time. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
