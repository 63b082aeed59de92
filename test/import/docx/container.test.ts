import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isZip } from '../../../generator/import/docx/read.js';
import { docx, documentXml, p, relationships, table, zipped, type DocxBlock } from '../../support/docx.js';
import { outlineOf, readBytes } from './outline.js';

const good = docx([p('text')]);
const officeDocument = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const rootRelationships = (target: string): string => relationships(`<Relationship Id="r" Type="${officeDocument}" Target="${target}"/>`);
const xml = (body: string): string => `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
const withDocument = (text: string | Uint8Array): Uint8Array => docx([], { parts: { 'word/document.xml': text } });

/** `bytes` with the little-endian numbers at an offset into each central (or local) header of the part replaced. */
function patched(bytes: Uint8Array, part: string, header: 'central' | 'local', offset: number, size: 2 | 4, value: number): Uint8Array {
  const copy = Buffer.from(bytes);
  const [signature, nameAt] = header === 'central' ? ['PK\x01\x02', 46] : ['PK\x03\x04', 30];
  let found = false;
  for (let at = copy.indexOf(signature, 0, 'latin1'); at >= 0; at = copy.indexOf(signature, at + 4, 'latin1')) {
    if (copy.toString('latin1', at + nameAt, at + nameAt + part.length) !== part) continue;
    copy.writeUIntLE(value, at + offset, size);
    found = true;
  }
  if (!found) throw new Error(`no header of ${part}`);
  return copy;
}

/** A zip file with one name twice: names of equal length, then renamed in the bytes. */
function twice(): Uint8Array {
  const bytes = Buffer.from(docx([p('one')], { parts: { 'word/documenT.xm1': documentXml([p('two')]) } }));
  for (let at = bytes.indexOf('word/documenT.xm1'); at >= 0; at = bytes.indexOf('word/documenT.xm1', at)) bytes.write('word/document.xml', at);
  return bytes;
}

function renamed(from: string, to: string): Uint8Array {
  const bytes = Buffer.from(docx([p('x')], { parts: { [from]: 'x' } }));
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  return bytes;
}

describe('the comment at the end', () => {
  const end = Buffer.from(good).lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const commented = (says: number, has: number): Uint8Array => {
    const bytes = Buffer.concat([Buffer.from(good).subarray(0, end + 22), Buffer.alloc(has, 'x')]);
    bytes.writeUInt16LE(says, end + 20);
    return bytes;
  };
  it.each([[0, 0], [5, 5], [0, 3], [3, 10], [10, 3], [65_535, 0], [0, 70_000]])('says %i bytes and has %i', async (says, has) => {
    expect((await readBytes(commented(says, has))).outline).toEqual(['text']);
  });
});

describe('what is no Word document', () => {
  it.each<[string, Uint8Array, string, RegExp]>([
    ['nothing', new Uint8Array(), 'DOCX_NOT_ZIP', /no zip file/],
    ['text', Buffer.from('Hello'), 'DOCX_NOT_ZIP', /no zip file/],
    ['old Word', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'DOCX_NOT_ZIP', /old Word/],
    ['a protected document', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.from('EncryptedPackage', 'utf16le')]), 'DOCX_NOT_ZIP', /password/],
    ['a zip file that was cut off', good.subarray(0, good.length / 2), 'DOCX_CONTAINER', /./],
    ['an empty zip file', zipped({}), 'DOCX_NO_DOCUMENT', /no Word document/],
    ['another zip file', zipped({ 'a.txt': 'a' }), 'DOCX_NO_DOCUMENT', /no Word document/],
    ['a spreadsheet', docx([], { parts: { '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>' } }), 'DOCX_NO_DOCUMENT', /spreadsheetml/],
    ['no document part', docx([], { parts: { 'word/document.xml': undefined } }), 'DOCX_NO_DOCUMENT', /missing/],
    ['a document part elsewhere', docx([], { parts: { '_rels/.rels': relationships(`<Relationship Id="r" Type="${officeDocument}" Target="http://example.com/a.xml" TargetMode="External"/>`), 'word/document.xml': undefined } }), 'DOCX_NO_DOCUMENT', /no Word document/],
    ['a document part out of the container', docx([], { parts: { '_rels/.rels': rootRelationships('../../etc/passwd') } }), 'DOCX_NO_DOCUMENT', /missing/],
    ['two parts of one name', twice(), 'DOCX_CONTAINER', /two entries/],
    ['two parts that differ in case', docx([p('one')], { parts: { 'word/Document.xml': documentXml([p('two')]) } }), 'DOCX_CONTAINER', /two entries/],
    ['a name that leads out', renamed('xx/yyyy', '../yyyy'), 'DOCX_CONTAINER', /relative path/],
    ['an absolute name', renamed('xx/yyyy', '/x/yyyy'), 'DOCX_CONTAINER', /absolute/],
    ['an encrypted part', patched(good, 'word/document.xml', 'central', 8, 2, 1), 'DOCX_CONTAINER', /encrypted/],
    ['strong encryption', patched(good, 'word/document.xml', 'central', 8, 2, 0x40), 'DOCX_CONTAINER', /encryption/],
    ['an unknown compression', patched(good, 'word/document.xml', 'central', 10, 2, 99), 'DOCX_CONTAINER', /compression/],
    ['a size that is a lie: more follows', patched(good, 'word/document.xml', 'central', 24, 4, 10), 'DOCX_CONTAINER', /too many bytes/],
    ['a size that is a lie: less follows', patched(good, 'word/document.xml', 'central', 24, 4, 100_000), 'DOCX_CONTAINER', /not enough bytes/],
    ['a size beyond all bounds', patched(good, 'word/document.xml', 'central', 24, 4, 0xfffffffe), 'DOCX_TOO_LARGE', /MiB/],
    ['a check sum that is wrong', patched(good, 'word/document.xml', 'central', 16, 4, 1), 'DOCX_CONTAINER', /check sum/],
    ['a part outside of the file', patched(good, 'word/document.xml', 'central', 42, 4, 0x7fffffff), 'DOCX_CONTAINER', /outside/],
    ['a packed size outside of the file', patched(good, 'word/document.xml', 'central', 20, 4, 0x7fffffff), 'DOCX_CONTAINER', /outside/],
    ['64-bit sizes that are not there', patched(good, 'word/document.xml', 'central', 24, 4, 0xffffffff), 'DOCX_TOO_LARGE', /MiB/],
    ['a zip bomb', docx([], { parts: { 'word/document.xml': new Uint8Array(40 * 1024 * 1024) } }), 'DOCX_TOO_LARGE', /bomb/],
    ['too many entries', zipped(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x${i}`, '']))), 'DOCX_TOO_LARGE', /entries/],
    ['no XML', withDocument('Hello'), 'DOCX_MALFORMED', /not well-formed/],
    ['an empty part', withDocument(''), 'DOCX_MALFORMED', /no body/],
    ['other XML', withDocument('<a/>'), 'DOCX_MALFORMED', /no body/],
    ['XML that ends too soon', withDocument('<a><b/>'), 'DOCX_MALFORMED', /not well-formed/],
    ['an undeclared prefix', withDocument('<w:document/>'), 'DOCX_MALFORMED', /prefix/],
    ['no UTF-8', withDocument(new Uint8Array([0x3c, 0x61, 0x3e, 0xff, 0xff])), 'DOCX_MALFORMED', /UTF-8/],
    ['UTF-8 that ends in a character', withDocument(Buffer.concat([Buffer.from('<a/>'), Buffer.from([0xe2, 0x82])])), 'DOCX_MALFORMED', /UTF-8/],
    ['a document type', withDocument(`<!DOCTYPE a SYSTEM "file:///etc/passwd">${xml('')}`), 'DOCX_DTD', /document type/],
    ['entities that grow', withDocument(`<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>${xml('')}`), 'DOCX_DTD', /document type/],
    ['an unknown entity', withDocument(xml('<w:p><w:r><w:t>&nbsp;</w:t></w:r></w:p>')), 'DOCX_MALFORMED', /entity/],
    ['depth', withDocument(xml('<w:sdt>'.repeat(400) + '</w:sdt>'.repeat(400))), 'DOCX_TOO_DEEP', /deep/],
    ['styles that are no XML', docx([p('x')], { parts: { 'word/styles.xml': '<w' } }), 'DOCX_MALFORMED', /styles\.xml/],
  ])('%s', async (_, bytes, code, message) => {
    const { document, diagnostics } = await readBytes(bytes);
    expect(document).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code, severity: 'error', message: expect.stringMatching(message) as unknown, place: { file: 'cr.docx' } }]);
  });

  it('an error in the document says after which paragraph', async () => {
    const { diagnostics } = await readBytes(withDocument(xml('<w:p/><w:p/><w:p></w:x>')));
    expect(diagnostics).toMatchObject([{ place: { line: 3 } }]);
  });
});

