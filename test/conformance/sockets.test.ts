import net, { type AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { exchangeWith } from '../../conformance/exchange.js';
import { listenForNotifications } from '../../conformance/http/listen.js';
import { httpSender } from '../../conformance/http/send.js';

/** Small servers write HTTP by hand: what they write is understood as far as it can be. */
const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function answering(answer: string | Buffer): Promise<URL> {
  const server = net.createServer((socket) => socket.once('data', () => socket.end(answer))).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  closing.push(() => server.close());
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/cse-in`);
}

describe('an answer', () => {
  it.each([
    ['of HTTP/1.0, that ends with its connection', 'HTTP/1.0 200 OK\r\nx-m2m-rsc: 2000\r\nContent-type:application/json\r\n\r\n{"m2m:uril":[]}'],
    ['with names and spaces of its own', 'HTTP/1.1 200 Fine\r\nX-M2M-Rsc:2000 \r\ncontent-type:\tapplication/json\r\nCONTENT-LENGTH:  15\r\nConnection: close\r\n\r\n{"m2m:uril":[]}'],
    ['in chunks', 'HTTP/1.1 200 OK\r\nX-M2M-RSC: 2000\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\n{"m\r\nC\r\n2m:uril":[]}\r\n0\r\n\r\n'],
  ])('%s', async (_name, answer) => {
    const url = await answering(answer);
    const sender = httpSender({ url, timeout: 2000 });
    closing.push(sender.close);
    const { status, headers, body } = await sender.send({ method: 'GET', target: '/cse-in?fu=1', headers: {} });
    expect([status, headers['x-m2m-rsc'], headers['content-type'], body]).toEqual([200, '2000', 'application/json', '{"m2m:uril":[]}']);
  });
});

describe('an answer that is compressed, though nobody asked for it', () => {
  const of = (coding: string, body: Buffer) => Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nX-M2M-RSC: 2000\r\nContent-Type: application/json\r\nContent-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n`), body]);
  it.each([
    ['gzip', gzipSync('{"m2m:uril":[]}')],
    ['deflate', deflateSync('{"m2m:uril":[]}')],
  ])('by %s', async (coding, body) => {
    const sender = httpSender({ url: await answering(of(coding, body)), timeout: 2000 });
    closing.push(sender.close);
    expect((await sender.send({ method: 'GET', target: '/cse-in?fu=1', headers: {} })).body).toBe('{"m2m:uril":[]}');
  });

  it.each([
    ['into more than there may be', 'gzip', gzipSync(Buffer.alloc(1 << 20)), 'too large'],
    ['by what nobody knows', 'rot13', Buffer.from('a'), 'no HTTP'],
    ['by something else than it says', 'gzip', Buffer.from('a'), 'no HTTP'],
  ])('%s', async (_name, coding, body, reason) => {
    const sender = httpSender({ url: await answering(of(coding, body)), timeout: 2000, limit: 1 << 16 });
    closing.push(sender.close);
    await expect(sender.send({ method: 'GET', target: '/cse-in', headers: {} })).rejects.toMatchObject({ reason });
  });
});

describe('an answer that waits for a device', () => {
  it.each([
    [{ 'm2m:mgc': { exe: true } }, 2004],
    [{ 'm2m:exin': { exd: true } }, 2004],
    [{ 'm2m:mgc': { lbl: ['a'] } }, undefined],
  ])('is waited for, as no other is: %j', async (pc, rsc) => {
    const server = net.createServer((socket) => socket.once('data', () => setTimeout(() => socket.end('HTTP/1.1 200 OK\r\nX-M2M-RSC: 2004\r\nX-M2M-RI: r1\r\nX-M2M-RVI: 3\r\nContent-Length: 0\r\n\r\n'), 1200))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const sender = httpSender({ url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/cse-in`), timeout: 200 });
    closing.push(sender.close, () => server.close());
    const exchange = exchangeWith({ send: sender.send, release: '3', newId: () => 'r1' });
    const { rsc: came, troubles } = await exchange({ op: 3, to: 'cse-in/a', fr: 'CAdmin', pc });
    expect([came, troubles.map(({ kind }) => kind)]).toEqual([rsc, rsc === undefined ? ['answer.in-time'] : []]);
  });
});

describe('a notification', () => {
  it('that cannot be read is told with why, and what stands behind its address does not matter', async () => {
    const listener = await listenForNotifications();
    closing.push(() => listener.close());
    const send = (path: string, type: string) => fetch(`${listener.url('a')}${path}`, { method: 'POST', headers: { 'Content-Type': type, 'X-M2M-Origin': '/id-in', 'X-M2M-RI': '1' }, body: '{"m2m:sgn":{"sur":"a"}}' });
    await send('', 'text/plain');
    expect(await listener.next('a', 1000)).toEqual({ unreadable: expect.stringContaining('text/plain') as string });
    await send('/Cae?ct=json', 'application/json');
    expect(await listener.next('a', 1000)).toMatchObject({ content: { 'm2m:sgn': { sur: 'a' } }, parameters: { fr: '/id-in', rqi: '1' } });
  });

  it('is heard and answered where more bytes follow than it has, and where it says neither its identifier nor its release', async () => {
    const listener = await listenForNotifications();
    closing.push(() => listener.close());
    const url = new URL(listener.url('a'));
    const body = '{"m2m:sgn":{"sur":"cse-in/sub"}}';
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = net.connect(Number(url.port), url.hostname);
      let heard = '';
      socket.on('data', (chunk) => (heard += chunk.toString()).includes('\r\n\r\n') && (socket.destroy(), resolve(heard)));
      socket.on('error', reject).on('close', () => resolve(heard));
      socket.write(`POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nX-M2M-Origin: /id-in\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}\r\n${'\0'.repeat(512)}`);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer.toLowerCase()).toContain('x-m2m-rsc: 2000');
    expect(await listener.next('a', 1000)).toMatchObject({ content: { 'm2m:sgn': { sur: 'cse-in/sub' } } });
  });
});
