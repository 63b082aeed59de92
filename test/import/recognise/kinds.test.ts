import { describe, expect, it } from 'vitest';
import { bare, factsOf, left, recognised, up, Writer } from './support.js';

interface Case {
  readonly given: string;
  readonly caption: string;
  readonly rows: readonly (readonly string[])[];
  readonly want: readonly object[];
}

const check = (cases: readonly Case[]): void => {
  for (const { given, caption, rows, want } of cases) it(given, () => expect(factsOf(rows, { caption })).toEqual(want));
};

describe('tables of child resources', () => {
  const child = { kind: 'child', resource: 'lamp', resourceKind: 'resource' };
  check([
    {
      given: 'TS-0001, with announced types',
      caption: 'Table 9.6.99-1: Child resources of <lamp> resource',
      rows: [
        ['Child Resources of <lamp>', 'Child Resource Type', 'Multiplicity', 'Description', '<lampAnnc> Child Resource Types'],
        ['[variable]', '<bulb>', '0..n', 'See clause 1', '<bulb>,\n<bulbAnnc>'],
        ['la', '<latest>', '1', 'See clause 2', 'None'],
        ['[variable]', '<mgmtObj> as defined in the specialization [memory]', '0..1', 'See clause 3', '<mgmtObjAnnc>'],
      ],
      want: [
        { ...child, type: 'bulb', multiplicity: '0..n', announced: ['bulb', 'bulbAnnc'] },
        { ...child, type: 'latest', fixedName: 'la', multiplicity: '1', announced: [] },
        { ...child, type: 'memory', multiplicity: '0..1', announced: ['mgmtObjAnnc'] },
      ],
    },
    {
      given: 'TS-0004, the type first',
      caption: 'Table 7.4.99.1-4: Child resources of <lamp> resource',
      rows: [
        ['Child Resource Type', 'Name', 'Multiplicity', 'Ref. to Resource Type Definition'],
        ['<bulb>', '[variable]', '0..n', 'Clause 7.4.98'],
        ['[shade]', 'variable', '0..1', 'Annex J'],
        ['<schedule>', '"lampSchedule"', '0..1', 'Clause 7.4.9'],
      ],
      want: [
        { ...child, type: 'bulb', multiplicity: '0..n' },
        { ...child, type: 'shade', multiplicity: '0..1' },
        { ...child, type: 'schedule', fixedName: 'lampSchedule', multiplicity: '0..1' },
      ],
    },
    {
      given: 'with a column that is headed as in other tables',
      caption: 'Table 7.4.99.1-4: Child resources of <lamp> resource',
      rows: [['Resource type', 'Name', 'Multiplicity'], ['<bulb>', '[variable]', '0..n']],
      want: [{ ...child, type: 'bulb', multiplicity: '0..n' }],
    },
    {
      given: 'but not where nothing speaks of children',
      caption: 'Table 7.4.99.1-4: Types beside <lamp>',
      rows: [['Resource type', 'Name', 'Multiplicity'], ['<bulb>', '[variable]', '0..n']],
      want: [],
    },
  ]);

  it('asks caption and heading when the header was copied from another table', () => {
    const { facts, codes } = recognised(
      new Writer().heading('Resource Type lamp', '9.6.99').table(
        [
          ['Child Resources of <desk>', 'Child Resource Type', 'Multiplicity', 'Description'],
          ['[variable]', '<bulb >', '0..n', ''],
        ],
        {
          caption: 'Table 9.6.99-1: Child resources of <lamp> resource',
        },
      ),
    );
    expect(bare(facts)).toEqual([{ ...child, type: 'bulb', multiplicity: '0..n' }]);
    expect(codes).toEqual(['RECOGNISE_SUBJECT']);
  });

  it('believes the heading where the header alone differs from it by a letter', () => {
    const { facts, codes } = recognised(new Writer().heading('Resource Type lampShade', '9.6.99').table([['Child Resources of <lampShde>', 'Child Resource Type', 'Multiplicity', 'Description'], ['[variable]', '<bulb>', '0..n', '']]));
    expect(bare(facts)).toEqual([{ ...child, resource: 'lampShade', type: 'bulb', multiplicity: '0..n' }]);
    expect(codes).toEqual(['RECOGNISE_SUBJECT']);
  });

  it('takes the resource from the heading where the caption names none', () => {
    const { facts } = recognised(
      new Writer()
        .heading('Resource Type <lamp>', '7.4.99', 3)
        .heading('Introduction', '7.4.99.1', 4)
        .table(
          [
            ['Child Resource Type Name', 'Child Resource Name', 'Multiplicity', 'Ref. to in Resource Type Definition'],
            ['<bulb>', '[variable]', '0..n', 'Clause 1'],
          ],
          {
            caption: 'Table 7.4.99.1-4: Reference of child resources',
          },
        ),
    );
    expect(bare(facts)).toEqual([{ ...child, type: 'bulb', multiplicity: '0..n' }]);
  });
});

