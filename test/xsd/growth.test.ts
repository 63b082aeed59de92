import { describe, expect, it } from 'vitest';
import { jsonSchemaFromXsd } from '../../generator/emit/json-schema/from-xsd.js';
import { effort } from '../support/effort.js';
import { convert, read, rootWith, xsd } from './support.js';

const many = (count: number, of: (index: number) => string): string => Array.from({ length: count }, (_, i) => of(i)).join('');
const sizeOf = (text: string): number => JSON.stringify(jsonSchemaFromXsd({ 'a.xsd': text }, 'a.xsd').schemaFor('root', '')).length;

const head = '<xs:element name="h" abstract="true"/><xs:element name="root"><xs:complexType><xs:sequence><xs:element ref="h"/></xs:sequence></xs:complexType></xs:element>';
/** A substitution group of so many members, each of which has a child of its own, and this content. */
const group = (count: number, content: (index: number) => string): string =>
  xsd(head + many(count, (i) => `<xs:element name="m${i}" substitutionGroup="h"><xs:complexType><xs:sequence><xs:element name="own${i}" type="xs:string"/>${content(i)}</xs:sequence></xs:complexType></xs:element>`));

const ref = (name: string, occurs = 'minOccurs="0"'): string => `<xs:element ref="${name}" ${occurs}/>`;
const any = (occurs: string): string => `<xs:any namespace="##other" processContents="lax" minOccurs="0" ${occurs}/>`;
const unbounded = 'maxOccurs="unbounded"';
const own1 = { own1: '' };
const m2 = { own2: '' };

const kinds: readonly (readonly [string, (index: number) => string, readonly object[], readonly object[]])[] = [
  ['beside a wildcard for one element', () => ref('h') + any(''), [own1, { ...own1, m2 }, { ...own1, m2, x: 1 }, { ...own1, x: {} }], [{ ...own1, m2: {} }, { ...own1, m2: [m2] }, { ...own1, m2, m3: { own3: '' } }, { ...own1, m2, x: 1, y: 1 }, { ...own1, m2, x: [1, 1] }]],
  ['beside a wildcard for any number', () => ref('h', `minOccurs="0" ${unbounded}`) + any(unbounded), [{ ...own1, m2: [m2], x: [1, 1], y: 1 }], [{ ...own1, m2 }, { ...own1, m2: [{}] }]],
  ['any number of them beside a wildcard for one', () => ref('h', 'minOccurs="0" maxOccurs="3"') + any(''), [{ ...own1, m2: [m2, m2], x: 1 }], [{ ...own1, m2: [m2, {}] }, { ...own1, x: [1, 1] }]],
  ['one of them, beside a wildcard that has to hold something', () => `<xs:sequence minOccurs="0">${ref('h', '')}${any('').replace('minOccurs="0"', '')}</xs:sequence>`, [own1, { ...own1, m2, x: 1 }], [{ ...own1, m2 }]],
  ['or something through a wildcard', () => `<xs:choice>${ref('h', '')}<xs:sequence><xs:element name="z" type="xs:int"/>${any('')}</xs:sequence></xs:choice>`, [{ ...own1, m2: { own2: '', z: 1 } }, { ...own1, z: 1, x: 1 }], [own1, { ...own1, m2: { own2: '', z: 1 }, z: 1 }]],
  ['with the same member', () => ref('h') + ref('m0'), [own1, { ...own1, m2 }, { ...own1, m0: [{ own0: '' }], m2 }, { ...own1, m0: [{ own0: '' }, { own0: '' }] }], [{ ...own1, m2, m3: { own3: '' } }, { ...own1, m0: [{ own0: '' }, { own0: '' }], m2 }, { ...own1, m0: { own0: '' } }]],
  ['with a member each', (i) => ref('h') + ref(`m${i}`), [{ ...own1, m1: [own1], m2 }, { ...own1, m1: [own1, own1] }], [{ ...own1, m1: [own1, own1], m2 }, { ...own1, m2, m3: { own3: '' } }, { ...own1, m2: [m2] }]],
  ['one of them, or its own member', (i) => `<xs:choice minOccurs="0">${ref('h', '')}${ref(`m${i}`, 'minOccurs="2" maxOccurs="2"')}</xs:choice>`, [{ ...own1, m2 }, { ...own1, m1: [own1] }, { ...own1, m1: [own1, own1] }], [{ ...own1, m1: [own1], m2 }, { ...own1, m1: [own1, own1, own1] }, { ...own1, m2, m3: { own3: '' } }]],
];

