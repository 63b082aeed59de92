/** A Hosting CSE under watch: the clock lets promises run between timers, and the store notes every move of a state machine. */

import {
  createHostingCse,
  managementProcedures,
  manualClock,
  memoryStore,
  type HostingCse,
  StoreFailure,
  type DurableStore,
  type Resource,
  type Store,
} from '../../../runtime/index.js';
import { machines } from '../../../generated/machines/index.js';
import type { ReportHandler } from '../../../runtime/devices/devices.js';
import { follow, prompt } from '../../../runtime/devices/prompt.js';
import { simulatedDevices, type SimulatedDevices } from '../../../runtime/devices/simulated.js';
import type { Medium } from './stores.js';

export type Json = Record<string, unknown>;

export const ADMIN = 'CAdmin';
/** An AE that nodes say they belong to (TS-0001-CR 10.2.28.2 Step 0). */
export const REGISTREE = 'Cdevice';
export const START = Date.UTC(2026, 10, 22, 12);
/** How long a resource lives unless somebody says otherwise. */
export const LIFETIME = 30 * 86_400_000;

export interface Hosting {
  readonly cse: HostingCse;
  readonly devices: SimulatedDevices;
  /** Ids of all resources that there ever were. */
  readonly known: ReadonlySet<string>;
  /** expirationTime that each resource had last: a [software] gets another one from its campaign (erratum B76). */
  readonly expirations: ReadonlyMap<string, unknown>;
  /** Moves that no transition of the generated machines makes. */
  readonly illegal: readonly string[];
  /** Errors that no answer told. */
  readonly reports: readonly unknown[];
  now(): number;
  /** Timers neither run nor cancelled. */
  pending(): number;
  goOn(milliseconds: number): Promise<void>;
  /** Ends the process of the CSE, with all that is in its memory; another one starts on the store. Devices and the clock live on. */
  restart(): Promise<void>;
  /** What its store is on; undefined: a memory that outlives the process. */
  readonly medium: Medium | undefined;
  /** Whether the store has failed, so that this process is to end. */
  hasFailed(): boolean;
  /** Ends all: a database has room for a hundred processes. */
  close(): Promise<void>;
  /** Sends a request; the clock goes on while the answer waits for a device. */
  ask(request: Json): Promise<{ readonly status: number; readonly content: Json; readonly text: string }>;
}

/** A process, and what others wait for of it: when it ends, they hear that it has. */
interface Life {
  readonly isAlive: boolean;
  follow(work: () => unknown): Promise<void> | undefined;
  end(): void;
}

function newLife(): Life {
  const ends = new Set<() => void>();
  let isAlive = true;
  return {
    get isAlive() {
      return isAlive;
    },
    follow(work) {
      const taken = work();
      if (!(taken instanceof Promise)) return undefined;
      return prompt(({ done, failed }) => {
        const end = () => failed(new Error('the process has ended'));
        ends.add(end);
        follow(
          () => taken as Promise<unknown>,
          () => {
            ends.delete(end);
            done();
          },
          (error) => {
            ends.delete(end);
            failed(error);
          },
        );
      });
    },
    end() {
      isAlive = false;
      for (const end of [...ends]) end();
      ends.clear();
    },
  };
}

/** Lets promises run as far as they come without the clock. */
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

/** How long an answer may wait for a device, and in which steps the clock goes on meanwhile. */
const LONGEST_ANSWER = 3_600_000;
const STEP = 10_000;

