import { describe, expect, it } from 'vitest';
import { cell, field, h, p, raw, rawBlock, row, table, type DocxBlock, type DocxOptions } from '../../support/docx.js';
import { read } from './outline.js';

const run = (xml: string): string => `<w:r>${xml}</w:r>`;
const abstract = (id: number, levels: string): string => `<w:abstractNum w:abstractNumId="${id}">${levels}</w:abstractNum>`;
const level = (index: number, format: string, text: string, more = ''): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = (id: number, of: number, more = ''): string => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const items = (...levels: (number | [number, number])[]): DocxBlock[] =>
  levels.map((item) => p('x', { list: Array.isArray(item) ? { id: item[1], level: item[0] } : { id: 10, level: item } }));

describe('headings', () => {
  it.each<[string, DocxBlock[], string[], DocxOptions?]>([
    ['a typed number, with a tab', [h(3, '9.6.17\tResource Type <x>')], ['### 9.6.17 Resource Type <x>']],
    ['the number counts its level', [h(1, 'A.1\tExample')], ['## A.1 Example']],
    ['an annex is of the highest level', [h(8, 'Annex D (normative):\n<mgmtObj> specializations')], ['# D <mgmtObj> specializations']],
    ['no number', [h(2, 'Introduction')], ['## - Introduction']],
    ['a number without title', [h(2, '9.6\t')], ['## 9.6 9.6']],
    ['a style based on a heading', [p('5\tx', { style: 'Mine' })], ['# 5 x'], { styles: '<w:style w:styleId="Mine"><w:name w:val="mine"/><w:basedOn w:val="Heading1"/></w:style>' }],
    ['a style with an outline level', [p('x', { style: 'Mine' })], ['### - x'], { styles: '<w:style w:styleId="Mine"><w:name w:val="mine"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>' }],
    ['a heading style made body text', [p('x', { style: 'Mine' })], ['x'], { styles: '<w:style w:styleId="Mine"><w:name w:val="TT"/><w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>' }],
    ['H6, which ETSI leaves out of the outline', [p('10.2.28.3.1.1\tx', { style: 'H6' })], ['###### 10.2.28.3.1.1 x'], { styles: '<w:style w:styleId="H6"><w:name w:val="H6"/><w:basedOn w:val="Heading5"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>' }],
    ['a direct outline level', [p('x', { properties: '<w:outlineLvl w:val="1"/>' })], ['## - x']],
    ['a clause number and a tab in body text', [p('9.6.17\tResource Type x')], ['### 9.6.17 Resource Type x']],
    ['…but no sentence', [p('9.6.17\tis where it says so.')], ['9.6.17 is where it says so.']],
    ['…and no single number', [p('3\tapples')], ['3 apples']],
    ['a title is none', [p('x', { style: 'Title' })], ['x'], { styles: '<w:style w:styleId="Title"><w:name w:val="Title"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>' }],
    ['a style without definition', [p('5\tx', { style: 'Heading1' })], ['# 5 x'], { parts: { 'word/styles.xml': undefined, 'word/_rels/document.xml.rels': undefined } }],
    ['none in cells', [table([[h(1, '5\tx')]])], ['| 5 x |']],
    ['a style based on itself', [p('x', { style: 'A' })], ['x'], { styles: '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>' }],
  ])('%s', async (_, blocks, outline, options) => {
    expect((await read(blocks, 'accepted', options)).outline).toEqual(outline);
  });

  it('are numbered by a list of several levels', async () => {
    const options = {
      abstractNumberings: abstract(10, level(0, 'decimal', '%1', '<w:pStyle w:val="Auto1"/>') + level(1, 'decimal', '%1.%2', '<w:pStyle w:val="Auto2"/>')) + abstract(11, level(0, 'upperLetter', 'Annex %1:')),
      numberings: numbering(10, 10) + numbering(11, 11),
      styles: [1, 2].map((n) => `<w:style w:styleId="Auto${n}"><w:name w:val="heading ${n}"/><w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr></w:style>`).join(''),
    };
    const auto = (n: number, text: string): DocxBlock => p(text, { style: `Auto${n}` });
    const annex = (text: string): DocxBlock => h(7, text, { list: { id: 11, level: 0 } });
    const { outline } = await read([auto(1, 'Scope'), auto(1, '3 apples'), auto(2, 'a'), auto(2, ''), auto(2, 'b'), auto(1, '9.6\tTyped wins'), auto(2, 'c'), annex('Codes'), annex('More')], 'accepted', options);
    expect(outline).toEqual(['# 1 Scope', '# 2 3 apples', '## 2.1 a', '## 2.3 b', '## 9.6 Typed wins', '## 3.1 c', '# A Codes', '# B More']);
  });
});

