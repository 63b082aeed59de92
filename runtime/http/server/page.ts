/** The page at `/`: for people who want to see what a CSE does. Of its administrator alone, where Originators show who they are. */

import { readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
  readonly identify: (request: FastifyRequest) => Identity | undefined;
  readonly isSame: (from: string, originator: string) => boolean;
  /** Answers who may not look. */
  readonly deny: (reply: FastifyReply, request: FastifyRequest) => void;
  /** A GET of the CSE, which has no page. */
  readonly serve: (request: FastifyRequest, reply: FastifyReply) => void;
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

export function addPage(app: FastifyInstance, options: PageOptions): { close(): void } {
  const streams = new Set<() => void>();
  const script = readFile(new URL('../../page/page.js', import.meta.url), 'utf8').catch(() => undefined);
  const get = (url: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> | unknown) =>
    app.get(url, async (request, reply) => {
      const who = options.identify(request);
      const mayLook = who === 'word' || (who !== undefined && options.isSame(who.originator, options.admin));
      if (!mayLook) return options.deny(reply, request);
      reply.headers(security);
      return handler(request, reply);
    });
  // null: it is not there any more, which is no failure of the page.
  const json = (reply: FastifyReply, content: unknown) => reply.type('application/json').send(JSON.stringify(content ?? null));
  const idIn = (request: FastifyRequest) => String((request.query as { readonly id?: unknown }).id ?? '');

  get('/', async (request, reply) => {
    if (request.headers['x-m2m-origin'] !== undefined || request.headers['x-m2m-ri'] !== undefined) {
      options.serve(request, reply);
      return reply;
    }
    return reply.type('text/html; charset=utf-8').send(markup({ base: options.base, cseId: options.cseId, root: (await options.data).rootId }));
  });
  get('/page/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(style));
  get('/page/page.js', async (_request, reply) => {
    const text = await script;
    return text === undefined ? reply.code(404).send() : reply.type('text/javascript; charset=utf-8').send(text);
  });
  get('/page/children', async (request, reply) => json(reply, (await options.data).children(idIn(request))));
  get('/page/resource', async (request, reply) => json(reply, await (await options.data).resource(idIn(request))));
  get('/page/campaigns', async (_request, reply) => json(reply, (await options.data).campaigns()));
  get('/page/events', (request, reply) => {
    if (streams.size >= WATCHERS) return reply.code(503).send();
    reply.hijack();
    stream(request, reply, options.happenings, streams);
    return reply;
  });
  return {
    close() {
      for (const end of streams) end();
    },
  };
}

/** Server-sent events, several in one message; of too many at once the oldest are left out. */
function stream(request: FastifyRequest, reply: FastifyReply, happenings: Happenings, streams: Set<() => void>): void {
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  const seen = Number(request.headers['last-event-id'] ?? 0);
  let waiting: Happened[] = [...happenings.since(Number.isSafeInteger(seen) ? seen : 0)];
  let silence = 0;
  const timer = setInterval(() => {
    silence += PACE;
    // A browser that does not read is not told more.
    if (raw.writableLength > 1_000_000) return;
    const last = waiting.at(-1);
    if (last !== undefined) raw.write(`id: ${last.number}\ndata: ${JSON.stringify(waiting)}\n\n`);
    else if (silence >= HEARTBEAT) raw.write(': here\n\n');
    else return;
    waiting = [];
    silence = 0;
  }, PACE);
  raw.flushHeaders();
  const unwatch = happenings.watch((happened) => {
    waiting.push(happened);
    if (waiting.length > 2 * AT_ONCE) waiting = waiting.slice(-AT_ONCE);
  });
  const end = () => {
    clearInterval(timer);
    unwatch();
    streams.delete(end);
    raw.destroy();
  };
  streams.add(end);
  raw.on('close', end);
}
