import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../generator/diagnostics/diagnostic.js';
import type { Block, Cell, Table } from '../../generator/import/document.js';
import { readDocument } from '../../generator/import/read.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const read = async (input: Uint8Array | string, file = 'cr.txt', view: 'accepted' | 'original' = 'accepted') => {
  const diagnostics = new Diagnostics();
  const document = await readDocument(typeof input === 'string' ? bytes(input) : input, file, view, diagnostics);
  return { document, diagnostics: diagnostics.list() };
};
const tablesOf = (blocks: readonly Block[] | undefined): readonly Table[] => (blocks ?? []).filter((block) => block.kind === 'table');
const grid = (table: Table | undefined) => table?.rows.map(({ cells }) => cells.map(({ text }) => text));

describe('which reader', () => {
  test.each([
    ['cr.md', '# A\n\ntext', 'markdown'],
    ['CR.MARKDOWN', 'text', 'markdown'],
    ['cr.txt', '\ta\n\tb\n', 'text'],
    ['cr', 'text', 'text'],
    ['cr.txt', '| a | b |\n|---|---|\n| 1 | 2 |\n', 'markdown'],
    ['cr.txt', 'text\n<table><tr><td>x</td></tr></table>', 'markdown'],
    ['cr.txt', '| a | b |\n|---|---|\n| 1 | 2 |\n\n\ta\n\tb\n', 'text'],
  ])('%s with %j is %s', async (file, text, want) => {
    expect((await read(text, file)).document?.format).toBe(want);
  });

  test.each([
    ['UTF-8', bytes('R\u00e9sum\u00e9')],
    ['UTF-8 with a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('R\u00e9sum\u00e9')])],
    ['UTF-16, little end first', new Uint8Array([0xff, 0xfe, ...Buffer.from('R\u00e9sum\u00e9', 'utf16le')])],
    ['UTF-16, big end first', new Uint8Array([0xfe, 0xff, ...Buffer.from('R\u00e9sum\u00e9', 'utf16le').swap16()])],
  ])('%s', async (_, input) => {
    expect((await read(input)).document?.blocks).toMatchObject([{ kind: 'paragraph', text: 'R\u00e9sum\u00e9' }]);
  });

  test.each(['\n', '\r\n', '\r'])('lines that end with %j', async (end) => {
    const { document } = await read(['7.4', 'Lamps', '', '\ta', '\tb', '', '\tc', '\td', ''].join(end));
    expect(document?.blocks[0]).toMatchObject({ number: '7.4', text: 'Lamps' });
    expect(tablesOf(document?.blocks)[0]).toMatchObject({ place: { line: 4 }, rows: [{}, {}] });
  });
});

describe('what is no document', () => {
  test.each(['The format %PDF-1.4 is not read.', '[1] oneM2M TS-0001', '{x} is a placeholder', '[{"a": is broken', '<<<<<<< is how git begins'])('but this is text: %s', async (text) => {
    expect((await read(text)).document?.blocks).toHaveLength(1);
  });


  test.each(['cr.docx', 'CR.DOCM', 'cr.doc'])('a text that is called %s', async (name) => {
    const { document, diagnostics } = await read('9.6.17\tLamps', name);
    expect(document).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'DOCUMENT_FORMAT', severity: 'error', place: { file: name, line: 1, column: 1 } }]);
  });

  test.each([
    ['nothing', new Uint8Array(), 'DOCUMENT_EMPTY', 1, 1],
    ['white space', bytes(' \n\t\n'), 'DOCUMENT_EMPTY', 1, 1],
    ['an old Word document', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'DOCUMENT_FORMAT', 1, 1],
    ['a PDF', bytes('%PDF-1.7\n'), 'DOCUMENT_FORMAT', 1, 1],
    ['a PDF after a line', bytes('\n\n%PDF-1.4\n1 0 obj'), 'DOCUMENT_FORMAT', 1, 1],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'DOCUMENT_FORMAT', 1, 1],
    ['packed', new Uint8Array([0x1f, 0x8b, 8, 0]), 'DOCUMENT_FORMAT', 1, 1],
    ['JSON', bytes('{ "a": [1] }'), 'DOCUMENT_FORMAT', 1, 1],
    ['XML', bytes('<?xml version="1.0"?><a/>'), 'DOCUMENT_FORMAT', 1, 1],
    ['Rich Text', bytes('{\\rtf1 x}'), 'DOCUMENT_FORMAT', 1, 1],
    ['a page in HTML', bytes('<!DOCTYPE html>\n<html><body>x'), 'DOCUMENT_FORMAT', 1, 1],
    ['a page in HTML after a comment', bytes('<!-- saved from url=(0014)about:internet -->\r\n<html>x</html>'), 'DOCUMENT_FORMAT', 1, 1],
    ['a schema without a declaration', bytes('<!-- c -->\n<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>\n'), 'DOCUMENT_FORMAT', 1, 1],
    ['a picture in SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'DOCUMENT_FORMAT', 1, 1],
    ['a page that Word saved in one file', bytes('MIME-Version: 1.0\nContent-Type: multipart/related\n\nx'), 'DOCUMENT_FORMAT', 1, 1],
    ['a mail', bytes('Received: by a\r\n with b\r\nFrom: c\r\nMIME-Version: 1.0\r\n\r\nx'), 'DOCUMENT_FORMAT', 1, 1],
    ['a pointer of Git LFS', bytes('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 3\n'), 'DOCUMENT_FORMAT', 1, 1],
    ['LaTeX', bytes('% lamps\n\\documentclass{article}\n'), 'DOCUMENT_FORMAT', 1, 1],
    ['another encoding', new Uint8Array([...bytes('one\ntw'), 0xf6, 0x20]), 'DOCUMENT_ENCODING', 2, 3],
    ['a NUL', bytes('one\ntwo\0'), 'DOCUMENT_ENCODING', 2, 4],
    ['UTF-16 without a mark', new Uint8Array(Buffer.from('one', 'utf16le')), 'DOCUMENT_ENCODING', 1, 2],
    ['a merge that is not finished', bytes('one\n<<<<<<< HEAD\ntwo\n=======\nthree\n>>>>>>> other\n'), 'DOCUMENT_CONFLICT', 2, 1],
    ['too much', new Uint8Array(17 * 1024 * 1024).fill(0x61), 'DOCUMENT_SIZE', 1, 1],
  ])('%s', async (_, input, code, line, column) => {
    for (const name of ['cr.txt', 'cr.md', 'cr.docx']) {
      const { document, diagnostics } = await read(input, name);
      expect(document).toBeUndefined();
      expect(diagnostics).toMatchObject([{ code, severity: 'error', place: { file: name, line, column } }]);
      expect(diagnostics[0]!.hint).toBeTruthy();
    }
  });
});

