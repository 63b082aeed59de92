import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { AttributeFact, ChildFact, EnumerationFact, Fact, Facts, MemberFact, OperationFact, ShortNameFact } from '../../../generator/import/facts.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import type { MergeOptions } from '../../../generator/import/merge/merge.js';
import { merge } from '../../../generator/import/merge/merge.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';

const place = { file: 'cr.txt', line: 7, column: 1 };
const table = { clause: '9.1', table: '9.1-2' };

/** `beans 1 RW OA`: a row of TS-0001's style; `-` leaves a column out. */
const attribute = (text: string, more: Partial<AttributeFact> = {}): AttributeFact => {
  const [name, multiplicity, access, announced] = text.split(/\s+/);
  const columns = Object.fromEntries(Object.entries({ multiplicity, access, announced }).filter(([, cell]) => cell !== undefined && cell !== '-'));
  return { kind: 'attribute', resource: 'kettle', resourceKind: 'resource', name: name!, ...columns, text: '', source: table, place, ...more };
};
/** `beans M O xs:string`: a row of TS-0004's style. */
const request = (text: string, more: Partial<AttributeFact> = {}): AttributeFact => {
  const [name, create, update, type] = text.split(/\s+/);
  return { kind: 'attribute', resource: 'kettle', resourceKind: 'resource', name: name!, create: create!, update: update!, ...(type !== undefined && { type }), text: '', source: { clause: '7.1', table: '7.1-1' }, place, ...more };
};
const listed = (attributeName: string, ...names: string[]): EnumerationFact[] =>
  names.map((name) => ({ kind: 'enumeration-value', attribute: { resource: 'kettle', name: attributeName }, name, from: 'cell', source: table, place }));
const numbered = (type: string, values: Record<string, number>): EnumerationFact[] =>
  Object.entries(values).map(([name, value]) => ({ kind: 'enumeration-value', type, name, value, from: 'table', source: { clause: '6.1', table: '6.1-1' }, place }));
const child = (type: string, multiplicity = '0..n'): ChildFact => ({ kind: 'child', resource: 'kettle', resourceKind: 'resource', type, multiplicity, source: { clause: '9.1', table: '9.1-1' }, place });
const member = (path: string, type: string, multiplicity = '1'): MemberFact => ({
  kind: 'member',
  of: 'm2m:lid',
  path: path.replace('@', '').split('/'),
  isXmlAttribute: path.startsWith('@'),
  type,
  multiplicity,
  source: { clause: '6.2', table: '6.2-1' },
  place,
});
const short = (name: string, shortName: string): ShortNameFact => ({ kind: 'short-name', of: 'attribute', name, shortName, source: { clause: '8.2', table: '8.2-1' }, place });

const document = (facts: readonly Fact[], id = 'TS-9001'): Facts => ({ document: id, facts, tables: [] });

