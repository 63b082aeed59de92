import { describe, expect, it } from 'vitest';
import { XSD_NAMESPACE, type ComplexType, type Particle } from '../../generator/model/components.js';
import { resolvePath } from '../../generator/read/xsd/locations.js';
import { read, xsd } from './support.js';

/** A content model on one line: `(a{0,1},(b|c)*,any)`. */
function show({ min, max, term }: Particle): string {
  const separator = term.kind === 'choice' ? '|' : term.kind === 'all' ? '&' : ',';
  const what = term.kind === 'element' ? term.name.local : term.kind === 'any' ? 'any' : `(${term.particles.map(show).join(separator)})`;
  if (min === 1 && max === 1) return what;
  return `${what}{${min},${max === Infinity ? '' : max}}`;
}

const content = (type: ComplexType): string => (type.content.kind === 'elements' ? show(type.content.particle) : type.content.kind);
const attributes = (type: ComplexType): string[] => type.attributes.map(({ declaration, required }) => declaration.name.local + (required ? '!' : ''));

describe('content models', () => {
  const group = '<xs:group name="g"><xs:choice><xs:element name="x"/><xs:element name="y"/></xs:choice></xs:group>';
  it.each([
    ['<xs:sequence><xs:element name="a"/><xs:element name="b" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>', '(a,b{0,})'],
    ['<xs:choice maxOccurs="2"><xs:element name="a"/><xs:any/></xs:choice>', '(a|any){1,2}'],
    ['<xs:all><xs:element name="a"/><xs:element name="b" minOccurs="0"/></xs:all>', '(a&b{0,1})'],
    ['<xs:sequence><xs:choice><xs:sequence><xs:element name="a"/></xs:sequence></xs:choice></xs:sequence>', '(((a)))'],
    ['<xs:group ref="g" minOccurs="0"/>', '(x|y){0,1}'],
    ['<xs:sequence><xs:group ref="g"/><xs:element name="a"/></xs:sequence>', '((x|y),a)'],
    ['<xs:sequence><xs:element name="a" maxOccurs="0"/></xs:sequence>', 'empty'],
    ['', 'empty'],
  ])('%s → %s', (model, want) => {
    const { complex, codes } = read(xsd(`${group}<xs:complexType name="t">${model}</xs:complexType>`));
    expect(codes).toEqual([]);
    expect(content(complex('t'))).toBe(want);
  });

  it('are extended in sequence and restricted as a whole', () => {
    const { complex, codes } = read(
      xsd(
        '<xs:complexType name="base"><xs:sequence><xs:element name="a" minOccurs="0"/></xs:sequence><xs:attribute name="p" use="required"/><xs:attribute name="q"/></xs:complexType>' +
          '<xs:complexType name="more"><xs:complexContent><xs:extension base="base"><xs:sequence><xs:element name="b"/></xs:sequence><xs:attribute name="r"/></xs:extension></xs:complexContent></xs:complexType>' +
          '<xs:complexType name="most"><xs:complexContent><xs:extension base="more"><xs:choice><xs:element name="c"/></xs:choice></xs:extension></xs:complexContent></xs:complexType>' +
          '<xs:complexType name="less"><xs:complexContent><xs:restriction base="base"><xs:sequence/><xs:attribute name="q" use="prohibited"/></xs:restriction></xs:complexContent></xs:complexType>',
      ),
    );
    expect(codes).toEqual([]);
    expect(content(complex('more'))).toBe('(a{0,1},(b))');
    expect(attributes(complex('more'))).toEqual(['p!', 'q', 'r']);
    expect(content(complex('most'))).toBe('(a{0,1},(b),(c))');
    expect(content(complex('less'))).toBe('empty');
    expect(attributes(complex('less'))).toEqual(['p!']);
    expect(complex('most').base).toBe(complex('more'));
  });

  it('may be recursive, through types, elements and groups', () => {
    const { complex, element, codes } = read(
      xsd(
        '<xs:complexType name="t"><xs:sequence><xs:element name="t" type="t" minOccurs="0"/></xs:sequence></xs:complexType>' +
          '<xs:element name="e"><xs:complexType><xs:sequence><xs:element ref="e" minOccurs="0"/></xs:sequence></xs:complexType></xs:element>' +
          '<xs:group name="g"><xs:sequence><xs:element name="x" minOccurs="0"><xs:complexType><xs:group ref="g"/></xs:complexType></xs:element></xs:sequence></xs:group>',
      ),
    );
    expect(codes).toEqual([]);
    const { content: model } = complex('t');
    expect(model.kind === 'elements' && model.particle.term.kind === 'sequence' && model.particle.term.particles[0]!.term).toMatchObject({ type: complex('t') });
    expect(content(element('e').type as ComplexType)).toBe('(e{0,1})');
  });
});