test.each([
  ['a logo before it', '<svg xmlns="http://www.w3.org/2000/svg"/>\n\n# Lamps\n'],
  ['a comment before it', '<!-- lamps -->\n\n# Lamps\n'],
  ['a comment without an end', '<!-- lamps\n\n# Lamps\n'],
  ['a list of names', 'Lamp: one\nVersion: two\n\nThe header MIME-Version: 1.0 is sent.\n'],
])('Markdown with %s is read', async (_, text) => {
  expect((await read(bytes(text), 'cr.md')).diagnostics).toEqual([]);
});

/** Cells as a table may hold them: words, paragraphs, nothing. Never white space at the ends, never a mark of any notation. */
const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
const cell = fc.array(word, { maxLength: 3 }).map((paragraphs) => paragraphs.map((text) => `Value ${text}`));
const anyTable = fc
  .record({ columns: fc.integer({ min: 2, max: 6 }), rows: fc.integer({ min: 2, max: 8 }) })
  .chain(({ columns, rows }) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }))
  // A table in which nothing stands is white space in a text.
  .filter((rows) => rows.some((row) => row.some((paragraphs) => paragraphs.length > 0)));
type Content = readonly (readonly (readonly string[])[])[];

const notations = {
  'cr.txt': (rows: Content) => rows.map((row) => row.map((paragraphs) => `\t${paragraphs.join('\n\n')}\n`).join('')).join('\n'),
  'cr.md': (rows: Content) => {
    const line = (row: Content[number]): string => `| ${row.map((paragraphs) => paragraphs.join('<br>')).join(' | ')} |\n`;
    return line(rows[0]!) + `|${rows[0]!.map(() => '---|').join('')}\n` + rows.slice(1).map(line).join('');
  },
  'html.md': (rows: Content) =>
    `<table>\n${rows.map((row) => `<tr>${row.map((paragraphs) => `<td>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</td>`).join('\n\n')}</tr>\n`).join('')}</table>\n`,
} as const;

