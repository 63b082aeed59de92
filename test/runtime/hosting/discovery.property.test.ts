import fc from 'fast-check';
import { expect, it } from 'vitest';
import { world, type Json, type World } from '../core/support.js';

/** Discoveries in random trees, against every resource asked one by one (TS-0004 7.3.3.17). The model knows what a RETRIEVE shows, no more. */

interface Planted {
  readonly address: string;
  readonly parent: Planted | undefined;
  readonly children: Planted[];
  shown: Json;
}

/** `at`: below which of the containers that are there. */
const seeds = fc.array(
  fc.record(
    {
      at: fc.nat(9),
      ty: fc.constantFrom(3, 4, 4),
      pause: fc.nat(2),
      lbl: fc.subarray(['a', 'b', 'k:1', 'k:2']),
      et: fc.integer({ min: 1, max: 20 }).map((day) => `202612${String(day).padStart(2, '0')}T000000`),
      size: fc.integer({ min: 1, max: 6 }),
      cnf: fc.constantFrom('text/plain:0', 'application/json:0'),
      or: fc.constantFrom('http://x.example/1', 'urn:a'),
    },
    { requiredKeys: ['at', 'ty', 'pause', 'size'] },
  ),
  { minLength: 12, maxLength: 18 },
);

async function plant({ must, clock }: World, given: readonly (typeof seeds extends fc.Arbitrary<readonly (infer One)[]> ? One : never)[]): Promise<readonly Planted[]> {
  const base: Planted = { address: 'cse-in', parent: undefined, children: [], shown: { ty: 5 } };
  const all: Planted[] = [];
  for (const [index, { at, ty, pause, lbl, et, size, cnf, or }] of given.entries()) {
    clock.advance(pause * 1000);
    const containers = all.filter(({ shown }) => shown['ty'] === 3);
    const parent = containers.length === 0 ? base : [base, ...containers][at % (containers.length + 1)]!;
    const isInstance = ty === 4 && parent !== base;
    const common = { rn: `n${index}`, ...(lbl !== undefined && lbl.length > 0 && { lbl }), ...(et !== undefined && { et }) };
    const own = isInstance ? { con: 'x'.repeat(size), ...(cnf !== undefined && { cnf }) } : { ...(or !== undefined && { or }) };
    await must(2001, { op: 1, to: parent.address, ty: isInstance ? 4 : 3, pc: { [isInstance ? 'm2m:cin' : 'm2m:cnt']: { ...common, ...own } } });
    const planted: Planted = { address: `${parent.address}/n${index}`, parent, children: [], shown: { ty: isInstance ? 4 : 3 } };
    parent.children.push(planted);
    all.push(planted);
  }
  for (const planted of all) planted.shown = (await must(2000, { op: 2, to: planted.address })).body;
  return [base, ...all];
}

const day = fc.integer({ min: 1, max: 20 }).map((each) => `202612${String(each).padStart(2, '0')}T000000`);
const second = fc.nat(40).map((each) => `20261122T1200${String(each).padStart(2, '0')}`);
const few = fc.integer({ min: 1, max: 6 });
const some = <T>(...of: T[]) => fc.subarray(of, { minLength: 1, maxLength: 2 });
const pair = fc.constantFrom({ nm: 'or', val: 'http*' }, { nm: 'or', val: 'urn:a' }, { nm: 'rn', val: 'n1*' }, { nm: 'cni', val: 1 }, { nm: 'con', val: '*xx' }).map((each) => [each]);

type Holds = (of: Planted, value: never) => boolean;
const from = (name: string): Holds => ({ shown }, value: string | number) => shown[name] !== undefined && compare(shown[name], value) >= 0;
const below = (name: string): Holds => ({ shown }, value: string | number) => shown[name] !== undefined && compare(shown[name], value) < 0;
/** Timestamps of one form compare as texts; those of requests have no fraction of a second, which is none here. */
const compare = (present: unknown, bound: string | number): number => (typeof bound === 'number' ? Number(present) - bound : String(present).slice(0, 15).localeCompare(bound));
const labelled: Holds = ({ shown }, value: readonly string[]) => ((shown['lbl'] ?? []) as readonly string[]).some((label) => value.includes(label));
const typed: Holds = ({ shown }, value: readonly number[]) => value.includes(shown['ty'] as number);
const having: Holds = ({ shown }, value: readonly { readonly nm: string; readonly val: string | number }[]) =>
  value.some(({ nm, val }) => shown[nm] !== undefined && new RegExp(`^${String(val).replaceAll(/[.?+]/g, '\\$&').replaceAll('*', '.*')}$`).test(String(shown[nm])));
