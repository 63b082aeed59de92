import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Given } from '../../../generator/import/import.js';
import { importDocuments } from '../../../generator/import/import.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import { readDocument } from '../../../generator/import/read.js';
import { loadSources } from '../../../generator/read/load.js';
import { blocksOf, docx } from '../../support/docx.js';

/** Unmarked cells beside what changes, of each kind of table: they agree with the definitions, or something is said of them. */
const { sources: definitions } = await loadSources('xsd');

type Row = readonly string[];
interface Case {
  readonly what: string;
  /** Caption, then headers. */
  readonly table: readonly [caption: string, ...headers: string[]];
  readonly known: Row;
  /** The row with one cell altered. */
  readonly altered: Row;
  /** What is said of it. */
  readonly says: string;
}

const attributes = ['Table 9.6.6-2: Attributes of <container> resource', 'Attributes of <container>', 'Multiplicity', 'RW/RO/WO', 'Description', '<containerAnnc> Attributes'] as const;
const requests = (of = 'container', table = '7.4.6.1-3') => [`Table ${table}: Resource Specific Attributes of <${of}> resource`, 'Attribute Name', 'Request Optionality Create', 'Request Optionality Update', 'Data Type', 'Default Value and Constraints'] as const;
const children = ['Table 9.6.6-1: Child resources of <container> resource', 'Child Resources of <container>', 'Child Resource Type', 'Multiplicity', 'Description', '<containerAnnc> Child Resource Types'] as const;
const members = (of: string, table: string) => [`Table ${table}: Type Definition of ${of}`, 'Element Path', 'Element Data Type', 'Multiplicity', 'Note'] as const;
const values = (of: string, table: string) => [`Table ${table}: Interpretation of ${of}`, 'Value', 'Interpretation'] as const;
const faults = ['Table 8.2.1.6-1: Reboot fault code mapping', 'Fault Code', 'Description', 'execStatus'] as const;