export async function hosting(medium?: Medium): Promise<Hosting> {
  const inner = manualClock(START);
  const times = new Set<number>();
  const at = (time: number, run: () => void) => {
    times.add(time);
    return inner.at(time, run);
  };
  const clock = { ...inner, at };
  const devices = simulatedDevices({ clock });
  const watch = watcher();
  const { known, illegal, expirations } = watch;
  const reports: unknown[] = [];
  // A process whose store has failed says so of all that it cannot do any more.
  const report = (error: unknown) => void (error instanceof StoreFailure || reports.push(error));
  let made = 0;
  let life = newLife();
  let hasFailed = false;
  const open = (): Promise<DurableStore> | undefined =>
    medium?.open(() => {
      hasFailed = true;
    });
  let durable = await open();
  let store = watch.store(durable ?? memoryStore());
  /** And commits, with what waits for them. */
  const settle = async () => {
    for (let before = -1; before !== (medium?.commits() ?? before); ) {
      before = medium?.commits() ?? before;
      await turn();
      await new Promise<void>((resolve) => (durable === undefined ? resolve() : durable.durability.whenDurable(resolve, () => resolve())));
    }
    await turn();
  };
  // Between two processes nobody takes what devices say, so that they say it again.
  devices.onReport(() => {
    if (!life.isAlive) throw new Error('nobody is there');
  });
  const start = (): HostingCse => {
    life.end();
    const own = (life = newLife());
    const living = {
      connect: (node: string) => (own.isAlive ? devices.connect(node) : new Promise<never>(() => undefined)),
      onReport: (handle: ReportHandler) => devices.onReport((told) => (own.isAlive ? own.follow(() => handle(told)) : undefined)),
    };
    return createHostingCse({
      clock: { now: clock.now, at: (time, run) => startedBy(own, time, run) },
      devices: living,
      store,
      report: (error) => void (own.isAlive && report(error)),
      ids: (type) => `${type}-${(made += 1)}`,
      policy: { lifetime: LIFETIME, access: [{ originators: ['all'], privileges: ['CREATE', 'RETRIEVE', 'DISCOVERY'] }] },
      procedures: managementProcedures({ devices: living, random: () => 0.5 }),
    });
  };
  /** Timers of a process that has ended are nobody's, and count for nothing. */
  const timers = new Map<object, Set<() => void>>();
  const startedBy = (own: object, time: number, run: () => void) => {
    const ours = timers.get(own) ?? new Set();
    timers.set(own, ours);
    const cancel = clock.at(time, () => {
      ours.delete(cancel);
      run();
    });
    ours.add(cancel);
    return () => {
      ours.delete(cancel);
      cancel();
    };
  };
  let cse = start();
  const restart = async () => {
    for (const cancel of timers.get(life) ?? []) cancel();
    timers.delete(life);
    life.end();
    await durable?.close();
    hasFailed = false;
    durable = await open();
    if (durable !== undefined) store = watch.store(durable);
    cse = start();
  };

  const goOn = async (milliseconds: number) => {
    const end = inner.now() + milliseconds;
    await settle();
    while (inner.now() < end) {
      for (const time of times) if (time <= inner.now()) times.delete(time);
      inner.advanceTo(Math.min(end, ...times));
      await settle();
    }
  };
  const ask = async (request: Json) => {
    let response: Awaited<ReturnType<HostingCse['request']>> | undefined;
    void cse.request({ from: ADMIN, requestIdentifier: 'r', ...request }).then((answer) => (response = answer));
    await settle();
    for (let waited = 0; response === undefined && waited < LONGEST_ANSWER; waited += STEP) await goOn(STEP);
    if (response === undefined) throw new Error(`No answer to ${JSON.stringify(request)}`);
    const root = Object.values((response['primitiveContent'] ?? {}) as Json)[0];
    return {
      status: response['responseStatusCode'] as number,
      content: typeof root === 'object' && root !== null ? (root as Json) : {},
      text: typeof root === 'string' ? root : '',
    };
  };
  return {
    get cse() {
      return cse;
    },
    restart,
    close: async () => durable?.close(),
    medium,
    hasFailed: () => hasFailed,
    devices,
    known,
    expirations,
    illegal,
    reports,
    now: clock.now,
    pending: clock.pending,
    goOn,
    ask,
  };
}

/** Checks every move of a state against the generated tables, without the code of the runtime that should have done so. */
function watcher() {
  const expirations = new Map<string, unknown>();
  const known = new Set<string>();
  const illegal: string[] = [];
  const seen = (resource: Resource) => {
    known.add(resource.id);
    expirations.set(resource.id, resource.attributes['expirationTime']);
  };
  const store = (inner: Store): Store => {
    // What a fault has taken away was never there.
    for (const id of known) {
      const resource = inner.get(id);
      if (resource !== undefined) seen(resource);
    }
    const put = (resource: Resource) => {
      const before = inner.get(resource.id);
      for (const machine of machines) {
        if (machine.resource !== resource.type) continue;
        const [from, to] = [before, resource].map((one) => stateNumber(one?.attributes[machine.name]));
        const nameOf = (value: number | undefined) => machine.states.find((state) => state.value === value)?.name ?? null;
        const isMove = from !== to && !machine.transitions.some((transition) => transition.from === nameOf(from) && transition.to === nameOf(to));
        if (isMove) illegal.push(`${machine.name} of ${resource.id}: ${String(nameOf(from))} to ${String(nameOf(to))}`);
      }
      inner.put(resource);
      seen(resource);
    };
    return { ...inner, put };
  };
  return { store, known, illegal, expirations };
}

/** m2m:actionStatus has its number in the member status. */
function stateNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return (value as { status?: number } | undefined)?.status;
}
