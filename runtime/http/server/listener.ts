/// <reference lib="esnext.disposable" preserve="true" />
/** A listener for notifications over HTTP: what an AE has at its point of access. */

import type { Listening } from '../../client/transport.js';
import type { Attributes } from '../../resource.js';
import { accepted, BindingError, fromHttpRequest, toHttpResponse, type HttpRequest } from '../binding/index.js';
import { refusal } from './exchange.js';
import { defaultLimits } from './limits.js';
import { openServer } from './node-server.js';
import { send } from './send.js';

export interface NotificationListenerOptions {
  /** Default: 0, any that is free. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What others call it by, when it is not that: `http://192.0.2.7:9000`. */
  readonly url?: string;
  /** Bytes of one notification; default 64 million. */
  readonly bodyLimit?: number;
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
export async function notificationListener({ port = 0, host = '127.0.0.1', url, bodyLimit = 64_000_000 }: NotificationListenerOptions = {}): Promise<NotificationListener> {
  const listeners = new Map<string, Parameters<NotificationListener['listen']>[0]>();
  let made = 0;
  const server = await openServer({
    host,
    port,
    limits: { ...defaultLimits, bodyBytes: bodyLimit, grace: 0 },
    answer(request, response, body) {
      const headers = request.headers as HttpRequest['headers'];
      const answer = () => {
        if (request.method !== 'POST') return refusal('OPERATION_NOT_ALLOWED', 'notifications are what is heard here', headers).response;
        const form = accepted(headers['accept']) ?? { syntax: 'json', type: 'application/json' };
        try {
          const target = request.url ?? '/';
          const heard = listeners.get(target);
          if (heard === undefined) return refusal('NOT_FOUND', 'nobody listens here', headers, form).response;
          const primitive = fromHttpRequest({ method: 'POST', target, headers, body: body?.toString() });
          const rsc = heard((primitive['pc'] ?? {}) as Attributes, primitive) ?? 2000;
          const { rqi } = primitive;
          return toHttpResponse({ rsc, rvi: '3', ...(rqi !== undefined && { rqi }) }, form);
        } catch (error) {
          if (error instanceof BindingError) return refusal(error.status, error.message, headers, form).response;
          return refusal('INTERNAL_SERVER_ERROR', 'internal error', headers, form).response;
        }
      };
      const { status, headers: said, body: text } = answer();
      send(response, status, said, text);
    },
    tooLarge: (request, response) => {
      const { headers } = refusal('BAD_REQUEST', 'the notification is too large', request.headers as HttpRequest['headers']).response;
      send(response, 413, headers);
    },
  });
  const base = (url ?? server.url).replace(/\/$/, '');
  const close = () => server.close();
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
