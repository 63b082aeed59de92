/** Originals and their announcements agree after any sequence of requests, failures and restarts, once all can be reached. */

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../core/support.js';
import { removeStores, storeKinds, type Fault, type Medium } from '../proof/stores.js';
import { postgresServer } from '../store/postgres-server.js';
import { network, type Network } from './network.js';

const numRuns = Number(process.env['SPECGEN_RUNS'] ?? 300);

const targets = fc.subarray(['/away', '/third', '/nowhere']);
const names = fc.subarray(['mni', 'mbs', 'lbl']);
const lists = fc.option(targets, { nil: null });
const labels = fc.option(fc.subarray(['x', 'y', 'z'], { minLength: 1 }), { nil: null });
const limit = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });

type Step =
  | { readonly kind: 'create'; readonly place: string; readonly name: string; readonly at: readonly string[] | null; readonly aa: readonly string[]; readonly mni: number | null; readonly lbl: readonly string[] | null }
  | { readonly kind: 'update'; readonly place: string; readonly pc: Json }
  | { readonly kind: 'delete'; readonly place: string }
  | { readonly kind: 'down' | 'up' | 'deaf'; readonly cse: string }
  | { readonly kind: 'restart' }
  | { readonly kind: 'pass'; readonly seconds: number }
  | { readonly kind: 'fault'; readonly fault: Fault; readonly after: number };

const place = fc.constantFrom('home/a', 'home/b', 'home/a/c', 'home/a/d');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('create' as const), place: fc.constantFrom('home', 'home/a'), name: fc.constantFrom('a', 'b', 'c', 'd'), at: lists, aa: names, mni: limit, lbl: labels }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('update' as const),
      place,
      pc: fc.record({ at: lists, aa: fc.option(names, { nil: null }), mni: limit, mbs: limit, lbl: labels }, { requiredKeys: [] }) as fc.Arbitrary<Json>,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), place }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('down' as const, 'up' as const, 'deaf' as const), cse: fc.constantFrom('away', 'third') }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 100 }) }) },
);

const faulty: fc.Arbitrary<Step> = fc.record({ kind: fc.constant('fault' as const), fault: fc.constantFrom('lost', 'unheard'), after: fc.nat(4) });
const stepOnStore = fc.oneof({ weight: 13, arbitrary: step }, { weight: 3, arbitrary: faulty });

