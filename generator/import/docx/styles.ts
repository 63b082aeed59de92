import type { XmlHandler } from './xml.js';

/** A reference to a numbering as a paragraph or a style writes it; either half may come from elsewhere. */
export interface NumberingReference {
  readonly id?: string;
  readonly level?: number;
}

/** What a style, of paragraphs or characters, means for a reader of text; all of it inherited along `w:basedOn`. */
export interface Style {
  readonly name: string;
  /** Level of a heading, from 1. */
  readonly heading?: number;
  readonly numbering?: NumberingReference;
  readonly isHidden: boolean;
  /** Set above the line: marks of notes. */
  readonly isRaised: boolean;
}

interface RawStyle {
  name: string;
  basedOn?: string;
  /** `w:outlineLvl`: 0 to 8 are headings, 9 is body text. */
  outline?: number;
  numberingId?: string;
  numberingLevel?: number;
  isHidden?: boolean;
  isRaised?: boolean;
}

/** Is `w:val` of an on/off property (`w:vanish`, `w:tblHeader`) on? Without it, it is. */
export const isOn = (value: string | undefined): boolean => value === undefined || !/^(0|false|off|none)$/i.test(value);

/** `w:val` as a number from 0 on; undefined when it is none. */
export const count = (value: string | undefined): number | undefined => (value !== undefined && /^\d{1,9}$/.test(value.trim()) ? Number(value) : undefined);

/** The styles of a document, by id. */
export class Styles {
  readonly #raw = new Map<string, RawStyle>();
  readonly #resolved = new Map<string, Style>();
  #default: string | undefined;
  #open: RawStyle | undefined;

  /** Reads `styles.xml`. */
  readonly handler: XmlHandler = {
    open: (name, attribute) => {
      const value = attribute('w:val');
      if (name === 'w:style') {
        const id = attribute('w:styleId') ?? '';
        this.#open = { name: id };
        this.#raw.set(id, this.#open);
        if (attribute('w:type') === 'paragraph' && attribute('w:default') !== undefined && isOn(attribute('w:default'))) this.#default = id;
      } else if (this.#open) this.property(this.#open, name, value);
    },
    close: (name) => {
      if (name === 'w:style') this.#open = undefined;
    },
  };

  private property(style: RawStyle, name: string, value: string | undefined): void {
    if (name === 'w:name' && value !== undefined) style.name = value;
    if (name === 'w:basedOn' && value !== undefined) style.basedOn = value;
    if (name === 'w:outlineLvl') style.outline = count(value) ?? 9;
    if (name === 'w:numId' && value !== undefined) style.numberingId = value;
    if (name === 'w:ilvl') style.numberingLevel = count(value) ?? 0;
    if (name === 'w:vanish') style.isHidden = isOn(value);
    if (name === 'w:vertAlign') style.isRaised = value === 'superscript';
  }

  /** A style that the document does not define still says by its id what it is: `Heading1`. */
  get(id = this.#default ?? 'Normal'): Style {
    const known = this.#resolved.get(id);
    if (known) return known;
    const chain = this.chain(id);
    const first = <T>(of: (style: RawStyle) => T | undefined): T | undefined => chain.map(of).find((value) => value !== undefined);
    const name = chain[0]?.name ?? id;
    const heading = headingLevel(chain.length > 0 ? chain : [{ name: id }]);
    const numberingId = first((style) => style.numberingId);
    const level = first((style) => style.numberingLevel);
    const style: Style = {
      name,
      ...(heading !== undefined && { heading }),
      ...(numberingId !== undefined && { numbering: { id: numberingId, ...(level !== undefined && { level }) } }),
      isHidden: first((raw) => raw.isHidden) ?? false,
      isRaised: first((raw) => raw.isRaised) ?? false,
    };
    this.#resolved.set(id, style);
    return style;
  }

  /** The style and what it is based on; a style that is based on itself ends there. */
  private chain(id: string): RawStyle[] {
    const chain: RawStyle[] = [];
    for (let next = this.#raw.get(id); next && !chain.includes(next) && chain.length < 64; next = next.basedOn === undefined ? undefined : this.#raw.get(next.basedOn)) {
      chain.push(next);
    }
    return chain;
  }
}

/**
 * By name or outline level, whichever is nearer. Titles have an outline level but open no clause; ETSI's H6 has none
 * but is the sixth level, left out of the contents.
 */
function headingLevel(chain: readonly RawStyle[]): number | undefined {
  for (const { name, outline } of chain) {
    const named = /^heading\s?([1-9])$/i.exec(name)?.[1];
    if (named !== undefined) return Number(named);
    if (/^(sub)?title$|^toc /i.test(name)) return undefined;
    if (/^h6$/i.test(name)) return 6;
    if (outline !== undefined) return outline < 9 ? outline + 1 : undefined;
  }
  return undefined;
}
