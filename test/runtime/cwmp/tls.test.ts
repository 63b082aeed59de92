import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run as runCpe } from '../../../testing/cwmp/command.js';
import { startCpe } from '../../../testing/cwmp/index.js';
import { RawCpe } from './cpe.js';
import { reboot, until, worlds } from './world.js';

const { open, world } = worlds();

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

  it('a session is of who has shown the certificate: another one, or none, cannot go on with it, whatever its cookie', async () => {
    const [server, client, stranger, fleet] = [make('server'), make('client'), make('stranger'), { user: 'fleet', password: 'p' }];
    const { cse, command } = await world({
      tls: server,
      credentials: [{ device: '00D09E-Box-1', certificate: client.fingerprint }, { device: '00D09E-Box-2', certificate: stranger.fingerprint }, { device: '00D09E-Box-3', ...fleet }],
    });
    const cpe = (serial: string, shown: Partial<typeof client>) => {
      const { key, cert } = shown;
      const made = new RawCpe(cse.cwmp?.url ?? '', serial, { ca: server.cert, ...(key !== undefined && cert !== undefined && { key, cert }) });
      open.push(made);
      return made;
    };
    const answered = command('again', reboot);
    const [box, thief, nobody] = [cpe('1', client), cpe('2', stranger), cpe('3', {})];
    expect((await box.inform()).status).toBe(200);
    thief.cookie = nobody.cookie = box.cookie;
    for (const each of [thief, nobody]) expect([(await each.nothing()).status, (await each.say({ rpc: 'RebootResponse', value: {} }, 'acs-1')).status]).toEqual([403, 403]);
    expect(await box.session(() => ({ rpc: 'RebootResponse', value: {} }))).toEqual(['Reboot']);
    expect((await answered).rsc).toBe(2004);
    // Whoever has shown a password need not do so again.
    const basic = { headers: { authorization: `Basic ${Buffer.from('fleet:p').toString('base64')}` } };
    nobody.cookie = undefined;
    expect([(await nobody.inform({}, basic)).status, (await nobody.nothing()).status]).toEqual([200, 204]);
  });
});
