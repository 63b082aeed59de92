/**
 * What is planned goes on after a fault. One is injected at each kind of job, on each store, with a restart before it is tried again and
 * without: what shows in the end is as if there had been none.
 */

import { afterAll, describe, expect, it } from 'vitest';
import { CampaignStatus, ExecResultType, ExecStatusType, Status } from '../../../generated/enumerations.js';
import { createHostingCse, manualClock, memoryStore, simulatedDevices, type DurableStore, type Store } from '../../../runtime/index.js';
import { delay, lose } from '../../../runtime/devices/behaviour.js';
import { refused } from '../../../runtime/errors.js';
import { softwareCampaignProcedure } from '../../../runtime/procedures/software-campaign.js';
import { removeStores, storeKinds } from '../proof/stores.js';
import { NOON, open, type Json, type Response } from './support.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

afterAll(removeStores);

interface Wrong {
  left: number;
  readonly error: () => Error;
}

/** Fails the steps of a job where they begin: a transaction that drops their plan first, and does not put it again. */
function failing(store: Store, job: string, wrong: Wrong): Store {
  let state: 'first' | 'dropped' | 'over' = 'over';
  const watched =
    (name: string, work: (...given: unknown[]) => unknown) =>
    (...given: unknown[]): unknown => {
      const before = state;
      const isDropped = before === 'first' && name === 'dropRecord' && given[0] === 'plan' && String(given[1]).startsWith(`${job} `);
      state = isDropped ? 'dropped' : 'over';
      const isPlan = name === 'putRecord' && (given[0] as { readonly kind: string }).kind === 'plan';
      if (before === 'dropped' && !isPlan && wrong.left > 0) {
        wrong.left -= 1;
        throw wrong.error();
      }
      return work(...given);
    };
  const members = Object.entries(store).map(([name, member]) => [name, typeof member === 'function' ? watched(name, member as () => unknown) : member] as const);
  return {
    ...(Object.fromEntries(members) as unknown as Store),
    transaction: (work) =>
      store.transaction(() => {
        state = 'first';
        return work();
      }),
  };
}

async function stage(job: string, opened: () => Promise<Store>, wrong: Wrong) {
  const clock = manualClock(NOON);
  const devices = simulatedDevices({ clock });
  const reports: unknown[] = [];
  const told: string[] = [];
  let made = 0;
  let life = { isAlive: false };
  let store: Store;
  let cse: ReturnType<typeof createHostingCse>;
  const settle = async () => {
    for (let turn = 0; turn < 5; turn++) {
      await new Promise<void>((resolve) => (store.durability === undefined ? resolve() : store.durability.whenDurable(resolve, () => resolve())));
      await new Promise((resolve) => void setImmediate(resolve));
    }
  };
  const here = {
    devices,
    reports,
    told,
    get store() {
      return store;
    },
    async boot() {
      life.isAlive = false;
      const mine = { isAlive: true };
      life = mine;
      store = failing(await opened(), job, wrong);
      cse = createHostingCse({
        store,
        clock: { now: clock.now, at: (time, run) => clock.at(time, () => void (mine.isAlive && run())) },
        devices: {
          connect: (node) => devices.connect(node),
          onReport: (handle) => devices.onReport((report) => (mine.isAlive ? handle(report) : undefined)),
        },
        procedures: [softwareCampaignProcedure({ cancelLimit: 10 * MINUTE, operationLimit: 30 * MINUTE })],
        ids: (type) => `${type}-${(made += 1)}`,
        report: (what) => reports.push(what),
        notify: (target, note) => void told.push(`${target} ${[...JSON.stringify(note).matchAll(/"lbl":\["(\w+)"\]|"(mdlt)"/g)].map(([, label, missing]) => label ?? missing).join('+')}`),
      });
      await settle();
    },
    async ask(primitive: Json): Promise<Response> {
      const answer = cse.request({ fr: 'CAdmin', rqi: `r${(made += 1)}`, ...primitive });
      await settle();
      return open(await answer);
    },
    async must(primitive: Json): Promise<Json> {
      const { rsc, body, text } = await here.ask(primitive);
      if (rsc >= 4000) throw new Error(`${rsc} ${text} to ${JSON.stringify(primitive)}`);
      return body;
    },
    get: (to: string) => here.must({ op: 2, to }),
    async advance(time: number) {
      clock.advance(time);
      await settle();
    },
    async label(...labels: string[]) {
      for (const label of labels) await here.must({ op: 3, to: 'cse-in/a', pc: { 'm2m:cnt': { lbl: [label] } } });
    },
    async node() {
      const { ri } = await here.must({ op: 1, to: 'cse-in', ty: 14, pc: { 'm2m:nod': { rn: 'n', ni: 'urn:n' } } });
      await here.must({ op: 1, to: 'cse-in', ty: 2, fr: 'Cn', pc: { 'm2m:ae': { api: 'Napp', rr: true, srv: ['3'], nl: ri } } });
      return String(ri);
    },
    campaign: (node: string, more: Json = {}) =>
      here.must({ op: 1, to: 'cse-in', ty: 9076, pc: { 'm2m:swcm': { rn: 'c', vr: '2.0', swn: 'agent', url: 'https://packages.example/agent', swop: 1, swtg: [node], cpen: true, ...more } } }),
  };
  await here.boot();
  return here;
}
type Stage = Awaited<ReturnType<typeof stage>>;

