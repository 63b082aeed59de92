import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { emitJson } from '../../generator/emit/json/emit-json.js';
import type { Imported } from '../../generator/import/import.js';
import { importDocuments } from '../../generator/import/import.js';
import { changeInWords } from '../../generator/import/merge/changes.js';
import { analyse, compile } from '../../generator/pipeline.js';
import { loadSources } from '../../generator/read/load.js';
import type { Sources } from '../../generator/read/sources.js';
import { specification } from '../support/specification.js';
import { partOfSpecification } from '../support/part-of-specification.js';
import { sourceDocument } from './documents.js';

const seeds = ['000', '002'].flatMap((start) => sourceDocument(start) ?? []);
const { sources: xsd } = await loadSources('xsd');
/** What the two are about, and what stands beside it. */
const part = partOfSpecification('AE', 'CSEBase', 'execInstance', 'group', 'mgmtCmd', 'node', 'schedule', 'semanticDescriptor', 'software', 'softwareCampaign', 'subscription', 'transaction');
const nothing: Sources = new Map();

/** Imports the seeds, one or the other of them with a text replaced; every replacement must be found. */
async function imported(into: Sources, replace: readonly (readonly [from: string, to: string])[] = [], known: Sources | undefined = xsd): Promise<Imported & { diagnostics: Diagnostics }> {
  const left = new Set(replace);
  const given = seeds.map(({ file, text }) => ({
    file,
    bytes: Buffer.from(
      replace.reduce((whole, pair) => {
        if (!whole.includes(pair[0])) return whole;
        left.delete(pair);
        return whole.replace(pair[0], () => pair[1]);
      }, text.replace(/\r\n?/g, '\n')),
    ),
  }));
  expect([...left]).toEqual([]);
  const diagnostics = new Diagnostics();
  return { ...(await importDocuments(given, into, known, diagnostics, { view: 'accepted' })), diagnostics };
}

/** Imported into an empty folder, once for all tests. */
let inNothing: ReturnType<typeof imported> | undefined;
const plain = (): ReturnType<typeof imported> => (inNothing ??= imported(nothing));

const words = ({ changes }: Imported): readonly string[] => changes.map(changeInWords);

describe.skipIf(seeds.length < 2)('the two Change Requests', () => {
  it('are identified by the tables that definitions cite', async () => {
    const { documents } = await imported(part);
    expect(documents.map(({ facts }) => facts.document)).toEqual(['TS-0006-CR', 'TS-0001-CR']);
  });

  it('change nothing in our own definitions, and leave nothing to say', async () => {
    const result = await imported(xsd);
    expect(words(result)).toEqual([]);
    expect([...result.sources.keys()]).toEqual([]);
    expect(result.proposals).toEqual([]);
    expect(result.diagnostics.list()).toEqual([]);
  });

  it('give the definitions that we have, in an empty folder', async () => {
    const result = await plain();
    const { model, diagnostics } = analyse(result.sources);
    expect(diagnostics.list().filter((d) => d.severity !== 'note')).toEqual([]);
    const [ours, theirs] = [emitJson(model), emitJson(specification)];
    const json = (files: typeof ours, name: string) => JSON.parse(files.find((f) => f.path === `json/${name}`)!.text) as Record<string, unknown>[];
    const resources = ['softwareCampaign', 'softwareCampaignAnnc', 'execInstance', 'software'];
    const of = (rows: Record<string, unknown>[]) => rows.filter((row) => resources.includes(row['resource'] as string));
    expect(json(ours, 'fault-codes.json')).toEqual(json(theirs, 'fault-codes.json'));
    expect(of(json(ours, 'attributes.json'))).toEqual(of(json(theirs, 'attributes.json')));
    expect(json(ours, 'commands.json')).toEqual(json(theirs, 'commands.json'));
    expect(json(ours, 'exec-status-codes.json')).toEqual(json(theirs, 'exec-status-codes.json'));
    const enumerations = json(ours, 'enumerations.json');
    const types = new Set(enumerations.map((row) => row['type']));
    expect([...types]).toEqual(expect.arrayContaining(['m2m:campaignStatus', 'm2m:softwareOperation', 'm2m:status', 'm2m:execStatusType', 'm2m:execResultType', 'm2m:cmdType']));
    expect(enumerations).toEqual(json(theirs, 'enumerations.json').filter((row) => types.has(row['type'])));
  });

  it('change nothing when they are imported again', async () => {
    const { sources } = await plain();
    expect(words(await imported(sources))).toEqual([]);
  });

  // Were the facts copied from the known definitions, none of these would be seen.
  const perturbed: readonly (readonly [what: string, from: string, to: string, changes: readonly string[]])[] = [
    ['an access', '\tversion\n\t1\n\tRW\n', '\tversion\n\t1\n\tRO\n', ['softwareCampaign.version access RW → RO', 'softwareCampaign.version create M → NP', 'softwareCampaign.version update O → NP']],
    ['a multiplicity', '\texecTarget\n\t1\n', '\texecTarget\n\t0..1\n', ['execInstance.execTarget multiplicity 1 → 0..1']],
    ['a fault token', '\t9022\n\tInvalid UUID Format (associated with DUStateChangeComplete or AutonomousDUStateChangeComplete methods: Install, Update, and Uninstall)\n\tSTATUS_INVALID_UUID_FORMAT', '\t9022\n\tInvalid\n\tSTATUS_INTERNAL_ERROR', ['fault table 8.2.1.5-1.9022 status STATUS_INVALID_UUID_FORMAT → STATUS_INTERNAL_ERROR']],
    ['a new enumeration value', '· DEACTIVATE\n', '· DEACTIVATE\n\n· ROLLBACK\n', ['enumeration value m2m:softwareOperation.ROLLBACK added: 5 (provisional)']],
    ['an RPC', 'Upload RPC (section', 'ScheduleUpload RPC (section', ['command UPLOAD rpc Upload → ScheduleUpload']],
    ['an announcement', '\tlabels\n\t0..1 (L)\n\tRW\n\tSee clause 9.6.1.3.\n\tMA\n', '\tlabels\n\t0..1 (L)\n\tRW\n\tSee clause 9.6.1.3.\n\tOA\n', ['softwareCampaign.labels announced MA → OA']],
  ];
  for (const [what, from, to, changes] of perturbed) {
    it(`${what} that differs is the one change, and shows in an empty folder too`, async () => {
      expect(words(await imported(part, [[from, to]])).filter((line) => !line.startsWith('XSD'))).toEqual(changes);
      const [before, other] = [await plain(), await imported(nothing, [[from, to]])];
      expect([...other.sources].filter(([file, text]) => before.sources.get(file) !== text).length).toBeGreaterThan(0);
    });
  }

  it('a row that is gone is removed', async () => {
    const row = '\tholder\n\t0..1\n\tRW\n\tSee clause 9.6.1.3.\n\n';
    expect(words(await imported(part, [[row, '']]))).toContain('attribute execInstance.holder removed');
  });
});

describe.skipIf(seeds.length < 2)('the two Change Requests without known definitions', () => {
  it('give definitions that generate', async () => {
    const result = await imported(nothing, [], new Map());
    const { diagnostics, files } = await compile(result.sources);
    expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
    expect(files.length).toBeGreaterThan(0);
  });
});
