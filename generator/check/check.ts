import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { groupBy } from '../group-by.js';
import type { Model } from '../model/model.js';

/** A rule over the linked model: reports what it finds and changes nothing. */
export type Check = (model: Model, diagnostics: Diagnostics) => void;

/** Every item after the first of its key: the ones to report as repeated. */
export const repeated = <K, T>(items: Iterable<T>, keyOf: (item: T) => K): readonly T[] =>
  [...groupBy(items, keyOf).values()].flatMap((group) => group.slice(1));
