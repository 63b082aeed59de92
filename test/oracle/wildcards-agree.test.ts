import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { compiled } from '../support/ajv.js';
import { compileXsd } from '../support/libxml2.js';
import { convert, rootWith, xsd } from '../xsd/support.js';

/**
 * libxml2 and our schemas on wildcards, nil and fixed values: random schemas, each with random instances, written as XML
 * for the one and as JSON for the other.
 */
const seed = { seed: 20260101 };
const other = xsd('<xs:element name="g" type="xs:int"/><xs:element name="h" type="xs:string"/>', 'targetNamespace="urn:b"');

function both(files: Readonly<Record<string, string>>): { readonly xml: (text: string) => boolean; readonly json: (value: unknown) => boolean } {
  const libxml = compileXsd(new Map(Object.entries(files)), 'a.xsd');
  const schema = jsonSchemaFromXsd(files, 'a.xsd').schemaFor('root', '');
  const validate = compiled(schema!, { strict: false });
  return { xml: (text) => libxml.validate(text).length === 0, json: (value) => validate(value) };
}

describe('how often wildcards occur', () => {
  const bounds = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })).map(([min, more]) => ({ min, max: Math.max(1, min + more) }));
  const wildcard = fc.record({
    bounds,
    processContents: fc.constantFrom('lax', 'skip', 'strict'),
    namespace: fc.constantFrom('##other', 'urn:b', 'urn:b urn:c'),
    own: fc.boolean(),
    attribute: fc.boolean(),
  });
  const children = fc.array(fc.constantFrom(['g', '5'], ['g', 'x'], ['h', 'x'], ['u', ''], ['v', ''], ['w', '']), { maxLength: 6 });

  it('is what libxml2 says', () => {
    let [valid, invalid] = [0, 0];
    fc.assert(
      fc.property(wildcard, fc.array(fc.record({ children, own: fc.boolean(), arrays: fc.boolean() }), { minLength: 12, maxLength: 12 }), (any, instances) => {
        const files = {
          'b.xsd': other,
          'a.xsd': rootWith(
            `<xs:sequence>${any.own ? '<xs:element name="own" type="xs:int"/>' : ''}<xs:any namespace="${any.namespace}" processContents="${any.processContents}" minOccurs="${any.bounds.min}" maxOccurs="${any.bounds.max}"/></xs:sequence>${any.attribute ? '<xs:attribute name="a"/>' : ''}`,
            '<xs:import namespace="urn:b" schemaLocation="b.xsd"/>',
          ).replace(/(.*)(<xs:import[^>]*>)/, (_, before: string, imports: string) => before.replace('<xs:element name="root">', `${imports}<xs:element name="root">`)),
        };
        const { xml, json } = both(files);
        for (const instance of instances) {
          // Where a strict wildcard meets what is not declared at hand, we say "not covered", and it says "invalid".
          if (any.processContents === 'strict' && instance.children.some(([name]) => 'uvw'.includes(name!))) continue;
          const text = instance.children.map(([name, content]) => `<b:${name}>${content}</b:${name}>`).join('');
          const byName = new Map<string, unknown[]>();
          for (const [name, content] of instance.children) byName.set(name!, [...(byName.get(name!) ?? []), name === 'g' && content === '5' ? 5 : content]);
          const value = {
            ...(any.own && instance.own && { own: 1 }),
            ...Object.fromEntries([...byName].map(([name, values]) => [name, values.length > 1 || (instance.arrays && any.bounds.max > 1) ? values : values[0]])),
          };
          const want = xml(`<root xmlns:b="urn:b">${any.own && instance.own ? '<own>1</own>' : ''}${text}</root>`);
          if (want) valid++;
          else invalid++;
          // Beside other members, and of more than three, not every sum is told apart: then nothing valid is rejected.
          const exact = !any.own && !any.attribute && any.bounds.max <= 3;
          if (exact || want) expect({ value, any, valid: json(value) }).toEqual({ value, any, valid: want });
        }
      }),
      { ...seed, numRuns: 80 },
    );
    expect(Math.min(valid, invalid)).toBeGreaterThan(100);
  });
});

