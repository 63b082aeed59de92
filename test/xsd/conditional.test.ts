import { describe, expect, it } from 'vitest';
import { convert, read, xsd } from './support.js';

/** XSD 1.1 in places: its types, and documents that say what is for which version of XSD. */
const VC = 'xmlns:vc="http://www.w3.org/2007/XMLSchema-versioning"';
const valid = (body: string, value: unknown, attributes = ''): boolean => convert(xsd(body, `${VC} ${attributes}`)).valid(value);

describe('types that XSD 1.1 added', () => {
  it.each([
    ['dateTimeStamp', '2020-01-01T00:00:00Z', '2020-01-01T00:00:00'],
    ['dateTimeStamp', '2020-01-01T00:00:00+01:30', '2020-13-01T00:00:00Z'],
    ['yearMonthDuration', '-P1Y2M', 'P1D'],
    ['yearMonthDuration', 'P3M', 'PT1M'],
    ['dayTimeDuration', 'P1DT2M', 'P1Y'],
    ['anyAtomicType', 'anything', ['one', 'two']],
  ])('xs:%s', (type, right, wrong) => {
    expect(read(xsd(`<xs:element name="root" type="xs:${type}"/>`)).codes).toEqual([]);
    expect(valid(`<xs:element name="root" type="xs:${type}"/>`, right)).toBe(true);
    expect(valid(`<xs:element name="root" type="xs:${type}"/>`, wrong)).toBe(false);
  });

  it('a name that neither version has is unknown', () => {
    expect(read(xsd('<xs:element name="root" type="xs:dateTimeStomp"/>')).codes).toEqual(['XSD_UNKNOWN_TYPE']);
  });
});

describe('conditional inclusion', () => {
  const either = (old: string, now: string): string => `<xs:element name="root" type="xs:int" ${old}/><xs:element name="root" type="xs:boolean" ${now}/>`;
  // [for a reader of 1.0, for others]
  it.each([
    ['vc:maxVersion="1.1"', 'vc:minVersion="1.1"'],
    ['vc:minVersion="1.0"', 'vc:minVersion="1.2"'],
    ['', 'vc:maxVersion="1.0"'],
    ['vc:typeAvailable="xs:dateTimeStamp"', 'vc:typeUnavailable="xs:dateTimeStamp"'],
    ['vc:typeUnavailable="xs:string xs:precisionDecimal"', 'vc:typeAvailable="xs:string xs:precisionDecimal"'],
    ['vc:facetUnavailable="xs:explicitTimezone"', 'vc:facetAvailable="xs:explicitTimezone"'],
    ['vc:facetAvailable="xs:pattern"', 'vc:facetUnavailable="xs:pattern"'],
  ])('%s is there, %s is not', (old, now) => {
    expect(read(xsd(either(old, now), VC)).codes).toEqual([]);
    expect(valid(either(old, now), 1)).toBe(true);
    expect(valid(either(old, now), true)).toBe(false);
  });

  it('holds at any depth, and what is left out is not judged', () => {
    const body = '<xs:element name="root"><xs:complexType><xs:sequence><xs:element name="a" type="xs:int"/><xs:element name="b" type="noSuchType" vc:minVersion="1.1"/></xs:sequence><xs:assert test="a gt 1" vc:minVersion="1.1"/></xs:complexType></xs:element>';
    expect(read(xsd(body, VC)).codes).toEqual([]);
    expect(valid(body, { a: 1 })).toBe(true);
    expect(valid(body, { a: 1, b: 1 })).toBe(false);
  });

  it('a root that asks for 1.1 is read, as far as it is written in 1.0', () => {
    expect(valid('<xs:element name="root" type="xs:int"/>', 1, 'vc:minVersion="1.1"')).toBe(true);
    expect(read(xsd('<xs:defaultOpenContent><xs:any/></xs:defaultOpenContent><xs:element name="root" type="xs:int"/>', `${VC} vc:minVersion="1.1"`)).codes).toEqual(['XSD_VERSION']);
  });
});
