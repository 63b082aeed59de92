import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { createConverter } from '../../generator/emit/json-schema/convert.js';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { keyOf } from '../../generator/model/components.js';
import { readXsd } from '../../generator/read/xsd/read.js';
import { convert, rootWith, xsd } from './support.js';

const restriction = (base: string, facets: string): string => `<xs:restriction base="xs:${base}">${facets}</xs:restriction>`;
const list = (item: string): string => `<xs:list itemType="xs:${item}"/>`;
const union = (members: string): string => `<xs:union memberTypes="${members}"/>`;

describe('an attribute of another namespace', () => {
  it('with the name of an own one goes by its expanded name where a strict wildcard lets it in', () => {
    const files = {
      'a.xsd': xsd('<xs:import namespace="urn:r" schemaLocation="r.xsd"/><xs:element name="root"><xs:complexType><xs:attribute name="version"/><xs:anyAttribute namespace="##other"/></xs:complexType></xs:element>', 'targetNamespace="urn:a"'),
      'r.xsd': xsd('<xs:attribute name="version" type="xs:int"/>', 'targetNamespace="urn:r"'),
    };
    const { valid } = convert(files, 'root', 'urn:a');
    expect(valid({ '@version': 'x', '@{urn:r}version': 2 })).toBe(true);
    expect(valid({ '@{urn:r}version': 'x' })).toBe(false);
    expect(valid({ '@{urn:s}version': 2 })).toBe(false);
  });
});

describe('a nillable element', () => {
  it('with a fixed value is never nil', () => {
    expect(convert(xsd('<xs:element name="root" type="xs:int" nillable="true" fixed="1"/>')).valid(null)).toBe(false);
    expect(convert(xsd('<xs:element name="root" type="xs:int" nillable="true"/>')).valid(null)).toBe(true);
  });
});

describe('a fixed value', () => {
  it.each([['of mixed content', '<xs:element name="root" fixed="a"><xs:complexType mixed="true"><xs:sequence><xs:element name="b" minOccurs="0"/></xs:sequence><xs:attribute name="c"/></xs:complexType></xs:element>'], ['of any type', '<xs:element name="root" fixed="a"/>']])('%s has no element beside it', (_, element) => {
    const { valid } = convert(xsd(element));
    expect([{ $: 'a' }, { '@c': '1' }, { $: 'a', b: '' }, { b: '' }, { $: 'b' }].map(valid)).toEqual([true, true, false, false, false]);
  });
});

describe('xml:lang', () => {
  const schema = (attribute: string): string => xsd(`<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/><xs:element name="root"><xs:complexType><xs:attribute ref="xml:${attribute}"/></xs:complexType></xs:element>`);
  const validOf = (files: string | Readonly<Record<string, string>>, name: string): readonly boolean[] => {
    const { valid } = convert(files);
    return ['en-GB', '', 'e_n'].map((value) => valid({ [name]: value }));
  };

  it('may be empty', () => {
    expect(validOf(schema('lang'), '@lang')).toEqual([true, true, false]);
  });

  it('is what a document at hand says', () => {
    const files = { 'a.xsd': schema('tongue'), 'lib/xml.xsd': xsd('<xs:attribute name="tongue" type="xs:language"/>', 'targetNamespace="http://www.w3.org/XML/1998/namespace"') };
    expect(validOf(files, '@tongue')).toEqual([true, false, false]);
  });
});

