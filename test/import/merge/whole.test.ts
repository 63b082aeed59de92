import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import { loadSources } from '../../../generator/read/load.js';
import type { Sources } from '../../../generator/read/sources.js';

const { sources: known } = await loadSources('xsd');

const attributesOf = (name: string, rows: readonly string[], brackets = `<${name}>`): string =>
  `### 7.4.99\tResource Type ${brackets}\n\nTable 7.4.99.1-3: Resource Specific Attributes of ${brackets} resource\n\n| Attribute Name | Request Optionality | Request Optionality | Data Type | Default Value and Constraints |\n| --- | --- | --- | --- | --- |\n| Attribute Name | Create | Update | Data Type | Default Value and Constraints |\n${rows.map((row) => `| ${row} |\n`).join('')}\n`;
const valuesOf = (type: string, rows: readonly string[]): string =>
  `### 6.3.4.2.99\t${type}\n\nTable 6.3.4.2.99-1: Interpretation of ${type}\n\n| Value | Interpretation | Note |\n| --- | --- | --- |\n${rows.map((row) => `| ${row} |\n`).join('')}\n`;

async function imported(markdown: string, options: { readonly into?: Sources; readonly known?: Sources; readonly strict?: boolean; readonly as?: 'whole' | 'excerpt' } = {}) {
  const diagnostics = new Diagnostics();
  const examine = (sources: Sources) => Promise.resolve(analyse(sources).diagnostics.list());
  const result = await importDocuments([{ file: 'TS-0004.md', bytes: Buffer.from(markdown) }], options.into ?? new Map(), options.known, diagnostics, { view: 'accepted', examine, strict: options.strict ?? false, ...(options.as !== undefined && { as: options.as }) });
  const all: Sources = new Map([...(options.into ?? []), ...result.sources]);
  const { model } = analyse(all);
  return { ...result, all, model, said: diagnostics.list(), attribute: (resource: string, name: string) => model.resources.find((r) => r.name === resource)?.attributes.find((a) => a.name === name) };
}

describe('a stub', () => {
  it('of the known XSDs takes the values that the document gives', async () => {
    const { model, problems, leftOut } = await imported(valuesOf('m2m:desIdResType', ['1 | structured | ', '2 | unstructured | ']), { known });
    expect([problems, leftOut]).toEqual([[], []]);
    const type = [...model.components.types.values()].find((t) => t.name?.local === 'desIdResType');
    expect(type?.kind === 'simple' && type.facets.enumeration?.map((e) => e.value)).toEqual(['1', '2']);
  });
});

describe('what a Change Request adds to a resource', () => {
  const rows = (JSON.parse(known.get('tables/resources/execInstance.json')!) as { attributes: { name: string; create: string; update: string; type: string }[] }).attributes;
  const text = attributesOf('execInstance', rows.filter(({ name }) => name !== 'holder').map(({ name, create, update, type }) => `${name} | ${create} | ${update} | ${type} | No default`));

  it('is no part of it in a whole specification that defines it anew', async () => {
    const { problems, attribute, all } = await imported(text, { known, as: 'whole' });
    expect(problems).toEqual([]);
    expect(attribute('execInstance', 'execStatus')).toBeDefined();
    expect(attribute('execInstance', 'holder')).toBeUndefined();
    expect(all.get('CDT-execInstance-v3_32_0.xsd')).not.toContain('"holder"');
    expect(JSON.parse(all.get('tables/resources/execInstance.json')!)).toMatchObject({ source: { document: 'TS-0004' } });
  });

  it('is there where an excerpt is completed from what is known, and in definitions that have it', async () => {
    expect((await imported(text, { known })).attribute('execInstance', 'holder')).toBeDefined();
    expect((await imported(text, { into: known, known })).attribute('execInstance', 'holder')).toBeDefined();
  });

  it('has the number that the document gives its type, in a folder that takes the rest from what is known', async () => {
    const { leftOut, model } = await imported(valuesOf('m2m:resourceType', ['599 | execInstance | ']) + text, { known });
    expect([leftOut, model.resources.find(({ name }) => name === 'execInstance')?.resourceType]).toEqual([[], 599]);
  });
});

describe('an announced resource in an empty folder', () => {
  it('brings the documents that the universal attributes of its variant cite', async () => {
    const { problems, model } = await imported('### 9.6.99\tResource Type <lamp>\n\nTable 9.6.99-2: Attributes of <lamp> resource\n\n| Attributes of <lamp> | Multiplicity | RW/RO/WO | Description | <lampAnnc> Attributes |\n| --- | --- | --- | --- | --- |\n| hue | 0..1 | RW | A value. | OA |\n', { known });
    expect(problems).toEqual([]);
    expect(model.resources.map(({ name }) => name)).toEqual(['lamp', 'lampAnnc']);
  });
});

