import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { httpNotifier, type NotifierLimits } from '../../../runtime/http/client/notifier.js';
import type { Attributes } from '../../../runtime/resource.js';
import { destinationOf } from '../../../runtime/notification/notification-uri.js';
import { routeTo } from '../../../runtime/procedures/routes.js';
import { memoryStore } from '../../../runtime/store/store.js';
import { startCse } from '../../../runtime/serve/index.js';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Heard {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** @param answer undefined: nothing is ever answered */
async function listener(answer: (heard: Heard, response: ServerResponse) => void): Promise<{ readonly url: string; readonly heard: Heard[]; readonly server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { url: request.url ?? '', headers: request.headers, body };
      heard.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, server };
}

const ok = (_heard: Heard, response: ServerResponse) => void response.setHeader('X-M2M-RSC', '2000').end();

function notifier(limits: Partial<NotifierLimits> = {}) {
  let ids = 0;
  const made = httpNotifier({ cseId: '/id-in', newId: () => `n${(ids += 1)}`, limits });
  open.push(made);
  return made;
}

const sgn = (number: number): Attributes => ({ 'm2m:sgn': { sur: `s${number}`, nev: { net: 1, rep: { 'm2m:nod': { lbl: [`l${number}`] } } } } });

describe('a notification on its way', () => {
  it('is a NOTIFY of TS-0009 at the URL, with From, identifier and release', async () => {
    const { url, heard } = await listener(ok);
    await notifier().notify(`${url}/a/b?x=1`, sgn(1));
    expect(heard).toMatchObject([{ url: '/a/b?x=1', headers: { 'x-m2m-origin': '/id-in', 'x-m2m-ri': 'n1', 'x-m2m-rvi': '3', 'content-type': 'application/vnd.onem2m-ntfy+json' } }]);
    expect(JSON.parse(heard[0]!.body)).toEqual(sgn(1));
  });

  it('comes in its order, one at a time', async () => {
    let [atOnce, most] = [0, 0];
    const { url, heard } = await listener((_one, response) => {
      most = Math.max(most, (atOnce += 1));
      setTimeout(() => ((atOnce -= 1), ok(_one, response)), Math.random() * 10);
    });
    const { notify } = notifier();
    await Promise.all(Array.from({ length: 30 }, (_, i) => notify(url, sgn(i))));
    expect(heard.map(({ body }) => (JSON.parse(body) as { 'm2m:sgn': { sur: string } })['m2m:sgn'].sur)).toEqual(Array.from({ length: 30 }, (_, i) => `s${i}`));
    expect(most).toBe(1);
  });

  it('is tried again, as the same request, when the target is in trouble; not when it says no', async () => {
    let tries = 0;
    const { url, heard } = await listener((one, response) => ((tries += 1) < 3 ? void response.writeHead(503).end() : ok(one, response)));
    await notifier({ pause: 10 }).notify(url, sgn(1));
    expect(heard.map(({ headers }) => headers['x-m2m-ri'])).toEqual(['n1', 'n1', 'n1']);
    const no = await listener((_one, response) => void response.writeHead(403, { 'X-M2M-RSC': '4103' }).end());
    await expect(notifier({ pause: 10 }).notify(no.url, sgn(1))).rejects.toMatchObject({ code: 'NOTIFICATION_FAILED', message: expect.stringContaining('403, 4103') as string });
    expect(no.heard).toHaveLength(1);
  });

  it.each<[string, (heard: Heard, response: ServerResponse) => void]>([
    ['answers nothing', () => undefined],
    ['hangs up', (_heard, response) => void response.destroy()],
    ['answers without end', (_heard, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.on('close', () => clearInterval(more));
    }],
    ['answers half a head', (_heard, response) => void response.socket?.write('HTTP/1.1 200 OK\r\nX: ')],
  ])('is given up in bounded time when the target %s', async (_what, answer) => {
    const { url } = await listener(answer);
    const begin = performance.now();
    await notifier({ pause: 10, answerWithin: 1_000, tries: 2 }).notify(url, sgn(1)).catch(() => undefined);
    expect(performance.now() - begin).toBeLessThan(12_000);
  }, 30_000);

  it('waits for nobody else: targets of which a tenth hang', async () => {
    const hanging = await listener(() => undefined);
    const good = await listener(ok);
    const { notify } = notifier({ answerWithin: 20_000, quick: 8, slowAfter: 100 });
    const delivered: Promise<void>[] = [];
    let givenUp = 0;
    for (let i = 0; i < 300; i++) {
      const done = notify(i % 10 === 0 ? `${hanging.url}/${i}` : `${good.url}/${i}`, sgn(i));
      if (i % 10 !== 0) delivered.push(done);
      else done.catch(() => (givenUp += 1));
    }
    await Promise.all(delivered);
    // Whoever waited for one that hangs would have waited until it is given up.
    expect(givenUp).toBe(0);
  });

  it('gives up the slowest when too many are slow', async () => {
    const hanging = await listener(() => undefined);
    const { notify } = notifier({ answerWithin: 20_000, slowAfter: 20, slow: 2, tries: 1 });
    const outcomes = Promise.race([0, 1, 2].map((i) => notify(`${hanging.url}/${i}`, sgn(i))));
    await expect(outcomes).rejects.toThrow('too many others hang');
  });

  it('is neither delivered nor lost when the notifier closes', async () => {
    const { url } = await listener(() => undefined);
    const made = notifier();
    let settled = false;
    made.notify(url, sgn(1)).then(() => (settled = true), () => (settled = true));
    await pause(50);
    await made.close();
    await pause(50);
    expect([settled, made.waiting]).toEqual([false, 1]);
  });
});

