/** What is no HTTP, too long or too slow: no request that anybody could read, and answered all the same (RFC 9112 2.2). */

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { StatusName } from '../../errors.js';
import type { HttpRequest, HttpResponse } from '../binding/index.js';
import { refusal } from './exchange.js';

type Fault = Error & { readonly code?: string };

const faults: Readonly<Record<string, readonly [line: string, status: StatusName, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'REQUEST_TIMEOUT', 'the request did not arrive in time'],
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'BAD_REQUEST', 'the headers are too long'],
};

/** For `clientError` of Node: the connection is of no use any more. */
export function unreadable(error: Fault, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [line, status, message] = faults[error.code ?? ''] ?? ['400 Bad Request', 'BAD_REQUEST', `this is no request of HTTP/1.1: ${error.message}`];
  const { response } = refusal(status, message, {});
  if (socket.writable) socket.write(messageOf(line, response));
  socket.destroy(error);
}

/** CONNECT asks for a tunnel, which only a proxy has; Node gives it a socket in place of an answer. */
export function tunnelRefused({ headers }: IncomingMessage, socket: Duplex): void {
  const { response } = refusal('OPERATION_NOT_ALLOWED', 'CONNECT is no operation (TS-0009 6.2.1)', headers as HttpRequest['headers']);
  socket.on('error', () => socket.destroy());
  socket.end(messageOf('405 Method Not Allowed', response));
}

function messageOf(line: string, { headers, body = '' }: HttpResponse): string {
  const all = { ...headers, 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close' };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${line}\r\n${head.join('')}\r\n${body}`;
}
