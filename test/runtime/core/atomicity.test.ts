import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStore, type ResourceStore } from '../../../runtime/index.js';
import { ae, contents, node, policy, subscription, world, type Json, type World } from './support.js';

/** A store that fails once, at its nth call from when it is armed; counts calls otherwise. */
function failing() {
  const inner = memoryStore();
  let left = Infinity;
  let calls = 0;
  const step = () => {
    calls += 1;
    left -= 1;
    if (left === 0) throw new Error('store failed');
  };
  const guard =
    <A extends unknown[], R>(method: (...args: A) => R) =>
    (...args: A): R => {
      step();
      return method(...args);
    };
  const store: ResourceStore = {
    get: guard(inner.get),
    put: guard(inner.put),
    delete: guard(inner.delete),
    children: guard(inner.children),
    childNamed: guard(inner.childNamed),
    transaction: inner.transaction,
  };
  return { store, inner, arm: (n: number) => (left = n), calls: () => calls };
}

async function scene() {
  const failure = failing();
  const made = world({ store: failure.store });
  await made.must(2001, ae('Capp'));
  await made.must(2001, policy('p', ['Capp'], 63));
  for (const name of ['a', 'b']) {
    await made.must(2001, node(name, { acpi: ['cse-in/p'], lbl: [name] }));
    await made.must(
      2001,
      subscription(`cse-in/${name}`, { rn: 's', nu: ['https://1/', 'https://2/'], exc: 20, su: 'https://3/', enc: { net: [1, 2, 3, 4] } }),
    );
    await made.must(2001, subscription(`cse-in/${name}`, { rn: 't', enc: { net: [1] }, nct: 2 }));
  }
  made.notes.length = 0;
  return { made, ...failure };
}

/** All that a request can change. */
const state = ({ clock, notes }: World, store: ResourceStore) => ({
  resources: contents({ cse: { store } as World['cse'] }),
  timers: clock.pending(),
  notes: [...notes],
});

const requests: readonly Json[] = [
  node('c'),
  ae('Cnew'),
  subscription('cse-in/a', { rn: 'new' }),
  { op: 1, to: 'cse-in/a', ty: 18, pc: { 'm2m:sch': { se: { sce: ['* * * * * * *'] } } } },
  { op: 1, to: 'cse-in', ty: 9, pc: { 'm2m:grp': { mnm: 9, mt: 14, mid: ['cse-in/a', 'cse-in/b', 'cse-in/p'] } } },
  { op: 3, to: 'cse-in/a', pc: { 'm2m:nod': { lbl: ['x'], et: '20290101T000000' } } },
  { op: 3, to: 'cse-in/a/s', fr: 'CAdmin', pc: { 'm2m:sub': { exc: 5 } } },
  { op: 4, to: 'cse-in/a' },
  { op: 4, to: 'cse-in/p' },
  { op: 2, to: 'cse-in', rcn: 4 },
  { op: 2, to: 'cse-in', fc: { fu: 1, lbl: ['a'] } },
];

describe('a request is all-or-nothing, whatever fails in the middle', () => {
  it.each(requests.map((request) => [JSON.stringify(request).slice(0, 60), request] as const))(
    '%s: at every call of the store',
    async (_name, request) => {
      const clean = await scene();
      const from = clean.calls();
      const { rsc } = await clean.made.ask(request);
      const length = clean.calls() - from;
      expect(rsc).toBeLessThan(3000);
      expect(length).toBeGreaterThan(0);
      const done = state(clean.made, clean.inner);

      for (let n = 1; n <= length; n++) {
        const { made, inner, arm } = await scene();
        const before = state(made, inner);
        arm(n);
        const response = await made.ask(request);
        expect([response.rsc, state(made, inner)]).toEqual([5000, before]);
        expect(made.reports).toHaveLength(1);
        // It was the store, not the request: the second time it works.
        expect((await made.ask(request)).rsc).toBe(rsc);
        expect(state(made, inner).resources).toHaveLength(done.resources.length);
      }
    },
  );

  it('expiry too; it is tried again', async () => {
    const clean = await scene();
    const from = clean.calls();
    clean.made.clock.advance(366 * 86_400_000);
    const length = clean.calls() - from;
    expect([contents(clean.made).length, clean.made.clock.pending(), clean.made.reports]).toEqual([1, 0, []]);
    for (let n = 1; n <= length; n++) {
      const { made, inner, arm } = await scene();
      arm(n);
      made.clock.advance(366 * 86_400_000);
      expect([inner.children('id-in'), made.clock.pending(), made.reports.length]).toEqual([[], 0, 1]);
    }
  });

  it('any sequence of writes, undone, leaves the store as it was (property)', () => {
    const names = fc.constantFrom('a', 'b', 'c', '__proto__');
    const write = fc.record({ kind: fc.constantFrom('put', 'delete', 'keep', 'drop'), parent: names, name: names, value: fc.integer() });
    type Write = typeof write extends fc.Arbitrary<infer W> ? W : never;
    fc.assert(
      fc.property(fc.array(write), fc.array(write), (committed, undone) => {
        const store = memoryStore();
        const apply = ({ kind, parent, name, value }: Write) => {
          const id = `${parent}/${name}`;
          if (kind === 'keep') store.putRecord({ kind: parent, key: name, owner: value % 2 === 0 ? 'even' : 'odd', value: { value } });
          else if (kind === 'drop') store.dropRecord(parent, name);
          else if (kind === 'delete') store.delete(id);
          else store.put({ id, type: name === 'a' ? 'x' : 'y', name, parent, creator: '', attributes: { value } });
        };
        const look = () =>
          ['a', 'b', 'c', '__proto__'].map((parent) => [
            store.children(parent),
            store.children(parent, 'x'),
            store.childNamed(parent, 'a'),
            store.get(`${parent}/b`),
            store.records(parent),
            store.records(parent, 'odd'),
            store.record(parent, 'a'),
          ]);
        store.transaction(() => committed.forEach(apply));
        const before = look();
        expect(() =>
          store.transaction(() => {
            undone.forEach(apply);
            throw new Error('no');
          }),
        ).toThrow('no');
        expect(look()).toEqual(before);
      }),
    );
  });
});

describe('memoryStore', () => {
  it('refuses a transaction within a transaction', () => {
    const store = memoryStore();
    expect(() => store.transaction(() => store.transaction(() => 1))).toThrow('not nested');
    expect(store.transaction(() => 1)).toBe(1);
  });
});