describe('documents', () => {
  it('include each other in cycles and diamonds, and are read once', () => {
    const { set, codes } = read(
      {
        'a.xsd': xsd('<xs:include schemaLocation="b.xsd"/><xs:include schemaLocation="sub/c.xsd"/><xs:element name="a" type="d"/>'),
        'b.xsd': xsd('<xs:include schemaLocation="sub/d.xsd"/><xs:include schemaLocation="a.xsd"/>'),
        'sub/c.xsd': xsd('<xs:include schemaLocation="d.xsd"/>'),
        'sub/d.xsd': xsd('<xs:include schemaLocation="../a.xsd"/><xs:complexType name="d"/>'),
      },
      ['a.xsd'],
    );
    expect(codes).toEqual([]);
    expect(set.elements.size).toBe(1);
    expect([...set.references]).toEqual([
      ['a.xsd', ['b.xsd', 'sub/c.xsd']],
      ['b.xsd', ['sub/d.xsd', 'a.xsd']],
      ['sub/d.xsd', ['a.xsd']],
      ['sub/c.xsd', ['sub/d.xsd']],
    ]);
  });

  it('without a namespace take the one of each document that includes them', () => {
    const chameleon = xsd('<xs:complexType name="t"><xs:sequence><xs:element name="e" type="u"/></xs:sequence></xs:complexType><xs:simpleType name="u"><xs:restriction base="xs:int"/></xs:simpleType>');
    const { type, codes } = read(
      {
        'a.xsd': xsd('<xs:include schemaLocation="c.xsd"/><xs:import namespace="urn:b" schemaLocation="b.xsd"/>', 'targetNamespace="urn:a"'),
        'b.xsd': xsd('<xs:include schemaLocation="c.xsd"/>', 'targetNamespace="urn:b"'),
        'c.xsd': chameleon,
      },
      ['a.xsd'],
    );
    expect(codes).toEqual([]);
    expect(type('t', 'urn:a')).not.toBe(type('t', 'urn:b'));
    expect(type('t', 'urn:b').name).toEqual({ namespace: 'urn:b', local: 't' });
    expect(type('t')).toBeUndefined();
  });

  it('are found for an import without schemaLocation', () => {
    const { codes } = read(
      { 'a.xsd': xsd('<xs:import namespace="urn:b"/><xs:element name="a" type="b:t" xmlns:b="urn:b"/>'), 'b.xsd': xsd('<xs:complexType name="t"/>', 'targetNamespace="urn:b"') },
      ['a.xsd'],
    );
    expect(codes).toEqual([]);
  });

  it('know the attributes of the xml namespace without a document', () => {
    const { complex, codes } = read(xsd('<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/><xs:complexType name="t"><xs:attribute ref="xml:lang"/></xs:complexType>'));
    expect(codes).toEqual([]);
    // A language, or none: xml.xsd of W3C.
    expect(complex('t').attributes[0]!.declaration.type.memberTypes!.map(({ builtin }) => builtin)).toEqual(['language', 'string']);
  });

  it('redefine simple types, attribute groups, groups and complex types', () => {
    const { simple, complex, codes } = read(
      {
        'a.xsd': xsd(
          '<xs:redefine schemaLocation="b.xsd">' +
            '<xs:simpleType name="s"><xs:restriction base="s"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>' +
            '<xs:attributeGroup name="ag"><xs:attributeGroup ref="ag"/><xs:attribute name="q"/></xs:attributeGroup>' +
            '<xs:group name="g"><xs:sequence><xs:group ref="g"/><xs:element name="y"/></xs:sequence></xs:group>' +
            '<xs:complexType name="c"><xs:complexContent><xs:extension base="c"><xs:sequence><xs:element name="z"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>' +
            '</xs:redefine>',
        ),
        'b.xsd': xsd(
          '<xs:simpleType name="s"><xs:restriction base="xs:string"><xs:minLength value="1"/></xs:restriction></xs:simpleType>' +
            '<xs:attributeGroup name="ag"><xs:attribute name="p" type="s"/></xs:attributeGroup>' +
            '<xs:group name="g"><xs:sequence><xs:element name="x"/></xs:sequence></xs:group>' +
            '<xs:complexType name="c"><xs:group ref="g"/><xs:attributeGroup ref="ag"/></xs:complexType>',
        ),
      },
      ['a.xsd'],
    );
    expect(codes).toEqual(['XSD_REDEFINED_CONTENT', 'XSD_REDEFINED_CONTENT']);
    expect(simple('s').facets).toMatchObject({ minLength: 1, maxLength: 3 });
    expect(content(complex('c'))).toBe('((x),y,(z))');
    expect(attributes(complex('c'))).toEqual(['p', 'q']);
    expect(complex('c').attributes[0]!.declaration.type).toBe(simple('s'));
  });

  it('redefine what redefines what redefines', () => {
    const step = (i: number): string => xsd(`<xs:redefine schemaLocation="d${i - 1}.xsd"><xs:simpleType name="s"><xs:restriction base="s"><xs:pattern value="p${i}"/></xs:restriction></xs:simpleType></xs:redefine>`);
    const first = xsd('<xs:simpleType name="s"><xs:restriction base="xs:string"><xs:pattern value="p0"/></xs:restriction></xs:simpleType><xs:element name="s" type="s"/>');
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`d${i}.xsd`, i === 0 ? first : step(i)]));
    const { simple, codes } = read(files, ['d4.xsd']);
    expect(codes).toEqual([]);
    expect(simple('s').facets.patterns).toEqual([0, 1, 2, 3, 4].map((i) => [`p${i}`]));
  });

  it('of oneM2M stand in for each other in another version, and the newest wins', () => {
    const common = (value: string) => xsd(`<xs:simpleType name="ID"><xs:restriction base="xs:string"><xs:maxLength value="${value}"/></xs:restriction></xs:simpleType>`);
    const files = {
      'CDT-software-v3_32_0.xsd': xsd('<xs:include schemaLocation="CDT-commonTypes-v3_32_0.xsd"/><xs:element name="a" type="ID"/>'),
      'CDT-commonTypes-v3_9_0.xsd': common('1'),
      'CDT-commonTypes-v3_33_0.xsd': common('2'),
    };
    const { simple, codes } = read(files);
    expect(codes).toEqual(['XSD_OLDER_VERSION', 'XSD_OTHER_VERSION']);
    expect(simple('ID').facets.maxLength).toBe(2);
  });

  it('of oneM2M that another version stands in for are named once, however many include them', () => {
    const includer = (name: string) => xsd(`<xs:include schemaLocation="CDT-commonTypes-v3_32_0.xsd"/><xs:element name="${name}" type="ID"/>`);
    const files = { 'CDT-a-v1_0_0.xsd': includer('a'), 'CDT-b-v1_0_0.xsd': includer('b'), 'CDT-c-v1_0_0.xsd': includer('c'), 'CDT-commonTypes-v3_33_0.xsd': xsd('<xs:simpleType name="ID"><xs:restriction base="xs:string"/></xs:simpleType>') };
    expect(read(files).codes).toEqual(['XSD_OTHER_VERSION']);
  });

  it('of oneM2M in an older version still say what no newer document says', () => {
    const restriction = (name: string, base: string) => `<xs:simpleType name="${name}"><xs:restriction base="${base}"/></xs:simpleType>`;
    const files = {
      'CDT-battery-v1_6_0.xsd': xsd('<xs:include schemaLocation="CDT-enumerationTypes-v1_6_0.xsd"/><xs:element name="a" type="status"/><xs:element name="b" type="gone"/>'),
      'CDT-enumerationTypes-v1_6_0.xsd': xsd(restriction('status', 'level') + restriction('level', 'xs:byte') + restriction('kept', 'xs:byte') + restriction('unused', 'xs:byte')),
      'CDT-enumerationTypes-v1_0_0.xsd': xsd(restriction('level', 'xs:long')),
      'CDT-enumeration-v3_32_0.xsd': xsd(restriction('kept', 'xs:int')),
    };
    const { set, simple, codes, all } = read(files);
    expect(codes.filter((code) => code !== 'XSD_OLDER_VERSION' && code !== 'XSD_OTHER_VERSION')).toEqual(['XSD_UNKNOWN_TYPE']);
    expect(all.map(({ message }) => message)).toContain('simpleType "status" is taken from CDT-enumerationTypes-v1_6_0.xsd, since no newer document has it');
    expect(['status', 'level', 'kept'].map((name) => simple(name).builtin)).toEqual(['byte', 'byte', 'int']);
    expect(set.types.has('{}unused')).toBe(false);
  });

  it.each([
    ['a.xsd', 'b.xsd', 'b.xsd'],
    ['x/a.xsd', 'b.xsd', 'x/b.xsd'],
    ['x/a.xsd', '../b.xsd', 'b.xsd'],
    ['x/a.xsd', './y/../b.xsd', 'x/b.xsd'],
    ['a.xsd', '../b.xsd', undefined],
    ['x/a.xsd', '../../b.xsd', undefined],
    ['a.xsd', '/b.xsd', undefined],
    ['a.xsd', 'x\\..\\..\\b.xsd', undefined],
    ['a.xsd', 'b%20c.xsd', 'b c.xsd'],
    ['a.xsd', '%2e%2e/b.xsd', undefined],
    ['a.xsd', '%zz.xsd', '%zz.xsd'],
  ])('from %s, %s is %s', (from, location, want) => {
    expect(resolvePath(from, location)).toBe(want);
  });
});

