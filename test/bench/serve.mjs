/**
 * How fast the CSE is over HTTP, from a second process: an UPDATE beside a bare `node:http` server that parses and answers the same JSON, in
 * memory and durable on SQLite; how long an answer takes at half of that load; how long it takes to start; notifications of which a tenth hang.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, print } from './measure.mjs';

const CONNECTIONS = 64;
const ROUNDS = Number(process.env.SPECGEN_ROUNDS ?? 7);
const body = Buffer.from('{"m2m:nod":{"lbl":["a","b"]}}');
const message = Buffer.concat([
  Buffer.from(`PUT /cse-in/n HTTP/1.1\r\nHost: localhost\r\nX-M2M-Origin: CAdmin\r\nX-M2M-RI: 1\r\nX-M2M-RVI: 3\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`),
  body,
]);

/** Microseconds that this process has computed, to who asks. */
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send({ computed: user + system });
});

/** The floor: what any server on Node pays. */
function bare() {
  const resource = { 'm2m:nod': { ty: 14, ri: 'nod-00000000-0000-4000-8000-000000000000', rn: 'n', pi: 'id-in', ni: 'urn:n', ct: '20261129T090000,000', lt: '20261129T090000,000', et: '20271129T090000,000', lbl: [] } };
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { 'm2m:nod': { lbl } } = JSON.parse(Buffer.concat(chunks).toString());
      resource['m2m:nod'].lbl = lbl;
      const text = JSON.stringify(resource);
      response.writeHead(200, { 'X-M2M-RI': request.headers['x-m2m-ri'], 'X-M2M-RSC': '2004', 'X-M2M-RVI': '3', 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      response.end(text);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
}

async function ours(store) {
  const { startCse } = await import('../../dist/runtime/serve/index.js');
  const begin = performance.now();
  const cse = await startCse(store === undefined ? {} : { store });
  const started = performance.now() - begin;
  await cse.request({ op: 1, to: 'cse-in', fr: 'CAdmin', rqi: '1', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } });
  process.send({ port: cse.port, started });
}

/** A server in a process of its own. */
async function serverOf(...args) {
  const child = fork(fileURLToPath(import.meta.url), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const { port, started } = await new Promise((resolve) => child.once('message', resolve));
  const computed = () =>
    new Promise((resolve) => {
      child.once('message', (message) => resolve(message.computed));
      child.send('computed');
    });
  return { port, started, computed, end: () => child.kill('SIGKILL') };
}

/** One connection that asks again as soon as it has its answer; answers have a Content-Length. */
function client(port, answered) {
  const socket = connect(port, '127.0.0.1').setNoDelay(true);
  let held = Buffer.alloc(0);
  let sent = 0;
  socket.on('data', (chunk) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const end = held.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = held.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (held.length < end + 4 + length) return;
    held = held.subarray(end + 4 + length);
    if (!head.startsWith('HTTP/1.1 200')) throw new Error(head);
    answered(performance.now() - sent, ask);
  });
  const ask = () => {
    sent = performance.now();
    socket.write(message);
  };
  return { ask, end: () => socket.destroy() };
}

/** Answers a second, with all connections busy. */
async function rate({ port, computed }, milliseconds) {
  let count = 0;
  const clients = Array.from({ length: CONNECTIONS }, () => client(port, (_took, again) => (count++, again())));
  for (const { ask } of clients) ask();
  await pause(milliseconds / 4);
  const before = await computed();
  count = 0;
  const begin = performance.now();
  await pause(milliseconds);
  const perSecond = (count * 1000) / (performance.now() - begin);
  const each = ((await computed()) - before) / count;
  for (const { end } of clients) end();
  return { perSecond, each };
}

/** Milliseconds until an answer, when so many a second are asked, whether or not the earlier ones are answered. */
async function latencies(port, perSecond, milliseconds) {
  const took = [];
  const idle = [];
  const late = [];
  const clients = Array.from({ length: CONNECTIONS }, () => {
    const one = client(port, () => {
      took.push(performance.now() - one.due);
      const due = late.shift();
      if (due === undefined) idle.push(one);
      else go(one, due);
    });
    idle.push(one);
    return one;
  });
  const go = (one, due) => {
    one.due = due;
    one.ask();
  };
  const begin = performance.now();
  let asked = 0;
  while (performance.now() - begin < milliseconds) {
    for (const due = Math.floor(((performance.now() - begin) * perSecond) / 1000); asked < due; asked++) {
      const at = begin + (asked * 1000) / perSecond;
      const one = idle.pop();
      if (one === undefined) late.push(at);
      else go(one, at);
    }
    await pause(1);
  }
  for (const { end } of clients) end();
  return took.sort((a, b) => a - b);
}

const pause = (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds));

