import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../generator/import/facts.js';
import { Writer, bare, recognised } from './support.js';

const header = ['Attribute Name', 'Create', 'Update', 'Data Type', 'Default Value and Constraints'];
const kindsOf = (facts: readonly Fact[]) => Object.fromEntries(facts.flatMap((fact) => (fact.kind === 'attribute' ? [[fact.resource, fact.resourceKind]] : [])));
const attributesOf = (name: string, attribute = 'a') => [[header, [attribute, 'O', 'O', 'xs:string', '']], { caption: `Table J.4-2: Resource Specific Attributes of ${name} resource` }] as const;

describe('What a resource type in square brackets specializes', () => {
  it.each([
    ['This specialization of the <flexContainer> resource wraps something.', 'flexContainer'],
    ['This specialization of <flexContainer> is intended to wrap.', 'flexContainer'],
    ['The [widget] is a specialisation of flexContainer.', 'flexContainer'],
    ['The [widget] resource is a <mgmtObj> specialization.', 'mgmtObj'],
    ['It specializes <flexContainer>.', 'flexContainer'],
    ['A container with flexible content.', 'mgmtObj'],
  ])('the clause says: %s', (text, kind) => {
    const { facts } = recognised(new Writer().heading('Resource type [widget]', 'J.4', 2).text(text).table(...attributesOf('[widget]')));
    expect(kindsOf(facts)).toEqual({ widget: kind });
  });

  it('the annex says', () => {
    const { facts } = recognised(
      new Writer().heading('Specializations of <flexContainer> resource', 'J').heading('Resource type [widget]', 'J.4', 2).table(...attributesOf('[widget]')),
    );
    expect(kindsOf(facts)).toEqual({ widget: 'flexContainer' });
  });

  it('the attribute by which its base tells specializations apart says', () => {
    const { facts } = recognised(new Writer().heading('Resource type [widget]', 'J.4', 2).table(...attributesOf('[widget]', 'containerDefinition')));
    expect(kindsOf(facts)).toEqual({ widget: 'flexContainer' });
  });

  it('its own clause counts more than a table that lists another one of the same name', () => {
    const { facts } = recognised(
      new Writer()
        .table([['Resource specialization', 'Short Description', 'Clause'], ['battery', 'Module class', '5'], ['lamp', 'Module class', '5']], { caption: 'Table 9-1: <flexContainer> Specializations' })
        .heading('Resource [battery]', 'D.7', 2)
        .text('The [battery] resource is a specialization of the <mgmtObj> resource.')
        .table(...attributesOf('[battery]'))
        .heading('Resource [lamp]', 'D.8', 2)
        .table(...attributesOf('[lamp]')),
    );
    expect(kindsOf(facts)).toEqual({ battery: 'mgmtObj', lamp: 'flexContainer' });
  });

  it('a resource type in angle brackets is none, whatever its clause mentions', () => {
    const { facts } = recognised(
      new Writer().heading('Resource type <node>', '9.6.18', 2).text('Its children are specializations of <mgmtObj>.').table(...attributesOf('<node>')),
    );
    expect(kindsOf(facts)).toEqual({ node: 'resource' });
  });
});

describe('Tables of schema files', () => {
  const files = (caption: string, ...cells: readonly string[]) =>
    recognised(new Writer().heading('Introduction', 'D.2.1').table([['Data Type ID', 'File Name', 'Note'], ...cells.map((cell) => [cell, 'CDT-x.xsd', ''])], { caption: `Table D.2.1-1: ${caption}` }));

  it('do not make a specialization of what its own tables write in angle brackets', () => {
    const { facts } = recognised(
      new Writer()
        .heading('Resource Type <crowd>', '7.4.13', 2)
        .table([['Data Type ID', 'File Name', 'Note'], ['crowd, crowdAnnc', 'CDT-crowd.xsd', '']], { caption: 'Table 7.4.13.1-1: Data type definition of <crowd>' })
        .table(...attributesOf('<crowd>'))
        .table([['Child resource', 'Meaning'], ['<mgmtObj> as defined in the specialization [crowd]', 'One of them']], { caption: 'Table 9-9: What there is' }),
    );
    expect(facts.flatMap((fact) => (fact.kind === 'resource-type' ? [[fact.name, fact.resourceKind]] : []))).toEqual([['crowd', 'resource']]);
  });

  it('name the announced variant beside the type', () => {
    for (const cell of ['firmware, firmwareAnnc', 'firmware,\nfirmwareAnnc', 'firmwareAnnc, firmware', 'firmware\nfirmwareAnnc']) {
      expect(bare(files('Data Type Definition of [firmware]', cell).facts)).toEqual([{ kind: 'resource-type', name: 'firmware', resourceKind: 'mgmtObj', announcedVariant: 'firmwareAnnc' }]);
    }
  });

  it('may list many types, or variants alone', () => {
    const { facts } = files('Data type definition of announced Resource types', 'AEAnnc', 'nodeAnnc', '[flexContainer]Annc');
    expect(bare(facts)).toEqual([
      { kind: 'resource-type', name: 'AE', resourceKind: 'resource', announcedVariant: 'AEAnnc' },
      { kind: 'resource-type', name: 'node', resourceKind: 'resource', announcedVariant: 'nodeAnnc' },
    ]);
  });

  it('make no type of a misspelt or copied cell', () => {
    const { facts, codes } = files('Data Type Definition of [activeCmdhPolicy]', 'activeCmdPolicy');
    expect(bare(facts)).toEqual([{ kind: 'resource-type', name: 'activeCmdhPolicy', resourceKind: 'mgmtObj' }]);
    expect(codes).toEqual(['RECOGNISE_SUBJECT']);
  });

  it('of other things give nothing', () => {
    expect(files('Data Type Definition of notification data object', 'notification').facts).toEqual([]);
  });
});

