import { describe, expect, test } from 'vitest';
import { carried, operationsOf } from '../../generator/emit/schemas/representation.js';
import { resourceVectors } from '../../generator/emit/vectors/resource-vectors.js';
import type { VectorFile } from '../../testing/expand.js';
import { expanded } from '../../testing/expand.js';
import { specification as model, specificationValidators, specificationVectors } from '../support/specification.js';

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
const files = specificationVectors();
const payloadFiles = carried(model).flatMap((resource) => {
  const file = JSON.parse(files.find((each) => each.path === `vectors/${resource.name}.json`)!.text) as VectorFile;
  return operationsOf(resource).map((operation) => ({ made: resourceVectors(model, resource, operation), as: expanded(file, operation, ({ text }) => text) as PayloadFile, ...(expanded(file, operation) as PayloadFile) }));
});
const emitted = specificationValidators();

const validator = async (resource: string, operation: string, form: string): Promise<Issues> => {
  const module = await emitted.import<Record<string, { issues: Issues }>>(`validators/${resource}.js`);
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