interface Scenario {
  /** As far as its steps are due, and what shows in the end. */
  run(here: Stage): Promise<void>;
  shown(here: Stage): Promise<unknown>;
  /** Where a fault is told in the resources, at once: what shows then. */
  readonly failed?: unknown;
}

const of = async (answer: Promise<Json>, ...names: string[]) => {
  const body = await answer;
  return names.map((name) => body[name]);
};
const campaignShown = (here: Stage) => of(here.get('cse-in/c'), 'cpst', 'agss');
const container = (rn: string): Json => ({ op: 1, to: 'cse-in', ty: 3, pc: { 'm2m:cnt': { rn } } });
const subscribed = (more: Json, to = 'cse-in/a'): Json => ({ op: 1, to, ty: 23, pc: { 'm2m:sub': { rn: 's', nu: ['http://x/'], ...more } } });
const toldOf = (here: Stage) => Promise.resolve(here.told);

async function disabled(here: Stage, behaviour: Parameters<ReturnType<Stage['devices']['device']>['always']>[1]) {
  const node = await here.node();
  here.devices.device(node).always('ChangeDUState', behaviour);
  await here.campaign(node);
  await here.advance(1_000);
  await here.must({ op: 3, to: 'cse-in/c', pc: { 'm2m:swcm': { cpen: false } } });
}
async function software(here: Stage, node: string) {
  await here.must({ op: 1, to: 'cse-in/n', ty: 13, pc: { 'm2m:swr': { rn: 'app', mgd: 1002, vr: '1.0', swn: 'app', url: 'http://files.example/app-1.0.zip' } } });
  await here.must({ op: 3, to: 'cse-in/n/app', pc: { 'm2m:swr': { in: true } } });
  await here.advance(1_000);
  return here.devices.device(node);
}
async function command(here: Stage, node: string, more: Json) {
  await here.must({ op: 1, to: 'cse-in', ty: 12, pc: { 'm2m:mgc': { rn: 'cmd', ext: node, ...more } } });
  return here.ask({ op: 3, to: 'cse-in/cmd', pc: { 'm2m:mgc': { exe: true } } });
}
const upload = { cmt: 3, exra: { uld: [{ ftyp: '1', url: 'http://files.example/u', unm: '', pwd: '' }] } };
const executed = async (here: Stage) =>
  here.store.children(here.store.childNamed('id-in', 'cmd')?.id ?? '', 'execInstance').map(({ attributes }) => [attributes['execStatus'], attributes['execResult']]);

