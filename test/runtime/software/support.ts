import type { Devices, Report, Rpc } from '../../../runtime/devices/devices.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import { createHostingCse, type HostingCse } from '../../../runtime/cse.js';
import { softwareProcedure, type SoftwareOptions } from '../../../runtime/procedures/software.js';
import type { Attributes, JsonValue } from '../../../runtime/resource.js';
import { memoryStore, type ResourceStore } from '../../../runtime/store/store.js';
import { settle, storyClock } from '../devices/story.js';

export type Json = Record<string, unknown>;

export const UNINITIALIZED = 0;
export const SUCCESSFUL = 1;
export const FAILURE = 2;
export const IN_PROCESS = 3;

export const LIMIT = 600_000;

export const status = (value: number, action?: string) => (action === undefined ? { status: value } : { status: value, action });

interface WorldOptions {
  readonly store?: ResourceStore;
  readonly clock?: ReturnType<typeof storyClock>;
  readonly software?: Partial<SoftwareOptions>;
}

/** A CSE with one node, one [software] below it and a simulated device behind it. */
export async function world({ store = memoryStore(), clock = storyClock(), software = {} }: WorldOptions = {}) {
  const calls: { readonly node: string; readonly rpc: Rpc; readonly args: Json }[] = [];
  const notes: Json[] = [];
  const errors: unknown[] = [];
  const handlers = new Set<(report: Report) => unknown>();
  const simulated = simulatedDevices({ clock, onCall: (node, rpc, args) => calls.push({ node, rpc, args: args as Json }) });
  const devices: Devices = {
    connect: simulated.connect,
    onReport: (handler) => {
      handlers.add(handler);
      return simulated.onReport(handler);
    },
  };
  const counters = new Map<string, number>();
  const ids = (type: string) => {
    const count = (counters.get(type) ?? 0) + 1;
    counters.set(type, count);
    return `${type}${count}`;
  };
  const cse: HostingCse = createHostingCse({
    clock,
    store,
    ids,
    report: (error) => errors.push(error),
    notify: (_target, notification) => notes.push(notification as Json),
    notificationForm: 'long',
    procedures: [(host) => softwareProcedure({ ...host, devices, timeLimit: LIMIT, ...software })],
  });

  const ask = async (primitive: Json) => {
    const response = (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json;
    await settle();
    const [root, body] = Object.entries((response['pc'] ?? {}) as Json)[0] ?? ['', {}];
    return { rsc: response['rsc'] as number, root, body: body as Record<string, JsonValue>, text: root === 'm2m:dbg' ? String(body) : '' };
  };
  const create = (content: Json = {}, to = 'node1') => ask({ op: 1, to, ty: 13, pc: { 'm2m:software': { ...app, ...content } } });
  const update = (content: Json, to = 'software1') => ask({ op: 3, to, pc: { 'm2m:software': content } });
  const remove = (to = 'software1') => ask({ op: 4, to });

  if (store.get('node1') === undefined) {
    await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:node': { resourceName: 'n', nodeID: 'urn:n' } } });
  }
  return {
    cse,
    clock,
    store,
    calls,
    notes,
    errors,
    device: simulated.device('node1'),
    ask,
    create,
    update,
    remove,
    /** Attributes as they are stored; undefined: the resource is gone. */
    attributes: (id = 'software1'): Attributes | undefined => cse.store.get(id)?.attributes,
    installStatus: (id = 'software1') => plain(cse.store.get(id)?.attributes['installStatus']),
    activeStatus: (id = 'software1') => plain(cse.store.get(id)?.attributes['activeStatus']),
    /** Goes on by this many milliseconds. */
    pass: (milliseconds: number) => clock.goOnTo(clock.now() + milliseconds),
    /** Sends a report by hand. */
    say: (told: Report) => {
      for (const handler of handlers) handler(told);
    },
    keyOf: (index: number) => String(calls[index]?.args['commandKey']),
  };
}

export type World = Awaited<ReturnType<typeof world>>;

export const app = { mgmtDefinition: 1002, version: '1.0', softwareName: 'app', URL: 'http://files.example/app-1.0.zip' };

const plain = (value: unknown): unknown => (value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown));

/** A completion report of a ChangeDUState. */
export const complete = (commandKey: string, faultCode?: number, node = 'node1'): Report => ({
  rpc: 'DUStateChangeComplete',
  node,
  commandKey,
  results: [faultCode === undefined ? {} : { fault: { faultCode, faultString: 'as told' } }],
});

/** A world whose [software] is there, and installed as well. */
export async function created(options: WorldOptions = {}): Promise<World> {
  const all = await world(options);
  await all.create();
  return all;
}

export async function installed(options: WorldOptions = {}): Promise<World> {
  const all = await created(options);
  await all.update({ install: true });
  await all.pass(1_000);
  return all;
}
