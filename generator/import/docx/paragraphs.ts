import { headingParts } from '../captions.js';
import type { Block, Paragraph } from '../document.js';
import type { Label, Numberings } from './numbering.js';
import type { NumberingReference, Style, Styles } from './styles.js';

/** What the properties of a paragraph say, as far as a reader of text cares. */
export interface ParagraphProperties {
  style?: string;
  numberingId?: string;
  numberingLevel?: number;
  /** Direct outline level, 0 to 9. */
  outline?: number;
}

/** A paragraph of the view, put together from all that was joined to it. */
export interface RawParagraph {
  readonly properties: ParagraphProperties;
  /** Tabs and line breaks as `\t` and `\n`. */
  readonly text: string;
  readonly line: number;
}

/** Raw paragraphs → headings and paragraphs, in the order of the document because of the numbering. */
export class ParagraphFinisher {
  /** Paragraphs whose style is one of captions. */
  readonly captions = new Set<Paragraph>();
  /** Lines of generated contents and indexes, left out because they repeat the document: how many, and the first. */
  contents: { count: number; readonly line: number } | undefined;

  constructor(
    private readonly file: string,
    private readonly styles: Styles,
    private readonly numberings: Numberings,
  ) {}

  /** Undefined for a paragraph that shows nothing. Headings are found in the body only, not in cells and text boxes. */
  finish({ properties, text: raw, line }: RawParagraph, isBody: boolean): Block | undefined {
    const style = this.styles.get(properties.style);
    const label = this.label(properties, style);
    const text = normalised(raw);
    if (text === '') return undefined;
    if (/^(toc \d|table of figures|index \d)$/i.test(style.name)) {
      if (this.contents) this.contents.count++;
      else this.contents = { count: 1, line };
      return undefined;
    }
    const place = { file: this.file, line, column: 1 };
    const heading = isBody ? headingOf(raw, headingLevel(properties, style), label) : undefined;
    if (heading) return { kind: 'heading', ...heading, place };
    const paragraph: Paragraph = { kind: 'paragraph', ...listItem(raw, text, style, label), place };
    if (/^(caption|th|table (title|heading|caption))$/i.test(style.name)) this.captions.add(paragraph);
    return paragraph;
  }

  /** Is the text of a style hidden? */
  isHidden(style: string | undefined): boolean {
    return this.styles.get(style).isHidden;
  }

  /** Does a style set text above the line? */
  isRaised(style: string | undefined): boolean {
    return this.styles.get(style).isRaised;
  }

  private label(properties: ParagraphProperties, style: Style): Label | undefined {
    const level = properties.numberingLevel ?? style.numbering?.level;
    const id = properties.numberingId ?? style.numbering?.id;
    const reference: NumberingReference = { ...(id !== undefined && { id }), ...(level !== undefined && { level }) };
    return this.numberings.next(reference, properties.style);
  }
}

/** White space collapsed, line breaks kept; characters that show nothing (soft hyphens, zero-width spaces, controls) dropped. */
export const normalised = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff]/g, '')
    .replace(/\u2011/g, '-')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();

function headingLevel({ outline }: ParagraphProperties, style: Style): number | undefined {
  if (outline === undefined) return style.heading;
  return outline < 9 ? outline + 1 : undefined;
}

interface HeadingText {
  readonly level: number;
  readonly number?: string;
  readonly text: string;
}

/**
 * The heading that a paragraph is: by its style, or because it looks like one of oneM2M's, a clause number and a tab.
 * A typed number counts its own level; an annex is of the highest, whatever style (ETSI: 8 or 9) it has.
 */
function headingOf(raw: string, level: number | undefined, label: Label | undefined): HeadingText | undefined {
  const typed = headingParts(raw);
  const text = normalised(typed.text);
  const depth = typed.number?.split('.').length;
  const hasTab = typed.number !== undefined && raw.trim().slice(typed.number.length).startsWith('\t');
  if (level === undefined) {
    const looksLikeOne = hasTab && !label && depth! > 1 && text !== '' && text.length <= longestHeading && !/[.;:,]$/.test(text);
    return looksLikeOne ? { level: depth!, number: typed.number!, text } : undefined;
  }
  const counted = label && !label.isBullet ? headingParts(label.text.replace(/[.):]+$/, '')) : undefined;
  const number = counted?.number ?? (counted && /^[A-Z]{1,2}$/.test(counted.text) ? counted.text : undefined);
  if (number !== undefined && !hasTab) return { level: /^Annex/i.test(label!.text) ? 1 : level, number, text: normalised(raw) };
  if (typed.number === undefined) return { level, text: normalised(raw) };
  return { level: depth!, number: typed.number, text: text === '' ? normalised(raw) : text };
}
const longestHeading = 150;

/** Typed bullets and numbers count as the label when a tab follows them: `-<tab>text`, `1)<tab>text`. */
const typedLabel = /^\s*([-–—•·▪◦*]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[).])\t+/;

function listItem(raw: string, text: string, style: Style, label: Label | undefined): Pick<Paragraph, 'text' | 'list'> {
  if (label && label.text !== '') return { text, list: { level: label.level, label: label.text } };
  const typed = typedLabel.exec(raw);
  const rest = typed ? normalised(raw.slice(typed[0].length)) : '';
  if (!typed || rest === '') return { text };
  return { text: rest, list: { level: Number(/^B([1-5])/.exec(style.name)?.[1] ?? 1) - 1, label: typed[1]! } };
}