const scenarios: Readonly<Record<string, Scenario>> = {
  'softwareCampaign.advance': { run: async (here) => void (await here.campaign(await here.node())), shown: campaignShown },
  'softwareCampaign.prepare': { run: async (here) => void (await here.campaign(await here.node())), shown: campaignShown, failed: [CampaignStatus.FINISHED, Status.Failure] },
  'softwareCampaign.start': { run: async (here) => void (await here.campaign(await here.node())), shown: campaignShown, failed: [CampaignStatus.FINISHED, Status.Failure] },
  'softwareCampaign.cancel': { run: (here) => disabled(here, delay(5 * MINUTE)), shown: campaignShown },
  'softwareCampaign.withdraw': { run: (here) => disabled(here, delay(5 * MINUTE)), shown: campaignShown },
  'softwareCampaign.giveUp': {
    async run(here) {
      await disabled(here, lose);
      await here.advance(10 * MINUTE);
    },
    shown: campaignShown,
  },
  'softwareCampaign.limit': {
    async run(here) {
      const node = await here.node();
      here.devices.device(node).always('ChangeDUState', lose);
      await here.campaign(node);
      await here.advance(30 * MINUTE);
    },
    shown: campaignShown,
  },
  'software.limit': {
    async run(here) {
      const node = await here.node();
      here.devices.device(node).always('ChangeDUState', lose);
      await software(here, node);
      await here.advance(HOUR);
    },
    shown: (here) => of(here.get('cse-in/n/app'), 'ins'),
  },
  'software.reset': {
    async run(here) {
      const node = await here.node();
      await software(here, node);
      await command(here, node, { cmt: 1 });
      await here.advance(1_000);
    },
    shown: (here) => of(here.get('cse-in/n/app'), 'ins'),
  },
  'execInstance.begin': {
    async run(here) {
      const node = await here.node();
      const { rsc } = await command(here, node, upload);
      here.told.push(String(rsc));
    },
    shown: async (here) => [here.told, await executed(here)],
    failed: [['5000'], [[ExecStatusType.FINISHED, ExecResultType.STATUS_INTERNAL_ERROR]]],
  },
  'execInstance.limit': {
    async run(here) {
      const node = await here.node();
      here.devices.device(node).always('Upload', lose);
      await command(here, node, upload);
      await here.advance(24 * HOUR);
    },
    shown: executed,
  },
  'timeSeries.detect': {
    async run(here) {
      await here.must({ op: 1, to: 'cse-in', ty: 29, pc: { 'm2m:ts': { rn: 't', pei: 300_000, mdd: true, mdt: 1_000 } } });
      await here.must({ op: 1, to: 'cse-in/t', ty: 30, pc: { 'm2m:tsi': { dgt: '20261122T120000', con: 'x' } } });
      await here.advance(302_000);
    },
    shown: (here) => of(here.get('cse-in/t'), 'mdlt', 'mdc'),
  },
  'subscription.flush': {
    async run(here) {
      await here.must(container('a'));
      await here.must(subscribed({ bn: { num: 9, dur: 'PT10S' } }));
      await here.label('1', '2');
      await here.advance(10_000);
    },
    shown: toldOf,
  },
  'subscription.release': {
    async run(here) {
      await here.must(container('a'));
      await here.must(subscribed({ rl: { mnn: 1, tww: 'PT10S' } }));
      await here.label('1', '2', '3');
      await here.advance(10_000);
    },
    shown: toldOf,
  },
  'subscription.reopen': {
    async run(here) {
      await here.must(container('a'));
      await here.must(subscribed({ pn: 2 }));
      await here.must({ op: 1, to: 'cse-in/a/s', ty: 18, pc: { 'm2m:sch': { se: { sce: ['* * 13 * * * *'] } } } });
      await here.label('1', '2');
      await here.advance(HOUR);
    },
    shown: toldOf,
  },
  'group.flush': {
    async run(here) {
      for (const name of ['a', 'b']) await here.must(container(name));
      await here.must({ op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { rn: 'g', mnm: 9, mid: ['cse-in/a', 'cse-in/b'], nar: { dur: 'PT10S' } } } });
      await here.must(subscribed({ nfu: 'http://x/' }, 'cse-in/g/fopt'));
      await here.label('1');
      await here.advance(10_000);
    },
    shown: toldOf,
  },
  'pollingChannel.forget': {
    async run(here) {
      await here.must(container('a'));
      const mine = { fr: 'Capp' };
      await here.must({ op: 1, to: 'cse-in', ty: 2, ...mine, pc: { 'm2m:ae': { rn: 'app', api: 'Napp', rr: false, srv: ['3'] } } });
      await here.must({ op: 1, to: 'cse-in/app', ty: 15, ...mine, pc: { 'm2m:pch': { rn: 'pch' } } });
      await here.must({ ...subscribed({ nu: ['Capp'] }, 'cse-in/app'), ...mine });
      await here.must({ op: 3, to: 'cse-in/app', ...mine, pc: { 'm2m:ae': { lbl: ['x'] } } });
      await here.must({ op: 2, to: 'cse-in/app/pch/pcu', ...mine });
      await here.advance(MINUTE);
    },
    shown: (here) => Promise.resolve(here.store.records('polling.taken')),
  },
};

