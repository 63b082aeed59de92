import type { Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { headingParts, withCaptions } from '../captions.js';
import type { Block, Document, Heading, Paragraph, View } from '../document.js';
import { collapse, headingAt, isBlank, isSeparator, paragraphOf } from '../text/lines.js';
import { markdownCodes } from './codes.js';
import { dashedTable, dashedTableAt, isRuler } from './dashed-table.js';
import { gridTable, isGridBorder } from './grid-table.js';
import { endOfHtmlTable, htmlTables } from './html.js';
import { inlineText } from './inline.js';
import { withoutMarks } from './marks.js';
import type { MarkdownLine } from './pipe.js';
import { isDelimiterRow, pipeTable } from './pipe.js';
import { SourceText } from './source.js';

/**
 * Markdown as specifications use it: `#` headings (or clause numbers alone on a line, as converters leave them), tables
 * with pipes, with a drawn grid (Pandoc) and in HTML, change marks (see `marks.ts`). Blocks are found line by line, in time
 * that grows with the length alone; what stands inside a line goes through a full Markdown parser. `source` has `\n` only.
 */
export function readMarkdown(source: string, file: string, view: View, diagnostics: Diagnostics): Document {
  const { text, hasChanges } = withoutMarks(new SourceText(source, file), view, diagnostics);
  warnOfStruck(text, diagnostics);
  const blocks = new BlockReader(text, diagnostics).read();
  return { file, format: 'markdown', view, hasChanges, blocks: withCaptions(blocks) };
}

/** A name that is struck out would be read as a name with tildes; who strikes out mostly means that it goes. */
function warnOfStruck(source: SourceText, diagnostics: Diagnostics): void {
  const found = [...source.text.matchAll(/(?<![~\\`])~~(?=[^~\s>])[^~\n`]{1,300}~~(?![~}`])/g)];
  if (found.length === 0) return;
  const message = `${found.length === 1 ? 'a text is' : `${String(found.length)} texts are`} struck out with ~~, which is no change mark: read as it stands`;
  diagnostics.report(markdownCodes, 'MARKDOWN_STRUCK', message, source.place(found[0]!.index), 'write <del>…</del> or {--…--} for what is deleted');
}

const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const fence = /^ {0,3}(`{3,}|~{3,})/;
const underline = /^ {0,3}(?:=+|-{2,})[ \t]*$/;
const thematicBreak = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/;
/** Pandoc's fenced divs and the attributes after a heading say how something looks. */
const div = /^ *:{3,}/;
const headingAttributes = /[ \t]*\{[#.][^{}]{0,200}\}[ \t]*$/;

class BlockReader {
  readonly #blocks: Block[] = [];
  readonly #lines: MarkdownLine[];
  #at = 0;

  constructor(
    private readonly source: SourceText,
    private readonly diagnostics: Diagnostics,
  ) {
    const resolved = withoutReferences(source.text);
    let offset = 0;
    this.#lines = resolved.split('\n').map((text) => {
      const line = { text: text.replace(/^ {0,3}(?:> ?)+/, (quote) => ' '.repeat(quote.length)), offset };
      offset += text.length + 1;
      return line;
    });
  }

  read(): readonly Block[] {
    if (this.#text() === '---') this.#skipFrontMatter();
    while (this.#at < this.#lines.length) this.#block();
    return this.#blocks;
  }

  #text(ahead = 0): string {
    return this.#lines[this.#at + ahead]?.text ?? '';
  }

  #place(line: MarkdownLine): Place {
    return this.source.place(line.offset + line.text.length - line.text.trimStart().length);
  }

  #block(): void {
    const line = this.#lines[this.#at]!;
    const { text } = line;
    if (isBlank(text) || div.test(text)) this.#at++;
    else if (fence.test(text)) this.#fenced(line, fence.exec(text)![1]!);
    else if (atx.test(text)) this.#heading(line);
    else if (/^\s*<!--/.test(text)) this.#comment(line);
    else if (/<table[\s>]/i.test(text)) this.#html(line);
    else if (isGridBorder(text) && /^ *[|+]/.test(this.#text(1))) this.#gridTable();
    else if (text.includes('|') && isDelimiterRow(this.#text(1)) && !isDelimiterRow(text)) this.#pipeTable();
    else if (this.#dashedTable()) return;
    else if (thematicBreak.test(text) && !isRuler(text)) this.#at++;
    else this.#paragraph(line);
  }

  #skipFrontMatter(): void {
    const end = this.#lines.findIndex(({ text }, i) => i > 0 && /^(?:---|\.\.\.)\s*$/.test(text));
    if (end > 0) this.#at = end + 1;
  }

  /** Code is a paragraph with its line breaks. */
  #fenced(line: MarkdownLine, mark: string): void {
    const start = ++this.#at;
    const closed = (text: string): boolean => text.trim().startsWith(mark) && isBlank(text.trim().replaceAll(mark[0]!, ''));
    while (this.#at < this.#lines.length && !closed(this.#text())) this.#at++;
    const text = this.#lines.slice(start, this.#at).map((inner) => collapse(inner.text)).join('\n').trim();
    if (text !== '') this.#blocks.push({ kind: 'paragraph', text, place: this.#place(this.#lines[start] ?? line) });
    this.#at++;
  }

  #heading(line: MarkdownLine): void {
    const [, marks, title] = atx.exec(line.text)!;
    this.#at++;
    const text = (title ?? '').replace(headingAttributes, '').replace(/[ \t]+#+[ \t]*$/, '');
    this.#blocks.push(headingOf(text, marks!.length, this.#place(line)));
  }

  #comment(line: MarkdownLine): void {
    const end = this.source.text.indexOf('-->', line.offset);
    if (end < 0) return this.#paragraph(line);
    this.#continueAt(end + 3);
  }

  /** Goes on in the middle of a line. */
  #continueAt(offset: number): void {
    while (this.#at < this.#lines.length && this.#lines[this.#at]!.offset + this.#lines[this.#at]!.text.length < offset) this.#at++;
    const line = this.#lines[this.#at];
    if (line === undefined) return;
    const rest = line.text.slice(Math.max(0, offset - line.offset));
    if (isBlank(rest)) this.#at++;
    else this.#lines[this.#at] = { text: rest, offset: Math.max(offset, line.offset) };
  }

  #html(line: MarkdownLine): void {
    const column = line.text.search(/<table[\s>]/i);
    const before = line.text.slice(0, column);
    if (!isBlank(before.replace(/<[^<>]{0,400}>/g, ''))) this.#blocks.push(...this.#paragraphs(before, this.#place(line)));
    const start = line.offset + column;
    const end = endOfHtmlTable(this.source.text, start);
    this.#blocks.push(...htmlTables(this.source, start, end ?? this.source.text.length, this.diagnostics));
    if (end === undefined) this.#at = this.#lines.length;
    else this.#continueAt(end);
  }

  #gridTable(): void {
    const start = this.#at;
    while (/^ *[|+]/.test(this.#text())) this.#at++;
    const table = gridTable(this.source, this.#lines.slice(start, this.#at), this.diagnostics);
    if (table !== undefined) this.#blocks.push(table);
  }

  #pipeTable(): void {
    const start = this.#at;
    this.#at += 2;
    while (this.#text().includes('|') && !isBlank(this.#text())) this.#at++;
    const table = pipeTable(this.source, this.#lines.slice(start, this.#at), this.diagnostics);
    if (table !== undefined) this.#blocks.push(table);
  }

  #dashedTable(): boolean {
    const layout = dashedTableAt(this.#lines, this.#at);
    if (layout === undefined) return false;
    const table = dashedTable(this.source, this.#lines, this.#at, layout, this.diagnostics);
    if (table !== undefined) this.#blocks.push(table);
    this.#at = layout.end;
    return true;
  }

  #paragraph(line: MarkdownLine): void {
    const place = this.#place(line);
    const start = this.#at;
    const plain = this.#plainHeading();
    if (plain !== undefined) {
      this.#blocks.push(plain);
      return;
    }
    this.#warnOfTables(line);
    const lines = [line.text];
    this.#at++;
    while (this.#at < this.#lines.length && !isSeparator(lines[0]!) && !this.#interrupts(start)) {
      if (underline.test(this.#text()) && !isListItem(lines[0]!)) {
        this.#blocks.push(headingOf(lines.join(' '), this.#text().includes('=') ? 1 : 2, place));
        this.#at++;
        return;
      }
      lines.push(this.#text());
      this.#at++;
    }
    const joined = lines.map((text, i) => (i < lines.length - 1 && / {2,}$/.test(text) ? `${text.trim()}\\` : text.trim())).join('\n');
    const [, caption] = /^(?:Table)?: +(?=Table )([^]+)$/.exec(joined) ?? [];
    const above = this.#blocks.at(-1);
    // Pandoc's caption, below its table, or above it where there is none below the one before.
    if (caption !== undefined && above?.kind === 'table' && above.caption === undefined) {
      this.#blocks[this.#blocks.length - 1] = { ...above, caption: collapse(inlineText(caption)) };
      return;
    }
    const indent = /^ */.exec(line.text)![0];
    this.#blocks.push(...this.#paragraphs(indent + (caption ?? joined), place));
  }

  /** `7.4.33.2.3<tab>Update` in a paragraph of its own: what converters make of headings of the lower levels. */
  #plainHeading(): Heading | undefined {
    const lines = [0, 1].map((ahead) => ({ number: 0, text: unescaped(this.#text(ahead)) }));
    if (isSeparator(lines[0]!.text) || /[*_`|]/.test(lines[0]!.text)) return undefined;
    const found = headingAt(lines, 0, this.source.file);
    if (found === undefined || !isBlank(this.#text(found.lines))) return undefined;
    const place = this.#place(this.#lines[this.#at]!);
    this.#at += found.lines;
    return { ...found.heading, text: collapse(inlineText(found.heading.text)), place };
  }

  /** Does the current line begin another block than the paragraph that began at line `start`? */
  #interrupts(start: number): boolean {
    const text = this.#text();
    return (
      isBlank(text) ||
      fence.test(text) ||
      atx.test(text) ||
      div.test(text) ||
      (isSeparator(text) && !underline.test(text)) ||
      isListItem(text) ||
      /<table[\s>]/i.test(text) ||
      isGridBorder(text) ||
      (text.includes('|') && this.#at > start && isDelimiterRow(this.#text(1)))
    );
  }

  #warnOfTables({ text, offset }: MarkdownLine): void {
    const rows = /^ *\|.*\| *$/;
    const problem =
      rows.test(text) && rows.test(this.#text(1))
        ? 'rows of pipes without a row of dashes below the headings are read as text'
        : isRuler(text)
          ? 'a table without borders is read as text'
          : undefined;
    if (problem === undefined) return;
    this.diagnostics.report(markdownCodes, 'MARKDOWN_TABLE', problem, this.source.place(offset), 'write it as a table with pipes: | a | b | and below it |---|---|');
  }

  /** One paragraph, or the item of a list with what a break put on lines of its own. */
  #paragraphs(markdown: string, place: Place): readonly Paragraph[] {
    const text = inlineText(/^ *[*+-](?= )/.test(markdown) ? markdown.replace(/[*+-]/, '\u2022') : markdown);
    const lines = text.split('\n').map(collapse).filter((line) => line !== '');
    const indent = /^ */.exec(markdown)![0];
    if (lines.length === 0) return isListItem(markdown) ? [{ ...paragraphOf(markdown, place), place }] : [];
    const first = { ...paragraphOf(indent + lines[0]!.replace(/^Table: +(?=Table )/, ''), place), place };
    return [{ ...first, text: [first.text, ...lines.slice(1)].join('\n') }];
  }
}

const definition = /^ {0,3}\[([^[\]^]{1,80})\]:[ \t]+<?[^\s<>]*[/#:.@][^\s<>]*>?[ \t]*(?:"[^"\n]{0,200}")?[ \t]*$/gm;

/**
 * `[attrB][b]` where a line `[b]: #attrb` says what b is: a link, of which the text remains, and the line goes. Every character
 * that stays keeps its line, and what follows on it its column. `[software]` alone is never a link: it is a resource type.
 */
function withoutReferences(text: string): string {
  const labels = new Set([...text.matchAll(definition)].map(([, label]) => label!.toLowerCase()));
  if (labels.size === 0) return text;
  return text
    .replace(definition, (line) => ' '.repeat(line.length))
    .replace(/(?<!\\)\[([^[\]\n]{1,200})\]\[([^[\]\n]{0,80})\]/g, (link, inside: string, label: string) =>
      labels.has((label === '' ? inside : label).toLowerCase()) ? inside + ' '.repeat(link.length - inside.length) : link,
    );
}

const isListItem = (text: string): boolean => paragraphOf(text, { file: '', line: 1, column: 1 }).list !== undefined;

const unescaped = (text: string): string => text.replace(/\\([<>[\].])/g, '$1');

function headingOf(markdown: string, level: number, place: Place): Heading {
  const { number, text } = headingParts(collapse(inlineText(markdown)));
  return { kind: 'heading', level, ...(number !== undefined && { number }), text, place };
}