describe('rows that a table leaves out and the XSD declares', () => {
  it('bring what they refer to, where nothing else in the folder does', async () => {
    const { problems, leftOut, attribute } = await imported(attributesOf('ontologyRepository', ['labels | O | O | m2m:labels | No default']), { known, as: 'whole' });
    expect([problems, leftOut]).toEqual([[], []]);
    expect(attribute('ontologyRepository', 'resourceID')).toMatchObject({ shortName: 'ri' });
    expect(attribute('ontologyRepository', 'resourceType')).toMatchObject({ shortName: 'ty' });
  });
});

describe('a child that two documents print with two multiplicities', () => {
  const childrenOf = (clause: string, multiplicity: string): string =>
    `### ${clause}\tResource Type teaPot\n\nTable ${clause}-1: Child resources of <teaPot> resource\n\n| Child Resources of <teaPot> | Child Resource Type | Multiplicity | Description |\n|---|---|---|---|\n| [variable] | <subscription> | ${multiplicity} | Who listens. |\n\n`;
  const architecture = `# TS-0001\n\n${childrenOf('9.6.99', '0..n')}Table 9.6.99-2: Attributes of <teaPot> resource\n\n| Attributes of <teaPot> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| spout | 1 | RW | It pours. |\n`;
  const protocol = (multiplicity: string): string => `# TS-0004\n\n${childrenOf('7.4.99', multiplicity)}`;
  const run = async (into: Sources, ...texts: readonly string[]) => {
    const diagnostics = new Diagnostics();
    const { sources, changes } = await importDocuments(texts.map((text, i) => ({ file: `${i}.md`, bytes: Buffer.from(text) })), into, known, diagnostics, { view: 'accepted' });
    return { sources: new Map([...into, ...sources]), changes: changes.map(({ name, column, to }) => [name, column, to]), said: diagnostics.list().map((d) => d.code) };
  };

  it('has the first one, and an erratum with both; printed again it is no change, and otherwise it is one', async () => {
    const both = await run(new Map(), architecture, protocol('0..1'));
    expect(both.said).toContain('IMPORT_CONFLICT');
    const [child] = (JSON.parse(both.sources.get('tables/resources/teaPot.json')!) as { children: { multiplicity: string; errata: string[] }[] }).children;
    expect(child).toMatchObject({ multiplicity: '0..n', errata: [expect.any(String)] });
    expect(JSON.parse(both.sources.get('errata.json')!)).toMatchObject({ errata: expect.arrayContaining([expect.objectContaining({ id: child!.errata[0], printed: 'TS-0004: subscription 0..1', use: '0..n' })]) });
    for (const texts of [[protocol('0..1')], [architecture], [architecture, protocol('0..1')]]) expect((await run(both.sources, ...texts)).sources).toEqual(both.sources);
    expect((await run(both.sources, protocol('1'))).changes).toEqual([['teaPot child subscription', 'multiplicity', '1']]);
  });
});

describe('what cannot be reconciled', () => {
  const text = attributesOf('teaPot', ['spout | O | O | xs:string | No default']);
  const into: Sources = new Map([...known].map(([file, content]) => [file, content]));

  it('is left out and listed with its place in the document, and the rest goes in', async () => {
    // A machine lives by the values that the table no longer has.
    const bad = text + valuesOf('m2m:campaignStatus', ['1 | PENDING | ']);
    const result = await imported(bad, { into, known });
    expect(result.problems).toEqual([]);
    expect(result.leftOut.length).toBeGreaterThan(0);
    for (const { place } of result.leftOut) expect(place.file).toBe('TS-0004.md');
    expect(result.attribute('teaPot', 'spout')).toBeDefined();
    const strict = await imported(bad, { into, known, strict: true });
    expect(strict.leftOut).toEqual([]);
    expect(strict.problems.length).toBeGreaterThan(0);
    expect(strict.problems.some((p) => p.place?.file === 'TS-0004.md')).toBe(true);
  });
});