describe('types', () => {
  it('have every built-in one', () => {
    const { set } = read({});
    expect([...set.types.values()].every(({ name }) => name?.namespace === XSD_NAMESPACE)).toBe(true);
    // 44 simple types, anySimpleType and anyType: Part 2 has 19 primitive and 25 derived ones; 1.1 added four.
    expect(set.types.size).toBe(50);
  });

  it('inherit facets, with a narrower bound in place of a wider one', () => {
    const { simple } = read(
      xsd(
        '<xs:simpleType name="a"><xs:restriction base="xs:short"><xs:minExclusive value="0"/></xs:restriction></xs:simpleType>' +
          '<xs:simpleType name="b"><xs:restriction base="a"><xs:maxInclusive value="9"/><xs:pattern value="\\d"/></xs:restriction></xs:simpleType>' +
          '<xs:simpleType name="c"><xs:restriction base="b"><xs:pattern value="1"/><xs:pattern value="2"/></xs:restriction></xs:simpleType>',
      ),
    );
    expect(simple('c').facets).toEqual({ whiteSpace: 'collapse', fractionDigits: 0, minExclusive: '0', maxInclusive: '9', patterns: [['\\d'], ['1', '2']] });
    expect(simple('c').builtin).toBe('short');
  });

  it('of simple content carry attributes and facets', () => {
    const { complex } = read(
      xsd(
        '<xs:complexType name="a"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="p"/></xs:extension></xs:simpleContent></xs:complexType>' +
          '<xs:complexType name="b"><xs:simpleContent><xs:restriction base="a"><xs:maxLength value="2"/></xs:restriction></xs:simpleContent></xs:complexType>',
      ),
    );
    expect(complex('b').content).toMatchObject({ kind: 'simple', type: { builtin: 'string', facets: { maxLength: 2 } } });
    expect(attributes(complex('b'))).toEqual(['p']);
  });

  it('that are unions of unions have one list of members', () => {
    const { simple } = read(
      xsd('<xs:simpleType name="a"><xs:union memberTypes="xs:int xs:boolean"/></xs:simpleType><xs:simpleType name="b"><xs:union memberTypes="a xs:int xs:date"/></xs:simpleType>'),
    );
    expect(simple('b').memberTypes!.map(({ builtin }) => builtin)).toEqual(['int', 'boolean', 'date']);
  });

  it('combine the wildcards of attributes: groups narrow, extensions widen', () => {
    const any = (namespace: string): string => `<xs:anyAttribute namespace="${namespace}" processContents="lax"/>`;
    const { complex } = read(
      xsd(
        `<xs:attributeGroup name="g">${any('urn:x urn:y')}</xs:attributeGroup>` +
          `<xs:complexType name="a"><xs:attributeGroup ref="g"/>${any('urn:y urn:z')}</xs:complexType>` +
          `<xs:complexType name="b"><xs:complexContent><xs:extension base="a">${any('urn:w')}</xs:extension></xs:complexContent></xs:complexType>` +
          `<xs:complexType name="c">${any('##other')}</xs:complexType>`,
        'targetNamespace="urn:t" xmlns="urn:t"',
      ),
    );
    expect(complex('a', 'urn:t').attributeWildcard!.namespaces).toEqual({ only: ['urn:y'] });
    expect(complex('b', 'urn:t').attributeWildcard!.namespaces).toEqual({ only: ['urn:w', 'urn:y'] });
    expect(complex('c', 'urn:t').attributeWildcard!.namespaces).toEqual({ not: ['urn:t', ''] });
  });
});

