import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { parseLimits } from '../../generator/read/xsd/parse.js';
import { effort } from '../support/effort.js';
import { convert, convertAsUsersDo, read, rootWith, xsd } from './support.js';

const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');

describe('input that means harm', () => {
  it('as an entity bomb is stopped', () => {
    const bomb = many(20, (i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
    const { codes } = read(`<!DOCTYPE xs:schema [<!ENTITY e0 "ha">${bomb}]>${xsd('<xs:element name="a" default="&e20;"/>')}`);
    expect(codes).toEqual(['XSD_ENTITY_LIMIT']);
  });

  it('as many references to a large entity is stopped', () => {
    const { codes } = read(`<!DOCTYPE xs:schema [<!ENTITY e "${'x'.repeat(50_000)}">]>${xsd(many(40, (i) => `<xs:element name="a${i}" default="&e;"/>`))}`);
    expect(codes).toEqual(['XSD_ENTITY_LIMIT']);
  });

  it('as an external entity, whose text it never reads', () => {
    const { codes, simple } = read(
      `<!DOCTYPE xs:schema [<!ENTITY x SYSTEM "file:///secret.txt"><!ENTITY p PUBLIC "-//X" 'http://example.com/'>]>${xsd('<xs:simpleType name="t"><xs:restriction base="xs:string"><xs:enumeration value="[&x;&p;]"/></xs:restriction></xs:simpleType>')}`,
    );
    expect(codes).toEqual(['XSD_EXTERNAL_ENTITY', 'XSD_EXTERNAL_ENTITY']);
    expect(simple('t').facets.enumeration![0]!.value).toBe('[]');
  });

  it('but internal entities are expanded', () => {
    const { codes, element } = read(
      `<?xml version="1.0"?><!DOCTYPE xs:schema [<!-- <!ENTITY n "no"> --><!ENTITY n 'na&#109;e'><!ENTITY nn "&n;&n;"><!ENTITY n "late"><!ENTITY % p "x"><!ENTITY amp "no">]>${xsd('<xs:element name="&nn;" default="&amp;&lt;"/>')}`,
    );
    expect(codes).toEqual([]);
    expect(element('namename').name.local).toBe('namename');
  });

  it('as 50 MB is refused before it is parsed', () => {
    const { codes } = read(`${xsd('')}${' '.repeat(50 * 1024 * 1024)}`);
    expect(codes).toEqual(['XSD_TOO_LARGE']);
    expect(parseLimits.size).toBeLessThan(50 * 1024 * 1024);
  });

  it('as a document of more elements than any that is published is refused where the limit is, annotations left aside', () => {
    const elements = (count: number): string => xsd(`<xs:annotation>${many(500, () => '<a/>')}</xs:annotation>\n${many(count, () => '<xs:any/>')}`);
    expect(read(elements(parseLimits.elements)).all.map(({ code, place }) => [code, place?.line])).toEqual([['XSD_TOO_LARGE', 2]]);
    expect(read(elements(10)).codes).not.toContain('XSD_TOO_LARGE');
  });

  it('as an element of thousands of attributes is refused, of thousands of namespaces read', () => {
    expect(read(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${many(20_000, (i) => `a${i}="" `)}/>`).codes).toEqual(['XSD_TOO_LARGE']);
    expect(read(`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${many(20_000, (i) => `xmlns:a${i}="urn:a" `)}/>`).codes).toEqual([]);
  });

  it.each([
    ['elements', xsd(many(100_000, () => '<xs:sequence>'))],
    ['types', xsd(many(5000, (i) => `<xs:complexType name="t${i}"><xs:complexContent><xs:extension base="t${i + 1}"/></xs:complexContent></xs:complexType>`))],
    ['simple types', xsd(many(5000, (i) => `<xs:simpleType name="t${i}"><xs:restriction base="t${i + 1}"/></xs:simpleType>`))],
    ['groups', xsd(many(5000, (i) => `<xs:group name="g${i}"><xs:sequence><xs:group ref="g${i + 1}"/><xs:element name="a"/></xs:sequence></xs:group>`))],
    ['groups, last first', xsd(many(5000, (i) => `<xs:group name="g${i}"><xs:sequence><xs:group ref="g${i - 1}" minOccurs="0"/><xs:element name="a"/></xs:sequence></xs:group>`))],
    ['attribute groups', xsd(many(5000, (i) => `<xs:attributeGroup name="g${i}"><xs:attributeGroup ref="g${i + 1}"/></xs:attributeGroup>`))],
    ['types, last first', xsd(many(5000, (i) => `<xs:complexType name="t${i}"><xs:complexContent><xs:extension base="t${i - 1}"><xs:attribute name="a${i}"/></xs:extension></xs:complexContent></xs:complexType>`))],
    ['simple types, last first', xsd(many(5000, (i) => `<xs:simpleType name="t${i}"><xs:restriction base="${i === 0 ? 'xs:string' : `t${i - 1}`}"><xs:pattern value="a"/></xs:restriction></xs:simpleType>`))],
    ['substitution groups', xsd(many(5000, (i) => `<xs:element name="e${i}" substitutionGroup="e${i + 1}"/>`))],
  ])('as a deep chain of %s is a diagnostic', (_, text) => {
    expect(read(text).codes).toContain('XSD_TOO_DEEP');
  });

  it('as a deep chain of documents is a diagnostic', () => {
    const files = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`d${i}.xsd`, xsd(`<xs:include schemaLocation="d${i + 1}.xsd"/>`)]));
    expect(read(files, ['d0.xsd']).codes).toContain('XSD_TOO_DEEP');
  });

  it('as groups that double each other is a diagnostic', () => {
    const text = xsd(`<xs:group name="g0"><xs:sequence><xs:element name="a"/></xs:sequence></xs:group>${many(40, (i) => `<xs:group name="g${i + 1}"><xs:sequence><xs:group ref="g${i}"/><xs:group ref="g${i}"/></xs:sequence></xs:group>`)}`);
    expect(read(text).codes).toContain('XSD_TOO_LARGE');
  });

  it('as unions that double each other is read', () => {
    const text = xsd(`<xs:simpleType name="u0"><xs:union memberTypes="xs:int"/></xs:simpleType>${many(60, (i) => `<xs:simpleType name="u${i + 1}"><xs:union memberTypes="u${i} u${i}"/></xs:simpleType>`)}<xs:element name="a" type="u60" default="x"/>`);
    expect(read(text).codes).toEqual(['XSD_BAD_DEFAULT']);
  });

  it('as unions of restricted unions, each of which is asked once, is read', () => {
    const text = xsd(`<xs:simpleType name="u0"><xs:union memberTypes="xs:int"/></xs:simpleType>${many(40, (i) => `<xs:simpleType name="u${i + 1}"><xs:union><xs:simpleType><xs:restriction base="u${i}"><xs:pattern value=".*"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>`)}<xs:element name="a" type="u40" default="x"/><xs:element name="b" type="u40" default=" 1 "/>`);
    expect(read(text).codes).toEqual(['XSD_BAD_DEFAULT']);
  });

  it('as content that goes ever deeper is converted', () => {
    const groups = many(1000, (i) => `<xs:group name="g${i}"><xs:sequence><xs:element name="x" minOccurs="0"><xs:complexType><xs:group ref="g${(i + 1) % 1000}"/></xs:complexType></xs:element></xs:sequence></xs:group>`);
    const text = rootWith('<xs:group ref="g0"/>', groups);
    expect(read(text).all).toEqual([]);
    const { valid } = convertAsUsersDo(text);
    expect(valid({ x: { x: { x: {} } } })).toBe(true);
    expect(valid({ x: { x: { y: {} } } })).toBe(false);
  });

  it('as thousands of unknown names is read', () => {
    const text = xsd(many(3000, (i) => `<xs:simpleType name="type${i}"><xs:restriction base="xs:int"/></xs:simpleType><xs:element name="e${i}" type="tyqe${i}x"/>`));
    expect(read(text).codes.filter((code) => code === 'XSD_UNKNOWN_TYPE')).toHaveLength(3000);
  });

  it('as choices in a row that multiply each other is converted', () => {
    const choices = many(100, (i) => `<xs:choice><xs:element name="a${i}"/><xs:element name="b${i}"/></xs:choice>`);
    expect(JSON.stringify(convert(rootWith(`<xs:sequence>${choices}</xs:sequence>`)).schema).length).toBeLessThan(50_000);
    const repeated = convert(rootWith(`<xs:sequence maxOccurs="9">${choices}</xs:sequence>`));
    expect(JSON.stringify(repeated.schema).length).toBeLessThan(500_000);
  });

  it.each([
    ['a choice', 'choice', (i: number) => `<xs:element name="a${i}" type="xs:int"/>`, { a7: 1 }, { a7: 1, a8: 1 }],
    ['fixed values of one name', 'sequence', (i: number) => `<xs:element name="a" type="xs:int" fixed="${i}"/>`, { a: Array.from({ length: 1000 }, () => 7) }, { a: Array.from({ length: 1000 }, () => -1) }],
  ])('as thousands of elements in %s is converted in time that grows with their number', async (_, kind, element, valid, invalid) => {
    const text = (count: number): string => rootWith(`<xs:${kind}>${many(count, element)}</xs:${kind}>`);
    const work = async (): Promise<void> => {
      const converted = convertAsUsersDo(text(1000));
      expect(converted.valid(valid)).toBe(true);
      expect(converted.valid(invalid)).toBe(false);
      // 0.4 s.
      expect(await effort(() => jsonSchemaFromXsd({ 'a.xsd': text(10_000) }, 'a.xsd').schemaFor('root', ''))).toBeLessThan(4);
    };
    expect(await effort(work)).toBeLessThan(8);
  });

  it('as an expression that backtracks for ever is reported and not tried', () => {
    const { codes } = read(xsd(`<xs:simpleType name="t"><xs:restriction base="xs:string"><xs:pattern value="([a-z]{1,20} ?){1,10}"/></xs:restriction></xs:simpleType><xs:element name="a" type="t" default="${'a'.repeat(60)}!"/>`));
    expect(codes).toEqual(['XSD_PATTERN_BACKTRACKS']);
  });

  it('as thousands of them is no more work than a few: what is left over is not looked at, the same each time, and ordinary ones are', () => {
    const types = many(150, (i) => `<xs:simpleType name="t${i}"><xs:restriction base="xs:string"><xs:pattern value="(a${i}|[a-z]+${i}?)*x${i}"/></xs:restriction></xs:simpleType>`);
    const late = '<xs:simpleType name="late"><xs:restriction base="xs:string"><xs:pattern value="[A-Z]{2}[0-9]+"/></xs:restriction></xs:simpleType>';
    const text = xsd(`${types}${late}<xs:element name="a" type="late" default="x"/><xs:element name="b" type="t0" default="A"/><xs:element name="c" type="t149" default="A"/>`);
    const reported = (): readonly (readonly [string, number | undefined])[] => read(text).all.map(({ code, place }) => [code, place?.column]);
    const first = reported();
    expect(reported()).toEqual(first);
    const left = first.filter(([code]) => code === 'XSD_PATTERN_BACKTRACKS');
    expect(left.length).toBeGreaterThan(50);
    expect(left.length).toBeLessThan(145);
    // Those that come first are looked at, and so is an ordinary one behind all of them.
    expect(first.length - left.length).toBe(2);
  });

  it('as rounds of nothing in rounds of nothing is not gone through', () => {
    const nothing = `${'('.repeat(9)}${'){0,24}'.repeat(9)}`;
    expect(read(xsd(`<xs:simpleType name="t"><xs:restriction base="xs:string"><xs:pattern value="(a+)*${nothing}"/></xs:restriction></xs:simpleType>`)).codes).toEqual(['XSD_PATTERN_BACKTRACKS']);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('as the name %s is a name like any other', (name) => {
    const text = xsd(
      `<xs:element name="${name}" type="${name}"/><xs:complexType name="${name}"><xs:sequence><xs:element name="${name}" type="xs:int"/></xs:sequence><xs:attribute name="${name}" type="xs:int"/></xs:complexType>` +
        `<xs:group name="${name}"><xs:sequence><xs:element ref="${name}"/></xs:sequence></xs:group><xs:attributeGroup name="${name}"/>`,
    );
    const { codes, element, complex } = read({ 'a.xsd': text });
    expect(codes).toEqual([]);
    expect(element(name).type).toBe(complex(name));
    const { schema } = convert(text, name);
    const definition = Object.entries((schema as { $defs: Record<string, { properties: object; patternProperties: object }> }).$defs)[0]!;
    expect(definition[0]).toBe(name);
    expect(Object.keys(definition[1].properties)).toEqual([`@${name}`]);
    expect(Object.keys(definition[1].patternProperties)).toEqual([`^${name}$`]);
    const value = JSON.parse(`{"${name}":"no","@${name}":1}`) as unknown;
    expect(convert(text, name).valid(value)).toBe(false);
    expect(read(xsd('<xs:element name="a" type="constructor"/>')).codes).toEqual(['XSD_UNKNOWN_TYPE']);
  });

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom(
      '<xs:element name="a" type="b">', '</xs:element>', '<xs:complexType name="b">', '</xs:complexType>', '<xs:sequence>', '</xs:sequence>', '<xs:simpleType name="b">',
      '</xs:simpleType>', '<xs:restriction base="b">', '</xs:restriction>', '<xs:group ref="a"/>', '<xs:group name="a">', '</xs:group>', '<xs:list itemType="b"/>',
      '<xs:union memberTypes="b xs:int"/>', '<xs:enumeration value="1"/>', '<xs:maxInclusive value="5"/>', '<xs:element ref="a"/>', '<xs:attribute name="a" type="b" default="1"/>',
      '<xs:any/>', '&amp;', '&x;', '<!-- -->', '<xs:choice maxOccurs="unbounded">', '</xs:choice>', '<xs:complexContent>', '</xs:complexContent>', '<xs:extension base="b">', '</xs:extension>',
      '<xs:element name="c" substitutionGroup="a"/>', '<xs:include schemaLocation="a.xsd"/>', '<xs:import/>', '<xs:redefine schemaLocation="a.xsd"/>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const converted = jsonSchemaFromXsd({ 'a.xsd': xsd(pieces.join('')) }, 'a.xsd');
        for (const name of ['a', 'c']) converted.schemaFor(name, '');
      }),
      { numRuns: 1500 },
    );
  });

  it('with random balanced documents neither', () => {
    const names = fc.constantFrom('element', 'complexType', 'simpleType', 'sequence', 'choice', 'all', 'group', 'attribute', 'attributeGroup', 'restriction', 'extension', 'simpleContent', 'complexContent', 'list', 'union', 'any', 'anyAttribute', 'enumeration', 'pattern', 'redefine');
    const attribute = fc.constantFrom('name="a"', 'name="b"', 'ref="a"', 'type="b"', 'type="xs:int"', 'base="a"', 'base="xs:string"', 'minOccurs="0"', 'maxOccurs="unbounded"', 'value="1"', 'use="required"', 'memberTypes="a b"', 'itemType="a"', 'fixed="1"', 'abstract="true"', 'schemaLocation="a.xsd"', 'substitutionGroup="a"', 'nillable="1"');
    const start = fc.tuple(names, fc.uniqueArray(attribute, { maxLength: 3, selector: (text) => text.split('=')[0] }));
    const element = ([name, attributes]: [string, string[]], children: readonly string[]): string => `<xs:${name} ${attributes.join(' ')}>${children.join('')}</xs:${name}>`;
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        start.map((tag) => element(tag, [])),
        fc.tuple(start, fc.array(tie('node'), { minLength: 1, maxLength: 3 })).map(([tag, children]) => element(tag, children)),
      ),
    })).node;
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (nodes) => {
        const converted = jsonSchemaFromXsd({ 'a.xsd': xsd(nodes.join('')) }, 'a.xsd');
        for (const name of ['a', 'b']) converted.schemaFor(name, '');
      }),
      { numRuns: 1500 },
    );
  });
});
