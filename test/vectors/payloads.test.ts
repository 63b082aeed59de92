import { describe, expect, test } from 'vitest';
import type { Model } from '../../generator/model/model.js';
import type { InvalidVector, ResourceVectors } from '../../generator/emit/vectors/resource-vectors.js';
import { resourceVectors } from '../../generator/emit/vectors/resource-vectors.js';
import { attribute, cleanModel, gadgetAttributes, names, outcome, resource, rule, shortName } from '../check/fixture.js';

const vectorsOf = (operation: 'create' | 'update' | 'full', overrides: Partial<Model> = {}): ResourceVectors => {
  const model = cleanModel(overrides);
  return resourceVectors(model, model.resources[0]!, operation);
};
const withAttributes = (...extra: typeof gadgetAttributes): Partial<Model> => ({ resources: [resource({ attributes: [...gadgetAttributes, ...extra] })] });
const payload = (vectors: ResourceVectors, name: string) => vectors.valid.find((v) => v.name === name)?.long;
const broken = ({ invalid }: ResourceVectors, name: string): Partial<InvalidVector> | undefined => invalid.find((v) => v.attribute === name);
const rulesOf = ({ invalid }: ResourceVectors, name: string): readonly string[] => invalid.filter((v) => v.attribute === name).map((v) => v.rule);