const ofChild = (holds: Holds): Holds => ({ children }, value) => children.some((child) => holds(child, value));
const ofParent = (holds: Holds): Holds => ({ parent }, value) => parent !== undefined && holds(parent, value);

const conditions: Readonly<Record<string, readonly [value: fc.Arbitrary<unknown>, holds: Holds]>> = {
  crb: [second, below('ct')],
  cra: [second, from('ct')],
  us: [second, below('lt')],
  ms: [second, from('lt')],
  exb: [day, below('et')],
  exa: [day, from('et')],
  sts: [few, below('st')],
  stb: [few, from('st')],
  szb: [few, below('cs')],
  sza: [few, from('cs')],
  lbl: [some('a', 'b', 'k:1', 'none'), labelled],
  clbl: [some('a', 'b', 'k:1', 'none'), ofChild(labelled)],
  palb: [some('a', 'b', 'k:1', 'none'), ofParent(labelled)],
  ty: [some(3, 4, 14), typed],
  chty: [some(3, 4, 14), ofChild(typed)],
  pty: [some(3, 5), ofParent(typed)],
  cty: [some('text/plain', 'application/json'), ({ shown }, value: readonly string[]) => value.includes(String(shown['cnf']).split(':')[0]!)],
  atr: [pair, having],
  catr: [pair, ofChild(having)],
  patr: [pair, ofParent(having)],
};
const intervals = [['cra', 'crb'], ['ms', 'us'], ['exa', 'exb'], ['stb', 'sts'], ['sza', 'szb']] as const;

const queries = fc.record(
  {
    at: fc.nat(20),
    given: fc.subarray(Object.keys(conditions), { minLength: 1, maxLength: 4 }).chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, conditions[name]![0]])))),
    fo: fc.constantFrom(1, 2),
    lvl: few,
  },
  { requiredKeys: ['at', 'given'] },
);

const under = ({ children }: Planted): readonly Planted[] => children.flatMap((child) => [child, ...under(child)]);
const depth = (of: Planted, top: Planted): number => (of === top ? 0 : 1 + depth(of.parent!, top));

function expected(top: Planted, given: Json, fo: number | undefined, lvl: number | undefined): readonly string[] {
  const holds = (planted: Planted, name: string) => conditions[name]![1](planted, given[name] as never);
  const inPairs = new Set<string>(intervals.filter((names) => names.every((name) => name in given)).flat());
  const criteria = [...intervals.filter(([lower]) => inPairs.has(lower)), ...Object.keys(given).filter((name) => !inPairs.has(name)).map((name) => [name])];
  return under(top)
    .filter((planted) => criteria[fo === 2 ? 'some' : 'every']((names) => names.every((name) => holds(planted, name))))
    .filter((planted) => lvl === undefined || depth(planted, top) <= lvl)
    .map(({ address }) => address);
}

it('finds what meets the criteria, and nothing else; page by page the same; references and addresses agree', async () => {
  await fc.assert(
    fc.asyncProperty(seeds, fc.array(queries, { minLength: 12, maxLength: 12 }), fc.integer({ min: 1, max: 4 }), async (given, asked, size) => {
      const made = world();
      const planted = await plant(made, given);
      const tops = planted.filter(({ shown }) => shown['ty'] !== 4);
      for (const { at, given: conditionsGiven, fo, lvl } of asked) {
        const top = tops[at % tops.length]!;
        const criteria = { fu: 1, ...conditionsGiven, ...(fo !== undefined && { fo }), ...(lvl !== undefined && { lvl }) };
        const found = async (more: Json, rcn?: number) => (await made.must(2000, { op: 2, to: top.address, ...(rcn !== undefined && { rcn }), fc: { ...criteria, ...more } })).whole['pc'] as Json;
        const addresses = (await found({}))['m2m:uril'] as readonly string[];
        const wanted = expected(top, conditionsGiven, fo, lvl);
        expect([...addresses].sort(), JSON.stringify(criteria)).toEqual([...wanted].sort());
        const pages: unknown[] = [];
        for (let ofst = 1; ofst <= wanted.length; ofst += size) pages.push(...((await found({ lim: size, ofst }))['m2m:uril'] as readonly string[]));
        expect(pages, JSON.stringify([criteria, size])).toEqual(addresses);
        const references = ((await found({}, 6))['m2m:rrl'] as { readonly rrf?: readonly { readonly val: string }[] }).rrf ?? [];
        expect(references.map(({ val }) => val)).toEqual(addresses);
      }
    }),
    { numRuns: 12 },
  );
}, 60_000);
