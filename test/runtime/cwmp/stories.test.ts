import { describe, expect, it } from 'vitest';
import { CampaignStatus, ExecResultType, Status } from '../../../generated/enumerations.js';
import { faultCodes, type FaultRpc } from '../../../generated/tables/fault-codes.js';
import { cancelDenied, completeAnyway, delay, fault, lose, loseAnswer, notEstablished, reportFault, reportLate, reportTwice, reportUnknownKey, restartMeanwhile, unreachable } from '../../../runtime/devices/behaviour.js';
import { stage, until, type Stage } from './stage.js';

const url = 'http://files.example/app-1.0.zip';
const file = { fileType: '1 Firmware Upgrade Image', URL: url, username: '', password: '' };
const commands = {
  FactoryReset: { cmdType: 1 },
  Reboot: { cmdType: 2 },
  Upload: { cmdType: 3, execReqArgs: { upload: [file] } },
  Download: { cmdType: 4, execReqArgs: { download: [{ ...file, filesize: 1, targetFile: '', delaySeconds: 1, successURL: '', startTime: '20261129T000000', completeTime: '20261129T000000' }] } },
  ChangeDUState: { cmdType: 5, execReqArgs: { softwareInstall: [{ URL: url, UUID: '', username: '', password: '', executionEnvRef: '' }] } },
} as const;

/** By which command a table is reached: its own, or one that it reports on. */
const commandOf = (rpc: Exclude<FaultRpc, 'CancelTransfer'>): keyof typeof commands => (rpc === 'TransferComplete' ? 'Upload' : rpc === 'DUStateChangeComplete' ? 'ChangeDUState' : rpc);
const isReport = (rpc: FaultRpc) => rpc === 'TransferComplete' || rpc === 'DUStateChangeComplete';
const denied = expect.stringContaining('CANCELLATION_FAILED') as unknown;
const cancelled = expect.stringMatching(/^CANCELLED/) as unknown;
const nameOf = (result: number) => Object.entries(ExecResultType).find(([, value]) => value === result)?.[0];

