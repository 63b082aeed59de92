import { gzipSync } from 'node:zlib';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { manualClock } from '../../../runtime/time/clock.js';
import { simulatedDevices } from '../../../runtime/devices/simulated.js';
import type { Happened } from '../../../runtime/http/server/happenings.js';
import { startCse, type RunningCse, type StartOptions } from '../../../runtime/serve/index.js';
import { talk } from './socket.js';

const admin = { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': 'r1', 'X-M2M-RVI': '3' };
const json = (ty?: number) => ({ 'Content-Type': `application/json${ty === undefined ? '' : `;ty=${ty}`}` });

async function withCse<T>(options: StartOptions, work: (cse: RunningCse) => Promise<T>): Promise<T> {
  const cse = await startCse(options);
  try {
    return await work(cse);
  } finally {
    await cse.close();
  }
}

describe('a CSE at a socket', () => {
  let cse: RunningCse;
  const happened: Happened[] = [];
  const ask = (path: string, init: RequestInit & { readonly headers?: Record<string, string> } = {}) => fetch(`${cse.url}${path}`, { ...init, headers: { ...admin, ...init.headers } });
  beforeAll(async () => {
    cse = await startCse({ watch: (one) => happened.push(one) });
  });
  afterAll(() => cse.close());

  it('tells its release to whom has said one; without it a request is of Release 1 (TS-0004 7.3.2.1, 7.3.3.12)', async () => {
    const release = async (headers: Record<string, string>, path = '/cse-in') =>
      (await fetch(`${cse.url}${path}`, { headers: { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': 'r1', ...headers } })).headers.get('x-m2m-rvi');
    for (const said of ['2', '2a', '3', '4']) expect(await release({ 'X-M2M-RVI': said })).toBe('3');
    for (const path of ['/cse-in', '/cse-in/none']) expect([await release({}, path), await release({ 'X-M2M-RVI': '1' }, path)]).toEqual([null, null]);
  });

  it('creates, retrieves, updates and deletes, with the headers of TS-0009', async () => {
    const created = await ask('/cse-in', { method: 'POST', headers: json(14), body: '{"m2m:nod":{"rn":"n1","ni":"urn:n1"}}' });
    expect([created.status, created.headers.get('x-m2m-rsc'), created.headers.get('x-m2m-ri'), created.headers.get('x-m2m-rvi')]).toEqual([201, '2001', 'r1', '3']);
    expect(created.headers.get('content-type')).toBe('application/json');
    const updated = await ask('/cse-in/n1', { method: 'PUT', headers: json(), body: '{"m2m:nod":{"lbl":["a"]}}' });
    expect([updated.status, updated.headers.get('x-m2m-rsc')]).toEqual([200, '2004']);
    expect(await (await ask('/cse-in/n1')).json()).toMatchObject({ 'm2m:nod': { rn: 'n1', ni: 'urn:n1', lbl: ['a'], ty: 14 } });
    const deleted = await ask('/cse-in/n1', { method: 'DELETE' });
    expect([deleted.status, deleted.headers.get('x-m2m-rsc')]).toEqual([200, '2002']);
    expect((await ask('/cse-in/n1')).status).toBe(404);
  });

  it.each(['/cse-in', '/-', '/id-in', '/~/id-in', '/~/id-in/cse-in', '/~/id-in/-', '/_/sp/id-in/cse-in', '/cse-in/'])('%s is the CSEBase', async (path) => {
    expect(await (await ask(path)).json()).toMatchObject({ 'm2m:cb': { csi: '/id-in', poa: [cse.url] } });
  });

  it('says what it has done in JSON, where XML cannot carry it; what was only asked is not acceptable', async () => {
    const wanted = { Accept: 'application/xml' };
    const created = await ask('/cse-in', { method: 'POST', headers: { ...json(3), ...wanted }, body: JSON.stringify({ 'm2m:cnt': { rn: 'bare', lbl: ['a b'] } }) });
    expect([created.status, created.headers.get('content-type'), ((await created.json()) as { 'm2m:cnt': { lbl: string[] } })['m2m:cnt'].lbl]).toEqual([201, 'application/json', ['a b']]);
    expect((await ask('/cse-in/bare', { headers: wanted })).headers.get('x-m2m-rsc')).toBe('5207');
    const deleted = await ask('/cse-in/bare?rcn=1', { method: 'DELETE', headers: wanted });
    expect([deleted.headers.get('x-m2m-rsc'), deleted.headers.get('content-type')]).toEqual(['2002', 'application/json']);
  });

  it('speaks XML to who accepts it, also in errors', async () => {
    const body = '<m2m:nod xmlns:m2m="http://www.onem2m.org/xml/protocols" rn="nx"><ni>urn:nx</ni></m2m:nod>';
    const created = await ask('/cse-in', { method: 'POST', headers: { 'Content-Type': 'application/xml;ty=14', Accept: 'application/xml' }, body });
    expect([created.status, created.headers.get('content-type')]).toEqual([201, 'application/xml']);
    expect(await created.text()).toContain('<ni>urn:nx</ni>');
    const refused = await ask('/cse-in/none', { headers: { Accept: 'application/xml' } });
    expect(await refused.text()).toContain('<m2m:dbg xmlns:m2m="http://www.onem2m.org/xml/protocols">');
    await ask('/cse-in/nx', { method: 'DELETE' });
  });

  it('does nothing that it could not answer', async () => {
    const body = '{"m2m:nod":{"rn":"unanswered","ni":"u"}}';
    const { text } = await talk(cse.port, (socket) =>
      socket.write(`POST /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: \u00fc\r\nX-M2M-RVI: 3\r\nContent-Type: application/json;ty=14\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`),
    );
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask('/cse-in/unanswered')).status).toBe(404);
    expect((await ask('/cse-in', { method: 'POST', headers: { ...json(14), Accept: 'image/png' }, body })).status).toBe(406);
    expect((await ask('/cse-in/unanswered')).status).toBe(404);
  });

  it('reads no body that is encoded, and says which methods it has', async () => {
    const body = gzipSync('{"m2m:nod":{"rn":"packed","ni":"u"}}');
    const packed = await ask('/cse-in', { method: 'POST', headers: { ...json(14), 'Content-Encoding': 'gzip' }, body });
    expect([packed.status, packed.headers.get('x-m2m-rsc'), packed.headers.get('accept-encoding')]).toEqual([415, '4015', 'identity']);
    expect((await ask('/cse-in/packed')).status).toBe(404);
    const patched = await ask('/cse-in', { method: 'PATCH' });
    expect([patched.status, patched.headers.get('x-m2m-rsc'), patched.headers.get('allow')]).toEqual([405, '4005', 'GET, POST, PUT, DELETE']);
  });

  it('discovers by the query', async () => {
    for (const name of ['d1', 'd2']) await ask('/cse-in', { method: 'POST', headers: json(14), body: JSON.stringify({ 'm2m:nod': { rn: name, ni: name, lbl: [name] } }) });
    expect(await (await ask('/cse-in?fu=1&ty=14&lbl=d2')).json()).toEqual({ 'm2m:uril': ['cse-in/d2'] });
    for (const name of ['d1', 'd2']) await ask(`/cse-in/${name}`, { method: 'DELETE' });
  });

  it.each<[string, string, RequestInit & { readonly headers?: Record<string, string> }, number, string]>([
    ['no JSON', '/cse-in', { method: 'POST', headers: json(14), body: '{' }, 400, '4000'],
    ['no UTF-8', '/cse-in', { method: 'POST', headers: json(14), body: new Uint8Array([0x7b, 0xff, 0x7d]) }, 400, '4000'],
    ['a name that stands twice in an object', '/cse-in', { method: 'POST', headers: json(3), body: '{"m2m:cnt":{"mni":1,"mni":2}}' }, 400, '4000'],
    ['what is no character', '/cse-in', { method: 'POST', headers: json(3), body: '{"m2m:cnt":{"lbl":["\\ud800"]}}' }, 400, '4000'],
    ['too deep', '/cse-in', { method: 'POST', headers: json(14), body: '['.repeat(100) + ']'.repeat(100) }, 400, '4000'],
    ['a type that is not read', '/cse-in', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' }, 415, '4015'],
    ['a type that is none', '/cse-in', { method: 'POST', headers: { 'Content-Type': 'nonsense' }, body: 'x' }, 415, '4015'],
    ['nothing that it accepts is written', '/cse-in', { headers: { Accept: 'image/png' } }, 406, '5207'],
    ['a method that is no operation', '/cse-in', { method: 'PATCH' }, 405, '4005'],
    ['HEAD is no operation', '/cse-in', { method: 'HEAD' }, 405, '4005'],
    ['a bad escape', '/cse-in/%FF', {}, 400, '4000'],
    ['a slash that was escaped', '/cse-in%2Fa', {}, 400, '4000'],
    ['a query that is none', '/cse-in?=', {}, 400, '4000'],
    ['a release that is not supported', '/cse-in', { headers: { 'X-M2M-RVI': '99' } }, 501, '4001'],
    ['no Originator', '/cse-in', { headers: { 'X-M2M-Origin': '' } }, 400, '4000'],
    ['an Originator that is not known', '/cse-in', { headers: { 'X-M2M-Origin': 'Cnobody' } }, 403, '4103'],
    ['a time that is none', '/cse-in', { headers: { 'X-M2M-OT': 'yesterday' } }, 400, '4000'],
    ['an event category that is none', '/cse-in', { headers: { 'X-M2M-EC': '99' } }, 400, '4000'],
    ['a CREATE that does not say of what', '/cse-in', { method: 'POST', headers: json(), body: '{"m2m:cnt":{}}' }, 400, '4000'],
    ['a Notify that tells nothing', '/cse-in', { method: 'POST', headers: json(), body: '{}' }, 400, '4000'],
    ['an expired request', '/cse-in', { headers: { 'X-M2M-RET': '20200101T000000' } }, 504, '4008'],
  ])('refuses %s', async (_what, path, init, status, rsc) => {
    const response = await ask(path, init);
    expect([response.status, response.headers.get('x-m2m-rsc'), response.headers.get('x-m2m-ri')]).toEqual([status, rsc, 'r1']);
    if (init.method !== 'HEAD') expect(await response.json()).toEqual({ 'm2m:dbg': expect.any(String) as string });
  });

  it.each<[string, string, RequestInit & { readonly headers?: Record<string, string> }, string]>([
    ['a time of the request that is none', '/cse-in', { headers: { 'X-M2M-OT': 'yesterday' } }, 'The parameter originatingTimestamp (ot; over HTTP X-M2M-OT) is no time: 20300131T120000'],
    ['another category', '/cse-in', { headers: { 'X-M2M-EC': '99' } }, 'has no such value; there are 2 (Immediate), 3 (BestEffort), 4 (Latest), and 100 to 999 of a deployment'],
    ['another response type', '/cse-in?rt=9', {}, 'has no such value; there are 1 (nonBlockingRequestSynch), '],
    ['another release', '/cse-in', { headers: { 'X-M2M-RVI': '99' } }, 'Release "99" is not supported; '],
    ['a stranger', '/cse-in', { headers: { 'X-M2M-Origin': 'Cnobody' } }, 'The Originator Cnobody is not registered'],
    ['a Result Content of no RETRIEVE', '/cse-in?rcn=99', {}, 'The parameter resultContent (rcn) has a value that a RETRIEVE does not take: 99'],
    ['no time', '/cse-in', { headers: { 'X-M2M-RET': 'soon' } }, 'The parameter requestExpirationTimestamp (rqet; over HTTP X-M2M-RET) is no time: 20300131T120000'],
    ['no content', '/cse-in', { method: 'POST', headers: json(3) }, 'The parameter primitiveContent (pc) is absent'],
    ['a number of no type', '/cse-in', { method: 'POST', headers: json(99), body: '{"m2m:cnt":{}}' }, 'The parameter resourceType (ty) is the number of no resource type that is known here'],
    ['no prefix', '/cse-in', { method: 'POST', headers: json(3), body: '{"cnt":{}}' }, 'the body has no root element with its prefix, as { "m2m:cnt": … }'],
    ['long names', '/cse-in', { method: 'POST', headers: json(3), body: '{"m2m:cnt":{"maxByteSize":3}}' }, 'maxByteSize is a long name among short ones: give each in its short form'],
    ['no Content-Type that is read', '/cse-in', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x' }, 'application/json and application/xml are, in a CREATE with ;ty=…'],
  ])('says what is wrong, and what to do: %s', async (_what, path, init, message) => {
    expect(await (await ask(path, init)).json()).toEqual({ 'm2m:dbg': expect.stringContaining(message) as string });
  });

  it('tells what happens, in its order', async () => {
    happened.length = 0;
    await ask('/cse-in', { method: 'POST', headers: json(14), body: '{"m2m:nod":{"rn":"told","ni":"urn:told"}}' });
    await ask('/cse-in/told', { method: 'DELETE' });
    await pause(10);
    expect(happened.map(({ what }) => what)).toMatchObject([
      { kind: 'resource', change: 'created', type: 'node', name: 'told' },
      { kind: 'request', operation: 'create', to: 'cse-in', from: 'CAdmin', rsc: 2001, http: 201 },
      { kind: 'resource', change: 'deleted', name: 'told' },
      { kind: 'request', operation: 'delete', rsc: 2002 },
    ]);
  });

  it('is well, and counts for Prometheus', async () => {
    const health = await fetch(`${cse.url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
    const metrics = await fetch(`${cse.url}/metrics`);
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4');
    expect(await metrics.text()).toMatch(/^onem2m_requests_total\{operation="retrieve",rsc="2000"\} \d+$/m);
  });

  it('does not answer to names of elsewhere: a page that has its name point here is no client', async () => {
    const { text } = await talk(cse.port, (socket) => socket.write('GET /cse-in HTTP/1.1\r\nHost: evil.example\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: 1\r\nConnection: close\r\n\r\n'));
    expect(text).toMatch(/^HTTP\/1\.1 403 /);
    const local = await talk(cse.port, (socket) => socket.write(`GET /cse-in HTTP/1.1\r\nHost: localhost:${cse.port}\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: 1\r\nConnection: close\r\n\r\n`));
    expect(local.text).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    ['an unknown method', 'FOO /cse-in HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a coding of its own', 'POST /cse-in HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\nx'],
    ['two lengths', 'POST /cse-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['two Originators', 'GET /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-RI: 1\r\nX-M2M-Origin: CAdmin\r\nx-m2m-origin: Cother\r\nConnection: close\r\n\r\n'],
    ['two types', 'POST /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-RI: 1\r\nX-M2M-Origin: CAdmin\r\nContent-Type: application/json;ty=3\r\nContent-Type: application/json;ty=14\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}'],
  ])('what cannot be read as one request is answered as one all the same: %s', async (_what, request) => {
    const { text, isClosed } = await talk(cse.port, (socket) => socket.write(request));
    expect(text).toMatch(/^HTTP\/1\.1 400 [^]*^x-m2m-rsc: 4000\r$[^]*\r\n\r\n\{"m2m:dbg":"/im);
    expect(isClosed).toBe(true);
  });

  it('shows the CSEBase in XML', async () => {
    const response = await ask('/cse-in', { headers: { Accept: 'application/xml' } });
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('<pi/>') as string]);
  });

  it.each([
    ['CONNECT', 'CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\nX-M2M-RI: q1', 405, '4005'],
    ['no Host', 'GET /cse-in HTTP/1.1\r\nX-M2M-RI: q1\r\nConnection: close', 400, '4000'],
    ['an expectation that nobody knows', 'GET /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-RI: q1\r\nExpect: wonders\r\nConnection: close', 417, '4000'],
  ])('%s is answered as every fault is', async (_what, head, status, rsc) => {
    const { text, isClosed } = await talk(cse.port, (socket) => socket.write(`${head}\r\n\r\n`));
    expect([Number(text.split(' ')[1]), /^x-m2m-rsc: (.*)\r$/im.exec(text)?.[1], /^x-m2m-ri: (.*)\r$/im.exec(text)?.[1], isClosed]).toEqual([status, rsc, 'q1', true]);
  });

  it('takes the absolute form of a target', async () => {
    const { text } = await talk(cse.port, (socket) => socket.write(`GET http://localhost:${cse.port}/cse-in?rcn=1 HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: 1\r\nConnection: close\r\n\r\n`));
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('a long poll is over when its connection is: what comes then is for the next', async () => {
    const app = { 'X-M2M-Origin': 'Cpoll' };
    await ask('/cse-in', { method: 'POST', headers: { ...json(2), ...app }, body: '{"m2m:ae":{"rn":"poller","api":"Na","rr":false,"srv":["3"]}}' });
    await ask('/cse-in/poller', { method: 'POST', headers: { ...json(15), ...app }, body: '{"m2m:pch":{"rn":"pch"}}' });
    await ask('/cse-in/poller', { method: 'POST', headers: { ...json(23), ...app }, body: '{"m2m:sub":{"nu":["Cpoll"]}}' });
    const text = `GET /cse-in/poller/pch/pcu HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: Cpoll\r\nX-M2M-RI: q1\r\nX-M2M-RVI: 3\r\n\r\n`;
    await talk(cse.port, (socket) => socket.write(text), 100);
    await vi.waitFor(async () => expect(await (await fetch(`${cse.url}/metrics`)).text()).toMatch(/requests_under_way 0$/m));
    await ask('/cse-in/poller', { method: 'PUT', headers: { ...json(), ...app }, body: '{"m2m:ae":{"lbl":["a"]}}' });
    const answer = await ask('/cse-in/poller/pch/pcu', { headers: { ...app, 'X-M2M-RET': '3000' } });
    expect(await answer.json()).toMatchObject({ 'm2m:rqp': { op: 5 } });
  });

  it('serves requests that are sent behind each other without waiting', async () => {
    const one = (id: number, last = false) => `GET /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: p${id}\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
    const { text } = await talk(cse.port, (socket) => socket.write(one(1) + one(2) + one(3, true)));
    expect([...text.matchAll(/^x-m2m-ri: (.*)\r$/gim)].map(([, id]) => id)).toEqual(['p1', 'p2', 'p3']);
  });
});

describe('limits', () => {
  it('of body, headers and connections', async () => {
    await withCse({ limits: { bodyBytes: 1_000, headerBytes: 2_000, connections: 2 } }, async ({ url, port }) => {
      const large = await fetch(`${url}/cse-in`, { method: 'POST', headers: { ...admin, ...json(14) }, body: JSON.stringify({ 'm2m:nod': { ni: 'x'.repeat(2_000) } }) });
      expect([large.status, large.headers.get('x-m2m-rsc'), large.headers.get('x-m2m-ri')]).toEqual([413, '4000', 'r1']);
      const chunked = await talk(port, (socket) => {
        socket.write('POST /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nContent-Type: application/json;ty=14\r\nTransfer-Encoding: chunked\r\n\r\n');
        for (let i = 0; i < 20; i++) socket.write(`64\r\n${'x'.repeat(100)}\r\n`);
      });
      expect(chunked.text).toMatch(/^HTTP\/1\.1 413 /);
      expect((await talk(port, (socket) => socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(3_000)}\r\n\r\n`))).text).toMatch(/^HTTP\/1\.1 431 /);
      const held = [net.connect(port, '127.0.0.1'), net.connect(port, '127.0.0.1')];
      await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
      await pause(50);
      expect(await talk(port, () => undefined, 2_000)).toMatchObject({ text: '', isClosed: true });
      for (const socket of held) socket.destroy();
    });
  });

  it('cuts off who is slow with headers, or with the body, and who says nothing at all', async () => {
    await withCse({ limits: { headersWithin: 300, requestWithin: 600, idle: 900 } }, async ({ port, url }) => {
      const [headers, body, silent] = await Promise.all([
        talk(port, (socket) => socket.write('GET /cse-in HTTP/1.1\r\nHost: localhost\r\n')),
        talk(port, (socket) => socket.write('POST /cse-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{')),
        talk(port, () => undefined),
      ]);
      expect(headers).toMatchObject({ isClosed: true, text: expect.stringMatching(/^HTTP\/1\.1 408 /) as string });
      expect(body).toMatchObject({ isClosed: true });
      expect(silent).toMatchObject({ isClosed: true });
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    });
  }, 20_000);

  it('an answer that waits for a device too long is a REQUEST_TIMEOUT; the Originator that has too many of them hears 429, others are served', async () => {
    const devices = { connect: () => new Promise<never>(() => undefined), onReport: () => () => undefined };
    await withCse({ devices, limits: { answerWithin: 2_000, perOriginator: 2 } }, async ({ url }) => {
      const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { ...init, headers: { ...admin, ...(init.headers as object) } });
      await ask('/cse-in', { method: 'POST', headers: json(14), body: '{"m2m:nod":{"rn":"n","ni":"urn:n"}}' });
      await ask('/cse-in', { method: 'POST', headers: { ...json(2), 'X-M2M-Origin': 'Cother' }, body: '{"m2m:ae":{"api":"Nx","rr":true,"srv":["3"]}}' });
      await ask('/cse-in/n', { method: 'POST', headers: json(13), body: JSON.stringify({ 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1', swn: 'app', url: 'http://x.example/a' } }) });
      const command = { 'm2m:mgc': { rn: 'm', cmt: 1, ext: 'cse-in/n', exm: 1, exra: { rst: [] } } };
      const created = await ask('/cse-in', { method: 'POST', headers: json(12), body: JSON.stringify(command) });
      expect(created.status, await created.clone().text()).toBe(201);
      const execute = () => ask('/cse-in/m', { method: 'PUT', headers: json(), body: '{"m2m:mgc":{"exe":true}}' });
      const [first, second] = [execute(), execute()];
      // As soon as both have arrived.
      await vi.waitFor(
        async () => {
          const third = await ask('/cse-in');
          expect([third.status, third.headers.get('retry-after')]).toEqual([429, '1']);
        },
        { timeout: 1_500, interval: 20 },
      );
      expect((await ask('/~/id-in/Cother', { headers: { 'X-M2M-Origin': 'Cother' } })).status).toBe(200);
      expect((await Promise.all([first, second])).map(({ headers }) => headers.get('x-m2m-rsc'))).toContain('4008');
      expect((await ask('/cse-in')).status).toBe(200);
    });
  });
});

describe('the end', () => {
  it('lets requests under way end, takes no new ones, and leaves nothing', async () => {
    const clock = manualClock(Date.now());
    const devices = simulatedDevices({ clock });
    const cse = await startCse({ clock, devices });
    const slow = talk(cse.port, (socket) => {
      socket.write('POST /cse-in HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: 1\r\nContent-Type: application/json;ty=14\r\nContent-Length: 30\r\n\r\n{"m2m:nod":{');
      setTimeout(() => socket.write('"ni":"urn:n123456"'), 300);
    });
    const idle = talk(cse.port, () => undefined, 10_000);
    await pause(100);
    const begin = performance.now();
    const closed = cse.close();
    await pause(50);
    await expect(fetch(`${cse.url}/healthz`)).rejects.toThrow();
    expect((await slow).text).toMatch(/^HTTP\/1\.1 (400|201) /);
    await closed;
    expect(performance.now() - begin).toBeLessThan(8_000);
    expect((await idle).isClosed).toBe(true);
    expect(clock.pending()).toBe(0);
    await cse.close();
  });

  it('who still waits for an answer when it can wait no longer is answered', async () => {
    const cse = await startCse({ limits: { grace: 100 } });
    const ask = (path: string, init: RequestInit = {}) => fetch(`${cse.url}${path}`, { ...init, headers: { ...admin, 'X-M2M-Origin': 'Cpoll', ...(init.headers as object) } });
    await ask('/cse-in', { method: 'POST', headers: json(2), body: '{"m2m:ae":{"rn":"poll","api":"Np","rr":false,"srv":["3"]}}' });
    await ask('/cse-in/poll', { method: 'POST', headers: json(15), body: '{"m2m:pch":{"rn":"pch"}}' });
    const poll = ask('/cse-in/poll/pch/pcu');
    await pause(100);
    await cse.close();
    expect([(await poll).status, (await poll).headers.get('x-m2m-rsc'), (await poll).headers.get('x-m2m-ri')]).toEqual([504, '4008', 'r1']);
  });

  it('ends a connection with the last of the requests that wait on it', async () => {
    const clock = manualClock(Date.now());
    const cse = await startCse({ clock });
    const ask = (id: number, more = '') => `GET /cse-in${more} HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: p${id}\r\nX-M2M-RVI: 3\r\n\r\n`;
    // The first is answered and done with; the second and the third wait for a time that comes when the server closes already.
    const waiting = talk(cse.port, (socket) => {
      socket.write(ask(1));
      const later = new Date(clock.now() + 1_000).toISOString().replaceAll(/[-:Z]/g, '').replace('.', ',');
      const executed = (id: number) => ask(id).replace('\r\n\r\n', `\r\nX-M2M-OET: ${later}\r\n\r\n`);
      setTimeout(() => socket.write(executed(2) + executed(3)), 50);
    }, 10_000);
    await vi.waitFor(async () => expect(await (await fetch(`${cse.url}/metrics`)).text()).toMatch(/requests_under_way 2$/m), 5_000);
    const begin = performance.now();
    const closed = cse.close();
    clock.advance(1_000);
    const { text, isClosed } = await waiting;
    await closed;
    expect([...text.matchAll(/X-M2M-RI: (\w+)/g)].map(([, id]) => id)).toEqual(['p1', 'p2', 'p3']);
    expect(isClosed).toBe(true);
    expect(performance.now() - begin).toBeLessThan(8_000);
  });

  it('waits no longer than the grace', async () => {
    const cse = await startCse({ limits: { grace: 200 } });
    const stuck = talk(cse.port, (socket) => socket.write('POST /cse-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\n{'));
    await pause(50);
    const begin = performance.now();
    await cse.close();
    expect(performance.now() - begin).toBeLessThan(5_000);
    expect((await stuck).isClosed).toBe(true);
  });
});