describe('what is strange but can be read', () => {
  it.each<[string, Uint8Array, string[]]>([
    ['macros', docx([p('text')], { parts: { 'word/vbaProject.bin': 'x' } }), ['DOCX_MACROS']],
    ['macros, in the type', docx([p('text')], { parts: { '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>', 'word/vbaProject.bin': 'x' } }), ['DOCX_MACROS']],
    ['a picture elsewhere', docx([p('text')], { relationships: '<Relationship Id="r9" Type="http://x/image" Target="http://example.com/a.png" TargetMode="External"/>' }), ['DOCX_EXTERNAL']],
    ['a template elsewhere', docx([p('text')], { parts: { 'word/_rels/settings.xml.rels': relationships('<Relationship Id="r9" Type="http://x/attachedTemplate" Target="http://example.com/evil.dotm" TargetMode="External"/>') } }), ['DOCX_EXTERNAL']],
    ['hyperlinks are left unsaid', docx([p('text')], { relationships: '<Relationship Id="r9" Type="http://x/hyperlink" Target="http://example.com/" TargetMode="External"/>' }), []],
    ['a chunk of HTML', docx([p('text')], { relationships: '<Relationship Id="r9" Type="http://x/aFChunk" Target="chunk.html"/>' }), ['DOCX_EXTERNAL']],
    ['no relationships', docx([p('text')], { parts: { '_rels/.rels': undefined, 'word/_rels/document.xml.rels': undefined } }), ['DOCX_PARTS']],
    ['no content types', docx([p('text')], { parts: { '[Content_Types].xml': undefined } }), []],
    ['missing styles', docx([p('text')], { parts: { 'word/styles.xml': undefined } }), ['DOCX_PARTS']],
    ['a document part of another name', docx([], { parts: { '_rels/.rels': rootRelationships('/a/b/../main.xml'), 'a/main.xml': documentXml([p('text')]), 'word/document.xml': undefined } }), []],
    ['names in another case', docx([], { parts: { 'WORD/Document.XML': documentXml([p('text')]), 'word/document.xml': undefined } }), []],
    ['an attribute of a megabyte', withDocument(xml(`<w:p w:x="${'x'.repeat(1 << 20)}"><w:r><w:t>text</w:t></w:r></w:p>`)), []],
    ['attributes with names of JavaScript', withDocument(xml('<w:p __proto__="x" constructor="y"><w:r toString="z"><w:t>text</w:t></w:r></w:p>')), []],
    ['styles and numberings with names of JavaScript', docx([p('text', { style: '__proto__', properties: '<w:numPr><w:numId w:val="constructor"/></w:numPr>' })]), []],
  ])('%s', async (_, bytes, codes) => {
    const result = await readBytes(bytes);
    expect(result.codes).toEqual(codes);
    expect(outlineOf(result.document!.blocks)).toEqual(['text']);
  });

  it('notes on a hundred pictures elsewhere are cut short', async () => {
    const relationshipsXml = Array.from({ length: 100 }, (_, i) => `<Relationship Id="r${i}x" Type="http://x/image" Target="http://example.com/${i}" TargetMode="External"/>`).join('');
    const { codes, diagnostics } = await readBytes(docx([p('text')], { relationships: relationshipsXml }));
    expect(codes.length).toBe(21);
    expect(diagnostics.some(({ message }) => message.includes('80 more'))).toBe(true);
  });

  it('isZip tells zip files', () => {
    expect([isZip(good), isZip(zipped({})), isZip(Buffer.from('PK')), isZip(new Uint8Array())]).toEqual([true, true, false, false]);
  });
});