describe('lists', () => {
  const labels = async (blocks: DocxBlock[], options: DocxOptions): Promise<string> =>
    (await read(blocks, 'accepted', options)).document!.blocks.map((block) => (block.kind === 'paragraph' ? `${block.list?.level ?? '-'}:${block.list?.label ?? '-'}` : '?')).join(' ');

  it.each<[string, DocxBlock[], string, string, string]>([
    ['levels restart', items(0, 1, 1, 0, 1), level(0, 'decimal', '%1.') + level(1, 'lowerLetter', '%2)'), numbering(10, 10), '0:1. 1:a) 1:b) 0:2. 1:a)'],
    ['upper levels that never came are counted as one', items(1, 1), level(0, 'decimal', '%1.') + level(1, 'decimal', '%1.%2'), numbering(10, 10), '1:1.1 1:1.2'],
    ['a level that never restarts', items(0, 1, 0, 1), level(0, 'decimal', '%1.') + level(1, 'decimal', '%2.', '<w:lvlRestart w:val="0"/>'), numbering(10, 10), '0:1. 1:1. 0:2. 1:2.'],
    ['legal numbering', items(0, 1), level(0, 'upperRoman', '%1') + level(1, 'lowerLetter', '%1.%2', '<w:isLgl/>'), numbering(10, 10), '0:I 1:1.1'],
    ['formats', items(0, 1, 2, 3, 4), level(0, 'lowerRoman', '%1') + level(1, 'upperLetter', '%2') + level(2, 'decimalZero', '%3') + level(3, 'none', '-%4') + level(4, 'hebrew1', '%5'), numbering(10, 10), '0:i 1:A 2:01 3:- 4:1'],
    ['a start given by the numbering', items(0, [0, 11], [0, 11], 0), level(0, 'decimal', '%1)'), numbering(10, 10) + numbering(11, 10, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'), '0:1) 0:7) 0:8) 0:9)'],
    ['a level replaced by the numbering', items(0), level(0, 'decimal', '%1)'), numbering(10, 10, `<w:lvlOverride w:ilvl="0">${level(0, 'upperLetter', '(%1)')}</w:lvlOverride>`), '0:(A)'],
    ['bullets of symbol fonts', items(0, 1, 2), level(0, 'bullet', '\uf0b7') + level(1, 'bullet', '\uf0a7', '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>') + level(2, 'bullet', 'o'), numbering(10, 10), '0:• 1:▪ 2:o'],
    ['a numbering that is not there', items(0), '', '', '-:-'],
    ['a level that is not there', items(5), level(0, 'decimal', '%1'), numbering(10, 10), '-:-'],
    ['numbers that Word cannot count', items(0), `<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>`, numbering(10, 10), '0:999999999'],
  ])('%s', async (_, blocks, levels, numberings, expected) => {
    expect(await labels(blocks, { abstractNumberings: abstract(10, levels), numberings })).toBe(expected);
  });

  it('letters go on as Word has them', async () => {
    const start = `<w:lvl w:ilvl="0"><w:start w:val="26"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl>`;
    expect(await labels(items(0, 0, 0), { abstractNumberings: abstract(10, start), numberings: numbering(10, 10) })).toBe('0:z 0:aa 0:bb');
  });

  it('come from styles, and end with number 0', async () => {
    const options: DocxOptions = {
      abstractNumberings: abstract(10, level(0, 'decimal', '%1.')),
      numberings: numbering(10, 10),
      styles: '<w:style w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="10"/></w:numPr></w:pPr></w:style><w:style w:styleId="Sub"><w:basedOn w:val="Item"/></w:style>',
    };
    const blocks = [p('a', { style: 'Item' }), p('b', { style: 'Sub' }), p('c', { style: 'Item', list: { id: 0, level: 0 } }), p('d', { style: 'Item' })];
    expect(await labels(blocks, options)).toBe('0:1. 0:2. -:- 0:3.');
  });

  it('follow a link to a numbering style', async () => {
    const options: DocxOptions = {
      abstractNumberings: abstract(10, '<w:numStyleLink w:val="Linked"/>') + abstract(11, level(0, 'decimal', '<%1>'.replace('<', '&lt;').replace('>', '&gt;'))) + abstract(12, '<w:numStyleLink w:val="Round"/>'),
      numberings: numbering(10, 10) + numbering(11, 11) + numbering(12, 12),
      styles: ['Linked:11', 'Round:12'].map((pair) => pair.split(':')).map(([id, num]) => `<w:style w:type="numbering" w:styleId="${id}"><w:pPr><w:numPr><w:numId w:val="${num}"/></w:numPr></w:pPr></w:style>`).join(''),
    };
    expect(await labels(items(0, [0, 12]), options)).toBe('0:<1> -:-');
  });

  it.each([
    ['-\ttext', '- text'],
    ['a)\ttext', 'a) text'],
    ['(3)\ttext', '(3) text'],
    ['•\ttext', '• text'],
  ])('typed labels count when a tab follows: %j', async (text, expected) => {
    const { document, outline } = await read([p(text)]);
    expect(outline).toEqual([expected]);
    expect(document!.blocks[0]).toMatchObject({ list: { level: 0 }, text: 'text' });
  });
});