async function updates() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onem2m-bench-'));
  const servers = { 'a bare node:http server': await serverOf('bare'), 'the CSE, in memory': await serverOf('ours'), 'the CSE, durable on SQLite': await serverOf('ours', path.join(folder, 'cse.sqlite')) };
  const names = Object.keys(servers);
  const rates = new Map(names.map((name) => [name, []]));
  const turn = async (name, milliseconds) => rates.get(name).push(await rate(servers[name], milliseconds));
  for (const name of names) await rate(servers[name], 1_000);
  for (let round = 0; round < ROUNDS; round++) for (let i = 0; i < names.length; i++) await turn(names[(i + round) % names.length], 1_000);
  const column = (figure) => new Map([...rates].map(([name, all]) => [name, median(all.map((one) => one[figure]))]));
  const perSecond = column('perSecond');
  // What another program does on the same machine disturbs it less than the rates.
  print('an UPDATE over HTTP, processor time of the server', column('each'), { unit: 'µs', base: names[0], digits: 1 });
  print(`UPDATE over HTTP, ${CONNECTIONS} connections`, perSecond, { unit: '/s', base: names[0], digits: 0 });
  const times = new Map();
  for (const name of names.slice(1)) {
    const took = await latencies(servers[name].port, perSecond.get(name) / 2, 4_000);
    times.set(`${name}: median`, took[Math.floor(took.length / 2)]);
    times.set(`${name}: 99 of 100`, took[Math.floor(took.length * 0.99)]);
  }
  print('an answer at half of that load', times, { unit: 'ms', digits: 2 });
  for (const { end } of Object.values(servers)) end();
  rmSync(folder, { recursive: true, force: true });
}

async function starts() {
  const { startCse } = await import('../../dist/runtime/serve/index.js');
  const times = [];
  for (let i = 0; i < 15; i++) {
    const begin = performance.now();
    const cse = await startCse();
    times.push(performance.now() - begin);
    await cse.close();
  }
  print('startCse', new Map([['the first', times[0]], ['the next', median(times.slice(1))]]), { unit: 'ms', digits: 1 });
}

/** Ten thousand targets, of which none or a tenth take the notification and answer nothing: how long until all others have theirs. */
async function notifications() {
  const { httpNotifier } = await import('../../dist/runtime/http/client/notifier.js');
  const listening = (answer) =>
    new Promise((resolve) => {
      const server = createServer((request, response) => void request.resume().on('end', () => answer(response)));
      server.listen(0, '127.0.0.1', () => resolve(server));
    });
  const good = await listening((response) => response.end());
  const hanging = await listening(() => undefined);
  const times = new Map();
  for (const [name, tenth] of [['none hangs', false], ['a tenth hangs', true]]) {
    let id = 0;
    const notifier = httpNotifier({ cseId: '/id-in', newId: () => `n${id++}` });
    const begin = performance.now();
    const delivered = [];
    for (let i = 0; i < 10_000; i++) {
      const hangs = tenth && i % 10 === 0;
      const done = notifier.notify(`http://127.0.0.1:${(hangs ? hanging : good).address().port}/${i}`, { 'm2m:sgn': { sur: 's', nev: { net: 1, rep: { 'm2m:nod': { lbl: ['a'] } } } } });
      if (hangs) done.catch(() => undefined);
      else delivered.push(done);
    }
    await Promise.all(delivered);
    times.set(name, performance.now() - begin);
    await notifier.close();
  }
  print('10000 targets of notifications, until all that answer have theirs', times, { unit: 'ms', base: 'none hangs', digits: 0 });
  good.closeAllConnections();
  hanging.closeAllConnections();
  good.close();
  hanging.close();
}

const [what, store] = process.argv.slice(2);
if (what === 'bare') bare();
else if (what === 'ours') await ours(store);
else {
  const sections = { updates, starts, notifications };
  for (const [name, section] of Object.entries(sections)) if (what === undefined || what === name) await section();
}
