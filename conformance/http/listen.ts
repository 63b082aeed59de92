/** Where notifications arrive over HTTP: a server of the run's own, which says yes to all of them. */

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { BindingError, fromHttpRequest, toHttpResponse } from '../../runtime/http/binding/index.js';
import { isVerification, Mailboxes, type Listener } from '../listener.js';
import type { JsonValue } from '../plan.js';

export interface ListenOptions {
  /** Address of this machine at which the CSE reaches it; default 127.0.0.1. */
  readonly host?: string;
  /** Default: any that is free. */
  readonly port?: number;
}

export interface RunningListener extends Listener {
  readonly close: () => Promise<void>;
}

/** Of one notification. */
const LIMIT = 1 << 20;

export async function listenForNotifications({ host = '127.0.0.1', port = 0 }: ListenOptions = {}): Promise<RunningListener> {
  const boxes = new Mailboxes();
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LIMIT) incoming.destroy();
      else chunks.push(chunk);
    });
    incoming.on('error', () => undefined);
    incoming.on('end', () => answer(boxes, incoming, Buffer.concat(chunks).toString('utf8'), outgoing));
  });
  server.requestTimeout = 10_000;
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}/`;
  return {
    url: (key) => base + encodeURIComponent(key),
    next: (key, within) => boxes.next(key, within),
    forget: (key) => boxes.forget(key),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(boxes: Mailboxes, { method = '', url = '/', headers }: http.IncomingMessage, body: string, outgoing: http.ServerResponse): void {
  const rqi = headers['x-m2m-ri'];
  const reply = (rsc: number): void => {
    const { status, headers } = toHttpResponse({ rsc, rvi: '3', ...(typeof rqi === 'string' && /^[!-~]+$/.test(rqi) && { rqi }) });
    outgoing.writeHead(status, headers as http.OutgoingHttpHeaders).end();
  };
  try {
    const { op, pc } = fromHttpRequest({ method, target: url, headers: headers as Record<string, string>, body });
    if (op !== 5 || pc === undefined) return reply(4005);
    if (!isVerification(pc as JsonValue)) boxes.put(decodeURIComponent(url.slice(1)), pc as JsonValue);
    reply(2000);
  } catch (error) {
    if (!(error instanceof BindingError || error instanceof URIError)) throw error;
    reply(4000);
  }
}
