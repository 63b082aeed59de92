import { describe, expect, it } from 'vitest';
import { parse, toXml } from '../../wire/index.js';
import type { Json, Path } from './newer-values.js';
import { put } from './newer-values.js';

type Body = { readonly [name: string]: Json };

const container = { lbl: ['a'], mni: 3 };
const asked = (more: Body): Body => ({ op: 2, to: 'cse-in', fr: 'C', rqi: '1', rvi: '3', ...more });
const answered = (more: Body): Body => ({ rsc: 2000, rqi: '1', rvi: '3', to: 'C', fr: 'x', ot: '20260101T000000', rset: '20260101T000000', ec: 2, cnst: 1, cnot: 3, ...more });
const told = { nev: { rep: { 'm2m:cnt': container }, net: 1, om: { op: 1, or: 'C' } }, vrq: false, sud: false, sur: 's', cr: 'C', nfu: 'n' };
const created = { op: 1, ty: 3, rcn: 1, pc: { 'm2m:cnt': container } };

/** What is right as it stands. */
const bodies: readonly (readonly [type: string, body: Body])[] = [
  ['requestPrimitive', asked({ ...created, ot: '20260101T000000', rqet: '20260102T000000', rset: '20260103T000000', oet: '20260101T000000', rt: { rtv: 2, nu: ['n'] }, rp: 5000, ec: 2, da: true, gid: 'x', tids: ['a@b'], tkns: ['eyJ.a.b.c.d'], ltids: ['b'], rids: ['c@d'] })],
  ['requestPrimitive', asked({ drt: 1, rcn: 6, fc: { crb: '20260101T000000', ty: [3], sza: 2, cty: ['a/b'], atr: [{ nm: 'a', val: 'b' }], fu: 1, lim: 3, fo: 1, cfs: 1, cfq: 'x', lvl: 2, ofst: 1, arp: 'x' } })],
  ['requestPrimitive', asked({ op: 3, rcn: 1, pc: { 'm2m:cnt': { lbl: ['b'] } } })],
  ['requestPrimitive', asked({ op: 4, rcn: 1 })],
  ['requestPrimitive', asked({ op: 5, pc: { 'm2m:sgn': told } })],
  ['requestPrimitive', asked({ op: 5, pc: { 'm2m:agn': { sgn: [told, { ...told, sur: 't' }] } } })],
  ['responsePrimitive', answered({ pc: { 'm2m:cnt': { rn: 'a', ty: 3, st: 1 } } })],
  ['responsePrimitive', answered({ pc: { 'm2m:rrl': { rrf: [{ nm: 'a', typ: 3, val: 'a/b' }] } } })],
  ['responsePrimitive', answered({ pc: { 'm2m:rce': { uri: 'a/b', 'm2m:cnt': container } } })],
  ['responsePrimitive', answered({ pc: { 'm2m:agr': { 'm2m:rsp': [answered({ pc: { 'm2m:cnt': container } }), answered({ rqi: '2' })], ri: 'x' } } })],
  ['responsePrimitive', answered({ pc: { 'm2m:rqp': asked({ op: 3, rcn: 1, pc: { 'm2m:cnt': container } }) } })],
  ['responsePrimitive', answered({ pc: { 'm2m:seci': { sit: 1 } } })],
  ['notification', { 'm2m:sgn': told }],
];

/** Parameters and members whose values are those of an enumeration. */
const enumerated: ReadonlySet<string> = new Set(['op', 'rsc', 'rcn', 'ec', 'cnst', 'rtv', 'fu', 'fo', 'cfs', 'drt', 'net', 'typ', 'sit']);
/** What holds one thing, and says of which type it is by its name: another beside it is of no release. */
const single: ReadonlySet<string | number | undefined> = new Set(['pc', 'rep']);

function* placesOf(value: Json, path: Path = []): Generator<readonly [path: Path, value: Json]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const [i, item] of (value as readonly Json[]).entries()) yield* placesOf(item, [...path, i]);
  else for (const [name, member] of Object.entries(value)) yield* placesOf(member as Json, [...path, name]);
}

/** What another release may have in a place. */
function newerAt(type: string, path: Path, value: Json): readonly Json[] {
  if (typeof value === 'number' && enumerated.has(String(path.at(-1)))) return [77_777];
  const isWhole = path.length === 0 && type === 'notification';
  if (typeof value !== 'object' || value === null || Array.isArray(value) || single.has(path.at(-1)) || isWhole) return [];
  return [{ ...value, brandNew: 1 }, { ...value, brandNew: { a: [1, { b: 2 }] } }];
}

describe('requests, responses and notifications', () => {
  it.each(bodies)('%s %j', async (type, body) => {
    const outcomeOf = async (data: Json, release: '3' | 'any'): Promise<string> => {
      const found = await parse(JSON.stringify(data), 'application/json', { type, release } as object);
      return found.ok ? (found.unknownHere === undefined ? 'valid' : found.unknownHere.map(({ path }) => path.join('/')).join()) : found.outcome;
    };
    expect(await outcomeOf(body, '3')).toBe('valid');
    let tried = 0;
    for (const [path, value] of placesOf(body)) {
      for (const newer of newerAt(type, path, value)) {
        tried++;
        const data = put(body, path, newer);
        const where = [...path, ...(typeof newer === 'object' ? ['brandNew'] : [])].join('/');
        expect([where, await outcomeOf(data, '3')]).toEqual([where, 'invalid']);
        expect([where, await outcomeOf(data, 'any')]).toEqual([where, where]);
      }
      // A number is no text, whoever sends it.
      if (typeof value === 'number') expect([path, await outcomeOf(put(body, path, 'a b'), 'any')]).toEqual([path, 'invalid']);
    }
    expect(tried).toBeGreaterThan(2);
  });

  it('say the same in XML', async () => {
    for (const [type, body] of bodies.filter(([type]) => type !== 'notification')) {
      const read = await parse(JSON.stringify({ ...body, ec: 77, brandNew: 1 }), 'application/json', { type, release: 'any' } as object);
      const written = toXml(type, read.ok ? (read.value as never) : ({} as never), { unknown: 'keep' } as never);
      expect(written).toMatchObject({ ok: true });
      const again = await parse(written.ok ? written.xml : '', 'application/xml', { release: 'any' });
      expect(again.ok && again.unknownHere?.map(({ path }) => path.slice(1).join('/')).sort()).toEqual(['brandNew', 'ec']);
    }
  });
});
