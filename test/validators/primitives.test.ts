import type { ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Primitive } from '../../generator/emit/schemas/primitives.js';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import type { EmittedFolder } from '../support/emitted.js';
import { writeEmitted } from '../support/emitted.js';
import { tinyModel } from '../support/tiny-model.js';
import { primitiveIn } from '../support/validators.js';
import { compiled } from '../support/ajv.js';
import { primitiveSchema } from '../support/published-schemas.js';

let emitted: EmittedFolder;
beforeAll(() => {
  emitted = writeEmitted(emitValidators(tinyModel));
});
afterAll(() => emitted.remove());

const create = { op: 1, to: 'cse', fr: 'me', rqi: '1', ty: 9001, pc: { 'm2m:gdg': { ttl: 'one', tgts: ['a'] } } };
const notify = {
  op: 5,
  to: 'me',
  fr: 'cse',
  rqi: '2',
  pc: { 'm2m:sgn': { sur: 'cse/sub', nev: { net: 1, rep: { 'm2m:gdg': { sta: 2 } } } } },
};
const response = { rsc: 2001, rqi: '1', pc: { 'm2m:gdg': { ty: 9001, sta: 2 } } };

const cases: [Primitive, unknown, string[]][] = [
  ['requestPrimitive', create, []],
  ['requestPrimitive', { ...create, ty: 13, pc: { 'm2m:wdg': { mgd: 1002, ttl: 'w' } } }, []],
  ['requestPrimitive', { op: 2, to: 'x', fr: 'me', rqi: '1' }, []],
  ['requestPrimitive', { op: 2, to: 'x', fr: 'me', rqi: '1', pc: { 'm2m:atrl': ['ttl'] } }, []],
  ['requestPrimitive', { op: 3, to: 'x', fr: 'me', rqi: '1', pc: { 'm2m:gdg': { clr: null } } }, []],
  ['requestPrimitive', { op: 4, to: 'x', fr: 'me', rqi: '1' }, []],
  ['requestPrimitive', notify, []],
  ['requestPrimitive', { ...notify, pc: { 'm2m:agn': { sgn: [notify.pc['m2m:sgn']] } } }, []],
  ['requestPrimitive', {}, ['M op', 'M to', 'M rqi']],
  ['requestPrimitive', { ...create, op: 6 }, ['enum op']],
  ['requestPrimitive', { ...create, op: '1' }, ['type op']],
  ['requestPrimitive', { ...create, op: 'constructor' }, ['type op']],
  ['requestPrimitive', { ...create, op: { toString: '' } }, ['type op']],
  ['requestPrimitive', { ...create, ty: { toString: '' } }, ['type ty']],
  ['requestPrimitive', { ...create, foo: 1 }, ['unknown foo']],
  ['requestPrimitive', { ...create, ty: undefined }, ['M ty']],
  ['requestPrimitive', { ...create, ty: 13 }, ['content pc']],
  ['requestPrimitive', { ...create, ty: 9002 }, ['content ty']],
  ['requestPrimitive', { ...create, pc: {} }, ['content pc']],
  ['requestPrimitive', { ...create, pc: { ...create.pc, 'm2m:wdg': {} } }, ['content pc']],
  ['requestPrimitive', { ...create, pc: { 'm2m:toString': {} } }, ['notCovered pc/m2m:toString']],
  ['requestPrimitive', { ...create, pc: [] }, ['type pc']],
  [
    'requestPrimitive',
    { ...create, pc: { 'm2m:gdg': { tgts: ['a', 1], sta: 1 } } },
    ['M pc/m2m:gdg/ttl', 'type pc/m2m:gdg/tgts/1', 'NP pc/m2m:gdg/sta'],
  ],
  ['requestPrimitive', { op: 4, to: 'x', fr: 'me', rqi: '1', pc: { 'm2m:gdg': {} } }, ['NP pc']],
  ['requestPrimitive', { op: 3, to: 'x', fr: 'me', rqi: '1', ty: 9001, pc: { 'm2m:gdg': {} } }, ['NP ty']],
  ['requestPrimitive', { op: 3, to: 'x', rqi: '1' }, ['M fr', 'M pc']],
  ['requestPrimitive', { ...notify, pc: { 'm2m:sgn': { nev: { net: 1 } } } }, ['M pc/m2m:sgn/sur']],
  [
    'requestPrimitive',
    { ...notify, pc: { 'm2m:sgn': { sur: 'x', nev: { net: 1, rep: { 'm2m:gdg': { sta: 9 } } } } } },
    ['enum pc/m2m:sgn/nev/rep/m2m:gdg/sta'],
  ],
  ['requestPrimitive', { ...notify, pc: { 'm2m:sgn': { sur: 'x', nev: { net: 1, rep: [] } } } }, ['type pc/m2m:sgn/nev/rep']],
  ['responsePrimitive', response, []],
  ['responsePrimitive', { rsc: 2000, rqi: '1', pc: { 'm2m:uril': ['a', 'b'] } }, []],
  ['responsePrimitive', { rsc: 2000, rqi: '1', pc: { 'm2m:uri': 'a' } }, []],
  ['responsePrimitive', { rsc: 9999, rqi: '1' }, ['enum rsc']],
  ['responsePrimitive', { rqi: '1' }, ['M rsc']],
  ['responsePrimitive', { ...response, pc: { 'm2m:gdg': { ttl: null } } }, ['null pc/m2m:gdg/ttl']],
  ['responsePrimitive', { ...response, pc: { 'm2m:uril': [1] } }, ['type pc/m2m:uril/0']],
  ['responsePrimitive', { ...response, pc: { 'm2m:queryResult': '<sparql/>' } }, []],
  ['responsePrimitive', { ...response, pc: { 'm2m:queryResult': {} } }, ['type pc/m2m:queryResult']],
  ['responsePrimitive', { ...response, pc: { 'm2m:debugInfo': 3 } }, ['type pc/m2m:debugInfo']],
  ['responsePrimitive', { ...response, pc: { 'm2m:resource': { uri: 'a', 'm2m:gdg': { sta: 2 } } } }, []],
  ['responsePrimitive', { ...response, pc: { 'm2m:resource': { uri: 3, 'm2m:gdg': { sta: 9 } } } }, ['type pc/m2m:resource/uri', 'enum pc/m2m:resource/m2m:gdg/sta']],
  ['responsePrimitive', { ...response, pc: { 'm2m:resource': { uri: 'a' } } }, ['content pc/m2m:resource']],
  ['responsePrimitive', { ...response, pc: { 'm2m:aggregatedResponse': { 'm2m:responsePrimitive': [response, { ...response, pc: { 'm2m:gdg': { sta: 9 } } }] } } }, ['enum pc/m2m:aggregatedResponse/m2m:responsePrimitive/1/pc/m2m:gdg/sta']],
  ['responsePrimitive', { ...response, pc: { 'm2m:aggregatedResponse': { rsp: [response] } } }, ['unknown pc/m2m:aggregatedResponse/rsp']],
  ['responsePrimitive', { ...response, pc: { 'm2m:requestPrimitive': notify } }, []],
  ['responsePrimitive', { ...response, pc: { 'm2m:requestPrimitive': { ...notify, op: 6 } } }, ['enum pc/m2m:requestPrimitive/op']],
  ['requestPrimitive', { ...notify, pc: { 'm2m:responsePrimitive': response } }, []],
  ['requestPrimitive', { ...notify, pc: { 'm2m:responsePrimitive': { rqi: '1' } } }, ['M pc/m2m:responsePrimitive/rsc']],
  ['requestPrimitive', { ...notify, pc: { 'm2m:requestPrimitive': notify } }, ['content pc']],
  ['notification', notify.pc, []],
  ['notification', { 'm2m:agn': { sgn: [] } }, ['length m2m:agn/sgn']],
  ['notification', { 'm2m:agn': { sgn: [{ sur: 'x' }, {}, 3] } }, ['M m2m:agn/sgn/1/sur', 'type m2m:agn/sgn/2']],
  ['notification', { 'm2m:agn': { 'm2m:sgn': [{ sur: 'x' }, {}] } }, ['unknown m2m:agn/m2m:sgn', 'M m2m:agn/m2m:sgn/1/sur']],
  ['notification', { 'm2m:agn': { 'm2m:sgn': [{ sur: 'x' }], sgn: [{ sur: 'x' }] } }, ['unknown m2m:agn/m2m:sgn']],
  ['notification', { 'm2m:gdg': {} }, ['content ']],
  ['notification', null, ['content ']],
];

