/**
 * Small Word documents for tests. Blocks are data, so that a document with change marks can be asked for its plain
 * accepted or original variant (`withoutMarks`) and both be compared.
 *
 *     docx([
 *       h(3, '9.6.17\tResource Type <x>'),              // number and text, as oneM2M types them: with a tab
 *       p('Table 9.6.17-1: Attributes of <x>', { style: 'TH' }),
 *       table([
 *         row(['Name', 'RW/RO/WO'], { header: true }),
 *         ['execStatus', cell('RO', { merge: 'restart' })],       // a cell is text, blocks, or cell(content, { columns, merge … })
 *         row(['old', cell('', { merge: 'continue' })], { mark: 'deleted' }),
 *       ]),
 *       p(['one ', ins('two '), del('three'), field('SEQ Table', '4'), raw('<w:r><w:sym …/></w:r>')]),
 *       p('first', { list: { id: 1, level: 0 } }),       // numbering 1 is a bullet, 2 is "1." / "1.1" / "a)"
 *     ]);
 *
 * `blocksOf` makes the blocks out of a document that was read from any format: fixtures in text become fixtures in Word.
 *
 * In texts `\t` becomes a tab and `\n` a line break. `DocxOptions.parts` replaces or adds whole parts by name.
 */
import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Block, Cell, Document, Table } from '../../generator/import/document.js';

export type Mark = 'inserted' | 'deleted' | 'moved-from' | 'moved-to';

export type Inline =
  | string
  | { readonly inline: 'change'; readonly mark: Mark; readonly content: readonly Inline[] }
  | { readonly inline: 'field'; readonly instruction: string; readonly result: string }
  | { readonly inline: 'raw'; readonly xml: string };

export interface ParagraphNode {
  readonly block: 'paragraph';
  readonly content: readonly Inline[];
  readonly style?: string;
  /** `id` of the numbering, `level` from 0. */
  readonly list?: { readonly id: number; readonly level: number };
  /** Mark on the end of the paragraph: deleted, it joins the paragraph with the next one. */
  readonly mark?: Mark;
  /** More XML in `w:pPr`. */
  readonly properties?: string;
}

export interface CellNode {
  readonly content: readonly DocxBlock[];
  /** Columns covered (`w:gridSpan`). */
  readonly columns?: number;
  /** `w:vMerge`. */
  readonly merge?: 'restart' | 'continue';
  readonly mark?: 'inserted' | 'deleted';
  /** More XML in `w:tcPr`. */
  readonly properties?: string;
}

export interface RowNode {
  readonly cells: readonly CellNode[];
  readonly header?: boolean;
  readonly mark?: 'inserted' | 'deleted';
  /** Columns left empty at the start and the end of the row (`w:gridBefore`, `w:gridAfter`). */
  readonly before?: number;
  readonly after?: number;
  /** More XML in `w:trPr`. */
  readonly properties?: string;
}

export interface TableNode {
  readonly block: 'table';
  readonly rows: readonly RowNode[];
  /** Number of `w:gridCol`; without it, what the widest row needs. */
  readonly grid?: number;
}

/** `raw` stands between blocks as it is. */
export type DocxBlock = ParagraphNode | TableNode | { readonly block: 'raw'; readonly xml: string };

export const ins = (...content: Inline[]): Inline => ({ inline: 'change', mark: 'inserted', content });
export const del = (...content: Inline[]): Inline => ({ inline: 'change', mark: 'deleted', content });
export const movedFrom = (...content: Inline[]): Inline => ({ inline: 'change', mark: 'moved-from', content });
export const movedTo = (...content: Inline[]): Inline => ({ inline: 'change', mark: 'moved-to', content });
export const field = (instruction: string, result: string): Inline => ({ inline: 'field', instruction, result });
/** XML where runs stand. */
export const raw = (xml: string): Inline => ({ inline: 'raw', xml });
/** XML where paragraphs stand. */
export const rawBlock = (xml: string): DocxBlock => ({ block: 'raw', xml });

export const p = (content: Inline | readonly Inline[], options: Omit<ParagraphNode, 'block' | 'content'> = {}): ParagraphNode => ({
  block: 'paragraph',
  content: isInlines(content) ? content : [content],
  ...options,
});
const isInlines = (content: Inline | readonly Inline[]): content is readonly Inline[] => Array.isArray(content);

