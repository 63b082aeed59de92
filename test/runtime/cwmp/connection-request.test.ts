import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionRequester } from '../../../runtime/cwmp/connection-request.js';
import { ConnectionRequestError } from '../../../runtime/cwmp/callers.js';

/** Doors of devices, as small HTTP servers are: what they answer byte by byte, and what they look for in what they are sent. */

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Answer = (request: string, socket: net.Socket) => void;

async function door(answer: Answer): Promise<{ readonly url: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', (data) => (heard.push(data.toString()), answer(data.toString(), socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close(), () => sockets.forEach((each) => each.destroy()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard };
}

const secret = { user: 'acs', password: 'knock' };

async function asked(url: string, within = 3_000): Promise<string> {
  const requester = connectionRequester({ secretOf: () => secret, within });
  closing.push(() => requester.close());
  return requester.requestConnection({ device: { manufacturer: '', oui: '00D09E', productClass: '', serialNumber: '1' }, url, root: 'Device.' }).then(
    () => 'accepted',
    (error: unknown) => (error instanceof ConnectionRequestError ? (error.isRefusal ? 'refused' : 'unreachable') : 'broken'),
  );
}

const challenge = 'HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nWWW-Authenticate: Digest realm="authenticate@cwmp",qop="auth",nonce="5f6d3c1e9b1b5c4b8f4e3c1d2a7b9e10",opaque="11733b200778ce33060f31c9af70a870ba96ddd4"\r\n\r\n';
/** Looks for the header in these letters, as strstr does. */
const isShown = (request: string) => request.includes('\r\nAuthorization: Digest username="acs", realm="authenticate@cwmp", nonce="5f6d3c1e9b1b5c4b8f4e3c1d2a7b9e10", uri="/"');

describe('a connection request', () => {
  it.each<[string, Answer]>([
    ['accepts all, and says how long nothing is', (_, socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')],
    ['answers 204 with a line too many', (_, socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n\r\n')],
    ['says no length, and never closes', (_, socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n')],
    ['asks for digest, knows headers in their letters alone, and closes', (request, socket) => socket.end(isShown(request) ? 'HTTP/1.1 200 OK\r\n\r\n' : challenge)],
    ['asks for digest, and never closes', (request, socket) => socket.write(isShown(request) ? 'HTTP/1.1 200 OK\r\n\r\n' : challenge.replace('Connection: close\r\n', ''))],
    ['speaks HTTP/1.0', (_, socket) => socket.end('HTTP/1.0 200 OK\r\n\r\n')],
    ['has a page to show', (_, socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n${'x'.repeat(5_000)}`)],
  ])('to a device that %s, is accepted', async (_, answer) => {
    const { url } = await door(answer);
    const begun = Date.now();
    expect(await asked(url)).toBe('accepted');
    expect(Date.now() - begun).toBeLessThan(2_500);
  });

  it.each<[string, string, Answer]>([
    ['is busy', 'refused', (_, socket) => socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n')],
    ['takes nothing that it is shown', 'refused', (_, socket) => socket.end(challenge)],
    // A password as it is, to whatever address a device has named: not that.
    ['wants the password as it is', 'refused', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nWWW-Authenticate: Basic realm="default"\r\n\r\n')],
    ['sends it elsewhere', 'refused', (_, socket) => socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n')],
    ['does not speak HTTP', 'unreachable', (_, socket) => socket.end('SSH-2.0-OpenSSH\r\n')],
    ['hangs up', 'unreachable', (_, socket) => socket.destroy()],
  ])('to a device that %s, is %s', async (_, outcome, answer) => {
    const { url, heard } = await door(answer);
    expect(await asked(url)).toBe(outcome);
    expect(heard.join()).not.toContain('knock');
  });

  it('to a device that says nothing, and to addresses of no door, is given up', async () => {
    const { url } = await door(() => undefined);
    expect(await asked(url, 200)).toBe('unreachable');
    for (const each of ['', 'nowhere', 'file:///etc/passwd', 'ftp://127.0.0.1/', 'http://127.0.0.1:9/']) expect([each, await asked(each, 1_000)]).toEqual([each, 'unreachable']);
  });
});
