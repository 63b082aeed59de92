import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { effort } from '../support/effort.js';
import { convert, convertAsUsersDo, xsd } from './support.js';

const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');
const lax = '<xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/>';
const type = (name: string, content: string): string => `<xs:complexType name="${name}"><xs:sequence>${content}</xs:sequence></xs:complexType>`;
const sizeOf = (text: string): number => JSON.stringify(jsonSchemaFromXsd({ 'a.xsd': text }, 'a.xsd').schemaFor('root', '')).length;

describe('what wildcards let in', () => {
  /** Types that reach each other, each with a wildcard, and global elements of as many types. */
  const open = (types: number, globals: number, wildcard: string): string =>
    xsd(
      many(types, (i) => type(`T${i}`, `<xs:element name="n" type="T${(i + 1) % types}" minOccurs="0"/>${wildcard}`)) +
        many(globals, (i) => `<xs:element name="e${i}" type="T${i % types}"/>`) +
        '<xs:element name="root" type="T0"/>',
    );

  it.each([
    ['lax', lax],
    ['strict', lax.replace('lax', 'strict')],
    ['once', '<xs:any processContents="lax" minOccurs="0"/>'],
    ['none', ''],
  ])('grows with types plus globals: %s', (_, wildcard) => {
    const cost = (types: number, globals: number): number => sizeOf(open(types, globals, wildcard)) - sizeOf(open(types, 0, wildcard));
    // What 400 globals cost is the same beside 10 types as beside 40, but for the references to them.
    expect(cost(40, 400)).toBeLessThan(cost(10, 400) * 1.5 + 10_000);
  });

  it.each([
    ['anyType', xsd(`${many(400, (i) => `<xs:element name="e${i}"/>`)}<xs:element name="root"/>`)],
    ['attributes', xsd(`${many(40, (i) => `<xs:complexType name="T${i}"><xs:sequence><xs:element name="n" type="T${(i + 1) % 40}" minOccurs="0"/></xs:sequence><xs:anyAttribute/></xs:complexType>`)}${many(400, (i) => `<xs:attribute name="a${i}" type="xs:int"/>`)}<xs:element name="root" type="T0"/>`)],
  ])('does so for %s', (_, text) => {
    expect(sizeOf(text)).toBeLessThan(30_000);
  });

  it('keeps its types, and a child that has the name of a global element keeps its own', () => {
    const { valid } = convert({
      'a.xsd': xsd(
        `<xs:import namespace="urn:b" schemaLocation="b.xsd"/><xs:element name="root"><xs:complexType><xs:sequence><xs:element name="e7" type="xs:boolean"/><xs:any namespace="##other" processContents="lax" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>`,
        'targetNamespace="urn:a"',
      ),
      'b.xsd': xsd(many(300, (i) => `<xs:element name="e${i}" type="${i % 2 ? 'xs:int' : 'xs:date'}"/>`), 'targetNamespace="urn:b"'),
    }, 'root', 'urn:a');
    expect([{ e7: true }, { e7: true, e1: 1, e2: '2020-01-01' }, { e7: true, e299: [1, 2] }, { e7: true, x: 'unknown' }].filter((value) => !valid(value))).toEqual([]);
    expect([{ e1: 1 }, { e7: true, e1: 'x' }, { e7: true, e2: 1 }, { e7: true, e299: [1, 'x'] }, { e7: 'x' }].filter(valid)).toEqual([]);
    // The element of the other namespace, beside the own one.
    expect([{ e7: [true, 1] }, { e7: true, '{urn:b}e7': 1 }].filter((value) => !valid(value))).toEqual([]);
    expect([{ e7: true, '{urn:b}e7': 'x' }].filter(valid)).toEqual([]);
  });

  it('has any content where a wildcard that skips may hold it too', () => {
    const { valid } = convert(xsd('<xs:element name="g" type="xs:int"/><xs:element name="root"><xs:complexType><xs:choice><xs:sequence><xs:element name="a"/><xs:any processContents="lax"/></xs:sequence><xs:sequence><xs:element name="b"/><xs:any processContents="skip"/></xs:sequence></xs:choice></xs:complexType></xs:element>'));
    expect(valid({ b: 'x', g: 'no number' })).toBe(true);
  });

  it('of a strict wildcard is closed, own names and attributes apart', () => {
    const { valid } = convert(
      xsd(
        `${many(300, (i) => `<xs:element name="e${i}" type="xs:int"/>`)}<xs:attribute name="ga" type="xs:int"/><xs:element name="root"><xs:complexType><xs:sequence><xs:element name="own" type="xs:int"/><xs:any minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="p"/><xs:anyAttribute/></xs:complexType></xs:element>`,
      ),
    );
    expect([{ own: 1 }, { own: 1, e5: 1, e6: [1, 2], '@p': 'x', '@ga': 1 }].filter((value) => !valid(value))).toEqual([]);
    expect([{ own: 1, x: 1 }, { own: 1, e5: 'x' }, { own: 1, '@q': 'x' }, { own: 1, '@ga': 'x' }, { own: 1, $: 'x' }].filter(valid)).toEqual([]);
  });
});