async function take(net: Network, deaf: Set<string>, one: Step, medium: Medium | undefined): Promise<void> {
  const home = net.members['home'];
  switch (one.kind) {
    case 'create': {
      const { at, aa, mni, lbl } = one;
      const content = Object.fromEntries(Object.entries({ rn: one.name, at, aa: at === null ? null : aa, mni, lbl }).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
      await home?.ask({ op: 1, to: one.place, ty: 3, pc: { 'm2m:cnt': content } });
      return;
    }
    case 'update':
      await home?.ask({ op: 3, to: one.place, pc: { 'm2m:cnt': one.pc } });
      return;
    case 'delete':
      await home?.ask({ op: 4, to: one.place });
      return;
    case 'down':
      net.down.add(one.cse);
      return;
    // It does what it is asked, and its answers are lost.
    case 'deaf':
      deaf.add(one.cse);
      return;
    case 'up':
      net.down.delete(one.cse);
      deaf.delete(one.cse);
      return;
    case 'restart':
      await net.restart('home');
      return net.rest();
    case 'fault':
      return medium?.fail(one.fault, one.after);
    case 'pass':
      net.clock.advance(one.seconds * 1000);
      await net.rest();
  }
}

const below = (place: string, at: readonly string[] | null): Step => ({ kind: 'create', place, name: 'a', at, aa: [], mni: null, lbl: null });
/** What is announced below an announcement goes with it, at every depth; beside it, it stays. */
const parentLeaves: readonly (readonly Step[])[] = [
  [below('home', ['/away']), below('home/a', ['/away']), below('home/a/a', ['/away']), { kind: 'update', place: 'home/a', pc: { at: null } }],
  [below('home', null), below('home/a', ['/away']), { kind: 'update', place: 'home/a', pc: { at: ['/away'] } }, { kind: 'update', place: 'home/a', pc: { at: null } }],
];

async function played(steps: readonly Step[], medium?: Medium): Promise<void> {
  const net = await network(['home', 'away', 'third'], {}, medium);
  const deaf = new Set<string>();
  net.onWay = (to, request) => {
    if (!deaf.has(to) || net.down.has(to)) return undefined;
    return net.members[to]?.cse.request(JSON.parse(JSON.stringify(request)) as Json).then(() => Promise.reject(new Error('the answer is lost')));
  };
  /** A process whose store has failed ends, and another one begins. */
  const goOn = async () => {
    await net.rest();
    if (net.hasFailed()) await net.restart('home');
  };
  for (const one of steps) {
    await take(net, deaf, one, medium);
    if (medium !== undefined) await goOn();
  }
  net.down.clear();
  deaf.clear();
  medium?.fail(undefined);
  for (let day = 0; day < 3; day++) {
    net.clock.advance(86_400_000);
    await net.rest();
  }
  await agree(net, steps);
  await net.close();
}

const postgres = postgresServer();
afterAll(() => {
  postgres?.remove();
  removeStores();
});

describe('originals and announcements', () => {
  it('agree in the end', async () => {
    await fc.assert(fc.asyncProperty(fc.array<Step>(step, { minLength: 3, maxLength: 25 }), (steps) => played(steps)), { numRuns: Math.ceil(numRuns / 10), examples: parentLeaves.map((steps) => [steps]) });
  }, 60_000);

  it.each(storeKinds(postgres))('agree with faults of the store, on $name (PostgreSQL where its Debian package is installed)', async ({ fresh, share }) => {
    await fc.assert(fc.asyncProperty(fc.array(stepOnStore, { minLength: 3, maxLength: 25 }), (steps) => played(steps, fresh())), { numRuns: Math.ceil((numRuns * share) / 1_000) });
  }, 3_600_000);
});

async function agree(net: Network, steps: readonly Step[]): Promise<void> {
  const home = net.members['home'];
  const announced = new Map<string, Json>();
  for (const cse of ['away', 'third']) {
    const { store } = net.members[cse]!.cse;
    const walk = (id: string): void => {
      for (const child of store.children(id)) {
        if (child.type === 'containerAnnc') announced.set(`/${cse}/${child.id}`, child.attributes as Json);
        walk(child.id);
      }
    };
    walk(cse);
  }
  const named = new Set<string>();
  const originals = (id: string): readonly string[] => home!.cse.store.children(id, 'container').flatMap((child) => [child.id, ...originals(child.id)]);
  for (const address of originals('home')) {
    const { body } = await home!.must(2000, { op: 2, to: address });
    const at = (body['at'] ?? []) as readonly string[];
    if (at.length === 0) expect(body).not.toHaveProperty('aa');
    for (const each of at) {
      named.add(each);
      const there = announced.get(each);
      const aa = (body['aa'] ?? []) as readonly string[];
      const wanted = { link: `/home/${String(body['ri'])}`, labels: body['lbl'], maxNrOfInstances: aa.includes('mni') ? body['mni'] : undefined, maxByteSize: aa.includes('mbs') ? body['mbs'] : undefined };
      expect(there && { link: there['link'], labels: there['labels'], maxNrOfInstances: there['maxNrOfInstances'], maxByteSize: there['maxByteSize'] }, `${address} at ${each} after ${JSON.stringify(steps)}`).toEqual(wanted);
    }
  }
  // Nothing is announced that no original knows of.
  expect([...announced.keys()].filter((address) => !named.has(address)), `after ${JSON.stringify(steps)}`).toEqual([]);
}
