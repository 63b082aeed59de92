import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { AttributeFact, EnumerationFact, Fact } from '../../../generator/import/facts.js';
import { merge } from '../../../generator/import/merge/merge.js';
import { analyse } from '../../../generator/pipeline.js';
import { partOfSpecification } from '../../support/part-of-specification.js';
import { printed } from '../fixtures/from-definitions.js';

const xsd = partOfSpecification('AE', 'CSEBase', 'container', 'group', 'node', 'schedule', 'software', 'softwareCampaign', 'subscription');
const place = { file: 'cr.txt', line: 3, column: 1 };
const campaign = 'CDT-softwareCampaign-v3_32_0.xsd';

/** The rows of one of our own resources as a document would have them. */
function rowsOf(name: string): AttributeFact[] {
  const resource = printed(xsd, 'resource').find((r) => r.name === name)!;
  return resource.attributes.map(({ name: attribute, multiplicity, access, announced, type }) => ({
    kind: 'attribute',
    resource: name,
    resourceKind: resource.kind === 'mgmtObj' ? 'mgmtObj' : 'resource',
    name: attribute,
    multiplicity,
    access,
    ...(announced !== undefined && { announced }),
    type,
    text: '',
    source: { clause: resource.source.clause, table: resource.source.table! },
    place,
  }));
}
const changed = (rows: AttributeFact[], name: string, columns: Partial<AttributeFact>): AttributeFact[] => rows.map((row) => (row.name === name ? { ...row, ...columns } : row));
const before = (rows: AttributeFact[], name: string, ...more: Partial<AttributeFact>[]): AttributeFact[] => rows.flatMap((row) => (row.name === name ? [...more.map((m) => ({ ...row, ...m })), row] : [row]));

/** Lines of a file that are gone and that are new; and what is wrong with the result. */
function merged(facts: readonly Fact[], file: string) {
  const diagnostics = new Diagnostics();
  const document = printed(xsd, 'resource').find((r) => r.name === (facts.find((f) => f.kind === 'attribute') as AttributeFact | undefined)?.resource)?.source.document ?? 'TS-0001-CR';
  const result = merge([{ document, facts, tables: [] }], xsd, xsd, diagnostics);
  const all = new Map([...xsd, ...result.sources]);
  const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());
  const count = (text: string): Map<string, number> => lines(text).reduce((counts, line) => counts.set(line, (counts.get(line) ?? 0) + 1), new Map<string, number>());
  const more = (a: Map<string, number>, b: Map<string, number>): string[] => [...a].flatMap(([line, n]) => Array<string>(Math.max(0, n - (b.get(line) ?? 0))).fill(line));
  const [was, is] = [count(xsd.get(file)!), count(all.get(file)!)];
  return { ...result, remarks: diagnostics.list(), gone: more(was, is), new: more(is, was), all, errors: analyse(all).diagnostics.list().filter((d) => d.severity === 'error').map((d) => `${d.code} ${d.message}`) };
}

