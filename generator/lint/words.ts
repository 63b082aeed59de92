/** How the text of a specification falls into sentences, names and values. */

/** Sentences; `e.g.` and `i.e.` end none. */
export const sentencesOf = (text: string): readonly string[] => (mayEnd.test(text) ? text.split(/(?<=[.!?]["\u201d]?)(?<!\b(?:e\.g|i\.e|cf|vs|etc|resp)\.)\s+(?=[A-Z<["\u201c])/) : [text]);
/** Every rule asks of every paragraph, and most are one sentence. */
const mayEnd = /[.!?]["\u201d]?\s/;

/** `STATUS_REQUEST_DENIED`, `IN_PROCESS`: words in capitals that are tied together. */
export const tokensIn = (text: string): readonly string[] => text.match(/(?<![\w$])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\w$])/g) ?? [];

/** Values in quotes or after `value of`: FINISHED, TRUE. */
export const valuesIn = (text: string): readonly string[] => [
  ...tokensIn(text),
  ...[...text.matchAll(/["\u201c]([A-Z][A-Z0-9]+)["\u201d]|\bvalues? (?:of|to|or) ["\u201c]?([A-Z]{3,})\b/g)].map(([, a, b]) => (a ?? b)!),
];

/** `softwareName`, `execStatus`: names with a capital inside; `URL` and `AE` are not told from words in capitals. */
export const camelNamesIn = (text: string): readonly string[] => text.match(/(?<![\w.$:/-])[a-z][a-z0-9]+(?:[A-Z]+[a-z0-9]*)+(?![\w$])/g) ?? [];

/** `<softwareCampaign>` → resource, `[software]` → specialization; `[4]`, `[i.1]`, `[variable]` and links are neither. */
export function bracketedNamesIn(text: string): readonly { readonly name: string; readonly bracket: '<' | '[' }[] {
  return [...text.matchAll(/<\s?([A-Za-z][A-Za-z0-9]+)\s?>|(?<!\])\[([a-z][A-Za-z0-9]+)\](?![[(])/g)]
    .map(([, angle, square]) => ({ name: (angle ?? square)!, bracket: angle === undefined ? ('[' as const) : ('<' as const) }))
    .filter(({ name }) => name !== 'variable');
}

/** Words of a sentence, lower and upper case as they stand. */
export const wordsIn = (text: string): readonly string[] => text.match(/\p{L}+(?:['\u2019-]\p{L}+)*/gu) ?? [];

/** `DUStateChangeComplete` → du, state, change, complete. */
export const partsOf = (name: string): readonly string[] =>
  (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((part) => part.toLowerCase());

/** Text as it stands in a regular expression: names come from documents. */
export const escaped = (text: string): string => text.replace(/[^\w\s]/g, '\\$&');

export function countBy<T>(items: Iterable<T>): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

/** `a, b and c`. */
export const listed = (items: readonly string[], last = 'and'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)!}`;

/** `a, b, c and 12 more`: for lists that nobody reads to the end. */
export const fewOf = (items: readonly string[]): string => (items.length <= 5 ? listed(items) : `${items.slice(0, 3).join(', ')} and ${String(items.length - 3)} more`);

/** ` (3 times)`, behind what is said once for all. */
export const timesOf = ({ length }: readonly unknown[]): string => (length > 1 ? ` (${String(length)} times)` : '');

/** In code, words, articles and quotes stand as they like: XML, JSON, ASN.1, SPARQL, calls, assignments. */
export const isCode = (text: string): boolean =>
  /[<{}#@=;"'(]|\/\/|PREFIX|SELECT/.test(text) &&
  /^\s*(?:<[?!/]|<[\w:]+(?:\s+[\w:]+=|\s*\/?>\s*<)|[{}]|\/\/|#include|@prefix\b|PREFIX\b|SELECT\b)|\n\s*[<{}]|::=|[;{]\s*$|=>|\w\(\)|^\s*["'][\w:@-]+["']\s*:|^\s*[\w.-]+\s*=\s*["'{[<]/.test(text);
