import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { diffModels } from '../../../generator/diff/diff.js';
import { importDocuments } from '../../../generator/import/import.js';
import { m2mKey, prefixedName } from '../../../generator/model/names.js';
import { membersOf } from '../../../generator/model/members.js';
import { analyse } from '../../../generator/pipeline.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** Parameters are of no resource type: a few of those that requests are made to. */
const ours = partOfSpecification('AE', 'CSEBase', 'container', 'group', 'request', 'softwareCampaign', 'subscription');
const { model: before } = analyse(ours);

const table = (clause: string, caption: string, columns: string, rows: readonly string[]): string =>
  `## ${clause} Primitives\n\nTable ${clause}-1: ${caption}\n\n| ${columns} |\n|${columns.replace(/[^|]+/g, '---')}|\n${rows.map((row) => `| ${row} |\n`).join('')}\n`;
const requests = (...rows: readonly string[]): string => table('6.4.1', 'Data Types for Request primitive parameters', 'Primitive Parameter | Data Type | Multiplicity | Default Handling | Note', rows);
const responses = (...rows: readonly string[]): string => table('6.4.2', 'Data Types for Response primitive parameters', 'Primitive Parameter | Data Type | Multiplicity | Note', rows);
const operations = (...rows: readonly string[]): string => table('7.2.1.1', 'Request Primitive Parameters', 'Primitive Parameter | CREATE | RETRIEVE | UPDATE | DELETE | NOTIFY', rows);
const stage2 = (...rows: readonly string[]): string =>
  table('8.1.2', 'Summary of Request Message Parameters', 'Request message parameter | Request message parameter | Create | Retrieve | Update | Delete | Notify', rows);
const shortNames = (...rows: readonly string[]): string => table('8.2.2', 'Primitive parameter short names', 'Parameter Name | XSD long name | Occurs in | Short Name', rows);

const mark = (row: string): string => row.split(' | ').map((cell) => (cell === '' ? '' : `{++${cell}++}`)).join(' | ');

async function imported(text: string, as?: 'whole' | 'excerpt', file = 'TS-0004.md') {
  const diagnostics = new Diagnostics();
  const examine = (sources: typeof ours) => Promise.resolve(analyse(sources).diagnostics.list());
  const result = await importDocuments([{ file, bytes: Buffer.from(text) }], ours, ours, diagnostics, { view: 'accepted', examine, strict: false, ...(as !== undefined && { as }) });
  const sources = new Map([...ours, ...result.sources]);
  const { model, diagnostics: problems } = analyse(sources);
  const elements = (side: 'request' | 'response') => {
    const type = model.components.elements.get(m2mKey(`${side}Primitive`))?.type;
    return type?.kind !== 'complex' ? [] : membersOf(type).map(({ name, min, type: of }) => `${name} ${prefixedName(of) ?? 'list'} ${String(min)}`);
  };
  return {
    model,
    sources,
    errors: problems.list().filter(({ severity }) => severity === 'error'),
    said: diagnostics.list(),
    codes: diagnostics.list().flatMap(({ code, severity }) => (severity === 'note' ? [] : [code])),
    parameter: (name: string) => model.parameters.find((one) => one.name === name),
    elements,
    changes: diffModels(before, model, new Map()).filter(({ area }) => area !== 'documents').map(({ code, subject, class: is }) => `${code} ${subject} ${is}`),
    leftOut: result.leftOut,
  };
}

