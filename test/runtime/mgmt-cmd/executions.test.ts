import { describe, expect, it } from 'vitest';
import {
  acceptDone,
  delay,
  fault,
  lose,
  loseAnswer,
  notEstablished,
  reportFault,
  reportTwice,
  reportUnknownKey,
  restartMeanwhile,
  unreachable,
} from '../../../runtime/devices/behaviour.js';
import type { Devices, DeviceSession, Report } from '../../../runtime/devices/devices.js';
import { managementProcedures } from '../../../runtime/index.js';
import { storyClock } from '../devices/story.js';
import { download, executed, install, LONG, reboot, reset, scene, upload, WORK, type Scene } from './story.js';

const UNFINISHED = 'STATUS_NOT_FINISHED';
const INTERNAL = 'STATUS_INTERNAL_ERROR';

const uuid = '12345678-1234-1234-1234-123456789012';
const commands: Readonly<Record<string, { command: Record<string, unknown>; rpc: string; result?: string }>> = {
  RESET: { command: reset, rpc: 'FactoryReset' },
  REBOOT: { command: reboot, rpc: 'Reboot' },
  UPLOAD: { command: upload, rpc: 'Upload' },
  DOWNLOAD: { command: download, rpc: 'Download' },
  SOFTWAREINSTALL: { command: install, rpc: 'ChangeDUState' },
  SOFTWAREUNINSTALL: {
    command: { cmdType: 6, execReqArgs: { softwareUninstall: [{ UUID: uuid, version: '', executionEnvRef: '' }] } },
    rpc: 'ChangeDUState',
    result: 'STATUS_UNKNOWN_DEPLOYMENT_UNIT',
  },
  SOFTWAREUPDATE: {
    command: {
      cmdType: 7,
      execReqArgs: { softwareUpdate: [{ UUID: uuid, version: '', URL: '', username: '', password: '', executionEnvRef: '' }] },
    },
    rpc: 'ChangeDUState',
    result: 'STATUS_UNKNOWN_DEPLOYMENT_UNIT',
  },
};

describe('TS-0004 7.4.16.2.1: create', () => {
  it.each([
    ['nothing for a command with arguments', { cmdType: 5 }, 'INSUFFICIENT_ARGUMENTS'],
    [
      'an entry without a mandatory argument',
      { cmdType: 3, execReqArgs: { upload: [{ fileType: '1', URL: 'http://x/' }] } },
      'INSUFFICIENT_ARGUMENTS',
    ],
    ['an empty list of entries', { cmdType: 6, execReqArgs: { softwareUninstall: [] } }, 'INSUFFICIENT_ARGUMENTS'],
    ['the arguments of another command', { cmdType: 3, execReqArgs: download.execReqArgs }, 'INVALID_ARGUMENTS'],
    ['a command that does not exist', { cmdType: 0 }, 'INVALID_CMDTYPE'],
    [
      'what TR-069 cannot say: that shows at the execution',
      { cmdType: 1, execReqArgs: { reset: [{ anyArg: [{ name: 'Force', value: '1' }] }] } },
      'CREATED',
    ],
  ])('%s', async (_name, command, status) => {
    const s = await scene();
    const answer = await s.command('c', command);
    expect(answer.status).toBe(status);
    expect(s.store.childNamed('id-in', 'c') !== undefined).toBe(status === 'CREATED');
  });
});