describe('properties', () => {
  test.each(Object.entries(notations))('any table written as in %s reads back as the same grid', async (file, write) => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (rows) => {
        const { document, diagnostics } = await read(`7.4\nLamps\n\nTable 7.4-1: Lamps\n\n${write(rows)}\n\nAfter.\n`, file);
        expect(diagnostics).toEqual([]);
        expect(tablesOf(document?.blocks).map(grid)).toEqual([rows.map((row) => row.map((paragraphs) => paragraphs.join('\n')))]);
      }),
      { numRuns: 200 },
    );
  });

  /** A change to one row, in the notations that Markdown has for it. */
  const marked = { kept: [(row: string) => row], inserted: [(row: string) => `<ins>${row}</ins>`, (row: string) => `{++${row}++}`, (row: string) => `{++\n${row}\n++}`], deleted: [(row: string) => `<del>${row}</del>`, (row: string) => `{--${row}--}`] } as const;

  test('rows that are inserted or deleted are in one view each, at their own lines', async () => {
    const change = fc.record({ kind: fc.constantFrom('kept' as const, 'inserted' as const, 'deleted' as const), notation: fc.nat(), name: word });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const lines = changes.map(({ kind, notation, name }) => marked[kind][notation % marked[kind].length]!(`| ${name} | 1 |`));
        const source = `| name | count |\n|---|---|\n${lines.join('\n')}\n\nAfter.\n`;
        for (const [view, hidden] of [['accepted', 'deleted'], ['original', 'inserted']] as const) {
          const { document, diagnostics } = await read(source, 'cr.md', view);
          const shown = changes.filter(({ kind }) => kind !== hidden).map(({ name }) => name);
          expect(diagnostics).toEqual([]);
          expect(grid(tablesOf(document?.blocks)[0])).toEqual([['name', 'count'], ...shown.map((name) => [name, '1'])]);
          const all = source.split('\n');
          for (const { cells, place } of tablesOf(document?.blocks)[0]!.rows) expect(all[place.line - 1]).toContain(cells[0]!.text);
          expect(document?.blocks.at(-1)).toMatchObject({ text: 'After.', place: { line: all.indexOf('After.') + 1 } });
        }
      }),
      { numRuns: 200 },
    );
  });

  const fragments = [
    '\n', '\n\n', '\t', ' ', 'a', '|', '|---|---|', '\n|a|b|\n|-|-|\n', '<table>', '</table>', '<tr>', '<td>', '<td colspan="3" rowspan=0>', '</td>', '<lamp>', '&lt;', '&#0;',
    '{++', '++}', '{--', '--}', '{~~', '~>', '~~}', '[', ']{.insertion}', ']{.deletion a="b"}', '<ins>', '</ins>', '<del>', '</del>', '\\', '`', '```\n', '+--+--+\n', '| a | b\n', '# ', '9.6.1', '\n9.6.1\nTitle\n', '· ', '- ', '1. ',
    'Table 1-1: x\n', '-----', '<!--', '-->', '[', '](x)', '*', '_', '\u00a0', '\u{1f600}', '\ud800', '__proto__', 'constructor', '\r', '> ', '~~~\n',
  ]; // prettier-ignore
  const soup = fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join(''));

  test('no text makes a reader throw, and every table is a grid whose cells know where they stand', async () => {
    const checked = (table: Table): void => {
      const width = table.rows[0]?.cells.length;
      const positions = new Map<Cell, number>();
      for (const row of table.rows) {
        expect(row.cells).toHaveLength(width!);
        for (const one of row.cells) positions.set(one, (positions.get(one) ?? 0) + 1);
      }
      for (const [one, count] of positions) {
        expect(count).toBe(one.rowSpan * one.columnSpan);
        expect(table.rows[one.row]!.cells[one.column]).toBe(one);
        expect(one.text).toBe(one.paragraphs.map(({ text }) => text).join('\n'));
        one.tables.forEach(checked);
      }
    };
    await fc.assert(
      fc.asyncProperty(soup, fc.constantFrom('cr.txt', 'cr.md'), fc.constantFrom('accepted' as const, 'original' as const), async (text, file, view) => {
        const { document } = await read(text, file, view);
        const lines = text.split(/\r\n?|\n|\f|\u2028/).length;
        for (const block of document?.blocks ?? []) {
          expect(block.place.line).toBeGreaterThan(0);
          expect(block.place.line).toBeLessThanOrEqual(lines);
          if (block.kind === 'table') checked(block);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test('no bytes make a reader throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }).filter(([a, b]) => a !== 0x50 || b !== 0x4b), fc.constantFrom('cr.txt', 'cr.md'), async (input, file) => {
        const { document, diagnostics } = await read(input, file);
        expect(document !== undefined || diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a document without marks is the same in both views', async () => {
    const plain = soup.filter((text) => !/[{}~]|<\/?(ins|del)/.test(text));
    await fc.assert(
      fc.asyncProperty(plain, async (text) => {
        const [accepted, original] = [await read(text, 'cr.md', 'accepted'), await read(text, 'cr.md', 'original')];
        expect(original.document?.blocks).toEqual(accepted.document?.blocks);
        expect(accepted.document?.hasChanges ?? false).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('hostile input is read in bounded time', () => {
  const many = (text: string, count: number): string => text.repeat(count);
  test.each([
    ['a table of 100,000 rows as text', 'cr.txt', `\ta\n\tb\n\n${many('\t1\n\t2\n\n', 100_000)}`],
    ['a table of 100,000 rows with pipes', 'cr.md', `|a|b|\n|-|-|\n${many('|1|2|\n', 100_000)}`],
    ['a table of 100,000 rows in HTML', 'cr.md', `<table>${many('<tr><td>1<td>2', 100_000)}</table>`],
    ['a table of 300,000 rows', 'cr.md', `|a|\n|-|\n${many('|1|\n', 300_000)}`],
    ['one row of 200,000 cells as text', 'cr.txt', many('\ta\n', 200_000)],
    ['one row of 200,000 cells with pipes', 'cr.md', `${many('|a', 200_000)}\n${many('|-', 200_000)}\n`],
    ['emphasis without end', 'cr.md', many('*a_', 100_000)],
    ['brackets', 'cr.md', many('[', 200_000)],
    ['tags without end', 'cr.md', `<table><tr><td>${many('<div>', 100_000)}`],
    ['names in brackets', 'cr.md', `<table><tr><td>${many('<lamp>', 100_000)}</table>`],
    ['tables in tables', 'cr.md', many('<table><tr><td>', 50_000)],
    ['tables that never end', 'cr.md', many('<table>\n', 20_000)],
    ['comments that never end', 'cr.md', many('<!-- \n', 50_000)],
    ['marks in marks', 'cr.md', many('{++', 100_000)],
    ['marks without beginning', 'cr.md', many('++}', 20_000)],
    ['code without end', 'cr.md', many('`', 200_000) + many('`a\n', 50_000)],
    ['quotes', 'cr.md', many('>', 200_000)],
    ['lists', 'cr.md', many('- ', 200_000)],
    ['a drawn table', 'cr.md', `${many('+-', 900)}+\n${many(`${many('| ', 900)}|\n`, 200)}`],
    ['numbers of clauses', 'cr.txt', many('1.', 100_000) + '\n' + many('1.1\n', 50_000)],
    ['one long line', 'cr.txt', `Table ${many('1', 1_000_000)}`],
    ['white space', 'cr.txt', `a${many(' ', 500_000)}b\n\t${many(' ', 500_000)}`],
    ['empty lines in a cell', 'cr.txt', `\ta\n${many('\n', 200_000)}\tb\n${many('\n', 200_000)}x`],
  ])('%s', async (_, file, text) => {
    const { document } = await read(text, file);
    expect(document).toBeDefined();
  }, 20_000);
});
