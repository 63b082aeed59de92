import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { serve } from './served.js';

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** What is answered to a request; undefined: nobody is there. */
const knock = (port: number, path: string, headers = '') =>
  new Promise<string | undefined>((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => resolve(undefined));
    socket.on('data', (data: Buffer) => {
      socket.destroy();
      resolve(data.toString().split('\r\n')[0]);
    });
    socket.on('close', () => resolve(undefined));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n`);
  });

it('who comes before the CSE stands waits for it (needs npm run build)', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-early-'));
  const port = await freePort();
  const starting = serve(['--port', String(port), '--cwmp-port', '0', '--store', 'memory'], folder);
  let first: readonly (string | undefined)[] = [];
  while (first.every((line) => line === undefined)) {
    await pause(1);
    first = await Promise.all([knock(port, '/cse-in', 'X-M2M-Origin: CAdmin\r\nX-M2M-RI: 1\r\nX-M2M-RVI: 3\r\n'), knock(port, '/'), knock(port, '/page/campaigns')]);
  }
  const { child, ended } = await starting;
  child.kill('SIGKILL');
  await ended;
  rmSync(folder, { recursive: true, force: true });
  expect(new Set(first.filter((line) => line !== undefined))).toEqual(new Set(['HTTP/1.1 200 OK']));
}, 30_000);
