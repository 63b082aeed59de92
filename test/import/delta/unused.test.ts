import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** What the requests are about, and what stands beside it. */
const definitions = partOfSpecification('AE', 'container', 'contentInstance', 'crossResourceSubscription', 'eventLog', 'firmware', 'flexContainer', 'group', 'locationPolicy', 'node', 'notificationTargetPolicy', 'role', 'semanticMashupResult', 'softwareCampaign', 'subscription', 'transaction');

/** What a Change Request changes, apart from XSDs that follow, and what is said about its marks. */
async function request(lines: string, document = 'TS-0004 V3.32.0') {
  const found = new Diagnostics();
  const bytes = Buffer.from(`CR against: ${document}\n\n${lines}\n`);
  const { changes } = await importDocuments([{ file: 'cr.md', bytes }], definitions, definitions, found, { view: 'accepted' });
  return {
    count: changes.length,
    changes: changes.map(changeInWords).filter((text) => !text.startsWith('XSD document')),
    said: found.list().filter(({ code }) => code.startsWith('IMPORT_') && code !== 'IMPORT_CONTEXT').map(({ severity, code, place, message }) => `${severity} ${code} ${place?.line ?? '-'} ${message}`),
  };
}

const table = (caption: string, header: readonly string[], ...rows: readonly (readonly string[])[]): string => [caption, '', ...[header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n');
const container = (...rows: readonly (readonly string[])[]) => table('Table 9.6.6-2: Attributes of <container> resource', ['Attributes of <container>', 'Multiplicity', 'RW/RO/WO', 'Description', '<containerAnnc> Attributes'], ...rows);
const announced = (...rows: readonly (readonly string[])[]) => table('Table 7.4.6.1-4: Resource Specific Attributes of <containerAnnc> resource', ['Attribute Name', 'Request Optionality Create', 'Request Optionality Update', 'Data Type', 'Default Value and Constraints'], ...rows);

type Kind = readonly [kind: string, header: (row: readonly string[]) => string, known: readonly string[], unknown: readonly string[], other: readonly string[]];
const kinds: readonly Kind[] = [
  ['attribute (TS-0001)', container, ['maxByteSize', '0..1', 'RW', 'Words.', 'OA'], ['steam', '0..1', 'RW', 'Words.', 'OA'], ['maxByteSize', '0..1', 'RO', 'Words.', 'OA']],
  ['announcement', container, ['maxByteSize', '0..1', 'RW', 'Words.', 'OA'], ['steam', '0..1', 'RW', 'Words.', 'OA'], ['maxByteSize', '0..1', 'RW', 'Words.', 'NA']],
  ['attribute (TS-0004)', (row) => table('Table 7.4.6.1-3: Resource Specific Attributes of <container> resource', ['Attribute Name', 'Request Optionality Create', 'Request Optionality Update', 'Data Type', 'Default Value and Constraints'], row), ['maxByteSize', 'O', 'O', 'xs:nonNegativeInteger', 'No default'], ['steam', 'O', 'O', 'xs:string', ''], ['maxByteSize', 'O', 'O', 'xs:nonNegativeInteger', 'Whatever the CSE can hold']],
  ['announced row', announced, ['maxByteSize', 'O', 'O', 'xs:nonNegativeInteger', ''], ['steam', 'O', 'O', 'xs:string', ''], ['maxByteSize', 'M', 'O', 'xs:nonNegativeInteger', '']],
  ['common attribute', (row) => table('Table 6.3.6-1: Common attributes', ['Attribute Name', 'Data Type', 'Description'], row), ['labels', 'm2m:labels', 'Words.'], ['steam', 'xs:string', 'Words.'], ['labels', 'xs:boolean', 'Words.']],
  ['child', (row) => table('Table 9.6.6-1: Child resources of <container> resource', ['Child Resources of <container>', 'Child Resource Type', 'Multiplicity', 'Description', '<containerAnnc> Child Resource Types'], row), ['la', '<latest>', '1', 'Words.', 'None'], ['[variable]', '<node>', '0..n', 'Words.', 'None'], ['la', '<latest>', '0..1', 'Words.', 'None']],
  ['announced child', (row) => table('Table 9.6.6-1: Child resources of <container> resource', ['Child Resources of <container>', 'Child Resource Type', 'Multiplicity', 'Description', '<containerAnnc> Child Resource Types'], row), ['[variable]', '<subscription>', '0..n', 'Words.', '<subscription>'], ['[variable]', '<node>', '0..n', 'Words.', '<node>'], ['[variable]', '<subscription>', '0..n', 'Words.', 'None']],
  ['value', (row) => table('Table 6.3.4.2.23-1: Interpretation of m2m:logTypeId', ['Value', 'Interpretation'], row), ['1', 'System'], ['77', 'Kettle'], ['1', 'Kettles']],
  ['short name', (row) => table('Table 8.2.3-2: Resource attribute short names', ['Attribute Name', 'Occurs in', 'Short Name'], row), ['maxInstanceAge', 'container', 'mia'], ['steam', 'container', 'stm'], ['maxInstanceAge', 'container', 'mage']],
  ['status code', (row) => table('Table 6.6.3.5-1: RSCs for Originator error response', ['Numeric Code', 'Description'], row), ['4126', 'NOT_ACCEPTABLE_CONTENTS'], ['4999', 'NO_STEAM'], ['4126', 'STEAM']],
  ['member', (row) => table('Table 6.3.5.8-1: Type Definition of m2m:actionStatus', ['Element Path', 'Element Data Type', 'Multiplicity', 'Note'], row), ['action', 'm2m:actionStatus', '0..1', ''], ['steam', 'xs:string', '0..1', ''], ['action', 'xs:string', '0..1', '']],
  ['simple type', (row) => table('Table 6.3.3-1: oneM2M simple data types', ['XSD type name', 'Used for', 'Examples', 'Description'], row), ['m2m:ID', 'Words', 'x', 'A string.'], ['m2m:steam', 'Words', 'x', 'list of m2m:ID'], ['m2m:ID', 'Words', 'x', 'list of xs:integer']],
  ['fault', (row) => table('Table 8.2.1.6-1: Reboot fault code mapping', ['Fault Code', 'Description', 'execStatus'], row), ['9001', 'Words', 'STATUS_REQUEST_DENIED'], ['9801', 'Words', 'STATUS_REQUEST_UNSUPPORTED'], ['9001', 'Words', 'STATUS_SUCCESS']],
  ['command', (row) => table('Table 8.2.1-1: Commands', ['cmdType', 'RPC'], row), ['RESET', 'Factory reset RPC'], ['STEAM', 'Steam RPC'], ['RESET', 'Reboot RPC']],
  ['row of no known kind', (row) => table('Table 5.1-1: Kettles', ['Kettle', 'Colour', 'Weight of it'], row), ['tin', 'blue', '1 kg'], ['iron', 'black', '5 kg'], ['tin', 'red', '1 kg']],
];

const ins = (cells: readonly string[]): readonly string[] => cells.map((text) => (text === '' ? '' : `{++${text}++}`));
const del = (cells: readonly string[]): readonly string[] => cells.map((text) => (text === '' ? '' : `{--${text}--}`));
const change = (from: readonly string[], to: readonly string[]): readonly string[] => from.map((text, i) => (text === to[i] ? text : `${del([text])[0]!}${ins([to[i]!])[0]!}`));

const kindsWithoutDefinitions: ReadonlySet<string> = new Set(['row of no known kind']);

describe('no mark is lost in silence', () => {
  it('and nothing is said of an inserted row whose merged cell was there before', async () => {
    const { said, changes } = await request(`<table><caption>Table 7.4.6.1-3: Resource Specific Attributes of &lt;container&gt; resource</caption>
<tr><th>Attribute Name</th><th>Request Optionality Create</th><th>Request Optionality Update</th><th>Data Type</th><th>Default Value and Constraints</th></tr>
<tr><td>maxByteSize</td><td>O</td><td>O</td><td rowspan="2">xs:nonNegativeInteger</td><td></td></tr>
<tr><td><ins>steam</ins></td><td><ins>O</ins></td><td><ins>O</ins></td><td><ins>No default</ins></td></tr>
</table>`);
    expect([changes, said]).toEqual([['attribute container.steam added'], []]);
  });

  const cases = kinds.flatMap(([kind, of, known, unknown, other]) => [
    [kind, 'a new row inserted', of(ins(unknown))],
    [kind, 'a row inserted that is there', of(ins(known))],
    [kind, 'a row deleted', of(del(known))],
    [kind, 'a row deleted that is not there', of(del(unknown))],
    [kind, 'a row changed', of(change(known, other))],
    [kind, 'a row changed that is not there', of(change([unknown[0]!, ...known.slice(1)], [unknown[0]!, ...other.slice(1)]))],
    [kind, 'a row changed back', of(change(other, known))],
  ] as const);
  it.each(cases)('%s: %s', async (_, __, lines) => {
    const { count, said } = await request(lines);
    if (kindsWithoutDefinitions.has(_)) expect(said.join('\n')).toMatch(/warning IMPORT_UNUSED_MARK \d+ a row/);
    expect(count + said.length).toBeGreaterThan(0);
  });
});

describe('what marks do to an announced resource is done to the original', () => {
  it.each([
    ['a row that goes', [del(['maxByteSize', 'O', 'O', 'xs:nonNegativeInteger', ''])], ['container.maxByteSize announced OA → NA']],
    ['a row that must be there', [['maxByteSize', '{--O--}{++M++}', 'O', 'xs:nonNegativeInteger', '']], ['container.maxByteSize announced OA → MA']],
    ['a row that comes', [ins(['currentByteSize', 'O', 'O', 'xs:nonNegativeInteger', ''])], ['container.currentByteSize announced NA → OA']],
  ])('%s', async (_, rows, want) => {
    expect((await request(announced(...rows))).changes).toEqual(want);
  });
});

describe('a sentence on the operations of a virtual resource', () => {
  const clause = (text: string): string => `## 7.4.7 Resource Type latest\n\n### 7.4.7.2 Procedures\n\n${text}`;
  const of = (changes: readonly string[]): readonly string[] => changes.filter((text) => text.startsWith('container '));
  it('that is deleted allows what it forbade, and nothing else', async () => {
    const { changes } = await request(clause('{--The <latest> resource shall not be updated via API.--}'));
    expect(of(changes)).toEqual(['container child latest operations retrieve, delete → retrieve, update, delete']);
  });
  it('that is inserted forbids that, and nothing else', async () => {
    const { changes } = await request(clause('{++The <latest> resource shall not be deleted via API.++}'));
    expect(of(changes)).toEqual(['container child latest operations retrieve, delete → retrieve']);
  });
  it('that says what is known already is a note', async () => {
    const { changes, said } = await request(clause('{++The <latest> resource shall not be updated via API.++}'));
    expect([changes, said.map((text) => text.split(' ').slice(0, 2).join(' '))]).toEqual([[], ['note IMPORT_MARK_AGREES']]);
  });
});

describe('a sentence on the operations of a resource type of which nothing else is there', () => {
  it.each([
    ['inserted', '{++The <role> resource shall not be updated via API.++}', ['role operations create, retrieve, update, delete → create, retrieve, delete']],
    ['deleted', '{--The <semanticMashupResult> resource shall not be updated via API.--}', ['semanticMashupResult operations retrieve, delete → retrieve, update, delete']],
    ['unmarked', 'The <role> resource shall not be updated via API. {++And more.++}', []],
  ])('%s', async (_, text, want) => {
    expect((await request(`## 7.4.38 Resource Type role\n\n### 7.4.38.2.3 Update\n\n${text}`)).changes).toEqual(want);
  });
});

describe('a type of another namespace', () => {
  it('is left out by name, and nothing more is said of its rows', async () => {
    const members = table('Table 12.3.1-1: Type definition of sec:kettle', ['Element Path', 'Element Data Type', 'Multiplicity', 'Note'], ['lid', 'xs:string', '1', ''], ins(['spout', 'xs:string', '0..1', '']));
    expect((await request(members, 'TS-0003 V3.13.0')).said.map((text) => text.split(' ')[1])).toEqual(['IMPORT_NAMESPACE']);
  });
});

describe('marks on what stands beside a row', () => {
  const children = (row: string): string => `Table 9.6.10-1: Child resources of <locationPolicy> resource\n\n| Child Resources of <locationPolicy> | Child Resource Type | Multiplicity | Description | <locationPolicyAnnc> Child Resource Types |\n| --- | --- | --- | --- | --- |\n${row}\n`;
  it.each([
    ['announced children that are deleted for None', '| [variable] | <transaction> | 0..n | Words. | {--<transaction>--}{++None++} |', ['locationPolicy child transaction announced transaction → none']],
    ['announced children that are deleted', '| [variable] | <transaction> | 0..n | Words. | {--<transaction>--} |', ['locationPolicy child transaction announced transaction → none']],
    ['a fixed name', '| {--[variable]--}{++tx++} | <transaction> | 0..n | Words. | <transaction> |', ['locationPolicy child transaction fixedName nothing → tx']],
  ])('%s', async (_, row, want) => {
    const { changes, said } = await request(children(row), 'TS-0001 V3.36.0');
    expect([changes, said]).toEqual([want, []]);
  });

  const values = (note: string, type = 'logTypeId', rows = '| 1 | System |\n| 2 | Security |'): string => `Table 6.3.4.2.23-1: Interpretation of m2m:${type}\n\n| Value | Interpretation |\n| --- | --- |\n${rows}\n\n${note}\n`;
  const note = 'NOTE: Combinations of these values are specified by adding them together.';
  it('a note that values are added together makes a range of a list', async () => {
    const { count, changes, said } = await request(values(`{++${note}++}`));
    expect([count, changes, said]).toEqual([1, [], []]);
  });
  it('such a note that is deleted is not lost', async () => {
    const { changes, said } = await request(values(`{--${note}--}`, 'accessControlOperations', '| 1 | CREATE |\n| 2 | RETRIEVE |'));
    expect([changes, said.map((text) => text.split(' ').slice(0, 2).join(' '))]).toEqual([[], ['warning IMPORT_UNUSED_MARK']]);
  });
  it('of a type of which they are, it is known', async () => {
    const { changes, said } = await request(values(`{++${note}++}`, 'accessControlOperations', '| 1 | CREATE |\n| 2 | RETRIEVE |'));
    expect([changes, said.map((text) => text.split(' ').slice(0, 2).join(' '))]).toEqual([[], ['note IMPORT_MARK_AGREES']]);
  });
  it('without marks on the note, nothing is said', async () => {
    const { changes, said } = await request(values(note));
    expect([changes, said.filter((text) => text.startsWith('warning'))]).toEqual([[], []]);
  });

  it('a universal attribute that is deleted is not said to be gone already', async () => {
    const { said } = await request('Table 6.3.6-1: Universal and Common Attributes\n\n| Attribute Name | Data Type | Description |\n| --- | --- | --- |\n| {--link--} | {--xs:anyURI--} | {--Words.--} |\n');
    expect(said.map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual(['warning IMPORT_UNUSED_MARK']);
  });

  it('values whose names a person gave, for the table has sentences, are no disagreement of the context', async () => {
    const found = new Diagnostics();
    const text = values('', 'notificationTargetPolicyAction', '| {--1--} | {--accept request--} |\n| 3 | seek authorization from subscription originator before responding |');
    await importDocuments([{ file: 'cr.md', bytes: Buffer.from(`CR against: TS-0004 V3.32.0\n\n${text}`) }], definitions, definitions, found, { view: 'accepted' });
    expect(found.list().filter(({ code }) => code === 'IMPORT_CONTEXT')).toEqual([]);
  });
});

describe('a row under the name that the other document does not use', () => {
  const firmware = (row: string): string => `Table D.2-2: Attributes of [firmware] resource\n\n| Attributes of [firmware] | Multiplicity | RW/RO/WO | Description |\n| --- | --- | --- | --- |\n| version | 1 | RW | Words. |\n${row}\n`;
  it.each([
    ['goes', '| {--name--} | {--1--} | {--RW--} | {--Words.--} |', ['attribute firmware.firmwareName removed']],
    ['changes', '| name | 1 | {--RW--}{++WO++} | Words. |', ['firmware.firmwareName access RW → WO']],
  ])('%s', async (_, row, want) => {
    const { changes, said } = await request(firmware(row), 'TS-0001 V3.36.0');
    expect([changes.filter((text) => text.startsWith('firmware.') || text.startsWith('attribute')), said.filter((text) => text.startsWith('warning'))]).toEqual([want, []]);
  });
});
