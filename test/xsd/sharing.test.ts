import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd, type FromXsdOptions } from '../../generator/emit/json-schema/from-xsd.js';
import { compiled } from '../support/ajv.js';
import { effort } from '../support/effort.js';
import { convert, convertAsUsersDo, xsd } from './support.js';

/** SPECGEN_RUNS multiplies them. */
const runs = Number(process.env['SPECGEN_RUNS'] ?? 1);
const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');
const sizeOf = (text: string): number => JSON.stringify(jsonSchemaFromXsd({ 'a.xsd': text }, 'a.xsd').schemaFor('root', '')).length;

const head = '<xs:element name="h" abstract="true"/><xs:element name="root"><xs:complexType><xs:sequence><xs:element ref="h"/></xs:sequence></xs:complexType></xs:element>';
/** A substitution group of so many members, each of which has a child of its own, and this content. */
const group = (count: number, content: string, attributes = ''): string =>
  xsd(
    head +
      many(count, (i) => `<xs:complexType name="M${i}"><xs:sequence><xs:element name="own${i}" type="xs:string"/>${content}</xs:sequence>${attributes}</xs:complexType><xs:element name="m${i}" type="M${i}" substitutionGroup="h"/>`),
  );
const block = (count: number, choice: string, members: string): string =>
  xsd(
    `<xs:group name="block"><xs:choice>${many(count, (i) => `<xs:element name="e${i}" type="T${i}"/>`)}</xs:choice></xs:group>` +
      many(count, (i) => `<xs:complexType name="T${i}"><xs:choice ${choice}><xs:element name="z${i}" type="xs:int"/>${members}</xs:choice></xs:complexType>`) +
      '<xs:element name="root" type="T0"/>',
  );
const attributes = `<xs:attributeGroup ref="g"/>`;
const attributeGroup = (count: number, of: number): string =>
  xsd(
    `<xs:attributeGroup name="g">${many(of, (i) => `<xs:attribute name="a${i}" type="xs:${['date', 'int', 'time', 'token'][i % 4]}"/>`)}</xs:attributeGroup>` +
      many(count, (i) => `<xs:complexType name="T${i}">${attributes}</xs:complexType>`) +
      `<xs:element name="root"><xs:complexType><xs:sequence>${many(count, (i) => `<xs:element name="n${i}" type="T${i}" minOccurs="0"/>`)}</xs:sequence></xs:complexType></xs:element>`,
  );

const ref = '<xs:element ref="h"/>';
const perhaps = '<xs:element ref="h" minOccurs="0"/>';
const times = '<xs:element ref="h" minOccurs="0" maxOccurs="unbounded"/>';
const kinds: readonly (readonly [string, (count: number) => string, readonly unknown[], readonly unknown[]])[] = [
  ['a substitution group whose members may hold one of it', (n) => group(n, perhaps), [{ m1: { own1: '' } }, { m1: { own1: '', m2: { own2: '' } } }], [{ m1: {} }, { m1: { own1: '', x: 1 } }, { m1: { own1: '', m2: { own3: '' } } }, { m1: { own1: '', m2: { own2: '' }, m3: { own3: '' } } }, { m1: { own1: '', h: {} } }]],
  ['of which one is there, or something else', (n) => group(n, `<xs:choice>${ref}<xs:element name="z" type="xs:int"/></xs:choice>`), [{ m1: { own1: '', z: 1 } }, { m1: { own1: '', m2: { own2: '', z: 1 } } }], [{ m1: { own1: '' } }, { m1: { own1: '', z: 1, m2: { own2: '', z: 1 } } }, { m1: { own1: '', m2: { own2: '', z: 1 }, m3: { own3: '', z: 1 } } }]],
  ['of which one or two are there, or something else', (n) => group(n, `<xs:choice><xs:sequence>${perhaps}${ref}</xs:sequence><xs:element name="z" type="xs:int"/></xs:choice>`), [{ m1: { own1: '', z: 1 } }, { m1: { own1: '', m2: [{ own2: '', z: 1 }] } }], [{ m1: { own1: '' } }, { m1: { own1: '', z: 1, m2: [{ own2: '', z: 1 }] } }]],
  ['of which there are any number', (n) => group(n, times), [{ m1: { own1: '', m2: [{ own2: '' }], m3: [{ own3: '' }, { own3: '' }] } }], [{ m1: { own1: '', m2: { own2: '' } } }, { m1: { own1: '', m2: [{ own3: '' }] } }]],
  ['beside attributes and a wildcard for more', (n) => group(n, perhaps, '<xs:attribute name="b" type="xs:int"/><xs:anyAttribute/>'), [{ m1: { own1: '', '@b': 1, m2: { own2: '' } } }], [{ m1: { own1: '', '@b': 'x' } }, { m1: { own1: '', z: 1 } }]],
  ['a group of elements that contain the group, mixed with own ones', (n) => block(n, 'minOccurs="0" maxOccurs="unbounded"', '<xs:group ref="block"/>'), [{}, { z0: [1], e1: [{ z1: [1], e2: [{}] }] }], [{ z1: [1] }, { e1: [{ z2: [1] }] }, { e1: {} }]],
  ['or instead of them', (n) => block(n, '', '<xs:group ref="block"/>'), [{ z0: 1 }, { e1: { z1: 1 } }], [{}, { e1: {} }, { e1: { z2: 1 } }, { e1: { z1: 1 }, z0: 1 }, { e1: { z1: 1 }, e2: { z2: 1 } }]],
];

