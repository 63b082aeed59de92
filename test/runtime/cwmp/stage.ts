import { ExecResultType, ExecStatusType, Status } from '../../../generated/enumerations.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import type { Behaviour } from '../../../runtime/devices/behaviour.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import type { DeploymentUnit, SoftwareModules } from '../../../runtime/devices/software.js';
import { createHostingCse, systemClock, type HostingCse } from '../../../runtime/index.js';
import { startCse } from '../../../runtime/serve/index.js';
import { startCpe } from '../../../testing/cwmp/index.js';

/** One device, whatever it is made of: it is told what to do, and shows what is on it. */
export interface Box {
  next(call: Call, ...parts: readonly Behaviour[]): Box;
  ships(shipped: Partial<SoftwareModules>): unknown;
  installed(): readonly DeploymentUnit[];
  running(): readonly string[];
  isOnline(): boolean;
}

export type Call = 'connect' | 'Download' | 'Upload' | 'ChangeDUState' | 'Reboot' | 'FactoryReset' | 'CancelTransfer' | 'SetParameterValues';

type Json = Record<string, unknown>;
const nameIn = (names: object, value: unknown) => Object.entries(names).find(([, number]) => number === value)?.[0] ?? String(value);

/** How long a device works, and is away; in milliseconds. At a socket nothing hangs on how soon an answer comes: machines are busy. */
const pace = { duration: 15, restartTime: 40, sessionLimit: 400 };
const management = { sessionLimit: 1_500 };

/** A CSE and the device `box`, in this process or at a socket. */
export async function stage(kind: 'simulated' | 'socket') {
  const errors: unknown[] = [];
  const report = (error: unknown) => errors.push(error);
  const closing: (() => unknown)[] = [];
  const { cse, boxOf } = kind === 'simulated' ? inProcess() : await overSockets();

  function inProcess() {
    const devices = simulatedDevices({ clock: systemClock, ...pace });
    const cse: HostingCse = createHostingCse({ devices, report, management });
    return { cse, boxOf: (id: string): Promise<Box> => Promise.resolve(devices.device(id)) };
  }
  async function overSockets() {
    const cse = await startCse({ cwmp: { strangers: 'refuse', limits: { reconnect: 300, idle: 10_000, report: 200, grace: 100 } }, report, management });
    closing.push(() => cse.close());
    const boxOf = async (): Promise<Box> => {
      const cpe = await startCpe({ acs: `${cse.cwmp?.url ?? ''}/`, deviceId: { serialNumber: 'box' }, loads: false, retryAfter: () => 30, ...pace, sessionLimit: 10_000 });
      closing.push(() => cpe.stop());
      await cpe.idle();
      return cpe;
    };
    return { cse, boxOf };
  }

  const ask = async (primitive: Json) => {
    const response = (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json;
    const [content] = Object.values((response['pc'] ?? {}) as Json);
    return { status: nameIn(StatusCode, response['rsc']), content: content as Json };
  };
  const { content } = await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'box', ni: '00D09E-CPE-box', hael: ['Cbox'] } } });
  await ask({ op: 1, to: 'cse-in', fr: 'Cbox', ty: 2, pc: { 'm2m:ae': { api: 'Nbox', rr: true, srv: ['3'] } } });
  const box = await boxOf(String(content['ri']));
  let commands = 0;
  const instancesOf = (name: string) => {
    const mgmtCmd = cse.store.childNamed('id-in', name);
    return mgmtCmd === undefined ? [] : cse.store.children(mgmtCmd.id, 'execInstance');
  };
  const executions = (name: string) =>
    instancesOf(name).map(({ attributes }) => `${nameIn(ExecStatusType, attributes['execStatus'])} ${nameIn(ExecResultType, attributes['execResult'])}`);

  return {
    box,
    cse,
    errors,
    ask,
    executions,
    /** A command for the box, by a name of its own. */
    async command(attributes: Json): Promise<string> {
      const name = `c${(commands += 1)}`;
      const { status } = await ask({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgmtCmd': { resourceName: name, execTarget: 'cse-in/box', ...attributes } } });
      if (status !== 'CREATED') throw new Error(status);
      return name;
    },
    /** As soon as the box is there. */
    async execute(name: string) {
      await until(() => box.isOnline());
      return (await ask({ op: 3, to: `cse-in/${name}`, pc: { 'm2m:mgmtCmd': { execEnable: true } } })).status;
    },
    cancel: async (name: string) => (await ask({ op: 3, to: `cse-in/${name}/${instancesOf(name)[0]?.name ?? ''}`, pc: { 'm2m:execInstance': { execDisable: true } } })).status,
    remove: async (name: string) => (await ask({ op: 4, to: `cse-in/${name}` })).status,
    removeInstance: async (name: string) => (await ask({ op: 4, to: `cse-in/${name}/${instancesOf(name)[0]?.name ?? ''}` })).status,
    /** What becomes of a command in the end. */
    async end(name: string): Promise<string> {
      await until(() => executions(name).every((one) => /^(FINISHED|CANCELLED)/.test(one)));
      return executions(name).join();
    },
    software: (name: string, attribute: string) => {
      const node = cse.store.childNamed('id-in', 'box');
      const value = cse.store.childNamed(node?.id ?? '', name)?.attributes[attribute] as { readonly status?: number } | undefined;
      return nameIn(Status, value?.status);
    },
    close: async () => {
      for (const close of closing.reverse()) await close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof stage>>;

/** Waits until it is so, or for ten seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 2_000 && !holds(); round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  if (!holds()) throw new Error(`It did not come about: ${holds.toString()}`);
}
