import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Body } from '../../../wire/cwmp/index.js';
import {
  delay,
  fault,
  forgetKey,
  listenForConnectionRequests,
  lose,
  loseAnswer,
  notEstablished,
  reportFault,
  reportLate,
  reportTwice,
  restartMeanwhile,
  startCpe,
  unreachable,
  type Cpe,
  type CpeOptions,
} from '../../../testing/cwmp/index.js';
import { TinyAcs } from './acs.js';

/** A CPE over sockets, against an ACS of a page. */

const uuid = '00000000-0000-4000-8000-000000000001';
let acs: TinyAcs;
let files: http.Server;
let at = '';
let cpe: Cpe;
const uploaded: string[] = [];

beforeAll(async () => {
  files = http.createServer((request, response) => {
    const name = request.url ?? '';
    if (request.method === 'PUT') {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part)).on('end', () => (uploaded.push(Buffer.concat(parts).toString()), response.writeHead(201).end()));
    } else if (name.startsWith('/secret') && request.headers.authorization !== `Basic ${Buffer.from('u:p').toString('base64')}`) response.writeHead(401, { 'www-authenticate': 'Basic realm="files"' }).end();
    else if (name.includes('missing')) response.writeHead(404).end();
    else if (name.includes('described')) response.end(JSON.stringify({ name: 'agent', version: '2.5', uuid }));
    else response.end('0123456789');
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => void files.close(() => resolve())));
beforeEach(async () => void (acs = await new TinyAcs().listen()));
afterEach(async () => {
  await cpe.stop();
  await acs.close();
});

async function started(options: Partial<CpeOptions> = {}): Promise<Cpe> {
  cpe = await startCpe({ acs: acs.url, deviceId: { serialNumber: 'S1' }, duration: 5, restartTime: 20, sessionLimit: 5_000, retryAfter: () => 20, ...options });
  await cpe.idle();
  return cpe;
}

/** Has it asked in a session of its own, and waits for whatever comes of it. */
async function asked(...bodies: Body[]): Promise<readonly Body[]> {
  const before = acs.heard.length;
  acs.asks.push(...bodies);
  await cpe.inform('6 CONNECTION REQUEST');
  await until(() => cpe.running().length === 0 && cpe.isOnline());
  await cpe.idle();
  return acs.heard.slice(before).filter(({ rpc }) => rpc !== 'Inform');
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !holds() && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
}

const download = (file: string, more: object = {}): Body => ({
  rpc: 'Download',
  value: { commandKey: 'k1', fileType: '1 Firmware Upgrade Image', url: at + file, username: '', password: '', fileSize: 0, targetFileName: '', delaySeconds: 0, successURL: '', failureURL: '', ...more },
});
const install = (file: string): Body => ({ rpc: 'ChangeDUState', value: { operations: [{ operation: 'Install', url: at + file, uuid }], commandKey: 'k2' } });
const complete = (faultCode: number, commandKey = 'k1') => expect.objectContaining({ rpc: 'TransferComplete', value: expect.objectContaining({ commandKey, faultStruct: expect.objectContaining({ faultCode }) as unknown }) as unknown }) as Body;
const rpcs = (bodies: readonly Body[]) => bodies.map(({ rpc }) => rpc);
const events = () => acs.informs.map(({ event }) => event.map(({ eventCode, commandKey }) => eventCode + (commandKey === '' ? '' : ` (${commandKey})`)).join(', '));

