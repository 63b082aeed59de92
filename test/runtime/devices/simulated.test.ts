import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
import { fault, reportTwice, sessionTimeout, unreachable } from '../../../runtime/devices/behaviour.js';
import { isCompletion, type Completion, type Report, type Rpc } from '../../../runtime/devices/devices.js';
import { SessionError } from '../../../runtime/devices/session-error.js';
import { installedUnits, setExecutionUnitState } from '../../../runtime/devices/inventory.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import { download, settle, unitLine } from './story.js';

const env = 'Device.SoftwareModules.ExecEnv.1';
const uuid = '11111111-1111-4111-8111-111111111111';
const shipped = { uuid, version: '1.0', name: 'base', url: 'http://files.example/base-1.0.zip', executionEnvRef: env, active: true };

describe('simulated devices', () => {
  const world = () => {
    const clock = manualClock();
    const calls: [string, Rpc][] = [];
    const devices = simulatedDevices({ clock, onCall: (node, rpc) => calls.push([node, rpc]) });
    return { clock, calls, devices };
  };

  it('keeps devices apart, whatever their nodes are called', async () => {
    const { clock, devices } = world();
    const nodes = ['__proto__', 'constructor', '', 'node1', 'Node1', '../node1'];
    const seen: string[] = [];
    devices.onReport((report) => isCompletion(report) && seen.push(report.node));
    for (const node of nodes)
      await (
        await devices.connect(node)
      ).changeDUState({ commandKey: 'k', operations: [{ operation: 'Install', url: 'http://a.example/a' }] });
    clock.advance(1_000);
    expect(seen).toEqual(nodes);
    for (const node of nodes) expect(devices.device(node).installed().map(unitLine)).toEqual(['a 1.0']);
  });

  it('tells what reaches a device, and only that', async () => {
    const { calls, devices } = world();
    devices.device('n').next('connect', unreachable).next('Reboot', fault(9001));
    await expect(devices.connect('n')).rejects.toBeInstanceOf(SessionError);
    await (await devices.connect('n')).reboot({ commandKey: '' });
    await (await devices.connect('m')).cancelTransfer('k');
    expect(calls).toEqual([
      ['n', 'Reboot'],
      ['m', 'CancelTransfer'],
    ]);
  });

  it('breaks an open session when the device restarts', async () => {
    const { clock, devices } = world();
    const session = await devices.connect('n');
    await session.reboot({ commandKey: 'k' });
    expect(devices.device('n').isOnline()).toBe(false);
    await expect(session.factoryReset()).rejects.toMatchObject({
      code: 'notEstablished',
      statusCode: 6020,
      statusName: 'MGMT_SESSION_CANNOT_BE_ESTABLISHED',
    });
    clock.advance(10_000);
    expect(devices.device('n').isOnline()).toBe(true);
    expect(clock.pending()).toBe(0);
  });

  it('serves every handler, also when one throws or leaves', async () => {
    const { clock, devices } = world();
    const seen: string[] = [];
    devices.onReport((report) => {
      if (isCompletion(report) && seen.length < 2) throw new Error('first');
    });
    const leave = devices.onReport((report) => {
      if (!isCompletion(report)) return;
      seen.push(`once ${report.commandKey}`);
      leave();
    });
    devices.onReport((report) => isCompletion(report) && seen.push(`always ${report.commandKey}`));
    devices.device('n').next('Download', reportTwice);
    await download('a')(await devices.connect('n'));
    clock.advance(1_000);
    expect(seen).toEqual(['once a', 'always a', 'always a']);
    clock.advance(10_000);
    // The first one was not taken.
    expect(seen).toEqual(['once a', 'always a', 'always a', 'always a']);
    expect(devices.device('n').running()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });

  it('says again what was not taken, until it is, and not for ever', async () => {
    const { clock, devices } = world();
    const heard: number[] = [];
    let acknowledge: () => Promise<void> = () => Promise.reject(new Error('not stored'));
    devices.onReport((report) => {
      if (!isCompletion(report)) return undefined;
      heard.push(clock.now());
      return acknowledge();
    });
    await download('a')(await devices.connect('n'));
    for (const time of [1_000, 5_000, 10_000]) {
      clock.advance(time);
      await settle();
    }
    expect(heard).toEqual([1_000, 6_000, 16_000]);
    acknowledge = () => Promise.resolve();
    clock.advance(20_000);
    await settle();
    expect([heard, clock.pending()]).toEqual([[1_000, 6_000, 16_000, 36_000], 0]);
    acknowledge = () => Promise.reject(new Error('never'));
    await download('b')(await devices.connect('n'));
    for (let round = 0; round < 20; round += 1) {
      clock.advance(10_000_000);
      await settle();
    }
    expect([heard.length, clock.pending()]).toEqual([14, 0]);
  });

  it('tells why it has a session, and what it does by itself', async () => {
    const { clock, devices } = world();
    const told: string[] = [];
    devices.onReport((report) => {
      if (report.rpc === 'Inform') told.push(`${clock.now()} ${report.events.map(({ eventCode, commandKey }) => `${eventCode} ${commandKey}`.trim()).join(', ')}`);
      else told.push(report.rpc);
    });
    const device = devices.device('n');
    const session = await devices.connect('n');
    await download('d')(session);
    clock.advance(1_000);
    await session.reboot({ commandKey: 'r' });
    device.inform('4 VALUE CHANGE');
    clock.advance(10_000);
    device.changeByItself({ operation: 'Install', url: 'http://files.example/app-1.0.zip' });
    device.downloadByItself('http://files.example/firmware');
    await (await devices.connect('n')).factoryReset();
    clock.advance(10_000);
    expect(told).toEqual([
      '0 6 CONNECTION REQUEST',
      '1000 7 TRANSFER COMPLETE, M Download d',
      'TransferComplete',
      '11000 1 BOOT, M Reboot r',
      '11000 4 VALUE CHANGE',
      '11000 12 AUTONOMOUS DU STATE CHANGE COMPLETE',
      'AutonomousDUStateChangeComplete',
      '11000 10 AUTONOMOUS TRANSFER COMPLETE',
      'AutonomousTransferComplete',
      '11000 6 CONNECTION REQUEST',
      '21000 1 BOOT, 0 BOOTSTRAP',
    ]);
  });

  it('gives up a session that nobody waits for any more', async () => {
    const { clock, devices } = world();
    devices.device('n').next('connect', sessionTimeout);
    const patience = new AbortController();
    const session = devices.connect('n', { signal: patience.signal });
    patience.abort();
    await expect(session).rejects.toMatchObject({ code: 'timeout' });
    clock.advance(100_000);
  });

  it('is read as parameters, by their names or by what is above them', async () => {
    const { devices } = world();
    devices.device('n').ships({ units: [shipped, { ...shipped, version: '2.0' }] });
    const session = await devices.connect('n');
    expect((await installedUnits(session)).map(({ name, version, executionUnits }) => [name, version, executionUnits.length])).toEqual([
      ['base', '1.0', 1],
      ['base', '2.0', 1],
    ]);
    expect(await session.getParameterValues(['Device.DeviceInfo.SerialNumber'])).toEqual({ values: [{ name: 'Device.DeviceInfo.SerialNumber', value: 'n' }] });
    expect(await session.getParameterValues(['Device.Nothing.'])).toMatchObject({ fault: { faultCode: 9005 } });
    const [unit] = await installedUnits(session);
    const path = unit?.executionUnits[0] ?? '';
    const wrong = await session.setParameterValues([
      { name: `${path}.RequestedState`, value: 'Idle' },
      { name: `${path}.RequestedState`, value: 'Running' },
      { name: `${path}.Name`, value: 'x' },
      { name: 'Device.Nothing', value: 'x' },
    ]);
    expect(wrong).toMatchObject({ fault: { faultCode: 9003, parameters: [{ faultCode: 9007 }, { faultCode: 9008 }, { faultCode: 9005 }] } });
    expect(devices.device('n').installed()[0]?.active).toBe(true);
    expect(await setExecutionUnitState(session, { uuid, version: '1.0', requestedState: 'Idle' })).toEqual({ status: 0 });
    expect(devices.device('n').installed().map(({ active }) => active)).toEqual([false, true]);
  });

  it('has the same handler twice when it is registered twice', async () => {
    const { clock, devices } = world();
    const seen: Completion[] = [];
    const handler = (report: Report) => isCompletion(report) && seen.push(report);
    const leave = devices.onReport(handler);
    devices.onReport(handler);
    await download('a')(await devices.connect('n'));
    clock.advance(1_000);
    expect(seen).toHaveLength(2);
    leave();
    leave();
    await download('b')(await devices.connect('n'));
    clock.advance(1_000);
    expect(seen).toHaveLength(3);
  });

  it('takes commands from the handler of a report', async () => {
    const { clock, devices } = world();
    const order: string[] = [];
    devices.onReport((report) => {
      if (!isCompletion(report)) return;
      const { commandKey, node } = report;
      order.push(commandKey);
      if (commandKey === 'a') void devices.connect(node).then(download('b'));
    });
    await download('a')(await devices.connect('n'));
    clock.advance(1_000);
    await settle();
    clock.advance(1_000);
    expect(order).toEqual(['a', 'b']);
  });
});