describe('a Change Request', () => {
  it('adds a parameter: type, multiplicity, operations and short name go where they belong, and the XSD follows', async () => {
    const text =
      requests('Semantic Query Indicator | xs:boolean | 0..1 | No default | ', mark('Lamp Colour | m2m:timestamp | 0..1 | No default | ')) +
      operations(mark('Lamp Colour | O | NP | M | NP | NP')) +
      shortNames(mark('Lamp Colour | lampColourTone | Request | lct'));
    const { parameter, codes, errors, elements, changes, model } = await imported(text);
    expect(parameter('lampColourTone')).toMatchObject({ shortName: 'lct', type: 'm2m:timestamp', request: '0..1', response: null, operations: { create: 'O', retrieve: 'NP', update: 'M', delete: 'NP', notify: 'NP' } });
    const names = model.parameters.map(({ name }) => name);
    expect(names[names.indexOf('lampColourTone') - 1]).toBe('semanticQueryIndicator');
    expect(model.shortNames.parameters.get('lampColourTone')).toMatchObject({ shortName: 'lct' });
    expect(elements('request')).toContain('lampColourTone m2m:timestamp 0');
    expect(elements('response').join()).not.toContain('lampColour');
    expect(changes).toContain('PARAMETER_ADDED lampColourTone additive');
    expect([codes, errors]).toEqual([[], []]);
  });

  it('adds one that every request carries, and to responses', async () => {
    const { parameter, changes, elements } = await imported(requests(mark('Lamp Colour | xs:string | 1 | No default | ')) + responses(mark('Lamp Colour | m2m:timestamp | 0..1 | ')) + shortNames(mark('Lamp Colour | lampColour | Request, Response | lct')));
    expect(parameter('lampColour')).toMatchObject({ type: 'xs:string', responseType: 'm2m:timestamp', request: '1', response: '0..1', operations: { create: 'M', notify: 'M' } });
    expect(elements('request')).toContain('lampColour xs:string 1');
    expect(elements('response')).toContain('lampColour m2m:timestamp 0');
    expect(changes).toContain('PARAMETER_ADDED_MANDATORY lampColour breaking');
  });

  it('gives one a provisional short name where no table has one', async () => {
    const { parameter, model, errors } = await imported(requests(mark('Lamp Colour | list of xs:string | 0..1 | No default | ')));
    expect(parameter('lampColour')?.shortName).toBe(model.shortNames.parameters.get('lampColour')?.shortName);
    expect(model.shortNames.parameters.get('lampColour')?.provisional).toBe(true);
    expect(errors).toEqual([]);
  });

  it.each([
    ['a multiplicity', requests('Result Content | m2m:resultContent | {--0..1--}{++1++} | | '), 'resultContent', { request: '1' }, 'PARAMETER_REQUEST_CLOSED resultContent breaking', 'resultContent m2m:resultContent 1'],
    ['a type', requests('Vendor Information | {--xs:string--}{++xs:token++} | 0..1 | | '), 'vendorInformation', { type: 'xs:token' }, 'PARAMETER_TYPE vendorInformation breaking', 'vendorInformation xs:token 0'],
    ['an operation', operations('Result Content | O | O | O | {--O--}{++NP++} | NP'), 'resultContent', { operations: { delete: 'NP', create: 'O' } }, 'PARAMETER_OPERATION_CLOSED resultContent breaking', 'resultContent m2m:resultContent 0'],
    ['an operation in Stage 2', stage2('Optional | Result Content - the expected components of the result | O | O | O | O | {--N/A--}{++O++}'), 'resultContent', { operations: { notify: 'O' } }, 'PARAMETER_OPERATION_OPENED resultContent additive', 'resultContent m2m:resultContent 0'],
    ['a name', requests('{--Result Persistence--}{++Persistence++} | m2m:absRelTimestamp | 0..1 | | ') + operations('{--Result Persistence--}{++Persistence++} | O | O | O | O | NP'), 'persistence', { shortName: 'rp' }, 'PARAMETER_RENAMED_LONG persistence breaking', 'persistence m2m:absRelTimestamp 0'],
  ] as const)('changes %s, and nothing else', async (_, text, name, want, change, element) => {
    const { parameter, codes, errors, changes, elements } = await imported(text);
    expect(parameter(name)).toMatchObject(want);
    expect(changes.filter((one) => one.startsWith('PARAMETER'))).toEqual([change]);
    expect(elements('request')).toContain(element);
    expect([codes, errors]).toEqual([[], []]);
  });

  it('changes responses', async () => {
    const { parameter, codes, changes, elements } = await imported(responses('Event Category | m2m:eventCat | {--0..1--}{++1++} | ', 'To | {--m2m:ID--}{++xs:string++} | 0..1 | '));
    expect(parameter('eventCategory')).toMatchObject({ request: '0..1', response: '1' });
    expect(parameter('to')).toMatchObject({ type: 'xs:anyURI', responseType: 'xs:string' });
    expect(changes.filter((one) => one.startsWith('PARAMETER'))).toEqual(['PARAMETER_RESPONSE_GUARANTEED eventCategory breaking', 'PARAMETER_TYPE to breaking']);
    expect(elements('response')).toEqual(expect.arrayContaining(['eventCategory m2m:eventCat 1', 'to xs:string 0']));
    expect(elements('request')).toContain('to xs:anyURI 1');
    expect(codes).toEqual([]);
  });

  it('takes one away', async () => {
    const { parameter, errors, changes, elements } = await imported(requests('Event Category | m2m:eventCat | 0..1 | | ', '{--Vendor Information--} | {--xs:string--} | {--0..1--} | | ') + operations('{--Vendor Information--} | {--O--} | {--O--} | {--O--} | {--O--} | {--O--}'));
    expect(parameter('vendorInformation')).toMatchObject({ request: null, operations: null, response: '0..1' });
    expect(changes).toContain('PARAMETER_REQUEST_CLOSED vendorInformation breaking');
    expect(elements('request').join()).not.toContain('vendorInformation');
    expect(elements('response').join()).toContain('vendorInformation');
    expect(errors).toEqual([]);
  });

  it('is told where what it does not mark is otherwise here, and where its marks say nothing new', async () => {
    const { codes, changes } = await imported(requests('Event Category | xs:string | 0..1 | | ', 'Vendor Information | xs:string | 0..{++1++} | | '));
    expect(codes).toEqual(expect.arrayContaining(['IMPORT_CONTEXT']));
    expect(changes).toEqual([]);
  });

  it('leaves out what nothing gives a type, and a value that is none', async () => {
    const { codes, changes } = await imported(operations(mark('Lamp Colour | O | O | O | O | O'), 'Result Content | O | O | O | {--O--}{++perhaps++} | NP'));
    expect(codes).toEqual(expect.arrayContaining(['IMPORT_ROW', 'IMPORT_CELL']));
    expect(changes).toEqual([]);
  });
});