describe('TS-0004 7.4.16.2.3.1: update', () => {
  it('of execTarget and execMode is refused while there is an execution, over or not; the same values are no change', async () => {
    const { s } = await executed(upload);
    await s.goOn(LONG);
    const update = async (attributes: Record<string, unknown>) => (await s.update('c', attributes)).status;
    expect(await update({ execMode: 2 })).toBe('OPERATION_NOT_ALLOWED');
    expect(await update({ execTarget: 'cse-in/node2', execEnable: true })).toBe('OPERATION_NOT_ALLOWED');
    expect(await update({ execMode: 1, execTarget: 'cse-in/node1', description: 'same' })).toBe('UPDATED');
    expect(await update({ execMode: null })).toBe('UPDATED');
    expect(await update({ execNumber: 3, execFrequency: 'PT1S' })).toBe('UPDATED');
    expect(s.instances('c')).toHaveLength(1);
    await s.deleteInstance('c');
    expect(await update({ execMode: 2 })).toBe('UPDATED');
  });

  it('along with execEnable comes before the execution', async () => {
    const { s } = await executed({ ...upload, execTarget: 'cse-in/nowhere' }, async (s) =>
      expect((await s.update('c', { execTarget: 'cse-in/node2', execEnable: true })).status).toBe('UPDATED'),
    );
    expect(s.calls).toEqual([`0 ${s.idOf('node2')} Upload`, `0 ${s.idOf('node2')} Upload`]);
  });

  it('that is refused changes nothing: an unknown target undoes the attributes too', async () => {
    const s = await scene();
    await s.command('c', upload);
    expect((await s.update('c', { execTarget: 'cse-in/nowhere', execEnable: true, description: 'x' })).status).toBe(
      'EXTERNAL_OBJECT_NOT_REACHABLE',
    );
    expect(s.store.childNamed('id-in', 'c')?.attributes).toMatchObject({ execTarget: 'cse-in/node1', execEnable: false });
  });
});