describe('what types have in common', () => {
  it.each(kinds)('is written once, and says all the same: %s', (_, text, valid, invalid) => {
    const schema = convert(text(42));
    expect(valid.filter((value) => !schema.valid(value))).toEqual([]);
    expect(invalid.filter((value) => schema.valid(value))).toEqual([]);
    // Twice as many members are twice as much, and the square would be four times: of that, less than a tenth is here.
    expect(sizeOf(text(84)) / JSON.stringify(schema.schema).length).toBeLessThan(2.15);
  });

  it('compiles in seconds where 400 elements may hold each other', async () => {
    let valid = (_: unknown): boolean => false;
    expect(await effort(() => ({ valid } = convertAsUsersDo(group(400, perhaps))))).toBeLessThan(8);
    expect([{ m399: { own399: '', m2: { own2: '' } } }, { m399: { own399: '', m2: { own3: '' } } }].map(valid)).toEqual([true, false]);
  });

  const otherwise = `<xs:choice>${ref}<xs:element name="z" type="xs:int"/></xs:choice>`;
  it.each([
    ['one perhaps', (count: number) => group(count, perhaps)],
    ['one, or something else', (count: number) => group(count, otherwise)],
    ['any number', (count: number) => group(count, times, '<xs:attribute name="b" type="xs:int"/><xs:anyAttribute/>')],
    ['one, which is concrete', (count: number) => group(count, perhaps).replace('name="h" abstract="true"', 'name="h" type="xs:anyType"')],
    ['one, and some of another group', (count: number) => group(count, `${perhaps}<xs:element ref="k" minOccurs="0" maxOccurs="9"/>`).replace('<xs:element name="h"', `<xs:element name="k"/>${many(count, (i) => `<xs:element name="k${i}" substitutionGroup="k"/>`)}$&`)],
  ])('is not gone through for each type where thousands of elements may hold each other: %s', async (_, text) => {
    const given = text(1500);
    // 0.3 s; where each type goes through all of them, far more than 10.
    expect(await effort(() => sizeOf(given))).toBeLessThan(4);
  });

  it('is a group of attributes, too', () => {
    const { valid } = convert(attributeGroup(100, 40));
    expect([{}, { n1: { '@a0': '2020-01-01', '@a1': 5 } }].filter((value) => !valid(value))).toEqual([]);
    expect([{ n1: { '@a0': 'x' } }, { n99: { '@a40': 1 } }].filter(valid)).toEqual([]);
    expect((sizeOf(attributeGroup(100, 60)) - sizeOf(attributeGroup(100, 40))) / 20).toBeLessThan(500);
  });

  it('leaves to a type what its text and attributes have a name of', () => {
    const members = many(45, (i) => `<xs:element name="m${i}" type="xs:int" substitutionGroup="h"/>`);
    const other = `<xs:complexType name="O"><xs:sequence>${times}</xs:sequence></xs:complexType>`;
    const validIn = (rest: string, attributes: string, options: FromXsdOptions): ((value: unknown) => boolean) => {
      const text = xsd(`<xs:element name="h" abstract="true"/><xs:attribute name="m7" type="xs:boolean"/>${members}${rest}<xs:element name="root"><xs:complexType mixed="true"><xs:sequence>${perhaps}</xs:sequence>${attributes}</xs:complexType></xs:element>`);
      return compiled(jsonSchemaFromXsd({ 'a.xsd': text }, 'a.xsd', options).schemaFor('root', '')!, { strict: false });
    };
    for (const [attributes, options, valid, invalid] of [
      ['<xs:attribute name="m2" type="xs:boolean"/>', { attributePrefix: '' }, [{ m2: true }, { m3: 1 }, { m3: 1, $: 'text' }], [{ m2: 1 }, { m3: true }]],
      ['<xs:anyAttribute processContents="strict"/>', { attributePrefix: '' }, [{ m7: 1 }, { m3: 1 }], [{ m7: 'x' }]],
      ['', { textKey: 'm4' }, [{ m4: 1 }, { m3: 1 }], [{ m3: true }]],
    ] as const) {
      for (const rest of ['', other]) {
        const isValid = validIn(rest, attributes, options);
        expect(valid.filter((value) => !isValid(value)), attributes).toEqual([]);
        expect(invalid.filter(isValid), attributes).toEqual([]);
      }
    }
  });

  const contents = [ref, perhaps, times, `${perhaps}${ref}`, `<xs:choice>${ref}<xs:element name="z" type="xs:int"/></xs:choice>`, `<xs:choice minOccurs="0" maxOccurs="unbounded">${ref}<xs:element name="z" type="xs:int"/></xs:choice>`, `${perhaps}<xs:any namespace="##other" processContents="lax" minOccurs="0"/>`, `${times}<xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/>`];
  it('says of a type what it says where no other type has it', () => {
    const members = many(45, (i) => `<xs:element name="m${i}" type="xs:${i % 2 ? 'int' : 'boolean'}" substitutionGroup="h"/>`);
    const of = (content: string, open: boolean, rest: string): ReturnType<typeof convert> =>
      convert(xsd(`<xs:element name="h" abstract="true"/>${members}<xs:attributeGroup name="g">${many(30, (i) => `<xs:attribute name="a${i}" type="xs:int"/>`)}</xs:attributeGroup><xs:element name="root"><xs:complexType><xs:sequence>${content}</xs:sequence>${attributes}${open ? '<xs:anyAttribute/>' : ''}</xs:complexType></xs:element>${rest}`));
    const other = `<xs:complexType name="O"><xs:sequence>${times}</xs:sequence>${attributes}</xs:complexType>`;
    const value = fc.oneof(fc.constant(1), fc.constant(true), fc.constant([1]), fc.constant([true, true]));
    const name = fc.oneof(fc.constantFrom('m0', 'm1', 'm2', 'm43', 'm44'), fc.constantFrom('z', '@a1', '@a29', '@b', 'x', 'h', '$'));
    for (const content of contents) {
      for (const open of [true, false]) {
        const [alone, shared] = [of(content, open, ''), of(content, open, other)];
        expect(JSON.stringify(alone.schema)).not.toContain('members.names');
        if (!content.includes('##other')) expect(JSON.stringify(shared.schema)).toContain('members.names');
        fc.assert(
          fc.property(fc.dictionary(name, value, { maxKeys: 3 }), (object) => {
            expect(shared.valid(object)).toBe(alone.valid(object));
          }),
          { numRuns: 150 },
        );
      }
    }
  });
});

