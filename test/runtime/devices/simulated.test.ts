import { describe, expect, it, test } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
import {
  accept,
  acceptDone,
  cancelDenied,
  completeAnyway,
  delay,
  fault,
  lose,
  loseAnswer,
  notEstablished,
  reportFault,
  reportLate,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  sessionTimeout,
  unreachable,
} from '../../../runtime/devices/behaviour.js';
import { isCompletion, type Completion, type Report, type Rpc } from '../../../runtime/devices/devices.js';
import { SessionError } from '../../../runtime/devices/session-error.js';
import { installedUnits, setExecutionUnitState } from '../../../runtime/devices/inventory.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import { cancel, download, factoryReset, install, reboot, settle, tell, unitLine, upload, type Step, type Story } from './story.js';

const uuid = '11111111-1111-4111-8111-111111111111';
const env = 'Device.SoftwareModules.ExecEnv.1';
const shipped = { uuid, version: '1.0', name: 'base', url: 'http://files.example/base-1.0.zip', executionEnvRef: env, active: true };

const setState =
  (requestedState: 'Active' | 'Idle', of = uuid): Step =>
  (session) =>
    setExecutionUnitState(session, { uuid: of, requestedState });

const stories: readonly Story[] = [
  {
    name: 'a Download is accepted and completes (TS-0006-CR 8.2.1.1, 8.2.1.3)',
    when: [[0, download('k')]],
    then: ['0 accepted', '1000 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'an Upload is accepted and completes (TS-0006-CR 8.2.1.2, 8.2.1.3)',
    when: [[0, upload('k')]],
    then: ['0 accepted', '1000 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'a transfer starts after DelaySeconds',
    when: [[0, download('k', { delaySeconds: 60 })]],
    then: ['0 accepted', '61000 TransferComplete k ok (60000-61000)'],
  },
  {
    name: 'A41: a transfer that is done at once answers Status 0, and no report follows',
    given: (device) => device.next('Download', acceptDone).next('Upload', acceptDone),
    when: [
      [0, download('k')],
      [5, upload('l')],
    ],
    then: ['0 done', '5 done'],
  },
  {
    name: 'a scripted fault is answered once, what follows is as always',
    given: (device) => device.next('Download', fault(9001)).next('Download', accept, reportFault(9017)).always('Download', fault(9000)),
    when: [
      [0, download('a')],
      [1, download('b')],
      [2, download('c')],
      [3, download('d')],
    ],
    then: ['0 fault 9001', '1 accepted', '2 fault 9000', '3 fault 9000', '1001 TransferComplete b 9017 (1-1001)'],
  },
  {
    name: 'what no device can fetch is refused by itself',
    when: [
      [0, download('a', { url: 'gopher://files.example/x' })],
      [1, upload('b', { url: 'x' })],
      [2, download('c', { url: '' })],
    ],
    then: ['0 fault 9013', '1 fault 9003', '2 fault 9003'],
  },
  {
    name: 'work takes as long as the script says',
    given: (device) => device.next('Download', delay(60_000)).next('ChangeDUState', delay(30_000)),
    when: [
      [0, download('a')],
      [0, install('b')],
    ],
    then: ['0 accepted', '0 accepted', '30000 DUStateChangeComplete b ok 1.0', '60000 TransferComplete a ok (0-60000)'],
    installed: ['app 1.0'],
  },
  {
    name: 'a report is lost, the work is done',
    given: (device) => device.next('ChangeDUState', lose),
    when: [[0, install('k')]],
    then: ['0 accepted'],
    installed: ['app 1.0'],
  },
  {
    name: 'a report comes twice',
    given: (device) => device.next('Download', reportTwice),
    when: [[0, download('k')]],
    then: ['0 accepted', '1000 TransferComplete k ok (0-1000)', '1000 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'a report comes under a key that nobody knows',
    given: (device) => device.next('Upload', reportUnknownKey),
    when: [[0, upload('k')]],
    then: ['0 accepted', '1000 TransferComplete unknown ok (0-1000)'],
  },
  {
    name: 'A23: a report tells of a code that its table does not list',
    given: (device) => device.next('Download', reportFault(9899)),
    when: [[0, download('k')]],
    then: ['0 accepted', '1000 TransferComplete k 9899 (0-1000)'],
  },
  {
    name: 'TS-0006-CR 8.2.3: a cancelled transfer reports nothing',
    when: [
      [0, download('k')],
      [500, cancel('k')],
    ],
    then: ['0 accepted', '500 done'],
  },
  {
    name: 'TS-0006-CR 8.2.3: a cancel is denied and the transfer completes',
    given: (device) => device.next('CancelTransfer', cancelDenied),
    when: [
      [0, download('k')],
      [500, cancel('k')],
    ],
    then: ['0 accepted', '500 fault 9021', '1000 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'A39: a cancel is accepted and the completion arrives anyway',
    given: (device) => device.next('CancelTransfer', completeAnyway),
    when: [
      [0, download('k')],
      [500, cancel('k')],
    ],
    then: ['0 accepted', '500 done', '1000 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'A39: the report arrives long after an accepted cancel',
    given: (device) => device.next('Upload', reportLate(90_000)),
    when: [
      [0, upload('k')],
      [500, cancel('k')],
    ],
    then: ['0 accepted', '500 done', '90500 TransferComplete k ok (0-90500)'],
  },
  {
    name: 'reportLate changes nothing when nobody cancels',
    given: (device) => device.next('Upload', reportLate(90_000)),
    when: [[0, upload('k')]],
    then: ['0 accepted', '1000 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'only running transfers can be cancelled',
    when: [
      [0, download('k')],
      [2_000, cancel('k')],
      [2_001, cancel('never')],
      [3_000, install('i')],
      [3_001, cancel('i')],
    ],
    then: [
      '0 accepted',
      '1000 TransferComplete k ok (0-1000)',
      '2000 fault 9021',
      '2001 fault 9021',
      '3000 accepted',
      '3001 fault 9021',
      '4000 DUStateChangeComplete i ok 1.0',
    ],
    installed: ['app 1.0'],
  },
  {
    name: 'a cancel answers late, after the transfer is done',
    given: (device) => device.next('CancelTransfer', delay(5_000)),
    when: [
      [0, download('k')],
      [500, cancel('k')],
    ],
    then: ['0 accepted', '1000 TransferComplete k ok (0-1000)', '5500 fault 9021'],
  },
  {
    name: 'A40: a Reboot is done with its answer; what completes meanwhile is reported after it',
    when: [
      [0, download('k')],
      [500, reboot],
      [2_000, download('l')],
    ],
    then: ['0 accepted', '500 done', '2000 unreachable 6003', '10500 TransferComplete k ok (0-1000)'],
  },
  {
    name: 'a device restarts in the middle of a command and reports in a session after that',
    given: (device) => device.next('ChangeDUState', restartMeanwhile, reportTwice),
    when: [[0, install('k')]],
    then: ['0 accepted', '10500 DUStateChangeComplete k ok 1.0', '10500 DUStateChangeComplete k ok 1.0'],
    installed: ['app 1.0'],
  },
  {
    name: 'two restarts overlap: the device is back after the second',
    given: (device) => device.next('Download', restartMeanwhile).next('Download', restartMeanwhile, delay(8_000)),
    when: [
      [0, download('a')],
      [0, download('b')],
    ],
    then: ['0 accepted', '0 accepted', '14000 TransferComplete a ok (0-1000)', '14000 TransferComplete b ok (0-8000)'],
  },
  {
    name: 'a cancelled transfer does not restart the device any more',
    given: (device) => device.next('Download', restartMeanwhile),
    when: [
      [0, download('k')],
      [400, cancel('k')],
      [600, reboot],
    ],
    then: ['0 accepted', '400 done', '600 done'],
  },
  {
    name: 'A40: a FactoryReset brings back what the device was shipped with and forgets what it was doing',
    given: (device) => device.ships({ units: [shipped] }),
    when: [
      [0, install('a')],
      [2_000, setState('Idle')],
      [3_000, download('b')],
      [3_500, factoryReset],
    ],
    then: ['0 accepted', '1000 DUStateChangeComplete a ok 1.0', '2000 done', '3000 accepted', '3500 done'],
    installed: ['base 1.0 active'],
  },
  {
    name: 'a FactoryReset forgets what waits to be reported',
    given: (device) => device.next('Download', restartMeanwhile).next('FactoryReset', delay(2_000)),
    when: [
      [0, download('k')],
      [100, factoryReset],
    ],
    then: ['0 accepted', '2100 done'],
  },
  {
    name: 'TS-0004 7.3.4: sessions fail in three ways, each with its status',
    given: (device) => device.next('connect', unreachable).next('connect', notEstablished).next('connect', sessionTimeout),
    when: [
      [0, reboot],
      [1, reboot],
      [2, reboot],
      [40_000, reboot],
    ],
    then: ['0 unreachable 6003', '1 notEstablished 6020', '30002 timeout 6021', '40000 done'],
  },
  {
    name: 'a session takes its time',
    given: (device) => device.next('connect', delay(3_000)),
    when: [[0, download('k')]],
    then: ['3000 accepted', '4000 TransferComplete k ok (3000-4000)'],
  },
  {
    name: 'a session breaks during the RPC: the device has done nothing',
    given: (device) => device.next('Download', sessionTimeout).next('ChangeDUState', notEstablished),
    when: [
      [0, download('k')],
      [5, install('l')],
    ],
    then: ['5 notEstablished 6020', '30000 timeout 6021'],
  },
  {
    name: 'an answer is lost, and the report comes all the same',
    given: (device) => device.next('Download', loseAnswer),
    when: [[0, download('k')]],
    then: ['1000 TransferComplete k ok (0-1000)', '30000 timeout 6021'],
  },
  {
    name: 'TR-157: software starts and stops by its RequestedState',
    given: (device) => device.ships({ units: [{ ...shipped, active: false }] }),
    when: [
      [0, setState('Active')],
      [1, setState('Active')],
      [2, setState('Idle', 'none')],
    ],
    then: ['0 done', '1 done', '2 fault 9005'],
    installed: ['base 1.0 active'],
  },
  {
    name: 'a scripted failure leaves the software as it was',
    given: (device) =>
      device
        .next('ChangeDUState', reportFault(9027))
        .next('SetParameterValues', fault(9002))
        .ships({ units: [shipped] }),
    when: [
      [0, install('k')],
      [5, setState('Idle')],
    ],
    then: ['0 accepted', '5 fault 9002', '1000 DUStateChangeComplete k 9027'],
    installed: ['base 1.0 active'],
  },
  {
    name: 'a device finds by itself that software is installed already (9026)',
    when: [
      [0, install('a')],
      [0, install('b')],
      [10, install('c', 'http://files.example/app-1.1.zip')],
    ],
    then: [
      '0 accepted',
      '0 accepted',
      '10 accepted',
      '1000 DUStateChangeComplete a ok 1.0',
      '1000 DUStateChangeComplete b 9026',
      '1010 DUStateChangeComplete c ok 1.1',
    ],
    installed: ['app 1.0', 'app 1.1'],
  },
  {
    name: 'durations vary with the random numbers that are given',
    options: { random: () => 0.25, duration: 2_000 },
    when: [[0, download('k')]],
    then: ['0 accepted', '1500 TransferComplete k ok (0-1500)'],
  },
  {
    name: 'RPCs that have no CommandKey in common do not disturb each other; those that have are cancelled together',
    when: [
      [0, download('k')],
      [1, upload('k')],
      [2, download('l')],
      [3, cancel('k')],
    ],
    then: ['0 accepted', '1 accepted', '2 accepted', '3 done', '1002 TransferComplete l ok (2-1002)'],
  },
];

describe('stories of a simulated device', () => {
  test.each(stories)('$name', async (story) => {
    const told = await tell(story);
    expect(told.lines).toEqual(story.then);
    expect(told.installed).toEqual(story.installed ?? []);
    expect(told.running).toEqual([]);
    expect(told.pending).toBe(0);
  });

  it('is the same story every time', async () => {
    for (const story of stories) expect(await tell(story)).toEqual(await tell(story));
  });
});

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
