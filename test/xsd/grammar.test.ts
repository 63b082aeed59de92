import { describe, expect, it } from 'vitest';
import { compileXsd } from '../support/libxml2.js';
import { read, xsd } from './support.js';

const inline = '<xs:simpleType><xs:restriction base="xs:int"/></xs:simpleType>';
const model = '<xs:sequence><xs:element name="a"/></xs:sequence>';
const type = (content: string): string => `<xs:complexType name="t">${content}</xs:complexType>`;
const simple = (content: string): string => `<xs:simpleType name="t">${content}</xs:simpleType>`;
const local = (element: string): string => `<xs:element name="q"/>${type(`<xs:sequence>${element}</xs:sequence>`)}`;
const attribute = (use: string): string => `<xs:attribute name="q"/>${type(use)}`;
const within = (content: string, derivation: string): string => `<xs:complexType name="b"/>${type(`<xs:${content}>${derivation}</xs:${content}>`)}`;

/** What each of them says would be half lost, or is nothing that XSD knows. */
const wrong: readonly string[] = [
  `<xs:element name="e" type="xs:int">${inline}</xs:element>`,
  `<xs:element name="e">${inline}<xs:complexType/></xs:element>`,
  '<xs:element name="e" default="1" fixed="1"/>',
  '<xs:element name="e" minOccurs="0"/>',
  type(model + model),
  type(`${model}<xs:choice/>`),
  type('<xs:anyAttribute/><xs:anyAttribute namespace="u"/>'),
  type('<xs:complexContent><xs:extension base="xs:anyType"/></xs:complexContent><xs:attribute name="x"/>'),
  // melding.xsd and simpleInheritedClass.xsd of xsd2ts
  `<xs:complexType name="b"/>${type(`${model}<xs:complexContent><xs:extension base="b"/></xs:complexContent>`)}`,
  type('<xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent><xs:complexContent><xs:extension base="xs:anyType"/></xs:complexContent>'),
  within('simpleContent', '<xs:extension base="xs:int"/><xs:extension base="xs:int"/>'),
  within('simpleContent', `<xs:extension base="xs:int">${model}</xs:extension>`),
  within('complexContent', `<xs:extension base="b">${model}${model}</xs:extension>`),
  within('complexContent', '<xs:restriction base="b"><xs:pattern value="a"/></xs:restriction>'),
  within('complexContent', '<xs:restriction/>'),
  attribute(`<xs:attribute name="a" type="xs:int">${inline}</xs:attribute>`),
  attribute('<xs:attribute name="a" ref="q"/>'),
  attribute('<xs:attribute ref="q" type="xs:int"/>'),
  attribute('<xs:attribute name="a" default="1" fixed="1"/>'),
  '<xs:attribute name="a" use="required"/>',
  local('<xs:element name="a" ref="q"/>'),
  local('<xs:element ref="q" type="xs:int"/>'),
  local('<xs:element ref="q" nillable="true"/>'),
  local('<xs:element ref="q"><xs:complexType/></xs:element>'),
  local('<xs:element name="a" abstract="true"/>'),
  local('<xs:element name="a"><xs:complexType name="n"/></xs:element>'),
  simple(`<xs:list itemType="xs:int">${inline}</xs:list>`),
  simple('<xs:list/>'),
  simple('<xs:union/>'),
  simple(`<xs:restriction base="xs:int">${inline}</xs:restriction>`),
  simple('<xs:restriction base="xs:int"/><xs:list itemType="xs:int"/>'),
  simple(`<xs:restriction base="xs:int">${model}</xs:restriction>`),
  simple('<xs:restriction base="xs:int"><xs:attribute name="a"/></xs:restriction>'),
  `<xs:group name="g">${model}${model}</xs:group>`,
  `<xs:group name="g">${model}</xs:group>${type(`<xs:group ref="g">${model}</xs:group>`)}`,
  `<xs:attributeGroup name="g"/>${type('<xs:attributeGroup ref="g"><xs:attribute name="a"/></xs:attributeGroup>')}`,
  type('sequence'),
  type('<![CDATA[sequence]]>'),
];

const right: readonly string[] = [
  '<xs:element name="e" default="1" type="xs:int" nillable="true" id="i"/>',
  type(`${model}<xs:attribute name="a" use="required" form="qualified"/><xs:anyAttribute/>`),
  within('complexContent', `<xs:extension base="b">${model}<xs:attribute name="a"/></xs:extension>`),
  within('simpleContent', '<xs:extension base="xs:int"><xs:anyAttribute/></xs:extension>'),
  attribute('<xs:attribute ref="q" use="required" fixed="1"/>'),
  local('<xs:element ref="q" minOccurs="0" id="i"/>'),
  local(`<xs:element name="a" block="#all" form="qualified">${inline}</xs:element>`),
  simple(`<xs:union memberTypes="xs:int">${inline}${inline}</xs:union>`),
  simple(`<xs:restriction>${inline}<xs:pattern value="1"/></xs:restriction>`),
  `<xs:group name="g">${model}</xs:group>${type('<xs:group ref="g" maxOccurs="2"/>')}`,
  type('<xs:annotation><xs:documentation>sequence</xs:documentation></xs:annotation>'),
];

describe('what XSD elements may have', () => {
  const compiles = (text: string): boolean => {
    try {
      compileXsd(new Map([['a.xsd', text]]), 'a.xsd').dispose();
      return true;
    } catch {
      return false;
    }
  };

  it.each(wrong)('%s is an error to us and to libxml2', (body) => {
    expect({ libxml2: compiles(xsd(body)), codes: read(xsd(body)).codes.length }).toEqual({ libxml2: false, codes: 1 });
  });

  it.each(right)('%s is none', (body) => {
    expect({ libxml2: compiles(xsd(body)), codes: read(xsd(body)).codes }).toEqual({ libxml2: true, codes: [] });
  });
});
