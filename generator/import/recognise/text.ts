/** Soft hyphens, zero-width characters and byte order marks: they show nothing and break comparisons. */
const invisible = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;

/** Text on one line: invisible characters gone, white space collapsed. What facts print. */
export const squeeze = (text: string): string => text.replace(invisible, '').replace(/\s+/g, ' ').trim();

/** The lines of a text, squeezed, without the empty ones. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '');

const numbers = String.raw`\s*\d+(?:\s*(?:,|and)\s*\d+)*`;
/** `(see note 2)`; `see notes 1 and 2`; `, note 1`; `*` and raised figures: after a name, a value or a header. */
const footnotes: readonly string[] = [
  String.raw`\s*[(\[]\s*(?:see\s+)?notes?(?:${numbers})?\s*[)\]]`,
  String.raw`[\s,;]{1,3}see\s+notes?(?:${numbers})?`,
  String.raw`[\s,;]{1,3}notes?${numbers}`,
  String.raw`\s*[*¹²³†‡]+`,
];
const footnote = new RegExp(String.raw`(?:${footnotes.join('|')})\.?$`, 'i');

/** Text without the mark of a footnote at its end; a text that is nothing else stays. */
export function withoutFootnote(text: string): string {
  const rest = text.slice(0, -longestFootnote) + text.slice(-longestFootnote).replace(footnote, '');
  return rest === '' ? text : rest;
}

/** `(see notes 1, 2 and 3)` and a few letters before it: keeps the search short in long cells. */
const longestFootnote = 60;

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
 * part of the name). `repaired` when it was broken over lines, or had a space before one of its capitals
 * (`accessControl PolicyIDs`). Undefined when the cell prints no name; a phrase is none.
 */
export function nameIn(text: string): { readonly name: string; readonly repaired: boolean } | undefined {
  const clean = (part: string): string => withoutFootnote(unquoted(squeeze(part))).replace(/^@\s*/, '');
  const printed = clean(text);
  if (identifier.test(printed)) return { name: printed, repaired: false };
  const lines = linesOf(text);
  const broken = lines.length > 1 && lines.length <= mostPieces && !lines.some((line) => clean(line).includes(' '));
  if (!broken && !/^[a-z]\w* [A-Z0-9]\w*$/.test(printed)) return undefined;
  const joined = printed.replace(/\s+/g, '');
  return identifier.test(joined) ? { name: joined, repaired: true } : undefined;
}

/** A name is broken over two lines, a long one over three. */
const mostPieces = 3;

/** Text without the quotation marks around it. */
export function unquoted(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && quotes.includes(text[start]!)) start++;
  while (end > start && quotes.includes(text[end - 1]!)) end--;
  return text.slice(start, end).trim();
}

const quotes = '“”"\'‘’«»';

/** `NOTE 2: …`, `Editor's note …`: words about the table, no row of it. */
export const isNote = (text: string): boolean => /^(?:editor['’]?s\s+)?notes?\b\s*\d*\s*(?:[:.–—-]|$|\s)/i.test(text);

/** The same beyond doubt: an attribute may be called `note`. */
export const isPlainlyNote = (text: string): boolean => /^(?:editor['’]?s\s+)?notes?\s*\d*\s*:/i.test(text);