describe('an attribute of another namespace with the name of an own one', () => {
  const other = xsd('<xs:attribute name="version" type="xs:int"/>', 'targetNamespace="urn:r"');
  const own = (wildcard: string, use = ''): { valid: (value: unknown) => boolean } =>
    convert(
      {
        'a.xsd': xsd(`<xs:import namespace="urn:r" schemaLocation="r.xsd"/><xs:element name="root"><xs:complexType><xs:attribute name="version" type="xs:boolean" ${use}/>${wildcard}</xs:complexType></xs:element>`, 'targetNamespace="urn:a"'),
        'r.xsd': other,
      },
      'root',
      'urn:a',
    );

  it.each(['strict', 'lax', 'skip'])('comes through a wildcard under its expanded name: %s', (process) => {
    const { valid } = own(`<xs:anyAttribute namespace="##other" processContents="${process}"/>`);
    expect([{ '@version': true, '@{urn:r}version': 2 }, { '@{urn:r}version': 2 }].filter((value) => !valid(value))).toEqual([]);
    expect(valid({ '@version': 'x' })).toBe(false);
    expect(valid({ '@{urn:r}version': 'x' })).toBe(process !== 'strict');
    expect(valid({ '@{urn:q}version': 1 })).toBe(process !== 'strict');
  });

  it('comes through none that does not let its namespace in, and does not replace a required one', () => {
    expect(own('<xs:anyAttribute namespace="##targetNamespace"/>').valid({ '@{urn:r}version': 2 })).toBe(false);
    expect(own('').valid({ '@{urn:r}version': 2 })).toBe(false);
    expect(own('<xs:anyAttribute namespace="##other"/>', 'use="required"').valid({ '@{urn:r}version': 2 })).toBe(false);
  });
});

describe('text in content of elements alone', () => {
  const root = (content: string, mixed = false): { valid: (value: unknown) => boolean } => convert(xsd(`<xs:element name="root"><xs:complexType mixed="${mixed}">${content}</xs:complexType></xs:element>`));
  it.each([
    ['', '<xs:anyAttribute processContents="lax"/>'],
    [lax, ''],
    [lax, '<xs:anyAttribute processContents="lax"/>'],
    [lax.replace('lax', 'skip'), '<xs:anyAttribute processContents="skip"/>'],
    [lax.replace('lax', 'strict'), '<xs:anyAttribute processContents="lax"/>'],
  ])('is none of the elements that a wildcard lets in: %s%s', (any, anyAttribute) => {
    const { valid } = root(`<xs:sequence>${any}</xs:sequence>${anyAttribute}`);
    expect([{}, { $: 'stray' }, { $: '' }].map(valid)).toEqual([true, false, false]);
    expect(root(`<xs:sequence>${any}</xs:sequence>${anyAttribute}`, true).valid({ $: 'text' })).toBe(true);
  });

  it('may be an element where the name of the text is one in XML', () => {
    const text = xsd(`<xs:element name="root"><xs:complexType><xs:sequence>${lax}</xs:sequence></xs:complexType></xs:element>`);
    const schema = jsonSchemaFromXsd({ 'a.xsd': text }, 'a.xsd', { attributePrefix: '', textKey: 'val' }).schemaFor('root', '');
    expect(schema).not.toHaveProperty('properties');
  });
});

