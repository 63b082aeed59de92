import { editDistance } from '../diagnostics/did-you-mean.js';
import { clip } from '../diagnostics/render-safe.js';
import { byCodepoint } from '../model/names.js';
import type { Evidence } from './change.js';

/** One sign that two things are the same under another name. */
export interface Trait<T> {
  /** What it adds to the score, which is 1 at most. */
  readonly weight: number;
  /** How alike the two are in it, from 0 to 1, and in which words; undefined: not at all. */
  readonly likeness: (before: Placed<T>, after: Placed<T>) => Likeness | undefined;
}

export interface Likeness {
  readonly share: number;
  readonly words: string;
}

/** An item with the names of its neighbours, which tell where in its list it stands. */
export interface Placed<T> {
  readonly item: T;
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

export interface Renamed<T> {
  readonly before: T;
  readonly after: T;
  readonly evidence: Evidence;
}

export interface Pairing<T> {
  /** The same key in both lists, in the new order. */
  readonly kept: readonly { readonly before: T; readonly after: T }[];
  readonly renamed: readonly Renamed<T>[];
  readonly added: readonly T[];
  readonly removed: readonly T[];
}

/** Below it, two things are not taken for one: a rename that is none hides a removal. */
export const renameThreshold = 0.55;

/** Above it, whole lists were exchanged, and who searches renames in them finds chance. */
const candidatesLimit = 40_000;

/**
 * Pairs two lists by key, and what is left over by its traits: the most alike first, each item once, ties by key. A
 * later item with the key of an earlier one is paired with its like in the other list.
 */
export function pair<T>(before: readonly T[], after: readonly T[], key: (item: T) => string, traits: readonly Trait<T>[] = []): Pairing<T> {
  const [old, current] = [keyed(before, key), keyed(after, key)];
  const kept = [...current].flatMap(([k, item]) => (old.has(k) ? [{ before: old.get(k)!, after: item }] : []));
  const gone = [...old].filter(([k]) => !current.has(k));
  const come = [...current].filter(([k]) => !old.has(k));
  const renamed =
    traits.length === 0 || gone.length * come.length > candidatesLimit
      ? []
      : assign(placed(gone, [...old.keys()]), placed(come, [...current.keys()]), traits);
  const [taken, given] = [new Set(renamed.map((r) => r.before)), new Set(renamed.map((r) => r.after))];
  return {
    kept,
    renamed,
    added: come.map(([, item]) => item).filter((item) => !given.has(item)),
    removed: gone.map(([, item]) => item).filter((item) => !taken.has(item)),
  };
}

function keyed<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  const counts = new Map<string, number>();
  return new Map(
    items.map((item) => {
      const name = key(item);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [count === 1 ? name : `${name}\0${count}`, item];
    }),
  );
}

function placed<T>(items: readonly (readonly [string, T])[], keys: readonly string[]): readonly (Placed<T> & { readonly key: string })[] {
  const index = new Map(keys.map((k, i) => [k, i]));
  return items.map(([k, item]) => ({ key: k, item, previous: keys[index.get(k)! - 1] ?? '', next: keys[index.get(k)! + 1] ?? '' }));
}

function assign<T>(
  gone: readonly (Placed<T> & { key: string })[],
  come: readonly (Placed<T> & { key: string })[],
  traits: readonly Trait<T>[],
): readonly Renamed<T>[] {
  const candidates = gone
    .flatMap((a) => come.map((b) => ({ a, b, evidence: weigh(a, b, traits) })))
    .filter((c) => c.evidence.score >= renameThreshold)
    .sort((x, y) => y.evidence.score - x.evidence.score || byCodepoint(bothKeys(x.a, x.b), bothKeys(y.a, y.b)));
  const used = new Set<unknown>();
  const found = candidates.filter(({ a, b }) => {
    if (used.has(a) || used.has(b)) return false;
    used.add(a).add(b);
    return true;
  });
  const order = new Map(come.map((b, i) => [b, i]));
  return found.sort((x, y) => order.get(x.b)! - order.get(y.b)!).map(({ a, b, evidence }) => ({ before: a.item, after: b.item, evidence }));
}

/** Whichever is old and whichever new: what is a rename one way must be one the other way round. */
const bothKeys = (a: { key: string }, b: { key: string }): string => [a.key, b.key].sort(byCodepoint).join('\0');

