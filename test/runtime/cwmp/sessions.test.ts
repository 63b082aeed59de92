import { describe, expect, it } from 'vitest';
import { acsOfCse } from '../../../runtime/cwmp/start.js';
import { reachOf } from '../../../runtime/cwmp/reach.js';
import { delay, fault, reportFault } from '../../../runtime/devices/behaviour.js';
import { isCompletion, type Completion, type Devices, type ScheduleDownloadArgs } from '../../../runtime/devices/devices.js';
import { outcomeOfReport } from '../../../runtime/devices/faults.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import { createHostingCse, systemClock, type HostingCse } from '../../../runtime/index.js';
import { startCpe } from '../../../testing/cwmp/index.js';
import type { Box } from './stage.js';
import { until } from './stage.js';

const pace = { duration: 15, restartTime: 40 };

/** A device, and what whoever has the devices can ask it beyond what commands are mapped to. */
async function connected(kind: 'simulated' | 'socket'): Promise<{ readonly devices: Devices; readonly node: string; readonly box: Pick<Box, 'next' | 'running'>; close(): Promise<void> }> {
  if (kind === 'simulated') {
    const devices = simulatedDevices({ clock: systemClock, ...pace });
    return { devices, node: 'box', box: devices.device('box') as unknown as Box, close: () => Promise.resolve() };
  }
  const acs = acsOfCse({ clock: systemClock, root: 'id-in', cse: (): HostingCse => cse, gate: undefined, credentials: [], strangers: 'create', reach: reachOf(undefined, true), limits: {}, report: () => undefined, host: '127.0.0.1', port: 0, tls: undefined });
  const cse = createHostingCse({ devices: acs.devices });
  const { url } = await acs.listen();
  const cpe = await startCpe({ acs: url, deviceId: { serialNumber: 'box' }, loads: false, ...pace });
  await cpe.idle();
  const [node] = cse.store.children('id-in', 'node');
  return { devices: acs.devices, node: node?.id ?? '', box: cpe as unknown as Box, close: async () => (await cpe.stop(), acs.close()) };
}

const windows = [
  { start: 0, end: 3_600, mode: '1 At Any Time', userMessage: '', maxRetries: -1 },
  { start: 7_200, end: 9_000, mode: '3 When Idle', userMessage: 'in the night', maxRetries: 2 },
];
const schedule = (commandKey: string): ScheduleDownloadArgs => ({ commandKey, fileType: '1 Firmware Upgrade Image', url: 'http://files.example/a.bin', username: '', password: '', fileSize: 1, targetFileName: '', windows });

describe.each(['simulated', 'socket'] as const)('devices: %s', (kind) => {
  it('a download within windows of time is begun, reported with what became of it, refused, and cancelled', async () => {
    const { devices, node, box, close } = await connected(kind);
    const reports: Completion[] = [];
    devices.onReport((report) => void (isCompletion(report) && reports.push(report)));
    const ask = async (args: ScheduleDownloadArgs) => {
      const session = await devices.connect(node);
      const answer = await session.scheduleDownload(args);
      session.close?.();
      return answer;
    };
    try {
      expect(await ask(schedule('first'))).toEqual({ status: 1 });
      await until(() => reports.length === 1);
      expect(reports).toMatchObject([{ rpc: 'TransferComplete', node, commandKey: 'first' }]);
      box.next('ScheduleDownload' as never, reportFault(9020));
      await ask(schedule('second'));
      await until(() => reports.length === 2);
      expect(outcomeOfReport(reports[1]!).status).toBe('STATUS_FILE_TRANSFER_WINDOW_EXCEEDED');
      box.next('ScheduleDownload' as never, fault(9000));
      expect(await ask(schedule('third'))).toMatchObject({ fault: { faultCode: 9000 } });
      box.next('ScheduleDownload' as never, delay(60_000));
      await ask(schedule('fourth'));
      const session = await devices.connect(node);
      const methods = await session.getRPCMethods();
      expect('methods' in methods && methods.methods).toEqual(expect.arrayContaining(['ScheduleDownload', 'CancelTransfer', 'ChangeDUState', 'Upload']));
      expect([await session.cancelTransfer('fourth'), await session.cancelTransfer('fourth'), box.running()]).toMatchObject([{ status: 0 }, { fault: { faultCode: 9021 } }, []]);
      session.close?.();
    } finally {
      await close();
    }
  }, 20_000);
});