describe('text', () => {
  it.each<[string, DocxBlock, string | undefined]>([
    ['tabs and white space', p(' a\tb   c\u00a0d '), 'a b c d'],
    ['line breaks', p('a \n b'), 'a\nb'],
    ['nothing', p(''), undefined],
    ['field results, not instructions', p(['Table ', field('SEQ Table', '9.6-2')]), 'Table 9.6-2'],
    ['fields in fields', p([raw(run('<w:fldChar w:fldCharType="begin"/>')), 'no', field('PAGE', '7'), raw(run('<w:fldChar w:fldCharType="separate"/>')), 'yes', raw(run('<w:fldChar w:fldCharType="end"/>')), '!']), 'yes!'],
    ['a field without an end', p(['a ', raw(run('<w:fldChar w:fldCharType="begin"/>') + run('<w:instrText>REF x</w:instrText>')), 'b']), 'a b'],
    ['a field without a result', p(['a', raw(run('<w:fldChar w:fldCharType="begin"/>')), 'no', raw(run('<w:fldChar w:fldCharType="end"/>')), 'b']), 'ab'],
    ['a simple field', p(raw(`<w:fldSimple w:instr="SEQ x">${run('<w:t>5</w:t>')}</w:fldSimple>`)), '5'],
    ['special characters', p(raw(run('<w:t>a</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>b</w:t><w:cr/><w:ptab/><w:t>c\u00ad\u200b\u2011d</w:t>'))), 'a-b\nc-d'],
    ['symbols', p(raw(run('<w:sym w:font="Symbol" w:char="F0A3"/><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Odd" w:char="00E9"/><w:sym w:font="Wingdings" w:char="F021"/><w:sym/>'))), '≤→αé\ufffd\ufffd'],
    ['hyperlinks, tags and content controls', p(raw(`<w:hyperlink>${run('<w:t>a</w:t>')}</w:hyperlink><w:smartTag><w:smartTagPr/>${run('<w:t>b</w:t>')}</w:smartTag><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>${run('<w:t>c</w:t>')}</w:sdtContent></w:sdt>`)), 'abc'],
    ['formulas', p(raw('<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>')), 'x=1'],
    ['ruby text without its reading', p(raw(run('<w:ruby><w:rubyPr/><w:rt><w:r><w:t>no</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>yes</w:t></w:r></w:rubyBase></w:ruby>'))), 'yes'],
    ['comments leave no trace', p(raw('<w:commentRangeStart w:id="1"/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')), 'a'],
    ['one branch of an alternative, the first understood', p(raw('<mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:t>a</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>b</w:t></w:r></mc:Fallback></mc:AlternateContent>')), 'a'],
    ['…else the last resort', p(raw('<mc:AlternateContent xmlns:odd="urn:odd"><mc:Choice Requires="odd"><w:r><w:t>a</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>b</w:t></w:r></mc:Fallback></mc:AlternateContent>')), 'b'],
    ['character data sections', p(raw(run('<w:t><![CDATA[<a>]]></w:t>'))), '<a>'],
    ['text outside of runs and texts is none', p(raw('stray<w:r>stray<w:t>a</w:t>stray</w:r>')), 'a'],
    ['a name in parts', p(raw(run('<w:t>soft</w:t>') + run('<w:t>ware</w:t>'))), 'software'],
  ])('%s', async (_, block, expected) => {
    expect((await read([block])).outline).toEqual(expected === undefined ? [] : [expected]);
  });

  it('hidden text is left out, and said so', async () => {
    const { outline, diagnostics } = await read([p('a'), p(['b', raw('<w:r><w:rPr><w:vanish/></w:rPr><w:t>c</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>d</w:t></w:r>')])]);
    expect(outline).toEqual(['a', 'bd']);
    expect(diagnostics).toMatchObject([{ code: 'DOCX_HIDDEN', place: { line: 2 } }]);
  });

  it('hidden styles hide, unless the run is shown', async () => {
    const styles = '<w:style w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>';
    const blocks = [p(['a', raw('<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>b</w:t></w:r>')]), p(['c', raw('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>d</w:t></w:r>')], { style: 'Hidden' })];
    expect(await read(blocks, 'accepted', { styles })).toMatchObject({ outline: ['a', 'd'], codes: ['DOCX_HIDDEN'] });
  });

  it('text boxes stand before the paragraph that they hang on', async () => {
    const box = raw(run(`<w:pict><v:shape><v:textbox><w:txbxContent><w:p>${run('<w:t>in the box</w:t>')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>`));
    expect((await read([p(['Table 5-1: ', box, 'x']), table([['a']])])).outline).toEqual(['in the box', '[Table 5-1: x]', '| a |']);
  });

  it('text boxes in a cell are its text only where it has no other', async () => {
    const box = raw(run(`<w:pict><v:shape><v:textbox><w:txbxContent><w:p>${run('<w:t>box</w:t>')}</w:p></w:txbxContent></v:textbox></v:shape></w:pict>`));
    expect((await read([table([['a', cell([p(['attrA', box])])], ['b', cell([p([box])])]]), p('after')])).outline).toEqual(['| a | attrA |', '| b | box |', 'box', 'after']);
  });

  it('text above the line is a mark of its own', async () => {
    const above = (text: string, properties = '<w:vertAlign w:val="superscript"/>') => raw(`<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`);
    const styles = '<w:style w:type="character" w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>';
    const back = '<w:rStyle w:val="Note"/><w:vertAlign w:val="baseline"/>';
    const blocks = [p(['0..1', above('2')]), p(['attrA', above('1, 2', '<w:rStyle w:val="Note"/>'), ' x']), p(['attrA', above('note 3')]), p(['1', above('st'), ' item']), p(['a', above('2', back)]), p(['H', above('2', '<w:vertAlign w:val="subscript"/>'), 'O'])];
    expect((await read(blocks, 'accepted', { styles })).outline).toEqual(['0..1\u00b2', 'attrA\u00b9, \u00b2 x', 'attrA (note 3)', '1st item', 'a2', 'H2O']);
  });

  it('the table of contents is left out, and said so', async () => {
    const styles = '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>';
    const { outline, codes } = await read([p('1\tScope\t7', { style: 'TOC1' }), p('2\tMore\t8', { style: 'TOC1' }), h(1, '1\tScope')], 'accepted', { styles });
    expect([outline, codes]).toEqual([['# 1 Scope'], ['DOCX_LEFT_OUT']]);
  });

  it('footnotes are left out, and said so', async () => {
    const { outline, diagnostics } = await read([p('a'), p(['b', raw(run('<w:footnoteReference w:id="2"/>')), raw(run('<w:endnoteReference w:id="2"/>'))])]);
    expect(outline).toEqual(['a', 'b']);
    expect(diagnostics).toMatchObject([{ code: 'DOCX_LEFT_OUT', message: expect.stringContaining('2') as unknown, place: { line: 2 } }]);
  });

  it('foreign chunks are not read, and said so', async () => {
    expect(await read([p('a'), rawBlock('<w:altChunk r:id="rId9"/>'), rawBlock('<w:subDoc r:id="rId9"/>')])).toMatchObject({ outline: ['a'], codes: ['DOCX_EMBEDDED', 'DOCX_EMBEDDED'] });
  });

  it('strict documents, and other prefixes, read the same', async () => {
    const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
    const documentXml = `<document xmlns="${strict}" xmlns:x="${strict}"><x:body><p><pPr><pStyle x:val="Heading1"/></pPr><r><t>1</t><tab/><t>Scope</t></r></p></x:body></document>`;
    expect((await read([], 'accepted', { parts: { 'word/document.xml': documentXml } })).outline).toEqual(['# 1 Scope']);
  });

  it('UTF-16 reads the same', async () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>é</w:t></w:r></w:p></w:body></w:document>';
    for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), Buffer.from(text, 'utf16le')]) {
      expect((await read([], 'accepted', { parts: { 'word/document.xml': bytes } })).outline).toEqual(['é']);
    }
  });
});

