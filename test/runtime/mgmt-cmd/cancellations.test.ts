import { describe, expect, it } from 'vitest';
import { cancelDenied, completeAnyway, delay, fault, reportLate, unreachable } from '../../../runtime/devices/behaviour.js';
import { memoryStore } from '../../../runtime/index.js';
import { storyClock } from '../devices/story.js';
import { executed, expirations, install, LONG, scene, upload, WORK, type Scene } from './story.js';

const UNFINISHED = 'STATUS_NOT_FINISHED';
const INTERNAL = 'STATUS_INTERNAL_ERROR';

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
    for (const ask of [s.cancel, s.deleteInstance, s.deleteCommand, s.cancel])
      expect((await ask('c')).status).toBe('MGMT_COMMAND_NOT_CANCELLABLE');
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
    expect(s.executions('c')).toEqual([
      `STATUS_NON_CANCELLABLE ${UNFINISHED}`,
      'FINISHED STATUS_REQUEST_UNSUPPORTED',
      `STATUS_NON_CANCELLABLE ${UNFINISHED}`,
    ]);
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
    expect([s.store.childNamed('id-in', 'c'), s.clock.pending()]).toEqual([undefined, expirations(s).size + 1]);
    await s.goOn(LONG);
    expect([s.clock.pending(), s.calls.length, s.reports]).toEqual([expirations(s).size, 1, []]);
  });

  it.each(['cancel', 'deleteInstance', 'deleteCommand'] as const)('an expiry answers a %s that waits', async (request) => {
    const { s } = await executed({ ...upload, expirationTime: '19700101T000010' }, (s) =>
      s.next('Upload', delay(50_000)).next('CancelTransfer', delay(20_000)),
    );
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
