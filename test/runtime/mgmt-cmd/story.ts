import {
  createHostingCse,
  managementProcedures,
  memoryStore,
  type AccessRule,
  type ManagementOptions,
  type ResourceStore,
} from '../../../runtime/index.js';
import type { Behaviour } from '../../../runtime/devices/behaviour.js';
import { simulatedDevices, type Call, type SimulatedDevice } from '../../../runtime/devices/simulated.js';
import { stateIn } from '../../../runtime/machine.js';
import { execStatusMachine } from '../../../generated/machines/execStatus.js';
import { ExecResultType } from '../../../generated/enumerations.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import { settle, storyClock } from '../devices/story.js';

type Json = Record<string, unknown>;

export interface Response {
  readonly rsc: number;
  /** Name of the status code. */
  readonly status: string;
  readonly text: string;
}

export interface SceneOptions {
  readonly policy?: ManagementOptions['policy'];
  readonly random?: () => number;
  /** Who may do what to the CSEBase, beside CAdmin. */
  readonly access?: readonly AccessRule[];
  readonly devices?: (devices: ManagementOptions['devices']) => ManagementOptions['devices'];
  readonly store?: ResourceStore;
  readonly clock?: ReturnType<typeof storyClock>;
}

const statusNames = new Map<number, string>(Object.entries(StatusCode).map(([name, code]) => [code, name]));
const resultNames = new Map<number, string>(Object.entries(ExecResultType).map(([name, value]) => [value, name]));

/** A CSE with the nodes node1 to node3, their simulated devices, and what happens among them. */
export async function scene({
  policy,
  random = () => 0.5,
  access = [],
  devices: wrap = (devices) => devices,
  store = memoryStore(),
  clock = storyClock(),
}: SceneOptions = {}) {
  /** RPCs that reached devices, with their time. */
  const calls: string[] = [];
  const keys: unknown[] = [];
  const reports: unknown[] = [];
  const simulated = simulatedDevices({
    clock,
    onCall: (node, rpc, args) => {
      calls.push(`${clock.now()} ${node} ${rpc}`);
      keys.push((args as { commandKey?: string }).commandKey);
    },
  });
  const count = new Map<string, number>();
  const ids = (type: string) => {
    const number = (count.get(type) ?? store.children('id-in').length) + 1;
    count.set(type, number);
    return `${type}${number}`;
  };
  const notes: string[] = [];
  const cse = createHostingCse({
    clock,
    store,
    ids,
    report: (error) => reports.push(error),
    notify: (_target, notification) => notes.push(JSON.stringify(notification)),
    policy: { access },
    procedures: managementProcedures({ devices: wrap(simulated), random, ...(policy && { policy }) }),
  });
  const ask = async (primitive: Json): Promise<Response> => {
    const response = await cse.request({ fr: 'CAdmin', rqi: 'r', rcn: 0, ...primitive });
    const rsc = response['rsc'] as number;
    const [text] = Object.values((response['pc'] ?? {}) as Json);
    return { rsc, status: statusNames.get(rsc) ?? String(rsc), text: typeof text === 'string' ? text : '' };
  };
  const create = (type: number, root: string, attributes: Json) =>
    ask({ op: 1, to: 'cse-in', ty: type, pc: { [`m2m:${root}`]: attributes } });
  const update = (name: string, attributes: Json, type = 'mgmtCmd') =>
    ask({ op: 3, to: `cse-in/${name}`, pc: { [`m2m:${type}`]: attributes } });
  const instances = (name: string) => {
    const mgmtCmd = store.childNamed('id-in', name);
    return mgmtCmd === undefined ? [] : store.children(mgmtCmd.id, 'execInstance');
  };

  for (const name of ['node1', 'node2', 'node3']) {
    if (store.childNamed('id-in', name) === undefined) await create(14, 'node', { resourceName: name, nodeID: `urn:${name}` });
  }
  /** Requests go as far as they come before the clock does. */
  const goOn = async (milliseconds: number) => {
    await settle();
    await clock.goOnTo(clock.now() + milliseconds);
  };
  const idOf = (name: string) => store.childNamed('id-in', name)?.id ?? name;
  const self = {
    cse,
    clock,
    store,
    calls,
    keys,
    notes,
    reports,
    simulated,
    ask,
    create,
    update,
    instances,
    idOf,
    device: (name: string): SimulatedDevice => simulated.device(idOf(name)),
    /** What the device of node1 does with its next call of this kind. */
    next: (call: Call, ...parts: readonly Behaviour[]) => simulated.device(idOf('node1')).next(call, ...parts),
    command: (name: string, attributes: Json) => create(12, 'mgmtCmd', { resourceName: name, execTarget: 'cse-in/node1', ...attributes }),
    group: (name: string, memberIDs: readonly string[]) =>
      create(9, 'group', { resourceName: name, memberIDs, maxNrOfMembers: 10, memberType: 0 }),
    /** The answer to a request, with the clock going on for as long as it takes. */
    async after(milliseconds: number, request: Promise<Response>): Promise<Response> {
      await goOn(milliseconds);
      return request;
    },
    execute: (name: string) => update(name, { execEnable: true }),
    cancel: (name: string, index = 0) => update(`${name}/${instances(name)[index]?.name ?? 'none'}`, { execDisable: true }, 'execInstance'),
    deleteInstance: (name: string, index = 0) => ask({ op: 4, to: `cse-in/${name}/${instances(name)[index]?.name ?? 'none'}` }),
    deleteCommand: (name: string) => ask({ op: 4, to: `cse-in/${name}` }),
    /** execStatus and execResult of all executions of a command. */
    executions: (name: string) =>
      instances(name).map(
        ({ attributes }) => `${stateIn(execStatusMachine, attributes)} ${resultNames.get(attributes['execResult'] as number)}`,
      ),
    goOn,
    settle,
  };
  return self;
}

export type Scene = Awaited<ReturnType<typeof scene>>;

export const download = {
  cmdType: 4,
  execReqArgs: {
    download: [
      {
        fileType: '1 Firmware Upgrade Image',
        URL: 'http://files.example/a.bin',
        username: '',
        password: '',
        filesize: 1,
        targetFile: '',
        delaySeconds: 1,
        successURL: '',
        startTime: '20261121T000000',
        completeTime: '20261121T000000',
      },
    ],
  },
};
export const upload = {
  cmdType: 3,
  execReqArgs: { upload: [{ fileType: '2 Vendor Log File', URL: 'http://files.example/log', username: '', password: '' }] },
};
export const install = {
  cmdType: 5,
  execReqArgs: {
    softwareInstall: [{ URL: 'http://files.example/app-1.0.zip', UUID: '', username: '', password: '', executionEnvRef: '' }],
  },
};
export const reboot = { cmdType: 2 };
export const reset = { cmdType: 1 };

/** How long an Upload takes. */
export const WORK = 1_000;
/** Longer than anything that a test scripts; less than any expirationTime. */
export const LONG = 1_000_000;

/** A scene in which a command was executed, and the answer to that. */
export async function executed(
  command: Record<string, unknown>,
  given: (s: Scene) => unknown = () => undefined,
  options: SceneOptions = {},
) {
  const s = await scene(options);
  await s.command('c', command);
  await given(s);
  const { status } = await s.execute('c');
  return { s, status };
}

/** When what stands below the CSEBase expires: what expires together has one timer. */
export function expirations({ store }: Pick<Scene, 'store'>, below = 'id-in'): ReadonlySet<unknown> {
  return new Set(store.children(below).flatMap(({ id, attributes }) => [attributes['expirationTime'], ...expirations({ store }, id)]));
}
