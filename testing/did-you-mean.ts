import { nearest } from '../wire/nearest.js';

/**
 * `; did you mean "x"?`, or nothing when nothing is near: for the end of a message. A short name, by `toLong`, is taken for
 * its long one.
 */
export function didYouMean(name: unknown, known: Iterable<string>, toLong?: ReadonlyMap<string, string>): string {
  const names = new Set(known);
  const long = toLong?.get(String(name));
  const found = long !== undefined && names.has(long) ? long : nearest(String(name), names);
  return found === undefined ? '' : `; did you mean "${found}"?`;
}
