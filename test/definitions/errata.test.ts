import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../generator/model/model.js';
import type { ResourceDefinition } from '../../generator/read/definitions/definitions.js';
import type { Reading } from './support.js';
import { attribute, errata, erratum, read, resource } from './support.js';

const lamp = resource({
  children: [{ type: 'subscription', multiplicity: '0..n' }],
  attributes: [attribute(), attribute({ name: 'version', default: '1', errata: ['A01'] }), attribute({ name: 'type' })],
});

const patched = (
  ...patches: readonly (readonly [at: string, printed: JsonValue, use: JsonValue])[]
): Reading & { readonly content: ResourceDefinition } => {
  const list = patches.map(([path, printed, use]) => ({ at: `tables/resources/lamp.json#/${path}`, printed, use }));
  const reading = read({ 'xsd/errata.json': errata(erratum(list)), 'xsd/tables/resources/lamp.json': lamp });
  return { ...reading, content: reading.definitions.byKind('resource')[0]!.content };
};

describe('patches of errata', () => {
  const cases: readonly { name: string; path: string; printed: JsonValue; use: JsonValue; want: (r: ResourceDefinition) => unknown }[] = [
    { name: 'change a member', path: 'description', printed: 'A lamp.', use: 'A light.', want: (r) => r.description },
    { name: 'select an item by name', path: 'attributes/version/access', printed: 'RW', use: 'RO', want: (r) => r.attributes[1]!.access },
    {
      name: 'select an item by type',
      path: 'children/subscription/multiplicity',
      printed: '0..n',
      use: '0..1',
      want: (r) => r.children[0]!.multiplicity,
    },
    { name: 'prefer a name to a type', path: 'attributes/type/access', printed: 'RW', use: 'WO', want: (r) => r.attributes[2]!.access },
    { name: 'add a member', path: 'attributes/labels/default', printed: null, use: ['a'], want: (r) => r.attributes[0]!.default },
    { name: 'replace a whole list', path: 'parents', printed: ['CSEBase'], use: ['node', 'AE'], want: (r) => r.parents },
    {
      name: 'replace an item',
      path: 'children/subscription',
      printed: { type: 'subscription', multiplicity: '0..n' },
      use: { type: 'a', multiplicity: '1' },
      want: (r) => r.children[0],
    },
    { name: 'append an item', path: 'children/lamp', printed: null, use: { type: 'lamp', multiplicity: '1' }, want: (r) => r.children[1] },
  ];
  it.each(cases)('$name', ({ path, printed, use, want }) => {
    const { content, diagnostics } = patched([path, printed, use]);
    expect(diagnostics).toEqual([]);
    expect(want(content)).toEqual(use);
  });

  it('remove a member and an item', () => {
    const { content, diagnostics } = patched(
      ['attributes/version/default', '1', null],
      ['children/subscription', { type: 'subscription', multiplicity: '0..n' }, null],
    );
    expect(diagnostics).toEqual([]);
    expect(Object.hasOwn(content.attributes[1]!, 'default')).toBe(false);
    expect(content.children).toEqual([]);
  });

  it('apply one after the other, each to what the one before has left', () => {
    const { content, diagnostics } = patched(['parents', ['CSEBase'], ['node']], ['parents', ['node'], ['AE']]);
    expect(diagnostics).toEqual([]);
    expect(content.parents).toEqual(['AE']);
    expect(patched(['parents', ['CSEBase'], ['node']], ['parents', ['CSEBase'], ['AE']]).diagnostics.map((d) => d.code)).toEqual([
      'ERRATUM_STALE',
    ]);
  });

  it('unescape / and ~ in a path', () => {
    const names = {
      $schema: 'schema/short-names.schema.json',
      groups: [{ name: 'a/b~c', kind: 'attribute', source: { document: 'A', clause: '1' }, names: { x: 'y' } }],
      reserved: [],
    };
    const { definitions, diagnostics } = read({
      'errata.json': errata(erratum([{ at: 'tables/names.json#/groups/a~1b~0c/names/x', printed: 'y', use: 'z' }])),
      'tables/names.json': names,
    });
    expect(diagnostics).toEqual([]);
    expect(definitions.byKind('short-names')[0]!.content.groups[0]!.names).toEqual({ x: 'z' });
  });

  it('do not share the value that they put in', () => {
    const { definitions, content } = patched(['attributes/labels/default', null, { a: 1 }], ['attributes/labels/default/a', 1, 2]);
    expect(content.attributes[0]!.default).toEqual({ a: 2 });
    expect(definitions.byKind('errata')[0]!.content.errata[0]!.patches![0]!.use).toEqual({ a: 1 });
  });

  it('that are not well-formed are reported once, and not applied', () => {
    const { definitions, diagnostics } = read({
      'errata.json': errata(erratum([{ at: 'lamp.json', printed: null, use: 1 }])),
      'lamp.json': lamp,
    });
    expect(diagnostics.map((d) => [d.code, d.place!.pointer])).toEqual([['DEFINITION_VALUE', '/errata/0/patches/0/at']]);
    expect(definitions.byKind('resource')).toHaveLength(1);
  });
});

describe('patchedBy', () => {
  const { definitions } = patched(
    ['attributes/version/access', 'RW', 'RO'],
    ['attributes/labels/constraints', null, { uniqueItems: true }],
    ['children/lamp', null, { type: 'lamp', multiplicity: '1' }],
    ['parents', ['CSEBase'], ['node']],
  );
  const definition = definitions.byKind('resource')[0]!;
  const cases: readonly { path: (string | number)[]; want: string[] }[] = [
    { path: ['attributes', 1, 'access'], want: ['Z01'] },
    { path: ['attributes', 1], want: ['Z01'] },
    { path: ['attributes', 1, 'type'], want: [] },
    { path: ['attributes', 0, 'constraints'], want: ['Z01'] },
    { path: ['attributes', 0], want: ['Z01'] },
    { path: ['attributes', 2], want: [] },
    { path: ['children', 0], want: [] },
    { path: ['children', 1], want: ['Z01'] },
    { path: ['parents'], want: ['Z01'] },
    { path: ['name'], want: [] },
    { path: ['nothing', 'there'], want: [] },
    { path: [], want: ['Z01'] },
  ];
  it.each(cases)('$path', ({ path, want }) => expect(definition.patchedBy(...path)).toEqual(want));

  it('keeps the errata of one value apart and in order', () => {
    const change = (id: string, printed: string, use: string): object => erratum([{ at: 'lamp.json#/description', printed, use }], { id });
    const reading = read({ 'errata.json': errata(change('Z02', 'A lamp.', 'b'), change('Z01', 'b', 'c')), 'lamp.json': lamp });
    expect(reading.definitions.byKind('resource')[0]!.patchedBy('description')).toEqual(['Z01', 'Z02']);
  });
});
