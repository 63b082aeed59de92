import { describe, expect, it } from 'vitest';
import { acceptDone, cancelDenied, completeAnyway, delay, fault, lose, loseAnswer, notEstablished, reportFault, reportLate, reportTwice, reportUnknownKey, restartMeanwhile, unreachable } from '../../../runtime/devices/behaviour.js';
import type { Devices, DeviceSession, Report } from '../../../runtime/devices/devices.js';
import { managementProcedures, memoryStore } from '../../../runtime/index.js';
import { storyClock } from '../devices/story.js';
import { download, install, LONG, reboot, reset, scene, upload, WORK, type Scene } from './story.js';

const UNFINISHED = 'STATUS_NOT_FINISHED';
const INTERNAL = 'STATUS_INTERNAL_ERROR';

/** A command that was executed: its executions, then those at the end of all. */
async function executed(command: Record<string, unknown>, given: (s: Scene) => unknown = () => undefined, options = {}) {
  const s = await scene(options);
  expect((await s.command('c', command)).status).toBe('CREATED');
  await given(s);
  const { status } = await s.execute('c');
  return { s, status };
}

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
    command: { cmdType: 7, execReqArgs: { softwareUpdate: [{ UUID: uuid, version: '', URL: '', username: '', password: '', executionEnvRef: '' }] } },
    rpc: 'ChangeDUState',
    result: 'STATUS_UNKNOWN_DEPLOYMENT_UNIT',
  },
};

