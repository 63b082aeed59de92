import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Block, Table } from '../../../generator/import/document.js';
import { readText } from '../../../generator/import/text/read.js';

const read = (text: string) => {
  const diagnostics = new Diagnostics();
  const document = readText(text, 'cr.txt', 'accepted', diagnostics);
  return { document, diagnostics: diagnostics.list() };
};
const grid = (table: Table | undefined): readonly (readonly string[])[] | undefined => table?.rows.map(({ cells }) => cells.map(({ text }) => text));
const tablesOf = (blocks: readonly Block[]): readonly Table[] => blocks.filter((block) => block.kind === 'table');
const outline = (text: string) =>
  read(text).document.blocks.map((block) =>
    block.kind === 'heading'
      ? `${'#'.repeat(block.level)} ${block.number ?? ''}|${block.text}`
      : block.kind === 'paragraph'
        ? `${block.list ? `(${block.list.label})` : ''}${block.text}`
        : grid(block),
  );

describe('headings, paragraphs and lists', () => {
  test.each([
    ['number and title on two lines', '7.4.1\nResource type lamp', ['### 7.4.1|Resource type lamp']],
    ['on one line', '7.4.1 Resource type lamp', ['### 7.4.1|Resource type lamp']],
    ['with a tab between them', '7.4.1\tResource type lamp', ['### 7.4.1|Resource type lamp']],
    ['a title in angle brackets', '8.2\n<lamp> and <bulb> mappings', ['## 8.2|<lamp> and <bulb> mappings']],
    ['an annex', 'D.3\nResource lamp', ['## D.3|Resource lamp']],
    ['an annex by name', 'Annex D (normative): Lamps', ['# D|Lamps']],
    ['one number', ' 1 Introduction', ['# 1|Introduction']],
    ['one number before a sentence', '3 lamps are on.', ['3 lamps are on.']],
    ['a numbered sentence', '7.4.1 The lamp is on.', ['7.4.1 The lamp is on.']],
    ['a number in a list', '1. Introduction', ['(1.)Introduction']],
    ['a clause in a numbered list', '7. 10.2.28.2 Step 3. Is it on?', ['(7.)10.2.28.2 Step 3. Is it on?']],
    ['bullets', '· INSTALL\n- REMOVE\n• KEEP\n· ', ['(·)INSTALL', '(-)REMOVE', '(•)KEEP', '(·)']],
    ['letters', 'a) first\nb. second\n(iv) fourth', ['(a))first', '(b.)second', '((iv))fourth']],
    ['abbreviations are no letters', 'e.g. a lamp\ni.e. this one', ['e.g. a lamp', 'i.e. this one']],
    ['a change separator', '-----Start of change 1---', ['-----Start of change 1---']],
    ['white space of every kind', 'a\u00a0lamp  is\ton', ['a lamp is on']],
  ])('%s', (_, text, want) => {
    expect(outline(text)).toEqual(want);
  });
});

describe('flattened tables', () => {
  test('an empty line between rows, further paragraphs in a cell', () => {
    const { document, diagnostics } = read(
      '7.4\nLamps\n\nTable 7.4-1: Attributes of <lamp>\n\n\tAttributes of \n<lamp>\n\tMultiplicity\n\tRW/\n\nRO/\n\nWO\n\tDescription\n\n\tswitch\n\t1\n\tRW\n\tSays whether it is on.\n\nON – it is.\n\n\n\nOFF – it is not.\n\n\tcolour\n\t0..1 (L)\n\tRO\n\t\n\n\nThe end.\n',
    );
    expect(diagnostics).toEqual([]);
    const [table] = tablesOf(document.blocks);
    expect(table).toMatchObject({ caption: 'Table 7.4-1: Attributes of <lamp>', number: '7.4-1', clause: '7.4', place: { line: 6 } });
    expect(grid(table)).toEqual([
      ['Attributes of\n<lamp>', 'Multiplicity', 'RW/\nRO/\nWO', 'Description'],
      ['switch', '1', 'RW', 'Says whether it is on.\nON – it is.\nOFF – it is not.'],
      ['colour', '0..1 (L)', 'RO', ''],
    ]);
    expect(document.blocks.at(-1)).toMatchObject({ kind: 'paragraph', text: 'The end.' });
  });

  test('a merged title, and empty paragraphs at the end of a cell, do not shift the columns', () => {
    const { document, diagnostics } = read(
      'Table 1: <lamp> UPDATE\n\t<lamp> UPDATE\n\n\tInformation in Request\n\n\n\tAll parameters.\n\n\tProcessing\n\tAs above.\nThe Receiver checks.\n\n\tExceptions\n\tNone\n\n\n2.1\nNext\n',
    );
    expect(diagnostics).toEqual([]);
    const [table] = tablesOf(document.blocks);
    expect(grid(table)).toEqual([
      ['<lamp> UPDATE', '<lamp> UPDATE'],
      ['Information in Request', 'All parameters.'],
      ['Processing', 'As above.\nThe Receiver checks.'],
      ['Exceptions', 'None'],
    ]);
    expect(table!.rows[0]!.cells[0]).toBe(table!.rows[0]!.cells[1]);
  });

  test('numbered paragraphs of a cell do not end the table; a clause does', () => {
    const { document } = read('\ta\n\tb\n\n\tx\n\tSteps:\n\n1 Create\n\n2 Delete\n\n\tc\n\td\n\n7.5 Next\n\n\te\n\tf\n\n\tg\n\th\n');
    expect(tablesOf(document.blocks).map(grid)).toEqual([
      [
        ['a', 'b'],
        ['x', 'Steps:\n1 Create\n2 Delete'],
        ['c', 'd'],
      ],
      [
        ['e', 'f'],
        ['g', 'h'],
      ],
    ]);
  });

  test('a row of empty cells stays', () => {
    const [table] = tablesOf(read('\ta\n\tb\n\n\t\n\t\n\n\tc\n\td\n').document.blocks);
    expect(grid(table)).toEqual([
      ['a', 'b'],
      ['', ''],
      ['c', 'd'],
    ]);
  });

  test('two tables with nothing between them are two when each comes out even', () => {
    const tables = tablesOf(read('\ta\n\tb\n\tc\n\n\t1\n\t2\n\t3\n\n\n\tx\n\ty\n\n\t8\n\t9\n').document.blocks);
    expect(tables.map(grid)).toEqual([
      [
        ['a', 'b', 'c'],
        ['1', '2', '3'],
      ],
      [
        ['x', 'y'],
        ['8', '9'],
      ],
    ]);
  });

  test('a row that comes out uneven is reported with its line, and filled', () => {
    const { document, diagnostics } = read('\ta\n\tb\n\tc\n\n\t1\n\t2\n\n\tx\n\ty\n\tz\n');
    expect(diagnostics).toMatchObject([{ code: 'TEXT_TABLE_ROW', severity: 'warning', place: { line: 5 } }]);
    expect(grid(tablesOf(document.blocks)[0])).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', ''],
      ['x', 'y', 'z'],
    ]);
  });

  test('cells without any empty line are reported, and kept as text', () => {
    const { document, diagnostics } = read(Array.from({ length: 90 }, (_, i) => `\tcell ${String(i)}\n`).join(''));
    expect(diagnostics).toMatchObject([{ code: 'TEXT_TABLE_SHAPE', place: { line: 1 } }]);
    expect(document.blocks).toHaveLength(90);
  });

  test('one indented line is a paragraph', () => {
    expect(outline('\tNOTE:\tThis is a note.')).toEqual(['NOTE: This is a note.']);
  });
});
