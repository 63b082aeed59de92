/// <reference lib="esnext.disposable" preserve="true" />
/** A listener for notifications over HTTP: what an AE has at its point of access. */

import type { AddressInfo } from 'node:net';
import type { Listening } from '../../client/transport.js';
import type { Attributes } from '../../resource.js';
import type { Codec } from '../binding/codec.js';
import { accepted, BindingError, fromHttpRequest, toHttpResponse, type HttpRequest } from '../binding/index.js';
import { refusal } from './exchange.js';
import { schemaless } from './schemaless.js';

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
  // Loaded with the first server: it is more than all the rest of a program with a client.
  const { fastify } = await import('fastify');
  const answering = new WeakSet<object>();
  const app = fastify({
    ...schemaless,
    logger: false,
    bodyLimit,
    forceCloseConnections: true,
    // Some send more bytes than a notification has: what was heard before is answered all the same.
    clientErrorHandler: (_error, socket) => void (answering.has(socket) || socket.destroy()),
  });
  app.addHook('onRequest', (request, _reply, done) => {
    answering.add(request.raw.socket);
    done();
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post('/*', async (request, reply) => {
    // Some write more behind a point of access: a query, or whom they mean.
    const path = /^\/\d+(?=$|[/?])/.exec(request.url)?.[0] ?? request.url;
    const headers = request.headers as HttpRequest['headers'];
    const form = accepted(headers['accept']) ?? { syntax: 'json', type: 'application/json' };
    const answer = () => {
      try {
        const heard = listeners.get(path);
        if (heard === undefined) return refusal('NOT_FOUND', 'nobody listens here', headers, form).response;
        const primitive = fromHttpRequest({ method: 'POST', target: request.url, headers, body: request.body as string | undefined }, codec);
        const rsc = heard((primitive['pc'] ?? {}) as Attributes, primitive) ?? 2000;
        const { rqi } = primitive;
        return toHttpResponse({ rsc, rvi: '3', ...(rqi !== undefined && { rqi }) }, form);
      } catch (error) {
        if (!(error instanceof BindingError)) throw error;
        unreadable(base + path, error.message);
        return refusal(error.status, error.message, headers, form).response;
      }
    };
    const response = answer();
    answering.delete(request.raw.socket);
    return reply.code(response.status).headers(response.headers).send(response.body);
  });
  await app.listen({ port, host });
  const base = (url ?? `http://${host.includes(':') ? `[${host}]` : host}:${(app.server.address() as AddressInfo).port}`).replace(/\/$/, '');
  const close = () => app.close();
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