/** The same stories, in which devices are objects of this process, and CPEs that connect over sockets. */
describe.each(['simulated', 'socket'] as const)('devices: %s', (kind) => {
  /** Each in a world of its own. */
  const story = (name: string, tell: (s: Stage) => Promise<void>, time = 20_000) =>
    it(
      name,
      async () => {
        const s = await stage(kind);
        try {
          await tell(s);
          expect(s.errors).toEqual([]);
        } finally {
          await s.close();
        }
      },
      time,
    );

  story(
    'every fault of every table has its result',
    async (s) => {
      const told: string[] = [];
      const want: string[] = [];
      for (const { rpc, faultCode, execResult } of faultCodes) {
        if (rpc === 'CancelTransfer') continue;
        const call = commandOf(rpc);
        s.box.next(call, isReport(rpc) ? reportFault(faultCode) : fault(faultCode));
        const name = await s.command(commands[call]);
        const status = await s.execute(name);
        told.push(`${rpc} ${faultCode}: ${status}, ${await s.end(name)}`);
        want.push(`${rpc} ${faultCode}: ${isReport(rpc) ? 'UPDATED' : 'OPERATION_DENIED_BY_REMOTE_ENTITY'}, FINISHED ${nameOf(execResult)}`);
      }
      expect(told).toEqual(want);
    },
    120_000,
  );

  story('every fault of CancelTransfer leaves the transfer as it is', async (s) => {
    const name = await s.command(commands.Upload);
    s.box.next('Upload', delay(60_000));
    await s.execute(name);
    for (const { faultCode, execResult } of faultCodes.filter(({ rpc }) => rpc === 'CancelTransfer')) {
      s.box.next('CancelTransfer', fault(faultCode));
      expect([faultCode, await s.cancel(name), s.executions(name)]).toEqual([faultCode, denied, [`PENDING ${nameOf(execResult)}`]]);
    }
    expect([await s.cancel(name), await s.end(name)]).toEqual(['UPDATED', cancelled]);
  });

  story('commands succeed', async (s) => {
    for (const rpc of ['Upload', 'Download', 'ChangeDUState', 'Reboot', 'FactoryReset'] as const) {
      const name = await s.command(commands[rpc]);
      expect([rpc, await s.execute(name), await s.end(name)]).toEqual([rpc, 'UPDATED', 'FINISHED STATUS_SUCCESS']);
      if (rpc === 'ChangeDUState') expect(s.box.installed()).toMatchObject([{ name: 'app', version: '1.0' }]);
    }
    await until(() => s.box.isOnline());
    expect(s.box.installed()).toEqual([]);
  });

  for (const [name, rpc, parts, status, end] of [
    ['the report comes twice', 'Upload', [reportTwice], 'UPDATED', 'FINISHED STATUS_SUCCESS'],
    ['the device restarts meanwhile', 'Upload', [restartMeanwhile, delay(60)], 'UPDATED', 'FINISHED STATUS_SUCCESS'],
    ['the answer is lost, the report comes', 'Upload', [loseAnswer, delay(900)], 'MGMT_SESSION_ESTABLISHMENT_TIMEOUT', 'FINISHED STATUS_SUCCESS'],
    ['the answer that is the completion is lost, and that it has restarted tells', 'Reboot', [loseAnswer], 'UPDATED', 'FINISHED STATUS_SUCCESS'],
    ['the answer that is the completion is lost, and that it begins anew tells', 'FactoryReset', [loseAnswer], 'UPDATED', 'FINISHED STATUS_SUCCESS'],
  ] as const) {
    story(name, async (s) => {
      s.box.next(rpc, ...parts);
      const command = await s.command(commands[rpc]);
      expect([await s.execute(command), await s.end(command)]).toEqual([status, end]);
    });
  }

  for (const [name, behaviour, status, executions] of [
    ['cannot be reached', unreachable, 'EXTERNAL_OBJECT_NOT_REACHABLE', []],
    ['takes no session', notEstablished, 'MGMT_SESSION_CANNOT_BE_ESTABLISHED', ['FINISHED STATUS_INTERNAL_ERROR']],
  ] as const) {
    story(`a device that ${name}`, async (s) => {
      s.box.next('connect', behaviour);
      const command = await s.command(commands.Reboot);
      expect([await s.execute(command), s.executions(command)]).toEqual([status, executions]);
    });
  }

  story('a report that is lost, or under no key that is known, is waited for', async (s) => {
    for (const behaviour of [reportUnknownKey, lose]) {
      s.box.next('Upload', behaviour);
      const name = await s.command(commands.Upload);
      expect(await s.execute(name)).toBe('UPDATED');
      await until(() => s.box.running().length === 0);
      expect(s.executions(name)).toEqual([expect.stringMatching(/^PENDING/)]);
      // Nothing runs that could be cancelled (9021).
      expect([await s.cancel(name), s.executions(name)]).toEqual([denied, ['PENDING STATUS_CANCELLATION_DENIED']]);
    }
  });

  story('a transfer is cancelled; that it completes all the same changes nothing', async (s) => {
    for (const isDenied of [true, false]) {
      s.box.next('Upload', delay(300), isDenied ? {} : reportLate(20));
      if (isDenied) s.box.next('CancelTransfer', completeAnyway);
      const name = await s.command(commands.Upload);
      await s.execute(name);
      expect([await s.cancel(name), s.executions(name)]).toEqual(['UPDATED', [cancelled]]);
      await until(() => s.box.running().length === 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(s.executions(name)).toEqual([cancelled]);
    }
  });

  story('what is deleted is cancelled first, and kept where that is denied', async (s) => {
    s.box.next('Upload', delay(60_000)).next('Upload', delay(60_000));
    const name = await s.command(commands.Upload);
    await s.execute(name);
    s.box.next('CancelTransfer', cancelDenied).next('CancelTransfer', cancelDenied);
    expect([await s.removeInstance(name), s.executions(name).length]).toEqual([denied, 1]);
    expect([await s.remove(name), s.executions(name).length]).toEqual([denied, 1]);
    expect([await s.removeInstance(name), s.executions(name)]).toEqual(['DELETED', []]);
    await s.execute(name);
    expect([await s.remove(name), s.box.running()]).toEqual(['DELETED', []]);
  });

  story('what cannot be cancelled is not, and cannot be deleted until it is over', async (s) => {
    s.box.next('ChangeDUState', delay(400));
    const name = await s.command(commands.ChangeDUState);
    await s.execute(name);
    const not = expect.stringContaining('NOT_CANCELLABLE') as unknown;
    expect([await s.cancel(name), await s.remove(name)]).toEqual([not, not]);
    await s.end(name);
    expect(await s.remove(name)).toBe('DELETED');
  });

  story('software comes, starts, stops and goes', async (s) => {
    await s.ask({ op: 1, to: 'cse-in/box', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1.0', swn: 'app', url } } });
    for (const [trigger, attribute, active] of [
      ['in', 'installStatus', [false]],
      ['act', 'activeStatus', [true]],
      ['dea', 'activeStatus', [false]],
      ['un', 'installStatus', []],
    ] as const) {
      const { status } = await s.ask({ op: 3, to: 'cse-in/box/app', pc: { 'm2m:swr': { [trigger]: true } } });
      await until(() => s.software('app', attribute) !== 'In_Process');
      expect([trigger, status, s.software('app', attribute), s.box.installed().map((unit) => unit.active)]).toEqual([trigger, 'UPDATED', 'Successful', active]);
    }
  });

  story('a campaign installs, and says what went wrong', async (s) => {
    const run = async (name: string) => {
      const campaign = { rn: name, vr: '2.0', swn: name, url: `http://files.example/${name}-2.0.zip`, swtg: ['cse-in/box'], swop: 1 };
      await s.ask({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': campaign } });
      await s.ask({ op: 3, to: `cse-in/${name}`, pc: { 'm2m:swcm': { cpen: true } } });
      const stored = () => s.cse.store.childNamed('id-in', name)?.attributes ?? {};
      await until(() => stored()['campaignStatus'] === CampaignStatus.FINISHED);
      await s.ask({ op: 3, to: `cse-in/${name}`, pc: { 'm2m:swcm': { cpen: false } } });
      return (stored()['individualSoftwareStatuses'] as readonly { readonly status: number }[]).map(({ status }) => status);
    };
    expect(await run('agent')).toEqual([Status.Successful]);
    s.box.next('ChangeDUState', reportFault(9027));
    expect(await run('other')).toEqual([Status.Failure]);
  });
});
