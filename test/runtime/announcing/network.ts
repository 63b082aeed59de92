/** CSEs of one service provider that reach each other in process, each with its clock in common, and lines that can be cut. */

import { createHostingCse, manualClock, memoryStore, StoreFailure, type DurableStore, type HostingCse, type HostingCseOptions, type ManualClock, type Store } from '../../../runtime/index.js';
import { NOON, open, type Json, type Response } from '../core/support.js';
import type { Medium } from '../proof/stores.js';

export interface Member {
  readonly name: string;
  cse: HostingCse;
  readonly reports: unknown[];
  ask(primitive: Json): Promise<Response>;
  must(rsc: number, primitive: Json): Promise<Response>;
}

export interface Network {
  readonly clock: ManualClock;
  /** Requests between CSEs, as they were sent. */
  readonly sent: { readonly to: string; readonly request: Json }[];
  /** CSEs that cannot be reached. */
  readonly down: Set<string>;
  /** What happens to a request on its way; may throw, or answer in the place of the CSE. */
  onWay: ((to: string, request: Json) => unknown) | undefined;
  readonly members: Readonly<Record<string, Member>>;
  /** The same CSE on what its store has. */
  restart(name: string): Promise<void>;
  /** Until all is done that can be done without time, commits included. */
  rest(): Promise<void>;
  /** Whether the store of the first one has failed, so that its process is to end. */
  hasFailed(): boolean;
  close(): Promise<void>;
}

/** Registers each with all others. @param medium what the store of the first one is on; the others have a memory that outlives their process */
export async function network(names: readonly string[], options: HostingCseOptions = {}, medium?: Medium): Promise<Network> {
  const clock = manualClock(NOON);
  const sent: Network['sent'] = [];
  const down = new Set<string>();
  const members: Record<string, Member> = {};
  const stores: Record<string, Store> = {};
  const generations: Record<string, number> = {};
  let hasFailed = false;
  let durable: DurableStore | undefined;
  const openFirst = async (): Promise<Store> => {
    await durable?.close();
    hasFailed = false;
    durable = await medium?.open(() => (hasFailed = true));
    return durable ?? memoryStore();
  };
  const rest = async () => {
    let before: number | undefined;
    do {
      before = medium?.commits();
      for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
      await new Promise<void>((resolve) => (durable === undefined ? resolve() : durable.durability.whenDurable(resolve, () => resolve())));
    } while (before !== medium?.commits());
  };
  const net: Network = { clock, sent, down, onWay: undefined, members, restart, rest, hasFailed: () => hasFailed, close: async () => durable?.close() };

  const send: NonNullable<HostingCseOptions['send']> = async ([address = ''], request) => {
    const to = address.slice('mem://'.length);
    sent.push({ to, request: request as Json });
    const given = net.onWay?.(to, request as Json);
    if (down.has(to)) throw new Error(`${to} is down`);
    if (given !== undefined) return (await given) as never;
    // Whoever answers changes nothing in what was sent.
    return JSON.parse(JSON.stringify(await members[to]?.cse.request(JSON.parse(JSON.stringify(request)) as Json))) as never;
  };

  function made(name: string, counters: Map<string, number>): HostingCse {
    const ids = (type: string) => {
      const count = (counters.get(type) ?? 0) + 1;
      counters.set(type, count);
      return `${type}-${name}-${count}`;
    };
    const reports = members[name]?.reports ?? [];
    generations[name] = (generations[name] ?? 0) + 1;
    const own = generations[name];
    // A process that has ended hears nothing, says nothing, and has no timers.
    const isAlive = () => generations[name] === own;
    const ownClock = { now: () => clock.now(), at: (time: number, run: () => void) => clock.at(time, () => isAlive() && run()) };
    const ownSend: typeof send = async (addresses, request) => {
      if (!isAlive()) return new Promise(() => undefined);
      const answer = await send(addresses, request).catch((error: unknown) => (isAlive() ? Promise.reject(error as Error) : new Promise<never>(() => undefined)));
      return isAlive() ? answer : new Promise(() => undefined);
    };
    return createHostingCse({ clock: ownClock, ids, send: ownSend, cseId: `/${name}`, name, store: stores[name] as Store, report: (error) => void (error instanceof StoreFailure || reports.push(error)), ...options });
  }
  const allCounters: Record<string, Map<string, number>> = {};
  for (const name of names) {
    stores[name] = name === names[0] ? await openFirst() : memoryStore();
    allCounters[name] = new Map();
    const ask = async (primitive: Json) => open(await (members[name] as Member).cse.request({ fr: 'CAdmin', rqi: 'r1', rvi: '3', ...primitive }));
    const must = async (rsc: number, primitive: Json) => {
      const response = await ask(primitive);
      if (response.rsc !== rsc) throw new Error(`${name}: ${response.rsc} in place of ${rsc}: ${response.text} ${(members[name] as Member).reports.map(String).join()}`);
      return response;
    };
    members[name] = { name, cse: undefined as never, reports: [], ask, must };
    (members[name] as Member).cse = made(name, allCounters[name] as Map<string, number>);
  }
  async function restart(name: string): Promise<void> {
    generations[name] = (generations[name] ?? 0) + 1;
    if (name === names[0] && medium !== undefined) stores[name] = await openFirst();
    (members[name] as Member).cse = made(name, allCounters[name] as Map<string, number>);
  }
  for (const name of names)
    for (const other of names)
      if (other !== name)
        await members[name]?.must(2001, { op: 1, to: name, ty: 16, fr: `/${other}`, pc: { 'm2m:csr': { rn: `to-${other}`, cb: `/${other}/${other}`, csi: `/${other}`, rr: true, srv: ['3'], poa: [`mem://${other}`] } } });
  return net;
}
