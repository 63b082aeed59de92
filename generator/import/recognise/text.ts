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
  // The star of `0..*` is none.
  String.raw`\s*(?<!\.\s*)[*†‡]+`,
  String.raw`\s*[¹²³⁰⁴-⁹⁽⁾ᵃ-ᶻⁱⁿ](?:[\s,;]*[¹²³⁰⁴-⁹⁽⁾ᵃ-ᶻⁱⁿ])*`,
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
/** Hyphens as Word makes them of a typed one: `trigger–Recipient-ID`. */
const hyphens = /[‐‑‒–—−]/g;
/** `[attrB][b]`, `[attrB](#b)`: a link to the definition that was not resolved. */
const link = /^\[([A-Za-z_][\w.-]*)\](?:\[[^[\]]{0,80}\]|\([^()]{0,200}\))$/;
/** oneM2M's own namespace (TS-0004 6.1), which needs no saying in a name: m2m:requestPrimitive. */
const own = /^m2m:\s?(?=[A-Za-z])/;

/**
 * The name that a cell prints, without footnote marks, quotation marks and the `@` of XML attributes (TS-0004 6.3.6: no
 * part of the name). `repaired` when it was broken over lines, or had a space before one of its capitals
 * (`accessControl PolicyIDs`). A remark on lines of its own below the name, or in brackets behind it, is no part of it.
 * Undefined when the cell prints no name; a phrase is none.
 */
export function nameIn(text: string): { readonly name: string; readonly repaired: boolean } | undefined {
  const clean = (part: string): string =>
    withoutFootnote(unquoted(squeeze(part))).replace(hyphens, '-').replace(link, '$1').replace(/^@\s*/, '').replace(own, '');
  const printed = clean(text);
  if (identifier.test(printed)) return { name: printed, repaired: false };
  const lines = linesOf(text);
  const broken = lines.length > 1 && lines.length <= mostPieces && !lines.some((line) => clean(line).includes(' '));
  if (!broken && !/^[a-z]\w* [A-Z0-9]\w*$/.test(printed)) return withoutRemark(lines.map(clean));
  const joined = printed.replace(/\s+/g, '');
  return identifier.test(joined) ? { name: joined, repaired: true } : withoutRemark(lines.map(clean));
}

/** A name alone on its line, or before brackets, with words about it. */
function withoutRemark([first = '', ...rest]: readonly string[]): { readonly name: string; readonly repaired: boolean } | undefined {
  const [, name, remark] = /^(\[?[A-Za-z_][\w.-]*\]?)(?:\s*(\(.{1,200}\)))?$/.exec(first) ?? [];
  if (name === undefined || (remark === undefined && rest.length === 0)) return undefined;
  const isRemark = (line: string): boolean => /^(?:[([{–—-]|notes?\b|see\b|optional\b|mandatory\b|deprecated\b)/i.test(line) || /^[A-Z]\S* \S/.test(line) || line.split(' ').length > 2;
  return rest.every(isRemark) ? { name, repaired: false } : undefined;
}

/**
 * The names in a cell that stands for several: `attrA, attrB`, `attrA and attrB`, `attrA / attrB`, or one a line. A line that
 * begins with a capital goes on with the name above it.
 */
export function namesIn(text: string): readonly string[] {
  const lines = linesOf(text);
  const parts = (lines.length > 1 ? lines : (lines[0] ?? '').split(/\s*[,;/]\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+/)).map((part) => part.replace(/[,;]$/, ''));
  if (parts.length < 2 || parts.length > mostNames) return [];
  const names = parts.map((part) => (/[a-z]/.test(part.charAt(0)) || /^[@"“‘']/.test(part) ? nameIn(part) : undefined));
  if (names.some((found) => found === undefined || found.repaired)) return [];
  // On lines of their own they may be pieces of one name, unless each is made of words itself.
  return lines.length > 1 && !parts.every((part) => /[a-z][A-Z\d]/.test(part) || part !== part.replace(/^@/, '')) ? [] : [...new Set(names.map((found) => found!.name))];
}

const mostNames = 8;

/** A name is broken over two lines, a long one over three. */
const mostPieces = 3;

/** Text without the quotation marks around it. */
export function unquoted(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && quotes.includes(text[start]!)) start++;
  while (end > start && quotes.includes(text[end - 1]!)) end--;
  return text.slice(start, end).trim();
}

const quotes = '“”„‟"\'‘’‚‛«»‹›';

/** `NOTE 2: …`, `Editor's note …`: words about the table, no row of it. */
export const isNote = (text: string): boolean => /^(?:editor['’]?s\s+)?notes?\b\s*\d*\s*(?:[:.–—-]|$|\s)/i.test(text);

/** The same beyond doubt: an attribute may be called `note`. */
export const isPlainlyNote = (text: string): boolean => /^(?:editor['’]?s\s+)?notes?\s*\d*\s*:/i.test(text);
