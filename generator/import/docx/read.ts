import type { Diagnostic, Diagnostics, Place } from '../../diagnostics/diagnostic.js';
import { withCaptions } from '../captions.js';
import type { Block, Cell, Document, View } from '../document.js';
import { gridCodes } from '../grid.js';
import { Body } from './body.js';
import { Changes } from './changes.js';
import { docxCodes, type DocxCode } from './codes.js';
import { Refused, openContainer, type Container } from './container.js';
import { Numberings } from './numbering.js';
import { wordParts } from './package.js';
import { ParagraphFinisher } from './paragraphs.js';
import { Styles } from './styles.js';
import { documentVocabulary } from './vocabulary.js';
import { Walker } from './walker.js';
import { readXml } from './xml.js';

export { isZip } from './container.js';

/**
 * Reads a Word document: headings with their clause numbers, paragraphs, tables as dense grids, in the accepted or the
 * original view of its tracked changes. `file` names it in places. Nothing is fetched or run; parts that carry no text
 * are not unpacked. Undefined after an error, which is in `diagnostics`; never throws for what the bytes are.
 */
export async function readDocx(bytes: Uint8Array, file: string, view: View, diagnostics: Diagnostics): Promise<Document | undefined> {
  const findings = new Findings(file);
  const changes = new Changes(view, findings.report);
  let body: Body | undefined;
  try {
    const container = await openContainer(bytes);
    const parts = await wordParts(container, (code, message, hint) => findings.report(code, message, 1, hint));
    const styles = new Styles();
    if (parts.styles !== undefined) await readXml(parts.styles, container.read(parts.styles), styles.handler);
    const numberings = new Numberings((style) => styles.get(style).numbering);
    if (parts.numbering !== undefined) await readXml(parts.numbering, container.read(parts.numbering), numberings.handler);
    const finisher = new ParagraphFinisher(file, styles, numberings);
    body = new Body(file, changes, finisher, findings.report, (code, message, place, hint) =>
      findings.add({ code, severity: gridCodes[code].severity, message, place, ...(hint !== undefined && { hint }) }),
    );
    await readBody(parts.document, container, body);
    changes.finish();
    leftOut(body, finisher, findings);
    const blocks = withCaptions(body.blocks, (paragraph) => finisher.captions.has(paragraph));
    findings.flush(diagnostics, blocks);
    return { file, format: 'docx', view, hasChanges: changes.met, blocks };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    findings.report(error.code, error.message, error.line ?? Math.max(1, body?.line ?? 1), error.hint);
    findings.flush(diagnostics, body ? withCaptions(body.blocks) : []);
    return undefined;
  }
}

async function readBody(part: string, container: Container, body: Body): Promise<void> {
  await readXml(part, container.read(part), new Walker(documentVocabulary(body), (text) => body.text(text)));
  if (!body.hasBegun) throw new Refused('DOCX_MALFORMED', `${part} is no Word document: it has no body`, 'open the document in Word and save it again');
}

function leftOut({ hidden, notes }: Body, { contents }: ParagraphFinisher, findings: Findings): void {
  if (hidden.count > 0) findings.report('DOCX_HIDDEN', `hidden text is left out: ${hidden.count} pieces, the first one here`, hidden.line, 'unhide it to have it read');
  if (notes.count > 0) findings.report('DOCX_LEFT_OUT', `footnotes and endnotes are left out: ${notes.count}, the first one here`, notes.line);
  if (contents) findings.report('DOCX_LEFT_OUT', `the table of contents is left out, ${contents.count} lines from here on: it repeats the headings`, contents.line);
}

/** More findings of one kind than this say nothing new. */
const mostOfAKind = 200;

/** Keeps what is found until the clauses and tables that it lies in are known. */
class Findings {
  readonly #found: Diagnostic[] = [];
  readonly #counts = new Map<string, number>();

  constructor(private readonly file: string) {}

  readonly placeOf = (line: number): Place => ({ file: this.file, line, column: 1 });

  readonly report = (code: DocxCode, message: string, line: number, hint?: string): void =>
    this.add({ code, severity: docxCodes[code].severity, message, place: this.placeOf(line), ...(hint !== undefined && { hint }) });

  add(finding: Diagnostic): void {
    const before = this.#counts.get(finding.code) ?? 0;
    this.#counts.set(finding.code, before + 1);
    if (before < mostOfAKind) this.#found.push(finding);
  }

  /** Hands everything over, with the place named as its nearest neighbour above is. */
  flush(diagnostics: Diagnostics, blocks: readonly Block[]): void {
    if (this.#found.length === 0) return;
    const names = namesByLine(blocks);
    for (const finding of this.#found) {
      const place = finding.place!;
      const within = place.within ?? names.at(place.line);
      diagnostics.add({ ...finding, place: { ...place, ...(within !== undefined && { within }) } });
    }
    for (const [code, count] of this.#counts) {
      const first = this.#found.find((finding) => finding.code === code)!;
      if (count > mostOfAKind) diagnostics.add({ ...first, message: `${count - mostOfAKind} more findings of this kind are not listed` });
    }
  }
}

/** What a paragraph lies in, by its number: the last named place at or before it. */
function namesByLine(blocks: readonly Block[]): { at(line: number): string | undefined } {
  const names = new Map<number, string | undefined>();
  let last = 0;
  const add = ({ line, within }: Place): void => {
    names.set(line, within);
    last = Math.max(last, line);
  };
  const addCell = (cell: Cell): void => {
    add(cell.place);
    cell.paragraphs.forEach(({ place }) => add(place));
    cell.tables.forEach((table) => table.rows.forEach((row) => row.cells.forEach(addCell)));
  };
  for (const block of blocks) {
    add(block.place);
    if (block.kind !== 'table') continue;
    block.rows.forEach((row) => row.cells.forEach(addCell));
    // What follows the table and is no block itself lies in the clause again.
    names.set(last + 1, block.clause === undefined ? undefined : `clause ${block.clause}`);
  }
  const lines = [...names.keys()].sort((a, b) => a - b);
  return { at: (line) => names.get(lines.findLast((known) => known <= line) ?? NaN) };
}
