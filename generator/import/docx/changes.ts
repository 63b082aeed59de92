import type { View } from '../document.js';
import type { DocxCode } from './codes.js';

/** Reports at a paragraph, counted through the document. */
export type LineReport = (code: DocxCode, message: string, line: number, hint?: string) => void;

/** Change marks as the file names them, on runs, paragraph marks and rows alike. */
export type ChangeKind = 'ins' | 'del' | 'moveFrom' | 'moveTo';

const side: Readonly<Record<ChangeKind, View>> = { ins: 'accepted', moveTo: 'accepted', del: 'original', moveFrom: 'original' };

export const changeKinds = Object.keys(side) as readonly ChangeKind[];

interface OpenChange {
  readonly kind: ChangeKind;
  readonly line: number;
  /** Content counted before it. */
  readonly content: number;
}

/** Which side of the change marks is read, and what is wrong with the marks. */
export class Changes {
  /** True once a mark has been met that makes the views differ. */
  met = false;
  readonly #open: OpenChange[] = [];
  readonly #moves = { moveFrom: new Map<string, number>(), moveTo: new Map<string, number>() };
  readonly #moved = new Map<ChangeKind, number>();

  constructor(
    readonly view: View,
    private readonly report: LineReport,
  ) {}

  /** Is what carries this mark absent from the view? */
  isGone(kind: ChangeKind): boolean {
    return side[kind] !== this.view;
  }

  /** A change around runs begins. */
  enter(kind: ChangeKind, line: number, content: number): void {
    this.met = true;
    if (side[kind] === 'original' && this.isInside('accepted')) {
      this.report('DOCX_CHANGE_TWICE', 'text was inserted and deleted again; it is in neither view', line, 'accept or reject one of the two changes');
    }
    if (kind === 'moveFrom' || kind === 'moveTo') this.#moved.set(kind, this.#moved.get(kind) ?? line);
    this.#open.push({ kind, line, content });
  }

  /** …and ends; `content` counts what the document had so far. */
  leave(content: number): void {
    const change = this.#open.pop();
    if (change?.content === content) this.report('DOCX_CHANGE_EMPTY', `a change (${change.kind}) has no content; nothing is read from it`, change.line);
  }

  /** Are we inside a change of that side? */
  isInside(view: View): boolean {
    return this.#open.some(({ kind }) => side[kind] === view);
  }

  /** A named range of moved text begins. */
  moveRange(kind: 'moveFrom' | 'moveTo', name: string, line: number): void {
    this.#moves[kind].set(name, line);
  }

  /** At the end of the document: every move has two ends. */
  finish(): void {
    const { moveFrom, moveTo } = this.#moves;
    const half = (kind: 'moveFrom' | 'moveTo', line: number): void => {
      const [what, read] = kind === 'moveFrom' ? ['moved away but nowhere to', 'deletion'] : ['moved here but from nowhere', 'insertion'];
      this.report('DOCX_CHANGE', `text is ${what}; it is read as ${read === 'deletion' ? 'a' : 'an'} ${read}`, line, 'accept or reject the other half of the move, too');
    };
    for (const [name, line] of moveFrom) if (!moveTo.has(name)) half('moveFrom', line);
    for (const [name, line] of moveTo) if (!moveFrom.has(name)) half('moveTo', line);
    if (moveFrom.size > 0 || moveTo.size > 0 || this.#moved.size !== 1) return;
    for (const [kind, line] of this.#moved) half(kind as 'moveFrom' | 'moveTo', line);
  }
}
