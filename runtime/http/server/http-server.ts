/**
 * What our servers of HTTP and HTTPS have in common: Node's own server, which reads requests and holds the limits of time, and bodies that are taken
 * whole. A framework on top of it would take as long for each request as the CSE takes to carry it out.
 */

import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { HttpResponse } from '../binding/index.js';

export interface HttpServerOptions {
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
  /** Whether clients are asked for certificates; which of them are known is no matter of the server. */
  readonly hasCertificates?: boolean;
  /** Bytes of the request line and all headers. */
  readonly headerBytes?: number;
  /** Milliseconds in which the headers of a request arrive. */
  readonly headersWithin?: number;
  /** Milliseconds in which the whole of a request arrives. */
  readonly requestWithin?: number;
  /** Milliseconds without a word after which a connection is closed; 0: never. */
  readonly idle?: number;
  /** The same, between two requests. */
  readonly keepAlive?: number;
}

/** @throws Error of Node when key and certificate are of no use */
export function httpServer({ tls, hasCertificates = false, headerBytes, headersWithin = 60_000, requestWithin, idle = 0, keepAlive = 72_000 }: HttpServerOptions, serve: RequestListener): Server {
  const options = {
    headersTimeout: headersWithin,
    ...(headerBytes !== undefined && { maxHeaderSize: headerBytes }),
    ...(requestWithin !== undefined && { requestTimeout: requestWithin }),
    // As often as that it is looked after who is too slow.
    connectionsCheckingInterval: Math.min(1_000, headersWithin),
    keepAliveTimeout: keepAlive,
    // A peer that went without a word is found out.
    keepAlive: true,
    keepAliveInitialDelay: 10_000,
    // Node would answer by itself, in no words of ours; and there are devices that name no host.
    requireHostHeader: false,
  };
  const secured = { ...options, ...tls, requestCert: hasCertificates, rejectUnauthorized: false, handshakeTimeout: headersWithin };
  return (tls === undefined ? http.createServer(options, serve) : https.createServer(secured, serve)).setTimeout(idle);
}

export interface Place {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Connections that wait to be taken. */
  readonly backlog?: number;
}

/** @throws Error of Node when it cannot listen there */
export async function listenAt(server: Server, { host, ...place }: Place): Promise<AddressInfo> {
  // That name may be two addresses, which would be two servers.
  server.listen({ ...place, host: host === 'localhost' ? '127.0.0.1' : host });
  await once(server, 'listening');
  return server.address() as AddressInfo;
}

/** Takes no more connections; resolves when those that there are have ended. */
export const closed = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));

/**
 * Calls `done` once, with the whole body of a request, or nothing where it has none; one that is larger than `limit` bytes is not kept. What comes
 * with a GET says nothing (RFC 9110 9.3.1).
 */
export function takeBody(request: IncomingMessage, limit: number, done: (body: Buffer | 'too large' | undefined) => void): void {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = request.headers;
  if (request.method === 'GET' || (length === '0' && coding === undefined)) return done(undefined);
  if (Number(length) > limit) return done('too large');
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    const before = size;
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else if (before <= limit) done('too large');
  });
  request.on('end', () => {
    if (size <= limit) done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  });
}

/** The body is left to be written: a text, which leaves in one piece with the head, where a Buffer costs as much again as the whole head. */
export function writeHead(response: ServerResponse, { status, headers, body = '' }: HttpResponse): string {
  response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) });
  return body;
}
