import type { Block, Paragraph, Table } from '../document.js';
import { raised } from '../superscript.js';
import { gridLimits, type GridReport } from '../grid.js';
import type { ChangeKind, Changes, LineReport } from './changes.js';
import { Refused } from './container.js';
import type { OpenCell, OpenParagraph, OpenRow, OpenTable, Story } from './open.js';
import { normalised, type ParagraphFinisher, type ParagraphProperties, type RawParagraph } from './paragraphs.js';
import { tableOf, type CellProperties, type Merge, type RowProperties } from './tables.js';
import type { Step } from './walker.js';

export interface BodyLimits {
  /** Tables inside each other. */
  readonly tableDepth: number;
  /** Paragraphs with text, and cells, in the whole document. A specification of 700 pages has some 30,000 and 20,000. */
  readonly paragraphs: number;
  readonly cells: number;
}

export const bodyLimits: BodyLimits = { tableDepth: 8, paragraphs: 1_000_000, cells: 500_000 };

/**
 * The body of a document as it comes by: the vocabulary tells it what begins, what it returns says what happens at the
 * end. Kept are the finished blocks and the paragraph, cells and tables that are open. What is gone in the view is
 * followed too, muted, so that marks which contradict each other are found.
 */
export class Body {
  /** Paragraphs begun so far, those of the other view included: a place means the same in both. */
  line = 0;
  hasBegun = false;
  /** Left out on the way: how often, and the first place. */
  readonly hidden = { count: 0, line: 0 };
  readonly notes = { count: 0, line: 0 };

  readonly #main: Story = { isBody: true, blocks: [], carried: undefined };
  #story = this.#main;
  #paragraph: OpenParagraph | undefined;
  #table: OpenTable | undefined;
  #row: OpenRow | undefined;
  /** The row around the open cell: inside the cell no row is open. */
  #outerRow: OpenRow | undefined;
  #cell: OpenCell | undefined;
  #tableDepth = 0;
  #isHiddenRun = false;
  #isRaisedRun = false;
  #isText = false;
  /** Pieces of content so far, to tell changes without any. */
  #content = 0;
  /** How many open elements are gone in this view. */
  #muted = 0;
  #paragraphs = 0;
  #cells = 0;

  constructor(
    private readonly file: string,
    private readonly changes: Changes,
    private readonly finisher: ParagraphFinisher,
    private readonly report: LineReport,
    private readonly gridReport: GridReport,
    private readonly limits: BodyLimits = bodyLimits,
  ) {}

  /** Finished blocks, in order. */
  get blocks(): readonly Block[] {
    return this.#main.blocks;
  }

