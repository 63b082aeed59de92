import type { Diagnostics } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';

/** A rule over the linked model: reports what it finds and changes nothing. */
export type Check = (model: Model, diagnostics: Diagnostics) => void;

/** Items by key, in the order of their first occurrence. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Every item after the first of its key: the ones to report as repeated. */
export const repeated = <K, T>(items: Iterable<T>, keyOf: (item: T) => K): readonly T[] =>
  [...groupBy(items, keyOf).values()].flatMap((group) => group.slice(1));