describe('a substitution group', () => {
  const [own, member] = ['<xs:element name="x" type="xs:string"/>', '<xs:element ref="m0" minOccurs="0"/>'];
  const twice = '<xs:element ref="h" minOccurs="2" maxOccurs="3"/>';
  const either = (content: string): string => `<xs:choice><xs:sequence>${content}</xs:sequence><xs:element name="z" type="xs:int"/></xs:choice>`;
  const one = { m1: [1] };
  /** What stands beside `x`: content, members that it has, and members that it lacks something without. */
  const contents: readonly (readonly [string, readonly object[], readonly object[]])[] = [
    [perhaps + ref, [one, { m1: [1, 1] }, { m1: [1], m0: [1] }], [{}, { m1: 1 }, { m1: [1, 1, 1] }]],
    [ref + perhaps, [one], [{}]],
    [twice, [{ m1: [1, 1] }, { m0: [1], m1: [1, 1] }], [{}, { m1: [1, 1, 1, 1] }]],
    [ref + times, [one, { m1: [1, 1, 1, 1] }], [{}]],
    [member + ref, [{ m0: [1] }, { m0: [1], m1: 1 }, { m1: 1 }], [{}]],
    [ref, [{ m0: 1 }], [{}, { m0: [1] }, { m0: 1, m1: 1 }]],
    [perhaps, [{}, { m0: 1 }], [{ m0: [1] }, { m0: 1, m1: 1 }]],
    [either(perhaps + ref), [one, { m0: [1], m1: [1] }, { z: 1 }], [{}, { z: 1, m1: [1] }]],
    [either(ref), [{ m1: 1 }, { z: 1 }], [{}, { m1: 1, m0: 1 }, { m1: 1, z: 1 }]],
    [either(ref + own.replace('"x"', '"y"')), [{ m1: 1, y: '' }, { z: 1 }], [{}, { m1: 1 }, { y: '' }, { m1: 1, m0: 1, y: '' }, { m1: 1, y: '', z: 1 }]],
  ];
  it.each([2, 8, 9, 20, 45, 100, 101])('of %i members is there where its head is required', (count) => {
    for (const [content, valid, invalid] of contents) {
      const group = many(count, (i) => `<xs:element name="m${i}" type="xs:int" substitutionGroup="h"/>`);
      for (const other of ['', times]) {
        const schema = convert(xsd(`<xs:element name="h" abstract="true"/>${group}<xs:complexType name="O"><xs:sequence>${other}</xs:sequence></xs:complexType><xs:element name="root"><xs:complexType><xs:sequence>${own}${content}</xs:sequence></xs:complexType></xs:element>`));
        expect(valid.filter((value) => !schema.valid({ x: '', ...value })), content).toEqual([]);
        expect(invalid.filter((value) => schema.valid({ x: '', ...value })), content).toEqual([]);
      }
    }
  });

  const [g, k] = ['<xs:element ref="g" minOccurs="0"/>', '<xs:element ref="k"/>'];
  const some = many(40, (i) => `<xs:element name="z${i}" type="xs:int"/>`);
  it.each<readonly [string, string, readonly object[], readonly object[]]>([
    ['beside another', `${ref}${k}`, [{ m0: 1, k0: 1 }], [{ m0: 1 }, { k0: 1 }]],
    ['or another', `<xs:choice>${ref}${k}</xs:choice>`, [{ m0: 1 }, { m59: 1 }, { k0: 1 }], [{}, { m0: 1, k0: 1 }, { m0: 1, m59: 1 }]],
    ['or another, several times', `<xs:choice maxOccurs="3">${ref}${k}</xs:choice>`, [{ m0: [1, 1], k0: [1] }], [{}, { m0: 1 }]],
    ['or another, or one of many elements', `<xs:choice maxOccurs="2">${ref}${k}${some}</xs:choice>`, [{ m59: [1] }, { m0: [1], z1: [1] }], [{}, { '@b': '' }]],
    ['or another beside an element', `<xs:choice>${ref}<xs:sequence>${k}${own}</xs:sequence></xs:choice>`, [{ m0: 1 }, { k0: 1, x: '' }], [{}, { m0: 1, x: '' }, { k0: 1 }, { m0: 1, k0: 1, x: '' }]],
    ['or another once or twice', `<xs:choice>${ref}<xs:sequence>${k}<xs:element ref="k" minOccurs="0"/></xs:sequence></xs:choice>`, [{ m0: 1 }, { k0: [1], k1: [1] }], [{}]],
    ['with a group of members of it', `${g}${ref}`, [{ m0: [1, 1] }, { m0: [1], m1: [1] }, { m0: [1], m59: 1 }, { m59: 1 }], [{}, { m59: [1] }]],
    ['or with a group of members of it', `<xs:choice><xs:sequence>${ref}${g}</xs:sequence>${k}</xs:choice>`, [{ m0: [1], m1: [1] }, { k0: 1 }], [{}, { '@b': '' }]],
    ['all of which have to be of a group', g, [{}, { m0: 1 }, { g: 1 }], [{ m59: 1 }, { m0: 1, m1: 1 }]],
  ])('is all the same where others have it, too: %s', (_, content, valid, invalid) => {
    const head = (name: string, attributes: string): string => `<xs:element name="${name}" type="xs:int" ${attributes}/>`;
    const heads = head('h', 'abstract="true"') + head('g', 'substitutionGroup="h"') + head('k', 'abstract="true"');
    const members = many(60, (i) => head(`m${i}`, `substitutionGroup="${i < 45 ? 'g' : 'h'}"`)) + many(45, (i) => head(`k${i}`, 'substitutionGroup="k"'));
    const of = (rest: string): ReturnType<typeof convert> => convert(xsd(`${heads}${members}<xs:element name="root"><xs:complexType><xs:sequence>${content}</xs:sequence><xs:attribute name="b"/></xs:complexType></xs:element>${rest}`));
    const [alone, shared] = [of(''), of([times, g, `${k}${times}`].map((held, i) => `<xs:complexType name="O${i}"><xs:sequence>${held}</xs:sequence></xs:complexType>`).join(''))];
    expect(JSON.stringify(alone.schema)).not.toContain('members.names');
    expect(JSON.stringify(shared.schema)).toContain('members.names');
    for (const schema of [alone, shared]) {
      expect(valid.filter((value) => !schema.valid(value))).toEqual([]);
      expect(invalid.filter((value) => schema.valid(value))).toEqual([]);
    }
    const name = fc.oneof(fc.constantFrom('g', 'm0', 'm44', 'm45', 'm59', 'k0', 'k44'), fc.constantFrom('x', 'z1', '@b', 'h', 'k'));
    const value = fc.oneof(fc.constant(1), fc.constantFrom([1], [1, 1], [1, 1, 1], []), fc.constantFrom('', ['x']));
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 3 }), (object) => {
        expect(shared.valid(object)).toBe(alone.valid(object));
      }),
      { numRuns: 300 * runs, examples: [[{}], [{ m59: 'x' }], [{ m59: ['x'] }], [{ '@b': '' }]] },
    );
  });

  it('is single in one type and an array in another', () => {
    const members = many(45, (i) => `<xs:element name="m${i}" type="xs:int" substitutionGroup="h"/>`);
    const child = (name: string, content: string): string => `<xs:element name="${name}" minOccurs="0"><xs:complexType><xs:sequence>${content}</xs:sequence></xs:complexType></xs:element>`;
    const { valid } = convert(xsd(`<xs:element name="h" abstract="true"/>${members}<xs:element name="root"><xs:complexType><xs:sequence>${child('a', perhaps)}${child('b', times)}${child('c', perhaps + perhaps)}</xs:sequence></xs:complexType></xs:element>`));
    expect([{ a: { m0: 1 }, b: { m0: [1, 1, 1] }, c: { m0: [1, 1] } }].filter((value) => !valid(value))).toEqual([]);
    expect([{ a: { m0: [1] } }, { b: { m0: 1 } }, { c: { m0: [1, 1, 1] } }].filter(valid)).toEqual([]);
  });
});

