import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { kindOf } from '../../generator/read/definitions/kind.js';
import { packageSchemas } from '../../generator/read/definitions/package-schemas.js';
import { parseJson } from '../../generator/read/definitions/parse.js';
import { ourSources, readSources } from './support.js';

type Json = { readonly [key: string]: unknown };

const schemas = packageSchemas();
const kinds = [...schemas.keys()].filter((file) => file !== 'common.schema.json').map((file) => file.replace('.schema.json', ''));

/** Every subschema, with where it stands. */
function* subschemas(schema: unknown, at: string): Generator<{ at: string; schema: Json }> {
  if (typeof schema !== 'object' || schema === null) return;
  const s = schema as Json;
  yield { at, schema: s };
  for (const keyword of ['properties', '$defs']) {
    for (const [name, child] of Object.entries((s[keyword] ?? {}) as Json)) yield* subschemas(child, `${at}/${keyword}/${name}`);
  }
  for (const keyword of ['items', 'additionalProperties', 'propertyNames']) yield* subschemas(s[keyword], `${at}/${keyword}`);
}

describe('the JSON Schemas of definitions', () => {
  it('are valid, and refer to nothing that is not there', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    for (const [file, schema] of schemas) ajv.addSchema(schema, file);
    for (const file of schemas.keys()) expect(ajv.getSchema(file)).toBeTypeOf('function');
  });

  it.each(kinds)('%s is a kind', (kind) => {
    const diagnostics = new Diagnostics();
    expect(kindOf(parseJson('a.json', `{ "$schema": "schema/${kind}.schema.json" }`, diagnostics)!, diagnostics)).toBe(kind);
  });

  it('know every kind', () => {
    const { diagnostics } = readSources(new Map([['a.json', '{ "$schema": "q" }']]));
    expect(diagnostics[0]!.hint).toBe(`the kinds are ${[...kinds].sort().join(', ')}`);
  });

  const all = [...schemas].flatMap(([file, schema]) => [...subschemas(schema, file)]);

  it('close every object that lists its members', () => {
    expect(all.filter(({ schema }) => schema['properties'] !== undefined && schema['additionalProperties'] !== false)).toEqual([]);
  });

  it('allow "$schema" in every definition, and say something about every member', () => {
    const tops = [...schemas].filter(([file]) => file !== 'common.schema.json');
    for (const [file, schema] of tops) expect((schema as { properties: object }).properties, file).toHaveProperty(['$schema']);
    const silent = all.filter(
      ({ at, schema }) => /\/properties\/[^/]+$/.test(at) && schema['description'] === undefined && schema['$ref'] === undefined,
    );
    expect(silent.map(({ at }) => at)).toEqual([]);
  });

  it('accept all of ours, patched by our errata', () => {
    const { definitions, diagnostics } = readSources(ourSources);
    expect(diagnostics).toEqual([]);
    const read = kinds.map((kind) => [kind, definitions.byKind(kind as 'resource').length] as const);
    expect(Object.fromEntries(read)).toEqual({
      additions: 0,
      aggregations: 1,
      commands: 1,
      contents: 1,
      cwmp: 1,
      dependencies: 1,
      documents: 1,
      enumerations: 1,
      errata: 1,
      'exec-status-codes': 1,
      'fault-codes': 1,
      'http-binding': 1,
      machine: 4,
      outcomes: 1,
      parameters: 1,
      resource: 78,
      'short-names': 1,
      'status-codes': 1,
      'universal-attributes': 1,
    });
  });
});
