/** The ACS at a socket: HTTP and HTTPS, sessions by cookie, or by connection for CPEs that have none (TR-069 3.4). */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { connectionsOf } from '../http/server/connections.js';
import { closed, httpServer, listenAt, takeBody } from '../http/server/http-server.js';
import { atEndOfTurn, depart } from '../http/server/together.js';
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
  const arrived = atEndOfTurn<Arrived>(({ request, response, body }) => {
    answer(options, request, body).then(
      (sent) => send(response, sent),
      () => send(response, { status: 500, headers: { Connection: 'close' } }),
    );
  });
  const times = { headersWithin: limits.idle, requestWithin: limits.idle, keepAlive: limits.idle + 5_000 };
  // The answer to a CPE is late by as long as somebody thinks about what it is to do. To which of our addresses it comes is all the same.
  const server = httpServer({ ...times, tls, hasCertificates: gate?.hasCertificates === true, idle: 2 * (limits.idle + limits.thinking) }, (request, response) => {
    if (request.method !== 'POST') return send(response, { status: 405, headers: { Allow: 'POST' } });
    takeBody(request, limits.bodyBytes, (body) => {
      if (body !== 'too large') return arrived({ request, response, body });
      send(response, { status: 413, said: faultOf(acsFault.resources, 'the message is too large'), headers: { Connection: 'close' } });
    });
  });
  server.maxConnections = limits.connections;
  const connections = connectionsOf(server, tls !== undefined);
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: object & { once(event: 'close', run: () => void): void }) => {
    socket.once('close', () => acs.gone(socket));
  });
  // Where power comes back all come at once: those that find no room in the queue of the system are cut off much later.
  const address = await listenAt(server, { host, port, backlog: Math.min(limits.connections, 65_535) });
  const named = host === '0.0.0.0' || host === '::' || host === '' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${named}:${address.port}`,
    port: address.port,
    async close() {
      acs.close();
      await closed(server).finally(connections.close(limits.grace));
    },
  };
}

/** The whole of a message. */
interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer | undefined;
}

interface Sent {
  readonly status: number;
  readonly said?: Said | undefined;
  readonly headers: Headers;
}

async function answer(options: AcsServerOptions, request: IncomingMessage, body: Buffer | undefined): Promise<Sent> {
  const { tls, gate, limits, acs } = options;
  const { socket: connection, headers } = request;
  const session = acs.sessionAmong(sessionsIn(headers.cookie));
  const isKnown = acs.isKnown(session, connection);
  // What strangers say is not even looked at.
  let admission = gate === undefined ? anybody : isKnown ? gate.goesOn(certificateOf(gate, request)) : admissionOf(gate, request);
  if ('challenges' in admission) return denied(options, admission.challenges);
  const heard = await readPosted({ contentType: typeIn(headers), contentEncoding: headers['content-encoding'], body }, limits.bodyBytes);
  if (heard.kind === 'notLookedAt') {
    const { status, faultCode, reason } = heard;
    tell(options, 'nothing', status, 'Fault', reason);
    return { status, said: faultOf(faultCode, reason), headers: status === 415 ? { 'Accept-Encoding': contentCodings } : {} };
  }
  const isBeginning = heard.kind === 'envelope' && heard.envelope.body.rpc === 'Inform';
  // Who is in a session has shown who it is; who begins another one shows it again.
  if (gate !== undefined && isKnown && isBeginning) admission = admissionOf(gate, request);
  if ('challenges' in admission) return denied(options, admission.challenges);
  const reply = await acs.post({ heard, session, connection, admits: admission.admits });
  tell(options, heard.kind === 'envelope' ? heard.envelope.body.rpc : heard.kind, reply.status, reply.said?.rpc, reply.reason);
  return { status: reply.status, said: reply.said, headers: headersOf(reply, tls !== undefined) };
}

/** A type that is none says as much as none. */
const typeIn = ({ 'content-type': type = '' }: IncomingMessage['headers']): string | undefined => (/^\s*[^\s/;,]+\/[^\s/;,]+\s*(?:;|$)/.test(type) ? type : undefined);

function admissionOf(gate: DeviceGate, request: IncomingMessage): ReturnType<DeviceGate['admit']> {
  const { method = '', headers } = request;
  return gate.admit({ method, authorization: headers.authorization, certificate: certificateOf(gate, request) });
}

function certificateOf({ hasCertificates }: DeviceGate, { socket }: IncomingMessage): string | undefined {
  return hasCertificates ? (socket as Partial<TLSSocket>).getPeerCertificate?.()?.fingerprint256 : undefined;
}

const anybody: Admission = { admits: () => true };

/** Says how to be known (RFC 9110 11.6.1). */
function denied(options: AcsServerOptions, challenges: readonly string[]): Sent {
  tell(options, 'nothing', 401, undefined, 'no credentials that are known');
  return { status: 401, headers: { 'WWW-Authenticate': challenges } };
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

/** In the letters that the standards print: there are devices that know headers in no others. */
function send(response: ServerResponse, { status, said, headers }: Sent): void {
  const text = said?.text ?? '';
  // Without a length some wait for more.
  response.writeHead(status, { ...(said !== undefined && { 'Content-Type': 'text/xml; charset="utf-8"' }), 'Content-Length': Buffer.byteLength(text), ...(headers as Record<string, string | string[]>) });
  depart({ response, body: text });
}

function tell({ answered }: AcsServerOptions, heard: string, http: number, said: string | undefined, reason: string | undefined): void {
  answered?.({ heard, http, said, reason });
}