  /** The paragraph that is open, or was last. */
  private get here(): number {
    return Math.max(1, this.#paragraph?.line ?? this.line);
  }

  begin(): { readonly close: () => void } {
    this.hasBegun = true;
    return { close: () => this.settle(this.#main) };
  }

  // Text

  /** Something stands here, be it text or not. */
  contain(): void {
    this.#content++;
  }

  /** Text between two elements; only that of runs counts. */
  text(text: string): void {
    if (this.#isText) this.append(/[\t\n\r]/.test(text) ? text.replace(/[\t\n\r]/g, ' ') : text);
  }

  character(text: string): void {
    this.contain();
    this.append(text);
  }

  /** The text inside counts. */
  collect(): Step {
    const outer = this.#isText;
    this.#isText = true;
    this.contain();
    return { close: () => void (this.#isText = outer) };
  }

  private append(text: string): void {
    const paragraph = this.#paragraph;
    if (!paragraph) return;
    this.checkRow(text);
    if (this.#muted > 0) return;
    if (paragraph.fields.includes('instruction')) paragraph.held += text;
    else if (!this.#isHiddenRun) paragraph.text += this.#isRaisedRun ? raised(text) : text;
    else if (text.trim() !== '') tally(this.hidden, paragraph.line);
  }

  /** A row that is inserted or deleted says so in its text as well. */
  private checkRow(text: string): void {
    const row = this.#row ?? this.#outerRow;
    if (!row || row.hasUnmarkedText || row.marks.length === 0 || text.trim() === '') return;
    const has = (kind: ChangeKind): boolean => row.marks.includes(kind);
    if ((has('del') && !this.changes.isInside('original')) || (has('ins') && !this.changes.isInside('accepted'))) row.hasUnmarkedText = true;
  }

  field(type: string | undefined): void {
    this.contain();
    const paragraph = this.#paragraph;
    if (!paragraph || this.#muted > 0) return;
    const { fields } = paragraph;
    if (type === 'begin') fields.push('instruction');
    else if (type === 'separate' && fields.length > 0) fields[fields.length - 1] = 'result';
    else if (type === 'end') fields.pop();
    if (!fields.includes('instruction')) paragraph.held = '';
  }

  /** A footnote or endnote. */
  note(): void {
    this.contain();
    if (this.#muted === 0) tally(this.notes, this.here);
  }

  embedded(what: string): Step {
    this.report('DOCX_EMBEDDED', `${what}; it is not read`, this.line + 1, 'paste its text into the document');
    return 'skip';
  }

  run(): Step {
    const outer = { isHidden: this.#isHiddenRun, isRaised: this.#isRaisedRun };
    this.#isHiddenRun = this.#paragraph !== undefined && this.finisher.isHidden(this.#paragraph.properties.style);
    this.#isRaisedRun = false;
    return {
      close: () => {
        this.#isHiddenRun = outer.isHidden;
        this.#isRaisedRun = outer.isRaised;
      },
    };
  }

  /** The character style of the run. */
  styleRun(style: string): void {
    if (this.finisher.isHidden(style)) this.#isHiddenRun = true;
    if (this.finisher.isRaised(style)) this.#isRaisedRun = true;
  }

  setRaised(isRaised: boolean): void {
    this.#isRaisedRun = isRaised;
  }

  setHidden(isHidden: boolean): void {
    this.#isHiddenRun = isHidden;
  }

  // Changes

  change(kind: ChangeKind): Step {
    const isGone = this.changes.isGone(kind);
    this.changes.enter(kind, this.here, this.#content);
    if (isGone) this.#muted++;
    return {
      close: () => {
        this.changes.leave(this.#content);
        if (isGone) this.#muted--;
      },
    };
  }

  moveRange(kind: 'moveFrom' | 'moveTo', name: string): void {
    this.changes.moveRange(kind, name, this.here);
  }

  deletedText(): Step {
    if (!this.changes.isInside('original')) {
      this.changes.met = true;
      this.report('DOCX_CHANGE', 'deleted text stands outside of a deletion; it is read as deleted', this.here);
      if (this.changes.isGone('del')) return 'skip';
    }
    return this.collect();
  }

  /** Reads the properties as they were before a change, and takes them where the view is the original. */
  private before<T extends object>(current: T | undefined, take: (properties: T) => void): Step {
    if (!current) return 'skip';
    const old = {} as T;
    take(old);
    return {
      close: () => {
        if (!haveSame(current, old)) this.changes.met = true;
        if (this.changes.view === 'accepted') take(current);
      },
    };
  }

  paragraphBefore(): Step {
    return this.before(this.#paragraph?.properties, (properties) => void (this.#paragraph!.properties = properties));
  }

  rowBefore(): Step {
    return this.before(this.#row?.properties, (properties) => void (this.#row!.properties = properties));
  }

  cellBefore(): Step {
    return this.before(this.#cell?.properties, (properties) => void (this.#cell!.properties = properties));
  }

  /** Of the properties of a run two matter; a change of the others makes no difference. */
  runBefore(): Step {
    if (this.changes.view === 'accepted') return 'skip';
    this.#isHiddenRun = this.#isRaisedRun = false;
    return undefined;
  }

  // Stories

  /** Opens something inside a story of its own; `done` gets what it held. */
  private inStory(story: Story, done: () => void): Step {
    const outer = { story: this.#story, paragraph: this.#paragraph, table: this.#table, row: this.#row, outerRow: this.#outerRow, isHiddenRun: this.#isHiddenRun };
    this.#story = story;
    this.#outerRow = this.#row ?? this.#outerRow;
    this.#paragraph = this.#table = this.#row = undefined;
    this.#isHiddenRun = false;
    return {
      close: () => {
        this.settle(story);
        ({ story: this.#story, paragraph: this.#paragraph, table: this.#table, row: this.#row, outerRow: this.#outerRow, isHiddenRun: this.#isHiddenRun } = outer);
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
    if (++this.#paragraphs > this.limits.paragraphs) throw new Refused('DOCX_TOO_LARGE', `the document has more than ${this.limits.paragraphs} paragraphs`, 'split the document');
    story.blocks.push(block);
  }

  /**
   * What a text box holds comes before the paragraph that it hangs on, so that a caption stays next to its table. One in a cell
   * is the cell's text only where the cell has no other.
   */
  textBox(): Step {
    const story: Story = { isBody: false, blocks: [], carried: undefined };
    const outer = this.#story;
    const isGone = this.#muted > 0;
    return this.inStory(story, () => {
      if (!isGone) (outer.boxes ?? outer.blocks).push(...story.blocks);
    });
  }

  // Paragraphs

  paragraph(): Step {
    const outer = { paragraph: this.#paragraph, isHiddenRun: this.#isHiddenRun };
    const paragraph: OpenParagraph = { properties: {}, text: '', line: ++this.line, marks: [], fields: [], held: '' };
    const story = this.#story;
    const isGone = this.#muted > 0;
    this.#paragraph = paragraph;
    this.#isHiddenRun = false;
    return {
      close: () => {
        this.#paragraph = outer.paragraph;
        this.#isHiddenRun = outer.isHiddenRun;
        if (!isGone) this.endParagraph(story, paragraph);
      },
    };
  }

  private endParagraph(story: Story, { properties, line, marks, ...open }: OpenParagraph): void {
    const text = open.text + open.held;
    const { carried } = story;
    story.carried = undefined;
    const joins = carried !== undefined && normalised(carried.text) !== '';
    const joined: RawParagraph = joins ? { properties, text: carried.text + text, line: carried.line } : { properties, text, line };
    if (marks.some((kind) => this.changes.isGone(kind))) story.carried = joined;
    else this.emit(story, joined);
  }

  setParagraph(values: { readonly [K in keyof ParagraphProperties]: ParagraphProperties[K] | undefined }): void {
    for (const [name, value] of Object.entries(values)) if (this.#paragraph && value !== undefined) Object.assign(this.#paragraph.properties, { [name]: value });
  }

  /** A mark on the end of the paragraph. */
  markParagraph(kind: ChangeKind): void {
    this.changes.met = true;
    this.#paragraph?.marks.push(kind);
  }

  /** The paragraph became an item of a list; number 0 is none. */
  numberingInserted(): void {
    this.changes.met = true;
    if (this.changes.isGone('ins')) this.setParagraph({ numberingId: '0' });
  }

  // Tables

  table(): Step {
    const outer = this.#table;
    const table: OpenTable = { line: this.line + 1, rows: [], boxes: [], gridColumns: 0, cells: 0 };
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
        if (!block) throw new Refused('DOCX_TOO_LARGE', 'a table is larger than what is read', 'split the table', table.line);
        story.blocks.push(block);
        (story.boxes ?? story.blocks).push(...table.boxes);
      },
    };
  }

  gridColumn(): void {
    if (this.#table) this.#table.gridColumns++;
  }

  row(): Step {
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
          const mark = row.marks.includes('del') ? 'deleted' : 'inserted';
          this.report('DOCX_CHANGE', `the row is marked as ${mark} but its text is not; it is read as ${mark}`, row.line, 'accept or reject both changes');
        }
        if (!row.marks.some((kind) => this.changes.isGone(kind))) table.rows.push(row);
      },
    };
  }

  setRow(values: RowProperties): void {
    if (this.#row) Object.assign(this.#row.properties, values);
  }

  markRow(kind: 'ins' | 'del'): void {
    this.changes.met = true;
    if (!this.#row) return;
    this.#row.marks.push(kind);
    if (this.changes.isGone(kind)) this.#muted++;
  }

  cell(): Step {
    const row = this.#row;
    const table = this.#table;
    if (!row || !table) return undefined;
    const outer = this.#cell;
    const story = { isBody: false, blocks: [] as Block[], boxes: [] as Block[], carried: undefined } satisfies Story;
    const cell: OpenCell = { properties: {}, isGone: false };
    const line = this.line + 1;
    const muted = this.#muted;
    this.#cell = cell;
    this.countCell(table);
    return this.inStory(story, () => {
      this.#cell = outer;
      this.#muted = muted;
      if (cell.isGone) return;
      const isBare = story.blocks.length === 0;
      if (!isBare) table.boxes.push(...story.boxes);
      const blocks = isBare ? story.boxes : story.blocks;
      const paragraphs = blocks.filter((block): block is Paragraph => block.kind === 'paragraph');
      const tables = paragraphs.length === blocks.length ? noTables : blocks.filter((block): block is Table => block.kind === 'table');
      row.cells.push({ properties: cell.properties, paragraphs, tables, line });
    });
  }

  private countCell(table: OpenTable): void {
    const hint = 'split the table';
    if (++table.cells > gridLimits.positions) throw new Refused('DOCX_TOO_LARGE', `the table has more than ${gridLimits.positions} cells`, hint, table.line);
    if (++this.#cells > this.limits.cells) throw new Refused('DOCX_TOO_LARGE', `the tables have more than ${this.limits.cells} cells in all`, hint, table.line);
  }

  setCell(values: CellProperties): void {
    if (this.#cell) Object.assign(this.#cell.properties, values);
  }

  markCell(kind: 'ins' | 'del'): void {
    this.changes.met = true;
    if (!this.#cell || this.#cell.isGone || !this.changes.isGone(kind)) return;
    this.#cell.isGone = true;
    this.#muted++;
  }

  /** How the cell is merged with the one above after a change, and how it was before. */
  cellMerged(after: Merge | undefined, before: Merge | undefined): void {
    this.changes.met = true;
    const vertical = this.changes.view === 'accepted' ? after : before;
    if (!this.#cell) return;
    delete this.#cell.properties.vertical;
    if (vertical) this.setCell({ vertical });
  }
}

const noTables: readonly Table[] = [];

function tally(tallied: { count: number; line: number }, line: number): void {
  if (tallied.count++ === 0) tallied.line = line;
}

/** Do two sets of properties, all of them plain values, agree? */
function haveSame<T extends object>(one: T, other: T): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof T)[];
  return names.every((name) => one[name] === other[name]);
}
