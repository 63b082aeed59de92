import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { diffModels } from '../../../generator/diff/diff.js';
import type { Given, ImportOptions } from '../../../generator/import/import.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';

/** Tables of types that a published XSD declares. */
const xsd = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="http://www.onem2m.org/xml/protocols"
  targetNamespace="http://www.onem2m.org/xml/protocols" elementFormDefault="unqualified" attributeFormDefault="unqualified">
  <xs:simpleType name="sizes">
    <xs:list itemType="xs:integer" />
  </xs:simpleType>
  <xs:simpleType name="edge">
    <xs:union memberTypes="m2m:sizes xs:token" />
  </xs:simpleType>
  <xs:simpleType name="worth">
    <xs:restriction base="xs:string">
      <xs:pattern value="[0-9]+" />
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="ring">
    <xs:sequence>
      <xs:element name="width" type="xs:integer" />
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="lid">
    <xs:complexContent>
      <xs:extension base="m2m:ring">
        <xs:sequence>
          <xs:element name="hinge" type="xs:string" />
          <xs:element name="worn" type="xs:boolean" minOccurs="0" />
          <xs:element name="sizes" type="m2m:sizes" minOccurs="0" />
          <xs:element name="screw" type="xs:token" minOccurs="0" maxOccurs="5" />
        </xs:sequence>
        <xs:attribute name="maker" type="xs:string" />
      </xs:extension>
    </xs:complexContent>
  </xs:complexType>
  <xs:complexType name="knob">
    <xs:choice>
      <xs:element name="turn" type="xs:integer" />
      <xs:element name="push" type="xs:integer" />
    </xs:choice>
  </xs:complexType>