describe('simple types', () => {
  const schemaOf = (definition: string): unknown => {
    const { $schema, ...schema } = convert(xsd(`<xs:element name="root"><xs:simpleType>${definition}</xs:simpleType></xs:element>`)).schema as Record<string, unknown>;
    expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
    return schema;
  };

  it.each<[string, unknown]>([
    [restriction('string', '<xs:maxLength value="5"/><xs:pattern value="[a-z]+"/>'), { type: 'string', pattern: '^[a-z]+$', maxLength: 5 }],
    [restriction('string', '<xs:length value="5"/>'), { type: 'string', minLength: 5, maxLength: 5 }],
    [restriction('string', '<xs:enumeration value="a"/><xs:enumeration value="b"/>'), { type: 'string', enum: ['a', 'b'] }],
    [restriction('integer', '<xs:enumeration value="1"/><xs:enumeration value="02"/>'), { type: 'integer', enum: [1, 2] }],
    [restriction('integer', '<xs:minExclusive value="1"/><xs:maxInclusive value="5"/>'), { type: 'integer', exclusiveMinimum: 1, maximum: 5 }],
    [restriction('unsignedByte', ''), { type: 'integer', minimum: 0, maximum: 255 }],
    [restriction('integer', '<xs:totalDigits value="2"/>'), { type: 'integer', exclusiveMinimum: -100, exclusiveMaximum: 100 }],
    // Thirty nines are 1e30 in JavaScript.
    [restriction('integer', '<xs:totalDigits value="30"/>'), { type: 'integer', minimum: -1e30, maximum: 1e30 }],
    [restriction('unsignedByte', '<xs:totalDigits value="2"/>'), { type: 'integer', minimum: 0, exclusiveMaximum: 100 }],
    [restriction('decimal', '<xs:fractionDigits value="0"/>'), { type: 'integer' }],
    [restriction('decimal', '<xs:minInclusive value="0.5"/>'), { type: 'number', minimum: 0.5 }],
    [restriction('double', ''), { type: ['number', 'string'], pattern: '^(?:INF|-INF|NaN)$' }],
    [restriction('double', '<xs:minInclusive value="0"/>'), { type: ['number', 'string'], minimum: 0, pattern: '^(?:INF)$' }],
    [restriction('boolean', '<xs:pattern value="true|1"/>'), { type: 'boolean', enum: [true] }],
    [restriction('hexBinary', '<xs:length value="2"/>'), { type: 'string', pattern: '^(?:[0-9a-fA-F]{2}){2}$' }],
    [restriction('anySimpleType', ''), { type: ['string', 'number', 'boolean'] }],
    [list('int'), { type: 'array', items: { type: 'integer', minimum: -2147483648, maximum: 2147483647 } }],
    [restriction('NMTOKENS', '<xs:maxLength value="3"/>'), { type: 'array', items: { $ref: '#/$defs/xs:NMTOKEN' }, minItems: 1, maxItems: 3, $defs: expect.anything() }],
    [union('xs:boolean xs:unsignedByte'), { anyOf: [{ type: 'boolean' }, { type: 'integer', minimum: 0, maximum: 255 }] }],
    [restriction('string', '<xs:pattern value="a"/><xs:pattern value="b"/>'), { type: 'string', pattern: '^(?:a|b)$' }],
    [
      `<xs:restriction><xs:simpleType>${restriction('string', '<xs:pattern value="a*"/>')}</xs:simpleType><xs:pattern value="..?"/></xs:restriction>`,
      { type: 'string', pattern: '^a*$', allOf: [{ pattern: '^[^\\n\\r][^\\n\\r]?$' }] },
    ],
    [`<xs:restriction><xs:simpleType>${union('xs:int xs:string')}</xs:simpleType><xs:enumeration value="1"/><xs:enumeration value="a"/></xs:restriction>`, { enum: [1, 'a'] }],
    [`<xs:restriction><xs:simpleType>${list('int')}</xs:simpleType><xs:enumeration value="1 2"/></xs:restriction>`, { type: 'array', enum: [[1, 2]] }],
    [restriction('date', '<xs:enumeration value="2000-01-01+00:00"/>'), { type: 'string', enum: ['2000-01-01+00:00', '2000-01-01Z', '2000-01-01-00:00'] }],
    [restriction('time', '<xs:enumeration value="01:00:00Z"/>'), { type: 'string', enum: ['01:00:00Z', '01:00:00+00:00', '01:00:00-00:00'] }],
  ])('%s', (definition, want) => {
    expect(schemaOf(definition)).toEqual(want);
  });

  it('refer to long built-in rules by name', () => {
    const { $defs, ...schema } = schemaOf(restriction('NCName', '<xs:maxLength value="3"/>')) as { $defs: object };
    expect(schema).toEqual({ $ref: '#/$defs/xs:NCName', maxLength: 3 });
    expect(Object.keys($defs)).toEqual(['xs:NCName']);
  });

  it.each([
    ['<xs:minLength value="2"/><xs:maxLength value="4"/>', 'YQ==', false],
    ['<xs:minLength value="2"/><xs:maxLength value="4"/>', 'YWI=', true],
    ['<xs:minLength value="2"/><xs:maxLength value="4"/>', 'YWJjZA==', true],
    ['<xs:minLength value="2"/><xs:maxLength value="4"/>', 'YWJjZGU=', false],
    ['<xs:length value="3"/>', 'YWJj', true],
  ])('base64Binary counts octets: %s and %s', (facets, value, want) => {
    expect(convert(xsd(`<xs:element name="root"><xs:simpleType>${restriction('base64Binary', facets)}</xs:simpleType></xs:element>`)).valid(value)).toBe(want);
  });
});