describe('types', () => {
  it('of Table 6.3.3-1 are declared as their rows say', async () => {
    const simple = '### 6.3.3\toneM2M simple data types\n\nTable 6.3.3-1: oneM2M Simple Data Types\n\n| XSD type name | Type Name | Examples | Description |\n| --- | --- | --- | --- |\n| m2m:listOfURIs | List of any URI |  | xs:list of elements of data type xs:anyURI. The list shall contain at least one member |\n| m2m:moment | absolute or relative | 1 | defined as xs:union of m2m:listOfURIs and xs:long data types |\n\n';
    const result = await imported(simple + attributesOf('teaPot', ['links | O | O | m2m:listOfURIs | No default', 'when | O | O | m2m:moment | No default', 'ids | O | O | List of xs:anyURI | No default']));
    expect(result.problems).toEqual([]);
    const type = (name: string) => result.attribute('teaPot', name)?.type;
    expect(type('links')?.type).toMatchObject({ kind: 'simple', variety: 'list', facets: { minLength: 1 } });
    expect(type('when')?.type).toMatchObject({ kind: 'simple', variety: 'union' });
    expect(type('ids')).toMatchObject({ listOf: true });
  });

  it('whose values are added together take every sum', async () => {
    const mask = valuesOf('m2m:teaOptions', ['1 | MILK | ', '2 | SUGAR | ', '4 | LEMON | ', 'NOTE:\tCombinations of these values are specified by adding them together. | NOTE | NOTE']);
    const first = await imported(mask + attributesOf('teaPot', ['options | O | O | m2m:teaOptions | No default']));
    expect(first.attribute('teaPot', 'options')?.type.type).toMatchObject({ facets: { minInclusive: '1', maxInclusive: '7' } });
    // What another document says of something else does not take that back.
    const second = await imported(attributesOf('cup', ['size | O | O | xs:string | No default']), { into: first.all });
    expect(second.attribute('teaPot', 'options')?.type.type).toMatchObject({ facets: { maxInclusive: '7' } });
  });

  it('of other namespaces are named, all of them, and left out', async () => {
    const { said } = await imported(valuesOf('sec:tea', ['1 | A | ', '2 | B | ']) + valuesOf('sec:cup', ['1 | A | ']));
    expect(said.filter((d) => d.code === 'IMPORT_NAMESPACE').map((d) => d.message)).toEqual(['2 types of the namespace sec: are left out, with 3 rows: sec:tea, sec:cup']);
  });
});

describe('multiplicities, whatever stands between the figures', () => {
  it.each([['0–1', 0, 1], ['[0..1]', 0, 1], ['0…1', 0, 1], ['0.. unbounded', 0, 'many'], ['0..∞', 0, 'many'], ['0 to 1', 0, 1], ['1..*', 1, 'many'], ['zero or one', 0, 1], ['0/1', 0, 1], ['at least one', 1, 'many'], ['zero or more', 0, 'many'], ['exactly one', 1, 1], ['(0..1)', 0, 1], ['{0‥1}', 0, 1], ['0..1 (list)', 0, 1], ['“0..1”.', 0, 1]])('%s', async (printed, min, max) => {
    const table = `### 9.6.99\tResource Type teaPot\n\nTable 9.6.99-2: Attributes of <teaPot> resource\n\n| Attributes of <teaPot> | Multiplicity | RW/RO/WO | Description |\n|---|---|---|---|\n| „spout“ | ${printed} | RW | It pours. |\n`;
    const { multiplicity } = (await imported(table)).attribute('teaPot', 'spout') ?? {};
    expect([multiplicity?.min, multiplicity?.max === 1 ? 1 : 'many']).toEqual([min, max]);
  });
});

describe('defaults and ranges', () => {
  it.each([
    ['xs:boolean', 'Default value is false, when the parameter is not specified', { default: false }],
    ['xs:nonNegativeInteger', '0 (No Retries)', { default: 0 }],
    ['xs:unsignedInt', 'Range: 0-100<br>Unit: percent', { constraints: [{ keyword: 'minimum', value: 0 }, { keyword: 'maximum', value: 100 }] }],
    ['xs:decimal', 'between -90.0 and 90.0', { constraints: [{ keyword: 'minimum', value: -90 }, { keyword: 'maximum', value: 90 }] }],
    ['xs:integer', 'greater than 0', { constraints: [{ keyword: 'minimum', value: 1 }] }],
    ['xs:decimal', 'greater than 0', { constraints: [] }],
    ['xs:duration', 'Default is 10 s, at most 8 characters', { constraints: [] }],
    ['xs:string', 'Default: empty string; at most 8 characters', { default: '', constraints: [{ keyword: 'maxLength', value: 8 }] }],
    ['xs:boolean', 'the value of this attribute is always true', { fixed: true }],
    ['m2m:tea', 'Default=BLACK', { default: 2 }],
  ])('%s: %s', async (type, cell, want) => {
    const result = await imported(valuesOf('m2m:tea', ['1 | GREEN | ', '2 | BLACK | ']) + attributesOf('teaPot', [`spout | O | O | ${type} | ${cell}`]));
    expect(result.problems).toEqual([]);
    expect(result.attribute('teaPot', 'spout')).toMatchObject(want);
  });
});

describe('specializations', () => {
  it('of flexContainer have its number and its rows', async () => {
    const text = attributesOf('potWrapper', ['containerDefinition | M | NP | xs:anyURI | No default'], '[potWrapper]').replace('Table 7', 'This specialization of the <flexContainer> resource wraps a pot.\n\nTable 7');
    const { all, problems } = await imported(text);
    expect(problems).toEqual([]);
    expect(JSON.parse(all.get('tables/resources/potWrapper.json')!)).toMatchObject({ kind: 'resource', extends: 'flexContainer', resourceType: 28, group: 'm2m:flexContainerResource' });
  });
});
