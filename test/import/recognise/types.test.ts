import { describe, expect, it } from 'vitest';
import { readType } from '../../../generator/import/type-expression.js';
import { patternOfAbnf } from '../../../generator/import/recognise/abnf.js';
import { simpleType } from '../../../generator/import/recognise/simple-type.js';
import { factsOf } from './support.js';

const named = (name: string) => ({ kind: 'named', name }) as const;

describe('The type that a cell names', () => {
  it.each([
    ['m2m:ID', named('m2m:ID')],
    ['xs: NCName', named('xs:NCName')],
    ['list of xs: NCName', { kind: 'list', of: named('xs:NCName') }],
    ['List of m2m:roleID', { kind: 'list', of: named('m2m:roleID') }],
    ['xs:list of elements of data type xs:anyURI', { kind: 'list', of: named('xs:anyURI') }],
    ['list of 3 xs:float', { kind: 'list', of: named('xs:float'), minItems: 3, maxItems: 3 }],
    ['xs:list of two xs:long values', { kind: 'list', of: named('xs:long'), minItems: 2, maxItems: 2 }],
    ['restricted list of xs:boolean', { kind: 'list', of: named('xs:boolean'), restricted: true }],
    ['m2m:ID list', { kind: 'list', of: named('m2m:ID') }],
    ['m2m:ID (L)', { kind: 'list', of: named('m2m:ID') }],
    ['xs:anyURI or xs:base64Binary', { kind: 'union', of: [named('xs:anyURI'), named('xs:base64Binary')] }],
    ['sec:credentialID (see note 2)', named('sec:credentialID')],
    ['dcfg:listOfURIs.', named('dcfg:listOfURIs')],
  ])('%s', (printed, type) => {
    expect(readType(printed)).toEqual(type);
  });

  it.each(['See clause 7.4.15', '', '(anonymous)', 'Name and data type are defined in Annex D or XSD file', 'list of the values, and more', 'a/b'])('names none: %s', (printed) => {
    expect(readType(printed)).toBeUndefined();
  });
});

describe('Simple types by name and description', () => {
  it.each([
    ['List of any URI', 'xs:list of elements of data type xs:anyURI. The list shall contain at least one member', { kind: 'list', of: named('xs:anyURI'), minItems: 1 }],
    ['list of xs:token', 'Tokens for describing. The list shall contain at least one member', { kind: 'list', of: named('xs:token'), minItems: 1 }],
    ['List of Time Limits', 'xs:list of two xs:long values defining limits', { kind: 'list', of: named('xs:long'), minItems: 2, maxItems: 2 }],
    ['List of ACP IDs', 'Identifies policies', { kind: 'list', of: { kind: 'unnamed', words: 'ACP IDs' } }],
    ['Time', 'defined as xs:union of m2m:timestamp and xs:long data types', { kind: 'union', of: [named('m2m:timestamp'), named('xs:long')] }],
    ['Target', 'defined as xs:union of m2m:nodeID and MSISDN', { kind: 'union', of: [named('m2m:nodeID'), { kind: 'unnamed', words: 'MSISDN' }] }],
    ['Category', 'Either:\none of the values from m2m:stdEventCats, or\na category in the range 100-999', { kind: 'union', of: [named('m2m:stdEventCats'), { kind: 'range', minimum: 100, maximum: 999 }] }],
    ['Category', 'Either:\na value from m2m:eventCat, or\nthe value 0 which is special', { kind: 'union', of: [named('m2m:eventCat'), { kind: 'values', values: ['0'] }] }],
    ['Port', 'Defined as port number in the range 0 to 65535', { kind: 'range', minimum: 0, maximum: 65535 }],
    ['Release', 'For this release, the permitted values are 2, 2a, and 3.', { kind: 'values', values: ['2', '2a', '3'] }],
    ['Types', 'A list of serialization types. The permitted values are:\nxml\njson\ncbor\nThe list shall contain at least one member', { kind: 'list', of: { kind: 'values', values: ['xml', 'json', 'cbor'] }, minItems: 1 }],
    ['Country', '2-character country code', { kind: 'string', length: 2 }],
    ['Name', 'shall be formed by (ALPHA / DIGIT) *(ALPHA / DIGIT / "-" / "_") as described in clause 6.2.3', { kind: 'string', pattern: '[A-Za-z0-9][A-Za-z0-9\\-_]*' }],
    ['percent', 'xs:unsignedInt in the range 0 to 100', { kind: 'range', minimum: 0, maximum: 100 }],
    ['level', 'xs:integer with values from 1 to 5', { kind: 'range', minimum: 1, maximum: 5 }],
    ['share', 'xs:decimal in the range 0 to 1', named('xs:decimal')],
    ['bytes', 'xs:hexBinary', named('xs:hexBinary')],
    ['time', 'Defined as xs:duration, see clause 6', named('xs:duration')],
    ['label', 'xs:string', { kind: 'string' }],
    ['size', 'xs:string, one of "a", "b" or "c"', { kind: 'values', values: ['a', 'b', 'c'] }],
    ['few', 'A list of m2m:name with at least one and at most three members', { kind: 'list', of: named('m2m:name'), minItems: 1, maxItems: 3 }],
    ['SPARQL', 'The string is used for SPARQL content', { kind: 'string' }],
  ])('%s: %s', (name, description, type) => {
    expect(simpleType(name, description)).toEqual(type);
  });

  it('are one fact for each type, though a type may have several rows of examples', () => {
    const facts = factsOf(
      [
        ['XSD type name', 'Type Name', 'Examples', 'Description'],
        ['m2m:ID', 'Generic ID', '//a', 'Used to represent IDs'],
        ['m2m:ID', 'Generic ID', '//a/b', '(CSE-ID)'],
        ['', '', '//a/c', '(AE-ID)'],
        ['m2m:timestamp', 'Time stamp string', '20141003T112032', "DateTime string using 'Basic Format'"],
        ['NOTE: more', 'NOTE: more', 'NOTE: more', 'NOTE: more'],
      ],
      { caption: 'Table 6.3.3-1: oneM2M Simple Data Types' },
    );
    expect(facts.map((fact) => fact.kind === 'simple-type' && [fact.type, fact.is.kind])).toEqual([
      ['m2m:ID', 'string'],
      ['m2m:timestamp', 'string'],
    ]);
    const pattern = facts.flatMap((fact) => (fact.kind === 'simple-type' && fact.is.kind === 'string' && fact.is.pattern !== undefined ? [fact.is.pattern] : []))[0]!;
    const matches = new RegExp(`^(?:${pattern})$`);
    expect(['20141003T112032', '20141003T112032,123456'].filter((text) => !matches.test(text))).toEqual([]);
    expect(['2014-10-03T11:20:32', '20141303T112032', '20141003T112032,1234567', '20141003T112032Z'].filter((text) => matches.test(text))).toEqual([]);
  });
});

describe('ABNF', () => {
  it.each([
    ['1*DIGIT', '[0-9]+'],
    ['2*4ALPHA', '[A-Za-z]{2,4}'],
    ['"a" / "bc"', '(a|bc)'],
    ['*("ab" DIGIT)', '(ab[0-9])*'],
  ])('%s', (rule, pattern) => {
    expect(patternOfAbnf(rule)).toBe(pattern);
  });
  it.each(['', 'as described', '(ALPHA', 'UNKNOWN'])('is none: %s', (text) => {
    expect(patternOfAbnf(text)).toBeUndefined();
  });
});
