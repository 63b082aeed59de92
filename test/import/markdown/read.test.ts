import { describe, expect, test } from 'vitest';
import { Diagnostics } from '../../../generator/diagnostics/diagnostic.js';
import type { Block, Table, View } from '../../../generator/import/document.js';
import { readMarkdown } from '../../../generator/import/markdown/read.js';

const read = (text: string, view: View = 'accepted') => {
  const diagnostics = new Diagnostics();
  const document = readMarkdown(text, 'cr.md', view, diagnostics);
  return { document, diagnostics: diagnostics.list() };
};
const grid = (table: Table | undefined): readonly (readonly string[])[] | undefined => table?.rows.map(({ cells }) => cells.map(({ text }) => text));
const tablesOf = (blocks: readonly Block[]): readonly Table[] => blocks.filter((block) => block.kind === 'table');
const outline = (text: string, view: View = 'accepted') =>
  read(text, view).document.blocks.map((block) =>
    block.kind === 'heading'
      ? `${'#'.repeat(block.level)} ${block.number ?? ''}|${block.text}`
      : block.kind === 'paragraph'
        ? `${block.list ? `(${block.list.label})` : ''}${block.text}`
        : grid(block),
  );

describe('a name that Pandoc broke where its column ends', () => {
  const drawn = (width: number, ...rows: string[][]): string[] => {
    const border = `+${'-'.repeat(width + 2)}+${'-'.repeat(10)}+`;
    return [border, ...rows.flatMap((lines) => [...lines.map((line, i) => `| ${line.padEnd(width)} | ${(i === 0 ? '0..1' : '').padEnd(8)} |`), border])];
  };
  test.each<[string, number, string[], string]>([
    ['is one word', 15, ['accessControlPo', 'licyIDs'], 'accessControlPolicyIDs'],
    ['twice', 9, ['accessCon', 'trolPolic', 'yIDs'], 'accessControlPolicyIDs'],
    ['with words before and behind it', 12, ['list of', 'm2m:accessCo', 'ntrolRules', 'or nothing'], 'list of m2m:accessControlRules or nothing'],
    ['in italics and with an escape', 12, ['*\\[softwareC', 'ampaign\\]*'], '[softwareCampaign]'],
    ['with capitals and underscores', 14, ['PACKAGE_TOO_LA', 'RGE'], 'PACKAGE_TOO_LARGE'],
    ['but no heading that just fits', 12, ['Multiplicity', '(L)'], 'Multiplicity (L)'],
    ['nor a word before others', 7, ['Request', 'option'], 'Request option'],
    ['nor words that have room', 15, ['accessControl', 'policies'], 'accessControl policies'],
    ['nor a line before two words', 9, ['mandatory', 'in any'], 'mandatory in any'],
  ])('%s', (_, width, lines, text) => {
    expect(grid(tablesOf(read(drawn(width, lines).join('\n')).document.blocks)[0])).toEqual([[text, '0..1']]);
    const dashes = `${'-'.repeat(width)} --------`;
    const multiline = [dashes, ...lines.map((line, i) => `${line.padEnd(width)} ${i === 0 ? '0..1' : ''}`.trimEnd()), '', 'x', dashes];
    expect(grid(tablesOf(read(multiline.join('\n')).document.blocks)[0])?.[0]).toEqual([text, '0..1']);
  });
});

describe('two words below one another, the first as wide as its column', () => {
  const table = ['+------------------+------+', '| shadeLampSetting | 0..1 |', '| Request          |      |', '+------------------+------+', ''];
  test.each([
    ['are one where the document has it elsewhere', 'Of the shadeLampSetting and the shadeLampSettingRequest.', 'shadeLampSettingRequest', []],
    ['are two where it has only the first', 'Of the shadeLampSetting of lamps.', 'shadeLampSetting Request', []],
    ['are one where it has neither, and a person is told', 'Of lamps.', 'shadeLampSettingRequest', ['MARKDOWN_BROKEN']],
    ['are one where the first is another cell, broken likewise', table.join('\n'), 'shadeLampSettingRequest', ['MARKDOWN_BROKEN', 'MARKDOWN_BROKEN']],
  ])('%s', (_, text, want, codes) => {
    const { document, diagnostics } = read([...table, text].join('\n'));
    expect([grid(tablesOf(document.blocks)[0])?.[0]?.[0], diagnostics.map(({ code }) => code)]).toEqual([want, codes]);
  });
});

