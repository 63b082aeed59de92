import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { findingsOf } from '../../conformance/findings.js';
import { httpSender } from '../../conformance/http/send.js';
import { planOf, runConformance } from '../../conformance/run.js';
import { ConformError } from '../../conformance/errors.js';
import { createHostingCse, type HostingCse } from '../../runtime/cse.js';
import { exchange } from '../../runtime/http/server/exchange.js';
import { runInProcess } from './in-process.js';

/** A CSE at a socket that answers as ours does, until `misbehave` takes over: after the world is built, or from the start. */
type Misbehave = (response: http.ServerResponse, request: http.IncomingMessage, n: number, server: http.Server) => boolean;

const servers = new Set<http.Server>();
afterAll(() => servers.forEach(end));

function end(server: http.Server): void {
  server.close();
  server.closeAllConnections();
}

/** What stands there now: a CSE that is started anew is another. */
interface Standing {
  cse: HostingCse;
}

/** @param delay milliseconds before the nth answer */
async function hostile(misbehave: Misbehave, delay: (n: number) => number = () => 0, standing: Standing = { cse: createHostingCse() }): Promise<URL> {
  let n = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const pause = delay(n);
      if (misbehave(response, request, n++, server)) return;
      const message = { method: request.method ?? '', target: request.url ?? '', headers: request.headers as Record<string, string>, body: Buffer.concat(chunks).toString() };
      void exchange(message, 'word', { serve: (primitive) => standing.cse.request(primitive), answerWithin: 5000, isSame: (a, b) => a === b }).then(({ response: { status, headers, body } }) =>
        setTimeout(() => response.writeHead(status, headers as http.OutgoingHttpHeaders).end(body), pause),
      );
    });
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/cse-in`);
}

/** What is waited for is waited for a tenth as long. */
const clock = { now: () => Date.now(), sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds / 10)) };

/** Of containers all but what a valid UPDATE does to each attribute; of those that are refused there are more in a row than a CSE is not asked after. */
const few = planOf(['container']).filter(({ kind, id }) => !/^(update\.valid|stored\.updated)$/.test(kind) || id.includes('labels')).map(({ id }) => id);

async function judge(url: URL, only = ['container.create: with labels', 'update.changed', 'retrieve.whole', 'tree.delete', 'container.count'], timeout = 300) {
  const sender = httpSender({ url, timeout, limit: 100_000 });
  const begin = performance.now();
  try {
    const report = await runConformance({ url: url.href, send: sender.send, seed: 7, only: [...only, 'answer'], lanes: 2, clock });
    return { report, kinds: findingsOf(report).map(({ kind }) => kind), took: performance.now() - begin };
  } finally {
    sender.close();
  }
}

const afterWorld = (bad: (response: http.ServerResponse, request: http.IncomingMessage) => void): Misbehave => (response, request, n) => {
  if (n < 3) return false;
  bad(response, request);
  return true;
};

// Side by side: they wait, most of the time.
describe.concurrent('a CSE that misbehaves is named, in time', () => {
  const cases: readonly (readonly [string, Misbehave, string])[] = [
    ['answers nothing', afterWorld(() => undefined), 'answer.in-time'],
    ['closes connections', afterWorld((response) => response.destroy()), 'answer.in-time'],
    ['answers 500 without a code', afterWorld((response) => response.writeHead(500).end('oops')), 'answer.status-code'],
    ['answers HTML', afterWorld((response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>hello')), 'answer.status-code'],
    [
      'answers without end',
      afterWorld((response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'x-m2m-rsc': '2000' });
        const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => setImmediate(more)));
        more();
      }),
      'answer.size',
    ],
    ['dribbles', afterWorld((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    }), 'answer.in-time'],
    ['says forever that it is at it', afterWorld((response) => {
      const timer = setInterval(() => response.writeProcessing(), 5);
      response.on('close', () => clearInterval(timer));
    }), 'answer.in-time'],
    ['leads on and on', afterWorld((response, { url = '' }) => response.writeHead(302, { location: `${url}/on` }).end()), 'answer.status-code'],
    ['promises more than it says', afterWorld((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'x-m2m-rsc': '2000', 'content-length': '1000' }).write('{}');
      setTimeout(() => response.socket?.end(), 20);
    }), 'answer.in-time'],
    ['says more than it promised', afterWorld((response) => void response.socket?.write('HTTP/1.1 200 OK\r\nX-M2M-RSC: 2000\r\nContent-Length: 2\r\n\r\n{}{}{}{}{}{}')), 'answer.request-identifier'],
    ['has headers without end', afterWorld((response) => void response.socket?.write(`HTTP/1.1 200 OK\r\n${'X-More: more\r\n'.repeat(2000)}`)), 'answer.status-code'],
    ['answers as deep as it can', afterWorld((response) => response.writeHead(200, { 'content-type': 'application/json', 'x-m2m-rsc': '2000', 'x-m2m-rvi': '3' }).end('['.repeat(90_000))), 'answer.content'],
    ['answers deep, and right', afterWorld((response, { headers }) => response.writeHead(200, { 'content-type': 'application/json', 'x-m2m-ri': headers['x-m2m-ri'], 'x-m2m-rsc': '2000', 'x-m2m-rvi': '3' }).end(`{"m2m:cnt":{"lbl":${'['.repeat(40_000)}${']'.repeat(40_000)}}}`)), 'answer.content'],
    ['answers other requests', afterWorld((response) => response.writeHead(201, { 'x-m2m-rsc': '2001', 'x-m2m-ri': 'another', 'x-m2m-rvi': '3' }).end()), 'answer.request-identifier'],
  ];
  for (const [name, misbehave, kind] of cases) {
    it(name, async () => {
      const { report, kinds, took } = await judge(await hostile(misbehave), undefined, 200);
      expect(kinds).toContain(kind);
      expect(report.outcomes.filter(({ verdict, kind: found }) => verdict === 'failed' && !found.startsWith('answer.'))).toEqual([]);
      expect(took).toBeLessThan(30_000);
    });
  }

  it('wants no more requests, ever', async () => {
    const url = await hostile(afterWorld((response) => response.writeHead(429, { 'retry-after': '0' }).end()));
    const { report, took } = await judge(url, ['container']);
    expect(report.ended).toMatch(/takes no more requests: HTTP 429/);
    expect(took).toBeLessThan(30_000);
  });

  it('dies in the middle', async () => {
    const url = await hostile((_response, _request, n, server) => {
      if (n === 6) end(server);
      return n === 6;
    });
    const { report, took } = await judge(url, ['container']);
    expect(report.ended).toMatch(/answers no more/);
    expect(report.left.length).toBeGreaterThan(0);
    expect(took).toBeLessThan(30_000);
  });

  it('leaves one kind of requests without an answer: the others are judged, and all that was made is taken away', async () => {
    const url = await hostile((_response, { method }) => method === 'PUT');
    const { report, kinds } = await judge(url, few, 200);
    expect(kinds).toEqual(['answer.in-time']);
    expect(report.ended).toBeUndefined();
    expect(report.left).toEqual([]);
    expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(100);
  }, 60_000);

  it.each([
    ['and has forgotten everything', true, /has forgotten what the run has made/],
    ['and is as it was', false, undefined],
  ])('is started anew %s', async (_how, forgets, ended) => {
    let isAway = false;
    const standing = { cse: createHostingCse() };
    const url = await hostile((response, _request, n) => {
      if (n === 40) {
        isAway = true;
        setTimeout(() => {
          if (forgets) standing.cse = createHostingCse();
          isAway = false;
        }, 150);
      }
      if (isAway) response.socket?.destroy();
      return isAway;
    }, undefined, standing);
    const { report, kinds } = await judge(url, few);
    expect(kinds).toEqual(['answer.in-time']);
    if (ended === undefined) expect(report.ended).toBeUndefined();
    else expect(report.ended).toMatch(ended);
    expect(report.left).toEqual([]);
  }, 60_000);

  it('is none', async () => {
    await expect(judge(new URL('http://127.0.0.1:1/cse-in'))).rejects.toThrow(ConformError);
    await expect(judge(await hostile((response) => response.writeHead(200).end('hello') !== undefined))).rejects.toMatchObject({ code: 'CONFORM_NO_CSE' });
  });
});

describe('a CSE that misbehaves all the time', () => {
  it('leaves nearly every request without an answer: the run has an end', async () => {
    const url = await hostile((_response, { method, url: at }, n) => n > 5 && !(method === 'GET' && (at === '/cse-in' || at?.endsWith('-ae') === true)));
    const { report, took } = await judge(url, ['container'], 30);
    expect(report.ended).toMatch(/leaves too many requests without an answer/);
    expect(took).toBeLessThan(60_000);
  }, 90_000);
});

describe('no finding in a CSE', () => {
  it('that has a bad moment: what comes late is waited for', async () => {
    const url = await hostile(() => false, (n) => (n % 12 === 11 && n < 80 ? 500 : 0));
    const { kinds, report } = await judge(url, few, 400);
    expect(kinds).toEqual([]);
    expect(report.left).toEqual([]);
  }, 60_000);

  it('that closes connections between two requests, as it may (RFC 9112 9.3)', async () => {
    const url = await hostile((response) => {
      response.on('finish', () => setTimeout(() => response.socket?.destroy(), Math.random() * 3));
      return false;
    });
    const { report, kinds } = await judge(url, ['container']);
    expect(kinds).toEqual([]);
    expect(report.outcomes.filter(({ verdict }) => verdict === 'passed').length).toBeGreaterThan(150);
  }, 60_000);
});

describe('a run that is interrupted', () => {
  it('blames nobody for what it was waiting for', async () => {
    const controller = new AbortController();
    // Three seconds until it looks for the first time, and less from time to time.
    const sleep = async (milliseconds: number): Promise<void> => (milliseconds < 3000 ? controller.abort() : undefined);
    const report = await runInProcess({ only: ['expiration.end'], clock: { now: () => Date.now(), sleep }, signal: controller.signal });
    expect(report.outcomes).toMatchObject([{ id: 'expiration.end', verdict: 'untested', why: 'the run ended while it was waited for' }]);
  });

  it('takes away what it has made', async () => {
    const controller = new AbortController();
    let n = 0;
    const deleted: string[] = [];
    const url = await hostile((_response, request) => {
      n += 1;
      if (n === 30) controller.abort();
      if (request.method === 'DELETE') deleted.push(request.url ?? '');
      return false;
    });
    const sender = httpSender({ url });
    const report = await runConformance({ url: url.href, send: sender.send, seed: 8, only: ['container'], clock, signal: controller.signal });
    sender.close();
    expect(report.ended).toBe('it was interrupted');
    expect(report.left).toEqual([]);
    expect(deleted.length).toBeGreaterThan(1);
  });
});
