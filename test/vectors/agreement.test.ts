import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emitValidators } from '../../generator/emit/validators/emit.js';
import { carried, operationsOf } from '../../generator/emit/schemas/representation.js';
import { emitVectors } from '../../generator/emit/vectors/emit-vectors.js';
import { resourceVectors } from '../../generator/emit/vectors/resource-vectors.js';
import type { VectorFile } from '../../testing/expand.js';
import { expanded } from '../../testing/expand.js';
import { realModel } from './real.js';

interface Issue {
  readonly rule: string;
  readonly attribute: string | undefined;
}
type Issues = (data: unknown) => readonly Issue[];
interface Vector {
  readonly name: string;
  readonly long: unknown;
  readonly wire: unknown;
}
interface InvalidVector extends Vector {
  readonly rule: string;
  readonly attribute: string;
  readonly statusCode: number | null;
}
interface PayloadFile {
  readonly resource: string;
  readonly operation: string;
  readonly valid: readonly Vector[];
  readonly invalid: readonly InvalidVector[];
}

const byName = <V extends Vector>(vectors: readonly V[]): readonly V[] => [...vectors].sort((a, b) => (a.name < b.name ? -1 : 1));

/** What users get: vectors as JSON files, validators as modules on disk. */
const model = await realModel();
const files = emitVectors(model);
const payloadFiles = carried(model).flatMap((resource) => {
  const file = JSON.parse(files.find((each) => each.path === `vectors/${resource.name}.json`)!.text) as VectorFile;
  return operationsOf(resource).map((operation) => ({ made: resourceVectors(model, resource, operation), as: expanded(file, operation, ({ text }) => text) as PayloadFile, ...(expanded(file, operation) as PayloadFile) }));
});
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vectors-'));
  await writeFile(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const file of emitValidators(model).filter((f) => f.path.endsWith('.js'))) {
    await mkdir(path.dirname(path.join(folder, file.path)), { recursive: true });
    await writeFile(path.join(folder, file.path), file.text);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const validator = async (resource: string, operation: string, form: string): Promise<Issues> => {
  const module = (await import(/* @vite-ignore */ pathToFileURL(path.join(folder, 'validators', `${resource}.js`)).href)) as Record<string, { issues: Issues }>;
  return module[operation + (form === 'wire' ? 'Wire' : '')]!.issues;
};

describe.each(payloadFiles)('$resource $operation', ({ resource, operation, valid, invalid, made, as }) => {
  test('differences put together are the payloads that were made', () => {
    // A vector that several operations have stands where the first of them has it.
    // What is stored before is made under long names, and given under both.
    const bare = <V extends object>(vectors: readonly V[]): readonly object[] =>
      vectors.map(({ needs: _, stored, ...vector }: V & { readonly needs?: unknown; readonly stored?: { readonly long: object } }) => ({ ...vector, ...(stored !== undefined && { stored: stored.long }) }));
    expect({ valid: bare(byName(as.valid)), invalid: bare(byName(as.invalid)) }).toEqual({ valid: byName(made.valid), invalid: byName(made.invalid) });
    expect(as.valid[0]).toMatchObject(made.valid[0]!);
    // `toEqual` passes over a member `__proto__`.
    const keys = (vectors: readonly Vector[]): unknown => byName(vectors).map(({ long, wire }) => [long, wire].map((each) => Object.keys(each as object).sort()));
    expect(keys(as.invalid)).toEqual(keys(made.invalid));
  });

  test.each(['long', 'wire'] as const)('%s: valid vectors have no issue, invalid ones the one that they are about', async (form) => {
    const issues = await validator(resource, operation, form);
    const rejected = valid.flatMap((vector) => issues(vector[form]).map((issue) => [vector.name, issue]));
    expect(rejected).toEqual([]);
    const wrong = invalid.flatMap(({ name, rule, attribute, [form]: payload }) => {
      const found = issues(payload);
      return found.some((issue) => issue.rule === rule && issue.attribute === attribute) ? [] : [{ name, rule, attribute, found }];
    });
    expect(wrong).toEqual([]);
    const others = invalid.flatMap(({ name, attribute, [form]: payload }) => issues(payload).flatMap((issue) => (issue.attribute === attribute ? [] : [{ name, issue }])));
    expect(others).toEqual([]);
  });

  test('there are vectors of both kinds, and no two of one name', () => {
    expect(valid.length).toBeGreaterThan(1);
    expect(invalid.length).toBeGreaterThan(5);
    const names = [...valid, ...invalid].map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
