/** Requests over a socket: bounded in time and in bytes, whatever the other side does. */

import http from 'node:http';
import https from 'node:https';
import type { HttpResponse } from '../../runtime/http/binding/index.js';
import { SendError, type Send } from '../exchange.js';

export interface SendOptions {
  readonly url: URL;
  /** Milliseconds until the whole answer must be there; default 5000. */
  readonly timeout?: number;
  /** Bytes of the body of an answer; default 4 MiB. */
  readonly limit?: number;
  /** Requests in a second; default: as many as there are answers to. */
  readonly rate?: number | undefined;
  /** Certificates are not checked. */
  readonly insecure?: boolean;
}

export interface Sender {
  readonly send: Send;
  readonly close: () => void;
}

export function httpSender({ url, timeout = 5000, limit = 4 << 20, rate, insecure = false }: SendOptions): Sender {
  const { request, Agent } = url.protocol === 'https:' ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 16, ...(insecure && { rejectUnauthorized: false }) } as http.AgentOptions);
  const turn = turns(rate);
  const send: Send = async ({ method, target, headers, body }) => {
    await turn();
    return new Promise<HttpResponse>((resolve, reject) => {
      const fail = (reason: SendError['reason'], message: string): void => {
        clearTimeout(timer);
        outgoing.destroy();
        reject(new SendError(reason, message));
      };
      const timer = setTimeout(() => fail('late', `no answer within ${timeout} ms`), timeout);
      const sent = { ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)), 'Content-Length': String(Buffer.byteLength(body ?? '')) } as http.OutgoingHttpHeaders;
      const outgoing = request({ agent, protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), port: url.port, method, path: target, headers: sent }, (incoming) => {
        const chunks: Buffer[] = [];
        let size = 0;
        incoming.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > limit) fail('too large', `an answer of more than ${limit} bytes`);
          else chunks.push(chunk);
        });
        incoming.on('error', () => fail('closed', 'the connection ends within the answer'));
        incoming.on('aborted', () => fail('closed', 'the connection ends within the answer'));
        incoming.on('end', () => {
          clearTimeout(timer);
          resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code?.startsWith('HPE_') === true) fail('no HTTP', `the answer is no HTTP: ${error.message}`);
        else if (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND' || error.code === 'EHOSTUNREACH' || error.code === 'EAI_AGAIN') fail('unreachable', `cannot connect: ${error.message}`);
        else fail('closed', `the connection ends without an answer: ${error.message}`);
      });
      outgoing.end(body);
    });
  };
  return { send, close: () => agent.destroy() };
}

const headersOf = ({ headers }: http.IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));

/** Waits for the next turn, where there are only so many in a second. */
function turns(rate: number | undefined): () => Promise<void> {
  if (rate === undefined) return () => Promise.resolve();
  let next = 0;
  return () => {
    const now = performance.now();
    next = Math.max(now, next + 1000 / rate);
    return new Promise((resolve) => setTimeout(resolve, next - now));
  };
}
