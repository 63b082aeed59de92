import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import { membersOf } from '../../../generator/model/members.js';
import { analyse } from '../../../generator/pipeline.js';
import type { Sources } from '../../../generator/read/sources.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

const ours = partOfSpecification('AE', 'CSEBase', 'container', 'node', 'subscription');

const table = (clause: string, caption: string, columns: string, ...rows: readonly string[]): string =>
  `## ${clause} Names\n\nTable ${clause}-1: ${caption}\n\n| ${columns} |\n|${columns.replace(/[^|]+/g, '---')}|\n${rows.map((row) => `| ${row} |\n`).join('')}\n`;
const names = {
  parameter: (...rows: readonly string[]) => table('8.2.2', 'Primitive parameter short names', 'Parameter Name | XSD long name | Occurs in | Short Name', ...rows),
  attribute: (...rows: readonly string[]) => table('8.2.3', 'Resource attribute short names', 'Attribute Name | Occurs in | Short Name', ...rows),
  resource: (...rows: readonly string[]) => table('8.2.4', 'Resource and specialization type short names', 'Resource Type Name | Short Name', ...rows),
  member: (...rows: readonly string[]) => table('8.2.5', 'Complex data type member short names', 'Member Name | Occurs in | Short Name', ...rows),
};

async function imported(text: string, into: Sources = ours) {
  const diagnostics = new Diagnostics();
  const examine = (sources: Sources) => Promise.resolve(analyse(sources).diagnostics.list());
  const result = await importDocuments([{ file: 'TS-0004.md', bytes: Buffer.from(text) }], into, ours, diagnostics, { view: 'accepted', examine, strict: false, ...(!text.includes('{++') && { as: 'excerpt' as const }) });
  const { model } = analyse(new Map([...into, ...result.sources]));
  return { model, said: diagnostics.list().filter(({ code }) => code === 'IMPORT_NAME_OF_NOTHING').map(({ message, hint, place }) => `${String(place?.line)} ${message}; ${hint ?? ''}`) };
}

describe('a short name that no table of the document gives a home', () => {
  it.each([
    ['parameter', 'Lamp Colour | lampColour | Request | lmc', 'lampColour (lmc), which gets a short name as a parameter of requests or responses', 'tables/parameters.json'],
    ['attribute', 'lampHue | container | lmh', 'lampHue (lmh), which gets a short name as an attribute of <container>', 'tables/resources/container.json'],
    ['attribute', 'lampHue | container, AE, node | lmh', 'lampHue (lmh), which gets a short name as an attribute of <', 'tables/resources/node.json'],
    ['attribute', 'lampHue | All except AE | lmh', 'lampHue (lmh), which gets a short name as an attribute', 'tables/resources/'],
    ['resource', 'lamp | lmp', 'lamp (lmp), which gets a short name as a resource type', 'tables/resources/lamp.json'],
    ['member', 'lampTone | filterCriteria | lmt', 'lampTone (lmt), which gets a short name as a member of m2m:filterCriteria', 'CDT-commonTypes-v3_32_0.xsd'],
    ['member', 'lampTone | somethingElse | lmt', 'lampTone (lmt), which gets a short name as a member of a type', 'CDT-commonTypes'],
  ] as const)('%s: %s', async (of, row, message, file) => {
    const { said } = await imported(names[of](row));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`7 nothing has ${message}`);
    expect(said[0]!.endsWith(file) || said[0]!.includes(`${file},`)).toBe(true);
  });

  it('is told with others of the same home', async () => {
    const { said } = await imported(names.attribute('lampHue | container | lmh', 'lampTone | container | lmt', 'lampSize | AE | lms'));
    expect(said.map((one) => /nothing has (.*?), which/.exec(one)?.[1])).toEqual(['lampHue (lmh), lampTone (lmt)', 'lampSize (lms)']);
  });
});

describe('what a table beside it describes', () => {
  it('is connected: an attribute', async () => {
    const rows = '## 7.4.6.1 Introduction\n\nTable 7.4.6.1-3: Resource Specific Attributes of <container> resource\n\n| Attribute Name | Create | Update | Data Type | Default Value and Constraints |\n|---|---|---|---|---|\n| lampHue | O | O | xs:string | No default |\n\n';
    const { said, model } = await imported(rows + names.attribute('lampHue | container | lmh'));
    expect(said).toEqual([]);
    expect(model.resources.find(({ name }) => name === 'container')?.attributes.find(({ name }) => name === 'lampHue')?.shortName).toBe('lmh');
  });

  it('is connected: a member, where marks say that the type gets it', async () => {
    const rows = '## 6.3.5.8 m2m:filterCriteria\n\nTable 6.3.5.8-1: Type Definition of m2m:filterCriteria\n\n| Element Path | Element Data Type | Multiplicity | Note |\n|---|---|---|---|\n| {++lampTone++} | {++xs:string++} | {++0..1++} | |\n\n';
    const { said, model } = await imported(rows + names.member('{++lampTone++} | {++filterCriteria++} | {++lmt++}'));
    expect(said).toEqual([]);
    const type = [...model.components.types.values()].find(({ name }) => name?.local === 'filterCriteria');
    expect(type?.kind === 'complex' && membersOf(type).some(({ name }) => name === 'lampTone')).toBe(true);
    expect(model.shortNames.members.get('lampTone')?.shortName).toBe('lmt');
  });
});

it.each([
  ['what the folder has', names.attribute('labels | All | lbl')],
  ['another spelling of what it has', names.attribute('currentNrOfInstancess | container | cnix')],
])('nothing is said of %s', async (_, text) => {
  expect((await imported(text)).said).toEqual([]);
});

it('nothing is said where the folder has no short names yet', async () => {
  expect((await imported(names.attribute('lampHue | container | lmh'), new Map())).said).toEqual([]);
});