const batch = 'm2m:batchNotify';
const cases: readonly Case[] = [
  { what: 'the multiplicity of an attribute', table: attributes, known: ['maxByteSize', '0..1', 'RW', 'Words.', 'OA'], altered: ['maxByteSize', '1', 'RW', 'Words.', 'OA'], says: 'container.maxByteSize multiplicity 1, and 0..1 there' },
  { what: 'the announcement of an attribute', table: attributes, known: ['maxByteSize', '0..1', 'RW', 'Words.', 'OA'], altered: ['maxByteSize', '0..1', 'RW', 'Words.', 'MA'], says: 'container.maxByteSize announced MA, and OA there' },
  { what: 'the optionality of an attribute', table: requests(), known: ['maxByteSize', 'O', 'O', 'xs:nonNegativeInteger', 'No default'], altered: ['maxByteSize', 'M', 'O', 'xs:nonNegativeInteger', 'No default'], says: 'container.maxByteSize create M, and O there' },
  { what: 'the default of an attribute', table: requests('container', '7.4.6.1-4'), known: ['disableRetrieval', 'O', 'O', 'xs:boolean', 'Default value is false'], altered: ['disableRetrieval', 'O', 'O', 'xs:boolean', 'Default value is true'], says: 'container.disableRetrieval default Default value is true, and false there' },
  { what: 'the type of a common attribute', table: ['Table 6.3.6-1: Common attributes', 'Attribute Name', 'Data Type', 'Description'], known: ['labels', 'm2m:labels', 'Words.'], altered: ['labels', 'xs:boolean', 'Words.'], says: 'labels type xs:boolean, and m2m:labels there' },
  { what: 'a common attribute that is none', table: ['Table 6.3.6-1: Common attributes', 'Attribute Name', 'Data Type', 'Description'], known: ['labels', 'm2m:labels', 'Words.'], altered: ['steam', 'm2m:labels', 'Words.'], says: 'attribute steam is not there' },
  { what: 'a row of an announced resource', table: requests('containerAnnc', '7.4.6.1-5'), known: ['maxByteSize', 'O', 'O', 'xs:nonNegativeInteger', ''], altered: ['maxByteSize', 'M', 'O', 'xs:nonNegativeInteger', ''], says: 'containerAnnc.maxByteSize create M, and OA there' },
  { what: 'the type of a child', table: children, known: ['[variable]', '<subscription>', '0..n', 'Words.', '<subscription>'], altered: ['[variable]', '<node>', '0..n', 'Words.', '<subscription>'], says: 'container has no child node' },
  { what: 'the multiplicity of a child', table: children, known: ['[variable]', '<subscription>', '0..n', 'Words.', '<subscription>'], altered: ['[variable]', '<subscription>', '0..1', 'Words.', '<subscription>'], says: 'container child subscription multiplicity 0..1, and 0..n there' },
  { what: 'what is announced of a child', table: children, known: ['[variable]', '<subscription>', '0..n', 'Words.', '<subscription>'], altered: ['[variable]', '<subscription>', '0..n', 'Words.', '<node>'], says: 'container child subscription announced node, and subscription there' },
  { what: 'the name of a child', table: children, known: ['la', '<latest>', '1', 'Words.', 'None'], altered: ['latest', '<latest>', '1', 'Words.', 'None'], says: 'container child latest fixedName latest, and la there' },
  { what: 'the name of a value', table: values('m2m:logTypeId', '6.3.4.2.23-1'), known: ['3', 'Event'], altered: ['3', 'Kettles'], says: 'm2m:logTypeId 3 is Kettles, and Event there' },
  { what: 'the type of a member', table: members('m2m:actionStatus', '6.3.5.8-1'), known: ['action', 'xs:anyURI', '0..1', ''], altered: ['action', 'xs:boolean', '0..1', ''], says: 'm2m:actionStatus/action type xs:boolean, and xs:anyURI there' },
  { what: 'the type of a member, by another of one number', table: members(batch, '6.3.5.6-1'), known: ['number', 'xs:nonNegativeInteger', '0..1', ''], altered: ['number', 'm2m:unheardOf', '0..1', ''], says: `${batch}/number type m2m:unheardOf, and xs:nonNegativeInteger there` },
  { what: 'the multiplicity of a member', table: members(batch, '6.3.5.6-1'), known: ['number', 'xs:nonNegativeInteger', '0..1', ''], altered: ['number', 'xs:nonNegativeInteger', '1', ''], says: `${batch}/number multiplicity 1, and 0..1 there` },
  { what: 'how often a member occurs', table: members(batch, '6.3.5.6-1'), known: ['duration', 'xs:duration', '0..1', ''], altered: ['duration', 'xs:duration', '0..n', ''], says: `${batch}/duration multiplicity 0..n, and 0..1 there` },
  { what: 'a member that is an XML attribute', table: members('m2m:mgmtLinkRef', '6.3.5.24-1'), known: ['@name', 'm2m:resourceName', '1', ''], altered: ['name', 'm2m:resourceName', '1', ''], says: 'm2m:mgmtLinkRef/name is an element, and an XML attribute there' },
  { what: 'the content beside XML attributes', table: members('m2m:mgmtLinkRef', '6.3.5.24-1'), known: ['(base content)', 'xs:anyURI', '1', ''], altered: ['(base content)', 'xs:boolean', '1', ''], says: 'm2m:mgmtLinkRef type xs:boolean, and xs:anyURI there' },
  { what: 'a member that is none', table: members(batch, '6.3.5.6-1'), known: ['number', 'xs:nonNegativeInteger', '0..1', ''], altered: ['steam', 'xs:nonNegativeInteger', '0..1', ''], says: `${batch}/steam is not there` },
  { what: 'a simple type', table: ['Table 6.3.3-1: oneM2M simple data types', 'XSD type name', 'Used for', 'Examples', 'Description'], known: ['m2m:ID', 'Words', 'x', 'A string.'], altered: ['m2m:ID', 'Words', 'x', 'list of xs:integer'], says: 'm2m:ID is made of something else than there' },
  { what: 'a short name', table: ['Table 8.2.3-2: Resource attribute short names', 'Attribute Name', 'Occurs in', 'Short Name'], known: ['maxInstanceAge', 'container', 'mia'], altered: ['maxInstanceAge', 'container', 'mage'], says: 'the short name of maxInstanceAge is mage, and mia there' },
  { what: 'the short name of what has none', table: ['Table 8.2.3-2: Resource attribute short names', 'Attribute Name', 'Occurs in', 'Short Name'], known: ['maxInstanceAge', 'container', 'mia'], altered: ['steam', 'container', 'mia'], says: 'the short name of steam is mia, and nothing there' },
  { what: 'a status code', table: ['Table 6.6.3.5-1: RSCs for Originator error response', 'Numeric Code', 'Description'], known: ['4126', 'APP_RULE_VALIDATION_FAILED'], altered: ['4126', 'STEAM'], says: 'status code 4126 is STEAM, and APP_RULE_VALIDATION_FAILED there' },
  { what: 'a parameter', table: ['Table 6.4.1-1: Data types of request primitive parameters', 'Primitive Parameter', 'Data Type', 'Multiplicity', 'Notes'], known: ['Operation', 'm2m:operation', '1', ''], altered: ['Operation', 'm2m:operation', '0..1', ''], says: 'parameter operation multiplicity 0..1, and 1 there' },
  { what: 'what responses carry', table: ['Table 7.2.1.2-1: Response Primitive Parameters', 'Primitive parameter', 'Ack', 'CREATE Success', 'RETRIEVE Success', 'UPDATE Success', 'DELETE Success', 'NOTIFY Success', 'Error'], known: ['Content Status', 'NP', 'NP', 'O', 'NP', 'NP', 'NP', 'NP'], altered: ['Content Status', 'NP', 'NP', 'O', 'NP', 'NP', 'NP', 'O'], says: 'parameter contentStatus of responses failed O, and NP there' },
  { what: 'what a fault means', table: faults, known: ['9001', 'Words', 'STATUS_REQUEST_DENIED'], altered: ['9001', 'Words', 'STATUS_SUCCESS'], says: 'fault 9001 of table 8.2.1.6-1 status STATUS_SUCCESS, and STATUS_REQUEST_DENIED there' },
  { what: 'a command', table: ['Table 8.2.1-1: Commands', 'cmdType', 'RPC'], known: ['RESET', 'Factory reset RPC'], altered: ['RESET', 'Reboot RPC'], says: 'command RESET is Reboot, and Factory reset there' },
  { what: 'the announced variant of a resource type', table: ['Table 7.4.13.1-1: Data type definition of <pollingChannel> resource', 'Data Type ID', 'File Name', 'Note'], known: ['pollingChannel', 'CDT-pollingChannel-v3_32_0.xsd', ''], altered: ['pollingChannel, pollingChannelAnnc', 'CDT-pollingChannel-v3_32_0.xsd', ''], says: 'resource type pollingChannel is announced as pollingChannelAnnc, and as none there' },
];

