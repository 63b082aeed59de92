/** The ACS at a socket: HTTP and HTTPS by Fastify, sessions by cookie, or by connection for CPEs that have none (TR-069 3.4). */

import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { connectionsOf } from '../http/server/connections.js';
import { schemaless } from '../http/server/schemaless.js';
import type { Acs } from './acs.js';
import type { Admission, DeviceGate } from './credentials.js';
import type { AcsLimits } from './limits.js';
import { contentCodings } from '../http/content-coding.js';
import { readPosted } from './incoming.js';
import { saidIn, type Reply, type Said } from './reply.js';
import { acsFault, faultIn, newTalk } from './talk.js';

export interface AcsServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Undefined: a CPE is taken at its word. */
  readonly gate: DeviceGate | undefined;
  readonly limits: AcsLimits;
  readonly acs: Acs;
  /** Hears what was answered to whom. */
  readonly answered?: (what: Answered) => void;
}

export interface Answered {
  /** What arrived: the name of the message, `nothing`, or `unreadable`. */
  readonly heard: string;
  readonly http: number;
  /** What went back, if anything. */
  readonly said: string | undefined;
  readonly reason: string | undefined;
}

export interface AcsServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const COOKIE = 'acs-session';

/** @throws Error of Node when it cannot listen there */
export async function listenForCpes(options: AcsServerOptions): Promise<AcsServer> {
  const { host, port, tls, gate, limits, acs } = options;
  const app = application(options);
  app.server.maxConnections = limits.connections;
  const connections = connectionsOf(app.server, tls !== undefined);
  app.server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: object & { once(event: 'close', run: () => void): void }) => {
    socket.once('close', () => acs.gone(socket));
  });
  app.addHook('onRequest', (request, _reply, done) => {
    // A type that is none says as much as none, and would be an error elsewhere.
    if (!/^\s*[^\s/;,]+\/[^\s/;,]+\s*(?:;|$)/.test(request.headers['content-type'] ?? '')) delete request.headers['content-type'];
    done();
  });
  app.post('/', async (request, reply) => {
    const connection = request.raw.socket;
    const session = acs.sessionAmong(sessionsIn(request.headers.cookie));
    const isKnown = acs.isKnown(session, connection);
    // What strangers say is not even looked at.
    let admission = gate === undefined ? anybody : isKnown ? gate.goesOn(certificateOf(gate, request)) : admissionOf(gate, request);
    if ('challenges' in admission) return deny(options, reply, admission.challenges);
    const { 'content-type': contentType, 'content-encoding': contentEncoding } = request.headers;
    const heard = await readPosted({ contentType, contentEncoding, body: request.body as Buffer | undefined }, limits.bodyBytes);
    if (heard.kind === 'notLookedAt') {
      const { status, faultCode, reason } = heard;
      tell(options, 'nothing', status, 'Fault', reason);
      return send(reply, status, { said: faultOf(faultCode, reason), headers: status === 415 ? { 'Accept-Encoding': contentCodings } : {} });
    }
    const isBeginning = heard.kind === 'envelope' && heard.envelope.body.rpc === 'Inform';
    // Who is in a session has shown who it is; who begins another one shows it again.
    if (gate !== undefined && isKnown && isBeginning) admission = admissionOf(gate, request);
    if ('challenges' in admission) return deny(options, reply, admission.challenges);
    const answer = await acs.post({ heard, session, connection, admits: admission.admits });
    tell(options, heard.kind === 'envelope' ? heard.envelope.body.rpc : heard.kind, answer.status, answer.said?.rpc, answer.reason);
    return send(reply, answer.status, { said: answer.said, headers: headersOf(answer, tls !== undefined) });
  });
  // That name may be two addresses, which would be two servers.
  // Where power comes back all come at once: those that find no room in the queue of the system are cut off much later.
  await app.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port, backlog: Math.min(limits.connections, 65_535) });
  const address = app.server.address() as AddressInfo;
  const named = host === '0.0.0.0' || host === '::' || host === '' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${named}:${address.port}`,
    port: address.port,
    async close() {
      acs.close();
      const closed = app.close();
      await closed.finally(connections.close(limits.grace));
    },
  };
}

function application({ tls, gate, limits }: AcsServerOptions): FastifyInstance {
  // There are devices that name no host.
  const ofNode = { requireHostHeader: false, headersTimeout: limits.idle, requestTimeout: limits.idle, connectionsCheckingInterval: Math.min(1_000, limits.idle), keepAlive: true, keepAliveInitialDelay: 10_000 };
  const secured = { ...ofNode, key: tls?.key, cert: tls?.cert, requestCert: gate?.hasCertificates === true, rejectUnauthorized: false, handshakeTimeout: limits.idle };
  // The answer to a CPE is late by as long as somebody thinks about what it is to do. To which of our addresses it comes is all the same.
  const common: FastifyServerOptions = { ...schemaless, logger: false, bodyLimit: limits.bodyBytes, requestTimeout: limits.idle, keepAliveTimeout: limits.idle + 5_000, connectionTimeout: 2 * (limits.idle + limits.thinking), rewriteUrl: () => '/' };
  const app = (tls === undefined ? fastify({ ...common, http: ofNode } as FastifyServerOptions) : fastify({ ...common, https: secured } as FastifyServerOptions)) as FastifyInstance;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error: { readonly statusCode?: number }, _request, reply) => {
    const { statusCode = 500 } = error;
    send(reply, statusCode, { said: statusCode === 413 ? faultOf(acsFault.resources, 'the message is too large') : undefined, headers: { Connection: 'close' } });
  });
  app.setNotFoundHandler((_request, reply) => void send(reply, 405, { headers: { Allow: 'POST' } }));
  return app;
}

function admissionOf(gate: DeviceGate, request: FastifyRequest): ReturnType<DeviceGate['admit']> {
  const { method, headers } = request;
  return gate.admit({ method, authorization: headers.authorization, certificate: certificateOf(gate, request) });
}

function certificateOf({ hasCertificates }: DeviceGate, { raw }: FastifyRequest): string | undefined {
  const socket = raw.socket as Partial<TLSSocket>;
  return hasCertificates ? socket.getPeerCertificate?.()?.fingerprint256 : undefined;
}

const anybody: Admission = { admits: () => true };

/** Says how to be known (RFC 9110 11.6.1). */
function deny(options: AcsServerOptions, reply: FastifyReply, challenges: readonly string[]): FastifyReply {
  tell(options, 'nothing', 401, undefined, 'no credentials that are known');
  return send(reply, 401, { headers: { 'WWW-Authenticate': challenges } });
}

/** More than one where a CPE keeps what it was given for earlier sessions, too. */
const sessionsIn = (cookies = ''): readonly string[] => [...cookies.matchAll(sessionCookies)].map(([, session = '']) => session);
const sessionCookies = new RegExp(`(?:^|[;,])\\s*${COOKIE}="?([\\w-]+)`, 'g');

