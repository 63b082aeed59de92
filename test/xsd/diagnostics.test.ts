import { describe, expect, it } from 'vitest';
import { parseLimits, parseXml } from '../../generator/read/xsd/parse.js';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { xsdCodes } from '../../generator/read/xsd/codes.js';
import { read, xsd } from './support.js';

type Files = string | Readonly<Record<string, string>>;
interface Case {
  readonly code: keyof typeof xsdCodes;
  readonly files: Files;
  readonly entries?: readonly string[];
  /** `file:line:column`, or a part of the text that stands there in `a.xsd`. */
  readonly at: string;
  readonly hint?: string;
}

const simple = (inner: string, name = 't'): string => `<xs:simpleType name="${name}">${inner}</xs:simpleType>`;
const restriction = (base: string, facets = ''): string => `<xs:restriction base="xs:${base}">${facets}</xs:restriction>`;
const doctype = (subset: string): string => `<!DOCTYPE xs:schema [${subset}]>`;

const cases: readonly Case[] = [
  { code: 'XSD_TOO_DEEP', files: xsd(`<xs:complexType name="t">${'<xs:sequence>'.repeat(300)}${'</xs:sequence>'.repeat(300)}</xs:complexType>`), at: 'a.xsd:1:3384' },
  { code: 'XSD_MALFORMED', files: '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">\n  <oops></xs:schema>', at: 'a.xsd:2:20' },
  { code: 'XSD_MALFORMED', files: '', at: 'a.xsd:1:1' },
  { code: 'XSD_MALFORMED', files: 'not xml at all', at: 'a.xsd:1:1' },
  { code: 'XSD_NOT_A_SCHEMA', files: '<html/>', at: '<html/>' },
  { code: 'XSD_NOT_A_SCHEMA', files: '<schema/>', at: '<schema/>' },
  { code: 'XSD_EXTERNAL_ENTITY', files: `${doctype('<!ENTITY e SYSTEM "file:///secret.txt">')}${xsd('')}`, at: '<!DOCTYPE' },
  { code: 'XSD_ENTITY_LIMIT', files: `${doctype('<!ENTITY e "&e;">')}${xsd('<xs:element name="&e;"/>')}`, at: 'a.xsd:1' },
  { code: 'XSD_ENTITY_MARKUP', files: `${doctype('<!ENTITY e "<xs:any/>">')}${xsd('&e;')}`, at: 'a.xsd:1' },
  { code: 'XSD_NO_ENTRY', files: { 'a.xsd': xsd('') }, entries: ['b.xsd'], at: 'b.xsd:1:1', hint: 'did you mean "a.xsd"?' },
  { code: 'XSD_MISSING_DOCUMENT', files: { 'a.xsd': xsd('<xs:include schemaLocation="comon.xsd"/>'), 'common.xsd': xsd('') }, at: 'schemaLocation', hint: 'did you mean "common.xsd"?' },
  { code: 'XSD_LOCATION_OUTSIDE', files: { 'a.xsd': xsd('<xs:include schemaLocation="../b.xsd"/>') }, at: 'schemaLocation' },
  { code: 'XSD_LOCATION_OUTSIDE', files: { 'a.xsd': xsd('<xs:include schemaLocation="/secret.xsd"/>') }, at: 'schemaLocation' },
  { code: 'XSD_LOCATION_OUTSIDE', files: { 'a.xsd': xsd('<xs:include schemaLocation="%2e%2e/b.xsd"/>') }, at: 'schemaLocation' },
  { code: 'XSD_LOCATION_URL', files: xsd('<xs:include schemaLocation="http://example.com/b.xsd"/>'), at: 'schemaLocation' },
  { code: 'XSD_LOCATION_URL', files: xsd('<xs:include schemaLocation="//example.com/b.xsd"/>'), at: 'schemaLocation' },
  { code: 'XSD_IMPORT_WITHOUT_DOCUMENT', files: xsd('<xs:import namespace="urn:none"/>'), at: '<xs:import' },
  { code: 'XSD_LOCATION_ELSEWHERE', files: { 'a.xsd': xsd('<xs:include schemaLocation="lib/b.xsd"/>'), 'b.xsd': xsd('') }, entries: ['a.xsd'], at: 'schemaLocation' },
  {
    code: 'XSD_OTHER_VERSION',
    files: { 'a.xsd': xsd('<xs:include schemaLocation="CDT-x-v3_1_0.xsd"/>'), 'CDT-x-v3_2_0.xsd': xsd('') },
    entries: ['a.xsd'],
    at: 'schemaLocation',
  },
  { code: 'XSD_OLDER_VERSION', files: { 'CDT-x-v3_9_0.xsd': xsd(''), 'CDT-x-v3_10_0.xsd': xsd('') }, at: 'CDT-x-v3_9_0.xsd:1:1' },
  {
    code: 'XSD_WRONG_NAMESPACE',
    files: { 'a.xsd': xsd('<xs:include schemaLocation="b.xsd"/>', 'targetNamespace="urn:a"'), 'b.xsd': xsd('', 'targetNamespace="urn:b"') },
    at: 'schemaLocation',
  },
  { code: 'XSD_VERSION', files: xsd('<xs:defaultOpenContent/><xs:element name="a"><xs:alternative test="1" type="xs:int"/></xs:element>'), at: '<xs:defaultOpenContent' },
  { code: 'XSD_UNKNOWN_ELEMENT', files: xsd('<xs:elemnt name="a"/>'), at: '<xs:elemnt', hint: 'did you mean "element"?' },
  { code: 'XSD_UNKNOWN_ATTRIBUTE', files: xsd('<xs:element nam="a" name="b"/>'), at: 'nam="a"', hint: 'did you mean "name"?' },
  { code: 'XSD_TEXT', files: xsd('<xs:element name="a">name="b"</xs:element>'), at: '<xs:element' },
  { code: 'XSD_CONFLICT', files: xsd('<xs:complexType name="t"><xs:sequence/><xs:choice/></xs:complexType>'), at: '<xs:choice' },
  { code: 'XSD_CONFLICT', files: xsd('<xs:element name="a" default="1" fixed="2"/>'), at: 'fixed' },
  { code: 'XSD_MISSING_ATTRIBUTE', files: xsd('<xs:element type="xs:string"/>'), at: '<xs:element' },
  { code: 'XSD_MISSING_ATTRIBUTE', files: xsd('<xs:include/>'), at: '<xs:include' },
  { code: 'XSD_BAD_VALUE', files: xsd('<xs:element name="a" nillable="yes"/>'), at: 'nillable' },
  { code: 'XSD_BAD_OCCURS', files: xsd('<xs:group name="g"><xs:sequence><xs:any minOccurs="-1"/></xs:sequence></xs:group>'), at: 'minOccurs' },
  { code: 'XSD_BAD_OCCURS', files: xsd('<xs:group name="g"><xs:sequence><xs:any minOccurs="3" maxOccurs="2"/></xs:sequence></xs:group>'), at: 'minOccurs' },
  { code: 'XSD_DUPLICATE', files: xsd('<xs:element name="a"/>\n<xs:element name="a"/>'), at: 'a.xsd:2:13', hint: 'the first declaration is at a.xsd:1' },
  { code: 'XSD_DUPLICATE', files: xsd('<xs:complexType name="t"><xs:attribute name="a"/><xs:attribute name="a"/></xs:complexType>'), at: '<xs:attribute name="a"/></xs:complexType>' },
  { code: 'XSD_UNKNOWN_PREFIX', files: xsd('<xs:element name="a" type="m2m:ID"/>'), at: 'type=' },
  { code: 'XSD_UNKNOWN_PREFIX', files: xsd('<m2m:element name="a"/>'), at: '<m2m:element' },
  {
    code: 'XSD_NOT_IMPORTED',
    files: { 'a.xsd': xsd('<xs:element name="a" type="b:t" xmlns:b="urn:b"/>'), 'b.xsd': xsd(simple(restriction('string')), 'targetNamespace="urn:b"') },
    at: 'type=',
  },
  { code: 'XSD_UNKNOWN_TYPE', files: xsd('<xs:element name="a" type="xs:strin"/>'), at: 'type=', hint: 'did you mean "string"?' },
  { code: 'XSD_UNKNOWN_TYPE', files: xsd('<xs:element name="a" type="string"/>'), at: 'type=', hint: 'there is one in the namespace "http://www.w3.org/2001/XMLSchema"' },
  { code: 'XSD_UNKNOWN_REFERENCE', files: xsd('<xs:element name="head"/><xs:element name="a" substitutionGroup="haed"/>'), at: 'substitutionGroup', hint: 'did you mean "head"?' },
  { code: 'XSD_UNKNOWN_REFERENCE', files: xsd(simple(restriction('NOTATION', '<xs:enumeration value="gif"/>'))), at: 'value="gif"' },
  { code: 'XSD_CIRCULAR', files: xsd('<xs:simpleType name="t"><xs:restriction base="t"/></xs:simpleType>'), at: 'base=' },
  { code: 'XSD_CIRCULAR', files: xsd('<xs:group name="g"><xs:sequence><xs:group ref="g"/></xs:sequence></xs:group>'), at: 'ref=' },
  { code: 'XSD_CIRCULAR', files: xsd('<xs:attributeGroup name="g"><xs:attributeGroup ref="g"/></xs:attributeGroup>'), at: 'ref=' },
  { code: 'XSD_CIRCULAR', files: xsd('<xs:element name="a" substitutionGroup="b"/><xs:element name="b" substitutionGroup="a"/>'), at: 'a.xsd:1' },
  { code: 'XSD_CIRCULAR', files: xsd(`${simple('<xs:union memberTypes="t"/>')}`), at: 'memberTypes' },
  { code: 'XSD_BAD_DERIVATION', files: xsd('<xs:complexType name="c"/><xs:simpleType name="t"><xs:restriction base="c"/></xs:simpleType>'), at: 'base=' },
  { code: 'XSD_BAD_DERIVATION', files: xsd('<xs:simpleType name="f" final="list"><xs:restriction base="xs:int"/></xs:simpleType><xs:simpleType name="t"><xs:list itemType="f"/></xs:simpleType>'), at: 'itemType' },
  { code: 'XSD_BAD_FACET', files: xsd(simple(restriction('boolean', '<xs:maxLength value="1"/>'))), at: '<xs:maxLength' },
  { code: 'XSD_BAD_FACET_VALUE', files: xsd(simple(restriction('int', '<xs:maxInclusive value="many"/>'))), at: 'value="many"' },
  { code: 'XSD_BAD_FACET_VALUE', files: xsd(simple(restriction('byte', '<xs:maxInclusive value="300"/>'))), at: 'value="300"' },
  { code: 'XSD_BAD_FACET_VALUE', files: xsd(simple(restriction('int', '<xs:enumeration value="one"/>'))), at: 'value="one"' },
  { code: 'XSD_BAD_FACET_VALUE', files: xsd(simple(restriction('string', '<xs:minLength value="3"/><xs:maxLength value="2"/>'))), at: '<xs:restriction' },
  { code: 'XSD_BAD_FACET_VALUE', files: xsd(simple(restriction('token', '<xs:whiteSpace value="preserve"/>'))), at: 'value="preserve"' },
  { code: 'XSD_BAD_DEFAULT', files: xsd('<xs:element name="a" type="xs:int" default="x"/>'), at: 'default' },
  { code: 'XSD_BAD_PATTERN', files: xsd(simple(restriction('string', '<xs:pattern value="a{2"/>'))), at: 'value="a{2"' },
  { code: 'XSD_PATTERN_BACKTRACKS', files: xsd(simple(restriction('string', '<xs:pattern value="([a-z]{1,20} ?){1,10}"/>'))), at: 'value="([a-z]{1,20} ?){1,10}"' },
  {
    code: 'XSD_REDEFINED_CONTENT',
    files: {
      'a.xsd': xsd('<xs:redefine schemaLocation="b.xsd"><xs:complexType name="t"><xs:complexContent><xs:extension base="t"/></xs:complexContent></xs:complexType></xs:redefine>'),
      'b.xsd': xsd('<xs:complexType name="t"/>'),
    },
    at: '<xs:complexType',
  },
  { code: 'XSD_IDENTITY_CONSTRAINT', files: xsd('<xs:element name="a"><xs:key name="k"><xs:selector xpath="b"/><xs:field xpath="@c"/></xs:key></xs:element>'), at: '<xs:key' },
  { code: 'XSD_CHILD_ORDER', files: xsd('<xs:group name="g"><xs:sequence><xs:element name="a"/><xs:element name="b"/></xs:sequence></xs:group>'), at: '<xs:sequence>' },
  { code: 'XSD_FACET_LOST', files: xsd(simple(restriction('int', '<xs:pattern value="\\d\\d"/>'))), at: '<xs:pattern' },
  { code: 'XSD_FACET_LOST', files: xsd(simple(`<xs:restriction base="xs:NMTOKENS"><xs:pattern value="a b"/></xs:restriction>`)), at: '<xs:pattern' },
  { code: 'XSD_FACET_LOST', files: xsd(simple(restriction('date', '<xs:minInclusive value="2020-01-01"/>'))), at: '<xs:minInclusive' },
  { code: 'XSD_FACET_LOST', files: xsd(simple(restriction('decimal', '<xs:fractionDigits value="2"/>'))), at: '<xs:fractionDigits' },
  { code: 'XSD_INSTANCE_TYPE', files: xsd('<xs:complexType name="t" abstract="true"/>'), at: '<xs:complexType' },
];

