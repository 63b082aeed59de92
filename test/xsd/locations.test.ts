import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { keyOf, type ElementDeclaration } from '../../generator/model/components.js';
import { documentsIn, whyNot } from '../support/documents.js';
import { instancesOf } from '../support/instances.js';
import { compileXsd } from '../support/libxml2.js';
import { mutationsOf } from '../support/mutations.js';
import { schemaCompiler } from '../support/our-schemas.js';
import { toXml } from '../support/to-xml.js';
import { convert, read, xsd } from './support.js';

const type = '<xs:simpleType name="T"><xs:restriction base="xs:int"/></xs:simpleType>';
const url = 'http://example.org/schemas/b.xsd';

describe('a schemaLocation is a hint (Part 1, 4.3.2)', () => {
  const importing = xsd(`<xs:import namespace="urn:b" schemaLocation="${url}"/><xs:element name="root" type="b:T"/>`, 'xmlns:b="urn:b"');
  const imported = xsd(type, 'targetNamespace="urn:b"');

  it.each([['b.xsd'], ['other/name.xsd'], [url]])('a URL is the document at hand of its namespace, here %s', (key) => {
    const files = { 'a.xsd': importing, [key]: imported };
    expect(read(files, ['a.xsd']).codes).toEqual([]);
    const { valid } = convert(files);
    expect([valid(1), valid('x')]).toEqual([true, false]);
  });

  it('of several documents of the namespace, the one with the name', () => {
    const other = xsd('<xs:simpleType name="U"><xs:restriction base="xs:int"/></xs:simpleType>', 'targetNamespace="urn:b"');
    const { set } = read({ 'a.xsd': importing, 'c.xsd': other, 'b.xsd': imported }, ['a.xsd']);
    expect(set.types.has('{urn:b}T')).toBe(true);
    expect(set.types.has('{urn:b}U')).toBe(false);
  });

  it.each([
    ['include', 'https://example.org/x/b.xsd', 'sub/b.xsd'],
    ['include', 'urn:oasis:names:tc:x:xsd:b.xsd:1.3', 'b.xsd'],
    ['include', '/usr/share/b.xsd', 'b.xsd'],
    ['include', 'file:///C:/schemas/b.xsd', 'b.xsd'],
    ['include', 'http://example.org/CDT-b-v1_0_0.xsd', 'CDT-b-v1_2_0.xsd'],
    ['redefine', 'http://example.org/b.xsd', 'b.xsd'],
    ['redefine', url, url],
  ])('an %s of %s is the document of that name: %s', (what, location, key) => {
    const files = {
      'a.xsd': xsd(`<xs:${what} schemaLocation="${location}"/><xs:element name="root" type="T" xmlns="urn:a"/>`, 'targetNamespace="urn:a"'),
      [key]: xsd(type, 'targetNamespace="urn:a"'),
    };
    expect(read(files, ['a.xsd']).codes).toEqual([]);
    expect(convert(files, 'root', 'urn:a').valid('x')).toBe(false);
  });

  it('of two documents of that name, the one whose folders agree, or the nearer one', () => {
    const one = xsd(type);
    const two = xsd(type.replace('int', 'boolean'));
    const root = (location: string): string => xsd(`<xs:include schemaLocation="${location}"/><xs:element name="root" type="T"/>`);
    const files = (location: string): Record<string, string> => ({ 'p/q/a.xsd': root(location), 'v1/b.xsd': one, 'p/b.xsd': two });
    expect(convert(files('http://example.org/v1/b.xsd')).valid(7)).toBe(true);
    expect(convert(files('http://example.org/v2/b.xsd')).valid(7)).toBe(false);
  });

  it('a document of another namespace is not meant', () => {
    const { codes } = read({ 'a.xsd': xsd('<xs:include schemaLocation="http://example.org/b.xsd"/>', 'targetNamespace="urn:a"'), 'b.xsd': xsd(type, 'targetNamespace="urn:b"') }, ['a.xsd']);
    expect(codes).toEqual(['XSD_LOCATION_URL']);
  });

  it('a relative location that names nothing is reported, and the document used all the same', () => {
    const files = { 'a.xsd': xsd('<xs:include schemaLocation="lib/b.xsd"/><xs:element name="root" type="T"/>'), 'b.xsd': xsd(type) };
    expect(read(files, ['a.xsd']).codes).toEqual(['XSD_LOCATION_ELSEWHERE']);
    expect(convert(files).valid('x')).toBe(false);
  });

  it('documents that are kept under URLs find each other by relative locations', () => {
    const files = { 'http://example.org/s/a.xsd': xsd('<xs:include schemaLocation="b.xsd"/><xs:element name="root" type="T"/>'), [url.replace('schemas', 's')]: xsd(type) };
    expect(read(files, ['http://example.org/s/a.xsd']).codes).toEqual([]);
  });
});

