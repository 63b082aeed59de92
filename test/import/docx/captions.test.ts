import { describe, expect, it } from 'vitest';
import { captionNumber, headingParts, isCaption, withCaptions } from '../../../generator/import/captions.js';
import type { Block, Cell, Table } from '../../../generator/import/document.js';

const place = (line: number) => ({ file: 'x', line, column: 1 });
const heading = (line: number, level: number, number: string | undefined, text: string): Block => ({ kind: 'heading', level, ...(number && { number }), text, place: place(line) });
const paragraph = (line: number, text: string): Block => ({ kind: 'paragraph', text, place: place(line) });
const cellOf = (text: string, line: number, tables: readonly Table[] = []): Cell => ({ text, paragraphs: [{ kind: 'paragraph', text, place: place(line) }], tables, row: 0, column: 0, rowSpan: 1, columnSpan: 2, place: place(line) });
const tableOf = (line: number, tables: readonly Table[] = []): Table => {
  const cell = cellOf('a', line, tables);
  return { kind: 'table', rows: [{ cells: [cell, cell], header: false, place: place(line) }], place: place(line) };
};
const tables = (blocks: readonly Block[]): Table[] => blocks.filter((block) => block.kind === 'table');

describe('headingParts', () => {
  it.each([
    ['9.6.17\tResource Type execInstance', '9.6.17', 'Resource Type execInstance'],
    ['9.6.17. Resource Type', '9.6.17', 'Resource Type'],
    ['1 Scope', '1', 'Scope'],
    ['D.3\tResource software', 'D.3', 'Resource software'],
    ['Annex D (normative):\n<mgmtObj> specializations', 'D', '<mgmtObj> specializations'],
    ['Annex AB: Notes', 'AB', 'Notes'],
    ['9.6.x\tA new resource', '9.6.x', 'A new resource'],
    ['10.2.28a\tInserted', '10.2.28a', 'Inserted'],
    ['9.6.76', '9.6.76', ''],
    ['9.6.17: Resource Type', '9.6.17', 'Resource Type'],
    ['9.6.17Resource Type', '9.6.17', 'Resource Type'],
    ['9.6.17<mgmtObj>', '9.6.17', '<mgmtObj>'],
    ['2.4GHz radio', undefined, '2.4GHz radio'],
    ['Scope', undefined, 'Scope'],
    ['3GPP interworking', undefined, '3GPP interworking'],
    ['A resource', undefined, 'A resource'],
    ['Annexes', undefined, 'Annexes'],
  ])('%j', (text, number, rest) => {
    expect(headingParts(text)).toEqual({ ...(number !== undefined && { number }), text: rest });
  });
});

describe('captionNumber', () => {
  it.each([
    ['Table 9.6.76-2: Attributes of <x>', '9.6.76-2'],
    ['Table D.3-2: Attributes', 'D.3-2'],
    ['Table 8.2.1.4.-1: Codes', '8.2.1.4-1'],
    ['Table 8.2.1-1 Mapping of x', '8.2.1-1'],
    ['Table 7.4.2‑1', '7.4.2-1'],
    ['Table 7.4.2 - 1: x', '7.4.2-1'],
    ['Table 9.6.x-2: x', '9.6.x-2'],
    ['Table 5: x', '5'],
    ['Table 5 - Attributes', '5'],
    ['Table 9.6.1.3.2-1a: x', '9.6.1.3.2-1a'],
    ['Table of Contents', undefined],
    ['Tables 5 and 6', undefined],
  ])('%j → %j', (text, number) => expect(captionNumber(text)).toBe(number));
});

describe('isCaption', () => {
  it.each([
    ['Table 5-1: lists', true],
    ['Table 5-1 Mapping of Execute <mgmtCmd>', true],
    ['Table 5-1 <mgmtCmd> attributes', true],
    ['Table 5-1 execStatus codes', true],
    ['Table 5-1', true],
    ['Table 5-1 lists the attributes', false],
    ['Table 5-1 and Table 5-2', false],
    ['Table 5-1 Here is a sentence.', false],
    ['See Table 5-1: x', false],
    [`Table 5-1: ${'x'.repeat(500)}`, false],
  ])('%j → %j', (text, expected) => expect(isCaption(text)).toBe(expected));
});

describe('long texts', () => {
  it.each(['1.', 'Table 1.', 'A.1.', 'Table 1-', 'Annex A'])('of %j over and over are no trouble', (piece) => {
    const text = piece.repeat(1_000_000);
    expect(isCaption(text)).toBe(false);
    expect(headingParts(text).number?.length ?? 0).toBeLessThan(2);
    expect(captionNumber(text)?.length ?? 0).toBeLessThan(2);
  });
});

