import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { widthOf, withoutSlivers, type RowLayout } from '../../../generator/import/docx/columns.js';

const layout = fc.record({
  before: fc.constantFrom(0, 0, 0, 1, 2),
  spans: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 }),
  after: fc.constantFrom(0, 0, 1),
});

/** Does some cell of some row have this column to itself? */
const isOwn = (rows: readonly RowLayout[], column: number): boolean =>
  rows.some(({ before, spans }) => {
    let start = before;
    return spans.some((span) => {
      start += span;
      return span === 1 && start === column + 1;
    });
  });

describe('withoutSlivers', () => {
  it('keeps every cell, and no column that no cell has to itself', () => {
    fc.assert(
      fc.property(fc.array(layout, { minLength: 1, maxLength: 6 }), (rows) => {
        const result = withoutSlivers(rows);
        expect(result.map(({ spans }) => spans.length)).toEqual(rows.map(({ spans }) => spans.length));
        expect(result.every(({ spans }) => spans.every((span) => span >= 1))).toBe(true);
        const width = Math.max(...result.map(widthOf));
        for (let column = 0; column < width; column++) expect(isOwn(result, column)).toBe(true);
        expect(withoutSlivers(result)).toEqual(result);
      }),
    );
  });

  it('leaves a grid alone in which every column has a cell of its own', () => {
    const rows: RowLayout[] = [{ before: 0, spans: [2, 2], after: 0 }, { before: 0, spans: [1, 1, 1, 1], after: 0 }];
    expect(withoutSlivers(rows)).toBe(rows);
  });

  it('keeps edges that stand above each other above each other', () => {
    fc.assert(
      fc.property(fc.array(layout, { minLength: 2, maxLength: 6 }), (rows) => {
        const edges = ({ before, spans }: RowLayout): number[] => spans.map((_, i) => before + spans.slice(0, i).reduce((sum, span) => sum + span, 0));
        const result = withoutSlivers(rows);
        const to = new Map<number, number>();
        rows.forEach((row, r) =>
          edges(row).forEach((edge, i) => {
            const moved = edges(result[r]!)[i]!;
            expect(to.get(edge) ?? moved).toBe(moved);
            to.set(edge, moved);
          }),
        );
      }),
    );
  });
});
