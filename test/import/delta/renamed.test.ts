import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import { loadSources } from '../../../generator/read/load.js';
import type { Sources } from '../../../generator/read/sources.js';

/** A resource that a Change Request calls otherwise keeps what the request does not say, and what refers to it follows. */
const { sources: own } = await loadSources('xsd');

interface Row {
  readonly name: string;
  readonly multiplicity: string;
  readonly access: string;
  readonly announced?: string;
}
const rowsOf = (resource: string): readonly Row[] => (JSON.parse(own.get(`tables/resources/${resource}.json`)!) as { attributes: Row[] }).attributes;

const documentOf = (name: string, rows: readonly Row[], isSpecialization = false): string =>
  [
    '# Change Request to TS-0001',
    '',
    `## 9.6.99 Resource Type ${name}`,
    '',
    `**Table 9.6.99-2: Attributes of ${isSpecialization ? `[${name}]` : `\\<${name}\\>`} resource**`,
    '',
    `| Attributes of ${isSpecialization ? `[${name}]` : `\\<${name}\\>`} | Multiplicity | RW/RO/WO | Description |`,
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.name} | ${row.multiplicity} | ${row.access} | Some words. |`),
    '',
  ].join('\n');

async function change(before: string, after: string): Promise<{ readonly result: Sources; readonly changes: readonly string[]; readonly errors: readonly string[] }> {
  const given = { file: 'cr.md', bytes: Buffer.from(after), original: { file: 'old.md', bytes: Buffer.from(before) } };
  const found = new Diagnostics();
  const examine = async (sources: Sources) => analyse(sources).diagnostics.list();
  const imported = await importDocuments([given], own, own, found, { view: 'accepted', examine });
  const result = resultOf(own, imported);
  const errors = [...found.list(), ...analyse(result).diagnostics.list()].filter((d) => d.severity === 'error' || d.code === 'IMPORT_LEFT_OUT').map((d) => d.message);
  return { result, changes: imported.changes.filter((c) => c.what === 'resource').map((c) => `${c.kind} ${c.name}`), errors };
}

describe('a resource that is called otherwise', () => {
  const rows = rowsOf('mgmtCmd');

  it('is renamed, with its number, its short name, its outcomes, its XSD and the errata about it', { timeout: 60_000 }, async () => {
    const { result, changes, errors } = await change(documentOf('mgmtCmd', rows), documentOf('mgmtCommand', rows));
    expect(errors).toEqual([]);
    expect(changes).toEqual(['renamed <mgmtCommand>']);
    const model = analyse(result).model;
    const renamed = model.resources.find((r) => r.name === 'mgmtCommand')!;
    const before = analyse(own).model.resources.find((r) => r.name === 'mgmtCmd')!;
    expect([renamed.resourceType, renamed.shortName, renamed.description]).toEqual([before.resourceType, before.shortName, before.description]);
    expect(renamed.attributes.map((a) => [a.name, a.create, a.update, a.default])).toEqual(before.attributes.map((a) => [a.name, a.create, a.update, a.default]));
    expect(model.resources.some((r) => r.name === 'mgmtCmd')).toBe(false);
    expect(model.resources.find((r) => r.name === 'CSEBase')!.children.some((c) => c.type === 'mgmtCommand')).toBe(true);
    expect(model.outcomes.filter((o) => o.resource === 'mgmtCommand').length).toBe(analyse(own).model.outcomes.filter((o) => o.resource === 'mgmtCmd').length);
    expect(result.has('tables/resources/mgmtCmd.json')).toBe(false);
    expect(result.get('CDT-mgmtCmd-v3_32_0.xsd')).toContain('<xs:element name="mgmtCommand"');
    expect(result.get('errata.json')).not.toContain('resources/mgmtCmd.json');
  });

  it('may lose a row and get another one on the way', { timeout: 60_000 }, async () => {
    const { result, errors } = await change(documentOf('mgmtCmd', rows), documentOf('mgmtCommand', [...rows.filter((r) => r.name !== 'execNumber'), { name: 'execLabel', multiplicity: '0..1', access: 'RW' }]));
    expect(errors).toEqual([]);
    const names = analyse(result).model.resources.find((r) => r.name === 'mgmtCommand')!.attributes.map((a) => a.name);
    expect(names).toContain('execLabel');
    expect(names).not.toContain('execNumber');
  });

  it('may be a specialization', { timeout: 60_000 }, async () => {
    const own = rowsOf('software');
    const { changes, errors } = await change(documentOf('software', own, true), documentOf('softwareModule', own, true));
    expect(errors).toEqual([]);
    expect(changes).toEqual(['renamed [softwareModule]']);
  });

  it('goes where nothing takes its place, and the known definitions do not bring it back', { timeout: 60_000 }, async () => {
    const { result, changes, errors } = await change(documentOf('mgmtCmd', rows), documentOf('kettle', []));
    expect(errors).toEqual([]);
    expect(changes).toEqual(['removed <mgmtCmd>']);
    expect(analyse(result).model.resources.some((r) => r.name === 'mgmtCmd')).toBe(false);
  });

  it('is another one where neither its name nor its attributes are those of the old one', { timeout: 60_000 }, async () => {
    const other = [{ name: 'kettleTemperature', multiplicity: '1', access: 'RW' }, { name: 'kettleColour', multiplicity: '0..1', access: 'WO' }];
    const { changes } = await change(documentOf('mgmtCmd', rows), documentOf('kettle', other));
    expect(changes.filter((c) => c.startsWith('renamed'))).toEqual([]);
    expect(changes).toContain('added <kettle>');
  });
});
