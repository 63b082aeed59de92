import type { CodeTable, Place } from '../../diagnostics/diagnostic.js';
import { editDistance } from '../../diagnostics/did-you-mean.js';
import { plural } from '../../diagnostics/render.js';
import { groupBy } from '../../group-by.js';
import type { Report, Subject, Unit } from '../subject.js';
import { countBy, isCode, sentencesOf, wordsIn } from '../words.js';

export const languageLintCodes = {
  LINT_WORD_SPELLING: { severity: 'note', title: 'A word is spelled in two ways' },
  LINT_TERM_INCOMPLETE: { severity: 'note', title: 'A fixed term lacks its second word' },
  LINT_PHRASE: { severity: 'note', title: 'A fixed phrase with another word in it' },
  LINT_DASHES: { severity: 'note', title: 'Texts of one kind use different dashes' },
  LINT_BOOLEAN_QUOTED: { severity: 'note', title: 'TRUE and FALSE stand with and without quotes' },
  LINT_KEYWORD: { severity: 'warning', title: 'One sentence says may where all like it say shall' },
} as const satisfies CodeTable;

type Code = keyof typeof languageLintCodes;

/** Where a document differs from its own usage: no dictionary, since half of the words of a specification are in none. */
export function lintLanguage({ units, body, standing }: Subject, report: Report<Code>): void {
  wordSpellings(units, report);
  terms(body, report);
  phrases(body, report);
  booleans(body, report);
  // What is agreed upon may say may; and quotes titles of books as they are printed.
  if (standing === 'record') return;
  dashes(units, report);
  keywords(body, report);
}

/** Doubled letters and hyphens are where people differ with themselves: cancelation, un-successful. */
function wordSpellings(units: readonly Unit[], report: Report<Code>): void {
  const counts = new Map<string, { count: number; place: Place }>();
  /** Words that also stand in lower case; a name never does, and is spelled as its owner likes. */
  const plain = new Set<string>();
  for (const { text, place } of units) {
    if (isCode(text)) continue;
    for (const word of text.match(/(?<![\p{L}\p{N}<[_:/.@-])\p{L}\p{Ll}+(?:-\p{Ll}{2,})?(?![\p{L}\p{N}_>\]/@-]|\.\w)/gu) ?? []) {
      if (word.length < 7) continue;
      const lower = word.toLowerCase();
      if (lower === word) plain.add(lower);
      const seen = counts.get(lower);
      if (seen === undefined) counts.set(lower, { count: 1, place });
      else seen.count++;
    }
  }
  const times = (word: string): number => counts.get(word)!.count;
  // re-target, re-targeted and re-targeting go together: which of the two forms is the usual one, all of them tell.
  const usual = new Map([...groupBy(counts.keys(), familyOf)].map(([family, words]) => [family, words.reduce((sum, word) => sum + times(word), 0)]));
  const kin = (word: string): number => usual.get(familyOf(word))!;
  // addresses and addressees are two words.
  const variants = groupBy(counts.keys(), (word) => word.replace('-', '').replace(/(?!^|ees?$)(.)\1/g, '$1'));
  for (const group of variants.values()) {
    if (group.length < 2 || !group.some((word) => plain.has(word))) continue;
    const [best, ...others] = [...group].sort((a, b) => kin(b) - kin(a) || times(b) - times(a) || Number(a.includes('-')) - Number(b.includes('-')));
    for (const word of others) {
      if (isOtherWord(word, best!)) continue;
      const message = `"${word}"${times(word) > 1 ? ` (${plural(times(word), 'time')})` : ''} is "${best!}" elsewhere in the document (${plural(times(best!), 'time')})`;
      const hint = `write "${best!}" throughout${times(best!) < times(word) ? `, as its kind is written ${plural(kin(best!), 'time')} of ${String(kin(best!) + kin(word))}` : ''}`;
      report('LINT_WORD_SPELLING', message, counts.get(word)!.place, hint);
    }
  }
  typos(counts, report);
}

/** A compound, whatever its ending: registers, registered and registration. */
const familyOf = (word: string): string => word.replace(/(?:ations?|ions?|ings?|ed|es?|ors?|ers?|s)$/, '');

type Counts = ReadonlyMap<string, { readonly count: number; readonly place: Place }>;