describe('tables without borders', () => {
  const simple = ['  Name     Times   Access', '  -------- ------- --------', '  attrA    0..1    RW', '  attrB    1       *WO*'];
  const want = [['Name', 'Times', 'Access'], ['attrA', '0..1', 'RW'], ['attrB', '1', 'WO']];

  test.each([
    ['one row a line', simple, want],
    ['with a line of dashes at the end', [...simple, '  -------- ------- --------'], want],
    ['with empty cells', [...simple, '           0..n'], [...want, ['', '0..n', '']]],
    ['with a caption below', [...simple, '', 'Table: Table 5-1: Things'], want],
    ['without headings', [simple[1]!, ...simple.slice(2), simple[1]!], want.slice(1)],
    ['with short columns', ['No  Name', '--  -----', '1   attrA'], [['No', 'Name'], ['1', 'attrA']]],
  ])('%s', (_, lines, grids) => {
    const { document, diagnostics } = read(['Text.', '', ...lines, '', 'More.'].join('\n'));
    expect([grid(tablesOf(document.blocks)[0]), diagnostics]).toEqual([grids, []]);
    expect(document.blocks.at(-1)).toMatchObject({ text: 'More.' });
  });

  const border = '-'.repeat(40);
  test.each<[string, string[], string[][]]>([
    ['headings over two lines', [border, ' Long     Times', ' name', ' -------- ----------------', ' attrA    two lines', '          of text', '', ' attrB    \u2022 a', '          \u2022 b', border], [['Long name', 'Times'], ['attrA', 'two lines of text'], ['attrB', 'a\nb']]],
    ['dashes with gaps as the border', ['-------- ---------', ' a        b', '-------- ---------', ' 1        2', '', ' 3        4', '-------- ---------'], [['a', 'b'], ['1', '2'], ['3', '4']]],
    ['no headings', ['-------- ---------', ' 1        two', '          lines', '', ' 3        4', '-------- ---------'], [['1', 'two lines'], ['3', '4']]],
    ['one row', [border, ' a        b', ' -------- -----', ' 1        2', '', border], [['a', 'b'], ['1', '2']]],
  ])('rows of many lines: %s', (_, lines, grids) => {
    const { document, diagnostics } = read(['Text.', '', ...lines, '', '## 9.6.1 Next'].join('\n'));
    expect([grid(tablesOf(document.blocks)[0]), diagnostics]).toEqual([grids, []]);
    expect(document.blocks.at(-1)).toMatchObject({ kind: 'heading' });
  });

  test('places are those of the cells', () => {
    const [table] = tablesOf(read([border, ' a        b', ' -------- -----', ' 1        ', '          2', '', border].join('\n')).document.blocks);
    expect(table!.rows[1]!.cells.map(({ place }) => [place.line, place.column])).toEqual([[4, 2], [5, 11]]);
  });

  test.each([
    ['rules between paragraphs', '---\n\nText\n\n---\n\nText'],
    ['an underlined heading', '7.4 Lamps\n---------\n\nText'],
    ['front matter', '---\ntitle: x\n---\n\nText'],
    ['a border that no other closes', `${border}\n a     b\n\n# 1 Heading\n`],
    ['rules of dashes with gaps', 'Text\n\n--- --- ---\n\nText'],
  ])('are not %s', (_, text) => {
    expect(tablesOf(read(text).document.blocks)).toEqual([]);
  });
});

