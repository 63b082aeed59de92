/**
 * Simulated devices that outlive their process, beside a CSE that does: what is on them, and what they have accepted and not reported, is in
 * the store of the CSE. A command that is known by its CommandKey is not carried out twice.
 */

import type { Attributes, JsonValue } from '../resource.js';
import type { Store } from '../store/store.js';
import type { Answer, ChangeDUStateArgs, Devices, DeviceSession, DownloadArgs, UploadArgs } from './devices.js';
import { isCompletion } from './devices.js';
import { follow, prompt } from './prompt.js';
import { reportHandlers } from './reports.js';
import type { SimulatedDevices } from './simulated.js';
import type { DeploymentUnit } from './software.js';

/** Kinds of the records: what is on a device, by node, and a command that it has accepted. */
const INSTALLED = 'device';
const ACCEPTED = 'device-command';

type Accepted =
  | { readonly rpc: 'download'; readonly args: DownloadArgs }
  | { readonly rpc: 'upload'; readonly args: UploadArgs }
  | { readonly rpc: 'changeDUState'; readonly args: ChangeDUStateArgs };

export interface KeptDevices extends Devices {
  /** Goes on with what another process has left: to be called when the CSE hears reports. */
  resume(): Promise<void>;
}

export function keptDevices(devices: SimulatedDevices, store: Store): KeptDevices {
  const commandKeyed = (node: string, commandKey: string) => `${node} ${commandKey}`;
  const unitsOf = (node: string) => devices.device(node).installed() as unknown as JsonValue;
  const forget = (node: string, commandKey: string) => store.dropRecord(ACCEPTED, commandKeyed(node, commandKey));
  const keepUnits = (node: string) => store.putRecord({ kind: INSTALLED, key: node, owner: node, value: { units: unitsOf(node) } });

  for (const { key: node, value } of store.records(INSTALLED)) {
    if (store.get(node) !== undefined) devices.device(node).holds(value['units'] as unknown as readonly DeploymentUnit[]);
    else store.dropRecord(INSTALLED, node);
  }

  const accept = async (node: string, accepted: Accepted, send: () => Promise<Answer>): Promise<Answer> => {
    const key = commandKeyed(node, accepted.args.commandKey);
    if (store.record(ACCEPTED, key) !== undefined) return { status: 1 };
    const answer = await send();
    const isUnderWay = devices.device(node).running().includes(accepted.args.commandKey);
    if (isUnderWay) store.putRecord({ kind: ACCEPTED, key, owner: node, value: accepted as unknown as Attributes });
    return answer;
  };
  const kept = (node: string, session: DeviceSession): DeviceSession => ({
    ...session,
    download: (args) => accept(node, { rpc: 'download', args }, () => session.download(args)),
    upload: (args) => accept(node, { rpc: 'upload', args }, () => session.upload(args)),
    changeDUState: (args) => accept(node, { rpc: 'changeDUState', args }, () => session.changeDUState(args)),
    async cancelTransfer(commandKey) {
      const answer = await session.cancelTransfer(commandKey);
      if (!devices.device(node).running().includes(commandKey)) forget(node, commandKey);
      return answer;
    },
    async factoryReset() {
      const answer = await session.factoryReset();
      store.transaction(() => {
        for (const { key } of store.records(ACCEPTED, node)) store.dropRecord(ACCEPTED, key);
        keepUnits(node);
      });
      return answer;
    },
    async setParameterValues(values) {
      const answer = await session.setParameterValues(values);
      keepUnits(node);
      return answer;
    },
  });

  const handlers = reportHandlers();
  devices.onReport((report) =>
    prompt<void>(({ done, failed }) =>
      follow(
        () => handlers.tell(report),
        () => {
          try {
            // Only what was taken is forgotten: of a command that is known by its CommandKey the report can come once more.
            if (report.rpc !== 'Inform') {
              store.transaction(() => {
                if (isCompletion(report)) forget(report.node, report.commandKey);
                keepUnits(report.node);
              });
            }
            done();
          } catch (error) {
            failed(error);
          }
        },
        failed,
      ),
    ),
  );

  return {
    connect: async (node, options) => kept(node, await devices.connect(node, options)),
    onReport: handlers.on,
    async resume() {
      for (const { owner: node, value } of store.records(ACCEPTED)) {
        const { rpc, args } = value as unknown as Accepted;
        const session = await devices.connect(node);
        await (session[rpc] as (args: unknown) => Promise<Answer>)(args);
      }
    },
  };
}