function merged(facts: readonly Fact[], into: Sources = new Map(), options: MergeOptions & { known?: Sources; document?: string } = {}) {
  const diagnostics = new Diagnostics();
  const result = merge([document(facts, options.document)], into, options.known, diagnostics, options);
  const all: Sources = new Map([...into, ...result.sources]);
  return {
    ...result,
    all,
    words: result.changes.map(changeInWords),
    codes: diagnostics.list().map((d) => d.code),
    diagnostics: diagnostics.list(),
    /** What stands in a definition at a path of keys and names. */
    at: (file: string, ...path: (string | number)[]) => path.reduce<unknown>((value, key) => (Array.isArray(value) && typeof key === 'string' ? value.find((v: Record<string, unknown>) => v['name'] === key || v['type'] === key) : (value as Record<string, unknown> | undefined)?.[key]), JSON.parse(all.get(file)!)),
    problems: () => analyse(all).diagnostics.list().filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.message}`),
  };
}

const kettle = 'tables/resources/kettle.json';
const basic = [attribute('name 1 RW OA'), attribute('lid 0..1 RO OA'), attribute('heat 1 WO NA'), attribute('owner 0..1(L) RW NA')];
const before = merged(basic).all;

describe('operations', () => {
  const no = (resource: string, ...operations: OperationFact['operation'][]): OperationFact[] =>
    operations.map((operation) => ({ kind: 'operation', resource, resourceKind: 'resource', operation, allowed: false, source: { clause: '7.2' }, place }));
  const steam = { ...child('steam', '1'), fixedName: 'stm' };
  const made = merged([...basic, steam], new Map(), { document: 'TS-9001' });

  it('of a virtual resource stand in the row of its parent', () => {
    expect(made.at(kettle, 'children', 'steam', 'operations')).toBeUndefined();
    const result = merged(no('steam', 'create', 'update'), made.all);
    expect(result.at(kettle, 'children', 'steam')).toEqual({ type: 'steam', multiplicity: '1', fixedName: 'stm', operations: ['retrieve', 'delete'], source: { document: 'TS-9001', clause: '9.1', table: '9.1-1' } });
    expect(result.words).toEqual(['kettle child steam operations nothing → retrieve, delete']);
    expect(merged(no('steam', 'create', 'update'), result.all).words).toEqual([]);
    expect(merged([...basic, steam], result.all).words).toEqual([]);
    expect(merged(no('steam', 'create'), result.all).words).toEqual(['kettle child steam operations retrieve, delete → retrieve, update, delete']);
    expect(merged([...basic, steam, ...no('steam', 'create')]).words).toEqual(made.words);
  });

  it('keep the NOTIFY of a virtual resource, of which no text speaks', () => {
    const taken = new Map(made.all).set(kettle, made.all.get(kettle)!.replace('"fixedName": "stm"', '"fixedName": "stm", "operations": ["retrieve", "delete", "notify"]'));
    expect(merged(no('steam', 'create', 'update', 'delete'), taken).at(kettle, 'children', 'steam', 'operations')).toEqual(['retrieve', 'notify']);
  });

  it('of a child that has a definition stand there', () => {
    const result = merged(no('kettle', 'delete'), merged([...basic, { ...child('kettle', '1'), fixedName: 'small' }]).all);
    expect(result.at(kettle, 'children', 'kettle', 'operations')).toBeUndefined();
  });
});

describe('attributes', () => {
  it('that nobody knows follow from what is printed', () => {
    const result = merged(basic);
    expect(result.problems()).toEqual([]);
    const row = (name: string) => { const { create, update, multiplicity, type } = result.at(kettle, 'attributes', name) as Record<string, string>; return [multiplicity, type, create, update]; };
    expect(row('name')).toEqual(['1', 'xs:anyType', 'M', 'O']);
    expect(row('lid')).toEqual(['0..1', 'xs:anyType', 'NP', 'NP']);
    expect(row('heat')).toEqual(['1', 'xs:anyType', 'M', 'NP']);
    expect(row('owner')).toEqual(['0..1 (L)', 'xs:anyType', 'O', 'O']);
    expect(result.codes.filter((c) => c === 'IMPORT_NO_TYPE')).toHaveLength(4);
    expect(result.at(kettle, 'announcedVariant')).toMatchObject({ name: 'kettleAnnc', provisional: true });
  });

  it('take each column from the table that has it', () => {
    const result = merged([...basic, request('name O O xs:string'), request('lid NP NP xs:boolean')]);
    expect(result.at(kettle, 'attributes', 'name')).toMatchObject({ multiplicity: '1', access: 'RW', create: 'O', type: 'xs:string' });
    expect(result.at(kettle, 'source')).toEqual({ document: 'TS-9001', clause: '9.1', table: '9.1-2' });
    expect(result.problems()).toEqual([]);
  });

  it('come from tables of requests alone, too', () => {
    const result = merged([request('name M O xs:string'), request('lid NP NP xs:boolean'), request('heat O NP list of xs:integer', { type: 'list of xs:integer' })]);
    const row = (name: string) => { const { access, multiplicity } = result.at(kettle, 'attributes', name) as Record<string, string>; return [access, multiplicity]; };
    expect([row('name'), row('lid'), row('heat')]).toEqual([['RW', '1'], ['RO', '0..1'], ['WO', '0..1 (L)']]);
    expect(result.problems()).toEqual([]);
  });

  const printing = 'kettle requests derived from the access → printed in TS-9001 7.1';
  it.each<[string, AttributeFact[], string[]]>([
    ['nothing', basic, []],
    ['a column', [attribute('name 0..1 RW OA'), ...basic.slice(1)], ['kettle.name multiplicity 1 → 0..1', 'kettle.name create M → O']],
    ['white space in a multiplicity', [...basic.slice(0, 3), attribute('owner - RW NA', { multiplicity: '0..1  ( L )' })], []],
    ['a row', basic.slice(0, 3), ['attribute kettle.owner removed']],
    ['the order', [basic[1]!, basic[0]!, ...basic.slice(2)], ['kettle attributes in the order of the document: lid, name, heat, owner']],
    ['a name', [attribute('kettleName 1 RW OA'), ...basic.slice(1)], ['attribute kettle.name renamed to kettleName']],
    ['a row for another one', [attribute('colour 1 RW OA'), ...basic.slice(1)], ['attribute kettle.colour added', 'attribute kettle.name removed']],
    ['the requests of a row', [request('name O O')], [printing, 'kettle.name create M → O']],
    ['requests of a row that is new', [request('spout O O xs:string')], [printing, 'attribute kettle.spout added']],
  ])('differ by %s', (_, facts, changes) => {
    const result = merged(facts, before);
    expect(result.words).toEqual(changes);
    expect(result.problems()).toEqual([]);
    expect(merged(facts, result.all).words).toEqual([]);
  });

  describe('say which clause prints their requests', () => {
    const printed = merged([...basic, request('name M O xs:string'), request('lid NP NP xs:boolean')]).all;
    const clauseOf = (all: Sources): unknown => (JSON.parse(all.get(kettle)!) as { requests?: unknown }).requests;
    const moved = (clause: string) => ({ source: { clause, table: `${clause}-3` } });

    it('follows a later version that numbers it otherwise', () => {
      const facts = [request('name M O xs:string', moved('7.2')), request('lid NP NP xs:boolean', moved('7.2'))];
      const result = merged(facts, printed);
      expect(result.words).toEqual(['kettle requests printed in TS-9001 7.1 → printed in TS-9001 7.2']);
      expect(clauseOf(result.all)).toEqual({ document: 'TS-9001', clause: '7.2' });
      expect(Object.keys(JSON.parse(result.all.get(kettle)!) as object)).toEqual(Object.keys(JSON.parse(printed.get(kettle)!) as object));
      expect(result.problems()).toEqual([]);
      expect(merged(facts, result.all).words).toEqual([]);
    });

    it.each<[string, AttributeFact[], string]>([
      ['is the same where it is printed again elsewhere', [request('name M O xs:string'), request('lid NP NP xs:boolean', moved('7.9'))], 'TS-9001'],
      ['is the same where another document tells it again', [request('name M O xs:string', moved('5.5')), request('lid NP NP xs:boolean', moved('5.5'))], 'TR-9002'],
      ['is the same where the number is still open', [request('name M O xs:string', moved('7.x')), request('lid NP NP xs:boolean', moved('7.x'))], 'TS-9001'],
      ['is the same where Stage 2 alone is read', basic, 'TS-9001'],
    ])('%s', (_, facts, document) => {
      expect(clauseOf(merged(facts, printed, { document }).all)).toEqual({ document: 'TS-9001', clause: '7.1' });
    });
  });

  it('keep the requests that a table prints, and what of them is of another access is a matter for a person', () => {
    const both = merged([...basic, request('name M O xs:string'), request('lid NP NP xs:boolean')]);
    const result = merged([attribute('name 1 RO OA'), ...basic.slice(1)], both.all);
    expect(result.words.filter((line) => !line.includes('erratum'))).toEqual(['kettle.name access RW → RO']);
    expect(result.at(kettle, 'attributes', 'name')).toMatchObject({ access: 'RO', create: 'M', update: 'O', errata: [expect.any(String)] });
    expect(result.problems()).toEqual([]);
    // Nothing but the access is printed: they follow.
    expect(merged([attribute('name 1 RO OA'), ...basic.slice(1)], before).words).toEqual(['kettle.name access RW → RO', 'kettle.name create M → NP', 'kettle.name update O → NP']);
  });

  it('cite the document that changed them, and keep what it does not speak of', () => {
    const edited: Sources = new Map([...before, [kettle, before.get(kettle)!.replace('"access": "RW",', '"access": "RW",\n      "constraints": { "maxLength": 9 },')]]);
    const result = merged([attribute('name 1 RO OA', { source: { clause: '9.9', table: '9.9-2' } }), ...basic.slice(1)], edited, { document: 'TS-9001-CR' });
    expect(result.at(kettle, 'attributes', 'name')).toMatchObject({ access: 'RO', constraints: { maxLength: 9 }, source: { document: 'TS-9001-CR', clause: '9.9', table: '9.9-2' } });
    expect((result.at('tables/documents.json', 'documents') as { id: string }[]).map((d) => d.id)).toEqual(['TS-0004', 'TS-9001', 'specgen', 'TS-9001-CR']);
    expect(result.problems()).toEqual([]);
  });

  it('that are left out say why', () => {
    const result = merged([...basic, attribute('spout - - OA'), attribute('bad name'), attribute('steam 1 XX OA'), attribute('__proto__ 1 RW OA')]);
    expect(result.diagnostics.filter((d) => d.severity === 'warning').map((d) => d.message)).toEqual([
      'kettle.bad: multiplicity "name" is not understood',
      'kettle.steam: access "XX" is not understood',
      '"__proto__" is no name of an attribute',
      'kettle.bad is left out: no table says its access',
      'kettle.spout is left out: no table says its access',
      'kettle.steam is left out: no table says its access',
    ]);
    expect((result.at(kettle, 'attributes') as unknown[]).length).toBe(4);
  });

  it('that two tables print differently are as the first one has them, and that is said', () => {
    const result = merged([...basic, attribute('name 0..1 RW OA', { source: { clause: '9.2', table: '9.2-2' } })]);
    expect(result.at(kettle, 'attributes', 'name')).toMatchObject({ multiplicity: '1' });
    expect(result.diagnostics.find((d) => d.code === 'IMPORT_CONFLICT')?.message).toBe('kettle.name: multiplicity is 1 in one table and 0..1 here');
  });

  it('whose two views contradict each other come with an erratum, and lose it when they agree again', () => {
    const conflict = merged([...basic, request('lid NP O xs:string')]);
    expect(conflict.at(kettle, 'attributes', 'lid')).toMatchObject({ access: 'RO', update: 'O' });
    // TS-0004's columns are what requests follow; the erratum is for a person, patches nothing and shows both.
    expect(conflict.proposals.map((p) => [p.printed, p.use, p.patches])).toEqual([['RO; Create NP, Update O', 'Create NP, Update O', []]]);
    expect(conflict.at(kettle, 'attributes', 'lid')).toMatchObject({ errata: ['I01'] });
    expect(conflict.problems()).toEqual([]);
    const agreed = merged([...basic, request('lid NP NP xs:string')], conflict.all);
    expect(agreed.words).toEqual(['kettle.lid update O → NP', 'proposed erratum I01 removed: it does not hold any more']);
    expect(agreed.at(kettle, 'attributes', 'lid')).not.toHaveProperty('errata');
    expect(agreed.problems()).toEqual([]);
  });
});

describe('misprints', () => {
  it.each([
    ['R0', 'RO'],
    ['R/W', 'RW'],
    ['wo', 'WO'],
  ])('access %s stands as printed, with an erratum that makes it %s', (access, use) => {
    const result = merged([attribute(`name 1 ${access} OA`), ...basic.slice(1)]);
    expect(result.at(kettle, 'attributes', 'name', 'access')).toBe(access);
    expect(result.proposals).toMatchObject([{ printed: access, use, needed: true, where: [{ document: 'TS-9001', clause: '9.1', line: 7 }] }]);
    expect(result.accepted).toEqual(['I01']);
    expect(result.problems()).toEqual([]);
    expect(analyse(result.all).model.resources.find((r) => r.name === 'kettle')!.attributes[0]!.access).toBe(use);
    // And once more: the erratum is there, so nothing is proposed.
    const again = merged([attribute(`name 1 ${access} OA`), ...basic.slice(1)], result.all);
    expect([again.words, again.proposals]).toEqual([[], []]);
    // Put right in the document, the erratum goes.
    const right = merged([attribute(`name 1 ${use} OA`), ...basic.slice(1)], result.all);
    expect(right.words[0]).toBe(`kettle.name access ${access} → ${use}`);
    expect(right.codes).toContain('IMPORT_ERRATUM_CLOSED');
    expect(right.at('errata.json', 'errata')).toEqual([]);
    expect(right.problems()).toEqual([]);
  });

  it.each([
    ['0.1', '0..1'],
    ['0...1 (L)', '0..1 (L)'],
    ['0..1 [L]', '0..1 (L)'],
    ['0..1 ((L)', '0..1 (L)'],
    ['0..1 L', '0..1 (L)'],
    ['0..*', '0..n'],
    ['1..1', '1'],
  ])('multiplicity %s means %s', (multiplicity, use) => {
    const result = merged([attribute('name - RW OA', { multiplicity }), ...basic.slice(1)]);
    expect(result.proposals).toMatchObject([{ printed: multiplicity, use }]);
    expect(result.problems()).toEqual([]);
  });

  it('of a value in a list are matched to the known one, and cited where they stand when accepted', () => {
    const one = merged([...basic, ...listed('lid', 'OPENED', 'SHUTTING', 'LOCKED')]).all;
    const facts = [...basic, ...listed('lid', 'OPENED', 'SHUTING', 'LOCKED')];
    const result = merged(facts, one);
    expect([result.words, result.accepted]).toEqual([[], []]);
    expect(result.proposals).toMatchObject([{ printed: 'SHUTING', use: 'SHUTTING', patches: [], needed: false }]);
    const accepted = merged(facts, one, { acceptErrata: true });
    expect(accepted.accepted).toEqual(['I01']);
    expect(accepted.at(kettle, 'attributes', 'lid', 'errata')).toEqual(['I01']);
    expect(accepted.problems()).toEqual([]);
    expect(merged(facts, accepted.all).proposals).toEqual([]);
  });
});

describe('enumerations', () => {
  it('keep the name that a person gave where the document has a sentence, and take a name where it has one', () => {
    const sentence = 'a key that is meant to be shared with the owner of the lid';
    const printed = merged([...basic, ...numbered('m2m:lidKey', { [sentence]: 10, PLAIN: 11 })]).all;
    const named = new Map([...printed].map(([file, text]) => [file, file === 'tables/enumerations.json' ? text.replace(sentence, 'KEY_OWNER') : text]));
    const values = (names: Record<string, number>) => merged([...basic, ...numbered('m2m:lidKey', names)], named).at('tables/enumerations.json', 'enumerations', 'm2m:lidKey', 'values');
    expect(values({ [sentence]: 10, PLAIN: 11 })).toMatchObject([{ value: 10, name: 'KEY_OWNER' }, { value: 11, name: 'PLAIN' }]);
    expect(values({ KEY: 10, PLAIN: 11 })).toMatchObject([{ value: 10, name: 'KEY' }, { value: 11, name: 'PLAIN' }]);
  });

  it('of a list get provisional numbers and a type of their own', () => {
    const result = merged([...basic, ...listed('lid', 'OPEN', 'SHUT')]);
    expect(result.at('tables/enumerations.json', 'enumerations', 'm2m:lid')).toMatchObject({ provisional: true, values: [{ value: 1, name: 'OPEN' }, { value: 2, name: 'SHUT' }] });
    expect(result.at(kettle, 'attributes', 'lid', 'type')).toBe('m2m:lid');
    expect(result.all.get('CDT-imported-TS-9001.xsd')).toContain('<xs:enumeration value="2" /> <!-- SHUT -->');
    expect(result.problems()).toEqual([]);
  });

  it.each<[string, EnumerationFact[], string[]]>([
    ['nothing', numbered('m2m:tea', { GREEN: 1, BLACK: 2, MINT: 5 }), []],
    ['a value more', numbered('m2m:tea', { GREEN: 1, BLACK: 2, ROOIBOS: 3, MINT: 5 }), ['enumeration value m2m:tea.ROOIBOS added: 3', 'XSD document CDT-imported-TS-9001.xsd follows the tables']],
    ['a value less', numbered('m2m:tea', { GREEN: 1, BLACK: 2 }), ['enumeration value m2m:tea.MINT removed', 'XSD document CDT-imported-TS-9001.xsd follows the tables']],
    ['a name', numbered('m2m:tea', { GREEN: 1, BLACK: 2, CAMOMILE: 5 }), ['m2m:tea 5 name MINT → CAMOMILE', 'XSD document CDT-imported-TS-9001.xsd follows the tables']],
  ])('of a table differ by %s', (_, facts, changes) => {
    const first = merged(numbered('m2m:tea', { GREEN: 1, BLACK: 2, MINT: 5 }));
    expect(first.at('tables/enumerations.json', 'enumerations', 'm2m:tea', 'unassigned')).toEqual([3, 4]);
    const result = merged(facts, first.all);
    expect(result.words).toEqual(changes);
    expect(result.problems()).toEqual([]);
  });
});

describe('other tables', () => {
  it('children follow their own table, and no other', () => {
    const first = merged([...basic, child('subscription'), child('spoon', '0..1')]);
    const other = merged([{ ...child('cup'), source: { clause: '7.1', table: '7.1-4' } }], first.all);
    expect(other.words).toEqual(['child kettle child cup added']);
    expect(merged([child('subscription'), child('spoon', '1')], other.all).words).toEqual(['kettle child spoon multiplicity 0..1 → 1']);
    // One row of two may be an excerpt; two of three lack one.
    expect(merged([child('subscription')], other.all).words).toEqual([]);
    const third = merged([child('subscription'), child('spoon', '0..1'), child('lid')], other.all);
    expect(merged([child('subscription'), child('lid')], third.all).words).toEqual(['child kettle child spoon removed']);
    expect(other.problems()).toEqual([]);
  });

  it('a complex type becomes XSD, nested and with attributes', () => {
    const result = merged([...basic, request('lid NP NP m2m:lid'), member('hinge/side', 'xs:string'), member('hinge/worn', 'xs:boolean', '0..1'), member('marks', 'list of xs:integer', '0..1'), member('maker', 'm2m:whoever', '0..n'), member('@unit', 'xs:string')]);
    expect(result.problems()).toEqual([]);
    expect(result.all.get('CDT-imported-TS-9001.xsd')).toContain('<xs:attribute name="unit" type="xs:string" use="required" />');
    expect(result.diagnostics.filter((d) => d.code === 'IMPORT_UNKNOWN_TYPE').map((d) => d.message)).toEqual(['m2m:lid/maker: nothing declares m2m:whoever, so that any value is allowed']);
    // One row of seven is an excerpt, unless somebody says that it is all there is.
    expect(merged([member('hinge/side', 'xs:string')], result.all).words).toEqual([]);
    expect(merged([member('hinge/side', 'xs:string')], result.all, { as: 'whole' }).words).toEqual([
      ...['hinge/worn', 'marks', 'maker', 'unit'].map((path) => `member m2m:lid/${path} removed`),
      'XSD document CDT-imported-TS-9001.xsd follows the tables',
    ]);
  });

  it('a published short name takes the place of a provisional one', () => {
    const names = JSON.parse(before.get('tables/short-names.json')!) as { groups: { names: Record<string, string> }[] };
    const provisional = names.groups.map((g) => g.names['heat']).find((n) => n !== undefined)!;
    const result = merged([short('heat', 'ht')], before);
    expect(result.words).toEqual([`short name of heat ${provisional} (provisional) → ht`]);
    expect(analyse(result.all).model.shortNames.attributes.get('heat')).toMatchObject({ shortName: 'ht', provisional: false });
    expect(merged([short('heat', 'ht')], result.all).words).toEqual([]);
  });

  it('makes short names that are unique, whatever the names', () => {
    const many = Array.from({ length: 300 }, (_, i) => attribute(`heat${String.fromCharCode(97 + (i % 26))}${i} 1 RW OA`));
    const result = merged(many);
    expect(result.problems()).toEqual([]);
  });
});

describe('what the folder has already', () => {
  it('must be sound', () => {
    const result = merged(basic, new Map([['tables/documents.json', '{ "$schema": "schema/documents.schema.json" }']]));
    expect(result.diagnostics.some((d) => d.severity === 'error')).toBe(true);
    expect(result.sources.size).toBe(0);
  });

  it('is found whatever its files are called', () => {
    const moved: Sources = new Map([...before].map(([file, text]) => [file.replace('tables/resources/kettle.json', 'tables/things/a-kettle.json'), text]));
    const result = merged([attribute('name 1 RO OA'), ...basic.slice(1)], moved);
    expect([...result.sources.keys()]).toEqual(['tables/things/a-kettle.json']);
  });
});

describe('two documents that spell an attribute in two ways', () => {
  const both = (inTable: string, inRequest: string, known?: Sources) =>
    merged([...basic, attribute(`${inTable} 0..1 RW OA`), ...basic.map(({ name }) => request(`${name} O O xs:string`)), request(`${inRequest} O NP xs:string`)], new Map(), known === undefined ? {} : { known });

  it.each([
    ['heat-Source-ID', 'Heat-Source-ID'],
    ['warmingIlevel', 'warmingLevel'],
    ['potId', 'potID'],
  ])('%s and %s are one, under the name that goes with short names', (inTable, inRequest) => {
    const result = both(inTable, inRequest);
    const names = (result.at(kettle, 'attributes') as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual([...basic.map(({ name }) => name), inRequest]);
    expect(result.at(kettle, 'attributes', inRequest)).toMatchObject({ multiplicity: '0..1', access: 'RW', announced: 'OA', create: 'O', update: 'NP' });
    expect(result.diagnostics.filter((d) => d.code === 'IMPORT_CONFLICT').map((d) => d.message)).toEqual([`kettle.${inTable} here is ${inRequest} in another table; taken for one attribute, ${inRequest}`]);
  });

  it('keep the name that is known', () => {
    const known = merged([...basic, attribute('warmingLevel 0..1 RW OA')]).all;
    expect(both('warmingLevel', 'warmingLevl', known).at(kettle, 'attributes', 'warmingLevel')).toMatchObject({ create: 'O', update: 'NP' });
  });

  it.each([
    ['potA', 'potB'],
    ['boilBefore', 'boilAfter'],
  ])('%s and %s are two', (inTable, inRequest) => {
    const result = both(inTable, inRequest);
    expect(result.at(kettle, 'attributes', inTable)).toBeDefined();
    expect(result.at(kettle, 'attributes', inRequest)).toBeDefined();
    expect(result.codes).not.toContain('IMPORT_CONFLICT');
  });

  it('are two where both tables have both', () => {
    const result = merged([attribute('warmingLevel1 1 RW OA'), attribute('warmingLevel2 1 RW OA'), request('warmingLevel1 M O xs:string'), request('warmingLevel2 M O xs:string')]);
    expect((result.at(kettle, 'attributes') as unknown[]).length).toBe(2);
  });
});

describe('types that stand elsewhere', () => {
  const elsewhere = (text: string, more: Partial<AttributeFact> = {}) => request('spout O NP', { resource: 'teapot', resourceKind: 'mgmtObj', type: text, source: { clause: 'D.9.1', table: 'D.9.1-2' }, ...more });
  const there = request('spout O NP list of xs:anyURI', { type: 'list of xs:anyURI', source: { clause: '7.4.99.1', table: '7.4.99.1-2' } });

  it.each(['See clause 7.4.99', 'see clause 7.4.99.1.', 'As defined in Table 7.4.99.1-2', 'See TS-9001 [6], clause 7.4.99'])('%s gives the type of that row', (text) => {
    const result = merged([...basic, there, elsewhere(text)]);
    expect(result.at('tables/resources/teapot.json', 'attributes', 'spout')).toMatchObject({ type: 'list of xs:anyURI' });
    expect(result.codes).not.toContain('IMPORT_CELL');
  });

  it('gives none from another clause', () => {
    const result = merged([...basic, there, elsewhere('See clause 7.4.9')]);
    expect(result.at('tables/resources/teapot.json', 'attributes', 'spout')).toMatchObject({ type: 'xs:anyType' });
    expect(result.codes).toContain('IMPORT_NO_TYPE');
  });

  it('comes from the known rows of the base of specializations', () => {
    const base = { resource: 'mgmtObj', source: { clause: '7.4.15.1', table: '7.4.15.1-2' } };
    const known = merged([attribute('spout 1 RW OA', base), request('spout M O xs:token', base)]).all;
    const result = merged([elsewhere('See clause 7.4.15')], new Map(), { known });
    expect(result.at('tables/resources/teapot.json', 'attributes', 'spout')).toMatchObject({ type: 'xs:token' });
  });
});

describe('what is known of a common attribute', () => {
  const knownFacts = [...basic, attribute('labels 0..1(L) RW OA'), request('labels O O list of xs:token', { type: 'list of xs:token' }), attribute('keeper 0..1 RO NA'), request('keeper O NP xs:token')];
  const groups = { $schema: 'schema/short-names.schema.json', reserved: [], groups: [{ name: 'universal and common attributes', kind: 'attribute', source: { document: 'TS-9001', clause: '8.2' }, names: { labels: 'lbl', keeper: 'kpr' } }] };
  const teapot = 'tables/resources/teapot.json';
  const imported = (text: string, cites?: string) => {
    const first = merged(knownFacts);
    const known = new Map([...first.all, ['tables/short-names.json', JSON.stringify(groups)]]);
    const definition = JSON.parse(known.get(kettle)!) as { attributes: { name: string; errata?: string[] }[] };
    const keeper = definition.attributes.find(({ name }) => name === 'keeper')!;
    delete keeper.errata;
    if (cites !== undefined) keeper.errata = [cites];
    known.set(kettle, JSON.stringify(definition));
    known.delete('errata.json');
    if (cites !== undefined) {
      known.set('errata.json', JSON.stringify({ $schema: 'tables/schema/errata.schema.json', errata: [{ id: cites, kind: 'semantic', where: [{ document: 'TS-9001', clause: '7.1' }], printed: 'keeper is RO, yet optional in CREATE', use: 'both stand', why: 'Null asks for it.' }] }));
    }
    return merged([attribute(text, { resource: 'teapot' })], new Map(), { known });
  };

  it.each([
    ['labels 0..1(L) RW OA', { create: 'O', update: 'O' }],
    // The same attribute under another access: what no document prints is no misprint.
    ['labels 0..1(L) WO OA', { create: 'O', update: 'NP' }],
    ['labels 1 WO OA', { create: 'O', update: 'NP' }],
    ['labels 0..1(L) RO OA', { create: 'NP', update: 'NP' }],
    ['keeper 0..1 RW NA', { create: 'O', update: 'O' }],
    ['keeper 0..1 RO NA', { create: 'NP', update: 'NP' }],
  ])('%s', (text, want) => {
    const result = imported(text);
    expect(result.at(teapot, 'attributes', text.split(' ')[0]!)).toMatchObject(want);
    expect(result.proposals).toEqual([]);
  });

  it('stands, with the erratum that says so', () => {
    const result = imported('keeper 0..1 RO NA', 'S90');
    expect(result.at(teapot, 'attributes', 'keeper')).toMatchObject({ create: 'O', update: 'NP', errata: ['S90'] });
    expect(result.proposals).toEqual([]);
    expect(result.problems()).toEqual([]);
  });
});

it('rows of a table that has no columns for requests are those that no request may have', () => {
  const { create: _, update: __, ...never } = request('lid - -');
  const result = merged([{ ...never, type: 'list of xs:string' }, { ...never, name: 'heat', type: 'xs:string' }]);
  expect(result.at(kettle, 'attributes', 'lid')).toMatchObject({ access: 'RO', multiplicity: '0..1 (L)', create: 'NP', update: 'NP' });
  expect(result.at(kettle, 'attributes', 'heat')).toMatchObject({ access: 'RO', multiplicity: '0..1' });
  expect(result.codes).not.toContain('IMPORT_ROW');
});

it('rows of a table that has a column for UPDATE alone say no more than that', () => {
  const { create: _, ...updated } = request('lid - O xs:string');
  const result = merged([updated, { ...updated, name: 'heat', update: 'NP' }]);
  expect(result.at(kettle, 'attributes', 'lid')).toMatchObject({ access: 'RW', multiplicity: '0..1', update: 'O' });
  expect(result.at(kettle, 'attributes', 'heat')).toMatchObject({ access: 'RO', multiplicity: '0..1', create: 'NP', update: 'NP' });
});

it('known definitions that do not hold are said to be so, and nothing is imported', () => {
  const known = new Map([['tables/short-names.json', JSON.stringify({ $schema: 'schema/short-names.schema.json', groups: [] })]]);
  const result = merged(basic, new Map(), { known });
  expect(result.diagnostics.filter((d) => d.severity === 'error').map((d) => [d.code, d.place?.file])).toEqual([['DEFINITION_MISSING_KEY', 'tables/short-names.json']]);
  expect(result.sources.size).toBe(0);
});