describe('TS-0004 7.4.16.2.3.2: execute', () => {
  it.each(Object.entries(commands))('TS-0006-CR Table 8.2.1-1: %s', async (_name, { command, rpc, result = 'STATUS_SUCCESS' }) => {
    const { s, status } = await executed(command);
    expect([status, s.calls]).toEqual(['UPDATED', [`0 ${s.idOf('node1')} ${rpc}`]]);
    await s.goOn(LONG);
    expect([s.executions('c'), s.reports]).toEqual([[`FINISHED ${result}`], []]);
  });

  it('step 3: copies what the execution is made of, and the policies', async () => {
    const timing = { execMode: 4, execFrequency: 'PT1H', execDelay: 'PT1H', execNumber: 3 };
    const { s } = await executed({ ...upload, ...timing });
    expect(s.instances('c')[0]).toMatchObject({
      creator: 'CAdmin',
      attributes: { ...timing, execReqArgs: upload.execReqArgs, execTarget: s.idOf('node1'), execStatus: 1, execResult: 31 },
    });
  });

  it('step 2: one execution for each member of a group, whatever it is; 2004, and the outcome in each of them (A49)', async () => {
    const { s, status } = await executed({ ...upload, execTarget: 'cse-in/g' }, async (s) => {
      await s.group('g', ['cse-in/node1', 'cse-in/node2', 'cse-in/node3', 'cse-in', 'cse-in/nowhere']);
      s.device('node1').next('Upload', fault(9002));
      s.device('node2').next('connect', notEstablished);
    });
    await s.settle();
    expect([status, s.executions('c')]).toEqual([
      'UPDATED',
      [`FINISHED ${INTERNAL}`, `FINISHED ${INTERNAL}`, `PENDING ${UNFINISHED}`, `FINISHED ${INTERNAL}`, `FINISHED ${INTERNAL}`],
    ]);
    await s.goOn(LONG);
    expect(s.executions('c')[2]).toBe('FINISHED STATUS_SUCCESS');
  });

  it('each request makes an execution of its own', async () => {
    const { s } = await executed(upload);
    await s.execute('c');
    expect(s.executions('c')).toEqual([`PENDING ${UNFINISHED}`, `PENDING ${UNFINISHED}`]);
    expect(new Set(s.keys).size).toBe(2);
    await s.cancel('c', 1);
    await s.goOn(LONG);
    expect(s.executions('c')).toEqual(['FINISHED STATUS_SUCCESS', `CANCELLED ${UNFINISHED}`]);
  });

  it('whoever may do something with the command may do it with its executions, and nobody else', async () => {
    const s = await scene({ access: [{ originators: ['Ca', 'Cb'], privileges: ['CREATE'] }] });
    for (const fr of ['Ca', 'Cb']) {
      expect(
        (
          await s.ask({
            op: 1,
            to: 'cse-in',
            ty: 2,
            fr,
            pc: { 'm2m:AE': { 'App-ID': 'Nx', requestReachability: true, supportedReleaseVersions: ['3'] } },
          })
        ).rsc,
      ).toBe(2001);
    }
    const content = { resourceName: 'c', execTarget: 'cse-in/node1', ...upload };
    expect((await s.ask({ op: 1, to: 'cse-in', ty: 12, fr: 'Ca', pc: { 'm2m:mgmtCmd': content } })).rsc).toBe(2001);
    expect((await s.ask({ op: 3, to: 'cse-in/c', fr: 'Ca', pc: { 'm2m:mgmtCmd': { execEnable: true } } })).rsc).toBe(2004);
    const cancel = { op: 3, to: `cse-in/c/${s.instances('c')[0]?.name}`, pc: { 'm2m:execInstance': { execDisable: true } } };
    expect((await s.ask({ ...cancel, fr: 'Cb' })).status).toBe('ORIGINATOR_HAS_NO_PRIVILEGE');
    expect(s.executions('c')).toEqual([`PENDING ${UNFINISHED}`]);
    expect((await s.ask({ ...cancel, fr: 'Ca' })).status).toBe('UPDATED');
  });

  it('subscribers see every state, and nothing twice', async () => {
    const { s } = await executed({ ...upload, execMode: 3, execDelay: 'PT10S' }, (s) => s.next('Upload', reportTwice));
    const to = `cse-in/c/${s.instances('c')[0]?.name}`;
    await s.ask({
      op: 1,
      to,
      ty: 23,
      pc: { 'm2m:subscription': { notificationURI: ['https://subscriber.example/'], notificationContentType: 2 } },
    });
    await s.goOn(LONG);
    const seen = s.notes.map(
      (note) =>
        (JSON.parse(note) as { 'm2m:sgn': { nev: { rep: { 'm2m:exin': { exs: number; exr?: number } } } } })['m2m:sgn'].nev.rep['m2m:exin'],
    );
    expect(seen).toEqual([{ exs: 2 }, { exs: 3, exr: 0 }]);
  });

  it('the Hosting CSE may execute a command itself', async () => {
    const s = await scene();
    await s.command('c', upload);
    s.next('connect', notEstablished);
    s.cse.run((unit) => unit.update(unit.childNamed('id-in', 'c')?.id ?? '', { execEnable: true }));
    await s.settle();
    expect([s.executions('c'), s.reports]).toEqual([[`FINISHED ${INTERNAL}`], []]);
  });

  it('P07: execTarget may be a node-ID', async () => {
    const { s, status } = await executed({ ...upload, execTarget: 'urn:node2' });
    expect([status, s.calls]).toEqual(['UPDATED', [`0 ${s.idOf('node2')} Upload`]]);
  });

  it('TS-0004 7.3.4.1: a device that cannot be reached leaves no execution', async () => {
    const { s, status } = await executed(upload, (s) => s.next('connect', unreachable));
    expect([status, s.executions('c')]).toEqual(['EXTERNAL_OBJECT_NOT_REACHABLE', []]);
  });

  it('TS-0004 7.3.4.3: what never answers is given up at the limit', async () => {
    const never = (devices: Devices): Devices => ({ ...devices, connect: () => new Promise<DeviceSession>(() => undefined) });
    const s = await scene({ devices: never, policy: { sessionLimit: 5_000 } });
    await s.command('c', upload);
    expect((await s.after(5_000, s.execute('c'))).status).toBe('MGMT_SESSION_ESTABLISHMENT_TIMEOUT');
    expect(s.executions('c')).toEqual([`FINISHED ${INTERNAL}`]);
  });

  it('a Devices that throws is a session that fails, and is reported', async () => {
    const broken = (devices: Devices): Devices => ({
      ...devices,
      connect: () => {
        throw new TypeError('broken');
      },
    });
    const s = await scene({ devices: broken });
    await s.command('c', upload);
    expect([(await s.execute('c')).status, s.reports.length]).toEqual(['MGMT_SESSION_CANNOT_BE_ESTABLISHED', 1]);
  });

  it('A45: the CommandKey is the resourceID, or 32 characters that stand for it', async () => {
    const { s } = await executed(upload);
    expect(s.keys).toEqual([s.instances('c')[0]?.id]);
    const long = await scene();
    const store = long.store;
    const mgmtCmd = {
      id: 'm',
      type: 'mgmtCmd',
      name: 'c',
      parent: 'id-in',
      creator: 'CAdmin',
      attributes: { ...upload, execTarget: 'cse-in/node1', execEnable: false },
    };
    store.put(mgmtCmd);
    const instance = { id: 'i'.repeat(200), type: 'execInstance', name: 'i', parent: 'm', creator: 'CAdmin' };
    store.put({ ...instance, attributes: { execTarget: 'cse-in/node1', execReqArgs: upload.execReqArgs, execStatus: 1, execResult: 31 } });
    const again = await scene({ store, clock: long.clock });
    await again.settle();
    expect([again.executions('c'), String(again.keys[0]).length]).toEqual([[`PENDING ${UNFINISHED}`], 32]);
    await again.goOn(LONG);
    expect(again.executions('c')).toEqual(['FINISHED STATUS_SUCCESS']);
  });
});