describe('a table without marks', () => {
  it('changes what it says otherwise, and takes nothing away', async () => {
    const { changes, parameter } = await imported(requests('Operation | m2m:operation | 1 | | ', 'Result Content | m2m:resultContent | 1 | | ', 'Event Category | m2m:eventCat | 0..1 | | '), 'excerpt');
    expect(parameter('resultContent')?.request).toBe('1');
    expect(changes).toEqual(['PARAMETER_REQUEST_CLOSED resultContent breaking']);
  });

  it('takes away what it lacks where it is of record', async () => {
    const rows = before.parameters.flatMap(({ name, type, request }) => (request === null || name === 'tokenRequestIndicator' ? [] : [`${name} | ${type} | ${name === 'releaseVersionIndicator' ? '1' : request} | | `]));
    const { changes } = await imported(requests(...rows), 'whole');
    expect(changes).toEqual(['PARAMETER_REMOVED tokenRequestIndicator breaking']);
  });

  it('puts an erratum right', async () => {
    const { said, parameter, sources } = await imported(requests('Release Version Indicator | m2m:releaseVersion | 0..1 | | '), 'excerpt');
    expect(parameter('releaseVersionIndicator')?.request).toBe('0..1');
    expect(said.map(({ code }) => code)).toContain('IMPORT_ERRATUM_CLOSED');
    expect(sources.get('errata.json')).not.toContain('releaseVersionIndicator/request');
  });
});

it('a folder without parameters gets those of the document', async () => {
  const diagnostics = new Diagnostics();
  const text = requests('Operation | m2m:operation | 1 | | ', 'Content | m2m:primitiveContent | 0..1 | | ') + operations('Operation | M | M | M | M | M', 'Content | M | O | M | NP | M') + shortNames('Operation | operation | Request | op', 'Content | primitiveContent | Request, Response | pc');
  const { sources } = await importDocuments([{ file: 'TS-0004.md', bytes: Buffer.from(text) }], new Map(), ours, diagnostics, { view: 'accepted' });
  const { model, diagnostics: problems } = analyse(sources);
  expect(problems.list().filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(model.parameters).toEqual([
    expect.objectContaining({ name: 'operation', shortName: 'op', request: '1', response: null, source: { document: 'TS-0004', clause: '6.4.1', table: '6.4.1-1' } }),
    expect.objectContaining({ name: 'primitiveContent', shortName: 'pc', request: '0..1', operations: { create: 'M', retrieve: 'O', update: 'M', delete: 'NP', notify: 'M' } }),
  ]);
});