describe('a strict wildcard', () => {
  const root = (any: string, imports = ''): ((value: unknown) => boolean) =>
    convert({ 'a.xsd': rootWith(`<xs:sequence>${any}</xs:sequence>`).replace('<xs:element name="root">', `${imports}<xs:element name="root">`), 'b.xsd': other }).valid;

  it('is open where what it lets in stands in no document at hand', () => {
    expect(root('<xs:any namespace="urn:elsewhere"/>')({ x: 'y' })).toBe(true);
    expect(root('<xs:any namespace="##other"/>')({ x: 'y' })).toBe(true);
    expect(root('<xs:any namespace="urn:elsewhere"/>')({})).toBe(false);
  });

  it('lets in what is declared, and nothing else, where its documents are at hand', () => {
    const imports = '<xs:import namespace="urn:b" schemaLocation="b.xsd"/>';
    for (const namespace of ['urn:b', '##other']) {
      const valid = root(`<xs:any namespace="${namespace}"/>`, imports);
      expect([{ g: 5 }, { g: 'x' }, { h: 'x' }, { u: 'x' }].map(valid)).toEqual([true, false, true, false]);
    }
    expect(root('<xs:any namespace="##any"/>')({ x: 'y' })).toBe(false);
  });
});

describe('nil and fixed values', () => {
  const nil = '<root xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>';
  const simpleTypes = ['xs:string', 'xs:int', 'xs:anyType', 'xs:anySimpleType', 'c', 'm', 's', 'u', 'l'];
  const types =
    '<xs:complexType name="c"><xs:sequence><xs:element name="x" minOccurs="0"/></xs:sequence></xs:complexType><xs:complexType name="m" mixed="true"/>' +
    '<xs:complexType name="s"><xs:simpleContent><xs:extension base="xs:int"/></xs:simpleContent></xs:complexType>' +
    '<xs:simpleType name="u"><xs:union memberTypes="xs:int xs:boolean xs:string"/></xs:simpleType><xs:simpleType name="l"><xs:list itemType="xs:int"/></xs:simpleType>';

  it.each(simpleTypes.flatMap((type) => ['', 'nillable="true"', 'nillable="false"'].map((nillable) => [type, nillable] as const)))('nil of %s %s', (type, nillable) => {
    const { xml, json } = both({ 'a.xsd': xsd(`<xs:element name="root" type="${type}" ${nillable}/>${types}`) });
    expect(json(null)).toBe(xml(nil));
  });

  const members = ['xs:int', 'xs:boolean', 'xs:string', 'xs:decimal', 'xs:token', 'xs:date', 'e'];
  const more =
    '<xs:simpleType name="e"><xs:restriction base="xs:string"><xs:enumeration value="a b"/><xs:enumeration value="7"/></xs:restriction></xs:simpleType>';
  const literals = ['1', '01', '1.0', 'true', '0', 'a b', 'a  b', '7', '1 2', '01 2', ' 7 ', 'x', ''];
  /** A literal as JSON, by the first member of the union that it is a value of. */
  const asJson = (names: readonly string[], literal: string): unknown => {
    const collapsed = literal.replace(/\s+/g, ' ').trim();
    for (const name of names) {
      if (name === 'xs:int' && /^[+-]?\d+$/.test(collapsed)) return Number(collapsed);
      if (name === 'xs:decimal' && /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(collapsed)) return Number(collapsed);
      if (name === 'xs:boolean' && /^(true|false|1|0)$/.test(collapsed)) return collapsed === 'true' || collapsed === '1';
      if (name === 'e' && ['a b', '7'].includes(literal)) return literal;
      if (name === 'xs:string') return literal;
      if (name === 'xs:token') return collapsed;
    }
    return literal;
  };

  it('fixed on a union is one value, however it is written', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...members), { minLength: 1, maxLength: 3 }), fc.constantFrom(...literals), fc.boolean(), (names, fixed, attribute) => {
        const declaration = `fixed="${fixed}"><xs:simpleType><xs:union memberTypes="${names.join(' ')}"/></xs:simpleType>`;
        const text = attribute ? `<xs:element name="root"><xs:complexType><xs:attribute name="a" ${declaration}</xs:attribute></xs:complexType></xs:element>` : `<xs:element name="root" ${declaration}</xs:element>`;
        let oracle: ReturnType<typeof both>;
        try {
          oracle = both({ 'a.xsd': xsd(text + more) });
        } catch {
          return; // The fixed value is none of the type's.
        }
        for (const literal of literals) {
          const xml = attribute ? `<root a="${literal}"/>` : `<root>${literal}</root>`;
          const value = asJson(names, literal);
          compared++;
          // As JSON, 1 and 01 are one value.
          const isFixed = JSON.stringify(value) === JSON.stringify(asJson(names, fixed));
          expect({ names, fixed, literal, valid: oracle.json(attribute ? { '@a': value } : value) }).toEqual({ names, fixed, literal, valid: isFixed || oracle.xml(xml) });
        }
      }),
      { ...seed, numRuns: 80 },
    );
    expect(compared).toBeGreaterThan(200);
  });
});