describe('marks of notes above the line', () => {
  test.each([
    ['0..1<sup>2</sup>', '0..1\u00b2'],
    ['0..1^2^', '0..1\u00b2'],
    ['attrA<sup>1, 2</sup>', 'attrA\u00b9, \u00b2'],
    ['attrA^1,\\ 2^', 'attrA\u00b9, \u00b2'],
    ['0..1[^12]', '0..1\u00b9\u00b2'],
    ['attrA^a^', 'attrA\u1d43'],
    ['attrA<sup>note 2</sup>', 'attrA (note 2)'],
    ['1^st^ item', '1st item'],
    ['\\^1\\^', '^1^'],
    ['2^32', '2^32'],
  ])('%s', (text, want) => {
    expect(outline(text)).toEqual([want]);
    if (!text.includes('^')) expect(outline(`<table><tr><td>${text}</td><td>x</td></tr></table>`)).toEqual([[[want, 'x']]]);
  });
});

describe('links by reference', () => {
  test.each<[string, string, unknown[]]>([
    ['are their text', 'See [attrB][b] and [C][].\n\n[b]: #attrb\n[c]: https://example.org/c "C"', ['See attrB and C .']],
    ['without a definition are text', 'TS-0001 [6][7], [attrB][b]', ['TS-0001 [6][7], [attrB][b]']],
    ['are no resource types', 'The [software] resource\n\n[software]: #software', ['The [software] resource']],
    ['leave a drawn table as it is', '+------------+---+\n| [attrB][b] | 1 |\n+------------+---+\n\n[b]: #b', [[['attrB', '1']]]],
  ])('%s', (_, text, want) => {
    expect(outline(text)).toEqual(want);
  });

  test('a bibliography is text', () => {
    expect(outline('[6]: oneM2M TS-0001')).toEqual(['[6]: oneM2M TS-0001']);
  });
});

test.each(['', 'Table'])('captions after "%s:", below their tables', (mark) => {
  const table = '| a | b |\n|---|---|\n| 1 | 2 |\n\n';
  const captions = (text: string) => tablesOf(read(text).document.blocks).map(({ caption, number }) => [caption, number]);
  const lamps = ['Table 5-1: Lamps', '5-1'];
  const bulbs = ['Table 5-2: Bulbs', '5-2'];
  expect(captions(`${table}${mark}: ${lamps[0]!}\n\n${table}${mark}: Table 5-2: *Bulbs*\n`)).toEqual([lamps, bulbs]);
  expect(captions(`${mark}: ${lamps[0]!}\n\n${table}${mark ? 'Text.' : ''}\n\n`)).toEqual([lamps]);
});

