import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { StatusCode } from '../../../generated/tables/status-codes.js';
import { startCpe } from '../../../testing/cwmp/index.js';
import { completed, FINISHED, PENDING, reboot, until, upload, uploaded, worlds } from './world.js';

const { open, world } = worlds();

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