describe('XSDs follow the tables', () => {
  it.each<[string, AttributeFact[], string[], string[]]>([
    [
      'a new attribute, announced',
      before(rowsOf('softwareCampaign'), 'softwareLinks', { name: 'owner', multiplicity: '0..1', type: 'xs:string', announced: 'OA' }),
      [],
      ['<xs:element name="owner" type="xs:string" minOccurs="0" />', '<xs:element name="owner" type="xs:string" minOccurs="0" />'],
    ],
    [
      'a new attribute, not announced, with a list',
      before(rowsOf('softwareCampaign'), 'softwareLinks', { name: 'owners', multiplicity: '1 (L)', type: 'list of xs:string', announced: 'NA' }),
      [],
      ['<xs:element name="owners">', '<xs:simpleType>', '<xs:list itemType="xs:string" />', '</xs:simpleType>', '</xs:element>'],
    ],
    [
      'an attribute less',
      rowsOf('softwareCampaign').filter((row) => row.name !== 'softwareTargets'),
      ['<xs:element name="softwareTargets" type="m2m:listOfM2MID" />', '<xs:element name="softwareTargets" type="m2m:listOfM2MID" minOccurs="0" />'],
      [],
    ],
    [
      'an attribute that may be absent now',
      changed(rowsOf('softwareCampaign'), 'version', { multiplicity: '0..1' }),
      ['<xs:element name="version" type="xs:string" />'],
      ['<xs:element name="version" type="xs:string" minOccurs="0" />'],
    ],
    [
      'another name',
      changed(rowsOf('softwareCampaign'), 'version', { name: 'softwareVersion' }),
      ['<xs:element name="version" type="xs:string" />', '<xs:element name="version" type="xs:string" minOccurs="0" />'],
      ['<xs:element name="softwareVersion" type="xs:string" />', '<xs:element name="softwareVersion" type="xs:string" minOccurs="0" />'],
    ],
    [
      'another type',
      changed(rowsOf('softwareCampaign'), 'URL', { type: 'xs:string' }),
      ['<xs:element name="URL" type="xs:anyURI" />', '<xs:element name="URL" type="xs:anyURI" minOccurs="0" />'],
      ['<xs:element name="URL" type="xs:string" />', '<xs:element name="URL" type="xs:string" minOccurs="0" />'],
    ],
    ['an attribute that is no longer announced', changed(rowsOf('softwareCampaign'), 'version', { announced: 'NA' }), ['<xs:element name="version" type="xs:string" minOccurs="0" />'], []],
    ['an access', changed(rowsOf('softwareCampaign'), 'version', { access: 'RO' }), [], []],
  ])('%s', (_, facts, gone, added) => {
    const result = merged(facts, campaign);
    expect([result.gone.sort(), result.new.sort()]).toEqual([gone, [...added].sort()]);
    expect(result.errors).toEqual([]);
  });

  it('what a shared type declares stays, and is told where it stands', () => {
    const { place: from, hint } = merged(changed(rowsOf('softwareCampaign'), 'labels', { type: 'xs:string', multiplicity: '0..1' }), campaign).remarks.find(({ code }) => code === 'IMPORT_XSD')!;
    expect(from?.file).toBe('CDT-commonTypes-v3_32_0.xsd');
    expect(xsd.get(from!.file)!.split('\n')[from!.line - 1]).toContain('name="labels"');
    expect(hint).toBe('see whether CDT-commonTypes-v3_32_0.xsd still fits');
  });

  it('a new value of an enumeration', () => {
    const values = printed(xsd, 'enumerations').flatMap((d) => d.enumerations).find((e) => e.type === 'm2m:cmdType')!;
    const facts: EnumerationFact[] = [...values.values, { value: 8, name: 'SELFTEST' }].map(({ value, name }) => ({ kind: 'enumeration-value', type: values.type, name, value, from: 'table', source: { clause: values.source.clause, table: values.source.table! }, place }));
    const result = merged(facts, 'CDT-enumeration-v3_32_0.xsd');
    expect([result.gone, result.new]).toEqual([[], ['<xs:enumeration value="8" /> <!-- SELFTEST -->']]);
    // What carries it out is in no table of enumerations.
    expect(result.errors).toEqual(['CHECK_COMMAND_MISSING no command for m2m:cmdType SELFTEST']);
  });

  it('a row of a base follows in every XSD that has its rows', () => {
    const result = merged(before(rowsOf('mgmtObj'), 'objectIDs', { name: 'vendor', multiplicity: '0..1', type: 'xs:string', announced: 'OA' }), 'CDT-software-v3_32_0.xsd');
    expect(result.new).toEqual(['<xs:element name="vendor" type="xs:string" minOccurs="0" />', '<xs:element name="vendor" type="xs:string" minOccurs="0" />']);
    expect(result.errors).toEqual([]);
  });
});

describe('what the XSD declares in a type that resources share', () => {
  it.each<[string, AttributeFact[], string]>([
    ['a multiplicity', changed(rowsOf('schedule'), 'expirationTime', { multiplicity: '0..1' }), 'expirationTime/multiplicity'],
    ['a type', changed(rowsOf('group'), 'lastModifiedTime', { type: 'xs:string' }), 'lastModifiedTime/type'],
    ['a row that is left out', rowsOf('schedule').filter((row) => row.name !== 'parentID'), 'parentID'],
  ])('counts, and an erratum says so: %s', (_, facts, at) => {
    const result = merged(facts, 'CDT-commonTypes-v3_32_0.xsd');
    expect([result.gone, result.new, result.errors]).toEqual([[], [], []]);
    expect(result.proposals.filter((p) => p.needed).flatMap((p) => p.patches.map((patch) => patch.at.replace(/^.*#\/attributes\//, '')))).toEqual([at]);
  });
});
