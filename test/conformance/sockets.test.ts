import net, { type AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { listenForNotifications } from '../../conformance/http/listen.js';
import { httpSender } from '../../conformance/http/send.js';

/** Small servers write HTTP by hand: what they write is understood as far as it can be. */
const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

async function answering(answer: string): Promise<URL> {
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
