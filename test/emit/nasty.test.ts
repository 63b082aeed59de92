import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { checkPaths } from '../../generator/write/paths.js';
import { expanded, isVectorFile } from '../../testing/expand.js';
import { nastyTrees } from '../support/nasty-trees.js';
import { importer, temporaryFolder, write } from './emitted.js';

/** That it compiles, `typecheck.test.ts` says. */
describe('what is generated from any legal specification', async () => {
  const folder = temporaryFolder();
  const trees = await nastyTrees();

  it('has paths of their own on every system', () => {
    for (const { files } of trees) {
      const diagnostics = new Diagnostics();
      checkPaths(files, '/out', undefined, diagnostics);
      expect(diagnostics.list()).toEqual([]);
      expect(files.filter(({ path: file }) => file.split('/').some((segment) => /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(segment)))).toEqual([]);
    }
  });

  it('loads, and says of names, numbers and payloads what the specification says', async () => {
    for (const { name, files } of trees) {
      const load = await importer(path.join(folder, name), files);
      write(path.join(folder, name), files.filter(({ path: file }) => file.endsWith('.js')));
      const json = (file: string): unknown => JSON.parse(files.find(({ path: each }) => each === file)!.text);
      const all = await load<Index>('index.js');
      const validators = await load<Validators>('validators/load.js');
      expect(Object.keys(await load('validators/index.js')), name).toHaveLength(all.resources.length + 6);

      // Each enumeration is an object of its own, with all of its numbers.
      const numbers = (json('json/enumerations.json') as readonly { type: string; value: number }[]).map(({ type, value }) => `${type} ${value}`);
      const objects = Object.values(await load<Record<string, unknown>>('enumerations.js')).filter((value) => !(value instanceof Map));
      expect(objects.flatMap((object) => Object.values(object as Record<string, number>)), name).toHaveLength(numbers.length);
      expect(Object.keys(all.StatusCode), name).toHaveLength(all.statusCodes.length);

      for (const resource of all.resources) {
        expect(all.attributesOf(resource.name), resource.name).toBeDefined();
        expect(Object.hasOwn(validators.load, resource.name), resource.name).toBe(true);
      }
      const documents = (json('schemas/index.json') as readonly string[]).map((file) => json(`schemas/${file}`) as object);
      // Code that is not made smaller says the same.
      const ajv = new Ajv2020({ strict: false, ownProperties: true, code: { optimize: false } }).addSchema(documents);
      const payloads = files
        .filter(({ path: each }) => /^vectors\/.*\.json$/.test(each))
        .map(({ path: file, text }) => ({ file: path.basename(file, '.json'), vectors: JSON.parse(text) as object }))
        .flatMap(({ file, vectors }) => (isVectorFile(vectors) ? vectors.operations.map(({ operation }) => ({ file, ...expanded(vectors, operation)! })) : []));
      expect(new Set(payloads.map(({ resource }) => resource)).size, name).toBe(all.resources.length);
      for (const { file, resource, operation, valid, invalid } of payloads) {
        const own = await validators.load[resource]!();
        const { is, issues } = own[operation]!;
        const short = own[`${operation}Wire`]!;
        const accepts = ajv.getSchema(`urn:onem2m-specgen:${file}#/$defs/${operation}.long`)!;
        // Ajv passes over a member that a schema calls `__proto__`.
        const knows = !all.attributesOf(resource)!.some((row) => row.name === '__proto__');
        for (const { long, wire, name: what } of valid) {
          expect(short.issues(wire), `${name} ${file} ${operation}: ${what} ${JSON.stringify(wire)}`).toEqual([]);
          expect(issues(long), `${name} ${file} ${operation}: ${what} ${JSON.stringify(long)}`).toEqual([]);
          if (knows) expect(accepts(long), `${name} ${file} ${operation}: ${what} ${JSON.stringify(accepts.errors)}`).toBe(true);
        }
        for (const { long, wire, name: what } of invalid) {
          expect(short.is(wire), `${name} ${file} ${operation}: ${what}`).toBe(false);
          expect(is(long), `${name} ${file} ${operation}: ${what}`).toBe(false);
          if (knows) expect(accepts(long), `${name} ${file} ${operation}: ${what}`).toBe(false);
        }
      }
    }
  });
});

interface Index {
  attributesOf(resource: string): readonly { readonly name: string }[] | undefined;
  readonly resources: readonly { readonly name: string }[];
  readonly StatusCode: object;
  readonly statusCodes: readonly object[];
}
interface Validators {
  readonly load: Record<string, () => Promise<Record<string, { is(value: unknown): boolean; issues(value: unknown): readonly unknown[] }>>>;
}