describe('a CPE', () => {
  it('introduces itself, and says what it is', async () => {
    await started();
    expect(events()).toEqual(['0 BOOTSTRAP, 1 BOOT']);
    expect(acs.informs[0]).toMatchObject({ deviceId: { oui: '00D09E', serialNumber: 'S1' }, retryCount: 0 });
    expect(acs.informs[0]?.parameterList).toContainEqual({ name: 'Device.ManagementServer.ConnectionRequestURL', type: 'string', value: cpe.connectionRequestURL });
  });

  it('loads a file over HTTP and reports it', async () => {
    await started();
    const heard = await asked(download('/firmware.bin', { fileSize: 10 }));
    expect(heard).toEqual([expect.objectContaining({ rpc: 'DownloadResponse' }), complete(0)]);
    expect(cpe.files()).toEqual([expect.objectContaining({ name: 'firmware.bin', size: 10, sha256: '84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882' })]);
    expect(events().at(-1)).toBe('7 TRANSFER COMPLETE, M Download (k1)');
  });

  it('answers no answer: a fault where it expects a request ends the session', async () => {
    await started();
    const heard = await asked({ rpc: 'Fault', value: { faultCode: 8001, faultString: 'a session begins with an Inform' } });
    expect(heard).toEqual([]);
    expect(rpcs(await asked(download('/firmware.bin')))).toEqual(['DownloadResponse', 'TransferComplete']);
  });

  it('finds the faults of transfers by itself', async () => {
    await started();
    for (const [file, more, code] of [
      ['/missing', {}, 9016],
      ['/firmware.bin', { fileSize: 11 }, 9018],
      ['/secret', { username: 'u', password: 'wrong' }, 9012],
      ['/secret', { username: 'u', password: 'p' }, 0],
      ['', { url: 'http://127.0.0.1:1/' }, 9015],
    ] as const) {
      expect((await asked(download(file, more))).at(-1)).toEqual(complete(code));
    }
    expect(await asked(download('', { url: 'gopher://x/' }))).toEqual([{ rpc: 'Fault', value: expect.objectContaining({ faultCode: 9013 }) as unknown }]);
  });

  it('sends a file', async () => {
    await started();
    const heard = await asked({ rpc: 'Upload', value: { commandKey: 'k1', fileType: '1 Vendor Configuration File', url: `${at}/up`, username: '', password: '', delaySeconds: 0 } });
    expect(heard.at(-1)).toEqual(complete(0));
    expect(uploaded.at(-1)).toContain('Device.DeviceInfo.SerialNumber=S1');
  });

  it('installs, starts and removes software, which its parameters show', async () => {
    await started();
    const heard = await asked(install('/described'));
    expect(heard.at(-1)).toMatchObject({ rpc: 'DUStateChangeComplete', value: { commandKey: 'k2', results: [{ uuid, version: '2.5', currentState: 'Installed', resolved: true, fault: { faultCode: 0 } }] } });
    expect(events().at(-1)).toBe('11 DU STATE CHANGE COMPLETE, M ChangeDUState (k2)');
    const [values] = await asked({ rpc: 'GetParameterValues', value: { parameterNames: ['Device.SoftwareModules.'] } });
    const parameters = values?.rpc === 'GetParameterValuesResponse' ? values.value.parameterList : [];
    const state = parameters.find(({ name }) => name.endsWith('.RequestedState'));
    expect(parameters.find(({ name }) => name.endsWith('DeploymentUnit.1.UUID') || name.endsWith('.UUID'))?.value).toBe(uuid);
    await asked({ rpc: 'SetParameterValues', value: { parameterList: [{ name: state!.name, type: 'string', value: 'Active' }], parameterKey: 'p1' } });
    expect(cpe.installed()).toMatchObject([{ uuid, active: true }]);
    const [refused] = await asked({ rpc: 'SetParameterValues', value: { parameterList: [{ name: 'Device.X', type: 'string', value: '' }], parameterKey: '' } });
    expect(refused).toMatchObject({ rpc: 'Fault', value: { faultCode: 9003, setParameterValuesFault: [{ parameterName: 'Device.X', faultCode: 9005 }] } });
    const missing = await asked(install('/missing'));
    expect(missing.at(-1)).toMatchObject({ value: { results: [{ fault: { faultCode: 9016 } }] } });
    const gone = await asked({ rpc: 'ChangeDUState', value: { operations: [{ operation: 'Uninstall', uuid }], commandKey: 'k3' } });
    expect(gone.at(-1)).toMatchObject({ value: { results: [{ currentState: 'Uninstalled', fault: { faultCode: 0 } }] } });
    expect(cpe.installed()).toEqual([]);
  });

  it('restarts, and forgets all when it is reset', async () => {
    await started();
    await asked(install('/described'));
    await asked({ rpc: 'Reboot', value: { commandKey: 'r1' } });
    expect(events().at(-1)).toBe('1 BOOT, M Reboot (r1)');
    expect(cpe.installed()).toHaveLength(1);
    const unit = { uuid, version: '1.0', name: 'agent', url: `${at}/agent`, executionEnvRef: 'Device.SoftwareModules.ExecEnv.1', active: true };
    cpe.holds([unit]);
    expect(cpe.installed()).toEqual([unit]);
    await asked({ rpc: 'FactoryReset', value: {} });
    expect(events().at(-1)).toBe('0 BOOTSTRAP, 1 BOOT');
    expect(cpe.installed()).toEqual([]);
  });

  it('tells what is queued, and gives it up when it is cancelled', async () => {
    await started();
    const cancel: Body = { rpc: 'CancelTransfer', value: { commandKey: 'k1' } };
    const heard = await asked(download('/a', { delaySeconds: 60 }), { rpc: 'GetAllQueuedTransfers', value: {} }, cancel, cancel);
    expect(heard[1]).toMatchObject({ value: { transferList: [{ commandKey: 'k1', state: 1, isDownload: true }] } });
    expect(rpcs(heard)).toEqual(['DownloadResponse', 'GetAllQueuedTransfersResponse', 'CancelTransferResponse', 'Fault']);
  });

  it('says which RPCs it knows, and refuses the others', async () => {
    await started();
    const heard = await asked({ rpc: 'GetRPCMethods', value: {} }, { rpc: 'AddObject', value: { objectName: 'Device.A.', parameterKey: '' } }, { rpc: 'GetParameterNames', value: { parameterPath: 'Device.', nextLevel: true } });
    expect(heard[0]).toMatchObject({ value: { methodList: expect.arrayContaining(['ChangeDUState', 'CancelTransfer']) as unknown } });
    expect(heard[1]).toMatchObject({ rpc: 'Fault', value: { faultCode: 9000 } });
    expect(heard[2]).toMatchObject({ value: { parameterList: expect.arrayContaining([{ name: 'Device.DeviceInfo.', writable: false }]) as unknown } });
  });
});

