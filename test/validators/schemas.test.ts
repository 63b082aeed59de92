import { describe, expect, it } from 'vitest';
import { emitSchemas } from '../../generator/emit/schemas/emit.js';
import { definitionsIn, withReferences } from '../../generator/emit/schemas/references.js';
import { bundled } from '../../testing/bundle.js';
import type { SchemaObject } from '../../testing/json-schema.js';
import { resourceSchema } from '../support/published-schemas.js';
import { gadgetOf, tinyModel } from '../support/tiny-model.js';

const gadget = gadgetOf(tinyModel);
const files = emitSchemas(tinyModel);
const properties = (schema: { readonly [keyword: string]: unknown }): Record<string, unknown> =>
  schema['properties'] as Record<string, unknown>;

/** The schema of an attribute, as the definition of it says it. */
const attribute = (schema: { readonly [keyword: string]: unknown }, name: string): unknown => definition(schema, `attribute.${name}`);
const definition = (schema: { readonly [keyword: string]: unknown }, name: string): unknown =>
  (schema['$defs'] as Record<string, unknown>)[`gadget/${name}`];

describe('schemas of resources', () => {
  it('state what a Create request must, may and must not carry', () => {
    const schema = resourceSchema(tinyModel, gadget, 'create', 'wire');
    expect(schema).toMatchObject({ type: 'object', required: ['ttl', 'tgts'], additionalProperties: false });
    expect(properties(schema)).toMatchObject({ ty: false, sta: false, strt: false, cr: { title: 'creator', type: 'null' } });
    expect(properties(schema)['ena']).toEqual({ $ref: '#/$defs/gadget~1attribute.enabled', default: false });
    expect(attribute(schema, 'enabled')).toEqual({ title: 'enabled', description: 'The enabled of a thing.', 'x-provisional': true, type: 'boolean' });
    expect(attribute(schema, 'title')).toMatchObject({ type: 'string', maxLength: 8 });
    expect(attribute(schema, 'targets')).toMatchObject({ uniqueItems: true });
  });

  it('let an Update delete what may be absent, and nothing else', () => {
    const schema = resourceSchema(tinyModel, gadget, 'update', 'long');
    expect(schema).not.toHaveProperty('required');
    const deletable = { $ref: expect.stringMatching(/OrNull\.|orNull\./) as string };
    expect(properties(schema)).toMatchObject({ labels: deletable, parts: deletable, start: deletable, title: { $ref: '#/$defs/gadget~1attribute.title' }, resourceName: false });
    expect(definition(schema, 'orNull.start')).toEqual({ anyOf: [{ $ref: '#/$defs/gadget~1attribute.start' }, { type: 'null' }] });
    expect((schema['allOf'] as { title: string }[]).map(({ title }) => title)).toEqual(['start-stop', 'acpi-alone']);
  });

  it('state a whole resource as a part of one with all that must be there, and no null', () => {
    const schema = resourceSchema(tinyModel, gadget, 'full', 'wire');
    expect(schema['$ref']).toBe('#/$defs/gadget~1partial.wire');
    expect(properties(schema)).not.toHaveProperty('ttl');
    expect(properties(schema)['strt']).toEqual({ $ref: '#/$defs/gadget~1attribute.start' });
    expect(schema['required']).toEqual(['ty', 'rn', 'et', 'ena', 'ttl', 'tgts', 'sta']);
    expect(attribute(schema, 'resourceType')).toMatchObject({ const: 9001, readOnly: true });
  });

  it('state any part of a resource with its children', () => {
    const schema = resourceSchema(tinyModel, gadget, 'partial', 'wire');
    expect(schema).not.toHaveProperty('required');
    expect(properties(schema)).toMatchObject({ ttl: { $ref: '#/$defs/gadget~1attribute.title' }, ch: {}, 'm2m:wdg': {} });
  });
});

describe('schema files', () => {
  const documents = files.filter(({ path }) => path !== 'schemas/index.json');
  const parsed = new Map(documents.map(({ path, text }) => [path.slice('schemas/'.length), JSON.parse(text) as SchemaDocument]));

  it('are one for each resource and primitive, and one of what they share; the index has them all', () => {
    expect([...parsed.keys()]).toEqual(['common.json', 'gadget.json', 'log.json', 'widget.json', 'requestPrimitive.json', 'responsePrimitive.json', 'notification.json']);
    expect(JSON.parse(files[0]!.text)).toEqual([...parsed.keys()]);
  });

  it.each([...parsed])('%s refers to definitions that are there, and has none that nobody refers to', (name, schema) => {
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe(`urn:onem2m-specgen:${name.replace('.json', '')}`);
    const referredTo = new Set([...parsed].flatMap(([other, document]) => referencesIn(document).map((reference) => (reference.startsWith('#') ? `urn:onem2m-specgen:${other.replace('.json', '')}${reference}` : reference))));
    const defined = Object.keys(schema.$defs ?? {}).map((definition) => `${schema.$id}#/$defs/${definition}`);
    expect(defined.filter((reference) => !referredTo.has(reference))).toEqual([]);
    for (const reference of referencesIn(schema)) {
      const [id, definition] = reference.split('#/$defs/') as [string, string];
      const document = id === '' ? schema : [...parsed.values()].find(({ $id }) => $id === id);
      expect(document?.$defs).toHaveProperty([definition]);
    }
  });

  it('write a type once when both name forms write it alike, and an attribute, too', () => {
    const { $defs: types = {} } = parsed.get('common.json')!;
    const twice = Object.keys(types).filter((each) => each.endsWith('.wire'));
    expect(twice).toContain('part.wire');
    for (const name of twice) {
      expect(types[name]).not.toEqual(types[name.replace(/\.wire$/, '')]);
    }
    const texts = Object.keys(parsed.get('gadget.json')!.$defs!).filter((name) => name.startsWith('attribute.'));
    expect(texts).toContain('attribute.title');
  });

  it('are the same every time', () => {
    expect(emitSchemas(tinyModel)).toEqual(files);
  });
});

describe('references', () => {
  const members = { default: { $ref: '#/$defs/a' }, const: { $ref: '#/$defs/a' }, enum: { $ref: '#/$defs/a' }, required: { $ref: '#/$defs/a' } };
  const schema = { type: 'object', properties: members, default: { properties: { x: { $ref: '#/$defs/a' } } } };

  it('are found in members that have the name of a keyword, and not in data', () => {
    expect(definitionsIn({ properties: members })).toEqual(new Set(['a']));
    const b = { $ref: '#/$defs/b' };
    expect(withReferences(schema, () => '#/$defs/b')).toEqual({ ...schema, properties: { default: b, const: b, enum: b, required: b } });
  });

  it('lead to definitions of the bundle, too', () => {
    const thing = { $defs: { 'create.wire': { $ref: '#/$defs/whole' }, whole: schema, a: { type: 'string' } } } as SchemaObject;
    const own = { $ref: '#/$defs/thing~1a' };
    expect(bundled('thing', 'create.wire', () => thing).$defs).toEqual({
      'thing/whole': { ...schema, properties: { default: own, const: own, enum: own, required: own } },
      'thing/a': { type: 'string' },
    });
  });
});

interface SchemaDocument {
  readonly $schema: string;
  readonly $id: string;
  readonly $defs?: Readonly<Record<string, object>>;
}

/** What `$ref`s of a schema name. */
function referencesIn(schema: unknown): string[] {
  return Object.entries(schema as object).flatMap(([key, value]: [string, unknown]) => {
    if (key === '$ref') return [decodeURIComponent(value as string)];
    return typeof value !== 'object' || value === null ? [] : referencesIn(value);
  });
}