it.each([
  ['Table 9.6.99-2: Attributes of <lamp> resource', ['Name', 'Mult.', 'R/W', 'Description', 'Announced'], ['watts', '0..1', 'RO', '', 'NA'], 'attribute'],
  ['Table 7.4.99-3: Attributes of <lamp> resource', ['Name', 'CREATE', 'UPDATE', 'Data type', 'Default value'], ['watts', 'O', 'NP', 'xs:integer', ''], 'attribute'],
  ['Table 6.3.4.99-1: Interpretation of m2m:lampState', ['Code', 'Interpretation'], ['1', 'ON'], 'enumeration-value'],
  ['Table 8.2.3-1: Resource attribute short names', ['Attribute', 'Occurs in', 'Abbreviation'], ['watts', 'lamp', 'wts'], 'short-name'],
])('columns in other words: %s', (caption, header, row, kind) => {
  expect(factsOf([header, row], { caption }).map((fact) => fact.kind)).toEqual([kind]);
});

describe('tables of enumerations', () => {
  const value = (name: string, number: number, type = 'm2m:lampState'): object => ({
    kind: 'enumeration-value',
    type,
    name,
    value: number,
    from: 'table',
  });
  const rows = [
    ['Value', 'Interpretation', 'Note'],
    ['1', 'ON', ''],
    ['2', 'OFF_FOR NOW', 'the default'],
    ['NOTE: that is all', left, left],
  ];
  check([
    {
      given: 'the prefixed type in the caption',
      caption: 'Table 6.3.4.2.99-1: Interpretation of m2m:lampState',
      rows,
      want: [value('ON', 1), value('OFF_FOR NOW', 2)],
    },
    {
      given: 'a bare type in the caption',
      caption: 'Table 6.3.4.2.99-1: Interpretation of lampState',
      rows,
      want: [value('ON', 1), value('OFF_FOR NOW', 2)],
    },
    {
      given: 'every column doubled',
      caption: 'Table 6.3.4.2.99-1: Interpretation of m2m:lampState',
      rows: rows.slice(0, 3).map((row) => row.flatMap((text) => [text, text])),
      want: [value('ON', 1), value('OFF_FOR NOW', 2)],
    },
    {
      given: 'a space after the prefix',
      caption: 'Table 1-1: Interpretation of m2m: lampState',
      rows: rows.slice(0, 2),
      want: [value('ON', 1)],
    },
  ]);

  it('the type in the heading alone', () => {
    const { facts } = recognised(new Writer().heading('m2m:lampState', '6.3.4.2.99', 4).table(rows));
    expect(bare(facts)).toEqual([value('ON', 1), value('OFF_FOR NOW', 2)]);
  });

  it('reports a caption and a heading that name two types, and believes the caption', () => {
    const { facts, codes } = recognised(
      new Writer()
        .heading('m2m:lampstate', '6.3.4.2.99', 4)
        .table(rows, { caption: 'Table 6.3.4.2.99-1: Interpretation of m2m:lampState' }),
    );
    expect(bare(facts)).toEqual([value('ON', 1), value('OFF_FOR NOW', 2)]);
    expect(codes).toEqual(['RECOGNISE_SUBJECT']);
  });

  it('reports a range of numbers and a value without name', () => {
    const { facts, codes, tables } = recognised(
      new Writer().table([rows[0]!, ['1', 'ON', ''], ['3..9', 'reserved', ''], ['10', '', '']], {
        caption: 'Table 1-1: Interpretation of m2m:lampState',
      }),
    );
    expect(facts.length).toBe(1);
    expect(codes).toEqual(['RECOGNISE_ROW', 'RECOGNISE_ROW']);
    expect(tables[0]!.skipped.map(({ reason }) => reason)).toEqual(['"3..9" is no whole number', '10 has no interpretation']);
  });
});