describe('complex types', () => {
  const el = (name: string, occurs = '', type = 'xs:int'): string => `<xs:element name="${name}" type="${type}" ${occurs}/>`;
  const optional = 'minOccurs="0"';
  const many = 'maxOccurs="unbounded"';

  it.each<[string, readonly unknown[], readonly unknown[]]>([
    [`<xs:sequence>${el('a')}${el('b', optional)}</xs:sequence>`, [{ a: 1 }, { a: 1, b: 2 }], [{}, { b: 1 }, { a: [1] }, { a: 1, c: 1 }, 1, null]],
    [`<xs:sequence>${el('a', 'maxOccurs="2"')}${el('b', `${optional} ${many}`)}</xs:sequence>`, [{ a: [1] }, { a: [1, 2], b: [1, 2, 3] }, { a: [1], b: [] }], [{ a: 1 }, { a: [] }, { a: [1, 2, 3] }]],
    [`<xs:choice>${el('a')}${el('b')}</xs:choice>`, [{ a: 1 }, { b: 1 }], [{}, { a: 1, b: 1 }]],
    [`<xs:choice ${optional}>${el('a')}${el('b')}</xs:choice>`, [{}, { a: 1 }, { b: 1 }], [{ a: 1, b: 1 }]],
    [`<xs:choice ${many}>${el('a')}${el('b')}</xs:choice>`, [{ a: [1] }, { b: [1, 2], a: [3] }], [{}, { a: [] }]],
    [`<xs:choice maxOccurs="2">${el('a')}${el('b')}</xs:choice>`, [{ a: [1, 2] }, { a: [1], b: [1] }], [{}, { a: [1, 2], b: [1] }, { a: [1, 2, 3] }]],
    [`<xs:sequence minOccurs="0">${el('a')}${el('b')}</xs:sequence>`, [{}, { a: 1, b: 1 }], [{ a: 1 }, { b: 1 }]],
    [`<xs:sequence ${many}>${el('a')}${el('b')}</xs:sequence>`, [{ a: [1], b: [1] }, { a: [1, 2, 3], b: [1, 2, 3] }], [{}, { a: [1, 2], b: [1] }, { a: [1] }]],
    [`<xs:sequence maxOccurs="2">${el('a')}${el('b', optional)}</xs:sequence>`, [{ a: [1] }, { a: [1, 2], b: [1] }, { a: [1, 2], b: [1, 2] }], [{ a: [1], b: [1, 2] }]],
    [`<xs:sequence>${el('a', 'minOccurs="2" maxOccurs="2"')}${el('a', optional)}</xs:sequence>`, [{ a: [1, 2] }, { a: [1, 2, 3] }], [{ a: [1] }, { a: [1, 2, 3, 4] }]],
    [`<xs:sequence><xs:choice>${el('a')}${el('b')}</xs:choice><xs:choice>${el('c')}${el('d')}</xs:choice></xs:sequence>`, [{ a: 1, c: 1 }, { b: 1, d: 1 }], [{ a: 1, b: 1 }, { a: 1 }, { c: 1, d: 1, a: 1 }]],
    [`<xs:choice><xs:sequence>${el('a')}${el('b')}</xs:sequence>${el('c')}</xs:choice>`, [{ a: 1, b: 1 }, { c: 1 }], [{ a: 1 }, { a: 1, c: 1 }, { b: 1, c: 1 }, { a: 1, b: 1, c: 1 }]],
    [`<xs:choice minOccurs="0">${el('a', many)}<xs:choice ${many}>${el('b')}${el('c')}</xs:choice></xs:choice>`, [{}, { a: [1] }, { b: [1], c: [1] }], [{ a: [1], b: [1] }]],
    [`<xs:sequence><xs:element name="a" minOccurs="0" maxOccurs="0"/></xs:sequence>`, [{}], [{ a: 1 }]],
    [`<xs:all>${el('a')}${el('b', optional)}</xs:all>`, [{ a: 1 }, { b: 1, a: 1 }], [{ b: 1 }]],
    ['<xs:choice/>', [], [{}]],
    ['<xs:choice minOccurs="0"/>', [{}], [{ a: 1 }]],
    ['', [{}], [{ a: 1 }, 'text']],
    [`<xs:attribute name="p" use="required" type="xs:int"/><xs:attribute name="q" fixed="x"/>`, [{ '@p': 1 }, { '@p': 1, '@q': 'x' }], [{}, { '@p': 'x' }, { '@p': 1, '@q': 'y' }]],
    [`<xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="p"/></xs:extension></xs:simpleContent>`, [{ $: 1 }, { $: 1, '@p': 'x' }], [{ '@p': 'x' }, 1, { $: 'x' }]],
    [`<xs:sequence><xs:any processContents="lax"/></xs:sequence>`, [{ x: 1 }, { g: 1 }], [{}, { x: 1, y: 1 }, { g: 'no' }]],
    [`<xs:sequence><xs:any/></xs:sequence>`, [{ g: 1 }], [{}, { x: 1 }, { g: 'no' }]],
    [`<xs:sequence>${el('a')}<xs:any processContents="skip" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>`, [{ a: 1 }, { a: 1, g: 'any', x: {} }, { a: [1, 2] }], [{ x: 1 }, { a: 1, '@p': 1 }]],
    [`<xs:sequence>${el('a')}<xs:any namespace="urn:x" processContents="skip"/></xs:sequence>`, [{ a: 1, x: 1 }], [{ a: 1 }, { a: 1, x: 1, y: 1 }]],
    [`<xs:anyAttribute processContents="lax"/>`, [{}, { '@p': 1 }, { '@ga': true }], [{ p: 1 }, { '@ga': 'x' }]],
    [`<xs:anyAttribute/>`, [{ '@ga': true }], [{ '@p': 1 }]],
  ])('%s', (content, valid, invalid) => {
    const converted = convert(rootWith(content, '<xs:element name="g" type="xs:int"/><xs:attribute name="ga" type="xs:boolean"/>'));
    expect(valid.filter((value) => !converted.valid(value))).toEqual([]);
    expect(invalid.filter((value) => converted.valid(value))).toEqual([]);
  });

  it('with a choice of single children say no more than that', () => {
    const { schema } = convert(rootWith(`<xs:choice>${el('a')}${el('b')}</xs:choice>`));
    expect(schema).toMatchObject({ oneOf: [{ required: ['a'] }, { required: ['b'] }], additionalProperties: false });
    expect(schema).not.toHaveProperty('anyOf');
  });

  it('that are optional altogether have no alternatives', () => {
    const choice = `<xs:choice minOccurs="0">${el('a', many)}${el('b', many)}</xs:choice>`;
    expect(convert(rootWith(`<xs:sequence>${choice.replace('minOccurs="0"', 'minOccurs="0" maxOccurs="unbounded"')}</xs:sequence>`)).schema).toEqual({
      $schema: expect.anything(),
      type: 'object',
      properties: { a: { type: 'array', items: expect.anything() }, b: { type: 'array', items: expect.anything() } },
      additionalProperties: false,
    });
  });

  it('let members of a substitution group stand in for its head, and the head only when it is concrete', () => {
    const text = (abstract: boolean): string =>
      rootWith('<xs:sequence><xs:element ref="head" maxOccurs="2"/></xs:sequence>', `<xs:element name="head" type="xs:int" abstract="${abstract}"/><xs:element name="a" substitutionGroup="head"/><xs:element name="b" substitutionGroup="a"/>`);
    const concrete = convert(text(false));
    expect([{ head: [1, 2] }, { a: [1], b: [2] }, { head: [1], b: [1] }].map(concrete.valid)).toEqual([true, true, true]);
    expect([{}, { a: [1, 2], b: [1] }, { a: ['x'] }].map(concrete.valid)).toEqual([false, false, false]);
    expect(convert(text(true)).valid({ head: [1] })).toBe(false);
    expect(convert(text(true)).valid({ b: [1] })).toBe(true);
  });

  it('know null, default and fixed', () => {
    const { valid } = convert(
      rootWith('<xs:sequence><xs:element name="n" type="xs:int" nillable="true"/><xs:element name="d" type="xs:int" default="5"/><xs:element name="f" type="xs:int" fixed="6"/></xs:sequence>'),
    );
    expect([{ n: null, d: 1, f: 6 }, { n: 1, d: '', f: '' }].map(valid)).toEqual([true, true]);
    expect([{ n: 1, d: null, f: 6 }, { n: 1, d: 1, f: 5 }, { n: '', d: 1, f: 6 }].map(valid)).toEqual([false, false, false]);
  });

  it('may contain themselves, named or not', () => {
    const anonymous = convert(rootWith('<xs:sequence><xs:element ref="root" minOccurs="0"/></xs:sequence>'));
    expect([{}, { root: {} }, { root: { root: {} } }, { root: 1 }].map(anonymous.valid)).toEqual([true, true, true, false]);
    const local = convert(rootWith('<xs:group ref="g"/>', '<xs:group name="g"><xs:sequence><xs:element name="x" minOccurs="0"><xs:complexType><xs:group ref="g"/></xs:complexType></xs:element></xs:sequence></xs:group>'));
    expect([{}, { x: { x: {} } }, { x: { y: {} } }].map(local.valid)).toEqual([true, true, false]);
  });

  it('keep children of two namespaces with one name apart', () => {
    const { valid } = convert(
      {
        'a.xsd': xsd('<xs:import namespace="urn:b" schemaLocation="b.xsd"/><xs:element name="root"><xs:complexType><xs:sequence><xs:element name="x" type="xs:int"/><xs:element ref="b:x"/></xs:sequence></xs:complexType></xs:element>', 'xmlns:b="urn:b"'),
        'b.xsd': xsd('<xs:element name="x" type="xs:boolean"/>', 'targetNamespace="urn:b"'),
      },
    );
    expect([{ x: [1, true] }, { x: 1, '{urn:b}x': true }, { x: 'no' }, { '{urn:b}x': 1 }].map(valid)).toEqual([true, true, false, false]);
  });

  it('with thousands of members still compile', () => {
    const attributes = Array.from({ length: 3000 }, (_, i) => `<xs:attribute name="a${i}" type="xs:int"/>`).join('');
    const { valid } = convert(rootWith(attributes));
    expect([{ '@a2999': 1 }, { '@a2999': 'x' }, { '@b': 1 }].map(valid)).toEqual([true, false, false]);
  });
});

