import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { readText } from '../../../generator/import/text/read.js';
import { documentsIn, whyNot } from '../../support/documents.js';
import { blocksOf, cell, docx, h, p, row, table, type DocxBlock } from '../../support/docx.js';
import { outlineOf, readBytes } from './outline.js';

describe('a document, through Word and back', () => {
  const word = fc.constantFrom('a', 'two words', '<x>', 'A & B', '“ü”');
  const paragraph = word.map((text) => p(text));
  const block: fc.Arbitrary<DocxBlock> = fc.oneof(
    paragraph,
    fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), word).map(([numbers, text]) => h(numbers.length, `${numbers.join('.')}\t${text}`)),
    fc
      .tuple(fc.array(fc.tuple(word, fc.array(paragraph, { maxLength: 2 }), fc.boolean()), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([rows, header]) => table([row(['x', 'y', 'z'], { header }), ...rows.map(([text, content, isWide]) => (isWide ? [text, cell(content, { columns: 2 })] : [cell(content, { merge: 'restart' }), text, 'z']))])),
  );

  it('is the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
        const { document, outline } = await readBytes(docx(blocks));
        const again = await readBytes(docx(blocksOf(document!)));
        expect(again.outline).toEqual(outline);
      }),
      { numRuns: 50 },
    );
  });

  const seeds = documentsIn('seeds');
  it.skipIf(seeds.length === 0)(`is the same for the Change Requests${seeds.length === 0 ? ` (${whyNot})` : ''}`, async () => {
    for (const file of seeds) {
      const diagnostics = new Diagnostics();
      const text = readText(readFileSync(file, 'utf8').replace(/\r\n?/g, '\n'), path.basename(file), 'accepted', diagnostics);
      const { outline, codes } = await readBytes(docx(blocksOf(text!)));
      expect(outline).toEqual(outlineOf(text!.blocks));
      expect(codes).toEqual([]);
    }
  });
});
