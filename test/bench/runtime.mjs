/**
 * How fast the reference runtime is, in process and in memory: updates with and without validation, campaigns of a thousand to a hundred
 * thousand targets, status notifications in random order. What counts are the ratios: the cost of one target must not grow with their number.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHostingCse, manualClock, memoryStore, sqliteStore } from '../../dist/runtime/index.js';
import { compare, median, print } from './measure.mjs';

const START = Date.UTC(2026, 10, 22, 12);
/** SPECGEN_TARGETS=1000000 adds one that takes ten minutes and 8 GB. */
const sizes = [1_000, 10_000, 100_000, ...(process.env.SPECGEN_TARGETS ?? '').split(',').filter(Boolean).map(Number)];

/** Devices that take every command and report when they are told to, all in the same process. */
function silentDevices() {
  const keys = [];
  const handlers = [];
  const session = (node) => ({
    changeDUState: async ({ commandKey }) => {
      keys.push([node, commandKey]);
      return { status: 1 };
    },
    close: () => undefined,
  });
  return {
    keys,
    connect: async (node) => session(node),
    onReport(handler) {
      handlers.push(handler);
      return () => {};
    },
    report(node, commandKey) {
      for (const handle of handlers) handle({ rpc: 'DUStateChangeComplete', node, commandKey, results: [{ uuid: 'u', version: '2.0' }] });
    },
  };
}

function hosting() {
  const clock = manualClock(START);
  const devices = silentDevices();
  let count = 0;
  const cse = createHostingCse({ clock, devices, ids: () => `r${count++}`, report: fail });
  return { cse, clock, devices };
}

const fail = (error) => {
  throw error;
};

async function must(cse, request) {
  const response = await cse.request({ fr: 'CAdmin', rqi: 'r', rvi: '3', ...request });
  if (response.rsc >= 4000) throw new Error(`${response.rsc}: ${JSON.stringify(response.pc)}`);
  return Object.values(response.pc ?? {})[0];
}

const turn = () => new Promise((resolve) => void setImmediate(resolve));