describe('Operations that no request may ask for', () => {
  const operations = (writer: Writer) => recognised(writer).facts.flatMap((fact) => (fact.kind === 'operation' ? [`${fact.resource} ${fact.operation} ${fact.source.clause}`] : []));

  it.each([
    ['The <latest> resource shall not be created via API.', ['latest create 7.4.2']],
    ['The <CSEBase> resource can not be created via API.', ['CSEBase create 7.4.2']],
    ['The <latest> virtual resource shall not be Updated via API.', ['latest update 7.4.2']],
    ['The <a> resource shall not be created, updated or deleted via the API. Not now.', ['a create 7.4.2', 'a update 7.4.2', 'a delete 7.4.2']],
    ['The <a> resource is not created via API.', ['a create 7.4.2']],
    ['The <a> resource shall not support Update operations via API.', ['a update 7.4.2']],
    ['The state attribute shall not be updated via API.', []],
    ['The <a> resource is not updated by the user.', []],
    ['All announced resources shall not be created via API.', []],
    ['The <a> resource shall not be created by the user.', []],
    ['This operation is not supported.', []],
  ])('%s', (text, found) => {
    expect(operations(new Writer().heading('Introduction', '7.4.2').text(text))).toEqual(found);
  });

  it('are said below the heading of the operation, too', () => {
    const writer = new Writer().heading('Resource Type <a>', '7.4.2', 1).heading('Update', '7.4.2.3', 2).text('This operation is not supported.').heading('Delete', '7.4.2.4', 2).text('No change.');
    expect(operations(writer)).toEqual(['a update 7.4.2.3']);
  });

  it.each([
    ['Only Retrieve and Delete operations shall be allowed for the <a> resource.', ['create', 'update']],
    ['It is a virtual resource. Only the Delete operation is applicable to this resource.', ['create', 'retrieve', 'update']],
    ['Only Retrieve requests to the <a> resource are valid, others are rejected.', ['create', 'update', 'delete']],
    ['Only Retrieve operations are allowed where the <b> is locked, Update operations otherwise; the rest of the text is about that and more.', ['create', 'update', 'delete']],
    ['Only the Originator may ask for Delete operations.', []],
  ])('are all others, where a clause says which ones alone: %s', (text, found) => {
    expect(operations(new Writer().heading('Resource Type <a>', '7.4.2', 1).text(text))).toEqual(found.map((name) => `a ${name} 7.4.2`));
  });

  const refusal = '"Create an unsuccessful Response primitive" with the Response Status Code indicating an "OPERATION_NOT_ALLOWED" error.';
  it.each([
    ['Primitive specific operation on Recv-1.0 "Check the syntax of received message":', ['a delete 7.4.2.4']],
    ['If the request is received, the Receiver CSE shall execute the following steps in order:', ['a delete 7.4.2.4']],
    ['If the resource is locked, the Receiver CSE shall execute the following steps in order:', []],
  ])('are said by the step that refuses them: %s', (first, found) => {
    const writer = new Writer().heading('Resource Type <a>', '7.4.2', 1).heading('Delete', '7.4.2.4', 2).text(first).text(refusal);
    expect(operations(writer)).toEqual(found);
  });
});

describe('A note that values are added together', () => {
  const values = [['Value', 'Interpretation', 'Note'], ['1', 'CREATE', ''], ['2', 'RETRIEVE', '']];
  const table = { caption: 'Table 6.3-1: Interpretation of m2m:ops' };
  const note = 'NOTE: Combinations of these values are specified by adding them together.';
  const masks = (writer: Writer) => recognised(writer).facts.map((fact) => fact.kind === 'enumeration-value' && fact.bitMask === true);

  it('makes the enumeration a bit mask, wherever the note stands', () => {
    expect(masks(new Writer().table([...values, [note, '<<', '<<']], table))).toEqual([true, true]);
    expect(masks(new Writer().table([...values, [note, `${note} For example 5.`, 'NOTE: Combinations']], table))).toEqual([true, true]);
    expect(masks(new Writer().table(values, table).text('', note))).toEqual([true, true]);
  });

  it.each([
    'Multiple values may be combined by summing the individual values.', 'The value is the sum of the values of the operations that apply.', 'The values can be OR-ed together.',
    'This is a bitmap: each bit stands for one value.', 'A combination of values is expressed by their sum.', 'Several values hold at once: they are added together.',
  ])('may say it otherwise, and need not be called a note: %s', (text) => {
    expect(masks(new Writer().table([...values, [`NOTE: ${text}`, '<<', '<<']], table))).toEqual([true, true]);
    expect(masks(new Writer().table([...values, ['NOTE:', text, '']], table))).toEqual([true, true]);
    expect(masks(new Writer().table(values, table).text('', text))).toEqual([true, true]);
  });

  it.each(['The values are independent of one another, and one is chosen.', 'More values may be added.', 'The attribute holds the sum of all sizes.'])('is not any sentence: %s', (text) => {
    expect(masks(new Writer().table(values, table).text(text))).toEqual([false, false]);
  });

  it('is not any note', () => {
    expect(masks(new Writer().table([...values, ['NOTE: more values may be added.', '<<', '<<']], table))).toEqual([false, false]);
    expect(masks(new Writer().table(values, table).text('Text.', note))).toEqual([false, false]);
  });
});