/** "Orginator", once, where "Originator" stands hundreds of times: one letter, within the word, which is where words do not bend. */
function typos(counts: Counts, report: Report<Code>): void {
  const common = [...counts].filter(([, { count }]) => count >= 40);
  for (const [word, { count, place }] of counts) {
    if (count > 2 || word.includes('-')) continue;
    const meant = common.find(([other, uses]) => uses.count >= 40 * count && isTypo(word, other) && (word.length >= 8 || uses.count >= 500));
    if (meant === undefined) continue;
    report('LINT_WORD_SPELLING', `"${word}" is "${meant[0]}" elsewhere in the document (${plural(meant[1].count, 'time')})`, place, `write "${meant[0]}"`);
  }
}

function isTypo(word: string, other: string): boolean {
  if (Math.abs(word.length - other.length) > 1 || word[0] !== other[0]) return false;
  let start = 0;
  while (word[start] === other[start]) start++;
  let end = 0;
  while (word.at(-1 - end) === other.at(-1 - end)) end++;
  return start >= 2 && end >= (word.length >= 10 ? 2 : 3) && editDistance(word, other) === 1;
}

/** To re-sign is not to resign. */
const isOtherWord = (a: string, b: string): boolean =>
  [a, b].some((word) => /^re-(?:cover|count|creat|form|lay|leas|mark|pres|sent|serv|sign|solv|sort|stor)/.test(word));

/** `Hosting CSE` many times, `the Hosting shall` once: what is nearly always followed by one word, and here by a verb. */
function terms(body: readonly Unit[], report: Report<Code>): void {
  const after = new Map<string, Map<string, Place[]>>();
  for (const { text, place } of body) {
    if (!/(?:ing|ed)(?!\p{L})/u.test(text)) continue;
    const words = wordsIn(text);
    words.forEach((word, i) => {
      const next = words[i + 1];
      // A noun may stand by itself: the Registrar is a Registrar CSE. "The Hosting" never does.
      if (next === undefined || !/^\p{Lu}\p{Ll}{3,}/u.test(word) || !/(?:ing|ed)$/.test(word)) return;
      const followers = after.get(word) ?? new Map<string, Place[]>();
      after.set(word, followers);
      const places = followers.get(next);
      if (places === undefined) followers.set(next, [place]);
      else places.push(place);
    });
  }
  for (const [word, followers] of after) {
    const sorted = [...followers].sort((a, b) => b[1].length - a[1].length);
    const total = sorted.reduce((sum, [, places]) => sum + places.length, 0);
    const [usual, places] = sorted[0]!;
    if (places.length < 8 || places.length < 0.85 * total || !/^\p{Lu}/u.test(usual)) continue;
    const verbs = ['shall', 'may', 'will', 'should', 'can', 'is'];
    for (const verb of verbs) {
      for (const place of followers.get(verb) ?? []) {
        report('LINT_TERM_INCOMPLETE', `"${word} ${verb}": elsewhere it is "${word} ${usual}" (${String(places.length)} times)`, place, `write "${word} ${usual} ${verb}"`);
      }
    }
  }
}

