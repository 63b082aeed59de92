import { describe, expect, it } from 'vitest';
import { builtinSimpleType } from '../../generator/read/xsd/builtins.js';
import { compareValues, normalise, parseValue } from '../../generator/read/xsd/values.js';
import { read, xsd } from './support.js';

describe('literals of built-in types', () => {
  it.each([
    ['string', ' a\tb ', ' a\tb '],
    ['normalizedString', ' a\tb ', ' a b '],
    ['token', ' a \t b ', 'a b'],
    ['boolean', ' 1 ', true],
    ['boolean', 'false', false],
    ['boolean', 'TRUE', undefined],
    ['integer', '-007', -7],
    ['integer', '+5', 5],
    ['integer', '1.0', undefined],
    ['integer', '', undefined],
    ['decimal', '-.5', -0.5],
    ['decimal', '1.', 1],
    ['decimal', '1e3', undefined],
    ['double', '1e3', 1000],
    ['double', '-INF', '-INF'],
    ['double', 'NaN', 'NaN'],
    ['double', '+INF', undefined],
    ['double', '-0', 0],
    ['byte', '127', 127],
    ['byte', '128', undefined],
    ['long', '9223372036854775808', undefined],
    ['unsignedLong', '18446744073709551616', undefined],
    ['positiveInteger', '0', undefined],
    ['date', '2000-02-29', '2000-02-29'],
    ['date', '1900-02-29', undefined],
    ['date', '2024-02-29Z', '2024-02-29Z'],
    ['date', '2023-02-29', undefined],
    ['date', '12024-02-29', '12024-02-29'],
    ['date', '-0004-02-29', '-0004-02-29'],
    ['date', '0000-01-01', undefined],
    ['date', '2024-04-31', undefined],
    ['date', '02024-01-01', undefined],
    ['date', '2024-1-1', undefined],
    ['date', '2024-01-01+14:00', '2024-01-01+14:00'],
    ['date', '2024-01-01+14:01', undefined],
    ['dateTime', '2024-01-01T24:00:00', '2024-01-01T24:00:00'],
    ['dateTime', '2024-01-01T24:00:01', undefined],
    ['dateTime', '2024-01-01T00:00:00.123-05:30', '2024-01-01T00:00:00.123-05:30'],
    ['dateTime', '2024-01-01T00:00', undefined],
    ['dateTime', '2024-01-01', undefined],
    ['time', '23:59:60', undefined],
    ['gYear', '2024', '2024'],
    ['gYear', '24', undefined],
    ['gMonthDay', '--02-29', '--02-29'],
    ['gMonthDay', '--02-30', undefined],
    ['gDay', '---31', '---31'],
    ['gMonth', '--13', undefined],
    ['duration', 'P1Y2M3DT4H5M6.7S', 'P1Y2M3DT4H5M6.7S'],
    ['duration', '-PT0S', '-PT0S'],
    ['duration', 'P', undefined],
    ['duration', 'PT', undefined],
    ['duration', 'P1YT', undefined],
    ['duration', 'P1S', undefined],
    ['hexBinary', '0aF9', '0aF9'],
    ['hexBinary', '0aF', undefined],
    ['base64Binary', 'YWJj', 'YWJj'],
    ['base64Binary', 'YWI=', 'YWI='],
    ['base64Binary', 'YW J j', 'YW J j'],
    ['base64Binary', 'YWJ=', undefined],
    ['base64Binary', 'YQ==', 'YQ=='],
    ['base64Binary', 'YR==', undefined],
    ['language', 'en-GB', 'en-GB'],
    ['language', 'english-language-x', 'english-language-x'],
    ['language', 'e_n', undefined],
    ['NCName', 'a:b', undefined],
    ['NCName', '__proto__', '__proto__'],
    ['Name', 'a:b', 'a:b'],
    ['NMTOKEN', '1-a', '1-a'],
    ['QName', 'a:b', 'a:b'],
    ['QName', 'a:b:c', undefined],
    ['QName', 'xmlns:a', undefined],
    ['anyURI', '  ../a b ', '../a b'],
    ['NMTOKENS', 'a  b', ['a', 'b']],
    ['NMTOKENS', '', undefined],
  ])('%s %j → %j', (type, literal, want) => {
    expect(parseValue(builtinSimpleType(type), literal)).toEqual(want);
  });
});

describe('facets', () => {
  const type = (body: string) => read(xsd(`<xs:simpleType name="t">${body}</xs:simpleType>`)).simple('t');
  const restriction = (base: string, facets: string): string => `<xs:restriction base="xs:${base}">${facets}</xs:restriction>`;

  it.each([
    [restriction('decimal', '<xs:totalDigits value="3"/><xs:fractionDigits value="1"/>'), '12.30', 12.3],
    [restriction('decimal', '<xs:totalDigits value="3"/><xs:fractionDigits value="1"/>'), '12.34', undefined],
    [restriction('decimal', '<xs:totalDigits value="3"/>'), '001234', undefined],
    [restriction('date', '<xs:minInclusive value="2020-01-01"/>'), '2019-12-31', undefined],
    [restriction('date', '<xs:maxExclusive value="2020-01-01"/>'), '2019-12-31', '2019-12-31'],
    [restriction('dateTime', '<xs:maxInclusive value="2020-01-01T00:00:00Z"/>'), '2020-01-01T01:00:00+02:00', '2020-01-01T01:00:00+02:00'],
    [restriction('integer', '<xs:maxInclusive value="9007199254740992"/>'), '9007199254740993', undefined],
    [restriction('hexBinary', '<xs:length value="2"/>'), 'abcd', 'abcd'],
    [restriction('base64Binary', '<xs:maxLength value="2"/>'), 'YWJj', undefined],
    [restriction('string', '<xs:length value="1"/>'), '\u{1f600}', '\u{1f600}'],
    [restriction('string', '<xs:pattern value="a"/><xs:pattern value="b"/>'), 'b', 'b'],
    [restriction('hexBinary', '<xs:enumeration value="ab"/>'), 'AB', 'AB'],
    [restriction('dateTime', '<xs:enumeration value="2020-01-01T00:00:00Z"/>'), '2020-01-01T02:00:00+02:00', '2020-01-01T02:00:00+02:00'],
    ['<xs:list itemType="xs:int"/>', ' 1  2 ', [1, 2]],
    ['<xs:list itemType="xs:int"/>', '1 a', undefined],
    ['<xs:list itemType="xs:int"/>', '', []],
    ['<xs:union memberTypes="xs:int xs:boolean xs:string"/>', 'true', true],
    ['<xs:union memberTypes="xs:int xs:boolean"/>', 'x', undefined],
  ])('%s of %j → %j', (definition, literal, want) => {
    expect(parseValue(type(definition), literal)).toEqual(want);
  });
});

it.each([
  ['date', '2020-01-01', '2019-12-31', 1],
  ['time', '12:00:00Z', '13:00:00+01:00', 0],
  ['gYear', '-0001', '0001', -1],
  ['gMonthDay', '--03-01', '--02-29', 1],
  ['float', '-INF', '0', -1],
  ['float', 'NaN', '0', undefined],
  ['string', 'a', 'b', undefined],
])('%s: %s against %s is %s', (type, a, b, want) => {
  expect(compareValues(type, a, b)).toBe(want);
});

it.each([
  ['preserve', ' a\n ', ' a\n '],
  ['replace', ' a\n ', ' a  '],
  ['collapse', ' a\n b ', 'a b'],
] as const)('white space %s: %j → %j', (how, text, want) => {
  expect(normalise(text, how)).toBe(want);
});
