import type { StandardSchemaV1 } from '@standard-schema/spec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import type { Model } from '../../generator/model/model.js';
import type { EmittedFolder } from '../support/emitted.js';
import { writeEmitted } from '../support/emitted.js';
import { gadgetOf, tinyModel } from '../support/tiny-model.js';
import { type Issue, validatorIn } from '../support/validators.js';

interface Module {
  validate(data: unknown): boolean;
  issues(data: unknown): readonly Issue[];
}

const files = emitValidators(tinyModel);
let emitted: EmittedFolder;
const modules: Record<string, Module> = {};

beforeAll(async () => {
  emitted = writeEmitted(files);
  for (const operation of ['create', 'update', 'full', 'partial']) {
    for (const form of ['long', 'wire'])
      modules[`${operation}.${form}`] = await validatorIn(emitted, 'gadget', operation, form);
  }
  modules['widget'] = await validatorIn(emitted, 'widget', 'create', 'wire');
});
afterAll(() => emitted.remove());

const brief = (issues: readonly Issue[]): string[] => issues.map(({ rule, path }) => `${rule} ${path.join('/')}`);

const created = { ttl: 'one', tgts: ['a', 'b'] };
const whole = { ty: 9001, rn: 'g', et: '20260101T000000', ena: true, ttl: 'one', tgts: ['a'], sta: 2 };

describe('valid representations', () => {
  const cases: [string, unknown][] = [
    ['create.wire', created],
    ['create.long', { title: 'one', targets: ['a'], parts: [{ partName: 'p', size: 0, marks: [1, 3] }] }],
    ['create.wire', { ...created, cr: null }],
    ['create.wire', { ...created, ctg: 100 }],
    ['create.wire', { ...created, prts: [] }],
    ['create.wire', { ...created, clr: 1, srl: 7 }],
    ['create.wire', { ...created, ttl: '𝒳𝒳𝒳𝒳𝒳𝒳𝒳𝒳' }],
    ['update.wire', {}],
    ['update.wire', { acpi: ['x'] }],
    ['update.wire', { acpi: null }],
    ['update.wire', { clr: null, prts: null, ctg: null }],
    ['update.wire', { strt: true, stop: false }],
    ['full.wire', whole],
    ['full.wire', { ...whole, 'm2m:wdg': [{}], ch: [{ nm: 'w', typ: 13 }] }],
    ['partial.wire', {}],
    ['partial.wire', { sta: 1, clr: null }],
    ['widget', { mgd: 1002, ttl: 'w' }],
  ];
  it.each(cases)('%s %j', (name, data) => {
    expect(modules[name]!.issues(data)).toEqual([]);
    expect(modules[name]!.validate(data)).toBe(true);
  });
});

describe('each violation names its rule and place', () => {
  const cases: [string, unknown, string[]][] = [
    ['create.wire', {}, ['M ttl', 'M tgts']],
    ['create.wire', { ...created, sta: 1 }, ['NP sta']],
    ['create.wire', { ...created, ty: 9001, strt: true }, ['NP ty', 'NP strt']],
    ['create.wire', { ...created, foo: 1 }, ['unknown foo']],
    ['create.wire', { ...created, title: 'long name' }, ['unknown title']],
    ['create.wire', { ...created, ttl: null }, ['null ttl']],
    ['create.wire', { ...created, ena: 'true' }, ['type ena']],
    ['create.wire', { ...created, ttl: '123456789' }, ['length ttl']],
    ['create.wire', { ...created, clr: 4 }, ['enum clr']],
    ['create.wire', { ...created, clr: '1' }, ['type clr']],
    ['create.wire', { ...created, et: 'tomorrow' }, ['pattern et']],
    ['create.wire', { ...created, clr: 1, srl: -1 }, ['range srl']],
    ['create.wire', { ...created, clr: 1, srl: 1.5 }, ['type srl']],
    ['create.wire', { ...created, clr: 1, srl: Infinity }, ['type srl']],
    ['create.wire', { ...created, tgts: [] }, ['length tgts']],
    ['create.wire', { ...created, tgts: ['a', 'b', 'a'] }, ['unique tgts']],
    ['create.wire', { ...created, tgts: ['a', ''] }, ['length tgts/1']],
    ['create.wire', { ...created, cr: 'me' }, ['type cr']],
    ['create.wire', { ...created, ctg: 5 }, ['enum ctg']],
    ['create.wire', { ...created, prts: [{ pnm: 'p' }, { siz: 1, mks: [9] }] }, ['M prts/1/pnm', 'enum prts/1/mks/0']],
    ['create.wire', { ...created, prts: [{ pnm: 'p', pname: 'q' }] }, ['unknown prts/0/pname']],
    ['create.wire', { ...created, srl: 7 }, ['onlyWhen srl']],
    ['create.wire', { ...created, clr: 1 }, ['onlyWhen srl']],
    ['create.wire', 'text', ['type ']],
    ['create.wire', null, ['null ']],
    ['create.wire', [], ['type ']],
    ['update.wire', { rn: 'x' }, ['NP rn']],
    ['update.wire', { ttl: null }, ['null ttl']],
    ['update.wire', { strt: true, stop: true }, ['forbidden strt']],
    ['update.wire', { acpi: ['x'], lbl: ['y'] }, ['alone acpi']],
    ['update.long', { accessControlPolicyIDs: ['x'], labels: ['y'] }, ['alone accessControlPolicyIDs']],
    ['full.wire', { ...whole, ty: 9002 }, ['fixed ty']],
    ['full.wire', { ...whole, sta: undefined }, ['M sta']],
    ['full.wire', { ...whole, 'm2m:wdg': {} }, ['type m2m:wdg']],
    ['partial.wire', { ena: null }, ['null ena']],
    ['widget', { mgd: 1001, ttl: 'w' }, ['fixed mgd']],
  ];
  it.each(cases)('%s %j → %j', (name, data, want) => {
    expect(brief(modules[name]!.issues(data))).toEqual(want);
    expect(modules[name]!.validate(data)).toBe(false);
  });
});