describe('a CPE that is told to', () => {
  it.each([
    ['answers with a fault', 'Download', [fault(9001)], ['Fault']],
    ['reports a fault', 'Download', [reportFault(9014)], ['DownloadResponse', 'TransferComplete']],
    ['loses the report', 'Download', [lose], ['DownloadResponse']],
    ['repeats the report', 'Download', [reportTwice], ['DownloadResponse', 'TransferComplete', 'TransferComplete']],
    ['restarts meanwhile', 'Download', [delay(60), restartMeanwhile], ['DownloadResponse', 'TransferComplete']],
    ['loses the answer', 'Download', [loseAnswer], ['TransferComplete']],
  ] as const)('%s', async (_what, call, parts, expected) => {
    await started();
    cpe.next(call, ...parts);
    const heard = await asked(download('/a'));
    expect(rpcs(heard)).toEqual(expected);
  });

  it('forgets its CommandKeys, reports late', async () => {
    await started({ script: (each) => each.next('Download', forgetKey).next('Download', delay(1_000_000), reportLate(10)) });
    expect((await asked(download('/a'))).at(-1)).toEqual(complete(0, ''));
    const heard = await asked(download('/a'), { rpc: 'CancelTransfer', value: { commandKey: 'k1' } });
    expect(rpcs(heard)).toEqual(['DownloadResponse', 'CancelTransferResponse', 'TransferComplete']);
  });

  it('listens for connection requests, to those who show the secret, and as scripted', async () => {
    const secret = { user: 'acs', password: 'secret' };
    const shared = await listenForConnectionRequests();
    await started({ connectionRequests: shared, connectionRequestSecret: secret });
    const get = () => fetch(cpe.connectionRequestURL!).then(({ status }) => status, () => 0);
    expect(await get()).toBe(401);
    await cpe.stop();
    expect(await get()).toBe(404);
    await started({ connectionRequests: shared });
    cpe.next('connect', unreachable).next('connect', notEstablished);
    expect([await get(), await get(), await get()]).toEqual([0, 503, 200]);
    await until(() => events().at(-1) === '6 CONNECTION REQUEST');
    await shared.close();
  });

  it('takes from the ACS who may ask it to connect, and how often to come', async () => {
    await started();
    const set = (name: string, type: string, value: string) => ({ name: `Device.ManagementServer.${name}`, type, value });
    const parameterList = [set('ConnectionRequestUsername', 'string', 'acs'), set('PeriodicInformInterval', 'unsignedInt', '1'), set('PeriodicInformEnable', 'boolean', '1')];
    await asked({ rpc: 'SetParameterValues', value: { parameterList, parameterKey: '' } });
    expect(await fetch(cpe.connectionRequestURL!).then(({ status }) => status)).toBe(401);
    await until(() => events().includes('2 PERIODIC'));
  });
});