describe('jsonSchemaFromXsd', () => {
  it('takes a Map or an object, and names prefixes and text as asked', () => {
    const text = xsd('<xs:element name="root"><xs:complexType><xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="p"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>', 'targetNamespace="urn:a"');
    for (const files of [{ 'x/a.xsd': text }, new Map([['x/a.xsd', text]])]) {
      const { schemaFor, schemas, diagnostics } = jsonSchemaFromXsd(files, 'x/a.xsd', { attributePrefix: '', textKey: 'val' });
      expect([schemas, diagnostics]).toEqual([[], []]);
      expect(Object.keys((schemaFor('root', 'urn:a') as { properties: object }).properties)).toEqual(['val', 'p']);
      expect(schemaFor('root', '')).toBeUndefined();
    }
  });

  it('gives what can be had of a schema with errors', () => {
    const converted = jsonSchemaFromXsd({ 'a.xsd': xsd('<xs:element name="good" type="xs:int"/><xs:element name="bad" type="none"/>') }, 'a.xsd');
    expect(converted.schemaFor('good', '')).toMatchObject({ type: 'integer' });
    expect(converted.schemaFor('bad', '')).toBeDefined();
    expect(converted.diagnostics.map(({ code }) => code)).toEqual(['XSD_UNKNOWN_TYPE']);
  });

  it('reports an entry that is not there', () => {
    expect(jsonSchemaFromXsd({}, 'a.xsd').diagnostics.map(({ code }) => code)).toEqual(['XSD_NO_ENTRY']);
  });
});