describe('where a target is (TS-0001 9.6.8)', () => {
  it.each<[string, Attributes | undefined, readonly (readonly [string, string])[]]>([
    ['http://a.example/x', undefined, [['http://a.example/x', 'json']]],
    ['http://a.example/x?ct=xml', undefined, [['http://a.example/x', 'xml']]],
    ['http://a.example/x?a=1&ct=json&b=2', undefined, [['http://a.example/x?a=1&b=2', 'json']]],
    ['mqtt://a.example/x', undefined, []],
    ['cse-in/none', undefined, []],
    ['cse-in/ae', { pointOfAccess: ['mqtt://x', 'http://a.example/', 'https://b.example'], requestReachability: true }, [['http://a.example/', 'json'], ['https://b.example', 'json']]],
    ['cse-in/ae', { pointOfAccess: ['http://a.example/'], contentSerialization: ['cbor', 'xml', 'json'] }, [['http://a.example/', 'xml']]],
    ['cse-in/ae?ct=json', { pointOfAccess: ['http://a.example/'], contentSerialization: ['xml'] }, [['http://a.example/', 'json']]],
    ['cse-in/ae', { pointOfAccess: ['http://a.example/'], requestReachability: false }, []],
    ['cse-in/ae', {}, []],
  ])('%s, %j', (target, attributes, destinations) => {
    const store = memoryStore();
    store.put({ id: 'id-in', type: 'CSEBase', name: 'cse-in', parent: null, creator: 'CAdmin', attributes: {} });
    if (attributes !== undefined) store.put({ id: 'C1', type: 'AE', name: 'ae', parent: 'id-in', creator: 'C1', attributes });
    const route = routeTo({ store, rootId: 'id-in', cseId: 'id-in', spId: 'sp', cseType: 'IN_CSE', registrar: undefined }, target);
    const there = (route?.kind === 'addresses' ? route.addresses : []).flatMap((address) => destinationOf(address) ?? []);
    expect(there.map(({ url, syntax }) => [url, syntax])).toEqual(destinations);
  });
});