describe('valid payloads', () => {
  const create = vectorsOf('create');
  const update = vectorsOf('update');
  const full = vectorsOf('full');

  test('a Create with only what is mandatory, and with everything that may be there', () => {
    expect(payload(create, 'only what is mandatory')).toEqual({ enabled: true });
    expect(payload(create, 'everything')).toEqual({
      resourceName: 'sample-1',
      enabled: true,
      startTime: '20300131T120000',
      tags: ['sample-token', 'another-token'],
      links: ['https://example.org/1', 'https://example.org/2'],
      args: { reset: [{ level: 1, note: 'sample text' }, { level: 2, note: 'another text' }], reboot: [{ level: 1, note: 'sample text' }, { level: 2, note: 'another text' }] },
    });
  });

  test('an Update may be empty, and deletes by null what may be absent', () => {
    expect(payload(update, 'only what is mandatory')).toEqual({});
    expect(update.valid.filter((v) => v.name.endsWith('deleted by null')).map((v) => v.long)).toEqual([{ startTime: null }, { tags: null }, { links: null }, { args: null }]);
  });

  test('each optional attribute alone, and both booleans', () => {
    expect(payload(create, 'with startTime')).toEqual({ enabled: true, startTime: '20300131T120000' });
    expect(payload(update, 'enabled: false')).toEqual({ enabled: false });
  });

  test('a full representation shows every value of what only the Hosting CSE sets, and its own resource type', () => {
    expect(full.valid.map((v) => [v.long['resourceType'], v.long['status']])).toEqual([[2, 1], [2, 1], [2, 2], [2, 3]]);
  });

  test('the wire form has short names, in complex types too', () => {
    expect(create.valid.find((v) => v.name === 'with args')?.wire).toEqual({
      ena: true,
      arg: { rst: [{ lvl: 1, nte: 'sample text' }, { lvl: 2, nte: 'another text' }], rbo: [{ lvl: 1, nte: 'sample text' }, { lvl: 2, nte: 'another text' }] },
    });
  });

  test('no two vectors of an operation have one name', () => {
    for (const { valid, invalid } of [create, update, full]) {
      const all = [...valid, ...invalid].map((v) => v.name);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  test('an attribute whose pattern no known string matches has no vectors, and spoils none', () => {
    const odd = attribute('odd', 'odd', { type: 'm2m:timestamp' });
    const impossible = { ...odd, type: { ...odd.type, type: { ...odd.type.type, name: undefined!, facets: { whiteSpace: 'collapse', patterns: [['[0-9]{77}']] } } as typeof odd.type.type } };
    const vectors = vectorsOf('create', withAttributes(impossible));
    expect(payload(vectors, 'everything')).not.toHaveProperty('odd');
    expect(vectors.valid.some((v) => v.name === 'with odd')).toBe(false);
  });
});

describe('invalid payloads', () => {
  const create = vectorsOf('create');
  const update = vectorsOf('update');

  test.each([
    { of: 'resourceType', want: { name: 'resourceType: must not be present', rule: 'NP', long: { enabled: true, resourceType: 2 }, wire: { ena: true, ty: 2 }, statusCode: 4000 } },
    { of: 'enabled', want: { name: 'enabled: missing', rule: 'M', long: {}, wire: {}, statusCode: 4000 } },
    { of: 'noSuchAttribute', want: { rule: 'unknown', long: { enabled: true, noSuchAttribute: 1 }, wire: { ena: true, noSuchAttribute: 1 }, statusCode: 4000 } },
    { of: 'startTime', want: { name: 'startTime: null', rule: 'null', long: { enabled: true, startTime: null } } },
  ])('Create: $of', ({ of, want }) => {
    expect(broken(create, of)).toMatchObject(want);
  });

  const rules: readonly { readonly operation: 'create' | 'update' | 'full'; readonly of: string; readonly want: readonly string[] }[] = [
    { operation: 'create', of: 'enabled', want: ['M', 'null', 'type'] },
    { operation: 'create', of: 'startTime', want: ['null', 'type', 'pattern'] },
    { operation: 'create', of: 'tags', want: ['null', 'type', 'type'] },
    { operation: 'create', of: 'args', want: ['null', 'type', 'unknown', 'unknown', 'type', 'unknown', 'M', 'type', 'unknown', 'M'] },
    { operation: 'update', of: 'enabled', want: ['null', 'type'] },
    { operation: 'update', of: 'startTime', want: ['type', 'pattern'] },
    { operation: 'full', of: 'status', want: ['M', 'null', 'type', 'enum'] },
  ];
  test.each(rules)('$operation: $of breaks $want', ({ operation, of, want }) => {
    expect(rulesOf(vectorsOf(operation), of)).toEqual(want);
  });

  test('only null means the wish for a creator', () => {
    const vectors = vectorsOf('create', withAttributes(attribute('creator', 'cr', { access: 'RO', update: 'NP' })));
    expect(payload(vectors, 'with creator')).toEqual({ enabled: true, creator: null });
    expect(broken(vectors, 'creator')).toMatchObject({ rule: 'type', long: { enabled: true, creator: 'sample text' } });
  });

  test('constraints and fixed values are rules of their own', () => {
    const vectors = vectorsOf(
      'create',
      withAttributes(
        attribute('short', 'sho', { constraints: [{ keyword: 'maxLength', value: 20 }] }),
        attribute('few', 'few', { type: 'list of xs:anyURI', multiplicity: '0..1 (L)', constraints: [{ keyword: 'maxItems', value: 2 }, { keyword: 'uniqueItems', value: true }] }),
        attribute('small', 'sml', { type: 'xs:integer', constraints: [{ keyword: 'maximum', value: 5 }] }),
        attribute('only', 'onl', { type: 'xs:integer', fixed: 7 }),
      ),
    );
    const long = vectors.invalid.find((v) => v.attribute === 'short' && v.rule === 'length')?.long['short'];
    expect(long).toHaveLength(21);
    expect(rulesOf(vectors, 'few')).toEqual(['null', 'type', 'type', 'length', 'unique']);
    expect(rulesOf(vectors, 'small')).toEqual(['null', 'type', 'type', 'type', 'range']);
    expect(vectors.invalid.filter((v) => v.attribute === 'only').map((v) => [v.rule, v.long['only']])).toEqual([['null', null], ['fixed', 8]]);
    expect(payload(vectors, 'everything')).toMatchObject({ only: 7 });
  });

  test('rules across attributes: forbidden, alone, onlyWhen; with their own status codes', () => {
    const model: Partial<Model> = {
      resources: [
        resource({
          rules: [
            rule({ id: 'not-both', kind: 'forbidden', attributes: ['enabled', 'startTime'], when: { enabled: false, startTime: '20300131T120000' } }),
            rule({ id: 'tags-alone', kind: 'alone', attributes: ['tags'], when: {}, outcome: 4005 }),
            rule({ id: 'links-when-enabled', kind: 'onlyWhen', attributes: ['links'], when: { enabled: true } }),
          ],
        }),
      ],
    };
    const update = vectorsOf('update', model).invalid.filter((v) => !['type', 'null', 'NP', 'unknown'].includes(v.rule));
    expect(update).toContainEqual(expect.objectContaining({ rule: 'forbidden', attribute: 'enabled', long: { enabled: false, startTime: '20300131T120000' }, statusCode: 4000 }));
    expect(update).toContainEqual(expect.objectContaining({ rule: 'alone', attribute: 'tags', statusCode: 4005 }));
    expect(payload(vectorsOf('update', model), 'everything')).not.toHaveProperty('tags');
    expect(payload(vectorsOf('create', model), 'everything')).toHaveProperty('links');
  });

  test('an outcome for an invalid value answers with its own code, a missing value does not', () => {
    const outcomes = [outcome({ id: 'gadget.create.enabledInvalid', procedure: 'create', statusCode: 6022 })];
    const codes = vectorsOf('create', { outcomes }).invalid.filter((v) => v.attribute === 'enabled').map((v) => [v.rule, v.statusCode]);
    expect(codes).toEqual([['M', 4000], ['null', 6022], ['type', 6022]]);
    expect(vectorsOf('full').invalid.map((v) => v.statusCode)).toEqual(vectorsOf('full').invalid.map(() => null));
  });

  test('__proto__ is a member of the payload, not its prototype', () => {
    const vector = broken(update, '__proto__')!;
    expect(Object.keys(vector.long!)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(vector.long)).toBe(Object.prototype);
  });

  test('short names that a name table lacks stay long', () => {
    const shortNames = { ...cleanModel().shortNames, members: names(shortName('reset', 'rst')) };
    const wire = vectorsOf('create', { shortNames }).valid.find((v) => v.name === 'with args')?.wire['arg'];
    expect(wire).toHaveProperty('rst');
    expect(wire).toHaveProperty('reboot');
  });
});
