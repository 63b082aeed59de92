/** Where CPEs hear that the ACS wants a session (TR-069 3.2.2): one listener, a path for each. */

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { digestGuard, digestParametersIn } from '../../runtime/cwmp/digest.js';

/** What a caller shows: the ConnectionRequestUsername and ConnectionRequestPassword of the device. */
export interface Secret {
  readonly user: string;
  readonly password: string;
}

/** What a CPE does with a request: begins a session, says that it cannot, or is not there. */
export type Reaction = 'accept' | 'busy' | 'absent';

export interface ConnectionRequests {
  /** The URL for a CPE, which then reacts to what comes there. */
  add(serialNumber: string, secretOf: () => Secret | undefined, react: () => Reaction): string;
  remove(serialNumber: string): void;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly host?: string;
  /** 0: any that is free. */
  readonly port?: number;
  readonly now?: () => number;
}

export async function listenForConnectionRequests({ host = '127.0.0.1', port = 0, now = Date.now }: ListenOptions = {}): Promise<ConnectionRequests> {
  const cpes = new Map<string, { readonly secretOf: () => Secret | undefined; readonly react: () => Reaction }>();
  const guard = digestGuard({ realm: 'CPE', now });
  const server = http.createServer((request, response) => {
    const path = request.url ?? '/';
    const cpe = cpes.get(path);
    const end = (status: number, headers: Readonly<Record<string, string>> = {}) => response.writeHead(status, { 'content-length': '0', ...headers }).end();
    request.resume();
    if (cpe === undefined) return end(404);
    if (request.method !== 'GET') return end(405, { allow: 'GET' });
    const secret = cpe.secretOf();
    if (secret !== undefined) {
      const { user, password } = secret;
      const shown = digestParametersIn(request.headers.authorization);
      const checked = shown && guard.check('GET', shown, (name) => (name === user ? [password] : []));
      if (checked === undefined || checked === 'stale') return end(401, { 'www-authenticate': guard.challenge(checked === 'stale') });
    }
    const reaction = cpe.react();
    if (reaction === 'absent') return request.socket.destroy();
    return end(reaction === 'accept' ? 200 : 503);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  const pathOf = (serialNumber: string) => `/${encodeURIComponent(serialNumber)}`;
  return {
    add(serialNumber, secretOf, react) {
      const path = pathOf(serialNumber);
      cpes.set(path, { secretOf, react });
      return `http://${host.includes(':') ? `[${host}]` : host}:${chosen}${path}`;
    },
    remove: (serialNumber) => void cpes.delete(pathOf(serialNumber)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
