/** The page at `/`: for people who want to see what a CSE does. Of its administrator alone, where Originators show who they are. */

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from './exchange.js';
import type { Happened, Happenings } from './happenings.js';
import { markup, style } from './page-markup.js';
import type { PageData } from './page-data.js';

export interface PageOptions {
  readonly happenings: Happenings;
  readonly admin: string;
  /** Name of the CSEBase. */
  readonly base: string;
  readonly cseId: string;
  readonly data: Promise<PageData>;
  readonly identify: (request: IncomingMessage) => Identity | undefined;
  readonly isSame: (from: string, originator: string) => boolean;
  /** Answers who may not look. */
  readonly deny: (response: ServerResponse, request: IncomingMessage) => void;
  /** A GET of the CSE, which has no page. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => void;
}

const security = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** At the same time. */
const WATCHERS = 32;
/** Milliseconds between two messages to a page, and events in one: a CSE under load has more to do than to tell of it. */
const PACE = 100;
const AT_ONCE = 200;
/** Milliseconds after which a stream that has nothing to say says that it is there. */
const HEARTBEAT = 15_000;

export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** What is got at which path. */
export function pageRoutes(options: PageOptions): { readonly routes: ReadonlyMap<string, Route>; close(): void } {
  const streams = new Set<() => void>();
  const script = readFile(new URL('../../page/page.js', import.meta.url), 'utf8').catch(() => undefined);
  const shown =
    (show: Route): Route =>
    (request, response) => {
      const who = options.identify(request);
      const mayLook = who === 'word' || (who !== undefined && options.isSame(who.originator, options.admin));
      return mayLook ? show(request, response) : options.deny(response, request);
    };
  const html = async () => markup({ base: options.base, cseId: options.cseId, root: (await options.data).rootId });
  const page = shown(async (_request, response) => send(response, 'text/html; charset=utf-8', await html()));
  /** null: it is not there any more, which is no failure of the page. */
  const json = (content: (data: PageData, id: string) => unknown): Route =>
    shown(async (request, response) => {
      const id = new URL(request.url ?? '/', 'http://localhost').searchParams.get('id') ?? '';
      send(response, 'application/json', JSON.stringify((await content(await options.data, id)) ?? null));
    });
  const routes = new Map<string, Route>([
    ['/', (request, response) => (request.headers['x-m2m-origin'] ?? request.headers['x-m2m-ri']) === undefined ? page(request, response) : options.serve(request, response)],
    ['/page/page.css', shown((_request, response) => send(response, 'text/css; charset=utf-8', style))],
    ['/page/page.js', shown(async (_request, response) => send(response, 'text/javascript; charset=utf-8', await script))],
    ['/page/children', json((data, id) => data.children(id))],
    ['/page/resource', json((data, id) => data.resource(id))],
    ['/page/campaigns', json((data) => data.campaigns())],
    ['/page/events', shown((request, response) => streams.size < WATCHERS ? stream(request, response, options.happenings, streams) : void response.writeHead(503, security).end())],
  ]);
  return {
    routes,
    close() {
      for (const end of streams) end();
    },
  };
}

/** Undefined: it is not there. */
function send(response: ServerResponse, type: string, text: string | undefined): void {
  if (text === undefined) response.writeHead(404, security).end();
  else response.writeHead(200, { ...security, 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text);
}

/** Server-sent events, several in one message; of too many at once the oldest are left out. */
function stream(request: IncomingMessage, response: ServerResponse, happenings: Happenings, streams: Set<() => void>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  const seen = Number(request.headers['last-event-id'] ?? 0);
  let waiting: Happened[] = [...happenings.since(Number.isSafeInteger(seen) ? seen : 0)];
  let silence = 0;
  const timer = setInterval(() => {
    silence += PACE;
    // A browser that does not read is not told more.
    if (response.writableLength > 1_000_000) return;
    const last = waiting.at(-1);
    if (last !== undefined) response.write(`id: ${last.number}\ndata: ${JSON.stringify(waiting)}\n\n`);
    else if (silence >= HEARTBEAT) response.write(': here\n\n');
    else return;
    waiting = [];
    silence = 0;
  }, PACE);
  response.flushHeaders();
  const unwatch = happenings.watch((happened) => {
    waiting.push(happened);
    if (waiting.length > 2 * AT_ONCE) waiting = waiting.slice(-AT_ONCE);
  });
  const end = () => {
    clearInterval(timer);
    unwatch();
    streams.delete(end);
    response.destroy();
  };
  streams.add(end);
  response.on('close', end);
}