const lines = ([caption, ...headers]: Case['table'], rows: readonly Row[]): string => [caption, '', ...[headers, headers.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`), ''].join('\n');

const page = (tables: readonly string[]): string => `CR against: TS-0004 V3.32.0\n\n${tables.join('\n')}`;
const marked = lines(values('m2m:logTypeId', '6.3.4.2.23-1'), [['1', 'System'], ['{++77++}', '{++Kettle++}']]);
const forbidden = (operation: string): string => `## 7.4.7 Resource Type latest\n\nThe <latest> resource shall not be ${operation} via API.\n`;

async function said(given: string | Given) {
  const found = new Diagnostics();
  const { changes } = await importDocuments([typeof given === 'string' ? { file: 'cr.md', bytes: Buffer.from(given) } : given], definitions, definitions, found, { view: 'accepted' });
  return { changes: changes.map(changeInWords).filter((text) => !text.startsWith('XSD')), context: found.list().flatMap(({ code, message }) => (code === 'IMPORT_CONTEXT' ? [message] : [])) };
}
const added = 'enumeration value m2m:logTypeId.Kettle added: 77';

describe('what is unmarked', () => {
  // One row of each table at a time: what is said of a table is said once.
  const rounds = cases.map(({ table }, i) => cases.slice(0, i).filter((other) => other.table[0] === table[0]).length);
  it.each([...new Set(rounds)])('is reported where it says something else (%i)', async (round) => {
    const together = cases.filter((_, i) => rounds[i] === round);
    const { changes, context } = await said(page([...together.map(({ table, altered }) => lines(table, [altered])), marked]));
    expect(changes).toEqual([added]);
    expect(together.filter(({ says }) => !context.some((message) => message.includes(says))).map(({ what }) => what), context.join('\n')).toEqual([]);
    expect(context, context.join('\n')).toHaveLength(together.length);
  });

  it('is not reported where it agrees', async () => {
    const { changes, context } = await said(page([...cases.map(({ table, known }) => lines(table, [known])), forbidden('updated'), marked]));
    expect([changes, context]).toEqual([[added], []]);
  });

  it('is a sentence on what a resource does not take', async () => {
    expect((await said(page([forbidden('deleted'), marked]))).context).toEqual([expect.stringContaining('latest takes no delete, and does there')]);
  });

  it('is so in Word, and between two versions in git', async () => {
    const [one] = cases.filter(({ what }) => what === 'the type of a member');
    const other = (value: string): string => page([lines(one!.table, [one!.altered]), lines(values('m2m:logTypeId', '6.3.4.2.23-1'), [['1', 'System'], ...(value === '' ? [] : [['77', value]])])]);
    const inGit = await said({ file: 'new.md', bytes: Buffer.from(other('Kettle')), original: { file: 'old.md', bytes: Buffer.from(other('')) } });
    const word = async (text: string): Promise<Uint8Array> => docx(blocksOf((await readDocument(Buffer.from(text), 'cr.md', 'accepted', new Diagnostics()))!));
    const inWord = await said({ file: 'new.docx', bytes: await word(other('Kettle')), original: { file: 'old.docx', bytes: await word(other('')) } });
    for (const { changes, context } of [inGit, inWord]) expect([changes, context]).toEqual([[added], [expect.stringContaining(one!.says)]]);
  });
});
