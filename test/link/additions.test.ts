import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import { withAdditions } from '../../generator/link/additions.js';
import type { SimpleType } from '../../generator/model/components.js';
import { analyse } from '../../generator/pipeline.js';
import { attribute, documents, errata, erratum, read, resource } from '../definitions/support.js';

const custodian = attribute({ name: 'custodian', type: 'm2m:ID', multiplicity: '0..1', description: 'Who looks after it.' });
const additions = (groups: readonly object[], more: object = {}): object => ({ $schema: 'schema/additions.schema.json', source: { document: 'LATER', clause: '7' }, additions: groups, ...more });
const colours = {
  $schema: 'schema/enumerations.schema.json',
  enumerations: [
    {
      type: 'm2m:colour',
      description: 'A colour.',
      source: { document: 'TS-0004', clause: '6.3' },
      unassigned: [2],
      values: [
        { value: 1, name: 'red' },
        { value: 3, name: 'blue' },
      ],
    },
  ],
};

function added(files: Readonly<Record<string, unknown>>) {
  const { definitions, diagnostics } = read(files);
  expect(diagnostics).toEqual([]);
  const found = new Diagnostics();
  const result = withAdditions(definitions, found);
  return { definitions, result, reported: found.list().map(({ code, message, hint, place }) => ({ code, message, hint, at: `${place?.file}#${place?.pointer}` })) };
}

describe('rows that additions put into the tables of others', () => {
  it('stand behind those of the table, with their own source, place and errata', () => {
    const { result, reported } = added({
      'tables/resources/lamp.json': resource(),
      'tables/resources/room.json': resource({ name: 'room' }),
      './tables/additions.json': additions([{ name: 'care', to: ['lamp', 'room'], attributes: [custodian], children: [{ type: 'action', multiplicity: '0..n' }] }]),
      './errata.json': errata(erratum([{ at: 'tables/additions.json#/additions/care/attributes/custodian/create', printed: 'O', use: 'M' }])),
    });
    expect(reported).toEqual([]);
    for (const lamp of result.byKind('resource')) {
      expect(lamp.content.attributes.map(({ name }) => name)).toEqual(['labels', 'custodian']);
      expect(lamp.content.attributes[1]).toMatchObject({ create: 'M', source: { document: 'LATER', clause: '7' }, isAddition: true });
      expect(lamp.content.children).toEqual([{ type: 'action', multiplicity: '0..n', source: { document: 'LATER', clause: '7' } }]);
      expect(lamp.at('attributes', 0, 'type')).toMatchObject({ file: lamp.file, pointer: '/attributes/0/type' });
      expect(lamp.at('attributes', 1, 'type')).toMatchObject({ file: './tables/additions.json', pointer: '/additions/0/attributes/0/type' });
      expect(lamp.at('children', 0)).toMatchObject({ file: './tables/additions.json', pointer: '/additions/0/children/0' });
      expect([lamp.patchedBy('attributes', 0), lamp.patchedBy('attributes', 1), lamp.patchedBy('children', 0)]).toEqual([[], ['Z01'], []]);
    }
  });

  it('are values of enumerations, too, which are unassigned no more', () => {
    const { result, reported } = added({
      'tables/enumerations.json': colours,
      'tables/additions.json': additions([], { values: [{ name: 'm2m:colour', values: [{ value: 2, name: 'green' }] }] }),
    });
    expect(reported).toEqual([]);
    const [file] = result.byKind('enumerations');
    expect(file!.content.enumerations[0]).toMatchObject({ unassigned: [], values: [{ value: 1 }, { value: 3 }, { value: 2, name: 'green', source: { document: 'LATER', clause: '7' } }] });
    expect(file!.at('enumerations', 0, 'values', 2, 'name')).toMatchObject({ file: 'tables/additions.json', pointer: '/values/0/values/0/name' });
  });

  it('are no others where nothing adds any', () => {
    const { definitions, result } = added({ 'tables/resources/lamp.json': resource() });
    expect(result).toBe(definitions);
  });

  it.each([
    ['as it is', attribute(), 'it says the same: remove the addition'],
    ['in other words', attribute({ description: 'Words.' }), 'it says the same: remove the addition'],
    ['differently', attribute({ create: 'M', multiplicity: '1 (L)' }), 'it has another multiplicity, create; what a definition prints is changed by an erratum, not by an addition'],
  ])('do not change what is there already: %s', (_, row, hint) => {
    const { result, reported } = added({ 'tables/additions.json': additions([{ name: 'again', to: ['lamp'], attributes: [row] }]), 'tables/resources/lamp.json': resource() });
    expect(reported).toEqual([{ code: 'LINK_ADDITION_TWICE', message: 'lamp has "labels" already', hint, at: 'tables/additions.json#/additions/0/attributes/0' }]);
    expect(result.byKind('resource')[0]!.content.attributes).toHaveLength(1);
  });

  it('do not stand twice themselves, in one file or two', () => {
    const group = (name: string) => ({ name, to: ['lamp'], attributes: [custodian] });
    const { result, reported } = added({
      'tables/a.json': additions([group('one'), group('two')]),
      'tables/b.json': additions([group('one')]),
      'tables/resources/lamp.json': resource(),
    });
    expect(reported.map(({ at }) => at)).toEqual(['tables/a.json#/additions/1/attributes/0', 'tables/b.json#/additions/0/attributes/0']);
    expect(result.byKind('resource')[0]!.content.attributes.map(({ name }) => name)).toEqual(['labels', 'custodian']);
  });

  it('know what a resource has from its base, but rows that only specializations name', () => {
    const base = (more: object) => resource({ name: 'thing', kind: 'base', attributes: [attribute({ name: 'custodian', ...more })] });
    const run = (more: object) =>
      added({
        'tables/additions.json': additions([{ name: 'care', to: ['lamp'], attributes: [custodian] }]),
        'tables/resources/lamp.json': resource({ extends: 'thing' }),
        'tables/resources/thing.json': base(more),
      }).reported.map(({ code }) => code);
    expect(run({})).toEqual(['LINK_ADDITION_TWICE']);
    expect(run({ inherited: false })).toEqual([]);
  });

  it('need something to be added to', () => {
    const { reported } = added({
      'tables/additions.json': additions([{ name: 'care', to: ['lamb'], attributes: [custodian] }], { values: [{ name: 'm2m:color', values: [{ value: 2, name: 'green' }] }] }),
      'tables/enumerations.json': colours,
      'tables/resources/lamp.json': resource(),
    });
    expect(reported).toEqual([
      { code: 'LINK_UNKNOWN_ADDITION', message: 'the resource of an addition "lamb" is not known', hint: 'did you mean "lamp"?', at: 'tables/additions.json#/additions/0/to/0' },
      { code: 'LINK_UNKNOWN_ENUMERATION', message: 'enumeration "m2m:color" is not known', hint: 'did you mean "m2m:colour"?', at: 'tables/additions.json#/values/0/name' },
    ]);
  });
});

