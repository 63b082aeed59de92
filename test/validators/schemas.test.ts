import { describe, expect, it } from 'vitest';
import { emitSchemas } from '../../generator/emit/schemas/emit.js';
import { resourceSchema } from '../../generator/emit/schemas/resource.js';
import { gadgetOf, tinyModel } from '../support/tiny-model.js';

const gadget = gadgetOf(tinyModel);
const files = emitSchemas(tinyModel);
const properties = (schema: { readonly [keyword: string]: unknown }): Record<string, unknown> =>
  schema['properties'] as Record<string, unknown>;

describe('schemas of resources', () => {
  it('state what a Create request must, may and must not carry', () => {
    const schema = resourceSchema(tinyModel, gadget, 'create', 'wire');
    expect(schema).toMatchObject({
      $id: 'urn:onem2m-specgen:gadget:create:wire',
      type: 'object',
      required: ['ttl', 'tgts'],
      additionalProperties: false,
      'x-provisional': true,
    });
    expect(properties(schema)).toMatchObject({ ty: false, sta: false, strt: false, cr: { type: 'null' } });
    expect(properties(schema)['ena']).toEqual({
      title: 'enabled',
      description: 'The enabled of a thing.',
      $comment: 'TS-0001 9.9, Table 9.9-1',
      'x-provisional': true,
      default: false,
      type: 'boolean',
    });
    expect(properties(schema)['ttl']).toMatchObject({ type: 'string', maxLength: 8 });
    expect(properties(schema)['tgts']).toMatchObject({ uniqueItems: true });
  });

  it('let an Update delete what may be absent, and nothing else', () => {
    const schema = resourceSchema(tinyModel, gadget, 'update', 'long');
    expect(schema).not.toHaveProperty('required');
    expect(properties(schema)).toMatchObject({
      labels: {},
      parts: { type: ['array', 'null'] },
      start: { type: ['boolean', 'null'] },
      title: { type: 'string' },
      resourceName: false,
    });
    expect((schema['allOf'] as { title: string }[]).map(({ title }) => title)).toEqual(['start-stop', 'acpi-alone']);
  });

  it('state a whole resource with its children', () => {
    const schema = resourceSchema(tinyModel, gadget, 'full', 'wire');
    expect(schema['required']).toEqual(['ty', 'rn', 'et', 'ena', 'ttl', 'tgts', 'sta']);
    expect(properties(schema)).toMatchObject({ ty: { const: 9001, readOnly: true }, ch: { type: 'array' }, 'm2m:wdg': { type: 'array' } });
  });
});

describe('schema files', () => {
  it('are one for each resource, operation and form, and the primitives', () => {
    expect(files.map(({ path }) => path).filter((path) => path.includes('.wire.'))).toEqual([
      'schemas/gadget.create.wire.json',
      'schemas/gadget.update.wire.json',
      'schemas/gadget.full.wire.json',
      'schemas/log.update.wire.json',
      'schemas/log.full.wire.json',
      'schemas/widget.create.wire.json',
      'schemas/widget.update.wire.json',
      'schemas/widget.full.wire.json',
      'schemas/requestPrimitive.wire.json',
      'schemas/responsePrimitive.wire.json',
      'schemas/notification.wire.json',
    ]);
  });

  it.each(files)('$path holds every definition that it refers to, and no other', ({ text }) => {
    const schema = JSON.parse(text) as SchemaResource;
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    for (const resource of [schema, ...Object.values(schema.$defs ?? {}).filter(({ $id }) => $id !== undefined)]) {
      expect(resource.$id).toMatch(/^urn:onem2m-specgen:/);
      const defined = Object.keys(resource.$defs ?? {}).map((name) => `#/$defs/${name}`);
      expect([...new Set(referencesIn(resource))].sort()).toEqual(defined.sort());
    }
  });

  it('hold all of a resource in one, each representation under its own identifier', () => {
    const { $defs, ...document } = JSON.parse(files.find(({ path }) => path === 'schemas/log.json')!.text) as SchemaResource;
    expect(document).toEqual({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:onem2m-specgen:log',
      title: 'log: any representation',
      description: expect.any(String) as string,
      $comment: expect.any(String) as string,
      anyOf: ['update.long', 'update.wire', 'full.long', 'full.wire'].map((name) => ({ $ref: `#/$defs/${name}` })),
    });
    for (const [name, schema] of Object.entries($defs!)) {
      expect(schema).toEqual(JSON.parse(files.find(({ path }) => path === `schemas/log.${name}.json`)!.text));
    }
  });

  it('are the same every time', () => {
    expect(emitSchemas(tinyModel)).toEqual(files);
  });
});

interface SchemaResource {
  readonly $schema: string;
  readonly $id: string;
  readonly $defs?: Readonly<Record<string, SchemaResource>>;
}

/** What `$ref`s of a schema name, without those of schemas inside that have an identifier of their own. */
function referencesIn(schema: unknown): string[] {
  return Object.entries(schema as object).flatMap(([key, value]: [string, unknown]) => {
    if (key === '$ref') return [decodeURIComponent(value as string)];
    return typeof value !== 'object' || value === null || Object.hasOwn(value, '$id') ? [] : referencesIn(value);
  });
}