describe('size', () => {
  const rows = (count: number): Uint8Array =>
    withDocument(xml(`<w:tbl>${Array.from({ length: count }, (_, i) => `<w:tr>${[1, 2, 3].map((c) => `<w:tc><w:p><w:r><w:t>${i}.${c}</w:t></w:r></w:p></w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`));

  it('a table of 10,000 rows is read', async () => {
    const { document, codes } = await readBytes(rows(10_000));
    expect(codes).toEqual([]);
    expect(document!.blocks[0]).toMatchObject({ kind: 'table', rows: { length: 10_000 } });
  });

  it('a table of 100,000 rows is refused, with its place', async () => {
    expect(await readBytes(rows(100_000))).toMatchObject({ document: undefined, diagnostics: [{ code: 'DOCX_TOO_LARGE', place: { line: 1 } }] });
  });

  it('many spans in many rows are refused before they are laid out', async () => {
    const narrow = `<w:tr>${'<w:tc><w:p/></w:tc>'.repeat(250)}</w:tr>`;
    const wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="250"/></w:tcPr><w:p/></w:tc></w:tr>'.repeat(5_000);
    expect((await readBytes(withDocument(xml(`<w:tbl>${narrow}${wide}</w:tbl>`)))).codes).toContain('GRID_TOO_LARGE');
  });

  it('2,000 tables in 700 pages are read', async () => {
    const blocks = Array.from({ length: 2_000 }, (_, i): DocxBlock[] => [p(`9.${i}\tx`), p(`Table 9.${i}-1: y`), table(Array.from({ length: 10 }, () => ['name', '1', 'RW', 'text']))]);
    const { document, codes } = await readBytes(docx(blocks.flat()));
    expect(codes).toEqual([]);
    expect(document!.blocks.filter(({ kind }) => kind === 'table').length).toBe(2_000);
  });
});

describe('whatever comes in', () => {
  const outcome = async (bytes: Uint8Array): Promise<void> => {
    for (const view of ['accepted', 'original'] as const) {
      const { document, diagnostics } = await readBytes(bytes, view);
      expect(document !== undefined).toBe(!diagnostics.some(({ severity }) => severity === 'error'));
    }
  };

  it('random bytes', async () => {
    const zipStart = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.concat([Buffer.from('PK\x03\x04'), bytes]));
    await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), zipStart), outcome), { numRuns: 100 });
  });

  it('a good file with bytes changed, taken out or cut off', async () => {
    const sample = docx([p('5\tx', { style: 'Heading1' }), p('a', { list: { id: 2, level: 0 } }), table([['a', 'b'], ['c', 'd']])]);
    const change = fc.record({ at: fc.nat(sample.length - 1), byte: fc.oneof(fc.constantFrom(0, 0xff), fc.nat(255)) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.option(fc.nat(sample.length)), fc.option(fc.tuple(fc.nat(sample.length), fc.nat(20))), async (changes, length, cut) => {
        let bytes = Buffer.from(sample);
        for (const { at, byte } of changes) bytes[at] = byte;
        if (cut) bytes = Buffer.concat([bytes.subarray(0, cut[0]), bytes.subarray(cut[0] + cut[1])]);
        await outcome(length === null ? bytes : bytes.subarray(0, length));
      }),
      { numRuns: 150 },
    );
  });

  const names = ['p', 'pPr', 'pStyle', 'numPr', 'numId', 'ilvl', 'rPr', 'r', 't', 'delText', 'tab', 'br', 'fldChar', 'instrText', 'ins', 'del', 'moveFrom', 'moveTo', 'tbl', 'tblGrid', 'gridCol', 'tr', 'trPr', 'tc', 'tcPr', 'gridSpan', 'vMerge', 'hMerge', 'gridBefore', 'gridAfter', 'cellIns', 'cellDel', 'cellMerge', 'pPrChange', 'tcPrChange', 'trPrChange', 'rPrChange', 'txbxContent', 'sdt', 'sdtContent', 'vanish', 'sym', 'body', 'document', 'altChunk', 'tblHeader'];
  const attribute = fc.constantFrom('', ' w:val="restart"', ' w:val="0"', ' w:val="2"', ' w:val="300"', ' w:val="-1"', ' w:val="Heading1"', ' w:fldCharType="begin"', ' w:fldCharType="end"', ' w:fldCharType="separate"', ' w:vMerge="cont"');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 8, depthSize: 'medium' },
      fc.constantFrom('text', '<w:t>x</w:t>', '<w:r><w:t>y</w:t></w:r>', '<w:p><w:r><w:t>5\t</w:t><w:tab/></w:r></w:p>'),
      fc.tuple(fc.constantFrom(...names), attribute, fc.array(tie('tree'), { maxLength: 5 })).map(([name, attributes, children]) => `<w:${name}${attributes}>${children.join('')}</w:${name}>`),
      // Half of the trees keep to the ways of tables.
      fc.array(fc.array(tie('tree'), { maxLength: 3 }), { maxLength: 3 }).map((rows) => `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((c) => `<w:tc>${c}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`),
    ),
  }));

  it('random trees of elements', async () => {
    await fc.assert(fc.asyncProperty(fc.array(tree, { maxLength: 4 }), (trees) => outcome(withDocument(xml(trees.join(''))))), { numRuns: 150 });
  });

  it('random styles and numberings', async () => {
    const blocks = [p('a', { style: 'S', list: { id: 10, level: 1 } }), p('b', { style: 'S' })];
    const part = fc.array(fc.tuple(fc.constantFrom('style', 'name', 'basedOn', 'pPr', 'numPr', 'numId', 'ilvl', 'outlineLvl', 'abstractNum', 'num', 'lvl', 'lvlText', 'start', 'numFmt', 'abstractNumId', 'lvlOverride', 'startOverride', 'lvlRestart', 'numStyleLink', 'pStyle'), fc.constantFrom(' w:val="1"', ' w:val="S"', ' w:val="%1.%9"', ' w:val="10"', ' w:styleId="S"', ' w:numId="10"', ' w:abstractNumId="1"', ' w:ilvl="1"', '')), { maxLength: 12 });
    const build = (elements: readonly (readonly [string, string])[]): string => elements.reduceRight((inner, [name, attributes], i) => (i % 3 === 0 ? `<w:${name}${attributes}>${inner}</w:${name}>` : `<w:${name}${attributes}/>${inner}`), '');
    await fc.assert(fc.asyncProperty(part, part, (styles, numberings) => outcome(docx(blocks, { styles: build(styles), numberings: build(numberings) }))), { numRuns: 100 });
  });
});