describe('what is not at hand', () => {
  const absent = (body: string): string =>
    xsd(`<xs:import namespace="urn:b" schemaLocation="http://example.org/b.xsd"/><xs:import namespace="urn:b"/><xs:element name="root"><xs:complexType>${body}</xs:complexType></xs:element>`, 'xmlns:b="urn:b"');

  it.each([
    ['a type', '<xs:sequence><xs:element name="x" type="b:T"/></xs:sequence>', { x: { any: 1 } }],
    ['the type of an attribute', '<xs:attribute name="x" type="b:T"/>', { '@x': 5 }],
    ['the base of a simple type', '<xs:attribute name="x"><xs:simpleType><xs:restriction base="b:T"><xs:enumeration value="1"/></xs:restriction></xs:simpleType></xs:attribute>', { '@x': 1 }],
    ['an element', '<xs:sequence><xs:element ref="b:x"/></xs:sequence>', { x: 'any' }],
    ['an attribute', '<xs:attribute ref="b:x" use="required" fixed="1"/>', { '@x': true }],
    ['a group', '<xs:sequence><xs:group ref="b:g"/></xs:sequence>', { x: ['any'] }],
    ['an attribute group', '<xs:attributeGroup ref="b:g"/>', { '@any': 'x' }],
    ['the base of a restriction', '<xs:complexContent><xs:restriction base="b:T"><xs:sequence><xs:element name="x"/></xs:sequence></xs:restriction></xs:complexContent>', { x: 'any', '@inherited': 1 }],
    ['the base of an extension', '<xs:complexContent><xs:extension base="b:T"><xs:sequence><xs:element name="x"/></xs:sequence></xs:extension></xs:complexContent>', { x: 'any', inherited: 1 }],
    ['the base of simple content', '<xs:simpleContent><xs:extension base="b:T"><xs:attribute name="x"/></xs:extension></xs:simpleContent>', { $: 1, '@x': 'y' }],
  ])('%s is not covered, and never invalid; it is said once', (_, body, value) => {
    expect(read(absent(body)).codes).toEqual(['XSD_IMPORT_WITHOUT_DOCUMENT']);
    expect(convert(absent(body)).valid(value)).toBe(true);
  });

  it('leaves everything else checked', () => {
    const { valid } = convert(absent('<xs:sequence><xs:element name="x" type="b:T"/><xs:element name="y" type="xs:int"/></xs:sequence>'));
    expect(valid({ x: 'any', y: 1 })).toBe(true);
    expect(valid({ x: 'any', y: 'one' })).toBe(false);
    expect(valid({ y: 1 })).toBe(false);
  });

  it('by an include or redefine leaves what is declared, and the rest open', () => {
    const files = {
      'a.xsd': xsd(
        `<xs:redefine schemaLocation="http://example.org/b.xsd"><xs:simpleType name="R"><xs:restriction base="R"><xs:maxLength value="2"/></xs:restriction></xs:simpleType></xs:redefine>${type}
        <xs:element name="root"><xs:complexType><xs:attribute name="r" type="R"/><xs:attribute name="t" type="T"/><xs:attribute name="u" type="U"/></xs:complexType></xs:element>`,
      ),
    };
    expect(read(files).codes).toEqual(['XSD_LOCATION_URL']);
    const { valid } = convert(files);
    expect(valid({ '@r': 'long', '@t': 1, '@u': 'x' })).toBe(true);
    expect(valid({ '@t': 'x' })).toBe(false);
  });
});