describe('lists of values in the text', () => {
  const value = (name: string, type?: string): object => ({
    kind: 'enumeration-value',
    ...(type !== undefined && { type }),
    name,
    from: 'text',
  });
  const cases: readonly { readonly given: string; readonly lines: readonly string[]; readonly want: readonly object[] }[] = [
    {
      given: 'a type, commas, a remark, empty lines',
      lines: ['The choice values of m2m:lampState are these:', 'ON,', '', 'OFF (to replace DARK)', 'FLICKERING'],
      want: [value('ON', 'm2m:lampState'), value('OFF', 'm2m:lampState'), value('FLICKERING', 'm2m:lampState')],
    },
    {
      given: 'a second list that names the attribute of a type named before',
      lines: ['Values for m2m:lampStateType:', 'ON', 'OFF', 'These codes go into lampState too:', 'LAMP_BROKEN', 'LAMP_MISSING'],
      want: ['ON', 'OFF', 'LAMP_BROKEN', 'LAMP_MISSING'].map((name) => value(name, 'm2m:lampStateType')),
    },
    { given: 'no type', lines: ['The following codes exist:', 'ON', 'OFF'], want: [value('ON'), value('OFF')] },
    { given: 'one name alone', lines: ['The following codes exist:', 'ON', 'Other words follow.'], want: [] },
    { given: 'capitals without a sentence that announces them', lines: ['Somebody said:', 'ON', 'OFF'], want: [] },
  ];
  for (const { given, lines, want } of cases) it(given, () => expect(bare(recognised(new Writer().text(...lines)).facts)).toEqual(want));
});

describe('tables of complex types', () => {
  const member = { kind: 'member', of: 'm2m:lampInfo', isXmlAttribute: false };
  check([
    {
      given: 'paths, XML attributes, base content',
      caption: 'Table 6.3.5.99-1: Type Definition of m2m:lampInfo',
      rows: [
        ['Element Path', 'Element Data Type', 'Mutiplicity', 'Note'],
        ['(base content)', 'xs:anyURI', '1', ''],
        ['@name', 'xs:NCName', '0..1', ''],
        ['bulb', '(anonymous)', '0..n', ''],
        ['bulb/watts', 'xs:integer', '1', ''],
        ['bulb/@id', 'm2m:ID', '1', ''],
      ],
      want: [
        { ...member, path: [], type: 'xs:anyURI', multiplicity: '1' },
        { ...member, path: ['name'], isXmlAttribute: true, type: 'xs:NCName', multiplicity: '0..1' },
        { ...member, path: ['bulb'], type: '(anonymous)', multiplicity: '0..n' },
        { ...member, path: ['bulb', 'watts'], type: 'xs:integer', multiplicity: '1' },
        { ...member, path: ['bulb', 'id'], isXmlAttribute: true, type: 'm2m:ID', multiplicity: '1' },
      ],
    },
    {
      given: 'the type in a column of its own',
      caption: 'Table 6.3.6-2: Groups of attributes',
      rows: [
        ['XSD type name', 'Child Elements', 'Child Element Datatype', 'Multiplicity', 'Description'],
        ['m2m:lampInfo', 'watts', 'xs:integer', '1', 'words'],
        [up, 'colour', 'xs:string', '0..1', up],
      ],
      want: [
        { ...member, path: ['watts'], type: 'xs:integer', multiplicity: '1' },
        { ...member, path: ['colour'], type: 'xs:string', multiplicity: '0..1' },
      ],
    },
    {
      given: 'the type in the first of its rows alone',
      caption: 'Table 6.3.6-2: Groups of attributes',
      rows: [
        ['XSD type name', 'Child Elements', 'Child Element Datatype', 'Multiplicity', 'Description'],
        ['m2m:lampInfo', 'watts', 'xs:integer', '1', 'words'],
        ['', 'colour', 'xs:string', '0..1', ''],
      ],
      want: [
        { ...member, path: ['watts'], type: 'xs:integer', multiplicity: '1' },
        { ...member, path: ['colour'], type: 'xs:string', multiplicity: '0..1' },
      ],
    },
    {
      given: 'elements of a type without prefix',
      caption: 'Table 6.3.5.99-1: Elements of the lampInfo',
      rows: [
        ['Element Path', 'Element Data Type', 'Multiplicity', 'Note'],
        ['watts', 'xs:integer', '1', ''],
      ],
      want: [{ ...member, path: ['watts'], type: 'xs:integer', multiplicity: '1' }],
    },
  ]);
});

