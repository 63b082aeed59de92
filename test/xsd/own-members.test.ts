import { describe, expect, it } from 'vitest';
import { convert, rootWith } from './support.js';

/** What every object inherits, and `__proto__`, which JSON.parse makes a member as any other. */
const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];
const json = (text: string): unknown => JSON.parse(text);

describe.each(names)('a child with the name %s', (name) => {
  const one = `<xs:element name="${name}" type="xs:int" MORE/>`;
  const child = (more = ''): string => one.replace('MORE', more);

  it.each([
    ['that may be absent', `<xs:sequence>${child('minOccurs="0"')}</xs:sequence>`, ['{}', `{"${name}":1}`], [`{"${name}":"x"}`, `{"${name}":1,"other":1}`]],
    ['of which there may be several', `<xs:sequence>${child('minOccurs="0" maxOccurs="2"')}</xs:sequence>`, ['{}', `{"${name}":[1,2]}`], [`{"${name}":1}`, `{"${name}":[1,2,3]}`]],
    ['that is required', `<xs:sequence>${child()}<xs:element name="a"/></xs:sequence>`, [`{"${name}":1,"a":""}`], ['{"a":""}', `{"${name}":1}`]],
    ['or another', `<xs:choice>${child()}<xs:element name="a"/></xs:choice>`, ['{"a":""}', `{"${name}":1}`], ['{}', `{"${name}":1,"a":""}`]],
    ['with another, or neither', `<xs:sequence minOccurs="0">${child()}<xs:element name="a"/></xs:sequence>`, ['{}', `{"${name}":1,"a":""}`], ['{"a":""}', `{"${name}":1}`]],
    ['with another, or one of many', `<xs:choice><xs:sequence>${child()}<xs:element name="a"/></xs:sequence>${Array.from({ length: 60 }, (_, i) => `<xs:element name="b${i}"/>`).join('')}</xs:choice>`, ['{"b1":""}', `{"${name}":1,"a":""}`], ['{}', `{"a":""}`, `{"${name}":1}`, `{"${name}":1,"a":"","b1":""}`]],
    ['beside a wildcard', `<xs:sequence>${child('minOccurs="0"')}<xs:any namespace="urn:x" processContents="lax" minOccurs="0"/></xs:sequence>`, ['{}', '{"x":1}', `{"${name}":1,"x":1}`], [`{"${name}":"x"}`]],
  ])('%s', (_, content, valid, invalid) => {
    const schema = convert(rootWith(content));
    expect(valid.filter((text) => !schema.valid(json(text)))).toEqual([]);
    expect(invalid.filter((text) => schema.valid(json(text)))).toEqual([]);
  });
});