describe('headings, paragraphs and lists', () => {
  test.each([
    ['a heading with a number', '## 7.4.1 Resource Type lamp', ['## 7.4.1|Resource Type lamp']],
    ['attributes and closing marks', '### 6.3.4 m2m:lampType {#lampType} ', ['### 6.3.4|m2m:lampType']],
    ['closing marks', '# Scope ##', ['# |Scope']],
    ['emphasis in a heading', '## 7.4.1 Resource Type *lamp*', ['## 7.4.1|Resource Type lamp']],
    ['an annex', '## Annex D (normative): Lamps', ['## D|Lamps']],
    ['an underlined heading', 'Scope\n=====\n\n7.4 Lamps\n---', ['# |Scope', '## 7.4|Lamps']],
    ['a number alone on a line', '7.4.1.2\tUpdate\n\nText.', ['#### 7.4.1.2|Update', 'Text.']],
    ['a number alone before the name of a type', '6.3.5.4\tm2m:lampInfo\n\n6.3.5.5\tm2m:lampInfo is one', ['#### 6.3.5.4|m2m:lampInfo', '6.3.5.5 m2m:lampInfo is one']],
    ['a resource type by its brackets', 'The <lamp> and \\<bulb\\> and &lt;socket&gt; in [room].', ['The <lamp> and <bulb> and <socket> in [room].']],
    ['a resource type at the start of a line', '<lamp>\n\n<lamp> CREATE', ['<lamp>', '<lamp> CREATE']],
    ['an ending after brackets is no link', 'The [room](s) are lit.', ['The [room](s) are lit.']],
    ['links, code and emphasis', '[rules](https://rules.example), `code`, **bold**, STATUS_NOT_OK and _thin_', ['rules, code, bold, STATUS_NOT_OK and thin']],
    ['lines of a paragraph are one line, breaks stay', 'one\ntwo<br>three  \nfour', ['one two\nthree\nfour']],
    ['lists', '- one\n* two\n  goes on\n3. three\n\n- ', ['(•)one', '(•)two goes on', '(3.)three', '(-)']],
    ['a numbered revision history', '1. Line 87. "When"\n2. 10.2.28.2 Step 2.', ['(1.)Line 87. "When"', '(2.)10.2.28.2 Step 2.']],
    ['quotes', '> quoted\n> text', ['quoted text']],
    ['code as it stands', '```\n| a |\n\n# b\n```', ['| a |\n\n# b']],
    ['front matter, comments and rules are no text', '---\ntitle: x\n---\n\n<!-- note\nto self --> a\n\n---\n\n::: note\nb\n:::', ['a', 'b']],
    ['a change separator', '-----Start of change 1-----\nText', ['-----Start of change 1-----', 'Text']],
    ['struck text is text', 'a ~~b~~ c', ['a ~~b~~ c']],
  ])('%s', (_, text, want) => {
    expect(outline(text)).toEqual(want);
  });
});

describe('tables with pipes', () => {
  test('captions, breaks, escapes and brackets', () => {
    const { document, diagnostics } = read(
      '## 7.4 Lamps\n\n**Table 7.4-1: Attributes of \\<lamp\\>**\n\n| Attributes of<br>\\<lamp\\> | RW/<br>RO |\n|:---|:-:|\n| on \\| off | `R0` |\nswitch | <bulb> &amp; *socket*\n| x | - ON – it is<br>- OFF\n\nAfter.',
    );
    expect(diagnostics).toEqual([]);
    const [table] = tablesOf(document.blocks);
    expect(table).toMatchObject({ caption: 'Table 7.4-1: Attributes of <lamp>', number: '7.4-1', clause: '7.4' });
    expect(table!.rows.map(({ header }) => header)).toEqual([true, false, false, false]);
    expect(grid(table)).toEqual([
      ['Attributes of\n<lamp>', 'RW/\nRO'],
      ['on | off', 'R0'],
      ['switch', '<bulb> & socket'],
      ['x', 'ON – it is\nOFF'],
    ]);
    expect(table!.rows[1]!.cells[1]!.place).toMatchObject({ line: 7, column: 15, within: 'Table 7.4-1, row 2' });
    expect(table!.rows[3]!.cells[1]!.paragraphs).toMatchObject([{ list: { label: '-' } }, { list: { label: '-' } }]);
  });

  test.each([
    ['too few cells', '| a | b | c |\n|---|---|---|\n| 1 | 2 |', 'GRID_RAGGED', [['a', 'b', 'c'], ['1', '2', '']]],

    ['too many cells', '| a | b |\n|---|---|\n| 1 | 2 | 3 |', 'MARKDOWN_TABLE', [['a', 'b', ''], ['1', '2', '3']]],
  ])('%s', (_, text, code, want) => {
    const { document, diagnostics } = read(text);
    expect(diagnostics.map((d) => d.code)).toContain(code);
    expect(grid(tablesOf(document.blocks)[0])).toEqual(want);
  });

  test('a remark in place of a row wants no more cells', () => {
    const { document, diagnostics } = read('| a | b | c |\n|---|---|---|\n| … |');
    expect([diagnostics, grid(tablesOf(document.blocks)[0])]).toEqual([[], [['a', 'b', 'c'], ['…', '', '']]]);
  });

  test.each([
    ['pipes without a row of dashes', '| a | b |\n| 1 | 2 |\n'],
    ['dashes with gaps below nothing', ' ---  ---\n\n  1    2\n'],
  ])('%s are no table, and that is said', (_, text) => {
    const { document, diagnostics } = read(text);
    expect(tablesOf(document.blocks)).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'MARKDOWN_TABLE', severity: 'warning' }]);
  });
});

