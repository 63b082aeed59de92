/** A place where a CSE can die, as when its process is killed, and another starts on the same store; devices and clock live on. */

import { createHostingCse, manualClock, memoryStore, simulatedDevices, type HostingCse, type HostingCseOptions } from '../../../runtime/index.js';
import { NOON, type Json } from './support.js';

export type { Json };

export const settle = () => new Promise<void>((resolve) => void setImmediate(resolve));

export function place(options: HostingCseOptions = {}) {
  const clock = manualClock(NOON);
  const keys: unknown[] = [];
  const devices = simulatedDevices({
    clock,
    onCall: (_node, _rpc, args) => {
      const { commandKey } = args as { readonly commandKey?: string };
      if (commandKey !== undefined) keys.push(commandKey);
    },
  });
  const store = memoryStore();
  const reports: unknown[] = [];
  const notes: unknown[] = [];
  let made = 0;
  let current: { isAlive: boolean; readonly cse: HostingCse } | undefined;

  const send = async (request: Json) => {
    const response = await current?.cse.request({ from: 'CAdmin', requestIdentifier: 'r', ...request });
    await settle();
    const [body] = Object.values((response?.['primitiveContent'] ?? {}) as Json);
    return { status: response?.['responseStatusCode'] as number, body: (body ?? {}) as Json };
  };
  const must = async (request: Json) => {
    const { status, body } = await send(request);
    if (status >= 4000) throw new Error(`${status}: ${JSON.stringify(body)} to ${JSON.stringify(request)}`);
    return body;
  };
  const self = {
    clock,
    devices,
    store,
    keys,
    notes,
    reports,
    /** Whether listeners never answer. */
    hangs: false,
    /** Ends the CSE that runs, if one does, and starts another. */
    boot(): void {
      if (current !== undefined) current.isAlive = false;
      const life = { isAlive: true };
      const cse = createHostingCse({
        clock: { now: clock.now, at: (time, run) => clock.at(time, () => void (life.isAlive && run())) },
        devices: {
          connect: (node) => (life.isAlive ? devices.connect(node) : new Promise(() => undefined)),
          onReport: (handle) => devices.onReport((report) => void (life.isAlive && handle(report))),
        },
        store,
        ids: (type) => `${type}-${(made += 1)}`,
        report: (error) => reports.push(error),
        notify: (target, notification) => {
          notes.push([target, notification]);
          return self.hangs ? new Promise(() => undefined) : undefined;
        },
        ...options,
      });
      current = Object.assign(life, { cse });
    },
    send,
    get: (to: string) => must({ operation: 'retrieve', to }),
    create: (to: string, type: string, attributes: Json) =>
      must({ operation: 'create', to, resourceType: type, primitiveContent: { [`m2m:${type}`]: attributes } }),
    update: (to: string, type: string, attributes: Json) =>
      must({ operation: 'update', to, primitiveContent: { [`m2m:${type}`]: attributes } }),
    async advance(milliseconds: number): Promise<void> {
      clock.advance(milliseconds);
      await settle();
    },
    /** Nodes of Registrees, by id. */
    async nodes(count: number): Promise<readonly string[]> {
      const found: string[] = [];
      for (let index = 0; index < count; index++) {
        const { resourceID } = await self.create('cse-in', 'node', { resourceName: `n${index}`, nodeID: `urn:n${index}` });
        const registration = { 'App-ID': 'Napp', requestReachability: true, supportedReleaseVersions: ['3'], nodeLink: resourceID };
        await must({ operation: 'create', to: 'cse-in', resourceType: 'AE', from: `Cn${index}`, primitiveContent: { 'm2m:AE': registration } });
        found.push(String(resourceID));
      }
      return found;
    },
  };
  return self;
}

export type Place = ReturnType<typeof place>;