describe('TS-0004 7.4.16.1: execMode, execFrequency, execDelay, execNumber', () => {
  /** When the RPC was sent. */
  const times = (s: Scene) => s.calls.map((call) => Number(call.split(' ')[0]));

  it.each([
    ['once: frequency, delay and number are not used', { execMode: 1, execFrequency: 'PT1M', execDelay: 'PT1M', execNumber: 3 }, [0]],
    ['repeated: the delay is not used', { execMode: 2, execFrequency: 'PT1M', execDelay: 'PT1H', execNumber: 3 }, [0, 60_000, 120_000]],
    [
      'repeated faster than the device works: one after the other',
      { execMode: 2, execFrequency: 'PT0.5S', execNumber: 3 },
      [0, 1_000, 2_000],
    ],
    ['repeated without an interval', { execMode: 2, execNumber: 2 }, [0, 1_000]],
    ['repeated without a number: the default is 1', { execMode: 2, execFrequency: 'PT1M' }, [0]],
    ['repeated no times: once', { execMode: 2, execNumber: 0 }, [0]],
    ['repeated into the past: at once', { execMode: 2, execNumber: 2, execFrequency: '-PT1H' }, [0, 1_000]],
    ['random once: at a moment within the delay', { execMode: 3, execDelay: 'PT10S', execNumber: 3 }, [5_000]],
    ['random once without a delay: the default is 0', { execMode: 3 }, [0]],
    [
      'random repeated: the delay before the first, then the interval',
      { execMode: 4, execDelay: 'PT10S', execFrequency: 'PT1M', execNumber: 2 },
      [5_000, 65_000],
    ],
  ])('%s', async (_name, mode, expected) => {
    const { s, status } = await executed({ ...upload, ...mode });
    expect(status).toBe('UPDATED');
    await s.goOn(LONG);
    expect([times(s), s.executions('c')]).toEqual([expected, ['FINISHED STATUS_SUCCESS']]);
  });

  it('A50: between runs INITIATED with the result of the last one, which counts in the end', async () => {
    const { s } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 3 }, (s) =>
      s.next('Upload', reportFault(9011)).next('Upload').next('Upload', fault(9001)),
    );
    await s.goOn(WORK);
    expect(s.executions('c')).toEqual(['INITIATED STATUS_UPLOAD_FAILED']);
    await s.goOn(60_000);
    expect(s.executions('c')).toEqual(['INITIATED STATUS_SUCCESS']);
    await s.goOn(LONG);
    expect([s.executions('c'), times(s)]).toEqual([['FINISHED STATUS_REQUEST_DENIED'], [0, 60_000, 120_000]]);
  });

  it('A44, A50: a run without a session is a run; as others follow, Execute is answered 2004', async () => {
    const { s, status } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 2 }, (s) =>
      s.next('connect', unreachable),
    );
    expect([status, s.executions('c')]).toEqual(['UPDATED', [`INITIATED ${INTERNAL}`]]);
    await s.goOn(LONG);
    expect([s.executions('c'), times(s)]).toEqual([['FINISHED STATUS_SUCCESS'], [60_000]]);
  });

  it('A36: cancelled between two runs, no run follows', async () => {
    const { s } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 3 });
    await s.goOn(WORK);
    expect((await s.cancel('c')).status).toBe('UPDATED');
    await s.goOn(LONG);
    expect([s.executions('c'), times(s)]).toEqual([['CANCELLED STATUS_SUCCESS'], [0]]);
  });

  it('A36: cancelled while the session is being opened, the command is not sent', async () => {
    const s = await scene();
    await s.command('c', upload);
    s.next('connect', delay(5_000));
    const execute = s.execute('c');
    await s.settle();
    expect((await s.cancel('c')).status).toBe('UPDATED');
    expect((await s.after(10_000, execute)).status).toBe('UPDATED');
    expect([s.executions('c'), s.calls]).toEqual([[`CANCELLED ${UNFINISHED}`], []]);
  });
});