describe('tables of short names', () => {
  const short = (of: string, name: string, shortName: string, ...occursIn: readonly string[]): object => ({ kind: 'short-name', of, name, shortName, ...(occursIn.length > 0 && { occursIn }) });
  check([
    {
      given: 'attributes, one marked as used before',
      caption: 'Table 8.2.3-1: Resource attribute short names (1/6)',
      rows: [
        ['Attribute Name', 'Occurs in', 'Short Name'],
        ['watts', 'lamp', 'wt'],
        ['operation', 'lamp', 'op*'],
        ['NOTE: * marks what was used before', left, left],
      ],
      want: [short('attribute', 'watts', 'wt', 'lamp'), short('attribute', 'operation', 'op', 'lamp')],
    },
    {
      given: 'resource types',
      caption: 'Table 8.2.4-1: Resource and specialization type short names',
      rows: [
        ['ResourceType Name', 'Short Name'],
        ['lamp', 'lmp'],
      ],
      want: [short('resource', 'lamp', 'lmp')],
    },
    {
      given: 'members',
      caption: 'Table 8.2.5-1: Complex data type member short names',
      rows: [
        ['Member Name', 'Occurs in', 'Short Name'],
        ['power', 'lampInfo', 'pwr'],
      ],
      want: [short('member', 'power', 'pwr', 'lampInfo')],
    },
    {
      given: 'parameters by their XSD names, an empty row',
      caption: 'Table 8.2.2-1: Primitive parameter short names',
      rows: [
        ['Parameter Name', 'XSD long name', 'Occurs in', 'Short Name'],
        ['Lamp Colour', 'lampColour', 'Request', 'lc'],
        ['', '', '', ''],
      ],
      want: [{ ...short('parameter', 'lampColour', 'lc', 'Request'), printed: 'Lamp Colour' }],
    },
    {
      given: 'root elements with their prefix',
      caption: 'Table 8.2.2-2: Root element short names',
      rows: [
        ['Root Element Name', 'Occurs in', 'Short Name'],
        ['m2m:lampRequest', 'Request', 'lrq'],
      ],
      want: [short('parameter', 'lampRequest', 'lrq', 'Request')],
    },
    {
      given: 'a remark after a name',
      caption: 'Table 8.2.6-1: Trigger payload field short names',
      rows: [
        ['Member Name', 'Short Name'],
        ['lampPayload (root element)', 'lpy'],
      ],
      want: [short('member', 'lampPayload', 'lpy')],
    },
  ]);
});

