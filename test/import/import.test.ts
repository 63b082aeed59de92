import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { View } from '../../generator/import/document.js';
import type { Imported } from '../../generator/import/import.js';
import { importDocuments } from '../../generator/import/import.js';
import { changeInWords } from '../../generator/import/merge/changes.js';
import { analyse, compile } from '../../generator/pipeline.js';
import { loadSources } from '../../generator/read/load.js';
import type { Sources } from '../../generator/read/sources.js';
import { markdown, text, word } from './fixtures/coffee-machine.js';
import { architecture, protocol } from './fixtures/whole-specification.js';

const { sources: xsd } = await loadSources('xsd');
const nothing: Sources = new Map();

async function imported(bytes: Uint8Array, file: string, view: View = 'accepted', into: Sources = nothing, known: Sources | undefined = xsd) {
  const diagnostics = new Diagnostics();
  return { ...(await importDocuments([{ file, bytes }], into, known, diagnostics, { view })), diagnostics: diagnostics.list() };
}

const formats: readonly (readonly [format: string, file: string, bytes: (view: View) => Uint8Array])[] = [
  ['Markdown', 'coffee.md', () => markdown],
  ['Word', 'coffee.docx', () => word()],
  ['text', 'coffee.txt', (view) => text(view)],
];

/** Facts without what differs from format to format: places, descriptions, and what is marked, which text does not show. */
const factsOf = ({ documents }: Imported) => documents.flatMap(({ facts }) => facts.facts.map(({ place: _place, unmarked: _unmarked, ...fact }) => ({ ...fact, text: undefined })));
const resource = (sources: Sources) => JSON.parse(sources.get('tables/resources/coffeeMachine.json')!) as { attributes: Record<string, unknown>[]; children: Record<string, unknown>[] };
const changes = (result: Imported): readonly string[] => result.changes.map(changeInWords);

describe('one Change Request in three formats', () => {
  for (const view of ['accepted', 'original'] as const) {
    it(`gives the same facts and the same definitions in the ${view} view`, async () => {
      const [first, ...others] = await Promise.all(formats.map(([, file, bytes]) => imported(bytes(view), file, view)));
      expect(factsOf(first!).length).toBeGreaterThan(25);
      for (const other of others) {
        expect(factsOf(other)).toEqual(factsOf(first!));
        const definitions = (sources: Sources) => [...sources].filter(([file]) => !file.endsWith('documents.json') && !file.endsWith('errata.json'));
        expect(definitions(other.sources)).toEqual(definitions(first!.sources));
      }
    });
  }

  for (const [format, file, bytes] of formats) {
    it(`says what its change marks say: ${format}`, async () => {
      const original = await imported(bytes('original'), file, 'original');
      expect(resource(original.sources).attributes.map((a) => a['name'])).toContain('steamLevel');
      const accepted = await imported(bytes('accepted'), file, 'accepted', original.sources);
      expect(changes(accepted)).toEqual([
        'coffeeMachine.cupsBrewed access RW → RO',
        'attribute coffeeMachine.grindSetting added',
        'attribute coffeeMachine.steamLevel removed',
        'coffeeMachine child schedule multiplicity 0..1 → 0..n',
        'enumeration value m2m:brewState.RINSING added: 4 (provisional)',
        'XSD document CDT-imported-TS-9001-CR.xsd follows the tables',
        // RW in one table, NP in the other: what the import proposed for that is settled by the change.
        'proposed erratum I02 removed: it does not hold any more',
      ]);
      // And back again.
      const result = new Map([...original.sources, ...accepted.sources]);
      expect(changes(await imported(bytes('accepted'), file, 'accepted', result))).toEqual([]);
    });

    it(`gives definitions that generate: ${format}`, async () => {
      const { sources, proposals } = await imported(bytes('accepted'), file);
      expect(proposals.map((p) => [p.printed, p.use, p.needed])).toEqual([['R0', 'RO', true]]);
      expect(resource(sources).attributes.find((a) => a['name'] === 'brewState')).toMatchObject({ access: 'R0', type: 'm2m:brewState', create: 'NP' });
      const { diagnostics, model } = await compile(sources);
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      const attribute = (name: string) => model.resources.find((r) => r.name === 'coffeeMachine')!.attributes.find((a) => a.name === name)!;
      expect(attribute('brewState')).toMatchObject({ access: 'RO', provisional: true });
      expect(attribute('beans')).toMatchObject({ create: 'M', update: 'O', type: { text: 'm2m:roastType' } });
      expect(attribute('cupsBrewed')).toMatchObject({ default: 0 });
      expect(attribute('labels')).toMatchObject({ shortName: 'lbl', type: { text: 'm2m:labels' }, provisional: false });
      expect(attribute('barista').type).toMatchObject({ text: 'list of xs:string', listOf: true });
    });
  }
});

describe('a whole specification that nobody knows', () => {
  const size = { resources: 60, attributes: 700 };
  const given = [
    { file: 'TS-9001.md', bytes: Buffer.from(architecture(size)) },
    { file: 'TS-9004.md', bytes: Buffer.from(protocol(size)) },
  ];
  it('gives types, schemas and validators from its tables alone', async () => {
    const diagnostics = new Diagnostics();
    const result = await importDocuments(given, nothing, undefined, diagnostics, { view: 'accepted' });
    // The table of short names has resources and attributes alone.
    expect(diagnostics.list().filter((d) => d.severity !== 'note').map((d) => d.message)).toEqual(['no table has a short name for 6 members: state, range, marks, unit, low, high']);
    const { diagnostics: problems, files, model } = await compile(result.sources);
    expect(problems.filter((d) => d.severity === 'error')).toEqual([]);
    const own = model.resources.filter((r) => r.kind === 'resource');
    expect(own).toHaveLength(size.resources);
    expect(own.reduce((n, r) => n + r.attributes.length, 0)).toBe(size.attributes);
    const paths = files.map((f) => f.path);
    for (const { name } of own) expect(['types', 'validators', 'schemas'].filter((folder) => !paths.some((p) => p.startsWith(`${folder}/${name}.`)))).toEqual([]);
    // Names and numbers that nobody published are unique and say what they are.
    expect(new Set(model.resources.map((r) => r.resourceType)).size).toBe(model.resources.length);
    expect(model.resources.every((r) => r.provisional)).toBe(true);
    expect(own.every((r) => r.parents.length === 1)).toBe(true);
  });

  it('takes types and short names of universal attributes from what is known', async () => {
    const { sources } = await importDocuments(given, nothing, xsd, new Diagnostics(), { view: 'accepted' });
    const { model, diagnostics } = analyse(sources);
    expect(diagnostics.hasErrors).toBe(false);
    const labels = model.resources.filter((r) => r.kind === 'resource').map((r) => r.attributes.find((a) => a.name === 'labels')!);
    expect(labels.every((a) => a.shortName === 'lbl' && a.type.text === 'm2m:labels' && !a.provisional)).toBe(true);
  });
});
