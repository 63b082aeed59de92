import { describe, expect, it } from 'vitest';
import { left, recognised, up, Writer } from './support.js';

describe('the id of a document', () => {
  const cases: readonly {
    readonly given: string;
    readonly write: (writer: Writer) => Writer;
    readonly file?: string;
    readonly want: string;
  }[] = [
    {
      given: 'a cover page',
      write: (w) =>
        w.table([
          ['oneM2M Technical Specification', left],
          ['Document Number', 'TS-0099-V3.1.0'],
          ['Document Name:', 'Lamps'],
        ]),
      want: 'TS-0099',
    },
    {
      given: 'a cover page with spaces in the number',
      write: (w) =>
        w.table([
          ['Specification Number', 'TS- 0099 - V- 3.1.0'],
          ['Date:', 'today'],
        ]),
      want: 'TS-0099',
    },
    {
      given: 'the form of a Change Request',
      write: (w) =>
        w.table([
          ['CHANGE REQUEST', left],
          ['Meeting ID:*', 'LMP 1'],
          ['Source:*', 'Somebody'],
          ['CR against: Release*', 'Rel-4'],
          ['CR against: TS/TR*', 'TS-0099 v4.1.0'],
          ['Clauses *', '1, 2'],
        ]),
      want: 'TS-0099-CR',
    },
    {
      given: 'a sentence about a Change Request',
      write: (w) => w.text('Change Request on lamps', 'This changes TS-0099 clause 8.'),
      want: 'TS-0099-CR',
    },
    { given: 'a title', write: (w) => w.heading('TS-0099 Lamps'), file: 'folder/lamps.md', want: 'TS-0099' },
    { given: 'a title with the number of a Change Request', write: (w) => w.heading('CR 0123R2 Wicks').text('It changes TS-0099.'), want: 'TS-0099-CR' },
    { given: 'a line that names the specification', write: (w) => w.heading('A longer wick').text('Spec: oneM2M TS-0099-Lamps V4.7.0', 'In clause 8, add a row.'), want: 'TS-0099' },
    { given: 'the number of a contribution as the name of the file', write: (w) => w.text('Lamps of TS-0099, clause 8.'), file: 'SDS-2021-0042R01-lamps.docx', want: 'TS-0099-CR' },
    { given: 'a proposal, and the number under which ETSI publishes it', write: (w) => w.text('Changes proposed to ETSI TS 118 199 V4.1.0.'), want: 'TS-0099-CR' },
    { given: 'a cover page, and proposals in what follows', write: (w) => w.table([['Document Number', 'TR-0099-V4.1.0'], ['Date:', 'today']]).text('5 Proposed changes to TS-0098'), file: 'SDS-2021-0042R01.docx', want: 'TR-0099' },
    { given: 'nothing', write: (w) => w.text('Lamps.', 'See TS-0001.'), file: 'folder/lamps.txt', want: 'lamps' },
    { given: 'nothing but the name of the file', write: (w) => w.text('Lamps.'), file: 'TS-0099-Lamps-V3_1_0.docx', want: 'TS-0099' },
  ];
  for (const { given, write, file, want } of cases) it(given, () => expect(recognised(write(new Writer()), file).document).toBe(want));
});

