import type { StatedConstraints } from '../facts.js';
import { linesOf, squeeze, unquoted } from './text.js';

/** A name of a value, a number, true or false. */
const single = String.raw`-?\d{1,3}(?:[ ,]\d{3})+(?![\d.,]*\d)|-?\d{1,15}(?:\.\d{1,15})?(?![\w.]\w|[ ,]\d{3}\b)|[A-Za-z][\w-]{0,80}`;
const value = String.raw`["'“‘]?(${single})["'”’]?`;
/** The same, or a name of a few words that the sentence ends with: `Logical AND`. */
const named = String.raw`["'“‘]?([A-Za-z][\w-]{0,80}(?: [A-Za-z][\w-]{0,40}){1,2}(?=["'”’]?\s*(?:\.?$|\.\s|;))|${single})["'”’]?`;
const missing = String.raw`\b(?:not\s+(?:set|specified|present|provided|given)|omitted|absent|missing),?\s*(?:then\s+)?`;

/** `Default=0`, `The default value is false`, `default is set to 'MIXED'`, `By default, false`. */
const stated = [
  new RegExp(String.raw`\bdefault(?:\s+value)?\s*[=:]\s*${named}`, 'i'),
  new RegExp(String.raw`\bdefault(?:\s+value)?\s+(?:(?:is|shall\s+be|of)\s+(?:set\s+to\s+)?|set\s+to\s+)(?:the\s+value\s+)?(?!(?:set|determined|given|defined|according|not|no|the|an?|dependent|specified|notification)\b)${named}`, 'i'),
  new RegExp(String.raw`\bdefaults\s+to\s+(?:the\s+value\s+)?(?!(?:the|an?)\b)${value}`, 'i'),
  /\bdefault(?:\s+value)?\s+["'“]?(-?\d{1,15}|true|false)\b(?![ ,]\d{3}\b)/i,
  new RegExp(String.raw`^(?:(?:(?:the|this|its)\s+value\s+)?(?:is|shall\s+be)\s+(?:set\s+to\s+)?)?${value}\s+by\s+default\.?$`, 'i'),
  new RegExp(String.raw`\bby\s+default\s*[,:]?\s*(?:is\s+|it\s+is\s+)?${value}(?=\s*[.;,]|$)`, 'i'),
  new RegExp(String.raw`${missing}(?:this|it|the\s+(?:value|attribute))?\s*(?:is|shall\s+be)\s+(?:treated|interpreted|assumed|taken)\s+(?:as|to\s+be)\s+${value}`, 'i'),
  new RegExp(String.raw`${missing}(?:it|its\s+value|the\s+value)\s+(?:is|shall\s+be)\s+${value}\.?$`, 'i'),
  new RegExp(String.raw`\b(?:treated|interpreted|assumed|taken)\s+(?:as|to\s+be)\s+${value}\s+(?:if|when|where)\s+(?:[\w ]{1,30}\s)?${missing}$`, 'i'),
  new RegExp(String.raw`^${value}\s*(?:\([^()]{1,40}\))?\s+is\s+the\s+default\b`, 'i'),
  new RegExp(String.raw`${missing}(?:a\s+value\s+of\s+|the\s+value\s+)?${value}\s+(?:is|shall\s+be)\s+(?:assumed|used|applied|taken)`, 'i'),
];
/** `Default: empty string`, `The default value is ""`. */
const emptyText = /\bdefault(?:\s+value)?\s*(?:[:=]|is|shall\s+be)?\s*(?:(?:an?|the)?\s*empty\s+(?:string|text)\b|(?:""|''|“”|‘’)(?:\W|$))/i;
/** One of the values that a cell lists, marked. */
const marked = new RegExp(String.raw`^(?:[•*–-]\s*)?${value}\s*\(default(?:\s+value)?\)[.;,]?$`, 'i');
const none = /^(?:there\s+is\s+)?no(?:ne)?(?:\s+default(?:\s+value)?)?\b(?!\s+(?:retries|limit))/i;
const noDefault = /\bno\s+default\b/i;
/** The only value there is. */
const always = [
  new RegExp(String.raw`\b(?:is|shall)\s+always\s+(?:be\s+)?(?:set\s+to\s+)?(?:the\s+value\s+)?(?!(?:the|an?|present|set)\b)${value}`, 'i'),
  new RegExp(String.raw`^(?:(?:the|this)\s+value\s+)?(?:shall|must)\s+be\s+(?:set\s+to\s+)?(?!(?:the|an?|present|set|unique)\b)${value}\.?$`, 'i'),
  new RegExp(String.raw`^(?:fixed(?:\s+value)?|always|constant)\s*(?:(?:set|equal)\s+to|is|to|:|=)?\s*${value}\.?$`, 'i'),
];
/** `0`, `false`, `BLOCK_ALL`, `0 (No Retries)`, `1001 (firmware)`: a value alone, with a remark at most. */
const alone = new RegExp(String.raw`^${value}\s*(?:\(([^()]{1,100})\)|,?\s*i\.e\.,?\s+["'“]?[\w ]{1,60}["'”]?)?\.?$`);
/** `"OR" operation`: a value whose name has a space in it. */
const quotedWords = /^["“]([A-Za-z]\w{0,40})["”] ([a-z]{1,40})$/;
/** `1 000` has a space for thousands. */
const bound = String.raw`([-+]?(?:\d{1,3}(?: \d{3})+|\d{1,15}(?:\.\d{1,9})?))(?!\d| \d{3}\b)`;
const dash = String.raw`\s*(?:-|–|—|\.\.\.?|…|to|and|,)\s*`;
const ranges = [
  new RegExp(String.raw`\b(?:range|values?|between)\b(?:\s+of[\w ]{1,40})?(?:\s+(?:is|are|shall\s+be))?(?:\s+(?:in|from|between))?\s*[:=]?\s*[[(]?\s*${bound}${dash}${bound}`, 'i'),
  new RegExp(String.raw`^min(?:imum)?\s*[:=]?\s*${bound}\s*[,;]?\s*max(?:imum)?\s*[:=]?\s*${bound}`, 'i'),
  new RegExp(String.raw`^(?:>=|≥)\s*${bound}\s*(?:and|,|&)\s*(?:<=|≤)\s*${bound}\.?$`, 'i'),
];
const pair = new RegExp(String.raw`^[[(]\s*${bound}\s*[,;]\s*${bound}\s*[\])]\.?$`);
/** One end of a range alone. */
const least = new RegExp(String.raw`^(?:>=|≥|at\s+least|no\s+less\s+than|(?:(?:value\s+)?shall\s+be\s+)?greater\s+than\s+or\s+equal\s+to|min(?:imum)?(?:\s+value)?(?:\s+is)?\s*[:=]?)\s*${bound}\.?$`, 'i');
const most = new RegExp(String.raw`^(?:<=|≤|at\s+most|no\s+more\s+than|(?:(?:value\s+)?shall\s+be\s+)?(?:less|smaller)\s+than\s+or\s+equal\s+to|shall\s+not\s+exceed|max(?:imum)?(?:\s+value)?(?:\s+is)?\s*[:=]?)\s*${bound}\.?$`, 'i');
/** An end that is outside: `greater than 0`. */
const above = new RegExp(String.raw`^(?:>|(?:(?:value\s+)?shall\s+be\s+)?(?:greater|more)\s+than)\s*${bound}\.?$`, 'i');
const below = new RegExp(String.raw`^(?:<|(?:(?:value\s+)?shall\s+be\s+)?(?:less|smaller)\s+than)\s*${bound}\.?$`, 'i');
/** `Maximum length: 32`, `at most 64 characters`, `Length 1..20`: how long a text is. */
const figure = String.raw`(\d{1,6})(?![\d.,]*\d)`;
const longestText = [
  new RegExp(String.raw`\bmax(?:imum|\.)?\s+length\s*(?:is|of|[:=])?\s*${figure}`, 'i'),
  new RegExp(String.raw`\blength\s+(?:shall\s+)?not\s+exceed\s+${figure}`, 'i'),
  new RegExp(String.raw`\b(?:max(?:imum|\.)?(?:\s+of)?|at\s+most|up\s+to|no\s+more\s+than|not\s+exceed(?:ing)?)\s*:?\s*${figure}\s+(?:characters?|chars?)\b`, 'i'),
];
const shortestText = [
  new RegExp(String.raw`\bmin(?:imum|\.)?\s+length\s*(?:is|of|[:=])?\s*${figure}`, 'i'),
  new RegExp(String.raw`\b(?:min(?:imum|\.)?(?:\s+of)?|at\s+least|no\s+less\s+than)\s*:?\s*${figure}\s+(?:characters?|chars?)\b`, 'i'),
];
const lengthRange = [
  new RegExp(String.raw`\blength\s*(?:is|of|[:=])?\s*(?:between\s+)?(\d{1,6})${dash}${figure}`, 'i'),
  new RegExp(String.raw`^(?:between\s+)?(\d{1,6})${dash}${figure}\s+(?:characters?|chars?)\b`, 'i'),
];
const bareRange = new RegExp(String.raw`^[[(]?\s*${bound}\s*(?:-|–|\.\.\.?|…|to)\s*${bound}\s*[\])]?(?:\s*(?:percent|%))?\.?$`, 'i');

/**
 * What a cell of default values and constraints says (TS-0004 7.4). A cell may list the values first and say below them which
 * one is the default; it may give the default alone. A number with the name of the resource type behind it, `1002 (software)`,
 * is what tells this one from others, and no other is possible (TS-0004 Annex D).
 */
export function constraintsIn(printed: string, resource?: string): StatedConstraints {
  const text = printed.slice(0, longest).replace(/[−‐‑](?=\d)/g, '-');
  const cell = squeeze(text);
  // A default may stand behind the range, in the same line.
  const lines = linesOf(text).flatMap((line) => line.split(/[;,.]\s+(?=default\b)/i));
  const [shortest, longestOf] = lengthsIn(cell);
  const isOfText = shortest !== undefined || longestOf !== undefined;
  const [low, high] = isOfText ? [] : rangeIn(cell, lines);
  const [over, under] = [above, below].map((pattern) => lines.map((line) => pattern.exec(line)?.[1]).find((end) => end !== undefined));
  const [, own, remark] = alone.exec(cell) ?? [];
  const fixed = own !== undefined && remark !== undefined && remark.trim() === resource ? own : always.map((pattern) => pattern.exec(cell)?.[1]).find((found) => found !== undefined);
  const given = fixed === undefined ? defaultIn(cell, lines) : undefined;
  return {
    ...(given !== undefined && { default: given === null ? null : withoutGroups(given) }),
    ...(fixed !== undefined && { fixed: withoutGroups(fixed) }),
    ...(low !== undefined && { minimum: low }),
    ...(high !== undefined && { maximum: high }),
    ...(over !== undefined && { above: numberOf(over) }),
    ...(under !== undefined && { below: numberOf(under) }),
    ...(shortest !== undefined && { minLength: shortest }),
    ...(longestOf !== undefined && { maxLength: longestOf }),
  };
}

/** Fewest and most characters. */
function lengthsIn(cell: string): readonly [number | undefined, number | undefined] {
  const range = lengthRange.map((pattern) => pattern.exec(cell)).find((match) => match !== null);
  if (range !== undefined) return [Number(range[1]), Number(range[2])];
  return [shortestText, longestText].map((patterns) => patterns.map((pattern) => pattern.exec(cell)?.[1]).find((found) => found !== undefined)).map((found) => (found === undefined ? undefined : Number(found))) as [number | undefined, number | undefined];
}

const numberOf = (text: string | undefined): number => Number(text?.replaceAll(' ', ''));

/** `10,000` is `10000`. */
const withoutGroups = (text: string): string => (/^-?\d{1,3}(?:[ ,]\d{3})+$/.test(text) ? text.replace(/[ ,]/g, '') : text);

const longest = 2_000;

function defaultIn(cell: string, lines: readonly string[]): string | null | undefined {
  if (/^[-–—]?$/.test(cell)) return undefined;
  if (emptyText.test(cell)) return '';
  const found = stated.map((pattern) => pattern.exec(cell)?.[1]).find((text) => text !== undefined && !words.has(text.split(' ')[0]!.toLowerCase()));
  if (found !== undefined) return unquoted(found);
  const [one, another] = lines.map((line) => marked.exec(line)?.[1]).filter((text) => text !== undefined);
  if (one !== undefined && another === undefined) return one;
  if (none.test(cell) || noDefault.test(cell)) return null;
  const [, quoted, noun] = quotedWords.exec(cell) ?? [];
  if (quoted !== undefined) return `${quoted} ${noun!}`;
  const [, single, remark] = alone.exec(unquoted(cell)) ?? [];
  // A word in brackets behind a number says what it means; a single word in lower case may be any remark (`optional`).
  if (single === undefined || words.has(single.toLowerCase()) || (remark !== undefined && !/^-?\d/.test(single) && remark.includes(' '))) return undefined;
  return unquoted(single);
}

/** Words that are no values. */
const words: ReadonlySet<string> = new Set(['see', 'none', 'no', 'n', 'na', 'tbd', 'ffs', 'optional', 'mandatory', 'void', 'note', 'unit', 'list', 'any', 'behaviour', 'as', 'if', 'in', 'on', 'when', 'then', 'used', 'applied', 'taken', 'assumed', 'up', 'left', 'implementation', 'local', 'policy', 'empty', 'by', 'for', 'at', 'absent', 'unspecified', 'undefined', 'this', 'that', 'it', 'its', 'all', 'each', 'present', 'provided', 'implementation-specific']);

function rangeIn(cell: string, lines: readonly string[]): readonly [number | undefined, number | undefined] {
  const found = [...ranges, pair].map((pattern) => pattern.exec(cell)).find((match) => match !== null) ?? lines.map((line) => bareRange.exec(line)).find((match) => match !== null);
  const [low, high] = [numberOf(found?.[1]), numberOf(found?.[2])];
  if (low < high) return [low, high];
  const ends = [least, most].map((pattern) => lines.map((line) => pattern.exec(line)?.[1]).find((end) => end !== undefined));
  return ends.map((end) => (end === undefined ? undefined : numberOf(end))) as [number | undefined, number | undefined];
}
