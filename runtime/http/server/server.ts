/** The CSE at a socket: HTTP and HTTPS, its page, its health and its metrics. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { Operation } from '../../../generated/enumerations.js';
import type { StatusName } from '../../errors.js';
import type { HttpRequest } from '../binding/index.js';
import { accepted } from '../binding/index.js';
import type { Gate } from './credentials.js';
import { exchange, refusal, type ExchangeOptions, type Identity } from './exchange.js';
import type { Happenings } from './happenings.js';
import { UnderWay, type Limits } from './limits.js';
import { metricsOf, type Metrics } from './metrics.js';
import { openServer } from './node-server.js';
import { pageRoutes, type Route } from './page.js';
import type { PageData } from './page-data.js';
import { send } from './send.js';

export interface ServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Undefined: From is taken at its word. */
  readonly gate: Gate | undefined;
  /** Only names of this machine are answered: a page of somewhere else, whose name was made to point here, is no client of ours. */
  readonly localNamesOnly: boolean;
  readonly limits: Limits;
  readonly cse: ExchangeOptions;
  readonly admin: string;
  /** Name of the CSEBase. */
  readonly base: string;
  readonly cseId: string;
  readonly page: () => PageData;
  readonly happenings: Happenings;
  readonly waitingNotifications: () => number;
}

export interface Server {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly metrics: Metrics;
  /** Takes no more connections; what is under way is answered, for as long as the limits grant. */
  close(): Promise<void>;
}

/** TS-0009 6.2.1. */
const methods: ReadonlySet<string | undefined> = new Set(['GET', 'POST', 'PUT', 'DELETE']);