describe('tables of parameters', () => {
  const parameter = (of: string, name: string, columns: object): object => ({ kind: 'parameter', of, name, ...columns });
  const carried = (...[create, retrieve, update, remove, notify]: readonly string[]): object => ({ create, retrieve, update, delete: remove, notify });
  check([
    {
      given: 'types of those of requests',
      caption: 'Table 6.4.1-1: Data Types for Request primitive parameters',
      rows: [
        ['Primitive Parameter', 'Data Type', 'Multiplicity', 'Default Handling (note 2)', 'Note'],
        ['Lamp IDs', 'list of m2m:lampID', '0..1 (note 2)', 'Not applicable', 'See clause 1'],
        ['NOTE 2: about defaults', left, left, left, left],
      ],
      want: [parameter('request', 'Lamp IDs', { type: 'list of m2m:lampID', multiplicity: '0..1' })],
    },
    {
      given: 'types of those of responses',
      caption: 'Table 6.4.2-1: Data Types for Response primitive parameters',
      rows: [
        ['Primitive Parameter', 'Data Type', 'Multiplicity', 'Note'],
        ['Content', 'm2m:lampContent', '1', ''],
      ],
      want: [parameter('response', 'Content', { type: 'm2m:lampContent', multiplicity: '1' })],
    },
    {
      given: 'what requests carry, in Stage 3',
      caption: 'Table 7.2.1.1-1: Request Primitive Parameters',
      rows: [
        ['Primitive Parameter', 'CREATE', 'RETRIEVE', 'UPDATE', 'DELETE', 'NOTIFY'],
        ['Lamp', 'O\nSee note', 'M', 'NP', 'O', 'O'],
      ],
      want: [parameter('request', 'Lamp', carried('O', 'M', 'NP', 'O', 'O'))],
    },
    {
      given: 'what requests carry, in Stage 2: groups before the names, and what they are for behind them',
      caption: 'Table 8.1.2-3: Summary of Request Message Parameters',
      rows: [
        ['Request message parameter', left, 'Operation', left, left, left, left],
        [up, up, 'Create', 'Retrieve', 'Update', 'Delete', 'Notify'],
        ['Mandatory', 'Lamp - what shines', 'M', 'M', 'M', 'M', 'M'],
        ['Optional', 'Lamp IDs-those of lamps', 'O', 'N/A', 'O', 'O', 'N/A'],
        [up, 'Group Lamp - Identifier of a group', 'O', 'O', 'O', 'O', 'O'],
      ],
      want: [
        parameter('request', 'Lamp', carried('M', 'M', 'M', 'M', 'M')),
        parameter('request', 'Lamp IDs', carried('O', 'N/A', 'O', 'O', 'N/A')),
        parameter('request', 'Group Lamp', carried('O', 'O', 'O', 'O', 'O')),
      ],
    },
    {
      given: 'of no direction, of one operation, and what they are set to',
      caption: 'Table 7.3.1.4-1: Request primitive parameter settings',
      rows: [
        ['Parameter Name', 'Value'],
        ['Lamp', 'The lamp that shines.'],
      ],
      want: [],
    },
  ]);

  it('say which direction they are of, or are none', () => {
    const rows = [
      ['Parameter', 'Data Type', 'Multiplicity'],
      ['Lamp', 'm2m:lamp', '1'],
    ];
    expect(factsOf(rows, { caption: 'Table 8.3-1: Traffic parameters' })).toEqual([]);
    expect(factsOf(rows, { caption: 'Table 8.3-1: Parameters of a request' })).toEqual([]);
    expect(factsOf(rows, { caption: 'Table 8.3-1: Request parameters' })).toHaveLength(1);
  });
});