function weigh<T>(a: Placed<T>, b: Placed<T>, traits: readonly Trait<T>[]): Evidence {
  const found = traits.flatMap(({ weight, likeness }) => {
    const like = likeness(a, b);
    return like === undefined || like.share <= 0 ? [] : [{ weight: weight * like.share, words: like.words }];
  });
  const score = Math.min(
    1,
    found.reduce((sum, sign) => sum + sign.weight, 0),
  );
  return { score: Math.round(score * 100) / 100, signs: found.sort((x, y) => y.weight - x.weight).map((sign) => sign.words) };
}

/** A sign that is there or not: both have the same value. */
export const same = <T>(weight: number, what: string, valueOf: (item: T) => string | number | undefined): Trait<T> => ({
  weight,
  likeness: ({ item: a }, { item: b }) => {
    const value = valueOf(a);
    return value !== undefined && value === valueOf(b) ? { share: 1, words: `${what} ${value}`.trimEnd() } : undefined;
  },
});

/** Somebody says so, and need not be believed for other signs. */
export const told = <T>(renames: ReadonlyMap<string, string>, before: (item: T) => string, after: (item: T) => string): Trait<T> => ({
  weight: 1,
  likeness: ({ item: a }, { item: b }) => (renames.get(after(b)) === before(a) ? { share: 1, words: 'the document renames it' } : undefined),
});

/** How alike two names are: one contained in the other, or few letters apart. */
export const likeName = <T>(weight: number, nameOf: (item: T) => string): Trait<T> => ({
  weight,
  likeness: ({ item: a }, { item: b }) => nameLikeness(nameOf(a), nameOf(b)),
});

/** Names longer than this are compared by their beginning: nobody names anything so, and comparing is quadratic. */
const comparedLetters = 80;

export function nameLikeness(before: string, after: string): Likeness | undefined {
  const [a, b] = [clip(before, comparedLetters), clip(after, comparedLetters)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 3 && wordsOf(long).includes(wordsOf(short))) return { share: 1, words: `"${short}" is part of "${long}"` };
  const distance = editDistance(a.toLowerCase(), b.toLowerCase());
  const share = 1 - distance / Math.max(long.length, 1);
  return short !== '' && share >= 0.6 ? { share, words: apart(a, b, distance) } : undefined;
}

const apart = (a: string, b: string, distance: number): string =>
  `"${a}" and "${b}" are ${distance} letter${distance === 1 ? '' : 's'} apart`;

/** The same name, spelt otherwise: a slip of the pen that was mended, or made. */
export const sameButSpelling = <T>(weight: number, nameOf: (item: T) => string): Trait<T> => ({
  weight,
  likeness: ({ item: a }, { item: b }) => {
    const [x, y] = [nameOf(a), nameOf(b)];
    if (Math.abs(x.length - y.length) > 2 || Math.min(x.length, y.length) < 6 || x.length > comparedLetters) return undefined;
    const distance = editDistance(x.toLowerCase(), y.toLowerCase());
    return distance <= 2 ? { share: 1, words: apart(x, y, distance) } : undefined;
  },
});

/** `softwareName`, `SOFTWARE_NAME` → ` software name `: whole words are found in whole words. */
const wordsOf = (name: string): string =>
  ` ${name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase()} `;

/** The same things before and after it, in a list whose order people keep. */
export const samePlace = <T>(weight: number): Trait<T> => ({
  weight,
  likeness: (a, b) => {
    const share = (a.previous === b.previous ? 0.5 : 0) + (a.next === b.next ? 0.5 : 0);
    return share === 0 ? undefined : { share, words: share === 1 ? 'same place in the table' : 'same neighbour in the table' };
  },
});

/** How many of all words, or of all members, both have. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const [x, y] = [new Set(a), new Set(b)];
  const common = [...x].filter((word) => y.has(word)).length;
  return x.size + y.size === 0 ? 0 : common / (x.size + y.size - common);
}

export const likeWords = <T>(weight: number, textOf: (item: T) => string): Trait<T> => ({
  weight,
  likeness: ({ item: a }, { item: b }) => {
    const share = overlap(words(textOf(a)), words(textOf(b)));
    return share >= 0.4 ? { share, words: share === 1 ? 'same description' : 'similar description' } : undefined;
  },
});

const words = (text: string): readonly string[] => clip(text.toLowerCase(), 1000).match(/[a-z0-9]+/g) ?? [];

export const likeMembers = <T>(weight: number, what: string, membersOf: (item: T) => readonly string[]): Trait<T> => ({
  weight,
  likeness: ({ item: a }, { item: b }) => {
    const share = overlap(membersOf(a), membersOf(b));
    return share >= 0.3 ? { share, words: share === 1 ? `same ${what}` : `${Math.round(share * 100)} % of ${what} in common` } : undefined;
  },
});