describe('messages', () => {
  const cases: [string, unknown, Partial<Issue>][] = [
    [
      'create.wire',
      { ...created, sta: 1 },
      { message: 'state (sta) must not be present in a Create request (NP: set by the Hosting CSE only)', attribute: 'state' },
    ],
    [
      'create.long',
      { targets: ['a'] },
      { message: 'title is mandatory in a Create request (M)', attribute: 'title', clause: 'TS-0001 9.9, Table 9.9-1' },
    ],
    ['update.wire', { rn: 'x' }, { message: 'resourceName (rn) must not be present in an Update request (NP: set at creation only)' }],
    [
      'create.wire',
      { ...created, strt: true },
      { message: 'start (strt) must not be present in a Create request (NP: not part of this request)' },
    ],
    ['update.wire', { ttl: null }, { message: 'title (ttl) must not be null (multiplicity 1: it cannot be deleted)' }],
    ['create.wire', { ...created, foo: 1 }, { message: 'unknown attribute "foo" in gadget', attribute: 'foo' }],
    ['create.wire', { ...created, clr: 4 }, { message: 'color (clr) must be one of 1, 2, 3' }],
    [
      'create.wire',
      { ...created, prts: [{ pnm: 1 }] },
      { message: 'parts (prts)/0/pnm must be a string', attribute: 'parts', path: ['prts', 0, 'pnm'] },
    ],
    ['create.wire', { ...created, prts: [{}] }, { message: 'parts (prts)/0/pnm is mandatory' }],
    ['full.long', { ...{ title: 't' } }, { message: 'resourceType is mandatory (multiplicity 1)' }],
    ['update.long', { start: true, stop: true }, { message: 'start: rule start-stop', rule: 'forbidden' }],
  ];
  it.each(cases)('%s %j', (name, data, want) => {
    expect(modules[name]!.issues(data)[0]).toMatchObject(want);
  });
});