describe('tables in HTML', () => {
  test('spans, headings, lists, nested tables, empty lines and missing end tags', () => {
    const { document, diagnostics } = read(
      'Before\n\n<table>\n<thead><tr><th rowspan=2>A<th colspan="2">B</tr>\n\n<tr><th>b1</th><th>b2</th></tr></thead>\n<tbody><tr><td>The <lamp> is\n&lt;on&gt;<p>two</p><ol><li>x<li>y</ol><td><b>1</b><br/>2<td><table><tr><td>in</table></tr>\n</table> after\n',
    );
    expect(diagnostics).toEqual([]);
    const [table] = tablesOf(document.blocks);
    expect(grid(table)).toEqual([
      ['A', 'B', 'B'],
      ['A', 'b1', 'b2'],
      ['The <lamp> is <on>\ntwo\nx\ny', '1\n2', ''],
    ]);
    expect(table!.rows.map(({ header }) => header)).toEqual([true, true, false]);
    expect(table!.rows[1]!.cells[0]).toBe(table!.rows[0]!.cells[0]);
    expect(table!.rows[2]!.cells[0]!.paragraphs[2]).toMatchObject({ text: 'x', list: { label: '1.' } });
    expect(grid(table!.rows[2]!.cells[2]!.tables[0])).toEqual([['in']]);
    expect(table!.place).toMatchObject({ line: 3, column: 1 });
    expect(table!.rows[1]!.cells[1]!.place).toMatchObject({ line: 6, column: 5 });
    expect(outline('Before\n\n<table><tr><td>x</table> after')).toEqual(['Before', [['x']], 'after']);
  });

  test.each([
    ['a table that never ends', '<table><tr><td>x'],
    ['text between cells', '<table><tr>stray<td>x</td></tr></table>'],
    ['a table in a row', '<table><tr><table><tr><td>x</table></table>'],
    ['tables without end', '<table><tr><td>'.repeat(20) + 'x' + '</td></tr></table>'.repeat(20)],
    ['an endless tag', `<table><tr><td ${'a '.repeat(4000)}>x</td></tr></table>`],
  ])('%s is reported', (_, text) => {
    expect(read(text).diagnostics.map(({ code }) => code)).toContain('MARKDOWN_HTML');
  });

  test('spans that make no sense are cut and reported', () => {
    const { document, diagnostics } = read('<table><tr><td rowspan="9">a</td><td colspan="x">b</td></tr></table>');
    expect(diagnostics).toMatchObject([{ code: 'GRID_SPAN' }]);
    expect(grid(tablesOf(document.blocks)[0])).toEqual([['a', 'b']]);
  });
});

describe('drawn tables', () => {
  test('merged cells and several lines in a cell', () => {
    const { document, diagnostics } = read(`
+-------+-------+------+
| A     | B     | C    |
+=======+=======+======+
| a1    | b and | c    |
|       | more  |      |
| x     +-------+      |
|       | d     |      |
+-------+-------+------+
| merged over   | z    |
+---------------+------+
`);
    expect(diagnostics).toEqual([]);
    const [table] = tablesOf(document.blocks);
    expect(grid(table)).toEqual([
      ['A', 'B', 'C'],
      ['a1\nx', 'b and more', 'c'],
      ['a1\nx', 'd', 'c'],
      ['merged over', 'merged over', 'z'],
    ]);
    expect(table!.rows.map(({ header }) => header)).toEqual([true, false, false, false]);
  });

  test('broken borders are reported', () => {
    expect(read('+---+---+\n| a | b |\n+---+-  +\n').diagnostics).toMatchObject([{ code: 'MARKDOWN_TABLE', place: { line: 1 } }]);
  });
});