type Opener = () => Promise<Store>;

/** Each opens what the one before has written. */
const openers: Readonly<Record<string, () => Opener>> = {
  memory: () => {
    const store = memoryStore();
    return () => Promise.resolve(store);
  },
  SQLite: () => {
    const medium = storeKinds(undefined).find(({ name }) => name === 'SQLite')?.fresh();
    let last: DurableStore | undefined;
    return async () => {
      await last?.close();
      if (medium === undefined) throw new Error('there is no SQLite');
      return (last = await medium.open(() => undefined));
    };
  },
};

/** One of each kind of error: a fault of ours, and a unit that is refused. */
const errors: Readonly<Record<string, () => Error>> = {
  fault: () => new Error('a passing fault'),
  refusal: () => refused('BAD_REQUEST', 'a refused unit'),
};

async function story(job: string, store: string, wrong: Wrong, restarts: boolean) {
  const { run, shown } = scenarios[job] as Scenario;
  const here = await stage(job, (openers[store] as () => Opener)(), wrong);
  await run(here);
  if (restarts) await here.boot();
  for (let minute = 0; minute < 20; minute++) await here.advance(MINUTE);
  return { shown: await shown(here), here };
}

const none = (): Wrong => ({ left: 0, error: () => new Error('none') });

describe.each(Object.keys(scenarios))('%s', (job) => {
  it.each([
    ['memory', 'fault', false],
    ['memory', 'refusal', true],
    ['SQLite', 'refusal', false],
    ['SQLite', 'fault', true],
  ])('on %s, after a %s, restarted %s', async (store, error, restarts) => {
    const wrong: Wrong = { left: 1, error: errors[error] as () => Error };
    const { shown, here } = await story(job, store, wrong, restarts);
    expect(wrong.left).toBe(0);
    const { failed } = scenarios[job] as Scenario;
    expect(shown).toEqual(failed ?? (await story(job, 'memory', none(), restarts)).shown);
    const isToldThere = failed !== undefined || job === 'softwareCampaign.withdraw';
    expect(here.reports).toHaveLength(isToldThere && error === 'refusal' ? 0 : 1);
    expect(here.store.records('plan').filter(({ value }) => value['tries'] !== undefined)).toEqual([]);
  });
});

it('is tried again after a minute, two, four, and each hour in the end; a restart does not begin anew', async () => {
  const wrong: Wrong = { left: 10, error: errors['fault'] as () => Error };
  const { run } = scenarios['subscription.flush'] as Scenario;
  const here = await stage('subscription.flush', (openers['SQLite'] as () => Opener)(), wrong);
  await run(here);
  const tried: number[] = [];
  for (let minute = 1; here.told.length === 0 && minute < 400; minute++) {
    const { left } = wrong;
    if (minute === 5) await here.boot();
    await here.advance(MINUTE);
    if (wrong.left < left) tried.push(minute);
  }
  expect(tried).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243]);
  expect(here.told).toEqual(['http://x/ 1+2']);
});

it('what is gone is not tried any more', async () => {
  const { run } = scenarios['subscription.flush'] as Scenario;
  const here = await stage('subscription.flush', (openers['memory'] as () => Opener)(), { left: 1, error: errors['fault'] as () => Error });
  await run(here);
  expect(here.store.records('plan')).toHaveLength(1);
  await here.must({ op: 4, to: 'cse-in/a/s' });
  expect(here.store.records('plan')).toEqual([]);
  await here.advance(HOUR);
  expect([here.told.filter((text) => text.includes('1')), here.reports.length]).toEqual([[], 1]);
});
