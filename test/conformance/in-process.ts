import { Mailboxes, type Listener } from '../../conformance/listener.js';
import { runConformance, type Report, type RunClock, type RunOptions } from '../../conformance/run.js';
import type { Send } from '../../conformance/exchange.js';
import type { Devices } from '../../conformance/devices.js';
import { systemClock } from '../../runtime/time/clock.js';
import { cancelDenied, delay, reportFault } from '../../runtime/devices/behaviour.js';
import { simulatedDevices, type Call, type SimulatedDevices } from '../../runtime/devices/simulated.js';
import { createHostingCse, type HostingCse, type HostingCseOptions } from '../../runtime/cse.js';
import { exchange } from '../../runtime/http/server/exchange.js';
import { codecOf, type Codec } from '../../runtime/http/binding/codec.js';
import { fromHttpRequest, toHttpRequest } from '../../runtime/http/binding/index.js';
import { withoutSyntax } from '../../runtime/notification/notification-uri.js';
import type { Headers } from '../../runtime/http/binding/parameters.js';
import type { Attributes, JsonValue } from '../../runtime/resource.js';
import type { Syntax } from '../../wire/media-types.js';

export type Serve = (primitive: Attributes) => Promise<Attributes>;

/** What has come to pass in this process has done so at once; seconds that the CSE counts pass as they do. */
const settled: RunClock = { now: () => Date.now(), sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds < 1000 ? 0 : milliseconds)) };

/** Our CSE and a run on it in one process; a mutation stands between the two. */
export interface Options extends Partial<Omit<RunOptions, 'send' | 'listener' | 'url'>> {
  readonly cse?: HostingCseOptions;
  /** Around what the CSE does. */
  readonly serve?: (serve: Serve, cse: HostingCse) => Serve;
  /** Milliseconds that a slow device takes. */
  readonly slow?: number;
  /** Milliseconds that a device takes that was told nothing. */
  readonly duration?: number;
  /** Around the exchange of HTTP. */
  readonly send?: (send: Send) => Send;
  /** Around what is heard of the CSE. */
  readonly listener?: (listener: Listener) => Listener;
}

export async function runInProcess({ cse: own, serve = (same) => same, send = (same) => same, listener: hear = (same) => same, slow = 3000, duration = 20, ...options }: Options = {}): Promise<Report & { readonly cse: HostingCse }> {
  const boxes = new Mailboxes();
  const prefix = 'http://listener.example/';
  const put = (target: string, notification: Attributes): void => {
    const { address, syntax = 'json' } = withoutSyntax(target);
    if (address.startsWith(prefix)) boxes.put(address.slice(prefix.length), { content: overHttp(notification, syntax, codec), parameters: { fr: '/id-in', rqi: 'n', rvi: '3' } });
  };
  const listener: Listener = { url: (key) => prefix + key, next: (key, within, sort) => boxes.next(key, within, sort), forget: (key) => boxes.forget(key) };
  const codec = own?.specification && codecOf(own.specification);
  const behind = simulatedDevices({ clock: systemClock, duration });
  const cse = createHostingCse({ devices: behind, ...own, notify: put });
  const served = serve((primitive) => cse.request(primitive), cse);
  const direct: Send = async ({ headers, ...request }) => {
    const { response } = await exchange({ ...request, headers: lowered(headers) }, 'word', { serve: served, codec, answerWithin: 10_000, isSame: (one, other) => one === other });
    return { ...response, headers: lowered(response.headers) };
  };
  const report = await runConformance({ url: 'http://localhost/cse-in', seed: 1, clock: settled, ...options, send: send(direct), listener: hear(listener), devices: telling(behind, slow) });
  return { ...report, cse };
}

function lowered(headers: Headers): Headers {
  const named: Record<string, string> = {};
  for (const name of Object.keys(headers)) named[name.toLowerCase()] = headers[name]!;
  return named;
}

function overHttp(notification: Attributes, syntax: Syntax, codec: Codec | undefined): JsonValue {
  const { headers, ...request } = toHttpRequest({ op: 5, to: '', fr: '/id-in', rqi: 'n', rvi: '3', pc: notification }, { syntax, codec });
  return fromHttpRequest({ ...request, headers: { 'content-type': headers['Content-Type'] ?? '' } }, codec)['pc']!;
}

const asked: readonly Call[] = ['Download', 'ChangeDUState', 'Reboot', 'FactoryReset', 'SetParameterValues'];
const telling = (devices: SimulatedDevices, slow: number): Devices => ({
  tell({ node, does }) {
    const scripts = { obeys: {}, fails: reportFault(9002), slow: delay(slow), stubborn: delay(slow) } as const;
    // By whatever form of its identifier the CSE shows.
    const device = devices.device(node.replace(/^.*\//, ''));
    for (const call of asked) device.always(call, scripts[does]);
    device.always('CancelTransfer', does === 'stubborn' ? cancelDenied : {});
  },
  release: () => undefined,
});