describe('tables of codes', () => {
  check([
    {
      given: 'response status codes',
      caption: 'Table 6.6.3.5-1: RSCs for Originator error response class',
      rows: [
        ['Numeric Code', 'Description'],
        ['4000', 'BAD_LAMP'],
        ['', ''],
      ],
      want: [{ kind: 'status-code', code: 4000, name: 'BAD_LAMP' }],
    },
    {
      given: 'response status codes with remarks, names broken over lines, and notes',
      caption: 'Table 6.3.1-1: Status Code Mapping',
      rows: [
        ['oneM2M Response Status Code', 'oneM2M Response Status Code Interpretation', 'CoAP Status Code', 'CoAP Interpretation'],
        ['2000 (for RETRIEVE operation)', 'OK', '2.05', 'Content'],
        ['5203', 'TARGET_NOT_ SUBSCRIBABLE', '4.03', 'Forbidden'],
        ['5204\u00b2', 'LAMP_ \nBROKEN (see note 1)', '4.03', 'Forbidden'],
        ['1001', 'ACCEPTED for nonBlockingRequestSynch', '', ''],
        ['2004', 'UPDATED (for UPDATE and NOTIFY)', '', ''],
        ['4004', 'LAMP_NOT_FOUND – see note', '', ''],
      ],
      want: [
        { kind: 'status-code', code: 2000, name: 'OK' },
        { kind: 'status-code', code: 5203, name: 'TARGET_NOT_SUBSCRIBABLE' },
        { kind: 'status-code', code: 5204, name: 'LAMP_BROKEN' },
        { kind: 'status-code', code: 1001, name: 'ACCEPTED for nonBlockingRequestSynch' },
        { kind: 'status-code', code: 2004, name: 'UPDATED' },
        { kind: 'status-code', code: 4004, name: 'LAMP_NOT_FOUND' },
      ],
    },
    {
      given: 'response status codes and what they become in HTTP',
      caption: 'Table 6.3.2-1: Status Code Mapping',
      rows: [
        ['oneM2M Response Status Codes', 'HTTP Status Codes [10]'],
        ['4000 (BAD_LAMP)', '400 (Bad Request)'],
        ['4001 (LAMP for nothing)', up],
      ],
      want: [
        { kind: 'status-code', code: 4000, name: 'BAD_LAMP' },
        { kind: 'status-code', code: 4001, name: 'LAMP for nothing' },
      ],
    },
    {
      given: 'fault codes, the RPC in the caption',
      caption: 'Table 8.2.9-1: SwitchLamp Fault Code Mapping for Delete <lamp>',
      rows: [
        ['Fault code', 'Description', 'execStatus Code'],
        ['9000', 'No lamp', 'STATUS_NO LAMP '],
        ['', '', ''],
      ],
      want: [{ kind: 'fault', rpc: 'SwitchLamp', faultCode: 9000, status: 'STATUS_NO LAMP', text: 'No lamp' }],
    },
    {
      given: 'commands',
      caption: 'Table 8.2.1-1 Mapping of <lamp> primitives',
      rows: [
        ['cmdType  value', 'BBF TR-069 RPCs'],
        ['“SWITCH”', 'SwitchLamp RPC (see section 1) and SwitchLampComplete RPC (section 2)'],
        ['RESET', 'Lamp reset RPC'],
      ],
      want: [
        { kind: 'command', cmdType: 'SWITCH', rpcs: ['SwitchLamp', 'SwitchLampComplete'] },
        { kind: 'command', cmdType: 'RESET', rpcs: ['Lamp reset'] },
      ],
    },
  ]);

  it('the RPC in the heading', () => {
    const { facts } = recognised(
      new Writer().heading('Report results using LampComplete RPC', '8.2.9', 3).table([
        ['Fault code', 'Description', 'execResult Code'],
        ['9000', 'No lamp', 'NO_LAMP'],
      ]),
    );
    expect(bare(facts)).toEqual([{ kind: 'fault', rpc: 'LampComplete', faultCode: 9000, status: 'NO_LAMP', text: 'No lamp' }]);
  });
});

describe('universal and common attributes', () => {
  check([
    {
      given: 'TS-0001',
      caption: 'Table 9.6.1.3.1-1: Universal Attributes',
      rows: [
        ['Attribute Name', 'Description'],
        ['watts', 'Power.'],
      ],
      want: [{ kind: 'attribute', resourceKind: 'resource', name: 'watts', text: 'Power.' }],
    },
    {
      given: 'TS-0004',
      caption: 'Table 6.3.6-1: Universal and Common Attributes',
      rows: [
        ['Attribute Name', 'Data Type', 'Value restrictions and Notes'],
        ['watts', 'xs:integer', 'Positive.'],
      ],
      want: [{ kind: 'attribute', resourceKind: 'resource', name: 'watts', type: 'xs:integer', text: 'Positive.' }],
    },
  ]);
});