describe('TS-0006-CR 8.2.1: answers and reports', () => {
  it.each([
    ['A43, A44: a fault in the answer: FINISHED with it, and Execute is refused', upload, [fault(9000)], 'FINISHED STATUS_REQUEST_UNSUPPORTED', 'OPERATION_DENIED_BY_REMOTE_ENTITY'],
    ['A25: an unknown fault code', upload, [fault(9876)], `FINISHED ${INTERNAL}`, 'OPERATION_DENIED_BY_REMOTE_ENTITY'],
    ['A25: a fault code that no table of the report lists', upload, [reportFault(1)], `FINISHED ${INTERNAL}`],
    ['fault code 0 is no fault', upload, [reportFault(0)], 'FINISHED STATUS_SUCCESS'],
    ['A41: Status 0 is the end, no report follows', upload, [acceptDone], 'FINISHED STATUS_SUCCESS'],
    ['A41: Status 1, then TransferComplete with a fault', upload, [reportFault(9011)], 'FINISHED STATUS_UPLOAD_FAILED'],
    ['A42: DUStateChangeComplete with a fault', install, [reportFault(9027)], 'FINISHED STATUS_SYSTEM_RESOURCES_EXCEEDED'],
    ['A39: a report that comes twice', upload, [reportTwice], 'FINISHED STATUS_SUCCESS'],
    ['the report comes after a restart of the device', upload, [restartMeanwhile], 'FINISHED STATUS_SUCCESS'],
    ['an answer that is lost: the report tells', upload, [loseAnswer], 'FINISHED STATUS_SUCCESS'],
    ['no report: the limit of time', upload, [lose], `FINISHED ${INTERNAL}`],
    ['a report after the limit of time', upload, [delay(200_000)], `FINISHED ${INTERNAL}`],
    ['a report under an unknown CommandKey is none', upload, [reportUnknownKey], `FINISHED ${INTERNAL}`],
    ['A40: a Reboot that is refused', reboot, [fault(9001)], 'FINISHED STATUS_REQUEST_DENIED', 'OPERATION_DENIED_BY_REMOTE_ENTITY'],
  ] as const)('%s', async (_name, command, behaviour, end, answer: string = 'UPDATED') => {
    const rpc = command === upload ? 'Upload' : command === install ? 'ChangeDUState' : 'Reboot';
    const s = await scene({ policy: { completionLimit: 100_000 } });
    await s.command('c', command);
    s.next(rpc, ...behaviour);
    expect((await s.after(LONG, s.execute('c'))).status).toBe(answer);
    expect([s.executions('c'), s.reports]).toEqual([[end], []]);
  });

  it.each([
    ['the session times out before there is a report', upload, [loseAnswer, delay(60_000)], 'MGMT_SESSION_ESTABLISHMENT_TIMEOUT', 'FINISHED STATUS_SUCCESS'],
    ['the session breaks', upload, [{ session: 'notEstablished' as const }], 'MGMT_SESSION_CANNOT_BE_ESTABLISHED', `FINISHED ${INTERNAL}`],
    ['the device is gone', upload, [{ session: 'unreachable' as const }], 'MGMT_SESSION_ESTABLISHMENT_TIMEOUT', `FINISHED ${INTERNAL}`],
    ['of what has no report', reboot, [{ session: 'notEstablished' as const }], 'MGMT_SESSION_CANNOT_BE_ESTABLISHED', `FINISHED ${INTERNAL}`],
  ] as const)('A52: an answer that is lost is no acceptance: %s', async (_name, command, behaviour, answer, end) => {
    const s = await scene({ policy: { completionLimit: 100_000 } });
    await s.command('c', command);
    s.next(command === upload ? 'Upload' : 'Reboot', ...behaviour);
    expect((await s.after(LONG, s.execute('c'))).status).toBe(answer);
    expect([s.executions('c'), s.reports]).toEqual([[end], []]);
  });

  it('A40: a Reboot whose answer is lost has failed: nothing else will tell', async () => {
    const { s } = await executed(reboot, (s) => s.next('Reboot', { session: 'notEstablished' }));
    await s.settle();
    expect(s.executions('c')).toEqual([`FINISHED ${INTERNAL}`]);
  });

  it('the limit of time begins after the delay that the device was asked for', async () => {
    const slow = { ...download, execReqArgs: { download: [{ ...download.execReqArgs.download[0], delaySeconds: 100 }] } };
    const { s } = await executed(slow, (s) => s.next('Download', lose), { policy: { completionLimit: 10_000 } });
    await s.goOn(109_999);
    expect(s.executions('c')).toEqual([`PENDING ${UNFINISHED}`]);
    await s.goOn(1);
    expect(s.executions('c')).toEqual([`FINISHED ${INTERNAL}`]);
  });

  it.each([
    ['of another device', { node: 'node9' }],
    ['of another RPC', { rpc: 'DUStateChangeComplete', results: [{}] }],
  ])('a report %s with the right CommandKey is none', async (_name, wrong) => {
    const handlers: ((report: Report) => void)[] = [];
    const listening = (devices: Devices): Devices => ({
      ...devices,
      onReport: (handler) => (handlers.push(handler), devices.onReport(handler)),
    });
    const { s } = await executed(upload, () => undefined, { devices: listening });
    const report = {
      rpc: 'TransferComplete',
      node: s.idOf('node1'),
      commandKey: String(s.keys[0]),
      startTime: 0,
      completeTime: 0,
    } as const;
    handlers[0]?.({ ...report, ...wrong } as Report);
    expect(s.executions('c')).toEqual([`PENDING ${UNFINISHED}`]);
    handlers[0]?.(report);
    expect(s.executions('c')).toEqual(['FINISHED STATUS_SUCCESS']);
  });

  it('A39: the report of one run is not taken for that of the next, which has not been sent', async () => {
    const { s } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 2 }, (s) => s.next('Upload', reportTwice));
    await s.goOn(WORK);
    expect(s.executions('c')).toEqual(['INITIATED STATUS_SUCCESS']);
    await s.goOn(LONG);
    expect(s.calls).toHaveLength(2);
  });
});

it('one set of options serves several CSEs, each with executions of its own', () => {
  const procedures = managementProcedures({ devices: { connect: () => Promise.reject(new Error()), onReport: () => () => undefined } });
  const host = () => ({ clock: storyClock(), cseId: '/id', run: () => undefined as never, report: () => undefined });
  expect(procedures.map((of) => of(host()).type)).toEqual(['mgmtCmd', 'execInstance']);
});
