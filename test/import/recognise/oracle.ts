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

/** A member of a complex type: its type as the tables print it (`list of xs:anyURI`; empty where it is declared in place), and how often it stands. */
export interface PlainMember {
  readonly type: string;
  readonly occurs: string;
}

/** The members of the complex types that a schema declares, inner ones under `outer/inner`, XML attributes as `@name`. */
export function membersOfSchema(xml: string): ReadonlyMap<string, ReadonlyMap<string, PlainMember>> {
  const types = new Map<string, Map<string, { type: string; occurs: string }>>();
  const bases = new Map<string, string>();
  const open: { readonly tag: string; readonly name: string; readonly optional: boolean }[] = [];
  for (const [, closing, tag, attributes, empty] of xml.replace(/<!--[^]*?-->/g, '').matchAll(/<(\/?)xs:(\w+)((?:\s[^<>]*?)?)(\/?)>/g)) {
    if (closing === '/') {
      open.pop();
      continue;
    }
    const said = (name: string): string | undefined => new RegExp(`\\s${name}="([^"]*)"`).exec(attributes!)?.[1];
    const own = said('name') ?? said('ref') ?? '';
    const type = open.find((one) => one.tag === 'complexType' && one.name !== '')?.name;
    const members = types.get(type ?? '');
    const outer = open.filter((one) => one.tag === 'element').map((one) => one.name);
    if (tag === 'complexType' && open.length === 1 && own !== '') types.set(own, new Map());
    if (members !== undefined && (tag === 'element' || tag === 'attribute')) {
      const isOptional = said('minOccurs') === '0' || open.some((one) => one.optional && open.indexOf(one) > open.findLastIndex(({ tag: over }) => over === 'element'));
      const [least, most] = [isOptional ? '0' : (said('minOccurs') ?? '1'), (said('maxOccurs') ?? '1').replace('unbounded', 'n')];
      const occurs = tag === 'attribute' ? (said('use') === 'required' ? '1' : '0..1') : least === most ? least : `${least}..${most}`;
      members.set(tag === 'attribute' ? `@${own}` : [...outer, own].join('/'), { type: said('type') ?? said('ref') ?? '', occurs });
    }
    if (members !== undefined && tag === 'list' && open.at(-2)?.tag === 'element') members.get(outer.join('/'))!.type = `list of ${said('itemType') ?? ''}`;
    if (type !== undefined && tag === 'extension' && outer.length === 0) {
      if (open.at(-1)?.tag === 'simpleContent') members!.set('(basecontent)', { type: said('base') ?? '', occurs: '1' });
      else bases.set(type, said('base') ?? '');
    }
    if (empty !== '/') open.push({ tag: tag!, name: own, optional: tag === 'choice' || said('minOccurs') === '0' });
  }
  for (const [type, base] of bases) for (const [name, member] of types.get(base.replace('m2m:', '')) ?? []) if (!types.get(type)!.has(name)) types.get(type)!.set(name, member);
  return types;
}
