import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, del, h, ins, movedFrom, movedTo, p, raw, row, table, withoutMarks, type DocxBlock, type Inline, type Mark } from '../../support/docx.js';
import { read } from './outline.js';

describe('the two views of a document', () => {
  it.each<[string, DocxBlock[], string[], string[]]>([
    ['text inserted and deleted', [p(['a ', ins('new'), del('old'), ' z'])], ['a new z'], ['a old z']],
    ['part of a name', [p([ins('soft'), 'ware', del('Old'), ins('Name')])], ['softwareName'], ['wareOld']],
    ['moved text', [p(['a', movedFrom('b')]), p([movedTo('b'), 'c'])], ['a', 'bc'], ['ab', 'c']],
    ['a new paragraph', [p('a'), p(ins('b'), { mark: 'inserted' }), p('c')], ['a', 'b', 'c'], ['a', 'c']],
    ['an old paragraph', [p('a'), p(del('b'), { mark: 'deleted' }), p('c')], ['a', 'c'], ['a', 'b', 'c']],
    ['a paragraph joined with the next', [p('a ', { mark: 'deleted' }), p('b')], ['a b'], ['a', 'b']],
    ['three paragraphs joined', [p('a ', { mark: 'deleted' }), p('b ', { mark: 'deleted' }), p('c')], ['a b c'], ['a', 'b', 'c']],
    ['a paragraph split', [p('a ', { mark: 'inserted' }), p('b')], ['a', 'b'], ['a b']],
    ['the joined paragraph has the style of the last', [p('5\tOld ', { mark: 'deleted', style: 'TAL' }), h(1, 'title')], ['# 5 Old title'], ['5 Old', '# - title']],
    ['an old end before a table', [p('a', { mark: 'deleted' }), table([['x']])], ['a', '| x |'], ['a', '| x |']],
    ['an old end at the end', [p('a'), p('b', { mark: 'deleted' })], ['a', 'b'], ['a', 'b']],
    ['rows', [table([['a'], row([cell(p(ins('b')))], { mark: 'inserted' }), row([cell(p(del('c')))], { mark: 'deleted' })])], ['| a |', '| b |'], ['| a |', '| c |']],
    ['a whole table', [p('a'), table([row([cell(p(ins('x'), { mark: 'inserted' }))], { mark: 'inserted' })]), p('b')], ['a', '| x |', 'b'], ['a', 'b']],
    ['cells', [table([['a', cell(p(ins('b')), { mark: 'inserted' }), cell(p(del('c')), { mark: 'deleted' })]])], ['| a | b |'], ['| a | c |']],
    ['paragraphs in a cell', [table([[[p('a ', { mark: 'deleted' }), p('b')], 'c']])], ['| a b | c |'], ['| a / b | c |']],
    ['a table inside a row that goes', [table([['a'], row([cell([table([[cell(p(del('x')))]]), p('')])], { mark: 'deleted' })])], ['| a |'], ['| a |', '| {| x |} |']],
    ['a list counts what there is', [p('a', { list: { id: 2, level: 0 } }), p(del('b'), { list: { id: 2, level: 0 }, mark: 'deleted' }), p('c', { list: { id: 2, level: 0 } })], ['1. a', '2. c'], ['1. a', '2. b', '3. c']],
    ['a list in a row that goes', [table([row([cell(p(del('a'), { list: { id: 2, level: 0 } }))], { mark: 'deleted' }), [p('b', { list: { id: 2, level: 0 } })]])], ['| 1. b |'], ['| 1. a |', '| 2. b |']],
    ['the style that it had', [p('5\tx', { style: 'Heading1', properties: '<w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:pPrChange>' }), h(1, 'y'), p('z', { style: 'Heading2', properties: '<w:pPrChange w:id="1"><w:pPr/></w:pPrChange>' })], ['# 5 x', '# - y', '## - z'], ['# 5 x', '# - y', 'z']],
    ['the numbering that it had', [p('x', { list: { id: 1, level: 0 }, properties: '<w:pPrChange w:id="1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:pPrChange>' })], ['• x'], ['1. x']],
    ['numbering inserted', [p('x', { properties: '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:id="1"/></w:numPr>' })], ['• x'], ['x']],
    ['the width that a cell had', [table([[cell('a', { columns: 2, properties: '<w:tcPrChange w:id="1"><w:tcPr/></w:tcPrChange>' })], ['b', 'c']])], ['| a | < |', '| b | c |'], ['| a |  |', '| b | c |']],
    ['merged cells', [table([[cell('a', { properties: '<w:cellMerge w:vMerge="rest"/>' })], [cell('', { properties: '<w:cellMerge w:vMerge="cont"/>' })]])], ['| a |', '| ^ |'], ['| a |', '|  |']],
    ['split cells', [table([[cell('a', { properties: '<w:cellMerge w:vMergeOrig="rest"/>' })], [cell('', { properties: '<w:cellMerge w:vMergeOrig="cont"/>' })]])], ['| a |', '|  |'], ['| a |', '| ^ |']],
    ['hidden and shown again', [p(raw('<w:r><w:rPr><w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>'))], ['ab'], ['b']],
    ['a heading that was its row', [table([row(['a'], { header: true, properties: '<w:trPrChange w:id="1"><w:trPr/></w:trPrChange>' })])], ['‖ a ‖'], ['| a |']],
  ])('%s', async (_, blocks, accepted, original) => {
    const [one, other] = await Promise.all([read(blocks, 'accepted'), read(blocks, 'original')]);
    expect([one.outline, other.outline]).toEqual([accepted, original]);
    expect(one.document!.hasChanges).toBe(_ !== 'hidden and shown again');
    expect(other.document!.hasChanges).toBe(one.document!.hasChanges);
  });

  it('count the same paragraphs, so that places mean the same', async () => {
    const blocks = [p('a'), p(del('b'), { mark: 'deleted' }), table([row([cell(p(ins('x')))], { mark: 'inserted' }), ['y']]), p('z')];
    const lines = await Promise.all((['accepted', 'original'] as const).map(async (view) => (await read(blocks, view)).document!.blocks.at(-1)!.place.line));
    expect(lines).toEqual([5, 5]);
  });
});