describe('substitution groups', () => {
  const members = (body: string): string[] => (read(xsd(body)).set.substitutions.get('{}head') ?? []).map(({ name }) => name.local);
  const types = '<xs:complexType name="base"/><xs:complexType name="ext"><xs:complexContent><xs:extension base="base"/></xs:complexContent></xs:complexType>';

  it.each([
    ['<xs:element name="head"/><xs:element name="a" substitutionGroup="head"/><xs:element name="b" substitutionGroup="a"/>', ['a', 'b']],
    ['<xs:element name="head"/><xs:element name="a" substitutionGroup="head" abstract="true"/><xs:element name="b" substitutionGroup="a"/>', ['b']],
    ['<xs:element name="head" block="substitution"/><xs:element name="a" substitutionGroup="head"/>', []],
    [`${types}<xs:element name="head" type="base" block="extension"/><xs:element name="a" type="ext" substitutionGroup="head"/><xs:element name="b" substitutionGroup="head"/>`, ['b']],
    [`${types}<xs:element name="head" type="base" block="restriction"/><xs:element name="a" type="ext" substitutionGroup="head"/>`, ['a']],
  ])('%s has %j', (body, want) => {
    expect(members(body)).toEqual(want);
  });

  it('give a member without type the type of its head', () => {
    const { element } = read(xsd('<xs:element name="head" type="xs:int"/><xs:element name="a" substitutionGroup="head"/><xs:element name="b" substitutionGroup="a"/>'));
    expect(element('b').type.name?.local).toBe('int');
    expect(element('b').substitutes).toBe(element('a'));
  });
});
