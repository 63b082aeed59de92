import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import type { Sources } from '../../../generator/read/sources.js';
import { cell, del, docx, field, h, ins, movedFrom, movedTo, p, raw, rawBlock, row, table, type DocxBlock, type Inline, type RowCells, type RowNode } from '../../support/docx.js';

/** What people do with "Track Changes" on in a row of a table, and what becomes of it. */
const page = (rows: readonly (RowCells | RowNode)[]): Uint8Array =>
  docx([p('TS-0001 Change'), h(3, '9.6.99\tResource Type teaPot'), p('Table 9.6.99-2: Attributes of <teaPot> resource'), table([row(['Attributes of <teaPot>', 'Multiplicity', 'RW/RO/WO', 'Description'], { header: true }), ...rows])]);
const [spout, lid, handle] = [['spout', '1', 'RW', 'It pours.'], ['lid', '0..1', 'RW', 'It covers.'], ['handle', '0..1', 'WO', 'To hold.']] as const;

async function run(bytes: Uint8Array, into: Sources) {
  const { changes, sources } = await importDocuments([{ file: 'TS-0001-CR.docx', bytes }], into, undefined, new Diagnostics(), { view: 'accepted' });
  const words = changes.map(({ kind, what, name, column, from, to }) => [kind, what, name, ...(column === undefined || kind === 'moved' ? [] : [column, from ?? 'none', to])].join(' '));
  return { sources, words: words.filter((text) => !/ (?:create|update) (?:O|NP|M) /.test(text)) };
}
const { sources: before } = await run(page([spout, lid, handle]), new Map());

const isRO = ['changed attribute teaPot.lid access RW RO'];
const words = (...content: readonly Inline[]) => cell(p(content));
const access = words(del('RW'), ins('RO'));
const deleted = (text: string) => cell(p(del(text), { mark: 'deleted' }));
const reformatted = raw('<w:r><w:rPr><w:b/><w:rPrChange w:id="99" w:author="A"><w:rPr/></w:rPrChange></w:rPr><w:t>lid</w:t></w:r>');

