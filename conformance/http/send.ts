/** Requests over a socket by the client of the runtime: bounded in time and in bytes, whatever the other side does. */

import { TransportError } from '../../runtime/client/transport.js';
import { httpClient } from '../../runtime/http/client/http-client.js';
import { SendError, type Send } from '../exchange.js';

export interface SendOptions {
  readonly url: URL;
  /** Milliseconds until the whole answer must be there, but for the first that are late; default 5000. */
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
  const clientOf = (answerWithin: number) => httpClient(url.origin, { connectWithin: timeout, answerWithin, answerBytes: limit, connections: 16, tls: { insecure } });
  const clients = { usual: clientOf(timeout), first: clientOf(timeout * LONGER), patient: clientOf(Math.max(timeout, PATIENCE)) };
  const turn = turns(rate);
  let late = 0;
  const ask: Send = async (request, { isPatient = false } = {}) => {
    if (isPatient) return clients.patient.send(request);
    const begin = performance.now();
    try {
      return await (late < FIRST ? clients.first : clients.usual).send(request);
    } finally {
      if (performance.now() - begin > timeout) late += 1;
    }
  };
  const send: Send = async (request, how) => {
    try {
      for (let tries = 1; ; tries += 1) {
        await turn();
        const response = await ask(request, how);
        if (response.status !== TOO_MANY || tries === TRIES) return response;
        await new Promise((resolve) => setTimeout(resolve, pauseIn(response.headers['retry-after'])));
      }
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw new SendError(reasons[error.code], error.message);
    }
  };
  const close = (): void => {
    for (const client of Object.values(clients)) void client.close();
  };
  return { send, close };
}

/** No clause says how soon: the first so many that are late are waited for so many times longer. A CSE that has a bad moment is not silent; one that is costs no more. */
const FIRST = 10;
const LONGER = 4;

/** Milliseconds that an answer may take which waits for a device: sessions with devices are given up sooner. */
const PATIENCE = 65_000;

/** Who asks more often than it may asks again later (RFC 6585 4). */
const TOO_MANY = 429;
const TRIES = 5;

/** Milliseconds; a date, or nothing, is a second. */
const pauseIn = (after: string | undefined): number => (/^\d+$/.test(after ?? '') ? Math.min(Number(after), 30) * 1000 : 1000);

const reasons: Readonly<Record<TransportError['code'], SendError['reason']>> = {
  unreachable: 'unreachable',
  timeout: 'late',
  closed: 'closed',
  'too-large': 'too large',
  unreadable: 'no HTTP',
  // What HTTP cannot carry is found before it is sent.
  request: 'closed',
  'no-listener': 'closed',
};

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
