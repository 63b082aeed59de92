/** The page at `/`: for people who want to see what a CSE does. Of its administrator alone, where Originators show who they are. */

import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from './exchange.js';
import type { Happened, Happenings } from './happenings.js';
import { markup, style } from './page-markup.js';
import type { PageData } from './page-data.js';
import { send } from './send.js';

/** Answers a GET of one path. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface PageOptions {
  readonly happenings: Happenings;
  readonly admin: string;
  /** Name of the CSEBase. */
  readonly base: string;
  readonly cseId: string;
  readonly data: () => PageData;
  readonly identify: (request: IncomingMessage) => Identity | undefined;
  readonly isSame: (from: string, originator: string) => boolean;
  /** Answers who may not look. */
  readonly deny: Route;
  /** A GET of the CSE, which has no page. */
  readonly serve: (request: IncomingMessage, response: ServerResponse, body: undefined) => Promise<void>;
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

export function pageRoutes(options: PageOptions): { readonly routes: Iterable<readonly [path: string, route: Route]>; close(): void } {
  const streams = new Set<() => void>();
  const script = readFile(new URL('../../page/page.js', import.meta.url), 'utf8').catch(() => undefined);
  const guarded =
    (route: Route): Route =>
    (request, response) => {
      const who = options.identify(request);
      const mayLook = who === 'word' || (who !== undefined && options.isSame(who.originator, options.admin));
      return mayLook ? route(request, response) : options.deny(request, response);
    };
  const sendAs = (response: ServerResponse, type: string, text: string) => send(response, 200, { ...security, 'Content-Type': type }, text);
  // null: it is not there any more, which is no failure of the page.
  const json = (content: (id: string) => unknown): Route => async ({ url = '' }, response) => {
    const id = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('id') ?? '';
    sendAs(response, 'application/json', JSON.stringify((await content(id)) ?? null));
  };
  const routes: Readonly<Record<string, Route>> = {
    '/': (request, response) => {
      if (request.headers['x-m2m-origin'] !== undefined || request.headers['x-m2m-ri'] !== undefined) return options.serve(request, response, undefined);
      return sendAs(response, 'text/html; charset=utf-8', markup({ base: options.base, cseId: options.cseId, root: options.data().rootId }));
    },
    '/page/page.css': (_request, response) => sendAs(response, 'text/css; charset=utf-8', style),
    '/page/page.js': async (_request, response) => {
      const text = await script;
      if (text === undefined) send(response, 404, security);
      else sendAs(response, 'text/javascript; charset=utf-8', text);
    },
    '/page/children': json((id) => options.data().children(id)),
    '/page/resource': json((id) => options.data().resource(id)),
    '/page/campaigns': json(() => options.data().campaigns()),
    '/page/events': (request, response) => {
      if (streams.size >= WATCHERS) return send(response, 503, security);
      stream(request, response, options.happenings, streams);
    },
  };
  return {
    routes: Object.entries(routes).map(([path, route]) => [path, guarded(route)]),
    close() {
      for (const end of streams) end();
    },
  };
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