describe('half-accepted changes', () => {
  it.each<[string, DocxBlock[], string, number]>([
    ['an insertion without content', [p('a'), p(['b', raw('<w:ins w:id="1"/>')])], 'DOCX_CHANGE_EMPTY', 2],
    ['a deletion of an insertion', [p(['a', ins('b', del('c'))])], 'DOCX_CHANGE_TWICE', 1],
    ['a row deleted, its text not', [p('a'), table([['x'], row(['y'], { mark: 'deleted' })])], 'DOCX_CHANGE', 3],
    ['a row inserted, its text not', [p('a'), table([['x'], row(['y'], { mark: 'inserted' })])], 'DOCX_CHANGE', 3],
    ['moved to nowhere', [p(['a', movedFrom('b')])], 'DOCX_CHANGE', 1],
    ['moved from nowhere', [p(['a', movedTo('b')])], 'DOCX_CHANGE', 1],
    ['a named move without its end', [p([raw('<w:moveFromRangeStart w:id="1" w:name="m1"/>'), movedFrom('b'), raw('<w:moveFromRangeEnd w:id="1"/>')]), p([movedTo('b')])], 'DOCX_CHANGE', 1],
    ['deleted text outside of a deletion', [p(['a', raw('<w:r><w:delText>b</w:delText></w:r>')])], 'DOCX_CHANGE', 1],
  ])('%s', async (_, blocks, code, line) => {
    for (const view of ['accepted', 'original'] as const) {
      const { diagnostics, document } = await read(blocks, view);
      expect(diagnostics.map((finding) => [finding.code, finding.place?.line])).toEqual([[code, line]]);
      expect(document!.hasChanges).toBe(true);
    }
  });

  it.each<[string, DocxBlock[], string[], string[]]>([
    ['inserted and deleted is in neither view', [p(['a', ins('b', del('c'))])], ['ab'], ['a']],
    ['the mark of a row outweighs its text', [table([['x'], row(['y'], { mark: 'deleted' })])], ['| x |'], ['| x |', '| y |']],
    ['half a move is a deletion', [p(['a', movedFrom('b')])], ['a'], ['ab']],
    ['deleted text is deleted', [p(['a', raw('<w:r><w:delText>b</w:delText></w:r>')])], ['a'], ['ab']],
  ])('are read sensibly: %s', async (_, blocks, accepted, original) => {
    expect([(await read(blocks, 'accepted')).outline, (await read(blocks, 'original')).outline]).toEqual([accepted, original]);
  });

  it('are listed up to a bound', async () => {
    const { diagnostics } = await read(Array.from({ length: 300 }, () => p(['a', raw('<w:ins w:id="1"/>')])));
    expect(diagnostics.length).toBe(201);
    expect(diagnostics.filter(({ message }) => message.startsWith('100 more')).length).toBe(1);
  });
});

