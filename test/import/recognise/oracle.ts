import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';

/**
 * Readers of tables that know nothing of the importer: regular expressions over `word/document.xml` and over Markdown with
 * pipes. They look no further than the two published documents need, and would be no good for any other.
 */
export interface PlainTable {
  readonly caption: string;
  /** Cells of each row as they stand, without merging. */
  readonly rows: readonly (readonly string[])[];
}

const squeezed = (text: string): string => text.replace(/[\u00ad\u200b]/g, '').replace(/\s+/g, ' ').trim();

/** Each document is read once, however many tests ask for its tables. */
function once(read: (file: string) => readonly PlainTable[]): (file: string) => readonly PlainTable[] {
  const known = new Map<string, readonly PlainTable[]>();
  return (file) => {
    const tables = known.get(file) ?? read(file);
    known.set(file, tables);
    return tables;
  };
}

/** Every table of a Word document, with the paragraph above it that begins with `Table`. */
export const tablesOfWord = once((file) => {
  const parts = unzipSync(readFileSync(file), { filter: ({ name }) => name === 'word/document.xml' });
  const xml = strFromU8(parts['word/document.xml']!);
  const tables: PlainTable[] = [];
  const open: { rows: string[][]; caption: string; cell: string; inCell: boolean }[] = [];
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  const plain = (text: string): string => text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (_, hex?: string, dec?: string, name?: string) => (hex !== undefined ? String.fromCodePoint(parseInt(hex, 16)) : dec !== undefined ? String.fromCodePoint(Number(dec)) : entities[name!]!));
  let [paragraph, caption, isText, isRaised, hidden] = ['', '', false, false, 0];
  for (const [, closing, name, attributes, empty, text] of xml.matchAll(/<(\/?)([\w:]+)((?:\s[^<>]*?)?)(\/?)>|([^<]+)/g)) {
    if (text !== undefined) {
      if (isText && hidden === 0 && !isRaised) paragraph += plain(text);
      continue;
    }
    const starts = closing === '';
    const table = open.at(-1);
    // Deleted text, text boxes, and what stands there for old versions of Word.
    if (/^(?:w:del|w:moveFrom|mc:Fallback|w:txbxContent)$/.test(name!) && empty === '') hidden += starts ? 1 : -1;
    if (hidden > 0) continue;
    if (name === 'w:t') isText = starts && empty === '';
    else if (name === 'w:tab' || name === 'w:br') paragraph += ' ';
    else if (name === 'w:noBreakHyphen') paragraph += '-';
    else if (name === 'w:r' && starts) isRaised = false;
    else if (name === 'w:vertAlign') isRaised = /"superscript"/.test(attributes!);
    else if (name === 'w:p' && (!starts || empty !== '')) {
      if (table?.inCell === true) table.cell += `${paragraph}\n`;
      else if (squeezed(paragraph) !== '') caption = squeezed(paragraph);
      paragraph = '';
    } else if (name === 'w:tbl') {
      if (starts) open.push({ rows: [], caption: /^Table /.test(caption) ? caption : '', cell: '', inCell: false });
      else {
        const { rows, caption: over } = open.pop()!;
        tables.push({ caption: over, rows });
        caption = '';
      }
    } else if (table !== undefined && name === 'w:tr' && starts) table.rows.push([]);
    else if (table !== undefined && name === 'w:tc') {
      if (!starts) table.rows.at(-1)!.push(squeezed(table.cell));
      [table.cell, table.inCell] = ['', starts];
    }
  }
  return tables;
});

/** Every table with pipes of a Markdown document, with the nearest text above it. */
export const tablesOfMarkdown = once((file) => {
  const tables: { caption: string; rows: string[][] }[] = [];
  let [caption, isTable] = ['', false];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('|')) {
      if (!isTable) tables.push({ caption: /^Table /.test(caption) ? caption : '', rows: [] });
      const cells = line.replace(/^\||\|\s*$/g, '').split(/(?<!\\)\|/).map((cell) => squeezed(cell.replace(/<br\s*\/?>/g, ' ').replace(/\\([<>*_|[\]])/g, '$1').replace(/^\*+|\*+$/g, '')));
      if (!cells.every((cell) => /^:?-+:?$/.test(cell))) tables.at(-1)!.rows.push(cells);
      isTable = true;
    } else {
      isTable = false;
      if (line.trim() !== '') caption = squeezed(line.replace(/\*\*/g, '').replace(/\\([<>*_|[\]])/g, '$1'));
    }
  }
  return tables;
});