describe('TS-0004 7.4.16.2.1: create', () => {
  it.each([
    ['nothing for a command with arguments', { cmdType: 5 }, 'INSUFFICIENT_ARGUMENTS'],
    ['an entry without a mandatory argument', { cmdType: 3, execReqArgs: { upload: [{ fileType: '1', URL: 'http://x/' }] } }, 'INSUFFICIENT_ARGUMENTS'],
    ['an empty list of entries', { cmdType: 6, execReqArgs: { softwareUninstall: [] } }, 'INSUFFICIENT_ARGUMENTS'],
    ['the arguments of another command', { cmdType: 3, execReqArgs: download.execReqArgs }, 'INVALID_ARGUMENTS'],
    ['a command that does not exist', { cmdType: 0 }, 'INVALID_CMDTYPE'],
    ['what TR-069 cannot say: that shows at the execution', { cmdType: 1, execReqArgs: { reset: [{ anyArg: [{ name: 'Force', value: '1' }] }] } }, 'CREATED'],
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
    const { s } = await executed({ ...upload, execTarget: 'cse-in/nowhere' }, async (s) => expect((await s.update('c', { execTarget: 'cse-in/node2', execEnable: true })).status).toBe('UPDATED'));
    expect(s.calls).toEqual([`0 ${s.idOf('node2')} Upload`, `0 ${s.idOf('node2')} Upload`]);
  });

  it('that is refused changes nothing: an unknown target undoes the attributes too', async () => {
    const s = await scene();
    await s.command('c', upload);
    expect((await s.update('c', { execTarget: 'cse-in/nowhere', execEnable: true, description: 'x' })).status).toBe('EXTERNAL_OBJECT_NOT_REACHABLE');
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
    const mgmtCmd = { id: 'm', type: 'mgmtCmd', name: 'c', parent: 'id-in', creator: 'CAdmin', attributes: { ...upload, execTarget: 'cse-in/node1', execEnable: false } };
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
    ['repeated faster than the device works: one after the other', { execMode: 2, execFrequency: 'PT0.5S', execNumber: 3 }, [0, 1_000, 2_000]],
    ['repeated without an interval', { execMode: 2, execNumber: 2 }, [0, 1_000]],
    ['repeated without a number: the default is 1', { execMode: 2, execFrequency: 'PT1M' }, [0]],
    ['repeated no times: once', { execMode: 2, execNumber: 0 }, [0]],
    ['repeated into the past: at once', { execMode: 2, execNumber: 2, execFrequency: '-PT1H' }, [0, 1_000]],
    ['random once: at a moment within the delay', { execMode: 3, execDelay: 'PT10S', execNumber: 3 }, [5_000]],
    ['random once without a delay: the default is 0', { execMode: 3 }, [0]],
    ['random repeated: the delay before the first, then the interval', { execMode: 4, execDelay: 'PT10S', execFrequency: 'PT1M', execNumber: 2 }, [5_000, 65_000]],
  ])('%s', async (_name, mode, expected) => {
    const { s, status } = await executed({ ...upload, ...mode });
    expect(status).toBe('UPDATED');
    await s.goOn(LONG);
    expect([times(s), s.executions('c')]).toEqual([expected, ['FINISHED STATUS_SUCCESS']]);
  });

  it('A50: between runs INITIATED with the result of the last one, which counts in the end', async () => {
    const { s } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 3 }, (s) => s.next('Upload', reportFault(9011)).next('Upload').next('Upload', fault(9001)));
    await s.goOn(WORK);
    expect(s.executions('c')).toEqual(['INITIATED STATUS_UPLOAD_FAILED']);
    await s.goOn(60_000);
    expect(s.executions('c')).toEqual(['INITIATED STATUS_SUCCESS']);
    await s.goOn(LONG);
    expect([s.executions('c'), times(s)]).toEqual([['FINISHED STATUS_REQUEST_DENIED'], [0, 60_000, 120_000]]);
  });

  it('A44, A50: a run without a session is a run; as others follow, Execute is answered 2004', async () => {
    const { s, status } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 2 }, (s) => s.next('connect', unreachable));
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
    ['A43, A44: a fault in the answer: FINISHED with it, Execute is 2004', upload, [fault(9000)], 'FINISHED STATUS_REQUEST_UNSUPPORTED'],
    ['A25: an unknown fault code', upload, [fault(9876)], `FINISHED ${INTERNAL}`],
    ['A25: a fault code that no table of the report lists', upload, [reportFault(1)], `FINISHED ${INTERNAL}`],
    ['fault code 0 is no fault', upload, [reportFault(0)], 'FINISHED STATUS_SUCCESS'],
    ['A41: Status 0 is the end, no report follows', upload, [acceptDone], 'FINISHED STATUS_SUCCESS'],
    ['A41: Status 1, then TransferComplete with a fault', upload, [reportFault(9011)], 'FINISHED STATUS_UPLOAD_FAILED'],
    ['A42: DUStateChangeComplete with a fault', install, [reportFault(9027)], 'FINISHED STATUS_SYSTEM_RESOURCES_EXCEEDED'],
    ['A39: a report that comes twice', upload, [reportTwice], 'FINISHED STATUS_SUCCESS'],
    ['the report comes after a restart of the device', upload, [restartMeanwhile], 'FINISHED STATUS_SUCCESS'],
    ['an answer that is lost: the report tells', upload, [loseAnswer], 'FINISHED STATUS_SUCCESS'],
    ['no report: the limit of time', upload, [lose], `FINISHED ${INTERNAL}`],
    ['a report under an unknown CommandKey is none', upload, [reportUnknownKey], `FINISHED ${INTERNAL}`],
    ['A40: a Reboot that is refused', reboot, [fault(9001)], 'FINISHED STATUS_REQUEST_DENIED'],
  ] as const)('%s', async (_name, command, behaviour, end) => {
    const rpc = command === upload ? 'Upload' : command === install ? 'ChangeDUState' : 'Reboot';
    const { s, status } = await executed(command, (s) => s.next(rpc, ...behaviour), { policy: { completionLimit: 100_000 } });
    expect(status).toBe('UPDATED');
    await s.goOn(LONG);
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
    const listening = (devices: Devices): Devices => ({ ...devices, onReport: (handler) => (handlers.push(handler), devices.onReport(handler)) });
    const { s } = await executed(upload, () => undefined, { devices: listening });
    const report = { rpc: 'TransferComplete', node: s.idOf('node1'), commandKey: String(s.keys[0]), startTime: 0, completeTime: 0 } as const;
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

describe('TS-0006-CR 8.2.3, TS-0004 7.4.17.2.1: cancel', () => {
  it('A37: after a cancel that was denied the transfer runs, may be cancelled again, and reports', async () => {
    const { s } = await executed(upload, (s) => s.next('CancelTransfer', cancelDenied));
    expect((await s.cancel('c')).status).toBe('MGMT_CANCELLATION_FAILED');
    expect(s.executions('c')).toEqual(['PENDING STATUS_CANCELLATION_DENIED']);
    expect((await s.cancel('c')).status).toBe('UPDATED');
    expect((await s.cancel('c')).status).toBe('ALREADY_COMPLETE');
  });

  it('A38: what cannot be cancelled stays so until its report, however often it is asked', async () => {
    const { s } = await executed(install);
    for (const ask of [s.cancel, s.deleteInstance, s.deleteCommand, s.cancel]) expect((await ask('c')).status).toBe('MGMT_COMMAND_NOT_CANCELLABLE');
    await s.goOn(WORK);
    expect(s.executions('c')).toEqual(['FINISHED STATUS_SUCCESS']);
    expect((await s.deleteCommand('c')).status).toBe('DELETED');
  });

  it('A39: a report after a cancel that succeeded changes nothing', async () => {
    const { s } = await executed(upload, (s) => s.next('Upload', reportLate(5_000)));
    expect((await s.cancel('c')).status).toBe('UPDATED');
    await s.goOn(LONG);
    expect([s.executions('c'), s.reports]).toEqual([[`CANCELLED ${UNFINISHED}`], []]);
  });

  it('A39: a device that says it cancelled and completes anyway', async () => {
    const { s } = await executed(upload, (s) => s.next('CancelTransfer', completeAnyway));
    expect((await s.cancel('c')).status).toBe('UPDATED');
    await s.goOn(LONG);
    expect(s.executions('c')).toEqual([`CANCELLED ${UNFINISHED}`]);
  });

  it('two requests wait for one CancelTransfer', async () => {
    const { s } = await executed(upload, (s) => s.next('Upload', delay(100_000)).next('CancelTransfer', delay(1_000)));
    const both = [s.cancel('c'), s.cancel('c')];
    await s.goOn(1_000);
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual(['UPDATED', 'UPDATED']);
    expect(s.calls.filter((call) => call.endsWith('CancelTransfer'))).toHaveLength(1);
  });

  it('TS-0006-CR 8.2.4: a DELETE that joins a cancel removes the execution, once it succeeds', async () => {
    const { s } = await executed(upload, (s) => s.next('Upload', delay(100_000)).next('CancelTransfer', delay(1_000)));
    const requests = [s.deleteInstance('c'), s.deleteInstance('c'), s.cancel('c')];
    await s.goOn(1_000);
    expect((await Promise.all(requests)).map(({ status }) => status)).toEqual(['DELETED', 'DELETED', 'NOT_FOUND']);
    expect(s.executions('c')).toEqual([]);
  });

  it('the report overtakes the cancel of a DELETE: it is gone all the same', async () => {
    const { s } = await executed(upload, (s) => s.next('CancelTransfer', delay(5_000)));
    expect((await s.after(WORK, s.deleteInstance('c'))).status).toBe('DELETED');
    expect(s.executions('c')).toEqual([]);
    await s.goOn(LONG);
    expect(s.reports).toEqual([]);
  });

  it('the run ends while the session for the cancel is being opened: the next one is cancelled, without an RPC', async () => {
    const { s } = await executed({ ...upload, execMode: 2, execFrequency: 'PT1M', execNumber: 3 });
    s.next('connect', delay(5_000));
    expect((await s.after(10_000, s.cancel('c'))).status).toBe('UPDATED');
    expect([s.executions('c'), s.calls.length]).toEqual([['CANCELLED STATUS_SUCCESS'], 1]);
  });

  it('a refused cancel refuses the whole request', async () => {
    const { s } = await executed(install);
    const { status } = await s.update(`c/${s.instances('c')[0]?.name}`, { execDisable: true, labels: ['x'] }, 'execInstance');
    expect(status).toBe('MGMT_COMMAND_NOT_CANCELLABLE');
    expect(s.instances('c')[0]?.attributes['labels']).toBeUndefined();
  });
});

describe('TS-0006-CR 8.2.2, TS-0004 7.4.16.2.4: delete of a command', () => {
  const group = (given: (s: Scene) => unknown = () => undefined, command: Record<string, unknown> = upload) =>
    executed({ ...command, execTarget: 'cse-in/g' }, async (s) => {
      await s.group('g', ['cse-in/node1', 'cse-in/node2', 'cse-in/node3']);
      await given(s);
    }).then(async ({ s }) => (await s.settle(), s));

  it('A48: in part: what could be cancelled is, the command stays; again: only what still runs is asked', async () => {
    const s = await group((s) => s.device('node2').next('CancelTransfer', cancelDenied));
    expect((await s.deleteCommand('c')).status).toBe('MGMT_CANCELLATION_FAILED');
    expect(s.executions('c')).toEqual([`CANCELLED ${UNFINISHED}`, 'PENDING STATUS_CANCELLATION_DENIED', `CANCELLED ${UNFINISHED}`]);
    s.calls.length = 0;
    expect((await s.deleteCommand('c')).status).toBe('DELETED');
    expect([s.calls, s.store.childNamed('id-in', 'c')]).toEqual([[`0 ${s.idOf('node2')} CancelTransfer`], undefined]);
  });

  it('X06, P13: a device that cannot be asked keeps the command', async () => {
    const s = await group();
    s.device('node3').next('connect', unreachable);
    expect((await s.deleteCommand('c')).status).toBe('MGMT_CANCELLATION_FAILED');
    expect(s.executions('c')).toEqual([`CANCELLED ${UNFINISHED}`, `CANCELLED ${UNFINISHED}`, `PENDING ${UNFINISHED}`]);
  });

  it('A47: cmdType decides for all executions that still run', async () => {
    const s = await group((s) => s.device('node2').next('ChangeDUState', fault(9000)), install);
    expect((await s.deleteCommand('c')).status).toBe('MGMT_COMMAND_NOT_CANCELLABLE');
    expect(s.executions('c')).toEqual([`STATUS_NON_CANCELLABLE ${UNFINISHED}`, 'FINISHED STATUS_REQUEST_UNSUPPORTED', `STATUS_NON_CANCELLABLE ${UNFINISHED}`]);
  });

  it('A36: what waits does not start while others are cancelled', async () => {
    const s = await scene();
    await s.command('c', { ...upload, execMode: 2, execFrequency: 'PT2S', execNumber: 9 });
    await s.execute('c');
    await s.goOn(WORK);
    await s.execute('c');
    s.next('CancelTransfer', delay(900));
    const answer = await s.after(5_000, s.deleteCommand('c'));
    expect([answer.status, s.calls.length]).toEqual(['DELETED', 3]);
    await s.goOn(LONG);
    expect([s.calls.length, s.reports]).toEqual([3, []]);
  });

  it('TS-0004 7.3.3.8: expiry takes everything along, without an RPC; no timer is left, and a late report means nothing', async () => {
    const { s } = await executed({ ...upload, expirationTime: '19700101T000010' }, (s) => s.next('Upload', delay(20_000)));
    await s.goOn(10_000);
    expect([s.store.childNamed('id-in', 'c'), s.clock.pending()]).toEqual([undefined, 4]);
    await s.goOn(LONG);
    expect([s.clock.pending(), s.calls.length, s.reports]).toEqual([3, 1, []]);
  });

  it.each(['cancel', 'deleteInstance', 'deleteCommand'] as const)('an expiry answers a %s that waits', async (request) => {
    const { s } = await executed({ ...upload, expirationTime: '19700101T000010' }, (s) => s.next('Upload', delay(50_000)).next('CancelTransfer', delay(20_000)));
    const { status } = await s.after(10_000, s[request]('c'));
    expect(status).toBe(request === 'cancel' ? 'NOT_FOUND' : 'DELETED');
  });
});

describe('a start of the CSE with executions in its store', () => {
  async function restarted(command: Record<string, unknown>, given: (s: Scene) => unknown = () => undefined, policy = {}) {
    const store = memoryStore();
    const first = await scene({ store, clock: storyClock() });
    await first.command('c', command);
    await first.execute('c');
    await given(first);
    const s = await scene({ store, clock: storyClock(), policy });
    return s;
  }

  it('waits for its delay again', async () => {
    const s = await restarted({ ...upload, execMode: 3, execDelay: 'PT10S' });
    expect(s.executions('c')).toEqual([`INITIATED ${UNFINISHED}`]);
    await s.goOn(LONG);
    expect([s.calls, s.executions('c')]).toEqual([[`5000 ${s.idOf('node1')} Upload`], ['FINISHED STATUS_SUCCESS']]);
  });

  it('waits for the report, and no longer than the limit', async () => {
    const s = await restarted(upload, undefined, { completionLimit: 5_000 });
    expect(s.executions('c')).toEqual([`PENDING ${UNFINISHED}`]);
    await s.goOn(5_000);
    expect(s.executions('c')).toEqual([`FINISHED ${INTERNAL}`]);
  });

  it('A37: takes a cancel that was outstanding for failed', async () => {
    const s = await restarted(upload, async (first) => {
      first.next('CancelTransfer', delay(500));
      void first.cancel('c');
      await first.settle();
      expect(first.executions('c')).toEqual([`CANCELLING ${UNFINISHED}`]);
    });
    expect(s.executions('c')).toEqual([`PENDING ${UNFINISHED}`]);
  });
});

it('one set of options serves several CSEs, each with executions of its own', () => {
  const procedures = managementProcedures({ devices: { connect: () => Promise.reject(new Error()), onReport: () => () => undefined } });
  const host = () => ({ clock: storyClock(), cseId: '/id', run: () => undefined as never, report: () => undefined });
  expect(procedures.map((of) => of(host()).type)).toEqual(['mgmtCmd', 'execInstance']);
});
