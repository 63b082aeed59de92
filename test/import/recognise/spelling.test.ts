import { describe, expect, it } from 'vitest';
import { recognised, Writer } from './support.js';

const faults = (...statuses: readonly string[]): Writer =>
  new Writer().table([['Fault code', 'Description', 'execStatus Code'], ...statuses.map((status, i) => [String(9000 + i), '', status])], {
    caption: 'Table 1-1: Lamp Fault Code Mapping',
  });

describe('spellings within a document', () => {
  const slips: readonly { readonly given: string; readonly names: readonly string[]; readonly want: readonly string[] }[] = [
    {
      given: 'a space for an underscore',
      names: ['LAMP_REQUEST DENIED', 'LAMP_REQUEST_DENIED', 'LAMP_REQUEST DENIED'],
      want: Array.from({ length: 2 }, () => '{"printed": "LAMP_REQUEST DENIED", "use": "LAMP_REQUEST_DENIED"}'),
    },
    {
      given: 'a letter missing',
      names: ['SUCCESSFUL', 'SUCESSFUL', 'SUCCESSFUL'],
      want: ['{"printed": "SUCESSFUL", "use": "SUCCESSFUL"}'],
    },
    {
      given: 'letters swapped',
      names: ['LAMP_BROKEN', 'LAMP_BORKEN', 'LAMP_BROKEN'],
      want: ['{"printed": "LAMP_BORKEN", "use": "LAMP_BROKEN"}'],
    },
    {
      given: 'the rarer spelling twice',
      names: ['INITIATED_X', 'INITATED_X', 'INITATED_X', 'INITIATED_X', 'INITIATED_X'],
      want: ['{"printed": "INITATED_X", "use": "INITIATED_X"}', '{"printed": "INITATED_X", "use": "INITIATED_X"}'],
    },
    {
      given: 'other names',
      names: [
        'INSTALLED',
        'UNINSTALLED',
        'LAMP_ID',
        'LAMP_IDS',
        'LAMP_MODE_1',
        'LAMP_MODE_2',
        'LAMP_IPV4_ADDRESS',
        'LAMP_IPV6_ADDRESS',
        'ON',
        'OFF',
        'LAMP_NON_STOP',
        'LAMP_NOT_STOP',
      ],
      want: [],
    },
  ];
  for (const { given, names, want } of slips) {
    it(given, () => {
      const { codes, hints } = recognised(faults(...names));
      expect(codes).toEqual(want.map(() => 'RECOGNISE_SPELLING'));
      expect(hints.map((hint) => /\{.*\}/.exec(hint)?.[0])).toEqual(want);
    });
  }

  it('of attributes in a table and in the short names, of resources and their children', () => {
    const { hints } = recognised(
      new Writer()
        .table([
          ['Attributes of <lamp>', 'Multiplicity', 'RW/RO/WO', 'Description'],
          ['lampStart', '1', 'RW', ''],
          ['lampEnd', '1', 'RW', ''],
        ])
        .table([
          ['Attributes of <bulbCollection>', 'Multiplicity', 'RW/RO/WO', 'Description'],
          ['lampStart', '1', 'RW', ''],
        ])
        .table([
          ['Attribute Name', 'Occurs in', 'Short Name'],
          ['lamStart', 'lamp', 'ls'],
          ['lampEnd', 'lamp', 'le'],
        ])
        .table([
          ['Child Resources of <lamp>', 'Child Resource Type', 'Multiplicity', 'Description'],
          ['[variable]', '<bulbColection>', '0..n', ''],
          ['[variable]', '<bulbCollection>', '0..n', ''],
        ]),
    );
    expect(hints.map((hint) => /\{.*\}/.exec(hint)?.[0])).toEqual([
      '{"printed": "lamStart", "use": "lampStart"}',
      '{"printed": "bulbColection", "use": "bulbCollection"}',
    ]);
  });

  it('of an RPC', () => {
    const { hints } = recognised(
      new Writer()
        .table([
          ['cmdType value', 'RPC'],
          ['RESET', 'Lamp reset RPC'],
        ])
        .table(
          [
            ['Fault code', 'execStatus Code'],
            ['9000', 'NO_LAMP'],
            ['9001', 'OLD_LAMP'],
          ],
          { caption: 'Table 1-1: LampReset Fault Code Mapping' },
        ),
    );
    expect(hints.map((hint) => /\{.*\}/.exec(hint)?.[0])).toEqual(['{"printed": "Lamp reset", "use": "LampReset"}']);
  });
});
