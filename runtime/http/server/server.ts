/** The CSE at a socket: HTTP and HTTPS, who may ask, how much, and what becomes of it. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Operation } from '../../../generated/enumerations.js';
import type { StatusName } from '../../errors.js';
import type { Asker } from '../../receiver/primitive.js';
import type { HttpRequest } from '../binding/index.js';
import { accepted } from '../binding/index.js';
import { connectionsOf } from './connections.js';
import type { Gate } from './credentials.js';
import { exchange, refusal, type ExchangeOptions, type Identity } from './exchange.js';
import type { Happenings } from './happenings.js';
import { closed, httpServer, listenAt, takeBody, writeHead } from './http-server.js';
import { UnderWay, type Limits } from './limits.js';
import { metricsOf, type Metrics } from './metrics.js';
import type { PageData } from './page-data.js';
import { pageRoutes, type Route } from './page.js';
import { atEndOfTurn, depart } from './together.js';
import { tunnelRefused, unreadable } from './unreadable.js';
import { Waiting } from './waiting.js';

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
  /** As soon as there is a CSE to show. */
  readonly page: Promise<PageData>;
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

/** @throws Error of Node when it cannot listen there */
export async function listen(options: ServerOptions): Promise<Server> {
  const { host, port, tls, gate, limits } = options;
  const requests = new UnderWay(limits.perOriginator);
  const waiting = new Waiting();
  const metrics = metricsOf({
    underWay: () => requests.count,
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    notifications: options.waitingNotifications,
  });
  const failed = (request: IncomingMessage, response: ServerResponse) =>
    response.headersSent ? void response.destroy() : refuse(response, request, 'INTERNAL_SERVER_ERROR', 'internal error', {}, 500);
  const arrived = atEndOfTurn<Arrived>((one) => void answer(options, { requests, waiting, metrics }, one).catch(() => failed(one.request, one.response)));
  const serve = (request: IncomingMessage, response: ServerResponse): void =>
    takeBody(request, limits.bodyBytes, (body) => {
      if (body !== 'too large') return arrived({ request, response, body, begin: performance.now() });
      // What is still to come would be the next request.
      refuse(response, request, 'BAD_REQUEST', `a body has ${limits.bodyBytes} bytes at most`, { Connection: 'close' }, 413);
    });
  const page = pageRoutes({ ...options, data: options.page, identify: (request) => identityOf(options, request), isSame: options.cse.isSame, deny, serve });
  const routes = new Map<string, Route>([
    ['/healthz', (_request, response) => void response.end(writeHead(response, { status: 200, headers: json, body: '{"status":"ok"}' }))],
    [
      '/metrics',
      async (request, response) => {
        if (identityOf(options, request) === undefined) return deny(response, request);
        const { contentType, text } = await metrics.text();
        response.end(writeHead(response, { status: 200, headers: { 'Content-Type': contentType }, body: text }));
      },
    ],
    ...page.routes,
  ]);
  const server = httpServer({ ...limits, tls, hasCertificates: gate?.hasCertificates === true, keepAlive: Math.min(limits.idle, 72_000) }, (request, response) => {
    const { method = '', headers } = request;
    if (headers.host === undefined && request.httpVersion !== '1.0') return refuse(response, request, 'BAD_REQUEST', 'there is no Host (RFC 9112 3.2)', {}, 400);
    if (options.localNamesOnly && !isLocalName(headers.host))
      return refuse(response, request, 'ORIGINATOR_HAS_NO_PRIVILEGE', 'without credentials only names of this machine are answered, localhost and its addresses', {}, 403);
    if (!methods.includes(method)) return refuse(response, request, 'OPERATION_NOT_ALLOWED', `${method} is no operation (TS-0009 6.2.1)`, { Allow: methods.join(', ') }, 405);
    const route = method === 'GET' ? routes.get(/^[^?#]*/.exec(targetOf(request))![0]) : undefined;
    if (route === undefined) serve(request, response);
    else route(request, response)?.catch(() => failed(request, response));
  });
  server.maxConnections = limits.connections;
  // What Node would answer by itself, or with nothing.
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => refuse(response, request, 'BAD_REQUEST', 'this is not to be expected here (RFC 9110 10.1.1)', {}, 417));
  server.on('connect', tunnelRefused);
  server.on('clientError', unreadable);
  const connections = connectionsOf(server, tls !== undefined);
  const address = await listenAt(server, { host, port });
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${urlHost(host, address)}:${address.port}`,
    port: address.port,
    metrics,
    async close() {
      page.close();
      await closed(server).finally(connections.close(limits.grace, () => waiting.end()));
    },
  };
}

/** TS-0009 6.2.1. */
const methods = ['GET', 'POST', 'PUT', 'DELETE'];

const json = { 'Content-Type': 'application/json' };

/** The absolute form of a target, as for proxies, is that of the path alone here (RFC 9112 3.2.2). */
const targetOf = ({ url = '/' }: IncomingMessage): string => (url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*(?=[/?#]|$)/i, '') || '/');

const isLocalName = (host: string | undefined): boolean => host === undefined || /^(localhost|([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])\.?(:\d+)?$/i.test(host);

/** Undefined: nobody that is known. */
function identityOf({ gate }: Pick<ServerOptions, 'gate'>, request: IncomingMessage): Identity | undefined {
  if (gate === undefined) return 'word';
  const socket = request.socket as Partial<TLSSocket>;
  const certificate = gate.hasCertificates ? socket.getPeerCertificate?.()?.fingerprint256 : undefined;
  const originator = gate.identify({ authorization: request.headers.authorization, certificate });
  return originator === undefined ? undefined : { originator };
}

const operationNames = new Map<unknown, string>(Object.entries(Operation).map(([name, number]) => [number, name.toLowerCase()]));

/** What is known of the requests under way, and counted. */
interface UnderWayNow {
  readonly requests: UnderWay;
  readonly waiting: Waiting;
  readonly metrics: Metrics;
}

/** The whole of a request. */
interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer | undefined;
  readonly begin: number;
}

async function answer(options: ServerOptions, { requests, waiting, metrics }: UnderWayNow, { request, response, body, begin }: Arrived): Promise<void> {
  const headers = request.headers as HttpRequest['headers'];
  const who = identityOf(options, request);
  if (who === undefined) return deny(response, request);
  const from = who === 'word' ? (headers['x-m2m-origin'] ?? '') : who.originator;
  if (!requests.enter(from)) return refuse(response, request, 'BAD_REQUEST', 'this Originator has too many requests under way', { 'Retry-After': '1' }, 429);
  try {
    if (body !== undefined && (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
      return refuse(response, request, 'UNSUPPORTED_MEDIA_TYPE', 'a body that is encoded is not read here (RFC 9110 8.4)', { 'Accept-Encoding': 'identity' });
    if (body !== undefined && !isUtf8(body)) return refuse(response, request, 'BAD_REQUEST', 'the body is no UTF-8', {}, 400);
    const message: HttpRequest = { method: request.method ?? '', target: targetOf(request), headers, body: body?.toString(), ...(isDoubled(request) && { rawHeaders: request.rawHeaders }) };
    const tooLate = () => ({ ...refusal('REQUEST_TIMEOUT', 'this CSE ends before there is an answer', headers, accepted(headers['accept'])), primitive: undefined });
    const { response: said, rsc, primitive } = await waiting.for(exchange(message, who, options.cse, new Connected(response)), tooLate);
    const operation = operationNames.get(primitive?.['op']) ?? 'none';
    const milliseconds = performance.now() - begin;
    metrics.request(operation, rsc, milliseconds / 1000);
    const to = String(primitive?.['to'] ?? message.target);
    options.happenings.tell({ kind: 'request', operation, to, from, rsc, http: said.status, milliseconds });
    depart({ response, body: writeHead(response, said) });
  } finally {
    requests.leave(from);
  }
}

/**
 * Whoever is at the other end of a connection; who asks for its signal is few, and the others do without one. A class, since engines make a new
 * shape for each object that has a getter of its own: shapes are old, and what they hold, here the whole request, grows old with them.
 */
class Connected implements Asker {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  get signal(): AbortSignal {
    const gone = new AbortController();
    if (this.#response.closed) gone.abort();
    else this.#response.once('close', () => gone.abort());
    return gone.signal;
  }
}

/** Whether headers were joined or dropped, of which most messages have none. */
const isDoubled = ({ headers, rawHeaders }: IncomingMessage): boolean => rawHeaders.length > 2 * Object.keys(headers).length;

function refuse(response: ServerResponse, request: IncomingMessage, status: StatusName, message: string, more: Readonly<Record<string, string | string[]>> = {}, http?: number): void {
  const headers = request.headers as HttpRequest['headers'];
  const said = refusal(status, message, headers, accepted(headers['accept'])).response;
  for (const [name, value] of Object.entries(more)) response.setHeader(name, value);
  response.end(writeHead(response, { ...said, status: http ?? said.status }));
}

/** Nobody that is known: says how to be known (RFC 9110 11.6.1). */
function deny(response: ServerResponse, request: IncomingMessage): void {
  const challenges = ['Basic realm="oneM2M", charset="UTF-8"', 'Bearer realm="oneM2M"'];
  refuse(response, request, 'ORIGINATOR_NOT_AUTHENTICATED', 'credentials are needed here (TS-0009 7)', { 'WWW-Authenticate': challenges }, 401);
}

/** As a URL names it, from this machine where it listens on all addresses. */
function urlHost(host: string, { address, family }: AddressInfo): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1';
  return /:/.test(host) || (family === 'IPv6' && host !== 'localhost') ? `[${address}]` : host;
}
