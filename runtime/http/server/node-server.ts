/**
 * A server of Node, with what all of ours have in common: bodies that have arrived whole, limits, an end with grace. Node itself holds the
 * limits of headers, times and connections; routers and plugins have nothing to do where nearly everything is one route.
 */

import type { IncomingMessage, RequestListener, Server, ServerOptions, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectionsOf } from './connections.js';
import type { Limits } from './limits.js';

export interface NodeServerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly tls?: Tls | undefined;
  readonly limits: Pick<Limits, 'bodyBytes' | 'headerBytes' | 'headersWithin' | 'requestWithin' | 'idle' | 'connections' | 'grace'>;
  /** Answers a request that has arrived. @param body undefined: it has none */
  readonly answer: (request: IncomingMessage, response: ServerResponse, body: Buffer | undefined) => void;
  /** Answers a request whose body is larger than the limit, as soon as that is known. Its connection ends with the answer. */
  readonly tooLarge: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface Tls {
  readonly key: string;
  readonly cert: string;
  /** Asks clients for theirs, which the caller judges. */
  readonly requestCert: boolean;
}

export interface NodeServer {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly connections: () => Promise<number>;
  /** Takes no more connections; what is under way is answered, for as long as the limits grant. */
  close(): Promise<void>;
}

/** @throws Error of Node when it cannot listen there, or when the key and the certificate are of no use */
export async function openServer({ host, port, tls, limits, answer, tooLarge }: NodeServerOptions): Promise<NodeServer> {
  const server = await made(tls, limits, (request, response) => {
    const { socket } = request;
    connections.begin(socket);
    response.on('close', () => connections.end(socket));
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    if (length === undefined && coding === undefined) return answer(request, response, undefined);
    readWhole(request, limits.bodyBytes, (body) => {
      if (body !== undefined) return answer(request, response, body);
      response.shouldKeepAlive = false;
      tooLarge(request, response);
    });
  });
  server.maxConnections = limits.connections;
  server.keepAliveTimeout = Math.min(limits.idle, 72_000);
  server.setTimeout(limits.idle);
  const connections = connectionsOf(server, tls !== undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // That name may be two addresses, which would be two servers.
    server.listen({ host: host === 'localhost' ? '127.0.0.1' : host, port }, resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${urlHost(host, address)}:${address.port}`,
    port: address.port,
    connections: () => new Promise((resolve) => server.getConnections((_error, count) => resolve(count))),
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      return closed.finally(connections.close(limits.grace));
    },
  };
}

/** Node's part is loaded with the first server. */
async function made(tls: Tls | undefined, limits: NodeServerOptions['limits'], listener: RequestListener): Promise<Server> {
  const ofNode: ServerOptions = {
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersWithin,
    requestTimeout: limits.requestWithin,
    // As often as that it is looked after who is too slow.
    connectionsCheckingInterval: Math.min(1_000, limits.headersWithin),
    // A peer that went without a word is found out.
    keepAlive: true,
    keepAliveInitialDelay: 10_000,
  };
  if (tls === undefined) return (await import('node:http')).createServer(ofNode, listener);
  const secured = { ...ofNode, ...tls, rejectUnauthorized: false, handshakeTimeout: limits.headersWithin };
  return (await import('node:https')).createServer(secured, listener);
}

/** @param done is called once: with the body, or with undefined when it is larger than that, while the rest of it is passed over */
function readWhole(request: IncomingMessage, limit: number, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    const before = length;
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else if (before <= limit) done(undefined);
  });
  request.on('end', () => {
    if (length <= limit) done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  });
}

/** As a URL names it, from this machine where it listens on all addresses. */
function urlHost(host: string, { address, family }: AddressInfo): string {
  if (host === '0.0.0.0' || host === '::' || host === '') return '127.0.0.1';
  return /:/.test(host) || (family === 'IPv6' && host !== 'localhost') ? `[${address}]` : host;
}
