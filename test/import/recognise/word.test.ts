import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { readDocx } from '../../../generator/import/docx/read.js';
import { recognise } from '../../../generator/import/recognise/index.js';
import { cell, docx, h, p, row, table, type CellNode, type DocxBlock, type RowNode } from '../../support/docx.js';

/** Tables as Word writes them: every row with cells of its own widths, merged down with `vMerge`. */

const wide = (text: string, columns: number, merge?: CellNode['merge']): CellNode => cell(text, { columns, ...(merge && { merge }) });
const below = (columns: number): CellNode => wide('', columns, 'continue');

async function attributesOf(blocks: readonly DocxBlock[]): Promise<readonly object[]> {
  const diagnostics = new Diagnostics();
  const document = await readDocx(docx(blocks), 'lamps.docx', 'accepted', diagnostics);
  const { facts } = recognise(document!, diagnostics);
  expect(diagnostics.list().filter(({ code }) => code.startsWith('RECOGNISE_'))).toEqual([]);
  return facts.map((f) => (f.kind === 'attribute' ? [f.resource, f.name, f.create, f.update, f.type, f.default] : []));
}

const clause = [h(3, '7.4.99\tResource Type <lamp>'), h(4, '7.4.99.1\tIntroduction')];
const caption = p('Table 7.4.99.1-3: Resource Specific Attributes of <lamp> resource', { style: 'TH' });

/** The two header rows over columns of these widths: name, Create, Update, type, default. */
const header = ([name, create, update, type, rest]: readonly [number, number, number, number, number]): readonly RowNode[] => [
  row([
    wide('Attribute Name', name, 'restart'),
    wide('Request Optionality', create + update),
    wide('Data Type', type, 'restart'),
    wide('Default Value and Constraints', rest, 'restart'),
  ]),
  row([below(name), wide('Create', create), wide('Update', update), below(type), below(rest)]),
];

const rowOf = (texts: readonly string[], widths: readonly number[], after = 0): RowNode =>
  row(
    texts.map((text, i) => wide(text, widths[i]!)),
    { after },
  );

describe('tables of Word', () => {
  const power = ['power', 'M', 'NP', 'xs:integer', 'No default'];
  const colour = ['colour', 'O', 'O', 'xs:string', ''];
  const want = [power, colour].map((texts) => ['lamp', ...texts]);

  const cases: readonly { readonly given: string; readonly rows: readonly RowNode[] }[] = [
    {
      given: 'cells below their headers',
      rows: [...header([1, 1, 1, 1, 1]), rowOf(power, [1, 1, 1, 1, 1]), rowOf(colour, [1, 1, 1, 1, 1])],
    },
    {
      given: 'a row shifted to the left, as in TS-0004 Table 7.4.38.1-3',
      rows: [...header([2, 1, 1, 1, 1]), rowOf(power, [2, 1, 1, 1, 1]), rowOf(colour, [1, 1, 1, 1, 2])],
    },
    {
      given: 'borders between those of the header, as in TS-0004 Table 7.4.34.1-3',
      rows: [...header([1, 2, 2, 1, 1]), rowOf(power, [1, 1, 2, 2, 1]), rowOf(colour, [1, 1, 2, 2, 1])],
    },
    {
      given: 'rows that end before the header, as in TS-0004 Table 7.4.16.1-3',
      rows: [...header([2, 2, 2, 2, 2]), rowOf(power, [1, 2, 2, 2, 2], 1), rowOf(colour, [1, 2, 2, 2, 2], 1)],
    },
  ];
  for (const { given, rows } of cases) {
    it(given, async () => {
      expect(await attributesOf([...clause, caption, table(rows)])).toEqual(want);
    });
  }

  it('a header that repeats on the next page by hand, a note over the width, an empty row', async () => {
    const widths = [1, 1, 1, 1, 1] as const;
    const rows = [
      ...header(widths),
      rowOf(power, widths),
      ...header(widths),
      row(['', '', '', '', '']),
      rowOf(colour, widths),
      row([wide('NOTE:\tWords.', 5)]),
    ];
    expect(await attributesOf([...clause, caption, table(rows)])).toEqual(want);
  });
});
