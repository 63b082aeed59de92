import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpannedCell, SpannedRow } from '../../../generator/import/grid.js';
import { denseGrid } from '../../../generator/import/grid.js';

const place = { file: 'x', line: 1, column: 1 };
const cell = (text: string, columnSpan = 1, rowSpan = 1, column?: number): SpannedCell => ({
  content: { text, paragraphs: [], tables: [], place },
  columnSpan,
  rowSpan,
  ...(column !== undefined && { column }),
});
const row = (...cells: SpannedCell[]): SpannedRow => ({ cells, header: false, place });

function read(rows: readonly SpannedRow[], limits?: { columns: number; positions: number }) {
  const codes: string[] = [];
  const grid = denseGrid(rows, (code) => codes.push(code), limits);
  return { texts: grid?.map(({ cells }) => cells.map(({ text }) => text || '·').join('')), codes, grid };
}

describe('denseGrid', () => {
  it.each<[string, SpannedRow[], string[], string[]]>([
    ['plain', [row(cell('a'), cell('b')), row(cell('c'), cell('d'))], ['ab', 'cd'], []],
    ['columns merged', [row(cell('a', 2)), row(cell('c'), cell('d'))], ['aa', 'cd'], []],
    ['rows merged', [row(cell('a', 1, 2), cell('b')), row(cell('d'))], ['ab', 'ad'], []],
    ['both merged', [row(cell('a', 2, 2), cell('b')), row(cell('d')), row(cell('e', 3))], ['aab', 'aad', 'eee'], []],
    ['to the end', [row(cell('a', 1, Infinity), cell('b')), row(cell('c')), row(cell('d'))], ['ab', 'ac', 'ad'], []],
    ['columns given', [row(cell('a', 1, 1, 1)), row(cell('b'), cell('c'))], ['·a', 'bc'], []],
    ['short row', [row(cell('a'), cell('b')), row(cell('c'))], ['ab', 'c·'], ['GRID_RAGGED']],
    ['a title written out over more columns', [row(cell('a'), cell('a'), cell('a')), row(cell('b'), cell('c')), row(cell('d'), cell('e'))], ['aaa', 'bc·', 'de·'], []],
    ['a title, and rows that differ', [row(cell('a'), cell('a'), cell('a')), row(cell('b'), cell('c')), row(cell('d'))], ['aaa', 'bc·', 'd··'], ['GRID_RAGGED']],
    ['past the end', [row(cell('a', 1, 5), cell('b'))], ['ab'], ['GRID_SPAN']],
    ['into a merged cell', [row(cell('a'), cell('b', 1, 2)), row(cell('c', 2))], ['ab', 'cb'], ['GRID_OVERLAP']],
    ['on a merged cell', [row(cell('a', 1, 2), cell('b')), row(cell('c', 1, 1, 0))], ['ab', 'ac'], ['GRID_OVERLAP']],
    ['no rows', [], [], []],
    ['a row without cells', [row(), row(cell('a'))], ['·', 'a'], ['GRID_RAGGED']],
  ])('%s', (_, rows, texts, codes) => {
    const result = read(rows);
    expect(result.texts).toEqual(texts);
    expect(result.codes).toEqual(codes);
  });

  it('repeats a merged cell as the same object, with its position and size', () => {
    const { grid } = read([row(cell('a', 2, 2)), row()]);
    const cells = new Set(grid!.flatMap(({ cells }) => cells));
    expect([...cells]).toMatchObject([{ row: 0, column: 0, rowSpan: 2, columnSpan: 2 }]);
  });

  it.each([
    ['columns', [row(cell('a', 5))]],
    ['an absurd span', [row(cell('a', 1e15))]],
    ['positions', [row(cell('a'), cell('b')), row(), row(), row()]],
  ])('refuses too many %s', (_, rows) => {
    expect(read(rows, { columns: 4, positions: 7 })).toMatchObject({ grid: undefined, codes: ['GRID_TOO_LARGE'] });
  });

  it('is a grid whatever comes in: full rows, every cell a rectangle that knows where it is', () => {
    const spanned = fc.record({ columnSpan: fc.integer({ min: 1, max: 6 }), rowSpan: fc.integer({ min: 1, max: 6 }), column: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(fc.array(spanned, { maxLength: 5 }), { maxLength: 6 }), (rows) => {
        const { grid } = read(rows.map((cells) => row(...cells.map((c, i) => cell(`${i}`, c.columnSpan, c.rowSpan, c.column)))));
        const width = grid![0]?.cells.length ?? 0;
        grid!.forEach(({ cells }, r) => {
          expect(cells.length).toBe(width);
          cells.forEach((c, column) => {
            expect(r >= c.row && r < c.row + c.rowSpan && column >= c.column && column < c.column + c.columnSpan).toBe(true);
            expect(grid![c.row + c.rowSpan - 1]!.cells[c.column + c.columnSpan - 1]).toBe(c);
          });
        });
        // Nothing is lost: each cell of the source stands somewhere.
        expect(new Set(grid!.flatMap(({ cells }) => cells).filter(({ text }) => text !== '')).size).toBe(rows.flat().length);
      }),
    );
  });
});
