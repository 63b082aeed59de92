import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments, resultOf } from '../../../generator/import/import.js';
import { analyse } from '../../../generator/pipeline.js';
import { partOfSpecification } from '../../support/part-of-specification.js';

/** What a document takes away and the rest needs stays, row by row; what else it says of the subject goes in. */
const own = partOfSpecification('AE', 'CSEBase', 'container', 'execInstance', 'mgmtCmd', 'node', 'softwareCampaign', 'subscription');

interface Enumeration {
  readonly type: string;
  readonly source: { readonly clause: string; readonly table: string };
  readonly values: readonly { readonly value: number; readonly name: string }[];
}
const enumerations = (JSON.parse(own.get('tables/enumerations.json')!) as { enumerations: Enumeration[] }).enumerations;

function tableOf(type: string, change: (rows: readonly (readonly [number, string])[]) => readonly (readonly [number, string])[]): string {
  const { source, values } = enumerations.find((e) => e.type === type)!;
  const rows = change(values.map(({ value, name }) => [value, name] as const));
  return ['# TS-0004', '', `## ${source.clause} ${type}`, '', `**Table ${source.table}: Interpretation of ${type}**`, '', '| Value | Interpretation |', '| --- | --- |', ...rows.map(([value, name]) => `| ${value} | ${name} |`), ''].join('\n');
}

async function imported(text: string, original?: string) {
  const found = new Diagnostics();
  const examine = async (sources: ReadonlyMap<string, string>) => analyse(sources).diagnostics.list();
  const given = { file: 'TS-0004.md', bytes: Buffer.from(text), ...(original !== undefined && { original: { file: 'old.md', bytes: Buffer.from(original) } }) };
  const result = await importDocuments([given], own, own, found, { view: 'accepted', examine });
  return { leftOut: result.leftOut.map((l) => l.what), values: (type: string) => analyse(resultOf(own, result)).model.enumerations.find((e) => e.type === type)!.values.map((v) => `${v.value} ${v.name}`), errors: found.list().filter((d) => d.severity === 'error') };
}

describe('rows that the rest needs', () => {
  // The name of a fault's result, a default, and the number of a resource type.
  it.each([
    ['m2m:execResultType', 'STATUS_CANCELLATION_DENIED'],
    ['m2m:execModeType', 'IMMEDIATEONCE'],
    ['m2m:resourceType', 'node'],
  ])('%s.%s stays, and a new value comes', { timeout: 60_000 }, async (type, name) => {
    const text = tableOf(type, (rows) => [...rows.filter(([, n]) => n !== name), [900, 'BRAND_NEW']]);
    for (const original of [undefined, tableOf(type, (rows) => rows)]) {
      const { leftOut, values, errors } = await imported(text, original);
      expect(errors).toEqual([]);
      expect(leftOut).toEqual([`removal of value ${type}.${name}`]);
      expect(values(type).filter((v) => v.endsWith(` ${name}`) || v.endsWith('BRAND_NEW'))).toHaveLength(2);
    }
  });

  // A command without a row that says what it does, a state without transitions.
  it.each([
    ['m2m:cmdType', 'RESET', 'SOFTWAREUPDATE'],
    ['m2m:execStatusType', 'PENDING', 'CANCELLED'],
  ])('%s: what it loses and what it gains is left out value by value', { timeout: 60_000 }, async (type, name, other) => {
    const { leftOut, values, errors } = await imported(tableOf(type, (rows) => [...rows.filter(([, n]) => n !== name).map(([v, n]) => [v, n] as const), [900, 'BRAND_NEW']]));
    expect(errors).toEqual([]);
    expect([...leftOut].sort()).toEqual([`removal of value ${type}.${name}`, `value ${type}.BRAND_NEW`]);
    expect(values(type).filter((v) => v.endsWith(` ${name}`) || v.endsWith(` ${other}`))).toHaveLength(2);
  });

  it('a value that something asks for by its name keeps the name', { timeout: 60_000 }, async () => {
    const text = tableOf('m2m:execStatusType', (rows) => [...rows.map(([value, name]) => [value, name === 'PENDING' ? 'WAITING' : name] as const), [900, 'BRAND_NEW']]);
    const { leftOut, values, errors } = await imported(text);
    expect(errors).toEqual([]);
    expect(leftOut).toEqual(['value m2m:execStatusType.WAITING', 'value m2m:execStatusType.BRAND_NEW']);
    expect(values('m2m:execStatusType')).toContain('2 PENDING');
  });
});

describe('a row that is left out', () => {
  it('is as it was, and not gone from a table of record', async () => {
    const page = (owner: string): string => ['# TS-9001 Kettles', '', '## 9.6.1 Resource Type kettle', '', '**Table 9.6.1-2: Attributes of \\<kettle\\> resource**', '', '| Attributes of \\<kettle\\> | Multiplicity | RW/RO/WO | Description |', '| --- | --- | --- | --- |', ...['grind', 'beans', 'water'].map((name) => `| ${name} | 0..1 | RW | Words. |`), `| owner | 0..1 | ${owner} | Words. |`, ''].join('\n');
    const given = (text: string) => ({ file: 'TS-9001.md', bytes: Buffer.from(text) });
    const before = resultOf(new Map(), await importDocuments([given(page('RW'))], new Map(), undefined, new Diagnostics(), { view: 'accepted' }));
    const file = 'tables/resources/kettle.json';
    // Nothing else refuses an owner that nobody may write.
    const examine = (sources: ReadonlyMap<string, string>) => {
      const { attributes } = JSON.parse(sources.get(file)!) as { attributes: readonly { name: string; access: string }[] };
      const refused = attributes.findIndex(({ name, access }) => name === 'owner' && access === 'RO');
      return Promise.resolve(refused < 0 ? [] : [{ code: 'CHECK_X', severity: 'error' as const, message: 'kettle.owner is RO', place: { file, line: 1, column: 1, pointer: `/attributes/${refused}` } }]);
    };
    const { leftOut, changes } = await importDocuments([given(page('RO'))], before, undefined, new Diagnostics(), { view: 'accepted', examine });
    expect(leftOut.map(({ what }) => what)).toEqual(['attribute kettle.owner']);
    expect(changes).toEqual([]);
  });
});