/** @throws Error of Node when it cannot listen there */
export async function listen(options: ServerOptions): Promise<Server> {
  const { host, port, tls, gate, limits, localNamesOnly } = options;
  const underWay = { count: 0 };
  const metrics = metricsOf({ underWay: () => underWay.count, connections: () => server.connections(), notifications: options.waitingNotifications });
  const requests = new UnderWay(limits.perOriginator);
  const serve = async (request: IncomingMessage, response: ServerResponse, body: Buffer | undefined) => {
    underWay.count += 1;
    try {
      await answer(options, requests, metrics, request, response, body);
    } catch {
      // What the CSE does ends in answers: a fault of ours.
      refuse(request, response, 'INTERNAL_SERVER_ERROR', 'internal error', 500);
    } finally {
      underWay.count -= 1;
    }
  };
  const identify = (request: IncomingMessage) => identityOf(options, request);
  const page = pageRoutes({ ...options, data: options.page, identify, isSame: options.cse.isSame, deny, serve });
  const routes = new Map<string, Route>([
    ...page.routes,
    ['/healthz', (_request, response) => send(response, 200, { 'Content-Type': 'application/json' }, '{"status":"ok"}')],
    [
      '/metrics',
      async (request, response) => {
        if (identify(request) === undefined) return deny(request, response);
        const { contentType, text } = await metrics.text();
        send(response, 200, { 'Content-Type': contentType }, text);
      },
    ],
  ]);
  const server = await openServer({
    host,
    port,
    tls: tls && { ...tls, requestCert: gate?.hasCertificates === true },
    limits,
    answer(request, response, body) {
      const { method, url = '/' } = request;
      if (localNamesOnly && !isLocalName(request.headers.host))
        return refuse(request, response, 'ORIGINATOR_HAS_NO_PRIVILEGE', 'without credentials only names of this machine are answered, localhost and its addresses', 403);
      if (!methods.has(method)) return refuse(request, response, 'OPERATION_NOT_ALLOWED', `${method} is no operation (TS-0009 6.2.1)`, 405, { Allow: [...methods].join(', ') });
      // The absolute form of a target, as for proxies, is that of the path alone here (RFC 9112 3.2.2).
      if (!url.startsWith('/')) request.url = url.replace(/^https?:\/\/[^/?#]*(?=[/?#]|$)/i, '') || '/';
      const route = method === 'GET' ? routes.get(pathOf(request)) : undefined;
      if (route === undefined) return void serve(request, response, body);
      void Promise.resolve(route(request, response)).catch(() => refuse(request, response, 'INTERNAL_SERVER_ERROR', 'internal error', 500));
    },
    tooLarge: (request, response) => refuse(request, response, 'BAD_REQUEST', `the body is larger than ${limits.bodyBytes} bytes`, 413),
  });
  return {
    url: server.url,
    port: server.port,
    metrics,
    async close() {
      page.close();
      await server.close();
    },
  };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

const isLocalName = (host: string | undefined): boolean => host === undefined || /^(localhost|([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])\.?(:\d+)?$/i.test(host);

/** Undefined: nobody that is known. */
function identityOf({ gate }: Pick<ServerOptions, 'gate'>, { headers, socket }: IncomingMessage): Identity | undefined {
  if (gate === undefined) return 'word';
  const certificate = gate.hasCertificates ? (socket as Partial<TLSSocket>).getPeerCertificate?.()?.fingerprint256 : undefined;
  const originator = gate.identify({ authorization: headers.authorization, certificate });
  return originator === undefined ? undefined : { originator };
}

const operationNames = new Map<unknown, string>(Object.entries(Operation).map(([name, number]) => [number, name.toLowerCase()]));

async function answer(options: ServerOptions, requests: UnderWay, metrics: Metrics, request: IncomingMessage, response: ServerResponse, body: Buffer | undefined): Promise<void> {
  const begin = performance.now();
  const headers = request.headers as HttpRequest['headers'];
  const target = request.url ?? '/';
  const who = identityOf(options, request);
  if (who === undefined) return deny(request, response);
  const from = who === 'word' ? (headers['x-m2m-origin'] ?? '') : who.originator;
  if (!requests.enter(from)) return refuse(request, response, 'BAD_REQUEST', 'this Originator has too many requests under way', 429, { 'Retry-After': '1' });
  try {
    if (body !== undefined && (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
      return refuse(request, response, 'UNSUPPORTED_MEDIA_TYPE', 'a body that is encoded is not read here (RFC 9110 8.4)', undefined, { 'Accept-Encoding': 'identity' });
    if (body !== undefined && !isUtf8(body)) return refuse(request, response, 'BAD_REQUEST', 'the body is no UTF-8', 400);
    const { response: answered, rsc, primitive } = await exchange({ method: request.method ?? '', target, headers, body: body?.toString() }, who, options.cse);
    const operation = operationNames.get(primitive?.['op']) ?? 'none';
    const milliseconds = performance.now() - begin;
    metrics.request(operation, rsc, milliseconds / 1000);
    options.happenings.tell({ kind: 'request', operation, to: String(primitive?.['to'] ?? target), from, rsc, http: answered.status, milliseconds });
    send(response, answered.status, answered.headers, answered.body);
  } finally {
    requests.leave(from);
  }
}

function refuse(request: IncomingMessage, response: ServerResponse, status: StatusName, message: string, http?: number, more: Readonly<Record<string, string | readonly string[]>> = {}): void {
  const headers = request.headers as HttpRequest['headers'];
  const refused = refusal(status, message, headers, accepted(headers['accept'])).response;
  send(response, http ?? refused.status, { ...refused.headers, ...more }, refused.body);
}

/** Nobody that is known: says how to be known (RFC 9110 11.6.1). */
function deny(request: IncomingMessage, response: ServerResponse): void {
  const challenges = { 'WWW-Authenticate': ['Basic realm="oneM2M", charset="UTF-8"', 'Bearer realm="oneM2M"'] };
  refuse(request, response, 'ORIGINATOR_NOT_AUTHENTICATED', 'credentials are needed here (TS-0009 7)', 401, challenges);
}
