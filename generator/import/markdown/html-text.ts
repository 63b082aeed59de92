import type { Place } from '../../diagnostics/diagnostic.js';
import type { Paragraph } from '../document.js';
import { raised } from '../superscript.js';
import { collapse, paragraphOf } from '../text/lines.js';

/** The text of a cell or a caption, as its pieces come: paragraphs, items of lists, what stands above the line. */
export class HtmlText {
  readonly #lists: { readonly ordered: boolean; count: number }[] = [];
  #pieces: string[] = [];
  /** Where the first character of the paragraph stands that is no white space. */
  #textAt: number | undefined;
  #label: string | undefined;
  /** Which of the pieces is the first above the line. */
  #raisedFrom: number | undefined;

  append(text: string, at: number): void {
    if (/\S/.test(text)) this.#textAt ??= at + text.length - text.trimStart().length;
    this.#pieces.push(text);
  }

  openList(ordered: boolean): void {
    if (this.#lists.length < deepest) this.#lists.push({ ordered, count: 0 });
  }

  closeList(): void {
    this.#lists.pop();
  }

  closeLists(): void {
    this.#lists.length = 0;
  }

  beginItem(): void {
    const list = this.#lists.at(-1);
    this.#label = list?.ordered === true ? `${String(++list.count)}.` : '\u2022';
  }

  beginRaised(): void {
    this.#raisedFrom = this.#pieces.length;
  }

  endRaised(): void {
    if (this.#raisedFrom !== undefined) this.#pieces.push(raised(this.#pieces.splice(this.#raisedFrom).join('')));
    this.#raisedFrom = undefined;
  }

  /** The text since the last break. A backslash before a mark of Markdown escapes it for those who do not know that HTML does not. */
  take(): string {
    const text = collapse(this.#pieces.join('').replace(/\\([<>[\]_*\\])/g, '$1'));
    this.#pieces = [];
    this.#raisedFrom = undefined;
    this.#textAt = undefined;
    return text;
  }

  /** The paragraph that ends here; none where it is empty, or where no cell is open to hold it. */
  paragraph(isInCell: boolean, placeOf: (at: number) => Place): Paragraph | undefined {
    const place = placeOf(this.#textAt ?? 0);
    const text = this.take();
    const label = this.#label;
    if (text === '' || !isInCell) return undefined;
    this.#label = undefined;
    if (label === undefined) return { ...paragraphOf(text, place), place };
    return { kind: 'paragraph', text, list: { level: Math.max(0, this.#lists.length - 1), label }, place };
  }
}

/** Lists inside lists that are told apart. */
const deepest = 64;