const word = fc.constantFrom('one', 'two ', ' three', '9.6\t', '1.', 'Table 1-1: x', '\n', '-\t', '');
const mark = fc.option(fc.constantFrom<Mark>('inserted', 'deleted', 'moved-from', 'moved-to'), { nil: undefined, freq: 2 });
const rowMark = fc.option(fc.constantFrom('inserted' as const, 'deleted' as const), { nil: undefined, freq: 2 });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 2, arbitrary: word },
  fc.record({ inline: fc.constant('change' as const), mark: fc.constantFrom<Mark>('inserted', 'deleted', 'moved-from', 'moved-to'), content: fc.array(word, { minLength: 1, maxLength: 2 }) }),
  fc.record({ inline: fc.constant('field' as const), instruction: word, result: word }),
);
const paragraph: fc.Arbitrary<DocxBlock> = fc
  .record({
    content: fc.array(inline, { maxLength: 4 }),
    style: fc.option(fc.constantFrom('Heading1', 'Heading3', 'TAL', 'TH'), { nil: undefined }),
    list: fc.option(fc.record({ id: fc.constantFrom(1, 2), level: fc.constantFrom(0, 1) }), { nil: undefined }),
    mark,
  })
  .map(({ content, style, list, mark: end }) => p(content, { ...(style && { style }), ...(list && { list }), ...(end && { mark: end }) }));
const { block } = fc.letrec<{ block: DocxBlock }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 4, arbitrary: paragraph },
    fc
      .array(
        fc.record({
          cells: fc.array(
            fc.record({ content: fc.array(tie('block'), { maxLength: 3 }), columns: fc.constantFrom(1, 1, 1, 2), merge: fc.constantFrom(undefined, undefined, 'restart' as const, 'continue' as const), mark: rowMark }),
            { minLength: 1, maxLength: 3 },
          ),
          mark: rowMark,
          header: fc.boolean(),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((rows) =>
        table(
          rows.map(({ cells, mark: end, header }) =>
            row(cells.map(({ content, columns, merge, mark: of }) => cell(content, { columns, ...(merge && { merge }), ...(of && { mark: of }) })), { header, ...(end && { mark: end }) }),
          ),
          { grid: 0 },
        ),
      ),
  ),
}));

describe('a document with any change marks', () => {
  it.each(['accepted', 'original'] as const)('reads in the %s view as the plain document that says so', async (view) => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
        const [marked, plain] = await Promise.all([read(blocks, view), read(withoutMarks(blocks, view))]);
        expect(marked.outline).toEqual(plain.outline);
        expect(plain.document!.hasChanges).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('has equal views where there are no marks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 6 }), async (blocks) => {
        const plain = withoutMarks(blocks, 'accepted');
        const [accepted, original] = await Promise.all([read(plain, 'accepted'), read(plain, 'original')]);
        expect({ ...accepted, document: { ...accepted.document, view: 'original' } }).toEqual(original);
      }),
      { numRuns: 50 },
    );
  });
});
