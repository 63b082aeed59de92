import { describe, expect, it } from 'vitest';
import { factsOf, left, recognised, up, Writer } from './support.js';

const header = ['Attributes of <lamp>', 'Multiplicity', 'RW/\nRO/\nWO', 'Description', '<lampAnnc> Attributes'];
const row = ['power', '0..1 (L)', 'RW', 'How strong it shines.', 'OA'];
const fact = {
  kind: 'attribute',
  resource: 'lamp',
  resourceKind: 'resource',
  name: 'power',
  multiplicity: '0..1 (L)',
  access: 'RW',
  announced: 'OA',
  text: 'How strong it shines.',
};

describe('tables of attributes in the style of TS-0001', () => {
  const cases: readonly {
    readonly given: string;
    readonly rows: readonly (readonly string[])[];
    readonly caption?: string;
    readonly want: object;
  }[] = [
    { given: 'the usual header', rows: [header, row], want: fact },
    {
      given: 'brackets of a specialization',
      rows: [['Attributes of\n[lamp]', ...header.slice(1)], row],
      want: { ...fact, resourceKind: 'mgmtObj' },
    },
    {
      given: 'no announced column',
      rows: [header.slice(0, 4), row.slice(0, 4)],
      want: (({ announced: _, ...rest }) => rest)(fact),
    },
    {
      given: 'Attribute Name, the resource in the caption',
      rows: [['Attribute Name', ...header.slice(1)], row],
      caption: 'Table 9.6.99-2: Attributes of <lamp> resource',
      want: fact,
    },
    {
      given: 'access before multiplicity',
      rows: [
        [header[0]!, header[2]!, header[1]!, ...header.slice(3)],
        [row[0]!, row[2]!, row[1]!, ...row.slice(3)],
      ],
      want: fact,
    },
    {
      given: 'names in brackets taken for tags of HTML',
      rows: [['Attributes of', 'Multiplicity', 'RW/RO/WO', 'Description', 'Attributes'], row],
      caption: 'Table 9.6.99-2: Attributes of lamp resource',
      want: fact,
    },
    { given: 'a header over two rows', rows: [header, [up, up, up, up, up], row], want: fact },
    { given: 'a title row above the header', rows: [['Table of the lamp', left, left, left, left], header, row], want: fact },
    { given: 'a misspelt header', rows: [[header[0]!, 'Mutiplicity', ...header.slice(2)], row], want: fact },
    { given: 'a footnote on a header', rows: [[header[0]!, 'Multiplicity\n(see note 1)', ...header.slice(2)], row], want: fact },
    { given: 'a footnote on a name', rows: [header, ['power (see note 2)', ...row.slice(1)]], want: fact },
    { given: 'a soft hyphen in a name', rows: [header, ['po\u00ADwer', ...row.slice(1)]], want: fact },
    { given: 'a line break in a name', rows: [header, ['po\nwer', ...row.slice(1)]], want: fact },
    { given: 'spaces in values', rows: [header, ['power', ' 0..1\u00A0(L) ', 'RW ', row[3]!, ' OA']], want: fact },
  ];
  for (const { given, rows, caption, want } of cases) {
    it(given, () => {
      expect(factsOf(rows, caption === undefined ? {} : { caption })).toEqual([want]);
    });
  }

  it('keeps what is printed and says what it probably means', () => {
    const { facts, codes, hints } = recognised(new Writer().table([header, ['power', '1', 'R0', '', 'OA']]));
    expect(facts[0]).toMatchObject({ access: 'R0' });
    expect(codes).toEqual(['RECOGNISE_ACCESS']);
    expect(hints[0]).toContain('{"printed": "R0", "use": "RO"}');
  });

  for (const [printed, use] of [
    ['0..1 ((L)', '0..1 (L)'],
    ['O..1', '0..1'],
    ['0...n', '0..n'],
    ['1 L', '1 (L)'],
  ] as const) {
    it(`multiplicity ${printed}`, () => {
      const { facts, codes, hints } = recognised(new Writer().table([header, ['power', printed, 'RW', '', 'OA']]));
      expect(facts[0]).toMatchObject({ multiplicity: printed });
      expect(codes).toEqual(['RECOGNISE_MULTIPLICITY']);
      expect(hints[0]).toContain(`{"printed": "${printed}", "use": "${use}"}`);
    });
  }

  it('says when multiplicity and access are swapped', () => {
    const { codes, hints } = recognised(new Writer().table([header, ['power', 'RW', '1', '', 'OA']]));
    expect(codes).toEqual(['RECOGNISE_ACCESS', 'RECOGNISE_MULTIPLICITY']);
    expect(hints[1]).toContain('swapped');
  });

  it('skips what is no row, with the reason', () => {
    const { facts, tables, codes } = recognised(
      new Writer().table([
        header,
        row,
        header,
        ['NOTE: nothing', left, left, left, left],
        ['', '', '', '', ''],
        ['colour', '1', 'RO', '', 'NA'],
      ]),
    );
    expect(facts.map((f) => 'name' in f && f.name)).toEqual(['power', 'colour']);
    expect(tables[0]!.skipped.map(({ row, reason }) => [row, reason])).toEqual([
      [3, 'the header again'],
      [4, 'note'],
      [5, 'empty row'],
    ]);
    expect(codes).toEqual([]);
  });

  it('reports rows above the header, but for a title', () => {
    const { facts, tables, codes } = recognised(
      new Writer().table([['Lamps', left, left, left, left], ['colour', '1', 'RO', '', 'NA'], header, row]),
    );
    expect(facts.map((f) => 'name' in f && f.name)).toEqual(['power']);
    expect(codes).toEqual(['RECOGNISE_ROW']);
    expect(tables[0]!.skipped.map((s) => s.row)).toEqual([1, 2]);
  });

  it('reports a row that it cannot read', () => {
    const { facts, tables, codes } = recognised(new Writer().table([header, ['power % colour', '1', 'RW', '', 'OA']]));
    expect(facts).toEqual([]);
    expect(codes).toEqual(['RECOGNISE_ROW']);
    expect(tables[0]).toMatchObject({ kind: 'attributes', facts: 0, reason: '1 row not understood' });
  });

  it('reads several resources that share one table', () => {
    const second = ['Attributes of <bulb>', ...header.slice(1)];
    const one = recognised(new Writer().table([header, row, second, ['watts', '1', 'RO', '', 'NA']]));
    expect(one.facts.map((f) => f.kind === 'attribute' && [f.resource, f.name])).toEqual([
      ['lamp', 'power'],
      ['bulb', 'watts'],
    ]);
    const both = recognised(new Writer().table([['Attributes of <lamp> and <bulb>', ...header.slice(1)], row]));
    expect(both.facts.map((f) => f.kind === 'attribute' && f.resource)).toEqual(['lamp', 'bulb']);
  });

  it('says when header and caption disagree, and asks the heading', () => {
    const { facts, codes } = recognised(
      new Writer()
        .heading('Resource Type lamp', '9.6.99')
        .table([['Attributes of <bulb>', ...header.slice(1)], row], { caption: 'Table 9.6.99-2: Attributes of <lamp> resource' }),
    );
    expect(facts[0]).toMatchObject({ resource: 'lamp' });
    expect(codes).toEqual(['RECOGNISE_SUBJECT']);
  });

  it('finds values listed in a description', () => {
    const values = (text: string): readonly object[] => factsOf([header, ['power', '1', 'RW', text, 'OA']]).slice(1);
    const want = ['BRIGHT', 'DIM'].map((name) => ({
      kind: 'enumeration-value',
      attribute: { resource: 'lamp', name: 'power' },
      name,
      from: 'cell',
    }));
    for (const separator of [' – ', ' - ', ' — ', ': ']) {
      expect(values(`One of:\n\nBRIGHT${separator}all of it\n\nDIM${separator}some of it\nNOTE: no more\nOTHER${separator}alone`)).toEqual(
        want,
      );
    }
    expect(values('• BRIGHT\n• DIM')).toEqual(want);
    expect(values('The values are:\nBRIGHT (default)\nDIM;')).toEqual(want);
    expect(values('LAMP-OFF\nLAMP-ON').map((value) => 'name' in value && value.name)).toEqual(['LAMP-OFF', 'LAMP-ON']);
    expect(values('TRUE: on\nFALSE: off')).toEqual([]);
    expect(values('OR\nSomething\nELSE')).toEqual([]);
  });
});

