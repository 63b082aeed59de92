/** A campaign on devices that live here, hosted by a process that is killed at random moments and started again on its store. */

import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

type Json = Record<string, unknown>;

interface Message {
  readonly isReady?: boolean;
  readonly failed?: string;
  readonly error?: string;
  readonly response?: Json;
  readonly number?: number;
  readonly node?: string;
  readonly args?: { readonly commandKey: string };
  readonly target?: string;
  readonly notification?: Json;
  readonly taken?: string;
}

const victim = path.join(import.meta.dirname, 'victim.mjs');
const pause = (milliseconds: number) => new Promise((resolve) => void setTimeout(resolve, milliseconds));

/** The same for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface Story {
  readonly kills: number;
  readonly errors: readonly string[];
  /** One after the other, as they were in the end: campaignStatus and aggregatedSoftwareStatus. */
  readonly campaigns: readonly (readonly [unknown, unknown])[];
  /** Labels of the node that was updated all the time: what was acknowledged last, and what stands there. */
  readonly labels: { readonly acknowledged: number; readonly found: number; readonly regressed: readonly string[] };
  /** How many different commands each device got, by CommandKey. */
  readonly commands: readonly number[];
  /** Acknowledged updates that no notification told of. */
  readonly untold: readonly number[];
}

/** @param kills how many times; 0: never, for what the end should be */
export async function story(where: string, kills: number, targets: number, seed: number): Promise<Story> {
  const random = randomOf(seed);
  const errors: string[] = [];
  const commands = new Map<string, Set<string>>();
  const reports = new Map<string, Json>();
  const told = new Set<number>();
  const waiting = new Map<number, (response: Json | undefined) => void>();
  let child: ChildProcess | undefined;
  let killed = 0;
  let asked = 0;

  /** What does not arrive, because who is to hear it was killed, is said again some time. */
  const send = (to: ChildProcess | undefined, message: Json): boolean => to?.connected === true && (to.send(message, () => undefined), true);
  const deliver = (report: Json) => send(child, { report });
  const hear = (from: ChildProcess, message: Message) => {
    if (message.error !== undefined) errors.push(message.error);
    if (message.failed !== undefined) errors.push(message.failed);
    if (message.response !== undefined) waiting.get(message.number ?? -1)?.(message.response);
    if (message.taken !== undefined) reports.delete(message.taken);
    if (message.node !== undefined) {
      const { node, args } = message;
      const { commandKey = '' } = args ?? {};
      const known = commands.get(node) ?? new Set();
      const isNew = !known.has(commandKey);
      commands.set(node, known.add(commandKey));
      setTimeout(() => send(from, { number: message.number, answer: { status: 1 } }), random(20));
      // One that is asked again under a key that it knows does nothing twice.
      if (!isNew) return;
      setTimeout(() => {
        const report = { rpc: 'DUStateChangeComplete', node, commandKey, results: [{ uuid: '00000000-0000-4000-8000-000000000001', version: '1.0' }] };
        reports.set(commandKey, report);
        deliver(report);
      }, 20 + random(60));
    }
    if (message.notification !== undefined) {
      const text = JSON.stringify(message.notification);
      for (const [, number] of text.matchAll(/"lbl":\["l(\d+)"\]/g)) told.add(Number(number));
    }
  };
  const start = async () => {
    const started = (child = fork(victim, [where], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
    await new Promise<void>((resolve, reject) => {
      started.on('message', (message: Message) => {
        if (message.isReady === true) resolve();
        else hear(started, message);
      });
      started.on('exit', () => {
        for (const answer of waiting.values()) answer(undefined);
        waiting.clear();
        reject(new Error('The CSE did not start.'));
      });
    });
    for (const report of reports.values()) deliver(report);
  };
  const end = async () => {
    const dying = child;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => void dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  };
  /** Undefined: killed before it has answered. */
  const once = (request: Json) =>
    new Promise<Json | undefined>((resolve) => {
      const number = (asked += 1);
      waiting.set(number, (response) => {
        waiting.delete(number);
        resolve(response);
      });
      if (!send(child, { request: { fr: 'CAdmin', rqi: `r${number}`, ...request }, number })) resolve(undefined);
    });
  /** What was not answered is asked again; it may have been done. */
  const insist = async (request: Json): Promise<Json> => {
    for (;;) {
      const response = await once(request);
      if (response !== undefined) return response;
      await pause(5);
    }
  };
  const must = async (request: Json): Promise<Json> => {
    const { rsc, pc } = (await insist(request)) as { readonly rsc: number; readonly pc?: Json };
    // What was done before the kill, and asked again: its name is taken, or its AE-ID.
    const isThere = (rsc === 4105 && JSON.stringify(pc).includes('is taken')) || (rsc === 4117 && JSON.stringify(pc).includes('is registered already'));
    if (rsc >= 4000 && !isThere) throw new Error(`${rsc}: ${JSON.stringify(pc)} to ${JSON.stringify(request)}`);
    return (Object.values(pc ?? {})[0] ?? {}) as Json;
  };
  const read = (to: string) => must({ op: 2, to });

  await start();
  let isOver = false;
  const killing = (async () => {
    while (killed < kills && !isOver) {
      await pause(10 + random(120));
      await end();
      killed += 1;
      await start();
    }
  })();

  await must({ op: 1, to: 'cse-in', fr: 'Cgateway', ty: 2, pc: { 'm2m:ae': { api: 'Ngateway', rr: true, srv: ['3'] } } });
  for (let i = 0; i < targets; i++) await must({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: `n${i}`, ni: `urn:n${i}`, hael: ['Cgateway'] } } });
  await must({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'counted', ni: 'urn:counted' } } });
  await must({ op: 1, to: 'cse-in/counted', ty: 23, pc: { 'm2m:sub': { rn: 's', nu: ['https://listener.example/'] } } });
  const swtg = Array.from({ length: targets }, (_, i) => `cse-in/n${i}`);
  /** There is one under way as long as there is somebody to kill. */
  let campaigns = 0;
  const shown: (readonly [unknown, unknown])[] = [];
  const begin = async () => {
    campaigns += 1;
    const name = `app${campaigns}`;
    const content = { rn: `c${campaigns}`, vr: '1.0', swn: name, url: `http://files.example/${name}.zip`, swtg, swop: 1 };
    await must({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': content } });
    await must({ op: 3, to: `cse-in/c${campaigns}`, pc: { 'm2m:swcm': { cpen: true } } });
  };
  await begin();

  const numberOf = (node: Json) => Number(String((node['lbl'] as readonly string[] | undefined)?.[0] ?? 'l0').slice(1));
  const acknowledged: number[] = [];
  const regressed: string[] = [];
  const limit = Date.now() + 240_000;
  for (let number = 1; ; number++) {
    await must({ op: 3, to: 'cse-in/counted', pc: { 'm2m:nod': { lbl: [`l${number}`] } } });
    acknowledged.push(number);
    const found = numberOf(await read('cse-in/counted'));
    if (found < number) regressed.push(`${found} after ${number}`);
    const current = await read(`cse-in/c${campaigns}`);
    if (current['cpst'] === 3) {
      shown.push([current['cpst'], current['agss']]);
      if (killed >= kills) break;
      // An enabled campaign, also one that is over, has its nodes for itself.
      await must({ op: 3, to: `cse-in/c${campaigns}`, pc: { 'm2m:swcm': { cpen: false } } });
      await begin();
    }
    if (Date.now() > limit) throw new Error(`The campaign came to no end: ${JSON.stringify(current)}`);
  }
  isOver = true;
  await killing;
  const counted = await read('cse-in/counted');
  await pause(100);
  await end();
  return {
    kills: killed,
    errors,
    campaigns: shown,
    labels: { acknowledged: acknowledged.at(-1) ?? 0, found: numberOf(counted), regressed },
    commands: [...commands.values()].map(({ size }) => size),
    untold: acknowledged.filter((number) => !told.has(number)),
  };
}
