import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { parseXml } from '../../generator/read/xsd/parse.js';
import { convert, read, xsd } from './support.js';

const simple = (value: string): string => xsd(`<xs:element name="root"><xs:simpleType><xs:restriction base="xs:string">${value}</xs:restriction></xs:simpleType></xs:element>`);

describe('a document that is not well-formed', () => {
  it.each([
    ['two root elements', `${xsd('<xs:element name="a"/>')}${xsd('')}`],
    ['an attribute twice', xsd('<xs:element name="a" type="xs:int" type="xs:string"/>')],
    ['an attribute twice in an annotation', xsd('<xs:annotation><xs:documentation a="1" a="2"/></xs:annotation>')],
    ['one name by two prefixes', xsd('<xs:element name="a" a:x="1" b:x="2" xmlns:a="urn:a" xmlns:b="urn:a"/>')],
    ['"<" in a value', xsd('<xs:element name="a" default="1<2"/>')],
    ['NUL', xsd('<xs:element name="a"/>\0')],
    ['a control character', xsd('<xs:element name="a\u0001"/>')],
    ['half a character', xsd('<xs:element name="a" default="\ud800"/>')],
    ['a reference to no character', xsd('<xs:element name="a" default="&#0;"/>')],
    ['a reference beyond Unicode', xsd('<xs:element name="a" default="&#x110000;"/>')],
    ['"]]>" in text', xsd(']]>')],
    ['an XML declaration inside', ` <?xml version="1.0"?>${xsd('')}`],
    ['text behind the root', `${xsd('')}text`],
  ])('because of %s is an error, once', (_, text) => {
    expect(read(text).codes).toEqual(['XSD_MALFORMED']);
  });

  it('has its place', () => {
    const [found] = read(`${xsd('')}\n\n<again/>`).all;
    expect(found!.place).toEqual({ file: 'a.xsd', line: 3, column: 1 });
    const [twice] = read(xsd('<xs:element name="a"\n  name="b"/>')).all;
    expect(twice!.place).toEqual({ file: 'a.xsd', line: 2, column: 3 });
  });

  it('is none to libxml2 either, whatever was changed in it', () => {
    const good = `<?xml version="1.0"?><a b="1" c='2 &lt; &#9;'>t &amp; x<b c="3"/><![CDATA[ < ]]><?pi x?></a>\n`;
    const piece = fc.constantFrom('<', '>', '"', "'", '&', ';', '=', '/', ' ', '\n', '-', '--', ']]>', '<b/>', '</a>', 'a="1"', ' b="9"', '&#0;', '&#65;', '\0', '\u0007', '\ufffe', '<?xml version="1.0"?>', '<!-- -->', ':', 'x', '');
    const edit = fc.record({ at: fc.nat(good.length), drop: fc.nat(3), put: piece });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 2 }), (edits) => {
        const text = edits.reduce((all, { at, drop, put }) => all.slice(0, at) + put + all.slice(at + drop), good);
        const diagnostics = new Diagnostics();
        const ours = parseXml('a.xml', text, diagnostics) !== undefined && !diagnostics.list().some(({ code }) => code !== 'XSD_EXTERNAL_ENTITY');
        expect({ text, wellFormed: ours }).toEqual({ text, wellFormed: libxmlAccepts(text) });
      }),
      { numRuns: Number(process.env['SPECGEN_RUNS'] ?? 300) },
    );
  });
});

function libxmlAccepts(text: string): boolean {
  try {
    XmlDocument.fromString(text).dispose();
    return true;
  } catch {
    return false;
  }
}

describe('white space in the value of an attribute (XML 1.0 3.3.3)', () => {
  it('is a blank for each character that stands there', () => {
    const { valid } = convert(simple('<xs:enumeration value="first\n  second\r\nthird\tx"/>'));
    expect(valid('first   second third x')).toBe(true);
    expect(valid('first\n  second\nthird\tx')).toBe(false);
  });

  it('is kept where a character reference writes it', () => {
    const { valid } = convert(simple('<xs:enumeration value="a&#10;b&#x9;&#13;c\n&amp;"/>'));
    expect(valid('a\nb\t\rc &')).toBe(true);
    expect(valid('a b  c &')).toBe(false);
  });

  it('counts in patterns, too', () => {
    const { valid } = convert(simple('<xs:pattern value="((ab)|(\n cd))e"/>'));
    expect(valid('  cde')).toBe(true);
    expect(valid('\n cde')).toBe(false);
  });

  it('of an entity is a blank', () => {
    const { valid } = convert(`<!DOCTYPE s [<!ENTITY e "x\ty"><!ENTITY none "">]>${simple('<xs:enumeration value="[&e;&none;]\n"/>')}`);
    expect(valid('[x y] ')).toBe(true);
  });
});