const cases: readonly (readonly [what: string, rows: readonly (RowCells | RowNode)[], words: readonly string[]])[] = [
  ['a value replaced', [spout, ['lid', '0..1', access, 'It covers.'], handle], isRO],
  ['a value replaced run by run', [spout, ['lid', '0..1', words(del('R', 'W'), ins('R'), ins('O')), 'It covers.'], handle], isRO],
  ['a part of a value replaced', [spout, ['lid', words('0..', del('1'), ins('n')), 'RW', 'It covers.'], handle], ['changed attribute teaPot.lid multiplicity 0..1 0..n']],
  ['a value moved away', [spout, ['lid', '0..1', words(movedFrom('RW'), ins('RO')), 'It covers.'], handle], isRO],
  ['a comment and a bookmark in between', [spout, ['lid', '0..1', words(raw('<w:commentRangeStart w:id="7"/>'), del('RW'), raw('<w:commentRangeEnd w:id="7"/><w:bookmarkStart w:id="8" w:name="x"/>'), ins('RO'), raw('<w:bookmarkEnd w:id="8"/>')), 'It covers.'], handle], isRO],
  ['a name that is a field', [spout, [words(field('REF x', 'lid')), '0..1', access, 'It covers.'], handle], isRO],
  ['a nested table beside it', [spout, ['lid', '0..1', access, cell([p('See'), table([['a', 'b']]), p('')])], handle], isRO],
  ['the one marked row alone', [['lid', '0..1', access, 'It covers.']], isRO],
  ['rows of dots around it', [['…', '', '', ''], ['lid', '0..1', access, 'It covers.'], ['...', '', '', '']], isRO],
  ['a row inserted', [spout, row(['sieve', '0..1', 'RW', 'It holds back.'].map((text) => cell(p([ins(text)], { mark: 'inserted' }))), { mark: 'inserted' }), lid, handle], ['added attribute teaPot.sieve']],
  ['a row of which only the row is marked', [spout, row(['sieve', '0..1', 'RW', 'It holds back.'], { mark: 'inserted' }), lid, handle], ['added attribute teaPot.sieve']],
  ['a row deleted', [spout, row(lid.map(deleted), { mark: 'deleted' }), handle], ['removed attribute teaPot.lid']],
  ['a row of which only the texts are deleted', [spout, lid.map((text) => words(del(text))), handle], ['removed attribute teaPot.lid']],
  ['a row inserted and deleted again', [spout, row(['sieve', '0..1', 'RW', 'No.'].map((text) => words(ins(del(text)))), { mark: 'deleted' }), lid, handle], []],
  ['a row moved', [spout, row(lid.map((text) => cell(p([movedFrom(text)], { mark: 'moved-from' }))), { mark: 'deleted' }), handle, row(lid.map((text) => cell(p([movedTo(text)], { mark: 'moved-to' }))), { mark: 'inserted' })], ['moved attributes teaPot']],
  ['a name replaced', [spout, [words(del('lid'), ins('cover')), '0..1', 'RW', 'It covers.'], handle], ['renamed attribute teaPot.cover']],
  ['a name made longer', [spout, [words('lid', ins('Colour')), '0..1', 'RW', 'It covers.'], handle], ['renamed attribute teaPot.lidColour']],
  ['a format changed', [spout, [words(reformatted), '0..1', 'RW', 'It covers.'], handle], []],
  ['a paragraph split in two', [spout, [cell([p('lid', { mark: 'inserted' }), p('')]), '0..1', 'RW', 'It covers.'], handle], []],
  ['a part of a number inserted', [['spout', words(ins('0..'), '1'), 'RW', 'It pours.'], lid, handle], ['changed attribute teaPot.spout multiplicity 1 0..1']],
  ['a part deleted by one of what another one inserted', [spout, [words('lid'), '0..1', words(del('RW'), ins(raw('<w:r><w:t>R</w:t></w:r><w:del w:id="70" w:author="B"><w:r><w:delText>W</w:delText></w:r></w:del><w:r><w:t>O</w:t></w:r>'))), 'It covers.'], handle], isRO],
  ['a link around a name that is inserted', [spout, lid, handle, row([words(raw('<w:hyperlink w:anchor="x"><w:ins w:id="71" w:author="A"><w:r><w:t>sieve</w:t></w:r></w:ins></w:hyperlink>')), ...['0..1', 'RW', 'It holds.'].map((text) => words(ins(text)))], { mark: 'inserted' })], ['added attribute teaPot.sieve']],
  ['a footnote behind a value that is inserted', [spout, ['lid', '0..1', words(del('RW'), ins('RO', raw('<w:r><w:footnoteReference w:id="2"/></w:r>'))), 'It covers.'], handle], isRO],
  ['a value in a content control', [spout, ['lid', '0..1', words(raw('<w:sdt><w:sdtContent><w:del w:id="72" w:author="A"><w:r><w:delText>RW</w:delText></w:r></w:del><w:ins w:id="73" w:author="A"><w:r><w:t>RO</w:t></w:r></w:ins></w:sdtContent></w:sdt>')), 'It covers.'], handle], isRO],
  ['a format of a cell, and of its row', [spout, row([cell('lid', { properties: '<w:shd w:fill="FF0000"/><w:tcPrChange w:id="74" w:author="A"><w:tcPr/></w:tcPrChange>' }), '0..1', 'RW', 'It covers.'], { properties: '<w:cantSplit/><w:trPrChange w:id="75" w:author="A"><w:trPr/></w:trPrChange>' }), handle], []],
  ['a word of a description', [spout, ['lid', '0..1', 'RW', words('It ', del('covers'), ins('closes'), '.')], handle], []],
  ['a symbol between deleted and inserted', [spout, ['lid', words(del('0'), ins('1'), raw('<w:r><w:noBreakHyphen/></w:r>'), del('..1')), 'RW', 'It covers.'], handle], []],
  ['a value marked twice over', [spout, ['lid', '0..1', words(del('RW'), ins(del('WO')), ins('RO')), 'It covers.'], handle], isRO],
  ['a note below', [spout, lid, handle, row([cell(p([ins('NOTE: of porcelain')]), { columns: 4 })], { mark: 'inserted' })], []],
];

