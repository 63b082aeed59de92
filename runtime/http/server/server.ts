/** The CSE at a socket: HTTP and HTTPS, by Fastify, which reads requests, holds the limits and closes with grace. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type * as Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { Operation } from '../../../generated/enumerations.js';
import type { StatusName } from '../../errors.js';
import type { Asker } from '../../receiver/primitive.js';
import type { HttpRequest, HttpResponse } from '../binding/index.js';
import { accepted } from '../binding/index.js';
import { connectionsOf } from './connections.js';
import type { Gate } from './credentials.js';
import { exchange, refusal, type ExchangeOptions, type Exchanged, type Identity } from './exchange.js';
import type { Happenings } from './happenings.js';
import { UnderWay, type Limits } from './limits.js';
import { metricsOf, type Metrics } from './metrics.js';
import type { PageData } from './page-data.js';
import { addPage } from './page.js';
import { schemaless } from './schemaless.js';
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
  const { host, port, tls, limits } = options;
  // Loaded with the first server, as all that only a server needs; not with what only might become one.
  const { fastify } = await import('fastify');
  const app = application(fastify, options);
  const server = app.server;
  server.maxConnections = limits.connections;
  const connections = connectionsOf(server, tls !== undefined);
  const requests = new UnderWay(limits.perOriginator);
  const waiting = new Waiting();
  const metrics = metricsOf({
    underWay: () => requests.count,
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    notifications: options.waitingNotifications,
  });
  app.get('/healthz', (_request, reply) => void reply.type('application/json').send('{"status":"ok"}'));
  app.get('/metrics', async (request, reply) => {
    if (identityOf(options, request) === undefined) return deny(reply, request);
    const { contentType, text } = await metrics.text();
    return reply.type(contentType).send(text);
  });
  // No handler that is awaited: for one Fastify would watch the response to its end, which costs as much as to answer.
  const arrived = atEndOfTurn<Arrived>((one) => void answer(options, { requests, waiting, metrics }, one).catch((error: unknown) => void one.reply.send(error)));
  const serve = (request: FastifyRequest, reply: FastifyReply): void => arrived({ request, reply, begin: performance.now() });
  app.route({ method: methods, url: '/*', handler: serve });
  const page = addPage(app, { ...options, data: options.page, identify: (request) => identityOf(options, request), isSame: options.cse.isSame, deny, serve });
  // That name may be two addresses, which would be two servers.
  await app.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port });
  const address = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${urlHost(host, address)}:${address.port}`,
    port: address.port,
    metrics,
    async close() {
      page.close();
      const closed = app.close();
      await closed.finally(connections.close(limits.grace, () => waiting.end()));
    },
  };
}

/** TS-0009 6.2.1. */
const methods = ['GET', 'POST', 'PUT', 'DELETE'];

function application(fastify: typeof Fastify.fastify, { tls, gate, limits, localNamesOnly }: ServerOptions): FastifyInstance {
  const ofNode = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersWithin,
    requestTimeout: limits.requestWithin,
    // As often as that it is looked after who is too slow.
    connectionsCheckingInterval: Math.min(1_000, limits.headersWithin),
    // A peer that went without a word is found out.
    keepAlive: true,
    keepAliveInitialDelay: 10_000,
    // Node would answer by itself, without X-M2M-RSC.
    requireHostHeader: false,
  };
  const secured = { ...ofNode, key: tls?.key, cert: tls?.cert, requestCert: gate?.hasCertificates === true, rejectUnauthorized: false, handshakeTimeout: limits.headersWithin };
  const common: FastifyServerOptions = {
    ...schemaless,
    logger: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestWithin,
    connectionTimeout: limits.idle,
    keepAliveTimeout: Math.min(limits.idle, 72_000),
    exposeHeadRoutes: false,
    // The absolute form of a target, as for proxies, is that of the path alone here (RFC 9112 3.2.2).
    rewriteUrl: ({ url = '/' }) => (url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*(?=[/?#]|$)/i, '') || '/'),
    clientErrorHandler: unreadable,
    frameworkErrors: (error, request, reply) => void refuse(reply, request, 'BAD_REQUEST', error.message, 400),
  };
  const app = (tls === undefined ? fastify({ ...common, http: ofNode } as FastifyServerOptions) : fastify({ ...common, https: secured } as FastifyServerOptions)) as FastifyInstance;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: { readonly statusCode?: number; readonly message: string }, request, reply) => {
    const { statusCode = 500, message } = error;
    const status = statusCode === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    refuse(reply, request, status, statusCode < 500 ? message : 'internal error', statusCode);
  });
  app.setNotFoundHandler((request, reply) => {
    reply.header('allow', methods.join(', '));
    refuse(reply, request, 'OPERATION_NOT_ALLOWED', `${request.method} is no operation (TS-0009 6.2.1)`, 405);
  });
  const unmet = new WeakSet<IncomingMessage>();
  app.addHook('onRequest', (request, reply, done) => {
    const { headers, raw } = request;
    if (headers.host === undefined && raw.httpVersion !== '1.0') refuse(reply, request, 'BAD_REQUEST', 'there is no Host (RFC 9112 3.2)', 400);
    else if (localNamesOnly && !isLocalName(headers.host)) refuse(reply, request, 'ORIGINATOR_HAS_NO_PRIVILEGE', 'without credentials only names of this machine are answered, localhost and its addresses', 403);
    else if (unmet.has(raw)) refuse(reply, request, 'BAD_REQUEST', 'this is not to be expected here (RFC 9110 10.1.1)', 417);
    else done();
  });
  // What Node would answer by itself, or with nothing.
  app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    unmet.add(request);
    app.server.emit('request', request, response);
  });
  app.server.on('connect', tunnelRefused);
  return app;
}