describe('from a CSE', () => {
  const headers = { 'X-M2M-Origin': 'CAdmin', 'X-M2M-RI': '1', 'X-M2M-RVI': '3' };

  it('subscribers at URLs and AEs at their points of access hear of it; who is not reached is reported', async () => {
    const there = await listener(ok);
    const failures: string[] = [];
    const cse = await startCse({ notifications: { tries: 1 }, watch: ({ what }) => void (what.kind === 'notification' && what.outcome === 'failed' && failures.push(what.target)) });
    open.push(cse);
    const create = (ty: number, body: unknown, to = 'cse-in', from = 'CAdmin') =>
      fetch(`${cse.url}/${to}`, { method: 'POST', headers: { ...headers, 'X-M2M-Origin': from, 'Content-Type': `application/json;ty=${ty}` }, body: JSON.stringify(body) });
    const registered = await create(2, { 'm2m:ae': { rn: 'ae', api: 'Nx', rr: true, srv: ['3'], poa: [`${there.url}/ae`], csz: ['xml'] } }, 'cse-in', 'Cae');
    expect(registered.status, await registered.text()).toBe(201);
    await create(14, { 'm2m:nod': { rn: 'n', ni: 'urn:n' } });
    const subscribed = await create(23, { 'm2m:sub': { rn: 's', nu: [`${there.url}/url`, 'cse-in/ae', '/id-in/Cae', 'http://127.0.0.1:1/gone'] } }, 'cse-in/n');
    expect(subscribed.status, await subscribed.text()).toBe(201);
    await fetch(`${cse.url}/cse-in/n`, { method: 'PUT', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"m2m:nod":{"lbl":["x"]}}' });
    // Those that are named by a resource are asked first whether they want to hear (TS-0004 7.4.8.2.1).
    await expect.poll(() => there.heard.length, { timeout: 5_000 }).toBe(5);
    await expect.poll(() => failures, { timeout: 5_000 }).toEqual(['http://127.0.0.1:1/gone']);
    expect(there.heard.map(({ url }) => url).sort()).toEqual(['/ae', '/ae', '/ae', '/ae', '/url']);
    expect(there.heard.map(({ body }) => /<vrq>/.test(body))).toEqual([true, true, false, false, false]);
    expect(there.heard.find(({ url }) => url === '/ae')?.body).toContain('<m2m:sgn');
  });

  it('nobody subscribes for whom nobody knows (TS-0004 7.4.8.2.1)', async () => {
    const cse = await startCse();
    open.push(cse);
    const subscribed = async (...nu: string[]) =>
      (await fetch(`${cse.url}/cse-in`, { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json;ty=23' }, body: JSON.stringify({ 'm2m:sub': { nu } }) })).headers.get('x-m2m-rsc');
    for (const target of ['Cnobody', '/id-in/Cnobody', '/id-elsewhere/Cx', '//other.example/id/Cx', 'cse-in/nothing', 'Cnobody?ct=xml']) expect([target, await subscribed(target)]).toEqual([target, '5204']);
    expect(await subscribed('http://127.0.0.1:1/', 'Cnobody')).toBe('5204');
    expect(await subscribed('http://127.0.0.1:1/', 'mqtt://there/x', 'CAdmin')).toBe('2001');
  });

  it('what was not delivered when the process ended is delivered by the next one', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-outbox-'));
    const store = path.join(folder, 'cse.sqlite');
    try {
      const deaf = await listener(() => undefined);
      const ask = (url: string, to: string, method: string, body: unknown, ty?: number) =>
        fetch(`${url}/${to}`, { method, headers: { ...headers, 'Content-Type': `application/json${ty === undefined ? '' : `;ty=${ty}`}` }, body: JSON.stringify(body) });
      const first = await startCse({ store });
      await ask(first.url, 'cse-in', 'POST', { 'm2m:nod': { rn: 'n', ni: 'urn:n' } }, 14);
      await ask(first.url, 'cse-in/n', 'POST', { 'm2m:sub': { rn: 's', nu: [deaf.url] } }, 23);
      for (const label of ['a', 'b']) expect((await ask(first.url, 'cse-in/n', 'PUT', { 'm2m:nod': { lbl: [label] } })).status).toBe(200);
      await expect.poll(() => deaf.heard.length).toBe(1);
      await first.close();
      deaf.server.removeAllListeners('request');
      const labels: string[] = [];
      deaf.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
        let body = '';
        request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        request.on('end', () => (labels.push(/"lbl":\["(.)"\]/.exec(body)?.[1] ?? ''), response.end()));
      });
      open.push(await startCse({ store }));
      await expect.poll(() => labels, { timeout: 5_000 }).toEqual(['a', 'b']);
    } finally {
      for (const one of open.splice(0)) await one.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
