import { groupBy } from '../../group-by.js';
import type { Fact, Facts, Replaced } from '../facts.js';
import { columnsOf, keyOf } from './key.js';
import { nameOf, subjectOf } from './rows.js';

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
  const moved = movedRows(original, accepted.facts);
  const replaced: Replaced[] = [];
  const renamed = renamedTables(original, accepted.facts);
  const namedOtherwise = renamedInPlace(original, accepted.facts, renamed);
  const facts = accepted.facts.map((fact): Fact => {
    if (same.has(fact)) return moved.has(fact) ? { ...fact, unmarked: [...columnsOf(fact).keys()], isMoved: true } : { ...fact, unmarked: 'all' };
    const was = before.get(keyOf(fact))?.shift();
    const old = namedOtherwise.get(fact);
    if (was === undefined) return old === undefined ? fact : { ...fact, unmarked: unchanged(columnsOf(old), columnsOf(fact)) };
    const by: Fact = { ...fact, unmarked: unchanged(columnsOf(was), columnsOf(fact)), ...(moved.has(fact) && { isMoved: true }) };
    replaced.push({ was, by });
    return by;
  });
  return { ...accepted, facts, removed: [...before.values()].flat(), replaced, renamed };
}

/** Rows of which marks replace the name, or that of their table: what else stands there is as unmarked as in any other row. */
function renamedInPlace(original: readonly Fact[], accepted: readonly Fact[], tables: ReadonlyMap<string, string>): ReadonlyMap<Fact, Fact> {
  const known = new Set(original.map(keyOf));
  const now = new Set(accepted.map(keyOf));
  const gone = new Map(original.flatMap((fact) => (isNamed(fact) && !now.has(keyOf(fact)) ? [[rowOf(fact, tables), fact] as const] : [])));
  return new Map(accepted.flatMap((fact) => (isNamed(fact) && !known.has(keyOf(fact)) && gone.has(rowOf(fact)) ? [[fact, gone.get(rowOf(fact))!] as const] : [])));
}

/** Resources under whose name nothing is left where one that was not there has rows in place of theirs: before → after. */
function renamedTables(original: readonly Fact[], accepted: readonly Fact[]): ReadonlyMap<string, string> {
  const [before, now] = [placesOf(original), placesOf(accepted)];
  const come = [...now].filter(([resource]) => !before.has(resource));
  const pairs = [...before].filter(([resource]) => !now.has(resource)).flatMap(([was, places]) => come.filter(([, others]) => [...places].some((place) => others.has(place))).map(([name]) => [was, name] as const));
  // Of one that becomes two, and of two that become one, nobody knows which it is.
  return new Map(pairs.filter(([was, name]) => pairs.every((other) => (other[0] === was) === (other[1] === name))));
}

const placesOf = (facts: readonly Fact[]): ReadonlyMap<string, ReadonlySet<string>> => new Map([...groupBy(facts.filter((fact) => isRow(fact) || fact.kind === 'child'), (fact) => subjectOf(fact)!)].map(([resource, rows]) => [resource, new Set(rows.map(placeOf))]));

const rowOf = (fact: Fact, tables: ReadonlyMap<string, string> = new Map()): string => {
  const subject = subjectOf(fact) ?? '';
  return JSON.stringify([fact.kind, tables.get(subject) ?? subject, placeOf(fact), ...(fact.kind === 'child' ? [nameOf(fact)] : [])]);
};

const placeOf = ({ place }: Fact): string => JSON.stringify([place.file, place.line, place.within]);

/** Whether marks replace the name of a fact in its row, or that of its table. */
export const isNamedAnew = (fact: Fact, { removed = [], renamed }: Pick<Facts, 'removed' | 'renamed'>): boolean => fact.unmarked !== 'all' && isNamed(fact) && removed.some((old) => isNamed(old) && rowOf(old, renamed) === rowOf(fact));

/** Attributes that stand elsewhere among those of their table which both sides have: as few as make up for the rest. */
function movedRows(original: readonly Fact[], accepted: readonly Fact[]): ReadonlySet<Fact> {
  const before = new Map(numbered(original).map(([, key], i) => [key, i]));
  const tables = groupBy(numbered(accepted).filter(([, key]) => before.has(key)), ([{ source }]) => JSON.stringify(source));
  const moved = new Set<Fact>();
  for (const rows of tables.values()) {
    const stay = new Set(longestRise(rows.map(([, key]) => before.get(key)!)));
    rows.forEach(([fact], i) => void (stay.has(i) || moved.add(fact)));
  }
  return moved;
}

/** Rows with their keys, and the how manieth of its key each is: a table may name an attribute twice. */
function numbered(facts: readonly Fact[]): readonly (readonly [fact: Fact, key: string])[] {
  const counts = new Map<string, number>();
  return facts.filter(isRow).map((fact) => {
    const key = keyOf(fact);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return [fact, `${key} ${count}`];
  });
}

const isRow = (fact: Fact): boolean => fact.kind === 'attribute' && fact.resource !== undefined;

/** What has a name of its own; that of a child is the one of its type, which a row under the name of another resource may keep. */
const isNamed = (fact: Fact): boolean => isRow(fact) || fact.kind === 'member' || fact.kind === 'child';

/** Indexes of a longest sequence of numbers that rise. */
function longestRise(numbers: readonly number[]): readonly number[] {
  const previous: (number | undefined)[] = [];
  // Of each length, the index of the smallest number with which one ends.
  const ends: number[] = [];
  numbers.forEach((number, i) => {
    const at = ends.findIndex((end) => numbers[end]! >= number);
    const length = at < 0 ? ends.length : at;
    previous[i] = ends[length - 1];
    ends[length] = i;
  });
  const found: number[] = [];
  for (let i = ends.at(-1); i !== undefined; i = previous[i]) found.unshift(i);
  return found;
}

type Columns = ReadonlyMap<string, string>;

const isSame = (a: Columns, b: Columns): boolean => a.size === b.size && [...a].every(([name, value]) => b.get(name) === value);

const unchanged = (old: Columns, now: Columns): readonly string[] => [...now].flatMap(([name, value]) => (old.get(name) === value ? [name] : []));

/** Facts that the document only shows, and that change nothing. */
export const isContext = (fact: Pick<Fact, 'unmarked'>): boolean => fact.unmarked === 'all';

/** Whether the document says something new of a column. */
export const isMarked = ({ unmarked: columns }: Pick<Fact, 'unmarked'>, column: string): boolean => columns === undefined || (columns !== 'all' && !columns.includes(column));