describe('change marks', () => {
  test.each([
    ['words', 'The {--old--}{++new++} lamp', ['The new lamp'], ['The old lamp']],
    ['a replacement', 'The {~~old~>new~~} lamp', ['The new lamp'], ['The old lamp']],
    ['HTML', 'The <del>old</del><ins class="x">new</ins> lamp', ['The new lamp'], ['The old lamp']],
    ['spans of Pandoc', 'The [old]{.deletion author="A" date="x"}[new [room](s) <lamp>]{.insertion author="A"} [room]', ['The new [room](s) <lamp> [room]'], ['The old [room]']],
    ['highlights and comments', 'The {==lamp==}{>>why?<<}', ['The lamp'], ['The lamp']],
    ['over paragraphs', 'a\n\n{++b\n\nc++}\n\nd', ['a', 'b', 'c', 'd'], ['a', 'd']],
    ['in a heading', '## 7.4 {--Lamps--}{++Bulbs++}', ['## 7.4|Bulbs'], ['## 7.4|Lamps']],
    ['in code and after a backslash they are text', '`{++a++}` \\{++b\\++}', ['{++a++} {++b++}'], ['{++a++} {++b++}']],
  ])('%s', (_, text, accepted, original) => {
    expect(outline(text as string, 'accepted')).toEqual(accepted);
    expect(outline(text as string, 'original')).toEqual(original);
  });

  test('whole rows, and the places of what is after them', () => {
    const text = '| a | b |\n|---|---|\n{--| old | 1 |--}\n<ins>| new | 2 |</ins>\n{++\n| newer | 3 |\n++}\n| last | 4 |\n';
    const accepted = read(text);
    expect(accepted.diagnostics).toEqual([]);
    expect(accepted.document.hasChanges).toBe(true);
    expect(grid(tablesOf(accepted.document.blocks)[0])).toEqual([['a', 'b'], ['new', '2'], ['newer', '3'], ['last', '4']]);
    expect(tablesOf(accepted.document.blocks)[0]!.rows.map(({ place }) => place.line)).toEqual([1, 4, 6, 8]);
    expect(grid(tablesOf(read(text, 'original').document.blocks)[0])).toEqual([['a', 'b'], ['old', '1'], ['last', '4']]);
  });

  test('a row in HTML', () => {
    const text = '<table><tr><td>a</td></tr><ins><tr><td>b</td></tr></ins></table>';
    expect(outline(text, 'accepted')).toEqual([[['a'], ['b']]]);
    expect(outline(text, 'original')).toEqual([[['a']]]);
  });

  test.each([
    ['an opening without its end', 'a {++b', 3],
    ['an end without its opening', 'a ++} b', 3],
    ['two kinds that cross', '{++a <del>b ++} c</del>', 13],
    ['a replacement without its second half', 'a {~~b~~} c', 7],
    ['an end of HTML', 'a </ins> b', 3],
    ['a span without its beginning', 'a b]{.insertion} c', 4],
  ])('%s is a half-accepted change', (_, text, column) => {
    expect(read(text).diagnostics).toContainEqual(expect.objectContaining({ code: 'MARKDOWN_CHANGE', severity: 'error', place: { file: 'cr.md', line: 1, column } }));
  });

  test('a document without marks has no changes; what is struck out is text, and that is said', () => {
    const { document, diagnostics } = read('`~~a~~` and\n\n| a |\n|---|\n| ~~b~~ |\n');
    expect(document.hasChanges).toBe(false);
    expect(grid(tablesOf(document.blocks)[0])).toEqual([['a'], ['~~b~~']]);
    expect(diagnostics).toMatchObject([{ code: 'MARKDOWN_STRUCK', severity: 'warning', place: { line: 5 } }]);
  });
});