describe.skipIf(documentsIn('spec/cwmp').length === 0)(`the published schemas of CWMP (${whyNot})`, () => {
  const files = new Map(documentsIn('spec/cwmp').map((file) => [path.basename(file), readFileSync(file, 'utf8')]));
  /** Stand-ins with what CWMP refers to, so that libxml2 has all it asks for. */
  const soap = new Map([
    ['http://schemas.xmlsoap.org/soap/envelope/', xsd('<xs:attribute name="mustUnderstand" type="xs:boolean"/>', 'targetNamespace="http://schemas.xmlsoap.org/soap/envelope/"')],
    [
      'http://schemas.xmlsoap.org/soap/encoding/',
      xsd(
        '<xs:complexType name="Array"><xs:sequence><xs:any namespace="##any" minOccurs="0" maxOccurs="unbounded" processContents="lax"/></xs:sequence><xs:attribute ref="e:arrayType"/><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType>' +
          '<xs:attribute name="arrayType" type="xs:string"/><xs:simpleType name="base64"><xs:restriction base="xs:base64Binary"/></xs:simpleType>',
        'targetNamespace="http://schemas.xmlsoap.org/soap/encoding/" xmlns:e="http://schemas.xmlsoap.org/soap/encoding/"',
      ),
    ],
  ]);
  const namespaceOf = (name: string): string => /targetNamespace="([^"]*)"/.exec(files.get(name)!)![1]!;

  it.each([...files.keys()])('%s is read with the others, and alone', (name) => {
    for (const given of [files, new Map([[name, files.get(name)!]])]) {
      const { schemaFor, diagnostics } = jsonSchemaFromXsd(given, name);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const declares = given.size > 1 || /<xs:element name="Inform"/.test(files.get(name)!);
      expect(schemaFor('Inform', namespaceOf(name)) !== undefined).toBe(declares);
    }
  });

  it.each(['cwmp-1-0.xsd', 'cwmp-1-1.xsd', 'cwmp-1-2.xsd'])('%s: libxml2 says the same of instances and of mutated ones', (name) => {
    const all = new Map([...files, ...soap]);
    const { set } = read(Object.fromEntries(all), [name]);
    const libxml = compileXsd(all, name);
    const compile = schemaCompiler(set);
    const disagreements: object[] = [];
    const tally = { valid: 0, invalid: 0 };
    for (const local of ['Inform', 'Download', 'DownloadResponse', 'TransferComplete', 'SetParameterValues', 'Reboot', 'ScheduleInform']) {
      const element = set.elements.get(keyOf({ namespace: namespaceOf(name), local })) as ElementDeclaration;
      const validate = compile(element);
      for (const value of fc.sample(instancesOf(element, set), { seed: 7, numRuns: 4 })) {
        for (const candidate of [{ what: 'as generated', value }, ...mutationsOf(element, value, set)]) {
          const problems = libxml.validate(toXml(element, candidate.value, set));
          const ours = validate(candidate.value);
          tally[problems.length === 0 ? 'valid' : 'invalid']++;
          if ((problems.length === 0) !== ours) disagreements.push({ local, what: candidate.what, problems, errors: validate.errors?.map((e) => `${e.instancePath} ${e.message}`) });
        }
      }
    }
    libxml.dispose();
    expect(disagreements.slice(0, 5)).toEqual([]);
    expect(Math.min(tally.valid, tally.invalid)).toBeGreaterThan(20);
  });
});
