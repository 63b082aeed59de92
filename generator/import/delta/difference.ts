import { groupBy } from '../../group-by.js';
import type { Fact, Facts } from '../facts.js';
import { columnsOf, keyOf } from './key.js';

/**
 * What changes from one reading of a document to another: the two sides of its change marks, or two versions of it in git. What
 * both say alike is unmarked: it shows where the rest belongs, and changes nothing.
 */
export function difference(original: readonly Fact[], accepted: Facts): Facts {
  // Each is taken out when its counterpart is found.
  const before = new Map([...groupBy(original, keyOf)].map(([key, facts]) => [key, [...facts]]));
  // A subject may be stated in several tables: first those are paired that say the same.
  const same = new Set<Fact>();
  for (const fact of accepted.facts) {
    const candidates = before.get(keyOf(fact)) ?? [];
    const index = candidates.findIndex((old) => isSame(columnsOf(old), columnsOf(fact)));
    if (index < 0) continue;
    candidates.splice(index, 1);
    same.add(fact);
  }
  const facts = accepted.facts.map((fact): Fact => {
    if (same.has(fact)) return { ...fact, unmarked: 'all' };
    const old = before.get(keyOf(fact))?.shift();
    return old === undefined ? fact : { ...fact, unmarked: unchanged(columnsOf(old), columnsOf(fact)) };
  });
  return { ...accepted, facts, removed: [...before.values()].flat() };
}

type Columns = ReadonlyMap<string, string>;

const isSame = (a: Columns, b: Columns): boolean => a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);

const unchanged = (old: Columns, now: Columns): readonly string[] => [...now].flatMap(([name, value]) => (old.get(name) === value ? [name] : []));

/** Facts that the document only shows, and that change nothing. */
export const isContext = (fact: Pick<Fact, 'unmarked'>): boolean => fact.unmarked === 'all';

/** Whether the document says something new of a column. */
export const isMarked = ({ unmarked: columns }: Pick<Fact, 'unmarked'>, column: string): boolean => columns === undefined || (columns !== 'all' && !columns.includes(column));