</xs:schema>
`;
const published: Sources = new Map([['CDT-kettle.xsd', xsd]]);

const table = (caption: string, header: string, ...rows: string[]): string =>
  [`**${caption}**`, '', `| ${header} |`, `|${' --- |'.repeat(header.split('|').length)}`, ...rows.map((row) => `| ${row} |`), ''].join('\n');
const members = 'Element Path | Element Data Type | Multiplicity | Note';
const lidTable = table('Table 6.5-1: Type definition of m2m:lid', members, 'width | xs:integer | 1 | ', 'hinge | xs:string | 1 | ', 'worn | xs:boolean | 0..1 | ', 'sizes | list of xs:integer | 0..1 | ', 'screw | xs:token | 0..5 | ', '@maker | xs:string | 0..1 | ');
const old = [
  '# TS-9001 Things',
  '',
  '## 1 Scope',
  '',
  '## 7.4 Resource Type kettle',
  '',
  table('Table 7.4-1: Resource Specific Attributes of \\<kettle\\> resource', 'Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints', 'lid | O | O | m2m:lid | ', 'knob | O | O | m2m:knob | ', 'edge | O | O | m2m:edge | ', 'worth | O | O | m2m:worth | ', 'mood | O | O | m2m:mood | '),
  '## 6.6 Response Status Codes',
  '',
  table('Table 6.6-1: Response status codes for things', 'Numeric Code | Description', '2000 | OK', '4101 | THING_BUSY'),
  '## 6.4 m2m:mood',
  '',
  table('Table 6.4-1: Interpretation of m2m:mood', 'Value | Interpretation', '1 | GLAD', '2 | SAD'),
  '## 6.3 Simple data types',
  '',
  table('Table 6.3-1: Simple Data Types', 'XSD type name | Type Name | Examples | Description', 'm2m:sizes | Sizes | 1 2 | xs:list of elements of data type xs:integer', 'm2m:edge | Edge | 1 | xs:union of m2m:sizes and xs:token', 'm2m:worth | Worth | 7 | A string of some figures.'),
  '## 6.5 m2m:lid',
  '',
  lidTable,
  '## 6.7 m2m:knob',
  '',
  table('Table 6.7-1: Type definition of m2m:knob', members, 'turn | xs:integer | 0..1 | ', 'push | xs:integer | 0..1 | '),
].join('\n');

const given = (file: string, text: string): Given => ({ file, bytes: Buffer.from(text) });
async function run(document: Given, into: Sources, options: Partial<ImportOptions> = {}, known = before) {
  const found = new Diagnostics();
  const examine = (all: Sources) => Promise.resolve(analyse(all).diagnostics.list());
  const imported = await importDocuments([document], into, known, found, { view: 'accepted', examine, ...options });
  return { leftOut: imported.leftOut.map(({ what }) => what), result: resultOf(into, imported), words: imported.changes.filter((c) => c.what === 'member').map(changeInWords), nameless: found.list().filter((d) => d.code === 'IMPORT_NO_SHORT_NAME').map((d) => `${d.message} (${d.place?.within ?? 'nowhere'})`), said: found.list().filter((d) => d.code === 'IMPORT_XSD').map((d) => d.message) };
}
const before: Sources = (await run(given('old.md', old), new Map(), {}, published)).result;
const model = analyse(before).model;
const changes = (sources: Sources): readonly string[] => diffModels(model, analyse(sources).model).map((c) => `${c.code} ${c.subject}`).filter((c) => !/^(?:DOCUMENT_|ERRATUM_|SHORT_NAME|UNASSIGNED_)/.test(c)).sort();
const replaced = (from: string, to: string): string => {
  if (!old.includes(from)) throw new Error(`no ${from}`);
  return old.replace(from, to);
};

describe('a table of a type that a published XSD declares', () => {
  it('says what the XSD says', async () => {
    expect(analyse(before).diagnostics.list().filter((d) => d.severity === 'error')).toEqual([]);
    expect(before.get('CDT-kettle.xsd')).toBe(xsd);
    expect(await run(given('new.md', old), before)).toEqual({ leftOut: [], result: before, words: [], nameless: [], said: [] });
  });

  it.each([
    ['a member added', '| worn |', '| weight | xs:integer | 0..1 |  |\n| worn |', ['MEMBER_ADDED m2m:lid.weight']],
    ['the only change of its table, unlike all others', '| @maker | xs:string | 0..1 |  |', '| @maker | xs:string | 0..1 |  |\n| @year | xs:integer | 0..1 |  |', ['MEMBER_ADDED m2m:lid.year']],
    ['a member removed', '| worn | xs:boolean | 0..1 |  |\n', '', ['MEMBER_REMOVED m2m:lid.worn']],
    ['a member of another type', '| worn | xs:boolean |', '| worn | xs:string |', ['MEMBER_CHANGED m2m:lid.worn']],
    ['a member of another list', '| sizes | list of xs:integer |', '| sizes | list of xs:token |', ['MEMBER_CHANGED m2m:lid.sizes']],
    ['a member that must be there', '| worn | xs:boolean | 0..1 |', '| worn | xs:boolean | 1 |', ['MEMBER_NARROWED m2m:lid.worn']],
    ['a member that may be there more often', '| screw | xs:token | 0..5 |', '| screw | xs:token | 0..n |', ['MEMBER_WIDENED m2m:lid.screw']],
    ['an XML attribute that must be there', '| @maker | xs:string | 0..1 |', '| @maker | xs:string | 1 |', ['MEMBER_NARROWED m2m:lid.maker']],
    ['a simple type', 'm2m:edge | Edge | 1 | xs:union of m2m:sizes and xs:token', 'm2m:edge | Edge | 1 | xs:union of m2m:sizes and xs:integer', ['TYPE_CHANGED m2m:edge']],
    ['a member renamed', '| worn |', '| shabby |', ['MEMBER_ADDED m2m:lid.shabby', 'MEMBER_REMOVED m2m:lid.worn']],
  ])('is followed in a whole specification, over the old one, into a new folder, and as marks: %s', async (_, from, to, codes) => {
    const text = replaced(from, to);
    for (const { result, said } of [await run(given('new.md', text), before), await run(given('new.md', text), new Map()), await run({ ...given('new.md', text), original: given('old.md', old) }, before)]) {
      expect([changes(result), said]).toEqual([codes, []]);
    }
  });

  it('is told in the words of the table', async () => {
    expect((await run(given('new.md', replaced('| screw | xs:token | 0..5 |', '| screw | xs:string | 0..n |').replace('| @maker | xs:string | 0..1 |', '| @maker | xs:string | 1 |')), before)).words).toEqual(['m2m:lid/screw xs:token, 0..5 → xs:string, 0..n', 'm2m:lid/maker xs:string, 0..1 → xs:string, 1']);
  });

  it('says that nothing has a short name for a new member', async () => {
    const { nameless } = await run(given('new.md', replaced('| worn |', '| weight | xs:integer | 0..1 |  |\n| worn |')), before);
    expect(nameless).toEqual([expect.stringMatching(/^no table has a short name for the member: weight \(Table .*row \d+\)$/)]);
  });

  it('is followed where marks leave no other row of it', async () => {
    const head = '# Change Request to TS-9001\n\n## 6.5 m2m:lid\n\n';
    const rows = (...cells: string[]): string => head + table('Table 6.5-1: Type definition of m2m:lid', members, ...cells);
    expect(changes((await run(given('cr.md', rows('{--worn--}{++shabby++} | xs:boolean | 0..1 | ')), before)).result)).toEqual(['MEMBER_ADDED m2m:lid.shabby', 'MEMBER_REMOVED m2m:lid.worn']);
    expect(changes((await run(given('cr.md', rows('{++weight++} | {++xs:integer++} | {++0..1++} | ')), before)).result)).toEqual(['MEMBER_ADDED m2m:lid.weight']);
    expect(changes((await run(given('cr.md', rows('width | xs:integer | 1 | ', '{++weight++} | {++xs:integer++} | {++0..1++} | ')), before)).result)).toEqual(['MEMBER_ADDED m2m:lid.weight']);
  });

  it('of simple ones stays where words are all that is marked, and says so', async () => {
    const { result, said } = await run(given('cr.md', `# Change Request to TS-9001\n\n## 6.3 Simple data types\n\n${table('Table 6.3-1: Simple Data Types', 'XSD type name | Type Name | Examples | Description', 'm2m:edge | Edge | 1 | {--xs:union of m2m:sizes and xs:token--}{++Whatever there is++}')}`), before);
    expect([result, said]).toEqual([before, ['m2m:edge: what is marked is nothing that XSD can say; its declaration stays']]);
  });

  it('is reported where it is an excerpt, about the base of the type, or about a choice', async () => {
    const excerpt = await run(given('new.md', replaced('| worn |', '| weight | xs:integer | 0..1 |  |\n| worn |')), before, { as: 'excerpt' });
    expect([excerpt.result, excerpt.said]).toEqual([before, ['m2m:lid: the table alone has weight']]);
    const base = await run(given('new.md', replaced('| width | xs:integer |', '| width | xs:string |')), before);
    expect([base.result, base.said]).toEqual([before, ['m2m:lid: the table has width as xs:string, 1']]);
    const marked = await run(given('cr.md', `# Change Request to TS-9001\n\n## 6.5 m2m:lid\n\n${table('Table 6.5-1: Type definition of m2m:lid', members, 'width | {--xs:integer--}{++xs:string++} | 1 | ')}`), before);
    expect([marked.result, marked.said]).toEqual([before, ['m2m:lid/width has no place of its own in the XSD (CDT-kettle.xsd), which stays as it is']]);
    const choice = await run(given('new.md', replaced('| turn | xs:integer |', '| spin | xs:string |')), before);
    expect([choice.result, choice.said]).toEqual([before, ['m2m:knob: the table alone has spin; the XSD alone has turn']]);
  });

  it('counts nothing where an erratum about its clause or about the type names the member', async () => {
    const erratum = { id: 'E01', kind: 'name', where: [{ document: 'TS-9001', clause: '6.5' }], printed: 'shabby in m2m:lid', use: 'worn', why: 'The older name is in use.' };
    const settled: Sources = new Map([...before, ['errata.json', JSON.stringify({ $schema: 'tables/schema/errata.schema.json', errata: [erratum] })]]);
    expect((await run(given('new.md', replaced('| worn |', '| shabby |')), settled)).result).toEqual(settled);
    expect((await run(given('new.md', replaced('| worn |', '| shabby |').replaceAll('6.5', '6.7')), settled)).result).toEqual(settled);
    expect(changes((await run(given('new.md', replaced('| screw | xs:token | 0..5 |', '| screw | xs:token | 0..n |')), settled)).result)).toEqual(['MEMBER_WIDENED m2m:lid.screw']);
  });
});

