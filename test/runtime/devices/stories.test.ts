import { describe, expect, it, test } from 'vitest';
import { accept, acceptDone, cancelDenied, completeAnyway, delay, fault, lose, loseAnswer, notEstablished, reportFault, reportLate, reportTwice, reportUnknownKey, restartMeanwhile, sessionTimeout, unreachable } from '../../../runtime/devices/behaviour.js';
import { setExecutionUnitState } from '../../../runtime/devices/inventory.js';
import { cancel, download, factoryReset, install, reboot, tell, upload, type Step, type Story } from './story.js';

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