describe('places', () => {
  it('count paragraphs, and name the clause or the table and row', async () => {
    const { document } = await read([h(3, '9.6.17\tx'), p(''), p('text'), p('Table 9.6.17-2: y'), table([['a', [p('b'), p('c')]], ['d', 'e']])]);
    const [heading, paragraph, tab] = document!.blocks;
    expect(heading!.place).toEqual({ file: 'cr.docx', line: 1, column: 1, within: 'clause 9.6.17' });
    expect(paragraph!.place).toEqual({ file: 'cr.docx', line: 3, column: 1, within: 'clause 9.6.17' });
    if (tab?.kind !== 'table') throw new Error('no table');
    expect(tab).toMatchObject({ number: '9.6.17-2', clause: '9.6.17', caption: 'Table 9.6.17-2: y', place: { line: 5, within: 'Table 9.6.17-2' } });
    expect(tab.rows[0]!.cells[1]!.paragraphs[1]!.place).toEqual({ file: 'cr.docx', line: 7, column: 1, within: 'Table 9.6.17-2, row 1' });
    expect(tab.rows[1]!.cells[0]!.place).toEqual({ file: 'cr.docx', line: 8, column: 1, within: 'Table 9.6.17-2, row 2' });
  });

  it('paragraphs of a caption style need no number', async () => {
    expect((await read([p('Attributes of x', { style: 'TH' }), table([['a']])])).outline).toEqual(['[Attributes of x]', '| a |']);
  });

  it('findings lie where their neighbours do', async () => {
    const { diagnostics } = await read([h(1, '5\tx'), p('Table 5-1: y'), table([['a'], [cell('b', { merge: 'continue' })]])]);
    expect(diagnostics).toMatchObject([{ code: 'DOCX_MERGE', place: { line: 4, within: 'Table 5-1, row 2' } }]);
  });
});