const quoted = /["\u201c]/;

/** `a value or "X"` once where it is `a value of "X"` many times: a short word, one letter off, in the same surroundings. */
function phrases(body: readonly Unit[], report: Report<Code>): void {
  const fillers = new Map<string, Map<string, Place>>();
  const counts = new Map<string, number>();
  for (const { text, place } of body) {
    if (!quoted.test(text)) continue;
    for (const [, before, word] of text.matchAll(/\b([a-z]+ [a-z]+) ([a-z]{2,4}) ["\u201c](?=[A-Z])/g)) {
      const context = `${before!} _`;
      const places = fillers.get(context) ?? new Map<string, Place>();
      fillers.set(context, places);
      if (!places.has(word!)) places.set(word!, place);
      counts.set(`${context} ${word!}`, (counts.get(`${context} ${word!}`) ?? 0) + 1);
    }
  }
  for (const [context, places] of fillers) {
    const count = (word: string): number => counts.get(`${context} ${word}`)!;
    const [usual] = [...places.keys()].sort((a, b) => count(b) - count(a));
    for (const [word, place] of places) {
      if (count(usual!) < 5 * count(word) || editDistance(word, usual!) !== 1 || (particles.has(word) && particles.has(usual!))) continue;
      const phrase = (middle: string): string => context.replace('_', middle);
      report('LINT_PHRASE', `"${phrase(word)} …" is "${phrase(usual!)} …" elsewhere (${String(count(usual!))} times)`, place, `write "${usual!}"`);
    }
  }
}

/** Each of them is grammatical where the others are: "the value is", "the value in". */
const particles = new Set(['an', 'as', 'at', 'be', 'by', 'in', 'is', 'it', 'of', 'on', 'to']);

const dashKinds: readonly { readonly name: string; readonly shape: RegExp }[] = [
  { name: 'a hyphen without a space before it', shape: /\p{L}- \p{L}/u },
  { name: 'a hyphen', shape: /\p{L} - \p{L}/u },
  { name: 'an en dash', shape: /\p{L} \u2013 \p{L}/u },
];

/** Texts in quotes are compared by programs. */
function dashes(units: readonly Unit[], report: Report<Code>): void {
  const found = units.flatMap(({ text, place }) =>
    [...text.matchAll(/["\u201c]([^"\u201c\u201d]{3,80})["\u201d]/g)].flatMap(([, inside]) => {
      const kind = dashKinds.find(({ shape }) => shape.test(inside!));
      return kind === undefined ? [] : [{ kind: kind.name, place }];
    }),
  );
  const kinds = [...countBy(found.map(({ kind }) => kind))].sort((a, b) => b[1] - a[1]);
  for (const [kind, count] of kinds.slice(1)) {
    const message = `quoted texts are written with ${kind} (${plural(count, 'time')}) and with ${kinds[0]![0]} (${plural(kinds[0]![1], 'time')})`;
    report('LINT_DASHES', message, found.find((one) => one.kind === kind)!.place, 'use one, or numbers in place of texts');
  }
}

function booleans(body: readonly Unit[], report: Report<Code>): void {
  const spoken = body.filter(({ text }) => text.includes('TRUE') || text.includes('FALSE'));
  const within = spoken.flatMap(({ text, place }) => [...text.matchAll(/["\u201c](?:TRUE|FALSE)["\u201d]/g)].map(() => place));
  const plain = spoken.flatMap(({ text }) => [...text.matchAll(/(?<!["\u201c\w])(?:TRUE|FALSE)(?!["\u201d\w])/g)]);
  if (within.length === 0 || plain.length === 0) return;
  const message = `TRUE and FALSE stand in quotes ${plural(within.length, 'time')}, and without ${plural(plain.length, 'time')}`;
  report('LINT_BOOLEAN_QUOTED', message, within[0]!, 'a boolean is no string: write them without quotes');
}

/** `The upload operation shall use the Upload mechanism …` five times, `may use` once. */
function keywords(body: readonly Unit[], report: Report<Code>): void {
  const found = new Map<string, { readonly keyword: string; readonly place: Place }[]>();
  for (const { text, place } of body) {
    if (!/\b(?:shall|may|should) [a-z]+ the \S/.test(text)) continue;
    for (const sentence of sentencesOf(text)) {
      const [, noun, keyword, verb, object] = /\b([a-z]+?)s? (shall|may|should) ([a-z]+) (the \S+ \S+ \S+) /.exec(sentence) ?? [];
      if (noun === undefined) continue;
      const kind = object!.replace(/(?:\S*[A-Z]\S*)/g, 'X').replace(/(?:mechanism|RPC|procedure|method)(?= )/, 'X');
      const key = `${noun} ${verb!} ${kind}`;
      found.set(key, [...(found.get(key) ?? []), { keyword: keyword!, place }]);
    }
  }
  for (const [key, uses] of found) {
    const shall = uses.filter(({ keyword }) => keyword === 'shall').length;
    const others = uses.filter(({ keyword }) => keyword !== 'shall');
    if (shall < 3 || others.length === 0 || others.length * 3 > shall) continue;
    const [noun, verb] = key.split(' ');
    for (const { keyword, place } of others) {
      const message = `"${noun!} ${keyword} ${verb!}" here, "shall ${verb!}" in ${String(shall)} sentences like it`;
      report('LINT_KEYWORD', message, place, 'write "shall", or say when it is not so');
    }
  }
}