const isLocalName = (host: string | undefined): boolean => host === undefined || /^(localhost|([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])\.?(:\d+)?$/i.test(host);

/** Undefined: nobody that is known. */
function identityOf({ gate }: Pick<ServerOptions, 'gate'>, request: FastifyRequest): Identity | undefined {
  if (gate === undefined) return 'word';
  const socket = request.raw.socket as Partial<TLSSocket>;
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
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly begin: number;
}

async function answer(options: ServerOptions, { requests, waiting, metrics }: UnderWayNow, { request, reply, begin }: Arrived): Promise<void> {
  const headers = request.headers as HttpRequest['headers'];
  const who = identityOf(options, request);
  if (who === undefined) return deny(reply, request);
  const from = who === 'word' ? (headers['x-m2m-origin'] ?? '') : who.originator;
  if (!requests.enter(from)) {
    reply.header('retry-after', '1');
    return refuse(reply, request, 'BAD_REQUEST', 'this Originator has too many requests under way', 429);
  }
  try {
    const body = request.body as Buffer | undefined;
    if (body !== undefined && (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
      reply.header('accept-encoding', 'identity');
      return refuse(reply, request, 'UNSUPPORTED_MEDIA_TYPE', 'a body that is encoded is not read here (RFC 9110 8.4)');
    }
    if (body !== undefined && !isUtf8(body)) return refuse(reply, request, 'BAD_REQUEST', 'the body is no UTF-8', 400);
    const message: HttpRequest = { method: request.method, target: request.url, headers, body: body?.toString(), ...(isDoubled(request.raw) && { rawHeaders: request.raw.rawHeaders }) };
    const tooLate = () => ({ ...refusal('REQUEST_TIMEOUT', 'this CSE ends before there is an answer', headers, accepted(headers['accept'])), primitive: undefined });
    const { response, rsc, primitive } = await waiting.for(exchange(message, who, options.cse, new Connected(reply.raw)), tooLate);
    const operation = operationNames.get(primitive?.['op']) ?? 'none';
    const milliseconds = performance.now() - begin;
    metrics.request(operation, rsc, milliseconds / 1000);
    const to = String(primitive?.['to'] ?? request.url);
    options.happenings.tell({ kind: 'request', operation, to, from, rsc, http: response.status, milliseconds });
    sendAsText(reply, response);
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

/**
 * An answer past Fastify: as a text it leaves in one piece with its head, where Fastify would add a charset, which JSON has not
 * (RFC 8259 11), and a Buffer is a second piece, which costs as much again as the whole head.
 */
function sendAsText(reply: FastifyReply, { status, headers, body = '' }: HttpResponse): void {
  reply.hijack();
  reply.raw.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  depart({ response: reply.raw, body });
}

function send(reply: FastifyReply, { status, headers, body }: HttpResponse): void {
  // To a text Fastify would add a charset, which JSON has not (RFC 8259 11).
  void reply.code(status).headers(headers).send(body === undefined ? undefined : Buffer.from(body));
}

function refuse(reply: FastifyReply, request: FastifyRequest, status: StatusName, message: string, http?: number): void {
  const headers = request.headers as HttpRequest['headers'];
  const { response }: Pick<Exchanged, 'response'> = refusal(status, message, headers, accepted(headers['accept']));
  send(reply, { ...response, status: http ?? response.status });
}

/** Nobody that is known: says how to be known (RFC 9110 11.6.1). */
function deny(reply: FastifyReply, request: FastifyRequest): void {
  reply.header('www-authenticate', ['Basic realm="oneM2M", charset="UTF-8"', 'Bearer realm="oneM2M"']);
  refuse(reply, request, 'ORIGINATOR_NOT_AUTHENTICATED', 'credentials are needed here (TS-0009 7)', 401);
}

/** As a URL names it, from this machine where it listens on all addresses. */
function urlHost(host: string, { address, family }: AddressInfo): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1';
  return /:/.test(host) || (family === 'IPv6' && host !== 'localhost') ? `[${address}]` : host;
}