describe('texts that a type enumerates', () => {
  const xsd = (values: readonly string[]) =>
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.onem2m.org/xml/protocols"><xs:simpleType name="release"><xs:restriction base="xs:string">${values.map((value) => `<xs:enumeration value="${value}"/>`).join('')}</xs:restriction></xs:simpleType></xs:schema>`;
  const run = (name: string) => {
    const files = { 'a.xsd': xsd(['2a', '3']), 'tables/documents.json': JSON.stringify(documents('LATER')), 'tables/additions.json': JSON.stringify(additions([], { tokens: [{ name, tokens: ['3', '4'] }] })) };
    const { model, diagnostics } = analyse(new Map(Object.entries(files)));
    const type = model.components.types.get('{http://www.onem2m.org/xml/protocols}release') as SimpleType;
    return { values: type.facets.enumeration?.map(({ value }) => value), reported: diagnostics.list().map(({ code, place }) => `${code} ${place?.pointer}`) };
  };

  it('are more where additions give some', () => {
    expect(run('m2m:release')).toEqual({ values: ['2a', '3', '4'], reported: ['LINK_ADDITION_TWICE /tokens/0/tokens/0'] });
    expect(run('m2m:relaese')).toEqual({ values: ['2a', '3'], reported: ['LINK_UNKNOWN_ENUMERATION /tokens/0/name'] });
  });
});

describe('errata of a layer', () => {
  it('are about its own definition, or about that of the nearest layer below', () => {
    const change = (id: string, file: string, printed: string) => erratum([{ at: `tables/${file}.json#/description`, printed, use: id }], { id });
    const { definitions, diagnostics } = read({
      'tables/lamp.json': resource({ description: 'base' }),
      'tables/room.json': resource({ name: 'room', description: 'base' }),
      './tables/lamp.json': resource({ name: 'lamp2', description: 'layer' }),
      './errata.json': errata(change('L1', 'lamp', 'layer'), change('L2', 'room', 'base')),
      '././tables/house.json': resource({ name: 'house', description: 'own' }),
      '././errata.json': errata(change('O1', 'house', 'own'), change('O2', 'lamp', 'L1'), change('O3', 'room', 'L2')),
    });
    expect(diagnostics).toEqual([]);
    expect(Object.fromEntries(definitions.byKind('resource').map(({ content }) => [content.name, content.description]))).toEqual({ lamp: 'base', room: 'O3', lamp2: 'O2', house: 'O1' });
  });
});
