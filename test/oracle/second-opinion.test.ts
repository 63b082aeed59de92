import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { instancesOf } from '../support/instances.js';
import { xsdFilesOf } from '../support/libxml2.js';
import { mutationsOf } from '../support/mutations.js';
import { schemaCompiler } from '../support/our-schemas.js';
import { reduced } from '../support/reduce.js';
import { secondOpinion } from '../support/xsd2jsonschema.js';

/**
 * xsd2jsonschema 0.3.7 as second opinion: on what it supports of our documents, its schemas and ours agree. What it does
 * not support, and why it is not the engine, stands in test/support/reduce.ts, and is shown below.
 */
const xsd = reduced(xsdFilesOf('xsd'));
const set = readXsd(new Map([['reduced.xsd', xsd]]), new Diagnostics());
const ours = schemaCompiler(set);
const { definitions = {} } = secondOpinion(xsd);
// It maps xs:anyURI to the format of absolute URIs; most identifiers of oneM2M are relative.
const ajv = new Ajv({ strict: false, validateFormats: false });
/** It leaves objects open, so that a member too many is no error to it. */
const open = /: unknown member$/;

describe('what both support', () => {
  const elements = [...set.elements.values()];

  it('is a good part of our documents', () => {
    const named = elements.map((e) => e.name.local);
    expect(named.length).toBeGreaterThan(70);
    expect(named).toEqual(expect.arrayContaining(['softwareCampaign', 'software', 'mgmtCmd', 'execInstance', 'requestPrimitive', 'of-timestamp', 'of-resourceType']));
  });

  it.each(elements.map((e) => [e.name.local, e] as const))('%s', (name, element) => {
    const us = ours(element);
    const it = ajv.compile({ definitions, $ref: `#/definitions/${name}` });
    const disagreements: object[] = [];
    for (const value of fc.sample(instancesOf(element, set), { seed: 20260101, numRuns: 5 })) {
      const changed = mutationsOf(element, value, set).filter(({ what }) => !open.test(what));
      for (const candidate of [{ what: 'as generated', value }, ...changed]) {
        const verdicts = { us: us(candidate.value), it: it(candidate.value) };
        if (verdicts.us !== verdicts.it) disagreements.push({ ...candidate, ...verdicts });
      }
    }
    expect(disagreements.slice(0, 3)).toEqual([]);
  });
});

describe('what it does not support', () => {
  const schema = (body: string): string =>
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="urn:m2m" targetNamespace="urn:m2m">${body}</xs:schema>`;
  const simple = (content: string): string => schema(`<xs:simpleType name="t">${content}</xs:simpleType>`);
  const complex = (content: string): string => schema(`<xs:complexType name="t">${content}</xs:complexType>`);
  const sequence = (content: string): string => complex(`<xs:sequence>${content}</xs:sequence>`);

  it.each<[string, string, object]>([
    ['list types', simple('<xs:list itemType="xs:anyURI"/>'), {}],
    ['union types', simple('<xs:union memberTypes="xs:long xs:string"/>'), {}],
    ['xs:NCName', sequence('<xs:element name="a" type="xs:NCName" minOccurs="0"/>'), { type: 'object', properties: { a: { type: 'string' } } }],
    ['repeated elements', sequence('<xs:element name="a" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>'), { type: 'object', properties: { a: { oneOf: [{}, { type: 'array', items: {} }] } } }],
    ['references to elements', sequence('<xs:element ref="m2m:g"/>').replace('</xs:schema>', '<xs:complexType name="u"><xs:sequence><xs:element name="a" type="xs:string"/></xs:sequence></xs:complexType><xs:element name="g" type="m2m:u"/></xs:schema>'), { type: 'object', properties: { 'm2m:g': { $ref: '#/definitions/u' } }, required: ['m2m:g'] }],
    ['wildcards', sequence('<xs:any/>'), { type: 'object' }],
    ['simple content', complex('<xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="a" type="xs:string"/></xs:extension></xs:simpleContent>'), { type: 'string', properties: { '@a': { type: 'string' } } }],
    ['xs:all', complex('<xs:all><xs:element name="a" type="xs:string"/></xs:all>'), { type: 'object' }],
  ])('%s come out as something else', (_, document, want) => {
    expect(secondOpinion(document).definitions?.['t']).toEqual(want);
  });

  it.each([
    ['restrictions of an anonymous type', simple('<xs:restriction><xs:simpleType><xs:list itemType="xs:anyURI"/></xs:simpleType><xs:minLength value="1"/></xs:restriction>')],
    ['xs:anyType and xs:anySimpleType', sequence('<xs:element name="a" type="xs:anyType"/>')],
    ['nested choices', sequence('<xs:choice maxOccurs="unbounded"><xs:element name="a" type="xs:string"/></xs:choice>')],
  ])('%s throw', (_, document) => {
    expect(() => secondOpinion(document)).toThrow();
  });

  it('a component after xs:all is lost without a word', () => {
    const document = schema('<xs:complexType name="t"><xs:all><xs:element name="a" type="xs:string"/></xs:all></xs:complexType><xs:simpleType name="after"><xs:restriction base="xs:string"/></xs:simpleType>');
    expect(Object.keys(secondOpinion(document).definitions ?? {})).toEqual(['t']);
  });

  it('without our subclasses, the numbers of an enumeration are strings, so that nothing is valid', () => {
    const document = simple('<xs:restriction base="xs:integer"><xs:enumeration value="1"/></xs:restriction>');
    expect(secondOpinion(document, false).definitions?.['t']).toEqual({ type: 'integer', enum: ['1'] });
    expect(secondOpinion(document).definitions?.['t']).toEqual({ type: 'integer', enum: [1] });
  });
});