/** A heading of `level` 1 to 9. */
export const h = (level: number, content: Inline | readonly Inline[], options: Omit<ParagraphNode, 'block' | 'content' | 'style'> = {}): ParagraphNode =>
  p(content, { style: `Heading${level}`, ...options });

export type CellContent = string | DocxBlock | readonly DocxBlock[];
const cellBlocks = (content: CellContent): readonly DocxBlock[] =>
  typeof content === 'string' ? [p(content)] : Array.isArray(content) ? (content as readonly DocxBlock[]) : [content as DocxBlock];

export const cell = (content: CellContent, options: Omit<CellNode, 'content'> = {}): CellNode => ({ content: cellBlocks(content), ...options });

export type RowCells = readonly (CellContent | CellNode)[];
const isCellNode = (content: CellContent | CellNode): content is CellNode => typeof content === 'object' && 'content' in content && !('block' in content);

export const row = (cells: RowCells, options: Omit<RowNode, 'cells'> = {}): RowNode => ({
  cells: cells.map((content) => (isCellNode(content) ? content : cell(content))),
  ...options,
});

/** A row is its cells, or `row(cells, options)`. */
export const table = (rows: readonly (RowCells | RowNode)[], options: Omit<TableNode, 'block' | 'rows'> = {}): TableNode => ({
  block: 'table',
  rows: rows.map((cells) => ('cells' in cells ? cells : row(cells))),
  ...options,
});

export interface DocxOptions {
  /** Replace or add parts by name; undefined leaves one out. */
  readonly parts?: Readonly<Record<string, string | Uint8Array | undefined>>;
  /** More `w:style` elements. */
  readonly styles?: string;
  /** More `w:abstractNum`, and more `w:num` (ids from 10 on). */
  readonly abstractNumberings?: string;
  readonly numberings?: string;
  /** More relationships of the document part. */
  readonly relationships?: string;
}

/** A complete .docx file. */
export function docx(blocks: readonly DocxBlock[], options: DocxOptions = {}): Uint8Array {
  const parts: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relationships(`<Relationship Id="rId1" Type="${officeRelationship}/officeDocument" Target="word/document.xml"/>`),
    'word/_rels/document.xml.rels': relationships(
      `<Relationship Id="rId1" Type="${officeRelationship}/styles" Target="styles.xml"/>` +
        `<Relationship Id="rId2" Type="${officeRelationship}/numbering" Target="numbering.xml"/>${options.relationships ?? ''}`,
    ),
    'word/document.xml': documentXml(blocks),
    'word/styles.xml': `${declaration}<w:styles ${xmlns}>${styles}${options.styles ?? ''}</w:styles>`,
    'word/numbering.xml': `${declaration}<w:numbering ${xmlns}>${abstractNumberings}${options.abstractNumberings ?? ''}${numberings}${options.numberings ?? ''}</w:numbering>`,
    ...options.parts,
  };
  return zipped(parts);
}

