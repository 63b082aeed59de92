import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connectionRequester } from '../../../runtime/cwmp/connection-request.js';
import { ConnectionRequestError } from '../../../runtime/cwmp/callers.js';
import { ReachError, reachOf, type ConnectTo } from '../../../runtime/cwmp/reach.js';

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

async function asked(url: string, within = 3_000, connectTo?: ConnectTo): Promise<string> {
  const requester = connectionRequester({ secretOf: () => secret, within, reach: reachOf(connectTo, connectTo === undefined) });
  closing.push(() => requester.close());
  return requester.requestConnection({ device: { manufacturer: '', oui: '00D09E', productClass: '', serialNumber: '1' }, url, root: 'Device.' }).then(
    () => 'accepted',
    (error: unknown) => (error instanceof ConnectionRequestError ? error.code : 'broken'),
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
    expect(await asked(url, 20_000)).toBe('accepted');
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it.each<[string, string, Answer]>([
    ['is busy', 'notEstablished', (_, socket) => socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n')],
    ['takes nothing that it is shown', 'notEstablished', (_, socket) => socket.end(challenge)],
    // A password as it is, to whatever address a device has named: not that.
    ['wants the password as it is', 'notEstablished', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nWWW-Authenticate: Basic realm="default"\r\n\r\n')],
    ['sends it elsewhere', 'notEstablished', (_, socket) => socket.end('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n')],
    ['does not speak HTTP', 'unreachable', (_, socket) => socket.end('SSH-2.0-OpenSSH\r\n')],
    ['hangs up', 'unreachable', (_, socket) => socket.destroy()],
  ])('to a device that %s: %s', async (_, outcome, answer) => {
    const { url, heard } = await door(answer);
    expect(await asked(url)).toBe(outcome);
    expect(heard.join()).not.toContain('knock');
  });

  it('to a device that says nothing, and to addresses of no door, is given up', async () => {
    const { url } = await door(() => undefined);
    expect(await asked(url, 200)).toBe('unreachable');
    for (const each of ['', 'nowhere', 'file:///etc/passwd', 'ftp://127.0.0.1/', 'http://127.0.0.1:9/']) expect([each, await asked(each, 1_000)]).toEqual([each, 'unreachable']);
  });

  it('goes nowhere else than it may, whatever a device calls the place', async () => {
    const { url, heard } = await door((_, socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'));
    const at = (host: string) => url.replace('127.0.0.1', host);
    const places = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '017700000001', '127.1', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::1]', '0.0.0.0', '[::]', 'user@127.0.0.1'];
    for (const host of places) expect([host, await asked(at(host), 1_000, ['192.0.2.0/24'])]).toEqual([host, 'timeout']);
    expect(heard).toEqual([]);
    expect([await asked(at('localhost'), 3_000, ['127.0.0.1/32']), await asked(at('2130706433'), 3_000, ['10.0.0.0/8', '127.0.0.0/8']), heard.length]).toEqual(['accepted', 'accepted', 2]);
  });
});

describe('where connection requests may go', () => {
  const [outside, inside] = [reachOf(undefined, false), reachOf(undefined, true)];

  it.each(['192.168.1.1', '10.1.2.3', '100.64.0.7', '203.0.113.5', '2001:db8::1', 'fd00::1', '::ffff:10.0.0.1'])('%s: there may be CPEs', (address) => {
    expect([outside.reaches(address), inside.reaches(address), reachOf('any', false).reaches(address), reachOf('none', true).reaches(address)]).toEqual([true, true, true, false]);
  });

  it.each(['169.254.169.254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '64:ff9b::169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '0.0.0.0', '::', 'fe80::1', '224.0.0.1', 'ff02::1', '255.255.255.255'])('%s: there are none', (address) => {
    expect([outside.reaches(address), inside.reaches(address)]).toEqual([false, false]);
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'])('%s: only where CPEs connect from within the machine', (address) => {
    expect([outside.reaches(address), inside.reaches(address)]).toEqual([false, true]);
  });

  it('is networks and addresses of both kinds', () => {
    const { reaches } = reachOf(['10.0.0.0/8', '2001:db8::/32', '127.0.0.1'], false);
    expect(['10.255.0.1', '2001:db8:1::1', '127.0.0.1', '11.0.0.1', '2001:db9::1', '127.0.0.2', 'name'].map(reaches)).toEqual([true, true, true, false, false, false, false]);
    for (const wrong of ['', '10.0.0.0/33', '2001:db8::/129', 'example.org', '10.0.0', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0-10.0.0.9']) expect(() => reachOf([wrong], false)).toThrow(ReachError);
  });
});