describe('withCaptions', () => {
  it('takes the paragraph above, and out of the text', () => {
    const blocks = withCaptions([heading(1, 3, '9.6.76', 'x'), paragraph(2, 'Text'), paragraph(3, 'Table 9.6.76-2: A'), tableOf(4), paragraph(5, 'Table 9.6.76-2 says it')]);
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'table', 'paragraph']);
    expect(tables(blocks)[0]).toMatchObject({ caption: 'Table 9.6.76-2: A', number: '9.6.76-2', clause: '9.6.76' });
  });

  it('takes the paragraph below only where it is not the caption of the next table', () => {
    const [first, second, third] = tables(withCaptions([tableOf(1), paragraph(2, 'Table 1: A'), tableOf(3), paragraph(4, 'between'), tableOf(5), paragraph(6, 'Table 3: C')]));
    expect([first, second, third].map((table) => table!.number)).toEqual([undefined, '1', '3']);
  });

  it('takes the paragraph above a note', () => {
    const blocks = withCaptions([paragraph(1, 'Table 1: A'), paragraph(2, 'NOTE: x'), tableOf(3), paragraph(4, 'y'), paragraph(5, 'Table 2: B'), tableOf(6)]);
    expect(tables(blocks).map((table) => table.number)).toEqual(['1', '2']);
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'table', 'paragraph', 'table']);
  });

  it('takes the paragraph above a note, after a table that has its own', () => {
    const blocks = withCaptions([paragraph(1, 'Table 1: A'), tableOf(2), paragraph(3, 'Table 2: B'), paragraph(4, 'NOTE: x'), tableOf(5)]);
    expect(tables(blocks).map((table) => table.number)).toEqual(['1', '2']);
  });

  it('gives a caption between two tables, a note away from one, to neither', () => {
    const blocks = withCaptions([tableOf(1), paragraph(2, 'Table 2: B'), paragraph(3, 'NOTE: x'), tableOf(4)]);
    expect(tables(blocks).map((table) => table.number)).toEqual([undefined, undefined]);
  });

  it('takes the paragraph below where the next table has its own', () => {
    expect(tables(withCaptions([tableOf(1), paragraph(2, 'Table 1: A'), paragraph(3, 'x'), paragraph(4, 'Table 2: B'), tableOf(5)])).map((table) => table.number)).toEqual(['1', '2']);
  });

  it('finds the caption in the first row, over all columns', () => {
    const cell = cellOf('Table 7-1: A', 1);
    const table: Table = { kind: 'table', rows: [{ cells: [cell, cell], header: false, place: place(1) }], place: place(1) };
    expect(tables(withCaptions([table]))[0]).toMatchObject({ caption: 'Table 7-1: A', number: '7-1', rows: { length: 1 } });
  });

  it('takes paragraphs that the format marks, but no figures', () => {
    const [first, second] = tables(withCaptions([paragraph(1, 'Attributes of x'), tableOf(2), paragraph(3, 'Figure 5-1: y'), tableOf(4)], () => true));
    expect([first!.caption, second!.caption]).toEqual(['Attributes of x', undefined]);
  });

  it('names the clause by the nearest numbered heading that still holds', () => {
    const blocks = withCaptions([
      heading(1, 2, '9.6', 'x'), tableOf(2), heading(3, 4, undefined, 'inside'), tableOf(4), heading(5, 3, '9.6.1', 'y'), tableOf(6),
      heading(7, 1, undefined, 'History'), tableOf(8),
    ]);
    expect(tables(blocks).map((table) => table.clause)).toEqual(['9.6', '9.6', '9.6.1', undefined]);
  });

  it('says where every place is, and keeps merged cells one object', () => {
    const blocks = withCaptions([heading(1, 1, '5', 'x'), paragraph(2, 't'), tableOf(3, [tableOf(4)]), tableOf(5), paragraph(6, 'Table 5-1: z'), tableOf(7)]);
    expect(blocks.map((block) => block.place.within)).toEqual(['clause 5', 'clause 5', 'table 1 of clause 5 without number', 'table 2 of clause 5 without number', 'Table 5-1']);
    const cells = tables(blocks)[0]!.rows[0]!.cells;
    expect(cells[0]).toBe(cells[1]);
    expect(cells[0]!.place.within).toBe('table 1 of clause 5 without number, row 1');
    expect(cells[0]!.paragraphs[0]!.place.within).toBe('table 1 of clause 5 without number, row 1');
    const inner = cells[0]!.tables[0]!;
    expect([inner.clause, inner.rows[0]!.place.within]).toEqual(['5', 'table 1 of clause 5 without number, row 1, inner table 1, row 1']);
    expect(tables(blocks)[2]!.rows[0]!.place).toEqual({ file: 'x', line: 7, column: 1, within: 'Table 5-1, row 1' });
  });
});
