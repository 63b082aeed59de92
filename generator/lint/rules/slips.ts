import type { CodeTable } from '../../diagnostics/diagnostic.js';
import { plural } from '../../diagnostics/render.js';
import type { Report, Subject } from '../subject.js';
import { isCode } from '../words.js';

export const slipLintCodes = {
  LINT_WORD_TWICE: { severity: 'note', title: 'A word stands twice in a row' },
  LINT_ARTICLE: { severity: 'note', title: 'a before a vowel, or an before a consonant' },
  LINT_QUOTES: { severity: 'note', title: 'A quotation is not closed' },
  LINT_BRACKETS: { severity: 'note', title: 'A bracket is not closed, or was never opened' },
  LINT_STRAY_COMMA: { severity: 'note', title: 'A comma after a space, or two in a row' },
  LINT_STRAY_STOP: { severity: 'note', title: 'A full stop inside a sentence' },
} as const satisfies CodeTable;

type Code = keyof typeof slipLintCodes;

/** Slips of the pen that one paragraph shows by itself. Code has rules of its own, and is left alone. */
export function lintSlips({ units, attributes, values, published }: Subject, report: Report<Code>): void {
  const names = new Set([...attributes.map(({ name }) => name), ...values.map(({ name }) => name), ...published.attributeNames]);
  // What stands alone in a cell, or before a colon or a bracket, is a name as well.
  for (const { text } of units) {
    const [, name] = /^([a-z]\w*)(?=$|\s*[:({[=<]|\s[-\u2013\u2014]\s)/.exec(text) ?? [];
    if (name !== undefined && name.length > 1 && !noNoun.has(name) && !pronoun.test(name)) names.add(name);
  }
  const mixed: (typeof units)[number][] = [];
  for (const unit of units) {
    const { text, place, kind } = unit;
    if (isCode(text)) continue;
    for (const found of doubledIn(text, names)) report('LINT_WORD_TWICE', `"${found}"`, place, 'strike one of the two');
    for (const { found, right } of wrongArticlesIn(text)) report('LINT_ARTICLE', `"${found}"`, place, `write "${right}"`);
    const stop = kind === 'heading' ? undefined : strayStopIn(text, names);
    if (stop !== undefined) report('LINT_STRAY_STOP', `"${stop}"`, place, 'strike the full stop, or begin a sentence');
    // What is as short as a notation is found as a wrong one.
    const bracket = kind === 'heading' || (kind === 'cell' && text.length < 12) ? undefined : bracketIn(text);
    if (bracket !== undefined) report('LINT_BRACKETS', `"${bracket}"`, place, 'close the bracket, or strike it');
    const comma = strayCommaIn(text);
    if (comma !== undefined) report('LINT_STRAY_COMMA', `"${comma}"`, place, 'write one comma, behind the word');
    const quotes = quotesOf(text);
    if (quotes === 'open') report('LINT_QUOTES', 'an opening quote has no closing one, or the reverse', place, 'close the quotation');
    if (quotes === 'mixed') mixed.push(unit);
  }
  // Which of the two a word processor writes is nobody's intention: worth one line for the document.
  if (mixed.length > 0) {
    report('LINT_QUOTES', `the marks of a quotation do not match (${plural(mixed.length, 'paragraph')}): “…" or ”…”`, mixed[0]!.place, 'use either "…" or “…”');
  }
}

/** `turned on on Mondays`: the first belongs to the verb. */
const particle = /\b(?:log|sign|plug|check|opt|turn|switch|power|zoom|fill|set|built|come|came|go|went)\w* $/i;
/** What English doubles: "that that", "had had", "what it is is", "very very". */
const doubledRightly = new Set(['that', 'had', 'very', 'much', 'far', 'many', 'so', 'bla', 'blah']);

/**
 * `the the`, `in in`. Not where the two differ in case ("an IN in a domain", "AND or OR", "using Content content"), unless the
 * first begins a sentence; not a name ("the attribute name name"); not a row of three, which is data.
 */
function doubledIn(text: string, names: ReadonlySet<string>): readonly string[] {
  if (!hasTwins(text) || !/\S+\s+\S+\s+\S+\s+\S/.test(text)) return [];
  const doubled = /(?<![\p{L}\p{N}_.:/<"'\u2019-])(\p{L}{2,12}|a) (\1)(?![\p{L}\p{N}_:/>'\u2019-]|\.\w)/giu;
  return [...text.matchAll(doubled)].flatMap(({ 0: found, 1: first, 2: second, index }) => {
    const before = text.slice(Math.max(0, index - 200), index);
    const word = second!.toLowerCase();
    const isSlip =
      /\p{Ll}/u.test(found) &&
      (first === second || (word === second && /(?:^|[.!?:]\s+)$/.test(before) && /^\p{Lu}\p{Ll}*$/u.test(first!))) &&
      !doubledRightly.has(word) &&
      !names.has(second!) &&
      !(word === 'is' && /\b(?:what|who|which|where|how|whatever)\b[^.]*$/i.test(before)) &&
      !(/^(?:in|on|off|out|up)$/.test(word) && particle.test(before)) &&
      !new RegExp(`(?:^|[^\\p{L}])${word} $`, 'iu').test(before) &&
      !new RegExp(`^ ${word}(?!\\p{L})`, 'iu').test(text.slice(index + found.length));
    return isSlip ? [found] : [];
  });
}

/** Whether a word begins with all the letters with which the one before it ends: what is doubled, in whatever case, is among these. */
function hasTwins(text: string): boolean {
  const words = text.toLowerCase().split(' ');
  return words.some((word, i) => {
    const [letters] = i === 0 ? [] : (/^\p{L}+/u.exec(word) ?? []);
    return letters !== undefined && words[i - 1]!.endsWith(letters);
  });
}

/** Letters that count: "step a", "class A". */
const labelled = /\b(?:annex|appendix|bullet|case|category|class|clause|figure|group|item|level|mode|node|option|part|phase|plan|point|scenario|step|table|type|variant)s? $/i;
/** What stands behind a letter or a quantity called A ("CSEs A and B", "1, 2a and 3"), and behind no article. */
const noNoun = new Set(
  'above after against along also although among and are around as at but by can could does else except for from had has have if in instead into is may might minus must not of on onto or over per plus shall should since than that the then these this those times to under unless until upon was were when where which while will with would'.split(' '),
);

/** By the sound of its first letters: an hour, a unit, an unusual one, a European, an honest one. */
const startsWithVowel = (word: string): boolean =>
  /^(?:[aei]|o(?!ne(?!rous)|nce)|u(?!ni(?!m(?!od)|n|dent|ss)|nan|s[aeiu]|r[ail]|t[ie]|biq|ps?$)|hour|hono|hones|heir)/.test(word) && !/^e(?:u|we)/.test(word);

/** "an lcov report", "an ssd": nobody can say two such consonants, so the letters are said. */
const spelledOut = /^(?:[hlmnrx][b-df-hj-np-tv-xz]|f[b-df-hkm-qs-tv-xz]|s[bdfgsvxz])/;

function wrongArticlesIn(text: string): readonly { readonly found: string; readonly right: string }[] {
  return [...text.matchAll(/(?<![\p{L}\p{N}_.'\u2019/<"\u201c-])([aA]n?) ([a-z]{3,})(?![A-Za-z0-9_])/gu)].flatMap(({ 0: found, 1: article, 2: word, index }) => {
    const before = text.slice(Math.max(0, index - 20), index);
    if (noNoun.has(word!) || labelled.test(before) || /\d[ ,]+$/.test(before)) return [];
    // In the middle of a sentence a capital A is a name. "An historic" is in use, and a word without a vowel is an abbreviation.
    if (/^A/.test(article!) && !/(?:^|[.!?:(]\s*)$/.test(before)) return [];
    if (/^h(?:ist|abit|otel|yp)/.test(word!) || !/[aeiouy]/.test(word!) || spelledOut.test(word!)) return [];
    const right = startsWithVowel(word!) ? 'an' : 'a';
    return right === article!.toLowerCase() ? [] : [{ found, right: `${right} ${word!}` }];
  });
}

/** What ends with a full stop and ends no sentence. */
const abbreviations =
  'abbr|acc|addr|al|app|approx|art|attr|avg|ca|cf|ch|chap|char|conf|corp|def|dept|ed|eds|eg|eq|eqs|est|etc|ext|fig|Fig|figs|Figs|ie|incl|inc|int|lat|lon|ltd|max|min|misc|msg|neg|no|No|nos|Nos|opt|orig|para|param|params|pos|pp|prev|ref|Ref|refs|Refs|req|resp|sec|sect|seq|spec|specs|std|tab|tech|tel|temp|ver|viz|vol|Vol|vs|wrt';
// What stands before is asked where there is a full stop, and not of each letter of a document.
const strayStop = new RegExp(String.raw`\.(?<=[a-z]{2}\.)(?<!\b(?:e\.g|i\.e|${abbreviations})\.) ([a-z]{2,})(?![\w:/.(=-])`, 'g');
/** A sentence may begin with a value. */
const values = new Set(['true', 'false', 'null', 'none', 'yes', 'no']);

/** Begins a sentence with a name that the document has in lower case: "key must be a string". */
const subject = /^ (?:can|cannot|contains?|defaults?|defines?|has|have|indicates?|is|are|may|means?|must|shall|should|specifies|will)\b/;
const pronoun = /^(?:he|it|she|that|there|these|they|this|those|we|what|which|who|you)$/;

function strayStopIn(text: string, names: ReadonlySet<string>): string | undefined {
  const stop = [...text.matchAll(strayStop)].find(({ 0: found, 1: word, index }) => {
    const isSubject = subject.test(text.slice(index + found.length, index + found.length + 20)) && !pronoun.test(word!);
    return !names.has(word!) && !values.has(word!) && !isSubject;
  });
  return stop === undefined ? undefined : text.slice(Math.max(0, stop.index - 12), stop.index + stop[0].length);
}

/** What is quoted speaks of the mark: "(" and '('; and a list is numbered "2)" or "a)". */
const spokenBracket = /(["'\u2018\u201c`])[^"'\u2018\u2019\u201c\u201d`\s]{0,20}[()]+[^"'\u2018\u2019\u201c\u201d`\s]{0,3}["'\u2019\u201d`]/g;
const label = /(?:^|[\s,;:\u2013-])[\w.]{1,10}$/;

/** The bracket that has no partner, with what stands around it. */
function bracketIn(text: string): string | undefined {
  if (!/[()]/.test(text) || (text.match(/\(/g) ?? []).length === (text.match(/\)/g) ?? []).length) return undefined;
  const plain = text.replace(spokenBracket, (found) => (/\(.*\)/.test(found) ? found : ' '.repeat(found.length)));
  const open: number[] = [];
  for (const { 0: mark, index } of plain.matchAll(/[()]/g)) {
    if (mark === '(') open.push(index);
    else if (open.pop() === undefined && !label.test(plain.slice(Math.max(0, index - 12), index))) return text.slice(Math.max(0, index - 20), index + 1);
  }
  const [first] = open;
  return first === undefined ? undefined : text.slice(first, first + 20);
}

/** `located , the` and `one,, two`; not in a row of numbers or of code. */
function strayCommaIn(text: string): string | undefined {
  const [found] = /\p{Ll}{2,}(?: ,|,,)(?= ?\p{Ll}{2,})/u.exec(text) ?? [];
  return found;
}

/**
 * Are there as many opening as closing marks, and of one kind? A mark that is spoken of, or that means inches or "ditto", is
 * no quotation; whether it is one cannot always be told, so a quotation counts as open only when it is open in either reading.
 */
function quotesOf(text: string): 'closed' | 'mixed' | 'open' {
  const spoken = text.replace(/"\\"|\\["\u201c\u201d]|['\u2018`(<[]["\u201c\u201d]['\u2019`)>\]]|'"|"'|(?<=[\s'/])"(?=[\s,.'/]|$)/g, '');
  const count = (plain: string, mark: RegExp): number => (plain.match(mark) ?? []).length;
  const marks = /["\u201c\u201d\u201e]/g;
  if (count(text, marks) === 0 || text.trim().length < 3) return 'closed';
  if (count(text, marks) % 2 === 1) return count(spoken, marks) % 2 === 0 || /(?:^|[\s(])\d+(?:[.,/]\d+)?"/.test(text) ? 'closed' : 'open';
  return count(text, /\u201c/g) === count(text, /[\u201d\u201e]/g) ? 'closed' : 'mixed';
}
