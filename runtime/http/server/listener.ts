/// <reference lib="esnext.disposable" preserve="true" />
/** A listener for notifications over HTTP: what an AE has at its point of access. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Listening } from '../../client/transport.js';
import type { StatusName } from '../../errors.js';
import type { Attributes } from '../../resource.js';
import type { Codec } from '../binding/codec.js';
import { accepted, BindingError, fromHttpRequest, toHttpResponse, type HttpRequest, type HttpResponse } from '../binding/index.js';
import { refusal } from './exchange.js';
import { closed, httpServer, listenAt, takeBody, writeHead } from './http-server.js';

export interface NotificationListenerOptions {
  /** Default: 0, any that is free. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What others call it by, when it is not that: `http://192.0.2.7:9000`. */
  readonly url?: string;
  /** Bytes of one notification; default 64 million. */
  readonly bodyLimit?: number;
  /** Names of bodies in XML, where the CSE has a specification of its own. */
  readonly codec?: Codec | undefined;
  /** Hears of what came to an address and was refused because it could not be read. */
  readonly unreadable?: (uri: string, why: string) => void;
}

export interface NotificationListener {
  readonly url: string;
  /**
   * A new address; `heard` is called with the content of each notification there and the whole primitive, and may say with which status
   * it is answered: 2000 when it says nothing.
   */
  listen(heard: (content: Attributes, primitive: Attributes) => number | undefined | void): Listening;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * @example
 * await using listener = await notificationListener();
 * const client = createClient(httpClient('http://127.0.0.1:8080', { listener }));
 */
export async function notificationListener({ port = 0, host = '127.0.0.1', url, bodyLimit = 64_000_000, codec, unreadable = () => undefined }: NotificationListenerOptions = {}): Promise<NotificationListener> {
  const listeners = new Map<string, Parameters<NotificationListener['listen']>[0]>();
  let made = 0;
  const answering = new WeakSet<object>();
  const answer = (request: IncomingMessage, body: string | undefined): HttpResponse => {
    const { url: target = '/' } = request;
    // Some write more behind a point of access: a query, or whom they mean.
    const path = /^\/\d+(?=$|[/?])/.exec(target)?.[0] ?? target;
    const headers = request.headers as HttpRequest['headers'];
    const form = accepted(headers['accept']) ?? { syntax: 'json', type: 'application/json' };
    try {
      const heard = listeners.get(path);
      if (heard === undefined) return refusal('NOT_FOUND', 'nobody listens here', headers, form).response;
      const primitive = fromHttpRequest({ method: 'POST', target, headers, body }, codec);
      const rsc = heard((primitive['pc'] ?? {}) as Attributes, primitive) ?? 2000;
      const { rqi } = primitive;
      return toHttpResponse({ rsc, rvi: '3', ...(rqi !== undefined && { rqi }) }, form);
    } catch (error) {
      if (!(error instanceof BindingError)) return refusal('INTERNAL_SERVER_ERROR', 'who listens here has failed', headers, form).response;
      unreadable(base + path, error.message);
      return refusal(error.status, error.message, headers, form).response;
    }
  };
  const end = (response: ServerResponse, said: HttpResponse) => void response.end(writeHead(response, said));
  const server = httpServer({}, (request, response) => {
    const { socket, method } = request;
    const refuse = (status: StatusName, message: string, other: Partial<HttpResponse>) => {
      const said = refusal(status, message, request.headers as HttpRequest['headers']).response;
      end(response, { ...said, ...other, headers: { ...said.headers, ...other.headers } });
    };
    if (method !== 'POST') return refuse('OPERATION_NOT_ALLOWED', 'a notification is a POST (TS-0009 6.2.1)', { headers: { Allow: 'POST' } });
    answering.add(socket);
    takeBody(request, bodyLimit, (body) => {
      if (body === 'too large') return refuse('BAD_REQUEST', `a notification has ${bodyLimit} bytes at most`, { status: 413, headers: { Connection: 'close' } });
      const said = answer(request, body?.toString());
      answering.delete(socket);
      end(response, said);
    });
  });
  // Some send more bytes than a notification has: what was heard before is answered all the same.
  server.on('clientError', (_error, socket: Duplex) => void (answering.has(socket) || socket.destroy()));
  const address = await listenAt(server, { port, host });
  const base = (url ?? `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`).replace(/\/$/, '');
  const close = () => {
    const ended = closed(server);
    server.closeAllConnections();
    return ended;
  };
  return {
    url: base,
    listen(heard) {
      const path = `/${(made += 1)}`;
      listeners.set(path, heard);
      return { uri: base + path, close: async () => void listeners.delete(path) };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
