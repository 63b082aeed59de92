import { expect, it } from 'vitest';
import type { StructureRow } from '../../wire/tables.js';
import { bindDecode, bindEncode, bindFromXml, bindToXml } from '../../wire/index.js';
import { vocabulary } from '../../generated/vocabulary.js';

/** <token> is a resource type of TS-0004 7.4.35, and `token` one of the kinds of text that members may have. */
const token: StructureRow = { name: 'token', open: 'children', members: [{ name: 'tokenName', shortName: 'tknm', type: 'token' }, { name: 'labels', shortName: 'lbl', list: true, type: 'token' }] };
const tables = {
  ...vocabulary,
  structures: [...vocabulary.structures.filter(({ name }) => name !== 'token'), token],
  roots: [...vocabulary.roots.filter(({ name }) => name !== 'token'), { name: 'token', shortName: 'tk', type: 'token' }],
};

it('a resource with the name of a kind of text is told from it', () => {
  const body = { tokenName: 'a', labels: ['b', 'c'] };
  const wire = { tknm: 'a', lbl: ['b', 'c'] };
  expect(bindEncode(() => tables)('token' as string, body)).toEqual(wire);
  expect(bindDecode(() => tables)('token' as string, wire)).toEqual(body);
  expect(bindEncode(() => tables)('primitiveContent' as string, { 'm2m:URI': 'a/b' })).toEqual({ 'm2m:uri': 'a/b' });
  const written = bindToXml(() => tables)('token' as string, body);
  expect(written.ok && bindFromXml(() => tables)(written.xml)).toMatchObject({ ok: true, type: 'token', value: body });
  expect(bindFromXml(() => tables)('<m2m:uri xmlns:m2m="http://www.onem2m.org/xml/protocols">a/b</m2m:uri>')).toMatchObject({ ok: true, value: { 'm2m:URI': 'a/b' } });
});
