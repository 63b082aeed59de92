import type { Block, Paragraph, Table } from '../document.js';
import { gridLimits, type GridReport } from '../grid.js';
import { changeKinds, type ChangeKind, type Changes, type LineReport } from './changes.js';
import { Refused } from './container.js';
import { normalised, type ParagraphFinisher, type ParagraphProperties, type RawParagraph } from './paragraphs.js';
import { count, isOn } from './styles.js';
import { symbolOf } from './symbols.js';
import { tableOf, type CellProperties, type Merge, type RawCell, type RawRow, type RowProperties } from './tables.js';
import type { XmlHandler } from './xml.js';

export interface BodyLimits {
  /** Tables inside each other. */
  readonly tableDepth: number;
  /** Paragraphs with text, and cells, in the whole document. A specification of 700 pages has some 30,000 and 20,000. */
  readonly paragraphs: number;
  readonly cells: number;
}

export const bodyLimits: BodyLimits = { tableDepth: 8, paragraphs: 1_000_000, cells: 1_000_000 };

/** Where blocks go: the body, a cell, or a text box. */
interface Story {
  readonly isBody: boolean;
  readonly blocks: Block[];
  /** A paragraph whose end is gone in this view: its text goes in front of the next one. */
  carried: RawParagraph | undefined;
}

interface OpenParagraph {
  properties: ParagraphProperties;
  text: string;
  readonly line: number;
  /** Marks on the end of the paragraph. */
  readonly marks: ChangeKind[];
  /** One for each open field: in its instruction, or in its result, which is what a reader sees. */
  readonly fields: ('instruction' | 'result')[];
  isHidden: boolean;
}

interface OpenCell {
  properties: CellProperties;
  readonly line: number;
  readonly story: Story;
  isGone: boolean;
}

interface OpenRow {
  properties: RowProperties;
  readonly line: number;
  readonly cells: RawCell[];
  readonly marks: ChangeKind[];
  /** Text that stands outside of the change that its row has. */
  hasUnmarkedText: boolean;
}

interface OpenTable {
  readonly line: number;
  readonly rows: RawRow[];
  gridColumns: number;
  cells: number;
}

type Attribute = (name: string) => string | undefined;
/** What happens inside an element: `skip` is nothing; otherwise other names may mean something else there, and its end does something. */
type Step = 'skip' | { readonly inside?: Vocabulary; readonly close?: () => void } | undefined | void;
type Opener = (attribute: Attribute) => Step;
/** What the names of elements mean in one context. */
interface Vocabulary {
  readonly openers: ReadonlyMap<string, Opener>;
  /** Elements that are not listed are passed through to what is inside, or left out whole. */
  readonly others: 'enter' | 'skip';
}

const asMerge = (value: string | undefined): Merge => (value === 'restart' || value === 'rest' ? 'restart' : 'continue');

/**
 * Reads `document.xml` as a stream. Only the blocks that are finished and the paragraph and table that are open are
 * kept. What is gone in the view is read too, muted, so that marks which contradict each other are found.
 */
export class BodyReader implements XmlHandler {
  /** Paragraphs begun so far, those of the other view included: a place means the same in both. */
  line = 0;
  hasBody = false;
  readonly hidden = { count: 0, line: 0 };
  readonly story: Story = { isBody: true, blocks: [], carried: undefined };

  #story = this.story;
  #paragraph: OpenParagraph | undefined;
  #table: OpenTable | undefined;
  #row: OpenRow | undefined;
  #cell: OpenCell | undefined;
  #tableDepth = 0;
  #runIsHidden = false;
  /** Pieces of content so far, to tell changes without any. */
  #content = 0;
  /** How many open elements are gone in this view. */
  #muted = 0;
  #isText = false;
  #skipped = 0;
  #paragraphs = 0;
  #cells = 0;
  readonly #frames: { readonly vocabulary: Vocabulary; readonly close: (() => void) | undefined }[] = [];

  constructor(
    private readonly file: string,
    private readonly changes: Changes,
    private readonly finisher: ParagraphFinisher,
    private readonly report: LineReport,
    private readonly gridReport: GridReport,
    private readonly limits: BodyLimits = bodyLimits,
  ) {}

