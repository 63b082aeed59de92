import type { Steps } from './steps.js';
import { classText, complement, type Ranges } from './unicode.js';

/** The classes into which sets divide the characters: two characters are of one class when every set has both or none. */
export interface CharacterClasses {
  /** The sets that tell the classes apart, as JavaScript that matches one character. */
  readonly sets: readonly string[];
  /** For each class, which of the sets have it. */
  readonly members: readonly (readonly boolean[])[];
  /** For each class, its characters. */
  readonly ranges: readonly Ranges[];
  /** The classes that make up one of the sets. */
  of(set: string): readonly number[];
}

/** Every character there is, found once: what a set has is asked of JavaScript itself. */
let all: string | undefined;

function everyCharacter(): string {
  if (all === undefined) {
    const parts: string[] = [];
    for (let code = 0; code <= 0x10ffff; code += 0x800) {
      // Surrogates are no characters.
      if (code !== 0xd800) parts.push(String.fromCodePoint(...Array.from({ length: 0x800 }, (_, i) => code + i)));
    }
    all = parts.join('');
  }
  return all;
}

/** To look through all characters takes as long as so many steps of other work. */
const stepsOfSearch = 100_000;

/** The characters that a set has, exactly. */
function rangesOf(set: string, steps: Steps): Ranges {
  const [single] = /(?<=^|^\\(?=\W))[ -~]$/.exec(set) ?? [];
  if (single !== undefined) return [[single.codePointAt(0)!, single.codePointAt(0)!]];
  steps.take(stepsOfSearch);
  const ranges: [number, number][] = [];
  for (const [run] of everyCharacter().matchAll(new RegExp(`(?:${set})+`, 'gu'))) {
    const from = run.codePointAt(0)!;
    const to = run.codePointAt(run.length - (run.charCodeAt(run.length - 1) >= 0xdc00 && run.charCodeAt(run.length - 1) <= 0xdfff ? 2 : 1))!;
    if (from < 0xd800 && to > 0xdfff) ranges.push([from, 0xd7ff], [0xe000, to]);
    else ranges.push([from, to]);
  }
  return ranges;
}

/** Classes that no set has are left out. */
export function characterClasses(sources: Iterable<string>, steps: Steps): CharacterClasses {
  const sets = [...new Set(sources)];
  // Where any set begins or ends, one class may end and another begin.
  const changes = new Map<number, number[]>();
  sets.forEach((set, index) => {
    for (const [from, to] of rangesOf(set, steps)) for (const at of [from, to + 1]) changes.set(at, [...(changes.get(at) ?? []), index]);
  });
  const current = sets.map(() => false);
  const classes = new Map<string, { readonly members: readonly boolean[]; readonly ranges: [number, number][] }>();
  const edges = [...changes.keys()].sort((a, b) => a - b);
  edges.forEach((from, i) => {
    for (const index of changes.get(from)!) current[index] = !current[index];
    if (!current.includes(true)) return;
    const key = current.map(Number).join('');
    if (!classes.has(key)) classes.set(key, { members: [...current], ranges: [] });
    classes.get(key)!.ranges.push([from, edges[i + 1]! - 1]);
  });
  const list = [...classes.values()];
  const index = new Map(sets.map((set, i) => [set, i]));
  return {
    sets,
    members: list.map(({ members }) => members),
    ranges: list.map(({ ranges }) => ranges),
    of: (set) => [...list.keys()].filter((kind) => list[kind]!.members[index.get(set)!]),
  };
}

/** Longer lists of characters are said by the sets that they come of. */
const listed = 40;

/**
 * JavaScript that matches a character of one of the classes: one of the sets itself, where it is one, or the characters;
 * what depends on the version of Unicode (`\p`) is said by the sets, so that it is the same on every machine.
 */
export function sourceOfClasses({ sets, members, ranges }: CharacterClasses, classes: readonly number[]): string {
  const own = new Set(classes);
  const isOwn = (set: number): boolean => members.every((has, kind) => has[set] === own.has(kind));
  const whole = sets.findIndex((_, set) => isOwn(set));
  if (whole >= 0) return sets[whole]!;
  const union = merged(classes.flatMap((kind) => ranges[kind]!));
  const outside = complement(union).filter(([from, to]) => from !== 0xd800 || to !== 0xdfff);
  const depends = sets.some((set) => /\\p/i.test(set));
  if (!depends && Math.min(union.length, outside.length) <= listed) {
    return union.length <= outside.length ? `[${classText(union)}]` : `[^${classText(outside)}]`;
  }
  return conditions(sets, members, own) ?? `(?:${classes.map((kind) => conditions(sets, members, new Set([kind]))!).join('|')})`;
}

/** The classes as those of one set, with such that further sets have or have not. Undefined where no set has them all. */
function conditions(sets: readonly string[], members: CharacterClasses['members'], wanted: ReadonlySet<number>): string | undefined {
  const has = (set: number, kind: number): boolean => members[kind]![set]!;
  const having = (set: number): number => members.filter((own) => own[set]).length;
  const [first, ...others] = [...sets.keys()].filter((set) => [...wanted].every((kind) => has(set, kind))).sort((a, b) => having(a) - having(b));
  if (first === undefined) return undefined;
  let surplus = [...members.keys()].filter((kind) => has(first, kind) && !wanted.has(kind));
  const out: string[] = [];
  const narrow = (condition: string, keeps: (kind: number) => boolean): void => {
    const kept = surplus.filter(keeps);
    if (kept.length === surplus.length) return;
    surplus = kept;
    out.push(condition);
  };
  for (const set of sets.keys()) {
    if (![...wanted].some((kind) => has(set, kind))) narrow(`(?!${sets[set]!})`, (kind) => !has(set, kind));
    else if (others.includes(set)) narrow(`(?=${sets[set]!})`, (kind) => has(set, kind));
  }
  if (surplus.length > 0) return undefined;
  return out.length === 0 ? sets[first]! : `(?:${out.join('')}${sets[first]!})`;
}

/** Sorted, with what touches joined. */
function merged(ranges: Ranges): Ranges {
  const out: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && (last[1] + 1 >= from || (last[1] === 0xd7ff && from === 0xe000))) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}