describe('tables that give no facts', () => {
  const cases: readonly { readonly given: string; readonly rows: readonly (readonly string[])[]; readonly want: object }[] = [
    {
      given: 'a procedure',
      rows: [
        ['<lamp> CREATE', left],
        ['Information in Request message', 'All of it'],
        ['Processing at Receiver', 'With care'],
        ['Exceptions', 'None'],
      ],
      want: { kind: 'procedure', reason: 'the steps of an operation' },
    },
    {
      given: 'a cover page',
      rows: [
        ['Document Number', 'TS-0099'],
        ['Document Name:', 'Lamps'],
        ['Abstract:', 'Light'],
      ],
      want: { kind: 'layout' },
    },
    {
      given: 'the history',
      rows: [
        ['Publication history', left, left],
        ['V1.1.1', 'May', 'Published'],
      ],
      want: { kind: 'layout', reason: 'the history of the document' },
    },
    {
      given: 'the schema file',
      rows: [
        ['Data Type ID', 'File Name', 'Note'],
        ['lamp', 'CDT-lamp.xsd', ''],
      ],
      want: { kind: 'layout', reason: 'names the schema file of a type' },
    },
    {
      given: 'an attribute table without its access',
      rows: [
        ['Attributes of <lamp>', 'Multiplicity', 'Colour'],
        ['watts', '1', 'red'],
      ],
      want: { reason: 'nearest to a table of attributes, which also has a column "access"' },
    },
    {
      given: 'fault codes and the status codes of requests',
      rows: [
        ['Fault code', 'Description', 'Response Status Code'],
        ['9000', 'No lamp', '4000 (BAD_LAMP)'],
      ],
      want: { reason: 'not a table of response status codes: it maps fault codes to response status codes' },
    },
    {
      given: 'conditions and status codes by name',
      rows: [
        ['Description', 'Response Status Code'],
        ['no lamp there', 'BAD_LAMP'],
      ],
      want: {
        reason:
          'not a table of response status codes: no row is like one of its rows; ' +
          'row 2 of a table gives nothing: "BAD_LAMP" is no response status code',
      },
    },
    {
      given: 'headers of no kind',
      rows: [
        ['Apples', 'Pears'],
        ['1', '2'],
      ],
      want: { reason: 'the headers Apples | Pears are those of no known kind' },
    },
    { given: 'a table of nothing', rows: [], want: { rows: 0, columns: 0 } },
  ];
  for (const { given, rows, want } of cases) {
    it(given, () => {
      const { facts, tables, codes } = recognised(new Writer().table(rows));
      expect(facts).toEqual([]);
      expect(tables).toMatchObject([{ ...want, facts: 0 }]);
      expect(codes).toEqual('kind' in want ? [] : ['RECOGNISE_TABLE']);
    });
  }
});

describe('the account of tables', () => {
  it('has nested tables after the table that they stand in, and cites clause and table', () => {
    const writer = new Writer();
    const inner = writer.tableOf(
      [
        ['Value', 'Interpretation'],
        ['1', 'ON'],
      ],
      { caption: 'Table 6-2: Interpretation of m2m:lampState' },
    );
    const { facts, tables } = recognised(
      writer.heading('Lamps', '9.6', 1).table(
        [
          ['Attributes of <lamp>', 'Multiplicity', 'RW/RO/WO', 'Description'],
          ['state', '1', 'RW', inner],
        ],
        { caption: 'Table 9.6.99-2: Attributes of <lamp>', clause: '9.6' },
      ),
    );
    expect(tables.map(({ number, clause, kind, facts: count, rows, columns }) => ({ number, clause, kind, count, rows, columns }))).toEqual(
      [
        { number: '9.6.99-2', clause: '9.6.99', kind: 'attributes', count: 1, rows: 2, columns: 4 },
        { number: '6-2', clause: '6', kind: 'enumeration', count: 1, rows: 2, columns: 2 },
      ],
    );
    expect(facts.map(({ source }) => source)).toEqual([
      { clause: '9.6.99', table: '9.6.99-2' },
      { clause: '6', table: '6-2' },
    ]);
    expect(facts[0]!.place.within).toBe('Table 9.6.99-2, row 2');
  });

  it('reads the rest of a table that was cut in two', () => {
    const header = ['Attribute Name', 'Multiplicity', 'RW/RO/WO', 'Description'];
    const { facts, tables } = recognised(
      new Writer()
        .table([header, ['watts', '1', 'RW', '']], { caption: 'Table 9.6.99-2: Attributes of <lamp>' })
        .text('')
        .table([
          ['', '', '', ''],
          ['colour', '0..1', 'RO', ''],
        ])
        .table([['shade', '0..1', 'RO', '']])
        .text('Words between them.')
        .table([['other', '0..1', 'RO', '']]),
    );
    expect(facts.map((f) => f.kind === 'attribute' && [f.resource, f.name])).toEqual([
      ['lamp', 'watts'],
      ['lamp', 'colour'],
      ['lamp', 'shade'],
    ]);
    expect(tables.map(({ kind, reason, skipped }) => [kind, reason, skipped.map(({ row }) => row)])).toMatchObject([
      ['attributes', undefined, []],
      ['attributes', 'the rest of table 9.6.99-2 before it', [1]],
      ['attributes', 'the rest of table 9.6.99-2 before it', []],
      [undefined, 'the headers other | 0..1 | RO |  are those of no known kind', []],
    ]);
  });

  it('leaves another table of as many columns alone', () => {
    const { facts, codes } = recognised(
      new Writer()
        .table(
          [
            ['Fault code', 'Description', 'execStatus Code'],
            ['9000', '', 'NO_LAMP'],
          ],
          { caption: 'Table 1-1: Lamp Fault Code Mapping' },
        )
        .table([
          ['Colour', 'Shade', 'Number'],
          ['red', 'dark', '1'],
        ]),
    );
    expect(facts.length).toBe(1);
    expect(codes).toEqual(['RECOGNISE_TABLE']);
  });

  it('leaves out tables that stand too deep', () => {
    const writer = new Writer();
    let table = writer.tableOf([['bottom']]);
    for (let depth = 0; depth < 40; depth++) table = writer.tableOf([[table]]);
    writer.blocks.push(table);
    const { tables, codes } = recognised(writer);
    expect(tables.length).toBe(16);
    expect(codes).toContain('RECOGNISE_DEPTH');
  });

  it('tells of captions whose tables a conversion has lost', () => {
    const rows = [['Value', 'Interpretation'], ['1', 'on']];
    const lost = (...captions: string[]): number => recognised(new Writer().text(...captions).table(rows, { caption: 'Table 5-1: Values of m2m:lampState' })).codes.filter((code) => code === 'RECOGNISE_CAPTION').length;
    expect([lost(), lost('Table 5-1: Values of m2m:lampState'), lost('Table 5-2: Values of m2m:lampKind', 'Table 5-3: Values of m2m:lampSize')]).toEqual([0, 0, 1]);
  });
});