describe('tables of request optionality in the style of TS-0004', () => {
  const caption = 'Table 7.4.99.1-3: Resource Specific Attributes of <lamp> resource';
  const want = {
    kind: 'attribute',
    resource: 'lamp',
    resourceKind: 'resource',
    name: 'power',
    create: 'M',
    update: 'NP',
    type: 'xs:integer',
    default: 'No default',
    text: 'No default',
  };
  const upper = ['Attribute Name', 'Request Optionality', left, 'Data Type', 'Default Value and Constraints'];
  const values = ['power', 'M', 'NP', 'xs:integer', 'No default'];
  const cases: readonly { readonly given: string; readonly rows: readonly (readonly string[])[]; readonly want?: object }[] = [
    { given: 'merged cells', rows: [upper, [up, 'Create', 'Update', up, up], values] },
    {
      given: 'repeated texts',
      rows: [
        upper.map((t) => (t === left ? 'Request Optionality' : t)),
        ['Attribute Name', 'Create', 'Update', 'Data Type', 'Default Value and Constraints'],
        values,
      ],
    },
    {
      given: 'flattened, empty cells kept',
      rows: [
        ['Attribute Name', 'Request Optionality', 'Data Type', 'Default Value and Constraints', ''],
        ['', 'Create', 'Update', '', ''],
        values,
      ],
    },
    {
      given: 'flattened, empty cells lost',
      rows: [
        ['Attribute Name', 'Request Optionality', 'Data Type', 'Default Value and Constraints', ''],
        ['Create', 'Update', '', '', ''],
        values,
      ],
    },
    { given: 'one header row', rows: [['Attribute Name', 'Create', 'Update', 'Data Type', 'Default Value and Constraints'], values] },
    {
      given: 'Update alone',
      rows: [
        ['Attribute Name', 'Request Optionality', 'Data Type', 'Default Value and Constraints'],
        [up, 'Update', up, up],
        ['power', 'NP', 'xs:integer', 'No default'],
      ],
      want: (({ create: _, ...rest }) => rest)(want),
    },
  ];
  for (const { given, rows, want: other } of cases) it(given, () => expect(factsOf(rows, { caption })).toEqual([other ?? want]));

  it('attributes that no request has', () => {
    const fact = { kind: 'attribute', resource: 'lamp', resourceKind: 'resource', name: 'power', text: '' };
    expect(
      factsOf([['Attribute Name'], ['Attribute Name'], ['power']], {
        caption: 'Table 7.4.99.1-2: Universal/Common Attributes of <lamp> resource',
      }),
    ).toEqual([fact]);
    expect(
      factsOf(
        [
          ['Attribute Name', 'Data Type', 'Default Value and Constraints'],
          [up, up, up],
          ['power', 'xs:integer', 'None'],
        ],
        { caption },
      ),
    ).toEqual([{ ...fact, type: 'xs:integer', default: 'None', text: 'None' }]);
    expect(
      factsOf(
        [
          ['Attribute Name', 'Colour'],
          ['power', 'red'],
        ],
        { caption },
      ),
    ).toEqual([]);
  });

  it('universal and common attributes of a resource', () => {
    expect(
      factsOf(
        [
          ['Attribute Name', 'Request Optionality', left],
          [up, 'Create', 'Update'],
          ['@resourceName', 'O', 'NP'],
        ],
        {
          caption: 'Table 7.4.99.1-2: Universal/Common Attributes of <lamp> resource',
        },
      ),
    ).toEqual([
      { kind: 'attribute', resource: 'lamp', resourceKind: 'resource', name: 'resourceName', create: 'O', update: 'NP', text: '' },
    ]);
  });
});

