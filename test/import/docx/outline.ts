import { Diagnostics, type Diagnostic } from '../../../generator/diagnostics/diagnostic.js';
import { readDocx } from '../../../generator/import/docx/read.js';
import type { Block, Cell, Document, Table, View } from '../../../generator/import/document.js';
import { docx, type DocxBlock, type DocxOptions } from '../../support/docx.js';

export interface Reading {
  readonly document: Document | undefined;
  /** The document without places, one line for each block and row. */
  readonly outline: readonly string[];
  /** Codes of the diagnostics, in order. */
  readonly codes: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function readBytes(bytes: Uint8Array, view: View = 'accepted'): Promise<Reading> {
  const diagnostics = new Diagnostics();
  const document = await readDocx(bytes, 'cr.docx', view, diagnostics);
  const list = diagnostics.list();
  return { document, outline: document ? outlineOf(document.blocks) : [], codes: list.map(({ code }) => code), diagnostics: list };
}

export const read = (blocks: readonly DocxBlock[], view: View = 'accepted', options?: DocxOptions): Promise<Reading> => readBytes(docx(blocks, options), view);

/** `# 9.6 Title` for headings, `• text` for list items, `| a | b |` for rows (`‖` in heading rows); a merged cell's repetitions are `<` and `^`. */
export const outlineOf = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'heading') return [`${'#'.repeat(block.level)} ${block.number ?? '-'} ${block.text}`];
    if (block.kind === 'paragraph') return [block.list ? `${'  '.repeat(block.list.level)}${block.list.label} ${block.text}`.trimEnd() : block.text];
    return tableOutline(block);
  });

function tableOutline(table: Table): string[] {
  const rows = table.rows.map(({ cells, header }, row) => {
    const bar = header ? '‖' : '|';
    return `${bar} ${cells.map((cell, column) => shown(cell, row, column)).join(` ${bar} `)} ${bar}`;
  });
  return [...(table.caption === undefined ? [] : [`[${table.caption}]`]), ...rows];
}

function shown(cell: Cell, row: number, column: number): string {
  if (cell.column < column) return '<';
  if (cell.row < row) return '^';
  const items = cell.paragraphs.map(({ text, list }) => (list ? `${list.label} ${text}` : text));
  return [...items, ...cell.tables.map((table) => `{${tableOutline(table).join(' ')}}`)].join(' / ');
}