const schemas = new Map<Primitive, ValidateFunction>();
/** Each schema is compiled once. */
function schemaOf(primitive: Primitive): ValidateFunction {
  const schema = schemas.get(primitive) ?? compiled(primitiveSchema(tinyModel, primitive, 'wire'), { strict: false });
  schemas.set(primitive, schema);
  return schema;
}

describe('primitives on the wire', () => {
  it.each(cases)('%s %j → %j', async (primitive, data, want) => {
    const { validate, issues } = await primitiveIn(emitted, primitive, 'wire');
    expect(issues(data).map(({ rule, path }) => `${rule} ${path.join('/')}`)).toEqual(want);
    expect(validate(data)).toBe(want.length === 0);
    expect(schemaOf(primitive)(JSON.parse(JSON.stringify(data)))).toBe(want.length === 0);
  });

  it('has the same in long names', async () => {
    const { issues } = await primitiveIn(emitted, 'requestPrimitive', 'long');
    const long = {
      operation: 1,
      to: 'cse',
      requestIdentifier: '1',
      resourceType: 9001,
      primitiveContent: { 'm2m:gadget': { title: 'one', targets: ['a'] } },
    };
    expect(issues(long)).toEqual([]);
    expect(issues({ ...long, primitiveContent: { 'm2m:gadget': {} } })[0]!.message).toBe('title is mandatory in a Create request (M)');
  });

  it('has an index with both forms', async () => {
    const index = await emitted.import<Record<string, { is(data: unknown): boolean }>>('validators/requestPrimitive.js');
    expect(Object.keys(index)).toEqual(['requestPrimitive', 'requestPrimitiveWire']);
    expect(index['requestPrimitiveWire']!.is(create)).toBe(true);
  });

  it('names parameters by their long names', async () => {
    const { issues } = await primitiveIn(emitted, 'requestPrimitive', 'wire');
    expect(issues({ ...create, ty: undefined })[0]!.message).toBe('resourceType (ty) is mandatory in a Create request (M)');
    expect(issues({ ...create, ty: 13 })[0]!.message).toBe('"m2m:gdg" is not of resource type 13');
  });
});

describe('without a definition of contents', () => {
  let bare: EmittedFolder;
  beforeAll(() => {
    bare = writeEmitted(emitValidators({ ...tinyModel, contents: [] }));
  });
  afterAll(() => bare.remove());

  it.each([
    ['requestPrimitive', create, []],
    ['requestPrimitive', notify, ['notCovered pc/m2m:sgn']],
    ['requestPrimitive', { op: 2, to: 'x', fr: 'me', rqi: '1', pc: { 'm2m:atrl': ['ttl'] } }, ['notCovered pc/m2m:atrl']],
    ['responsePrimitive', response, []],
    ['responsePrimitive', { ...response, pc: { 'm2m:uril': ['a'] } }, ['notCovered pc/m2m:uril']],
    ['notification', notify.pc, ['notCovered m2m:sgn']],
    ['notification', { 'm2m:gdg': {} }, ['content ']],
  ] satisfies [Primitive, unknown, string[]][])('%s %j → %j', async (primitive, data, want) => {
    const { issues } = await primitiveIn(bare, primitive, 'wire');
    expect(issues(data).map(({ rule, path }) => `${rule} ${path.join('/')}`)).toEqual(want);
  });
});