describe('the base of a resource', () => {
  const base = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m2m="http://www.onem2m.org/xml/protocols" targetNamespace="http://www.onem2m.org/xml/protocols">
  <xs:complexType name="vessel">
    <xs:sequence>
      <xs:element name="volume" type="xs:integer" minOccurs="0" />
      <xs:element name="handle" type="xs:string" minOccurs="0" />
      <xs:element name="spout" type="xs:string" minOccurs="0" />
    </xs:sequence>
  </xs:complexType>
  <xs:element name="pot">
    <xs:complexType>
      <xs:complexContent>
        <xs:extension base="m2m:vessel">
          <xs:sequence />
        </xs:extension>
      </xs:complexContent>
    </xs:complexType>
  </xs:element>
</xs:schema>
`;
  const page = (...rows: string[]): string =>
    [old, '## 7.5 Resource Type pot', '', table('Table 7.5-1: Resource Specific Attributes of \\<pot\\> resource', 'Attribute Name | Request Optionality Create | Request Optionality Update | Data Type | Default Value and Constraints', 'volume | O | O | xs:integer | ', 'handle | O | O | xs:string | '), '## 6.8 m2m:vessel', '', table('Table 6.8-1: Type definition of m2m:vessel', members, ...rows)].join('\n');
  const rows = ['volume | xs:integer | 0..1 | ', 'handle | xs:string | 0..1 | ', 'spout | xs:string | 0..1 | '];
  const pot = async (): Promise<Sources> => (await run(given('old.md', page(...rows)), new Map(), {}, new Map([...published, ['CDT-pot.xsd', base]]))).result;

  it('keeps a member that goes where the table of attributes has it', async () => {
    const result = await pot();
    const now = await run(given('new.md', page(rows[0]!, rows[2]!)), result);
    expect([now.leftOut, now.result]).toEqual([['removal of member handle of m2m:vessel'], result]);
  });

  it('keeps a member as it was where the table of attributes contradicts it', async () => {
    const result = await pot();
    const now = await run(given('new.md', page(rows[0]!, 'handle | xs:string | 1 | ', rows[2]!)), result);
    expect([now.leftOut, now.result]).toEqual([['member m2m:vessel/handle'], result]);
  });

  it('is of record in a whole specification whose clauses and tables have other numbers', async () => {
    const moved = page(rows[0]!, rows[2]!).replace(/\b6\.(?=\d)/g, '9.').replace(/\b7\.(?=\d)/g, '8.');
    expect((await run(given('new.md', moved), await pot())).leftOut).toEqual(['removal of member handle of m2m:vessel']);
  });
});