describe('What stands in the cell of a name', () => {
  const names = (cell: string, ...values: readonly string[]) => {
    const row = [cell, values[0] ?? '0..1', values[1] ?? 'RW', 'x', values[2] ?? 'OA'];
    return factsOf([['Attributes of <widget>', 'Multiplicity', 'RW/RO/WO', 'Description', '<widgetAnnc> Attributes'], row]).map((found) => found.kind === 'attribute' && [found.name, found.multiplicity, found.access, found.announced].join(' '));
  };

  it.each<[string, string, string[], string[]]>([
    ['a raised figure', 'attrA\u00b9', ['0..1\u00b2', 'RW\u2074', 'OA\u1d43'], ['attrA 0..1 RW OA']],
    ['raised figures', 'attrA\u00b9, \u00b2', [], ['attrA 0..1 RW OA']],
    ['an en dash', 'trigger\u2013Recipient\u2010ID', [], ['trigger-Recipient-ID 0..1 RW OA']],
    ['a reference link', '[attrB][b]', [], ['attrB 0..1 RW OA']],
    ['a link', '[attrB](#attrb)', [], ['attrB 0..1 RW OA']],
    ['a remark below', 'attrA\nOnly where the node has one.', [], ['attrA 0..1 RW OA']],
    ['a remark in brackets', 'attrA (on gateways only)', [], ['attrA 0..1 RW OA']],
    ['a remark in brackets below', 'attrA\n(optional)', [], ['attrA 0..1 RW OA']],
    ['a note below', 'attrA\nNOTE 2: not always', [], ['attrA 0..1 RW OA']],
    ["oneM2M's namespace", 'm2m:requestPrimitive', [], ['requestPrimitive 0..1 RW OA']],
    ['two names', 'attrA\nattrB', [], ['attrA 0..1 RW OA', 'attrB 0..1 RW OA']],
    ['two names with values for each', 'alpha, beta', ['0..1\n1', 'RW\nRO'], ['alpha 0..1 RW OA', 'beta 1 RO OA']],
    ['two names in a sentence', 'alpha and beta', [], ['alpha 0..1 RW OA', 'beta 0..1 RW OA']],
    ['three names', 'attrA / attrB / attrC', [], ['attrA 0..1 RW OA', 'attrB 0..1 RW OA', 'attrC 0..1 RW OA']],
    ['a name broken over lines', 'accessControl\nPolicyIDs', [], ['accessControlPolicyIDs 0..1 RW OA']],
    ['a name broken before a small letter', 'expiration\ntime', [], ['expirationtime 0..1 RW OA']],
    ['any number', 'attrA', ['0..*'], ['attrA 0..* RW OA']],
  ])('%s', (_, cell, values, want) => {
    expect(names(cell, ...values)).toEqual(want);
  });
});
