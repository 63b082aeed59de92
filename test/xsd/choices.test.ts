import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { convert, rootWith, xsd } from './support.js';

const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');

describe.each([3, 40])('a choice among %i', (count) => {
  const groups = many(count, (i) => `<xs:sequence><xs:element name="a${i}"/><xs:element name="b${i}"/><xs:element name="c${i}" minOccurs="0" maxOccurs="3"/></xs:sequence>`);
  const elements = many(count, (i) => `<xs:element name="a${i}"/>`);

  it.each([
    ['groups', '', false],
    ['groups, or none', 'minOccurs="0"', true],
  ])('%s lets in one group, whole', (_, occurs, orNone) => {
    const { valid, schema } = convert(rootWith(`<xs:choice ${occurs}>${groups}</xs:choice>`));
    const verdicts = [{ a1: '', b1: '' }, { a1: '', b1: '', c1: ['', ''] }, {}, { a1: '' }, { c1: [''] }, { a1: '', b2: '' }, { a1: '', b1: '', a2: '', b2: '' }, { a1: '', b1: '', c2: [''] }].map(valid);
    expect(verdicts).toEqual([true, true, orNone, false, false, false, false, false]);
    expect(JSON.stringify(schema).length).toBeLessThan(2000 + 600 * count);
  });

  it.each([
    ['elements', '', '', false],
    ['elements, or none', 'minOccurs="0"', '', true],
    ['elements, with a choice inside', '', `<xs:choice>${many(count, (i) => `<xs:element name="z${i}"/>`)}</xs:choice>`, false],
  ])('%s lets in one', (_, occurs, inner, orNone) => {
    const { valid } = convert(rootWith(`<xs:choice ${occurs}>${elements}${inner}</xs:choice>`));
    expect([{ a1: '' }, {}, { a1: '', a2: '' }, { a0: '', a1: '', a2: '' }].map(valid)).toEqual([true, orNone, false, false]);
    expect([{ z1: '' }, { z1: '', z2: '' }, { a1: '', z2: '' }].map(valid)).toEqual([inner !== '', false, false]);
  });
});

it('a choice among so many groups that others are widened lets in one, whole', () => {
  const { valid } = convert(rootWith(`<xs:choice>${many(520, (i) => `<xs:sequence><xs:element name="a${i}"/><xs:element name="b${i}"/></xs:sequence>`)}</xs:choice>`));
  expect([{ a9: '', b9: '' }, { a9: '' }, { a9: '', b8: '' }, {}].map(valid)).toEqual([true, false, false, false]);
});

describe('a child that has to be there is not an empty array', () => {
  const element = (name: string, occurs = ''): string => `<xs:element name="${name}" type="xs:int" ${occurs}/>`;
  const manyOf = 'maxOccurs="unbounded"';
  const substitutes = `<xs:element name="head" abstract="true" type="xs:int"/>${many(12, (i) => `<xs:element name="m${i}" substitutionGroup="head" type="xs:int"/>`)}`;
  it.each<readonly [string, string, string, readonly unknown[], readonly unknown[]]>([
    ['of a sequence', `<xs:sequence>${element('a', manyOf)}</xs:sequence>`, '', [{ a: [1] }], [{}, { a: [] }]],
    ['of a choice', `<xs:choice>${element('a', manyOf)}${element('b')}</xs:choice>`, '', [{ a: [1] }, { b: 1 }], [{}, { a: [] }]],
    ['of a choice that repeats', `<xs:choice ${manyOf}>${element('a')}${element('b')}</xs:choice>`, '', [{ a: [1] }, { a: [], b: [1] }, { a: [1], b: [1] }], [{}, { a: [] }, { a: [], b: [] }]],
    ['of many in a choice that repeats', `<xs:choice ${manyOf}>${many(120, (i) => element(`a${i}`))}</xs:choice>`, '', [{ a7: [1] }, { a7: [], a8: [1] }], [{}, { a7: [] }, { a7: [], a8: [] }]],
    ['of many groups', `<xs:choice>${many(60, (i) => `<xs:sequence>${element(`a${i}`, manyOf)}${element(`b${i}`)}</xs:sequence>`)}</xs:choice>`, '', [{ a7: [1], b7: 1 }], [{}, { a7: [], b7: 1 }, { b7: 1 }]],
    ['of groups that repeat', `<xs:choice ${manyOf}>${many(40, (i) => `<xs:sequence>${element(`a${i}`)}${element(`b${i}`)}</xs:sequence>`)}</xs:choice>`, '', [{ a7: [1], b7: [1] }], [{}, { a7: [] }, { a7: [], b7: [] }]],
    ['of a substitution group', `<xs:sequence><xs:element ref="head" ${manyOf}/></xs:sequence>`, substitutes, [{ m3: [1] }, { m3: [], m4: [1] }], [{}, { m3: [] }, { m3: [], m4: [] }]],
    ['of a substitution group in a choice', `<xs:choice><xs:element ref="head" ${manyOf}/><xs:sequence>${element('a')}${element('b')}</xs:sequence></xs:choice>`, substitutes, [{ m3: [1] }, { a: 1, b: 1 }], [{}, { m3: [] }, { a: 1 }]],
    ['of a wildcard', `<xs:sequence><xs:any processContents="lax" ${manyOf}/></xs:sequence>`, '', [{ x: [1] }, { x: 1 }, { x: [], y: 1 }], [{}, { x: [] }]],
  ])('%s', (_, content, rest, valid, invalid) => {
    const converted = convert(rootWith(content, rest));
    expect(valid.map(converted.valid)).toEqual(valid.map(() => true));
    expect(invalid.map(converted.valid)).toEqual(invalid.map(() => false));
  });

  it('and where nothing has to be there it is nothing', () => {
    const { valid } = convert(rootWith(`<xs:choice minOccurs="0" ${manyOf}>${many(120, (i) => element(`a${i}`))}</xs:choice>`));
    expect([{}, { a7: [] }, { a7: [1] }].map(valid)).toEqual([true, true, true]);
  });
});

describe('elements that are referred to beside a lax wildcard', () => {
  const ring = (count: number): string =>
    xsd(many(count, (i) => `<xs:element name="e${i}"><xs:complexType><xs:sequence><xs:element ref="e${(i + 1) % count}" minOccurs="0"/><xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="n" type="xs:int"/></xs:complexType></xs:element>`));

  it('are what they are by either way', () => {
    const { valid } = convert(ring(4), 'e0');
    const inside = (...names: readonly string[]): unknown => names.reduceRight<unknown>((value, name) => ({ [name]: value }), { '@n': 'x' });
    expect([{ e1: {} }, { e1: [{}, {}], e2: {} }, { e1: [{ e3: { '@n': 1 } }] }, { other: 1 }].map(valid)).toEqual([true, true, true, true]);
    expect([inside('e1'), inside('e2'), inside('e1', 'e3', 'e0'), { e1: [{}, { '@n': 'x' }] }].map(valid)).toEqual([false, false, false, false]);
  });

  it('do not have each type write down what the wildcard lets in', () => {
    const [some, more] = [100, 300].map((count) => JSON.stringify(jsonSchemaFromXsd({ 'a.xsd': ring(count) }, 'a.xsd').schemaFor('e0', '')).length) as [number, number];
    expect(more / 300).toBeLessThan((some / 100) * 1.1);
    expect(more / 300).toBeLessThan(900);
  });
});