describe('createConverter', () => {
  const text = xsd(
    '<xs:simpleType name="status"><xs:restriction base="xs:integer"><xs:enumeration value="1"/><xs:enumeration value="2"/></xs:restriction></xs:simpleType>' +
      '<xs:complexType name="target"><xs:sequence><xs:element name="nodeID" type="xs:anyURI"/><xs:element name="history" type="m2m:status" minOccurs="0" maxOccurs="unbounded"/></xs:sequence><xs:attribute name="resourceName" type="xs:NMTOKEN"/></xs:complexType>',
    'targetNamespace="urn:m2m" xmlns:m2m="urn:m2m"',
  );
  const set = readXsd(new Map([['a.xsd', text]]), new Diagnostics());
  const type = (local: string) => set.types.get(keyOf({ namespace: 'urn:m2m', local }))!;

  it('gives references to named types, and their definitions with members named as asked', () => {
    const short = new Map([['nodeID', 'ni'], ['history', 'hs'], ['resourceName', 'rn']]);
    const converter = createConverter(set, { attributePrefix: '', textKey: 'val', memberName: (name) => short.get(name) ?? name });
    expect(converter.schemaForType(type('target'))).toEqual({ $ref: '#/$defs/target' });
    expect(converter.definitions()).toEqual({
      status: { type: 'integer', enum: [1, 2] },
      target: {
        type: 'object',
        properties: { ni: { type: 'string' }, hs: { type: 'array', items: { $ref: '#/$defs/status' } }, rn: { $ref: '#/$defs/xs:NMTOKEN' } },
        required: ['ni'],
        additionalProperties: false,
      },
      'xs:NMTOKEN': { type: 'string', pattern: expect.stringMatching(/^\^/) as string },
    });
  });

  it('gives two types of one name in two namespaces two definitions', () => {
    const files = new Map([
      ['a.xsd', xsd('<xs:complexType name="t"/>', 'targetNamespace="urn:a"')],
      ['b.xsd', xsd('<xs:complexType name="t"/>', 'targetNamespace="urn:b"')],
    ]);
    const both = readXsd(files, new Diagnostics());
    const converter = createConverter(both, { attributePrefix: '', textKey: 'val' });
    const references = ['urn:a', 'urn:b'].map((namespace) => converter.schemaForType(both.types.get(keyOf({ namespace, local: 't' }))!));
    expect(references).toEqual([{ $ref: '#/$defs/t' }, { $ref: '#/$defs/t.2' }]);
    expect(Object.keys(converter.definitions())).toEqual(['t', 't.2']);
  });
});
