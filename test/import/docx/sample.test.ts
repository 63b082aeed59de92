import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Table } from '../../../generator/import/document.js';
import { documentAt, whyNot } from '../../support/documents.js';
import { readBytes } from './outline.js';

const file = documentAt('samples/TS-0009');

describe.skipIf(file === undefined)(`a published specification (${file === undefined ? whyNot : 'TS-0009'})`, () => {
  const reading = async (): Promise<Awaited<ReturnType<typeof readBytes>>> => readBytes(readFileSync(file!));

  it('reads without warnings, the same in both views', async () => {
    const { document, diagnostics } = await reading();
    expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(document!.hasChanges).toBe(false);
    const original = await readBytes(readFileSync(file!), 'original');
    expect(original.outline).toEqual((await reading()).outline);
  });

  it('has its clauses and annexes', async () => {
    const { document } = await reading();
    const headings = document!.blocks.flatMap((block) => (block.kind === 'heading' ? [block] : []));
    expect(headings.length).toBe(60);
    expect(headings.filter(({ level }) => level === 1).map(({ number }) => number)).toEqual(['1', '2', '3', '4', '5', '6', '7', 'A', 'B', undefined]);
    expect(headings.filter(({ number }) => number?.startsWith('6.4.')).length).toBe(26);
    expect(headings.every(({ level, number }) => number === undefined || level === number.split('.').length)).toBe(true);
  });

  it('has its tables, with captions, clauses and every row', async () => {
    const { document } = await reading();
    const tables = document!.blocks.filter((block): block is Table => block.kind === 'table');
    expect(tables.map(({ number, clause, rows }) => [number, clause, rows.length, rows[0]!.cells.length])).toEqual([
      [undefined, undefined, 5, 2],
      ['6.2.1-1', '6.2.1', 6, 2],
      ['6.2.2.1-1', '6.2.2.1', 7, 3],
      ['6.2.2.2-1', '6.2.2.2', 35, 4],
      ['6.3.2-1', '6.3.2', 81, 2],
      [undefined, undefined, 6, 3],
      [undefined, undefined, 12, 3],
    ]);
    expect(tables[4]!.rows[1]!.cells.map(({ text }) => text)).toEqual(['2000 (OK)', '200 (OK)']);
    // The note on filter conditions is one cell over many rows or repeated in each; both read the same.
    expect(tables[3]!.rows[6]!.cells[3]!.text).toBe(tables[3]!.rows[5]!.cells[3]!.text);
  });
});