describe('rows whose cells do not stand below their headers', () => {
  // TS-0004 Tables 7.4.34.1-3 and 7.4.38.1-3: Word draws each row with borders of its own.
  const caption = 'Table 7.4.99.1-3: Resource Specific Attributes of <lamp> resource';
  const names = (rows: readonly (readonly string[])[]): readonly object[] =>
    recognised(new Writer().table(rows, { caption })).facts.map((f) =>
      f.kind === 'attribute' ? { name: f.name, create: f.create, update: f.update, type: f.type, default: f.default } : {},
    );

  it('reads cell by cell where header and row have as many', () => {
    expect(
      names([
        ['Attribute Name', left, 'Request Optionality', left, 'Data Type', 'Default Value and Constraints'],
        [up, up, 'Create', 'Update', up, up],
        ['watts', left, 'O', 'NP', 'xs:integer', 'None'],
        ['colour', 'O', 'NP', 'xs:string', 'None', left],
      ]),
    ).toEqual([
      { name: 'watts', create: 'O', update: 'NP', type: 'xs:integer', default: 'None' },
      { name: 'colour', create: 'O', update: 'NP', type: 'xs:string', default: 'None' },
    ]);
  });

  it('reads from the left where merged cells have become repeated ones', () => {
    const twice = (text: string): string[] => [text, text];
    expect(
      names([
        [...twice('Attribute Name'), ...twice('Request Optionality'), 'Data Type', 'Default Value and Constraints'],
        [...twice('Attribute Name'), 'Create', 'Update', 'Data Type', 'Default Value and Constraints'],
        ['colour', 'O', 'O', 'xs:string', ...twice('None')],
      ]),
    ).toEqual([{ name: 'colour', create: 'O', update: 'O', type: 'xs:string', default: 'None' }]);
  });
});

describe('documents out of proportion', () => {
  it('a long table', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [String(i), 'STATUS_' + 'X'.repeat(i % 90)]);
    const { facts } = recognised(
      new Writer().table([['Value', 'Interpretation'], ...rows], { caption: 'Table 1-1: Interpretation of m2m:lampState' }),
    );
    expect(facts.length).toBe(rows.length);
  });

  it('a wide table', () => {
    const wide = (text: string): string[] => Array.from({ length: 2_000 }, (_, i) => `${text} ${String(i)}`);
    const { tables } = recognised(new Writer().table([wide('Atribute Name'), wide('Multiplicty'), wide('')]));
    expect(tables).toMatchObject([{ columns: 2_000, facts: 0 }]);
  });

  it('many tables that nothing is known of, one after another', () => {
    const writer = new Writer().table(
      [
        ['Fault code', 'execStatus Code'],
        ['9000', 'NO_LAMP'],
      ],
      { caption: 'Table 1-1: Lamp Fault Code Mapping' },
    );
    for (let i = 0; i < 500; i++) writer.table([['Apples', 'Pears']]);
    expect(recognised(writer).tables.length).toBe(501);
  });
});
