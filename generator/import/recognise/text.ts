/** Soft hyphens, zero-width characters and byte order marks: they show nothing and break comparisons. */
const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;

/** Text on one line: invisible characters gone, white space collapsed. What facts print. */
export const squeeze = (text: string): string => text.replace(invisible, '').replace(/\s+/g, ' ').trim();

/** The lines of a text, squeezed, without the empty ones. */
export const linesOf = (text: string): readonly string[] => text.split('\n').map(squeeze).filter((line) => line !== '');

/** `(see note 2)`, `, note 1`, `*` and raised figures after a name or a header. */
const footnote = /(?:\s*[([,;]?\s*(?:see\s+)?notes?\s*\d*(?:\s*(?:,|and)\s*\d+)*\s*[)\]]?|\s*[*¹²³†‡]+)$/i;

/** Text without the mark of a footnote at its end; a text that is nothing else stays. */
export function withoutFootnote(text: string): string {
  const rest = text.replace(footnote, '');
  return rest === '' ? text : rest;
}

/**
 * How headers are compared: words in lower case with one space between, without punctuation, brackets and footnote
 * marks. `RW/↵RO/↵WO` becomes `rw ro wo`, `Attributes of <node>` becomes `attributes of node`.
 */
export const headerWords = (text: string): string =>
  withoutFootnote(squeeze(text.slice(0, longestHeader)))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** No header comes near; longer cells are text. */
const longestHeader = 200;

const identifier = /^\[?[A-Za-z_][\w.-]*\]?$/;

/**
 * The name that a cell prints, without footnote marks, quotation marks and the `@` of XML attributes (TS-0004 6.3.6: no
 * part of the name). `repaired` when it had spaces or line breaks inside. Undefined when the cell prints no name.
 */
export function nameIn(text: string): { readonly name: string; readonly repaired: boolean } | undefined {
  const printed = withoutFootnote(unquoted(squeeze(text))).replace(/^@\s*/, '');
  if (identifier.test(printed)) return { name: printed, repaired: false };
  const joined = printed.replace(/\s+/g, '');
  return identifier.test(joined) ? { name: joined, repaired: true } : undefined;
}

/** Text without the quotation marks around it. */
export const unquoted = (text: string): string => text.replace(/^[“”"'‘’«]+\s*|\s*[“”"'‘’»]+$/g, '');

/** `NOTE 2: …`, `Editor's note …`: words about the table, no row of it. */
export const isNote = (text: string): boolean => /^(?:editor['’]?s\s+)?notes?\b\s*\d*\s*(?:[:.–—-]|$|\s)/i.test(text);