/** Parts → a zip file; undefined ones are left out. */
export function zipped(parts: Readonly<Record<string, string | Uint8Array | undefined>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    if (content !== undefined) files[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(files, { level: 1, mtime: new Date('2000-01-01T00:00:00Z') });
}

/** The XML of `word/document.xml`. */
export const documentXml = (blocks: readonly DocxBlock[]): string => `${declaration}<w:document ${xmlns}><w:body>${blocks.map(blockXml).join('')}<w:sectPr/></w:body></w:document>`;

/** A document as read, as blocks: headings with typed numbers, captions above their tables, typed labels of list items. */
export const blocksOf = (document: Pick<Document, 'blocks'>): DocxBlock[] => document.blocks.flatMap(blockNodes);

function blockNodes(block: Block): DocxBlock[] {
  if (block.kind === 'heading') return [h(block.level, block.number === undefined ? block.text : `${block.number}\t${block.text}`)];
  if (block.kind === 'paragraph') return [p(block.list ? `${block.list.label}\t${block.text}` : block.text)];
  return [...(block.caption === undefined ? [] : [p(block.caption, { style: 'TH' })]), tableNode(block)];
}

const tableNode = ({ rows }: Table): TableNode =>
  table(
    rows.map(({ cells, header }, r) => row(cells.flatMap((of, c) => (of.column === c ? [cellNode(of, r)] : [])), header ? { header } : {})),
    { grid: rows[0]?.cells.length ?? 0 },
  );

function cellNode({ paragraphs, tables, row: first, rowSpan, columnSpan }: Cell, at: number): CellNode {
  const content = first === at ? [...paragraphs, ...tables].flatMap(blockNodes) : [p('')];
  const merge = rowSpan === 1 ? undefined : first === at ? 'restart' : 'continue';
  return cell(content, { ...(columnSpan > 1 && { columns: columnSpan }), ...(merge && { merge }) });
}

/** The same document without change marks: what a plain document that says so would contain. */
export function withoutMarks(blocks: readonly DocxBlock[], view: 'accepted' | 'original'): DocxBlock[] {
  const gone = (mark: Mark | undefined): boolean => mark !== undefined && goneIn[view].includes(mark);
  const inlines = (content: readonly Inline[]): Inline[] =>
    content.flatMap((part) => (typeof part === 'string' || part.inline !== 'change' ? [part] : gone(part.mark) ? [] : inlines(part.content)));
  const result: DocxBlock[] = [];
  /** A paragraph whose end is gone: it joins the next one, and takes its style. */
  let carried: ParagraphNode | undefined;
  for (const block of blocks) {
    if (block.block === 'paragraph') {
      const { mark, ...unmarked } = block;
      const joined = { ...unmarked, content: [...(carried?.content ?? []), ...inlines(block.content)] };
      carried = gone(mark) ? joined : undefined;
      if (!gone(mark)) result.push(joined);
      continue;
    }
    // The end of a paragraph before a table cannot go: what is left of it stays.
    if (carried && showsText(carried.content)) result.push(carried);
    carried = undefined;
    if (block.block === 'raw') result.push(block);
    else {
      const rows = block.rows
        .filter((r) => !gone(r.mark))
        .map(({ mark: _, ...r }): RowNode => ({
          ...r,
          cells: r.cells.filter((c) => !gone(c.mark)).map(({ mark: _mark, ...c }) => ({ ...c, content: withoutMarks(c.content, view) })),
        }));
      if (rows.length > 0) result.push({ ...block, rows });
    }
  }
  return carried && showsText(carried.content) ? [...result, carried] : result;
}

const showsText = (content: readonly Inline[]): boolean =>
  content.some((part) => {
    if (typeof part === 'string') return part.trim() !== '';
    if (part.inline === 'change') return showsText(part.content);
    return part.inline === 'raw' || part.result.trim() !== '';
  });

const goneIn: Readonly<Record<'accepted' | 'original', readonly Mark[]>> = { accepted: ['deleted', 'moved-from'], original: ['inserted', 'moved-to'] };

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';
const officeRelationship = `${office}/officeDocument/2006/relationships`;
const xmlns =
  `xmlns:w="${office}/wordprocessingml/2006/main" xmlns:r="${officeRelationship}" xmlns:m="${office}/officeDocument/2006/math" ` +
  `xmlns:mc="${office}/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"`;
const author = 'w:id="1" w:author="An editor" w:date="2000-01-01T00:00:00Z"';

const contentTypes =
  `${declaration}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

/** A relationships part. */
export const relationships = (content: string): string => `${declaration}<Relationships xmlns="${office}/package/2006/relationships">${content}</Relationships>`;

const styles =
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
  Array.from(
    { length: 9 },
    (_, i) => `<w:style w:type="paragraph" w:styleId="Heading${i + 1}"><w:name w:val="heading ${i + 1}"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="${i}"/></w:pPr></w:style>`,
  ).join('') +
  ['TH', 'TAH', 'TAL', 'TAC', 'caption'].map((name) => `<w:style w:type="paragraph" w:styleId="${name}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/></w:style>`).join('');

const levelXml = (level: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const abstractNumberings =
  `<w:abstractNum w:abstractNumId="1">${levelXml(0, 'bullet', '•')}${levelXml(1, 'bullet', '–')}</w:abstractNum>` +
  `<w:abstractNum w:abstractNumId="2">${levelXml(0, 'decimal', '%1.')}${levelXml(1, 'decimal', '%1.%2')}${levelXml(2, 'lowerLetter', '%3)')}</w:abstractNum>`;
const numberings = [1, 2].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`).join('');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function runXml(text: string, element: 't' | 'delText'): string {
  const parts = text.split(/([\t\n])/).map((part) => {
    if (part === '\t') return '<w:tab/>';
    if (part === '\n') return '<w:br/>';
    return part === '' ? '' : `<w:${element} xml:space="preserve">${escaped(part)}</w:${element}>`;
  });
  return text === '' ? '' : `<w:r>${parts.join('')}</w:r>`;
}

const changeElement: Readonly<Record<Mark, string>> = { inserted: 'ins', deleted: 'del', 'moved-from': 'moveFrom', 'moved-to': 'moveTo' };

function inlineXml(part: Inline, element: 't' | 'delText' = 't'): string {
  if (typeof part === 'string') return runXml(part, element);
  if (part.inline === 'raw') return part.xml;
  if (part.inline === 'field') {
    const char = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
    const instruction = `<w:r><w:instrText xml:space="preserve"> ${escaped(part.instruction)} </w:instrText></w:r>`;
    return `${char('begin')}${instruction}${char('separate')}${runXml(part.result, element)}${char('end')}`;
  }
  const name = changeElement[part.mark];
  const inner = part.content.map((inside) => inlineXml(inside, part.mark === 'deleted' ? 'delText' : element)).join('');
  return `<w:${name} ${author}>${inner}</w:${name}>`;
}

function blockXml(block: DocxBlock): string {
  if (block.block === 'raw') return block.xml;
  return block.block === 'paragraph' ? paragraphXml(block) : tableXml(block);
}

function paragraphXml({ content, style, list, mark, properties = '' }: ParagraphNode): string {
  const all =
    (style === undefined ? '' : `<w:pStyle w:val="${style}"/>`) +
    (list ? `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.id}"/></w:numPr>` : '') +
    (mark ? `<w:rPr><w:${changeElement[mark]} ${author}/></w:rPr>` : '') +
    properties;
  return `<w:p>${all === '' ? '' : `<w:pPr>${all}</w:pPr>`}${content.map((part) => inlineXml(part)).join('')}</w:p>`;
}