function headersOf({ status, session }: Reply, isSecure: boolean): Headers {
  return {
    ...(session !== undefined && { 'Set-Cookie': `${COOKIE}=${session}; Path=/; HttpOnly${isSecure ? '; Secure' : ''}` }),
    ...(status === 503 && { 'Retry-After': '30' }),
  };
}

/** For who has not begun a session, or not one that is known: in the version that all understand. */
const faultOf = (code: number, reason: string): Said => saidIn(faultIn(newTalk, undefined, code, reason));

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** Not as Fastify would: there are devices that know headers only in the letters that the standards print. */
function send(reply: FastifyReply, status: number, { said, headers }: { readonly said?: Said | undefined; readonly headers: Headers }): FastifyReply {
  const body = said === undefined ? undefined : Buffer.from(said.text);
  const { raw } = reply.hijack();
  // Without a length some wait for more.
  raw.writeHead(status, { ...(body !== undefined && { 'Content-Type': 'text/xml; charset="utf-8"' }), 'Content-Length': String(body?.length ?? 0), ...(headers as Record<string, string | string[]>) });
  raw.end(body);
  return reply;
}

function tell({ answered }: AcsServerOptions, heard: string, http: number, said: string | undefined, reason: string | undefined): void {
  answered?.({ heard, http, said, reason });
}