describe('a CPE whose ACS has trouble', () => {
  it('tries again, and counts', async () => {
    acs.trouble.push((_, response) => response.writeHead(503).end(), (_, response) => response.destroy());
    await started();
    expect(acs.informs).toMatchObject([{ retryCount: 2, event: [{ eventCode: '0 BOOTSTRAP' }, { eventCode: '1 BOOT' }] }]);
  });

  it('reports again what was not acknowledged', async () => {
    await started();
    acs.asks.push(download('/a'));
    await cpe.inform('6 CONNECTION REQUEST');
    let refused = 0;
    acs.trouble.push((envelope, response) => {
      refused += Number(envelope !== undefined);
      response.destroy();
    });
    await until(() => cpe.running().length === 0);
    await cpe.idle();
    expect(refused).toBe(1);
    expect(acs.heard.filter(({ rpc }) => rpc === 'TransferComplete')).toHaveLength(1);
  });

  it.each([1, 2, 3])('restarts in the middle of a session, before answer %i', async (calls) => {
    await started();
    acs.asks.push({ rpc: 'GetRPCMethods', value: {} }, { rpc: 'GetRPCMethods', value: {} });
    acs.trouble.push(...Array.from({ length: calls - 1 }, () => undefined), () => cpe.restart());
    void cpe.inform('2 PERIODIC');
    await until(() => !cpe.isOnline());
    await cpe.idle();
    expect(events().at(-1)).toContain('1 BOOT');
  });

  it('has said that this is all: what is done before the session ends is reported in the next one', async () => {
    await started({ duration: 0, loads: false });
    // The ACS thinks for a while before it has nothing left.
    acs.trouble.push(undefined, undefined, (envelope, response) => void setTimeout(() => response.writeHead(204).end(), 100));
    expect(rpcs(await asked(download('/a')))).toEqual(['TransferComplete']);
    expect(acs.informs.at(-1)?.event.map(({ eventCode }) => eventCode)).toEqual(['7 TRANSFER COMPLETE', 'M Download']);
  });

  it('keeps its requests back while they are held', async () => {
    await started();
    acs.holds = true;
    acs.asks.push(download('/a'), { rpc: 'GetRPCMethods', value: {} });
    void cpe.inform('6 CONNECTION REQUEST');
    await until(() => acs.sessions >= 4);
    expect(rpcs(acs.heard).slice(0, 6)).toEqual(['Inform', 'Inform', 'DownloadResponse', 'GetRPCMethodsResponse', 'Inform', 'Inform']);
    expect(rpcs(acs.heard)).not.toContain('TransferComplete');
    acs.holds = false;
    await cpe.idle();
    expect(rpcs(acs.heard).slice(-1)).toEqual(['TransferComplete']);
  });

  it('shows who it is when it is asked', async () => {
    await acs.close();
    acs = await new TinyAcs({ user: 'cpe', password: 'secret' }).listen();
    await started({ credentials: { user: 'cpe', password: 'secret' } });
    expect(acs.sessions).toBe(1);
    await cpe.stop();
    const lines: string[] = [];
    cpe = await startCpe({ acs: acs.url, deviceId: { serialNumber: 'S2' }, credentials: { user: 'cpe', password: 'wrong' }, onHappening: ({ text }) => lines.push(text) });
    await until(() => lines.length > 0);
    expect(lines).toEqual(['session broken: the ACS answers 401']);
  });
});

it('many in one process', async () => {
  const shared = await listenForConnectionRequests();
  const many = await Promise.all(Array.from({ length: 200 }, (_, i) => startCpe({ acs: acs.url, deviceId: { serialNumber: `M${i}` }, connectionRequests: shared, duration: 1 })));
  cpe = many[0]!;
  await Promise.all(many.map((each) => each.idle()));
  expect(new Set(acs.informs.map(({ deviceId }) => deviceId.serialNumber)).size).toBe(200);
  await Promise.all(many.map((each) => each.stop()));
  await shared.close();
});