function tableXml({ rows, grid }: TableNode): string {
  const widest = Math.max(0, ...rows.map(widthOf));
  const columns = Array.from({ length: grid ?? widest }, () => '<w:gridCol w:w="1000"/>').join('');
  return `<w:tbl><w:tblPr/><w:tblGrid>${columns}</w:tblGrid>${rows.map(rowXml).join('')}</w:tbl>`;
}

const widthOf = ({ cells, before = 0, after = 0 }: RowNode): number => before + after + cells.reduce((sum, { columns = 1 }) => sum + columns, 0);

function rowXml({ cells, header, mark, before, after, properties = '' }: RowNode): string {
  const all =
    (before === undefined ? '' : `<w:gridBefore w:val="${before}"/>`) +
    (after === undefined ? '' : `<w:gridAfter w:val="${after}"/>`) +
    (header ? '<w:tblHeader/>' : '') +
    properties +
    (mark ? `<w:${changeElement[mark]} ${author}/>` : '');
  return `<w:tr>${all === '' ? '' : `<w:trPr>${all}</w:trPr>`}${cells.map(cellXml).join('')}</w:tr>`;
}

function cellXml({ content, columns, merge, mark, properties = '' }: CellNode): string {
  const all =
    (columns === undefined ? '' : `<w:gridSpan w:val="${columns}"/>`) +
    (merge === undefined ? '' : `<w:vMerge${merge === 'restart' ? ' w:val="restart"' : ''}/>`) +
    properties +
    (mark === undefined ? '' : `<w:cell${mark === 'inserted' ? 'Ins' : 'Del'} ${author}/>`);
  return `<w:tc>${all === '' ? '' : `<w:tcPr>${all}</w:tcPr>`}${content.map(blockXml).join('')}</w:tc>`;
}
