import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import { changeInWords } from '../../../generator/import/merge/changes.js';
import { analyse } from '../../../generator/pipeline.js';
import { loadSources } from '../../../generator/read/load.js';
import type { Sources } from '../../../generator/read/sources.js';
import { architectureOf, printed, protocolOf } from '../fixtures/from-definitions.js';

const { sources: xsd } = await loadSources('xsd');
const given = [
  { file: 'TS-0001.md', bytes: Buffer.from(architectureOf(xsd)) },
  { file: 'TS-0004.md', bytes: Buffer.from(protocolOf(xsd)) },
];
const imported = async (into: Sources, known: Sources | undefined) => {
  const diagnostics = new Diagnostics();
  return { ...(await importDocuments(given, into, known, diagnostics, { view: 'accepted' })), diagnostics };
};
const columns = ['name', 'type', 'multiplicity', 'access', 'announced', 'create', 'update'] as const;
const rows = (sources: Sources) =>
  printed(sources, 'resource')
    .map(({ name, attributes }) => ({ name, attributes: attributes.map((a) => columns.map((column) => a[column])) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

describe('tables made from our own definitions', () => {
  it('change nothing in them', async () => {
    const { changes, sources } = await imported(xsd, xsd);
    // Of some, no table prints CREATE and UPDATE but these ones here.
    const isOfThese = printed(xsd, 'resource').filter(({ requests }) => requests === undefined).map(({ name }) => name);
    expect(changes.filter(({ name, column }) => column !== 'requests' || !isOfThese.includes(name)).map(changeInWords)).toEqual([]);
    expect(sources.size).toBe(changes.length);
    expect(isOfThese.length).toBeLessThan(10);
  });

  it('give every column of every attribute back, with nothing known', async () => {
    const { sources, diagnostics } = await imported(new Map(), undefined);
    expect(rows(sources)).toEqual(rows(xsd));
    expect(diagnostics.hasErrors).toBe(false);
    // What the documents contradict themselves in comes with errata, so that the definitions hold.
    expect(analyse(sources).diagnostics.list().filter((d) => d.severity === 'error')).toEqual([]);
    const numbers = (from: Sources) => new Map(printed(from, 'resource').map((r) => [r.name, [r.resourceType, r.mgmtDefinition]]));
    const [ours, theirs] = [numbers(sources), numbers(xsd)];
    for (const name of ours.keys()) if (name !== 'softwareCampaign') expect([name, ours.get(name)]).toEqual([name, theirs.get(name)]);
  });
});
