import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../../../runtime/serve/command.js';
import { startCse } from '../../../runtime/serve/index.js';
import { sqliteStore } from '../../../runtime/store/sqlite.js';
import { serve } from './served.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-command-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

/** The command as far as its end, without a process of its own. */
async function command(flags: Readonly<Record<string, string | true>>, act: (stop: () => void, out: () => string) => unknown = (stop) => stop()) {
  const stop = new AbortController();
  let [out, err] = ['', ''];
  const code = run({
    flags: new Map(Object.entries({ port: '0', store: 'memory', ...flags })),
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    interrupted: () => stop.signal,
  });
  for (let i = 0; i < 500 && !out.includes('\n') && err === ''; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  await act(() => stop.abort(), () => out);
  return { code: await code, out, err };
}

const headers = { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' };

describe('specgen serve', () => {
  it('says where it is, and a line of curl that works', async () => {
    const { code, out, err } = await command({}, async (stop, said) => {
      const line = /^curl .*$/m.exec(said())![0];
      const { status, stdout } = await new Promise<{ status: number | null; stdout: string }>((resolve) => {
        // In a process beside this one, in which the CSE has to answer.
        void import('node:child_process').then(({ execFile }) => execFile('sh', ['-c', line], (error, stdout) => resolve({ status: error === null ? 0 : 1, stdout })));
      });
      expect([status, JSON.parse(stdout)]).toMatchObject([0, { 'm2m:cb': { csi: '/id-in' } }]);
      stop();
    });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^A oneM2M CSE is at http:\/\/127\.0\.0\.1:\d+\/cse-in \(CSE-ID \/id-in, administrator CAdmin\)/);
  });

  it('logs each request, change and notification as a line, in JSON too; nobody makes lines of their own', async () => {
    const { out } = await command({ log: 'json', name: 'my', 'cse-id': '/my-id', admin: 'CBoss' }, async (stop, said) => {
      const { url } = JSON.parse(said().split('\n')[0]!) as { url: string };
      await fetch(`${url}/my/a%0Ab`, { headers: { ...headers, 'X-M2M-Origin': 'CBoss' } });
      stop();
    });
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([{ kind: 'started' }, { kind: 'request', operation: 'retrieve', to: 'my/a\nb', from: 'CBoss', rsc: 4004 }]);
    const text = await command({}, async (stop, said) => {
      const url = /at (\S+)\/cse-in/.exec(said())![1]!;
      await fetch(`${url}/cse-in/a%0Ab`, { headers });
      stop();
    });
    expect(text.out).toMatch(/^\d\d:\d\d:\d\d\.\d{3} retrieve cse-in\/a\\u\{a\}b by CAdmin: 4004 \(404\), \d+\.\d ms$/m);
  });

  it.each([
    [{}, 403],
    [{ create: 'admin' }, 403],
    [{ create: 'registered' }, 201],
  ])('%j: who is registered and creates below the CSEBase hears %i, who is not 403', async (flags, status) => {
    const heard: number[] = [];
    await command(flags, async (stop, said) => {
      const url = / is at (\S+) /.exec(said())?.[1] ?? '';
      const create = async (from: string, ty: number, body: object) =>
        (await fetch(url, { method: 'POST', headers: { ...headers, 'X-M2M-Origin': from, 'Content-Type': `application/json;ty=${ty}` }, body: JSON.stringify(body) })).status;
      heard.push(await create('Cone', 2, { 'm2m:ae': { api: 'Na', rr: false, srv: ['3'] } }));
      for (const from of ['Cone', 'Ctwo']) heard.push(await create(from, 3, { 'm2m:cnt': {} }));
      stop();
    });
    expect(heard).toEqual([201, status, 403]);
  });

  it.each<[Readonly<Record<string, string | true>>, RegExp]>([
    [{ host: '0.0.0.0' }, /^error START_INSECURE .*\n {7}hint: give credentials \(--credentials FILE\)/],
    [{ 'tls-key': 'k' }, /^error START_TLS a key needs a certificate/],
    [{ 'tls-key': '/nowhere', 'tls-cert': '/nowhere' }, /^error START_TLS \/nowhere cannot be read: .*\n {7}hint: a key in PEM/],
    [{ credentials: '/nowhere' }, /^error START_CREDENTIALS \/nowhere cannot be read: .*\n {7}hint: a list: \[\{"originator"/],
    [{ credentials: file('bad.json', '[{"originator":"C1"}]') }, /^error START_CREDENTIALS .*bad\.json: credential 1: it needs bearer/],
    [{ store: '/nowhere/at/all.sqlite' }, /^error START_STORE the store cannot be opened/],
    [{ store: file('other.sqlite', 'this is no database, but it has some length to it, so that SQLite looks at it'.repeat(20)) }, /^error START_STORE/],
    [{ host: '192.0.2.1', insecure: true }, /^error START_ADDRESS.*\n {7}hint: an address of this machine/],
    [{ originators: 'all' }, /^error START_POLICY --originators must be registered or any, not "all"/],
    [{ create: 'any' }, /^error START_POLICY --create must be admin or registered, not "any"/],
    [{ verify: 'none' }, /^error START_POLICY --verify must be identifiers or all, not "none"/],
    [{ releases: '3,' }, /^error START_POLICY --releases must be among 1, 2, 2a, 3, 4, 5, with commas between, not "3,"/],
    [{ releases: '3,9' }, /^error START_POLICY --releases must be among 1, 2, 2a, 3, 4, 5, with commas between, not "3,9"/],
    [{ url: 'cse.example' }, /^error START_ADDRESS cse\.example is no address at which others reach the CSE\n {7}hint: a URL/],
    [{ url: 'localhost:8080' }, /^error START_ADDRESS/],
    [{ 'cwmp-credentials': 'x' }, /^error START_CWMP .*\n {7}hint: give --cwmp-port/],
    [{ 'cwmp-connect-to': 'any' }, /^error START_CWMP .*\n *hint: give --cwmp-port/],
    [{ 'cwmp-port': '0', 'cwmp-connect-to': '10.0.0.0/8, lan' }, /^error START_CWMP lan is no network\n *hint: networks/],
    [{ 'cwmp-port': '0', 'cwmp-strangers': 'welcome' }, /^error START_CWMP --cwmp-strangers is create or refuse/],
    [{ 'cwmp-port': '0', 'cwmp-credentials': file('cpes.json', '[{"device":"x"}]') }, /^error START_CREDENTIALS .*cpes\.json: credential 1: it needs user and password, or certificate\n {7}hint: a list: \[\{"device"/],
    [{ 'cwmp-port': '0', 'cwmp-credentials': file('certificate.json', `[{"certificate":"${'ab'.repeat(32)}"}]`) }, /^error START_TLS client certificates/],
    [{ host: '0.0.0.0', credentials: file('who.json', '[{"originator":"C1","bearer":"b"}]'), 'cwmp-port': '0' }, /^error START_INSECURE .* CPEs/],
  ])('%j: says why it does not start', async (flags, said) => {
    const { code, out, err } = await command(flags);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(said);
  });

  it('a port that is taken', async () => {
    const first = await startCse();
    expect(await command({ port: String(first.port) })).toMatchObject({ code: 2, err: expect.stringContaining('START_ADDRESS') as string });
    expect(await command({ port: '0', 'cwmp-port': String(first.port) })).toMatchObject({ code: 2, err: expect.stringMatching(/START_ADDRESS cannot listen for CPEs.*\n.*--cwmp-port/) as string });
    await first.close();
  });

  it('says where CPEs connect, and what they say there', async () => {
    const { out, err } = await command({ 'cwmp-port': '0' }, async (stop, said) => {
      const url = /CPEs: +(\S+) \(each is taken at its word\)/.exec(said())?.[1] ?? '';
      await fetch(url, { method: 'POST', body: '<x/>', headers: { 'content-type': 'text/xml' } });
      stop();
    });
    expect([err, out.split('\n').at(-2)]).toEqual(['', expect.stringMatching(/ cwmp     unreadable: Fault/)]);
  });
});

describe('the program', () => {
  it('keeps its state in a file of SQLite by default, and says so', async () => {
    const first = await serve(['--port', '0', '--cse-id', '/own'], folder);
    expect(first.output()).toMatch(/state: own\.sqlite, which is gone on with at the next start; --store memory forgets/);
    expect((await fetch(`${first.url}/cse-in`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json;ty=3' }, body: '{"m2m:cnt":{"rn":"kept"}}' })).status).toBe(201);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await serve(['--port', '0', '--cse-id', '/own'], folder);
    expect((await fetch(`${second.url}/cse-in/kept`, { headers })).status).toBe(200);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  }, 60_000);

  it.each([
    [['--cse-id', '/other'], /START_STORE this is the store of \/id-in, not of \/other\s+hint: give it --cse-id \/id-in,/],
    [['--name', 'other'], /START_STORE the CSE in this store is called cse-in, not other\s+hint: give it --name cse-in,/],
  ])('%j: of a store that has another CSE it says so, and leaves it as it was', async (flags, said) => {
    const store = await sqliteStore(path.join(folder, 'its.sqlite'));
    await (await startCse({ store })).close();
    await store.close();
    const { err, code } = await command({ port: '0', store: path.join(folder, 'its.sqlite'), ...Object.fromEntries([[flags[0]!.slice(2), flags[1]!]]) });
    expect([err, code]).toEqual([expect.stringMatching(said), 2]);
  });

  it('serves until SIGTERM; keeps what it was told in a file, which nobody else may have meanwhile', async () => {
    const args = ['--port', '0', '--store', 'cse.sqlite'];
    const first = await serve(args, folder);
    const created = await fetch(`${first.url}/cse-in`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json;ty=14' }, body: '{"m2m:nod":{"rn":"kept","ni":"urn:kept"}}' });
    expect(created.status).toBe(201);
    await expect(serve(args, folder)).rejects.toThrow(/ended with 2: error START_STORE .*Another process/);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = await serve(args, folder);
    expect((await fetch(`${second.url}/cse-in/kept`, { headers })).status).toBe(200);
    expect(await (await fetch(`${second.url}/cse-in`, { headers })).json()).toMatchObject({ 'm2m:cb': { poa: [second.url] } });
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  }, 60_000);

  it('refuses flags that it does not know, and ports that are none', () => {
    const program = path.resolve(import.meta.dirname, '../../../dist/generator/cli.js');
    const of = (...args: readonly string[]) => spawnSync(process.execPath, [program, 'serve', ...args], { encoding: 'utf8' });
    expect(of('--port', '65536')).toMatchObject({ status: 2, stderr: expect.stringContaining('--port must be a number from 0 to 65535') as string });
    expect(of('--prot', '1')).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean "--port"') as string });
    expect(of('--log', 'xml')).toMatchObject({ status: 2, stderr: expect.stringContaining('--log must be text or json') as string });
  }, 60_000);
});
