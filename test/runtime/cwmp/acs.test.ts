import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startCse, type CwmpOptions, type RunningCse } from '../../../runtime/serve/index.js';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import type { Passage } from '../../../runtime/hooks.js';
import { encodeEnvelope, type Body } from '../../../wire/cwmp/index.js';
import { run as runCpe } from '../../../testing/cwmp/command.js';
import { startCpe } from '../../../testing/cwmp/index.js';
import { RawCpe, type PostOptions } from './cpe.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

type Json = Record<string, unknown>;

/** A CSE that CPEs connect to, with a <node> for the CPE `1`, in one process. */
async function world(cwmp: CwmpOptions = {}, more: Json = {}) {
  const passed: Passage[] = [];
  const errors: unknown[] = [];
  const cse: RunningCse = await startCse({ cwmp, hooks: { passed: (passage) => passed.push(passage) }, report: (error) => errors.push(error), management: { sessionLimit: 2_000 }, ...more });
  open.push(cse);
  const ask = async (primitive: Json): Promise<Json & { rsc: number }> => (await cse.request({ fr: 'CAdmin', rqi: 'r', ...primitive })) as Json & { rsc: number };
  const node = async (name: string, nodeID: string) => {
    const { pc } = await ask({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: name, ni: nodeID } } });
    return String((pc as { 'm2m:nod': Json })['m2m:nod']['ri']);
  };
  const id = await node('box', '00D09E-Box-1');
  const cpe = (serial = '1') => {
    const made = new RawCpe(cse.cwmp?.url ?? '', serial);
    open.push(made);
    return made;
  };
  const attributes = async (to: string) => Object.values(((await ask({ op: 2, to })).pc ?? {}) as Json)[0] as Json;
  /** Executes a command of the box, with what was answered some time. */
  const command = async (name: string, content: Json) => {
    await ask({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgmtCmd': { resourceName: name, execTarget: 'cse-in/box', ...content } } });
    return ask({ op: 3, to: `cse-in/${name}`, pc: { 'm2m:mgmtCmd': { execEnable: true } } });
  };
  const executions = (name: string) => {
    const { store } = cse;
    const mgmtCmd = store.childNamed('id-in', name);
    return mgmtCmd === undefined ? [] : store.children(mgmtCmd.id, 'execInstance').map(({ attributes: { execStatus, execResult } }) => [execStatus, execResult]);
  };
  const informs = () => passed.flatMap((each) => (each.kind === 'report' && each.report.rpc === 'Inform' ? [each.report] : []));
  const reports = () => passed.flatMap((each) => (each.kind === 'report' ? [each.report.rpc] : []));
  return { cse, ask, node, id, cpe, attributes, command, executions, passed, informs, reports, errors };
}

const upload = { cmdType: 3, execReqArgs: { upload: [{ fileType: '2 Vendor Log File', URL: 'http://files.example/log', username: '', password: '' }] } };
const reboot = { cmdType: 2 };
const until = async (holds: () => boolean) => {
  for (let round = 0; round < 2_000 && !holds(); round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
};
const uploaded: Body = { rpc: 'UploadResponse', value: { status: 1, startTime: '0001-01-01T00:00:00Z', completeTime: '0001-01-01T00:00:00Z' } };
const completed = (commandKey: string, faultCode = 0): Body => ({ rpc: 'TransferComplete', value: { commandKey, faultStruct: { faultCode, faultString: '' }, startTime: '2026-11-29T12:00:00Z', completeTime: '2026-11-29T12:00:01Z' } });

const FINISHED = 3;
const PENDING = 2;

describe('the ACS', () => {
  it('has a session with a CPE, in the words of its version, and ends it when nothing is left', async () => {
    const { cpe, informs, id } = await world();
    const box = cpe();
    box.version = '1-0';
    const answer = await box.inform({ events: ['0 BOOTSTRAP', '1 BOOT'] });
    expect([answer.status, answer.headers['content-type'], answer.envelope]).toMatchObject([200, 'text/xml; charset="utf-8"', { version: '1-0', id: 'cpe-1', body: { rpc: 'InformResponse' } }]);
    expect(await box.nothing()).toMatchObject({ status: 204, text: '' });
    expect(informs()).toMatchObject([{ node: id, device: { oui: '00D09E', serialNumber: '1' }, events: [{ eventCode: '0 BOOTSTRAP' }, { eventCode: '1 BOOT' }] }]);
  });

  it('asks what waits for the CPE, and finishes the execution with what it reports, once', async () => {
    const { cpe, command, executions } = await world();
    const box = cpe();
    const answered = command('logs', upload);
    let commandKey = '';
    const asked = await box.session((body) => {
      if (body.rpc === 'Upload') ({ commandKey } = body.value);
      return uploaded;
    });
    expect([asked, (await answered).rsc]).toEqual([['Upload'], 2004]);
    expect(executions('logs')).toMatchObject([[PENDING, expect.anything()]]);
    expect(await box.session(() => undefined, [completed(commandKey, 9012), completed(commandKey)], { events: ['7 TRANSFER COMPLETE', 'M Upload'] })).toEqual([]);
    expect(executions('logs')).toEqual([[FINISHED, 8]]);
  });

  it('answers with what the CPE says against it', async () => {
    const { cpe, command, executions } = await world();
    const answered = command('logs', upload);
    await cpe().session(() => ({ rpc: 'Fault', value: { faultCode: 9001, faultString: 'not now' } }));
    expect((await answered).rsc).toBe(StatusCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
    expect(executions('logs')).toEqual([[FINISHED, 2]]);
  });

  it('takes nothing from a device that is of another, whatever its CommandKey', async () => {
    const { cpe, node, command, executions } = await world();
    await node('other', '00D09E-Box-2');
    const answered = command('logs', upload);
    let commandKey = '';
    await cpe().session((body) => {
      if (body.rpc === 'Upload') ({ commandKey } = body.value);
      return uploaded;
    });
    await answered;
    await cpe('2').session(() => undefined, [completed(commandKey)]);
    expect(executions('logs')).toMatchObject([[PENDING, expect.anything()]]);
    await cpe().session(() => undefined, [completed(commandKey)]);
    expect(executions('logs')).toMatchObject([[FINISHED, 0]]);
  });

  it('asks a CPE to connect, with digest, and again until it comes', async () => {
    const { cpe, command } = await world({ credentials: [{ user: 'u', password: 'p', connectionRequest: { user: 'acs', password: 'knock' } }] }, { management: { sessionLimit: 15_000 } });
    const heard: string[] = [];
    const box = cpe();
    const basic = { headers: { authorization: `Basic ${Buffer.from('u:p').toString('base64')}` } };
    const door = net.createServer((socket) =>
      socket.on('error', () => undefined).on('data', (data) => {
        const text = data.toString();
        heard.push(/digest username="acs".*response="[0-9a-f]{32}"/i.test(text) ? 'digest' : 'nothing');
        const status = heard.length === 1 ? '503 Busy' : heard.at(-1) === 'digest' ? '200 OK' : '401 Unauthorized\r\nWWW-Authenticate: Digest realm="cpe", nonce="n", qop="auth"';
        socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      }),
    );
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    open.push(door);
    await box.inform({ url: `http://127.0.0.1:${(door.address() as net.AddressInfo).port}/knock` }, basic);
    expect((await box.nothing()).status).toBe(204);
    const answered = command('again', reboot);
    await until(() => heard.length === 1);
    await until(() => heard.includes('digest') || heard.length > 3);
    await box.inform({ events: ['6 CONNECTION REQUEST'] }, basic);
    const { envelope } = await box.nothing();
    expect([heard, envelope?.body.rpc]).toEqual([['nothing', 'nothing', 'digest'], 'Reboot']);
    await box.say({ rpc: 'RebootResponse', value: {} }, envelope?.id);
    expect((await answered).rsc).toBe(2004);
  }, 20_000);

  it.each([
    ['that never came is not reachable', undefined, 6003],
    ['whose door is closed is not reachable', 'http://127.0.0.1:9/', 6003],
    ['that has told no door has not come in time', '', 6021],
  ])('a CPE %s', async (_, url, rsc) => {
    const { cpe, command, executions } = await world({}, { management: { sessionLimit: 300 } });
    if (url !== undefined) await cpe().session(() => undefined, [], url === '' ? {} : { url });
    expect((await command('again', reboot)).rsc).toBe(rsc);
    if (rsc === 6021) expect(executions('again')).toMatchObject([[FINISHED, 4]]);
  });

  it('gives a CPE that nobody knows a <node> of its own, or refuses it', async () => {
    const { cpe, informs, cse } = await world();
    expect((await cpe('9/9').inform()).envelope?.body.rpc).toBe('InformResponse');
    const made = cse.store.childNamed('id-in', '00D09E-Box-9_9');
    expect([made?.attributes['nodeID'], informs()[0]?.node]).toEqual(['00D09E-Box-9/9', made?.id]);
    const [info] = cse.store.children(made?.id ?? '', 'deviceInfo');
    expect(info?.attributes).toMatchObject({ deviceLabel: '9/9', manufacturer: 'Acme', deviceType: 'Box', swVersion: '1.0' });
    const strict = await world({ strangers: 'refuse' });
    expect(await strict.cpe('9').inform()).toMatchObject({ status: 200, fault: 8001 });
    expect(strict.informs()).toEqual([]);
  });

  it('speaks digest with a CPE, which asks for it, too, where it is asked to connect', async () => {
    const secret = { user: 'box', password: 'a "secret"' };
    const knock = { user: 'acs', password: 'knock' };
    const { cse, command } = await world({ credentials: [{ device: '00D09E-Box-1', ...secret, connectionRequest: knock }] });
    const startedAs = async (credentials: typeof secret, serialNumber = '1') => {
      const started = await startCpe({ acs: `${cse.cwmp?.url ?? ''}/acs`, deviceId: { oui: '00D09E', productClass: 'Box', serialNumber }, credentials, retryAfter: () => 60_000, restartTime: 10 });
      open.push({ close: () => started.stop() });
      return started;
    };
    const box = await startedAs(secret);
    await box.idle();
    // On its BOOTSTRAP it was told who may ask it to connect.
    expect((await fetch(box.connectionRequestURL ?? '')).status).toBe(401);
    expect((await command('again', reboot)).rsc).toBe(2004);
    const before = cse.store.children('id-in', 'node').length;
    await startedAs({ ...secret, password: 'wrong' }, '2');
    await startedAs(secret, '3');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(cse.store.children('id-in', 'node')).toHaveLength(before);
  });

  it('knows a CPE by its [deviceInfo], and by nobody\'s when two are alike', async () => {
    const { ask, node, cpe, informs } = await world({ strangers: 'refuse' });
    const id = await node('described', 'urn:described');
    const info = (parent: string) => ask({ op: 1, to: parent, ty: 13, pc: { 'm2m:dvi': { mgd: 1007, dlb: '77', man: 'ACME', mod: 'B', dty: 'gateway' } } });
    expect((await info('cse-in/described')).rsc).toBe(2001);
    await node('twin', 'urn:twin');
    await info('cse-in/twin');
    expect(await cpe('77').inform()).toMatchObject({ fault: 8001 });
    await ask({ op: 4, to: 'cse-in/twin' });
    await cpe('77').inform();
    await cpe('77').inform();
    expect(informs().map((each) => each.node)).toEqual([id, id]);
    // Deleted, it is nobody's, however well it was known.
    await ask({ op: 4, to: 'cse-in/described' });
    expect(await cpe('77').inform()).toMatchObject({ fault: 8001 });
  });

  it('lets in who shows who it is, and only as that', async () => {
    const credentials = [
      { device: '00D09E-Box-1', user: 'one', password: 'secret' },
      { device: '00D09E-Box-2', user: 'two', password: 'secret' },
    ];
    const { cpe } = await world({ credentials });
    const basic = (user: string, password = 'secret') => ({ headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } });
    const box = cpe();
    const denied = await box.inform();
    expect([denied.status, denied.headers['www-authenticate']]).toMatchObject([401, [expect.stringMatching(/^Digest/), expect.stringMatching(/^Basic/)]]);
    expect((await box.inform({}, basic('one', 'wrong'))).status).toBe(401);
    expect((await box.inform({}, basic('two'))).status).toBe(403);
    expect((await box.inform({}, basic('one'))).status).toBe(200);
    // In its session it need not show that again; another one begins anew.
    expect((await box.nothing()).status).toBe(204);
    expect((await box.nothing()).status).toBe(401);
    expect((await box.inform({}, basic('one'))).status).toBe(200);
    expect((await box.inform()).status).toBe(401);
  });
});

const soap = (message: string) =>
  `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/" xmlns:c="urn:dslforum-org:cwmp-1-0"><s:Body>${message}</s:Body></s:Envelope>`;
const result = '<UUID>11111111-1111-4111-8111-111111111111</UUID><DeploymentUnitRef/><Version>1</Version><CurrentState>Installed</CurrentState><Resolved>true</Resolved><ExecutionUnitRefList/><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime><Fault><FaultCode>0</FaultCode><FaultString/></Fault>';

describe('a CPE of another make', () => {
  it.each([
    ['lists results as TR-069 prints them', soap(`<c:DUStateChangeComplete><Results e:arrayType="c:OpResultStruct[1]"><OpResultStruct>${result}</OpResultStruct></Results><CommandKey>k</CommandKey></c:DUStateChangeComplete>`), {}],
    ['repeats results as the schema has them', soap(`<c:DUStateChangeComplete><Results>${result}</Results><Results>${result}</Results><CommandKey>k</CommandKey></c:DUStateChangeComplete>`), {}],
    ['does not say that its lists are lists', soap('<c:Inform><DeviceId><Manufacturer>Acme</Manufacturer><OUI>00D09E</OUI><ProductClass>Box</ProductClass><SerialNumber>1</SerialNumber></DeviceId><Event><EventStruct><EventCode>2 PERIODIC</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-29T12:00:00</CurrentTime><RetryCount>0</RetryCount><ParameterList/></c:Inform>'), {}],
    ['speaks of SOAP 1.2', soap(`<c:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime></c:TransferComplete>`), { headers: { 'content-type': 'application/soap+xml; charset=utf-8' } }],
    ['sends its messages in pieces, of no type', soap('<c:GetRPCMethods/>'), { headers: { 'content-type': undefined }, isInPieces: true }],
  ] as [string, string, PostOptions][])('%s', async (_, body, more) => {
    const { cpe, informs, id } = await world();
    const box = cpe();
    box.version = '1-0';
    await box.inform();
    const answer = await box.post(body, more);
    expect([answer.status, answer.fault]).toEqual([200, undefined]);
    expect((await box.nothing()).status).toBe(204);
    expect(new Set(informs().map((each) => each.node))).toEqual(new Set([id]));
  });

  it('reports what became of software without what nobody asks for: the campaign finishes all the same', async () => {
    const { cpe, cse, ask } = await world();
    await ask({ op: 1, to: 'cse-in/box', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1.0', swn: 'app', url: 'http://files.example/app-1.0.zip' } } });
    await ask({ op: 3, to: 'cse-in/box/app', pc: { 'm2m:swr': { in: true } } });
    const box = cpe();
    let key = '';
    await box.session((body) => {
      if (body.rpc === 'ChangeDUState') key = body.value.commandKey ?? '';
      return { rpc: 'ChangeDUStateResponse', value: {} };
    });
    const few = result.replace(/<Resolved>.*<\/ExecutionUnitRefList>|<ExecutionUnitRefList\/>|<Resolved>.*<\/Resolved>/g, '').replaceAll('Fault>', 'FaultStruct>');
    await box.inform();
    const answer = await box.post(soap(`<c:DUStateChangeComplete><CommandKey>${key}</CommandKey><Results><OpResultStruct>${few}</OpResultStruct></Results></c:DUStateChangeComplete>`).replace('cwmp-1-0', 'cwmp-1-2'));
    expect([few.includes('Resolved'), answer.envelope?.body.rpc]).toEqual([false, 'DUStateChangeCompleteResponse']);
    const node = cse.store.childNamed('id-in', 'box');
    expect(cse.store.childNamed(node?.id ?? '', 'app')?.attributes['installStatus']).toMatchObject({ status: 1 });
  });

  it('tries with nothing whether it has to show who it is, as libcurl does', async () => {
    const { cpe } = await world();
    const box = cpe();
    expect((await box.nothing()).status).toBe(204);
    expect((await box.inform()).status).toBe(200);
    box.cookie = `$Version="1", ${box.cookie?.replace('=', '="') ?? ''}"; $Path="/"`;
    expect((await box.nothing()).status).toBe(204);
  });

  it('speaks HTTP/1.0, keeps its connection, and has no cookies', async () => {
    const { cse, command } = await world();
    const answered = command('again', reboot);
    const socket = net.connect(cse.cwmp?.port ?? 0, '127.0.0.1');
    open.push({ close: () => socket.destroy() });
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const send = async (body: string, want: RegExp) => {
      text = '';
      socket.write(`POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      await until(() => want.test(text));
    };
    const inform = encodeEnvelope({ version: '1-0', id: '1', body: new RawCpe('http://127.0.0.1').informed() });
    await send(inform, /InformResponse>/);
    await send('', /<c\w*:Reboot>[^]*Envelope>/);
    await send(soap('<c:RebootResponse/>'), /204 No Content/);
    expect((await answered).rsc).toBe(2004);
  });
});

describe('a CPE that does not do as it should', () => {
  it.each([
    ['no SOAP', '<x/>', {}, { status: 200, fault: 8003 }],
    ['a bomb', '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>', {}, { status: 200, fault: 8003 }],
    ['JSON', '{}', { 'content-type': 'application/json' }, { status: 415, fault: 8003 }],
    ['too much', 'x'.repeat(1_000_001), {}, { status: 413, fault: 8004 }],
    ['a page of no XML', '<html></html>', { 'content-type': 'multipart/form-data; boundary=x' }, { status: 415, fault: 8003 }],
    ['what is compressed as nobody knows', 'xxxx', { 'content-encoding': 'br' }, { status: 415, fault: 8003, headers: { 'accept-encoding': 'gzip, deflate' } }],
    ['what is not compressed as it says', 'xxxx', { 'content-encoding': 'gzip' }, { status: 200, fault: 8003 }],
    ['a bomb of another kind', gzipSync(Buffer.alloc(20_000_000, 32)), { 'content-encoding': 'gzip' }, { status: 413, fault: 8004 }],
    ['a request of the last century', soap('<c:Kicked><Command>c</Command><Referer>r</Referer><Arg>a</Arg><Next>n</Next></c:Kicked>'), {}, { status: 200, fault: 8000 }],
    ['a wish', soap('<c:RequestDownload><FileType>1 Firmware Upgrade Image</FileType><FileTypeArg e:arrayType="c:ArgStruct[0]"/></c:RequestDownload>'), {}, { status: 200, fault: 8000 }],
    ['what a device is asked, not an ACS', soap('<c:SetVouchers><VoucherList e:arrayType="e:base64[0]"/></c:SetVouchers>'), {}, { status: 200, fault: 8000 }],
    ['an RPC that nobody knows', '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:c="urn:dslforum-org:cwmp-1-2"><s:Body><c:Kick/></s:Body></s:Envelope>', {}, { status: 200, fault: 8000 }],
  ])('sends %s: that is refused, and its session goes on', async (_, body, headers, want) => {
    const { cpe } = await world();
    const box = cpe();
    await box.inform();
    expect(await box.post(body, { headers: headers as Record<string, string> })).toMatchObject(want);
    expect((await box.nothing()).status).toBe(204);
  });

  it('has no cookie: its connection is its session', async () => {
    const { cpe, command } = await world();
    const answered = command('again', reboot);
    const box = cpe();
    await box.inform();
    const { envelope } = await box.nothing({ isAnonymous: true });
    expect(envelope?.body.rpc).toBe('Reboot');
    expect((await box.say({ rpc: 'RebootResponse', value: {} }, envelope?.id, { isAnonymous: true })).status).toBe(204);
    expect((await answered).rsc).toBe(2004);
    // Of another connection nobody knows whose it is: there is nothing to do.
    expect((await cpe().nothing()).status).toBe(204);
  });

  it('goes in the middle of a command: what became of that nobody knows', async () => {
    const { cpe, command, executions } = await world({ limits: { reconnect: 50, report: 100 } });
    const answered = command('again', reboot);
    const box = cpe();
    await box.inform();
    expect((await box.nothing()).envelope?.body.rpc).toBe('Reboot');
    await box.close();
    expect((await answered).rsc).toBe(6021);
    expect(executions('again')).toEqual([[FINISHED, 4]]);
  });

  it('goes before it was asked: it is asked when it comes again', async () => {
    const { cpe, command } = await world({ limits: { reconnect: 50, report: 100 } });
    const box = cpe();
    await box.inform();
    const answered = command('again', reboot);
    await box.close();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await cpe().session(() => ({ rpc: 'RebootResponse', value: {} }))).toEqual(['Reboot']);
    expect((await answered).rsc).toBe(2004);
  });

  it('goes on with its session on another connection', async () => {
    const { cpe, command } = await world();
    const answered = command('again', reboot);
    const [box, same] = [cpe(), cpe()];
    await box.inform();
    const { envelope } = await box.nothing();
    await box.close();
    same.cookie = box.cookie;
    expect((await same.say({ rpc: 'RebootResponse', value: {} }, envelope?.id)).status).toBe(204);
    expect((await answered).rsc).toBe(2004);
  });

  it('begins a second session: the first one is over', async () => {
    const { cpe, command } = await world();
    const [first, second] = [cpe(), cpe()];
    await first.inform();
    await second.inform();
    expect((await first.nothing()).status).toBe(204);
    const answered = command('again', reboot);
    await until(() => true);
    const { envelope } = await second.nothing();
    expect(envelope?.body.rpc).toBe('Reboot');
    await second.say({ rpc: 'RebootResponse', value: {} }, envelope?.id);
    expect((await answered).rsc).toBe(2004);
  });

  it('says nothing more: its session is ended in time', async () => {
    const { cpe, command } = await world({ limits: { idle: 150, report: 150 } });
    const answered = command('again', reboot);
    const box = cpe();
    await box.inform();
    expect((await box.nothing()).envelope?.body.rpc).toBe('Reboot');
    expect((await answered).rsc).toBe(6021);
    expect((await box.say({ rpc: 'RebootResponse', value: {} }, 'acs-1')).status).toBe(204);
  });

  it('is one too many: it is told to come back', async () => {
    const { cpe } = await world({ limits: { sessions: 1 } });
    await cpe('5').inform();
    expect(await cpe('6').inform()).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    expect((await cpe('5').inform()).status).toBe(200);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
describe.skipIf(!hasOpenssl)(`over TLS${hasOpenssl ? '' : ' (skipped: no openssl to make certificates with)'}`, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-acs-tls-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const make = (name: string) => {
    const [key, cert] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', cert, '-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), fingerprint: new X509Certificate(readFileSync(cert)).fingerprint256 };
  };

  it('a CPE of the command line knows its ACS, and shows a certificate', async () => {
    const [server, client] = [make('server'), make('client')];
    const { cse, informs } = await world({ tls: server, credentials: [{ device: '00D09E-CPE-tls', certificate: client.fingerprint }] });
    const controller = new AbortController();
    let out = '';
    const flags = new Map([['serial', 'tls'], ['tls-ca', 'server.pem'], ['tls-key', 'client.key'], ['tls-cert', 'client.pem']]);
    const ran = runCpe({ operands: [cse.cwmp?.url ?? ''], flags, cwd: folder, stdout: { write: (text) => (out += text) }, stderr: { write: (text) => (out += text) }, interrupted: () => controller.signal });
    await until(() => informs().length > 0 || out.includes('broken'));
    controller.abort();
    expect([await ran, informs().map(({ device }) => device.serialNumber)]).toEqual([0, ['tls']]);
  });

  it('a client certificate is its device', async () => {
    const [server, client, stranger] = [make('server'), make('client'), make('stranger')];
    const { cse, informs } = await world({ tls: server, credentials: [{ device: '00D09E-Box-1', certificate: client.fingerprint }] });
    expect(cse.cwmp?.url).toMatch(/^https:/);
    const came = async (serialNumber: string, { key, cert }: { key: string; cert: string }, isExpected = false) => {
      const cpe = await startCpe({ acs: `${cse.cwmp?.url ?? ''}/`, deviceId: { oui: '00D09E', productClass: 'Box', serialNumber }, tls: { ca: server.cert, key, cert }, connectionRequests: false, retryAfter: () => 60_000 });
      if (isExpected) await until(() => informs().length > 0);
      else await new Promise((resolve) => setTimeout(resolve, 300));
      await cpe.stop();
      return informs().length;
    };
    expect([await came('1', stranger), await came('2', client), await came('1', client, true)]).toEqual([0, 0, 1]);
  });
});
