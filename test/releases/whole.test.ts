import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { emit } from '../../generator/emit/index.js';
import { carried, operationsOf } from '../../generator/emit/schemas/representation.js';
import type { VectorFile } from '../../testing/expand.js';
import { expanded } from '../../testing/expand.js';
import { said } from '../support/compilers.js';
import { writeEmitted } from '../support/emitted.js';
import type { Loaders } from '../../wire/parse.js';
import { bindParse } from '../../wire/parse.js';
import type { WireTables } from '../../wire/tables.js';
import { whyNot } from '../support/documents.js';
import { isDifferent, recorded, trafficAsReadBy, unexplained } from '../wire/traffic.js';
import { differences, differencesLater } from '../wire/traffic-differences.js';
import { layered } from './layered.js';
import { newerMessages } from './newer-messages.js';

const { model } = await layered();
const files = await emit(model);
const emitted = writeEmitted([
  ...files.filter(({ path: file }) => /\.(js|ts)$/.test(file)),
  // As strict as a program may be that is compiled with what `specgen generate --release 5` writes.
  {
    path: 'tsconfig.json',
    text: JSON.stringify({
      compilerOptions: {
        noEmit: true, strict: true, skipDefaultLibCheck: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noUnusedLocals: true,
        noUnusedParameters: true, verbatimModuleSyntax: true, module: 'nodenext', target: 'es2022', lib: ['es2022'], types: [],
      },
      include: ['**/*.ts'],
    }),
  },
]);
afterAll(() => emitted.remove());

interface Issue {
  readonly rule: string;
  readonly attribute: string | undefined;
}

describe('all that Releases 4 and 5 make of the specification', () => {
  it('compiles, types and validators', async () => {
    // The compiler in Go: the other ones take ten times as long, and are asked about Release 3.
    expect(await said('ts7', emitted.folder)).toBe('');
  }, 120_000);

  it('has vectors that its validators judge as they say, in both forms of names', async () => {
    const vectors = new Map(files.filter(({ path: file }) => file.startsWith('vectors/')).map(({ path: file, text }) => [file, text]));
    const wrong: unknown[] = [];
    let asked = 0;
    for (const resource of carried(model)) {
      const file = JSON.parse(vectors.get(`vectors/${resource.name}.json`)!) as VectorFile;
      const module = await emitted.import<Record<string, { issues(data: unknown): readonly Issue[] }>>(`validators/${resource.name}.js`);
      for (const operation of operationsOf(resource)) {
        const { valid, invalid } = expanded(file, operation)!;
        for (const form of ['long', 'wire'] as const) {
          const { issues } = module[operation + (form === 'wire' ? 'Wire' : '')]!;
          const of = `${resource.name} ${operation} ${form}`;
          for (const vector of valid) if (issues(vector[form]).length > 0) wrong.push([of, vector.name, issues(vector[form])]);
          for (const vector of invalid) if (!issues(vector[form]).some(({ rule, attribute }) => rule === vector.rule && attribute === vector.attribute)) wrong.push([of, vector.name, issues(vector[form])]);
          asked += valid.length + invalid.length;
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(30_000);
  }, 120_000);

  it.each(newerMessages.filter(({ known }) => known === true).map((message) => [message.what, message] as const))('knows what newer senders send: %s', async (_, { text, media }) => {
    const sent = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const type = /ty=(\d+)/.exec(media)?.[1];
    const common = { to: 'a', fr: 'C', rqi: '1', rvi: '3', pc: sent };
    const request = 'op' in sent ? sent : type !== undefined ? { ...common, op: 1, ty: Number(type) } : 'm2m:sgn' in sent ? { ...common, op: 5 } : undefined;
    const primitive = request === undefined ? 'responsePrimitive' : 'requestPrimitive';
    const module = await emitted.import<Record<string, { issues(data: unknown): readonly Issue[] }>>(`validators/${primitive}.js`);
    expect(module[`${primitive}Wire`]!.issues(request ?? ('rsc' in sent ? sent : { rsc: 2000, rqi: '1', rvi: '3', pc: sent }))).toEqual([]);
  });

  it.skipIf(recorded === undefined)(`reads what a public CSE of both releases says${recorded === undefined ? `: ${whyNot}` : ''}`, async () => {
    // Its tables are TypeScript, as a project has them.
    await build({ entryPoints: [path.join(emitted.folder, 'vocabulary.ts')], outfile: path.join(emitted.folder, 'vocabulary.js'), bundle: true, format: 'esm', logLevel: 'error' });
    const { vocabulary } = await emitted.import<{ vocabulary: WireTables }>('vocabulary.js');
    const read = bindParse(() => vocabulary, await emitted.import<Loaders>('validators/load.js'));
    const { requests, answers } = await trafficAsReadBy(read);
    const all = [...requests, ...answers];
    expect(all.filter((each) => each.said === 'accepted' && isDifferent(each)).flatMap(unexplained([...differences, ...differencesLater]))).toEqual([]);
    // What nobody is said to have: types of other specifications, and what a notification of a beacon is.
    const others = all.filter(({ found }) => found === 'notCovered').map(({ body }) => /^\s*\{\s*"([\w:]+)"/.exec(body)?.[1]);
    expect([...new Set(others)].filter((root) => root?.startsWith('m2m:')).sort()).toEqual(['m2m:cse', 'm2m:gio', 'm2m:gis', 'm2m:ntsr', 'm2m:tsbn']);
    expect(all.filter(({ said, found }) => said === 'accepted' && found === 'unknownHere').length).toBeLessThan(15);
  }, 120_000);
});