describe('the XSD reader reports', () => {
  it.each(cases)('$code at $at', ({ code, files, entries, at, hint }) => {
    const found = read(files, entries).all.filter((diagnostic) => diagnostic.code === code);
    expect(found.length).toBeGreaterThan(0);
    const [{ place, severity, hint: given }] = found as [(typeof found)[number]];
    expect(severity).toBe(xsdCodes[code].severity);
    const text = typeof files === 'string' ? files : (files['a.xsd'] ?? '');
    const offset = text.indexOf(at);
    const want = offset < 0 ? at : `a.xsd:1:${offset + 1}`;
    expect(`${place!.file}:${place!.line}:${place!.column}`).toContain(want);
    if (hint !== undefined) expect(given).toBe(hint);
  });

  it('XSD_TOO_LARGE when a document is longer than the limit', () => {
    const diagnostics = new Diagnostics();
    expect(parseXml('a.xsd', xsd(''), diagnostics, { ...parseLimits, size: 10 })).toBeUndefined();
    expect(diagnostics.list().map(({ code }) => code)).toEqual(['XSD_TOO_LARGE']);
  });

  it('every code of its table', () => {
    const fired = new Set<string>(cases.map(({ code }) => code));
    expect(Object.keys(xsdCodes).filter((code) => !fired.has(code))).toEqual(['XSD_TOO_LARGE']);
  });

  it('nothing for a document that is as it should be', () => {
    expect(read(xsd('<xs:element name="a" type="xs:string"/>')).all).toEqual([]);
  });

  it('XSD 1.1 once for each document, whatever it uses of it', () => {
    const text = xsd('<xs:defaultOpenContent/><xs:element name="a" type="xs:int"><xs:alternative test="1"/></xs:element><xs:complexType name="t"><xs:sequence><xs:any notNamespace="urn:a"/></xs:sequence><xs:assert test="1"/></xs:complexType>');
    expect(read(text).codes).toEqual(['XSD_VERSION']);
    expect(read(text).element('a').type.name!.local).toBe('int');
  });

  it('everything in one run', () => {
    const { codes } = read(xsd('<xs:element name="a" type="xs:no"/><xs:elemnt/><xs:simpleType name="t"/>'));
    expect([...codes].sort()).toEqual(['XSD_MISSING_ATTRIBUTE', 'XSD_UNKNOWN_ELEMENT', 'XSD_UNKNOWN_TYPE']);
  });
});
