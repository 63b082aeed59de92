import { createHash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { gateOf, readCredentials, type Credential } from '../../../runtime/http/server/credentials.js';
import { startCse } from '../../../runtime/serve/index.js';

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const shown = (authorization: string | undefined, certificate?: string) => ({ authorization, certificate });

describe('who shows what', () => {
  const gate = gateOf([
    { originator: 'CAdmin', bearer: 'token-1' },
    { originator: 'Chashed', bearer: sha256('token-2') },
    { originator: 'Cuser', user: 'ann', password: 'p:w' },
    { originator: 'Cdigest', user: 'bob', password: sha256('secret') },
    { originator: 'Cempty', user: 'eve', password: sha256('') },
    { originator: 'Ccert', certificate: Array(32).fill('AB').join(':') },
  ]);

  it.each<[string | undefined, string | undefined, string | undefined]>([
    ['Bearer token-1', undefined, 'CAdmin'],
    ['bearer  token-1', undefined, 'CAdmin'],
    ['Bearer token-2', undefined, 'Chashed'],
    [`Bearer ${sha256('token-2')}`, undefined, undefined],
    ['Bearer token-', undefined, undefined],
    ['Bearer ', undefined, undefined],
    [basic('ann', 'p:w'), undefined, 'Cuser'],
    [basic('ann:p', 'w'), undefined, 'Cuser'],
    [basic('ann', 'pw'), undefined, undefined],
    [basic('bob', 'secret'), undefined, 'Cdigest'],
    [basic('ann', 'secret'), undefined, undefined],
    [basic('bob', ''), undefined, undefined],
    [basic('eve', ''), undefined, 'Cempty'],
    ['Basic !', undefined, undefined],
    ['Digest x', undefined, undefined],
    [undefined, undefined, undefined],
    [undefined, 'ab'.repeat(32), 'Ccert'],
    [undefined, 'ac'.repeat(32), undefined],
    ['Bearer wrong', 'ab'.repeat(32), undefined],
  ])('%s, %s: %s', (authorization, certificate, originator) => {
    expect(gate.identify(shown(authorization, certificate))).toBe(originator);
  });

  it('nobody gets in with another text', () => {
    const secrets = new Set(['token-1', 'token-2']);
    fc.assert(fc.property(fc.stringMatching(/^[!-~]{1,80}$/), (token) => secrets.has(token) || gate.identify(shown(`Bearer ${token}`)) === undefined));
    fc.assert(fc.property(fc.string(), fc.string(), (user, password) => gate.identify(shown(basic(user, password))) === undefined || ['ann:p:w', 'bob:secret', 'eve:'].includes(`${user}:${password}`)));
  });

  it('a file of them is checked whole before anybody connects', () => {
    const list = [{ originator: 'C1', bearer: 'x' }];
    expect(readCredentials(JSON.stringify(list))).toEqual(list);
    expect(readCredentials(JSON.stringify({ credentials: list }))).toEqual(list);
    for (const wrong of ['', '{', '[]', '{}', '[1]', '[{"bearer":"x"}]', '[{"originator":"C1"}]', '[{"originator":"C1","bearer":""}]', '[{"originator":"C1","user":"a"}]', '[{"originator":"C1","certificate":"12"}]']) {
      expect(() => readCredentials(wrong), wrong).toThrow();
    }
  });
});

describe('a CSE that wants to know', () => {
  const credentials: readonly Credential[] = [
    { originator: 'CAdmin', bearer: 'boss' },
    { originator: 'Cae', user: 'ae', password: 'pw' },
  ];
  const headers = { 'X-M2M-RI': '1', 'X-M2M-RVI': '3' };

  it('says how; takes From of who it is, and no other', async () => {
    const cse = await startCse({ credentials });
    try {
      const ask = (more: Record<string, string>, init: RequestInit = {}) => fetch(`${cse.url}/cse-in`, { ...init, headers: { ...headers, ...more } });
      const nobody = await ask({ 'X-M2M-Origin': 'CAdmin' });
      expect([nobody.status, nobody.headers.get('x-m2m-rsc'), nobody.headers.get('www-authenticate')]).toEqual([401, '4106', 'Basic realm="oneM2M", charset="UTF-8", Bearer realm="oneM2M"']);
      expect((await ask({ Authorization: 'Bearer boss' })).status).toBe(200);
      expect((await ask({ Authorization: 'Bearer boss', 'X-M2M-Origin': 'CAdmin' })).status).toBe(200);
      expect((await ask({ Authorization: 'Bearer boss', 'X-M2M-Origin': '/id-in/CAdmin' })).status).toBe(200);
      const other = await ask({ Authorization: basic('ae', 'pw'), 'X-M2M-Origin': 'CAdmin' });
      expect([other.status, other.headers.get('x-m2m-rsc')]).toEqual([403, '4106']);
      const body = '{"m2m:ae":{"api":"Nx","rr":true,"srv":["3"]}}';
      const registered = await ask({ Authorization: basic('ae', 'pw'), 'Content-Type': 'application/json;ty=2' }, { method: 'POST', body });
      expect(await registered.json()).toMatchObject({ 'm2m:ae': { aei: 'Cae' } });
      expect((await fetch(`${cse.url}/metrics`)).status).toBe(401);
      expect((await fetch(`${cse.url}/`)).status).toBe(401);
      expect((await fetch(`${cse.url}/healthz`)).status).toBe(200);
    } finally {
      await cse.close();
    }
  });

  it('does not start where others can connect, without credentials or a word', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'example.org']) await expect(startCse({ host })).rejects.toMatchObject({ code: 'START_INSECURE' });
    const cse = await startCse({ host: '0.0.0.0', insecure: true });
    expect((await fetch(`${cse.url}/cse-in`, { headers: { ...headers, 'X-M2M-Origin': 'CAdmin' } })).status).toBe(200);
    await cse.close();
    await expect(startCse({ credentials: [{ originator: 'C1', certificate: 'ab'.repeat(32) }] })).rejects.toMatchObject({ code: 'START_TLS' });
    await expect(startCse({ tls: { key: 'x', cert: 'y' } })).rejects.toMatchObject({ code: 'START_TLS' });
    const first = await startCse();
    await expect(startCse({ port: first.port })).rejects.toMatchObject({ code: 'START_ADDRESS' });
    await first.close();
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
describe.skipIf(!hasOpenssl)(`over TLS${hasOpenssl ? '' : ' (skipped: no openssl to make certificates with)'}`, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-tls-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const make = (name: string) => {
    const [key, cert] = [path.join(folder, `${name}.key`), path.join(folder, `${name}.pem`)];
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const fingerprint = execFileSync('openssl', ['x509', '-in', cert, '-noout', '-fingerprint', '-sha256'], { encoding: 'utf8' }).replace(/^.*=/, '').trim();
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8'), fingerprint };
  };

  it('a client certificate is its Originator; another one is nobody', async () => {
    const [server, client, stranger] = [make('server'), make('client'), make('stranger')];
    const cse = await startCse({ tls: server, credentials: [{ originator: 'CAdmin', certificate: client.fingerprint }] });
    const ask = (identity?: { readonly key: string; readonly cert: string }) =>
      new Promise<number | undefined>((resolve, reject) => {
        const options = { ca: server.cert, ...(identity && { key: identity.key, cert: identity.cert }), headers: { 'X-M2M-RI': '1', 'X-M2M-RVI': '3' }, agent: false as const };
        request(`${cse.url}/cse-in`, options, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode));
        })
          .on('error', reject)
          .end();
      });
    try {
      expect(cse.url).toMatch(/^https:\/\//);
      expect([await ask(client), await ask(stranger), await ask()]).toEqual([200, 401, 401]);
    } finally {
      await cse.close();
    }
  });
});