describe('what all alternatives of a choice have alike', () => {
  it('is no reason to lose what they exclude', () => {
    const { valid } = convert(xsd(`<xs:element name="root"><xs:complexType><xs:choice>${many(1000, (i) => `<xs:sequence><xs:element name="a${i}" type="xs:int"/><xs:element name="s" type="xs:int"/></xs:sequence>`)}</xs:choice></xs:complexType></xs:element>`));
    expect([{ a1: 1, s: 2 }, { a999: 1, s: 2 }].filter((value) => !valid(value))).toEqual([]);
    expect([{ a1: 1 }, { s: 2 }, { a1: 1, a2: 1, s: 2 }, {}].filter(valid)).toEqual([]);
  });

  it('a choice whose alternatives are neither alike nor apart compiles', () => {
    const { valid } = convertAsUsersDo(xsd(`<xs:element name="root"><xs:complexType><xs:choice>${many(1000, (i) => `<xs:sequence><xs:element name="a${i}" type="xs:int"/><xs:element name="s${i % 7}" type="xs:int" minOccurs="${i % 2}" maxOccurs="2"/></xs:sequence>`)}</xs:choice></xs:complexType></xs:element>`));
    expect(valid({ a1: 1, s1: [2] })).toBe(true);
    expect([{ a1: 'x', s1: [2] }, {}].filter(valid)).toEqual([]);
  });
});