describe('tracked changes in a row', () => {
  it.each(cases)('%s', async (_, rows, words) => {
    expect((await run(page(rows), before)).words).toEqual(words);
  });
});

/** Headings, captions and tables as a whole: what is there is the pot with its three attributes, unless it says otherwise. */
const heads = ['Attributes of <teaPot>', 'Multiplicity', 'RW/RO/WO', 'Description'] as const;
const title = (...content: readonly Inline[]) => p(content.length === 0 ? 'Table 9.6.99-2: Attributes of <teaPot> resource' : [...content]);
const inserted = (...texts: readonly string[]) => row(texts.map((text) => cell(p([ins(text)], { mark: 'inserted' }))), { mark: 'inserted' });
const around = (...blocks: readonly DocxBlock[]): Uint8Array => docx([p('TS-0001 Change'), h(3, '9.6.99\tResource Type teaPot'), ...blocks]);

describe('tracked changes around tables', () => {
  it.each<readonly [what: string, document: Uint8Array, words: readonly string[]]>([
    ['the caption', around(title('Table 9.6.99-2: ', del('Attributes'), ins('All attributes'), ' of <teaPot> resource'), table([heads, spout, lid, handle])), []],
    ['the number of the clause and of the caption', docx([p('TS-0001 Change'), h(3, ['9.6.', del('99'), ins('100'), '\tResource Type teaPot']), title('Table 9.6.', del('99'), ins('100'), '-2: Attributes of <teaPot> resource'), table([heads, spout, lid, handle])]), []],
    ['the format of the table', around(title(), rawBlock(`<w:tbl><w:tblPr><w:tblPrChange w:id="80" w:author="A"><w:tblPr/></w:tblPrChange></w:tblPr><w:tblGrid><w:tblGridChange w:id="81"/></w:tblGrid>${[heads, spout, lid, handle].map((cells) => `<w:tr>${cells.map((text) => `<w:tc><w:p><w:r><w:t>${text.replace('<', '&lt;')}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`)), []],
    ['a paragraph that cuts the table in two', around(title(), table([heads, spout]), p([ins('More of them:')], { mark: 'inserted' }), p('Table 9.6.99-2 (continued): Attributes of <teaPot> resource'), table([heads, lid, handle, inserted('sieve', '0..1', 'RW', 'It holds.')])), ['added attribute teaPot.sieve']],
    ['columns in another order, and one more', around(title(), table([['Remark', heads[2], heads[0], heads[1], heads[3]], ['', 'RW', 'spout', '1', 'It pours.'], inserted('new', 'RW', 'sieve', '0..1', 'It holds.')])), ['added attribute teaPot.sieve']],
    ['a whole table, with its clause', docx([p('TS-0001 Change'), h(3, [ins('9.6.98\tResource Type cup')], { mark: 'inserted' }), p([ins('Table 9.6.98-2: Attributes of <cup> resource')], { mark: 'inserted' }), table([inserted('Attributes of <cup>', ...heads.slice(1)), inserted('ear', '1', 'RW', 'To hold.')])]), ['added resource <cup>']],
    ['a cell over two rows', around(title(), table([heads, ['spout', '1', cell(p([del('RW'), ins('RO')]), { properties: '<w:vMerge w:val="restart"/>' }), 'It pours.'], ['lid', '0..1', cell('', { properties: '<w:vMerge/>' }), 'It covers.']])), ['changed attribute teaPot.spout access RW RO', 'changed attribute teaPot.lid access RW RO']],
  ])('%s', async (_, document, expected) => {
    const { words } = await run(document, before);
    expect(words.filter((text) => !/^added (?:enumeration|short name)|^changed XSD/.test(text)).map((text) => text.replace(/: .*/, ''))).toEqual(expected);
  });
});