  open(name: string, attribute: Attribute): void {
    if (this.#skipped > 0) {
      this.#skipped++;
      return;
    }
    const { vocabulary } = this.#frames.at(-1) ?? { vocabulary: this.#outside };
    const opener = vocabulary.openers.get(name);
    const step = opener ? opener(attribute) : vocabulary.others;
    if (step === 'skip') this.#skipped = 1;
    else this.#frames.push(typeof step === 'object' ? { vocabulary: step.inside ?? vocabulary, close: step.close } : { vocabulary, close: undefined });
  }

  close(): void {
    if (this.#skipped > 0) this.#skipped--;
    else this.#frames.pop()?.close?.();
  }

  text(text: string): void {
    if (this.#isText) this.append(/[\t\n\r]/.test(text) ? text.replace(/[\t\n\r]/g, ' ') : text);
  }

  private append(text: string): void {
    const paragraph = this.#paragraph;
    if (!paragraph) return;
    this.checkRow(text);
    if (this.#muted > 0 || paragraph.fields.includes('instruction')) return;
    if (!this.#runIsHidden && !paragraph.isHidden) paragraph.text += text;
    else if (text.trim() !== '' && this.hidden.count++ === 0) this.hidden.line = paragraph.line;
  }

  /** A row that is inserted or deleted says so in its text as well. */
  private checkRow(text: string): void {
    const row = this.#row ?? this.#outerRow;
    if (!row || row.hasUnmarkedText || row.marks.length === 0 || text.trim() === '') return;
    const has = (kind: ChangeKind): boolean => row.marks.includes(kind);
    if ((has('del') && !this.changes.isInside('original')) || (has('ins') && !this.changes.isInside('accepted'))) row.hasUnmarkedText = true;
  }

  // The row around an open cell: inside the cell no row is open.
  #outerRow: OpenRow | undefined;

  private readonly change = (kind: ChangeKind): Opener => () => {
    const isGone = this.changes.isGone(kind);
    this.changes.enter(kind, Math.max(1, this.line), this.#content);
    if (isGone) this.#muted++;
    return {
      close: () => {
        this.changes.leave(this.#content);
        if (isGone) this.#muted--;
      },
    };
  };

  private readonly moveRange = (kind: 'moveFrom' | 'moveTo'): Opener => (attribute) => this.changes.moveRange(kind, attribute('w:name') ?? '', Math.max(1, this.line));

  /** Opens something inside a story of its own; `done` gets what it held. */
  private inStory(story: Story, done: () => void): Step {
    const outer = { story: this.#story, paragraph: this.#paragraph, table: this.#table, row: this.#row, runIsHidden: this.#runIsHidden, outerRow: this.#outerRow };
    this.#story = story;
    this.#outerRow = this.#row ?? this.#outerRow;
    this.#paragraph = this.#table = this.#row = undefined;
    this.#runIsHidden = false;
    return {
      inside: this.#inText,
      close: () => {
        this.settle(story);
        ({ story: this.#story, paragraph: this.#paragraph, table: this.#table, row: this.#row, runIsHidden: this.#runIsHidden, outerRow: this.#outerRow } = outer);
        done();
      },
    };
  }

  /** A paragraph whose end is gone has nothing after it to join: it stays one. */
  private settle(story: Story): void {
    const { carried } = story;
    story.carried = undefined;
    if (carried && normalised(carried.text) !== '') this.emit(story, carried);
  }

  private emit(story: Story, paragraph: RawParagraph): void {
    const block = this.finisher.finish(paragraph, story.isBody);
    if (!block) return;
    if (++this.#paragraphs > this.limits.paragraphs) {
      throw new Refused('DOCX_TOO_LARGE', `the document has more than ${this.limits.paragraphs} paragraphs`, 'split the document', this.line);
    }
    story.blocks.push(block);
  }

  private openParagraph(): Step {
    const outer = { paragraph: this.#paragraph, runIsHidden: this.#runIsHidden };
    const paragraph: OpenParagraph = { properties: {}, text: '', line: ++this.line, marks: [], fields: [], isHidden: false };
    const story = this.#story;
    const isGone = this.#muted > 0;
    this.#paragraph = paragraph;
    this.#runIsHidden = false;
    return {
      close: () => {
        this.#paragraph = outer.paragraph;
        this.#runIsHidden = outer.runIsHidden;
        if (!isGone) this.endParagraph(story, paragraph);
      },
    };
  }

  private endParagraph(story: Story, { properties, text, line, marks }: OpenParagraph): void {
    const { carried } = story;
    story.carried = undefined;
    const joined: RawParagraph = carried && normalised(carried.text) !== '' ? { properties, text: carried.text + text, line: carried.line } : { properties, text, line };
    if (marks.some((kind) => this.changes.isGone(kind))) story.carried = joined;
    else this.emit(story, joined);
  }

  private openTable(): Step {
    const outer = this.#table;
    const table: OpenTable = { line: this.line + 1, rows: [], gridColumns: 0, cells: 0 };
    const isGone = this.#muted > 0;
    const story = this.#story;
    this.#table = table;
    if (++this.#tableDepth > this.limits.tableDepth) {
      throw new Refused('DOCX_TOO_DEEP', `tables are nested more than ${this.limits.tableDepth} deep`, 'take the inner tables out', table.line);
    }
    if (!isGone) this.settle(story);
    return {
      close: () => {
        this.#table = outer;
        this.#tableDepth--;
        if (isGone || table.rows.length === 0) return;
        const block = tableOf(this.file, table.rows, table.gridColumns, table.line, this.report, this.gridReport);
        if (!block) throw new Refused('DOCX_TOO_LARGE', 'the table is too large', 'split the table', table.line);
        story.blocks.push(block);
      },
    };
  }

  private openRow(): Step {
    const table = this.#table;
    if (!table || this.#row) return undefined;
    const row: OpenRow = { properties: {}, line: this.line + 1, cells: [], marks: [], hasUnmarkedText: false };
    const muted = this.#muted;
    this.#row = row;
    return {
      close: () => {
        this.#row = undefined;
        this.#muted = muted;
        if (row.hasUnmarkedText) {
          const [mark, read] = row.marks.includes('del') ? ['deleted', 'it is read as deleted'] : ['inserted', 'it is read as inserted'];
          this.report('DOCX_CHANGE', `the row is marked as ${mark} but its text is not; ${read}`, row.line, 'accept or reject both changes');
        }
        if (!row.marks.some((kind) => this.changes.isGone(kind))) table.rows.push(row);
      },
    };
  }

  private openCell(): Step {
    const { row, table } = { row: this.#row, table: this.#table };
    if (!row || !table) return undefined;
    const outer = this.#cell;
    const story: Story = { isBody: false, blocks: [], carried: undefined };
    const cell: OpenCell = { properties: {}, line: this.line + 1, story, isGone: false };
    const muted = this.#muted;
    this.#cell = cell;
    this.#cells++;
    table.cells++;
    if (table.cells > gridLimits.positions || this.#cells > this.limits.cells) {
      const [what, most] = table.cells > gridLimits.positions ? ['the table', gridLimits.positions] : ['the document', this.limits.cells];
      throw new Refused('DOCX_TOO_LARGE', `${what} has more than ${most} cells`, 'split the table', table.line);
    }
    return this.inStory(story, () => {
      this.#cell = outer;
      this.#muted = muted;
      if (cell.isGone) return;
      const paragraphs = story.blocks.filter((block): block is Paragraph => block.kind === 'paragraph');
      const tables = story.blocks.filter((block): block is Table => block.kind === 'table');
      row.cells.push({ properties: cell.properties, paragraphs, tables, line: cell.line });
    });
  }

  private markCell(kind: 'ins' | 'del'): void {
    this.changes.met = true;
    if (!this.#cell || this.#cell.isGone || !this.changes.isGone(kind)) return;
    this.#cell.isGone = true;
    this.#muted++;
  }

  private markRow(kind: 'ins' | 'del'): void {
    this.changes.met = true;
    this.#row?.marks.push(kind);
    if (this.changes.isGone(kind)) this.#muted++;
  }

  /** Reads the properties as they were before a change into `old`, and takes them where the view is the original. */
  private before<T extends object>(current: T | undefined, take: (properties: T) => void): Step {
    if (!current) return 'skip';
    const old = {} as T;
    take(old);
    return {
      close: () => {
        const differs = JSON.stringify(Object.entries(old).sort()) !== JSON.stringify(Object.entries(current).sort());
        if (differs) this.changes.met = true;
        if (this.changes.view === 'accepted') take(current);
      },
    };
  }

  readonly #skip: Opener = () => 'skip';

  readonly #runProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:vanish', (attribute) => void (this.#runIsHidden = isOn(attribute('w:val')))],
      [
        'w:rPrChange',
        () => {
          if (this.changes.view === 'accepted') return 'skip';
          this.#runIsHidden = false;
          return undefined;
        },
      ],
      ['w:rPr', () => undefined],
    ]),
  };

  readonly #paragraphMark: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>(
      changeKinds.map((kind) => [
        `w:${kind}`,
        () => {
          this.changes.met = true;
          this.#paragraph?.marks.push(kind);
        },
      ]),
    ),
  };

  readonly #paragraphProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:pStyle', (attribute) => this.setParagraph({ style: attribute('w:val') })],
      ['w:outlineLvl', (attribute) => this.setParagraph({ outline: count(attribute('w:val')) })],
      ['w:numPr', () => undefined],
      ['w:ilvl', (attribute) => this.setParagraph({ numberingLevel: count(attribute('w:val')) })],
      ['w:numId', (attribute) => this.setParagraph({ numberingId: attribute('w:val') })],
      ['w:rPr', () => ({ inside: this.#paragraphMark })],
      ['w:pPrChange', () => this.before(this.#paragraph?.properties, (properties) => this.#paragraph && (this.#paragraph.properties = properties))],
      ['w:pPr', () => undefined],
    ]),
  };

  private setParagraph(values: { readonly [K in keyof ParagraphProperties]: ParagraphProperties[K] | undefined }): void {
    for (const [name, value] of Object.entries(values)) if (this.#paragraph && value !== undefined) Object.assign(this.#paragraph.properties, { [name]: value });
  }

  readonly #grid: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([['w:gridCol', () => void (this.#table && this.#table.gridColumns++)]]),
  };

  readonly #rowProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:tblHeader', (attribute) => this.setRow({ header: isOn(attribute('w:val')) })],
      ['w:gridBefore', (attribute) => this.setRow({ before: count(attribute('w:val')) ?? 0 })],
      ['w:gridAfter', (attribute) => this.setRow({ after: count(attribute('w:val')) ?? 0 })],
      ['w:ins', () => this.markRow('ins')],
      ['w:del', () => this.markRow('del')],
      ['w:trPrChange', () => this.before(this.#row?.properties, (properties) => this.#row && (this.#row.properties = properties))],
      ['w:trPr', () => undefined],
    ]),
  };

  private setRow(values: RowProperties): void {
    if (this.#row) Object.assign(this.#row.properties, values);
  }

  readonly #cellProperties: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:gridSpan', (attribute) => this.setCell({ span: count(attribute('w:val')) ?? 0 })],
      ['w:vMerge', (attribute) => this.setCell({ vertical: asMerge(attribute('w:val')) })],
      ['w:hMerge', (attribute) => this.setCell({ horizontal: asMerge(attribute('w:val')) })],
      ['w:cellIns', () => this.markCell('ins')],
      ['w:cellDel', () => this.markCell('del')],
      [
        'w:cellMerge',
        (attribute) => {
          this.changes.met = true;
          const value = attribute(this.changes.view === 'accepted' ? 'w:vMerge' : 'w:vMergeOrig');
          if (this.#cell) delete this.#cell.properties.vertical;
          if (value !== undefined) this.setCell({ vertical: asMerge(value) });
        },
      ],
      ['w:tcPrChange', () => this.before(this.#cell?.properties, (properties) => this.#cell && (this.#cell.properties = properties))],
      ['w:tcPr', () => undefined],
    ]),
  };

  private setCell(values: CellProperties): void {
    if (this.#cell) Object.assign(this.#cell.properties, values);
  }

  private readonly character = (text: string): Opener => () => {
    this.#content++;
    this.append(text);
  };

  private readonly collect: Opener = () => {
    const outer = this.#isText;
    this.#isText = true;
    this.#content++;
    return { close: () => (this.#isText = outer) };
  };

  /** Content that shows no text. */
  readonly #wordless: Opener = () => void this.#content++;

  readonly #inText: Vocabulary = {
    others: 'enter',
    openers: new Map<string, Opener>([
      ['w:p', () => this.openParagraph()],
      ['w:pPr', () => ({ inside: this.#paragraphProperties })],
      [
        'w:r',
        () => {
          const outer = this.#runIsHidden;
          return { close: () => (this.#runIsHidden = outer) };
        },
      ],
      ['w:rPr', () => ({ inside: this.#runProperties })],
      ['w:t', this.collect],
      ['m:t', this.collect],
      ['w:delText', () => this.deletedText()],
      ['w:tab', this.character('\t')],
      ['w:ptab', this.character('\t')],
      ['w:br', this.character('\n')],
      ['w:cr', this.character('\n')],
      ['w:noBreakHyphen', this.character('-')],
      ['w:sym', (attribute) => this.character(symbolOf(attribute('w:font'), attribute('w:char')))(attribute)],
      ['w:softHyphen', this.#wordless],
      ['w:drawing', this.#wordless],
      ['w:pict', this.#wordless],
      ['w:object', this.#wordless],
      ['w:footnoteReference', this.#wordless],
      ['w:endnoteReference', this.#wordless],
      ['w:commentReference', this.#wordless],
      ['w:fldChar', (attribute) => this.field(attribute('w:fldCharType'))],
      ['w:instrText', () => (this.#content++, 'skip')],
      ['w:delInstrText', () => (this.#content++, 'skip')],
      ...changeKinds.map((kind) => [`w:${kind}`, this.change(kind)] as const),
      ['w:moveFromRangeStart', this.moveRange('moveFrom')],
      ['w:moveToRangeStart', this.moveRange('moveTo')],
      ['w:tbl', () => this.openTable()],
      ['w:tblGrid', () => ({ inside: this.#grid })],
      ['w:tr', () => this.openRow()],
      ['w:trPr', () => ({ inside: this.#rowProperties })],
      ['w:tc', () => this.openCell()],
      ['w:tcPr', () => ({ inside: this.#cellProperties })],
      ['w:txbxContent', () => this.textBox()],
      ['w:altChunk', () => this.leftOut('a document of another format stands here')],
      ['w:subDoc', () => this.leftOut('a document of its own stands here')],
      // Properties and the readings that stand above East Asian text.
      ...['w:tblPr', 'w:tblPrEx', 'w:sectPr', 'w:sdtPr', 'w:sdtEndPr', 'w:customXmlPr', 'w:smartTagPr', 'w:rubyPr', 'w:rt'].map((name) => [name, this.#skip] as const),
    ]),
  };

  readonly #outside: Vocabulary = {
    others: 'skip',
    openers: new Map<string, Opener>([
      ['w:document', () => undefined],
      [
        'w:body',
        () => {
          this.hasBody = true;
          return { inside: this.#inText, close: () => this.settle(this.story) };
        },
      ],
    ]),
  };

  private leftOut(what: string): Step {
    this.report('DOCX_LEFT_OUT', `${what}; it is not read`, this.line + 1, 'paste its text into the document');
    return 'skip';
  }

  private deletedText(): Step {
    if (!this.changes.isInside('original')) {
      this.changes.met = true;
      this.report('DOCX_CHANGE', 'deleted text stands outside of a deletion; it is read as deleted', Math.max(1, this.line));
      if (this.changes.isGone('del')) return 'skip';
    }
    return this.collect(() => undefined);
  }

  private field(type: string | undefined): Step {
    this.#content++;
    const fields = this.#paragraph?.fields;
    if (!fields || this.#muted > 0) return undefined;
    if (type === 'begin') fields.push('instruction');
    else if (type === 'separate' && fields.length > 0) fields[fields.length - 1] = 'result';
    else if (type === 'end') fields.pop();
    return undefined;
  }

  /** What a text box holds comes before the paragraph that it hangs on, so that a caption stays next to its table. */
  private textBox(): Step {
    const story: Story = { isBody: false, blocks: [], carried: undefined };
    const outer = this.#story;
    const isGone = this.#muted > 0;
    return this.inStory(story, () => {
      if (!isGone) for (const block of story.blocks) outer.blocks.push(block);
    });
  }
}