describe('tables', () => {
  it.each<[string, DocxBlock, string[], string[]]>([
    ['plain, with heading row', table([row(['Name', 'Type'], { header: true }), ['a', 'b']]), ['‖ Name ‖ Type ‖', '| a | b |'], []],
    ['columns merged', table([[cell('a', { columns: 2 }), 'b'], ['c', 'd', 'e']]), ['| a | < | b |', '| c | d | e |'], []],
    ['rows merged', table([[cell('a', { merge: 'restart' }), 'b'], [cell('', { merge: 'continue' }), 'c'], ['d', 'e']]), ['| a | b |', '| ^ | c |', '| d | e |'], []],
    ['both merged', table([[cell('a', { merge: 'restart', columns: 2 }), 'b'], [cell('', { merge: 'continue', columns: 2 }), 'c'], ['d', 'e', 'f']]), ['| a | < | b |', '| ^ | < | c |', '| d | e | f |'], []],
    ['one merge after another', table([[cell('a', { merge: 'restart' })], [cell('', { merge: 'continue' })], [cell('b', { merge: 'restart' })], [cell('', { merge: 'continue' })]]), ['| a |', '| ^ |', '| b |', '| ^ |'], []],
    ['edges a hair apart', table([['Name', cell('Type', { columns: 2 }), 'Text'], [cell('a', { columns: 2 }), 'b', 'c']]), ['| Name | Type | Text |', '| a | b | c |'], []],
    ['a row that sticks out', table([[cell('Name', { columns: 2 }), 'Type'], row(['a', 'b'], { before: 1 })]), ['| Name | Type |', '| a | b |'], []],
    ['merged over edges a hair apart', table([[cell('a', { columns: 2, merge: 'restart' }), 'b'], [cell('', { merge: 'continue' }), cell('c', { columns: 2 })]]), ['| a | b |', '| ^ | c |'], []],
    ['a grid of more columns than cells', table([[cell('a', { columns: 3 }), cell('b', { columns: 2 })], [cell('c', { columns: 5 })]]), ['| a | b |', '| c | < |'], []],
    ['empty columns at the ends of rows', table([row(['a'], { before: 1, after: 1 }), ['b', 'c', 'd']]), ['|  | a |  |', '| b | c | d |'], []],
    ['cells merged the old way', table([[cell('a', { properties: '<w:hMerge w:val="restart"/>' }), cell('', { properties: '<w:hMerge/>' })], ['b', 'c']]), ['| a | < |', '| b | c |'], []],
    ['a table in a cell', table([[[p('x'), table([['a', 'b']]), p('y')], 'z']]), ['| x / y / {| a | b |} | z |'], []],
    ['list items in a cell', table([[[p('x', { list: { id: 1, level: 0 } })]]]), ['| • x |'], []],
    ['rows and cells in content controls', rawBlock('<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>'), ['| a |'], []],
    ['continues nothing', table([[cell('a', { merge: 'continue' }), 'b'], [cell('c', { merge: 'continue' }), 'd']]), ['| a | b |', '| ^ | d |'], ['DOCX_MERGE', 'DOCX_MERGE']],
    ['continues a wider cell', table([[cell('a', { merge: 'restart', columns: 2 }), 'b'], [cell('c', { merge: 'continue' }), 'd', 'e']]), ['| a | < | b |', '| c | d | e |'], ['DOCX_MERGE']],
    ['content that a merge hides', table([[cell('a', { merge: 'restart' })], [cell('b', { merge: 'continue' })]]), ['| a |', '| ^ |'], ['DOCX_MERGE']],
    ['a span beyond the grid', table([['a', cell('b', { columns: 5 })], ['c', 'd']], { grid: 2 }), ['| a | b |', '| c | d |'], ['DOCX_MERGE']],
    ['an absurd span', table([['a', cell('b', { columns: 999_999 })], ['c', 'd']], { grid: 2 }), ['| a | b |', '| c | d |'], ['DOCX_MERGE']],
    ['a span of nothing', table([['a', cell('b', { columns: 0 })]], { grid: 2 }), ['| a | b |'], ['DOCX_MERGE']],
    ['rows of different widths', table([['a', 'b', 'c'], ['d']], { grid: 3 }), ['| a | b | c |', '| d |  |  |'], ['GRID_RAGGED']],
    ['a grid that is wrong but consistent', table([['a', 'b'], ['c', 'd']], { grid: 7 }), ['| a | b |', '| c | d |'], []],
    ['no rows', table([]), [], []],
  ])('%s', async (_, block, outline, codes) => {
    const result = await read([block]);
    expect(result.outline).toEqual(outline);
    expect(result.codes).toEqual(codes);
  });

  it('have merged cells as one object', async () => {
    const { document } = await read([table([[cell('a', { merge: 'restart', columns: 2 })], [cell('', { merge: 'continue', columns: 2 })], ['b', 'c']])]);
    const [only] = document!.blocks;
    if (only?.kind !== 'table') throw new Error('no table');
    expect(new Set(only.rows.flatMap(({ cells }) => cells)).size).toBe(3);
    expect(only.rows[1]!.cells[1]).toMatchObject({ row: 0, column: 0, rowSpan: 2, columnSpan: 2, text: 'a' });
  });

  it('may be nested to a depth of eight', async () => {
    const nested = (depth: number): DocxBlock => (depth === 1 ? table([['x']]) : table([[nested(depth - 1)]]));
    expect((await read([nested(8)])).codes).toEqual([]);
    expect(await read([nested(9)])).toMatchObject({ document: undefined, codes: ['DOCX_TOO_DEEP'] });
  });
});