describe('hostile data', () => {
  const json = (text: string): unknown => JSON.parse(text);
  it.each([
    ['own __proto__', json('{"ttl":"t","tgts":["a"],"__proto__":{"x":1}}'), ['unknown __proto__']],
    ['own constructor', json('{"ttl":"t","tgts":["a"],"constructor":1,"toString":2}'), ['unknown constructor', 'unknown toString']],
    ['attributes in __proto__', json('{"__proto__":{"ttl":"t","tgts":["a"]}}'), ['M ttl', 'M tgts', 'unknown __proto__']],
    ['list of sparse items', { ttl: 't', tgts: new Array(2) }, ['type tgts/0', 'type tgts/1', 'unique tgts']],
  ])('%s', (_name, data, want) => {
    expect(brief(modules['create.wire']!.issues(data))).toEqual(want);
  });

  it('does not let data reach a prototype', () => {
    modules['create.wire']!.issues(json('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('stops counting at a hundred issues', () => {
    const targets = Array.from({ length: 100_000 }, () => 1);
    expect(modules['create.wire']!.issues({ ttl: 't', tgts: targets })).toHaveLength(100);
    expect(modules['create.wire']!.issues(Object.fromEntries(targets.map((_, i) => [`k${i}`, 0])))).toHaveLength(100);
  });

  it('shortens long names in messages', () => {
    const [issue] = modules['update.wire']!.issues({ ['x'.repeat(1e6)]: 1 });
    expect(issue!.message.length).toBeLessThan(200);
  });

  it('takes deep data in its stride', () => {
    const deep = json('['.repeat(50_000) + ']'.repeat(50_000));
    expect(brief(modules['create.wire']!.issues({ ...created, clr: deep, ttl: deep }))).toEqual(['type ttl', 'type clr']);
  });
});

describe('a specification with odd names', () => {
  const odd: [name: string, shortName: string, create: 'M' | 'O' | 'NP'][] = [
    ['constructor', 'ctor', 'M'],
    ['long-name', 'a-b', 'O'],
    ['dotted.name', 'toString', 'O'],
    ['__proto__', '__proto__', 'O'],
    ['valueOf', 'vof', 'NP'],
    ['default', 'in', 'O'],
    ['data', 'errors', 'O'],
  ];
  const title = gadgetOf(tinyModel).attributes.find(({ name }) => name === 'title')!;
  const model: Model = {
    ...tinyModel,
    resources: [
      {
        ...gadgetOf(tinyModel),
        rules: [],
        children: [],
        attributes: odd.map(([name, shortName, create]) => ({ ...title, name, shortName, create })),
      },
    ],
  };
  const cases: ['long' | 'wire', string, string[]][] = [
    ['long', '{"constructor":"x"}', []],
    ['long', '{"constructor":"x","long-name":"y","dotted.name":"z","default":"d","data":"e"}', []],
    ['long', '{}', ['M constructor']],
    ['long', '{"constructor":1,"long-name":2,"__proto__":3}', ['type constructor', 'type long-name', 'type __proto__']],
    ['long', '{"constructor":"x","valueOf":"y","hasOwnProperty":1}', ['NP valueOf', 'unknown hasOwnProperty']],
    ['wire', '{"ctor":"x","a-b":"y","toString":"z","in":"d","errors":"e"}', []],
    ['wire', '{"ctor":"x","toString":1,"constructor":"y"}', ['type toString', 'unknown constructor']],
  ];
  it.each(cases)('%s %s → %j', async (form, text, want) => {
    const odd = writeEmitted(emitValidators(model));
    try {
      const { issues } = await validatorIn(odd, 'gadget', 'create', form);
      expect(brief(issues(JSON.parse(text)))).toEqual(want);
    } finally {
      odd.remove();
    }
  });
});

describe('the emitted code', () => {
  const scripts = files.filter(({ path }) => path.endsWith('.js'));
  it('needs neither require nor eval nor a package', () => {
    for (const { path, text } of scripts) {
      expect(text, path).not.toMatch(/\brequire\(|\beval\(|new Function|\bFunction\(/);
      for (const [, from] of text.matchAll(/from '([^']*)'/g)) expect(from, path).toMatch(/^\.\.?\//);
    }
  });
  it('is the same every time', () => {
    expect(emitValidators(tinyModel)).toEqual(files);
  });
  it('has an index that names every validator', async () => {
    const index = await emitted.import<Record<string, { is(data: unknown): boolean }>>('validators/gadget.js');
    expect(Object.keys(index).sort()).toEqual([
      'create',
      'createWire',
      'full',
      'fullWire',
      'isCreate',
      'isCreateWire',
      'isFull',
      'isFullWire',
      'isPartial',
      'isPartialWire',
      'isUpdate',
      'isUpdateWire',
      'partial',
      'partialWire',
      'update',
      'updateWire',
    ]);
    expect(index['createWire']!.is(created)).toBe(true);
    expect(index['create']!.is(created)).toBe(false);
  });
  it('has no Create validator where requests cannot create', async () => {
    const log = await emitted.import<object>('validators/log.js');
    expect(Object.keys(log).filter((name) => /create/i.test(name))).toEqual([]);
  });
  it('implements Standard Schema 1', async () => {
    const { createWire: validator } = await emitted.import<{ createWire: StandardSchemaV1 }>('validators/gadget.js');
    expect(validator['~standard']).toMatchObject({ version: 1, vendor: 'onem2m-specgen' });
    expect(validator['~standard'].validate(created)).toEqual({ value: created });
    const result = await validator['~standard'].validate({ ...created, clr: 9 });
    expect(result.issues).toMatchObject([{ path: ['clr'], message: 'color (clr) must be one of 1, 2, 3' }]);
  });
});
