import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import { importDocuments } from '../../../generator/import/import.js';
import type { Sources } from '../../../generator/read/sources.js';
import { cell, del, docx, field, h, ins, movedFrom, movedTo, p, raw, row, table, type Inline, type RowCells, type RowNode } from '../../support/docx.js';

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
  ['a note below', [spout, lid, handle, row([cell(p([ins('NOTE: of porcelain')]), { columns: 4 })], { mark: 'inserted' })], []],
];

describe('tracked changes in a row', () => {
  it.each(cases)('%s', async (_, rows, words) => {
    expect((await run(page(rows), before)).words).toEqual(words);
  });
});