describe('objects inside each other', () => {
  it.each([
    ['of one type', (): string => 'T'],
    ['of many types', (i: number): string => `T${i % 300}`],
  ])('are validated 300 deep, whatever a wildcard lets in: %s', (_, typeOf) => {
    const text = xsd(`${type('T', lax)}${many(300, (i) => type(`T${i}`, lax))}${many(310, (i) => `<xs:element name="e${i}" type="${typeOf(i)}"/>`)}<xs:element name="root" type="T"/>`);
    let value: object = {};
    for (let i = 300; i > 0; i--) value = { [`e${i}`]: i % 2 ? value : [value] };
    expect(convertAsUsersDo(text).valid(value)).toBe(true);
  });
});

describe('enumerations', () => {
  it('of 20,000 values are converted, restricted and compared in little more than they take to read', () => {
    const values = many(20_000, (i) => `<xs:enumeration value="c${i}"/>`);
    const text = xsd(`<xs:simpleType name="codes"><xs:restriction base="xs:token">${values}</xs:restriction></xs:simpleType><xs:simpleType name="some"><xs:restriction base="codes">${values}</xs:restriction></xs:simpleType><xs:element name="root" type="some" default="c19999"/>`);
    const { valid } = convert(text);
    expect([valid('c19999'), valid('c20000')]).toEqual([true, false]);
  });
});

describe('hundreds of elements that stand in for one another, and a thousand members of a union', () => {
  const fan = (content: string): string =>
    xsd(`<xs:element name="h" abstract="true" type="xs:string"/>${many(400, (i) => `<xs:element name="m${i}" type="xs:string" substitutionGroup="h"/>`)}<xs:element name="root"><xs:complexType><xs:sequence>${content}</xs:sequence></xs:complexType></xs:element>`);
  it.each([
    ['once', '<xs:element ref="h"/>', [{ m5: 'x' }, { m399: 'x' }], [{}, { m5: 'x', m6: 'y' }, { m5: 'x', m399: 'y' }, { h: 'x' }]],
    ['once and perhaps again', '<xs:element ref="h"/><xs:element ref="h" minOccurs="0"/>', [{ m5: ['x'] }, { m5: ['x', 'y'] }, { m5: ['x'], m7: ['y'] }], [{}, { m5: ['x'], m6: ['y'], m7: ['z'] }, { m5: ['x', 'y', 'z'] }]],
    ['perhaps', '<xs:element ref="h" minOccurs="0"/>', [{}, { m5: 'x' }], [{ m5: 1 }, { m5: 'x', m6: 'y' }]],
    ['any number of times', '<xs:element ref="h" minOccurs="0" maxOccurs="unbounded"/>', [{}, { m5: ['x'], m6: ['y', 'z'] }], [{ m5: 'x' }, { h: ['x'] }]],
    ['beside others', '<xs:element name="a" type="xs:int"/><xs:element ref="h"/>', [{ a: 1, m5: 'x' }], [{ a: 1 }, { m5: 'x' }, { a: 1, m5: 'x', m6: 'y' }]],
  ])('are counted: %s', (_, content, valid, invalid) => {
    const schema = convert(fan(content));
    expect(valid.filter((value) => !schema.valid(value))).toEqual([]);
    expect(invalid.filter((value) => schema.valid(value))).toEqual([]);
  });

  it('compile in a time that grows with their number', async () => {
    const text = xsd(`${many(1000, (i) => `<xs:simpleType name="s${i}"><xs:restriction base="xs:string"><xs:pattern value="a${i}"/></xs:restriction></xs:simpleType>`)}<xs:element name="root"><xs:simpleType><xs:union memberTypes="${many(1000, (i) => `s${i} `)}"/></xs:simpleType></xs:element>`);
    let valid = (_: unknown): boolean => false;
    expect(await effort(() => ({ valid } = convertAsUsersDo(text)))).toBeLessThan(6);
    expect([valid('a0'), valid('a999'), valid('a1000')]).toEqual([true, true, false]);
  });
});
