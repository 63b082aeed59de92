import { nearest } from '../wire/nearest.js';

/** `; did you mean "x"?`, or nothing when nothing is near: for the end of a message. */
export function didYouMean(name: unknown, known: Iterable<string>): string {
  const found = nearest(String(name), known);
  return found === undefined ? '' : `; did you mean "${found}"?`;
}