/** One campaign from enable to FINISHED: milliseconds and bytes for each of its targets, and milliseconds for each report. */
async function campaign(targets) {
  const { cse, clock, devices } = hosting();
  await must(cse, { op: 1, to: 'cse-in', fr: 'Cgateway', ty: 2, pc: { 'm2m:ae': { api: 'Ngateway', rr: true, srv: ['3'] } } });
  for (let i = 0; i < targets; i++) await must(cse, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: `n${i}`, ni: `urn:n${i}`, hael: ['Cgateway'] } } });
  const nodes = cse.store.children('id-in', 'node').map(({ id }) => id);
  const content = { rn: 'campaign', vr: '2.0', swn: 'app', url: 'http://files.example/app-2.0.zip', swtg: nodes, swop: 1 };
  await must(cse, { op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': content } });
  const status = () => cse.store.childNamed('id-in', 'campaign').attributes.campaignStatus;
  globalThis.gc?.();
  const bytes = process.memoryUsage().heapUsed;

  const start = performance.now();
  await must(cse, { op: 3, to: 'cse-in/campaign', rcn: 0, pc: { 'm2m:swcm': { cpen: true } } });
  for (let waited = 0; devices.keys.length < targets; waited++) {
    if (waited > 10 * targets) throw new Error(`${devices.keys.length} of ${targets} targets were started`);
    clock.advance(1);
    await turn();
  }
  const started = performance.now();
  globalThis.gc?.();
  const held = process.memoryUsage().heapUsed - bytes;
  shuffle(devices.keys);
  const first = performance.now();
  for (const [node, key] of devices.keys) devices.report(node, key);
  await turn();
  const end = performance.now();
  if (status() !== 3) throw new Error(`campaignStatus is ${status()} in place of FINISHED`);
  return { target: (started - start + end - first) / targets, notification: (end - first) / targets, bytes: held / targets };
}

/** The same order every time. */
function shuffle(items) {
  let state = 20261122;
  for (let i = items.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
}

/** Each size in a process of its own. */
function campaigns() {
  const measured = new Map();
  for (const size of sizes) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', ...(size > 200_000 ? ['--max-old-space-size=12288'] : []), fileURLToPath(import.meta.url), 'campaign', String(size)], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    measured.set(size, JSON.parse(stdout));
  }
  const column = (name, scale) => new Map(sizes.map((size) => [`${size} targets`, measured.get(size)[name] * scale]));
  const base = `${sizes[0]} targets`;
  print('a campaign from enable to FINISHED, for each target', column('target', 1_000), { unit: 'µs', base, digits: 1 });
  print('memory held by a campaign that runs, for each target', column('bytes', 1 / 1024), { unit: 'KB', base, digits: 2 });
  print('status notifications in random order, each', column('notification', 1_000), { unit: 'µs', base, digits: 1 });
}

/** The same change to a <node>: as a request, by the Hosting CSE itself, and past every rule. */
async function updates() {
  const { cse } = hosting();
  await must(cse, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } });
  const { id } = cse.store.childNamed('id-in', 'n');
  let label = 0;
  const request = () => cse.request({ op: 3, to: id, fr: 'CAdmin', rqi: 'r', rvi: '3', rcn: 0, pc: { 'm2m:nod': { lbl: [`l${label++}`] } } });
  // Warm, and in the rounds of the others: what a process costs while it is young is a matter of its start.
  for (let i = 0; i < 20_000; i++) await request();
  const times = await compare({
    'as a request, validated': async (count) => {
      for (let i = 0; i < count; i++) await request();
    },
    'by the Hosting CSE, validated': (count) => {
      for (let i = 0; i < count; i++) cse.run((unit) => unit.update(id, { labels: [`l${label++}`] }));
    },
    'store alone, not validated': (count) => {
      for (let i = 0; i < count; i++) {
        cse.store.transaction(() => {
          const before = cse.store.get(id);
          cse.store.put({ ...before, attributes: { ...before.attributes, labels: [`l${label++}`] } });
        });
      }
    },
  });
  print('one UPDATE', times, { unit: 'ns', base: 'store alone, not validated' });
  print('updates per second', new Map([...times].map(([name, nanoseconds]) => [name, 1e9 / nanoseconds])), { unit: '/s' });
}

/** The same change by 64 Originators at a time, each of whom waits for the answer: in memory, and durable before it is answered. */
async function durableUpdates() {
  const folder = mkdtempSync(path.join(tmpdir(), 'onem2m-bench-'));
  const times = new Map();
  for (const [name, store] of [
    ['memory', memoryStore()],
    ['SQLite', await sqliteStore(path.join(folder, 'bench.db'))],
  ]) {
    let count = 0;
    const cse = createHostingCse({ clock: manualClock(START), ids: () => `r${count++}`, report: fail, store });
    for (let i = 0; i < 64; i++) await must(cse, { op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: `n${i}`, ni: `urn:n${i}` } } });
    const round = async (requests) => {
      let left = requests;
      const requester = async (i) => {
        while (left-- > 0) await must(cse, { op: 3, to: `cse-in/n${i}`, rcn: 0, pc: { 'm2m:nod': { lbl: [`l${left}`] } } });
      };
      const start = performance.now();
      await Promise.all(Array.from({ length: 64 }, (_, i) => requester(i)));
      return ((performance.now() - start) / requests) * 1e6;
    };
    await round(2_000);
    const rounds = [];
    for (let i = 0; i < 5; i++) rounds.push(await round(5_000));
    times.set(name, median(rounds));
    await store.close?.();
  }
  rmSync(folder, { recursive: true });
  print('one UPDATE of 64 at a time, answered when durable', times, { unit: 'ns', base: 'memory' });
}

const [what, size] = process.argv.slice(2);
if (what === 'campaign') {
  // The first one tells of memory, with nothing else in the process; the median of all of time.
  const runs = [await campaign(Number(size))];
  for (let targets = Number(size); targets < 20_000; targets += Number(size)) runs.push(await campaign(Number(size)));
  const [target, notification] = ['target', 'notification'].map((name) => median(runs.map((run) => run[name])));
  console.log(JSON.stringify({ target, notification, bytes: runs[0].bytes }));
} else {
  await updates();
  await durableUpdates();
  campaigns();
}