describe('a substitution group whose members may hold one of it', () => {
  it.each(kinds)('grows with its members, and says all: %s', (name, content, valid, invalid) => {
    const schema = convert(group(42, content));
    const root = (value: object): object => ({ m1: value });
    expect(valid.filter((value) => !schema.valid(root(value)))).toEqual([]);
    expect(invalid.filter((value) => schema.valid(root(value)))).toEqual([]);
    // The square of twice as many would be four times as much. Where what wildcards hold cannot be told from several of one member, each names all.
    if (!name.startsWith('any number of them beside')) expect(sizeOf(group(84, content)) / JSON.stringify(schema.schema).length).toBeLessThan(2.5);
  });
});

it('a sequence of thousands of elements that may be absent as a whole takes time that grows with their number', async () => {
  const text = rootWith(`<xs:sequence minOccurs="0">${many(8000, (i) => `<xs:element name="a${i}" type="xs:int" maxOccurs="2"/>`)}</xs:sequence>`);
  expect(await effort(() => sizeOf(text))).toBeLessThan(4);
});

it('a union of thousands of code lists finds the one that has a value', () => {
  const list = (base: string, value: string): string => `<xs:simpleType><xs:restriction base="${base}"><xs:enumeration value="${value}"/></xs:restriction></xs:simpleType>`;
  const union = `<xs:simpleType name="u"><xs:union>${many(3000, (i) => list('xs:token', `v${i}`) + list('xs:int', `${i}`))}</xs:union></xs:simpleType>`;
  const restricted = `<xs:simpleType name="r"><xs:restriction base="u">${many(400, (i) => `<xs:enumeration value="v${2999 - i}"/><xs:enumeration value="0${2999 - i}"/>`)}</xs:restriction></xs:simpleType>`;
  const convertAll = (): void => {
    const { schema, valid } = convert(xsd(`${union}${restricted}<xs:element name="root" type="r"/>`));
    expect(JSON.stringify(schema).length).toBeLessThan(20_000);
    expect(['v2999', 2600, 'v2599', 2599, '2600'].map(valid)).toEqual([true, true, false, false, false]);
  };
  // One after the other takes thirty times as much.
  return expect(effort(convertAll)).resolves.toBeLessThan(4);
});

it.each([
  ['', ''],
  ['a sequence of it ', 'minOccurs="0"'],
])('a group that %sis all that hundreds of types have is gone through once', async (frame, occurs) => {
  const text = (count: number): string => {
    const elements = many(count, (i) => `<xs:element name="e${i}" type="xs:int" minOccurs="0"/>`);
    const ref = `<xs:group ref="g" ${occurs}/>`;
    const types = many(count, (i) => `<xs:complexType name="t${i}">${frame === '' ? ref : `<xs:sequence>${ref}</xs:sequence>`}</xs:complexType>`);
    return rootWith(`<xs:sequence>${many(count, (i) => `<xs:element name="r${i}" type="t${i}" minOccurs="0"/>`)}</xs:sequence>`, `<xs:group name="g"><xs:sequence>${elements}</xs:sequence></xs:group>${types}`);
  };
  const { valid } = convert(text(45));
  expect([{ r7: { e1: 1 }, r8: {} }, { r7: { e1: 'x' } }, { r7: { r7: {} } }].map(valid)).toEqual([true, false, false]);
  // 0.2 s; for each of the types anew it took 8.
  expect(await effort(() => sizeOf(text(800)))).toBeLessThan(3);
});

it('a ring of thousands of substitution groups, and a chain, take no more steps than there are elements', async () => {
  const elements = (head: (index: number) => number): string => xsd(many(10_000, (i) => `<xs:element name="e${i}" substitutionGroup="e${head(i)}"/>`) + '<xs:element name="e10000" type="xs:int"/>');
  // 0.6 s both; with a look at 400 heads from each of them they took 6.
  expect(await effort(() => [(i: number) => (i + 1) % 10_000, (i: number) => i + 1].map((head) => read(elements(head)).codes))).toBeLessThan(4);
});
