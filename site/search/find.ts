import type { Entry } from './entry.js';
import { between } from './entry.js';

/** Kinds in the order in which answers of the same rank stand. */
const order = ['resource type', 'virtual resource', 'response status code', 'enumeration', 'fault code', 'erratum', 'attribute', 'child resource', 'parameter', 'state machine', 'command', 'fault table', 'clause', 'page', 'value', 'type', 'member', 'rule', 'outcome', 'guide'];

/** `<softwareCampaign>`, `[software]`, `m2m:swcm` and `Table 8.2.1.1-1` are names with something around them. */
export const normal = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[<>[\]"'`]/g, '')
    .replace(/^(?:table|clause|erratum|rsc|fault|code|status)\s+(?=\S)/, '')
    .replace(/^ty\s*[=:]?\s*(?=\d)/, 'ty ')
    .replaceAll(/\s+/g, ' ');

/** What a question has and a name has not. */
const fillers: ReadonlySet<string> = new Set(['a', 'an', 'the', 'how', 'to', 'do', 'does', 'i', 'can', 'my', 'what', 'is', 'are', 'of', 'in', 'for', 'with', 'and', 'use', 'using']);

/**
 * The best entries for what was typed: first what has that very name, then what begins with it, holds it, and at last what has all of
 * its words somewhere. Among equals a page about the thing comes before a place that mentions it.
 */
export function find(entries: readonly Entry[], typed: string, limit = 30): readonly Entry[] {
  const wanted = normal(typed);
  if (wanted === '') return [];
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
  const kind = ([, name]: Entry): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const isAnswer = ([, name]: Entry): number => (isQuestion && name === 'guide' ? 0 : 1);
  return ranked
    // Clauses stand in the order of the sources already: the standard before what was proposed to it.
    .sort((a, b) => isAnswer(a.entry) - isAnswer(b.entry) || a.rank - b.rank || kind(a.entry) - kind(b.entry) || (a.entry[1] === 'clause' ? 0 : a.entry[0].length - b.entry[0].length || (a.entry[0] < b.entry[0] ? -1 : 1)))
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function rankOf([title, kind, , keys, text]: Entry, wanted: string, words: readonly string[]): number | undefined {
  const name = title.toLowerCase();
  if (name === wanted) return 0;
  const all = `${between}${keys}${between}`;
  if (all.includes(`${between}${wanted}${between}`)) return 1;
  if (name.startsWith(wanted)) return 2;
  if (all.includes(`${between}${wanted}`) || isWithin(name, wanted)) return 3;
  if (name.includes(wanted)) return 4;
  if (words[0] !== wanted && words.every((word) => name.includes(word) || all.includes(word))) return 5;
  if (all.includes(wanted)) return 6;
  const everything = `${name} ${all} ${kind} ${text.toLowerCase()}`;
  return words.every((word) => everything.includes(word)) ? 7 : undefined;
}

/** Is the number one of `9800 to 9899`? */
function isWithin(name: string, wanted: string): boolean {
  const [, from, to] = /^(\d+) to (\d+)$/.exec(name) ?? [];
  return from !== undefined && /^\d+$/.test(wanted) && Number(from) <= Number(wanted) && Number(wanted) <= Number(to);
}
