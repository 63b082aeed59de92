import type { Entry } from './entry.js';
import { between } from './entry.js';
import { nearest } from '../../wire/nearest.js';

/** Kinds in the order in which answers of the same rank stand. */
const order = new Map(['resource type', 'virtual resource', 'response status code', 'enumeration', 'fault code', 'erratum', 'attribute', 'child resource', 'parameter', 'state machine', 'command', 'fault table', 'clause', 'page', 'value', 'type', 'member', 'rule', 'outcome', 'guide'].map((kind, i) => [kind, i]));

/** `<softwareCampaign>`, `[software]`, `m2m:swcm` and `Table 8.2.1.1-1` are names with something around them. */
export const normal = (text: string): string =>
  bare(text.trim())
    .replace(/^(?:(?:table|clause)\s+(?=[a-z]?[\d.])|erratum\s+(?=\S)|(?:rsc|fault|code|status)\s+(?=\d{4}))/, '')
    .replace(/^ty\s*[=:]?\s*(?=\d)/, 'ty ')
    .replaceAll(/\s+/g, ' ');

const bare = (text: string): string => text.toLowerCase().replaceAll(/[<>[\]"'`]/g, '');

/** `7.4.9`, `TS-0004 7.4.9`, `A.2.1`, `9.6.6-2`: the number of a clause or a table, of which no part says anything. */
const ofClause = /^(?:ts-\d{4}(?:-cr)? )?[a-z]?\d*(?:\.\d+)+(?:-\d+)?$/;

/** What a question has and a name has not. */
const fillers: ReadonlySet<string> = new Set(['a', 'an', 'the', 'how', 'to', 'do', 'does', 'i', 'can', 'my', 'what', 'is', 'are', 'of', 'in', 'for', 'with', 'and', 'use', 'using']);

/**
 * The best entries for what was typed: first what has that very name, then what begins with it, holds it, and at last what has all of
 * its words somewhere. Among equals a page about the thing comes before a place that mentions it. Where nothing is, one word may be a slip.
 */
export function find(entries: readonly Entry[], typed: string, limit = 30): readonly Entry[] {
  const wanted = normal(typed);
  if (wanted === '') return [];
  if (ofClause.test(wanted)) return clausesLike(entries, wanted, limit);
  const found = named(entries, wanted, limit);
  // What stands in a root element is called without its prefix where it is no resource: m2m:sgn.
  if (found.length === 0 && wanted.startsWith('m2m:')) return find(entries, wanted.slice('m2m:'.length), limit);
  if (found.length > 0 || wanted.length < 4 || /[\s\d]/.test(wanted)) return found;
  const meant = nearest(wanted, entries.map((entry) => lookedOf(entry).name));
  return meant === undefined ? [] : named(entries, meant, limit);
}

function named(entries: readonly Entry[], wanted: string, limit: number): readonly Entry[] {
  const all = wanted.split(/[\s./?]+/).filter((word) => word !== '');
  const telling = all.filter((word) => !fillers.has(word));
  const words = telling.length === 0 ? all : telling;
  // Who asks how to do something is looking for a guide, wherever else its words stand.
  const isQuestion = /^(?:how|where|why|can) /.test(wanted);
  const ranked: { readonly entry: Entry; readonly rank: number }[] = [];
  for (const entry of entries) {
    const rank = rankOf(entry, wanted, words);
    if (rank !== undefined) ranked.push({ entry, rank });
  }
  const isAnswer = ([, name]: Entry): number => (isQuestion && name === 'guide' ? 0 : 1);
  return ranked
    // Clauses stand in the order of the sources already: the standard before what was proposed to it.
    .sort((a, b) => isAnswer(a.entry) - isAnswer(b.entry) || a.rank - b.rank || kind(a.entry) - kind(b.entry) || (a.entry[1] === 'clause' ? 0 : a.entry[0].length - b.entry[0].length || (a.entry[0] < b.entry[0] ? -1 : 1)))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

const kind = ([, name]: Entry): number => order.get(name) ?? order.size;

/** What has that number, what stands below it, and what speaks of it; where nobody cites the clause, the one above it. */
function clausesLike(entries: readonly Entry[], wanted: string, limit: number): readonly Entry[] {
  const within = new RegExp(`(?<![\\w.-])${wanted.replaceAll(/[.-]/g, String.raw`\$&`)}(?![\\w-]|[.]\\d)`);
  const rank = (entry: Entry): number => {
    const { name, all, everything } = lookedOf(entry);
    if (!everything.includes(wanted)) return 3;
    const names = `${between}${name}${all}`;
    if (names.includes(`${between}${wanted}${between}`)) return 0;
    if (names.includes(`${between}${wanted}.`) || names.includes(`${between}${wanted}-`)) return 1;
    return within.test(entry[4].toLowerCase()) ? 2 : 3;
  };
  const ranked = entries.map((entry) => ({ entry, rank: rank(entry) })).filter((each) => each.rank < 3);
  if (ranked.length === 0) return clausesAbove(entries, wanted);
  // A clause comes before what has a table of the same number, and all in the order of the sources.
  return ranked
    .sort((a, b) => a.rank - b.rank || (a.rank < 2 ? Number(b.entry[1] === 'clause') - Number(a.entry[1] === 'clause') : kind(a.entry) - kind(b.entry)))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function clausesAbove(entries: readonly Entry[], wanted: string): readonly Entry[] {
  const above = wanted.replace(/[.-]\d+$/, '');
  if (!ofClause.test(above)) return [];
  const found = entries.filter(([title, type, , keys]) => type === 'clause' && [bare(title), keys].includes(above));
  return found.length === 0 ? clausesAbove(entries, above) : found;
}

/** What is looked through of an entry, put together once: who types asks at each letter. */
interface Looked {
  readonly name: string;
  readonly all: string;
  readonly everything: string;
  readonly prose: string;
}

const looked = new WeakMap<Entry, Looked>();

function lookedOf(entry: Entry): Looked {
  const known = looked.get(entry);
  if (known !== undefined) return known;
  const [title, kind, , keys, text, prose = ''] = entry;
  const [name, all] = [bare(title), `${between}${keys}${between}`];
  const everything = `${name} ${all} ${kind} ${text.toLowerCase()}`;
  const found = { name, all, everything, prose: `${everything} ${prose}` };
  looked.set(entry, found);
  return found;
}

function rankOf(entry: Entry, wanted: string, words: readonly string[]): number | undefined {
  const { name, all, everything, prose } = lookedOf(entry);
  // Most entries have none of the words, and end here.
  if (!words.some((word) => prose.includes(word))) return isWithin(name, wanted) ? 3 : undefined;
  if (name === wanted) return 0;
  if (all.includes(`${between}${wanted}${between}`)) return 1;
  if (name.startsWith(wanted)) return 2;
  if (all.includes(`${between}${wanted}`) || isWithin(name, wanted)) return 3;
  if (name.includes(wanted)) return 4;
  if (words[0] !== wanted && words.every((word) => name.includes(word) || all.includes(word))) return 5;
  if (all.includes(wanted)) return 6;
  // Of `create a container` one word is what it is about.
  if (words.length > 1 && words.some((word) => word === name || (word.length > 3 && all.includes(`${between}${word}${between}`)))) return 7;
  if (words.every((word) => everything.includes(word))) return 8;
  return words.every((word) => prose.includes(word)) ? 9 : undefined;
}

/** Is the number one of `9800 to 9899`? */
function isWithin(name: string, wanted: string): boolean {
  if (!/^\d+$/.test(wanted)) return false;
  const [, from, to] = /^(\d+) to (\d+)$/.exec(name) ?? [];
  return from !== undefined && Number(from) <= Number(wanted) && Number(wanted) <= Number(to);
}
